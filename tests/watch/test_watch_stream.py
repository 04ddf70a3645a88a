"""The unbounded pipe's sense of time, on a stream whose clocks the test moves."""

from datetime import UTC, datetime

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.direct.direct_runner import BundleBasedDirectRunner
from apache_beam.testing import test_stream
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import TimestampedValue, WindowFn

from transforms.partition import VIETNAM, partition
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
    stream = test_stream.TestStream().advance_watermark_to(0)
    for version in (old, old, new, new, old):
        stream.add_elements([TimestampedValue(("a", version), 1)])
    stream.advance_watermark_to(HORIZON_SECONDS + 2).add_elements([TimestampedValue(("a", old), HORIZON_SECONDS + 2)])
    run(stream.advance_watermark_to_infinity(), beam.ParDo(NewVersions()), equal_to(["a", "a", "a", "a"]))


def test_no_window_is_closed_when_its_story_arrives():
    """BundleBasedDirectRunner stalls on triggers in processing time, so that the windows are looked at themselves."""
    pipeline = beam.Pipeline()
    windowing = (pipeline | beam.Create([]) | WindowByDay(1)).windowing
    for days in (None, 0, 1, 30, 397, 400, 401, 4000, -3):
        published = None if days is None else datetime.fromtimestamp(NOW - days * DAY_SECONDS, UTC)
        [window] = windowing.windowfn.assign(WindowFn.AssignContext(event_time(published, NOW)))
        assert window.end + windowing.allowed_lateness > NOW
        if days in (0, 1, 30, 397):
            assert window.start <= published.timestamp() < window.end
            assert partition(published) == window.start.to_utc_datetime().replace(tzinfo=UTC).astimezone(VIETNAM).date().isoformat()
