"""Ranks, offices and forms of address: where they stand in a sentence, and how far the words of an office reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from transforms.lexicon import check, table
from transforms.matching import Match, PhraseMatcher
from transforms.text import fold, fold_spelling

_LONGEST_CONTEXT = 4


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
    return PhraseMatcher(((row["title"], TitleKind(row["kind"])) for row in table("person_titles", key="title")), fold_spelling)


@cache
def context_words(use: Use) -> frozenset[str]:
    """The folded phrases of `name_context.tsv` with one use."""
    check("name_context", "use", set(Use))
    return frozenset(fold(row["phrase"]) for row in table("name_context") if row["use"] == use)


def find_titles(text: str, folded: str, inside_name: set[int]) -> list[Title]:
    """The titles of a text, from left to right.

    Those at an offset in `inside_name` are none ("Anh" in "Lê Hoàng Anh Tuấn"), nor those in an organ's name ("Hội Nhà báo").
    """
    titles: list[Title] = []
    prefix: Match[TitleKind] | None = None
    for match in _matcher().find(text, fold_spelling(folded)):
        if match.start in inside_name:
            continue
        if prefix and match.start - prefix.end != 1:
            prefix = None
        start = prefix.start if prefix else match.start
        if match.value == TitleKind.PREFIX:
            prefix = Match(start, match.end, match.value)
            continue
        prefix = None
        if match.value == TitleKind.ADDRESS or not ends_with(folded, start, Use.HEAD):
            titles.append(Title(start, match.end, match.value))
    return titles


def ends_with(folded: str, end: int, use: Use) -> bool:
    """Whether the words just before offset `end` are a phrase of that use."""
    start = max(0, end - 48)
    words = folded[start:end].rstrip(' "').split(" ")
    if start and folded[start - 1] != " ":
        words = words[1:]
    words = [word.lstrip('("') for word in words[-_LONGEST_CONTEXT:]]
    phrases = context_words(use)
    return any(" ".join(words[index:]) in phrases for index in range(len(words)))
