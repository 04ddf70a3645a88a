"""HTML pages: by the profile of their publisher, else by a generic extractor; metadata from what the page states of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from schemas.records import Caption, ParsedBy, PublishedBasis, Reason, Teaser
from transforms.parse.dateline import split_dateline
from transforms.parse.dump import Line, is_mark, same, split_captions
from transforms.parse.generic import generic_article
from transforms.parse.markup import MOST_MENDED, MOST_PARTS, Block, Element, blocks, fast, mended, take_captions, text_of, too_deep
from transforms.parse.metadata import Metadata, read_metadata, visible_time
from transforms.parse.parts import Parts, Unusable
from transforms.parse.profiles import Profile, profile_of, profiles
from transforms.published import read_time
from transforms.sites import publisher_of

_MOSTLY = 0.9
_STATED_LEAD = 40
_TITLE_TAILS = (" - ", " | ", " – ", " — ")
_POINTERS = (">>", "»", "►", "▶")


@dataclass(frozen=True, slots=True)
class _Article:
    """What a profile finds on a page, before dateline and captions are told apart."""

    title: str
    lead: str
    body: tuple[str, ...]
    captions: tuple[Caption, ...]
    related: tuple[Teaser, ...]
    topic: str | None
    time: datetime | None


def parse_html(html: str, url: str | None = None) -> Parts | Unusable:
    """The parts of an HTML page that was read from `url` (None where that is unknown)."""
    if too_deep(html):
        return Unusable(Reason.TOO_LARGE, "the page is nested far deeper than any article: it cannot be parsed safely")
    page = fast(html)
    metadata = read_metadata(page, url)
    site = profile_of(url or metadata.url)
    dated = metadata.published_at is not None
    for profile in (site,) if site else profiles():
        if article := _by_profile(page, profile, dated=dated):
            return _parts(article, metadata, ParsedBy.PROFILE)
    if site and len(html) <= MOST_MENDED and (article := _by_profile(mended(html), site, dated=dated)):
        return _parts(article, metadata, ParsedBy.PROFILE)
    return _generic(page, html, metadata, site)


def _generic(page: Element, html: str, metadata: Metadata, site: Profile | None) -> Parts | Unusable:
    found = generic_article(html)
    title = found.title or plain_title(metadata.title or "", metadata.publisher)
    if not title:
        return _missing(Reason.NO_TITLE, "the page has no headline", site)
    body = tuple(text for text in body_text(found.text) if not same(text, title))
    stated = metadata.lead or ""
    lead = stated if len(stated) >= _STATED_LEAD and stated[:_STATED_LEAD] not in "".join(body[:1]) else "".join(body[:1])
    if not lead:
        return _missing(Reason.NO_TEXT, "the page has a headline and no text below it", site)
    article = _Article(title, lead, body, found.captions, (), None, metadata.published_at or visible_time(page, found.title))
    return _parts(article, metadata, ParsedBy.GENERIC_LAYOUT_CHANGED if site else ParsedBy.GENERIC)


def _missing(reason: Reason, message: str, site: Profile | None) -> Unusable:
    if site is None:
        return Unusable(reason, message)
    return Unusable(Reason.LAYOUT_CHANGED, f"{message}: the selectors of profile {site.name} in html_profiles.tsv match nothing any more")


def _parts(article: _Article, metadata: Metadata, parsed_by: ParsedBy) -> Parts:
    publisher, lead = split_dateline(article.lead)
    body = article.body[1:] if article.body and same(split_dateline(article.body[0])[1], lead) else article.body
    paragraphs, captions = split_captions([Line(text, False) for text in body], article.title)
    moment = metadata.published_at or article.time
    return Parts(
        title=article.title,
        lead=lead,
        paragraphs=paragraphs,
        captions=(*article.captions, *(caption for caption in captions if caption not in article.captions)),
        related=article.related,
        publisher=publisher or publisher_of(metadata.url) or metadata.publisher,
        topic=article.topic,
        url=metadata.url,
        published_at=moment,
        published_basis=PublishedBasis.METADATA if moment else PublishedBasis.UNKNOWN,
        parsed_by=parsed_by,
    )


def _by_profile(page: Element, profile: Profile, *, dated: bool) -> _Article | None:
    """The article that the profile's selectors find, None where they find no headline or no text; `dated` where its time is known."""
    title = text_of(_first(page, profile.each("TITLE")))
    body = _first(page, profile.each("BODY"))
    if not title or body is None:
        return None
    topic = text_of(_first(page, profile.each("TOPIC"))) or None
    time = None if dated else _time_of(_first(page, profile.each("TIME"))) or visible_time(page, title)
    related = _take_related(page, profile)
    captions = take_captions(page, profile.all("CAPTION"), title)
    if selector := profile.all("REMOVE"):
        for element in page.select(selector):
            element.remove()
    lead = text_of(_first(page, profile.each("LEAD")))
    body_lines = body_text(blocks(body))
    if not lead and body_lines:
        lead = body_lines[0]
    return _Article(title, lead, body_lines, captions, related, topic, time) if lead else None


def _time_of(element: Element | None) -> datetime | None:
    return (read_time(element.get("datetime")) or read_time(text_of(element))) if element is not None else None


def _first(page: Element, selectors: tuple[str, ...]) -> Element | None:
    return next((found for selector in selectors if (found := page.first(selector)) is not None), None)


def body_text(found: Iterable[Block]) -> tuple[str, ...]:
    """The paragraphs of a body, without lines that are only links to other stories and the headings of such links."""
    lines = []
    for block in found:
        if block.linked >= _MOSTLY * len(block.text) or block.text.startswith(_POINTERS) or is_mark(block.text, "RELATED"):
            continue
        lines.append(block.text)
    return tuple(lines)


def _take_related(page: Element, profile: Profile) -> tuple[Teaser, ...]:
    """The other stories that the page shows; they leave the page."""
    found: dict[str, Teaser] = {}
    selector = profile.all("RELATED")
    shown = page.select(selector) if selector else []
    for element in shown[:MOST_PARTS]:
        headline = text_of(_first(element, profile.each("RELATED_TITLE")))
        lead = text_of(_first(element, profile.each("RELATED_LEAD")))
        if headline and (headline not in found or not found[headline].teaser):
            found[headline] = Teaser(headline, split_dateline(lead)[1])
    for element in shown:
        element.remove()
    return tuple(found.values())


def plain_title(title: str, publisher: str | None) -> str:
    """A page title without the paper's name behind it.

    >>> plain_title("Khai mạc hội nghị - Báo Hà Tĩnh", "Báo Hà Tĩnh")
    'Khai mạc hội nghị'
    """
    for tail in _TITLE_TAILS:
        head, mark, last = title.rpartition(tail)
        if mark and (same(last, publisher or "") or last.startswith(("Báo ", "Tạp chí ")) or "." in last.strip(".")):
            return head.strip()
    return title
