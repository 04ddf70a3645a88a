"""Feeds: links, runs-on, hostile declarations."""

import pytest

from schemas.records import Reason
from transforms.parse.page import parse_page
from transforms.read.feeds import feed_pages


def feed(*items: str, head: str = "", link: str = "https://a.vn/") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel><title>T</title><link>{link}</link>{inside}</channel></rss>'.encode()


def test_a_description_stops_where_another_headline_begins():
    other = "Hai huyện biên giới cùng trồng rừng"
    data = feed(
        f"<title>Một tin</title><link>/1</link><description>Sáng nay có tin. {other} Xã đảo có điện</description>",
        f"<title>{other}</title><link>/2</link><description>Chiều nay trồng rừng.</description>",
    )
    assert [parse_page(page)[0].teaser for page in feed_pages("f", data)] == ["Sáng nay có tin.", "Chiều nay trồng rừng."]


@pytest.mark.parametrize(
    ("link", "base", "uri"),
    [
        ("/tin/1.html", None, "https://a.vn/tin/1.html"),
        ("1.html", "https://b.vn/rss/", "https://a.vn/1.html"),
        ("//c.vn/1", None, "https://c.vn/1"),
        ("https://a.vn/1#top", None, "https://a.vn/1"),
        ("file:///etc/passwd", None, "f#1"),
        ("javascript:alert(1)", None, "f#1"),
        ("", None, "f#1"),
    ],
)
def test_links(link, base, uri):
    (page,) = feed_pages("f", feed(f"<title>A</title><link>{link}</link>"), base=base)
    assert page.uri == uri


ENTITIES = (
    "<!DOCTYPE lolz [" + '<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};">' for n in range(1, 60)) + "]>"
)
EXTERNAL = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [ENTITIES, EXTERNAL, '<?xml version="1.0"?>' + " " * 9000 + EXTERNAL])
def test_entities_of_their_own_are_refused(head):
    (letter,) = feed_pages("f", feed("<title>&a59;&x;</title>", head=head))
    assert letter.reason is Reason.BAD_FEED


def test_a_plain_document_type_is_harmless():
    head = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    assert [page.title for page in feed_pages("f", feed("<title>A</title>", head=head))] == ["A"]


def test_a_feed_without_items_is_no_failure():
    assert list(feed_pages("f", feed())) == []


def test_an_item_without_title_says_so():
    (page,) = feed_pages("f", feed("<description>Chỉ có mô tả.</description>"))
    assert parse_page(page).reason is Reason.NO_TITLE


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#x110000000;", "&#99999999;"])
def test_references_to_no_character_are_replaced_even_in_broken_markup(reference):
    data = feed(f"<title>Tin {reference} mới</title>") + b"<"
    assert [page.title for page in feed_pages("f", data)] == ["Tin \ufffd mới"]
