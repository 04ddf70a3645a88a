"""Finds many phrases in one pass: whole words only, longest first, in linear time (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick_rs

from transforms.text import fold

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """A phrase found: `start` and `end` are offsets in the text searched."""

    start: int
    end: int
    value: Value


class PhraseMatcher(Generic[Value]):
    """Phrases to values. Phrases and text are folded before they are compared: `folding` must keep the length.

    >>> [m.value for m in PhraseMatcher([("Hà Tĩnh", 1), ("Tĩnh", 2)]).find("tỉnh HÀ TĨNH")]
    [1]
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], folding: Callable[[str], str] = fold):
        self._folding = folding
        pairs = [(folding(phrase), value) for phrase, value in phrases]
        self._values = [value for _, value in pairs]
        self._automaton = ahocorasick_rs.AhoCorasick([phrase for phrase, _ in pairs])

    def find(self, text: str, folded: str | None = None) -> list[Match[Value]]:
        """The longest whole-word matches that do not overlap, from left to right.

        Pass `folded` where the caller has the folded text already.
        """
        found = self._whole_words(self._folding(text) if folded is None else folded)
        found.sort()
        kept: list[Match[Value]] = []
        free = 0
        for start, minus_end, index in found:
            if start >= free:
                free = -minus_end
                kept.append(Match(start, free, self._values[index]))
        return kept

    def _whole_words(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end below zero and number of each phrase that stands there as whole words: sorted, the longest come first."""
        # Overlapping search, because a longer match that is no whole word would hide a shorter one that is.
        # The text is taken to stand between spaces; most neighbours are spaces, and need no closer look.
        whole = []
        length = len(text)
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            before = text[start - 1] if start else " "
            if before != " " and before.isalnum() and text[start].isalnum():
                continue
            after = text[end] if end < length else " "
            if after != " " and after.isalnum() and text[end - 1].isalnum():
                continue
            whole.append((start, -end, index))
        return whole
