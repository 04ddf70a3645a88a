"""Finds the places of one sentence and says where they are: by their own words, what holds them, or the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transforms.extract.mentions import PlaceKind, PlaceMention
from transforms.extract.places.candidates import Candidate, Sentence
from transforms.extract.places.gazetteer import gazetteer
from transforms.extract.places.story import StoryPlaces, home_of
from transforms.extract.places.words import cues
from transforms.lexicon import table
from transforms.text import fold

_LEVEL = {
    PlaceKind.SITE: 0,
    PlaceKind.BORDER_GATE: 0,
    PlaceKind.COMMUNE: 1,
    PlaceKind.DISTRICT: 2,
    PlaceKind.PROVINCE: 3,
    PlaceKind.COUNTRY: 4,
}
_SHORT_FORM = re.compile(r" \([A-ZĐa-zđ]{2,12}\),? ")
_LEAD_SECTIONS = 2
_LEAD_WEIGHT = 3
_NAMED_APART = frozenset({PlaceKind.SITE, PlaceKind.COMMUNE, PlaceKind.DISTRICT})


def find_places(text: str, folded: str | None = None, story: StoryPlaces | None = None) -> list[PlaceMention]:
    """The places of one sentence from left to right; of a place and the larger ones that hold it, the innermost.

    `folded` is `fold(text)` where the caller has it; `story` places what the sentence alone cannot.

    >>> [(p.text, p.region) for p in find_places("tại thị xã Thà Khẹc, tỉnh Khăm Muộn (Lào)")]
    [('thị xã Thà Khẹc', 'LA-KH')]
    """
    sentence, candidates = _read(text, fold(text) if folded is None else folded)
    story = story or StoryPlaces()
    provinces = {place.entries[0].region for place in candidates if place.kind is PlaceKind.PROVINCE and place.entries}
    nearby = next(iter(provinces)) if len(provinces) == 1 else None
    found, index = [], 0
    while index < len(candidates):
        place, tail = candidates[index], _tail(sentence, candidates, index)
        index += 1 + len(tail)
        if not place.tentative or tail or fold(place.name) in story.units or (found and _continues(text, found[-1], place)):
            found.append(_mention(text, place, tail, story, nearby))
    return found


@lru_cache(maxsize=128)
def _read(text: str, folded: str) -> tuple[Sentence, tuple[Candidate, ...]]:
    """A text and the places seen in it: most paragraphs are one sentence, read for the story and once more for itself."""
    sentence = Sentence(text, folded)
    return sentence, tuple(sentence.candidates())


def _continues(text: str, before: PlaceMention, place: Candidate) -> bool:
    """Whether a bare district goes on with a list of one province's ("các huyện Hương Sơn, Hương Khê")."""
    listed = text[before.end : place.start] in (", ", " và ")
    return listed and before.kind is place.kind and before.region in {entry.region for entry in place.entries}


def story_places(sections: Sequence[str], publisher: str | None = None, folded: Sequence[str] | None = None) -> StoryPlaces:
    """Where a story is set. `sections` are its title, lead and sentences or paragraphs, in order; `folded` the same, folded."""
    region = next((row["region"] for row in table("publishers") if row["name"] == publisher and row["region"]), None)
    weights: list[tuple[str | None, str, int]] = []
    units: dict[str, tuple[str | None, str | None]] = {}
    for number, (section, folded_section) in enumerate(zip(sections, folded or map(fold, sections), strict=True)):
        for place in find_places(section, folded_section):
            if place.region or (place.kind is PlaceKind.DISTRICT and place.country):
                weights.append((place.region, place.country or "", _LEAD_WEIGHT if number < _LEAD_SECTIONS else 1))
            if place.kind in _NAMED_APART and (place.region or place.country != "VN"):
                units.setdefault(fold(place.name), (place.region, place.country))
    return home_of(weights, region, units)


