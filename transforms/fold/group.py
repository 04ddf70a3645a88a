"""Finds which stories are one: candidates in buckets, verdicts on pairs, connected groups.

A group is a connected component of the verdicts, split where it would bridge a conflict; the order of the input cannot change it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transforms.fold.compare import HARD, Why, compare, one_story
from transforms.fold.fingerprint import Fingerprint
from transforms.fold.screen import bag

# In a bucket, each teaser is compared with so many neighbours in sorted order: templates by the thousand stay linear.
_NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Edge:
    """Two readings that are one story, and why."""

    a: Fingerprint
    b: Fingerprint
    why: Why


class Groups:
    """Disjoint sets of ids; the smallest id stands for its set.

    >>> groups = Groups()
    >>> groups.join("b", "c"); groups.join("a", "b"); groups.find("c")
    'a'
    """

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def find(self, member: str) -> str:
        """The id that stands for the set of `member`."""
        root = member
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while member != root:
            self._parents[member], member = root, self._parents.get(member, member)
        return root

    def join(self, a: str, b: str) -> None:
        """Makes one set of the sets of `a` and `b`."""
        low, high = sorted((self.find(a), self.find(b)))
        self._parents[low] = self._parents[high] = low

    def sets(self) -> dict[str, list[str]]:
        """All members by the id that stands for them."""
        found: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parents):
            found[self.find(member)].append(member)
        return dict(found)


def edges(bucket: Iterable[Fingerprint]) -> Iterator[Edge]:
    """The pairs in a bucket that are one story: linear in the bucket's size.

    Readings that differ in nothing that is compared form a class and are chained; of the classes, each is compared with
    its neighbours only. A reading that came twice yields an edge to itself, so that the two are merged.
    """
    classes: dict[tuple[object, ...], list[Fingerprint]] = defaultdict(list)
    for print_ in bucket:
        classes[_class(print_)].append(print_)
    examples = [min(members, key=lambda print_: print_.uid) for members in classes.values()]
    for example, members in zip(examples, classes.values(), strict=True):
        if len(members) > 1:
            yield from (Edge(example, other, Why.EXACT) for other in members if other is not example)
    ordered = sorted(examples, key=_sort_key)
    for index, print_ in enumerate(ordered):
        for other in ordered[index + 1 : index + 1 + _NEIGHBOURS]:
            verdict = one_story(print_, other)
            if verdict:
                yield Edge(print_, other, verdict.why)


def conflicts(bucket: Iterable[Fingerprint], found: Iterable[Edge]) -> Iterator[tuple[Fingerprint, Fingerprint]]:
    """The pairs that a third teaser could make one story, though their numbers, names or turns of meaning differ.

    One that was cut before the difference, or does not state it, is like both: those that edges connect are looked at,
    and those under one headline.
    """
    groups = Groups()
    for edge in found:
        groups.join(edge.a.uid, edge.b.uid)
    ordered = sorted({print_.text: print_ for print_ in sorted(bucket, key=_sort_key)}.values(), key=_sort_key)
    for index, print_ in enumerate(ordered):
        for other in ordered[index + 1 : index + 1 + _NEIGHBOURS]:
            near = bag(print_.title) == bag(other.title) or groups.find(print_.uid) == groups.find(other.uid)
            if near and compare(print_, other).why in HARD:
                yield print_, other


def explain(a: Fingerprint, b: Fingerprint) -> str:
    """One sentence on why two teasers were folded or kept apart."""
    verdict = compare(a, b)
    answer = "One story" if verdict.same else "Two stories"
    detail = f" ({verdict.detail})" if verdict.detail else ""
    return f"{answer}: {verdict.why.value}{detail}; {verdict.similarity:.0%} of the words are common."


def _class(print_: Fingerprint) -> tuple[object, ...]:
    return print_.title, print_.lead, print_.publisher, print_.day, print_.link


def _sort_key(print_: Fingerprint) -> tuple[str, str, int, str, str, str]:
    return print_.title, print_.lead, print_.day or 0, print_.publisher or "", print_.link or "", print_.uid
