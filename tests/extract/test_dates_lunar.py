"""Lunar days against published ones: Tết by year, where Hanoi and Beijing differ too, and feasts that are public holidays."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.extract.dates.lunar import solar_day

# Tết Nguyên đán: Trần Tiến Bình, Lịch Việt Nam thế kỷ XX-XXI (2005), and the yearly holiday notices of the Ministry of Labour.
# In 1968, 1969, 1985, 2007 and 2030 it falls earlier than in China.
TET = [
    (1968, date(1968, 1, 29)),
    (1969, date(1969, 2, 16)),
    (1985, date(1985, 1, 21)),
    (2007, date(2007, 2, 17)),
    (2013, date(2013, 2, 10)),
    (2018, date(2018, 2, 16)),
    (2021, date(2021, 2, 12)),
    (2024, date(2024, 2, 10)),
    (2025, date(2025, 1, 29)),
    (2030, date(2030, 2, 2)),
]


@pytest.mark.parametrize(("year", "expected"), TET)
def test_tet(year: int, expected: date) -> None:
    assert solar_day(year, 1, 1) == expected


DAYS = [
    ((2023, 3, 10), date(2023, 4, 29)),  # Hùng Kings' day, a month late after the leap second month
    ((2024, 3, 10), date(2024, 4, 18)),
    ((2024, 8, 15), date(2024, 9, 17)),  # Mid-autumn
    ((2024, 12, 23), date(2025, 1, 22)),  # Ông Táo
    ((2024, 12, 30), date(2025, 1, 28)),  # the last day of a year that has only 29 days in its last month
    ((2024, 1, 31), None),
    ((1500, 1, 1), None),
    ((2500, 1, 1), None),
]


@pytest.mark.parametrize(("lunar", "expected"), DAYS)
def test_other_days(lunar: tuple[int, int, int], expected: date | None) -> None:
    assert solar_day(*lunar) == expected
