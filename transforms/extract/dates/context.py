"""What stands around a date and decides whether it is one: "đường 30/4", "1/3 diện tích", "ngày 20-5 hằng năm"."""

from __future__ import annotations

from transforms.extract.dates import patterns
from transforms.extract.dates.days import Days
from transforms.extract.dates.mention import Direction
from transforms.extract.dates.vocabulary import (
    BLOCKED_AFTER,
    BLOCKED_BEFORE,
    CLAUSE_DIRECTIONS,
    CLAUSE_STARTS,
    CUES,
    DASH_CUES,
    DIRECTIONS,
    EVENT_CUES,
    Scope,
)

_WINDOW = 32
_MAX_WORDS = 3


def _before(folded: str, position: int) -> list[str]:
    """The one, two and three words right before a position; none where punctuation stands between."""
    words = folded[max(0, position - _WINDOW) : position].split(" ")
    if words[-1]:
        return []
    words = [word for word in words if word]
    return [" ".join(words[-count:]) for count in range(1, min(_MAX_WORDS, len(words)) + 1)]


def _after(folded: str, position: int) -> list[str]:
    words = folded[position : position + _WINDOW].split(" ")
    first = words[0]
    if first and first != "%":
        return []
    words = [first] if first else words[1:]
    return [" ".join(words[:count]).rstrip(".,;:)") for count in range(1, min(_MAX_WORDS, len(words)) + 1)]


def preceded(folded: str, start: int, scope: Scope | None = None, *, dashes: bool = False) -> bool:
    """Whether a word of that scope forbids a date at `start`; with `dashes`, whether a word before it allows 28-6 and 28.6."""
    before = _before(folded, start)
    if dashes:
        return not DASH_CUES.isdisjoint(before)
    assert scope is not None
    if scope is Scope.SPAN and before and before[0].isdigit():
        return True
    return not (BLOCKED_AFTER[scope] | BLOCKED_AFTER[Scope.ANY]).isdisjoint(before)


def followed(folded: str, end: int, scope: Scope) -> bool:
    """Whether a word of that scope right behind forbids the date: "2-3 lần", "1/3 diện tích"."""
    return not BLOCKED_BEFORE[scope].isdisjoint(_after(folded, end))


def counted(folded: str, days: Days, cued: bool) -> bool:
    """Whether what follows makes the numbers a count; after "ngày" only d-m and d.m can be one ("mỗi ngày 2-3 lần")."""
    if not cued:
        return followed(folded, days.end, Scope.UNIT) or followed(folded, days.end, Scope.NUMBER)
    written = folded[days.start : days.end]
    return not (days.first.year or "/" in written or "tháng" in written) and followed(folded, days.end, Scope.UNIT)


def names_occasion(folded: str, start: int, days: Days) -> bool:
    """Whether a bare d/m belongs to the words before it: "chào mừng 20/10", "dịp 2/9", "Trường THPT 30/4"."""
    before = _before(folded, start)
    return bool(before) and not days.first.year and not days.last and EVENT_CUES.isdisjoint(before)


def uncued_date(folded: str, start: int, days: Days) -> bool:
    """Whether d/m is a date with neither "ngày" nor a part of the day before it.

    A fraction is at most one, so 18/12 is a date wherever no word forbids it; 5/10 wants a word that calls for a date, or brackets.
    """
    if preceded(folded, start, Scope.NUMBER):
        return False
    point = days.last or days.first
    if point.year or point.shift or point.lunar or (point.day or 0) > (point.month or 0) or "tháng" in folded[days.start : days.end]:
        return True
    return folded[start - 1 : start] == "(" or not CUES.isdisjoint(_before(folded, start))


def trailing_direction(folded: str, end: int) -> tuple[Direction, int]:
    """The direction word after a date and where the date then ends: "18/12 tới" looks forward, "18/12 tới thăm" does not."""
    match = patterns.DIRECTION.match(folded, end)
    if not match:
        return Direction.NONE, end
    word = match["direction"]
    rest = folded[match.end() : match.end() + _WINDOW].split(" ")
    clause_ends = rest[0] != "" or len(rest) < 2 or not rest[1] or rest[1].strip("(.,;:\"'") in CLAUSE_STARTS
    if word in CLAUSE_DIRECTIONS and not clause_ends:
        return Direction.NONE, end
    return DIRECTIONS[word], match.end()
