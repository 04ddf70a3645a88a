"""Files to pages: every kind of content, every kind of bad input, each a dead letter and never a crash."""

import gzip
import io
import json
from pathlib import Path

import pytest

from schemas.records import DeadLetter, PublishedBasis, Reason
from transforms.elements import Page, PageForm
from transforms.read.files import read_bytes, read_file
from transforms.read.limits import Limits
from transforms.read.transform import open_file

DUMP = "Khai mạc hội chợ\n\n(Baohatinh.vn) - Sáng nay, hội chợ khai mạc.\n\nCó 40 gian hàng.\n"
SMALL = Limits(max_page_bytes=2000, max_ratio=20, free_bytes=100_000)


def read(data: bytes, limits: Limits = SMALL) -> list[Page | DeadLetter]:
    return list(read_file("f", lambda _: io.BytesIO(data), limits))


def outcome(data: bytes, limits: Limits = SMALL) -> list[str]:
    return [each.reason if isinstance(each, DeadLetter) else each.form for each in read(data, limits)]


def line(**said) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DUMP.encode(), PageForm.DUMP),
        (b"\xef\xbb\xbf" + DUMP.encode(), PageForm.DUMP),
        (DUMP.encode("utf-16"), PageForm.DUMP),
        (DUMP.encode("utf-16-le"), PageForm.DUMP),
        (DUMP.encode("utf-32"), PageForm.DUMP),
        (gzip.compress(DUMP.encode()), PageForm.DUMP),
        (b"<!DOCTYPE html><html><body><p>a</p></body></html>", PageForm.HTML),
        (b"  \n<div class='x'>a</div>", PageForm.HTML),
        ("Ti\u00ean đề <b>lạ</b>\n\nNội dung".encode(), PageForm.DUMP),
        (b"", Reason.EMPTY),
        (b" \n\t\n", Reason.EMPTY),
        ("\u200b\ufeff\n".encode(), Reason.EMPTY),
        (b"H\xe1\xbb\x99i ngh\xff\xfe c\x81p cao", Reason.NOT_UTF8),
        ("Hội nghị Hà Tĩnh\n\nĐã họp.".encode("cp1252", "replace"), Reason.NOT_UTF8),
        (b"Ti\xc3\xaau\n\nn\x00i dung " + b"x" * 90, Reason.BINARY),
        (b"\x00" * 500, Reason.BINARY),
        (bytes(range(1, 32)) * 20, Reason.BINARY),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, Reason.BINARY),
        (b"%PDF-1.7 ...", Reason.BINARY),
        (b"PK\x03\x04" + b"x" * 50, Reason.BAD_ARCHIVE),
        (gzip.compress(gzip.compress(b"a")), Reason.BAD_ARCHIVE),
        (gzip.compress(DUMP.encode())[:-12], Reason.BAD_ARCHIVE),
        (b"\x1f\x8b\x08\x00broken", Reason.BAD_ARCHIVE),
        (b"WARC/1.0\r\nbroken", Reason.BAD_ARCHIVE),
        (DUMP.encode() * 100, Reason.TOO_LARGE),
        (gzip.compress(DUMP.encode() * 100), Reason.TOO_LARGE),
        (b"<rss><channel>", Reason.BAD_FEED),
    ],
)
def test_one_file_one_outcome(data, expected):
    assert outcome(data) == [expected]


def test_a_bomb_of_short_lines_is_cut_and_its_first_lines_stay():
    bomb = gzip.compress(line(text="A\n\nB") + (b" " * 99 + b"\n") * 50_000)
    assert outcome(bomb) == [PageForm.DUMP, Reason.TOO_LARGE]


