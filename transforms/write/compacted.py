"""What `compact` left of a partition, as the writer needs it: the newest revision of each event, withdrawn ones included.

Compacted files are never rewritten. A writer reads them for the history of its stories, and writes beside them only what is
new. Withdrawn events are no longer in any file that readers see, but their revisions are kept: an event that returns must
not start at a revision below what readers saw.
"""

from __future__ import annotations

from typing import Any

from schemas.avro import from_avro
from schemas.records import EventRecord
from transforms.write.files import find_files, stream_values
from transforms.write.layout import STATE, Shard, shard_number
from transforms.write.revisions import standing

WITHDRAWN = f"{STATE}/withdrawn"
PREFIX = "compacted-"


def compacted_files(output: str, partition: str) -> list[str]:
    """The files that `compact` left of a partition, the one with its withdrawn events first."""
    patterns = (withdrawn_path(partition), f"events/published={partition}/{PREFIX}*.avro")
    return [path for pattern in patterns for path in sorted(find_files(output, pattern))]


def withdrawn_path(partition: str) -> str:
    """The file that keeps the withdrawn events of a partition."""
    return f"{WITHDRAWN}/published={partition}.avro"


def compacted_events(output: str, shard: Shard) -> list[EventRecord]:
    """The compacted events of the stories of a shard."""
    values = (value for path in compacted_files(output, shard.partition) for value in stream_values(output, path, EventRecord))
    return [from_avro(EventRecord, value) for value in values if _belongs(value, shard)]


def standing_events(output: str, partition: str) -> list[EventRecord]:
    """The newest revision of each event of a partition, wherever in it that stands, without the withdrawn ones."""
    paths = sorted(find_files(output, f"events/published={partition}/*.avro"))
    return standing(from_avro(EventRecord, value) for path in paths for value in stream_values(output, path, EventRecord))


def _belongs(value: dict[str, Any], shard: Shard) -> bool:
    return shard_number(value["source"]["story_id"]) == shard.number
