"""Cuts a story into sentences that know where they stand, so that every finding is an exact slice of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.records import Evidence, Section, Story
from transforms.lexicon import table
from transforms.text import fold, spell

# One finder call gets no more than this: a line of a megabyte without a full stop must cost no more than its length.
LONGEST = 1200
_STOP = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,2}(\w))")
_LAST_WORD = re.compile(r"\w{1,12}\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters `start` to `end` of text `index` of `section`; `folded` and `cues` keep its length."""

    section: Section
    index: int
    start: int
    end: int
    text: str
    folded: str
    cues: str

    def evidence(self) -> Evidence:
        return Evidence(self.section, self.index, self.start, self.end, self.text)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in table("abbreviations", key="abbreviation"))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of one text, without the blanks around it; long ones are cut at a space.

    >>> list(sentence_spans("Chiều 5/3, đoàn thăm TP. Vinh. Đoàn gồm 5 người."))
    [(0, 30), (31, 48)]
    """
    start = 0
    for stop in _STOP.finditer(text):
        if not stop[1].islower() and not _is_abbreviation(text, stop.start()):
            yield from _pieces(text, start, stop.end())
            start = stop.end()
    yield from _pieces(text, start, len(text))


def _is_abbreviation(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return False
    last = _LAST_WORD.search(text, max(0, stop - 12), stop)
    return bool(last) and (last[0] in _abbreviations() or (len(last[0]) == 1 and last[0].isupper()))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut + (text[cut] == " ")
    if start < end:
        yield start, end


def sentences(story: Story) -> Iterator[Sentence]:
    """Every sentence of title, teaser, body and captions, in that order."""
    yield from _cut(Section.TITLE, 0, story.title)
    yield from _cut(Section.TEASER, 0, story.teaser)
    for index, paragraph in enumerate(story.paragraphs):
        yield from _cut(Section.BODY, index, paragraph)
    for index, caption in enumerate(story.captions):
        yield from _cut(Section.CAPTION, index, caption.text)


def _cut(section: Section, index: int, text: str) -> Iterator[Sentence]:
    for start, end in sentence_spans(text):
        slice_ = text[start:end]
        folded = fold(slice_)
        yield Sentence(section, index, start, end, slice_, folded, spell(folded))
