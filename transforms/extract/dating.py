"""Which of a sentence's dates is an event's own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from schemas.records import EventDate, Precision
from transforms.extract.context import StoryContext
from transforms.extract.dates import DateMention, Direction, Tense, resolve
from transforms.extract.mentions import DocumentMention
from transforms.extract.modality import Mood
from transforms.extract.triggers import TriggerMention
from transforms.lexicon import table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

NO_DATE = EventDate()

# What counts against a date, in characters of distance: a bare year or month, a day of history.
_BESIDE, _COARSE, _HISTORY = 8, 120, 160
_OWNER_REACH = 60
# How near a bare year must be to an event's word (behind a noun its verb stands between), or to the head of its clause.
_YEAR_REACH, _NOUN_REACH, _HEAD = 30, 60, 16
# How far into a sentence a date still opens it ("Theo kế hoạch, sáng 5/3, …").
_OPENING = 40


def usable_dates(cues: str, dates: Sequence[DateMention], documents: Sequence[DocumentMention]) -> list[DateMention]:
    """The dates that can be an event's own.

    The year in a document's name ("Kế hoạch hợp tác năm 2022") is the document's, and so is that behind another word for
    what is planned or counted by the year ("nhiệm vụ năm 2022"); a feast is mostly an occasion ("chúc Tết Nguyên đán").
    """
    return [date for date in dates if unusable(cues, date, documents) is None]


class Unusable(StrEnum):
    """Why a date is not an event's own; the value is the reason that a reader gets."""

    OCCASION = "it names an occasion"
    DOCUMENT = "it is part of a document's name"
    OWNED = "the year belongs to a plan or a count before it"


def unusable(cues: str, date: DateMention, documents: Sequence[DocumentMention]) -> Unusable | None:
    """Why a date cannot be an event's own, None where it can."""
    if date.weak:
        return Unusable.OCCASION
    if any(document.start <= date.start < document.end for document in documents):
        return Unusable.DOCUMENT
    if not _is_year(date):
        return None
    before = cues[max(0, date.start - _OWNER_REACH) : date.start]
    if _owners().find(before, before):
        return Unusable.OWNED
    return None


def _is_year(date: DateMention) -> bool:
    return date.first.year is not None and date.first.month is None and date.first.quarter is None


@cache
def _owners() -> PhraseMatcher[str]:
    return PhraseMatcher(((row["word"], row["word"]) for row in table("year_owners", key="word")), fold_spelling)


def forward(dates: Sequence[DateMention], start: int, end: int) -> bool:
    """Whether a date between `start` and `end` looks ahead by its own words, as "18/12 tới" does."""
    return any(date.direction is Direction.FORWARD for date in dates if start <= date.start < end)


def last_day(dates: Sequence[DateMention], context: StoryContext, near: EventDate | None) -> EventDate | None:
    """The day that a sentence opens with, or `near` where it opens with none: what "cùng ngày" will speak of."""
    days = [resolve(date, context.clock, Tense.UNKNOWN, near) for date in dates if date.start <= _OPENING]
    return next((day for day in days if day.precision is Precision.DAY), near)


def choose_date(
    dates: Sequence[DateMention],
    context: StoryContext,
    trigger: TriggerMention,
    clause: tuple[int, int],
    mood: frozenset[Mood],
    near: EventDate | None,
) -> tuple[EventDate, DateMention | None, bool]:
    """The date that fits a trigger best in its clause, else the one that opens the sentence.

    `near` is the day that the story spoke of last, for "chiều cùng ngày". The second value is the words of the date, the
    third tells whether it is the clause's own.
    """
    start, end = clause
    inside = [date for date in dates if start <= date.start < end]
    opening = [date for date in dates if date.start < start][:1]
    tense = tense_of(mood)
    resolved = [(resolve(date, context.clock, tense, near), date) for date in inside or opening]
    known = [(date, mention) for date, mention in resolved if date.value is not None and _touches(mention, trigger, start)]
    if not known:
        return NO_DATE, None, False
    best, words = min(known, key=lambda pair: _strain(pair[0], pair[1], trigger, context))
    return best, words, bool(inside)


def tense_of(mood: frozenset[Mood]) -> Tense:
    """How words of these moods report: what looks ahead and back looks ahead."""
    return Tense.FUTURE if Mood.FUTURE in mood else Tense.PAST if Mood.PAST in mood else Tense.UNKNOWN


def _touches(mention: DateMention, trigger: TriggerMention, start: int) -> bool:
    """Whether a date can belong to a trigger at all: a bare year only beside it or at the head of the clause.

    "Tại buổi lễ, …" speaks of an event again: a date far behind it is of what is said there.
    """
    if trigger.again and mention.start - trigger.end > _YEAR_REACH:
        return False
    if not _is_year(mention) or mention.start - start <= _HEAD:
        return True
    ahead = _NOUN_REACH if trigger.trigger.noun else _YEAR_REACH
    return -_YEAR_REACH <= mention.start - trigger.end <= ahead or 0 <= trigger.start - mention.end <= _YEAR_REACH


def _strain(date: EventDate, mention: DateMention, trigger: TriggerMention, context: StoryContext) -> int:
    """How badly a date fits a trigger, in characters of distance: dates that open the clause, days and the present fit best."""
    before = mention.end <= trigger.start
    distance = (trigger.start - mention.end) // 2 if before else mention.start - trigger.end
    strain = max(distance, 0)
    if date.precision not in (Precision.DAY, Precision.INTERVAL):
        strain += _COARSE if distance > _BESIDE else _COARSE // 2
    latest = context.clock.evidence.latest
    year = context.clock.year or (latest.year if latest else None)
    if date.start and year and date.start.year < year - 1:
        strain += _HISTORY
    return strain
