"""The unbounded pipe's sense of time, on a stream whose clocks the test moves."""

from dataclasses import replace
from datetime import UTC, datetime

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.direct.direct_runner import BundleBasedDirectRunner
from apache_beam.testing.test_stream import TestStream
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import TimestampedValue

from schemas.records import PublishedBasis, Story, StoryKind
from transforms.elements import ExtractedStory, FoldedStory
from transforms.watch.batch import FileVersion
from transforms.watch.stream import NewVersions
from transforms.watch.timing import DAY_SECONDS, HORIZON_SECONDS, WindowByDay, event_time

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("published", "seconds"),
    [
        (None, NOW),
        (NOW - 5, NOW - 5),
        (NOW + 99, NOW),  # announced for tomorrow
        (NOW - 100 * DAY_SECONDS, NOW - 100 * DAY_SECONDS),
        (NOW - 4000 * DAY_SECONDS, NOW - HORIZON_SECONDS + 2 * DAY_SECONDS),  # from an archive
    ],
)
def test_the_time_that_a_story_counts_for(published, seconds):
    assert event_time(published and datetime.fromtimestamp(published, UTC), NOW) == seconds


def run(stream, transform, check):
    options = PipelineOptions()
    options.view_as(StandardOptions).streaming = True
    with beam.Pipeline(BundleBasedDirectRunner(), options) as pipeline:
        assert_that(pipeline | stream | transform, check)


def test_a_version_passes_once_and_is_forgotten_after_the_horizon():
    old, new = FileVersion("a", 1, 1.0), FileVersion("a", 2, 2.0)
    stream = TestStream().advance_watermark_to(0)
    for version in (old, old, new, new, old):
        stream.add_elements([TimestampedValue(("a", version), 1)])
    stream.advance_watermark_to(HORIZON_SECONDS + 2).add_elements([TimestampedValue(("a", old), HORIZON_SECONDS + 2)])
    run(stream.advance_watermark_to_infinity(), beam.ParDo(NewVersions()), equal_to(["a", "a", "a", "a"]))


def story(name, published):
    blank = Story(
        story_id=name,
        kind=StoryKind.ARTICLE,
        title=name,
        teaser="",
        publisher=None,
        url=None,
        published_at=None,
        published_basis=PublishedBasis.UNKNOWN,
        topic=None,
        paragraphs=(),
        captions=(),
        related=(),
        sightings=(),
        uri=name,
    )
    return ExtractedStory(FoldedStory(replace(blank, published_at=datetime.fromtimestamp(published, UTC))), ())


@beam.ptransform_fn
def panes(stories):
    """(stories of a pane, their days), as the sink sees them."""

    def seen(group, window=beam.DoFn.WindowParam):
        return sorted(each.folded.story.story_id for each in group[1]), window.start.to_utc_datetime().isoformat()

    return stories | WindowByDay(1) | beam.WithKeys(0) | beam.GroupByKey() | beam.Map(seen)


def test_late_stories_come_in_panes_of_their_own_and_none_is_dropped():
    stream = TestStream().advance_watermark_to(NOW).advance_processing_time(1)
    for name, published in (("today", NOW - 60), ("last month", NOW - 30 * DAY_SECONDS), ("long ago", NOW - 4000 * DAY_SECONDS)):
        stream.add_elements([TimestampedValue(story(name, published), NOW)]).advance_processing_time(5)
    stream.advance_watermark_to(NOW + 3 * DAY_SECONDS)
    stream.add_elements([TimestampedValue(story("late", NOW - 60), NOW)]).advance_processing_time(5)
    expected = [
        (["today"], "2024-05-31T17:00:00"),
        (["last month"], "2024-05-01T17:00:00"),
        (["long ago"], "2023-04-29T17:00:00"),
        (["late"], "2024-05-31T17:00:00"),
    ]
    run(stream.advance_watermark_to_infinity(), panes(), equal_to(expected))
