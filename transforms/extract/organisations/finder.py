"""Finds the sides of one sentence: provinces, countries and bodies, each with what it counts as."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from schemas.records import PartyKind
from transforms.extract.mentions import PartyMention, PlaceKind, PlaceMention
from transforms.extract.organisations.lexicon import Body, BodyKind, bodies, organisation_id
from transforms.extract.places import StoryPlaces, find_places
from transforms.extract.places.gazetteer import gazetteer
from transforms.extract.places.words import cues, run_end, vocabulary, word_before
from transforms.matching import Match
from transforms.text import fold, slug

_UNITS = {
    "tỉnh": "PROVINCE",
    "thành phố": "PROVINCE",
    "tp.": "PROVINCE",
    "tp": "PROVINCE",
    "huyện": "DISTRICT",
    "quận": "DISTRICT",
    "thị xã": "DISTRICT",
    "xã": "DISTRICT",
    "phường": "DISTRICT",
}
_NATION = re.compile(r" (?:nước )?")
_COUNTRY_SPAN = 60
# An organ of several countries, or of one named before, is not Vietnam's.
_SHARED = re.compile(r" (?:của )?(?:(?:hai|ba|bốn|các|2|3|nhiều|mỗi) (?:nước|bên|quốc gia)|nước này)")
_OFFICE = re.compile(r"(?: tỉnh)?(?:,| -) ([^,;.]{4,40} )")
_PAIR = re.compile(r"\s?[-–]\s?")
_ADMINISTRATIVE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.COMMUNE})
_VILLAGES = ("bản", "thôn", "xóm", "làng", "ấp", "khóm", "buôn", "sóc", "khu phố", "tổ dân phố", "cụm bản", "thủ phủ", "cố đô")


def find_parties(
    text: str, folded: str | None = None, places: Sequence[PlaceMention] | None = None, story: StoryPlaces | None = None
) -> list[PartyMention]:
    """The sides of one sentence from left to right, none inside another.

    `folded` is `fold(text)`, and `places` what `find_places` found, where the caller has them.

    >>> [(p.text, p.id) for p in find_parties("UBND tỉnh Hà Tĩnh tiếp đoàn công tác tỉnh Khăm Muộn (Lào)")]
    [('UBND tỉnh Hà Tĩnh', 'VN-23'), ('đoàn công tác tỉnh Khăm Muộn', 'LA-KH')]
    """
    folded = fold(text) if folded is None else folded
    places = find_places(text, folded, story) if places is None else places
    reader = _Reader(text, folded, places, story or StoryPlaces())
    organs = list(reader.organs())
    starts = [organ.start for organ in organs]
    lone = (_of_place(place) for place in places if not _covered(place, organs, starts) and _can_act(place))
    return sorted((*organs, *lone), key=lambda party: party.start)


def _covered(place: PlaceMention, organs: Sequence[PartyMention], starts: Sequence[int]) -> bool:
    """Whether an organ, of all that lie in order without overlap, shares a character with a place."""
    index = bisect_left(starts, place.end) - 1
    return index >= 0 and place.start < organs[index].end


def _can_act(place: PlaceMention) -> bool:
    """Countries and provinces act; of smaller units those with their unit's word, villages and foreign towns not."""
    if place.kind in (PlaceKind.COUNTRY, PlaceKind.PROVINCE):
        return True
    if place.kind not in _ADMINISTRATIVE:
        return False
    written = fold(place.text)
    return written != fold(place.name) and not written.startswith(_VILLAGES)


def _of_place(place: PlaceMention, start: int | None = None, text: str | None = None, organisation: str | None = None) -> PartyMention:
    """The side that a place is, or that an organ of it (`start`, `text`, `organisation`) counts as."""
    if place.kind is PlaceKind.COUNTRY:
        party_id, kind = place.country or slug(place.name), PartyKind.COUNTRY
    elif place.kind is PlaceKind.PROVINCE and place.region:
        party_id, kind = place.region, PartyKind.PROVINCE
    else:
        party_id = f"{place.region.lower()}-{slug(place.name)}" if place.region else slug(place.name)
        kind = PartyKind.DISTRICT
    start = place.start if start is None else start
    return PartyMention(start, place.end, text or place.text, place.name, party_id, kind, place.country, organisation)


