"""What earlier runs over an output folder know of the stories in it: an SQLite file, below one kilobyte a story.

Nothing is remembered before its files stand: a run reads the memory, writes what it learns to `pending/`, and `settle`
takes that in, in one transaction, after the run has succeeded. What a killed run left pending is dropped by `prepare`:
that run is repeated, and finds the same again.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

from schemas.records import PublishedBasis
from transforms.clock import now
from transforms.fold.compare import Why, any_conflict, closeness, one_story
from transforms.fold.fingerprint import Fingerprint, keys
from transforms.fold.resolve import Apart, KnownStory, Link, SameAsKnown, SameId, known_uid, node
from transforms.fold.screen import bag

HORIZON_DAYS = 400
PENDING = "pending"
LAYOUT = 1  # the number of `_SCHEMA`: a change to it takes the next, and older memories are built anew
_STATE = ".sukien"
_DAMAGE = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})  # ERROR: no such table
_CANDIDATES = 40  # a key; the readings remembered last come first
_CACHE_KIB = 32_768
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]{1,20}://")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS story (
    id INTEGER PRIMARY KEY, story_id TEXT UNIQUE, page INTEGER, length INTEGER, digest TEXT, partition TEXT,
    published INTEGER, basis TEXT, first_seen INTEGER, last_seen INTEGER);
CREATE INDEX IF NOT EXISTS story_by_age ON story (last_seen);
CREATE TABLE IF NOT EXISTS reading (
    id INTEGER PRIMARY KEY, digest INTEGER UNIQUE, story INTEGER, parsed_id TEXT, title TEXT, lead TEXT, publisher TEXT,
    day INTEGER, link TEXT);
CREATE INDEX IF NOT EXISTS reading_of_story ON reading (story);
CREATE TABLE IF NOT EXISTS candidate (key INTEGER, reading INTEGER, PRIMARY KEY (key, reading)) WITHOUT ROWID;
"""
_STORY = "SELECT story_id, page, length, digest, partition, published, basis, first_seen FROM story WHERE "
_UNDER_KEY = f" UNION SELECT * FROM (SELECT reading FROM candidate WHERE key = ? ORDER BY reading DESC LIMIT {_CANDIDATES})"
_PRINT = "parsed_id, title, lead, publisher, day, link"
_REMEMBER = """
INSERT INTO story VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (story_id) DO UPDATE SET page = excluded.page, length = excluded.length, digest = excluded.digest,
    partition = excluded.partition, published = excluded.published, basis = excluded.basis, last_seen = excluded.last_seen
RETURNING id
"""


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
        known = _is_local(output) and path.exists()
        self._database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True) if known else None

    def candidates(self, print_: Fingerprint) -> Iterator[tuple[Fingerprint, int]]:
        """The remembered readings that may be the same story, each with the number of its story."""
        if self._database is None:
            return
        under = keys(print_)
        query = "SELECT id FROM reading WHERE digest = ?" + _UNDER_KEY * len(under)
        for (reading,) in self._database.execute(query, (_digest(print_), *under)).fetchall():
            story, *rest = self._database.execute(f"SELECT story, {_PRINT} FROM reading WHERE id = ?", (reading,)).fetchone()
            yield Fingerprint(f"known {reading}", *rest), story

    def story(self, number: int) -> KnownStory:
        """The story of that number."""
        assert self._database is not None
        return _known_story(self._database.execute(_STORY + "id = ?", (number,)).fetchone())

    def story_called(self, story_id: str) -> KnownStory | None:
        """The story that has this id."""
        row = self._database.execute(_STORY + "story_id = ?", (story_id,)).fetchone() if self._database else None
        return _known_story(row) if row else None

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


def known_links(print_: Fingerprint, memory: Memory) -> Iterator[Link]:
    """What links a story to those that earlier runs know, and what keeps them apart."""
    readings: dict[int, list[Fingerprint]] = defaultdict(list)
    whys: dict[int, Why] = {}
    for other, number in memory.candidates(print_):
        readings[number].append(other)
        if verdict := one_story(print_, other):
            whys[number] = min(whys.get(number, verdict.why), verdict.why, key=closeness)
    headed = {number for number, others in readings.items() if number in whys or any(bag(one.title) == bag(print_.title) for one in others)}
    stories = {number: memory.story(number) for number in sorted(headed)}
    for number, story in stories.items():
        if whys.get(number, Why.NEAR) is Why.NEAR and any_conflict([print_], readings[number]):
            yield Apart(print_.uid, known_uid(story.story_id))
        if number in whys:
            yield SameAsKnown(node(print_), story, whys[number])
    for one, other in combinations(sorted(whys), 2):
        if any_conflict(readings[one], readings[other]):
            yield Apart(known_uid(stories[one].story_id), known_uid(stories[other].story_id))
    if memory.story_called(print_.story_id):
        yield SameId((node(print_),), held=True)


