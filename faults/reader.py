"""A reader beside a running watch, that counts every visible .avro file which is not whole."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import fastavro

PAUSE_SECONDS = 0.05


class Reader:
    """What the reader has seen: files read whole, and files torn."""

    def __init__(self) -> None:
        self.read = multiprocessing.Value("q", 0)
        self.torn = multiprocessing.Value("q", 0)

    @contextmanager
    def beside(self, output: str) -> Iterator[None]:
        """Reads in a process of its own while the block runs, and all files once more at its end."""
        stop = multiprocessing.Event()
        process = multiprocessing.Process(target=self._loop, args=(output, stop), daemon=True)
        process.start()
        try:
            yield
        finally:
            stop.set()
            process.join()
            self._round(output, {})

    def _loop(self, output: str, stop: object) -> None:
        seen: dict[str, tuple[int, int]] = {}
        while not stop.is_set():
            self._round(output, seen)
            time.sleep(PAUSE_SECONDS)

    def _round(self, output: str, seen: dict[str, tuple[int, int]]) -> None:
        for path in Path(output).rglob("*.avro"):
            with suppress(FileNotFoundError), path.open("rb") as file:  # a file may be moved on between the two
                stat = os.fstat(file.fileno())
                if seen.get(str(path)) == (stat.st_ino, stat.st_mtime_ns):
                    continue
                seen[str(path)] = (stat.st_ino, stat.st_mtime_ns)
                if _is_whole(file):
                    self.read.value += 1
                else:
                    self.torn.value += 1


def _is_whole(file: object) -> bool:
    try:
        for _ in fastavro.reader(file):
            pass
    except Exception:  # whatever a cut file makes of the reader
        return False
    return True
