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
_TOPIC_KINDS = ("STOP", "PHRASE")
_COUNT = re.compile(r"(?<![\w.,/])\d{1,3} $")
_SIGNING = re.compile(r"ký (?:kết )?(?=hợp tác)")
# A word of what the document is about: a number with its slashes ("18-NQ/TW") or a plain word, but no mark.
_WORD = re.compile(r" \(?(\w+(?:[-/]\w+)*)\)?| ?(?:- |/ ?)(\w+(?:[-/]\w+)*)")


@cache
def _matcher() -> PhraseMatcher[DocumentKind]:
    check("document_words", "kind", {*DocumentKind, *_TOPIC_KINDS})
    rows = [row for row in table("document_words", key="phrase") if row["kind"] not in _TOPIC_KINDS]
    pairs = {phrase: DocumentKind(row["kind"]) for row in rows for phrase in (fold(row["phrase"]), fold_spelling(row["phrase"]))}
    return PhraseMatcher(pairs.items())


@cache
def _topic_words(kind: str) -> frozenset[str]:
    return frozenset(fold(row["phrase"]) for row in table("document_words") if row["kind"] == kind)


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
        count = _COUNT.search(folded, max(start - 5, found[-1].end if found else 0), start)
        start = count.start() if count else start
        end = _topic_end(text, folded, match.end)
        found.append(DocumentMention(start, end, text[start:end], match.value))
    return found


def _topic_end(text: str, folded: str, end: int) -> int:
    """Where the words of what a document is about end: at a mark, or a word of the sentence."""
    before = ""
    for _ in range(_MAX_WORDS):
        match = _WORD.match(folded, end)
        if match is None:
            break
        word = match[1] or match[2]
        title_goes_on = word == "và" and text[match.end() + 1 : match.end() + 2].isupper()  # "Hữu nghị và Hợp tác"
        if word in _topic_words("STOP") and f"{before} {word}" not in _topic_words("PHRASE") and not title_goes_on:
            break
        before, end = word, match.end()
    return end
