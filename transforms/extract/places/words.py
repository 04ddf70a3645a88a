"""How far a name reaches: runs of capitalised words, and the words that make a person of a place's name."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

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
def compounds(verb: str = "") -> frozenset[str]:
    return frozenset(fold(row["compound"]) for row in table("name_compounds", "compound") if row["verb"] == verb)


@cache
def cues(use: str) -> frozenset[str]:
    return frozenset(row["cue"] for row in table("place_cues") if row["use"] == use)


@cache
def vocabulary() -> frozenset[str]:
    """Vietnamese words of two syllables, from the dictionary that underthesea carries; read as a file, as importing it takes long."""
    package = find_spec("underthesea")
    folders = package.submodule_search_locations if package else None
    if not folders:
        return frozenset()
    words = fold((Path(folders[0]) / "corpus" / "data" / "Viet74K.txt").read_text(encoding="utf-8")).splitlines()
    return frozenset(word for word in words if word.count(" ") == 1)


def is_syllable(word: str) -> bool:
    """Whether a word can be one syllable of Vietnamese: "Tâm" can, "Donald" cannot."""
    return bool(_SYLLABLE.match(strip_marks(word).lower()))


def word_before(text: str, start: int) -> str:
    """The word that ends one space before `start`, or ''."""
    low = max(0, start - 24)
    if text.endswith(" ", low, start):
        word = text[low : start - 1].rpartition(" ")[2]
        if word.isalnum():  # the common case, without a pattern
            return word
    found = _LAST_WORD.search(text, low, start)
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


def run_end(text: str, folded: str, start: int, limit: int = 12, *, stop_at_person: bool = False, name_only: bool = False) -> int:
    """Where the name that begins at `start` ends: capitalised words, numbers behind them, and words known in lower case.

    At most `limit` words, hyphens between them allowed. `stop_at_person`: a family name with a word behind it ends the
    run. `name_only`: a unit's own name, which begins with a capital and holds no number. Returns `start` where none begins.
    """
    spans = _spans(text, start, limit + 1)
    words = [folded[low:high] for low, high in spans]
    end, index = start, 0
    while index < min(len(spans), limit):
        low, high = spans[index]
        if text[end:low] not in (_JOINERS if index else ("",)) or words[index] in cues("CREDIT"):
            break
        if stop_at_person and index and text[low:high] in surnames() and word_after(text, high)[:1].isupper():
            break
        if text[low].isupper():
            taken = 1
        elif text[end:low].strip() or (name_only and not index):
            break
        elif text[low].isdigit():
            taken = int(not name_only and not _counts(words, index))
        else:
            taken = _lower_words(text, spans, words, index)
        if not taken:
            break
        index += taken
        end = spans[index - 1][1]
    return end


def _counts(words: list[str], index: int) -> bool:
    """Whether the number at `index` counts what follows ("5 triệu", "2 người")."""
    return index + 1 < len(words) and words[index + 1] in cues("COUNT")


def _lower_words(text: str, spans: list[tuple[int, int]], words: list[str], index: int) -> int:
    """How many lower-case words at `index` belong to the name: the rest of a word, or a word of two syllables."""
    if index:
        ending = f"{words[index - 1]} {words[index]}"
        if ending in compounds() or (
            text[spans[index - 1][0]].isupper() and _opens_word(text, spans, index - 1) and ending in vocabulary()
        ):
            return 1
    if index + 1 < len(words):
        pair = f"{words[index]} {words[index + 1]}"
        formal = not index or words[index - 1] in cues("FORM")
        if pair in compounds() or (formal and pair in compounds("yes")):
            return 2
    return 0


def _opens_word(text: str, spans: list[tuple[int, int]], index: int) -> bool:
    """Whether a capitalised word stands behind no other, so that it may be the first syllable of a common word."""
    return not index or not text[spans[index - 1][0]].isupper()


def _spans(text: str, start: int, count: int) -> list[tuple[int, int]]:
    found = []
    for match in _WORD.finditer(text, start, start + _NAME_SPAN):
        found.append(match.span())
        if len(found) == count:
            break
    return found
