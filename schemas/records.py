"""The typed records that travel between the stages and end up in the output folder.

One class a record of `schemas/v1/*.avsc`, field for field; arrays are tuples, so that every record is
hashable and can be compared. `avro.py` turns them into what fastavro writes, and back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class StoryKind(StrEnum):
    ARTICLE = "ARTICLE"
    TEASER = "TEASER"


class PublishedBasis(StrEnum):
    """Where a publication date comes from."""

    METADATA = "METADATA"
    FEED = "FEED"
    URL = "URL"
    INFERRED = "INFERRED"
    UNKNOWN = "UNKNOWN"


class ParsedBy(StrEnum):
    """What found the parts of the page that a story was read from."""

    DUMP = "DUMP"
    FEED = "FEED"
    PROFILE = "PROFILE"
    GENERIC = "GENERIC"
    GENERIC_LAYOUT_CHANGED = "GENERIC_LAYOUT_CHANGED"


class Match(StrEnum):
    """How closely a sighting agrees with the story it was folded into."""

    EXACT = "EXACT"
    NORMALISED = "NORMALISED"
    NEAR = "NEAR"


class EventType(StrEnum):
    CONFERENCE = "CONFERENCE"
    VISIT = "VISIT"
    MEETING = "MEETING"
    SIGNING = "SIGNING"
    AID = "AID"
    GREETING = "GREETING"
    COMMEMORATION = "COMMEMORATION"
    CEREMONY = "CEREMONY"
    CONGRESS = "CONGRESS"
    PERSONNEL = "PERSONNEL"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    OTHER = "OTHER"


class Status(StrEnum):
    HELD = "HELD"
    PLANNED = "PLANNED"
    ONGOING = "ONGOING"
    POSTPONED = "POSTPONED"
    CANCELLED = "CANCELLED"


class Precision(StrEnum):
    DAY = "DAY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    INTERVAL = "INTERVAL"
    UNKNOWN = "UNKNOWN"


class PartOfDay(StrEnum):
    MORNING = "MORNING"
    NOON = "NOON"
    AFTERNOON = "AFTERNOON"
    EVENING = "EVENING"
    NIGHT = "NIGHT"


class DateBasis(StrEnum):
    """How much of a date stands in the text, and what completed the rest."""

    EXPLICIT = "EXPLICIT"
    PUBLISHED = "PUBLISHED"
    INFERRED = "INFERRED"
    NONE = "NONE"


class PartyKind(StrEnum):
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COUNTRY = "COUNTRY"
    ORGANISATION = "ORGANISATION"


class PartyRole(StrEnum):
    HOST = "HOST"
    GUEST = "GUEST"
    DONOR = "DONOR"
    RECIPIENT = "RECIPIENT"
    SIGNATORY = "SIGNATORY"
    PARTICIPANT = "PARTICIPANT"


class PersonRole(StrEnum):
    LEAD = "LEAD"
    HOST = "HOST"
    SPEAKER = "SPEAKER"
    ATTENDEE = "ATTENDEE"


class DocumentKind(StrEnum):
    MINUTES = "MINUTES"
    MEMORANDUM = "MEMORANDUM"
    AGREEMENT = "AGREEMENT"
    PLAN = "PLAN"
    RESOLUTION = "RESOLUTION"
    OTHER = "OTHER"


class Field(StrEnum):
    """A field of cooperation that an event touches."""

    SECURITY = "SECURITY"
    DEFENCE = "DEFENCE"
    EDUCATION = "EDUCATION"
    CULTURE = "CULTURE"
    TOURISM = "TOURISM"
    HEALTH = "HEALTH"
    TRADE = "TRADE"
    INVESTMENT = "INVESTMENT"
    AGRICULTURE = "AGRICULTURE"
    TRANSPORT = "TRANSPORT"
    SCIENCE = "SCIENCE"
    ENERGY = "ENERGY"
    INFRASTRUCTURE = "INFRASTRUCTURE"
    ENVIRONMENT = "ENVIRONMENT"
    PEOPLE_TO_PEOPLE = "PEOPLE_TO_PEOPLE"
    WAR_REMAINS = "WAR_REMAINS"
    AID = "AID"
    OTHER = "OTHER"


class Section(StrEnum):
    """The part of a story that an evidence slice was cut from."""

    TITLE = "TITLE"
    TEASER = "TEASER"
    BODY = "BODY"
    CAPTION = "CAPTION"


class Stage(StrEnum):
    READ = "READ"
    PARSE = "PARSE"
    DEDUPE = "DEDUPE"
    EXTRACT = "EXTRACT"
    WRITE = "WRITE"


class Reason(StrEnum):
    """Why an input could not be used: a closed set, each with one cure."""

    NOT_UTF8 = "NOT_UTF8"
    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    BINARY = "BINARY"
    NO_TITLE = "NO_TITLE"
    NO_TEXT = "NO_TEXT"
    LAYOUT_CHANGED = "LAYOUT_CHANGED"
    BAD_FEED = "BAD_FEED"
    BAD_JSON = "BAD_JSON"
    BAD_ARCHIVE = "BAD_ARCHIVE"
    FETCH_FAILED = "FETCH_FAILED"
    UNREADABLE = "UNREADABLE"
    SCHEMA = "SCHEMA"
    INTERNAL = "INTERNAL"


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption, and the picture's file name where the page shows one."""

    image: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """Headline and lead of another story, as a page's related block or a feed shows them."""

    title: str
    teaser: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a story was read. `similarity` is 0 to 1, to the version that was kept."""

    uri: str
    kind: StoryKind
    match: Match
    similarity: float


@dataclass(frozen=True, slots=True)
class Story:
    """One news story, known by its teaser. Freshly parsed it is a group of one: its only sighting is itself.

    `teaser` is the lead without the dateline; `paragraphs` are the body only; all text is NFC. `published_at` is aware.
    """

    story_id: str
    kind: StoryKind
    title: str
    teaser: str
    publisher: str | None
    url: str | None
    published_at: datetime | None
    published_basis: PublishedBasis
    topic: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[Caption, ...]
    related: tuple[Teaser, ...]
    sightings: tuple[Sighting, ...]
    uri: str
    parsed_by: ParsedBy = ParsedBy.DUMP


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event takes place: a TIMEX3 value at its own precision.

    `start` and `end` are the first and last day, both included, and null where the year is unknown.
    """

    value: str | None = None
    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.UNKNOWN
    part_of_day: PartOfDay | None = None
    basis: DateBasis = DateBasis.NONE
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: `text` as written, `name` canonical, ISO 3166 codes, WGS 84 degrees."""

    text: str
    name: str
    kind: str
    region: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Party:
    """A side of an event. `id` is ISO 3166-2 for a province, 3166-1 for a country, else a slug."""

    text: str
    name: str
    id: str
    kind: PartyKind
    country: str | None
    role: PartyRole


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who takes part; `name` without rank or title, `party_id` the side they act for."""

    name: str
    id: str
    titles: tuple[str, ...]
    organisation: str | None
    party_id: str | None
    role: PersonRole


@dataclass(frozen=True, slots=True)
class Amount:
    """Money handed over: `currency` is ISO 4217."""

    value: Decimal
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the event is about."""

    kind: DocumentKind
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A slice of the story: `text` is exactly characters `start` to `end` of paragraph or caption `index` of `section`."""

    section: Section
    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """The story that reports the event."""

    story_id: str
    kind: StoryKind
    uri: str
    url: str | None
    publisher: str | None
    title: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event, as one story reports it."""

    event_id: str
    revision: int
    withdrawn: bool
    event_type: EventType
    plover_type: str | None
    status: Status
    trigger: str
    summary: str
    date: EventDate
    place: Place | None
    parties: tuple[Party, ...]
    participants: tuple[Participant, ...]
    amounts: tuple[Amount, ...]
    documents: tuple[Document, ...]
    fields: tuple[Field, ...]
    evidence: tuple[Evidence, ...]
    confidence: float
    source: Source
    extracted_at: datetime
    pipeline_version: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An input that could not be used, kept whole up to 1 MiB. `occurred_at` is the first time."""

    uri: str
    stage: Stage
    reason: Reason
    message: str
    payload: bytes
    payload_truncated: bool
    occurred_at: datetime
    tries: int
