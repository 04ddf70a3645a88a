"""Finds many phrases in one pass: whole words only, longest first, in linear time (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
        found = list(self._whole_words(self._folding(text) if folded is None else folded))
        found.sort(key=lambda match: (match.start, -match.end))
        kept: list[Match[Value]] = []
        for match in found:
            if not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept

    def _whole_words(self, text: str) -> Iterator[Match[Value]]:
        # Overlapping search, because a longer match that is no whole word would hide a shorter one that is.
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum()):
                yield Match(start, end, self._values[index])
