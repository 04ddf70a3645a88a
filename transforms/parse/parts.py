"""What every parser hands on: the parts of a page, before they become stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.records import Caption, ParsedBy, PublishedBasis, Reason, Teaser


@dataclass(frozen=True, slots=True)
class Parts:
    """One page's parts. `lead` has no dateline; `paragraphs` are the body alone; all text is NFC, each part one line."""

    title: str
    lead: str
    paragraphs: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    related: tuple[Teaser, ...] = ()
    publisher: str | None = None
    topic: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    parsed_by: ParsedBy = ParsedBy.DUMP


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a page yields no story; `message` is one line that a person can act on."""

    reason: Reason
    message: str
