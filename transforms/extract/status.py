"""Whether an event was held, planned, under way, put off or called off when its story was published."""

from __future__ import annotations

from datetime import date

from schemas.records import Precision, Section, Status
from transforms.extract.drafts import Draft
from transforms.extract.modality import Mood


def status(draft: Draft, published: date | None) -> Status:
    """The status of a draft, from the calendar where it can tell, else from the words."""
    told = [m for m in draft.mentions if m.sentence.section in (Section.TEASER, Section.BODY)] or draft.mentions
    told = [mention for mention in told if mention.own_date] or told
    for mood, state in ((Mood.CANCELLED, Status.CANCELLED), (Mood.POSTPONED, Status.POSTPONED)):
        if any(mood in mention.moods for mention in told):
            return state
    planned = sum(mention.planned for mention in told) * 2 > len(told)
    start, end = draft.date.start, draft.date.end
    if published and start and end:
        if start > published:
            return Status.PLANNED
        if end < published:
            return Status.HELD
        if start < end and draft.date.precision is Precision.INTERVAL:
            return Status.PLANNED if planned else Status.ONGOING
    if planned:
        return Status.PLANNED
    if draft.date.precision is Precision.INTERVAL and any(Mood.ONGOING in mention.moods for mention in told):
        return Status.ONGOING
    return Status.HELD
