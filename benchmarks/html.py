"""Pages of 100 KB HTML a second: by profile, by the generic extractor, and what beautifulsoup4 on lxml takes for the same parts."""

from __future__ import annotations

import time
from collections.abc import Callable

from bs4 import BeautifulSoup

from schemas.records import ParsedBy
from transforms.parse.html import parse_html
from transforms.parse.parts import Parts

_SIZE = 100_000
_PARAGRAPH = "Đoàn công tác hai tỉnh đã đi thực địa tuyến đường biên giới, trao đổi với bà con các bản và ghi nhận những việc cần làm ngay."
_MENU = "<ul>" + '<li class="menu-item"><a href="/muc" title="Một mục">Một mục</a></li>' * 150 + "</ul>"
_STORY = '<h3 class="story__heading"><a href="/t">Tin bên lề</a></h3><div class="story__summary">Tóm tắt của tin.</div>'
_TEASERS = f'<article class="story">{_STORY}</article>' * 30
_BOX = '<div class="box"><a class="box-link" href="/tin-1.html"><img src="/1.jpg" alt="">Tin trong hộp</a><span>3 giờ trước</span></div>'
_ROUNDS = 15
FLOOR = 15


def page() -> str:
    """An article inside the menus, boxes, teasers and scripts that make up most of a real page."""
    body = "".join(f"<p>{number}. {_PARAGRAPH} <a href='/x'>Chi tiết</a></p>" for number in range(12))
    pictures = "".join(f'<figure><img src="/a-{number}.jpg"><figcaption>Cảnh thứ {number}.</figcaption></figure>' for number in range(3))
    head = (
        '<meta property="article:published_time" content="2023-05-09T11:32:00+07:00"><link rel="canonical" href="https://baohatinh.vn/a">'
    )
    article = (
        f'<h1 class="article__title">Khảo sát tuyến đường biên giới</h1><div class="article__sapo cms-desc">{_PARAGRAPH}</div>'
        f'<div class="article__body cms-body">{body}{pictures}</div>'
    )
    script = f"<script>window.data = [{'1234567890,' * 2000}0];</script>"
    html = f"<html><head>{head}{script}</head><body>{_MENU}{article}{_TEASERS}<div class='rail'>{{}}</div></body></html>"
    return html.format(_BOX * ((_SIZE - len(html.encode())) // len(_BOX.encode())))


def by_soup(html: str) -> tuple:
    """The same parts by beautifulsoup4 on lxml."""
    soup = BeautifulSoup(html, "lxml")
    body = soup.select_one(".article__body")
    return (
        soup.select_one("h1.article__title").get_text(" ", strip=True),
        soup.select_one(".article__sapo").get_text(" ", strip=True),
        soup.select_one('meta[property="article:published_time"]')["content"],
        [paragraph.get_text(" ", strip=True) for paragraph in body.select("p")],
        [caption.get_text(" ", strip=True) for caption in body.select("figcaption")],
    )


def seconds(run: Callable[[str], object], html: str) -> float:
    """The best time of one page, after one that is not counted."""
    run(html)
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        run(html)
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Prints pages a second and ratios; ends with an error where a page is read wrongly."""
    known = page()
    unknown = known.replace("article__", "bai-").replace("cms-", "bai-").replace("baohatinh.vn", "a.example.vn")
    for html, expected in ((known, ParsedBy.PROFILE), (unknown, ParsedBy.GENERIC)):
        parts = parse_html(html)
        if not isinstance(parts, Parts) or parts.parsed_by is not expected or len(parts.paragraphs) < 12:
            raise SystemExit(f"the benchmark page is read wrongly: {parts}")
    soup = seconds(by_soup, known)
    print(f"one page of {len(known.encode()) / 1000:.0f} KB")
    print(f"beautifulsoup4 on lxml   {1 / soup:8.0f} pages/s")
    profile, generic = seconds(parse_html, known), seconds(parse_html, unknown)
    print(f"by profile               {1 / profile:8.0f} pages/s   {soup / profile:5.1f}x   (floor {FLOOR}x)")
    print(f"generic extractor        {1 / generic:8.0f} pages/s   {soup / generic:5.1f}x")


if __name__ == "__main__":
    main()
