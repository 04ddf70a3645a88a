"""The fold stage on streams: any order of arrival ends in the same groups; what is past the horizon is forgotten."""

from __future__ import annotations

import random

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.direct.direct_runner import BundleBasedDirectRunner
from apache_beam.testing import test_stream
from apache_beam.testing.util import assert_that
from fold_samples import GROUPS, SAME, STORIES

from transforms.elements import FoldedStory
from transforms.fold.fingerprint import fullness
from transforms.fold.stream import FoldStream

DAY = 86_400


def standing(elements: list[FoldedStory]) -> dict[str, FoldedStory]:
    """The element with most sightings of each story that is not stored as another one now."""
    last: dict[str, FoldedStory] = {}
    for element in sorted(elements, key=lambda element: len(element.story.sightings)):
        last[element.story.story_id] = element
    absorbed = {stored.story_id for element in last.values() for stored in element.stored if stored.story_id != element.story.story_id}
    return {story_id: element for story_id, element in last.items() if story_id not in absorbed}


def groups(elements: list[FoldedStory]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(sighting.uri for sighting in element.story.sightings) for element in standing(elements).values())


def run(stream: test_stream.TestStream, check: object, horizon_days: int = 400) -> None:
    options = PipelineOptions()
    options.view_as(StandardOptions).streaming = True
    with beam.Pipeline(BundleBasedDirectRunner(), options) as pipeline:
        assert_that(pipeline | stream | FoldStream(horizon_days), check)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_order_of_arrival(seed: int) -> None:
    order = random.Random(seed).sample(STORIES, len(STORIES))

    def check(elements: list[FoldedStory]) -> None:
        assert groups(elements) == GROUPS
        texts = {max(versions, key=fullness).uri for versions in SAME}
        assert {element.story.uri for element in standing(elements).values()} == texts

    stream = test_stream.TestStream().advance_watermark_to(0)
    for story in order:
        stream.add_elements([story])
    run(stream.advance_watermark_to_infinity(), check)


def test_a_fuller_version_takes_over_under_the_same_id() -> None:
    teaser, article = SAME[7]

    def check(elements: list[FoldedStory]) -> None:
        (last,) = standing(elements).values()
        assert last.story.story_id in {element.story.story_id for element in elements if element.story.uri == teaser.uri}
        assert (last.story.uri, last.extract) == (article.uri, True)

    run(
        test_stream.TestStream().advance_watermark_to(0).add_elements([teaser]).add_elements([article]).advance_watermark_to_infinity(),
        check,
    )


@pytest.mark.parametrize(("days", "number"), [(5, 1), (20, 2)])
def test_the_horizon(days: int, number: int) -> None:
    first, second = SAME[7]

    def stories(elements: list[FoldedStory]) -> None:
        assert len(standing(elements)) == number

    stream = test_stream.TestStream().advance_watermark_to(0).add_elements([beam.window.TimestampedValue(first, 0)])
    stream.advance_watermark_to(days * DAY).add_elements([beam.window.TimestampedValue(second, days * DAY)])
    run(stream.advance_watermark_to_infinity(), stories, horizon_days=10)
