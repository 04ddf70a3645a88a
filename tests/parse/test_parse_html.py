"""HTML pages: metadata, profiles, layout changes, the generic path, hostile markup."""

import time

import pytest

from schemas.records import DeadLetter, ParsedBy, Reason
from transforms.elements import Page, PageForm
from transforms.parse.html import parse_html, plain_title
from transforms.parse.item import parse_item
from transforms.parse.markup import blocks, fast, mended, too_deep
from transforms.parse.metadata import read_metadata
from transforms.parse.page import layout_change, parse_page
from transforms.parse.parts import Parts, Unusable
from transforms.parse.profiles import profiles
from transforms.sites import web_address

LEAD = "Sáng 5/6, hai huyện kết nghĩa tổ chức phiên chợ chung đầu tiên bên bờ sông biên giới."
BODY = (
    "Phiên chợ có 60 gian hàng, bày bán nông sản và đồ thủ công của bà con hai bên, họp từ sáng sớm đến giữa trưa.",
    "Ban tổ chức cho biết phiên chợ sẽ họp vào ngày 5 hằng tháng, mỗi bên luân phiên lo sân bãi, điện nước và an ninh.",
    "Nhiều người đi bộ từ bản xa đã đến từ chiều hôm trước, ngủ nhờ nhà quen để kịp bày hàng khi trời còn mờ sương.",
)
OTHER = "Tin khác không được lọt vào bài: một vụ cháy rừng đã được dập tắt trong đêm ở huyện bên cạnh."


def cms(head: str = "", body: str | None = None, extra: str = "") -> str:
    text = body if body is not None else "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    return (
        f'<html><head><title>Phiên chợ chung - Báo Hà Tĩnh</title>{head}</head><body><h1 class="article__title">Phiên chợ chung</h1>'
        f'<div class="article__sapo cms-desc">{LEAD}</div><div class="article__body cms-body">{text}</div>{extra}</body></html>'
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-06-05T10:00:00+07:00"}</script>',
            "2022-06-05T10:00",
        ),
        ('<script type="application/ld+json">[{"@type":["Article"],"datePublished":"2022-06-05"}]</script>', "2022-06-05T00:00"),
        ('<script type="application/ld+json">{bad</script><meta name="pubdate" content="2022-06-05T10:00:00+07:00">', "2022-06-05T10:00"),
        (
            '<script type="application/ld+json">' + "[" * 99_999 + '</script><meta itemprop="datePublished" content="2022-06-05">',
            "2022-06-05",
        ),
        ('<meta property="article:published_time" content="2022-06-05T10:00:00+0700">', "2022-06-05T10:00"),
        ("", None),
    ],
)
def test_publication_time_from_the_head(head, expected):
    found = parse_html(cms(head)).published_at
    assert (found and found.isoformat()[: len(expected)]) == expected


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ('<div class="article__meta"><time datetime="2022-06-05T10:00+07:00">5/6</time></div>', "2022-06-05T10:00"),
        ('<div class="article__meta"><span class="time">05/06/2022 10:00</span></div>', "2022-06-05T10:00"),
    ],
)
def test_publication_time_from_the_page(extra, expected):
    assert parse_html(cms(extra=extra)).published_at.isoformat().startswith(expected)


def test_a_clock_at_the_top_of_the_site_dates_nothing():
    page = cms().replace(
        "<body>", "<body><div>Thứ Hai, 01/01/2024</div><nav><ul><li>Trang chủ</li><li>Chính trị</li><li>Xã hội</li></ul></nav>"
    )
    assert parse_html(page).published_at is None


@pytest.mark.parametrize(
    ("stated", "address", "url"),
    [
        ("/a-post1.html?utm_source=rss#x", "https://baohatinh.vn/feed/a", "https://baohatinh.vn/a-post1.html"),
        ("https://m.baohatinh.vn/a", "https://baohatinh.vn/b", "https://m.baohatinh.vn/a"),
        ("https://khac.vn/a", "https://baohatinh.vn/b", "https://baohatinh.vn/b"),
        ("https://khac.com.vn/a", "https://thoidai.com.vn/b", "https://thoidai.com.vn/b"),
        ("javascript:alert(1)", None, None),
        ("file:///etc/passwd", None, None),
        ("https://[bad", None, None),
    ],
)
def test_a_page_names_its_own_address_on_its_own_site(stated, address, url):
    assert read_metadata(fast(f'<link rel="canonical" href="{stated}">'), address).url == url


