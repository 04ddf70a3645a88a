"""Pages a hundred times as long as any article, each of one repeated mark: no step may take quadratic time."""

import time

import pytest

from transforms.elements import Page, PageForm
from transforms.parse.page import parse_page

LENGTH = 150_000
MOST_SECONDS = 20  # a quadratic step takes minutes


def repeated(mark: str) -> str:
    return mark * (LENGTH // len(mark))


@pytest.mark.parametrize(
    "mark",
    ["<figcaption>x</figcaption>", '<article class="story"><p>x', "<h2>Tin liên quan</h2><ul><li>x</ul>", "<p>16/12/2021 08:15</p>"]
    + ["<!--", "<a href='", "<p a b c d>x", "&amp", "<title>", '<div class="sidebar"><p>x</p></div>', "<table>x", "<li><a href=x>y"],
)
def test_html(mark):
    started = time.monotonic()
    parse_page(Page("f", PageForm.HTML, f'<h1 class="title-detail">A</h1><article class="fck_detail">b{repeated(mark)}'))
    assert time.monotonic() - started < MOST_SECONDS


@pytest.mark.parametrize(
    "mark", ["a\n", "Tựa\nTựa\n", "a-1.jpg\n", "Cảnh. Ảnh: X\n", "(", ". ", "A - ", "\u0301", "Chủ đề x\n", "An Hồng\n", "T\n"]
)
def test_dump(mark):
    started = time.monotonic()
    parse_page(Page("f", PageForm.DUMP, f"T\nLead.\n{repeated(mark)}\nĐọc thêm\n{repeated(mark)}"))
    assert time.monotonic() - started < MOST_SECONDS
