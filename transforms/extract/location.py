"""Tells where something takes place from who takes part: both are names of provinces and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.records import PartyKind
from transforms.extract.mentions import PartyMention, PersonMention, PlaceMention

_CUE = re.compile(r"(?:(?<!\w)(?:tại|ở|trên địa bàn|trên đất|thuộc|đóng tại|từ|giáp)\s(?:\w+\s){0,1}|\()\Z")
_CONTINUED = re.compile(r"\A\s?[,(\-]\s?(?:\w+\s)?\Z")
_BELONGS = re.compile(r"\A\s?[,(]?\s?(?:nước|thuộc|của)?\s?\Z")


def located(folded: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places that a sentence puts something at: after "tại", "ở", "trên địa bàn", or in the tail of such a place.

    `folded` is the folded sentence; `places` stand in it from left to right.
    """
    found: list[PlaceMention] = []
    for place in places:
        tail = found and _CONTINUED.match(folded[found[-1].end : place.start])
        if tail or _CUE.search(folded, max(0, place.start - 24), place.start):
            found.append(place)
    return found


def acting(
    folded: str, parties: Sequence[PartyMention], places: Sequence[PlaceMention], people: Sequence[PersonMention]
) -> list[PartyMention]:
    """The parties that can be sides: no part of where it is, of another party's address, or of what a person once was.

    `places` are the located ones. Of the bodies that a person's titles name, only the one they speak for is a side.
    """
    found: list[PartyMention] = []
    for party in parties:
        if any(place.start <= party.start < place.end for place in places):
            continue
        if _CUE.search(folded, max(0, party.start - 24), party.start) or _is_title(party, people):
            continue
        if not (found and party.kind is PartyKind.COUNTRY and _is_address(folded, found[-1], party)):
            found.append(party)
    return found


def _is_title(party: PartyMention, people: Sequence[PersonMention]) -> bool:
    return any(person.span_start <= party.start < person.span_end and party != person.party for person in people)


def _is_address(folded: str, owner: PartyMention, country: PartyMention) -> bool:
    """Whether a country only says where the party before it lies: "tỉnh Khăm Muộn (CHDCND Lào)"."""
    return owner.country == country.country and bool(_BELONGS.match(folded[owner.end : country.start]))
