"""One spelling for the address of a story, so that the same page is known by any of its links."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_MOBILE = re.compile(r"^(?:www|m|mobile|amp|wap)\.")
_TRACKING = re.compile(r"^(?:utm_.*|fbclid|gclid|zarsrc|vn_.*|ref|source|from|share|amp|_ga.*|rss)$")
# "…-post123456.html" and "…-4924696.html" are known by the number whatever the slug says; eight digits may be a date.
_POST = re.compile(r"[-.]post(\d{1,12})(?:\.\w{2,5})?$")
_NUMBERED = re.compile(r"[-/](\d{7}|\d{9,20})\.(?:html?|amp|tpo|epi|ldo)$")


def canonical_link(url: str | None) -> str | None:
    """The key that all links to one story share, None where a link names no page.

    >>> canonical_link("http://m.bao.vn/tin/le-hoi-post123.html?utm_source=x#a")
    'bao.vn#123'
    >>> canonical_link("https://www.bao.vn/Tin/a/?id=7&fbclid=z")
    'bao.vn/Tin/a?id=7'
    >>> canonical_link("https://bao.vn/") is None
    True
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    host, path = _MOBILE.sub("", host, count=1), parts.path.rstrip("/")
    number = _POST.search(path) or _NUMBERED.search(path)
    if number:
        return f"{host}#{number[1]}"
    kept = sorted((name, value) for name, value in parse_qsl(parts.query, max_num_fields=None) if not _TRACKING.match(name.lower()))
    if not path and not kept:
        return None
    return f"{host}{path}" + (f"?{urlencode(kept)}" if kept else "")
