"""The sample pages and what is expected of them agree with each other and with the schemas' closed sets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pycountry
import pytest

from schemas.records import DateBasis, EventType, PartOfDay, Precision, Status, StoryKind
from transforms.elements import Page, PageForm
from transforms.parse.page import parse_page

ARTICLES = Path(__file__).parents[2] / "seeds" / "articles"
PAGES = sorted(ARTICLES.glob("*.txt"))
NAMES = [page.name for page in PAGES]
TIMEX_DAY = re.compile(r"(\d{4}|XXXX)(-\d{2}){0,2}")
REQUIRED = {"id", "type", "status"}
ARGUMENTS = {"dates", "precision", "basis", "part_of_day", "place", "parties", "participants", "amounts", "donor", "recipient"}
KNOWN = REQUIRED | ARGUMENTS | {"document_contains", "meets", "note"}


def expected(name: str) -> dict:
    return json.loads((ARTICLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def own_text(name: str) -> str:
    """The page without the stories beside it."""
    return (ARTICLES / name).read_text(encoding="utf-8").split("\nĐọc thêm\n")[0]


def all_events() -> list:
    return [
        pytest.param(name, event, id=f"{name}#{event['id']}")
        for name in NAMES
        for part in ("events", "optional")
        for event in expected(name)[part]
    ]


def is_iso_code(code: str) -> bool:
    found = pycountry.subdivisions.get(code=code) if "-" in code else pycountry.countries.get(alpha_2=code)
    return found is not None


def test_each_page_has_its_expectation_and_none_is_left_over():
    assert len(NAMES) >= 18
    assert sorted(path.name.removesuffix(".json") for path in (ARTICLES / "expected").iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_expected_parse_stands_in_the_page(name: str):
    text, want = own_text(name), expected(name)
    parse = want["parse"]
    assert want["story"] == name
    assert text.startswith(parse["title"] + "\n")
    assert all(f"\n{caption}\n" in text for caption in parse["captions"])
    assert parse["topic"] is None or f"\nChủ đề {parse['topic']}\n" in text
    assert parse["teaser_starts"] in text.split("\n\n")[1]
    assert want["main"] is None if not want["events"] else want["main"] in range(len(want["events"]))


@pytest.mark.parametrize("name", NAMES)
def test_page_is_parsed_as_expected(name: str):
    want = expected(name)["parse"]
    stories = parse_page(Page(name, PageForm.DUMP, (ARTICLES / name).read_text(encoding="utf-8")))
    article = next(story for story in stories if story.kind is StoryKind.ARTICLE)
    assert article.teaser.startswith(want.pop("teaser_starts"))
    assert want == {
        "publisher": article.publisher,
        "title": article.title,
        "topic": article.topic,
        "body_paragraphs": len(article.paragraphs),
        "captions": [caption.text for caption in article.captions],
        "related": len(article.related),
    }


@pytest.mark.parametrize("name", NAMES)
def test_sightings_show_the_story(name: str):
    want = expected(name)
    if kept := want.get("folds_into"):
        assert not want["events"] and {"file": name, "kind": "ARTICLE"} in expected(kept)["sightings"]
        return
    assert want["sightings"][0] == {"file": name, "kind": "ARTICLE"}
    for sighting in want["sightings"]:
        page = (ARTICLES / sighting["file"]).read_text(encoding="utf-8")
        if StoryKind(sighting["kind"]) is StoryKind.TEASER:
            assert want["parse"]["title"] in page.split("\nĐọc thêm\n")[1]
        else:
            assert want["parse"]["teaser_starts"][:30] in page


@pytest.mark.parametrize("name, event", all_events())
def test_event_uses_closed_sets_and_codes(name: str, event: dict):
    assert event.keys() >= REQUIRED
    assert event.keys() <= KNOWN
    EventType(event["type"]), Status(event["status"])
    if "dates" in event:
        Precision(event["precision"])
        assert all(TIMEX_DAY.fullmatch(end) for value in event["dates"] for end in value.split("/"))
    for key, kind in (("basis", DateBasis), ("part_of_day", PartOfDay)):
        assert key not in event or kind(event[key])
    parties = event.get("parties", [])
    assert all(party.startswith("name:") or is_iso_code(party) for party in parties)
    assert all(event[side] in parties for side in ("donor", "recipient") if side in event)
    assert all(pycountry.currencies.get(alpha_3=amount["currency"]) for amount in event.get("amounts", []))
    if place := event.get("place"):
        assert is_iso_code(place["region"]) and place["region"].startswith(place["country"] + "-")


@pytest.mark.parametrize("name, event", all_events())
def test_event_names_what_its_page_says(name: str, event: dict):
    text = own_text(name)
    said = [*event.get("participants", []), *(party[5:] for party in event.get("parties", []) if party.startswith("name:"))]
    said += [event["place"]["contains"]] if "place" in event else []
    said += [event["document_contains"]] if "document_contains" in event else []
    assert [words for words in said if words.casefold() not in text.casefold()] == []


@pytest.mark.parametrize("name, event", [case for case in all_events() if "meets" in case.values[1]])
def test_events_that_meet_share_what_identifies_them(name: str, event: dict):
    other_page, other_id = event["meets"].split("#")
    other = next(e for e in expected(other_page)["events"] if e["id"] == other_id)
    assert other_page != name
    assert [event[key] for key in ("type", "dates", "parties")] == [other[key] for key in ("type", "dates", "parties")]
