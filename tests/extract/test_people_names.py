"""Names apart from titles, sides, places and things: one line a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import PartyKind
from transforms.extract.mentions import PartyMention, PlaceKind, PlaceMention
from transforms.extract.people import find_people
from transforms.extract.people.candidates import _not_people
from transforms.extract.people.names import SURNAMES, capital_runs, is_foreign, is_korean, is_vietnamese
from transforms.extract.people.titles import _matcher, find_titles, spellings, uses_before
from transforms.lexicon import table
from transforms.text import fold

SIDES = {
    "tỉnh Bắc Hà": "VN-99",
    "Lào": "LA",
    "Nhật Bản": "JP",
    "Pháp": "FR",
    "tỉnh Xay Đông": "LA-XX",
    "Hội Làm vườn Nguyễn Văn Chín": "hoi",
}


def sides_in(text):
    found = [(text.find(side), side) for side in SIDES if side in text]
    return [PartyMention(at, at + len(side), side, side, SIDES[side], PartyKind.PROVINCE, None) for at, side in sorted(found)]


# Each person as "name: title; title", people apart by " | ".
CASES = [
    # titles before the name
    ("Chủ tịch UBND tỉnh Phan Văn Toàn tiếp đoàn.", "Phan Văn Toàn: Chủ tịch UBND tỉnh"),
    ("Bí thư Huyện ủy Đặng Thị Mơ phát biểu.", "Đặng Thị Mơ: Bí thư Huyện ủy"),
    ("Bộ trưởng Bộ Ngoại giao Trần Hải Đường đến thăm.", "Trần Hải Đường: Bộ trưởng Bộ Ngoại giao"),
    ("Bộ trưởng Văn hóa, Thể thao và Du lịch Lê Kim Sơn dự.", "Lê Kim Sơn: Bộ trưởng Văn hóa, Thể thao và Du lịch"),
    ("Chủ nhiệm Ủy ban Tài chính - ngân sách Hồ Đức An trình bày.", "Hồ Đức An: Chủ nhiệm Ủy ban Tài chính - ngân sách"),
    ("Phó Thủ tướng, Bộ trưởng Tư pháp Ngô Thế Vinh chủ trì.", "Ngô Thế Vinh: Phó Thủ tướng; Bộ trưởng Tư pháp"),
    ("Bí thư kiêm Chủ tịch HĐND xã Mai Văn Tám đi cơ sở.", "Mai Văn Tám: Bí thư; Chủ tịch HĐND xã"),
    ("Nguyên Phó Chủ tịch nước Bùi Thị Hà dự lễ.", "Bùi Thị Hà: Nguyên Phó Chủ tịch nước"),
    ("Quyền Giám đốc Sở Y tế Vũ Minh Tâm báo cáo.", "Vũ Minh Tâm: Quyền Giám đốc Sở Y tế"),
    ("Thiếu tướng, PGS.TS Đỗ Văn Hiền nêu.", "Đỗ Văn Hiền: Thiếu tướng; PGS.TS"),
    ("TS.Nguyễn An trả lời.", "Nguyễn An: TS."),
    ("Theo GS. TS Trần Thị B, cần làm sớm.", "Trần Thị B: GS. TS"),
    ("Ca sỹ Mỹ Lệ và ca sĩ Thu Hà hát.", "Mỹ Lệ: Ca sỹ | Thu Hà: ca sĩ"),
    ("Đại tướng Lương Bình và trung tướng Khăm Phon hội đàm.", "Lương Bình: Đại tướng | Khăm Phon: trung tướng"),
    ("Chỉ huy trưởng Bộ CHQS tỉnh Bắc Hà Lê Văn Sáu kiểm tra.", "Lê Văn Sáu: Chỉ huy trưởng Bộ CHQS tỉnh Bắc Hà"),
    ("Chủ tịch Hội Làm vườn Nguyễn Văn Chín trao quà.", "Nguyễn Văn Chín: Chủ tịch Hội Làm vườn"),
    ("Giám đốc Công ty Hòa Lợi Trần Đình Đông ký.", "Trần Đình Đông: Giám đốc Công ty Hòa Lợi"),
    ("Bí thư Thành ủy Trần Thuận đến dự.", "Trần Thuận: Bí thư Thành ủy"),
    # forms of address
    ("Ông Hùng và bà Lan cùng nói.", "Hùng: | Lan:"),
    ("Vợ chồng ông Cao Văn Bảy nhận nhà.", "Cao Văn Bảy:"),
    ("Các đồng chí: Lê Văn Một - Bí thư Tỉnh ủy; Phan Hai - Phó Bí thư.", "Lê Văn Một: Bí thư Tỉnh ủy | Phan Hai: Phó Bí thư"),
    ("Đồng chí Đại tá Vương Văn Ba điều hành.", "Vương Văn Ba: Đại tá"),
    ("Tổng thống Trump gặp ông Putin.", "Trump: Tổng thống | Putin:"),
    ("Bà Hòa Bình nói.", "Hòa Bình:"),
    # titles after the name
    ("Đại tá Lý Văn Tư - Ủy viên BTV Tỉnh ủy, Chính ủy Bộ CHQS tỉnh.", "Lý Văn Tư: Đại tá; Ủy viên BTV Tỉnh ủy; Chính ủy Bộ CHQS tỉnh"),
    ("Bà Tạ Thị Năm - giám đốc Sở Tài chính - cho biết giá tăng.", "Tạ Thị Năm: giám đốc Sở Tài chính"),
    ("Ông Hà Văn Lộc, Phó bí thư, Chủ tịch UBND tỉnh Bắc Hà được bầu.", "Hà Văn Lộc: Phó bí thư; Chủ tịch UBND tỉnh Bắc Hà"),
    ("Ông Lê Tám (trái), Phó Giám đốc Công an tỉnh, trao thưởng.", "Lê Tám: Phó Giám đốc Công an tỉnh"),
    ("Ông Đoàn Chín, hiện là Trưởng ban Tổ chức, đi thăm.", "Đoàn Chín: Trưởng ban Tổ chức"),
    ("Bộ trưởng Mai Anh Dũng, Thủ tướng đã nhắc các bộ.", "Mai Anh Dũng: Bộ trưởng"),
    ("Ông Đinh Mười - Chủ tịch UBND phường Trần Quốc Toản - nói.", "Đinh Mười: Chủ tịch UBND phường Trần Quốc Toản"),
    ("Bà Mai Thị Sáu, Phó bí thư Thường trực Tỉnh ủy, cảm ơn.", "Mai Thị Sáu: Phó bí thư Thường trực Tỉnh ủy"),
    ("Ông Lê Bảy, trưởng ban Tuyên giáo Huyện ủy khẳng định.", "Lê Bảy: trưởng ban Tuyên giáo Huyện ủy"),
    ("Ông Phan Sáu, Trưởng phòng Tổ chức giữ chức Phó Giám đốc.", "Phan Sáu: Trưởng phòng Tổ chức"),
    ("Chủ tịch Tập đoàn Bến Đò, ông Lê Chín đến.", "Lê Chín: Chủ tịch Tập đoàn Bến Đò"),
    ("Trả lời phóng viên bên lề kỳ họp, ông Lê Chín nói.", "Lê Chín:"),
    ("Nhận hoa của lãnh đạo tỉnh, ông Phon Xay, tổng lãnh sự Lào, cảm ơn.", "Phon Xay: tổng lãnh sự Lào"),
    # lists
    (
        "Các Phó Chủ tịch UBND tỉnh Lê An, Trần Bình và Phạm Chi dự.",
        "|".join(f" {n}: Phó Chủ tịch UBND tỉnh " for n in ("Lê An", "Trần Bình", "Phạm Chi")),
    ),
    ("Thủ môn Văn Lâm, hậu vệ Quế Hải, Đình Trọng vào sân.", "Văn Lâm: Thủ môn | Quế Hải: hậu vệ | Đình Trọng: hậu vệ"),
    ("Chủ tịch nước Lê Hà, Thủ tướng Phạm Sơn gửi điện.", "Lê Hà: Chủ tịch nước | Phạm Sơn: Thủ tướng"),
    ("Có ông Kim Pyong Su, O Su Chol dự.", "Kim Pyong Su: | O Su Chol:"),
    # Lao, Korean, Japanese, Western names
    ("Khăm Xay Phôm Vi Hản - Bí thư, Tỉnh trưởng tỉnh Xay Đông đến thăm.", "Khăm Xay Phôm Vi Hản: Bí thư; Tỉnh trưởng tỉnh Xay Đông"),
    ("Ông Kẹo Phon Thả Đi - phó bí thư tỉnh uỷ - cảm ơn.", "Kẹo Phon Thả Đi: phó bí thư tỉnh uỷ"),
    ("Thủ tướng Lào Thoong-lun Xi-xu-lít thăm.", "Thoong-lun Xi-xu-lít: Thủ tướng Lào"),
    ("Thủ tướng Lào Thoong - lun Xi - xu - lit thăm.", "Thoong - lun Xi - xu - lit: Thủ tướng Lào"),
    ("Ông Somphone Sanam - oune phát biểu.", "Somphone Sanam - oune:"),
    ("Thủ tướng Nhật Bản Shinzo Abe đáp.", "Shinzo Abe: Thủ tướng Nhật Bản"),
    ("Tổng Giám đốc UNESCO Audrey Azoulay thăm.", "Audrey Azoulay: Tổng Giám đốc UNESCO"),
    ("Kim Jong-un gặp Moon Jae - in.", "Kim Jong-un: | Moon Jae - in:"),
    ("Bà Kim Yo - jong dẫn đầu đoàn.", "Kim Yo - jong:"),
    ("Ông Beglov A.D. và ông John F. Kennedy.", "Beglov A.D.: | John F. Kennedy:"),
    ("Ngoại trưởng Pháp Jean-Yves Le Drian đến.", "Jean-Yves Le Drian: Ngoại trưởng Pháp"),
    ("Bà Ursula von der Leyen nói.", "Ursula von der Leyen:"),
    ("Ông Dougald O ' Reilly tìm thấy.", "Dougald O ' Reilly:"),
    ("Nghị sĩ Jeong Whan IL thăm.", "Jeong Whan IL: Nghị sĩ"),
    ("Lesley Miller cho biết.", "Lesley Miller:"),
    # without any title
    ("Trong đó Nguyễn Thị Hoa Mai là trẻ nhất.", "Nguyễn Thị Hoa Mai:"),
    ("Theo Trần Văn Đức, mọi việc ổn.", "Trần Văn Đức:"),
    ("Lê Hoàng Anh Tuấn vượt lên.", "Lê Hoàng Anh Tuấn:"),
    ("Phan Sơn nhấn mạnh điều này.", "Phan Sơn:"),
    # no people
    ("Xe đi vào đường Nguyễn Thị Định, Trần Văn Trà và phố Lê Văn Hưu.", ""),
    ("Trường THPT Phan Đình Phùng khai giảng.", ""),
    ("Học viện Chính trị Quốc gia Hồ Chí Minh đón khách.", ""),
    ("Ở TP Hồ Chí Minh trời mưa.", ""),
    ("Nhận Huân chương Hồ Chí Minh.", ""),
    ("Khu lưu niệm Chủ tịch Hồ Chí Minh mở cửa.", ""),
    ("Tại quảng trường Đại tướng Võ Nguyên Giáp.", ""),
    ("Ảnh: Nguyễn Văn Mẫn", ""),
    ("Đường phố đông (ảnh: Lê Văn Mẫn).", ""),
    ("Hoàng Minh Châu", ""),
    ("Hoàng Minh Châu (TTXVN)", ""),
    ("Ảnh: XUÂN THU", ""),
    ("Anh: T.My", ""),
    ("Đoàn đến Bà Rịa và Bà Nà.", ""),
    ("Giám đốc Sở Y tế, Bộ trưởng Quốc phòng và Trưởng phòng Nội vụ họp.", ""),
    ("Lãnh đạo Đảng, Nhà nước và Quốc hội dự.", ""),
    ("Bí thư huyện ủy Châu Phong sang dự.", ""),
    ("Hội Nhà báo, Đoàn Luật sư và Hội Cựu chiến binh họp.", ""),
    ("Chủ tịch UBND tỉnh Bắc Hà họp.", ""),
    ("Bên bờ Thái Bình Dương và Hoàng Sa.", ""),
    ("CLB Hoàng Anh Gia Lai thắng.", ""),
    ("Tập huấn cán bộ Đoàn, theo Tân Hoa Xã cho biết.", ""),
    ("Phường Trần Hưng Đạo và xã Lê Lợi sáp nhập.", ""),
    ("Tại ngã ba Đồng Tháp có đèn.", ""),
]


def shown(people):
    return " | ".join(f"{person.name}: {'; '.join(person.titles)}".strip() for person in people)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_people(text, expected):
    assert shown(find_people(text, parties=sides_in(text))) == " | ".join(part.strip() for part in expected.split("|"))


PARTIES = [
    ("Tỉnh trưởng tỉnh Xay Đông Khăm Bun Phôm thăm.", "LA-XX"),
    ("Ông Lê Văn Hai - Chủ tịch UBND tỉnh Bắc Hà.", "VN-99"),
    ("Thủ tướng Nhật Bản Shinzo Abe.", "JP"),
    ("Ông Lê Văn Hai thăm tỉnh Bắc Hà.", None),
]


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_side_that_a_person_acts_for(text, expected):
    [person] = find_people(text, parties=sides_in(text))
    assert (person.party and person.party.id) == expected


@pytest.mark.parametrize(
    ("text", "place", "kind", "names"),
    [
        ("Hậu vệ Đình Hoàng vào sân.", "Đình Hoàng", PlaceKind.SITE, ["Đình Hoàng"]),
        ("Chánh án Trương Hòa Bình họp.", "Hòa Bình", PlaceKind.PROVINCE, ["Trương Hòa Bình"]),
        ("Chủ tịch Hòa Bình Bùi Văn Tỉnh họp.", "Hòa Bình", PlaceKind.PROVINCE, ["Bùi Văn Tỉnh"]),
        ("Ca sĩ Nga đến.", "Nga", PlaceKind.COUNTRY, []),
    ],
)
def test_place_or_name(text, place, kind, names):
    at = text.index(place)
    known = PlaceMention(at, at + len(place), place, place, kind, None, None)
    assert [person.name for person in find_people(text, places=[known])] == names


def test_spans_hold_name_and_titles():
    text = "Sáng nay, Đại tá Lê Văn Hai - Chính ủy Bộ CHQS tỉnh nói."
    [person] = find_people(text)
    assert text[person.span_start : person.span_end] == "Đại tá Lê Văn Hai - Chính ủy Bộ CHQS tỉnh"


WORDS = st.sampled_from(
    ["ông", "Bà", "các", "đồng chí", "Chủ tịch", "UBND", "tỉnh", "Nguyễn", "Văn", "Trần", "Kim", "Jong-un", "Hà", "Khăm", "Xay", "de"]
    + ["-", ",", ";", ":", "(", ")", ".", "O", "'", "A.D.", "và", "đã", "nói", "theo", "Trường", "Đảng"]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)))
def test_every_span_is_a_slice_and_none_overlap(text):
    end = 0
    for person in find_people(text):
        assert text[person.start : person.end] == person.name
        assert end <= person.span_start <= person.start < person.end <= person.span_end <= len(text)
        assert all(title in text and title for title in person.titles)
        end = person.span_end


def test_long_line_costs_no_more_than_its_length():
    text = "Chủ tịch UBND tỉnh Nguyễn Văn An, Phó Chủ tịch Trần Bình; " * 400
    assert len(find_people(text)) == 800


def test_every_title_fires():
    found = {row["title"]: [match.value for match in _matcher().find(f"x {row['title']} y")] for row in table("person_titles")}
    assert {title for title, kinds in found.items() if len(kinds) != 1} == set()


def test_every_context_word_fires():
    missed = [row for row in table("name_context") if row["use"] not in uses_before(fold(f"xx {row['phrase']} "), len(row["phrase"]) + 4)]
    assert missed == []


def test_every_surname_begins_a_name():
    from transforms.extract.people.names import capital_runs

    missed = [
        name for name in SURNAMES if " " not in name and not is_vietnamese(capital_runs(f"{name.title()} Văn An", f"{name} văn an")[0])
    ]
    assert missed == []


PARTICLE_FORMS = {
    "VIETNAMESE_MIDDLE": ("Nguyễn {} Thu Hà Vy", is_vietnamese),
    "LAO": ("Đen {} Khăm Mun", is_foreign),
    "KOREAN": ("{} Jong-un", is_korean),
    "WESTERN": ("Jürgen {} Steiff", is_foreign),
}


def test_every_particle_fires():
    missed = []
    for row in table("name_particles"):
        form, is_name = PARTICLE_FORMS[row["kind"]]
        name = form.format(row["particle"].title() if row["kind"] == "LAO" else row["particle"])
        runs = capital_runs(name, fold(name))
        if len(runs) != 1 or not is_name(runs[0]):
            missed.append(row)
    assert missed == []


def test_every_word_that_names_no_person_is_kept_out():
    named = [phrase for phrase, use in _not_people().items() if use == "NEVER" and find_people(f"Hôm nay {phrase.title()} phát biểu.")]
    assert named == []


def test_title_is_found_in_either_spelling():
    assert spellings("ca sĩ") == {"ca sĩ", "ca sỹ"}
    assert len(find_titles("Bác sỹ Hoa", "bác sỹ hoa", set())) == 1
