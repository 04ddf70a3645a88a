"""One event of all the stories that report it. The rules, field by field, stand in `schemas/v1/merged_event.avsc`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TypeVar

from schemas.merged import MergedEvent, Report
from schemas.records import Amount, Document, EventDate, EventRecord, Field, Participant, Party, Place, Precision, Status, StoryKind

Value = TypeVar("Value")
Stated = Sequence[tuple[Value, float]]  # what reports state, each with its support, the best report first

_NO_TIME = datetime.fromtimestamp(0, UTC)
_STATUSES = (Status.HELD, Status.ONGOING, Status.CANCELLED, Status.POSTPONED, Status.PLANNED)  # of reports of one moment, the first
_PRECISIONS = tuple(Precision)  # from the finest down; an interval says more than nothing
_ENOUGH = 0.5  # the share of the support that an item of a list needs


def merge_reports(records: Iterable[EventRecord]) -> MergedEvent:
    """The merged record of one event; `records` are the newest, not withdrawn ones of its stories, at least one, in any order."""
    ranked = sorted(records, key=_rank)
    best = ranked[0]
    latest = min(ranked, key=_recency)
    merged = {field.name: getattr(best, field.name) for field in fields(EventRecord)} | {
        "status": latest.status,
        "date": _date([(record.date, record.confidence) for record in ranked if record.date.value]) or best.date,
        "place": _place([(record.place, record.confidence) for record in ranked if record.place]),
        "parties": _parties([(party, record.confidence) for record in ranked for party in record.parties]),
        "participants": _participants([(person, record.confidence) for record in ranked for person in record.participants]),
        "amounts": _amounts(ranked),
        "documents": _documents([(document, record.confidence) for record in ranked for document in record.documents]),
        "fields": _fields(ranked),
        "confidence": max(record.confidence for record in ranked),
    }
    return MergedEvent(**merged, sources=tuple(map(_report, ranked)))


def _rank(record: EventRecord) -> tuple[bool, bool, float, float, str]:
    """Orders the reports of an event, the best first."""
    teaser = record.source.kind is not StoryKind.ARTICLE
    return teaser, record.status is Status.PLANNED, -record.confidence, -_published(record), record.source.story_id


def _recency(record: EventRecord) -> tuple[float, int, float, str]:
    """Orders the reports of an event, the latest first."""
    return -_published(record), _STATUSES.index(record.status), -record.confidence, record.source.story_id


def _published(record: EventRecord) -> float:
    return (record.source.published_at or _NO_TIME).timestamp()


def _report(record: EventRecord) -> Report:
    return Report(**{field.name: getattr(record, field.name) for field in fields(Report)})


def _support(stated: Stated[Value], key: Callable[[Value], Hashable]) -> dict[Hashable, float]:
    support: dict[Hashable, float] = {}
    for value, confidence in stated:
        support[key(value)] = support.get(key(value), 0.0) + confidence
    return {name: round(total, 6) for name, total in support.items()}


def _chosen(stated: Stated[Value], key: Callable[[Value], Hashable], preferred: Callable[[Value], Hashable] = lambda _: 0) -> Value:
    """The value whose key has the most support, then the preferred (least), then the least key; as its surest report has it."""
    support = _support(stated, key)
    return min(stated, key=lambda each: (-support[key(each[0])], preferred(each[0]), str(key(each[0])), -each[1]))[0]


def _date(stated: Stated[EventDate]) -> EventDate | None:
    if not stated:
        return None
    date = _chosen(stated, lambda date: date.value, lambda date: _PRECISIONS.index(date.precision))
    parts = [(each.part_of_day, confidence) for each, confidence in stated if each.part_of_day and each.value == date.value]
    return replace(date, part_of_day=_chosen(parts, str) if parts else None)


def _place(stated: Stated[Place]) -> Place | None:
    return _chosen(stated, lambda place: (place.name, place.region), lambda place: place.latitude is None) if stated else None


def _grouped(stated: Stated[Value], key: Callable[[Value], Hashable]) -> list[list[tuple[Value, float]]]:
    """The statements by key, the best supported key first."""
    support = _support(stated, key)
    groups: dict[Hashable, list[tuple[Value, float]]] = {}
    for each in stated:
        groups.setdefault(key(each[0]), []).append(each)
    return [groups[name] for name in sorted(groups, key=lambda name: (-support[name], str(name)))]


def _parties(stated: Stated[Party]) -> tuple[Party, ...]:
    groups = _grouped(stated, lambda party: party.id)
    chosen = ((_chosen(group, lambda party: party.name), _chosen(group, lambda party: party.role).role) for group in groups)
    return tuple(replace(party, role=role) for party, role in chosen)


def _participants(stated: Stated[Participant]) -> tuple[Participant, ...]:
    return tuple(_person(group) for group in _grouped(stated, lambda person: person.id))


def _person(stated: Stated[Participant]) -> Participant:
    return replace(
        _chosen(stated, lambda person: person.name),
        titles=tuple(dict.fromkeys(title for person, _ in stated for title in person.titles)),
        organisation=_known(stated, lambda person: person.organisation),
        party_id=_known(stated, lambda person: person.party_id),
        role=_chosen(stated, lambda person: person.role).role,
    )


def _known(stated: Stated[Participant], part: Callable[[Participant], str | None]) -> str | None:
    values = [(value, confidence) for person, confidence in stated if (value := part(person))]
    return _chosen(values, str) if values else None


def _amounts(ranked: Sequence[EventRecord]) -> tuple[Amount, ...]:
    return _enough([(record.amounts, record.confidence) for record in ranked], lambda amount: (amount.value, amount.currency))


def _fields(ranked: Sequence[EventRecord]) -> tuple[Field, ...]:
    return _enough([(record.fields, record.confidence) for record in ranked], lambda field: field)


def _enough(lists: Stated[tuple[Value, ...]], key: Callable[[Value], Hashable]) -> tuple[Value, ...]:
    """The items that enough of the reports which state any agree on; without such the best report's."""
    stating = [(items, confidence) for items, confidence in lists if items]
    needed = _ENOUGH * sum(confidence for _, confidence in stating) - 1e-9  # a sum must not depend on the last bit
    once = [(item, confidence) for items, confidence in stating for item in {key(item): item for item in reversed(items)}.values()]
    agreed = [group for group in _grouped(once, key) if sum(confidence for _, confidence in group) >= needed]
    if agreed or not stating:
        return tuple(_chosen(group, key) for group in agreed)
    return stating[0][0]


def _documents(stated: Stated[Document]) -> tuple[Document, ...]:
    return tuple(group[0][0] for group in _grouped(stated, lambda document: (document.kind, document.text.casefold())))
