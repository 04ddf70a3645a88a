"""Day, month and quarter arithmetic that never raises."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from transforms.extract.dates.mention import Unit


def valid_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day.

    >>> valid_day(2023, 2, 29)
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter."""
    return date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]


def nearest(reference: date, month: int, day: int, *, back: bool, forward: bool) -> date | None:
    """The occurrence of a day of the year nearest to `reference`, looking back, forward or both; the reference day itself lies both ways.

    29/2 is looked for up to four years away.

    >>> nearest(date(2025, 1, 2), 12, 28, back=True, forward=False)
    datetime.date(2024, 12, 28)
    """
    years = range(reference.year - 4, reference.year + 5)
    days = [
        found
        for year in years
        if (found := valid_day(year, month, day)) and (back or found >= reference) and (forward or found <= reference)
    ]
    return min(days, key=lambda found: (abs(found - reference), found), default=None)


def shifted(reference: date, unit: Unit, count: int) -> tuple[date, date]:
    """First and last day of the day, week (from Monday), month, quarter or year that lies `count` units from the reference's own.

    >>> shifted(date(2025, 1, 15), Unit.MONTH, -1)
    (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
    """
    if unit is Unit.DAY:
        return reference + timedelta(days=count), reference + timedelta(days=count)
    if unit is Unit.WEEK:
        monday = reference + timedelta(weeks=count, days=-reference.weekday())
        return monday, monday + timedelta(days=6)
    if unit is Unit.MONTH:
        year, month = divmod(reference.year * 12 + reference.month - 1 + count, 12)
        return month_span(year, month + 1)
    if unit is Unit.QUARTER:
        year, quarter = divmod(reference.year * 4 + (reference.month - 1) // 3 + count, 4)
        return quarter_span(year, quarter + 1)
    return date(reference.year + count, 1, 1), date(reference.year + count, 12, 31)
