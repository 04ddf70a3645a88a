"""The tables behind places: every code is ISO's, every row can fire, loading is quick."""

import pycountry
import pytest

from transforms.extract.mentions import PlaceKind
from transforms.extract.places import find_places
from transforms.extract.places.gazetteer import gazetteer
from transforms.extract.places.words import compounds, run_end, vocabulary
from transforms.lexicon import table
from transforms.text import fold

REGION_COLUMNS = [
    ("provinces", "code"),
    ("provinces", "into"),
    ("cities", "region"),
    ("border_gates", "region"),
    ("landmarks", "region"),
    ("vn_districts", "region"),
    ("vn_districts_former", "region"),
]


@pytest.mark.parametrize(("name", "column"), REGION_COLUMNS)
def test_regions_are_iso_3166_2(name, column):
    known = {subdivision.code for subdivision in pycountry.subdivisions}
    assert {row[column] for row in table(name)} - {""} <= known


def test_commune_regions_are_iso_3166_2():
    known = {subdivision.code for subdivision in pycountry.subdivisions.get(country_code="VN")}
    assert {region for row in table("vn_communes", "name") for region in row["regions"].split()} <= known


@pytest.mark.parametrize(
    ("name", "column"), [("countries", "code"), ("cities", "country"), ("border_gates", "country"), ("landmarks", "country")]
)
def test_countries_are_iso_3166_1(name, column):
    known = {country.alpha_2 for country in pycountry.countries}
    assert {row[column] for row in table(name)} - {""} <= known


def test_all_provinces_of_vietnam_and_laos_are_there():
    for country, into in (("VN", 34), ("LA", 18)):
        codes = {row["code"] for row in table("provinces") if row["code"].startswith(country)}
        assert codes == {subdivision.code for subdivision in pycountry.subdivisions.get(country_code=country)}
        assert sum(not row["into"] for row in table("provinces") if row["code"].startswith(country)) == into


def test_every_spelling_of_a_province_finds_it():
    for row in table("provinces"):
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            assert row["code"] in {place.region for place in find_places(f"Đoàn đã đến {name}.")}, name


def test_every_spelling_of_a_country_finds_it():
    for row in table("countries"):
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            assert [place.country for place in find_places(f"Đoàn đã đến nước {name}.")] == [row["code"]], name


def test_every_town_fires_with_its_unit_or_bare():
    for row in table("cities"):
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            province = gazetteer().provinces.get(row["region"])
            texts = [f"Đoàn đã đến {name}.", f"Đoàn đã đến thị xã {name}, {province.name if province else ''}."]
            assert row["country"] in {place.country for text in texts for place in find_places(text)}, name


def test_every_district_is_found_behind_its_unit():
    for row in (*table("vn_districts"), *table("vn_districts_former")):
        text = f"Tại {row['kind']} {row['name']}"
        found = find_places(f"{text}, {gazetteer().provinces[row['region']].name}.")
        assert [(place.text, place.region) for place in found] == [(text[4:], row["region"])], text


def test_every_border_gate_fires():
    for row in table("border_gates"):
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            assert [place.region for place in find_places(f"Hàng qua cửa khẩu {name}.")] == [row["region"]], name


def test_every_landmark_fires_or_hides():
    for row in table("landmarks"):
        found = find_places(f"đoàn đã đến {row['phrase']}.")
        if row["kind"] == "NOTHING":
            assert not found, row["phrase"]
        else:
            assert row["country"] in {place.country for place in found}, row["phrase"]


def test_every_head_fires():
    for row in table("place_heads"):
        name = "" if row["alone"] else "Xuân Hồng Lĩnh" if row["kind"] != "COMMUNE" else "Xuân Hồng"
        space = "" if row["phrase"].endswith(".") or row["alone"] else " "
        found = find_places(f"khi đoàn đến {row['phrase']}{space}{name}.")
        assert [place.kind for place in found] == [PlaceKind(row["kind"])], row["phrase"]


def test_every_phrase_that_is_no_head_hides_one():
    for row in table("not_heads"):
        assert [place.name for place in find_places(f"khi {row['phrase']} Lào.")] in ([], ["Lào"]), row["phrase"]


def test_every_compound_continues_a_name():
    for word in sorted(compounds() | compounds("yes")):
        text = f"{word} Sao Mai"
        assert run_end(text, fold(text), 0) == len(text), word


def test_the_dictionary_is_where_it_is_read_from():
    assert {"khảo sát", "yêu cầu", "thị trường"} <= vocabulary()
