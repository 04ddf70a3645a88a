"""The compaction of an output folder, in two sorted passes that hold a bounded part of it in memory.

The first pass is by event: of each story the newest revision stays, withdrawn ones are set aside, and the stories of one event
are merged. The second is by day and story: what stays is written where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from schemas.avro import from_avro, to_avro
from schemas.merged import Report
from schemas.records import EventRecord
from transforms.compact.folder import Inputs, inputs, partition_of, replace_files, scratch
from transforms.compact.merging import merge_reports
from transforms.compact.rolling import RollingFiles, StagedFile
from transforms.compact.sorting import RUN_BYTES, ExternalSort, Key, pack, unpack
from transforms.partition import UNKNOWN
from transforms.write.compacted import withdrawn_path
from transforms.write.files import WrittenFile, encode, stream_values
from transforms.write.layout import MERGED_EVENTS
from transforms.write.locks import try_hold

REPORT_FIELDS = tuple(field.name for field in fields(Report))


class Busy(RuntimeError):
    """Another compaction of the same folder is under way."""


@dataclass(slots=True)
class Compaction:
    """What a compaction read and left."""

    files_read: int = 0
    records_read: int = 0
    events: int = 0
    withdrawn: int = 0
    merged: int = 0
    files_written: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may grow, and how much is sorted in memory at one time."""

    file_bytes: int = 128 << 20
    run_bytes: int = RUN_BYTES


def compact(output: str, limits: Limits) -> Compaction:
    """Compacts the events of an output folder.

    Raises:
        Busy: another process compacts the same folder.
    """
    with try_hold(output, "compact") as held:
        if not held:
            raise Busy(output)
        with scratch(output) as space:
            return _compact(output, space, limits)


def _compact(output: str, space: Path, limits: Limits) -> Compaction:
    old, done = inputs(output), Compaction()
    kept = ExternalSort(space / "by-day", limits.run_bytes)
    withdrawn = ExternalSort(space / "withdrawn", limits.run_bytes)
    merged = RollingFiles(space, MERGED_EVENTS, "MergedEvent", limits.file_bytes)
    by_event = _by_event(output, old, space, limits, done)
    for _, versions in groupby(by_event, key=lambda item: item[0][0]):
        _fold_event(versions, kept, withdrawn, merged, done)
    staged = [*merged.close(), *_by_day(kept, space, limits), *_withdrawn(withdrawn, space)]
    done.files_written = len(staged)
    replace_files(output, old, staged)
    return done


def _by_event(output: str, old: Inputs, space: Path, limits: Limits, done: Compaction) -> Iterator[tuple[Key, bytes]]:
    """All revisions of all events by event and story, the newest first."""
    by_event = ExternalSort(space / "by-event", limits.run_bytes)
    for path in old.paths:
        partition = partition_of(path)
        done.files_read += 1
        for value in _standing(output, path):
            done.records_read += 1
            # Of one revision in two places, which a run that did not end may leave, the one with a known day counts.
            key = (value["event_id"], value["source"]["story_id"], -value["revision"], int(partition == UNKNOWN), partition)
            by_event.add(key, pack(value))
    return by_event.sorted()


def _standing(output: str, path: str) -> Iterator[dict[str, Any]]:
    """The records of a file; none where a writer has removed it since."""
    try:
        yield from stream_values(output, path, EventRecord)
    except FileNotFoundError:
        return


def _fold_event(
    versions: Iterator[tuple[Key, bytes]],
    kept: ExternalSort,
    withdrawn: ExternalSort,
    merged: RollingFiles,
    done: Compaction,
) -> None:
    """One event: the newest revision of each story is kept or set aside, and those that stand are merged."""
    reports = []
    for (event_id, story_id), revisions in groupby(versions, key=lambda item: item[0][:2]):
        (*_, partition), data = next(revisions)
        value = unpack(data)
        if value["withdrawn"]:
            withdrawn.add((partition, story_id, event_id), data)
            done.withdrawn += 1
        else:
            kept.add((partition, story_id, event_id), data)
            reports.append(value)
            done.events += 1
    if reports:
        merged.write(_merge(reports))
        done.merged += 1


def _merge(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """The merged record of an event, plain. The reports stay as they were read; that of a single one needs no rules."""
    if len(reports) == 1:
        return reports[0] | {"sources": [_report(reports[0])]}
    by_story = {report["source"]["story_id"]: report for report in reports}
    merged = merge_reports(from_avro(EventRecord, report) for report in reports)
    order = [report.source.story_id for report in merged.sources]
    return to_avro(replace(merged, sources=())) | {"sources": [_report(by_story[story_id]) for story_id in order]}


def _report(value: dict[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in REPORT_FIELDS}


def _by_day(kept: ExternalSort, space: Path, limits: Limits) -> Iterator[StagedFile]:
    for partition, items in groupby(kept.sorted(), key=lambda item: item[0][0]):
        files = RollingFiles(space, f"events/published={partition}", "EventRecord", limits.file_bytes)
        for data in map(itemgetter(1), items):
            files.write(unpack(data))
        yield from files.close()


def _withdrawn(withdrawn: ExternalSort, space: Path) -> Iterator[StagedFile]:
    for partition, items in groupby(withdrawn.sorted(), key=lambda item: item[0][0]):
        path = withdrawn_path(partition)
        events = [from_avro(EventRecord, unpack(data)) for _, data in items]
        data = encode(path, EventRecord, events)
        local = space / f"withdrawn-{partition}"
        local.write_bytes(data)
        yield StagedFile(local, WrittenFile(path, len(events), len(data), ""))
