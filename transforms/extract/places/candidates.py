"""Sees the places of one sentence: names, names behind their unit, and sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.extract.mentions import PlaceKind
from transforms.extract.places.gazetteer import Entry, Gazetteer, Head, Phrase, Use, gazetteer, spelling_key
from transforms.extract.places.words import cues, in_person, is_syllable, run_end, surnames, vocabulary, word_after, word_before
from transforms.matching import Match
from transforms.text import fold

_CAPITALS = re.compile(r"\b[^\W\d_]")
_NUMBER = re.compile(r"\d{1,3}(?!\d)")
_HYPHEN = re.compile(r"\s?-\s?\Z")
_UNIT_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.COMMUNE})
_JOINING = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.SITE)
_UNIT_WORDS = 4
# Which of several kinds a bare name means: the lowest number.
_LIKELY = {kind: number for number, kind in enumerate(dict.fromkeys((PlaceKind.COUNTRY, PlaceKind.PROVINCE, *PlaceKind)))}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place seen, before story and neighbours settle where it is: `entries` are the places it may be.

    `tentative` ones need a larger place around them, or the story's word for it. `abroad` marks a unit of which Vietnam has none,
    `village` one inside a commune.
    """

    start: int
    end: int
    kind: PlaceKind
    name: str
    entries: tuple[Entry, ...] = ()
    tentative: bool = False
    national: bool = False
    abroad: bool = False
    village: bool = False


