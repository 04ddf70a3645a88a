"""Whether what a trigger names takes place: future, past, under way, put off, called off, negated or only wished for."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from transforms.lexicon import LexiconError, table
from transforms.matching import Match, PhraseMatcher
from transforms.text import fold_spelling

# How far a cue reaches, in characters between it and the trigger; a cue that stands NEXT only touches the next words.
REACH = 70
NOUN_REACH = 200
NEXT_REACH = 12


class Mood(StrEnum):
    FUTURE = "FUTURE"
    PAST = "PAST"
    ONGOING = "ONGOING"
    NEGATED = "NEGATED"
    WISHED = "WISHED"
    POSTPONED = "POSTPONED"
    CANCELLED = "CANCELLED"
    HABIT = "HABIT"
    BACKGROUND = "BACKGROUND"


NO_CUE = "-"
SIDES = ("BEFORE", "NEXT", "AFTER", "EITHER", "LIST")


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    rows = table("modality", key="cue")
    for row in rows:
        if row["kind"] not in (NO_CUE, *Mood) or row["side"] not in SIDES:
            raise LexiconError(f"modality.tsv, {row['cue']!r}: kind {row['kind']!r} or side {row['side']!r} is unknown")
    return PhraseMatcher(((row["cue"], (row["kind"], row["side"])) for row in rows), fold_spelling)


def moods(cues: str, clause: tuple[int, int], start: int, end: int, noun: bool) -> frozenset[Mood]:
    """The moods that the words from `start` to `end` have in a sentence (folded for spelling), from cues in their clause.

    A noun's verb may stand far behind it: "hội nghị giữa … và … sẽ diễn ra". What heads a list reaches all of it.

    >>> sorted(moods("hội nghị dự kiến diễn ra vào ngày 5/3", (0, 38), 0, 8, noun=True))
    [<Mood.FUTURE: 'FUTURE'>]
    """
    return frozenset(cue.value for cue in mood_cues(cues, clause, start, end, noun))


def mood_cues(cues: str, clause: tuple[int, int], start: int, end: int, noun: bool) -> list[Match[Mood]]:
    """The words that `moods` goes by, from left to right."""
    return [
        Match(cue.start, cue.end, Mood(cue.value[0]))
        for cue in _matcher().find(cues, cues)
        if cue.value[0] != NO_CUE and _reaches(cue, cue.value[1], clause, start, end, noun)
    ]


def _reaches(cue: Match[tuple[str, str]], side: str, clause: tuple[int, int], start: int, end: int, noun: bool) -> bool:
    before = cue.end <= start
    if not before and cue.start < end:
        return False
    if side == "LIST":
        return before
    if not clause[0] <= cue.start < clause[1] or (side != "EITHER" and before != (side in ("BEFORE", "NEXT"))):
        return False
    distance = start - cue.end if before else cue.start - end
    return distance <= (NEXT_REACH if side == "NEXT" else NOUN_REACH if noun and not before else REACH)
