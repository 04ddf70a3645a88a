"""Finds the dates of a sentence as they are written, without completing them.

One scan from left to right. Where a date may begin, first what leads in is read ("15h", "chiều", "thứ Năm", "ngày"), then the first form
that fits, then what follows (a year, "tới", an explicit day in apposition: "hôm nay (24-2)").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from transforms.extract.dates import patterns, periods
from transforms.extract.dates.context import counted, followed, names_occasion, preceded, trailing_direction, uncued_date
from transforms.extract.dates.days import Days, cycle_year, day_number, month_number, read_days
from transforms.extract.dates.lead import Lead, read_lead
from transforms.extract.dates.mention import DateMention, Point, Unit
from transforms.extract.dates.vocabulary import (
    AFTER_PART,
    FEASTS,
    ORDINALS,
    RELATIVES,
    WEAK_FEASTS,
    Scope,
)
from transforms.text import fold


def find_dates(text: str, folded: str | None = None) -> list[DateMention]:
    """The dates of one sentence, left to right, none overlapping.

    Pass `folded` where the caller has `fold(text)` already.

    >>> [mention.text for mention in find_dates("Sáng 28-6, Sở công bố kế hoạch từ nay đến cuối tháng 9/2025.")]
    ['Sáng 28-6', 'cuối tháng 9/2025']
    """
    return list(_dates(text, fold(text) if folded is None else folded))


@lru_cache(maxsize=128)
def _dates(text: str, folded: str) -> tuple[DateMention, ...]:
    """All of a text: most paragraphs are one sentence, read for the story's clock and once more for itself."""
    mentions: list[DateMention] = []
    position = 0
    while start := patterns.START.search(folded, position):
        found, position = _read(text, folded, start.start())
        mentions += found
    return tuple(mentions)


def _read(text: str, folded: str, start: int) -> tuple[list[DateMention], int]:
    """The mentions that begin at `start`, and where to go on."""
    skipped = patterns.NO_DATE.match(folded, start)
    if skipped:
        return [], skipped.end()
    lead = read_lead(folded, start)
    for form in _FORMS:
        found = form(text, folded, start, lead)
        if found:
            return ([] if _refused(folded, found) else found), found[-1].end
    return [], _after_number(folded, start)


def _refused(folded: str, found: list[DateMention]) -> bool:
    """Whether what was read as dates is none after all: its neighbours make it a custom, a plan's year, a loose "hôm nay"."""
    first = found[0].first
    scopes = [Scope.ANY]
    if first.shift and first.day is None:
        scopes.append(Scope.RELATIVE)
    if first.year and not first.month and not first.quarter:
        scopes.append(Scope.YEAR)
    around = any(preceded(folded, found[0].start, scope) or followed(folded, found[-1].end, scope) for scope in scopes)
    return around or any(map(_spans_years, found))


def _spans_years(mention: DateMention) -> bool:
    """Lives, anniversaries, programmes: "(18/7/1977 - 18/7/2012)"."""
    return bool(mention.last and mention.last.year and mention.first.year and mention.last.year - mention.first.year > 1)


def _after_number(folded: str, start: int) -> int:
    """Past the digits at `start`, or past one character of a word: the pattern that finds starts wants whole words."""
    end = start + 1
    while end < len(folded) and folded[start].isdigit() and folded[end].isdigit():
        end += 1
    return end


def _mention(text: str, start: int, end: int, lead: Lead, first: Point, last: Point | None = None, **said: object) -> DateMention:
    return DateMention(start, end, text[start:end], first, last, lead.part, **said)


def _days(text: str, folded: str, start: int, lead: Lead) -> list[DateMention]:
    """ "ngày 5/3", "27-28/6", "chiều thứ Năm, 12/3", "mùng 5 tháng Giêng"."""
    mung = patterns.MUNG.match(folded, lead.end)
    at = mung.end() if mung else lead.end
    cued = lead.cued or bool(mung)
    readings = read_days(folded, at, cued or preceded(folded, start, dashes=True))
    if not readings or counted(folded, readings[-1], cued):
        return []
    if not cued and not uncued_date(folded, start, readings[0]):
        return []
    mentions = [_day_mention(text, folded, reading.start, lead, reading) for reading in readings[1:]]
    weak = not cued and lead.part is None and names_occasion(folded, start, readings[0])
    return [replace(_day_mention(text, folded, start, lead, readings[0]), weak=weak), *mentions]


def _day_mention(text: str, folded: str, start: int, lead: Lead, days: Days) -> DateMention:
    direction, end = trailing_direction(folded, days.end)
    end = _closing(folded, start, end, lead)
    return _mention(text, start, end, lead, days.first, days.last, direction=direction)


def _closing(folded: str, start: int, end: int, lead: Lead) -> int:
    """Takes in the ")" of "thứ Năm (12/3)"."""
    opened = lead.weekday_end is not None and "(" in folded[lead.weekday_end : lead.end]
    return end + 1 if opened and folded[end : end + 1] == ")" else end


def _tet(text: str, folded: str, start: int, lead: Lead) -> list[DateMention]:
    """ "mùng 2 Tết", "29 Tết"."""
    match = patterns.TET_DAY.match(folded, lead.end)
    if not match:
        return []
    day = day_number(match["day"])
    if not (match["mung"] and 1 <= day <= 10 or 20 <= day <= 30):
        return []
    point, end = _feast_year(folded, Point(month=1 if day <= 10 else 12, day=day, lunar=True), match.end())
    return [_apposed(text, folded, start, end, lead, point)]


