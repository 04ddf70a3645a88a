"""Character sets: declared, sniffed, repaired where that is certain."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.read.charset import declared_charset, decode, is_garbled, tidy

TEXT = "Hội nghị cấp cao Hà Tĩnh và Khăm Muộn: đã ký kết"


def windows_1258(text: str) -> bytes:
    """Letters with their own mark, tones behind them: as that set writes Vietnamese."""
    tones, written = "\u0300\u0301\u0303\u0309\u0323", ""
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in marks if mark in tones)
        written += unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tone
    return written.encode("cp1258")


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "windows-1258"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-32"), None),
        (windows_1258(TEXT), "windows-1258"),
        (windows_1258(TEXT), None),
        (windows_1258(TEXT), "utf-8"),
        (TEXT.encode() + "ế".encode()[:2], None),
    ],
)
def test_decodes(data, declared):
    assert tidy(decode(data, declared)) == TEXT


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (b"\xff\xfa\xe0 abc", None),
        (windows_1258("Hà Nội"), None),
        (b"caf\xe9 au lait \xcc\xec\xde", None),
        (TEXT.encode()[:9] + b"\xff" + TEXT.encode()[9:], "utf-8"),
        (b"\xe1\xbb", "no-such-set"),
    ],
)
def test_does_not_guess(data, declared):
    assert decode(data, declared) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT.encode().decode("latin-1"), TEXT),
        (TEXT.encode().decode("cp1252", "ignore").replace("\xa0", " "), None),
        ("HÃ  TÄ©nh\nĐÃ đến Lào", "Hà Tĩnh\nĐÃ đến Lào"),
        ("ĐÃ LÀM TỐT, ÂN CẦN", "ĐÃ LÀM TỐT, ÂN CẦN"),
        ("Ha\u0300 Ti\u0303nh\u00a0\u00ad\u200bLào\r\n", "Hà Tĩnh Lào\n"),
        ("a\x07b\x1bc\x7f", "abc"),
        ("lẻ \ud800", "lẻ \ufffd"),
    ],
)
def test_tidies(text, expected):
    assert expected is None or tidy(text) == expected


@pytest.mark.parametrize(("text", "garbled"), [("\ufffd\ufffdi ngh\ufffd c\ufffdp cao", True), (TEXT, False), ("một \ufffd thôi", False)])
def test_sees_what_is_lost(text, garbled):
    assert is_garbled(text) is garbled


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'<?xml version="1.0" encoding="utf-16"?>', "utf-16"),
        (b"<html><meta charset='windows-1258'>", "windows-1258"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8"),
        (b"<html><p>charset=x</p>", None),
    ],
)
def test_finds_the_declaration(head, expected):
    assert declared_charset(head) == expected


@given(st.text())
def test_tidied_text_is_stable_and_can_be_written(text):
    once = tidy(text)
    assert tidy(once) == once and once.encode().decode() == once
