"""What a file is, by its first bytes; its name is never asked."""

from __future__ import annotations

import re
from enum import StrEnum

from transforms.read.charset import wide_charset


class Content(StrEnum):
    EMPTY = "EMPTY"
    GZIP = "GZIP"
    ARCHIVE = "ARCHIVE"  # packed in a way that is not read
    BINARY = "BINARY"
    WARC = "WARC"
    JSON_LINES = "JSON_LINES"
    FEED = "FEED"
    HTML = "HTML"
    DUMP = "DUMP"


HEAD_BYTES = 1 << 16

_ARCHIVES = (b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_BINARIES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ\x90", b"Obj\x01", b"\xd0\xcf\x11\xe0")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|article|section|main|meta|title|p|h[1-6]|table|span|script|style)[\s>/]", re.IGNORECASE
)
_XML_HEAD = 2048
_MOST_CONTROLS = 0.02


def sniff(head: bytes) -> Content:
    """The kind of content that begins with `head` (up to `HEAD_BYTES`; text in UTF-8 or any single-byte set).

    >>> sniff(b'{"id": 1}'), sniff(b"<?xml version='1.0'?><rss version='2.0'>")
    (<Content.JSON_LINES: 'JSON_LINES'>, <Content.FEED: 'FEED'>)
    """
    if head.startswith(b"\x1f\x8b"):
        return Content.GZIP
    if head.startswith(_ARCHIVES):
        return Content.ARCHIVE
    if head.startswith(_BINARIES):
        return Content.BINARY
    if head.startswith(b"WARC/"):
        return Content.WARC
    narrow = _narrow(head)
    if 0 in narrow or _controls(narrow) > _MOST_CONTROLS * len(narrow):
        return Content.BINARY
    text = narrow.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        return Content.EMPTY
    if text.startswith(b"{"):
        return Content.JSON_LINES
    if text.startswith(b"<"):
        if _FEED.search(text[:_XML_HEAD]):
            return Content.FEED
        if _HTML.search(text):
            return Content.HTML
    return Content.DUMP


def _narrow(head: bytes) -> bytes:
    """Text of two or four bytes a character as UTF-8, so that the same marks are seen; anything else as it is."""
    wide = wide_charset(head)
    return head.decode(wide, "ignore").encode("utf-8", "ignore") if wide else head


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, bytes([*range(1, 9), *range(14, 27), *range(28, 32), 0x7F])))
