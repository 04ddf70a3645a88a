"""Which capitalised runs of a sentence may be names, once titles, sides and places are taken out of them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.extract.mentions import PartyMention, PlaceKind, PlaceMention
from transforms.extract.people.names import MAX_TOKENS, SURNAMES, Token, Tokens, is_korean, is_vietnamese, person_part
from transforms.extract.people.titles import Title, TitleKind, Use, uses_of
from transforms.lexicon import check, table
from transforms.text import fold

# Behind these a word that also names a place is a name: "bà Thanh Hóa" is none, "ông Hòa Bình" may be one.
_ADDRESSES = {"ông", "bà", "chị", "cô"}
_OPENING = 4
_CALLINGS = {TitleKind.RANK, TitleKind.DEGREE, TitleKind.TRADE}
_SMALL_PLACES = {PlaceKind.SITE, PlaceKind.COMMUNE, PlaceKind.DISTRICT}
_OPENERS = {Use.STOP, Use.ADMIN, Use.OF}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may be a name.

    `cut`: other capitalised words stand right before it;
    `needs_title`: the words also name a street or school more often than a person.
    """

    tokens: Tokens
    cut: bool
    needs_title: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


class Spans:
    """Spans of a sentence, asked by offset; overlapping ones are merged where they begin."""

    def __init__(self, spans: Iterable[tuple[int, int]]):
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if not self._spans or start >= self._spans[-1][1]:
                self._spans.append((start, end))
            elif end > self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], end)

    def at(self, offset: int) -> tuple[int, int] | None:
        """The span that covers an offset."""
        index = bisect_right(self._spans, (offset, sys.maxsize)) - 1
        return self._spans[index] if index >= 0 and offset < self._spans[index][1] else None

    def inside(self, offset: int) -> bool:
        """Whether an offset lies behind the first character of a span."""
        span = self.at(offset)
        return span is not None and span[0] < offset


@cache
def _not_people() -> dict[str, str]:
    check("not_people", "use", {"NEVER", "UNTITLED"})
    return {fold(row["phrase"]): row["use"] for row in table("not_people", key="phrase")}


def inside_names(runs: Iterable[Tokens]) -> set[int]:
    """Offsets of tokens that follow a surname in their run, or a token that does: no title begins there."""
    offsets: set[int] = set()
    for run in runs:
        named = False
        for token in run:
            if named:
                offsets.add(token.start)
            named = named or SURNAMES.get(token.key) in ("COMMON", "RARE")
    return offsets


def known_spans(runs: Iterable[Tokens], titles: Sequence[Title], parties: Sequence[PartyMention], places: Sequence[PlaceMention]) -> Spans:
    """The spans of sides and places in which no name is sought.

    Left out: one that begins inside a title ("nhà báo An"), a small place right behind a calling ("hậu vệ Đình Hoàng"). One that runs on
    into the name of its head ("Chủ tịch Hội Luật gia Việt Nam Nguyễn Văn An") ends before it.
    """
    if not parties and not places:
        return Spans(())
    title_spans = Spans((title.start, title.end) for title in titles)
    behind_title = {title.end + 1 for title in titles if title.kind != TitleKind.ADDRESS}
    behind_calling = {title.end + 1 for title in titles if title.kind in _CALLINGS}
    small = {(place.start, place.end) for place in places if place.kind in _SMALL_PLACES and place.start in behind_calling}
    spans = {(span.start, span.end) for span in (*parties, *places) if not title_spans.inside(span.start)} - small
    parts = [person_part(run) for run in runs if len(run) > 2]
    heads = {part[-1].end: part[0].start for part in parts if len(part) > 2 and (is_vietnamese(part) or is_korean(part))}
    return Spans((start, heads[end] - 1 if start in behind_title and start < heads.get(end, 0) else end) for start, end in spans)


def find_candidates(folded: str, runs: Iterable[Sequence[Token]], titles: Sequence[Title], known: Spans) -> list[Candidate]:
    """The parts of capitalised runs that are no title and no known side or place."""
    title_spans = Spans((title.start, title.end) for title in titles)
    addressed = {title.end + 1 for title in titles if folded[title.start : title.end] in _ADDRESSES}
    found: list[Candidate] = []
    for run in runs:
        part: list[Token] = []
        for token in _without_things(folded, run):
            if title_spans.at(token.start) or _is_known(token, part, known, addressed):
                _close(found, part, run[0])
                part = []
            else:
                part.append(token)
        _close(found, part, run[0])
    return found


def _without_things(folded: str, run: Sequence[Token]) -> Sequence[Token]:
    """A run without what opens a sentence ("Theo Nguyễn …") or is no person even behind "Bà" ("Bà Rịa")."""
    for index in range(len(run) - 1):
        if _not_people().get(f"{run[index].key} {run[index + 1].key}") == "NEVER":
            return [*run[:index], *run[index + 2 :]]
    opens = not folded[: run[0].start].strip(' "(') if run[0].start < _OPENING else False
    if opens and len(run) > 1 and not uses_of(run[0].key).isdisjoint(_OPENERS):
        return run[1:]
    return run


def _is_known(token: Token, part: list[Token], known: Spans, addressed: set[int]) -> bool:
    """Whether a token belongs to a side or place, rather than to a name that holds the same words ("Nguyễn Hòa Bình")."""
    span = known.at(token.start)
    if span is None or (part and part[-1].end > span[0]):
        return False
    named = part and part[0].key in SURNAMES
    return span[0] < token.start or not (named or token.start in addressed)


def _close(found: list[Candidate], part: list[Token], first: Token) -> None:
    if not part:
        return
    tokens = person_part(part)
    use = _not_people().get(" ".join(token.key for token in tokens))
    if len(tokens) <= MAX_TOKENS and use != "NEVER":
        found.append(Candidate(tuple(tokens), tokens[0] is not first, use == "UNTITLED"))
