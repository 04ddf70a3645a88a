"""How much the reader takes before it cuts: a page is small, whatever its container claims."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the reader; memory stays within a few times `max_page_bytes`.

    `max_page_bytes` bounds one page, line, record or feed, unpacked. `max_ratio` bounds how many bytes a packed byte may
    grow to once `free_bytes` are out: text packs 3 to 20 times, a bomb a thousand times.
    """

    max_page_bytes: int = 8 << 20
    max_ratio: int = 200
    free_bytes: int = 64 << 20


DEFAULT_LIMITS = Limits()
