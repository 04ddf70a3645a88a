"""When a story was written, as far as it is known: the publication date, or what the story itself states.

Without a publication date three kinds of statements tell the year of "10/5":
the same day with its year; the latest day or month that has passed ("tháng 5/2021", "9 tháng năm 2024"), after which the story was written;
the year that the story treats as its own ("kế hoạch năm 2019", "mùa khô 2018-2019", "kỷ niệm 50 năm … 1968", a year in the headline).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from schemas.records import DateBasis
from transforms.extract.dates.evidence import Evidence, gather
from transforms.extract.dates.spans import nearest, valid_day

_LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_PLANNING_BEGINS = 10  # from November on "kế hoạch năm 2025" is mostly the next year's
_SEASON_BEGINS = 7  # "năm học 2018-2019" and "mùa khô 2018-2019" begin in their first year
_BEFORE, _AFTER = timedelta(days=31), timedelta(days=92)
_NEXT_YEAR = timedelta(days=340)  # a year is written out mostly because it is not the story's own


class Known(StrEnum):
    """What tells the year of a day in a story without a publication date; the value is the reason that a reader gets."""

    SAME_DAY = "the story gives this day with its year elsewhere"
    AFTER_LATEST = "the first such day after the latest day that the story knows to have passed"
    SEASON = "it lies in the later half of the school year or season that the story treats as its own"
    PLANNED = "the story plans for the year after"
    OWN_YEAR = "the year that the story treats as its own"
    NOTHING = "the story states nothing that tells the year"


class Lean(StrEnum):
    """Which way to look for a missing year from the day of writing."""

    BACK = "BACK"
    FORWARD = "FORWARD"
    NEAR = "NEAR"


@dataclass(frozen=True, slots=True)
class StoryClock:
    """The day a story was published, or its own evidence of when it was written. Build it with `story_clock`."""

    published: date | None
    evidence: Evidence

    @property
    def today(self) -> date | None:
        """The day of writing: published, or stated as "hôm nay 24-2" with a year that can be inferred."""
        if self.published or not self.evidence.today:
            return self.published
        month, day = self.evidence.today
        year = self._inferred_year(month, day)
        return valid_day(year, month, day) if year else None

    @property
    def basis(self) -> DateBasis:
        """The basis of what `today` completes."""
        return DateBasis.PUBLISHED if self.published else DateBasis.INFERRED

    @property
    def year(self) -> int | None:
        """The year of writing, for "năm nay"."""
        return self.today.year if self.today else self.evidence.year

    def year_of(self, month: int, day: int, lean: Lean) -> int | None:
        """The year of a day that is written without one; None where it cannot be known."""
        if self.published:
            found = nearest(self.published, month, day, back=lean is not Lean.FORWARD, forward=lean is not Lean.BACK)
            return found.year if found else None
        return self._inferred_year(month, day)

    def year_of_period(self, number: int, per_year: int, lean: Lean) -> int | None:
        """The same for a month (12 a year) or quarter (4); the one in which the story was written lies both ways."""
        if not self.published:
            return self._inferred_year(number * 12 // per_year, 28)
        current = (self.published.month - 1) * per_year // 12
        ahead = (number - 1 - current) % per_year
        behind = -ahead % per_year
        forward = lean is Lean.FORWARD or (lean is Lean.NEAR and ahead < behind)
        return (self.published.year * per_year + current + (ahead if forward else -behind)) // per_year

    def _inferred_year(self, month: int, day: int) -> int | None:
        return self.infer(month, day)[0]

    def infer(self, month: int, day: int) -> tuple[int | None, Known]:
        """The year of a day by what the story states, and which statement tells it."""
        evidence = self.evidence
        stated = valid_day(evidence.full_days[month, day], month, day) if (month, day) in evidence.full_days else None
        if stated and (evidence.latest is None or evidence.latest - stated <= _AFTER):
            return stated.year, Known.SAME_DAY
        candidate = self._after_latest(month, day)
        if candidate and evidence.latest and evidence.year == candidate.year + 1 and _month(candidate) <= _month(evidence.latest):
            return evidence.year, Known.OWN_YEAR  # last year's month is what is looked back on
        if candidate and (evidence.year is None or evidence.year - 1 <= candidate.year <= evidence.year + 1):
            return candidate.year, Known.AFTER_LATEST
        if evidence.year and evidence.season[0] == evidence.year and month >= _SEASON_BEGINS:
            return evidence.season[1], Known.SEASON
        if evidence.year and evidence.planned and month > _PLANNING_BEGINS:
            return (evidence.year - 1, Known.PLANNED) if evidence.year - 1 in evidence.mentioned else (None, Known.NOTHING)
        return evidence.year, Known.OWN_YEAR if evidence.year else Known.NOTHING

    def _after_latest(self, month: int, day: int) -> date | None:
        """The occurrence nearest after the latest day that the story knows to have passed, where it is near enough to be meant."""
        latest = self.evidence.latest
        if not latest:
            return None
        candidate = nearest(latest - _BEFORE, month, day, back=False, forward=True)
        if not candidate or self.evidence.later_than(candidate.year):
            return None
        near = candidate - latest <= (_AFTER if candidate.year == latest.year else _NEXT_YEAR)
        bounded = not self.evidence.mentioned.isdisjoint((candidate.year, candidate.year + 1)) and candidate.year >= latest.year
        return candidate if near or bounded else None


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def story_clock(published_at: datetime | None, sections: Sequence[str], folded: Sequence[str] | None = None) -> StoryClock:
    """The clock of one story: `published_at` is aware; `sections` are headline, lead, paragraphs and captions, the headline first.

    `folded` are the sections folded, where the caller has them.

    >>> clock = story_clock(None, ["Hội nghị tổng kết", "Kinh tế 9 tháng năm 2024 tăng khá."])
    >>> clock.year_of(10, 21, Lean.NEAR)
    2024
    """
    if published_at is not None:
        return StoryClock(published_at.astimezone(_LOCAL).date(), Evidence())
    return StoryClock(None, gather(sections, folded))
