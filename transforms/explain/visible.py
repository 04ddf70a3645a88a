"""Text that a terminal can be given: what would steer it is shown as an escape."""

from __future__ import annotations

import unicodedata

_STEERING = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def visible(text: str) -> str:
    r"""Text on one line in which every control and invisible character is written out.

    >>> visible("a\x1b[31m\nb\u202e")
    'a\\x1b[31m\\nb\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(_escaped(char) if unicodedata.category(char) in _STEERING else char for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
