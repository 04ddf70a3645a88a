"""The extract stage as a transform."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import apache_beam as beam

from schemas.records import DeadLetter, Reason, Stage, Story
from transforms.clock import now
from transforms.counting import count
from transforms.dead_letters import dead_letter
from transforms.elements import ExtractedStory, FoldedStory
from transforms.extract.story import extract
from transforms.lexicon import LexiconError

# Reading a story makes many small objects that hold no cycles: to look for these less often saves a tenth of the time.
_OBJECTS_BETWEEN_COLLECTIONS = 10_000


class _Extract(beam.DoFn):
    """Reads each story for events; a story that breaks it goes on without new events, and leaves a dead letter."""

    def setup(self) -> None:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)

    def process(self, folded: FoldedStory) -> Iterator[ExtractedStory | beam.pvalue.TaggedOutput]:
        try:
            events = extract(folded.story, now()) if folded.extract else ()
        except LexiconError:  # a broken table would break every story: the run stops, and says which
            raise
        except Exception as error:  # one story must never stop the run
            yield beam.pvalue.TaggedOutput("dead", _failure(folded.story, error))
            yield ExtractedStory(replace(folded, extract=False), ())
        else:
            count("events found", len(events))
            yield ExtractedStory(folded, events)


def _failure(story: Story, error: Exception) -> DeadLetter:
    message = f"extraction failed ({type(error).__name__}: {error}): report it with this page, and replay once it is mended"
    page = {
        "text": "\n\n".join([story.title, story.teaser, *story.paragraphs, *(caption.text for caption in story.captions)]),
        "url": story.url,
        "published_at": story.published_at.isoformat() if story.published_at else None,
        "publisher": story.publisher,
    }
    payload = json.dumps(page, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return dead_letter(story.uri, Stage.EXTRACT, Reason.INTERNAL, message, payload)


@dataclass
class ExtractEvents(beam.PTransform):
    """Folded stories in; (extracted stories, dead letters) out."""

    def expand(self, stories: beam.PCollection[FoldedStory]) -> tuple[beam.PCollection[ExtractedStory], beam.PCollection[DeadLetter]]:
        split = stories | "Extract" >> beam.ParDo(_Extract()).with_outputs("dead", main="events")
        return split.events, split.dead