@pytest.mark.parametrize("link", ["", "mailto:a@b.vn", "http://", "https://a.vn:99999/", "data:text/html,x", "https://a.vn/" + "x" * 3000])
def test_no_web_address(link):
    assert web_address(link) is None


@pytest.mark.parametrize(
    "block",
    [
        f'<article class="story"><h3 class="story__heading">Cháy rừng</h3><div class="story__summary">{OTHER}</div></article>',
        f'<div class="cms-relate"><p>{OTHER}</p></div>',
        f'<p><a href="/x">&gt;&gt; {OTHER}</a></p>',
        f"<p>&gt;&gt; {OTHER}</p>",
        f"<script>var x = '<p>{OTHER}</p>'</script>",
        f"<style>.a:after {{ content: '{OTHER}' }}</style>",
        f"<template><p>{OTHER}</p></template>",
        f"<!-- <p>{OTHER}</p> -->",
    ],
)
@pytest.mark.parametrize("tree", [fast, mended])
def test_other_stories_in_the_middle_of_the_body_stay_out(block, tree, monkeypatch):
    monkeypatch.setattr("transforms.parse.html.fast", tree)
    parts = parse_html(cms(body=f"<p>{BODY[0]}</p>{block}<p>{BODY[1]}</p><p>{BODY[2]}</p>"))
    assert (parts.lead, parts.paragraphs, parts.captions) == (LEAD, BODY, ())


@pytest.mark.parametrize(
    "block",
    [
        f'<div class="tin-lien-quan"><p>{OTHER}</p></div>',
        f"<aside><p>{OTHER}</p></aside>",
        f"<p><b>Tin liên quan</b></p><ul><li>{OTHER}</li></ul>".replace("<p><b>Tin liên quan</b></p>", "<b>Tin liên quan</b>"),
        f'<article class="story"><h3>Cháy rừng</h3><p>{OTHER}</p></article>',
        f'<p><a href="/x">{OTHER}</a></p>',
    ],
)
def test_other_stories_stay_out_of_the_generic_path_too(block):
    text = f"<p>{BODY[0]}</p>{block}<p>{BODY[1]}</p><p>{BODY[2]}</p>"
    parts = parse_html(f"<html><body><h1>Phiên chợ chung</h1><p>{LEAD}</p>{text}</body></html>")
    assert (parts.parsed_by, parts.lead, parts.paragraphs) == (ParsedBy.GENERIC, LEAD, BODY)


def test_paragraphs_are_cut_at_blocks_and_line_breaks_alone():
    body = "<p>Một <b>hai</b>,&nbsp;<i>ba</i><span>.</span></p><div>Bốn<div>Năm<br/>Sáu</div>Bảy</div><ul><li>Tám</li></ul>"
    expected = ["Một hai, ba.", "Bốn", "Năm", "Sáu", "Bảy", "Tám"]
    assert [block.text for block in blocks(fast(body))] == [block.text for block in blocks(mended(body))] == expected


def test_a_changed_layout_is_counted_and_read_generically():
    page = cms('<link rel="canonical" href="https://baohatinh.vn/a">').replace("article__", "news__").replace("cms-", "n-")
    parsed = parse_page(Page("f", PageForm.HTML, page))
    assert (parsed[0].parsed_by, parsed[0].paragraphs) == (ParsedBy.GENERIC_LAYOUT_CHANGED, BODY)
    letter = layout_change(Page("f", PageForm.HTML, page), parsed[0])
    assert (letter.reason, letter.payload) == (Reason.LAYOUT_CHANGED, page.encode())


