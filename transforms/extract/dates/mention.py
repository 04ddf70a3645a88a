"""What a sentence says of a date, before anything completes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.records import PartOfDay


class Unit(StrEnum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


class Anchor(StrEnum):
    """What a relative date counts from: the day of writing, or the date that the story spoke of before."""

    WRITING = "WRITING"
    STORY = "STORY"


class Direction(StrEnum):
    """Which way a date without a year looks from the day of writing, where a word beside it says so."""

    FORWARD = "FORWARD"
    BACK = "BACK"
    NEAR = "NEAR"
    NONE = "NONE"


class Tense(StrEnum):
    """How the sentence around a date reports: it took place, it will, or one cannot tell."""

    PAST = "PAST"
    FUTURE = "FUTURE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from an anchor: "hôm qua" is (DAY, -1, WRITING), "cùng ngày" (DAY, 0, STORY)."""

    unit: Unit
    count: int
    anchor: Anchor = Anchor.WRITING


@dataclass(frozen=True, slots=True)
class Point:
    """One day, month, quarter or year, as far as the text says it; what it leaves out is None.

    `weekday` counts from Monday, 0. `shift` stands for what a relative word says: "25 tháng trước" is day 25 with a
    shift of one month. In a lunar point, month and day are of the Vietnamese lunar calendar, `year` is the year in
    which that lunar year begins, and `cycle` what that year leaves divided by sixty, where its name is given ("Mậu
    Thân"). `days` is more than one for a feast of several days.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    weekday: int | None = None
    shift: Shift | None = None
    lunar: bool = False
    cycle: int | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: `start` and `end` are offsets, and `text` is exactly that slice.

    `last` is the end of a range, included. `weak` marks what mostly names an occasion ("chúc Tết Nguyên đán",
    "chào mừng 20/11") and dates an event only where nothing else does.
    """

    start: int
    end: int
    text: str
    first: Point
    last: Point | None = None
    part_of_day: PartOfDay | None = None
    direction: Direction = Direction.NONE
    weak: bool = False