class Sentence:
    """One sentence read once: its candidates from left to right, none inside another."""

    def __init__(self, text: str, folded: str | None):
        self.text = text
        self.folded = fold(text) if folded is None else folded
        self.known: Gazetteer = gazetteer()
        self.matches = self.known.matcher.find(text, self.folded)
        self._at = {match.start: index for index, match in enumerate(self.matches)}
        self._ends = {match.end: match for match in self.matches}
        self._shouting = text.isupper()

    def candidates(self) -> list[Candidate]:
        found: list[Candidate] = []
        for match in self.matches:
            if found and match.start < found[-1].end:
                continue
            candidate = self._headed(match) if match.value.head else None
            candidate = candidate or (self._named(match) if match.value.entries else None)
            if candidate:
                found.append(candidate)
        return found

    def _headed(self, match: Match[Phrase]) -> Candidate | None:
        head = match.value.head
        if head is None or self._part_of_name(match, head):
            return None
        start = match.end + (self.text[match.end : match.end + 1] == " ")
        if head.alone:
            return self._alone(match, head)
        if start == match.end and self.text[match.end - 1] != ".":
            return None
        if head.kind in _UNIT_KINDS:
            return self._unit(match.start, start, head)
        if head.kind is PlaceKind.BORDER_GATE:
            return self._gate(match.start, start, head)
        return self._site(match.start, start, head)

    def _part_of_name(self, match: Match[Phrase], head: Head) -> bool:
        """Whether a head of one syllable is a syllable of somebody's name ("Phan Đình Phùng") or of a longer word ("yêu cầu")."""
        written = self.text[match.start : match.end]
        if " " in written or self._shouting:
            return False
        before = word_before(self.text, match.start)
        if written[0].isupper():
            opening = match.start - len(before) - 1 == 0
            named = before in surnames() or before in surnames("RARE") if opening else before[:1].isupper()
            return head.kind is PlaceKind.SITE and (named or written in surnames("RARE"))
        return (head.kind is PlaceKind.SITE or head.village) and f"{before} {written}".lower() in vocabulary()

    def _alone(self, match: Match[Phrase], head: Head) -> Candidate:
        """A head that needs no name, with the country or province right behind it ("Văn phòng Chính phủ Lào")."""
        index = self._at.get(match.end + 1)
        behind = self._named(self.matches[index]) if index is not None and self.text[match.end] == " " else None
        entries = behind.entries if behind and not behind.tentative else ()
        end = behind.end if behind and entries else match.end
        return Candidate(match.start, end, head.kind, self.text[match.start : end], entries, national=head.national)

    def _named(self, match: Match[Phrase]) -> Candidate | None:
        entries = [entry for entry in match.value.entries if self._reads_as(entry, match)]
        if not entries:
            return None
        bare = [entry for entry in entries if entry.use is not Use.UNIT]
        chosen = bare or entries
        kind = min((entry.kind for entry in chosen), key=_LIKELY.__getitem__)
        chosen = [entry for entry in chosen if entry.kind is kind]
        tentative = not bare and not self._located(match.start, chosen)
        return Candidate(match.start, match.end, kind, chosen[0].name, tuple(chosen), tentative)

    def _located(self, start: int, entries: list[Entry]) -> bool:
        """Whether something is said to be at a place that no other shares its name with ("ở Nghĩa Đàn")."""
        return len({entry.region for entry in entries}) == 1 and self._cued(start, "LOCATIVE")

    def _cued(self, start: int, use: str) -> bool:
        """Whether a cue of one or two words stands right before `start`."""
        before = self.folded[max(0, start - 24) : max(0, start - 1)].rsplit(" ", 2)
        return self.folded[start - 1 : start] == " " and not cues(use).isdisjoint((before[-1], " ".join(before[-2:])))

    def _reads_as(self, entry: Entry, match: Match[Phrase]) -> bool:
        """Whether capitals and neighbours let a bare phrase be this place."""
        text, start, end = self.text, match.start, match.end
        written = text[start:end]
        if self._shouting:
            return entry.use in (Use.BARE, Use.SHORT)
        if not match.value.lowered and not written[0].isupper():
            return False
        initials = _CAPITALS.findall(written)
        if not (all(map(str.isupper, initials[-1 if match.value.lowered else -2 :])) if entry.strict else any(map(str.isupper, initials))):
            return False
        before = word_before(text, start)
        if entry.use is Use.BARE:
            return not (entry.country == "VN" or " " not in written) or not self._in_person(start, before)
        if entry.use is Use.UNIT:
            return not before[:1].isupper() and not self._in_person(start, before)
        if self._paired(start, end):
            return True
        return entry.use is not Use.PAIR and self._is_short_country(entry, before, start, end)

    def _in_person(self, start: int, before: str) -> bool:
        return before in cues("ADDRESS") or in_person(self.text, start)

    def _is_short_country(self, entry: Entry, before: str, start: int, end: int) -> bool:
        cued = self._cued(start, "COUNTRY")
        if entry.use is Use.CUED:
            return cued and not in_person(self.text, start)
        after = word_after(self.text, end)
        if after[:1].isupper() and is_syllable(after) and not cued and end + 1 not in self._at:
            return False
        return not self._in_person(start, before) and not (before[:1].isupper() and is_syllable(before) and start - len(before) > 1)

    def _paired(self, start: int, end: int) -> bool:
        """Whether another country, long or short, stands behind or before a hyphen."""
        index = self._at[start]
        after = self.matches[index + 1] if index + 1 < len(self.matches) else None
        before = self.matches[index - 1] if index else None
        return bool(
            (after and self._is_country(after) and _HYPHEN.match(self.text[end : after.start]))
            or (before and self._is_country(before) and _HYPHEN.match(self.text[before.end : start]))
        )

    def _is_country(self, match: Match[Phrase]) -> bool:
        return self.text[match.start].isupper() and any(entry.kind is PlaceKind.COUNTRY for entry in match.value.entries)

    def _unit(self, start: int, name_start: int, head: Head) -> Candidate | None:
        text = self.text
        index = self._at.get(name_start)
        if index is not None and text[name_start].isupper():
            match = self.matches[index]
            entries = self._units_of(match.value.entries, head)
            if entries:
                return Candidate(start, match.end, entries[0].kind, entries[0].name, entries)
        number = _NUMBER.match(text, name_start) if head.numbered else None
        end = number.end() if number else run_end(text, self.folded, name_start, _UNIT_WORDS, name_only=True)
        if end == name_start or (number and word_after(text, end) in cues("COUNT")):
            return None
        entries: tuple[Entry, ...] = ()
        if head.kind is PlaceKind.COMMUNE and not number and not head.village:
            end, entries = self._commune(name_start, end)
        elif head.kind is not PlaceKind.COMMUNE:
            entries = self._spelled(text[name_start:end], head.kind)
        ended = text[start:name_start].endswith(". ")  # what looks like "TP. Đó" may be the end of a sentence
        if not entries and not number and (ended or not self._fits_unknown(text[name_start:end], head)):
            return None
        return Candidate(
            start, end, head.kind, text[name_start:end], entries, abroad=not entries and head.country != "VN", village=head.village
        )

    def _spelled(self, name: str, kind: PlaceKind) -> tuple[Entry, ...]:
        """The districts of a name, or the foreign units whose spelling is closest to it."""
        known = self.known.districts.get(fold(name), ()) if kind is PlaceKind.DISTRICT else ()
        return tuple(known or (entry for entry in self.known.spellings.get(spelling_key(name), ()) if entry.kind is kind))

    def _fits_unknown(self, name: str, head: Head) -> bool:
        """Whether a name that no table has can be a unit's: no person, and no region such as "các tỉnh Bắc Lào"."""
        parts = name.split()
        if parts[0] in surnames() or not all(part[0].isupper() for part in parts):
            return False
        return head.kind is not PlaceKind.PROVINCE or not all(is_syllable(part) for part in parts) or len(parts) > 2

    def _units_of(self, entries: Iterable[Entry], head: Head) -> tuple[Entry, ...]:
        """Those of several places of one name that a unit word can mean; a central city is a province too."""
        if head.kind is PlaceKind.COMMUNE:
            return ()
        return tuple(entry for entry in entries if entry.kind is head.kind) or tuple(
            entry for entry in entries if head.kind is PlaceKind.DISTRICT and entry.kind is PlaceKind.PROVINCE
        )

    def _commune(self, start: int, end: int) -> tuple[int, tuple[Entry, ...]]:
        """The longest commune known that begins a run of capitalised words; the whole run where none does."""
        number = _NUMBER.match(self.text, end + 1)
        last = number.end() if number and self.text[end] == " " and self.folded[start : number.end()] in self.known.communes else end
        while last > start:
            name = self.text[start:last]
            regions = self.known.communes.get(self.folded[start:last])
            if regions:
                return last, tuple(Entry(name, PlaceKind.COMMUNE, region, "VN", Use.UNIT) for region in regions)
            last = start + max(self.text[start:last].rfind(" "), 0)
        return end, ()

    def _gate(self, start: int, name_start: int, head: Head) -> Candidate | None:
        index = self._at.get(name_start)
        if index is not None and self.text[name_start].isupper():
            match = self.matches[index]
            gates = tuple(entry for entry in match.value.entries if entry.kind is PlaceKind.BORDER_GATE) or tuple(match.value.entries)
            return Candidate(start, match.end, head.kind, self.text[start : match.end], gates)
        end = run_end(self.text, self.folded, name_start, _UNIT_WORDS, name_only=True)
        return Candidate(start, end, head.kind, self.text[start:end]) if end > name_start else None

    def _site(self, start: int, name_start: int, head: Head) -> Candidate | None:
        end = run_end(self.text, self.folded, name_start)
        unit_start = end + 1 if end > name_start else name_start
        unit = self.matches[self._at[unit_start]] if unit_start in self._at else None
        entries: tuple[Entry, ...] = ()
        if (
            unit
            and unit.value.head
            and unit.value.head.kind in _UNIT_KINDS
            and (end > name_start or " " in self.text[start : name_start - 1])
        ):
            inner = self._headed(unit)
            end, entries = (inner.end, inner.entries) if inner else (unit.end, ())
        elif unit and (inner := self._named(unit)) and inner.kind in (_JOINING if end > name_start else (PlaceKind.SITE,)):
            end, entries = inner.end, () if head.mission else inner.entries
        else:
            entries = () if head.mission else self._ending(name_start, end)
        if end == name_start or not any(char.isupper() or char.isdigit() for char in self.text[name_start:end]) and not unit:
            return None
        national = head.national and not unit and any(word in cues("NATIONAL") for word in self.folded[name_start:end].split())
        return Candidate(start, end, head.kind, self.text[start:end], entries, national=national)

    def _ending(self, start: int, end: int) -> tuple[Entry, ...]:
        """The places that a site's name ends with ("khách sạn Mường Thanh Hà Nội"); of countries only a single foreign one."""
        match = self._ends.get(end)
        if match is None or match.start < start or not self.text[match.start].isupper():
            return ()
        paired = self.text[match.start - 1] != " " or self.text[match.start - 2] in "-–"
        return tuple(
            entry
            for entry in match.value.entries
            if entry.use is not Use.UNIT and (entry.kind is not PlaceKind.COUNTRY or not (paired or entry.country == "VN"))
        )
