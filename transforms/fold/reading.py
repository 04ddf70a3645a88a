"""Splits a teaser into words and says of each whether it is hard: a number, a name, or a turn of meaning.

Hard words tell two stories apart however alike the rest is; soft words may change when an editor touches a teaser.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from itertools import compress

from transforms.lexicon import table
from transforms.text import fold

_TOKEN = re.compile(r"\d+(?:[.,/:-]\d+){0,5}|[^\W\d_]+|[^\w\s]")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DAY_MONTH = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?")
_RANGE = re.compile(r"\d{2}-\d{2}|\d{4}-\d{4}")
_CUT = re.compile(r"(?:…|\.\.\.)\W{0,3}$")
_OPENS_SENTENCE = frozenset('.!?:…"()|;-')


class Kind(IntEnum):
    SOFT = 0
    NUMBER = 1
    NAME = 2
    OPENING = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one teaser in order, and those that are hard, by kind.

    Words and turns are counted, because a twin may differ in one of two mentions only. `openings` are the words whose capital may be
    a name's or only the sentence's. `cut` says that the text ends in "…".
    """

    words: tuple[str, ...]
    kinds: tuple[Kind, ...]
    count: Counter[str]
    numbers: frozenset[str]
    names: frozenset[str]
    openings: frozenset[str]
    turns: Counter[str]
    cut: bool

    def head(self, length: int) -> Reading:
        """The first `length` words."""
        return _reading(self.words[:length], self.kinds[:length], cut=False)


@cache
def numerals() -> dict[str, str]:
    """Numerals written out, to digits."""
    return {row["word"]: row["digits"] for row in table("fold_numerals", key="word")}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Each turn of meaning to those that it must not be mistaken for."""
    found: dict[str, set[str]] = {}
    for row in table("fold_reversals"):
        found.setdefault(row["term"], set()).add(row["opposite"])
        found.setdefault(row["opposite"], set()).add(row["term"])
    return {term: frozenset(others) for term, others in found.items()}


@cache
def negations() -> dict[str, str]:
    """Words that undo what they stand by, each with its strength, "strong" or "weak"."""
    return {row["term"]: row["strength"] for row in table("fold_negations", key="term")}


@cache
def respellings() -> dict[str, tuple[str, ...]]:
    """Variants in spelling to the words that are read for them."""
    return {row["variant"]: tuple(row["standard"].split()) for row in table("fold_respellings", key="variant")}


@cache
def spelt_out() -> dict[str, str]:
    """Words that are a numeral only where the other version has its digits."""
    return {row["word"]: row["digits"] for row in table("fold_spelt_out", key="word")}


@cache
def _common_capitals() -> frozenset[str]:
    return frozenset(row["word"] for row in table("fold_common_capitals", key="word"))


@cache
def _turns_by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    first: dict[str, list[tuple[str, ...]]] = {}
    for term in {*opposites(), *negations()}:
        parts = tuple(term.split())
        first.setdefault(parts[0], []).append(parts)
    return {word: tuple(sorted(terms, key=len, reverse=True)) for word, terms in first.items()}


def number_keys(text: str) -> tuple[str, ...]:
    """One spelling for a number or date: thousands joined, day and month without zeros, the year apart.

    >>> number_keys("1.600"), number_keys("05-03-2026"), number_keys("5/3"), number_keys("0,01")
    (('1600',), ('5/3', '2026'), ('5/3',), ('0,01',))
    """
    if _THOUSANDS.fullmatch(text):
        return (text.replace(".", ""),)
    date = _DAY_MONTH.fullmatch(text)
    if date and 0 < int(date[1]) <= 31 and 0 < int(date[2]) <= 12:
        return (f"{int(date[1])}/{int(date[2])}", *filter(None, date.groups()[2:]))
    if _RANGE.fullmatch(text):
        return tuple(text.split("-"))
    return (text.lstrip("0") or "0" if text.isdigit() else text,)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Reads clean text in linear time.

    >>> reading = read("Khai mạc hội nghị thứ 14 tại Hà Tĩnh")
    >>> sorted(reading.names), sorted(reading.numbers), sorted(reading.turns)
    (['hà', 'tĩnh'], ['14'], ['khai mạc'])
    """
    words, kinds = _words(text)
    return _reading(tuple(words), tuple(kinds), cut=is_cut(text))


def is_cut(text: str) -> bool:
    """Whether a text ends in "…"."""
    return _CUT.search(text, max(0, len(text) - 7)) is not None


def _reading(words: tuple[str, ...], kinds: tuple[Kind, ...], cut: bool) -> Reading:
    numbers, names, openings = (frozenset(compress(words, map(kind.__eq__, kinds))) for kind in (Kind.NUMBER, Kind.NAME, Kind.OPENING))
    return Reading(words, kinds, Counter(words), numbers, names, openings, _turns(words), cut)


def _words(text: str) -> tuple[list[str], list[Kind]]:
    words: list[str] = []
    kinds: list[Kind] = []
    digits, respelt = numerals(), respellings()
    opening = True
    for found in _TOKEN.finditer(fold(text)):
        key = found[0]
        first = text[found.start()]
        if not first.isalnum():
            opening = opening or key in _OPENS_SENTENCE
            continue
        if first.isdigit():
            parts, kind = number_keys(key), Kind.NUMBER
        elif key in digits:
            parts, kind = (digits[key],), Kind.NUMBER
        else:
            parts, kind = respelt.get(key, (key,)), Kind.SOFT
            if first.isupper() and key not in _common_capitals():
                kind = _capital_kind(text, found.start(), found.end(), opening)
        words.extend(parts)
        kinds.extend([kind] * len(parts))
        opening = False
    return words, kinds


def _capital_kind(text: str, start: int, end: int, opening: bool) -> Kind:
    """The capital that opens a sentence is a name's where another capital follows, in the word or after it."""
    if not opening or text[end + 1 : end + 2].isupper() or (end - start > 1 and text[end - 1].isupper()):
        return Kind.NAME
    return Kind.OPENING


def _turns(words: tuple[str, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    by_first = _turns_by_first_word()
    for index, word in enumerate(words):
        if word in by_first:
            for parts in by_first[word]:
                if words[index : index + len(parts)] == parts:
                    found[" ".join(parts)] += 1
    return found
