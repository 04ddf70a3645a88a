"""Every entry of the date tables can fire, and none is hidden by a shorter one."""

from __future__ import annotations

import pytest

from transforms import lexicon
from transforms.extract.dates import DateMention, Direction, find_dates, story_clock, vocabulary
from transforms.text import fold


def _cases(name: str) -> list[pytest.ParameterSet]:
    return [pytest.param(row, id=row["phrase"]) for row in lexicon.table(name)]


def _only(text: str) -> DateMention:
    (mention,) = find_dates(text)
    return mention


@pytest.mark.parametrize("row", _cases("date_parts_of_day"))
def test_part_of_day(row: dict[str, str]) -> None:
    mention = _only(f"{row['phrase']} 25/3, đoàn về")
    assert (mention.part_of_day, mention.start) == (row["part"], 0)


@pytest.mark.parametrize("row", _cases("date_weekdays"))
def test_weekday(row: dict[str, str]) -> None:
    assert _only(f"họp {row['phrase']} tuần này").first.weekday == int(row["weekday"])
    assert len(find_dates(f"đó là {row['phrase']} của đoàn")) == (not row["ordinal"])


@pytest.mark.parametrize("row", _cases("date_months"))
def test_month(row: dict[str, str]) -> None:
    point = _only(f"hội làng tháng {row['phrase'].capitalize()}, đông khách").first
    assert (point.month, point.lunar) == (int(row["month"]), row["lunar"] == "yes")
    assert len(find_dates(f"hội làng tháng {row['phrase']}, đông khách")) == (not row["capital"])


@pytest.mark.parametrize("row", _cases("date_numbers"))
def test_number(row: dict[str, str]) -> None:
    assert _only(f"mùng {row['phrase']} Tết").first.day == int(row["value"])


@pytest.mark.parametrize("row", _cases("date_relative"))
def test_relative(row: dict[str, str]) -> None:
    mention = _only(f"tối {row['phrase']} làng mở hội" if row["needs"] else f"{row['phrase']} làng mở hội")
    shift = mention.first.shift
    assert (shift.unit, shift.count, shift.anchor) == (row["unit"], int(row["offset"]), row["anchor"])
    assert mention.text.endswith(row["phrase"])


@pytest.mark.parametrize("row", _cases("date_feasts"))
def test_feast(row: dict[str, str]) -> None:
    mention = _only(f"chúc {row['phrase']} bà con")
    point = mention.first
    assert (point.month, point.day, point.lunar, mention.weak) == (
        int(row["month"]),
        int(row["day"]),
        row["lunar"] == "yes",
        row["weak"] == "yes",
    )
    assert mention.text == row["phrase"]


@pytest.mark.parametrize("row", _cases("date_directions"))
def test_direction(row: dict[str, str]) -> None:
    assert _only(f"ngày 25/3 {row['phrase']}, đoàn về").direction == row["direction"]
    plain = Direction.NONE if row["needs"] else row["direction"]
    assert _only(f"ngày 25/3 {row['phrase']} thăm bản").direction == plain


@pytest.mark.parametrize("row", [pytest.param(row, id=row["word"]) for row in lexicon.table("date_clause_starts")])
def test_clause_start(row: dict[str, str]) -> None:
    assert _only(f"ngày 25/3 tới {row['word']} bản").direction is Direction.FORWARD


@pytest.mark.parametrize("row", _cases("date_edges"))
def test_edge(row: dict[str, str]) -> None:
    assert _only(f"họp {row['phrase']} tháng 5").text == f"{row['phrase']} tháng 5"


@pytest.mark.parametrize("row", _cases("date_cues"))
def test_cue(row: dict[str, str]) -> None:
    assert _only(f"bản {row['phrase']} 2/9, cờ bay").text == "2/9"
    assert len(find_dates(f"bản {row['phrase']} 2-9, cờ bay")) == (row["dashes"] == "yes")
    assert find_dates("bản kia 2/9, cờ bay") == []


BLOCKED = {
    "NUMBER": "bên {} 30/4 có",
    "YEAR": "bên {} năm 2024 có",
    "SPAN": "bên {} tuần trước có",
    "RELATIVE": "bên {} ngày mai có",
    "ANY": "bên {} ngày 5/3 có",
}
BLOCKED_BY_NEXT = {
    "NUMBER": "bên dịp 2/9 {} nọ",
    "RELATIVE": "bên hôm nay {} nọ",
    "ANY": "bên ngày 5/3 {} nọ",
    "YEAR": "bên năm 2024 {} nọ",
    "UNIT": "bên ngày 2-3 {} nọ",
}


@pytest.mark.parametrize("row", _cases("date_blockers"))
def test_blocker(row: dict[str, str]) -> None:
    for scope in row["scope"].split():
        assert find_dates(BLOCKED[scope].format(row["phrase"])) == []
        assert len(find_dates(BLOCKED[scope].format("làng"))) == 1


@pytest.mark.parametrize("row", _cases("date_after_blockers"))
def test_blocker_behind(row: dict[str, str]) -> None:
    for scope in row["scope"].split():
        assert find_dates(BLOCKED_BY_NEXT[scope].format(row["phrase"])) == []
        assert len(find_dates(BLOCKED_BY_NEXT[scope].format("làng"))) == 1


@pytest.mark.parametrize(
    "scopes", [vocabulary.BLOCKED_AFTER, {"cues": vocabulary.CUES}, {"plans": vocabulary.PLANS | vocabulary.OCCASIONS}]
)
def test_no_entry_is_hidden_by_a_shorter_one(scopes: dict[str, frozenset[str]]) -> None:
    hidden = [phrase for phrases in scopes.values() for phrase in phrases if any(fold(phrase).endswith(f" {other}") for other in phrases)]
    assert hidden == []


@pytest.mark.parametrize("row", _cases("date_cycle"))
def test_cycle_name(row: dict[str, str]) -> None:
    stem, branch = (row["phrase"], "thìn") if row["kind"] == "STEM" and int(row["index"]) % 2 == 0 else (row["phrase"], "tỵ")
    if row["kind"] == "BRANCH":
        stem, branch = "giáp" if int(row["index"]) % 2 == 0 else "ất", row["phrase"]
    cycle = _only(f"vui Tết {stem} {branch} cùng bà con").first.cycle
    assert cycle is not None and cycle % (10 if row["kind"] == "STEM" else 12) == int(row["index"])


@pytest.mark.parametrize("row", _cases("date_own_years"))
def test_own_year(row: dict[str, str]) -> None:
    evidence = story_clock(None, ["Tin vắn", f"Bản bàn về {row['phrase']} của làng năm 2019."]).evidence
    assert (evidence.year, evidence.planned) == (2019, row["kind"] == "PLAN")
