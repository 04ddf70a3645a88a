"""One file to its pages, whatever it holds: the reader that every command shares, without Beam.

A page that cannot be used is a dead letter in its place, and the others go on.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from schemas.records import DeadLetter, PublishedBasis, Reason, Stage
from transforms.dead_letters import PAYLOAD_LIMIT, dead_letter
from transforms.elements import Page, PageForm
from transforms.published import read_time
from transforms.read.charset import declared_charset, decode, is_garbled, tidy, wide_charset
from transforms.read.containers import Oversized, TextLine, archived_pages, buffered, lines, load_object, unpacked
from transforms.read.feeds import feed_pages
from transforms.read.limits import DEFAULT_LIMITS, Limits
from transforms.read.sniff import HEAD_BYTES, Content, sniff

Opener = Callable[[str], BinaryIO]
Read = Iterator[Page | DeadLetter]

_ID_LIMIT = 300


def read_file(uri: str, opener: Opener, limits: Limits = DEFAULT_LIMITS) -> Read:
    """The pages of a file; `opener` gives its bytes, packed or not."""
    try:
        with opener(uri) as source:
            yield from _read_stream(uri, source, limits)
    except Exception as error:  # every file system fails in its own way; what was read before stays
        message = f"{uri} cannot be read: {error}" if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        yield _failure(uri, Reason.UNREADABLE if isinstance(error, OSError) else Reason.INTERNAL, message)


def read_bytes(uri: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Read:
    """The pages of a dead letter's payload, which is a file, a line of JSON lines or an archived page: `uri` stays as it is."""
    for read in read_file(uri, lambda _: io.BytesIO(data), limits):
        inner = read.uri.removeprefix(uri)
        yield replace(read, uri=uri) if inner and "#" in uri else read


def page_from_bytes(uri: str, data: bytes, *, charset: str | None = None, url: str | None = None) -> Page | DeadLetter:
    """One HTML page or dump from its bytes; `charset` is what its container declares."""
    content = sniff(data[:HEAD_BYTES])
    if content is Content.EMPTY:
        return _failure(uri, Reason.EMPTY, "the page is empty", data)
    if content in (Content.BINARY, Content.ARCHIVE, Content.GZIP):
        return _failure(uri, Reason.BINARY, "the page is binary data, not text", data)
    text = decode(data, charset or declared_charset(data))
    if text is None:
        return _failure(uri, Reason.NOT_UTF8, "the text is neither UTF-8 nor in the character set it declares: save it as UTF-8", data)
    return _text_page(Page(uri, PageForm.HTML if content is Content.HTML else PageForm.DUMP, text, url=url), data)


def _read_stream(uri: str, source: BinaryIO, limits: Limits) -> Read:
    counted, stream = buffered(source)
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    content = sniff(head)
    if content is Content.GZIP:
        try:
            stream = unpacked(counted, stream, limits)
            head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
            content = sniff(head)
            yield from _read_content(uri, content, stream, limits)
        except Oversized as error:
            yield _failure(uri, Reason.TOO_LARGE, f"the packed file {error}", head, truncated=True)
        except (OSError, EOFError) as error:
            yield _failure(uri, Reason.BAD_ARCHIVE, f"the packed file is broken: {error}", head, truncated=True)
    else:
        yield from _read_content(uri, content, stream, limits)


def _read_content(uri: str, content: Content, stream: io.BufferedReader, limits: Limits) -> Read:
    if content in (Content.ARCHIVE, Content.GZIP):
        head = stream.read(PAYLOAD_LIMIT + 1)
        yield _failure(uri, Reason.BAD_ARCHIVE, "only gzip (once) is unpacked: unpack the file first", head)
    elif content is Content.BINARY:
        yield _failure(uri, Reason.BINARY, "the file is binary data, not text", stream.read(PAYLOAD_LIMIT + 1))
    elif content is Content.WARC:
        yield from _read_archive(uri, stream, limits)
    elif content is Content.JSON_LINES and not wide_charset(stream.peek()):
        for line in lines(stream, limits.max_page_bytes):
            yield _json_page(uri, line, limits)
    else:
        yield from _read_whole(uri, content, stream, limits)


