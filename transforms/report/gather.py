"""The events of an output folder, each once, with every story that tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from schemas.records import EventRecord, Status, StoryKind
from transforms.write.files import find_files, read_records
from transforms.write.layout import MERGED_EVENTS

_NO_TIME = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """One event: the record that tells it best, and all records of it, that one first."""

    lead: EventRecord
    accounts: tuple[EventRecord, ...]


def event_files(output: str) -> list[str]:
    """The paths, relative to `output`, of the files to read: the merged ones where `compact` left any, else all."""
    merged = find_files(output, f"{MERGED_EVENTS}/**.avro")
    return sorted(merged or find_files(output, "events/published=*/*.avro"))


def read_events(output: str, paths: Iterable[str]) -> list[ReportedEvent]:
    """The events of these files, the latest first, those without a date last.

    Raises:
        transforms.write.files.NotWhole: a file is no whole Avro file.
    """
    return reported(record for path in paths for record in read_records(output, path, EventRecord))


def reported(records: Iterable[EventRecord]) -> list[ReportedEvent]:
    """The newest revision of each event and story, without the withdrawn ones, under one roof an event."""
    newest: dict[tuple[str, str], EventRecord] = {}
    for record in records:
        key = (record.event_id, record.source.story_id)
        if key not in newest or record.revision > newest[key].revision:
            newest[key] = record
    accounts: dict[str, list[EventRecord]] = {}
    for record in newest.values():
        if not record.withdrawn:
            accounts.setdefault(record.event_id, []).append(record)
    events = [_reported(each) for each in accounts.values()]
    return sorted(events, key=lambda event: (-_day(event.lead), event.lead.event_id))


def _reported(records: list[EventRecord]) -> ReportedEvent:
    ranked = sorted(records, key=lambda record: record.source.story_id)
    ranked.sort(key=_weight, reverse=True)
    return ReportedEvent(ranked[0], tuple(ranked))


def _weight(record: EventRecord) -> tuple[bool, bool, float, datetime]:
    """A report of what took place outweighs its announcement, and a full article a teaser."""
    source = record.source
    return (record.status != Status.PLANNED, source.kind == StoryKind.ARTICLE, record.confidence, source.published_at or _NO_TIME)


def _day(record: EventRecord) -> int:
    return (record.date.start or date.min).toordinal()
