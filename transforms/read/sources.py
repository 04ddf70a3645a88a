"""Feeds and the pages they link, from a file or over HTTP: without Beam, for every command that reads feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemas.records import DeadLetter, Reason, Stage
from transforms.dead_letters import dead_letter
from transforms.elements import Page, PageForm
from transforms.read.feeds import feed_pages
from transforms.read.fetch import Client, Fetched, FetchError, TooLong
from transforms.read.files import Opener, page_from_bytes, read_file
from transforms.read.limits import DEFAULT_LIMITS, Limits


def is_address(source: str) -> bool:
    """Whether a feed is named by an HTTP address rather than a file."""
    return source.lower().startswith(("http://", "https://"))


def read_feed(source: str, client: Client, opener: Opener, limits: Limits = DEFAULT_LIMITS) -> Iterator[Page | DeadLetter]:
    """The items of a feed: nothing where the server says that it has not changed since the client's last visit."""
    if not is_address(source):
        yield from read_file(source, opener, limits)
        return
    fetched = _get(source, client, if_changed=True)
    if isinstance(fetched, DeadLetter):
        yield fetched
    elif fetched.body is not None:
        yield from feed_pages(source, fetched.body, base=fetched.url, charset=fetched.charset)


def read_linked_page(item: Page, client: Client) -> Iterator[Page | DeadLetter]:
    """The page that a feed item links, with what the feed says of it; the item itself and a dead letter where it cannot be had."""
    if not item.url or item.form is not PageForm.FEED_ITEM:
        yield item
        return
    fetched = _get(item.url, client, if_changed=False)
    if isinstance(fetched, DeadLetter):
        yield item
        yield fetched
        return
    page = page_from_bytes(item.uri, fetched.body or b"", charset=fetched.charset, url=fetched.url)
    if isinstance(page, DeadLetter) or page.form is not PageForm.HTML:
        yield item
        yield page if isinstance(page, DeadLetter) else _failed(item.uri, "the link leads to no HTML page")
        return
    yield replace(page, published_at=item.published_at, published_basis=item.published_basis, publisher=item.publisher)


def _get(url: str, client: Client, *, if_changed: bool) -> Fetched | DeadLetter:
    try:
        return client.get(url, if_changed=if_changed)
    except TooLong as error:
        return dead_letter(url, Stage.READ, Reason.TOO_LARGE, f"{url}: {error}", b"")
    except FetchError as error:
        return _failed(url, str(error))


def _failed(url: str, message: str) -> DeadLetter:
    return dead_letter(url, Stage.READ, Reason.FETCH_FAILED, message, b"")
