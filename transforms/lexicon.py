"""The tables under `seeds/lexicon/`: tab-separated, a header line, `#` comments; loaded once, checked when loaded."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files


class LexiconError(ValueError):
    """A table that an editor must mend; the message names table, line and cure."""


@cache
def table(name: str, key: str | None = None) -> tuple[dict[str, str], ...]:
    """The rows of `seeds/lexicon/NAME.tsv` as dicts by column; empty cells are ''.

    Where `key` is given, no two rows may share that column's value.

    Raises:
        LexiconError: a row with too few or too many cells, a cell with stray spaces, a doubled key.
    """
    lines = (files("seeds") / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    cells = csv.reader((line for _, line in numbered), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(cells)
    rows, seen = [], set()
    for (number, _), row in zip(numbered[1:], cells, strict=True):
        if len(row) != len(header):
            raise LexiconError(f"{name}.tsv, line {number}: {len(row)} cells, the header has {len(header)}")
        if any(cell != cell.strip() for cell in row):
            raise LexiconError(f"{name}.tsv, line {number}: a cell begins or ends with a space")
        rows.append(dict(zip(header, row, strict=True)))
        if key:
            if rows[-1][key] in seen:
                raise LexiconError(f"{name}.tsv, line {number}: {key} {rows[-1][key]!r} stands twice")
            seen.add(rows[-1][key])
    return tuple(rows)


def check(name: str, column: str, known: Collection[str] | Callable[[str], bool]) -> None:
    """Raises LexiconError where a non-empty cell of `column` is none of the `known` values."""
    fits = known if callable(known) else known.__contains__
    for row in table(name):
        if row[column] and not fits(row[column]):
            raise LexiconError(f"{name}.tsv: {column} {row[column]!r} is unknown")