def memory_path(output: str) -> Path:
    """The file that holds the memory of an output folder."""
    return Path(output, _STATE, "stories.db")


def is_usable(output: str) -> bool:
    """Whether an output folder has a memory, it can be read, and it is of this layout. A remote folder needs none."""
    if not _is_local(output):
        return True
    if not memory_path(output).exists():
        return False
    try:
        with closing(sqlite3.connect(memory_path(output))) as database:
            ((layout,),) = database.execute("PRAGMA user_version").fetchall()
            database.execute("SELECT 1 FROM story, reading, candidate LIMIT 1").fetchall()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise
    return bool(layout == LAYOUT)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that a memory can never be read, and not that its disk is full or that another process holds it."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _DAMAGE  # above that byte: which kind


def drop(output: str) -> None:
    """Removes the memory of a local output folder, with what SQLite keeps beside it and what a killed run left pending."""
    path = memory_path(output)
    for each in (*_pending(output, PENDING), path.with_name(f"{path.name}-journal"), path):
        each.unlink(missing_ok=True)


def prepare(output: str, pending: str = PENDING) -> None:
    """Makes ready for a run: takes back what a killed run left half done, and drops what it left pending."""
    if _is_local(output) and memory_path(output).exists():
        with closing(sqlite3.connect(memory_path(output))) as database:
            database.execute("SELECT 1 FROM sqlite_schema").fetchone()  # rolls back; a reader cannot
    for path in _pending(output, pending):
        path.unlink()


def settle(output: str, horizon_days: int = HORIZON_DAYS, pending: str = PENDING) -> None:
    """Takes in what a successful run learned, and forgets stories not seen for `horizon_days`; all or nothing.

    A remote folder has no memory: there, nothing is learned.
    """
    learned = sorted(path for path in _pending(output, pending) if path.suffix == ".jsonl")
    path = memory_path(output)
    if not _is_local(output) or not (learned or path.exists()):
        return
    with closing(sqlite3.connect(path)) as database:
        database.executescript(f"PRAGMA cache_size = -{_CACHE_KIB};{_SCHEMA}PRAGMA user_version = {LAYOUT};")
        today = now().toordinal()
        with database:
            for file in learned:
                candidates = [found for entry in _read_pending(file) for found in _remember(database, entry, today)]
                database.executemany("INSERT INTO candidate VALUES (?, ?)", sorted(candidates))
            _forget(database, today - horizon_days)
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
    return list(folder.iterdir()) if _is_local(output) and folder.is_dir() else []


def _is_local(output: str) -> bool:
    return not _REMOTE.match(output)


def _remember(database: sqlite3.Connection, entry: Remembered, today: int) -> Iterator[tuple[int, int]]:
    """Takes one entry in, and yields the candidate keys of its new readings: those are faster to insert in order."""
    story = entry.story
    page, length, digest = story.fullness
    published = int(story.published_at.timestamp() * 1_000_000) if story.published_at else None
    dated = story.partition, published, story.published_basis
    row = (story.story_id, page, length, digest, *dated, story.first_seen or today, today)
    ((number,),) = database.execute(_REMEMBER, row).fetchall()
    for old in entry.absorbed:
        database.execute("UPDATE reading SET story = ? WHERE story = (SELECT id FROM story WHERE story_id = ?)", (number, old))
        database.execute("DELETE FROM story WHERE story_id = ?", (old,))
    for print_ in entry.readings:
        row = (_digest(print_), number, print_.story_id, print_.title, print_.lead, print_.publisher, print_.day, print_.link)
        cursor = database.execute("INSERT OR IGNORE INTO reading VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        if cursor.rowcount:
            yield from ((key, cursor.lastrowid) for key in keys(print_))


def _forget(database: sqlite3.Connection, before: int) -> None:
    old = "SELECT id FROM story WHERE last_seen < ?"
    for reading, *rest in database.execute(f"SELECT id, {_PRINT} FROM reading WHERE story IN ({old})", (before,)):
        unused = ((key, reading) for key in keys(Fingerprint("", *rest)))
        database.executemany("DELETE FROM candidate WHERE key = ? AND reading = ?", unused)
    database.execute(f"DELETE FROM reading WHERE story IN ({old})", (before,))
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
