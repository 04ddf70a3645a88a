"""RSS 2.0 and Atom feeds: each item is a page of the form FEED_ITEM, named by its link."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import feedparser

from schemas.records import DeadLetter, PublishedBasis, Reason, Stage
from transforms.dead_letters import dead_letter
from transforms.elements import Page, PageForm
from transforms.published import read_time
from transforms.read.charset import declared_charset, decode, is_garbled, tidy
from transforms.sites import publisher_of, web_address

_DECLARATION = re.compile(r"^\s{0,20}<\?xml[^>]{0,200}\?>")
_OWN_ENTITIES = re.compile(r"<!(?:ENTITY|DOCTYPE[^\[>]{0,300}\[)", re.IGNORECASE)
# References to what is no character (surrogates, beyond Unicode): feedparser cannot encode them.
_NO_CHARACTER = re.compile(
    r"&#(?:x0{0,8}d[89a-f][0-9a-f]{2}|0{0,8}5[5-7]\d{3}|x0{0,8}[1-9a-f][0-9a-f]{6,16}|[1-9]\d{7,16});?", re.IGNORECASE
)
_TITLE_LENGTH = 25
_MOST_TITLES = 200
_TIMES = ("published", "updated", "created")


def feed_pages(uri: str, data: bytes, *, base: str | None = None, charset: str | None = None) -> Iterator[Page | DeadLetter]:
    """The items of a feed that was read from `base`, or one dead letter where it is none.

    `charset` is what the server declares. An item without a link is named `URI#N`, counted from 1.
    """
    text = decode(data, charset or declared_charset(data))
    if text is None or is_garbled(text := tidy(text, keep_form=True)):
        yield _failure(uri, Reason.NOT_UTF8, "the feed is neither UTF-8 nor in the character set it declares", data)
        return
    if _OWN_ENTITIES.search(text):
        yield _failure(uri, Reason.BAD_FEED, "the feed declares entities of its own, which no news feed needs", data)
        return
    try:
        parsed = _parse(text)
    except Exception as error:  # its fallback parser fails in many ways on broken markup
        yield _failure(uri, Reason.BAD_FEED, f"the feed's markup is broken beyond reading ({type(error).__name__}: {error})", data)
        return
    if not parsed.entries and (parsed.get("bozo") or not parsed.get("version")):
        yield _failure(uri, Reason.BAD_FEED, f"no RSS or Atom feed: {parsed.get('bozo_exception', 'no items')}", data)
        return
    base = web_address(parsed.feed.get("link", ""), base) or base
    titles = [title for entry in parsed.entries[:_MOST_TITLES] if len(title := entry.get("title", "")) >= _TITLE_LENGTH]
    for number, entry in enumerate(parsed.entries, 1):
        yield _item(uri, number, entry, base, titles)


def _parse(text: str) -> feedparser.FeedParserDict:
    plain = _NO_CHARACTER.sub("\ufffd", _DECLARATION.sub("", text))
    return feedparser.parse(io.BytesIO(plain.encode()), sanitize_html=False, resolve_relative_uris=False)


def _item(uri: str, number: int, entry: feedparser.FeedParserDict, base: str | None, titles: list[str]) -> Page:
    url = web_address(entry.get("link", ""), base)
    published = next((moment for name in _TIMES if (moment := read_time(entry.get(name) or ""))), None)
    return Page(
        uri=url or f"{uri}#{number}",
        form=PageForm.FEED_ITEM,
        content=_description(entry, titles),
        title=" ".join(tidy(entry.get("title", "")).split()) or None,
        url=url,
        published_at=published,
        published_basis=PublishedBasis.FEED if published else PublishedBasis.UNKNOWN,
        publisher=publisher_of(url),
    )


def _description(entry: feedparser.FeedParserDict, titles: list[str]) -> str:
    """The item's description, up to where the headline of another item runs on behind it."""
    content = entry.get("content") or [{}]
    text = entry.get("summary") or content[0].get("value") or ""
    own = entry.get("title", "")
    for title in titles:
        if title in text and title not in own and (at := text.index(title)) > 0:
            text = text[:at]
    return text


def _failure(uri: str, reason: Reason, message: str, payload: bytes) -> DeadLetter:
    return dead_letter(uri, Stage.READ, reason, message, payload)
