"""What is fuzzed: each parser, on samples cut, spliced and spiked with what has broken parsers before.

A target takes an input and raises where a promise is broken: whatever comes in, pages, stories or dead letters come out, their
text is NFC without control characters, they fit their schemas, and no input takes long.
"""

from __future__ import annotations

import gzip
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from schemas.avro import problems
from schemas.records import DeadLetter, Story
from transforms.elements import Page, PageForm
from transforms.parse.dateline import split_dateline
from transforms.parse.page import layout_change, page_payload, parse_page
from transforms.published import read_line, read_time, read_url
from transforms.read.charset import tidy
from transforms.read.feeds import feed_pages
from transforms.read.files import read_bytes
from transforms.read.limits import Limits
from transforms.sites import publisher_of, web_address

LIMITS = Limits(max_page_bytes=200_000, max_ratio=50, free_bytes=1 << 20)
MOST_SECONDS = 5.0
_ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
_CONTROLS = frozenset(map(chr, [*range(9), *range(11, 32), 127]))

_SPIKES = (
    *("<", ">", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</p>", "<p>", "<div>", "</body>", "<h1>", "&nbsp;", "&#0;"),
    *("&#xD800;", "&lt;", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<article class=story>"),
    *('<script type="application/ld+json">{"@graph":[[', "<table><tr><td>", "<svg>", "{", "}", '"', "\\u0000", "\\ud800"),
    *('{"text":', '"html":', "[[[[", "1e999", "null", "\n{", "\r\n\r\n", "WARC/1.0\r\n", "Content-Length: -1\r\n"),
    *("Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Length: 99999999999999\r\n", "HTTP/1.1 200\r\n"),
    *("\x00", "\x1b", "\u202e", "\ufeff", "\u200b", "́́", "�", "\u0110\u1ecdc th\xeam\n", "Chủ đề ", "(Baohatinh.vn) - "),
    *("a-1.jpg\n", "Ảnh: ", " - Ảnh: X", "Xem thêm:", ">> ", "31/02/2021", "99/99/9999", "2021-12-16T08:15:00+99:99", "http://["),
    *("https://a.vn:999999/", "//", "..", "İ", "ﷺ", "𝕳"),
)  # fmt: skip


def _samples(*endings: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(_ARTICLES.iterdir()) if path.name.endswith(endings)]


PAGES = _samples(".html")
DUMPS = _samples(".txt")[:6]
FEEDS = _samples(".xml")
FILES = PAGES + DUMPS[:2] + FEEDS + _samples(".jsonl") + [gzip.decompress(data) for data in _samples(".warc.gz")]
PACKED = _samples(".gz")

_edits = st.lists(
    st.tuples(
        st.sampled_from(("cut", "drop", "spike", "repeat", "byte")),
        st.floats(0, 1),
        st.integers(1, 400),
        st.sampled_from(_SPIKES),
        st.integers(0, 255),
    ),
    max_size=8,
)


def _edited(sample: bytes, edits: list) -> bytes:
    data = bytearray(sample)
    for kind, place, length, spike, byte in edits:
        at = int(place * len(data))
        if kind == "cut":
            del data[at:]
        elif kind == "drop":
            del data[at : at + length]
        elif kind == "spike":
            data[at:at] = spike.encode("utf-8", "replace") * (length if length < 20 else 1)
        elif kind == "repeat":
            data[at:at] = data[at : at + length] * 30
        elif at < len(data):
            data[at] = byte
    return bytes(data)


def edited(samples: list[bytes]) -> st.SearchStrategy[bytes]:
    """A sample with a few edits."""
    return st.builds(_edited, st.sampled_from(samples), _edits)


def edited_text(samples: list[bytes]) -> st.SearchStrategy[str]:
    """The same as text."""
    return edited(samples).map(lambda data: data.decode("utf-8", "replace"))


def files(data: bytes) -> None:
    """A file of any kind, to its stories."""
    for read in read_bytes("f", data, LIMITS):
        _check(read)


def feeds(data: bytes) -> None:
    """A feed, to the teasers of its items."""
    for read in feed_pages("f", data, base="https://baohatinh.vn/rss"):
        _check(read)


def html(text: str) -> None:
    """An HTML page, to its stories."""
    _check(Page("f", PageForm.HTML, tidy(text, keep_form=True), url="https://baohatinh.vn/a"))


def dump(text: str) -> None:
    """A page dump, to its stories."""
    _check(Page("f", PageForm.DUMP, tidy(text)))


def lines(text: str) -> None:
    """What is read of single lines: times, datelines, addresses."""
    for moment in (read_time(text), read_line(text), read_url(text)):
        assert moment is None or moment.tzinfo is not None
    publisher, rest = split_dateline(text)
    assert text.strip().endswith(rest) and (publisher is None or publisher)
    address = web_address(text, "https://baohatinh.vn/")
    assert address is None or address.startswith(("http://", "https://"))
    publisher_of(text)


TARGETS: dict[str, tuple[Callable, st.SearchStrategy]] = {
    "files": (files, edited(FILES)),
    "packed": (files, edited(PACKED)),
    "feeds": (feeds, edited(FEEDS)),
    "html": (html, edited_text(PAGES)),
    "dump": (dump, edited_text(DUMPS)),
    "lines": (lines, st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_SPIKES)).map("".join))),
    "bytes": (files, st.binary(max_size=2000)),
}


def timed(target: Callable, value: object) -> None:
    """One input through a target, within the time that any input may take."""
    started = time.monotonic()
    target(value)
    assert time.monotonic() - started < MOST_SECONDS, "too slow"


def _check(read: Page | DeadLetter) -> None:
    if isinstance(read, DeadLetter):
        assert problems(read) is None, problems(read)
        return
    page_payload(read)
    parsed = parse_page(read)
    if isinstance(parsed, DeadLetter):
        assert problems(parsed) is None, problems(parsed)
        return
    layout_change(read, parsed[0])
    for story in parsed:
        _check_story(story)
    assert len({story.story_id for story in parsed}) == len(parsed)


def _check_story(story: Story) -> None:
    assert problems(story) is None, problems(story)
    captions = (caption.text for caption in story.captions)
    for text in (story.title, story.teaser, *story.paragraphs, *captions, *(other.title for other in story.related)):
        assert unicodedata.is_normalized("NFC", text) and not _CONTROLS & set(text) and text == text.strip(), repr(text)
    assert story.title and all(story.paragraphs)
