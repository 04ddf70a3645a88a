"""Who takes part in which event: the people of its own sentences, and for the main event those that the story lists."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.extract.drafts import Draft
from transforms.extract.mentions import PersonMention, Voice
from transforms.extract.reading import Reading

_ATTENDING = frozenset({Voice.ATTENDS, Voice.LEADS, Voice.RECEIVES, Voice.SIGNS, Voice.HONOURED})
_ABSENT = frozenset({Voice.VICTIM, Voice.SUSPECT})


def attendance(readings: Sequence[Reading], drafts: Sequence[Draft], main: Draft) -> dict[int, tuple[PersonMention, ...]]:
    """The people of each draft, by the draft's `id()`: in the order of the story, each once."""
    found = {id(draft): _own_people(draft) for draft in drafts}
    named = {sentence for draft in drafts if draft is not main for sentence in (mention.sentence for mention in draft.mentions)}
    listed = [person for reading in readings if reading.sentence not in named for person in reading.people if person.voice in _ATTENDING]
    found[id(main)] = _distinct([*found[id(main)], *listed])
    return found


def _own_people(draft: Draft) -> tuple[PersonMention, ...]:
    return _distinct([person for mention in draft.mentions for person in mention.people if _takes_part(person, draft)])


def _takes_part(person: PersonMention, draft: Draft) -> bool:
    """False for victims and suspects, and for people who speak for a side that is not in the event."""
    if person.voice in _ABSENT:
        return False
    if person.party is None or not draft.sides:
        return True
    return person.party.id in draft.sides or person.party.country in draft.sides or person.party.country is None or len(draft.sides) < 2


def _distinct(people: Sequence[PersonMention]) -> tuple[PersonMention, ...]:
    """Each person once: the mention with the most titles, at the place of the first."""
    best: dict[str, PersonMention] = {}
    for person in people:
        known = best.get(person.id)
        best[person.id] = person if known is None or len(person.titles) > len(known.titles) else known
    return tuple(best.values())
