"""Reads what stands before a date: a clock time, a part of the day, a weekday, "ngày"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemas.records import PartOfDay
from transforms.extract.dates import patterns
from transforms.extract.dates.vocabulary import PARTS_OF_DAY, WEEKDAYS

# Up to which hour of the clock each part of the day lasts.
_HOURS = (
    (5, PartOfDay.NIGHT),
    (11, PartOfDay.MORNING),
    (13, PartOfDay.NOON),
    (18, PartOfDay.AFTERNOON),
    (22, PartOfDay.EVENING),
    (24, PartOfDay.NIGHT),
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a lead ends, and what it says.

    `said_part`: a word and no clock time gave the part of the day. `cued`: "ngày" or such a word came, so that 28-6 may be a date.
    """

    end: int
    part: PartOfDay | None = None
    said_part: bool = False
    weekday: int | None = None
    weekday_end: int | None = None
    cued: bool = False


def read_lead(folded: str, start: int) -> Lead:
    """The lead at `start`; an empty one where a date would begin at once."""
    lead = _part_of_day(folded, start)
    cue = patterns.CUE.match(folded, lead.end)
    weekday = patterns.WEEKDAY.match(folded, cue.end() if cue else lead.end)
    if weekday:
        day, end = WEEKDAYS[weekday["weekday"]], weekday.end()
        lead = replace(lead, weekday=day, weekday_end=end, end=end, cued=lead.cued or bool(cue))
        opening = patterns.PUNCTUATION.match(folded, end)
        cue = patterns.CUE.match(folded, opening.end())
        if cue or folded[opening.end() : opening.end() + 1].isdigit():
            lead = replace(lead, end=opening.end(), cued=True)
    return replace(lead, end=cue.end(), cued=True) if cue and cue.end() > lead.end else lead


def _part_of_day(folded: str, start: int) -> Lead:
    """ "15h", "chiều", "15h chiều": the word, where there is one, decides."""
    lead = Lead(start)
    clock = patterns.CLOCK.match(folded, start)
    if clock and int(clock["hour"]) <= 24:
        hour = int(clock["hour"]) % 24
        lead = Lead(clock.end(), next(part for until, part in _HOURS if hour < until))
    part = patterns.PART.match(folded, lead.end)
    return Lead(part.end(), PARTS_OF_DAY[part["part"]], said_part=True, cued=True) if part else lead
