"""What the finders see in one sentence: spans with what they stand for, before any event is thought of.

Every `start` and `end` is an offset in the text searched, and `text` is exactly that slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schemas.records import DocumentKind, PartyKind


class PlaceKind(StrEnum):
    COUNTRY = "COUNTRY"
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"
    BORDER_GATE = "BORDER_GATE"
    SITE = "SITE"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place: `region` is ISO 3166-2, `country` ISO 3166-1 alpha-2; both None where they are not known.

    `tail_end` is where the larger places that hold it end: of "thị xã Thà Khẹc (tỉnh Khăm Muộn)" `text` is the town
    alone, `tail_end` stands behind the bracket, and `address` is all of it. Without such a tail it is `end`.
    """

    start: int
    end: int
    text: str
    name: str
    kind: PlaceKind
    region: str | None
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    tail_end: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A side: a province, country or organisation that can act.

    `id` is what it counts as: the organs of a province count as the province, a ministry or embassy as its country; an
    organisation that acts in its own right has a slug. `organisation` names the organ where the text names one ("UBND
    tỉnh Hà Tĩnh" has id VN-23, kind PROVINCE and that organisation).
    """

    start: int
    end: int
    text: str
    name: str
    id: str
    kind: PartyKind
    country: str | None
    organisation: str | None = None


class Voice(StrEnum):
    """What the words around a name say the person does in the event; NONE where they say nothing."""

    SPEAKS = "SPEAKS"
    QUOTED = "QUOTED"
    LEADS = "LEADS"
    RECEIVES = "RECEIVES"
    ATTENDS = "ATTENDS"
    SIGNS = "SIGNS"
    HONOURED = "HONOURED"
    VICTIM = "VICTIM"
    SUSPECT = "SUSPECT"
    ABSENT = "ABSENT"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person by name: `name` has no rank, title or form of address; `start` to `end` spans the name alone.

    `span_start` to `span_end` takes in the titles around it. `party` is the side the titles speak for, None if unsaid.
    """

    start: int
    end: int
    span_start: int
    span_end: int
    name: str
    id: str
    titles: tuple[str, ...]
    organisation: str | None
    party: PartyMention | None
    voice: Voice = Voice.NONE


class AmountUse(StrEnum):
    """What a sum of money is: only SUM can have been handed over."""

    SUM = "SUM"
    RATE = "RATE"
    COST = "COST"


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A sum of money: `currency` is ISO 4217; `total` where the words say that it adds up others."""

    start: int
    end: int
    text: str
    value: Decimal
    currency: str
    use: AmountUse
    total: bool = False


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A document named in the text, with what it is about as far as the words go."""

    start: int
    end: int
    text: str
    kind: DocumentKind
