"""The events of an output folder, each once, with every story that tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from posixpath import basename

from schemas.merged import MergedEvent
from schemas.records import EventRecord
from transforms.compact.merging import merge_reports
from transforms.write.compacted import PREFIX
from transforms.write.files import find_files, read_records
from transforms.write.layout import MERGED_EVENTS
from transforms.write.revisions import standing


def gather(output: str) -> list[MergedEvent]:
    """The events of an output folder, the latest first, those without a date last.

    Read from what `compact` merged; where it never ran, or something was written since, merged here in the same way.

    Raises:
        transforms.write.files.NotWhole: a file is no whole Avro file.
    """
    paths = sorted(find_files(output, "events/published=*/*.avro"))
    merged = sorted(find_files(output, f"{MERGED_EVENTS}/*.avro"))
    if merged and all(basename(path).startswith(PREFIX) for path in paths):
        # A compaction that was killed may have left an event in the files of the one before it, too.
        return in_order({event.event_id: event for path in merged for event in read_records(output, path, MergedEvent)}.values())
    return in_order(united(record for path in paths for record in read_records(output, path, EventRecord)))


def united(records: Iterable[EventRecord]) -> list[MergedEvent]:
    """One event an id, from the newest revision of each event and story; withdrawn ones do not count."""
    reports: dict[str, list[EventRecord]] = {}
    for record in standing(records):
        reports.setdefault(record.event_id, []).append(record)
    return [merge_reports(each) for each in reports.values()]


def in_order(events: Iterable[MergedEvent]) -> list[MergedEvent]:
    """The latest event first, those without a date last."""
    return sorted(events, key=lambda event: (-(event.date.start or date.min).toordinal(), event.event_id))
