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
# How far an opening reaches: "Tham dự lễ ký kết … có", "Phát biểu tại hội nghị …,".
_FAR = 200
_BETWEEN = re.compile(r"[\s,;:()\"-]{0,4}(?:(?:và|cùng|cũng|đã|đang|sẽ|vừa|còn|trực tiếp|thay mặt [\w\s]{1,40},) ){0,3}")
_LISTED = re.compile(r"[\s,;:-]*(và|cùng|với)?[\s]*")
# What may stand between a subject and its verb: its office or age, or who goes with it.
_REMARK = re.compile(r" ?(?:- |, |\(|và |cùng |tại |của |kiêm |phụ trách )[^.!?:;\"“”]{1,110}")
_ASIDE = re.compile(r"(?<!\w)(?:từng|khi|nơi|mà|bị|rằng)(?!\w)")
_LEADING_IN = re.compile(r"(?<!\w)(?:có|gồm|là|như)(?!\w)")
# What befalls a person is told right behind the name, or of somebody else.
_UNDERGONE = frozenset({Voice.VICTIM, Voice.SUSPECT})


class Side(StrEnum):
    """Where a cue stands: BEFORE the name, AFTER it, or far ahead.

    ROLL opens a roll call: with "có" or "gồm" behind it, it holds for every name that follows. OPENS begins the sentence and holds for
    its subject: "Phát biểu tại lễ ký, ông A …".
    """

    BEFORE = "BEFORE"
    AFTER = "AFTER"
    ROLL = "ROLL"
    OPENS = "OPENS"


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
    subject = people[0].end
    opened = _opened(cues, folded, people[0]) if cues else Voice.NONE
    roll: Voice | None = None
    calls = [cue for cue in cues if Side.ROLL in cue.value]
    floor, running = 0, Voice.NONE
    voiced: list[PersonMention] = []
    for index, person in enumerate(people):
        ceiling = people[index + 1].span_start if index + 1 < len(people) else len(folded)
        roll = _called(calls, folded, floor, person) or roll
        listed = bool(voiced) and _LISTED.fullmatch(folded, floor, person.span_start) is not None
        subject = person.end if listed else subject
        if not listed or running == Voice.ABSENT:
            running = _before(cues, folded, floor, person)
        voice = running if running != Voice.NONE else _after(cues, folded, person, ceiling)
        if opened == Voice.ABSENT and voice == Voice.SPEAKS and person.end <= subject:
            voice = opened
        elif voice == Voice.NONE:
            voice = roll or (opened if person.end <= subject else Voice.NONE)
        voiced.append(person if voice == Voice.NONE else replace(person, voice=voice))
        floor = person.span_end
    return _shared(voiced, folded)


def _shared(people: list[PersonMention], folded: str) -> list[PersonMention]:
    """The subjects that one verb has in common: "A, B và C đã ký"."""
    joined = False
    for index in range(len(people) - 2, -1, -1):
        person, following = people[index], people[index + 1]
        gap = _LISTED.fullmatch(folded, person.span_end, following.span_start)
        joined = person.voice == Voice.NONE and gap is not None and (joined or gap[1] is not None)
        if joined:
            people[index] = replace(person, voice=following.voice)
    return people


def _opened(cues: Sequence[Match[Cue]], folded: str, subject: PersonMention) -> Voice:
    """What the words that begin the sentence say of its subject."""
    for cue in cues:
        if cue.start > 1 or subject.span_start - cue.end > _FAR:
            break
        if Side.OPENS in cue.value and cue.end <= subject.span_start and "," in folded[cue.end : subject.span_start]:
            return cue.value[Side.OPENS]
    return Voice.NONE


def _called(calls: Sequence[Match[Cue]], folded: str, floor: int, person: PersonMention) -> Voice | None:
    """The voice of a roll call that opens between the name before and this one."""
    for cue in calls:
        if floor <= cue.start < person.span_start <= cue.end + _FAR and _LEADING_IN.search(folded, cue.end - 3, person.span_start):
            return cue.value[Side.ROLL]
    return None


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
        if Side.AFTER not in cue.value or not person.span_end <= cue.start < ceiling:
            continue
        voice = cue.value[Side.AFTER]
        if (brought and voice == Voice.LEADS) or _BETWEEN.fullmatch(folded, person.span_end, cue.start):
            return voice
        far = voice not in _UNDERGONE and _REMARK.fullmatch(folded, person.span_end, cue.start)
        return voice if far and not _ASIDE.search(far[0]) else Voice.NONE
    return Voice.NONE
