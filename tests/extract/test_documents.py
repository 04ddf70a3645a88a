"""Documents: kind and words. One line a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.extract.documents import _matcher, _topic_words, find_documents
from transforms.lexicon import table
from transforms.text import fold

CASES = [
    (
        "Hai tỉnh ký biên bản ghi nhớ hợp tác giai đoạn 2022 - 2025 giữa hai bên.",
        "MEMORANDUM: biên bản ghi nhớ hợp tác giai đoạn 2022 - 2025",
    ),
    ("Hai sở ký kết Thỏa thuận hợp tác với trường.", "AGREEMENT: Thỏa thuận hợp tác"),
    ("Ký thoả thuận hợp tác du lịch.", "AGREEMENT: thoả thuận hợp tác du lịch"),
    ("Hai nước ký 7 văn kiện hợp tác, trị giá lớn.", "AGREEMENT: 7 văn kiện hợp tác"),
    ("Hiệp định thương mại tự do Việt Nam - EU có hiệu lực.", "AGREEMENT: Hiệp định thương mại tự do Việt Nam - EU"),
    ("Lễ ký kết hợp tác về dạy nghề giữa hai trường.", "AGREEMENT: hợp tác về dạy nghề"),
    ("Nghị quyết số 18-NQ/TW của Trung ương.", "RESOLUTION: Nghị quyết số 18-NQ/TW"),
    ("Thông qua nghị quyết.", "RESOLUTION: nghị quyết"),
    ("Bàn kế hoạch hợp tác năm 2021.", "PLAN: kế hoạch hợp tác năm 2021"),
    ("Ký biên bản bàn giao hài cốt tại cửa khẩu.", "MINUTES: biên bản bàn giao hài cốt"),
    ("Ra Tuyên bố chung Việt Nam - Lào.", "OTHER: Tuyên bố chung Việt Nam - Lào"),
    ("Ông ký sổ lưu niệm.", "OTHER: sổ lưu niệm"),
    ("Ký bản ghi nhớ (MOU) về năng lượng.", "MEMORANDUM: bản ghi nhớ (MOU) về năng lượng"),
    ("Ký Nghị định thư và hợp đồng.", "AGREEMENT: Nghị định thư | AGREEMENT: hợp đồng"),
    ("Ký Hiệp ước Hữu nghị và Hợp tác giữa hai nước.", "AGREEMENT: Hiệp ước Hữu nghị và Hợp tác"),
    ("Hai bên hợp tác chặt chẽ.", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_documents(text, expected):
    assert " | ".join(f"{document.kind}: {document.text}" for document in find_documents(text)) == expected


WORDS = st.sampled_from(
    ["ký kết", "hợp tác", "3", "biên bản", "ghi nhớ", "nghị quyết", "số", "18-NQ/TW", "(MOU)", "-", "/", ",", "giữa", "Lào"]
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=20).map(" ".join)))
def test_every_span_is_a_slice_and_none_overlap(text):
    end = 0
    for document in find_documents(text):
        assert text[document.start : document.end] == document.text
        assert end <= document.start < document.end
        end = document.end


def test_every_phrase_fires():
    rows = [row for row in table("document_words") if row["kind"] not in ("STOP", "PHRASE")]
    assert [row for row in rows if [match.value for match in _matcher().find(fold(row["phrase"]))] != [row["kind"]]] == []


def test_every_stop_is_one_word():
    assert [word for word in _topic_words("STOP") if " " in word] == []
