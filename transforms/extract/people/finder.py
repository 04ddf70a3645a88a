"""Finds the people of one sentence: each name apart from rank, title, office and form of address on either side of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.extract.mentions import PartyMention, PersonMention, PlaceMention
from transforms.extract.people.candidates import Candidate, find_candidates, inside_names, known_spans
from transforms.extract.people.identity import person_id
from transforms.extract.people.names import SURNAMES, Tokens, capital_runs, is_foreign, is_korean, is_syllable, is_vietnamese
from transforms.extract.people.offices import Offices, Titles
from transforms.extract.people.titles import TitleKind, Use, find_titles, uses_before, uses_of
from transforms.extract.people.voice import acts_after, with_voices
from transforms.text import fold

_LIST_GAP = re.compile(r"(?: \([^()]{1,30}\))?(?:(?: ?[,;])?(?: và| cùng| với)? | ?- | & )")
_WORD_AFTER = re.compile(r" ([^\W\d_]+)")
_WORD = re.compile(r"\w")
_NAMES_ORGAN = {Use.THING, Use.HEAD, Use.ADMIN}
_BYLINE_END = re.compile(r"\W*(?:\(\w+\))?\W*")
_THINGS_GAP = re.compile(r"(?: \([^()]{1,60}\)?)?(?: ?[,;] ?| và | ?- ?| đến )")
# Titles that a bare family or given name follows; an office is followed by its organ as readily.
_PERSONAL = {TitleKind.RANK, TitleKind.DEGREE, TitleKind.STATE, TitleKind.TRADE, TitleKind.DIPLOMAT}


def find_people(
    text: str,
    folded: str | None = None,
    parties: Sequence[PartyMention] = (),
    places: Sequence[PlaceMention] = (),
) -> list[PersonMention]:
    """The people that a sentence names, from left to right; the sides and places it names are no people, and may be theirs.

    >>> [(p.name, p.titles) for p in find_people("Chủ tịch UBND tỉnh Võ Trọng Hải tiếp ông Trump.")]
    [('Võ Trọng Hải', ('Chủ tịch UBND tỉnh',)), ('Trump', ())]
    """
    folded = fold(text) if folded is None else folded
    runs = capital_runs(text, folded)
    if not runs:
        return []
    titles = find_titles(text, folded, inside_names(runs))
    if not titles:  # without any, a single word is no name
        runs = [run for run in runs if len(run) > 1]
        if not runs:
            return []
    known = known_spans(runs, titles, parties, places)
    titles = [title for title in titles if not known.inside(title.start)]
    candidates = find_candidates(folded, runs, titles, known)
    if not candidates:
        return []
    offices = Offices(text, folded, parties, titles)
    sentence = _Sentence(text, folded, parties, offices)
    following = len(text) + 1
    ahead = []
    for candidate in reversed(candidates):
        ahead.append((candidate, following))
        if sentence.is_likely(candidate):
            following = candidate.start
    for candidate, next_name in reversed(ahead):
        sentence.read(candidate, next_name)
    return with_voices(sentence.found, folded)


def _begins_organ(tokens: Tokens) -> bool:
    """Whether the first capital is that of an organ or thing: "Sở", "Trường", "Tỉnh"."""
    surname = len(tokens) > 1 and tokens[0].key in SURNAMES
    return not surname and not uses_of(tokens[0].key).isdisjoint(_NAMES_ORGAN)


def _speaks_for(span: tuple[int, int], party: PartyMention, candidate: Candidate) -> bool:
    """Whether the words of an office name a side, and the side is no misreading of the name itself."""
    return party.start < span[1] and span[0] < party.end and not party.start < candidate.end <= party.end


class _Sentence:
    """One sentence while its people are being found, from left to right."""

    def __init__(self, text: str, folded: str, parties: Sequence[PartyMention], offices: Offices):
        self._text, self._folded, self._parties, self._offices = text, folded, parties, offices
        self._shared = Titles()
        self._things_end = -1
        self.found: list[PersonMention] = []

    def read(self, candidate: Candidate, following: int) -> None:
        """Appends the person that a candidate names, if it names one; `following` is where the next likely name begins."""
        floor = self.found[-1].span_end if self.found else 0
        if candidate.start < floor:
            return
        left = self._offices.before(candidate.start, floor)
        if not left.spans and len(candidate.tokens) == 1:
            return
        listed = bool(self.found) and _LIST_GAP.fullmatch(self._folded, floor, candidate.start) is not None
        right, end = self._offices.after(candidate.end, following, left.holds_office)
        if self._is_person(candidate, left, right, listed):
            left = self._without_others(left) if right.spans else left
            if left.spans:
                self._shared = left if left.shared or TitleKind.TRADE in left.kinds else Titles()
            given = left if left.spans or not listed else self._shared
            self.found.append(self._mention(candidate, given, right, max(end, candidate.end), own=bool(left.spans)))

    def _without_others(self, left: Titles) -> Titles:
        """The form of address alone where the office before its comma is somebody else's: "…của lãnh đạo tỉnh, ông An, Tổng lãnh sự"."""
        if len(left.spans) < 2 or left.kinds[-1] != TitleKind.ADDRESS or "," not in self._text[left.spans[-2][1] : left.spans[-1][0]]:
            return left
        return replace(left, spans=left.spans[-1:], kinds=left.kinds[-1:])

    def is_likely(self, candidate: Candidate) -> bool:
        """Whether a title before a candidate should be kept for it."""
        tokens = candidate.tokens
        if is_vietnamese(tokens) or is_foreign(tokens):
            return True
        if not self._offices.touches(candidate.start) or _begins_organ(tokens):
            return False
        return not all(is_syllable(token.key) for token in tokens) or not self._goes_on(candidate.end)

    def _is_person(self, candidate: Candidate, left: Titles, right: Titles, listed: bool) -> bool:
        if self._is_thing(candidate, left):
            self._things_end = candidate.end
            return False
        if left.touches:
            return self._fits_title(candidate, left.kinds[-1])
        if candidate.needs_title:
            return False
        if left.spans:
            return self._fits_office(candidate)
        return self._stands_alone(candidate, right, listed)

    def _is_thing(self, candidate: Candidate, left: Titles) -> bool:
        """Whether a street, school, firm or picture bears the name, or a list of such things goes on with it."""
        if not left.spans and self._things_end >= 0 and _THINGS_GAP.fullmatch(self._folded, self._things_end, candidate.start):
            return True
        addressed = left.kinds[:1] == (TitleKind.ADDRESS,)
        start = candidate.start if addressed or not left.spans else left.spans[0][0]
        return not uses_before(self._folded, start).isdisjoint((Use.THING, Use.CREDIT))

    def _fits_title(self, candidate: Candidate, kind: TitleKind) -> bool:
        """Whether the capitals right behind a title are a name, and no organ or field ("Giám đốc Sở", "Bộ trưởng Tài chính")."""
        tokens = candidate.tokens
        if kind in (TitleKind.ADDRESS, TitleKind.RANK, TitleKind.DEGREE) or (len(tokens) > 2 and is_vietnamese(tokens)):
            return True
        if _begins_organ(tokens):
            return False
        if kind == TitleKind.TRADE and len(tokens) > 1:
            return True
        if not all(is_syllable(token.key) for token in tokens):
            return kind in _PERSONAL or len(tokens) > 1
        return not self._goes_on(candidate.end)

    def _fits_office(self, candidate: Candidate) -> bool:
        """Whether capitals behind the words of an office name who holds it."""
        named = SURNAMES.get(candidate.tokens[0].key) == "COMMON"
        before = frozenset() if candidate.cut else uses_before(self._folded, candidate.start)
        if Use.THING in before or self._text.startswith("(", candidate.start - 1):
            return False
        if len(candidate.tokens) > 2 and is_vietnamese(candidate.tokens):
            return True
        if Use.ADMIN in before and not (named and self._folded.endswith(("ủy ", "tỉnh "), 0, candidate.start)):
            return False
        return is_foreign(candidate.tokens) or (is_vietnamese(candidate.tokens) and not self._goes_on(candidate.end))

    def _stands_alone(self, candidate: Candidate, right: Titles, listed: bool) -> bool:
        """Whether capitals without any title before them are a person."""
        tokens = candidate.tokens
        if Use.ADMIN in uses_before(self._folded, candidate.start):
            return False
        named = is_vietnamese(tokens) or is_foreign(tokens) or (listed and is_korean(tokens, listed))
        if right.spans:
            return named or not self._goes_on(candidate.end)
        if listed and self._shared.kinds and len(tokens) < 4 and not self._goes_on(candidate.end):
            return named or all(is_syllable(token.key) for token in tokens)
        if listed or is_korean(tokens) or acts_after(self._folded, candidate.end):
            return named
        return len(tokens) > 2 and is_vietnamese(tokens) and not self._is_byline(candidate)

    def _goes_on(self, end: int) -> bool:
        """Whether a word follows that may belong to the capitals before it ("Sở Y tế", "Bộ CHQS"), and is no verb of the sentence."""
        word = _WORD_AFTER.match(self._text, end)
        return word is not None and uses_of(word[1]).isdisjoint((Use.STOP, Use.OF, Use.ADMIN))

    def _is_byline(self, candidate: Candidate) -> bool:
        return not _WORD.search(self._text[: candidate.start]) and _BYLINE_END.fullmatch(self._text, candidate.end) is not None

    def _mention(self, candidate: Candidate, left: Titles, right: Titles, end: int, own: bool) -> PersonMention:
        kinds, spans = (*left.kinds, *right.kinds), (*left.spans, *right.spans)
        spans = tuple(span for span, kind in zip(spans, kinds, strict=True) if kind != TitleKind.ADDRESS)
        party = next((party for span in spans for party in self._parties if _speaks_for(span, party, candidate)), None)
        name = self._text[candidate.start : candidate.end]
        return PersonMention(
            start=candidate.start,
            end=candidate.end,
            span_start=left.spans[0][0] if own else candidate.start,
            span_end=end,
            name=name,
            id=person_id(name),
            titles=tuple(self._text[start:stop] for start, stop in spans),
            organisation=(party.organisation or party.name) if party else None,
            party=party,
        )
