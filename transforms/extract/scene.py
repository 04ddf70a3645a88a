"""The story's main event, and what the events around it take from it: date, place and sides that go without saying."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.records import EventType, PartyRole, Precision, Section
from transforms.extract.context import StoryContext
from transforms.extract.dates import Tense, resolve
from transforms.extract.dating import usable_dates
from transforms.extract.drafts import Draft, dates_agree, has_mood, in_section
from transforms.extract.modality import Mood
from transforms.extract.organisations import CoreferenceKind, find_coreferences
from transforms.extract.reading import Reading
from transforms.extract.sides import Side

# A sentence this early in the body still belongs to the news itself.
EARLY = 4
_UNREAL = (Mood.WISHED, Mood.NEGATED, Mood.HABIT)
_TWO_SIDED = frozenset({EventType.CONFERENCE, EventType.VISIT, EventType.SIGNING})


def salience(draft: Draft) -> float:
    """How much a draft looks like what its story is about; only the order of the values means anything."""
    first = draft.first
    points = 3.0 * in_section(draft, Section.TITLE) + 2.0 * in_section(draft, Section.TEASER)
    points += 2.0 * any(mention.order <= EARLY and mention.own_date for mention in draft.mentions)
    points += 1.5 * (draft.date.precision in (Precision.DAY, Precision.INTERVAL))
    points += 1.0 * any(mention.strong for mention in draft.mentions) + 0.5 * (len(draft.sides) >= 2)
    points += 0.3 * min(len(draft.mentions), 4) - 0.1 * min(first.order, 20)
    points -= 2.0 * any(has_mood(draft, mood) for mood in _UNREAL)
    return points


def main_draft(drafts: Sequence[Draft]) -> Draft | None:
    """The draft that the story is about."""
    return max(drafts, key=salience, default=None)


def date_news(main: Draft, readings: Sequence[Reading], context: StoryContext) -> None:
    """Gives the main event, where no words around it date it, the first day that the story's opening names."""
    if main.date.value is not None:
        return
    for reading in readings:
        if reading.order > EARLY or reading.sentence.section is Section.CAPTION:
            return
        for mention in usable_dates(reading.sentence.cues, reading.dates, reading.documents):
            date = resolve(mention, context.clock, Tense.PAST)
            if date.precision is Precision.DAY:
                main.date = date
                main.inherited.add("date")
                return


def settle(drafts: Sequence[Draft], main: Draft) -> None:
    """Completes drafts from the main one: its date where they have none, its place and sides where the date is the same."""
    for draft in drafts:
        if draft is main:
            continue
        if not draft.sides and _stands_for(draft, main):
            _inherit_sides(draft, main)
        if has_mood(draft, Mood.BACKGROUND):
            continue
        if draft.date.value is None and main.date.value is not None:
            draft.date = main.date
            draft.inherited.add("date")
        if draft.date.value is None or not dates_agree(draft.date, main.date):
            continue
        if draft.place is None and main.place is not None:
            draft.place = main.place
            draft.inherited.add("place")
        if not draft.sides or (len(draft.sides) < 2 and draft.event_type in _TWO_SIDED):
            _inherit_sides(draft, main)


def _stands_for(draft: Draft, main: Draft) -> bool:
    """Whether a draft's own words stand for just the sides of the main event: "hai tỉnh", "hai bên"."""
    kinds = {side.party.kind.value for side in main.sides.values()}
    return any(
        reference.count == len(main.sides) and (reference.kind is CoreferenceKind.SIDE or kinds == {reference.kind.value})
        for mention in draft.mentions
        for reference in find_coreferences(mention.sentence.text, mention.sentence.folded)
        if (reference.count or 0) > 1
    )


def _inherit_sides(draft: Draft, main: Draft) -> None:
    for party_id, side in main.sides.items():
        if party_id not in draft.sides:
            role = side.role if draft.event_type is main.event_type else PartyRole.PARTICIPANT
            draft.sides[party_id] = Side(side.party, role)
            draft.inherited.add("sides")
