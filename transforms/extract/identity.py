"""The id of an event: the same in every story that reports it, made from type, day and sides, never from wording."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from schemas.records import EventDate, EventType, Party, PartyKind, Place, Precision

_IDENTIFYING = (PartyKind.PROVINCE, PartyKind.COUNTRY)


def event_id(
    event_type: EventType, date: EventDate, parties: Sequence[Party], place: Place | None, story_id: str, also: Sequence[str] = ()
) -> str:
    """32 hex digits of a digest over what identifies an event.

    A known month or day and two sides identify it; with one side only its place must too. What is vaguer takes the story
    into the id. `also` tells apart two events of one story that would meet in one id.
    """
    parts = id_parts(event_type, date, parties, place, story_id)
    return hashlib.sha256("\x1f".join([*parts, *also]).encode()).hexdigest()[:32]


def id_parts(event_type: EventType, date: EventDate, parties: Sequence[Party], place: Place | None, story_id: str) -> list[str]:
    """What `event_id` is made of: type, date, ids of the sides, and the place or the story behind a word that says so."""
    sides = sorted({party.id for party in parties if party.kind in _IDENTIFYING}) or sorted({party.id for party in parties})
    when = date.value if date.start and date.precision not in (Precision.YEAR, Precision.UNKNOWN) else None
    parts = [event_type.value, (date.value or "").split("/")[0], *sides]
    if when is None or not sides or (len(sides) < 2 and place is None):
        parts += ["story", story_id]
    elif len(sides) < 2 and place is not None:
        parts += ["place", place.region or place.country or "", place.name]
    return parts
