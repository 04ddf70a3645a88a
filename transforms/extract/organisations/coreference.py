"""Finds words that stand for sides named elsewhere: "hai tỉnh", "hai bên", "đoàn"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from transforms.lexicon import check, table
from transforms.matching import PhraseMatcher
from transforms.text import fold


class CoreferenceKind(StrEnum):
    PROVINCE = "PROVINCE"
    COUNTRY = "COUNTRY"
    SIDE = "SIDE"
    DELEGATION = "DELEGATION"


@dataclass(frozen=True, slots=True)
class Coreference:
    """Words for `count` sides of one kind; `count` is None where they do not say how many."""

    start: int
    end: int
    text: str
    kind: CoreferenceKind
    count: int | None


@cache
def _phrases() -> PhraseMatcher[tuple[CoreferenceKind, int | None]]:
    check("coreferences", "kind", set(CoreferenceKind))
    rows = table("coreferences", "phrase")
    return PhraseMatcher((row["phrase"], (CoreferenceKind(row["kind"]), int(row["count"]) if row["count"] else None)) for row in rows)


def find_coreferences(text: str, folded: str | None = None) -> list[Coreference]:
    """The words of a sentence that stand for sides; not those whose names follow at once ("hai tỉnh Hà Tĩnh và Khăm Muộn").

    >>> [(c.text, c.count) for c in find_coreferences("Lãnh đạo hai tỉnh thống nhất")]
    [('hai tỉnh', 2)]
    """
    found = _phrases().find(text, fold(text) if folded is None else folded)
    return [
        Coreference(match.start, match.end, text[match.start : match.end], *match.value)
        for match in found
        if not text[match.end + 1 : match.end + 2].isupper()
    ]
