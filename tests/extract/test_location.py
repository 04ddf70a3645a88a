"""Where events take place: the most exact place that the story gives, with its region; one line a case."""

import pytest
from short_stories import story

from transforms.extract.places import find_places
from transforms.extract.story import extract

CASES = [
    (
        "exact before vague",
        "Hội thảo về trẻ em ở Việt Nam ¶ Ngày 13/8/2019, hội thảo về trẻ em ở Việt Nam diễn ra tại Hà Nội.",
        "Hà Nội",
        "VN-HN",
    ),
    (
        "told by the next sentence",
        "Lễ mừng thọ ¶ Ngày 5/3/2019, tỉnh Nghệ An tổ chức lễ khai mạc hội xuân. ¶ Buổi lễ diễn ra tại đền Cuông, huyện Diễn Châu.",
        "đền Cuông, huyện Diễn Châu",
        "VN-22",
    ),
    (
        "what is opened",
        "Khánh thành cầu ¶ Ngày 5/3/2019, Bộ Giao thông vận tải khánh thành cầu Nậm Mộ (huyện Kỳ Sơn, Nghệ An).",
        "cầu Nậm Mộ (huyện Kỳ Sơn, Nghệ An)",
        "VN-22",
    ),
    ("who is visited", "Thăm Lào ¶ Ngày 5/3/2019, Thủ tướng Lê Văn Tám thăm chính thức Lào.", "Lào", None),
    (
        "received at home",
        "Tiếp đoàn Lào ¶ Ngày 5/3/2019, tại Hà Nội, Bộ trưởng Lê Văn Tám tiếp đoàn Lào đến thăm và làm việc tại Việt Nam.",
        "Hà Nội",
        "VN-HN",
    ),
    (
        "whom aid reaches",
        "Tặng quà học sinh ¶ Ngày 5/3/2019, Hội Chữ thập đỏ trao tặng 200 suất quà cho học sinh huyện Mường Lát, tỉnh Thanh Hóa.",
        "huyện Mường Lát, tỉnh Thanh Hóa",
        "VN-21",
    ),
]
ADDRESSES = [
    ("Đoàn về thôn 4, xã Sơn Diệm, huyện Hương Sơn.", "thôn 4, xã Sơn Diệm, huyện Hương Sơn"),
    ("Đoàn đến Khu công nghiệp Thăng Long (TLIP), tỉnh Vĩnh Phúc.", "Khu công nghiệp Thăng Long (TLIP), tỉnh Vĩnh Phúc"),
    ("Đoàn đến thị xã Thà Khẹc (tỉnh Khăm Muộn).", "thị xã Thà Khẹc (tỉnh Khăm Muộn)"),
]


@pytest.mark.parametrize(("shows", "text", "place", "region"), CASES, ids=[case[0] for case in CASES])
def test_place_of_the_first_event(shows, text, place, region):
    found = extract(story(text))[0].place
    assert found is not None and (found.text, found.region) == (place, region)


@pytest.mark.parametrize(("text", "expected"), ADDRESSES)
def test_a_place_keeps_its_whole_address(text, expected):
    assert [place.address for place in find_places(text)] == [expected]


def test_what_is_only_named_beside_another_event_of_the_day_does_not_place_it():
    opening = "Lễ hội đền Cuông ¶ Ngày 5/3/2019, tại xã Diễn An, huyện Diễn Châu, tỉnh Nghệ An khai mạc lễ hội."
    gift = "Ngày 5/3/2019, tỉnh Nghệ An trao tặng 20 triệu đồng cho học sinh huyện Kỳ Sơn."
    assert [event.place.name for event in extract(story(f"{opening} ¶ {gift}"))] == ["Diễn An", "Diễn An"]
