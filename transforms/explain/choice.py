"""Which page of a file is meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from schemas.records import DeadLetter
from transforms.elements import Page

Read = Page | DeadLetter

_LISTED = 8


class SeveralPages(ValueError):
    """A file holds several pages and none was chosen; `ids` are the first of them, `more` whether there are others."""

    def __init__(self, ids: list[str], more: bool) -> None:
        super().__init__(", ".join(ids) + (", …" if more else ""))


class NoSuchPage(ValueError):
    """No page has the number or id that was asked for; the message says what there is."""


def choose_page(pages: Iterable[Read], path: str, wanted: str | None) -> Read:
    """The page that is wanted by id, whole uri or number from 1; without a wish the only one.

    Raises:
        SeveralPages: nothing is wanted, and there are several.
        NoSuchPage: there is none, or none of that name.
    """
    return _only(pages, path) if wanted is None else _wanted(pages, path, wanted)


def _only(pages: Iterable[Read], path: str) -> Read:
    first = list(islice(pages, _LISTED + 1))
    if not first:
        raise NoSuchPage("it holds no page")
    if len(first) > 1:
        raise SeveralPages([_id(page, path) for page in first[:_LISTED]], len(first) > _LISTED)
    return first[0]


def _wanted(pages: Iterable[Read], path: str, wanted: str) -> Read:
    """An id goes before a number: in a file of numbered pages "5" is the page called so."""
    numbered, count = None, 0
    for count, page in enumerate(pages, 1):
        if wanted in (_id(page, path), page.uri):
            return page
        if wanted == str(count):
            numbered = page
    if numbered is None:
        raise NoSuchPage(f"none of its {count:,} pages has the id or number {wanted}" if count else "it holds no page")
    return numbered


def _id(page: Read, path: str) -> str:
    return page.uri.removeprefix(f"{path}#")
