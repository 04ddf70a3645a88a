"""Who takes part in which event of a story: one line a case, with the events' types and their people."""

import pytest
from short_stories import story

from transforms.extract.people import find_people
from transforms.extract.story import extract

HEAD = "Hội nghị về thủy lợi ¶ Sáng 12/3/2019, tỉnh Thái Bình tổ chức hội nghị về thủy lợi."
CASES = [
    (
        "roll call",
        f"{HEAD} ¶ Tham dự hội nghị có các đồng chí: Lê Văn Tám, Bí thư Tỉnh ủy; Trần Thị Mận, Chủ tịch UBND tỉnh.",
        "Lê Văn Tám, Trần Thị Mận",
    ),
    ("roll call of a side", f"{HEAD} ¶ Về phía tỉnh Nam Định có ông Đỗ Văn Sáu - Phó Chủ tịch UBND tỉnh.", "Đỗ Văn Sáu"),
    (
        "roll call that goes on",
        f"{HEAD} ¶ Phó Chủ tịch Hội Nông dân Lê Văn Tám; Phó Chủ tịch Hội Phụ nữ Trần Thị Mận.",
        "Lê Văn Tám, Trần Thị Mận",
    ),
    (
        "speech that opens",
        f"{HEAD} ¶ Phát biểu tại hội nghị, Phó Chủ tịch UBND tỉnh Lê Văn Tám cảm kích trước sự có mặt đông đủ.",
        "Lê Văn Tám",
    ),
    ("somebody there", f"{HEAD} ¶ Tại hội nghị, ông Lê Văn Tám, Giám đốc Sở Xây dựng, đã ôn lại chuyện cũ.", "Lê Văn Tám"),
    ("interview elsewhere", f"{HEAD} ¶ Trả lời phỏng vấn, ông Lê Văn Tám, Giám đốc Sở Xây dựng, khẳng định giá cát còn tăng.", ""),
    ("speech told of by another sentence", f"{HEAD} ¶ Sau đó là phát biểu khai mạc của Chủ tịch UBND tỉnh Lê Văn Tám.", "Lê Văn Tám"),
    (
        "one replaced",
        "Bầu chủ tịch mới ¶ Ngày 5/3/2019, HĐND tỉnh Thái Bình bầu ông Lê Văn Tám làm Chủ tịch UBND tỉnh thay ông Đỗ Văn Sáu.",
        "Lê Văn Tám",
    ),
    (
        "invited by one who stays",
        "Thăm Lào ¶ Ngày 5/3/2019, Bộ trưởng Lê Văn Tám thăm Lào theo lời mời của Bộ trưởng Khăm Phăn Phôm Ma.",
        "Lê Văn Tám",
    ),
    ("another day's guest", f"{HEAD} ¶ Ngày 2/1/2018, Bộ trưởng Đỗ Văn Sáu đã thăm tỉnh Hà Nam.", ""),
]
VOICES = [
    ("Bà Trần Thị Mận - Giám đốc Sở Tài chính - cũng cho biết ngân sách đã đủ.", "SPEAKS"),
    ("Ông Lê Văn Tám, ông Đỗ Văn Sáu và bà Trần Thị Mận đã ký biên bản.", "SIGNS SIGNS SIGNS"),
    ("Chủ tịch nước Lê Văn Tám và lãnh đạo nhiều bộ, ngành đã tham dự buổi lễ.", "ATTENDS"),
    ("Cùng đi còn có: Thứ trưởng Lê Văn Tám; Vụ trưởng Đỗ Văn Sáu.", "ATTENDS ATTENDS"),
    ("Thay mặt đoàn, ông Lê Văn Tám ôn lại chuyện cũ.", "SPEAKS"),
    ("Trợ lý cấp cao của Thủ tướng Lê Văn Tám vắng họp.", "ABSENT"),
    ("Ông Lê Văn Tám, người mà ai cũng nhắc, khi ấy tham dự khóa học.", "NONE"),
    ("Vợ ông Lê Văn Tám, nhân viên của công ty vừa bị bắt.", "NONE"),
]


@pytest.mark.parametrize(("shows", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_people_of_the_first_event(shows, text, expected):
    assert sorted(person.name for person in extract(story(text))[0].participants) == sorted(filter(None, expected.split(", ")))


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_voice_over_a_distance(text, expected):
    assert " ".join(person.voice for person in find_people(text)) == expected


def test_two_gatherings_of_one_day_share_who_attends():
    opening = "Khánh thành trường học và hội đàm ¶ Sáng 12/3/2019, tỉnh Hà Tĩnh và tỉnh Khăm Muộn tổ chức lễ khánh thành trường học."
    talks = "Sáng 12/3/2019, tỉnh Hà Tĩnh đã hội đàm với tỉnh Khăm Muộn tại thành phố Hà Tĩnh."
    events = extract(story(f"{opening} ¶ {talks} ¶ Tham dự có Chủ tịch UBND tỉnh Lê Văn Tám."))
    assert {event.event_type: [person.name for person in event.participants] for event in events} == {
        "CEREMONY": ["Lê Văn Tám"],
        "CONFERENCE": ["Lê Văn Tám"],
    }
