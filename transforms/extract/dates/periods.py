"""Reads months, quarters, years and seasons: "tháng 9/2024", "quý IV", "năm 2019", "mùa khô 2018-2019"."""

from __future__ import annotations

from dataclasses import replace

from transforms.extract.dates import patterns
from transforms.extract.dates.days import Days, month_number, with_year
from transforms.extract.dates.mention import Point
from transforms.extract.dates.vocabulary import CAPITAL_MONTHS, LUNAR_MONTHS

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def read_period(text: str, folded: str, start: int, *, edged: bool = False) -> Days | None:
    """The month, quarter, year or season, or the range of them, that begins at `start`; `edged` after "đầu", "giữa", "cuối"."""
    return _month(text, folded, start, edged) or _quarter(folded, start) or _year(folded, start) or _season(folded, start)


def _month(text: str, folded: str, start: int, edged: bool) -> Days | None:
    match = patterns.MONTH.match(folded, start)
    if not match:
        bare = patterns.MONTH_OF_YEAR.match(folded, start) or (edged and patterns.DASHED_MONTH_OF_YEAR.match(folded, start))
        return Days(start, bare.end(), Point(int(bare["year"]), int(bare["month"]))) if bare and 1 <= int(bare["month"]) <= 12 else None
    month = month_number(match["month"])
    capital = text[match.start("month")].isupper()
    if not month or (match["month"] in CAPITAL_MONTHS and not capital):
        return None
    point, end = with_year(folded, Point(month=month, lunar=match["month"] in LUNAR_MONTHS), match.end())
    return _month_range(folded, start, point, end) or Days(start, end, point)


def _month_range(folded: str, start: int, first: Point, end: int) -> Days | None:
    """A range, or a list of two months that adjoin: "tháng 8, 9/2024"."""
    later = patterns.NEXT_MONTH.match(folded, end) or patterns.NEXT_NAMED_MONTH.match(folded, end)
    if not later or not 1 <= int(later["month"]) <= 12:
        return None
    last, end = with_year(folded, Point(month=int(later["month"])), later.end())
    if later["join"] in (",", "và") and (first.year or last.month != (first.month or 0) % 12 + 1):
        return None
    wraps = (last.month or 0) < (first.month or 0)
    if last.year and not first.year:
        first = replace(first, year=last.year - wraps)
    elif first.year and not last.year:
        last = replace(last, year=first.year + wraps)
    return Days(start, end, first, last)


def _quarter(folded: str, start: int) -> Days | None:
    match = patterns.QUARTER.match(folded, start)
    if not match:
        return None
    point = Point(quarter=_QUARTERS[match["quarter"]])
    year = patterns.QUARTER_YEAR.match(folded, match.end())
    if year:
        return Days(start, year.end(), replace(point, year=int(year["year"])))
    point, end = with_year(folded, point, match.end())
    return Days(start, end, point)


def _year(folded: str, start: int) -> Days | None:
    match = patterns.YEAR.match(folded, start)
    if not match:
        return None
    last = patterns.NEXT_YEAR.match(folded, match.end())
    if last and int(last["year"]) > int(match["year"]):
        return Days(start, last.end(), Point(int(match["year"])), Point(int(last["year"])))
    return Days(start, match.end(), Point(int(match["year"])))


def _season(folded: str, start: int) -> Days | None:
    match = patterns.SEASON.match(folded, start)
    if not match:
        return None
    last = Point(int(match["last"])) if match["last"] else None
    return Days(start, match.end(), Point(int(match["year"])), last)
