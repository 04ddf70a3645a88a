"""The whole fold stage as one function, for what fits in memory: `FoldStories` without Beam."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from schemas.records import Story
from transforms.elements import FoldedStory
from transforms.fold.fingerprint import Fingerprint, fingerprint, keys
from transforms.fold.folding import fold_group, remembered
from transforms.fold.memory import Memory, Remembered, known_links
from transforms.fold.resolve import Assignment, KnownStory, Link, judge, resolve


def fold_batch(stories: Iterable[Story], memory: Memory | None = None) -> list[tuple[FoldedStory, Remembered]]:
    """One element a story and what to remember of it, sorted by story id; the order of `stories` does not matter."""
    by_uid: dict[str, tuple[Fingerprint, Story]] = {}
    for story in stories:
        print_ = fingerprint(story)
        by_uid[print_.uid] = print_, story
    assignments = {found.uid: found for found in resolve(_links((print_ for print_, _ in by_uid.values()), memory))}
    groups: dict[str, list[tuple[Fingerprint, Story]]] = defaultdict(list)
    known: dict[str, tuple[KnownStory, ...]] = {}
    for uid, member in by_uid.items():
        assignment = assignments.get(uid) or Assignment(uid, member[1].story_id, None)
        groups[assignment.story_id].append(member)
        known[assignment.story_id] = assignment.known
    folded = []
    for story_id in sorted(groups):
        prints, versions = zip(*groups[story_id], strict=True)
        element = fold_group(story_id, versions, known[story_id])
        folded.append((element, remembered(element, prints, known[story_id])))
    return folded


def _links(prints: Iterable[Fingerprint], memory: Memory | None) -> list[Link]:
    buckets: dict[int, list[Fingerprint]] = defaultdict(list)
    links: list[Link] = []
    for print_ in prints:
        for key in keys(print_):
            buckets[key].append(print_)
        if memory:
            links.extend(known_links(print_, memory))
    for bucket in buckets.values():
        if len(bucket) > 1:
            links.extend(judge(bucket))
    return links
