"""The record of `events/merged/`: one event over all stories that report it. `v1/merged_event.avsc` says how each field is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.records import Amount, Document, EventDate, EventRecord, Evidence, Field, Participant, Party, Place, Source, Status


@dataclass(frozen=True, slots=True)
class Report:
    """The event as one story reports it: the newest revision of its record, without what all reports share."""

    source: Source
    revision: int
    status: Status
    trigger: str
    summary: str
    date: EventDate
    place: Place | None
    parties: tuple[Party, ...]
    participants: tuple[Participant, ...]
    amounts: tuple[Amount, ...]
    documents: tuple[Document, ...]
    fields: tuple[Field, ...]
    evidence: tuple[Evidence, ...]
    confidence: float
    extracted_at: datetime
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class MergedEvent(EventRecord):
    """One event over all stories; `sources` holds the reports, the best first."""

    sources: tuple[Report, ...] = ()
