"""The tables of the extract core: each row does its work, none stands in another's way, and a wrong one is refused when loaded."""

from itertools import product

import pytest
from short_stories import story

from schemas.records import EventType, PartyKind, PartyRole
from transforms import lexicon
from transforms.extract import assembly, modality, triggers, types
from transforms.extract.mentions import PartyMention
from transforms.extract.modality import NO_CUE, Mood, mood_cues
from transforms.extract.scoring import WORD
from transforms.extract.sides import Side
from transforms.extract.story import read_story
from transforms.extract.triggers import NO_EVENT, Frame, find_triggers
from transforms.extract.types import event_type
from transforms.lexicon import LexiconError, table
from transforms.matching import PhraseMatcher
from transforms.text import fold_spelling

TRIGGERS = table("triggers", key="phrase")
EVENTS = [row for row in TRIGGERS if row["type"] != NO_EVENT]
BLOCKERS = [row["phrase"] for row in TRIGGERS if row["type"] == NO_EVENT]


def test_each_trigger_fires_by_itself_as_its_row_says():
    for row in EVENTS:
        found = [(m.start, m.end, m.trigger.event_type, m.trigger.frame) for m in find_triggers(row["phrase"])]
        assert found == [(0, len(row["phrase"]), EventType(row["type"]), Frame(row["frame"]))], row


def test_each_trigger_fires_in_capitals():
    missed = [row["phrase"] for row in EVENTS if [m.end for m in find_triggers(row["phrase"].upper())] != [len(row["phrase"])]]
    assert missed == []


def test_blockers_name_no_event():
    assert [phrase for phrase in BLOCKERS if find_triggers(phrase)] == []


def test_each_blocker_hides_an_event_word_within_it_or_at_its_end():
    phrases = [fold_spelling(row["phrase"]) for row in EVENTS]
    within = PhraseMatcher(((phrase, phrase) for phrase in phrases), fold_spelling)
    heads = {" ".join(words[:count]) for words in map(str.split, phrases) for count in range(1, len(words))}

    def hides(blocker: str) -> bool:
        words = fold_spelling(blocker).split()
        return bool(within.find(blocker)) or any(" ".join(words[-count:]) in heads for count in range(1, len(words)))

    assert [phrase for phrase in BLOCKERS if not hides(phrase)] == []


@pytest.mark.parametrize("cue", table("modality", key="cue"), ids=lambda row: f"{row['cue']}-{row['side']}")
def test_each_cue_of_mood_fires_on_its_side(cue):
    words, before = fold_spelling(cue["cue"]), cue["side"] != "AFTER"
    cues = f"{words} ký" if before else f"ký {words}"
    start = len(words) + 1 if before else 0
    found = [(m.value, cues[m.start : m.end]) for m in mood_cues(cues, (0, len(cues)), start, start + 2, noun=False)]
    assert found == ([] if cue["kind"] == NO_CUE else [(Mood(cue["kind"]), words)])


def test_cues_of_mood_stay_on_their_side():
    sided = [row for row in table("modality", key="cue") if row["side"] not in ("EITHER", "LIST") and row["kind"] != NO_CUE]
    for row in sided:
        words = fold_spelling(row["cue"])
        cues, start = (f"ký {words}", 0) if row["side"] != "AFTER" else (f"{words} ký", len(words) + 1)
        assert mood_cues(cues, (0, len(cues)), start, start + 2, noun=False) == [], row


def test_no_cue_stands_twice_when_folded():
    columns = {"triggers": "phrase", "modality": "cue", "scene_cues": "cue", "place_owners": "verb", "year_owners": "word"}
    for name, column in columns.items():
        folded = [fold_spelling(row[column]) for row in table(name)]
        assert len(set(folded)) == len(folded), name


def sides_of(*countries: str) -> tuple[Side, ...]:
    parties = (PartyMention(0, 1, "x", "x", f"{country}-{at}", PartyKind.PROVINCE, country) for at, country in enumerate(countries))
    return tuple(Side(party, PartyRole.PARTICIPANT) for party in parties)


@pytest.mark.parametrize("row", table("type_context"), ids=lambda row: f"{row['from']}-{row['context']}")
def test_each_context_changes_what_some_word_means(row):
    context, origin = fold_spelling(row["context"]), EventType(row["from"])
    sides = [
        found for found in (sides_of(), sides_of("VN"), sides_of("VN", "VN"), sides_of("VN", "LA")) if types._fits(row["sides"], len(found))
    ]
    meant = {
        (event_type(origin, strong, "", found), event_type(origin, strong, context, found))
        for found, strong in product(sides, (True, False))
    }
    assert {after for _, after in meant} == {EventType(row["to"])}
    assert any(before is not after for before, after in meant)


