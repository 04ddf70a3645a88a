"""Small records for the tests of the write stage."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.records import (
    DeadLetter,
    EventDate,
    EventRecord,
    EventType,
    Match,
    PublishedBasis,
    Reason,
    Sighting,
    Source,
    Stage,
    Status,
    Story,
    StoryKind,
)

THEN = datetime(2024, 5, 1, 8, tzinfo=UTC)
LATER = datetime(2024, 6, 1, 8, tzinfo=UTC)


def story(story_id: str = "s1", *, day: int | None = 18, uri: str | None = None, text: str = "Hội nghị đã diễn ra.") -> Story:
    uri = uri or f"{story_id}.txt"
    published = datetime(2021, 12, day, 3, tzinfo=UTC) if day else None
    return Story(
        story_id=story_id,
        kind=StoryKind.ARTICLE,
        title="Hội nghị thường niên",
        teaser="Hai tỉnh họp.",
        publisher=None,
        url=None,
        published_at=published,
        published_basis=PublishedBasis.METADATA if day else PublishedBasis.UNKNOWN,
        topic=None,
        paragraphs=(text,),
        captions=(),
        related=(),
        sightings=(Sighting(uri, StoryKind.ARTICLE, Match.EXACT, 1.0),),
        uri=uri,
    )


def event(
    event_id: str = "e1", of: Story | None = None, *, status: Status = Status.HELD, at: datetime = THEN, revision: int = 1
) -> EventRecord:
    of = of or story()
    return EventRecord(
        event_id=event_id,
        revision=1,
        withdrawn=False,
        event_type=EventType.CONFERENCE,
        plover_type="CONSULT",
        status=status,
        trigger="hội nghị",
        summary="Hội nghị đã diễn ra.",
        date=EventDate(),
        place=None,
        parties=(),
        participants=(),
        amounts=(),
        documents=(),
        fields=(),
        evidence=(),
        confidence=0.5,
        source=Source(of.story_id, of.kind, of.uri, of.url, of.publisher, of.title, of.published_at),
        extracted_at=at,
        pipeline_version="1",
    )


def letter(uri: str = "a.txt", reason: Reason = Reason.EMPTY, *, at: datetime = THEN, tries: int = 1, message: str = "empty") -> DeadLetter:
    return DeadLetter(uri, Stage.READ, reason, message, b"", False, at, tries)
