"""Which found event is which expected one: the same type, dates that can be one, a side in common; the best pairs first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas.records import EventRecord, Story, StoryKind
from transforms.elements import Page, PageForm
from transforms.extract.story import extract
from transforms.parse.page import parse_page
from transforms.text import clean

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
NAMES = sorted(path.name for path in ARTICLES.glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page: its story, its events, and by expected id the event found for it; `wrong` fit nothing expected."""

    story: Story
    events: tuple[EventRecord, ...]
    found: dict[str, EventRecord]
    missed: tuple[str, ...]
    wrong: tuple[EventRecord, ...]


def expected(name: str) -> dict:
    return json.loads((ARTICLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def read_article(path: Path) -> Story:
    stories = parse_page(Page(path.name, PageForm.DUMP, clean(path.read_text(encoding="utf-8"))))
    return next(story for story in stories if story.kind is StoryKind.ARTICLE)


@cache
def outcome(name: str) -> Outcome:
    want, story = expected(name), read_article(ARTICLES / name)
    events = extract(story)
    found = pair(want["events"], events)
    rest = [event for event in events if event not in found.values()]
    forgiven = pair(want["optional"], rest)
    missed = tuple(event["id"] for event in want["events"] if event["id"] not in found)
    return Outcome(story, events, found, missed, tuple(event for event in rest if event not in forgiven.values()))


def pair(wanted: Sequence[dict], events: Sequence[EventRecord]) -> dict[str, EventRecord]:
    """Expected ids with their events, one to one."""
    pairs = sorted(((fit(want, event), want["id"], index) for want in wanted for index, event in enumerate(events)), key=lambda t: -t[0])
    chosen: dict[str, int] = {}
    for good, name, index in pairs:
        if good and name not in chosen and index not in chosen.values():
            chosen[name] = index
    return {name: events[index] for name, index in chosen.items()}


def fit(want: dict, event: EventRecord) -> float:
    """How well an event fits what is expected; 0 where it is another one."""
    sides = {event_side(want, party.id, party.text) for party in event.parties}
    wanted = set(want.get("parties", ()))
    dates = want.get("dates")
    if want["type"] != event.event_type or (dates and not any(dates_meet(day, event.date.value) for day in dates)):
        return 0.0
    if wanted and sides and not wanted & sides:
        return 0.0
    same_part = want.get("part_of_day", event.date.part_of_day) == event.date.part_of_day
    return 1.0 + len(wanted & sides) / max(len(wanted | sides), 1) + same_part + 3 * (event.date.value in (dates or ()))


def event_side(want: dict, party_id: str, text: str) -> str:
    names = (side for side in want.get("parties", ()) if side.startswith("name:"))
    return next((name for name in names if name[5:].casefold() in text.casefold()), party_id)


def dates_meet(one: str, other: str | None) -> bool:
    """Whether two dates begin alike: "2021-12" and "2021-12-18"."""
    if not other:
        return False
    first, second = one.split("/")[0].split("-"), other.split("/")[0].split("-")
    return all(a == b or "X" in a + b for a, b in zip(first, second, strict=False))
