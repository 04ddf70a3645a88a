"""Containers, unpacked within bounds: gzip streams, JSON lines, WARC records."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from transforms.read.limits import Limits

_BLOCK = 1 << 16
_MAX_HEADER = 1 << 16
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "")


class Oversized(OSError):
    """A container unpacks to more than its limits allow."""


class Counted(io.RawIOBase):
    """A stream that counts what is read of it, and fills every request that it can."""

    def __init__(self, source: BinaryIO):
        self._source = source
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        filled = 0
        while filled < len(buffer) and (block := self._source.read(len(buffer) - filled)):
            buffer[filled : filled + len(block)] = block
            filled += len(block)
        self.count += filled
        return filled

    def close(self) -> None:
        self._source.close()
        super().close()


class _Unpacked(Counted):
    """What a gzip stream holds; raises Oversized where it grows as only a bomb does."""

    def __init__(self, packed: Counted, head: io.BufferedReader, limits: Limits):
        super().__init__(gzip.GzipFile(fileobj=head))  # type: ignore[arg-type]
        self._packed = packed
        self._limits = limits

    def readinto(self, buffer) -> int:
        try:
            filled = super().readinto(buffer)
        except zlib.error as error:
            raise gzip.BadGzipFile(str(error)) from error
        if self.count > self._limits.free_bytes and self.count > self._packed.count * self._limits.max_ratio:
            raise Oversized(f"unpacks to more than {self._limits.max_ratio} times its size: cut after {self.count} bytes")
        return filled


def buffered(source: BinaryIO) -> tuple[Counted, io.BufferedReader]:
    """A stream that can be peeked into, and the counter below it."""
    counted = Counted(source)
    return counted, io.BufferedReader(counted, _BLOCK)


def unpacked(packed: Counted, stream: io.BufferedReader, limits: Limits) -> io.BufferedReader:
    """The unpacked content of a gzip stream, of one member or many."""
    return io.BufferedReader(_Unpacked(packed, stream, limits), _BLOCK)


@dataclass(frozen=True, slots=True)
class TextLine:
    """Line `number` (from 1) of a file; `whole` is False where it was longer than the limit and is cut there."""

    number: int
    data: bytes
    whole: bool


def lines(stream: io.BufferedReader, limit: int) -> Iterator[TextLine]:
    """The lines that are not blank; a longer one is cut, and its rest skipped without being kept."""
    number = 0
    while data := stream.readline(limit + 1):
        number += 1
        whole = len(data) <= limit or data.endswith(b"\n")
        rest = data
        while not rest.endswith(b"\n") and (rest := stream.readline(_BLOCK)):
            pass
        if data.strip():
            yield TextLine(number, data.rstrip(b"\r\n"), whole)


def load_object(data: bytes | str) -> dict | str:
    """The JSON object of a line, or why it is none."""
    try:
        value = json.loads(data)
    except RecursionError:
        return "the JSON is nested too deeply"
    except ValueError as error:
        return f"no JSON: {error}"
    return value if isinstance(value, dict) else f"a JSON object is expected, not {type(value).__name__}"


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """An HTML response of an archive; `number` counts its records from 1, `charset` is what its HTTP header declares."""

    number: int
    url: str | None
    charset: str | None
    data: bytes
    whole: bool


class _Forward:
    """A stream as FastWARC wants it: it panics on a `seek` or `tell` that fails, as those of an unpacked stream do."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def archived_pages(stream: BinaryIO, limits: Limits) -> Iterator[ArchivedPage]:
    """The HTML pages of a WARC stream that were answered with status 200; OSError where the archive is broken or breaks off."""
    source = _Forward(stream)
    records = ArchiveIterator(source, parse_http=False, stream_detect=False, max_header_len=_MAX_HEADER, fsspec_args=False)
    number = end = 0
    for number, record in enumerate(records, 1):
        if "Content-Length" not in record.headers:  # FastWARC takes a header that is cut short for an empty record
            raise OSError(f"record {number} has no length")
        end = record.stream_pos + record.content_length
        if record.record_type == WarcRecordType.response and (page := _archived_page(number, record, limits)):
            yield page
    if end > source.tell():
        raise OSError(f"it breaks off in record {number}")


def _archived_page(number: int, record: WarcRecord, limits: Limits) -> ArchivedPage | None:
    record.parse_http(auto_decode="all", max_header_len=_MAX_HEADER)
    headers = record.http_headers
    if headers is None or headers.status_code != 200 or (record.http_content_type or "").lower() not in _PAGE_TYPES:
        return None
    data = record.reader.read(limits.max_page_bytes + 1)
    url = record.headers.get("WARC-Target-URI")
    return ArchivedPage(number, url and url.strip("<>"), record.http_charset, data, len(data) <= limits.max_page_bytes)
