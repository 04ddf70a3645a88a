"""Why two stories are one or two."""

import json

import pytest
from explain_samples import LEAD, TITLE

from pipelines.explain import main


def pairs(tmp_path, capsys, one: str, other: str) -> list[dict]:
    for name, text in (("one.txt", one), ("other.txt", other)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main([str(tmp_path / "one.txt"), "--with", str(tmp_path / "other.txt"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["explains", "pairs"]
    return found["pairs"]


@pytest.mark.parametrize(
    ("edit", "folded", "why", "detail", "table"),
    [
        ({}, True, "EXACT", "", None),
        ({TITLE: TITLE.upper()}, True, "NORMALISED", "", None),
        ({"12/3": "13/3"}, False, "NUMBERS", "12/3 / 13/3", "fold_numerals.tsv"),
        ({"Xiêng Khoảng": "Hủa Phăn"}, False, "NAMES", "xiêng khoảng / hủa phăn", "fold_common_capitals.tsv"),
    ],
)
def test_the_verdict_names_the_words_and_the_tables(tmp_path, capsys, edit, folded, why, detail, table):
    other = f"{TITLE}\n\n{LEAD}"
    for old, new in edit.items():
        other = other.replace(old, new)
    [pair] = pairs(tmp_path, capsys, f"{TITLE}\n\n{LEAD}", other)
    assert (pair["folded"], pair["why"], pair["detail"]) == (folded, why, detail)
    assert table is None or table in pair["tables"]


def test_stories_that_no_run_compares_say_so(tmp_path, capsys):
    [pair] = pairs(tmp_path, capsys, f"{TITLE}\n\n{LEAD}", "Giá lúa tăng\n\nVụ này, nông dân trong huyện được mùa.")
    assert (pair["met"], pair["folded"], pair["why"]) == (False, False, "WORDS")
    assert main([str(tmp_path / "one.txt"), "--with", str(tmp_path / "other.txt")]) == 0
    assert "a run never compares them" in capsys.readouterr().out


def test_a_teaser_beside_another_story_is_compared_too(tmp_path, capsys):
    beside = f"Giá lúa tăng\n\nVụ này được mùa.\n\nĐọc thêm\n\n{TITLE}\n{TITLE}\n{LEAD}"
    own, teaser = pairs(tmp_path, capsys, f"{TITLE}\n\n{LEAD}", beside)
    assert not own["folded"]
    assert teaser["folded"] and teaser["stories"][1]["kind"] == "TEASER"
