"""Avro files of a bounded size, named by their content: the same records give the same names and bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from fastavro.write import Writer

from schemas.avro import schema
from transforms.write.compacted import PREFIX
from transforms.write.files import SYNC_BLOCK_BYTES, WrittenFile


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A whole file that stands in scratch, and what it will be in the output folder."""

    local: Path
    file: WrittenFile


class RollingFiles:
    """Takes the records of one folder in order, and begins a new file where one has reached `max_bytes`."""

    def __init__(self, scratch: Path, folder: str, name: str, max_bytes: int) -> None:
        self._scratch = scratch
        self._folder = folder
        self._schema = schema(name)
        self._max_bytes = max_bytes
        self._staged: list[StagedFile] = []
        self._file: _DigestingFile | None = None
        self._writer: Any = None
        self._records = 0

    def write(self, value: dict[str, Any]) -> None:
        """Adds a record, as plain values."""
        if self._file is None:
            self._open()
        self._writer.write(value)
        self._records += 1
        if self._file is not None and self._file.size >= self._max_bytes:
            self._close()

    def close(self) -> list[StagedFile]:
        """All files, whole."""
        if self._file is not None:
            self._close()
        return self._staged

    def _open(self) -> None:
        number = len(self._staged)
        marker = hashlib.md5(f"{self._folder}/{number}".encode(), usedforsecurity=False).digest()
        local = self._scratch / f"{self._folder.replace('/', '-')}-{number:05d}"
        self._file = _DigestingFile(local, local.open("wb"))
        options = {"codec": "deflate", "sync_interval": SYNC_BLOCK_BYTES, "sync_marker": marker, "options": {"strict": True}}
        self._writer = Writer(self._file, self._schema, **options)

    def _close(self) -> None:
        assert self._file is not None
        self._writer.flush()
        local, md5, size = self._file.end()
        path = f"{self._folder}/{PREFIX}{len(self._staged):05d}-{md5[:16]}.avro"
        self._staged.append(StagedFile(local, WrittenFile(path, self._records, size, md5)))
        self._file, self._writer, self._records = None, None, 0


class _DigestingFile:
    """A file that is written once from its beginning; knows its size and MD5."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._md5 = hashlib.md5(usedforsecurity=False)
        self.size = 0

    def write(self, data: bytes) -> int:
        self._md5.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def seekable(self) -> bool:
        return False

    def end(self) -> tuple[Path, str, int]:
        self._file.close()
        return self._path, self._md5.hexdigest(), self.size