@pytest.mark.parametrize(
    ("origin", "strong", "clause", "countries", "becomes"),
    [
        ("CONFERENCE", False, "", (), "MEETING"),
        ("CONFERENCE", False, "", ("VN",), "MEETING"),
        ("CONFERENCE", False, "", ("VN", "LA"), "CONFERENCE"),
        ("CONFERENCE", True, "", ("VN",), "CONFERENCE"),
        ("MEETING", True, "", ("VN", "LA"), "CONFERENCE"),
        ("MEETING", True, "", ("VN", "VN"), "MEETING"),
        ("AID", True, "trao huân chương và quà lưu niệm", (), "CEREMONY"),
        ("VISIT", True, "tiếp đoàn", ("VN", "LA"), "VISIT"),
    ],
)
def test_type_by_strength_sides_and_clause(origin, strong, clause, countries, becomes):
    assert event_type(EventType(origin), strong, clause, sides_of(*countries)) is EventType(becomes)


def test_weights_know_each_feature_and_no_other():
    text = "Hội đàm Hà Tĩnh - Khăm Muộn ¶ Ngày 9/10/2018, tỉnh Hà Tĩnh hội đàm với tỉnh Khăm Muộn."
    produced = {name for name in read_story(story(text)).candidates[0].found if not name.startswith(("type ", WORD))}
    produced |= {f"type {kind}" for kind in EventType}
    weighed = {row["feature"] for row in table("weights", key="feature")}
    assert {name for name in weighed if not name.startswith(WORD)} == produced
    phrases = {fold_spelling(row["phrase"]) for row in EVENTS}
    assert {name.removeprefix(WORD) for name in weighed if name.startswith(WORD)} <= phrases


def test_each_event_type_has_its_plover_class_and_a_trigger():
    assert set(assembly._plover()) == set(EventType)
    assert {row["type"] for row in EVENTS} == set(EventType)
    assert {row["frame"] for row in EVENTS} == set(Frame)


@pytest.fixture
def edited(monkeypatch, tmp_path):
    """Replaces one table by given lines for the time of a test."""
    caches = (lexicon.table, triggers._matcher, modality._matcher, types._matcher)

    def edit(name: str, *lines: str) -> None:
        folder = tmp_path / "lexicon"
        folder.mkdir()
        (folder / f"{name}.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        monkeypatch.setattr(lexicon, "files", lambda _: tmp_path)
        for cached in caches:
            cached.cache_clear()

    yield edit
    for cached in caches:
        cached.cache_clear()


HEADS = {"triggers": "phrase\ttype\tform\tframe\tstrength", "modality": "cue\tkind\tside", "type_context": "from\tcontext\tsides\tto"}
WRONG = [
    ("triggers", ["họp\tPARTY\tNOUN\tMEETS\tWEAK"], "PARTY"),
    ("triggers", ["họp\tMEETING\tNOUNS\tMEETS\tWEAK"], "NOUNS"),
    ("triggers", ["họp\tMEETING\tNOUN\tDANCES\tWEAK"], "DANCES"),
    ("triggers", ["họp\tMEETING\tNOUN\tMEETS\tSURE"], "SURE"),
    ("triggers", ["họp\tMEETING\tNOUN\tMEETS"], "4 cells"),
    ("triggers", ["kỷ niệm\tOTHER\tVERB\tACTS\tWEAK", "kỉ niệm\tOTHER\tVERB\tACTS\tWEAK"], "one phrase when folded"),
    ("modality", ["sẽ\tSOON\tBEFORE"], "SOON"),
    ("modality", ["sẽ\tFUTURE\tABOVE"], "ABOVE"),
    ("modality", ["sẽ\tFUTURE\tBEFORE", "sẽ\tFUTURE\tAFTER"], "stands twice"),
    ("type_context", ["AID\thuân chương\tALL\tCEREMONY"], "ALL"),
    ("type_context", ["GIFT\thuân chương\tANY\tCEREMONY"], "GIFT"),
    ("type_context", ["AID\thuân chương\tANY\tPARTY"], "PARTY"),
]
MATCHERS = {"triggers": triggers._matcher, "modality": modality._matcher, "type_context": types._matcher}


@pytest.mark.parametrize(("name", "lines", "says"), WRONG, ids=lambda value: value if isinstance(value, str) else None)
def test_a_wrong_row_is_refused_when_loaded(edited, name, lines, says):
    edited(name, HEADS[name], *lines)
    with pytest.raises(LexiconError, match=says):
        MATCHERS[name]()
