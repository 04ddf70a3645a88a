"""RSS 2.0 and Atom feeds: each item is a page of the form FEED_ITEM, named by its link."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.records import DeadLetter
from transforms.elements import Page


def feed_pages(uri: str, data: bytes) -> Iterator[Page | DeadLetter]:
    """The items of a feed, or one dead letter where it is none."""
    raise NotImplementedError
