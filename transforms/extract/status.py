"""Whether an event was held, planned, under way, put off or called off when its story was published."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from schemas.records import EventDate, Precision, Section, Status
from transforms.extract.drafts import Draft
from transforms.extract.modality import Mood

_UNKNOWN_YEAR, _LEAP_YEAR = "XXXX", "2000"
# An interval of more days is a season or a campaign, of which a story tells what was done.
_FEW_DAYS = 15


class Told(StrEnum):
    """What gives an event its status; the value is the reason that a reader gets."""

    WORDS = "the words around it say so"
    CALENDAR = "its date lies before or after the day of writing"
    UNDER_WAY = "it takes several days, and goes on when the story is written"
    NOTHING = "nothing says that it is ahead, put off or called off"


def status(draft: Draft, main: Draft, published: date | None, year: int | None = None) -> Status:
    """The status of a draft: from the calendar where it can tell, else from the words.

    Without a publication date the day of the main event stands for it; `year` is that of writing, where it can be known.
    """
    return told_status(draft, main, published, year)[0]


def told_status(draft: Draft, main: Draft, published: date | None, year: int | None = None) -> tuple[Status, Told]:
    """The status of a draft, and what gives it."""
    told = [m for m in draft.mentions if m.sentence.section in (Section.TEASER, Section.BODY)] or draft.mentions
    told = [mention for mention in told if mention.own_date] or told
    for mood, state in ((Mood.CANCELLED, Status.CANCELLED), (Mood.POSTPONED, Status.POSTPONED)):
        if any(mood in mention.moods for mention in told):
            return state, Told.WORDS
    planned = sum(mention.planned for mention in told) * 2 > len(told)
    start, end = draft.date.start, draft.date.end
    if published and start and end and not start <= published <= end:
        return (Status.PLANNED if start > published else Status.HELD), Told.CALENDAR
    if start and year and start.year > year:
        return Status.PLANNED, Told.CALENDAR
    if planned:
        return Status.PLANNED, Told.WORDS
    under_way = any(Mood.ONGOING in mention.moods for mention in told) or _holds_today(draft, main, published)
    if draft.date.precision is Precision.INTERVAL and under_way:
        return Status.ONGOING, Told.UNDER_WAY
    return Status.HELD, Told.NOTHING


def _holds_today(draft: Draft, main: Draft, published: date | None) -> bool:
    """Whether the day of writing, else of the main event, lies within a draft's few days, and is not the last of them."""
    first, last = _days(draft.date, draft.date if published else main.date)
    today = published or (_days(main.date, main.date)[0] if draft is not main else None)
    return bool(today and first and last and first <= today < last and (last - first).days <= _FEW_DAYS)


def _days(dated: EventDate, like: EventDate) -> tuple[date | None, date | None]:
    """First and last day of a date; of one whose year is unknown, in one leap year, where that of `like` is unknown too."""
    if dated.start or not dated.value or not like.value or not like.value.startswith(_UNKNOWN_YEAR):
        return dated.start, dated.end
    parts = dated.value.replace(_UNKNOWN_YEAR, _LEAP_YEAR).split("/")
    try:
        return date.fromisoformat(parts[0]), date.fromisoformat(parts[-1])
    except ValueError:  # a bare month
        return None, None