class _Reader:
    """One sentence's bodies, each with the place that stands right behind it."""

    def __init__(self, text: str, folded: str, places: Sequence[PlaceMention], story: StoryPlaces):
        self.text, self.folded, self.story = text, folded, story
        self._places = places
        self._place_at = {place.start: place for place in places}
        self._starts = [place.start for place in places]

    def organs(self) -> Iterable[PartyMention]:
        end = 0
        for match in bodies().find(self.text, self.folded):
            if match.start < end or self._inside_site(match.start) or self._inside_word(match):
                continue
            party = self._organ(match)
            if party:
                end = party.end
                yield party

    def _inside_site(self, start: int) -> bool:
        index = bisect_left(self._starts, start) - 1
        return index >= 0 and start < self._places[index].end and self._places[index].kind not in _ADMINISTRATIVE

    def _inside_word(self, match: Match[Body]) -> bool:
        """Whether a body's one syllable ends a longer word ("thị trường", "đại hội") or begins a place ("Đài Loan")."""
        written = self.folded[match.start : match.end]
        named = self._place_at.get(match.start)
        if named and named.kind in _ADMINISTRATIVE and named.end > match.end:
            return True
        return " " not in written and f"{word_before(self.folded, match.start)} {written}" in vocabulary()

    def _organ(self, match: Match[Body]) -> PartyMention | None:
        kind, behind = match.value.kind, self._place_at.get(match.end + 1)
        if kind in (BodyKind.LOCAL, BodyKind.FRONT) and (kind is BodyKind.LOCAL or behind or self._unit_word(match.end)):
            return self._local(match, behind)
        if kind is BodyKind.NATIONAL:
            return self._national(match)
        if kind is BodyKind.MISSION:
            return self._of_country(match)
        if kind in (BodyKind.MASS, BodyKind.FRONT, BodyKind.OWN):
            return self._known(match, behind)
        return self._named(match) if kind is BodyKind.NAMED else None

    def _local(self, match: Match[Body], behind: PlaceMention | None) -> PartyMention | None:
        """An organ of the province, district or country behind it; with "tỉnh" or nothing behind it, of the story's province."""
        if behind and behind.kind in _ADMINISTRATIVE:
            written = self.text[match.start : behind.end]
            return _of_place(behind, match.start, written, written)
        unit = self._unit_word(match.end)
        level = _UNITS[unit] if unit else match.value.level
        region = self._next_office(match.end) or self.story.home
        if level != "PROVINCE" or not region:
            return None
        end = match.end + (len(unit) + 1 if unit else 0)
        if not unit and self.text[match.start].islower() and not self.folded[match.start : match.end].endswith("ủy"):
            return None
        home = gazetteer().provinces[region]
        written = self.text[match.start : end]
        return PartyMention(match.start, end, written, home.name, region, PartyKind.PROVINCE, home.country, written)

    def _next_office(self, end: int) -> str | None:
        """The province of the office named next, if it is the same person's ("Bí thư Tỉnh ủy, Tỉnh trưởng tỉnh Khăm Muộn")."""
        index = bisect_left(self._starts, end)
        place = self._places[index] if index < len(self._places) else None
        if place is None or place.kind is not PlaceKind.PROVINCE:
            return None
        office = _OFFICE.fullmatch(self.folded, end, place.start)
        return place.region if office and any(office[1].startswith(cue) for cue in cues("OFFICE")) else None

    def _unit_word(self, end: int) -> str | None:
        """The bare "tỉnh", "huyện" … right behind a body."""
        for unit in _UNITS:
            after = end + 1 + len(unit)
            if self.folded.startswith(f" {unit}", end) and not self.folded[after : after + 1].isalnum():
                return unit
        return None

    def _national(self, match: Match[Body]) -> PartyMention | None:
        """An organ of the country behind it, of Vietnam where none is; an everyday word without a capital is none."""
        foreign = self._of_country(match)
        if foreign or match.value.level == "ABROAD" or not self._has_capital(match) or _SHARED.match(self.folded, match.end):
            return foreign
        written = self.text[match.start : match.end]
        return PartyMention(match.start, match.end, written, "Việt Nam", "VN", PartyKind.COUNTRY, "VN", written)

    def _of_country(self, match: Match[Body]) -> PartyMention | None:
        """A body with the name of its country right behind it, "nước" between them or not."""
        nation = _NATION.match(self.folded, match.end)
        start = nation.end() if nation else match.end
        window = slice(start, start + _COUNTRY_SPAN)
        for found in gazetteer().matcher.find(self.text[window], self.folded[window])[:1]:
            entry = next((entry for entry in found.value.entries if entry.kind is PlaceKind.COUNTRY), None)
            if nation and entry and found.start == 0 and self.text[start].isupper():
                written = self.text[match.start : start + found.end]
                end, code = start + found.end, entry.country
                return PartyMention(match.start, end, written, entry.name, code or "", PartyKind.COUNTRY, code, written)
        return None

    def _has_capital(self, match: Match[Body]) -> bool:
        return any(char.isupper() for char in self.text[match.start : match.end])

    def _known(self, match: Match[Body], behind: PlaceMention | None) -> PartyMention | None:
        """A body known by name, with the place it belongs to, or "tỉnh", right behind it."""
        body = match.value
        if not self._has_capital(match) and not behind:
            return None
        if body.name and not body.country:
            behind = None
        unit = self._unit_word(match.end)
        end = self._places_end(behind) if behind else match.end + (len(unit) + 1 if unit else 0)
        written = self.text[match.start : end]
        name = body.name if body.name and end == match.end else written
        country = body.country or (behind.country if behind else None)
        return PartyMention(match.start, end, written, name, organisation_id(name), PartyKind.ORGANISATION, country, name)

    def _places_end(self, behind: PlaceMention) -> int:
        """The end of a place behind a body, or of the pair that it begins ("Hội hữu nghị Việt Nam - Lào")."""
        pair = _PAIR.match(self.text, behind.end)
        partner = self._place_at.get(pair.end()) if pair and behind.kind is PlaceKind.COUNTRY else None
        return partner.end if partner else behind.end

    def _named(self, match: Match[Body]) -> PartyMention | None:
        """A body by the capitalised words behind its kind, up to and with the first place among or behind them."""
        if self.text[match.end : match.end + 1] != " ":
            return None
        start = match.end + 1
        end = run_end(self.text, self.folded, start, stop_at_person=True)
        among = self._places[bisect_left(self._starts, start) : bisect_right(self._starts, end + 1)]
        place = next((place for place in among if place.kind in _ADMINISTRATIVE), None)
        if place and place.start > start and (place.start <= end or self.text[end : place.start] == " "):
            end = place.end
        site = self._place_at.get(match.start)
        end = max(end, site.end) if site and site.kind is PlaceKind.SITE else end
        name = self.text[start:end]
        if (place and place.start == start) or not any(char.isupper() or char.isdigit() for char in name):
            return None
        written = self.text[match.start : end]
        return PartyMention(match.start, end, written, written, organisation_id(written), PartyKind.ORGANISATION, None, written)
