"""One id for one person under every spelling; two Vietnamese names that differ in a tone stay two."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from transforms.extract.people.names import LAO_SYLLABLES, Token, is_syllable, is_vietnamese
from transforms.lexicon import table
from transforms.text import fold, strip_marks

_WORD = re.compile(r"\w+")
# How one sound of a transcription is written by Lao, French, English and Vietnamese hands; applied in this order.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ou", "u"),
        (r"ph", "f"),
        (r"(?<=[ckt])h", ""),
        (r"[ckq]", "k"),
        (r"s", "x"),
        (r"(?<![bcdfgptvx])r", "l"),
        (r"y", "i"),
        (r"nh?(?!\w)", "n"),
        (r"(?<=\w[lmn])e(?!\w)", ""),
    )
]
_DOUBLED = re.compile(r"(.)\1+")


@cache
def _aliases() -> dict[str, str]:
    return {_key(row["alias"]): _key(row["name"]) for row in table("person_aliases", key="alias")}


@lru_cache(maxsize=1 << 12)
def person_id(name: str) -> str:
    """The id of a name: a Vietnamese name keeps its tones, a transcribed one is reduced to its sounds.

    >>> person_id("Nguyễn Hoà"), person_id("Văn Xay Phong Xa Vẳn") == person_id("Văn xay Phong Sả Vẳn")
    ('nguyễn-hòa', True)
    """
    key = _key(name)
    return _aliases().get(key, key)


def _key(name: str) -> str:
    words = _WORD.findall(fold(name))
    if _keeps_tones(words):
        return "-".join(words)
    full = [word for word in words if len(word) > 1] or words  # a middle initial comes and goes: "Donald J. Trump"
    sounds = strip_marks(" ".join(full))
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return _DOUBLED.sub(r"\1", sounds.replace(" ", ""))


def _keeps_tones(words: list[str]) -> bool:
    """Whether folded words are a Vietnamese name: a tone more or less makes it another one."""
    if not all(len(word) == 1 or is_syllable(word) for word in words) or 2 * sum(word in LAO_SYLLABLES for word in words) > len(words):
        return False
    return len(words) <= 2 or is_vietnamese([Token(0, 0, word, word) for word in words])
