"""Completes a date as written to a TIMEX3 value with its first and last day, and says what completed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from schemas.records import DateBasis, EventDate, Precision
from transforms.extract.dates.clock import Lean, StoryClock
from transforms.extract.dates.lunar import solar_day
from transforms.extract.dates.mention import Anchor, DateMention, Direction, Point, Tense, Unit
from transforms.extract.dates.spans import month_span, nearest, quarter_span, shifted, valid_day

_LEAP_YEAR = 2024  # stands in for an unknown year, so that 29/2 is a day
_FAR, _CLOSE = timedelta(days=300), timedelta(days=31)
_BINDING = {Direction.FORWARD: Lean.FORWARD, Direction.BACK: Lean.BACK, Direction.NEAR: Lean.NEAR}
_TENSES = {Tense.PAST: Lean.BACK, Tense.FUTURE: Lean.FORWARD, Tense.UNKNOWN: Lean.NEAR}


@dataclass(frozen=True, slots=True)
class _Span:
    """A resolved point; `value` None where it could not be resolved at all."""

    value: str | None = None
    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.UNKNOWN
    basis: DateBasis = DateBasis.NONE


def resolve(mention: DateMention, clock: StoryClock, tense: Tense, near: EventDate | None = None) -> EventDate:
    """The date that a mention means.

    Args:
        clock: when its story was written.
        tense: how the sentence reports; a direction word in the mention ("tới", "vừa qua") comes before it.
        near: the date that the story spoke of before, which "cùng ngày" and "hôm sau" count from.

    >>> from transforms.extract.dates.clock import story_clock
    >>> resolve(DateMention(0, 10, "Chiều 21/10", Point(2024, 10, 21)), story_clock(None, []), Tense.PAST).value
    '2024-10-21'
    """
    completer = _Completer(clock, mention.direction, tense, near)
    span = completer.span(mention.first)
    if mention.last:
        span = completer.interval(span, mention.last)
    return EventDate(span.value, span.start, span.end, span.precision, mention.part_of_day, span.basis, mention.text)


@dataclass(frozen=True, slots=True)
class _Completer:
    clock: StoryClock
    direction: Direction
    tense: Tense
    near: EventDate | None

    def span(self, point: Point) -> _Span:
        if point.lunar:
            return self._lunar(point)
        if point.shift and not (point.month and point.day and point.shift.unit is Unit.DAY):
            return self._shifted(point)
        if point.weekday is not None and point.month is None:
            return self._weekday(point.weekday)
        return self._calendar(point)

    def interval(self, first: _Span, last: Point) -> _Span:
        """From the resolved first point to the last, which shares its year or turns into the next."""
        if first.start is None:
            second = self.span(last)
            return _Span(f"{first.value}/{second.value}", precision=Precision.INTERVAL) if first.value and second.value else first
        if last.lunar:
            second = self._lunar_after(first.start, last)
        elif last.shift:
            second = self._shifted(last)
        else:
            second = self._calendar(_in_year_after(first.start, last))
        if second.end is None or second.end < first.start:
            return first
        return _Span(f"{first.value}/{second.value}", first.start, second.end, Precision.INTERVAL, first.basis)

    @property
    def _lean(self) -> Lean:
        return _BINDING.get(self.direction) or _TENSES[self.tense]

    def _calendar(self, point: Point) -> _Span:
        year, basis = point.year, DateBasis.EXPLICIT
        if year is None:
            year, basis = self._year(point)
        if point.quarter:
            return _quarter(year, point.quarter, basis)
        if point.month is None:
            return _Span(str(year), date(year, 1, 1), date(year, 12, 31), Precision.YEAR, basis) if year else _Span()
        if point.day is None:
            return _month(year, point.month, basis)
        return _day(year, point, basis)

    def _year(self, point: Point) -> tuple[int | None, DateBasis]:
        year = None
        if point.month and point.day:
            year = self._year_of_day(point.month, point.day, point)
        elif point.month:
            year = self.clock.year_of_period(point.month, 12, self._lean)
        elif point.quarter:
            year = self.clock.year_of_period(point.quarter, 4, self._lean)
        return year, self.clock.basis if year else DateBasis.NONE

    def _year_of_day(self, month: int, day: int, point: Point) -> int | None:
        """A tense is a hint: a day eleven months off is not meant where one within a month lies the other way."""
        lean = Lean.NEAR if point.shift else self._lean
        year = self.clock.year_of(month, day, lean)
        published = self.clock.published
        if year is None or published is None or self.direction is not Direction.NONE:
            return year
        found, other = valid_day(year, month, day), nearest(published, month, day, back=True, forward=True)
        if found and other and abs(found - published) > _FAR and abs(other - published) <= _CLOSE:
            return other.year
        return year

    def _shifted(self, point: Point) -> _Span:
        shift = point.shift
        assert shift is not None
        reference, basis = self._reference(shift.anchor)
        if shift.unit is Unit.YEAR and (point.month or point.quarter or reference is None):
            return self._in_shifted_year(point, reference, basis)
        if reference is None:
            return self._in_shifted_month(point)
        start, end = shifted(reference, shift.unit, shift.count)
        if shift.unit is Unit.WEEK and point.weekday is not None:
            start = end = start + timedelta(days=point.weekday)
        if shift.unit is Unit.MONTH and point.day:
            return _day(start.year, Point(month=start.month, day=point.day), basis)
        if start == end:
            return _Span(start.isoformat(), start, end, Precision.DAY, basis)
        if shift.unit is Unit.WEEK:
            return _Span(f"{start}/{end}", start, end, Precision.INTERVAL, basis)
        if shift.unit is Unit.MONTH:
            return _month(start.year, start.month, basis)
        if shift.unit is Unit.QUARTER:
            return _quarter(start.year, end.month // 3, basis)
        return _Span(str(start.year), start, end, Precision.YEAR, basis)

    def _in_shifted_year(self, point: Point, reference: date | None, basis: DateBasis) -> _Span:
        """ "tháng 3 năm ngoái"; without a reference day, the story's own year may serve."""
        assert point.shift is not None
        base = reference.year if reference else self.clock.year
        year = base + point.shift.count if base else None
        basis = basis if year else DateBasis.NONE
        if point.quarter:
            return _quarter(year, point.quarter, basis)
        if point.month is None:
            return _Span(str(year), date(year, 1, 1), date(year, 12, 31), Precision.YEAR, basis) if year else _Span()
        return _day(year, point, basis) if point.day else _month(year, point.month, basis)

    def _in_shifted_month(self, point: Point) -> _Span:
        """ "tháng trước" where only the month of the story's news is known."""
        assert point.shift is not None
        month = self.clock.evidence.month
        if month is None or point.shift.unit is not Unit.MONTH or point.shift.anchor is not Anchor.WRITING:
            return _Span()
        turned, meant = divmod(month - 1 + point.shift.count, 12)
        year = self.clock.year_of_period(month, 12, Lean.NEAR)
        year, basis = (year + turned, self.clock.basis) if year else (None, DateBasis.NONE)
        return _day(year, Point(month=meant + 1, day=point.day), basis) if point.day else _month(year, meant + 1, basis)

    def _reference(self, anchor: Anchor) -> tuple[date | None, DateBasis]:
        if anchor is Anchor.WRITING:
            return self.clock.today, self.clock.basis
        return (self.near.end, self.near.basis) if self.near else (None, DateBasis.NONE)

    def _weekday(self, weekday: int) -> _Span:
        today = self.clock.today
        if today is None:
            return _Span()
        ahead = (weekday - today.weekday()) % 7
        lean = self._lean
        forward = lean is Lean.FORWARD or (lean is Lean.NEAR and ahead <= 3)
        found = today + timedelta(days=ahead if forward or not ahead else ahead - 7)
        return _Span(found.isoformat(), found, found, Precision.DAY, self.clock.basis)

    def _lunar(self, point: Point) -> _Span:
        """A lunar day of a stated lunar year, or the one that fits the day of writing best."""
        assert point.month
        if point.day is None:
            return _Span()
        if point.year:
            return _feast(solar_day(point.year, point.month, point.day), point.days, DateBasis.EXPLICIT)
        if point.cycle is not None:
            year = self._cycle_year(point.cycle)
            return _feast(solar_day(year, point.month, point.day) if year else None, point.days, self.clock.basis)
        today = self.clock.today
        if today is None:
            year = self.clock.evidence.year
            days = [
                day
                for lunar in ((year, year - 1) if year else ())
                if (day := solar_day(lunar, point.month, point.day)) and day.year == year
            ]
            return _feast(days[0] if days else None, point.days, DateBasis.INFERRED)
        days = [day for year in range(today.year - 2, today.year + 2) if (day := solar_day(year, point.month, point.day))]
        lean = self._lean
        fitting = [day for day in days if lean is Lean.NEAR or (day <= today) == (lean is Lean.BACK) or day == today]
        return _feast(min(fitting, key=lambda day: abs(day - today), default=None), point.days, self.clock.basis)

    def _lunar_after(self, start: date, point: Point) -> _Span:
        days = [day for year in (start.year - 1, start.year) if (day := solar_day(year, point.month or 1, point.day or 1)) and day >= start]
        return _feast(min(days, default=None), 1, self.clock.basis)

    def _cycle_year(self, cycle: int) -> int | None:
        """The latest year of that name that has begun, or begins next: "Mậu Thân" is 1968 in a story of 2018."""
        year = self.clock.year
        return next((known for known in range(year + 1, year - 59, -1) if known % 60 == cycle), None) if year else None


