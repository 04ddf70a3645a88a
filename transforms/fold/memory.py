"""What earlier runs over an output folder know of the stories in it: an SQLite file, below one kilobyte a story.

Nothing is remembered before its files stand: a run reads the memory, writes what it learns to `pending/`, and `settle`
takes that in, in one transaction, after the run has succeeded. What a killed run left pending is dropped by `prepare`:
that run is repeated, and finds the same again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from schemas.records import PublishedBasis
from transforms.clock import now
from transforms.fold.compare import compare
from transforms.fold.fingerprint import Fingerprint, keys
from transforms.fold.resolve import KnownStory, Link, SameAsKnown, SameId, node

HORIZON_DAYS = 400
PENDING = "pending"
_STATE = ".sukien"
_CANDIDATES = 40  # a key; the readings remembered last come first
_SCHEMA = """
CREATE TABLE IF NOT EXISTS story (
    story_id TEXT PRIMARY KEY, page INTEGER, length INTEGER, digest TEXT, partition TEXT,
    published INTEGER, basis TEXT, first_seen INTEGER, last_seen INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reading (
    id INTEGER PRIMARY KEY, digest INTEGER UNIQUE, story_id TEXT, parsed_id TEXT, title TEXT, lead TEXT, publisher TEXT,
    day INTEGER, link TEXT);
CREATE INDEX IF NOT EXISTS reading_of_story ON reading (story_id);
CREATE TABLE IF NOT EXISTS candidate (key INTEGER, reading INTEGER, PRIMARY KEY (key, reading)) WITHOUT ROWID;
"""
_KNOWN = "SELECT story_id, page, length, digest, partition, published, basis, first_seen FROM story WHERE story_id = ?"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a run learned of one story: how it stands now, its new readings, and the stories that turned out to be it."""

    story: KnownStory
    absorbed: tuple[str, ...]
    readings: tuple[Fingerprint, ...]


class Memory:
    """The memory of an output folder, to be read; without a file it knows nothing."""

    def __init__(self, output: str) -> None:
        path = memory_path(output)
        self._database = sqlite3.connect(f"file:{path}?mode=ro", uri=True) if path.exists() else None

    def known(self, print_: Fingerprint) -> Iterator[tuple[Fingerprint, KnownStory]]:
        """The remembered readings that may be the same story, each with its story."""
        if self._database is None:
            return
        found = {row[0] for row in self._database.execute("SELECT id FROM reading WHERE digest = ?", (_digest(print_),))}
        for key in keys(print_):
            rows = self._database.execute("SELECT reading FROM candidate WHERE key = ? ORDER BY reading DESC LIMIT ?", (key, _CANDIDATES))
            found.update(row[0] for row in rows)
        for reading in sorted(found):
            yield self._reading(reading)

    def holds(self, story_id: str) -> bool:
        """Whether a story has this id."""
        return self._database is not None and self._database.execute(_KNOWN, (story_id,)).fetchone() is not None

    def close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _reading(self, reading: int) -> tuple[Fingerprint, KnownStory]:
        assert self._database is not None
        columns = "story_id, parsed_id, title, lead, publisher, day, link"
        story_id, *rest = self._database.execute(f"SELECT {columns} FROM reading WHERE id = ?", (reading,)).fetchone()
        known = _known_story(self._database.execute(_KNOWN, (story_id,)).fetchone())
        return Fingerprint(f"known {reading}", *rest), known


def known_links(print_: Fingerprint, memory: Memory) -> Iterator[Link]:
    """What links a story to those that earlier runs know."""
    found = set()
    for other, story in memory.known(print_):
        if story.story_id not in found and (verdict := compare(print_, other)).same:
            found.add(story.story_id)
            yield SameAsKnown(node(print_), story, verdict.why)
    if print_.story_id not in found and memory.holds(print_.story_id):
        yield SameId((node(print_),), held=True)


def memory_path(output: str) -> Path:
    """The file that holds the memory of an output folder."""
    return Path(output, _STATE, "stories.db")


def prepare(output: str, pending: str = PENDING) -> None:
    """Makes ready for a run: drops what a killed run left pending."""
    for path in _pending(output, pending):
        path.unlink()


def settle(output: str, horizon_days: int = HORIZON_DAYS, pending: str = PENDING) -> None:
    """Takes in what a successful run learned, and forgets stories not seen for `horizon_days`; all or nothing."""
    learned = sorted(path for path in _pending(output, pending) if path.suffix == ".jsonl")
    path = memory_path(output)
    if not learned and not path.exists():
        return
    database = sqlite3.connect(path)
    try:
        database.executescript(_SCHEMA)
        today = now().toordinal()
        with database:
            for entry in (entry for file in learned for entry in _read_pending(file)):
                _remember(database, entry, today)
            _forget(database, today - horizon_days)
    finally:
        database.close()
    prepare(output, pending)


def write_pending(output: str, entries: Iterable[Remembered], pending: str = PENDING) -> str:
    """Writes entries beside the memory under a name made from them, so that a retried bundle leaves one file."""
    data = "".join(sorted(json.dumps(_to_json(entry), ensure_ascii=False) + "\n" for entry in entries)).encode()
    path = Path(output, _STATE, pending, f"{blake2b(data, digest_size=16).hexdigest()}.jsonl")
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
    return str(path)


def _pending(output: str, pending: str) -> list[Path]:
    folder = Path(output, _STATE, pending)
    return list(folder.iterdir()) if folder.is_dir() else []


def _remember(database: sqlite3.Connection, entry: Remembered, today: int) -> None:
    story = entry.story
    page, length, digest = story.fullness
    published = int(story.published_at.timestamp() * 1_000_000) if story.published_at else None
    for old in entry.absorbed:
        database.execute("UPDATE reading SET story_id = ? WHERE story_id = ?", (story.story_id, old))
        database.execute("DELETE FROM story WHERE story_id = ?", (old,))
    database.execute(
        "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET page = excluded.page, length = excluded.length,"
        " digest = excluded.digest, partition = excluded.partition, published = excluded.published, basis = excluded.basis,"
        " last_seen = excluded.last_seen",
        (story.story_id, page, length, digest, story.partition, published, story.published_basis, story.first_seen or today, today),
    )
    for print_ in entry.readings:
        row = (_digest(print_), story.story_id, print_.story_id, print_.title, print_.lead, print_.publisher, print_.day, print_.link)
        cursor = database.execute("INSERT OR IGNORE INTO reading VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        if cursor.rowcount:
            database.executemany("INSERT INTO candidate VALUES (?, ?)", ((key, cursor.lastrowid) for key in keys(print_)))


def _forget(database: sqlite3.Connection, before: int) -> None:
    if not database.execute("SELECT 1 FROM story WHERE last_seen < ? LIMIT 1", (before,)).fetchone():
        return
    old = "SELECT story_id FROM story WHERE last_seen < ?"
    database.execute(f"DELETE FROM reading WHERE story_id IN ({old})", (before,))
    database.execute("DELETE FROM candidate WHERE reading NOT IN (SELECT id FROM reading)")
    database.execute("DELETE FROM story WHERE last_seen < ?", (before,))


def _digest(print_: Fingerprint) -> int:
    """The same for readings that differ in nothing that is compared."""
    parts = (print_.title, print_.lead, print_.publisher or "", str(print_.day), print_.link or "", print_.story_id)
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def _known_story(row: tuple) -> KnownStory:
    story_id, page, length, digest, partition, published, basis, first_seen = row
    published_at = datetime.fromtimestamp(published / 1_000_000, UTC) if published is not None else None
    return KnownStory(story_id, (bool(page), length, digest), partition, published_at, PublishedBasis(basis), first_seen)


def _to_json(entry: Remembered) -> dict[str, object]:
    story = entry.story
    published = story.published_at.isoformat() if story.published_at else None
    return {
        "story": [story.story_id, *story.fullness, story.partition, published, story.published_basis, story.first_seen],
        "absorbed": entry.absorbed,
        "readings": [[r.uid, r.story_id, r.title, r.lead, r.publisher, r.day, r.link] for r in entry.readings],
    }


def _read_pending(path: Path) -> Iterator[Remembered]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            story_id, page, length, digest, partition, published, basis, first_seen = entry["story"]
            published_at = datetime.fromisoformat(published) if published else None
            story = KnownStory(story_id, (page, length, digest), partition, published_at, PublishedBasis(basis), first_seen)
            yield Remembered(story, tuple(entry["absorbed"]), tuple(Fingerprint(*reading) for reading in entry["readings"]))
