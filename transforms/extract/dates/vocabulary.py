"""The date words of `seeds/lexicon/date_*.tsv`, folded, as look-ups and as alternations for the grammar's patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from os.path import commonprefix

from schemas.records import PartOfDay
from transforms import lexicon
from transforms.extract.dates.mention import Anchor, Direction, Point, Shift, Unit
from transforms.text import fold


class Scope(StrEnum):
    """Which dates a neighbouring word forbids."""

    NUMBER = "NUMBER"
    UNIT = "UNIT"
    YEAR = "YEAR"
    SPAN = "SPAN"
    RELATIVE = "RELATIVE"
    ANY = "ANY"


def _flag(cell: str) -> bool:
    return cell == "yes"


def _rows(name: str, **known: Iterable[str]) -> dict[str, dict[str, str]]:
    """The rows of a table by folded phrase; each column in `known` holds one of these values or nothing.

    Raises:
        LexiconError: an unknown value, or two phrases that fold to one.
    """
    for column, values in known.items():
        lexicon.check(name, column, set(values))
    rows = lexicon.table(name, key="phrase")
    folded = {fold(row["phrase"]): row for row in rows}
    if len(folded) != len(rows):
        raise lexicon.LexiconError(f"{name}.tsv: two phrases differ only in case or tone placement")
    return folded


def alternation(phrases: Iterable[str]) -> str:
    r"""A pattern for any of these whole words, the longest first, branching a character at a time so that a miss costs little.

    >>> alternation(["thứ", "thứ hai", "tuần"])
    't(?:hứ(?:\\ hai)?|uần)(?!\\w)'
    """
    return rf"{_branches({phrase for phrase in phrases if phrase})}(?!\w)"


def _branches(endings: set[str]) -> str:
    shared = commonprefix(list(endings))
    rest = {ending[len(shared) :] for ending in endings}
    if rest == {""}:
        return re.escape(shared)
    heads = sorted({ending[0] for ending in rest if ending})
    options = "|".join(_branches({ending for ending in rest if ending.startswith(head)}) for head in heads)
    return f"{re.escape(shared)}(?:{options}){'?' * ('' in rest)}"


def _scoped(name: str) -> dict[Scope, frozenset[str]]:
    """The phrases of each scope; a cell may name several, with spaces between."""
    lexicon.check(name, "scope", lambda cell: set(cell.split()) <= set(Scope))
    rows = _rows(name)
    return {scope: frozenset(phrase for phrase, row in rows.items() if scope in row["scope"].split()) for scope in Scope}


_FLAG = ("yes",)

PARTS_OF_DAY = {phrase: PartOfDay(row["part"]) for phrase, row in _rows("date_parts_of_day", part=PartOfDay).items()}

_WEEKDAYS = _rows("date_weekdays", weekday=map(str, range(7)), ordinal=_FLAG)
WEEKDAYS = {phrase: int(row["weekday"]) for phrase, row in _WEEKDAYS.items()}
ORDINALS = frozenset(phrase for phrase, row in _WEEKDAYS.items() if _flag(row["ordinal"]))

_MONTHS = _rows("date_months", month=map(str, range(1, 13)), lunar=_FLAG, capital=_FLAG)
MONTHS = {phrase: int(row["month"]) for phrase, row in _MONTHS.items()}
LUNAR_MONTHS = frozenset(phrase for phrase, row in _MONTHS.items() if _flag(row["lunar"]))
CAPITAL_MONTHS = frozenset(phrase for phrase, row in _MONTHS.items() if _flag(row["capital"]))

DAY_WORDS = {phrase: int(row["value"]) for phrase, row in _rows("date_numbers", value=map(str, range(1, 11))).items()}

_RELATIVES = _rows("date_relative", unit=Unit, anchor=Anchor, offset=map(str, range(-9, 10)), needs=("PART",))
RELATIVES = {phrase: Shift(Unit(row["unit"]), int(row["offset"]), Anchor(row["anchor"])) for phrase, row in _RELATIVES.items()}
AFTER_PART = frozenset(phrase for phrase, row in _RELATIVES.items() if row["needs"])

DIRECTIONS = {
    phrase: Direction(row["direction"]) for phrase, row in _rows("date_directions", direction=Direction, needs=("CLAUSE",)).items()
}
CLAUSE_DIRECTIONS = frozenset(phrase for phrase, row in _rows("date_directions").items() if row["needs"])
CLAUSE_STARTS = frozenset(fold(row["word"]) for row in lexicon.table("date_clause_starts", key="word"))

_CYCLE = _rows("date_cycle", kind=("STEM", "BRANCH"), index=map(str, range(12)))
STEMS = {phrase: int(row["index"]) for phrase, row in _CYCLE.items() if row["kind"] == "STEM"}
BRANCHES = {phrase: int(row["index"]) for phrase, row in _CYCLE.items() if row["kind"] == "BRANCH"}

_OWN_YEARS = _rows("date_own_years", kind=("PLAN", "OCCASION"))
PLANS = frozenset(phrase for phrase, row in _OWN_YEARS.items() if row["kind"] == "PLAN")
OCCASIONS = frozenset(phrase for phrase, row in _OWN_YEARS.items() if row["kind"] == "OCCASION")

EDGES = frozenset(_rows("date_edges"))

_FEASTS = _rows(
    "date_feasts", lunar=_FLAG, weak=_FLAG, month=map(str, range(1, 13)), day=map(str, range(1, 32)), days=map(str, range(1, 8))
)
FEASTS = {
    phrase: Point(month=int(row["month"]), day=int(row["day"]), lunar=_flag(row["lunar"]), days=int(row["days"]))
    for phrase, row in _FEASTS.items()
}
WEAK_FEASTS = frozenset(phrase for phrase, row in _FEASTS.items() if _flag(row["weak"]))

BLOCKED_AFTER = _scoped("date_blockers")
BLOCKED_BEFORE = _scoped("date_after_blockers")

_CUES = _rows("date_cues", dashes=_FLAG, occasion=_FLAG)
CUES = frozenset(_CUES)
EVENT_CUES = frozenset(phrase for phrase, row in _CUES.items() if not _flag(row["occasion"]))
DASH_CUES = frozenset(phrase for phrase, row in _CUES.items() if _flag(row["dashes"]))
