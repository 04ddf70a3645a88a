"""Where every record has its place in the output folder: a file name depends on nothing but the story or the input."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

# Fixed for good: a changed number would leave the records of earlier runs in files that nobody rewrites.
SHARDS = 4
STATE = ".sukien"
MANIFEST = f"{STATE}/manifest.json"
DEAD_LETTERS = "dead_letters"
MERGED_EVENTS = "events/merged"

_PARTITION = re.compile(r"\d{4}-\d{2}-\d{2}|unknown")


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One slice of one day of stories: the unit that is read, united and written as a whole.

    `partition` is `YYYY-MM-DD`, or `unknown`.

    >>> Shard("2021-12-18", 3).events
    'events/published=2021-12-18/events-00003-of-00004.avro'
    """

    partition: str
    number: int

    def __post_init__(self) -> None:
        if not _PARTITION.fullmatch(self.partition):
            raise ValueError(f"a partition is YYYY-MM-DD or unknown, not {self.partition!r}")

    @property
    def events(self) -> str:
        return self._path("events")

    @property
    def stories(self) -> str:
        return self._path("stories")

    def _path(self, kind: str) -> str:
        return f"{kind}/published={self.partition}/{kind}-{self.number:05d}-of-{SHARDS:05d}.avro"


def story_shard(partition: str, story_id: str) -> Shard:
    """The shard that holds a story of that day, and its events."""
    return Shard(partition, shard_number(story_id))


def dead_letter_path(number: int) -> str:
    """The file of the dead letters whose input has that shard number."""
    return f"{DEAD_LETTERS}/dead_letters-{number:05d}-of-{SHARDS:05d}.avro"


def shard_number(key: str) -> int:
    """The same number for a key on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % SHARDS
