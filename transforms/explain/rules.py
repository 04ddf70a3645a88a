"""Which rows of the tables under `seeds/lexicon/` know some words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from transforms.extract.triggers import NO_EVENT
from transforms.lexicon import table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

Row = dict[str, str]
_NO_EVENT = "no event"

# The columns that hold a table's phrases (several in a cell are split at |), and those that a reader gets to see.
_COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "triggers": (("phrase",), ("type", "form", "frame", "strength")),
    "modality": (("cue",), ("kind", "side")),
    "event_types": (("type",), ("plover",)),
    "date_parts_of_day": (("phrase",), ("part",)),
    "date_relative": (("phrase",), ("unit", "offset", "anchor")),
    "date_directions": (("phrase",), ("direction",)),
    "date_feasts": (("phrase",), ("month", "day", "weak")),
    "year_owners": (("word",), ()),
    "countries": (("name", "aliases", "pair", "cued"), ("code",)),
    "provinces": (("name", "aliases"), ("code",)),
    "cities": (("name", "aliases"), ("region", "country")),
    "vn_districts": (("name",), ("kind", "region")),
    "vn_districts_former": (("name",), ("kind", "region")),
    "vn_communes": (("name",), ("regions",)),
    "border_gates": (("name", "aliases"), ("region", "country")),
    "landmarks": (("phrase",), ("kind", "region", "country")),
    "organisations": (("name", "aliases"), ("country",)),
    "organ_heads": (("phrase",), ("kind", "level")),
    "government_fields": (("field",), ("of",)),
    "person_titles": (("title",), ("kind",)),
    "voice_cues": (("phrase",), ("voice", "side")),
    "currencies": (("word",), ("currency",)),
    "money_words": (("phrase",), ("use", "side")),
    "document_words": (("phrase",), ("kind",)),
    "field_words": (("phrase",), ("field",)),
    "page_marks": (("mark",), ("kind",)),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a table: its key, and what its other cells say.

    >>> str(Rule("triggers", "hội đàm", "CONFERENCE, NOUN, MEETS, STRONG"))
    'triggers.tsv: hội đàm → CONFERENCE, NOUN, MEETS, STRONG'
    """

    table: str
    row: str
    says: str

    def __str__(self) -> str:
        return f"{self.table}.tsv: {self.row}" + (f" → {self.says}" if self.says else "")


def rules_in(name: str, text: str, **cells: str) -> tuple[Rule, ...]:
    """The rows of a table whose phrases stand in a text, from left to right, each once; `cells` they must hold.

    >>> [str(rule) for rule in rules_in("modality", "sẽ thăm")]
    ['modality.tsv: sẽ → FUTURE, EITHER']
    """
    key_columns, shown = _COLUMNS[name]
    found = [row for match in _matcher(name).find(text) for row in match.value if cells.items() <= row.items()]
    return tuple(dict.fromkeys(Rule(name, row[key_columns[0]], _says(row, shown)) for row in found))


def _says(row: Row, shown: tuple[str, ...]) -> str:
    cells = [row[column] for column in shown]
    return _NO_EVENT if cells and set(cells) == {NO_EVENT} else ", ".join(cell for cell in cells if cell not in ("", NO_EVENT))


@cache
def _matcher(name: str) -> PhraseMatcher[tuple[Row, ...]]:
    rows: dict[str, list[Row]] = {}
    for row in table(name):
        phrases = {fold_spelling(phrase) for column in _COLUMNS[name][0] for phrase in row[column].split("|") if phrase}
        for phrase in sorted(phrases):
            rows.setdefault(phrase, []).append(row)
    return PhraseMatcher(((phrase, tuple(found)) for phrase, found in rows.items()), fold_spelling)
