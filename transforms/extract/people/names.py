"""What a name looks like: runs of capitalised words, and the forms that Vietnamese, Lao, Korean and Western names take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms.lexicon import check, table
from transforms.text import fold, strip_marks

MAX_TOKENS = 8
_LONGEST_GAP = len(" van der ")

_UPPER = "".join(char for char in map(chr, [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)]) if char.isupper())
_LETTERS = r"[^\W\d_]"
# One capitalised word with its hyphened or apostrophed parts ("Jong-un", "Cay-xỏn"), or initials ("A.D.", "J.").
# What must not stand before it is asked behind its first letter, so that a search can leap from capital to capital.
_CAPITAL = re.compile(
    rf"[{_UPPER}](?<![\w@#].)(?:\.(?:[{_UPPER}]\.){{0,3}}(?!\w)|{_LETTERS}*(?:['’-](?![{_UPPER}]{{2}}){_LETTERS}+){{0,6}})"
)
# A syllable that word segmentation cut off: "Moon Jae - in", "Xi - xu - lit".
_CUT_OFF = re.compile(rf"(?: - (?![{_UPPER}]){_LETTERS}{{1,9}}(?![\w-])){{1,5}}")
_SURE_SYLLABLES = r"(?:ng?h?|[gkt]h|gi|ph|qu|ch|tr|[bcdđghklmnpqrstvx])?"
_SYLLABLE = re.compile(rf"{_SURE_SYLLABLES}[aeiouy]{{1,3}}(?:ch|ng|nh|[cmnpt])?")

check("surnames", "kind", {"COMMON", "RARE"})
check("name_particles", "kind", {"VIETNAMESE_MIDDLE", "LAO", "KOREAN", "WESTERN"})
SURNAMES = {fold(row["surname"]): row["kind"] for row in table("surnames", key="surname")}
_PARTICLES = {(row["kind"], row["particle"]) for row in table("name_particles")}
_MIDDLES = {fold(particle) for kind, particle in _PARTICLES if kind == "VIETNAMESE_MIDDLE"}
LAO_SYLLABLES = {fold(particle) for kind, particle in _PARTICLES if kind == "LAO"}
_KOREAN = {fold(particle) for kind, particle in _PARTICLES if kind == "KOREAN"}
_TITLE_WORDS = {fold(row["title"]).split(" ")[0] for row in table("person_titles") if row["kind"] != "TRADE"}
_WESTERN = {particle for kind, particle in _PARTICLES if kind == "WESTERN"}


class Token(NamedTuple):
    """A capitalised word; `key` is its folded text. A sentence has many, and a named tuple is the quickest to make."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_acronym(self) -> bool:
        return len(self.text) > 1 and self.text.isupper() and "." not in self.text


Tokens = Sequence[Token]


