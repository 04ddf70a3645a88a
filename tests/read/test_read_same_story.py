"""One story as dump, HTML, JSON line, archive record and feed item is one story; and the samples yield what they show."""

from pathlib import Path

import pytest

from schemas.records import DeadLetter, ParsedBy, PublishedBasis, StoryKind
from transforms.parse.page import parse_page
from transforms.read.files import read_file
from transforms.read.transform import open_file

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"


def stories(name: str):
    pages = list(read_file(str(ARTICLES / name), open_file))
    assert not [page for page in pages if isinstance(page, DeadLetter)]
    return [parse_page(page) for page in pages]


def test_five_forms_one_story():
    dump = stories("ha-tinh-war-remains-2023.txt")[0][0]
    html = stories("ha-tinh-war-remains-2023.html")[0][0]
    line = stories("border-provinces.jsonl")[0][0]
    record = stories("archive-2023.warc.gz")[0][0]
    item = stories("ha-tinh-news-2023.rss.xml")[0][0]
    forms = (dump, html, line, record, item)
    assert len({story.story_id for story in forms}) == 1
    assert {(story.title, story.teaser, story.publisher) for story in forms} == {(dump.title, dump.teaser, "Baohatinh.vn")}
    assert len({story.paragraphs for story in (dump, html, line, record)}) == 1
    assert len({story.captions for story in (dump, html, line, record)}) == 1
    assert {story.url for story in (html, line, record, item)} == {html.url}
    assert [story.kind for story in forms] == [StoryKind.ARTICLE] * 4 + [StoryKind.TEASER]


@pytest.mark.parametrize(
    ("name", "parsed_by", "publisher", "published", "paragraphs", "image", "related"),
    [
        ("ha-tinh-war-remains-2023.html", ParsedBy.PROFILE, "Baohatinh.vn", "2023-05-09T11:32", 5, "9-5232-4433.jpg", 1),
        ("kon-tum-attapeu-map-handover-2019.html", ParsedBy.PROFILE, "VnExpress", "2019-04-12T17:20", 2, "so-do-mo-1.jpg", 1),
        ("da-nang-savannakhet-ambulances-2020.html", ParsedBy.PROFILE, "TTO", "2020-08-18T14:30", 2, "xe-cuu-thuong.jpg", 1),
        ("son-la-lao-language-class-2022.html", ParsedBy.PROFILE, "Thời Đại", "2022-10-03T07:45", 2, "lop-hoc.png", 1),
        ("cua-lo-pakxan-twinning-2017.html", ParsedBy.GENERIC, "Cổng thông tin Cửa Lò", "2017-11-22T16:05", 3, None, 0),
        ("vinh-veterans-reunion-2007.html", ParsedBy.GENERIC, None, "2007-07-18T09:10", 2, None, 0),
    ],
)
def test_sample_pages(name, parsed_by, publisher, published, paragraphs, image, related):
    ((article, *teasers),) = stories(name)
    assert (article.parsed_by, article.publisher, article.kind) == (parsed_by, publisher, StoryKind.ARTICLE)
    assert article.published_at.isoformat().startswith(published) and article.published_basis is PublishedBasis.METADATA
    assert len(article.paragraphs) == paragraphs and len(teasers) == related
    assert (article.captions[0].image if article.captions else None) == image
    shown = " ".join((article.teaser, *article.paragraphs, *(caption.text for caption in article.captions)))
    assert not [teaser for teaser in teasers if teaser.title in shown or teaser.teaser in shown]
    assert not [word for word in ("quảng cáo", "Tin khác", "document.", "trúng đậm", "Ảnh: Đêm") if word in shown]


def test_feeds_name_each_item_by_its_link_with_its_day():
    items = [story for name in ("ha-tinh-news-2023.rss.xml", "friendship-news-2024.atom.xml") for (story,) in stories(name)]
    assert [(story.uri.rpartition("-")[2], story.published_at.date().isoformat(), story.published_basis) for story in items] == [
        ("post250509.html", "2023-05-09", PublishedBasis.FEED),
        ("post250612.html", "2023-06-12", PublishedBasis.FEED),
        ("196001.html", "2024-02-01", PublishedBasis.FEED),
    ]
    assert all(">>" not in story.teaser and "Xem thêm" not in story.teaser for story in items)


def test_archives_give_the_pages_that_were_answered():
    assert [story[0].uri.rpartition("#")[2] for story in stories("archive-2023.warc.gz")] == ["1", "4"]
