"""Why the fold stage takes two stories for one, or keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.records import Story
from transforms.fold.compare import Verdict, Why, compare
from transforms.fold.fingerprint import Fingerprint, fingerprint, keys

# The tables whose rows can change a verdict of this kind.
_TABLES: dict[Why, tuple[str, ...]] = {
    Why.NUMBERS: ("fold_numerals.tsv", "fold_spelt_out.tsv"),
    Why.NAMES: ("fold_common_capitals.tsv", "fold_respellings.tsv"),
    Why.REVERSAL: ("fold_reversals.tsv", "fold_negations.tsv"),
    Why.ONE_WORD: ("fold_soft_words.tsv", "fold_respellings.tsv"),
    Why.WORDS: ("fold_respellings.tsv",),
    Why.OTHER_SOURCE: ("fold_recurring.tsv",),
    Why.OTHER_DAY: ("fold_recurring.tsv",),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories and the verdict on them; `met` where a run compares them at all, `tables` where an editor can change it."""

    stories: tuple[Story, Story]
    scopes: tuple[str, str]
    verdict: Verdict
    met: bool
    tables: tuple[str, ...]

    @property
    def folded(self) -> bool:
        """Whether a run folds the two."""
        return self.met and self.verdict.same


def explain_pairs(one: Sequence[Story], other: Sequence[Story]) -> tuple[Pair, ...]:
    """The verdict on two pages' own stories, then on every pair of their stories that a run compares.

    Each page is given by all its stories, its own first.
    """
    prints = {id(story): fingerprint(story) for story in (*one, *other)}
    return tuple(_pairs(one, other, prints))


def _pairs(one: Sequence[Story], other: Sequence[Story], prints: dict[int, Fingerprint]) -> Iterator[Pair]:
    found = {key: set(keys(print_)) for key, print_ in prints.items()}
    for a in one:
        for b in other:
            met = not found[id(a)].isdisjoint(found[id(b)])
            if met or (a is one[0] and b is other[0]):
                left, right = prints[id(a)], prints[id(b)]
                verdict = _in_order(compare(left, right), left, right)
                yield Pair((a, b), (_scope(left), _scope(right)), verdict, met, () if verdict.same else _TABLES.get(verdict.why, ()))


def _in_order(verdict: Verdict, left: Fingerprint, right: Fingerprint) -> Verdict:
    """The verdict with the words at issue in the order of the two; `compare` puts them in one of its own."""
    turned = (left.uid, left.text) > (right.uid, right.text)
    return replace(verdict, detail=" / ".join(reversed(verdict.detail.split(" / ")))) if turned else verdict


def _scope(print_: Fingerprint) -> str:
    """Where and when a teaser appeared, as far as the fold stage knows it."""
    day = date.fromordinal(print_.day).isoformat() if print_.day is not None else "day unknown"
    return ", ".join((print_.publisher or "source unknown", day, print_.link or "no link"))
