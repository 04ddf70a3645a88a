"""Feeds beside the ticks: what is news, the interval, and servers that fail, hang and lie."""

import time

import pytest

from faults.feed_server import FeedServer
from schemas.records import Reason
from transforms.read.fetch import Client, FetchOptions
from transforms.watch.batch import Batch, FeedVersion
from transforms.watch.feeds import FeedWatch, is_news, visit
from transforms.watch.ledger import Ledger

QUICK = FetchOptions(allow_private_hosts=True, tries=1, pause=0.0, seconds=0.3)


@pytest.fixture
def server():
    with FeedServer() as server:
        server.numbers = [1, 2]
        yield server


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / ".sukien").mkdir()
    return Ledger(str(tmp_path))


def go(server, known=None, read=None):
    return visit(server.url, Client(QUICK), known or FeedVersion(), read or {}, fetch_pages=False)


def test_only_new_and_changed_items_are_news(server):
    first = go(server)
    assert [page.uri for page in first.pages] == [f"{server.base}/1.html", f"{server.base}/2.html"]
    again = go(server, first.version, first.items)
    assert (again.pages, again.items) == ((), None)  # not modified
    assert not is_news(again, first.version)
    server.numbers = [2, 3]
    later = go(server, again.version, first.items)
    assert [page.uri for page in later.pages] == [f"{server.base}/3.html"]


@pytest.mark.parametrize(
    ("mode", "reason"),
    [("fails", Reason.FETCH_FAILED), ("hangs", Reason.FETCH_FAILED), ("cuts", Reason.FETCH_FAILED), ("babbles", Reason.BAD_FEED)],
)
def test_a_failure_is_news_once_and_so_is_its_end(server, mode, reason):
    good = go(server)
    server.mode, server.numbers = mode, [2, 3]
    failed = go(server, good.version, good.items)
    assert [page.reason for page in failed.pages] == [reason]
    assert is_news(failed, good.version)
    assert not is_news(go(server, failed.version, good.items), failed.version)
    server.mode = "works"
    mended = go(server, failed.version, good.items)
    assert is_news(mended, failed.version)
    assert [page.uri for page in mended.pages] == [f"{server.base}/3.html"]


def test_a_server_that_says_wrongly_that_nothing_changed_costs_nothing_for_good(server):
    server.mode = "lies"
    lied = go(server)
    server.mode = "works"
    assert len(go(server, lied.version).pages) == 2


def test_the_interval_holds_however_often_it_is_asked_and_over_restarts(server, ledger):
    def new():
        return FeedWatch([server.url], ledger, 0.6, QUICK, fetch_pages=False)

    watch, ended = new(), time.monotonic() + 1.5
    while time.monotonic() < ended:
        watch.start()
        polls = watch.news()
        ledger.enter(Batch(polls=tuple(polls)))
        watch.done(polls)
        time.sleep(0.01)
    watch.wait()
    new().start()
    pauses = [later - earlier for earlier, later in zip(server.visits, server.visits[1:], strict=False)]
    assert 2 <= len(server.visits) <= 3  # asked a hundred times
    assert min(pauses) >= 0.3  # a busy machine delays one visit more than the next


def test_a_feed_is_not_visited_again_before_its_news_is_entered(server, ledger):
    watch = FeedWatch([server.url], ledger, 0.01, QUICK, fetch_pages=False)
    for _ in range(5):
        watch.start()
        watch.wait()
        time.sleep(0.02)
    [poll] = watch.news()
    assert len(server.visits) == 1
    watch.done([poll])
    watch.start()
    watch.wait()
    assert len(server.visits) == 2
