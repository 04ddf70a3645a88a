"""Finds the words that name events, and what they say: a type, a frame (who does what) and how sure the word alone is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from schemas.records import EventType
from transforms.lexicon import LexiconError, check, table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

NO_EVENT = "-"
_AGAIN = re.compile(r"(?:phát biểu|thông tin|trình bày|báo cáo|theo báo cáo|trả lời)?\s?(?:tại|trong|sau|kết thúc)\s\Z")


class Frame(StrEnum):
    """Who does what: how the words around a trigger become sides."""

    MEETS = "MEETS"
    VISITS = "VISITS"
    RECEIVES = "RECEIVES"
    CONVENES = "CONVENES"
    SIGNS = "SIGNS"
    GIVES = "GIVES"
    GETS = "GETS"
    ACTS = "ACTS"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of `triggers.tsv`."""

    event_type: EventType
    frame: Frame
    noun: bool
    strong: bool


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """A trigger in a sentence; `again` where the sentence opens with a look back at it ("Tại buổi lễ, …")."""

    start: int
    end: int
    trigger: Trigger
    again: bool = False


@cache
def _matcher() -> PhraseMatcher[Trigger | None]:
    check("triggers", "form", {"NOUN", "VERB", NO_EVENT})
    check("triggers", "strength", {"STRONG", "WEAK", NO_EVENT})
    rows = table("triggers", key="phrase")
    seen: dict[str, str] = {}
    for row in rows:
        if other := seen.get(fold_spelling(row["phrase"])):
            raise LexiconError(f"triggers.tsv: {row['phrase']!r} and {other!r} are one phrase when folded")
        seen[fold_spelling(row["phrase"])] = row["phrase"]
    return PhraseMatcher(((row["phrase"], _trigger(row)) for row in rows), fold_spelling)


def _trigger(row: dict[str, str]) -> Trigger | None:
    if row["type"] == NO_EVENT:
        return None
    try:
        return Trigger(EventType(row["type"]), Frame(row["frame"]), row["form"] == "NOUN", row["strength"] == "STRONG")
    except ValueError as error:
        raise LexiconError(f"triggers.tsv, {row['phrase']!r}: {error}") from None


def find_triggers(text: str, cues: str | None = None) -> list[TriggerMention]:
    """The event words of a sentence, longest first where they overlap; words that only look like one are left out.

    >>> [m.trigger.event_type.value for m in find_triggers("Đoàn đến chào xã giao và tiếp tục làm việc với UBND tỉnh.")]
    ['VISIT', 'VISIT']
    """
    cues = fold_spelling(text) if cues is None else cues
    return [
        TriggerMention(match.start, match.end, match.value, bool(_AGAIN.match(cues[: match.start])))
        for match in _matcher().find(text, cues)
        if match.value is not None
    ]


def find_lookalikes(text: str, cues: str | None = None) -> list[tuple[int, int]]:
    """Start and end of the words that only look like an event's: the rows of dashes."""
    return [(match.start, match.end) for match in _matcher().find(text, cues) if match.value is None]