def _in_year_after(start: date, point: Point) -> Point:
    """The end of a range with the year of its start, or the next where the year turns between."""
    if point.year or not point.month:
        return point
    return replace(point, year=start.year + ((point.month, point.day or 31) < (start.month, start.day)))


def _feast(first: date | None, days: int, basis: DateBasis) -> _Span:
    if first is None:
        return _Span()
    last = first + timedelta(days=days - 1)
    if first == last:
        return _Span(first.isoformat(), first, last, Precision.DAY, basis)
    return _Span(f"{first}/{last}", first, last, Precision.INTERVAL, basis)


def _day(year: int | None, point: Point, basis: DateBasis) -> _Span:
    assert point.month and point.day
    if year is None:
        possible = valid_day(_LEAP_YEAR, point.month, point.day)
        return _Span(f"XXXX-{possible:%m-%d}", precision=Precision.DAY) if possible else _Span()
    first = valid_day(year, point.month, point.day)
    return _feast(first, point.days, basis)


def _month(year: int | None, month: int, basis: DateBasis) -> _Span:
    if year is None:
        return _Span(f"XXXX-{month:02}", precision=Precision.MONTH)
    return _Span(f"{year}-{month:02}", *month_span(year, month), Precision.MONTH, basis)


def _quarter(year: int | None, quarter: int, basis: DateBasis) -> _Span:
    if year is None:
        return _Span(f"XXXX-Q{quarter}", precision=Precision.QUARTER)
    return _Span(f"{year}-Q{quarter}", *quarter_span(year, quarter), Precision.QUARTER, basis)
