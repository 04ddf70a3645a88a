"""Folds the namings of one event within a story: a draft is an event with all the mentions that tell of it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.records import EventDate, EventType, PartyRole, Precision, Section
from transforms.extract.dating import NO_DATE
from transforms.extract.event_mentions import EventMention
from transforms.extract.mentions import PlaceMention
from transforms.extract.modality import Mood
from transforms.extract.sides import Side

_FINENESS = {Precision.DAY: 4, Precision.INTERVAL: 3, Precision.MONTH: 2, Precision.QUARTER: 2, Precision.YEAR: 1, Precision.UNKNOWN: 0}
_SEASON = 45
# A mention is compared with so many drafts of a type at most: no news tells of more, and a hostile page must not cost their square.
_MOST = 100

# Events that a story tells of once a day: their namings differ in whom they mention, not in what they are.
_GATHERING = frozenset({EventType.CONFERENCE, EventType.MEETING, EventType.CONGRESS, EventType.SIGNING, EventType.CEREMONY})


@dataclass(slots=True)
class Draft:
    """An event in the making: its mentions in the order of the story, and what they say together.

    `told_from` is the number of the first sentence that tells of it; `told` whether some mention looks back only, `planned`
    whether all look ahead only.
    """

    event_type: EventType
    mentions: list[EventMention]
    date: EventDate = NO_DATE
    place: PlaceMention | None = None
    sides: dict[str, Side] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    told_from: int = sys.maxsize
    told: bool = False
    planned: bool = True

    @property
    def first(self) -> EventMention:
        return self.mentions[0]

    def take(self, mention: EventMention, sides: bool = True) -> None:
        """Adds a mention and what it knows that the draft did not; its sides only where they are this draft's alone."""
        self.mentions.append(mention)
        self.told_from = min(self.told_from, mention.order)
        self.told |= mention.told
        self.planned &= mention.planned
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


def sides_agree(draft: Draft, ids: set[str], one_of_several: bool, same_day: bool) -> bool:
    """Whether parties `ids` can be sides of a draft: one set holds the other, or on one day nothing tells the two apart.

    "A với B" and "A với C" are two events where the story itself counts several. Elsewhere, an event of one day that gathers
    its sides in one place is one, whoever is named beside it; and "A" here, "B" there are the two sides of one.
    """
    known = draft.sides.keys()
    if known <= ids or ids <= known:
        return True
    if one_of_several or any(mention.one_of_several for mention in draft.mentions):
        return False
    return same_day and (draft.event_type in _GATHERING or not known & ids)


def fold_mentions(mentions: Sequence[EventMention]) -> list[Draft]:
    """Drafts, one an event: dated mentions first, then what has no date of its own joins what it tells of again."""
    drafts: list[Draft] = []
    by_type: defaultdict[EventType, list[Draft]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (m.date.value is None, len(m.sides) > 2 and m.noun, m.order)):
        homes = _homes(by_type, mention)
        if homes:
            homes[0].take(mention, sides=not any(_covers(mention, other) for other in homes[1:]))
        elif retold := _retold(drafts[:_MOST], mention):
            for draft in retold:
                draft.take(mention, sides=len(retold) == 1 and mention.sentence.section is Section.TITLE)
        else:
            drafts.append(Draft(mention.event_type, []))
            drafts[-1].take(mention)
            by_type[mention.event_type].append(drafts[-1])
    for draft in drafts:
        draft.mentions.sort(key=lambda mention: mention.order)
    return sorted(drafts, key=lambda draft: draft.first.order)


