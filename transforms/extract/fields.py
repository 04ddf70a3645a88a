"""Finds the fields of cooperation that a text touches."""

from __future__ import annotations

from collections import Counter
from functools import cache

from schemas.records import Field
from transforms.lexicon import LexiconError, check, table
from transforms.matching import Match, PhraseMatcher
from transforms.text import fold, fold_spelling

_ORDER = {field: number for number, field in enumerate(Field)}


@cache
def _matcher() -> PhraseMatcher[frozenset[Field]]:
    check("field_words", "field", set(Field))
    fields: dict[str, frozenset[Field]] = {}
    for row in table("field_words"):
        field = Field(row["field"])
        for phrase in {fold(row["phrase"]), fold_spelling(row["phrase"])}:
            if field in fields.get(phrase, ()):
                raise LexiconError(f"field_words.tsv: {row['phrase']!r} {field} stands twice")
            fields[phrase] = fields.get(phrase, frozenset()) | {field}
    return PhraseMatcher(fields.items())


def find_fields(text: str, folded: str | None = None) -> tuple[Field, ...]:
    """The fields that the words of a text name, most often named first, then in the schema's order; () where none is.

    >>> find_fields("hợp tác giáo dục, y tế và giáo dục nghề nghiệp")
    (<Field.EDUCATION: 'EDUCATION'>, <Field.HEALTH: 'HEALTH'>)
    """
    counts = Counter(field for match in field_words(text, folded) for field in match.value)
    return tuple(sorted(counts, key=lambda field: (-counts[field], _ORDER[field])))


def field_words(text: str, folded: str | None = None) -> list[Match[frozenset[Field]]]:
    """The words that `find_fields` goes by, from left to right."""
    return _matcher().find(text, folded)
