"""What a name looks like: runs of capitalised words, and the forms that Vietnamese, Lao, Korean and Western names take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.lexicon import table
from transforms.text import fold, strip_marks

MAX_TOKENS = 8

_UPPER = "".join(char for char in map(chr, [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)]) if char.isupper())
_LETTERS = r"[^\W\d_]"
# One capitalised word with its hyphened or apostrophed parts ("Jong-un", "Cay-xỏn"), or initials ("A.D.", "J.").
_CAPITAL = re.compile(rf"(?<![\w@#])(?:(?:[{_UPPER}]\.){{1,4}}(?!\w)|[{_UPPER}]{_LETTERS}*(?:['’-]{_LETTERS}+){{0,6}})")
# A syllable that word segmentation cut off: "Moon Jae - in", "Xi - xu - lit".
_CUT_OFF = re.compile(rf"(?: - (?![{_UPPER}]){_LETTERS}{{1,9}}(?![\w-])){{1,5}}")
_SURE_SYLLABLES = r"(?:ng?h?|[gkt]h|gi|ph|qu|ch|tr|[bcdđghklmnpqrstvx])?"
_SYLLABLE = re.compile(rf"{_SURE_SYLLABLES}[aeiouy]{{1,3}}(?:ch|ng|nh|[cmnpt])?")

SURNAMES = {fold(row["surname"]): row["kind"] for row in table("surnames", key="surname")}
_PARTICLES = {(row["kind"], row["particle"]) for row in table("name_particles")}
_MIDDLES = {fold(particle) for kind, particle in _PARTICLES if kind == "VIETNAMESE_MIDDLE"}
LAO_SYLLABLES = {fold(particle) for kind, particle in _PARTICLES if kind == "LAO"}
_WESTERN = {particle for kind, particle in _PARTICLES if kind == "WESTERN"}


@dataclass(frozen=True, slots=True)
class Token:
    """A capitalised word; `key` is its folded text."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_acronym(self) -> bool:
        return len(self.text) > 1 and self.text.isupper() and "." not in self.text


Tokens = Sequence[Token]


def is_syllable(key: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable.

    >>> is_syllable("nguyễn"), is_syllable("trump")
    (True, False)
    """
    return _SYLLABLE.fullmatch(strip_marks(key)) is not None


def capital_runs(text: str) -> list[list[Token]]:
    """The runs of capitalised words of a text that only a space, a name particle or a cut hyphen keeps apart.

    Acronyms end a run and are in none.

    >>> [[token.text for token in run] for run in capital_runs("Chủ tịch UBND tỉnh Võ Trọng Hải gặp Kim Yo - jong")]
    [['Chủ'], ['Võ', 'Trọng', 'Hải'], ['Kim', 'Yo - jong']]
    """
    runs: list[list[Token]] = []
    last_end = -1
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        if start < last_end:
            continue
        token = Token(start, end, match[0], fold(match[0]))
        if token.is_acronym and not _is_short_given_name(token, runs, last_end):
            last_end = -1
            continue
        joined = runs and _joins(text, last_end, start) and len(runs[-1]) < 4 * MAX_TOKENS
        before = runs[-1] if joined else []
        end = _with_cut_off(text, token, before)
        if end != token.end:
            token = Token(start, end, text[start:end], fold(text[start:end]))
        if joined:
            runs[-1].append(token)
        else:
            runs.append([token])
        last_end = end
    return runs


def _is_short_given_name(token: Token, runs: list[list[Token]], last_end: int) -> bool:
    """Whether two capitals end a foreign name: "Jeong Whan IL"."""
    return len(token.text) == 2 and 0 < last_end == token.start - 1 and len(runs[-1]) > 1 and not is_syllable(runs[-1][-1].key)


def _joins(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return end > 0 and (gap in (" ", " ' ", " ’ ") or (len(gap) < 8 and gap[0] == gap[-1] == " " and gap.strip() in _WESTERN))


def _with_cut_off(text: str, token: Token, before: list[Token]) -> int:
    """Where a token ends, with the lower-case syllables that stray spaces around hyphens cut off."""
    if text[token.end : token.end + 3] != " - ":
        return token.end
    match = _CUT_OFF.match(text, token.end)
    if not match:
        return token.end
    pieces = match[0].split(" - ")[1:]
    goes_on = match.end() + 1 < len(text) and text[match.end()] == " " and text[match.end() + 1].isupper()
    korean = len(before) == 1 and SURNAMES.get(before[0].key) == "KOREAN" and len(pieces) == 1
    if len(pieces) > 1 or goes_on or korean or not is_syllable(pieces[0]):
        return match.end()
    return token.end


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


def is_korean(tokens: Tokens) -> bool:
    """Whether words form a Korean name with both syllables of its given name: "Moon Jae In", "Kim Jong-un"."""
    return SURNAMES.get(tokens[0].key) == "KOREAN" and (len(tokens) == 3 or (len(tokens) == 2 and "-" in tokens[1].text))


def person_part(tokens: Tokens) -> Tokens:
    """The tail of a long run that is a full name by itself: "Hà Tĩnh Võ Trọng Hải" gives "Võ Trọng Hải"; else all of it."""
    if is_vietnamese(tokens) or len(tokens) < 3:
        return tokens
    for kind in ("COMMON", "RARE"):
        for index in range(1, len(tokens) - 1):
            rest = tokens[index:]
            if SURNAMES.get(tokens[index].key) == kind and len(rest) <= 5 and is_vietnamese(rest) and (kind == "COMMON" or len(rest) > 2):
                return rest
    return tokens
