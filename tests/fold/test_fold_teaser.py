"""Story ids: the same for one teaser in every container, another for another story."""

from __future__ import annotations

import pytest

from transforms.teaser import story_id

TITLE = 'Trao "Mái ấm" cho hộ nghèo xã Kỳ Sơn'
LEAD = "Sáng nay, Hội Chữ thập đỏ trao nhà cho năm hộ nghèo xã Kỳ Sơn, mỗi căn trị giá 80 triệu đồng."


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        (TITLE, "(Baomau.vn) - " + LEAD),
        (TITLE, "TTO - " + LEAD),
        (TITLE.replace('"', "“", 1).replace('"', "”"), LEAD.replace(" ", "\u00a0")),
        ("  " + TITLE.upper(), LEAD.replace("hộ", "hộ\u200b")),
        (TITLE, LEAD[:70] + "…"),
        (TITLE.encode().decode(), LEAD + " Đây là đợt thứ hai."),
    ],
)
def test_containers_do_not_matter(title: str, lead: str) -> None:
    assert story_id(title, lead) == story_id(TITLE, LEAD)


@pytest.mark.parametrize(("title", "lead"), [(TITLE, LEAD.replace("Sáng nay", "Sáng 3/2")), (TITLE + " và Kỳ Lạc", LEAD), (TITLE, "")])
def test_other_stories_have_other_ids(title: str, lead: str) -> None:
    assert story_id(title, lead) != story_id(TITLE, LEAD)