@lru_cache(maxsize=1 << 14)
def is_syllable(key: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable.

    >>> is_syllable("nguyễn"), is_syllable("trump")
    (True, False)
    """
    return _SYLLABLE.fullmatch(strip_marks(key)) is not None


def capital_runs(text: str, folded: str) -> list[list[Token]]:
    """The runs of capitalised words of a text that only a space, a name particle or a cut hyphen keeps apart.

    Acronyms end a run and are in none.

    >>> text = "Chủ tịch UBND tỉnh Võ Trọng Hải gặp Kim Yo - jong"
    >>> [[token.text for token in run] for run in capital_runs(text, fold(text))]
    [['Chủ'], ['Võ', 'Trọng', 'Hải'], ['Kim', 'Yo - jong']]
    """
    runs: list[list[Token]] = []
    last_end = -1
    match = _CAPITAL.search(text)
    while match:
        start, end = match.span()
        joined = last_end >= 0 and _joins(text, last_end, start) and len(runs[-1]) < 4 * MAX_TOKENS
        if "-" in match[0] or text.startswith(" - ", end):
            end = _word_end(text, folded, match, runs[-1] if joined else [])
        token = Token(start, end, text[start:end], folded[start:end])
        if token.is_acronym and not (joined and _is_short_given_name(token, runs[-1])):
            last_end = -1
        else:
            last_end = end
            if joined:
                runs[-1].append(token)
            else:
                runs.append([token])
        match = _CAPITAL.search(text, end)
    return runs


def _is_short_given_name(token: Token, run: Tokens) -> bool:
    """Whether two capitals end a foreign name: "Jeong Whan IL"."""
    return len(token.text) == 2 and len(run) > 1 and not is_syllable(run[-1].key)


def _joins(text: str, end: int, start: int) -> bool:
    if start - end > _LONGEST_GAP:
        return False
    if start - end == 1:
        return text[end] == " "
    gap = text[end:start]
    return gap in (" ' ", " ’ ") or (gap[:1] == gap[-1:] == " " and bool(gap.strip()) and _WESTERN.issuperset(gap.split()))


def _word_end(text: str, folded: str, match: re.Match[str], run: Tokens) -> int:
    """Where a capitalised word ends: before a hyphen that begins a new word ("Nam-Phó"), behind syllables cut off by spaces."""
    start, end = match.span()
    hyphen = text.find("-", start, end)
    if hyphen > 0 and text[hyphen + 1].isupper() and is_syllable(folded[start:hyphen]) and not _after_korean(run):
        return hyphen
    if text[end : end + 3] != " - ":
        return end
    cut_off = _CUT_OFF.match(text, end)
    if not cut_off or (run and SURNAMES.get(run[0].key) == "COMMON"):
        return end
    pieces = folded[end : cut_off.end()].split(" - ")[1:]
    if pieces[0] in _TITLE_WORDS:
        return end
    goes_on = text[cut_off.end() : cut_off.end() + 1] == " " and text[cut_off.end() + 1 : cut_off.end() + 2].isupper()
    if len(pieces) > 1 or goes_on or _after_korean(run) or not is_syllable(pieces[0]):
        return cut_off.end()
    return end


def _after_korean(run: Tokens) -> bool:
    return len(run) == 1 and run[0].key in _KOREAN


def is_vietnamese(tokens: Tokens) -> bool:
    """Whether words form a Vietnamese full name: a surname and one to three more syllables (four after Thị, Văn and the like)."""
    if not 2 <= len(tokens) <= 5 or SURNAMES.get(tokens[0].key) not in ("COMMON", "RARE"):
        return False
    if len(tokens) == 5 and tokens[1].key not in _MIDDLES:
        return False
    return all(len(token.key) == 1 or is_syllable(token.key) for token in tokens)


def is_foreign(tokens: Tokens) -> bool:
    """Whether words form a name that no Vietnamese one looks like: most are no Vietnamese syllables, or are those of Lao names."""
    if len(tokens) < 2:
        return False
    strange = sum(not is_syllable(token.key) for token in tokens)
    lao = sum(token.key in LAO_SYLLABLES for token in tokens)
    return 2 * strange >= len(tokens) or (lao >= 2 and len(tokens) >= 3) or is_korean(tokens)


def is_korean(tokens: Tokens, listed: bool = False) -> bool:
    """Whether words form a Korean name with both syllables of its given name: "Moon Jae In", "Kim Jong-un".

    In a list of names ("listed") no syllable need look foreign: "O Su Yong".
    """
    if tokens[0].key not in _KOREAN or len(tokens) not in (2, 3):
        return False
    hyphened = len(tokens) == 2 and "-" in tokens[1].text
    return hyphened or (len(tokens) == 3 and (listed or any(not is_syllable(token.key) for token in tokens)))


def person_part(tokens: Tokens) -> Tokens:
    """The tail of a long run that is a full name by itself: "Hà Tĩnh Võ Trọng Hải" gives "Võ Trọng Hải"; else all of it."""
    if is_vietnamese(tokens) or len(tokens) < 3:
        return tokens
    if len(tokens) > 3 and is_korean(tokens[-3:]):
        return tokens[-3:]
    for kind in ("COMMON", "RARE"):
        for index in range(1, len(tokens) - 1):
            rest = tokens[index:]
            if SURNAMES.get(tokens[index].key) == kind and len(rest) <= 5 and is_vietnamese(rest) and (kind == "COMMON" or len(rest) > 2):
                return rest
    return tokens
