"""Vietnamese text: clean-up before any offset is counted, and folding that keeps every offset.

`clean` may change the length of a text and therefore runs once, when a page is read. `fold` maps character to
character, so that what matches in the folded text is a slice of the original.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = [*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_INVISIBLE = dict.fromkeys([*map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), *_CONTROLS])
_SPACES = dict.fromkeys([0x09, 0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)], " ")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_TIDY = {**_INVISIBLE, **_SPACES}
# Most text is tidy, and finding that is cheap.
_UNTIDY = re.compile("[\r\x0b\x0c\u0085\u2028\u2029" + re.escape("".join(map(chr, _TIDY))) + "]")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_QUOTES = {**dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'), **dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'")}
# Ð (eth) looks like Đ and is typed for it. As pairs: to replace one by one is much faster than to translate.
_TYPOGRAPHY = tuple((chr(typed), plain) for typed, plain in (_DASHES | _QUOTES | {0xF0: "đ"}).items())

# The tone mark of an open oa, oe, uy may stand on either vowel ("hoà", "hòa"); after q the u is no vowel ("quý").
_TONE_MARKS = "\u0300\u0301\u0309\u0303\u0323"
_NEW_TO_OLD = {
    first + unicodedata.normalize("NFC", second + mark): unicodedata.normalize("NFC", first + mark) + second
    for first, second in ("oa", "oe", "uy")
    for mark in _TONE_MARKS
}
_NEW_TONE = re.compile(rf"[ou][{''.join(sorted({new[1] for new in _NEW_TO_OLD}))}](?<!q..)(?!\w)")
_Y_TO_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_Y = re.compile(rf"[{''.join(_Y_TO_I)}](?!\w)(?:(?<=\b[hklmst].)|(?<=\bqu.))")
_WORD = re.compile(r"\w+")


def clean(text: str) -> str:
    """NFC text without invisible and control characters, every space plain, every line end `\\n`.

    >>> clean("Hà\\u00a0Ti\\u0303nh\\r\\n")
    'Hà Tĩnh\\n'
    """
    text = unicodedata.normalize("NFC", text)
    if _UNTIDY.search(text):
        text = _LINE_ENDS.sub("\n", text.translate(_TIDY))
    return text


def fold(text: str) -> str:
    """Lower case, one tone placement, plain dashes and quotes: the same length as `text`.

    >>> fold("Ủy ban Hoà Bình – UỶ BAN")
    'ủy ban hòa bình - ủy ban'
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few foreign capitals grow when lowered, such as İ
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for typed, plain in _TYPOGRAPHY:
        lowered = lowered.replace(typed, plain)
    return _NEW_TONE.sub(_old_tone, lowered)


def _old_tone(new: re.Match[str]) -> str:
    return _NEW_TO_OLD.get(new[0], new[0])


def fold_spelling(text: str) -> str:
    """`fold`, and i for y where both are written ("kỷ niệm", "kỉ niệm"): for cue words, never for names.

    >>> fold_spelling("Lễ Kỷ niệm, quý I, huỷ")
    'lễ kỉ niệm, quí i, hủy'
    """
    return spell(fold(text))


def spell(folded: str) -> str:
    """What `fold_spelling` makes of a text that is folded already."""
    return _Y.sub(lambda match: _Y_TO_I[match[0]], folded)


def strip_marks(text: str) -> str:
    """Text without tone and vowel marks, đ as d: for keys that must survive careless spelling.

    >>> strip_marks("Đắk Lắk")
    'Dak Lak'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The words of a text, folded, punctuation dropped: what a teaser's key is made of."""
    return _WORD.findall(fold(text))


def slug(text: str) -> str:
    """An ASCII id for a name: words joined by hyphens.

    >>> slug("Tỉnh đoàn Hà Tĩnh")
    'tinh-doan-ha-tinh'
    """
    return "-".join(_WORD.findall(strip_marks(fold(text))))
