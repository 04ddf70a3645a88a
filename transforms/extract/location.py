"""Tells where something takes place from who takes part: both are names of provinces and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from schemas.records import PartyKind
from transforms.extract.mentions import PartyMention, PersonMention, PlaceKind, PlaceMention
from transforms.lexicon import table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

_CUE = re.compile(r"(?:(?<!\w)(?:tại|ở|trên địa bàn|trên đất|thuộc|đóng tại|từ|giáp)\s(?:\w+\s){0,2}|\()\Z")
_GIVEN_FROM = re.compile(r"(?<!\w)(?:hỗ trợ|ủng hộ|viện trợ|tài trợ|quà|nhận)\s(?:\S+\s){0,6}từ\s(?:\w+\s){0,2}\Z")
# What counts against a place, in characters of distance: a bare country, a place that another verb owns.
_VAGUE, _OWNED, _OWNER_GAP = 160, 200, 10
_SOURCE = re.compile(r"(?<!\w)(?:theo|dẫn lời|trích lời|ảnh:|ảnh|nguồn|nguồn:|trả lời)\s(?:\w+\s){0,2}\Z")
_REPORTS = re.compile(r"\A[\s,-]{0,3}(?:đã\s|cũng\s)?(?:cho biết|cho hay|nói|thông tin|tiết lộ|nhận định)(?!\w)")
_BELONGS = re.compile(r"\A\s?[,(]?\s?(?:nước|thuộc|của)?\s?\Z")


def located(folded: str, places: Sequence[PlaceMention], parties: Sequence[PartyMention]) -> list[PlaceMention]:
    """The places that a sentence puts something at: after "tại", "ở", "trên địa bàn".

    `folded` is the folded sentence. A place within the name of an organ ("UBND huyện Hương Sơn") is the organ's.
    """
    organs = [party for party in parties if party.organisation or party.kind is PartyKind.ORGANISATION]
    return [place for place in places if _is_at(folded, place.start) and not any(organ.start < place.start < organ.end for organ in organs)]


def _is_at(folded: str, start: int) -> bool:
    """Whether words before `start` say where something is: not "từ" where it tells who gives."""
    return bool(_CUE.search(folded, max(0, start - 24), start)) and not _GIVEN_FROM.search(folded, max(0, start - 60), start)


def event_place(cues: str, places: Sequence[PlaceMention], start: int, end: int) -> PlaceMention | None:
    """The located place that fits an event's word from `start` to `end` best: near, before it rather than behind, and exact.

    `cues` is the sentence folded for spelling.
    """
    return min(places, key=lambda place: _strain(cues, place, start, end), default=None)


def _strain(cues: str, place: PlaceMention, start: int, end: int) -> int:
    strain = (start - place.end) // 2 if place.end <= start else max(place.start - end, 0)
    if place.kind is PlaceKind.COUNTRY:
        strain += _VAGUE
    before = cues[: place.start]
    if any(match.end >= place.start - _OWNER_GAP for match in _owners().find(before, before)):
        strain += _OWNED
    return strain


@cache
def _owners() -> PhraseMatcher[str]:
    return PhraseMatcher(((row["verb"], row["verb"]) for row in table("place_owners", key="verb")), fold_spelling)


def acting(
    folded: str, parties: Sequence[PartyMention], places: Sequence[PlaceMention], people: Sequence[PersonMention]
) -> list[PartyMention]:
    """The parties that can be sides: no part of where it is, of another party's address, of a title, no source of the news.

    `places` are the located ones. Of the bodies that a person's titles name, only the one they speak for is a side.
    """
    found: list[PartyMention] = []
    for party in parties:
        if any(place.start <= party.start < place.end for place in places):
            continue
        if _is_at(folded, party.start) or _is_title(folded, party, people):
            continue
        if party.kind is PartyKind.ORGANISATION and _SOURCE.search(folded, max(0, party.start - 24), party.start):
            continue
        if not (found and party.kind is PartyKind.COUNTRY and _is_address(folded, found[-1], party)):
            found.append(party)
    return found


def _is_title(folded: str, party: PartyMention, people: Sequence[PersonMention]) -> bool:
    """Whether a party only stands in a title: of a body that the person does not speak for, or of who only reports."""
    for person in people:
        if person.span_start <= party.start < person.span_end:
            return party != person.party or bool(_REPORTS.match(folded[max(person.span_end, party.end) :][:40]))
    return False


def _is_address(folded: str, owner: PartyMention, country: PartyMention) -> bool:
    """Whether a country only says where the party before it lies: "tỉnh Khăm Muộn (CHDCND Lào)"."""
    return owner.country == country.country and bool(_BELONGS.match(folded[owner.end : country.start]))
