"""Which files a compaction reads, and how it puts its own in their place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from apache_beam.io.filesystems import FileSystems

from transforms.compact.rolling import StagedFile
from transforms.write.compacted import PREFIX, WITHDRAWN
from transforms.write.files import WrittenFile, find_files, is_local, remove, take_in
from transforms.write.layout import MERGED_EVENTS, STATE
from transforms.write.locks import hold, partition_lock
from transforms.write.manifest import amend_manifest

Identity = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that stood when a compaction began, by path.

    `fresh` are the writers' files, each with what tells whether a writer has replaced it since.
    """

    fresh: dict[str, Identity] = field(default_factory=dict)
    compacted: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        """All that holds events of single stories."""
        return sorted([*self.fresh, *self.compacted, *self.withdrawn])


def inputs(output: str) -> Inputs:
    """What there is to compact."""
    events = sorted(find_files(output, "events/published=*/*.avro"))
    compacted = tuple(path for path in events if FileSystems.split(path)[1].startswith(PREFIX))
    fresh = {path: found for path in events if path not in compacted and (found := _identity(output, path))}
    withdrawn = sorted(find_files(output, f"{WITHDRAWN}/*.avro"))
    return Inputs(fresh, compacted, tuple(withdrawn), tuple(sorted(find_files(output, f"{MERGED_EVENTS}/*.avro"))))


@contextmanager
def scratch(output: str) -> Iterator[Path]:
    """An empty folder for what does not fit into memory, on the disk of a local output folder, where files can be renamed from.

    What a killed process left in it goes.
    """
    if not is_local(output):
        with tempfile.TemporaryDirectory() as space:
            yield Path(space)
        return
    space = Path(output, STATE, "compact")
    shutil.rmtree(space, ignore_errors=True)
    space.mkdir(parents=True)
    yield space
    shutil.rmtree(space)


def partition_of(path: str) -> str:
    """The partition that a file of events belongs to.

    >>> partition_of("events/published=2021-12-18/events-00003-of-00004.avro")
    '2021-12-18'
    """
    return path.partition("published=")[2].partition("/")[0].removesuffix(".avro")


def replace_files(output: str, old: Inputs, staged: Iterable[StagedFile]) -> None:
    """Brings the new files in, enters them, and only then removes the old ones.

    Whoever reads meanwhile, and whatever ends the process, sees every event at least once and none that was withdrawn:
    a withdrawn revision stands in the writers' files, which go last; of those, one that a writer has replaced since stays.
    """
    new = list(staged)
    for each in sorted(new, key=lambda each: (each.file.path.startswith(MERGED_EVENTS), each.file.path)):
        take_in(output, each.file.path, each.local)
    amend_manifest(output, (each.file for each in new if not each.file.path.startswith(WITHDRAWN)))
    standing = {each.file.path for each in new}
    gone = [path for path in old.merged if path not in standing]
    for path in gone:
        remove(output, path)
    for paths in (old.compacted, old.fresh, old.withdrawn):
        gone += _remove(output, sorted(set(paths) - standing), old.fresh)
    amend_manifest(output, (WrittenFile(path, 0, 0, "") for path in gone))


def _remove(output: str, paths: Iterable[str], identities: dict[str, Identity]) -> Iterator[str]:
    for path in paths:
        with hold(output, partition_lock(partition_of(path))):
            if path not in identities or _identity(output, path) == identities[path]:
                remove(output, path)
                yield path


def _identity(output: str, path: str) -> Identity:
    """Changes whenever a writer replaces the file; empty where it is gone."""
    full = FileSystems.join(output, path)
    if is_local(output):
        try:
            stat = os.stat(full)
        except FileNotFoundError:
            return ()
        return stat.st_ino, stat.st_size, stat.st_mtime_ns
    found = FileSystems.match([full])[0].metadata_list
    return tuple((each.size_in_bytes, each.last_updated_in_seconds) for each in found)
