"""The type of an event: that of its trigger, unless the clause around it says that the word means something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas.records import EventType
from transforms.extract.sides import Side
from transforms.lexicon import check, table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

SIDES = ("ANY", "ONE", "TWO")


@dataclass(frozen=True, slots=True)
class Shift:
    """A row of `type_context.tsv`, with its place in the table."""

    rank: int
    context: str
    origin: EventType
    sides: str
    becomes: EventType


@cache
def _matcher() -> PhraseMatcher[tuple[Shift, ...]]:
    for column in ("from", "to"):
        check("type_context", column, set(EventType))
    check("type_context", "sides", SIDES)
    shifts: dict[str, list[Shift]] = {}
    for rank, row in enumerate(table("type_context")):
        shift = Shift(rank, row["context"], EventType(row["from"]), row["sides"], EventType(row["to"]))
        shifts.setdefault(row["context"], []).append(shift)
    return PhraseMatcher(((context, tuple(found)) for context, found in shifts.items()), fold_spelling)


def event_type(trigger_type: EventType, strong: bool, clause: str, sides: Sequence[Side]) -> EventType:
    """What a trigger of `trigger_type` means in `clause` (folded for spelling) with these sides.

    A weak word for a conference with one side at most is that side's own meeting; a session of several states is a conference.

    >>> event_type(EventType.CEREMONY, True, "lễ bàn giao hài cốt liệt sĩ", ()).value
    'COMMEMORATION'
    """
    shift = shift_of(trigger_type, clause, sides)
    if shift:
        return shift.becomes
    if trigger_type is EventType.CONFERENCE and not strong and len(sides) < 2:
        return EventType.MEETING
    if trigger_type is EventType.MEETING and _between_states(sides):
        return EventType.CONFERENCE
    return trigger_type


def shift_of(trigger_type: EventType, clause: str, sides: Sequence[Side]) -> Shift | None:
    """The row of `type_context.tsv` that decides, None where none fits."""
    fitting = (shift for match in _matcher().find(clause, clause) for shift in match.value)
    return min(
        (shift for shift in fitting if shift.origin is trigger_type and _fits(shift.sides, len(sides))),
        key=lambda shift: shift.rank,
        default=None,
    )


def _between_states(sides: Sequence[Side]) -> bool:
    """Whether sides of two countries meet, or a country and a body of several, such as ASEAN."""
    return len({side.party.country for side in sides}) >= 2


def _fits(wanted: str, count: int) -> bool:
    return wanted == "ANY" or (wanted == "TWO") == (count >= 2)
