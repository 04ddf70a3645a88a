"""Tells pairs of teasers that cannot be one story, without reading them: most candidates end here."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from transforms.fold.fingerprint import Fingerprint
from transforms.fold.reading import is_cut, number_keys, numerals, respellings, spelt_out
from transforms.text import fold, words

NEAR_DAYS = 3
_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+){0,5}")


def possible(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether `compare` may find that two teasers are one story; False is certain."""
    if (a.link and a.link == b.link) or (a.title, a.lead) == (b.title, b.lead):
        return True
    if other_day(a, b):
        return False
    left, right = bag(a.text), bag(b.text)
    if not enough_common(left, right):
        return False
    if other_link(a, b) or other_source(a, b):
        return all(map(_respelt, left ^ right))
    if is_cut(a.text) or is_cut(b.text):
        return True
    left, right = _numbers(a.text), _numbers(b.text)
    return left <= right or right <= left


def other_day(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether both days are known, and far apart."""
    return a.day is not None and b.day is not None and abs(a.day - b.day) > NEAR_DAYS


def other_link(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether one source gave them two links."""
    return bool(a.link and b.link and a.link != b.link and _host(a.link) == _host(b.link))


def other_source(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether both sources are known, and two."""
    return None not in (a.publisher, b.publisher) and a.publisher != b.publisher


def enough_common(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether half of the words of the shorter text stand in the other."""
    return 2 * len(a & b) >= min(len(a), len(b))


@lru_cache(maxsize=4096)
def bag(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words(text))


def _host(link: str) -> str:
    return re.split("[/#?]", link, maxsplit=1)[0]


def _respelt(word: str) -> bool:
    """Whether a text without this word can still read the same: it is a number, or a variant in spelling."""
    return not word.isalpha() or word in _variants()


@cache
def _variants() -> frozenset[str]:
    standards = (part for parts in respellings().values() for part in parts)
    return frozenset([*numerals(), *respellings(), *standards])


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text, without those that may be written as words."""
    return frozenset(key for found in _NUMBER.findall(fold(text)) for key in number_keys(found)) - _written_out()


@cache
def _written_out() -> frozenset[str]:
    return frozenset([*numerals().values(), *spelt_out().values()])
