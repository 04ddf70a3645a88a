"""Tells where something takes place from who takes part: both are names of provinces and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.mentions import PartyMention, PlaceMention

_CUE = re.compile(r"(?:(?<!\w)(?:tại|ở|trên địa bàn|trên đất|thuộc|đóng tại|từ|giáp)\s(?:\w+\s){0,1}|\()\Z")
_CONTINUED = re.compile(r"\A\s?[,(\-]\s?(?:\w+\s)?\Z")


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


def acting(folded: str, parties: Sequence[PartyMention], places: Sequence[PlaceMention]) -> list[PartyMention]:
    """The parties that are no part of where it is; `places` are the located ones."""
    return [
        party
        for party in parties
        if not any(place.start <= party.start < place.end for place in places)
        and not _CUE.search(folded, max(0, party.start - 24), party.start)
    ]
