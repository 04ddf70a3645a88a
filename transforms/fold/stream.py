"""The fold stage of an unbounded pipeline: the same verdicts, with the runner's own state as memory.

Four steps, each under a key: readings meet under candidate keys, the few that match anything are united under one key,
each reading goes to the group that it belongs to now, and each group is merged. Groups only ever grow together, so that any
order of arrival ends in the same groups. A reading is at first a group of its own. Every change of a group is one more element
with the same `story_id`; a group that turns out to be another is listed in `stored`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import apache_beam as beam
from apache_beam import PCollection
from apache_beam.coders import PickleCoder
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec, TimerSpec, on_timer
from apache_beam.utils.timestamp import Timestamp

from schemas.records import Story
from transforms.elements import FoldedStory, StoredStory
from transforms.fold.compare import one_story
from transforms.fold.fingerprint import Fingerprint, Fullness, fingerprint, fullness, keys, uid
from transforms.fold.folding import fold_group
from transforms.fold.resolve import node
from transforms.partition import partition

HORIZON_DAYS = 400
_DAY_SECONDS = 86_400
Pair = tuple[tuple[str, str], tuple[str, str]]
Groups = dict[str, tuple[float, frozenset[str]]]  # when each group was met last, and its uids; the oldest group first
Reading = tuple[Story | None, str | None]  # a story and its group, as far as they have come
_BUCKET = 40  # as many readings a key are kept and compared; templates by the thousand stay bounded


@dataclass(frozen=True, slots=True)
class Joined:
    """A reading belongs to the group `story_id` now."""

    story_id: str


News = Story | Joined


@dataclass(frozen=True, slots=True)
class Arrival:
    """A reading comes to a group, out of what it was written as before."""

    uid: str
    story: Story
    left: StoredStory | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """A reading leaves a group for good."""

    uid: str


@dataclass
class FoldStream(beam.PTransform):
    """Unbounded stories to one element for each change of a story; the last one holds all its sightings.

    What was not met again for `horizon_days` of event time is forgotten.
    """

    horizon_days: int = HORIZON_DAYS

    def expand(self, stories: PCollection[Story]) -> PCollection[FoldedStory]:
        horizon = self.horizon_days * _DAY_SECONDS
        matches = stories | "KeyReadings" >> beam.FlatMap(_candidates) | "MeetUnderKey" >> beam.ParDo(_Meet(horizon))
        joined = matches | "UnderOneKey" >> beam.Map(_under_one_key) | "UniteGroups" >> beam.ParDo(_Unite(horizon))
        news = (stories | "KeyStories" >> beam.Map(_by_uid), joined) | "AllNews" >> beam.Flatten()
        return news | "RouteReadings" >> beam.ParDo(_Route(horizon)) | "FoldGroups" >> beam.ParDo(_Fold(horizon))


def _candidates(story: Story) -> Iterator[tuple[int, Fingerprint]]:
    print_ = fingerprint(story)
    yield from ((key, print_) for key in keys(print_))


def _under_one_key(match: Pair) -> tuple[int, Pair]:
    return 0, match


def _by_uid(story: Story) -> tuple[str, News]:
    return uid(story), story


_STATE = ReadModifyWriteStateSpec("state", PickleCoder())
_EXPIRY = TimerSpec("expiry", TimeDomain.WATERMARK)
_STATE_PARAM = beam.DoFn.StateParam(_STATE)
_EXPIRY_PARAM = beam.DoFn.TimerParam(_EXPIRY)


class _Forgetful(beam.DoFn):
    """Keeps one value a key, and forgets it when nothing came to the key for the horizon."""

    def __init__(self, horizon: int) -> None:
        self._horizon = horizon

    def process(
        self,
        element: tuple[Any, Any],
        moment: Timestamp = beam.DoFn.TimestampParam,
        state: Any = _STATE_PARAM,
        expiry: Any = _EXPIRY_PARAM,
    ) -> Iterator[Any]:
        expiry.set(moment + self._horizon)
        value, found = self.step(state.read(), *element, float(moment))
        state.write(value)
        yield from found

    @on_timer(_EXPIRY)
    def forget(self, state: Any = _STATE_PARAM) -> None:
        state.clear()

    def step(self, value: Any, key: Any, news: Any, moment: float) -> tuple[Any, list[Any]]:
        """The state of `key` after `news`, and what follows for the next step."""
        raise NotImplementedError


class _Meet(_Forgetful):
    """Readings under a candidate key to the pairs of (uid, own id) that are one story."""

    def step(self, value: list[Fingerprint] | None, key: int, news: Fingerprint, moment: float) -> tuple[list[Fingerprint], list[Pair]]:
        others = [other for other in value or [] if other.uid != news.uid]
        same = [_pair(news, other) for other in others if one_story(news, other)]
        return [*others, news][-_BUCKET:], same


class _Unite(_Forgetful):
    """Pairs to (uid, group) of every reading whose group changed; the group that is known longest keeps its id."""

    def step(self, value: Groups | None, key: int, news: Pair, moment: float) -> tuple[Groups, list[tuple[str, News]]]:
        groups = {group: known for group, known in (value or {}).items() if known[0] + self._horizon >= moment}
        sides = [next((group for group, (_, uids) in groups.items() if one in uids), own_id) for one, own_id in news]
        order = [*groups, *reversed(sides)]  # the second of a pair was there first
        kept = min(sides, key=order.index)
        uids = {one for one, _ in news}.union(*(groups[group][1] for group in sides if group in groups))
        moved = sorted(uids - groups[kept][1]) if kept in groups else sorted(uids)
        for group in sides:
            if group != kept:
                groups.pop(group, None)
        last = max(moment, groups[kept][0]) if kept in groups else moment
        return {**groups, kept: (last, frozenset(uids))}, [(one, Joined(kept)) for one in moved]


class _Route(_Forgetful):
    """A reading and the groups that it is told to join to its arrivals at and departures from groups."""

    def step(self, value: Reading | None, key: str, news: News, moment: float) -> tuple[Reading, list[Any]]:
        story, group = value or (None, None)
        if isinstance(news, Joined):
            if story is None or news.story_id == (group or _own_id(story)):
                return (story, news.story_id), []
            old = group or _own_id(story)
            left = StoredStory(old, partition(story.published_at))
            return (story, news.story_id), [(old, Departure(key)), (news.story_id, Arrival(key, story, left))]
        if story is not None:
            return (story, group), []
        return (news, group), [(group or _own_id(news), Arrival(key, news))]


@dataclass(frozen=True, slots=True)
class _Group:
    members: dict[str, Story] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    stored: frozenset[StoredStory] = frozenset()
    extracted: Fullness | None = None


class _Fold(_Forgetful):
    """Arrivals and departures of a group to the group as one story, each time that it gains a reading."""

    def step(self, value: _Group | None, key: str, news: Arrival | Departure, moment: float) -> tuple[_Group, list[FoldedStory]]:
        group = value or _Group()
        members = {one: story for one, story in group.members.items() if one != news.uid}
        if isinstance(news, Departure):
            return replace(group, members=members, gone=group.gone | {news.uid}), []
        if news.uid in group.gone:
            return group, []
        members[news.uid] = news.story
        stored = group.stored | ({news.left} if news.left else set())
        folded = fold_group(key, members.values())
        version = fullness(folded.story)
        element = replace(folded, extract=version != group.extracted, stored=tuple(sorted(stored, key=_stored_order)))
        home = StoredStory(key, partition(folded.story.published_at))
        return _Group(members, group.gone, stored | {home}, version), [element]


def _pair(a: Fingerprint, b: Fingerprint) -> Pair:
    return (a.uid, node(a).own_id), (b.uid, node(b).own_id)


def _own_id(story: Story) -> str:
    return node(fingerprint(story)).own_id


def _stored_order(stored: StoredStory) -> tuple[str, str]:
    return stored.story_id, stored.partition
