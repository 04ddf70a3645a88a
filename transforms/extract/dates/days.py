"""Reads days written in numbers, alone, listed or as a range: "5/3", "27-28/6", "ngày 30/6 và 1/7", "từ 28/11 đến 2/12"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from transforms.extract.dates import patterns
from transforms.extract.dates.mention import Point
from transforms.extract.dates.vocabulary import BRANCHES, DAY_WORDS, LUNAR_MONTHS, MONTHS, RELATIVES, STEMS

_MAX_DAYS = 8
_LEAP_YEAR = 2024  # stands in for an unknown year, so that 29/2 is a day
_RANGE = frozenset(["-", "đến hết", "cho đến", "đến", "tới"])


@dataclass(frozen=True, slots=True)
class Days:
    """One reading: a day, or a range with its `last`; offsets in the folded text."""

    start: int
    end: int
    first: Point
    last: Point | None = None


def read_days(folded: str, position: int, cued: bool) -> list[Days]:
    """The days that begin at `position`: one range or day, or several days of a list that do not adjoin; [] if none.

    `cued` says that "ngày" or a part of the day leads in, so that 28-6 and 28.6 may be read.
    """
    items, joiners = _items(folded, position, cued)
    if not items or any(item.first.month is None and item.first.shift is None for item in _filled(items)):
        return []
    return _grouped(_filled(items), joiners)


def month_number(word: str) -> int:
    """1 to 12 for a month's number or name, 0 for what is none."""
    number = MONTHS.get(word) or (int(word) if word.isdigit() else 0)
    return number if number <= 12 else 0


def day_number(word: str) -> int:
    return DAY_WORDS.get(word) or int(word)


def cycle_year(stem: str, branch: str) -> int | None:
    """What the years of that name leave divided by sixty: 48 for "Mậu Thân"; None for the pairs that name no year."""
    return next((year for year in range(60) if (year % 10, year % 12) == (STEMS[stem], BRANCHES[branch])), None)


def with_year(folded: str, point: Point, end: int) -> tuple[Point, int]:
    """The point with the year or "năm ngoái" that follows it, if one does."""
    tail = patterns.YEAR_TAIL.match(folded, end)
    if not tail or point.year:
        return point, end
    if tail["relative"]:
        return replace(point, shift=RELATIVES[tail["relative"]]), tail.end()
    return replace(point, year=int(tail["glued"] or tail["year"])), tail.end()


def _items(folded: str, position: int, cued: bool) -> tuple[list[Days], list[str]]:
    items: list[Days] = []
    joiners: list[str] = []
    complete = 0
    while len(items) < _MAX_DAYS:
        item = _day(folded, position, cued or bool(items))
        if not item:
            break
        items.append(item)
        if item.first.month or item.first.shift:
            complete = len(items)
        joiner = patterns.JOINER.match(folded, item.end)
        if not joiner:
            break
        joiners.append(joiner["join"])
        position = _after_joiner(folded, joiner.end(), joiner["join"])
    return items[:complete], joiners[: max(0, complete - 1)]


def _after_joiner(folded: str, position: int, joiner: str) -> int:
    """Skips "17h", "chiều", "ngày" and "mùng" before the end of a range; before the next of a list all but clock and part of day."""
    leads = (patterns.CLOCK, patterns.PART) if joiner in _RANGE else ()
    for pattern in (*leads, *((patterns.CUE,) if joiner != "," else ()), patterns.MUNG):
        match = pattern.match(folded, position)
        position = match.end() if match else position
    return position


def _day(folded: str, position: int, cued: bool) -> Days | None:
    for pattern in (patterns.FULL, patterns.SHORT_YEAR, patterns.SLASHED, patterns.DASHED, patterns.SPELT):
        match = pattern.match(folded, position)
        if match and (cued or pattern is not patterns.DASHED):
            return _numbered(folded, position, match.groupdict(), match.end())
    match = patterns.DAY_OF_MONTH.match(folded, position)
    if match and cued:
        return (
            Days(position, match.end(), Point(day=int(match["day"]), shift=RELATIVES[match["relative"]]))
            if 0 < int(match["day"]) <= 31
            else None
        )
    match = patterns.BARE_DAY.match(folded, position)
    return Days(position, match.end(), Point(day=int(match["day"]))) if match and 0 < int(match["day"]) <= 31 else None


def _numbered(folded: str, start: int, said: dict[str, str], end: int) -> Days | None:
    year = int(said["year"]) if said.get("year") else None
    if year is not None and year < 100:
        year += 2000
    point = Point(year, month_number(said["month"]), day_number(said["day"]), lunar=said["month"] in LUNAR_MONTHS)
    lunar = patterns.LUNAR_TAIL.match(folded, end)
    if lunar:
        point, end = replace(point, lunar=True), lunar.end()
    cycle = patterns.CYCLE_NAME.match(folded, end)
    if cycle:
        point, end = replace(point, lunar=True, cycle=cycle_year(cycle["stem"], cycle["branch"])), cycle.end()
    point, end = with_year(folded, point, end)
    return Days(start, end, point) if is_day(point) else None


def is_day(point: Point) -> bool:
    """Whether such a day can be: 31/6 cannot, 29/2 can in leap years, a lunar month has at most 30 days."""
    if not (point.month and point.day and 1 <= point.month <= 12):
        return False
    if point.lunar:
        return point.day <= 30
    try:
        date(point.year or _LEAP_YEAR, point.month, point.day)
    except ValueError:
        return False
    return True


def _filled(items: list[Days]) -> list[Days]:
    """Each day with the month and year that it shares with the days after it, or the year of the one before."""
    filled: list[Days] = []
    for item in reversed(items):
        filled.insert(0, replace(item, first=_shared(item.first, filled[0].first)) if filled else item)
    return filled


def _shared(point: Point, later: Point) -> Point:
    if point.month is None and point.shift is None:
        return replace(later, day=point.day)
    if point.year is None and point.shift is None and later.year and later.month:
        return replace(point, year=later.year - ((point.month, point.day) > (later.month, later.day)))
    return point


def _grouped(items: list[Days], joiners: list[str]) -> list[Days]:
    """Joins ranges and adjoining days; a day that stands apart in a list stays a reading of its own."""
    if not all(is_day(item.first) or item.first.shift for item in items):
        return []
    groups = [[items[0]]]
    for joiner, item in zip(joiners, items[1:], strict=True):
        if joiner in _RANGE or _adjoin(groups[-1][-1].first, item.first):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [_ranged(group) for group in groups]


def _adjoin(first: Point, second: Point) -> bool:
    first = replace(first, year=first.year or second.year or _LEAP_YEAR)
    second = replace(second, year=second.year or first.year)
    if first.lunar or second.lunar or not (is_day(first) and is_day(second)):
        return False
    return _solar(second) - _solar(first) == timedelta(days=1)


def _solar(point: Point) -> date:
    return date(point.year or _LEAP_YEAR, point.month or 1, point.day or 1)


def _ranged(group: list[Days]) -> Days:
    first, last = group[0], group[-1]
    if first is last:
        return first
    end = last.first
    if first.first.year and not end.year:
        wraps = (end.month or 0, end.day or 0) < (first.first.month or 0, first.first.day or 0)
        end = replace(end, year=first.first.year + wraps)
    return Days(first.start, last.end, first.first, end)
