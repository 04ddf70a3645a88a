"""Whether what a trigger names takes place: future, past, under way, put off, called off, negated or only wished for."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from transforms.lexicon import LexiconError, table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

# How far a cue reaches, in characters between it and the trigger; a negation only touches the next word.
REACH = 70
NOUN_REACH = 200
NEGATION_REACH = 12


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
SIDES = ("BEFORE", "AFTER", "EITHER")


@cache
def _matcher() -> PhraseMatcher[tuple[str, str]]:
    rows = table("modality", key="cue")
    for row in rows:
        if row["kind"] not in (NO_CUE, *Mood) or row["side"] not in SIDES:
            raise LexiconError(f"modality.tsv, {row['cue']!r}: kind {row['kind']!r} or side {row['side']!r} is unknown")
    return PhraseMatcher(((row["cue"], (row["kind"], row["side"])) for row in rows), fold_spelling)


def moods(clause: str, start: int, end: int, noun: bool) -> frozenset[Mood]:
    """The moods that cues in `clause` (folded for spelling) give to the words from `start` to `end`.

    A noun's verb may stand far behind it: "hội nghị giữa … và … sẽ diễn ra".

    >>> sorted(moods("hội nghị dự kiến diễn ra vào ngày 5/3", 0, 8, noun=True))
    [<Mood.FUTURE: 'FUTURE'>]
    """
    found = set()
    for cue in _matcher().find(clause, clause):
        kind, side = cue.value
        if kind == NO_CUE:
            continue
        mood, before = Mood(kind), cue.end <= start
        if (not before and cue.start < end) or (side != "EITHER" and before != (side == "BEFORE")):
            continue
        distance = start - cue.end if before else cue.start - end
        if distance <= (NEGATION_REACH if mood is Mood.NEGATED else NOUN_REACH if noun and not before else REACH):
            found.add(mood)
    return frozenset(found)
