"""Sorts more than fits into memory: runs of bounded size go to disk sorted, and are merged from there."""

from __future__ import annotations

import heapq
import pickle
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

RUN_BYTES = 48 << 20
FAN_IN = 64  # files that are open at one time
_ITEM_BYTES = 400  # what Python adds to an item: its key and the objects around it

Key = tuple[str | int, ...]
Item = tuple[Key, bytes]


class ExternalSort:
    """Items, a key and some bytes each, given in any order and taken back sorted by key, once.

    At most `run_bytes` of them are held in memory; `folder` takes the rest, and is left empty at the end.
    """

    def __init__(self, folder: Path, run_bytes: int = RUN_BYTES) -> None:
        self._folder = folder
        self._run_bytes = run_bytes
        self._held: list[Item] = []
        self._bytes = 0
        self._runs: list[Path] = []
        self._made = 0
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, key: Key, data: bytes) -> None:
        self._held.append((key, data))
        self._bytes += len(data) + _ITEM_BYTES
        if self._bytes >= self._run_bytes:
            self._held.sort(key=itemgetter(0))
            self._runs.append(self._write(self._held))
            self._held, self._bytes = [], 0

    def sorted(self) -> Iterator[Item]:
        """All items, by key."""
        while len(self._runs) > FAN_IN:
            first, self._runs = self._runs[:FAN_IN], self._runs[FAN_IN:]
            self._runs.append(self._write(_merged(map(_read, first))))
        self._held.sort(key=itemgetter(0))
        yield from _merged([*map(_read, self._runs), self._held])
        self._held, self._runs = [], []

    def _write(self, items: Iterable[Item]) -> Path:
        path = self._folder / f"run-{self._made:05d}"
        self._made += 1
        with path.open("wb") as file:
            for item in items:
                pickle.dump(item, file, pickle.HIGHEST_PROTOCOL)
        return path


def pack(value: Any) -> bytes:
    """A plain value as the bytes of an item."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """The value that `pack` gave `data` for; both stay on one machine, in one run."""
    return pickle.loads(data)


def _merged(runs: Iterable[Iterable[Item]]) -> Iterator[Item]:
    return heapq.merge(*runs, key=itemgetter(0))


def _read(path: Path) -> Iterator[Item]:
    with path.open("rb", buffering=1 << 18) as file:
        while file.peek(1):
            yield pickle.load(file)
    path.unlink()
