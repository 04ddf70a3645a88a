"""The places of `seeds/lexicon/` and the words that stand before a place, in one matcher, loaded once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from transforms.extract.mentions import PlaceKind
from transforms.lexicon import check, table
from transforms.matching import PhraseMatcher
from transforms.text import fold, strip_marks


class Use(StrEnum):
    """How much a name needs beside it to be this place."""

    BARE = "BARE"  # nothing
    SHORT = "SHORT"  # no neighbour that makes it part of a person's or a village's name ("Mỹ", "Nga")
    CUED = "CUED"  # a cue or another country beside it ("Anh", "Áo")
    PAIR = "PAIR"  # another country behind a hyphen ("Việt - Lào", "Mỹ - Triều")
    UNIT = "UNIT"  # its unit before it, or a larger place around it ("huyện Hương Sơn", "Hương Sơn, Hà Tĩnh")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as the tables know it; `strict` asks for a capital on every word of its name."""

    name: str
    kind: PlaceKind
    region: str | None
    country: str | None
    use: Use
    strict: bool = False
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A word before the name of a place, as `place_heads.tsv` has it."""

    kind: PlaceKind
    country: str | None
    alone: bool
    national: bool
    village: bool
    numbered: bool
    mission: bool


@dataclass(slots=True)
class Phrase:
    """What a phrase may be: a head, places, both, or, with neither, nothing at all. `lowered` ones may begin in lower case."""

    head: Head | None = None
    entries: list[Entry] = field(default_factory=list)
    lowered: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the tables say, by key.

    `districts` and `communes` go by folded name, `spellings` by `spelling_key`, `points`, `provinces` and `merged` (the
    province of July 2025 that took this one in) by region, `countries` by code.
    """

    matcher: PhraseMatcher[Phrase]
    districts: dict[str, list[Entry]]
    communes: dict[str, tuple[str, ...]]
    spellings: dict[str, list[Entry]]
    points: dict[str, tuple[float, float]]
    provinces: dict[str, Entry]
    countries: dict[str, Entry]
    merged: dict[str, str]


_HEAD_FLAGS = ("alone", "national", "village", "numbered", "mission")
_SPELLING = (("y", "i"), ("ph", "f"), ("c", "k"), ("x", "s"), ("ou", "u"), ("oa", "ua"), ("kh", "k"), ("th", "t"), ("ss", "s"), ("nn", "n"))


def spelling_key(name: str) -> str:
    """What the spellings of one foreign name share: no tones, joints or doubled letters, s for x, i for y.

    >>> spelling_key("Bô Ly Khăm Say") == spelling_key("Bôlikhămxay")
    True
    """
    key = "".join(filter(str.isalnum, strip_marks(name).lower()))
    for written, plain in _SPELLING:
        key = key.replace(written, plain)
    return key


def _point(row: dict[str, str]) -> dict[str, float]:
    if not row.get("latitude"):
        return {}
    return {"latitude": float(row["latitude"]), "longitude": float(row["longitude"])}


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def _own_name(row: dict[str, str]) -> str:
    """The name without the country that tells it from another: "Hà Nam (Trung Quốc)" is Hà Nam."""
    return row["name"].split(" (")[0]


def _countries() -> Iterator[tuple[str, Entry]]:
    for row in table("countries", "code"):
        cued, pairs = row["cued"].split("|"), row["pair"].split("|")
        names = [name for name in _names(row) if name not in cued]
        for name in names:
            short = " " not in name and name in pairs
            yield name, Entry(row["name"], PlaceKind.COUNTRY, None, row["code"], Use.SHORT if short else Use.BARE)
        for name in filter(None, {*cued, *pairs} - {*names}):
            use = Use.CUED if name in cued else Use.PAIR
            yield name, Entry(row["name"], PlaceKind.COUNTRY, None, row["code"], use)


def _provinces() -> Iterator[tuple[str, Entry]]:
    for row in table("provinces", "code"):
        country = row["code"].split("-")[0]
        entry = Entry(_own_name(row), PlaceKind.PROVINCE, row["code"], country, Use.BARE, country == "VN", **_point(row))
        for name in _names(row):
            yield name, entry


def _towns() -> Iterator[tuple[str, Entry]]:
    for row in table("cities"):
        use = Use.BARE if row["geoname"] else Use.UNIT
        entry = Entry(row["name"], PlaceKind.DISTRICT, row["region"] or None, row["country"], use, **_point(row))
        for name in _names(row):
            yield name, entry
    for row in table("border_gates"):
        use = Use.BARE if row["bare"] else Use.UNIT
        entry = Entry(row["name"], PlaceKind.BORDER_GATE, row["region"], row["country"], use, True, **_point(row))
        for name in _names(row):
            yield name, entry
    for row in table("landmarks", "phrase"):
        if row["kind"] != "NOTHING":
            kind = PlaceKind(row["kind"])
            use = Use.BARE if " " in row["phrase"] else Use.SHORT
            yield row["phrase"], Entry(row["phrase"], kind, row["region"] or None, row["country"], use)


def _districts() -> Iterator[tuple[str, Entry]]:
    for row in (*table("vn_districts"), *table("vn_districts_former")):
        yield row["name"], Entry(row["name"], PlaceKind.DISTRICT, row["region"], "VN", Use.UNIT, True, **_point(row))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built at the first call.

    Raises:
        LexiconError: a doubled key, or a region, country or kind that is unknown.
    """
    regions = {row["code"] for row in table("provinces")}
    for name in ("vn_districts", "vn_districts_former"):
        check(name, "region", regions)
    check("place_heads", "kind", set(PlaceKind))
    check("landmarks", "kind", {*PlaceKind, "NOTHING"})
    phrases: dict[str, Phrase] = {}
    districts: dict[str, list[Entry]] = {}
    for row in table("place_heads", "phrase"):
        head = Head(PlaceKind(row["kind"]), row["country"] or None, *(bool(row[flag]) for flag in _HEAD_FLAGS))
        phrases[fold(row["phrase"])] = Phrase(head)
    for row in (*table("landmarks"), *table("not_heads", "phrase")):
        phrases.setdefault(fold(row["phrase"]), Phrase())
    spellings: dict[str, list[Entry]] = {}
    provinces, countries = dict[str, Entry](), dict[str, Entry]()
    for name, entry in (*_provinces(), *_countries(), *_towns(), *_districts()):
        key = fold(name)
        if entry.kind is PlaceKind.DISTRICT:
            districts.setdefault(key, []).append(entry)
        elif entry.kind is PlaceKind.PROVINCE:
            provinces[entry.region or ""] = entry
        elif entry.kind is PlaceKind.COUNTRY:
            countries[entry.country or ""] = entry
        if entry.country != "VN" and entry.kind is not PlaceKind.COUNTRY:
            spellings.setdefault(spelling_key(name), []).append(entry)
        if not key.isdigit():
            phrase = phrases.setdefault(key, Phrase())
            phrase.entries.append(entry)
            phrase.lowered |= any(word[0].islower() for word in name.split()[:2])
    merged = {row["code"]: row["into"] for row in table("provinces") if row["into"]}
    points = {code: (e.latitude, e.longitude) for code, e in provinces.items() if e.latitude is not None and e.longitude is not None}
    names = fold("\n".join(row["name"] for row in table("vn_communes"))).split("\n")  # one call folds all, as there are many
    communes = dict(zip(names, (tuple(row["regions"].split()) for row in table("vn_communes")), strict=True))
    return Gazetteer(PhraseMatcher(phrases.items()), districts, communes, spellings, points, provinces, countries, merged)
