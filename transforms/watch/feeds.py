"""Visits to feeds, each at its interval, beside the ticks: a server that hangs holds up no files and no other host."""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from schemas.records import DeadLetter, Reason, Stage
from transforms.dead_letters import dead_letter
from transforms.elements import Page
from transforms.read.feeds import feed_pages
from transforms.read.fetch import Client, FetchError, FetchOptions, TooLong
from transforms.read.sources import read_linked_page
from transforms.sites import host_of
from transforms.watch.batch import FeedVersion, Poll
from transforms.watch.ledger import Ledger


class FeedWatch:
    """Visits feeds when they are due, with one thread a host while it is visited, and hands over what is new in them."""

    def __init__(self, feeds: Sequence[str], ledger: Ledger, interval: float, fetch: FetchOptions, *, fetch_pages: bool) -> None:
        self._hosts: dict[str | None, list[str]] = defaultdict(list)
        for feed in feeds:
            self._hosts[host_of(feed)].append(feed)
        self._ledger = ledger
        self._interval = interval
        self._fetch = fetch
        self._fetch_pages = fetch_pages
        self._visits: dict[str | None, threading.Thread] = {}
        self._polls: queue.SimpleQueue[Poll] = queue.SimpleQueue()
        self._untaken: set[str] = set()
        self._due: dict[str, float] = {}

    def start(self) -> None:
        """Sets out for the feeds that are due.

        Raises:
            OSError: the ledger cannot be written now.
        """
        for host, feeds in self._hosts.items():
            if self._is_visited(host):
                continue
            due = [feed for feed in feeds if feed not in self._untaken and self._is_due(feed)]
            known = [(feed, self._ledger.feed(feed), self._ledger.items(feed)) for feed in due]
            for feed in due:
                self._ledger.visit(feed, time.time() + self._interval)
                self._due[feed] = time.time() + self._interval
            if due:
                self._untaken.update(due)
                self._visits[host] = threading.Thread(target=self._visit, args=(known,), daemon=True)
                self._visits[host].start()

    def news(self) -> list[Poll]:
        """The visits that have ended since the last call; a feed is not visited again before `done`."""
        polls = []
        while not self._polls.empty():
            polls.append(self._polls.get())
        return polls

    def done(self, polls: Iterable[Poll]) -> None:
        """Those visits are entered in the ledger."""
        self._untaken -= {poll.source for poll in polls}

    def wait(self) -> None:
        """Waits for the visits that are under way."""
        for visit in self._visits.values():
            visit.join()

    def _is_visited(self, host: str | None) -> bool:
        return host in self._visits and self._visits[host].is_alive()

    def _is_due(self, feed: str) -> bool:
        if feed not in self._due:
            self._due[feed] = self._ledger.due(feed)
        due, moment = self._due[feed], time.time()
        return due <= moment or due > moment + 2 * self._interval  # the clock was put back

    def _visit(self, known: Iterable[tuple[str, FeedVersion, dict[str, bytes]]]) -> None:
        client = Client(self._fetch)
        for feed, version, items in known:
            try:
                poll = visit(feed, client, version, items, fetch_pages=self._fetch_pages)
            except Exception as error:  # the watch goes on, and says what happened
                message = f"{feed} could not be visited: {type(error).__name__}: {error}"
                poll = Poll(feed, FeedVersion(failed=message), (dead_letter(feed, Stage.READ, Reason.INTERNAL, message, b""),))
            self._polls.put(poll)


def visit(feed: str, client: Client, known: FeedVersion, read: dict[str, bytes], *, fetch_pages: bool) -> Poll:
    """What is new in a feed, of which the items `read` are known already.

    A feed that cannot be read is asked for anew the next time, whatever headers it gave.
    """
    client.validators[feed] = dict(known.validators)
    try:
        fetched = client.get(feed, if_changed=True)
    except FetchError as error:
        reason = Reason.TOO_LARGE if isinstance(error, TooLong) else Reason.FETCH_FAILED
        return Poll(feed, FeedVersion(failed=str(error)), (dead_letter(feed, Stage.READ, reason, str(error), b""),))
    if fetched.body is None:
        return Poll(feed, FeedVersion(known.validators))
    found = list(feed_pages(feed, fetched.body, base=fetched.url, charset=fetched.charset))
    failures = [page for page in found if isinstance(page, DeadLetter)]
    if failures:
        return Poll(feed, FeedVersion(failed=failures[0].message), tuple(failures))
    items = {page.uri: _digest(page) for page in found if isinstance(page, Page)}
    news = (page for page in found if isinstance(page, Page) and read.get(page.uri) != items[page.uri])
    return Poll(feed, FeedVersion(client.validators[feed]), tuple(_pages(news, client, fetch_pages)), items)


def is_news(poll: Poll, known: FeedVersion) -> bool:
    """Whether a visit changes anything in the output folder: new items, a failure, or the end of one."""
    return bool(poll.pages and poll.version.failed is None) or poll.version.failed != known.failed


def _pages(items: Iterable[Page], client: Client, fetch_pages: bool) -> Iterator[Page | DeadLetter]:
    for item in items:
        if fetch_pages:
            yield from read_linked_page(item, client)
        else:
            yield item


def _digest(page: Page) -> bytes:
    return blake2b(repr(replace(page, uri="")).encode("utf-8", "surrogatepass"), digest_size=16).digest()
