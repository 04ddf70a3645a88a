"""One id for one person, short forms brought to full names, and what the words around a name say."""

import pytest

from transforms.extract.mentions import Voice
from transforms.extract.people import find_people, link_people, person_id
from transforms.extract.people.voice import _matcher
from transforms.lexicon import table
from transforms.text import fold

SAME = [
    ("Văn Xay Phong Xa Vẳn", "Văn Xay Phong Sả Vẳn"),
    ("Văn Xay Phong Xa Vẳn", "Văn xay Phong xa vẳn"),
    ("Văn Xay Phong Xa Vẳn", "Văn-xay Phong-xa-vẳn"),
    ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
    ("Thái Ngọc Thuý", "THÁI NGỌC THÚY"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Kim Jong-un", "Kim Jong - un"),
    ("Thongloun Sisoulith", "Thoong-lun Xi-xu-lít"),
    ("Bounnhang Vorachith", "Bun-nhăng Vo-la-chít"),
    ("Souphanouvong", "Xu-pha-nu-vông"),
    ("Sinlavong Khoutphaythoune", "Xỉn-la-vông Khút-phay-thun"),
    ("Hun Xen", "Hun Sen"),
    ("Donald J. Trump", "Donald Trump"),
]
APART = [
    ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),
    ("Lê Thị Hoa", "Lê Thị Hòa"),
    ("Trần Sinh", "Trần Xinh"),
    ("Phạm Mỹ", "Phạm Mị"),
    ("Lê Văn A", "Lê Văn B"),
    ("Khăm Xay Phôm Ma", "Khăm Phăn Phôm Ma"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_variant_spellings_have_one_id(one, other):
    assert person_id(one) == person_id(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_people_have_two_ids(one, other):
    assert person_id(one) != person_id(other)


def test_every_alias_leads_elsewhere():
    from transforms.extract.people.identity import _key

    assert [row for row in table("person_aliases") if _key(row["alias"]) == _key(row["name"])] == []


STORIES = [
    (["Phó Bí thư Thành ủy Tất Văn Cam tiếp đoàn.", "Ông Cam cảm ơn."], ["Tất Văn Cam", "Tất Văn Cam"]),
    (["Ông Cam cảm ơn.", "Đó là ông Tất Văn Cam."], ["Tất Văn Cam", "Tất Văn Cam"]),
    (["Chủ tịch Lưu Chí Bình gặp Tổng thống Vladimir Putin.", "Ông Lưu mời ông Putin."], ["Lưu Chí Bình", "Vladimir Putin"] * 2),
    (["Ông Lê Văn Ba và ông Phan Ba cùng đến.", "Ông Ba về."], ["Lê Văn Ba", "Phan Ba", "Phan Ba"]),
    (["Nhà báo Ngô Thị Thu An nói.", "Bà Thu An nói.", "Bà An nói."], ["Ngô Thị Thu An"] * 3),
    (["Bà Lan nói với bà Hoa."], ["Lan", "Hoa"]),
    (["Tổng thống Donald Trump đến.", "Ông Donald J. Trump nói.", "Ông Trump về."], ["Donald Trump"] * 3),
    ([], []),
]


@pytest.mark.parametrize(("sentences", "expected"), STORIES)
def test_short_forms_meet_the_full_name(sentences, expected):
    linked = link_people([find_people(text) for text in sentences])
    assert [person.name for sentence in linked for person in sentence] == expected


def test_titles_given_once_hold_for_the_story():
    [_], [later] = link_people([find_people("Giám đốc Sở Y tế Lê Văn Ba nói."), find_people("Ông Ba về.")])
    assert (later.titles, later.start) == (("Giám đốc Sở Y tế",), 4)


VOICES = [
    ("Ông Lê Văn Ba cho biết giá tăng.", "SPEAKS"),
    ("Ông Lê Văn Ba - Giám đốc Sở Y tế - nhấn mạnh.", "SPEAKS"),
    ("Theo ông Lê Văn Ba, giá tăng.", "QUOTED"),
    ("Đoàn do đồng chí Lê Văn Ba làm trưởng đoàn.", "LEADS"),
    ("Đoàn do bà Lê Thị Ba, Ủy viên Ban Thường vụ phụ trách đối ngoại, dẫn đầu.", "LEADS"),
    ("Nhà do ông Lê Văn Ba xây.", "NONE"),
    ("Hội nghị diễn ra dưới sự chủ trì của ông Lê Văn Ba.", "LEADS"),
    ("Chủ tịch nước Lê Văn Ba đã tiếp đoàn.", "RECEIVES"),
    ("Cùng dự có các đồng chí: Lê Văn Ba - Bí thư; Phan Tư - Phó Bí thư.", "ATTENDS ATTENDS"),
    ("Bộ trưởng Lê Văn Ba ký văn bản.", "SIGNS"),
    ("Đoàn dâng hương tưởng niệm Đại tướng Lê Văn Ba.", "HONOURED"),
    ("Khởi tố bị can Lê Văn Ba.", "SUSPECT"),
    ("Ông Lê Văn Ba bị bắt hôm qua.", "SUSPECT"),
    ("Nạn nhân là anh Lê Văn Ba tử vong.", "VICTIM"),
    ("Ông Lê Văn Ba sinh năm 1960.", "NONE"),
]


@pytest.mark.parametrize(("text", "expected"), VOICES)
def test_voice(text, expected):
    assert " ".join(person.voice for person in find_people(text)) == expected


def test_every_voice_cue_fires():
    rows = table("voice_cues")
    missed = [row for row in rows if [m.value.get(row["side"]) for m in _matcher().find(fold(row["phrase"]))] != [Voice(row["voice"])]]
    assert missed == []
