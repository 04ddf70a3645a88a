"""Files and feeds as an unbounded source, for runners that keep state and timers.

A splittable look at the clock that defers after each look, so that checkpoints pass; listings, of which a worker drops what it has
listed before; and keyed state that lets each version of a file and each item of a feed through once, also after a restore.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import apache_beam as beam
from apache_beam.coders import PickleCoder
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.pvalue import PBegin, PCollection, TaggedOutput
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec, TimerSpec, on_timer
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from schemas.records import DeadLetter
from transforms.elements import Page
from transforms.read.fetch import Client, FetchOptions
from transforms.read.limits import Limits
from transforms.read.match import match_metadata
from transforms.read.transform import DEAD_LETTERS, ReadFile, routed
from transforms.watch.batch import FeedVersion, FileVersion
from transforms.watch.feeds import is_news, visit
from transforms.watch.timing import HORIZON_SECONDS

_FOREVER = 2**62
_STATE = ReadModifyWriteStateSpec("state", PickleCoder())
_EXPIRY = TimerSpec("expiry", TimeDomain.WATERMARK)
_STATE_PARAM = beam.DoFn.StateParam(_STATE)
_EXPIRY_PARAM = beam.DoFn.TimerParam(_EXPIRY)
_WATERMARK_PARAM = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider())


@dataclass
class WatchPages(beam.PTransform):
    """The pages of all files that fit `patterns` and of all items of `feeds`, as they appear, and what could not be read.

    Attributes:
        pause: seconds between two looks at the files.
        settle: how many seconds ago a file was changed last when it is read; object stores show only whole files.
        feed_interval: seconds between two visits to a feed.
    """

    patterns: tuple[str, ...]
    feeds: tuple[str, ...]
    limits: Limits
    fetch: FetchOptions
    fetch_pages: bool
    pause: float
    settle: float
    feed_interval: float

    def expand(self, begin: PBegin) -> tuple[PCollection[Page], PCollection[DeadLetter]]:
        looks = begin | "Patterns" >> beam.Create(self.patterns, reshuffle=False) | "LookAtFiles" >> beam.ParDo(Look(self.pause))
        versions = looks | "ListFiles" >> beam.ParDo(_ListFiles(self.settle)).with_output_types(tuple[str, FileVersion])
        paths = versions | "NewVersions" >> beam.ParDo(NewVersions()).with_output_types(str)
        files = paths | "ReadFile" >> beam.ParDo(ReadFile(self.limits)).with_outputs(DEAD_LETTERS, main="pages")
        visits = begin | "Feeds" >> beam.Create(self.feeds, reshuffle=False) | "LookAtFeeds" >> beam.ParDo(Look(self.feed_interval))
        keyed = visits | "KeyFeeds" >> beam.Map(_keyed).with_output_types(tuple[str, None])
        visit_feeds = beam.ParDo(_VisitFeed(self.fetch, self.feed_interval, self.fetch_pages))
        items = keyed | "VisitFeeds" >> visit_feeds.with_outputs(DEAD_LETTERS, main="items")
        pages = (files.pages, items["items"]) | "AllPages" >> beam.Flatten()
        return pages, (files[DEAD_LETTERS], items[DEAD_LETTERS]) | "AllFailures" >> beam.Flatten()


class _Unending(OffsetRestrictionTracker):
    def is_bounded(self) -> bool:
        return False


class _Looks(RestrictionProvider):
    """Looks are numbered; what is left is all from the next number on."""

    def initial_restriction(self, element: str) -> OffsetRange:
        return OffsetRange(0, _FOREVER)

    def create_tracker(self, restriction: OffsetRange) -> OffsetRestrictionTracker:
        return _Unending(restriction)

    def restriction_size(self, element: str, restriction: OffsetRange) -> int:
        return 1

    def truncate(self, element: str, restriction: OffsetRange) -> None:
        """Nothing is left to do where a job is drained."""


_TRACKER_PARAM = beam.DoFn.RestrictionParam(_Looks())


class Look(beam.DoFn):
    """An element to itself again and again, with `seconds` between; after a pause of the job there is no burst to catch up."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    @beam.DoFn.unbounded_per_element()
    def process(
        self,
        element: str,
        tracker: Any = _TRACKER_PARAM,
        watermark: Any = _WATERMARK_PARAM,
    ) -> Iterator[TimestampedValue]:
        if not tracker.try_claim(tracker.current_restriction().start):
            return
        moment = Timestamp.now()
        yield TimestampedValue(element, moment)
        if (watermark.current_watermark() or moment) <= moment:
            watermark.set_watermark(moment)
        tracker.defer_remainder(Duration(self._seconds))


class _ListFiles(beam.DoFn):
    """A pattern to the settled versions of its files that this worker has not listed before."""

    def __init__(self, settle: float) -> None:
        self._settle = settle

    def setup(self) -> None:
        self._listed: dict[str, dict[str, tuple[int, float]]] = {}

    def process(self, pattern: str) -> Iterator[tuple[str, FileVersion]]:
        before, now = self._listed.get(pattern, {}), time.time()
        found = {path: (item.size_in_bytes, item.last_updated_in_seconds) for path, item in match_metadata([pattern]).items()}
        settled = {path: version for path, version in found.items() if now - version[1] >= self._settle}
        for path, version in settled.items():
            if before.get(path) != version:
                yield path, FileVersion(path, *version)
        self._listed[pattern] = settled


class NewVersions(beam.DoFn):
    """(path, version) to the path, where the version is not the one that came last; forgotten after the horizon."""

    def process(
        self,
        element: tuple[str, FileVersion],
        moment: Timestamp = beam.DoFn.TimestampParam,
        state: Any = _STATE_PARAM,
        expiry: Any = _EXPIRY_PARAM,
    ) -> Iterator[str]:
        path, version = element
        expiry.set(moment + HORIZON_SECONDS)
        if state.read() != version:
            state.write(version)
            yield path

    @on_timer(_EXPIRY)
    def forget(self, state: Any = _STATE_PARAM) -> None:
        state.clear()


@dataclass(frozen=True, slots=True)
class _Visited:
    due: float = 0.0
    version: FeedVersion = FeedVersion()
    items: dict[str, bytes] | None = None


class _VisitFeed(beam.DoFn):
    """A feed to what is new in it, at most once an interval whatever the runner repeats."""

    def __init__(self, fetch: FetchOptions, interval: float, fetch_pages: bool) -> None:
        self._fetch = fetch
        self._interval = interval
        self._fetch_pages = fetch_pages

    def process(self, element: tuple[str, None], state: Any = _STATE_PARAM) -> Iterator[Page | TaggedOutput]:
        feed, known = element[0], state.read() or _Visited()
        if time.time() < known.due:
            return
        poll = visit(feed, Client(self._fetch), known.version, known.items or {}, fetch_pages=self._fetch_pages)
        due = time.time() + 0.9 * self._interval
        items = known.items if poll.items is None else poll.items
        state.write(replace(known, due=due, version=poll.version, items=items))
        if is_news(poll, known.version):
            yield from routed(iter(poll.pages))


def _keyed(feed: str) -> tuple[str, None]:
    return feed, None
