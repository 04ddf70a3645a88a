"""Folds the members of one group, and what earlier runs know of it, into one element and one entry to remember."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from schemas.records import PublishedBasis, Story
from transforms.elements import FoldedStory, StoredStory
from transforms.fold.fingerprint import Fingerprint, fullness
from transforms.fold.memory import Remembered
from transforms.fold.merging import merge, trust
from transforms.fold.resolve import KnownStory
from transforms.partition import partition


def fold_group(story_id: str, stories: Iterable[Story], known: tuple[KnownStory, ...] = ()) -> FoldedStory:
    """The fullest of `stories` as story `story_id`; extracted unless a known version is fuller.

    A run over the same input again extracts the same version again, so that a run killed before its end loses nothing.
    """
    merged = merge(stories)
    published_at, basis = _published(merged, known)
    story = merged
    if (story_id, published_at, basis) != (merged.story_id, merged.published_at, merged.published_basis):
        story = replace(merged, story_id=story_id, published_at=published_at, published_basis=basis)
    stored = tuple(StoredStory(one.story_id, one.partition) for one in known)
    return FoldedStory(story, not known or fullness(story) >= max(one.fullness for one in known), stored)


def remembered(folded: FoldedStory, readings: Iterable[Fingerprint], known: tuple[KnownStory, ...] = ()) -> Remembered:
    """What a run learned of a story by folding `readings` into it."""
    story, prints = folded.story, tuple(sorted(readings, key=lambda print_: print_.uid))
    home = next((one.partition for one in known if one.story_id == story.story_id), None)
    entry = KnownStory(
        story_id=story.story_id,
        fullness=max([*(print_.fullness for print_ in prints), *(one.fullness for one in known)]),
        partition=partition(story.published_at) if folded.extract or home is None else home,
        published_at=story.published_at,
        published_basis=story.published_basis,
        first_seen=min((one.first_seen for one in known), default=0),
    )
    absorbed = tuple(one.story_id for one in known if one.story_id != story.story_id)
    return Remembered(entry, absorbed, prints)


def _published(story: Story, known: tuple[KnownStory, ...]) -> tuple[datetime | None, PublishedBasis]:
    dates = [(story.published_at, story.published_basis), *((one.published_at, one.published_basis) for one in known)]
    return min(dates, key=trust)
