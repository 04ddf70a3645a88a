"""What a page says of itself: JSON-LD, OpenGraph and `article:` tags, `<time>`, the visible date line, its address."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from transforms.parse.markup import Element, blocks, text_of
from transforms.published import read_line, read_time
from transforms.sites import web_address
from transforms.text import clean

_ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage")
_LD_LIMIT = 1 << 18
_LD_NODES = 200
_TIME_TAGS = (
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "date",
)
_FEW_TAGS = 3
_LINES_BELOW = 12
_LINES_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own statements; None where it makes none."""

    title: str | None = None
    lead: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: datetime | None = None


def read_metadata(page: Element, address: str | None) -> Metadata:
    """The metadata of a page that was read from `address` (None where that is unknown)."""
    ld = _linked_data(page)
    meta = _meta_tags(page)
    canonical = page.first("link[rel=canonical]")
    own = [canonical.get("href") if canonical else "", meta.get("og:url", ""), _text(ld.get("url"))]
    times = [_text(ld.get("datePublished")), *(meta.get(name.lower(), "") for name in _TIME_TAGS)]
    publisher = ld.get("publisher")
    return Metadata(
        title=_line(_text(ld.get("headline")) or meta.get("og:title") or text_of(page.first("title"))),
        lead=_line(_text(ld.get("description")) or meta.get("og:description") or meta.get("description")),
        publisher=_line(_text(publisher.get("name") if isinstance(publisher, dict) else publisher) or meta.get("og:site_name")),
        url=_own_address(own, address),
        published_at=next((moment for value in times if value and (moment := read_time(value))), None),
    )


def _own_address(stated: list[str], address: str | None) -> str | None:
    """The canonical address, where it is on the site that the page came from: a page cannot name another paper's story its own."""
    for link in stated:
        url = web_address(link, address) if link else None
        if url and (not address or _site(url) == _site(address)):
            return url
    return web_address(address) if address else None


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return ".".join(host.split(".")[-3 if host.endswith((".com.vn", ".org.vn", ".gov.vn", ".net.vn", ".edu.vn")) else -2 :])


def _meta_tags(page: Element) -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag in page.select("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if name and (content := tag.get("content")):
            tags.setdefault(name.lower(), content)
    return tags


def _linked_data(page: Element) -> dict:
    for script in page.select('script[type="application/ld+json"]'):
        text = script.raw()
        if len(text) > _LD_LIMIT:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            if _is_article(node.get("@type")):
                return node
    return {}


def _nodes(value: object) -> Iterator[dict]:
    """The objects of a JSON-LD value: itself, the items of a list, of a graph."""
    queue, seen = [value], 0
    while queue and seen < _LD_NODES:
        item = queue.pop(0)
        seen += 1
        if isinstance(item, list):
            queue.extend(item[:_LD_NODES])
        elif isinstance(item, dict):
            yield item
            queue.extend(item[key] for key in ("@graph", "mainEntity") if key in item)


def _is_article(kind: object) -> bool:
    return any(isinstance(each, str) and each in _ARTICLE_TYPES for each in (kind if isinstance(kind, list) else [kind]))


def visible_time(page: Element, title: str) -> datetime | None:
    """The time that the page shows: in a `<time>`, else in a line of its own below the headline, or close above it.

    A date further up is the site's clock, which shows the day on which the page was fetched.
    """
    for tag in page.select("time[datetime]")[:_FEW_TAGS]:
        if (moment := read_time(tag.get("datetime"))) is not None:
            return moment
    above: deque[str] = deque(maxlen=_LINES_ABOVE)
    shown = (block.text for block in blocks(page))
    for line in shown:
        if line == title:
            candidates = [*islice(shown, _LINES_BELOW), *above]
            return next((moment for each in candidates if (moment := read_line(each)) is not None), None)
        above.append(line)
    return None


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _line(text: str | None) -> str | None:
    return " ".join(clean(text).split()) or None if text else None
