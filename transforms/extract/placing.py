"""Where an event took place: the surest of what its own sentences, the sentences that go on with it and its host say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

from schemas.records import EventType, PartyKind, PartyRole, Section
from transforms.extract.drafts import Draft
from transforms.extract.event_mentions import EventMention
from transforms.extract.mentions import PlaceKind, PlaceMention
from transforms.extract.reading import Reading

# What a visit is paid to, or what is opened: right behind the word, with a manner between at most ("thăm chính thức").
_OBJECT = re.compile(
    r"\s(?:(?:chính|thức|hữu|nghị|cấp|nhà|nước|và|làm|việc|tại|đến|tới|của|xã|giao|khu|công|trình|mới|quốc|hội|toàn|tổng|thể)\s){0,6}"
)
_HELD = re.compile(r"(?<!\w)(?:diễn ra|tổ chức|được đặt|đặt|xảy ra)\s(?:\S+\s){0,8}(?:tại|ở|trên)\s(?:[\w,]+\s){0,5}\Z")
_HELD_SPAN = 90
# How many sentences behind the naming of an event may still say where it was.
_GOING_ON = 2
_EXACT = frozenset({PlaceKind.SITE, PlaceKind.BORDER_GATE, PlaceKind.COMMUNE, PlaceKind.DISTRICT})
_OPENED = frozenset({EventType.CEREMONY, EventType.COMMEMORATION})
_LOCAL = frozenset({EventType.AID, EventType.CEREMONY, EventType.OTHER, EventType.COMMEMORATION})
_UNITS = frozenset({PlaceKind.COMMUNE, PlaceKind.DISTRICT})


class Basis(IntEnum):
    """What places an event, the surest first."""

    GOAL = 0
    EXACT = 1
    HELD = 2
    PROVINCE = 3
    OBJECT = 4
    HOST = 5
    NAMED = 6
    COUNTRY = 7


def place_events(drafts: Sequence[Draft], main: Draft, readings: Sequence[Reading]) -> None:
    """Gives each draft the place that is said of it most surely; of equal ones the one told with its date, then the first.

    What is but named beside an event of the main one's day is left to that one's place.
    """
    first = {place.region or place.country: place for reading in reversed(readings) for place in reversed(reading.places)}
    for draft in drafts:
        told = sorted(draft.mentions, key=lambda mention: (not mention.own_date, mention.order))
        found = [option for mention in told for option in _options(draft, mention, readings)]
        if draft is not main and draft.date.value in (None, main.date.value):
            found = [option for option in found if option[0] is not Basis.NAMED]
        hosts = [side.party.id for side in draft.sides.values() if side.role is PartyRole.HOST]
        if draft.event_type is EventType.VISIT and hosts and hosts[0] in first:
            found.append((Basis.HOST, first[hosts[0]]))
        best = min(found, key=lambda option: option[0], default=None)
        draft.place = best[1] if best else None


def _options(draft: Draft, mention: EventMention, readings: Sequence[Reading]) -> Iterator[tuple[Basis, PlaceMention]]:
    """The places that one naming of an event gives, each with what makes it one."""
    reading = readings[mention.order]
    if mention.place is not None:
        yield _located(mention.place), mention.place
    behind = next((place for place in reading.places if place.start >= mention.end), None)
    if behind and _OBJECT.fullmatch(mention.sentence.folded, mention.end, behind.start):
        if draft.event_type in (EventType.VISIT, EventType.CONGRESS):
            vague = behind.kind is PlaceKind.COUNTRY and (not mention.own_date or (mention.place or behind).kind is not PlaceKind.COUNTRY)
            sure = draft.event_type is EventType.VISIT and not vague
            yield Basis.GOAL if sure else Basis.COUNTRY, behind
        elif draft.event_type in _OPENED and behind.kind is PlaceKind.SITE:
            yield Basis.OBJECT, behind
    if draft.event_type in _LOCAL:
        yield from ((Basis.NAMED, place) for place in reading.places if place.kind in _UNITS and not _is_within(place, reading))
    for following in readings[mention.order + 1 : mention.order + 1 + _GOING_ON]:
        if not following.triggers and following.sentence.section is not Section.CAPTION:
            yield from ((Basis.HELD, place) for place in following.places if _is_held_at(following.sentence.folded, place.start))


def _is_within(place: PlaceMention, reading: Reading) -> bool:
    """Whether a place only says whose organ or officer somebody is."""
    organs = (party for party in reading.parties if party.organisation or party.kind is PartyKind.ORGANISATION)
    people = ((person.span_start, person.span_end) for person in reading.people)
    spans = [*((organ.start, organ.end) for organ in organs), *people]
    return any(start <= place.start < end for start, end in spans)


def _located(place: PlaceMention) -> Basis:
    if place.kind in _EXACT:
        return Basis.EXACT
    return Basis.PROVINCE if place.kind is PlaceKind.PROVINCE else Basis.COUNTRY


def _is_held_at(folded: str, start: int) -> bool:
    """Whether words before `start` say that something takes place there: "Buổi lễ diễn ra tại …"."""
    return _HELD.search(folded, max(0, start - _HELD_SPAN), start) is not None
