"""Which files are new or changed, and no longer being written."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from transforms.read.match import match_metadata
from transforms.watch.batch import FileVersion
from transforms.watch.ledger import Ledger
from transforms.write.files import is_local

DIGEST_BYTES = 64 << 20
_OLD_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version of a file that is not read yet; `since` is when it was seen first (monotonic seconds)."""

    version: FileVersion
    since: float


class FileWatch:
    """Looks at patterns again and again, and gives each version of a file once, when it is settled.

    A version is settled once it has not changed for `settle` seconds, or is old already (renamed into place), and no process
    has it open for writing. A file that was touched but holds the same is not given again; one that is gone is forgotten.
    What the watch writes itself, under the paths `own`, is never given, whatever the patterns take in.
    """

    def __init__(self, patterns: Sequence[str], ledger: Ledger, settle: float, own: Sequence[str] = ()) -> None:
        self._patterns = patterns
        self._own = tuple(name for path in own for name in (path, os.path.abspath(path) + path[len(path.rstrip("/")) :]))
        self._ledger = ledger
        self._settle = settle
        self._read: dict[str, FileVersion] | None = None
        self._waiting: dict[str, Waiting] = {}

    @property
    def waiting(self) -> int:
        """How many versions are seen and not read yet."""
        return len(self._waiting)

    def oldest(self) -> float | None:
        """When the version was seen first that waits longest (monotonic seconds)."""
        return min((waiting.since for waiting in self._waiting.values()), default=None)

    def look(self, most: int) -> list[FileVersion]:
        """The settled versions to read now, by age, at most so many.

        Raises:
            InputError: a pattern cannot be listed now.
            OSError: the ledger cannot be written now.
        """
        matched, moment, read = match_metadata(self._patterns), time.monotonic(), self._load()
        foreign = (item for path, item in matched.items() if not path.startswith(self._own))
        found = {item.path: FileVersion(item.path, item.size_in_bytes, item.last_updated_in_seconds) for item in foreign}
        self._forget(set(read) - set(found))
        news = {path: file for path, file in found.items() if not _same(file, read.get(path))}
        self._waiting = {path: _continued(self._waiting.get(path), file, moment) for path, file in news.items()}
        order = sorted(self._waiting.values(), key=lambda waiting: (waiting.since, waiting.version.path))
        settled = (waiting.version for waiting in order if self._settled(waiting, moment))
        return self._changed(settled, most)

    def done(self, files: Sequence[FileVersion]) -> None:
        """Those versions are read, and entered in the ledger."""
        self._load().update((file.path, file) for file in files)
        for file in files:
            waiting = self._waiting.get(file.path)
            if waiting and _same(waiting.version, file):
                del self._waiting[file.path]

    def _load(self) -> dict[str, FileVersion]:
        if self._read is None:
            self._read = self._ledger.files()
        return self._read

    def _forget(self, gone: set[str]) -> None:
        if gone:
            self._ledger.forget(gone)
            for path in gone:
                del self._load()[path]

    def _settled(self, waiting: Waiting, moment: float) -> bool:
        quiet = moment - waiting.since >= self._settle or time.time() - waiting.version.changed > _OLD_SECONDS
        return quiet and not is_being_written(waiting.version.path)

    def _changed(self, settled: Iterable[FileVersion], most: int) -> list[FileVersion]:
        """The first of those that hold something else than when they were read; the others are entered as they are."""
        news, touched = [], []
        for version in settled:
            version = replace(version, digest=digest(version))
            known = self._load().get(version.path)
            same = known is not None and version.digest is not None and known.digest == version.digest
            (touched if same else news).append(version)
            if len(news) == most:
                break
        if touched:
            self._ledger.enter_files(touched)
            self.done(touched)
        return news


def is_being_written(path: str) -> bool:
    """Whether a process of this machine has the file open for writing; False where that cannot be known.

    The kernel refuses a read lease on such a file. Asking needs SIGIO to be ignored: a writer that comes just then sends one.
    """
    if not is_local(path) or not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False


def digest(version: FileVersion) -> bytes | None:
    """What tells a touched file from a changed one; None for large and remote files, which are read again when touched."""
    if version.size > DIGEST_BYTES or not is_local(version.path):
        return None
    try:
        with open(version.path, "rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()
    except OSError:
        return None


def _same(file: FileVersion, known: FileVersion | None) -> bool:
    return known is not None and (file.size, file.changed) == (known.size, known.changed)


def _continued(waiting: Waiting | None, file: FileVersion, moment: float) -> Waiting:
    return waiting if waiting and _same(waiting.version, file) else Waiting(file, moment)
