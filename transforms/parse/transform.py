"""The parse stage in a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import apache_beam as beam
from apache_beam.pvalue import PCollection, TaggedOutput

from schemas.records import DeadLetter, Reason, Stage, Story
from transforms.dead_letters import dead_letter
from transforms.elements import Page
from transforms.lexicon import LexiconError
from transforms.parse.page import layout_change, page_payload, parse_page

DEAD_LETTERS = "dead_letters"


class ParsePage(beam.DoFn):
    """Page to stories; what cannot be parsed goes to the side output as a dead letter."""

    def process(self, page: Page) -> Iterator[Story | TaggedOutput]:
        try:
            parsed = parse_page(page)
        except LexiconError:  # a broken table would break every page: the run stops, and says which
            raise
        except Exception as error:  # a page must never stop the run, whatever is wrong with it or with the parser
            parsed = dead_letter(page.uri, Stage.PARSE, Reason.INTERNAL, f"{type(error).__name__}: {error}", page_payload(page))
        if isinstance(parsed, DeadLetter):
            yield TaggedOutput(DEAD_LETTERS, parsed)
            return
        yield from parsed
        if (change := layout_change(page, parsed[0])) is not None:
            yield TaggedOutput(DEAD_LETTERS, change)


@dataclass
class ParsePages(beam.PTransform):
    """Pages to the stories that they carry, and to dead letters."""

    def expand(self, pages: PCollection[Page]) -> tuple[PCollection[Story], PCollection[DeadLetter]]:
        parsed = pages | "ParsePage" >> beam.ParDo(ParsePage()).with_outputs(DEAD_LETTERS, main="stories")
        return parsed.stories, parsed[DEAD_LETTERS]
