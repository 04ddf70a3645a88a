"""Pages that each tell of one event of their own, and what is known of them before they are read."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from schemas.records import DeadLetter
from transforms.elements import Page
from transforms.extract.story import extract
from transforms.parse.page import parse_page
from transforms.read.feeds import feed_pages
from transforms.read.files import read_file

FIRST_DAY = date(2011, 1, 1)
PUBLISHED_DAYS = 30
_NORTH = ("Hà Giang", "Cao Bằng", "Thái Bình", "Nam Định", "Hưng Yên")
_SOUTH = ("Quảng Nam", "Lâm Đồng", "Đồng Tháp", "Kon Tum", "Bạc Liêu", "Tiền Giang")
PROVINCES = _NORTH + _SOUTH
_ITEM = "<item><title>{title}</title><link>{link}</link><description>{lead}</description><pubDate>{published}</pubDate></item>"


def story(number: int) -> tuple[str, str, str]:
    """Headline, lead and text of a page; the day and the two provinces are those of no other page."""
    day = FIRST_DAY + timedelta(days=number)
    guest = PROVINCES[number % len(PROVINCES)]
    host = PROVINCES[(number + 1 + number // len(PROVINCES) % (len(PROVINCES) - 1)) % len(PROVINCES)]
    when = f"Sáng {day.day}/{day.month}/{day.year}"
    if number % 2:
        return (
            f"Đoàn công tác tỉnh {guest} thăm tỉnh {host}",
            f"(Baohatinh.vn) - {when}, đoàn công tác tỉnh {guest} đã đến thăm tỉnh {host}.",
            "Con đường ven sông rợp bóng cây, nắng sớm trải dài trên những mái nhà.",
        )
    return (
        f"Tỉnh {guest} và tỉnh {host} hội đàm",
        f"(Baohatinh.vn) - {when}, lãnh đạo tỉnh {guest} và tỉnh {host} hội đàm.",
        "Ngoài cửa sổ là vườn cam đang vào mùa, gió mát từ cánh đồng thổi lại.",
    )


def content(number: int) -> tuple[str, bytes]:
    """Name and bytes of a page's file: JSON lines, a dump, or packed JSON lines."""
    text = "\n\n".join(story(number)) + "\n"
    if number % 5 == 1:
        return f"page{number:05d}.txt", text.encode()
    line = json.dumps({"id": f"page{number}", "text": text, "published_at": _published(number)}, ensure_ascii=False) + "\n"
    if number % 5 == 2:
        return f"page{number:05d}.jsonl.gz", gzip.compress(line.encode(), mtime=0)
    return f"page{number:05d}.jsonl", line.encode()


def feed(numbers: Iterable[int], base: str) -> bytes:
    """An RSS feed that tells of those pages."""
    items = []
    for number in numbers:
        title, lead, _ = story(number)
        items.append(_ITEM.format(title=title, link=f"{base}/{number}.html", lead=lead, published=_published(number)))
    return f'<rss version="2.0"><channel><title>Tin</title><link>{base}</link>{"".join(items)}</channel></rss>'.encode()


def known_event(number: int) -> str:
    """The id of the one event of a page.

    Raises:
        ValueError: the page has none or several, so that nothing could be counted by it.
    """
    name, data = content(number)
    return _only_event(name, read_file(name, lambda _: io.BytesIO(data)))


def known_feed_event(number: int, base: str) -> str:
    """The id of the one event of a feed item."""
    return _only_event(f"{base}/{number}.html", feed_pages(base, feed([number], base), base=base))


def deliver(folder: str, name: str, data: bytes, *, in_place: bool) -> None:
    """Puts a file into a folder: written in place in pieces, or renamed into place."""
    path = os.path.join(folder, name)
    target = path if in_place else os.path.join(folder, f".{name}.part")
    with open(target, "wb") as file:
        for start in range(0, len(data), 200):
            file.write(data[start : start + 200])
            file.flush()
    if not in_place:
        os.rename(target, path)


def _published(number: int) -> str:
    return f"2023-06-{number % PUBLISHED_DAYS + 1:02d}T08:00:00+07:00"


def _only_event(name: str, read: Iterator[Page | DeadLetter]) -> str:
    pages = [page for page in read if isinstance(page, Page)]
    stories = [parsed for page in pages for parsed in _parsed(page)]
    events = [event.event_id for each in stories for event in extract(each)]
    if len(events) != 1:
        raise ValueError(f"{name} has {len(events)} events, so nothing can be counted by it")
    return events[0]


def _parsed(page: Page) -> list:
    parsed = parse_page(page)
    return [] if isinstance(parsed, DeadLetter) else parsed
