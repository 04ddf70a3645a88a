"""The parts of the extract core one by one: sentences, clauses, pairs, dates and sides that agree, status, identity, scores."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from short_stories import story

from schemas.records import EventDate, EventType, Party, PartyKind, PartyRole, Place, Precision, Status
from transforms.extract import sentences as sentences_module
from transforms.extract.clauses import clause_spans
from transforms.extract.drafts import dates_agree
from transforms.extract.identity import event_id
from transforms.extract.mentions import PartyMention
from transforms.extract.modality import Mood, moods
from transforms.extract.pairs import party_groups
from transforms.extract.scoring import opens_in_scene, score
from transforms.extract.sentences import LONGEST, sentence_spans
from transforms.extract.sides import sides
from transforms.extract.story import extract, read_story
from transforms.extract.triggers import Frame
from transforms.lexicon import table
from transforms.text import fold_spelling

SENTENCES = [
    ("Đoàn đến. Đoàn về.", ["Đoàn đến.", "Đoàn về."]),
    ("Đoàn thăm TP. Vinh. Đoàn về.", ["Đoàn thăm TP. Vinh.", "Đoàn về."]),
    ("TS. Lê Văn Cảnh và GS. Mai Thị Yên dự.", ["TS. Lê Văn Cảnh và GS. Mai Thị Yên dự."]),
    ("Ông A. D. Lô Na nói.", ["Ông A. D. Lô Na nói."]),
    ("Ai đến? Không ai! Thế à… Vâng.", ["Ai đến?", "Không ai!", "Thế à…", "Vâng."]),
    ('Ông nói: "Tốt lắm." Mọi người cười.', ['Ông nói: "Tốt lắm."', "Mọi người cười."]),
    ("Tốc độ 3.5 km. vẫn chậm", ["Tốc độ 3.5 km. vẫn chậm"]),
    ("Sinh năm 1990. 20 tuổi đi học.", ["Sinh năm 1990.", "20 tuổi đi học."]),
    ("  Một câu  ", ["Một câu"]),
    ("Chờ... rồi đi", ["Chờ... rồi đi"]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "parts"), SENTENCES)
def test_sentences(text, parts):
    assert [text[start:end] for start, end in sentence_spans(text)] == parts


@pytest.mark.parametrize("row", table("abbreviations", key="abbreviation"), ids=lambda row: row["abbreviation"])
def test_an_abbreviation_ends_no_sentence(row):
    text = f"Gặp {row['abbreviation']}. Lan hôm nay"
    assert list(sentence_spans(text)) == [(0, len(text))]


@pytest.mark.parametrize("unit", ["đoàn thăm và ", "x", "(", "Ông A. ", "... ", "“”"])
def test_a_line_of_a_megabyte_is_cut_and_looked_at_a_few_times_only(unit, monkeypatch):
    """Work is counted, not timed: characters handed to the search for an abbreviation, and pieces made."""
    looked = 0

    class Counted:
        def search(self, text: str, start: int, end: int) -> object:
            nonlocal looked
            looked += end - start
            return pattern.search(text, start, end)

    pattern = sentences_module._LAST_WORD
    monkeypatch.setattr(sentences_module, "_LAST_WORD", Counted())
    text = unit * (1_000_000 // len(unit))
    spans = list(sentence_spans(text))
    assert max(end - start for start, end in spans) <= LONGEST
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert sum(end - start for start, end in spans) >= len(text) - 2 * len(spans) - len(text) // len(unit)
    assert looked <= 12 * len(text) // len(unit) + 12


CLAUSES = [
    ("a ký với b", ["ký"], ["a ký với b"]),
    ("a ký với b; c thăm d", ["ký", "thăm"], ["a ký với b", "; c thăm d"]),
    ("a ký với b, sau đó thăm d", ["ký", "thăm"], ["a ký với b", ", sau đó thăm d"]),
    ("a ký với b, sau đó về nhà", ["ký"], ["a ký với b, sau đó về nhà"]),
    ("sáng 5/3 a ký và chiều 6/3 a thăm", ["ký", "thăm"], ["sáng 5/3 a ký", " và chiều 6/3 a thăm"]),
    ("trước đó vui vẻ; a ký", ["ký"], ["trước đó vui vẻ; a ký"]),
    ("không có gì", [], ["không có gì"]),
    ("", [], [""]),
]


@pytest.mark.parametrize(("cues", "words", "parts"), CLAUSES)
def test_clauses(cues, words, parts):
    spans = clause_spans(cues, [cues.index(word) for word in words])
    assert [cues[start:end] for start, end in spans] == parts


def parties(cues: str, *names: str) -> list[PartyMention]:
    """Parties at each place where their names stand in a text."""
    found = [(at, name) for name in set(names) for at in range(len(cues)) if cues.startswith(name, at)]
    return [PartyMention(at, at + len(name), name, name, name.upper(), PartyKind.PROVINCE, "VN") for at, name in sorted(found)]


PAIRS = [
    ("hội nghị giữa aaa với bbb", ["AAA BBB"]),
    ("hai hội nghị giữa aaa với bbb và ccc", ["AAA BBB", "AAA CCC"]),
    ("2 hội nghị giữa aaa với bbb và ccc", ["AAA BBB", "AAA CCC"]),
    ("ba cuộc hội nghị giữa aaa với bbb, ccc và ddd", ["AAA BBB", "AAA CCC", "AAA DDD"]),
    ("hai hội nghị giữa aaa với bbb", ["AAA BBB"]),
    ("ba hội nghị giữa aaa với bbb và ccc", ["AAA BBB CCC"]),
    ("hội nghị giữa aaa với bbb; giữa aaa với ccc", ["AAA BBB", "AAA CCC"]),
    ("hội nghị giữa aaa với bbb; giữa ccc với ddd", ["AAA BBB CCC DDD"]),
    ("hội nghị giữa aaa với bbb; ccc", ["AAA BBB CCC"]),
    ("hội nghị toàn quốc", [""]),
]


@pytest.mark.parametrize(("cues", "groups"), PAIRS)
def test_pairs(cues, groups):
    at = cues.index("hội nghị")
    found = party_groups(cues, parties(cues, "aaa", "bbb", "ccc", "ddd"), at, at + len("hội nghị"))
    assert [" ".join(party.id for party in group) for group in found] == groups


ROLES = [
    ("aaa trao bbb quà", "trao", Frame.GIVES, "AAA:DONOR BBB:RECIPIENT"),
    ("aaa được bbb trao quà", "trao", Frame.GIVES, "AAA:RECIPIENT BBB:DONOR"),
    ("aaa nhận 1.000 suất quà do bbb trao", "trao", Frame.GIVES, "AAA:RECIPIENT BBB:DONOR"),
    ("trao cho aaa quà của bbb", "trao", Frame.GIVES, "AAA:RECIPIENT BBB:DONOR"),
    ("aaa nhận hỗ trợ của bbb", "nhận hỗ trợ", Frame.GETS, "AAA:RECIPIENT BBB:DONOR"),
    ("aaa thăm bbb", "thăm", Frame.VISITS, "AAA:GUEST BBB:HOST"),
    ("chuyến thăm bbb của aaa", "chuyến thăm", Frame.VISITS, "BBB:HOST AAA:GUEST"),
    ("aaa tiếp đoàn của bbb", "tiếp đoàn", Frame.RECEIVES, "AAA:HOST BBB:GUEST"),
    ("aaa tổ chức hội đàm với bbb", "hội đàm", Frame.MEETS, "AAA:HOST BBB:PARTICIPANT"),
    ("aaa hội đàm với bbb", "hội đàm", Frame.MEETS, "AAA:PARTICIPANT BBB:PARTICIPANT"),
    ("aaa ký với bbb", "ký", Frame.SIGNS, "AAA:SIGNATORY BBB:SIGNATORY"),
]


@pytest.mark.parametrize(("cues", "words", "frame", "roles"), ROLES)
def test_roles(cues, words, frame, roles):
    at = cues.index(words)
    found = sides(cues, parties(cues, "aaa", "bbb"), at, at + len(words), frame)
    assert " ".join(f"{side.party.id}:{side.role}" for side in found) == roles


MOODS = [
    ("đoàn sẽ ký thỏa thuận", "ký", False, {Mood.FUTURE}),
    ("đoàn đã ký thỏa thuận", "ký", False, {Mood.PAST}),
    ("không ký", "ký", False, {Mood.NEGATED}),
    ("không chỉ ký", "ký", False, set()),
    ("không ai biết vì sao hai bên ký", "ký", False, set()),
    ("hội nghị giữa aaa và bbb" + ", ccc" * 30 + " sẽ diễn ra", "hội nghị", True, {Mood.FUTURE}),
    ("ký giữa aaa và bbb" + ", ccc" * 30 + " sẽ diễn ra", "ký", False, set()),
]


@pytest.mark.parametrize(("cues", "word", "noun", "found"), MOODS)
def test_moods_reach_as_far_as_their_side_says(cues, word, noun, found):
    start = cues.index(word)
    assert moods(cues, (0, len(cues)), start, start + len(word), noun) == found


def test_moods_stay_in_their_clause():
    cues = "hai bên sẽ ký; đoàn thăm"
    assert moods(cues, (13, len(cues)), cues.index("thăm"), len(cues), noun=False) == set()


DATES = [
    ("2021-12-18", "2021-12-18", True),
    ("2021-12", "2021-12-18", True),
    ("2021", "2021-12-18", True),
    ("XXXX-12-18", "2021-12-18", True),
    (None, "2021-12-18", True),
    ("2021-12-18/2021-12-20", "2021-12-18", True),
    ("2021-12-17", "2021-12-18", False),
    ("2020", "2021-12-18", False),
    ("XXXX-12-17", "2021-12-18", False),
]


@pytest.mark.parametrize(("one", "other", "agree"), DATES)
def test_dates_agree(one, other, agree):
    assert dates_agree(EventDate(one), EventDate(other)) is dates_agree(EventDate(other), EventDate(one)) is agree


DAY = date(2021, 12, 18)
CALENDAR = [
    ("", DAY, DAY, None, Status.HELD),
    ("", DAY, DAY, date(2021, 12, 17), Status.PLANNED),
    ("", DAY, DAY, date(2021, 12, 19), Status.HELD),
    ("sẽ ", DAY, DAY, None, Status.PLANNED),
    ("sẽ ", DAY, DAY, DAY, Status.PLANNED),
    ("sẽ ", DAY, DAY, date(2021, 12, 19), Status.HELD),
    ("tạm hoãn ", DAY, DAY, date(2021, 12, 17), Status.POSTPONED),
    ("hủy ", DAY, DAY, date(2021, 12, 19), Status.CANCELLED),
    ("đang ", DAY, date(2021, 12, 20), None, Status.ONGOING),
    ("", DAY, date(2021, 12, 20), date(2021, 12, 19), Status.ONGOING),
    ("", DAY, date(2021, 12, 20), date(2021, 12, 20), Status.HELD),
    ("", DAY, date(2022, 2, 20), date(2021, 12, 30), Status.HELD),
]


@pytest.mark.parametrize(("word", "start", "end", "published", "state"), CALENDAR)
def test_status_by_calendar_and_words(word, start, end, published, state):
    when = f"Ngày {start:%d/%m/%Y}" if start == end else f"Từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}"
    text = f"Chuyện hai tỉnh ¶ {when}, đoàn đại biểu tỉnh Khăm Muộn {word}đến thăm tỉnh Hà Tĩnh."
    found = read_story(story(text, published.isoformat() if published else "")).candidates
    assert [(c.status, c.draft.date.start, c.draft.date.end) for c in found] == [(state, start, end)]


HA_TINH, KHAMMOUANE = (Party(i, i, i, PartyKind.PROVINCE, i[:2], PartyRole.PARTICIPANT) for i in ("VN-23", "LA-KH"))
BOLIKHAMXAY = replace(KHAMMOUANE, id="LA-BL")
UNION = Party("Hội", "Hội", "hoi", PartyKind.ORGANISATION, "VN", PartyRole.HOST)
ON = EventDate("2021-12-18", DAY, DAY, Precision.DAY)
VINH, LAO_BAO = (Place(name, name, "CITY", region, "VN", None, None) for name, region in (("Vinh", "VN-22"), ("Lao Bảo", "VN-25")))


def identity(kind=EventType.CONFERENCE, when=ON, who=(HA_TINH, KHAMMOUANE), place=None, told_by="one") -> str:
    return event_id(kind, when, who, place, told_by)


SAME = [
    ("told by another story", identity(told_by="other")),
    ("sides in another order", identity(who=(KHAMMOUANE, HA_TINH))),
    ("with roles", identity(who=(replace(HA_TINH, role=PartyRole.HOST), KHAMMOUANE))),
    ("another place, where two sides tell it", identity(place=VINH)),
    ("an organisation beside the provinces", identity(who=(HA_TINH, KHAMMOUANE, UNION))),
    ("in the morning", identity(when=replace(ON, text="sáng 18/12"))),
]
OTHER = [
    ("another day", identity(when=EventDate("2021-12-19", date(2021, 12, 19), date(2021, 12, 19), Precision.DAY))),
    ("another partner", identity(who=(HA_TINH, BOLIKHAMXAY))),
    ("one partner more", identity(who=(HA_TINH, KHAMMOUANE, BOLIKHAMXAY))),
    ("another type", identity(kind=EventType.SIGNING)),
]
VAGUE = [
    ("no date", {"when": EventDate()}),
    ("a year", {"when": EventDate("2021", date(2021, 1, 1), date(2021, 12, 31), Precision.YEAR)}),
    ("a day of no year", {"when": EventDate("XXXX-12-18", precision=Precision.DAY)}),
    ("no side", {"who": (), "place": VINH}),
    ("one side and no place", {"who": (HA_TINH,)}),
]


@pytest.mark.parametrize(("case", "found"), SAME)
def test_one_event_has_one_id(case, found):
    assert found == identity()


@pytest.mark.parametrize(("case", "found"), OTHER)
def test_another_event_has_another_id(case, found):
    assert found != identity()


@pytest.mark.parametrize(("case", "known"), VAGUE)
def test_a_vague_mention_takes_its_story_into_the_id(case, known):
    assert identity(**known) != identity(**known, told_by="other")


def test_the_place_tells_events_of_one_side_apart():
    one = [identity(who=(HA_TINH,), place=place, told_by=told_by) for place in (VINH, LAO_BAO) for told_by in ("one", "other")]
    assert one[0] == one[1] != one[2] == one[3]


def test_a_plan_and_its_report_meet_in_one_id():
    planned = story("Sắp hội đàm ¶ Tỉnh Hà Tĩnh sẽ hội đàm với tỉnh Khăm Muộn ngày 18/12/2021.", story_id="plan")
    held = story("Hội đàm ở Vinh ¶ Ngày 18/12/2021, tại Vinh, tỉnh Khăm Muộn và tỉnh Hà Tĩnh đã tổ chức hội đàm.", story_id="report")
    (plan,), (report,) = extract(planned), extract(held)
    assert (plan.status, report.status) == (Status.PLANNED, Status.HELD)
    assert plan.event_id == report.event_id


def test_scores_lie_between_0_and_1_and_grow_with_the_weights():
    rows = table("weights", key="feature")
    for row in rows:
        low, high = score({"bias": 1.0}), score({"bias": 1.0, row["feature"]: 1.0}) if row["feature"] != "bias" else score({"bias": 2.0})
        assert 0 < high.confidence < 1 and 0 < high.relevance < 1
        assert (high.relevance > low.relevance) is (Decimal(row["relevance"]) > 0)
    assert score({}) == score({"no such feature": 1.0})


def test_stories_are_judged_by_the_weights_that_are_given():
    told = story("Hội đàm ở Vinh ¶ Ngày 18/12/2021, tỉnh Khăm Muộn và tỉnh Hà Tĩnh đã tổ chức hội đàm.")
    assert [event.confidence for event in extract(told, weights={"bias": (1.0, 9.0)})] == [0.731]
    assert extract(told, weights={"bias": (1.0, -9.0)}) == ()


@pytest.mark.parametrize("row", table("scene_cues", key="cue"), ids=lambda row: row["cue"])
def test_each_cue_ties_a_sentence_to_the_scene_where_it_opens_it(row):
    cue = fold_spelling(row["cue"])
    assert opens_in_scene(f"{cue}, đoàn về")
    assert not opens_in_scene(f"đoàn về, {cue}")
