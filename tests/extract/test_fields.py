"""Fields of cooperation: one line a case."""

import pytest

from schemas.records import Field
from transforms.extract.fields import _matcher, find_fields
from transforms.lexicon import table
from transforms.text import fold

CASES = [
    ("hợp tác giáo dục, y tế và giáo dục nghề nghiệp", "EDUCATION HEALTH"),
    ("tuần tra song phương bảo vệ biên giới", "SECURITY DEFENCE"),
    ("Bảo đảm QP-AN", "SECURITY DEFENCE"),
    ("cất bốc hài cốt liệt sĩ quân tình nguyện", "WAR_REMAINS"),
    ("mua bán điện", "ENERGY"),
    ("phát triển nông nghiệp, du lịch", "TOURISM AGRICULTURE"),
    ("văn hoá, thể thao", "CULTURE"),
    ("quyên góp giúp người nghèo", "AID"),
    ("đào tạo lưu học sinh", "EDUCATION"),
    ("xúc tiến đầu tư", "INVESTMENT"),
    ("giao lưu nhân dân", "PEOPLE_TO_PEOPLE"),
    ("hai bên trao đổi", ""),
    ("anh Thương, chị Mại", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_fields(text, expected):
    assert " ".join(find_fields(text)) == expected


def test_every_phrase_fires():
    rows = table("field_words")
    assert [row for row in rows if not any(Field(row["field"]) in match.value for match in _matcher().find(fold(row["phrase"])))] == []
