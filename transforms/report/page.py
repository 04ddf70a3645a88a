"""The page around the packed events: one HTML file that opens without a network."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from transforms.report.pack import Packed

CORE_MARK = "<!-- core -->"
DETAILS_MARK = "<!-- details -->"


def page(packed: Packed) -> Iterator[str]:
    """The page, in pieces to be written one after the other; no text of a story stands in it as markup."""
    head, rest = _template().split(CORE_MARK)
    script, tail = rest.split(DETAILS_MARK)
    yield head
    yield _block("core", packed.core)
    yield script
    for number, chunk in enumerate(packed.details):
        yield _block(f"details-{number}", chunk)
    yield tail


def _block(name: str, value: Any) -> str:
    """Data that a browser neither shows nor runs: compressed JSON in letters that cannot end a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode("utf-8", "surrogatepass"), compresslevel=6, mtime=0)
    return f'<script type="application/gzip" id="{name}">{base64.b64encode(packed).decode()}</script>\n'


@cache
def _template() -> str:
    """The built page of `web/`, without data."""
    return (files("transforms.report") / "page.html").read_text(encoding="utf-8")
