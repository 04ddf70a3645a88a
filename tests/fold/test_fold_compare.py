"""Pairs of teasers, one a line: one story or two, and why."""

from __future__ import annotations

import pytest
from fold_samples import print_of

from schemas.records import Match
from transforms.fold.compare import Why, compare
from transforms.fold.group import explain

TITLE = "Hội nghị xúc tiến đầu tư vào Nghi Sơn"
LEAD = (
    "Chiều 14/6, hơn 200 doanh nghiệp dự hội nghị xúc tiến đầu tư vào khu kinh tế Nghi Sơn do ông Mai Văn Tạo chủ trì, "
    "nhiều thỏa thuận được ký."
)


@pytest.mark.parametrize(
    ("title", "lead", "why"),
    [
        (TITLE, LEAD, Why.EXACT),
        (TITLE.upper(), LEAD, Why.NORMALISED),
        (TITLE, LEAD.replace("thỏa", "thoả").replace(", ", " , "), Why.NORMALISED),
        (TITLE, LEAD.replace("14/6", "14-06"), Why.NORMALISED),
        (TITLE, LEAD[:80].rsplit(" ", 1)[0] + "…", Why.NEAR),
        (TITLE, LEAD[:83] + "...", Why.NEAR),
        (TITLE, LEAD.replace("do ông", "do đồng chí"), Why.NEAR),
        (TITLE, LEAD + " Kết quả vượt mong đợi của ban tổ chức.", Why.NEAR),
        (TITLE + " năm 2023", LEAD, Why.NEAR),
        (TITLE, LEAD.replace("14/6", "15/6"), Why.NUMBERS),
        (TITLE, LEAD.replace("200", "300"), Why.NUMBERS),
        (TITLE.replace("Nghi Sơn", "Vũng Áng"), LEAD.replace("Nghi Sơn", "Vũng Áng"), Why.NAMES),
        (TITLE.replace("Nghi Sơn", "Vũng Áng"), LEAD, Why.NAMES),
        (TITLE, LEAD.replace("Mai Văn Tạo", "Lê Đình Quế"), Why.NAMES),
        (TITLE, LEAD.replace("Tạo", "Táo"), Why.NAMES),
        ("Hoãn " + TITLE.lower(), LEAD, Why.REVERSAL),
        (TITLE, LEAD.replace("Chiều", "Sáng"), Why.REVERSAL),
        (TITLE, "Các sở ngành trao đổi về giải pháp gỡ vướng mắc mặt bằng.", Why.WORDS),
        (TITLE.replace("xúc tiến", "quảng bá"), LEAD, Why.ONE_WORD),
    ],
)
def test_by_text_alone(title: str, lead: str, why: Why) -> None:
    original, other = print_of(TITLE, LEAD), print_of(title, lead)
    verdict = compare(original, other)
    assert verdict.why is why, verdict
    assert verdict.same is (why in (Why.EXACT, Why.NORMALISED, Why.NEAR))
    assert compare(other, original) == verdict or (compare(other, original).why, compare(other, original).same) == (
        verdict.why,
        verdict.same,
    )


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Trung, 13 tuổi, đau họng đã lâu mới được đưa đi khám", "My, 13 tuổi, đau họng đã lâu mới được đưa đi khám", Why.ONE_WORD),
        ("Tăng trưởng là mục tiêu của nửa năm còn lại ở huyện", "Giảm trưởng là mục tiêu của nửa năm còn lại ở huyện", Why.REVERSAL),
        ("Tiền đạo Marcinkowsky ghi ba bàn trong hiệp một", "Tiền đạo Marcinkowski ghi 3 bàn trong hiệp một", Why.NEAR),
        (
            "Bản tin ngày 12-20 của đài khí tượng vùng núi phía bắc",
            "Bản tin ngày 12 - 20 của đài khí tượng vùng núi phía bắc",
            Why.NORMALISED,
        ),
        ("Chưa rõ vì sao đàn cá chết hàng loạt trên sông", "Rõ vì sao đàn cá chết hàng loạt trên sông", Why.REVERSAL),
    ],
)
def test_small_changes(a: str, b: str, why: Why) -> None:
    assert compare(print_of(a), print_of(b)).why is why


RECURRING = "Dâng hương tưởng nhớ các anh hùng liệt sĩ ở nghĩa trang huyện"
SPECIFIC = "Ra mắt tủ sách cộng đồng thứ 17 ở bản Rào Tre"


@pytest.mark.parametrize(
    ("text", "a", "b", "why"),
    [
        (SPECIFIC, {"day": 100}, {"day": 103}, Why.EXACT),
        (SPECIFIC, {"day": 100}, {"day": 104}, Why.OTHER_DAY),
        (SPECIFIC, {"day": 100}, {"day": None}, Why.EXACT),
        (SPECIFIC, {"publisher": "mau"}, {"publisher": "khac"}, Why.EXACT),
        (RECURRING, {"day": 100}, {"day": None}, Why.OTHER_DAY),
        (RECURRING, {"day": 100}, {"day": 465}, Why.OTHER_DAY),
        (RECURRING, {"publisher": "mau"}, {"publisher": "khac"}, Why.OTHER_SOURCE),
        (RECURRING, {"publisher": "mau"}, {"publisher": None}, Why.OTHER_SOURCE),
        (RECURRING, {"day": 100}, {"day": 101}, Why.EXACT),
        (RECURRING, {"link": "mau.vn#1", "day": 100}, {"link": "mau.vn#1", "day": 465}, Why.SAME_LINK),
    ],
)
def test_scope(text: str, a: dict, b: dict, why: Why) -> None:
    assert compare(print_of(text, **a), print_of(text, **b)).why is why


def test_the_same_link_is_the_same_story_however_edited() -> None:
    verdict = compare(print_of(TITLE, LEAD, link="mau.vn#9"), print_of("Tin vắn", "", link="mau.vn#9"))
    assert (verdict.same, verdict.match, verdict.why) == (True, Match.NEAR, Why.SAME_LINK)


def test_two_links_of_one_paper_are_two_stories_unless_the_words_are_the_same() -> None:
    first = print_of(TITLE, LEAD, link="mau.vn/a")
    assert compare(first, print_of(TITLE, LEAD + " Tin ảnh.", link="mau.vn/b")).why is Why.OTHER_LINK
    assert compare(first, print_of(TITLE, LEAD + " Tin ảnh.", link="khac.vn/b")).why is Why.NEAR
    assert compare(first, print_of(TITLE, LEAD, link="mau.vn/b")).why is Why.EXACT


def test_a_standing_lead_does_not_make_one_story_of_two_headlines() -> None:
    lead = "Bản tin cuối ngày điểm lại những việc được bạn đọc quan tâm, kèm hình ảnh từ hiện trường."
    a, b = print_of("Cầu mới thông xe", lead), print_of("Lúa được mùa lớn ở đồng bằng", lead)
    assert compare(a, b).why is Why.WORDS


def test_near_teasers_of_two_papers_stay_two() -> None:
    assert compare(print_of(TITLE, LEAD), print_of(TITLE, LEAD + " Tin ảnh.", publisher="khac")).why is Why.OTHER_SOURCE


def test_a_reader_is_told_what_differs() -> None:
    assert explain(print_of(TITLE, LEAD), print_of(TITLE, LEAD.replace("200", "300"))).startswith(
        "Two stories: a number or date differs (300 / 200)"
    ) or explain(print_of(TITLE, LEAD), print_of(TITLE, LEAD.replace("200", "300"))).startswith(
        "Two stories: a number or date differs (200 / 300)"
    )
