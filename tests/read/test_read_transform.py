"""The read and parse stages on a runner: pages and dead letters of files, feeds and the pages that feeds link."""

import apache_beam as beam
import pytest
from apache_beam.testing.util import assert_that, equal_to
from web_server import Server

from schemas.records import Reason
from transforms.parse.transform import ParsePages
from transforms.read.fetch import FetchOptions
from transforms.read.match import match_inputs
from transforms.read.transform import ReadPages

DUMP = "Khai mạc hội chợ\n\n(Baohatinh.vn) - Sáng nay, hội chợ khai mạc.\n\nCó 40 gian hàng.\n"


@pytest.fixture
def server():
    with Server() as running:
        yield running


def test_files_and_what_vanished_between_listing_and_reading(tmp_path):
    for name, text in (("a.txt", DUMP), ("b.txt", ""), ("c.txt", "Chỉ có tiêu đề"), ("gone.txt", DUMP)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = match_inputs([f"{tmp_path}/*.txt"])
    (tmp_path / "gone.txt").unlink()
    with beam.Pipeline("FnApiRunner") as pipeline:
        pages, unread = pipeline | ReadPages(files)
        stories, unparsed = pages | ParsePages()
        assert_that(stories | beam.Map(lambda story: (story.uri, story.title)), equal_to([(f"{tmp_path}/a.txt", "Khai mạc hội chợ")]))
        reasons = (unread, unparsed) | beam.Flatten() | beam.Map(lambda letter: (letter.uri.rpartition("/")[2], letter.reason))
        expected = [("b.txt", Reason.EMPTY), ("gone.txt", Reason.UNREADABLE), ("c.txt", Reason.NO_TEXT)]
        assert_that(reasons, equal_to(expected), label="DeadLetters")


@pytest.mark.parametrize(
    ("fetch_pages", "kinds", "failures"),
    [(False, [("TEASER", "page"), ("TEASER", "gone")], []), (True, [("ARTICLE", "page"), ("TEASER", "gone")], ["gone"])],
)
def test_feeds_and_the_pages_they_link(server, fetch_pages, kinds, failures):
    options = FetchOptions(pause=0.0, allow_private_hosts=True)
    with beam.Pipeline("FnApiRunner") as pipeline:
        pages, unread = pipeline | ReadPages(feeds=(server.base + "/feed",), fetch=options, fetch_pages=fetch_pages)
        stories, _ = pages | ParsePages()
        assert_that(stories | beam.Map(lambda story: (str(story.kind), story.uri.rpartition("/")[2])), equal_to(kinds))
        assert_that(unread | beam.Map(lambda letter: letter.uri.rpartition("/")[2]), equal_to(failures), label="DeadLetters")
