"""Avro files that are whole or not there, on any file system that Beam knows.

A file is written under a hidden name without the ending `.avro` in its own folder, brought to the disk, and renamed: a
reader, or a kill at any moment, sees the old file or the new one. The name of the temporary file is fixed, so that
a killed run leaves nothing that the next run does not replace. Bytes depend on the records and the path alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import fastavro
from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems

from schemas.avro import from_avro, schema, to_avro

Record = TypeVar("Record")

SYNC_BLOCK_BYTES = 64 * 1024
_WILDCARD = re.compile(r"([*?\[])")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What the manifest says of a file; `path` is relative to the output folder. No records: the file is gone."""

    path: str
    records: int
    bytes: int
    md5: str


class NotWhole(ValueError):
    """A file of the output folder that cannot be read; the message says what to do with it."""


def read_records(output: str, path: str, cls: type[Record]) -> list[Record]:
    """The records of `output`/`path`, in file order; none where there is no such file.

    Raises:
        NotWhole: the file is there, and is no whole Avro file.
    """
    data = read_bytes(output, path)
    if data is None:
        return []
    try:
        values = list(fastavro.reader(io.BytesIO(data), reader_schema=schema(cls.__name__)))
    except Exception as error:  # a cut or damaged file fails in many ways: ValueError, EOFError, zlib.error …
        raise _not_whole(FileSystems.join(output, path), error) from error
    return [from_avro(cls, value) for value in values]


def stream_values(output: str, path: str, cls: type) -> Iterator[dict[str, Any]]:
    """The records of `output`/`path` one by one, as plain values of the newest schema; for files larger than memory.

    Raises:
        NotWhole: the file is there, and is no whole Avro file.
    """
    full = FileSystems.join(output, path)
    with FileSystems.open(full, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        try:
            yield from fastavro.reader(file, reader_schema=schema(cls.__name__))
        except Exception as error:
            raise _not_whole(full, error) from error


def write_records(output: str, path: str, cls: type[Record], records: Sequence[Record]) -> WrittenFile:
    """Makes `output`/`path` hold exactly `records`; leaves it alone where it does, removes it where there are none."""
    if not records:
        remove(output, path)
        return WrittenFile(path, 0, 0, "")
    data = encode(path, cls, records)
    write_bytes(output, path, data)
    return WrittenFile(path, len(records), len(data), hashlib.md5(data, usedforsecurity=False).hexdigest())


def encode(path: str, cls: type[Record], records: Sequence[Record]) -> bytes:
    """The bytes of an Avro file of `records`; the sync marker comes from the path, for the same bytes in every run."""
    marker = hashlib.md5(path.encode(), usedforsecurity=False).digest()
    buffer = io.BytesIO()
    values = (to_avro(record) for record in records)
    options = {"codec": "deflate", "sync_interval": SYNC_BLOCK_BYTES, "sync_marker": marker, "strict": True}
    fastavro.writer(buffer, schema(cls.__name__), values, **options)
    return buffer.getvalue()


def read_bytes(output: str, path: str) -> bytes | None:
    """The content of `output`/`path`; None where there is no such file."""
    full = FileSystems.join(output, path)
    if not FileSystems.exists(full):
        return None
    with FileSystems.open(full, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        return file.read()


def write_bytes(output: str, path: str, data: bytes) -> None:
    """Makes `output`/`path` hold `data`, at once and for good; a file that does already keeps even its time."""
    if read_bytes(output, path) == data:
        return
    full = FileSystems.join(output, path)
    folder, name = FileSystems.split(full)
    hidden = FileSystems.join(folder, f".{name}.tmp")
    with FileSystems.create(hidden, compression_type=CompressionTypes.UNCOMPRESSED) as file:
        file.write(data)
        if is_local(output):
            file.flush()
            os.fsync(file.fileno())
    FileSystems.rename([hidden], [full])
    if is_local(output):
        _sync_folder(folder)


def take_in(output: str, path: str, file: Path) -> None:
    """Makes `output`/`path` hold what a file of this machine holds, at once and for good; `file` is gone afterwards."""
    full = FileSystems.join(output, path)
    folder, name = FileSystems.split(full)
    if is_local(output):
        os.makedirs(folder, exist_ok=True)
        with file.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(file, full)
        _sync_folder(folder)
        return
    hidden = FileSystems.join(folder, f".{name}.tmp")
    with file.open("rb") as source, FileSystems.create(hidden, compression_type=CompressionTypes.UNCOMPRESSED) as target:
        shutil.copyfileobj(source, target)
    FileSystems.rename([hidden], [full])
    file.unlink()


def find_files(output: str, pattern: str) -> dict[str, int]:
    """The bytes of each file under `output` that fits Beam's `pattern`, by relative path."""
    prefix = FileSystems.join(output, "")
    literal = _WILDCARD.sub(r"[\1]", prefix)
    return {found.path[len(prefix) :]: found.size_in_bytes for found in FileSystems.match([literal + pattern])[0].metadata_list}


def remove(output: str, path: str) -> None:
    """Removes `output`/`path` where it is there."""
    full = FileSystems.join(output, path)
    if not FileSystems.exists(full):
        return
    if is_local(output):
        os.remove(full)  # FileSystems.delete would read brackets in the folder's name as a pattern
        _sync_folder(os.path.dirname(full))
    else:
        FileSystems.delete([full])


def _not_whole(path: str, error: Exception) -> NotWhole:
    return NotWhole(f"{path} is no whole Avro file ({error}): move it away and run again")


def is_local(path: str) -> bool:
    """Whether a path is on this machine's own file system.

    >>> is_local("out"), is_local("gs://bucket/out")
    (True, False)
    """
    return FileSystems.get_scheme(path) is None


def _sync_folder(folder: str) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
