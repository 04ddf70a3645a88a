"""From a page to its stories: the story itself first, then a teaser for each other story that the page shows."""

from __future__ import annotations

import json
from datetime import datetime

from schemas.records import DeadLetter, Match, ParsedBy, PublishedBasis, Reason, Sighting, Stage, Story, StoryKind, Teaser
from transforms.dead_letters import dead_letter
from transforms.elements import Page, PageForm
from transforms.parse.dump import parse_dump
from transforms.parse.html import parse_html
from transforms.parse.item import parse_item
from transforms.parse.parts import Parts, Unusable
from transforms.published import read_url
from transforms.sites import host_of, publisher_of
from transforms.teaser import story_id


def parse_page(page: Page) -> list[Story] | DeadLetter:
    """The stories of a page: first its own (a TEASER for a feed item), then one TEASER a related story; or why there are none."""
    parts = _parse(page)
    if isinstance(parts, Unusable):
        return dead_letter(page.uri, Stage.PARSE, parts.reason, parts.message, page_payload(page))
    return stories_of(page, parts)


def _parse(page: Page) -> Parts | Unusable:
    if page.form is PageForm.HTML:
        return parse_html(page.content, page.url)
    if page.form is PageForm.FEED_ITEM:
        return parse_item(page.title or "", page.content)
    return parse_dump(page.content)


def stories_of(page: Page, parts: Parts) -> list[Story]:
    """The stories that the parts of a page make: what the container says of date, address and publisher goes first."""
    kind = StoryKind.TEASER if page.form is PageForm.FEED_ITEM else StoryKind.ARTICLE
    url = page.url or parts.url
    publisher = parts.publisher or page.publisher or publisher_of(url)
    published_at, basis = _published(page, parts, url)
    own = Story(
        story_id=story_id(parts.title, parts.lead),
        kind=kind,
        title=parts.title,
        teaser=parts.lead,
        publisher=publisher,
        url=url,
        published_at=published_at,
        published_basis=basis,
        topic=parts.topic,
        paragraphs=parts.paragraphs,
        captions=parts.captions,
        related=parts.related,
        sightings=(Sighting(page.uri, kind, Match.EXACT, 1.0),),
        uri=page.uri,
        parsed_by=parts.parsed_by,
    )
    beside = {story_id(other.title, other.teaser): other for other in parts.related if other.teaser}
    beside.pop(own.story_id, None)
    return [own, *(_teaser_story(key, other, own) for key, other in beside.items())]


def layout_change(page: Page, story: Story) -> DeadLetter | None:
    """A page that only the generic extractor could read, not its publisher's profile: kept, to be read again by a mended one."""
    if story.parsed_by is not ParsedBy.GENERIC_LAYOUT_CHANGED:
        return None
    message = f"html_profiles.tsv matches nothing on this page of {host_of(story.url)}: the generic extractor read it"
    return dead_letter(page.uri, Stage.PARSE, Reason.LAYOUT_CHANGED, message, page_payload(page))


def page_payload(page: Page) -> bytes:
    """A page as bytes that the reader takes again: its text, or a JSON line where its container said more of it."""
    said = {
        "form": page.form if page.form is PageForm.FEED_ITEM else None,
        "title": page.title,
        "url": page.url,
        "published_at": page.published_at.isoformat() if page.published_at else None,
        "published_basis": str(page.published_basis) if page.published_at else None,
        "publisher": page.publisher,
    }
    known = {name: value for name, value in said.items() if value}
    if not known:
        return page.content.encode()
    body = "text" if page.form is PageForm.DUMP else "html"
    return json.dumps({body: page.content, **known}, ensure_ascii=False).encode()


def _published(page: Page, parts: Parts, url: str | None) -> tuple[datetime | None, PublishedBasis]:
    """The container's statement, then the page's, then a feed's, then what the address holds."""
    if page.published_at and page.published_basis is not PublishedBasis.FEED:
        return page.published_at, page.published_basis
    if parts.published_at:
        return parts.published_at, parts.published_basis
    if page.published_at:
        return page.published_at, page.published_basis
    moment = read_url(url) if url else None
    return moment, PublishedBasis.URL if moment else PublishedBasis.UNKNOWN


def _teaser_story(key: str, other: Teaser, page: Story) -> Story:
    """The story behind a related teaser: the block is the same paper's, and says nothing of when it appeared."""
    return Story(
        story_id=key,
        kind=StoryKind.TEASER,
        title=other.title,
        teaser=other.teaser,
        publisher=page.publisher,
        url=None,
        published_at=None,
        published_basis=PublishedBasis.UNKNOWN,
        topic=None,
        paragraphs=(),
        captions=(),
        related=(),
        sightings=(Sighting(page.uri, StoryKind.TEASER, Match.EXACT, 1.0),),
        uri=page.uri,
        parsed_by=page.parsed_by,
    )
