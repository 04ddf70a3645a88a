"""Checks every record before the sink: one that does not fit its schema would fail the whole file, and with it the run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import apache_beam as beam
from apache_beam import PCollection

from schemas.avro import problems, to_avro
from schemas.records import DeadLetter, Reason, Stage
from transforms.counting import count
from transforms.dead_letters import dead_letter
from transforms.elements import ExtractedStory

UNFIT = "unfit"


def check(extracted: ExtractedStory) -> tuple[ExtractedStory | None, DeadLetter | None]:
    """The part of a story that fits the schemas, and a dead letter with the records that do not.

    Without its story no event is written: readers could not tell where it came from.
    """
    story = extracted.folded.story
    wrong = problems(story)
    if wrong:
        return None, _unfit(extracted, wrong, [story, *extracted.events])
    judged = [(event, problems(event)) for event in extracted.events]
    unfit = [event for event, why in judged if why]
    if not unfit:
        return extracted, None
    fit = tuple(event for event, why in judged if not why)
    return replace(extracted, events=fit), _unfit(extracted, next(why for _, why in judged if why), unfit)


def plain(text: str) -> str:
    """Text that Avro can hold: halves of surrogate pairs, as in a file name that is no UTF-8, are spelled out.

    >>> plain("tin-\\udcff.txt")
    'tin-\\\\udcff.txt'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _unfit(extracted: ExtractedStory, why: str, records: list[Any]) -> DeadLetter:
    payload = json.dumps([_printable(record) for record in records], ensure_ascii=False, default=str)
    message = f"{len(records)} of the story's records do not fit their schema, the first: {why}"
    return dead_letter(extracted.folded.story.uri, Stage.WRITE, Reason.SCHEMA, message, plain(payload).encode())


def _printable(record: Any) -> Any:
    try:
        return to_avro(record)
    except Exception:  # what makes a record unfit can be what makes it unprintable, such as an endless number
        return repr(record)


class _Check(beam.DoFn):
    def process(self, extracted: ExtractedStory) -> Iterator[Any]:
        count("stories_checked")
        fit, unfit = check(extracted)
        if fit:
            yield fit
        if unfit:
            yield beam.pvalue.TaggedOutput(UNFIT, unfit)


@dataclass
class CheckRecords(beam.PTransform):
    """Parts stories whose records fit the schemas from dead letters for those that do not."""

    def expand(self, stories: PCollection[ExtractedStory]) -> tuple[PCollection[ExtractedStory], PCollection[DeadLetter]]:
        outputs = stories | "Check" >> beam.ParDo(_Check()).with_outputs(UNFIT, main="fit")
        return outputs.fit, outputs[UNFIT]
