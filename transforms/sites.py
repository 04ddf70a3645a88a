"""Web addresses, the hosts they name, and the papers whose sites those are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from transforms.lexicon import table

Value = TypeVar("Value")

_TRACKING = re.compile(r"utm_\w{1,20}|fbclid|gclid|zarsrc|zalo\w{0,10}|gidzl")
_URL_LIMIT = 2048


def web_address(link: str, base: str | None = None) -> str | None:
    """An absolute http address without fragment and tracking, None for any other link.

    >>> web_address("/tin-post1.html?utm_source=x#binh-luan", "https://baohatinh.vn/rss")
    'https://baohatinh.vn/tin-post1.html'
    """
    link = "".join(char for char in link.strip() if char.isprintable())
    if not link or len(link) > _URL_LIMIT:
        return None
    try:
        parts = urlsplit(urljoin(base or "", link))
        if parts.scheme not in ("http", "https") or not parts.hostname or (parts.port or 1) < 1:
            return None
        query = parts.query
        if _TRACKING.search(query):
            query = urlencode([(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(key)])
    except ValueError:
        return None
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", query, ""))


def publisher_of(url: str | None) -> str | None:
    """The display name of the paper whose site `url` is on, None for an unknown site.

    >>> publisher_of("https://m.baohatinh.vn/a-post1.html")
    'Baohatinh.vn'
    """
    return by_site(url, _names())


def by_site(url: str | None, sites: Mapping[str, Value]) -> Value | None:
    """What `sites` holds, by domain, for the site that `url` is on: its host's own row, or that of the closest domain above.

    >>> by_site("https://m.baohatinh.vn/a-post1.html", {"baohatinh.vn": 1}), by_site("https://example.com", {"baohatinh.vn": 1})
    (1, None)
    """
    host = host_of(url)
    while "." in host:
        if host in sites:
            return sites[host]
        host = host.partition(".")[2]
    return None


def host_of(url: str | None) -> str:
    """The host of an address in lower case, '' where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@cache
def _names() -> dict[str, str]:
    return {row["domain"]: row["name"] for row in reversed(table("publishers"))}