@pytest.mark.parametrize(
    "opened", ["<!-- quảng cáo", "<script>var a = 1;", "<style>", "<textarea>", "<iframe>", "<template>", "<plaintext>"]
)
def test_markup_that_hides_the_article_from_a_browser_is_mended(opened):
    page = cms('<link rel="canonical" href="https://baohatinh.vn/a">').replace("<body>", f"<body>{opened}")
    parts = parse_html(page)
    assert (parts.parsed_by, parts.paragraphs) == (ParsedBy.PROFILE, BODY)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<html><body></body></html>", Reason.NO_TITLE),
        ("<h1>Chỉ có tiêu đề</h1>", Reason.NO_TEXT),
        ("<script>x</script>", Reason.NO_TITLE),
        ('<link rel="canonical" href="https://vnexpress.net/a"><h1>Chỉ có tiêu đề</h1>', Reason.LAYOUT_CHANGED),
        ("<div>" * 100_000 + "<h1>A</h1>", Reason.TOO_LARGE),
        ("<b>" * 30_000 + "<h1>A</h1>", Reason.TOO_LARGE),
        ("<div " + " ".join(f"a{number}=1" for number in range(50_000)) + "><h1>A</h1>", Reason.TOO_LARGE),
    ],
)
def test_pages_that_yield_nothing_say_why(html, reason):
    started = time.monotonic()
    parts = parse_html(html)
    assert isinstance(parts, Unusable) and parts.reason is reason
    assert time.monotonic() - started < 5


def test_a_long_flat_page_is_not_taken_for_a_deep_one():
    assert not too_deep("<p>a<br><li>b<img src='data:image/png;base64," + "A" * 200_000 + "'>" + "<p>a<div>b</div>" * 30_000)


@pytest.mark.parametrize(
    ("description", "lead"),
    [
        ("Một dòng.", "Một dòng."),
        ("<img src='x.jpg'>Một &amp; hai.", "Một & hai."),
        ("&lt;b&gt;Một&lt;/b&gt; dòng", "<b>Một</b> dòng"),
        ("<a href='x'><img></a></br>Một dòng.", "Một dòng."),
        ("Một dòng. >> Tin khác nữa", "Một dòng."),
        ("<p>Một dòng.</p><p><a href='y'>Tin khác</a></p>", "Một dòng."),
        ("<p><a href='y'>Tin khác</a></p><p>TTO - Một dòng.</p>", "Một dòng."),
        ("<b>Tiêu đề tin</b><br>Một dòng.", "Một dòng."),
        ("Một dòng. <a href='y'>Tin khác nữa dài hơn năm chữ</a>", "Một dòng."),
        ("<a href='x'>Một dòng dài hơn năm chữ.</a>", "Một dòng dài hơn năm chữ."),
        ("Một <a href='x'>dòng</a>.", "Một dòng."),
        ("<div>" * 50_000, ""),
        ("", ""),
    ],
)
def test_leads_of_feed_items(description, lead):
    parts = parse_item("Tiêu đề <i>tin</i>".replace("<i>", "").replace("</i>", ""), description)
    assert isinstance(parts, Parts) and parts.lead == lead


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Khai mạc - Báo Nghệ An", None, "Khai mạc"),
        ("Khai mạc | Thời Đại", "Thời Đại", "Khai mạc"),
        ("Việt Nam - Lào", "Thời Đại", "Việt Nam - Lào"),
        ("Khai mạc - baohatinh.vn", None, "Khai mạc"),
    ],
)
def test_page_titles_lose_the_papers_name(title, publisher, expected):
    assert plain_title(title, publisher) == expected


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_every_selector_is_one_that_both_parsers_know(profile):
    for selector in (each for part in profile.selectors.values() for each in part):
        assert fast("<p>").select(selector) == [] and mended("<p>").select(selector) == []


def test_a_page_that_fails_keeps_what_its_container_said():
    letter = parse_page(Page("f#1", PageForm.HTML, "<h1>A</h1>", url="https://a.vn/b", publisher="A"))
    assert isinstance(letter, DeadLetter) and b'"url": "https://a.vn/b"' in letter.payload
