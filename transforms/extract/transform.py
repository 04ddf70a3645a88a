"""The extract stage as a transform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import apache_beam as beam

from schemas.records import DeadLetter, Reason, Stage
from transforms.clock import now
from transforms.elements import ExtractedStory, FoldedStory
from transforms.extract.story import extract


class _Extract(beam.DoFn):
    """Reads each story for events; what breaks on the way is a dead letter that names the story."""

    def process(self, folded: FoldedStory) -> Iterator[ExtractedStory | beam.pvalue.TaggedOutput]:
        moment = now()
        try:
            events = extract(folded.story, moment) if folded.extract else ()
        except Exception as error:  # one story must never stop the run
            yield beam.pvalue.TaggedOutput("dead", _dead_letter(folded, error, moment))
        else:
            yield ExtractedStory(folded, events)


def _dead_letter(folded: FoldedStory, error: Exception, now: datetime) -> DeadLetter:
    story = folded.story
    text = "\n\n".join([story.title, story.teaser, *story.paragraphs])
    message = f"extraction failed with {type(error).__name__}: {error}; the story is kept, run replay after a fix"
    return DeadLetter(story.uri, Stage.EXTRACT, Reason.INTERNAL, " ".join(message.split()), text.encode()[: 1 << 20], False, now, 1)


@dataclass(frozen=True)
class ExtractEvents(beam.PTransform):
    """Folded stories in; extracted stories and dead letters out, as `.events` and `.dead`."""

    def expand(self, stories: beam.PCollection[FoldedStory]) -> beam.pvalue.DoOutputsTuple:
        return stories | "Extract" >> beam.ParDo(_Extract()).with_outputs("dead", main="events")
