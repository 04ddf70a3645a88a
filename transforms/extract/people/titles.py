"""Ranks, offices and forms of address: where they stand in a sentence, and how far the words of an office reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from transforms.lexicon import LexiconError, check, table
from transforms.matching import Match, PhraseMatcher
from transforms.text import fold, fold_spelling

_LONGEST_CONTEXT, _CONTEXT_REACH = 5, 48
_I_TO_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_I = re.compile(r"(?<=\b[hklmst])[iíìỉĩị](?!\w)")


class TitleKind(StrEnum):
    """The kinds of `person_titles.tsv`."""

    RANK = "RANK"
    DEGREE = "DEGREE"
    STATE = "STATE"
    DIPLOMAT = "DIPLOMAT"
    OFFICE = "OFFICE"
    TRADE = "TRADE"
    ADDRESS = "ADDRESS"
    PREFIX = "PREFIX"


class Use(StrEnum):
    """What words around a name say of it: the uses of `name_context.tsv`."""

    THING = "THING"
    ADMIN = "ADMIN"
    STOP = "STOP"
    CREDIT = "CREDIT"
    PLURAL = "PLURAL"
    HEAD = "HEAD"
    OF = "OF"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in the text, prefixes ("nguyên", "phó") included."""

    start: int
    end: int
    kind: TitleKind


@cache
def _matcher() -> PhraseMatcher[TitleKind]:
    check("person_titles", "kind", set(TitleKind))
    rows = table("person_titles", key="title")
    return PhraseMatcher({title: TitleKind(row["kind"]) for row in rows for title in spellings(row["title"])}.items())


def spellings(phrase: str) -> set[str]:
    """A cue phrase folded, as written with i, with y and as it stands: "ca sĩ", "ca sỹ"; spares the text a second folding."""
    with_i = fold_spelling(phrase)
    return {fold(phrase), with_i, _I.sub(lambda match: _I_TO_Y[match[0]], with_i)}


@cache
def _context_phrases() -> dict[str, frozenset[Use]]:
    check("name_context", "use", set(Use))
    phrases: dict[str, frozenset[Use]] = {}
    for row in table("name_context"):
        phrase, use = fold(row["phrase"]), Use(row["use"])
        if use in phrases.get(phrase, ()):
            raise LexiconError(f"name_context.tsv: {row['phrase']!r} {use} stands twice")
        phrases[phrase] = phrases.get(phrase, frozenset()) | {use}
    return phrases


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in _context_phrases())


def uses_of(word: str) -> frozenset[Use]:
    """What one folded word says of a name beside it."""
    return _context_phrases().get(word, frozenset())


def find_titles(text: str, folded: str, inside_name: set[int]) -> list[Title]:
    """The titles of a text, from left to right.

    Those at an offset in `inside_name` are none ("Anh" in "Lê Hoàng Anh Tuấn"), nor those in an organ's name ("Hội Nhà báo").
    """
    titles: list[Title] = []
    prefix: Match[TitleKind] | None = None
    for match in _matcher().find(text, folded):
        if match.start in inside_name:
            continue
        if prefix and match.start - prefix.end != 1:
            prefix = None
        start = prefix.start if prefix else match.start
        if match.value == TitleKind.PREFIX:
            prefix = Match(start, match.end, match.value)
            continue
        prefix = None
        before = uses_before(folded, start)
        if match.value == TitleKind.ADDRESS or Use.HEAD not in before or Use.THING in before:
            titles.append(Title(start, match.end, match.value))
    return titles


def uses_before(folded: str, end: int) -> frozenset[Use]:
    """What the words just before offset `end` say: the uses of every phrase that ends there."""
    start = max(0, end - _CONTEXT_REACH)
    before = folded[start:end].rstrip(' "')
    if before.rpartition(" ")[2].lstrip('("') not in _last_words():
        return frozenset()
    words = before.split(" ")
    if start and folded[start - 1] != " ":
        words = words[1:]
    phrases = _context_phrases()
    found = frozenset[Use]()
    phrase = ""
    for word in reversed(words[-_LONGEST_CONTEXT:]):
        phrase = f"{word} {phrase}" if phrase else word
        uses = phrases.get(phrase.lstrip('("'))
        if uses:
            found |= uses
    return found
