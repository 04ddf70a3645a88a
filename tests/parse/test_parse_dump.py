"""Page dumps: each mark of the layout, one at a time."""

import pytest

from schemas.records import Reason
from transforms.parse.dump import parse_dump
from transforms.parse.parts import Parts, Unusable

TITLE = "Hai tỉnh mở lại đường qua biên giới"
LEAD = "Sáng 3/4, hai tỉnh mở lại tuyến đường sau mùa mưa."
ONE = "Tuyến đường dài 42 km nối hai huyện. Xe tải nhẹ được đi từ 6 giờ sáng."
TWO = "Lực lượng biên phòng hai bên sẽ cùng trực tại trạm."
OTHER, OTHER_LEAD = "Mùa hoa ban nở sớm", "Dọc đường lên bản, hoa ban đã nở trắng sườn đồi."


def dump(*lines: str) -> str:
    return "\n\n".join((TITLE, f"(Baohatinh.vn) - {LEAD}", *lines))


def parse(*lines: str) -> Parts:
    parts = parse_dump(dump(*lines))
    assert isinstance(parts, Parts) and (parts.title, parts.lead, parts.publisher) == (TITLE, LEAD, "Baohatinh.vn")
    return parts


@pytest.mark.parametrize(
    ("lines", "paragraphs", "captions"),
    [
        ((ONE, TWO), [ONE, TWO], []),
        ((ONE, "a-1.jpg\nLễ thông xe tại cột mốc.", TWO), [ONE, TWO], [("a-1.jpg", "Lễ thông xe tại cột mốc.")]),
        ((ONE, "a-1.jpg", TWO), [ONE, TWO], []),
        ((ONE, "a-1.JPG", "b-2.png\nXe đầu tiên qua trạm", TWO), [ONE, TWO], [("b-2.png", "Xe đầu tiên qua trạm")]),
        ((ONE, TITLE, "Lễ thông xe tại cột mốc (Ảnh tư liệu)", TWO), [ONE, TWO], [(None, "Lễ thông xe tại cột mốc (Ảnh tư liệu)")]),
        ((TWO, TITLE, ONE), [TWO, ONE], []),
        ((TITLE, ONE, TITLE, TITLE, "Trạm mới.", TWO), [ONE, TWO], [(None, "Trạm mới.")]),
        ((ONE, "Trạm mới - Ảnh: VĂN ĐỊNH.", TWO), [ONE, TWO], [(None, "Trạm mới - Ảnh: VĂN ĐỊNH.")]),
        ((ONE, "Trạm mới.", "Ảnh: Đức Hùng", TWO), [ONE, TWO], [(None, "Trạm mới. Ảnh: Đức Hùng")]),
        ((ONE, TWO, "Thu Hằng – Văn Phước"), [ONE, TWO], []),
        ((ONE, TWO, "Đoàn Loan", "Kiểm soát xe tải ở trạm."), [ONE, TWO], [(None, "Kiểm soát xe tải ở trạm.")]),
        ((ONE, TWO, "Huyền Lê (Theo CNN)"), [ONE, TWO], []),
        ((ONE, "Xem thêm:", "Bản nghèo đón điện lưới", TWO), [ONE, TWO], []),
        ((ONE, "Xem thêm: Bản nghèo đón điện lưới", TWO), [ONE, TWO], []),
        ((ONE, ">> Bản nghèo đón điện lưới", TWO), [ONE, TWO], []),
        ((ONE, "Chủ đề của hội nghị là giao thông.", TWO), [ONE, "Chủ đề của hội nghị là giao thông.", TWO], []),
    ],
)
def test_body_and_captions(lines, paragraphs, captions):
    parts = parse(*lines)
    assert list(parts.paragraphs) == paragraphs
    assert [(caption.image, caption.text) for caption in parts.captions] == captions


@pytest.mark.parametrize(
    ("tail", "topic", "related"),
    [
        ("", None, []),
        ("\n\nChủ đề Giao thông - Vận tải", "Giao thông - Vận tải", []),
        ("\n\nChủ đề: Biên giới\n\nTây Bắc", "Biên giới", []),
        (f"\n\nChủ đề Biên giới\n\nĐọc thêm\n\n{OTHER}\n\n{OTHER}\n\n{OTHER_LEAD}", "Biên giới", [(OTHER, OTHER_LEAD)]),
        (f"\nĐỌC THÊM:\n{OTHER}\n{OTHER}\n{OTHER_LEAD}\nA b c\nA b c\nD e f.", None, [(OTHER, OTHER_LEAD), ("A b c", "D e f.")]),
        (f"\n\nĐọc thêm\n\n{OTHER}\n\n{OTHER_LEAD}\nA b c\n\nA b c\n\nD e f.", None, [(OTHER, OTHER_LEAD), ("A b c", "D e f.")]),
        (f"\n\nĐọc thêm\n\n{OTHER}\n\n{OTHER}\n\n(Baohatinh.vn) - {OTHER_LEAD}", None, [(OTHER, OTHER_LEAD)]),
        (f"\n\nĐọc thêm\n\n{OTHER}\n\n{OTHER}\n\nA b c\n\nA b c\n\nD e f.", None, [(OTHER, ""), ("A b c", "D e f.")]),
        (
            f"\n\nĐọc thêm\n\n{TITLE}\n\n{TITLE}\n\nBa.\n{OTHER}\n\n{OTHER}\n\n{OTHER_LEAD}",
            None,
            [(TITLE, "Ba."), (OTHER, OTHER_LEAD)],
        ),
        (f"\n\n{OTHER}\n\n{OTHER}\n\n{OTHER_LEAD}\nA b c\n\nA b c\n\nD e f.", None, [(OTHER, OTHER_LEAD), ("A b c", "D e f.")]),
    ],
)
def test_what_follows_the_body_never_reaches_it(tail, topic, related):
    parts = parse_dump(dump(ONE, TWO) + tail)
    assert (parts.paragraphs, parts.captions, parts.topic) == ((ONE, TWO), (), topic)
    assert [(other.title, other.teaser) for other in parts.related] == related


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TITLE, Reason.NO_TEXT),
        (f"{TITLE}\n\n{TITLE}\n\na-1.jpg\n", Reason.NO_TEXT),
        (f"{TITLE}\n\nĐọc thêm\n\n{OTHER}\n\n{OTHER}\n\n{OTHER_LEAD}", Reason.NO_TEXT),
        (f"(Baohatinh.vn) - {LEAD}\n\n{ONE}", Reason.NO_TITLE),
        ("dòng dài " * 120_000, Reason.NO_TITLE),
        ("\n \n", Reason.EMPTY),
    ],
)
def test_pages_that_yield_nothing_say_why(text, reason):
    parts = parse_dump(text)
    assert isinstance(parts, Unusable) and parts.reason is reason


def test_a_date_line_below_the_headline_dates_the_page():
    parts = parse_dump(f"{TITLE}\n\nThứ Bảy, 03/04/2021, 08:15 (GMT+7)\n\n{LEAD}\n\n{ONE}")
    assert (parts.lead, parts.paragraphs, parts.published_at.isoformat()) == (LEAD, (ONE,), "2021-04-03T08:15:00+07:00")