def _feast(text: str, folded: str, start: int, lead: Lead) -> list[DateMention]:
    """ "Rằm tháng Giêng", "Tết Nguyên đán 2021", "Bunpimay"."""
    ram = patterns.RAM.match(folded, lead.end)
    if ram and month_number(ram["month"]):
        return [_apposed(text, folded, start, ram.end(), lead, Point(month=month_number(ram["month"]), day=15, lunar=True))]
    match = patterns.FEAST.match(folded, start) or patterns.FEAST.match(folded, lead.end)
    if match:
        point, end = _feast_year(folded, FEASTS[match["feast"]], match.end())
        return [replace(_apposed(text, folded, start, end, lead, point), weak=match["feast"] in WEAK_FEASTS)]
    named = patterns.TET_OF_CYCLE.match(folded, lead.end)
    if not named:
        return []
    point, end = _feast_year(folded, FEASTS["tết nguyên đán"], named.end() - 1)
    return [replace(_apposed(text, folded, start, end, lead, point), weak=True)]


def _feast_year(folded: str, point: Point, end: int) -> tuple[Point, int]:
    """The feast with the year behind it, named ("Mậu Thân"), numbered or both; the end of 29 Tết of 2025 is the lunar year 2024's."""
    closing = int(point.lunar and point.month == 12)
    name = patterns.CYCLE_NAME.match(folded, end)
    cycle = cycle_year(name["stem"], name["branch"]) if name else None
    if name and cycle is not None:
        point, end = replace(point, cycle=(cycle - closing) % 60), name.end()
    year = patterns.FEAST_YEAR.match(folded, end)
    return (replace(point, year=int(year["year"]) - closing), year.end()) if year else (point, end)


def _relative(text: str, folded: str, start: int, lead: Lead) -> list[DateMention]:
    """ "hôm qua", "tối qua", "thứ Năm tuần này", "tháng trước", and the day that may stand beside them."""
    if lead.weekday_end is not None:
        return []
    edge = patterns.EDGE.match(folded, lead.end) or patterns.EDGE.match(folded, start)
    positions = [lead.end, *([edge.end()] if edge else []), start]
    matches = [match for at in positions if (match := patterns.RELATIVE.match(folded, at))]
    match = next(
        (match for match in matches if match["relative"] not in AFTER_PART or (lead.said_part and match.start() == lead.end)), None
    )
    if not match:
        return []
    shift = RELATIVES[match["relative"]]
    if shift.unit != Unit.DAY and preceded(folded, start, Scope.SPAN):
        return []
    return [_apposed(text, folded, start, match.end(), lead, Point(shift=shift))]


def _apposed(text: str, folded: str, start: int, end: int, lead: Lead, point: Point) -> DateMention:
    """The mention, with the explicit day that stands beside it: "hôm nay 24-2", "hôm qua (13/3)", "mùng 1 Tết (ngày 10/2)"."""
    opening = patterns.OPENING.match(folded, end)
    inner = read_lead(folded, opening.end())
    days = read_days(folded, inner.end, True) if inner.part is None else []
    daily = point.shift is None or point.shift.unit is Unit.DAY
    names_a_day = daily or point.weekday is not None
    if len(days) == 1 and names_a_day and not days[0].last and not counted(folded, days[0], True):
        first = replace(days[0].first, shift=days[0].first.shift or (point.shift if daily else None))
        opened = "(" in folded[end : days[0].start]
        end = days[0].end
        end += opened and folded[end : end + 1] == ")"
        return _mention(text, start, end, lead, first)
    return _mention(text, start, end, lead, point)


def _weekday(text: str, folded: str, start: int, lead: Lead) -> list[DateMention]:
    """ "thứ Năm tuần này", "sáng Chủ nhật", "hôm thứ Hai"; a small "thứ hai" without more is an ordinal."""
    if lead.weekday is None or lead.weekday_end is None:
        return []
    week = patterns.WEEK.match(folded, lead.weekday_end)
    if week:
        return [_apposed(text, folded, start, week.end(), lead, Point(weekday=lead.weekday, shift=RELATIVES[week["relative"]]))]
    word = text[start : lead.weekday_end].rsplit(None, 1)[-1]
    ordinal = any(folded.endswith(phrase, start, lead.weekday_end) for phrase in ORDINALS)
    if ordinal and not (lead.cued or word[0].isupper() or preceded(folded, start, dashes=True)):
        return []
    direction, end = trailing_direction(folded, lead.weekday_end)
    return [_mention(text, start, end, lead, Point(weekday=lead.weekday), direction=direction)]


def _period(text: str, folded: str, start: int, lead: Lead) -> list[DateMention]:
    """ "cuối tháng 5", "quý IV/2024", "năm 2019", "mùa khô 2018-2019"."""
    edge = patterns.EDGE.match(folded, start)
    reading = periods.read_period(text, folded, edge.end() if edge else start, edged=bool(edge))
    if not reading:
        return []
    direction, end = trailing_direction(folded, reading.end)
    return [_mention(text, start, end, lead, reading.first, reading.last, direction=direction)]


_FORMS: tuple[Callable[[str, str, int, Lead], list[DateMention]], ...] = (_tet, _days, _feast, _relative, _weekday, _period)
