"""A teaser that is like two stories makes one of neither: their numbers, names or turns of meaning differ."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from fold_samples import story

from schemas.records import Story
from transforms.fold.batch import fold_batch
from transforms.fold.memory import Memory, prepare, settle, write_pending

TITLE = "Trao nhà tình nghĩa cho hộ nghèo vùng lũ"
LEAD = "Sáng nay, Hội Chữ thập đỏ trao nhà tình nghĩa cho các hộ nghèo vùng lũ, mỗi căn trị giá 90 triệu đồng, tại xã "
FIRST = story("a.html", TITLE, LEAD + "Phúc Trạch, có đông bà con đến dự.", paragraphs=("Căn nhà rộng 60 m2.",))
SECOND = story("b.html", TITLE, LEAD + "Hương Lâm, có đông bà con đến dự.", paragraphs=("Căn nhà rộng 60 m2.",))
CUT = story("c.html", TITLE, LEAD.rsplit(",", 1)[0] + "…")


def run(output: Path, stories: list[Story]) -> None:
    prepare(str(output))
    memory = Memory(str(output))
    folded = fold_batch(stories, memory)
    memory.close()
    write_pending(str(output), [entry for _, entry in folded])
    settle(str(output))


def ids(output: Path) -> list[str | None]:
    """The ids of the stories that the memory knows the three readings by."""
    memory = Memory(str(output))
    found = {element.story.uri: element.stored for one in (FIRST, SECOND, CUT) for element, _ in fold_batch([one], memory)}
    memory.close()
    return [found[one.uri][0].story_id for one in (FIRST, SECOND, CUT)]


@pytest.mark.parametrize("order", list(permutations((FIRST, SECOND, CUT))))
def test_in_one_run(order: tuple[Story, ...]) -> None:
    folded = [element for element, _ in fold_batch(order)]
    assert folded == [element for element, _ in fold_batch((FIRST, SECOND, CUT))]
    assert len(folded) == 2
    assert sorted(sighting.uri for element in folded for sighting in element.story.sightings) == ["a.html", "b.html", "c.html"]


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("order", list(permutations((FIRST, SECOND, CUT))))
def test_over_runs(order: tuple[Story, ...], cut: int, tmp_path: Path) -> None:
    for _ in range(2):
        run(tmp_path, list(order[:cut]))
        run(tmp_path, list(order[cut:]))
    first, second, either = ids(tmp_path)
    assert first != second
    assert either in (first, second)


def test_two_papers_print_the_same_greeting_of_a_year() -> None:
    lead = "Nhân dịp Tết Nguyên đán 2021, lãnh đạo tỉnh đến thăm, chúc Tết cán bộ, chiến sĩ."
    papers = [story(f"{name}.html", "Lãnh đạo tỉnh chúc Tết", lead, publisher=name) for name in ("Báo Hà Tĩnh", "Báo Quảng Trị")]
    assert len(fold_batch(papers)) == 2
