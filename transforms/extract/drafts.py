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

    def take(self, mention: EventMention) -> None:
        """Adds a mention and what it knows that the draft did not."""
        self.mentions.append(mention)
        if _FINENESS[mention.date.precision] > _FINENESS[self.date.precision]:
            self.date = mention.date
        elif mention.date.value == self.date.value and self.date.part_of_day is None:
            self.date = mention.date if mention.date.part_of_day else self.date
        self.place = self.place or mention.place
        for side in mention.sides:
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


def sides_agree(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of party ids can be one event's: either is empty, or one holds the other."""
    first, second = set(one), set(other)
    return first <= second or second <= first


def fold_mentions(mentions: Sequence[EventMention]) -> list[Draft]:
    """Drafts, one an event: dated mentions first, then what has no date of its own joins what it tells of again."""
    drafts: list[Draft] = []
    for mention in sorted(mentions, key=lambda m: (m.date.value is None, len(m.sides) > 2 and m.noun, m.order)):
        home = _home(drafts, mention)
        if home is None:
            home = Draft(mention.event_type, [])
            drafts.append(home)
        home.take(mention)
    for draft in drafts:
        draft.mentions.sort(key=lambda mention: mention.order)
    return sorted(drafts, key=lambda draft: draft.first.order)


def _home(drafts: Sequence[Draft], mention: EventMention) -> Draft | None:
    """The draft that a mention tells of: of its type, with dates and sides that agree; the nearest in the story."""
    ids = {side.party.id for side in mention.sides}
    fits = [
        draft
        for draft in drafts
        if draft.event_type is mention.event_type and dates_agree(draft.date, mention.date) and sides_agree(draft.sides, ids)
    ]
    if not fits:
        return None
    return min(fits, key=lambda draft: (-len(ids & draft.sides.keys()), abs(draft.mentions[-1].order - mention.order)))


def in_section(draft: Draft, *wanted: Section) -> bool:
    return any(mention.sentence.section in wanted for mention in draft.mentions)


def has_mood(draft: Draft, mood: Mood) -> bool:
    """Whether every mention of the draft has this mood."""
    return all(mood in mention.moods for mention in draft.mentions)
