"""Bytes to text: the declared or sniffed character set, and the repair of text that was decoded wrongly before.

Nothing is guessed: where neither UTF-8, UTF-16 nor the declared set fits, Windows-1258 is taken only if the outcome is plainly
Vietnamese, and wrongly decoded UTF-8 is repaired only where no trace of it remains.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ftfy import fix_encoding
from ftfy.badness import badness

from transforms.text import clean

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,3}=\s{0,3}[\"']([\w.:-]{2,40})")
_HEAD = 4096
_CONTROLS = dict.fromkeys([*range(0x01, 0x09), *range(0x0E, 0x20), 0x7F])
_SURROGATE = re.compile("[\ud800-\udfff]")
# What UTF-8 bytes of Vietnamese letters look like when each byte was taken for a letter.
_MOJIBAKE = re.compile("á[º»]|[ÃÂÄÆ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122 ]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LEAST_TONES = 3
_MOST_REPAIRED = 1 << 20  # the repair takes a minute for a few megabytes
_VIETNAMESE = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz")


def declared_charset(data: bytes) -> str | None:
    """The character set that HTML or XML names in its first bytes."""
    found = _XML.search(data[:_HEAD]) or _META.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None


def wide_charset(head: bytes) -> str | None:
    """The name of the two- or four-byte character set of a text, by its mark or by a zero in every other byte."""
    for mark, name in _WIDE_MARKS:
        if head.startswith(mark):
            return name
    head = head[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) >= 8 and max(even, odd) * 5 > len(head) and min(even, odd) * 50 < len(head):
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of `data`, None where no character set fits it.

    >>> decode("Hà Tĩnh".encode("utf-16"))
    'Hà Tĩnh'
    >>> decode(b"H\\xff\\xe0 T\\xf0nh") is None
    True
    """
    if wide := wide_charset(data):
        return _strict(data, wide)
    if (text := _strict(data.removeprefix(codecs.BOM_UTF8), "utf-8")) is not None:
        return text
    if declared and not _is_utf8(declared) and (text := _strict(data, declared)) is not None:
        return text
    return _vietnamese(data)


def tidy(text: str, *, keep_form: bool = False) -> str:
    """Text fit for the stages: repaired where certain, without control characters, clean (unless `keep_form`, for markup)."""
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
    if len(text) <= _MOST_REPAIRED and _MOJIBAKE.search(text):
        text = "\n".join(map(_repaired, text.split("\n")))
    text = text.translate(_CONTROLS)
    return text if keep_form else clean(text)


def is_garbled(text: str) -> bool:
    """Whether text still shows a wrong decoding that could not be repaired: replacement or mistaken characters throughout."""
    lost = text.count("\ufffd") + len(_MOJIBAKE.findall(text))
    return lost > 3 and lost * 100 > len(text)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        # A page cut off in mid-character loses that character only.
        if _is_utf8(name) and error.reason == "unexpected end of data" and error.start > 0:
            return data[: error.start].decode(name)
    except (LookupError, ValueError):
        pass
    return None


def _is_utf8(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "") in ("utf8", "usascii", "ascii")


def _vietnamese(data: bytes) -> str | None:
    text = _strict(data, "cp1258")
    if text is None or sum(map(text.count, _TONES)) < _LEAST_TONES:
        return None
    for char in unicodedata.normalize("NFC", text):
        if char in _TONES:
            return None
        if char.isalpha():
            letter = unicodedata.normalize("NFD", char.lower())
            base = unicodedata.normalize("NFC", "".join(mark for mark in letter if mark not in _TONES))
            if base not in _VIETNAMESE:
                return None
    return text


def _repaired(line: str) -> str:
    if not _MOJIBAKE.search(line):
        return line
    fixed = fix_encoding(line)
    return fixed if badness(fixed) < badness(line) else line
