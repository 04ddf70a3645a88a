"""Events as columns and dictionaries: what the page reads, small enough for 100,000 of them.

The core holds what charts, filters and the order of the table need, each name once. The details hold the words; they
come in chunks, so that the page shows its first rows before it has read them all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from schemas.merged import MergedEvent, Report
from schemas.records import (
    Amount,
    EventRecord,
    EventType,
    Participant,
    PartOfDay,
    Party,
    PartyKind,
    PartyRole,
    PersonRole,
    Precision,
    Status,
)

CHUNK = 2000
KEY_BYTES = 8

_EPOCH = date(1970, 1, 1).toordinal()
_NONE = -1
_ENUMS = {
    "types": EventType,
    "statuses": Status,
    "precisions": Precision,
    "partsOfDay": PartOfDay,
    "partyKinds": PartyKind,
    "partyRoles": PartyRole,
    "personRoles": PersonRole,
}
_NUMBERS = {enum: {value: number for number, value in enumerate(enum)} for enum in _ENUMS.values()}


@dataclass(frozen=True, slots=True)
class Packed:
    """The core, and the details in chunks of `CHUNK` events: plain values for JSON."""

    core: dict[str, Any]
    details: tuple[list[dict[str, Any]], ...]


class Numbered:
    """Distinct values, numbered in the order in which they are first met.

    >>> names = Numbered()
    >>> names("a", "a"), names("b", "b"), names("a", "other"), names.values
    (0, 1, 0, ['a', 'b'])
    """

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[Hashable, int] = {}

    def __call__(self, key: Hashable, value: Any) -> int:
        number = self._numbers.setdefault(key, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def pack(events: Sequence[MergedEvent]) -> Packed:
    """Columns of `events`, in their order."""
    dictionaries = {name: Numbered() for name in ("parties", "people", "offices", "places", "dates", "currencies")}
    core = {
        **{name: [str(value) for value in enum] for name, enum in _ENUMS.items()},
        "count": len(events),
        "chunk": CHUNK,
        "asOf": max(event.extracted_at for event in events).isoformat() if events else None,
        "columns": {name: [column(event, dictionaries) for event in events] for name, column in _COLUMNS.items()},
        **{name: numbered.values for name, numbered in dictionaries.items()},
    }
    chunks = (events[start : start + CHUNK] for start in range(0, len(events), CHUNK))
    return Packed(core, tuple([_details(event) for event in chunk] for chunk in chunks))


def event_key(event_id: str) -> str:
    """A short name for an event in the page's address, the same whenever the page is made."""
    return blake2b(event_id.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).hexdigest()


Dictionaries = dict[str, Numbered]


def _number(value: Any) -> int:
    return _NONE if value is None else _NUMBERS[type(value)][value]


def _days(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH


def _place(event: EventRecord, names: Dictionaries) -> int:
    place = event.place
    if place is None:
        return _NONE
    value = [place.name, place.region, place.country]
    return names["places"](tuple(value), value)


def _party(party: Party, names: Dictionaries) -> list[int]:
    value = [party.id, party.name, _number(party.kind), party.country]
    return [names["parties"](party.id, value), _number(party.role)]


def _person(person: Participant, event: EventRecord, names: Dictionaries) -> list[int]:
    side = next((party for party in event.parties if party.id == person.party_id), None)
    office = ", ".join(filter(None, (person.titles[0] if person.titles else None, person.organisation or (side and side.name))))
    return [
        names["people"](person.id, [person.id, person.name]),
        names["offices"](office, office) if office else _NONE,
        _party(side, names)[0] if side else _NONE,
        _number(person.role),
    ]


def _amount(amount: Amount, names: Dictionaries) -> list[float]:
    return [float(amount.value), names["currencies"](amount.currency, amount.currency)]


_COLUMNS: dict[str, Callable[[EventRecord, Dictionaries], Any]] = {
    "key": lambda event, names: event_key(event.event_id),
    "type": lambda event, names: _number(event.event_type),
    "status": lambda event, names: _number(event.status),
    "start": lambda event, names: _days(event.date.start),
    "end": lambda event, names: _days(event.date.end),
    "date": lambda event, names: _NONE if event.date.value is None else names["dates"](event.date.value, event.date.value),
    "precision": lambda event, names: _number(event.date.precision),
    "partOfDay": lambda event, names: _number(event.date.part_of_day),
    "place": _place,
    "confidence": lambda event, names: round(event.confidence * 100),
    "parties": lambda event, names: [number for party in event.parties for number in _party(party, names)],
    "people": lambda event, names: [number for person in event.participants for number in _person(person, event, names)],
    "amounts": lambda event, names: [number for amount in event.amounts for number in _amount(amount, names)],
}


def _details(event: MergedEvent) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "trigger": event.trigger,
        "summary": event.summary,
        "dateText": event.date.text,
        "dateBasis": str(event.date.basis),
        "place": event.place and event.place.text,
        "titles": [", ".join(filter(None, (*person.titles, person.organisation))) for person in event.participants],
        "amounts": [amount.text for amount in event.amounts],
        "documents": [document.text for document in event.documents],
        "fields": [str(field) for field in event.fields],
        "accounts": [_account(report) for report in event.sources],
    }


def _account(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "title": source.title,
        "url": source.url or source.uri,
        "publisher": source.publisher,
        "published": source.published_at and source.published_at.isoformat(),
        "teaser": str(source.kind) == "TEASER",
        "status": str(report.status),
        "evidence": [[str(piece.section), piece.index, piece.text] for piece in report.evidence],
    }
