"""The ledger of a backfill: what it has staged, which slices are done, and what they counted.

It lies under `.sukien/backfill/NAME/`, where the name comes from what is asked for and from the inputs, so that the same command
finds it again after a kill or on another machine. Each file in it is written whole, by one process, and never changed.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from apache_beam.io.filesystems import FileSystems

from schemas.records import DeadLetter
from transforms.write.files import find_files, is_local, read_bytes, read_records, remove, write_bytes
from transforms.write.layout import STATE
from transforms.write.locks import hold, try_hold

FOLDER = "backfill"
_KEPT_SECONDS = 7 * 24 * 3600.0
READ = "read"
_STAGED, _PLAN = "staged.json", "plan.json"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger `name` of a backfill into the folder `output`."""

    output: str
    name: str

    @property
    def root(self) -> str:
        """Its folder, relative to the output folder."""
        return f"{STATE}/{FOLDER}/{self.name}"

    def pending(self, slice_: str) -> str:
        """Where a slice leaves what it learns, relative to `.sukien`."""
        return f"{FOLDER}/{self.name}/learned/{slice_}"

    def stories(self, slice_: str, number: int) -> str:
        """The file of a slice's staged stories with that shard number."""
        return f"{self.root}/stories/{slice_}-{number:05d}.avro"

    def letters(self, number: int, slice_: str = READ) -> str:
        """The file of the dead letters of a slice, or of reading."""
        return f"{self.root}/letters/{slice_}-{number:05d}.avro"

    def slices(self) -> list[str] | None:
        """The slices with stories, in order; None where nothing is staged, or all is done and the ledger gone."""
        plan = self._read(_PLAN)
        return None if plan is None else list(plan["slices"])

    def stage(self, slices: Iterable[str], tried: Iterable[str]) -> None:
        """Enters what is staged; `tried` are the inputs and pages whose earlier dead letters have had their second try."""
        self._write(_STAGED, {"slices": sorted(slices), "tried": sorted(tried)})

    def finish_staging(self, counters: Counter[str]) -> None:
        """Enters that all is staged, with what reading counted: from here on there are slices."""
        self._write(_PLAN, (self._read(_STAGED) or {}) | {"counters": dict(sorted(counters.items()))})

    def staging_counters(self) -> Counter[str]:
        """What `finish_staging` was told."""
        return Counter((self._read(_PLAN) or {"counters": {}})["counters"])

    def staged_files(self, slice_: str) -> list[str]:
        """The files of a slice's staged stories, as full names."""
        return [FileSystems.join(self.output, path) for path in sorted(find_files(self.output, f"{self.root}/stories/{slice_}-*.avro"))]

    def finish_slice(self, slice_: str, counters: Counter[str]) -> None:
        """Enters that the files of a slice stand."""
        self._write(f"done/{slice_}.json", dict(sorted(counters.items())))

    def counters(self, slice_: str) -> Counter[str] | None:
        """What a slice counted; None where it is not done."""
        counted = self._read(f"done/{slice_}.json")
        return None if counted is None else Counter(counted)

    def dead_letters(self, number: int) -> list[DeadLetter]:
        """The dead letters of all slices with that shard number."""
        paths = sorted(find_files(self.output, f"{self.root}/letters/*-{number:05d}.avro"))
        return [letter for path in paths for letter in read_records(self.output, path, DeadLetter)]

    def tried(self) -> Collection[str]:
        """What `stage` was told."""
        plan = self._read(_PLAN)
        return frozenset(plan["tried"]) if plan else frozenset()

    def clear(self) -> None:
        """Removes the ledger and all that is staged."""
        remove(self.output, f"{self.root}/{_PLAN}")
        if is_local(self.output):
            shutil.rmtree(os.path.join(self.output, self.root), ignore_errors=True)
            return
        paths = find_files(self.output, f"{self.root}/**")
        FileSystems.delete([FileSystems.join(self.output, path) for path in sorted(paths, reverse=True)])

    @contextmanager
    def staging(self) -> Iterator[None]:
        """Waits until no other backfill of the folder is staging or ending."""
        with hold(self.output, FOLDER):
            yield

    @contextmanager
    def slice(self, slice_: str) -> Iterator[bool]:
        """Gives whether the slice is this process's: it is not done, and no other has it, of this or any other backfill."""
        with try_hold(self.output, f"slice={slice_}") as held:
            yield held and self.slices() is not None and self.counters(slice_) is None

    def _read(self, name: str) -> dict | None:
        data = read_bytes(self.output, f"{self.root}/{name}")
        return None if data is None else json.loads(data)

    def _write(self, name: str, content: dict) -> None:
        write_bytes(self.output, f"{self.root}/{name}", (json.dumps(content, ensure_ascii=False) + "\n").encode())


def ledger_name(files: Iterable[str], asked: object) -> str:
    """The name of the ledger for `asked`, which is told apart by how it prints, over those files as they are now."""
    digest = blake2b(repr(asked).encode(), digest_size=8)
    for file in files:
        found = FileSystems.get_filesystem(file).metadata(file)
        digest.update(f"\0{file}\0{found.size_in_bytes}\0{found.last_updated_in_seconds}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def drop_abandoned(output: str) -> None:
    """Removes the ledgers of backfills that were begun and left alone for a week."""
    folder = Path(output, STATE, FOLDER)
    if not is_local(output) or not folder.is_dir():
        return
    for root in folder.iterdir():
        if time.time() - max((path.stat().st_mtime for path in root.rglob("*")), default=0.0) > _KEPT_SECONDS:
            Ledger(output, root.name).clear()
