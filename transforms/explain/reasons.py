"""What an explanation is made of: answers, each with the steps that lead to it, each with its words and table rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.records import EventRecord, EventType, Evidence, Story
from transforms.explain.rules import Rule
from transforms.extract.scoring import Contribution, Score


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: what it says, the words of the story it rests on, the rows of tables that know these words.

    `used` is False for words that were seen and left out.
    """

    says: str
    words: Evidence | None = None
    rules: tuple[Rule, ...] = ()
    used: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A field of an event's record: `value` in short, and how it came about."""

    field: str
    value: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How sure an event is: two scores, what each feature adds to them, and the relevance that a record needs."""

    score: Score
    needed: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A record and how each of its fields came about."""

    number: int
    record: EventRecord
    answers: tuple[Answer, ...]
    weighing: Weighing


class Why(StrEnum):
    """Why words that may name an event gave no record; the value is the reason that a reader gets."""

    UNREAL = "it is only wished for or denied"
    UNLIKELY = "too unlikely to be among the story's events"
    IN_NAME = "the words are part of a name"
    LOOKALIKE = "the words only look like an event's"
    NAMED_ALREADY = "the clause names such an event already"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words that were considered and gave no record; `weighing` where they were weighed."""

    why: Why
    words: Evidence
    event_type: EventType | None
    steps: tuple[Step, ...]
    weighing: Weighing | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Other stories that the page shows, the row of the heading above them, and lines that belong to no part of the story."""

    titles: tuple[str, ...]
    rules: tuple[Rule, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One page: its story, what is known of its time, its events, what was dropped and what was cut off."""

    story: Story
    clock: tuple[Step, ...]
    events: tuple[Event, ...]
    dropped: tuple[Dropped, ...]
    cut: Cut
