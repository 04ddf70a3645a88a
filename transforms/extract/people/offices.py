"""The titles of a name: the chain that leads up to it, and the ones in apposition after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.extract.mentions import PartyMention
from transforms.extract.people.titles import Title, TitleKind, Use, uses_before, uses_of
from transforms.extract.people.voice import acting_words, acts_after

_MAX_REACH = 130
_MAX_CHAIN = 12
_PIECE = re.compile(r"\w[\w./&-]*\w|\w|[^\w\s]")
# Marks that may stand inside an organ's name: "(UNESCO)", "Văn hóa, Thể thao và Du lịch", "Tài chính - ngân sách".
_INSIDE = [re.compile(form) for form in (r"\([\w& -]{2,14}\)", r", \w+ \w+(?:, \w+ \w+)? và \w+", r" - [^\W\d_]+")]
_CHAIN = re.compile(r"(?:,|;| -|-)? ?(?:(?:kiêm|kiêm nhiệm|đồng thời là) )?")
_ADDRESSED = re.compile(r"(?: ?:| gồm:?) ")
_APPOSITION = re.compile(r"(?: \([^()]{1,40}\))?(?: ?- |, | \()(?:(?:hiện )?là |hiện )?")


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles of one name as spans with their words of office. `touches`: the last stands right before the name."""

    spans: tuple[tuple[int, int], ...] = ()
    kinds: tuple[TitleKind, ...] = ()
    touches: bool = False
    shared: bool = False

    @property
    def holds_office(self) -> bool:
        return any(kind != TitleKind.ADDRESS for kind in self.kinds)


class Offices:
    """The titles of one sentence, ready to be asked which of them belong to a name."""

    def __init__(self, text: str, folded: str, parties: Sequence[PartyMention], titles: list[Title]):
        self._text, self._folded, self._titles = text, folded, titles
        self._starts = [title.start for title in titles]
        self._parties = sorted((party.start, party.end) for party in parties)
        self._reaches: dict[int, int] = {}

    def touches(self, start: int) -> bool:
        """Whether a title stands right before offset `start`."""
        index = bisect_left(self._starts, start) - 1
        return index >= 0 and self._titles[index].end == start - 1

    def before(self, start: int, floor: int) -> Titles:
        """The chain of titles that leads up to a name at `start`, not looking back beyond `floor`."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or self._starts[index] < floor or self._titles[index].end > start:
            return Titles()
        nearest = self._titles[index]
        gap = self._folded[nearest.end : start]
        touches = gap in (" ", "") or (self._folded.startswith("các ", nearest.start) and _ADDRESSED.fullmatch(gap) is not None)
        if not touches and (self._reach(index) < start - 1 or Use.OF in uses_before(self._folded, start)):
            return Titles()
        first = index
        while first > 0 and index - first < _MAX_CHAIN and self._starts[first - 1] >= floor and self._chained(first - 1):
            first -= 1
        ends = [min(self._reach(i), self._starts[i + 1] if i < index else start) for i in range(first, index + 1)]
        chain = self._titles[first : index + 1]
        spans = tuple((title.start, self._trim(title.start, end)) for title, end in zip(chain, ends, strict=True))
        plural = Use.PLURAL in uses_before(self._folded, chain[0].start) or self._folded.startswith(("các ", "vợ chồng "), chain[0].start)
        return Titles(spans, tuple(title.kind for title in chain), touches, plural)

    def after(self, end: int, following: int, holds_office: bool) -> tuple[Titles, int]:
        """The titles in apposition to a name that ends at `end`, and where they end.

        `following` is where the next capitalised run that may be a name begins: a title that reaches it is its own, unless
        the first name still wants one.
        """
        spans: list[tuple[int, int]] = []
        kinds: list[TitleKind] = []
        while gap := _APPOSITION.match(self._folded, end):
            index = bisect_left(self._starts, gap.end())
            if index == len(self._titles) or self._starts[index] != gap.end() or self._titles[index].kind == TitleKind.ADDRESS:
                break
            reach = self._reach(index)
            if holds_office and "," in gap[0] and self._goes_on(reach):
                break
            if reach >= following - 1 and not self._claims(gap[0], following, holds_office or bool(spans)):
                break
            closing = self._folded.find(" - ", gap.end(), reach) if "-" in gap[0] else -1
            end = self._trim(gap.end(), closing if closing >= 0 else reach)
            spans.append((gap.end(), end))
            kinds.append(self._titles[index].kind)
        return Titles(tuple(spans), tuple(kinds)), end

    def _goes_on(self, end: int) -> bool:
        """Whether the sentence goes on right after a title, which then is its subject: "…, Thủ tướng đã nhắc"."""
        word = _PIECE.match(self._folded, end + 1)
        return word is not None and Use.STOP in uses_of(word[0])

    def _claims(self, gap: str, following: int, holds_office: bool) -> bool:
        """Whether a title that runs into the next capitals is still the first name's: "ông A - Chủ tịch UBND phường Trần Phú"."""
        return not holds_office and ("-" in gap or Use.ADMIN in uses_before(self._folded, following))

    def _chained(self, index: int) -> bool:
        """Whether a title belongs to the same name as the next one: "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh"."""
        reach, following = self._reach(index), self._titles[index + 1]
        if Use.OF in uses_before(self._folded, following.start):
            return False
        gap = _CHAIN.fullmatch(self._folded, min(reach, following.start), following.start)
        called = self._titles[index].kind == TitleKind.TRADE and following.kind == TitleKind.ADDRESS
        return gap is not None and not (called and "," in gap[0])

    def _reach(self, index: int) -> int:
        """Where the words of the office that a title opens end."""
        if index not in self._reaches:
            title = self._titles[index]
            self._reaches[index] = title.end if title.kind == TitleKind.ADDRESS else self._scan(index)
        return self._reaches[index]

    def _scan(self, index: int) -> int:
        title = self._titles[index]
        limit = min(len(self._folded), title.end + _MAX_REACH)
        if index + 1 < len(self._starts):
            limit = min(limit, self._starts[index + 1])
        here = end = title.end
        while piece := _PIECE.search(self._folded, here, limit):
            party_end = self._party_end(piece.start(), title.start)
            if party_end:
                here = end = party_end
                continue
            word = piece[0]
            if self._text[piece.start()].islower() and self._ends_office(word, end, title.kind):
                break
            skip = piece
            if not word[0].isalnum() and word not in "&/":
                dash = word == "-"
                skip = next((found for form in _INSIDE if (found := form.match(self._text, piece.start() - dash))), None)
                if skip is None or skip.end() > limit or (dash and Use.STOP in uses_of(self._folded[skip.start() + 3 : skip.end()])):
                    break
            here = end = skip.end()
        return end

    def _ends_office(self, word: str, end: int, kind: TitleKind) -> bool:
        """Whether a lower-case word after offset `end` belongs to the sentence and no longer to the office."""
        if Use.STOP in uses_of(word) or (word == "tại" and kind != TitleKind.DIPLOMAT):
            return True
        return word in acting_words() and acts_after(self._folded, end)

    def _party_end(self, offset: int, after: int) -> int | None:
        index = bisect_right(self._parties, (offset, len(self._text))) - 1
        if index >= 0 and after <= self._parties[index][0] and offset < self._parties[index][1]:
            return self._parties[index][1]
        return None

    def _trim(self, start: int, end: int) -> int:
        """The end of a title's words without a joining word or mark."""
        words = self._text[start:end].rstrip(" ,;-(")
        for joint in (" và", " kiêm", " cùng"):
            words = words.removesuffix(joint)
        return start + len(words)
