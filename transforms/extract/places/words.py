"""How far a name reaches: runs of capitalised words, and the words that make a person of a place's name."""

from __future__ import annotations

import re
from functools import cache

from transforms.lexicon import table
from transforms.text import fold, strip_marks

_WORD = re.compile(r"\w+(?:['’.]\w+)?")
_LAST_WORD = re.compile(r"(\w+)\s\Z")
_SYLLABLE = re.compile(r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?\Z")
_JOINERS = (" ", " - ", "-", " & ", " – ")
_NAME_SPAN = 120


@cache
def surnames(kind: str = "COMMON") -> frozenset[str]:
    """Family names; COMMON ones begin a person's name wherever a capitalised word stands behind them."""
    return frozenset(row["surname"] for row in table("surnames") if row["kind"] == kind)


@cache
def compounds() -> frozenset[str]:
    return frozenset(fold(row["compound"]) for row in table("name_compounds", "compound"))


def is_syllable(word: str) -> bool:
    """Whether a word can be one syllable of Vietnamese: "Tâm" can, "Donald" cannot."""
    return bool(_SYLLABLE.match(strip_marks(word).lower()))


def word_before(text: str, start: int) -> str:
    """The word that ends one space before `start`, or ''."""
    found = _LAST_WORD.search(text, max(0, start - 24), start)
    return found[1] if found else ""


def word_after(text: str, end: int) -> str:
    """The word that begins one space after `end`, or ''."""
    found = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return found[0] if found else ""


def in_person(text: str, start: int) -> bool:
    """Whether capitalised words with a family name among them run up to `start` ("Nguyễn Thái Bình")."""
    for _ in range(3):
        word = word_before(text, start)
        if not word[:1].isupper() or (word.isupper() and len(word) > 1):
            return False
        if word in surnames() or word == "Thị":
            return True
        start -= len(word) + 1
    return False


def run_end(text: str, folded: str, start: int, limit: int = 12, *, stop_at_person: bool = False) -> int:
    """Where the name that begins at `start` ends: capitalised words, numbers, and compounds known in lower case.

    At most `limit` words, hyphens between them allowed; a family name with a word behind it ends the run where asked.
    Returns `start` where no name begins.
    """
    words = _spans(text, start, limit + 1)
    end, index = start, 0
    while index < len(words) and index < limit:
        low, high = words[index]
        gap, first = text[end:low], text[low]
        if gap not in (_JOINERS if end > start else ("",)):
            break
        if stop_at_person and index and text[low:high] in surnames() and word_after(text, high)[:1].isupper():
            break
        if not first.isupper() and not first.isdigit():
            if gap not in ("", " "):
                break
            if index and folded[words[index - 1][0] : high] in compounds():
                pass
            elif index + 1 < len(words) and folded[low : words[index + 1][1]] in compounds():
                index += 1
                high = words[index][1]
            else:
                break
        end, index = high, index + 1
    return end


def _spans(text: str, start: int, count: int) -> list[tuple[int, int]]:
    found = []
    for match in _WORD.finditer(text, start, start + _NAME_SPAN):
        found.append(match.span())
        if len(found) == count:
            break
    return found
