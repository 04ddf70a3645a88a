"""Who takes part in which event: the people of its own sentences, and those whom the rest of the story shows there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from schemas.records import EventType
from transforms.extract.drafts import Draft
from transforms.extract.event_mentions import EventMention
from transforms.extract.mentions import PersonMention, Voice
from transforms.extract.people import person_id
from transforms.extract.reading import Reading
from transforms.lexicon import table

_ATTENDING = frozenset({Voice.ATTENDS, Voice.LEADS, Voice.RECEIVES, Voice.SIGNS, Voice.HONOURED})
_ABSENT = frozenset({Voice.VICTIM, Voice.SUSPECT, Voice.ABSENT})
_GATHERINGS = frozenset(
    {EventType.CONFERENCE, EventType.MEETING, EventType.CONGRESS, EventType.CEREMONY, EventType.VISIT, EventType.COMMEMORATION}
)
# Who speaks in the story of one of these spoke there; elsewhere who speaks is only quoted.
_SPOKEN = _GATHERINGS | {EventType.AID, EventType.SIGNING}
# Whose story quotes what was said there.
_SESSIONS = frozenset({EventType.CONFERENCE, EventType.MEETING, EventType.CONGRESS})
# Events that consist in what somebody says.
_SAID = frozenset({EventType.ANNOUNCEMENT, EventType.GREETING})
# The share of a sentence that names and titles fill where it only goes on with a list.
_ROLL_CALL = 0.6
# The number of the last sentence that a story opens with.
_OPENING = 2
# Sentences behind its first naming from which on an event is mentioned in passing.
_LATE = 3


def attendance(
    readings: Sequence[Reading], drafts: Sequence[Draft], main: Draft, kept: Sequence[Draft]
) -> dict[int, tuple[PersonMention, ...]]:
    """The people of each draft, by the draft's `id()`: in the order of the story, each once.

    `kept` are the drafts that become events. What is told of another day says nothing of the main event.
    """
    rooms = _Rooms(drafts, kept)
    found = {id(draft): rooms.own_people(draft) for draft in drafts}
    others = [draft for draft in drafts if draft is not main and draft.date.value != main.date.value]
    judged = {id(draft) for draft in kept}
    elsewhere = {mention.order for draft in others for mention in draft.mentions if mention.own_date or id(draft) in judged}
    present = [person for reading in readings if reading.order not in elsewhere for person in _present(reading)]
    for stage in _stages(main, kept):
        listed = [person for person in present if rooms.hears(person, stage) and rooms.lets_in(person, stage)]
        found[id(stage)] = _distinct([*found[id(stage)], *listed])
    return found


def _stages(main: Draft, kept: Sequence[Draft]) -> list[Draft]:
    """The main event, and the gatherings of its day that the story opens with too: who attends the one attends the other."""
    kinds = _GATHERINGS | {EventType.OTHER}
    beside = [draft for draft in kept if draft is not main and draft.event_type in kinds and draft.told_from <= _OPENING]
    return [main, *(draft for draft in beside if draft.date.value == main.date.value)]


def _present(reading: Reading) -> Sequence[PersonMention]:
    """The people whom a sentence shows at an event: by what they do there, or as it goes on with a roll call."""
    named = sum(person.span_end - person.span_start for person in reading.people)
    if named > _ROLL_CALL * len(reading.sentence.text):
        return reading.people
    return [person for person in reading.people if person.voice in _ATTENDING or person.voice in (Voice.SPEAKS, Voice.QUOTED)]


class _Rooms:
    """The events of a story, ready to be asked whether a person belongs to one of them rather than to another."""

    def __init__(self, drafts: Sequence[Draft], kept: Sequence[Draft]):
        self._told_from = {id(draft): draft.told_from for draft in drafts}
        self._ahead = {id(draft) for draft in drafts if all(mention.planned for mention in draft.mentions)}
        self._sides: defaultdict[tuple[EventType, str | None], set[str]] = defaultdict(set)
        for draft in drafts:
            self._sides[draft.event_type, draft.date.value].update(draft.sides)
        self._triggers: defaultdict[int, list[EventMention]] = defaultdict(list)
        for mention in (mention for draft in kept for mention in draft.mentions):
            self._triggers[mention.order].append(mention)

    def own_people(self, draft: Draft) -> tuple[PersonMention, ...]:
        """The people whom the sentences of a draft name as its own."""
        return _distinct([person for mention in draft.mentions for person in mention.people if self._owns(draft, mention, person)])

    def _owns(self, draft: Draft, mention: EventMention, person: PersonMention) -> bool:
        """Whether a person named beside words for an event is there: no source, not named in passing, nor for another event."""
        if person.voice is Voice.NONE and not mention.own_date and mention.order - self._told_from[id(draft)] > _LATE:
            return False
        heard = draft.event_type in _SAID or self.hears(person, draft)
        return heard and not self._belongs_to_another(person, mention) and self.lets_in(person, draft)

    def hears(self, person: PersonMention, draft: Draft) -> bool:
        """Whether a person, if a speaker, spoke at an event: where it is yet to come, or nobody gathers, words are but quoted."""
        if person.voice is Voice.QUOTED:
            return draft.event_type in _SESSIONS
        if person.voice is not Voice.SPEAKS:
            return True
        return draft.event_type in _SPOKEN and id(draft) not in self._ahead

    def lets_in(self, person: PersonMention, draft: Draft) -> bool:
        """False for victims, suspects, people of history, and for who speaks for a side of another event of that kind and day."""
        if person.voice in _ABSENT or person.id in _history():
            return False
        if person.party is None or person.party.id in draft.sides:
            return True
        return person.party.id not in self._sides[draft.event_type, draft.date.value]

    def _belongs_to_another(self, person: PersonMention, mention: EventMention) -> bool:
        """Whether words for an event of another type stand nearer before a person in the same sentence."""
        return any(
            mention.end <= other.start and other.end <= person.start and other.event_type is not mention.event_type
            for other in self._triggers[mention.order]
        )


@cache
def _history() -> frozenset[str]:
    return frozenset(person_id(row["name"]) for row in table("historic_people", key="name"))


def _distinct(people: Sequence[PersonMention]) -> tuple[PersonMention, ...]:
    """Each person once: the mention with the most titles, at the place of the first."""
    best: dict[str, PersonMention] = {}
    for person in people:
        known = best.get(person.id)
        best[person.id] = person if known is None or len(person.titles) > len(known.titles) else known
    return tuple(best.values())
