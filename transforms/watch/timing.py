"""The time of an event record on a stream: when its story was published, as far back as a stream can wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.transforms.trigger import AccumulationMode, AfterProcessingTime, AfterWatermark
from apache_beam.transforms.window import FixedWindows, TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from transforms.elements import ExtractedStory

DAY_SECONDS = 86_400
HORIZON_SECONDS = 400 * DAY_SECONDS
_MIDNIGHT_IN_VIETNAM = 17 * 3600


def event_time(published: datetime | None, arrival: float) -> float:
    """Seconds since 1970 that a story counts for: its publication.

    Without a date, and for a date to come, its arrival; what is older than the horizon counts for its edge, where no window
    is closed yet: nothing comes too late to be written.

    >>> event_time(None, 1000.0)
    1000.0
    """
    if published is None:
        return arrival
    return min(max(published.timestamp(), arrival - HORIZON_SECONDS + 2 * DAY_SECONDS), arrival)


@dataclass
class WindowByDay(beam.PTransform):
    """Stories into the days of Viet Nam that they were published on; a pane every `seconds`, late ones too, none of them repeated."""

    seconds: int

    def expand(self, stories: PCollection[ExtractedStory]) -> PCollection[ExtractedStory]:
        soon = AfterProcessingTime(self.seconds)
        days = beam.WindowInto(
            FixedWindows(DAY_SECONDS, offset=_MIDNIGHT_IN_VIETNAM),
            trigger=AfterWatermark(early=soon, late=soon),
            accumulation_mode=AccumulationMode.DISCARDING,
            allowed_lateness=Duration(HORIZON_SECONDS),
        )
        return stories | "StampPublication" >> beam.ParDo(_Stamp()).with_output_types(ExtractedStory) | "Days" >> days


class _Stamp(beam.DoFn):
    def process(self, element: ExtractedStory, moment: Timestamp = beam.DoFn.TimestampParam) -> Iterator[TimestampedValue]:
        yield TimestampedValue(element, event_time(element.folded.story.published_at, float(moment)))