def _tail(sentence: Sentence, candidates: Sequence[Candidate], index: int) -> list[Candidate]:
    """The larger places right behind a place that hold it, each larger than the one before."""
    tail: list[Candidate] = []
    inner = candidates[index]
    bracketed = False
    for outer in candidates[index + 1 :]:
        gap = sentence.folded[inner.end : outer.start]
        bracketed |= gap == " ("
        if not _joins(gap, outer, sentence, bracketed) or not _holds(outer, inner, candidates[index]):
            break
        tail.append(outer)
        inner = outer
    return tail


def _joins(gap: str, outer: Candidate, sentence: Sentence, bracketed: bool) -> bool:
    if gap == " ":
        return sentence.text[outer.start].islower() or sentence.folded.startswith("tp", outer.start)
    if gap.strip() == "-":
        return bracketed or outer.kind is PlaceKind.PROVINCE
    return _SHORT_FORM.fullmatch(gap) is not None or gap in (", ", " (", ") ", "), ") or gap.strip(" ,") in cues("HOLDER")


def _holds(outer: Candidate, inner: Candidate, innermost: Candidate) -> bool:
    """Whether one place can lie in another: larger, and not known to be elsewhere."""
    settled = inner.village and not outer.village
    if _LEVEL[outer.kind] <= _LEVEL[inner.kind] - settled:
        return False
    homes = {entry.region for entry in outer.entries} if outer.kind is not PlaceKind.COUNTRY else set()
    lands = {entry.country for entry in outer.entries}
    for place in (inner, innermost):
        own = {entry.region for entry in place.entries}
        if homes - {None} and own and not homes & (own | {gazetteer().merged.get(region or "") for region in own}):
            return False
        if lands and place.entries and not lands & {entry.country for entry in place.entries}:
            return False
    return bool(outer.entries) or outer.kind is not PlaceKind.COUNTRY


def _mention(text: str, place: Candidate, tail: Sequence[Candidate], story: StoryPlaces, nearby: str | None) -> PlaceMention:
    region, country = _where(place, tail, story, nearby)
    own = next((e for e in place.entries if e.region == region and e.latitude is not None and e.kind is place.kind), None)
    latitude, longitude = (own.latitude, own.longitude) if own else gazetteer().points.get(region or "", (None, None))
    end = tail[-1].end if tail else place.end
    closes = bool(tail) and text[end : end + 1] == ")" and "(" in text[place.end : end]
    return PlaceMention(
        start=place.start,
        end=place.end,
        text=text[place.start : place.end],
        name=place.name,
        kind=place.kind,
        region=region,
        country=country,
        latitude=latitude,
        longitude=longitude,
        tail_end=end + closes,
        address=text[place.start : end + closes],
    )


def _where(place: Candidate, tail: Sequence[Candidate], story: StoryPlaces, nearby: str | None) -> tuple[str | None, str | None]:
    """Region and country: what all known about a place and its tail agree on, then the story's word, then its setting."""
    if place.kind is PlaceKind.COUNTRY:
        return None, place.entries[0].country
    regions: set[str] = set()
    for each in (place, *tail):
        known = {entry.region for entry in each.entries if entry.region}
        regions = (regions & known or known or regions) if each.kind is not PlaceKind.COUNTRY else regions
    countries = {entry.country for each in (place, *tail) for entry in each.entries}
    if regions:
        region = story.pick(regions) or (nearby if nearby in regions else None)
        return region, next(iter(countries)) if len(countries) == 1 else _country(region)
    if countries:
        return None, next(iter(countries))
    told = story.units.get(fold(place.name))
    if told:
        return told
    if place.national:
        return None, "VN"
    region = _setting(place, tail, story, nearby)
    return region, _country(region) or (None if place.abroad else story.country)


def _setting(place: Candidate, tail: Sequence[Candidate], story: StoryPlaces, nearby: str | None) -> str | None:
    """Where a place of unknown name most likely is: units unknown to Vietnam abroad, all else where its sentence or story is."""
    if any(each.abroad for each in (place, *tail)):
        foreign = nearby if nearby and not nearby.startswith("VN-") else story.abroad()
        return foreign or nearby or story.home
    return nearby or story.home


def _country(region: str | None) -> str | None:
    return region.split("-")[0] if region else None
