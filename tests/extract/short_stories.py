"""Short stories for tests, and events written in one line: how `passages/*.tsv` are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.records import Caption, EventRecord, PublishedBasis, Story, StoryKind
from transforms.text import clean

PASSAGES = Path(__file__).parent / "passages"


def story(text: str, published: str = "", story_id: str = "passage") -> Story:
    """A story of "headline ¶ lead ¶ paragraph ¶ …"; a part that begins with "ảnh:" is a caption. `published` is an ISO day."""
    title, teaser, *rest = [part.strip() for part in clean(text).split("¶")] + ["", ""]
    rest = [part for part in rest if part]
    return Story(
        story_id=story_id,
        kind=StoryKind.ARTICLE,
        title=title,
        teaser=teaser,
        publisher=None,
        url=None,
        published_at=datetime.fromisoformat(f"{published}T18:00:00+07:00") if published else None,
        published_basis=PublishedBasis.METADATA if published else PublishedBasis.UNKNOWN,
        topic=None,
        paragraphs=tuple(part for part in rest if not part.startswith("ảnh:")),
        captions=tuple(Caption(None, part.removeprefix("ảnh:").strip()) for part in rest if part.startswith("ảnh:")),
        related=(),
        sightings=(),
        uri=f"{story_id}.txt",
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """A row of `passages/*.tsv`: what it shows, the day of publication or "", the text, and its events, one line each."""

    shows: str
    published: str
    text: str
    events: tuple[str, ...]


def passages() -> Iterator[Passage]:
    for path in sorted(PASSAGES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                shows, published, text, events = line.split("\t")
                yield Passage(shows, published, text, () if events == "none" else tuple(events.split(" & ")))


def told(event: EventRecord, like: str) -> str:
    """The event in one line, with just the parts that `like` has; `passages/README.md` explains them."""
    return " ".join([event.event_type, event.status, event.date.value or "-", *(_part(event, part) for part in _kinds(like))])


def _kinds(like: str) -> list[str]:
    """The parts of a line behind type, status and date, by their mark: sides have none."""
    seen: dict[str, str] = {}
    for part in like.split()[3:]:
        mark = part[0] if part[0] in "@+$#~%" else ":" if ":" in part else ""
        seen.setdefault(mark, part)
    return list(seen)


def _part(event: EventRecord, mark: str) -> str:
    match mark:
        case "@":
            return f"@{(event.place and (event.place.region or event.place.country)) or '-'}"
        case "+":
            return " ".join(sorted(f"+{person.name.replace(' ', '_')}" for person in event.participants)) or "+"
        case "$":
            return " ".join(f"${amount.value.normalize():f}{amount.currency}" for amount in event.amounts) or "$"
        case "#":
            return f"#{len(event.evidence)}"
        case "~":
            return f"~{event.date.part_of_day or '-'}"
        case "%":
            return f"%{event.date.basis}"
        case ":":
            return " ".join(sorted(f"{party.id}:{party.role}" for party in event.parties))
    return " ".join(sorted(party.id for party in event.parties)) or "alone"
