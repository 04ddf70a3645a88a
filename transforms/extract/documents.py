"""Finds the documents a sentence names: kind and words, with their number and what they are about."""

from __future__ import annotations

import re
from functools import cache

from schemas.records import DocumentKind
from transforms.extract.mentions import DocumentMention
from transforms.lexicon import check, table
from transforms.matching import PhraseMatcher
from transforms.text import fold, fold_spelling

_MAX_WORDS = 9
_COUNT = re.compile(r"(?<![\w.,/])\d{1,3} $")
_SIGNING = re.compile(r"ký (?:kết )?(?=hợp tác)")
# A word of what the document is about: a number with its slashes ("18-NQ/TW") or a plain word, but no mark.
_WORD = re.compile(r" \(?(\w+(?:[-/]\w+)*)\)?| ?(?:- |/ ?)(\w+(?:[-/]\w+)*)")


@cache
def _matcher() -> PhraseMatcher[DocumentKind]:
    check("document_words", "kind", {*DocumentKind, "STOP"})
    rows = [row for row in table("document_words", key="phrase") if row["kind"] != "STOP"]
    pairs = {phrase: DocumentKind(row["kind"]) for row in rows for phrase in (fold(row["phrase"]), fold_spelling(row["phrase"]))}
    return PhraseMatcher(pairs.items())


@cache
def _stops() -> frozenset[str]:
    return frozenset(fold(row["phrase"]) for row in table("document_words") if row["kind"] == "STOP")


def find_documents(text: str, folded: str | None = None) -> list[DocumentMention]:
    """The documents that a sentence names, from left to right.

    >>> [(d.kind.value, d.text) for d in find_documents("Hai bên ký 6 biên bản ghi nhớ hợp tác về y tế.")]
    [('MEMORANDUM', '6 biên bản ghi nhớ hợp tác về y tế')]
    """
    folded = fold(text) if folded is None else folded
    found: list[DocumentMention] = []
    for match in _matcher().find(text, folded):
        if found and match.start < found[-1].end:
            continue
        signing = _SIGNING.match(folded, match.start, match.end)
        start = signing.end() if signing else match.start
        count = _COUNT.search(folded, max(0, start - 5), start)
        start = count.start() if count else start
        end = _topic_end(folded, match.end)
        found.append(DocumentMention(start, end, text[start:end], match.value))
    return found


def _topic_end(folded: str, end: int) -> int:
    """Where the words of what a document is about end."""
    stops = _stops()
    for _ in range(_MAX_WORDS):
        word = _WORD.match(folded, end)
        if word is None or (word[1] or word[2]) in stops:
            break
        end = word.end()
    return end
