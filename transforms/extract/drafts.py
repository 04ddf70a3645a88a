"""Folds the namings of one event within a story: a draft is an event with all the mentions that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.records import EventDate, EventType, PartyRole, Precision, Section
from transforms.extract.event_mentions import NO_DATE, EventMention
from transforms.extract.mentions import PlaceMention
from transforms.extract.modality import Mood
from transforms.extract.sides import Side

_FINENESS = {Precision.DAY: 4, Precision.INTERVAL: 3, Precision.MONTH: 2, Precision.QUARTER: 2, Precision.YEAR: 1, Precision.UNKNOWN: 0}


@dataclass(slots=True)
class Draft:
    """An event in the making: its mentions in the order of the story, and what they say together."""

    event_type: EventType
    mentions: list[EventMention]
    date: EventDate = NO_DATE
    place: PlaceMention | None = None
    sides: dict[str, Side] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)

    @property
    def first(self) -> EventMention:
        return self.mentions[0]

    def take(self, mention: EventMention, sides: bool = True) -> None:
        """Adds a mention and what it knows that the draft did not; its sides only where they are this draft's alone."""
        self.mentions.append(mention)
        if _FINENESS[mention.date.precision] > _FINENESS[self.date.precision]:
            self.date = mention.date
        elif mention.date.value == self.date.value and self.date.part_of_day is None:
            self.date = mention.date if mention.date.part_of_day else self.date
        self.place = self.place or mention.place
        for side in mention.sides if sides else ():
            known = self.sides.get(side.party.id)
            if known is None or (known.role is PartyRole.PARTICIPANT and side.role is not PartyRole.PARTICIPANT):
                self.sides[side.party.id] = side


def dates_agree(one: EventDate, other: EventDate) -> bool:
    """Whether two dates can be one: either is unknown, or one begins the other ("2021-12" and "2021-12-18")."""
    if one.value is None or other.value is None:
        return True
    if one.part_of_day and other.part_of_day and one.part_of_day is not other.part_of_day:
        return False
    first, second = one.value.split("/")[0].split("-"), other.value.split("/")[0].split("-")
    return all(a == b or "X" in a or "X" in b for a, b in zip(first, second, strict=False))


def sides_agree(one: Iterable[str], other: Iterable[str], same_day: bool) -> bool:
    """Whether two sets of party ids can be one event's: one holds the other, or, on the same day, they do not share a side.

    "A với B" and "A với C" are two events; "A" here and "B" there, on one day, are the two sides of one.
    """
    first, second = set(one), set(other)
    return first <= second or second <= first or (same_day and not first & second)


def fold_mentions(mentions: Sequence[EventMention]) -> list[Draft]:
    """Drafts, one an event: dated mentions first, then what has no date of its own joins what it tells of again."""
    drafts: list[Draft] = []
    for mention in sorted(mentions, key=lambda m: (m.date.value is None, len(m.sides) > 2 and m.noun, m.order)):
        homes = _homes(drafts, mention)
        if not homes:
            homes = [Draft(mention.event_type, [])]
            drafts.append(homes[0])
        homes[0].take(mention, sides=not any(_covers(mention, other) for other in homes[1:]))
    for draft in drafts:
        draft.mentions.sort(key=lambda mention: mention.order)
    return sorted(drafts, key=lambda draft: draft.first.order)


def _homes(drafts: Sequence[Draft], mention: EventMention) -> list[Draft]:
    """The drafts that a mention can tell of: of its type, with dates and sides that agree; the likeliest first."""
    ids = {side.party.id for side in mention.sides}
    day = mention.date.value if mention.date.precision is Precision.DAY else None
    fits = [
        draft
        for draft in drafts
        if draft.event_type is mention.event_type
        and dates_agree(draft.date, mention.date)
        and sides_agree(draft.sides, ids, day is not None and day == draft.date.value)
    ]
    return sorted(fits, key=lambda draft: (-len(ids & draft.sides.keys()), abs(draft.mentions[-1].order - mention.order)))


def _covers(mention: EventMention, draft: Draft) -> bool:
    """Whether a mention names all sides of a draft and more: it tells of several events at once."""
    return bool(draft.sides) and draft.sides.keys() < {side.party.id for side in mention.sides}


def in_section(draft: Draft, *wanted: Section) -> bool:
    return any(mention.sentence.section in wanted for mention in draft.mentions)


def has_mood(draft: Draft, mood: Mood) -> bool:
    """Whether every mention of the draft has this mood."""
    return all(mood in mention.moods for mention in draft.mentions)