def _read_whole(uri: str, content: Content, stream: io.BufferedReader, limits: Limits) -> Read:
    data = stream.read(limits.max_page_bytes + 1)
    if len(data) > limits.max_page_bytes:
        yield _too_large(uri, data, limits)
    elif content is Content.FEED:
        yield from feed_pages(uri, data)
    elif content is Content.JSON_LINES:
        for line in lines(io.BufferedReader(io.BytesIO((decode(data) or "").encode())), limits.max_page_bytes):
            yield _json_page(uri, line, limits)
    else:
        yield page_from_bytes(uri, data)


def _read_archive(uri: str, stream: io.BufferedReader, limits: Limits) -> Read:
    try:
        for page in archived_pages(stream, limits):
            name = f"{uri}#{page.number}"
            yield (
                page_from_bytes(name, page.data, charset=page.charset, url=page.url) if page.whole else _too_large(name, page.data, limits)
            )
    except Oversized:
        raise
    except (OSError, EOFError, ValueError) as error:
        yield _failure(uri, Reason.BAD_ARCHIVE, f"the archive is broken, pages before this point were read: {error}")


def _json_page(uri: str, line: TextLine, limits: Limits) -> Page | DeadLetter:
    by_line = f"{uri}#{line.number}"
    if not line.whole:
        return _too_large(by_line, line.data, limits)
    text = decode(line.data)
    if text is None:
        return _failure(by_line, Reason.NOT_UTF8, "the line is not UTF-8", line.data)
    said = load_object(text)
    if isinstance(said, str):
        return _failure(by_line, Reason.BAD_JSON, said, line.data)
    name = f"{uri}#{identity}" if (identity := _id_of(said)) else by_line
    page = _said_page(name, said)
    if page is None:
        return _failure(name, Reason.BAD_JSON, "the line has neither a text nor an html", line.data)
    return _text_page(page, line.data)


def _said_page(name: str, said: dict) -> Page | None:
    """The page that a JSON line holds; `form` and `title` stand only in lines that hold a feed item of an earlier run."""
    body = next((key for key in ("text", "html") if isinstance(said.get(key), str)), None)
    if body is None:
        return None
    item = said.get("form") == PageForm.FEED_ITEM
    published = read_time(_string(said, "published_at") or "")
    return Page(
        uri=name,
        form=PageForm.FEED_ITEM if item else PageForm.DUMP if body == "text" else PageForm.HTML,
        content=said[body],
        title=_string(said, "title") if item else None,
        url=_string(said, "url"),
        published_at=published,
        published_basis=_basis(said) if published else PublishedBasis.UNKNOWN,
        publisher=_string(said, "publisher"),
    )


def _text_page(page: Page, data: bytes) -> Page | DeadLetter:
    """The page with its text tidied, or why the text cannot be used."""
    if "\0" in page.content:
        return _failure(page.uri, Reason.BINARY, "the text holds NUL bytes", data)
    content = tidy(page.content, keep_form=page.form is not PageForm.DUMP)
    if not content.strip() and page.form is not PageForm.FEED_ITEM:
        return _failure(page.uri, Reason.EMPTY, "the page is empty", data)
    if is_garbled(content):
        return _failure(page.uri, Reason.NOT_UTF8, "the text was decoded wrongly before it was saved and cannot be repaired", data)
    return replace(page, content=content)


def _string(said: dict, name: str) -> str | None:
    value = said.get(name)
    return tidy(value).replace("\n", " ").replace("\0", "").strip() or None if isinstance(value, str) else None


def _basis(said: dict) -> PublishedBasis:
    """METADATA, unless the line says better: lines that hold a page of an earlier run do."""
    value = said.get("published_basis")
    return PublishedBasis(value) if isinstance(value, str) and value in PublishedBasis else PublishedBasis.METADATA


def _id_of(said: dict) -> str | None:
    value = said.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return "".join(char for char in tidy(str(value)) if char.isprintable()).strip()[:_ID_LIMIT] or None


def _too_large(uri: str, data: bytes, limits: Limits) -> DeadLetter:
    message = f"longer than the {limits.max_page_bytes} bytes that a page may have; raise --max-page-bytes if it is one"
    return _failure(uri, Reason.TOO_LARGE, message, data, truncated=True)


def _failure(uri: str, reason: Reason, message: str, payload: bytes = b"", *, truncated: bool = False) -> DeadLetter:
    return dead_letter(uri, Stage.READ, reason, message, payload, truncated=truncated)
