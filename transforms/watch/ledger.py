"""What the local watch has read: an SQLite file in the output folder.

A batch is planned here before it is read, and entered as read only once all that came of it stands in the output folder. A watch
that is killed between the two finds the plan and repeats that very batch, which leaves the same files: nothing is lost or doubled.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from transforms.watch.batch import Batch, FeedVersion, FileVersion

_FILE = os.path.join(".sukien", "watch.db")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size INTEGER, changed REAL, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feed (source TEXT PRIMARY KEY, due REAL, version BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS item (source TEXT, uri TEXT, digest BLOB, PRIMARY KEY (source, uri)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS plan (batch BLOB);
"""


class Ledger:
    """The ledger of an output folder. Each call is one transaction on a connection of its own, from any thread.

    A call raises OSError where the folder cannot be written now; the next may succeed.
    """

    def __init__(self, output: str) -> None:
        self._path = os.path.join(output, _FILE)

    def files(self) -> dict[str, FileVersion]:
        """All files that were read, by path."""
        with self._transaction() as database:
            return {row[0]: FileVersion(*row) for row in database.execute("SELECT path, size, changed, digest FROM file")}

    def feed(self, source: str) -> FeedVersion:
        """A feed as it was answered last."""
        with self._transaction() as database:
            row = database.execute("SELECT version FROM feed WHERE source = ?", (source,)).fetchone()
        return _unpack(row[0]) if row and row[0] else FeedVersion()

    def due(self, source: str) -> float:
        """When a feed may be visited next, in seconds since 1970."""
        with self._transaction() as database:
            row = database.execute("SELECT due FROM feed WHERE source = ?", (source,)).fetchone()
        return row[0] if row else 0.0

    def visit(self, source: str, due: float) -> None:
        """Notes before a visit when the next may be, so that a watch that is killed and restarted still keeps to the interval."""
        statement = "INSERT INTO feed (source, due) VALUES (?, ?) ON CONFLICT DO UPDATE SET due = excluded.due"
        with self._transaction() as database:
            database.execute(statement, (source, due))

    def items(self, source: str) -> dict[str, bytes]:
        """The digests of the items of a feed that were read, by uri."""
        with self._transaction() as database:
            return dict(database.execute("SELECT uri, digest FROM item WHERE source = ?", (source,)))

    def plan(self, batch: Batch) -> None:
        """Notes what is read now."""
        with self._transaction() as database:
            database.execute("DELETE FROM plan")
            database.execute("INSERT INTO plan VALUES (?)", (pickle.dumps(batch, pickle.HIGHEST_PROTOCOL),))

    def planned(self) -> Batch:
        """The batch that a killed watch did not complete; empty where there is none."""
        with self._transaction() as database:
            row = database.execute("SELECT batch FROM plan").fetchone()
        return _unpack(row[0]) if row else Batch()

    def enter(self, batch: Batch) -> None:
        """Notes that a batch was read, and that nothing is planned any more."""
        with self._transaction() as database:
            _enter_files(database, batch.files)
            for poll in batch.polls:
                version = pickle.dumps(poll.version, pickle.HIGHEST_PROTOCOL)
                database.execute("UPDATE feed SET version = ? WHERE source = ?", (version, poll.source))
                if poll.items is not None:
                    database.execute("DELETE FROM item WHERE source = ?", (poll.source,))
                    rows = ((poll.source, uri, digest) for uri, digest in poll.items.items())
                    database.executemany("INSERT INTO item VALUES (?, ?, ?)", rows)
            database.execute("DELETE FROM plan")

    def enter_files(self, files: Iterable[FileVersion]) -> None:
        """Notes files as read that hold what was read of them before."""
        with self._transaction() as database:
            _enter_files(database, files)

    def forget(self, paths: Iterable[str]) -> None:
        """Takes out files that are gone."""
        with self._transaction() as database:
            database.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in paths))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            database = sqlite3.connect(self._path, timeout=30)
            try:
                database.execute("PRAGMA synchronous = FULL")
                if not database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    database.executescript(_SCHEMA)
                with database:
                    yield database
            finally:
                with suppress(sqlite3.Error):
                    database.close()
        except sqlite3.OperationalError as error:
            raise OSError(f"{self._path}: {error}") from error


def _enter_files(database: sqlite3.Connection, files: Iterable[FileVersion]) -> None:
    rows = ((file.path, file.size, file.changed, file.digest) for file in files)
    database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", rows)


def _unpack(data: bytes):
    """What this module packed itself; nothing else writes that file."""
    return pickle.loads(data)