@pytest.mark.parametrize("size", [50 << 20, 9 << 20])
def test_a_huge_file_keeps_the_first_mebibyte(size):
    (letter,) = read(b"a" * size, Limits())
    assert (letter.reason, len(letter.payload), letter.payload_truncated) == (Reason.TOO_LARGE, 1 << 20, True)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (line(text=DUMP), [PageForm.DUMP]),
        (line(html="<p>a</p>"), [PageForm.HTML]),
        (b'{"text": "A"\n' + line(text=DUMP), [Reason.BAD_JSON, PageForm.DUMP]),
        (line(text=DUMP) + b"\xff\xfa\n\n" + line(text=DUMP), [PageForm.DUMP, Reason.NOT_UTF8, PageForm.DUMP]),
        (line(text=DUMP) + b"[1]\n" + line(id=3) + line(text=None), [PageForm.DUMP] + [Reason.BAD_JSON] * 3),
        (line(text=""), [Reason.EMPTY]),
        (line(text="A\u0000B"), [Reason.BINARY]),
        (line(text="x" * 3000) + line(text=DUMP), [Reason.TOO_LARGE, PageForm.DUMP]),
        (b'{"a":' * 300 + b"\n" + line(text=DUMP), [Reason.BAD_JSON, PageForm.DUMP]),
        (b'{"text": ' + b"9" * 1500 + b"}\n", [Reason.BAD_JSON]),
        ("{".encode("utf-16") + line(text=DUMP).decode()[1:].encode("utf-16-le"), [PageForm.DUMP]),
    ],
)
def test_one_bad_line_is_one_dead_letter(data, expected):
    assert outcome(data) == expected


def test_deeply_nested_json_is_a_dead_letter():
    assert outcome(b'{"a":' + b"[" * 200_000 + b"\n", Limits()) == [Reason.BAD_JSON]


def test_lines_are_named_by_id_else_by_number():
    found = read(line(text=DUMP) + b"\n" + line(id=7, text=DUMP) + line(id="a\u0007/../b", text=DUMP) + b"{\n")
    assert [each.uri for each in found] == ["f#1", "f#7", "f#a/../b", "f#5"]


@pytest.mark.parametrize(
    ("said", "url", "published", "basis"),
    [
        ({"url": "https://a.vn/b"}, "https://a.vn/b", None, PublishedBasis.UNKNOWN),
        ({"published_at": "2021-12-16T08:15:00+07:00"}, None, "2021-12-16T08:15:00+07:00", PublishedBasis.METADATA),
        ({"published_at": "2021-12-16"}, None, "2021-12-16T00:00:00+07:00", PublishedBasis.METADATA),
        ({"published_at": "2021-12-16T01:15Z"}, None, "2021-12-16T01:15:00+00:00", PublishedBasis.METADATA),
        ({"published_at": "hôm qua"}, None, None, PublishedBasis.UNKNOWN),
        ({"published_at": 5, "url": []}, None, None, PublishedBasis.UNKNOWN),
    ],
)
def test_what_a_line_says_of_its_page(said, url, published, basis):
    (page,) = read(line(text=DUMP, **said))
    assert (page.url, page.published_at and page.published_at.isoformat(), page.published_basis) == (url, published, basis)


def test_a_file_that_vanished_is_a_dead_letter(tmp_path):
    (letter,) = read_file(str(tmp_path / "gone.txt"), open_file)
    assert letter.reason is Reason.UNREADABLE and "gone.txt" in letter.message


@pytest.mark.parametrize("payload", [line(id="x", text=DUMP), DUMP.encode()])
def test_a_payload_is_read_under_the_name_it_had(payload):
    assert [each.uri for each in read_bytes("f#x", payload)] == ["f#x"]


@pytest.fixture(scope="module")
def archive() -> bytes:
    return gzip.decompress((Path(__file__).parents[2] / "seeds" / "articles" / "archive-2023.warc.gz").read_bytes())


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        (lambda data, last: data, [PageForm.HTML, PageForm.HTML]),
        (lambda data, last: data[: last + 900], [PageForm.HTML, PageForm.HTML, Reason.BAD_ARCHIVE]),
        (lambda data, last: data[: last + 40], [PageForm.HTML, Reason.BAD_ARCHIVE]),
        (lambda data, last: data[:last] + b"rubbish\r\n" + data[last:], [PageForm.HTML, Reason.BAD_ARCHIVE]),
        (lambda data, last: data.replace(b"Content-Length", b"Content-Lxngth", 1), [Reason.BAD_ARCHIVE]),
        (lambda data, last: data.replace(b"HTTP/1.1 200", b"HTTP/1.1 500"), []),
        (lambda data, last: data.replace(b"text/html", b"text/json"), []),
    ],
)
def test_an_archive_that_breaks_says_so_after_its_whole_pages(archive, cut, expected):
    assert outcome(cut(archive, archive.rindex(b"WARC/1.0")), Limits()) == expected


def test_a_long_record_is_cut_and_the_next_one_read(archive):
    assert outcome(archive, Limits(max_page_bytes=2500)) == [Reason.TOO_LARGE, PageForm.HTML]
