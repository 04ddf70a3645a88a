"""Days of the Vietnamese lunar calendar (reckoned for UTC+7, so that Tết of 2007 is 17 February, not 18) as solar days."""

from __future__ import annotations

from datetime import date

from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar


def solar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one, `year` being that in which the lunar year begins; None where there is no such day.

    Day 30 of a month of 29 days is its last day: that is how "30 Tết" is meant in years without it.

    >>> solar_day(2007, 1, 1)
    datetime.date(2007, 2, 17)
    """
    for last in (day, 29) if day == 30 else (day,):
        try:
            solar = convert_lunar_to_solar(last, month, year)
            back = convert_solar_to_lunar(solar.day, solar.month, solar.year)
            if (back.day, back.month) == (last, month):
                return solar
        except ValueError:
            return None
    return None
