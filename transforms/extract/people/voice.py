"""What the words around a name say its bearer does in the event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache

from transforms.extract.mentions import PersonMention, Voice
from transforms.extract.people.titles import spellings
from transforms.lexicon import LexiconError, check, table
from transforms.matching import Match, PhraseMatcher

_NEAR = 28
_BETWEEN = re.compile(r"[\s,;:()\"-]{0,4}(?:(?:và|cùng|cũng|đã|đang|sẽ|vừa|còn|trực tiếp|thay mặt [\w\s]{1,40},) ){0,3}")
_LISTED = re.compile(r"[\s,;:-]*(?:và|cùng)?[\s]*")


class Side(StrEnum):
    """Where a cue stands: BEFORE the name or AFTER it."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"


Cue = dict[Side, Voice]


@cache
def _matcher() -> PhraseMatcher[Cue]:
    check("voice_cues", "voice", set(Voice))
    check("voice_cues", "side", set(Side))
    cues: dict[str, Cue] = {}
    for row in table("voice_cues"):
        for phrase in spellings(row["phrase"]):
            cue = cues.setdefault(phrase, {})
            if cue.setdefault(Side(row["side"]), Voice(row["voice"])) != row["voice"]:
                raise LexiconError(f"voice_cues.tsv: {row['phrase']!r} {row['side']} stands for two voices")
    return PhraseMatcher(cues.items())


@cache
def _acting() -> re.Pattern[str]:
    rows = (row for row in table("voice_cues") if row["side"] == Side.AFTER)
    phrases = sorted({phrase for row in rows for phrase in spellings(row["phrase"])}, key=len, reverse=True)
    return re.compile(rf"(?: \([^()]{{1,30}}\))?,? (?:(?:cũng|đã|vừa|còn|từng) ){{0,2}}(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


@cache
def acting_words() -> frozenset[str]:
    """The first words of what `acts_after` finds."""
    return frozenset(
        phrase.split(" ")[0] for row in table("voice_cues") if row["side"] == Side.AFTER for phrase in spellings(row["phrase"])
    )


def acts_after(folded: str, end: int) -> bool:
    """Whether what only a person does follows offset `end`: "cho biết", "dẫn đầu"."""
    return _acting().match(folded, end) is not None


def with_voices(people: Sequence[PersonMention], folded: str) -> list[PersonMention]:
    """The people with their voices. A cue before a list holds for all of it: "cùng dự có các đồng chí A, B"."""
    if not people:
        return []
    cues = _matcher().find(folded, folded)
    if not cues:
        return list(people)
    voiced: list[PersonMention] = []
    floor, running = 0, Voice.NONE
    for index, person in enumerate(people):
        ceiling = people[index + 1].span_start if index + 1 < len(people) else len(folded)
        if not (voiced and _LISTED.fullmatch(folded, floor, person.span_start)):
            running = _before(cues, folded, floor, person)
        voice = running if running != Voice.NONE else _after(cues, folded, person, ceiling)
        voiced.append(replace(person, voice=voice))
        floor = person.span_end
    return voiced


def voice_cues(folded: str, person: PersonMention) -> list[tuple[int, int]]:
    """Start and end of the words that give a voice as this person's and stand on its side of the name, the nearest first."""
    found = [
        (cue.start, cue.end)
        for cue in _matcher().find(folded, folded)
        if (cue.end <= person.start and cue.value.get(Side.BEFORE) == person.voice)
        or (cue.start >= person.end and cue.value.get(Side.AFTER) == person.voice)
    ]
    return sorted(found, key=lambda span: max(person.start - span[1], span[0] - person.end))


def _before(cues: Sequence[Match[Cue]], folded: str, floor: int, person: PersonMention) -> Voice:
    for cue in reversed(cues):
        if Side.BEFORE in cue.value and floor <= cue.start and cue.end <= person.start:
            gap = folded[cue.end : max(cue.end, person.span_start)]
            if len(gap) <= _NEAR and not re.search(r"[.!?,]", gap):
                return cue.value[Side.BEFORE]
    return Voice.NONE


def _after(cues: Sequence[Match[Cue]], folded: str, person: PersonMention, ceiling: int) -> Voice:
    brought = folded.endswith("do ", 0, person.span_start)
    for cue in cues:
        if brought and cue.value.get(Side.AFTER) == Voice.LEADS and person.span_end <= cue.start < ceiling:
            return Voice.LEADS
        if Side.AFTER in cue.value and person.span_end <= cue.start < ceiling and _BETWEEN.fullmatch(folded, person.span_end, cue.start):
            return cue.value[Side.AFTER]
    return Voice.NONE