def _homes(drafts: Mapping[EventType, Sequence[Draft]], mention: EventMention) -> list[Draft]:
    """The drafts that a mention can tell of: of its type, with dates and sides that agree; the likeliest first.

    A mention without a date looks back: to what was told before it, the nearest first.
    """
    ids = {side.party.id for side in mention.sides}
    day = mention.date.value if mention.date.precision is Precision.DAY else None
    fits = [
        draft
        for event_type in sorted(mention.types)
        for draft in drafts.get(event_type, ())[-_MOST:]
        if dates_agree(draft.date, mention.date)
        and sides_agree(draft, ids, mention.one_of_several, day is not None and day == draft.date.value)
        and not _moods_clash(draft, mention)
    ]

    if mention.date.value is None:
        fits = [draft for draft in fits if not _is_backdrop(draft, mention)]

    def likely(draft: Draft) -> tuple[bool, int, int]:
        ahead = mention.date.value is None and draft.told_from > mention.order
        return ahead, -len(ids & draft.sides.keys()), abs(draft.mentions[-1].order - mention.order)

    return sorted(fits, key=likely)


def _is_season(dated: EventDate) -> bool:
    """Whether a date is a season or a year: background, which a headline before it does not mean."""
    long = dated.start is not None and dated.end is not None and (dated.end - dated.start).days > _SEASON
    return dated.precision is Precision.YEAR or (dated.precision is Precision.INTERVAL and (long or "-" not in (dated.value or "")))


def _is_backdrop(draft: Draft, mention: EventMention) -> bool:
    """Whether a draft is what lies behind the news (a year, a season told later, a biography), which a mention does not mean."""
    if draft.date.precision is Precision.YEAR or (_is_season(draft.date) and draft.told_from > mention.order):
        return True
    return Mood.BACKGROUND not in mention.moods and draft.date.value is not None and has_mood(draft, Mood.BACKGROUND)


def _moods_clash(draft: Draft, mention: EventMention) -> bool:
    """Whether a mention without date looks ahead and the draft back, or the other way round."""
    if mention.date.value is not None:
        return False
    return (mention.planned and draft.told) or (mention.told and draft.planned)


def _retold(drafts: Sequence[Draft], mention: EventMention) -> list[Draft]:
    """The drafts that a mention without date and of no sides that fit speaks of all the same: those told first, on one day.

    Such is "hội nghị" after a conference, and a headline: it sums up what the text below it tells.
    """
    heading = mention.sentence.section is Section.TITLE
    if mention.date.value is not None or not (mention.noun or heading):
        return []
    told = [
        draft
        for draft in drafts
        if draft.event_type in mention.types
        and draft.date.value
        and (heading or draft.told_from < mention.order)
        and not _is_backdrop(draft, mention)
        and not _moods_clash(draft, mention)
    ]
    if not told:
        return []
    main = min(told, key=lambda draft: draft.told_from)
    return [draft for draft in told if draft.date.start == main.date.start]


def merge_settled(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts that turn out to be one once their dates are completed, united; in the order of the story."""
    merged: list[Draft] = []
    alike: defaultdict[tuple[EventType, str | None], list[Draft]] = defaultdict(list)
    for draft in drafts:
        same = alike[draft.event_type, draft.date.value]
        twin = next((other for other in same[-_MOST:] if _twins(other, draft)), None)
        if twin is None:
            merged.append(draft)
            same.append(draft)
            continue
        for mention in draft.mentions:
            twin.take(mention)
    for draft in merged:
        draft.mentions.sort(key=lambda mention: mention.order)
    return merged


def _twins(one: Draft, other: Draft) -> bool:
    """Whether two drafts of one type and date are one event."""
    same_day = one.date.value is not None
    several = any(mention.one_of_several for mention in other.mentions)
    return dates_agree(one.date, other.date) and sides_agree(one, set(other.sides), several, same_day)


def _covers(mention: EventMention, draft: Draft) -> bool:
    """Whether a mention names all sides of a draft and more: it tells of several events at once."""
    return bool(draft.sides) and draft.sides.keys() < {side.party.id for side in mention.sides}


def in_section(draft: Draft, *wanted: Section) -> bool:
    return any(mention.sentence.section in wanted for mention in draft.mentions)


def has_mood(draft: Draft, mood: Mood) -> bool:
    """Whether every mention of the draft has this mood."""
    return all(mood in mention.moods for mention in draft.mentions)
