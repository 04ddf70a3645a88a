"""Small records for the tests of compaction, and what an output folder holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from schemas.records import EventDate, EventRecord, EventType, Source, Status, StoryKind
from transforms.write.files import find_files, read_records, write_records
from transforms.write.layout import story_shard
from transforms.write.manifest import amend_manifest

DAY, NEXT = "2021-12-18", "2021-12-19"
THEN = datetime(2024, 5, 1, 8, tzinfo=UTC)
MEGABYTE = 1 << 20


def event(event_id: str = "e1", story_id: str = "s1", *, revision: int = 1, withdrawn: bool = False, **changed) -> EventRecord:
    """A report of an event; `day`, `kind` and `title` belong to its source."""
    day, kind = changed.pop("day", 18), changed.pop("kind", StoryKind.ARTICLE)
    published = datetime(2021, 12, day, 3, tzinfo=UTC) if day else None
    values = {
        "event_type": EventType.CONFERENCE,
        "plover_type": "CONSULT",
        "status": Status.HELD,
        "trigger": "hội nghị",
        "summary": "Hội nghị đã diễn ra.",
        "date": EventDate(),
        "place": None,
        "parties": (),
        "participants": (),
        "amounts": (),
        "documents": (),
        "fields": (),
        "evidence": (),
        "confidence": 0.5,
        "source": Source(story_id, kind, f"{story_id}.txt", None, None, f"Tin {story_id}", published),
        "extracted_at": THEN,
        "pipeline_version": "1",
    }
    return EventRecord(event_id=event_id, revision=revision, withdrawn=withdrawn, **(values | changed))


def put(output: Path, partition: str, *events: EventRecord) -> None:
    """Writes events as the write stage leaves them: by partition and shard, entered in the manifest."""
    by_shard: dict[str, list[EventRecord]] = {}
    for each in events:
        by_shard.setdefault(story_shard(partition, each.source.story_id).events, []).append(each)
    amend_manifest(str(output), [write_records(str(output), path, EventRecord, found) for path, found in by_shard.items()])


def held(output: Path, pattern: str = "events/published=*/*.avro") -> list[tuple]:
    """(partition, event id, story id, revision, withdrawn) of each record, sorted."""
    return sorted(
        (path.split("/")[1].removeprefix("published="), each.event_id, each.source.story_id, each.revision, each.withdrawn)
        for path in find_files(str(output), pattern)
        for each in read_records(str(output), path, EventRecord)
    )


def content(output: Path) -> dict[str, bytes]:
    """All that readers see, by path, and the manifest."""
    return {path: (output / path).read_bytes() for path in [*find_files(str(output), "**.avro"), ".sukien/manifest.json"]}
