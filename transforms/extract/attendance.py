"""Who takes part in which event: the people of its own sentences, and for the main event those that the story lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache

from schemas.records import EventType
from transforms.extract.drafts import Draft
from transforms.extract.mentions import PersonMention, Voice
from transforms.extract.people import person_id
from transforms.extract.reading import Reading
from transforms.lexicon import table

_ATTENDING = frozenset({Voice.ATTENDS, Voice.LEADS, Voice.RECEIVES, Voice.SIGNS, Voice.HONOURED})
_ABSENT = frozenset({Voice.VICTIM, Voice.SUSPECT})
# Who speaks in the story of a gathering spoke there; elsewhere who speaks is only quoted.
_SPOKEN = frozenset({EventType.CONFERENCE, EventType.MEETING, EventType.CONGRESS, EventType.CEREMONY, EventType.VISIT})


def attendance(readings: Sequence[Reading], drafts: Sequence[Draft], main: Draft) -> dict[int, tuple[PersonMention, ...]]:
    """The people of each draft, by the draft's `id()`: in the order of the story, each once."""
    rivals: defaultdict[tuple[EventType, date | None], list[Draft]] = defaultdict(list)
    for draft in drafts:
        rivals[draft.event_type, draft.date.start].append(draft)
    found = {id(draft): _own_people(draft, rivals[draft.event_type, draft.date.start]) for draft in drafts}
    elsewhere = {mention.sentence for draft in drafts if draft is not main for mention in draft.mentions}
    voices = _ATTENDING | {Voice.SPEAKS} if main.event_type in _SPOKEN else _ATTENDING
    listed = [
        person
        for reading in readings
        if reading.sentence not in elsewhere
        for person in reading.people
        if person.voice in voices and _takes_part(person, main, rivals[main.event_type, main.date.start])
    ]
    found[id(main)] = _distinct([*found[id(main)], *listed])
    return found


def _own_people(draft: Draft, rivals: Sequence[Draft]) -> tuple[PersonMention, ...]:
    return _distinct([person for mention in draft.mentions for person in mention.people if _takes_part(person, draft, rivals)])


@cache
def _history() -> frozenset[str]:
    return frozenset(person_id(row["name"]) for row in table("historic_people", key="name"))


def _takes_part(person: PersonMention, draft: Draft, rivals: Sequence[Draft]) -> bool:
    """False for victims, suspects, people of history, and for who speaks for a side of a rival: another event of that kind and day."""
    if person.voice in _ABSENT or person.id in _history():
        return False
    if person.party is None or person.party.id in draft.sides:
        return True
    return not any(person.party.id in other.sides for other in rivals)


def _distinct(people: Sequence[PersonMention]) -> tuple[PersonMention, ...]:
    """Each person once: the mention with the most titles, at the place of the first."""
    best: dict[str, PersonMention] = {}
    for person in people:
        known = best.get(person.id)
        best[person.id] = person if known is None or len(person.titles) > len(known.titles) else known
    return tuple(best.values())
