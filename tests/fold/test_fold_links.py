"""Links to one page in their many spellings."""

from __future__ import annotations

import pytest

from transforms.fold.links import canonical_link


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("http://mau.vn/tin/cau-moi.html", "https://www.mau.vn/tin/cau-moi.html"),
        ("https://mau.vn/tin/cau-moi", "https://m.mau.vn/tin/cau-moi/"),
        ("https://mau.vn/a.html?utm_source=rss&utm_medium=x", "https://mau.vn/a.html#binh-luan"),
        ("https://mau.vn/cau-post123.html", "https://mau.vn/cau-moi-o-can-loc-post123.html?ref=home"),
        ("https://mau.vn/cau-4924696.html", "https://mau.vn/cay-cau-4924696.html"),
        ("https://mau.vn/xem?b=2&a=1&fbclid=q", "https://MAU.vn/xem?a=1&b=2"),
    ],
)
def test_one_page(a: str, b: str) -> None:
    assert canonical_link(a) == canonical_link(b) is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://mau.vn/cau-post123.html", "https://mau.vn/cau-post124.html"),
        ("https://mau.vn/cau-post123.html", "https://khac.vn/cau-post123.html"),
        ("https://mau.vn/gia-vang-20230501.html", "https://mau.vn/gia-xang-20230501.html"),
        ("https://mau.vn/xem?id=1", "https://mau.vn/xem?id=2"),
    ],
)
def test_two_pages(a: str, b: str) -> None:
    assert canonical_link(a) != canonical_link(b)


@pytest.mark.parametrize(
    "url", [None, "", "https://mau.vn/", "https://mau.vn/?utm_source=rss", "tin/cau.html", "file:///a.html", "http://[::1"]
)
def test_no_page(url: str | None) -> None:
    assert canonical_link(url) is None
