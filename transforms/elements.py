"""What the stages hand to one another, where it is not yet a record of `schemas`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.records import EventRecord, PublishedBasis, Story


class PageForm(StrEnum):
    DUMP = "DUMP"
    HTML = "HTML"
    FEED_ITEM = "FEED_ITEM"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its text, and what its container (not the page itself) said of it.

    `content` is a page dump as clean text (NFC, plain spaces, `\\n` line ends), HTML, or the description of a feed item
    (which may hold HTML); text taken out of HTML is cleaned there. `title` is set for feed items only.
    """

    uri: str
    form: PageForm
    content: str
    title: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class StoredStory:
    """Where an earlier run wrote a story: its id and the partition (`YYYY-MM-DD` or `unknown`) of its files."""

    story_id: str
    partition: str


@dataclass(frozen=True, slots=True)
class FoldedStory:
    """The fullest version of a story with all its sightings, and what earlier runs wrote of it.

    `extract` is False where an earlier run extracted a fuller version: then only the sightings are news. `stored` lists
    the story's own earlier home and those of stories that turn out to be this one; the writer moves them here.
    """

    story: Story
    extract: bool = True
    stored: tuple[StoredStory, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedStory:
    """A folded story and the events it supports now; none is an answer too (earlier events are then withdrawn)."""

    folded: FoldedStory
    events: tuple[EventRecord, ...]
