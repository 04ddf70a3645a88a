"""The sides of one sentence. Expected: `text=id` from left to right."""

import pytest

from schemas.records import PartyKind
from transforms.extract.organisations import find_coreferences, find_parties
from transforms.extract.places import StoryPlaces, find_places
from transforms.lexicon import table
from transforms.text import clean

HA_TINH = StoryPlaces(home="VN-23", regions=("VN-23", "LA-KH"))


def seen(text, story=HA_TINH):
    return [f"{party.text}={party.id}" for party in find_parties(clean(text), story=story)]


CASES = [
    # provinces and their organs
    ("Tỉnh Hà Tĩnh ủng hộ tỉnh Khăm Muộn.", ["Tỉnh Hà Tĩnh=VN-23", "tỉnh Khăm Muộn=LA-KH"]),
    ("UBND tỉnh Quảng Trị họp.", ["UBND tỉnh Quảng Trị=VN-25"]),
    ("Ủy ban nhân dân tỉnh Nghệ An họp.", ["Ủy ban nhân dân tỉnh Nghệ An=VN-22"]),
    ("Uỷ ban nhân dân TP Đà Nẵng họp.", ["Uỷ ban nhân dân TP Đà Nẵng=VN-DN"]),
    ("Tỉnh ủy Quảng Bình tiếp khách.", ["Tỉnh ủy Quảng Bình=VN-24"]),
    ("Thành ủy Hà Nội tiếp khách.", ["Thành ủy Hà Nội=VN-HN"]),
    ("Ban Thường vụ Tỉnh ủy Thanh Hóa họp.", ["Ban Thường vụ Tỉnh ủy Thanh Hóa=VN-21"]),
    ("Sở Y tế Hà Tĩnh tập huấn.", ["Sở Y tế Hà Tĩnh=VN-23"]),
    ("Sở Nông nghiệp & Phát triển nông thôn Sơn La.", ["Sở Nông nghiệp & Phát triển nông thôn Sơn La=VN-05"]),
    ("Sở Văn hóa, Thể thao và Du lịch tỉnh Gia Lai.", ["Sở Văn hóa, Thể thao và Du lịch tỉnh Gia Lai=VN-30"]),
    ("Công an tỉnh Lạng Sơn bắt hai người.", ["Công an tỉnh Lạng Sơn=VN-09"]),
    ("Bộ CHQS tỉnh Quảng Nam.", ["Bộ CHQS tỉnh Quảng Nam=VN-27"]),
    ("Bộ đội Biên phòng Điện Biên.", ["Bộ đội Biên phòng Điện Biên=VN-71"]),
    ("Đoàn ĐBQH tỉnh Kon Tum.", ["Đoàn ĐBQH tỉnh Kon Tum=VN-28"]),
    ("Đoàn đại biểu tỉnh Khăm Muộn (Lào).", ["Đoàn đại biểu tỉnh Khăm Muộn=LA-KH"]),
    ("Lãnh đạo tỉnh Bôlykhămxay.", ["Lãnh đạo tỉnh Bôlykhămxay=LA-BL"]),
    ("Sở An ninh tỉnh Savannakhet.", ["Sở An ninh tỉnh Savannakhet=LA-SV"]),
    ("Hai tỉnh Bôlykhămxay và Khăm Muộn.", ["tỉnh Bôlykhămxay=LA-BL", "Khăm Muộn=LA-KH"]),
    ("Hội nghị Hà Tĩnh - Bôlykhămxay.", ["Hà Tĩnh=VN-23", "Bôlykhămxay=LA-BL"]),
    # the story's own province
    ("Chủ tịch UBND tỉnh Võ Trọng Hải.", ["UBND tỉnh=VN-23"]),
    ("Bộ CHQS tỉnh ra quân.", ["Bộ CHQS tỉnh=VN-23"]),
    ("Tỉnh ủy triển khai nghị quyết.", ["Tỉnh ủy=VN-23"]),
    ("Sở Ngoại vụ chủ trì.", ["Sở Ngoại vụ=VN-23"]),
    ("Công an vào cuộc.", []),
    ("Bí thư Tỉnh ủy, Tỉnh trưởng tỉnh Khăm Muộn.", ["Tỉnh ủy=LA-KH", "tỉnh Khăm Muộn=LA-KH"]),
    ("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Quảng Trị.", ["Tỉnh ủy=VN-25", "HĐND tỉnh Quảng Trị=VN-25"]),
    ("Bí thư Tỉnh ủy thăm tỉnh Khăm Muộn.", ["Tỉnh ủy=VN-23", "tỉnh Khăm Muộn=LA-KH"]),
    ("Huyện ủy Cẩm Xuyên họp.", ["Huyện ủy Cẩm Xuyên=vn-23-cam-xuyen"]),
    ("Mặt trận Lào xây dựng đất nước tỉnh Khăm Muộn.", ["Mặt trận Lào xây dựng đất nước tỉnh Khăm Muộn=LA-KH"]),
    # districts
    ("UBND huyện Hương Sơn tổ chức lễ.", ["UBND huyện Hương Sơn=vn-23-huong-son"]),
    ("Công an quận 9 điều tra.", ["Công an quận 9=vn-sg-9"]),
    ("Huyện Can Lộc nhập xã Đồng Lộc.", ["Huyện Can Lộc=vn-23-can-loc", "xã Đồng Lộc=vn-23-dong-loc"]),
    ("Bản Na Đen đón đoàn.", []),
    ("Đồn đóng ở Vinh.", []),
    # countries, their organs and missions
    ("Việt Nam - Lào ký kết.", ["Việt Nam=VN", "Lào=LA"]),
    ("Quan hệ Việt - Lào.", ["Việt=VN", "Lào=LA"]),
    ("Đàm phán Mỹ - Triều.", ["Mỹ=US", "Triều=KP"]),
    ("Ba nước Việt Nam, Lào, Campuchia.", ["Việt Nam=VN", "Lào=LA", "Campuchia=KH"]),
    ("Chính phủ Lào cảm ơn.", ["Chính phủ Lào=LA"]),
    ("Bộ Quốc phòng Campuchia và Bộ Công an.", ["Bộ Quốc phòng Campuchia=KH", "Bộ Công an=VN"]),
    ("Bộ Giáo dục và Thể thao Lào.", ["Bộ Giáo dục và Thể thao Lào=LA"]),
    ("Quốc hội Việt Nam.", ["Quốc hội Việt Nam=VN"]),
    ("Ủy ban Thường vụ Quốc hội cho ý kiến.", ["Ủy ban Thường vụ Quốc hội=VN"]),
    ("Hạ viện thông qua.", []),
    ("Hạ viện Nhật Bản thông qua.", ["Hạ viện Nhật Bản=JP"]),
    ("Quyết định của nhà nước.", []),
    ("Đại sứ quán Việt Nam tại Lào.", ["Đại sứ quán Việt Nam=VN"]),
    ("Tổng lãnh sự quán nước CHDCND Lào.", ["Tổng lãnh sự quán nước CHDCND Lào=LA"]),
    ("Tổng Lãnh sự quán Thái Lan tại TP.HCM.", ["Tổng Lãnh sự quán Thái Lan=TH"]),
    ("Đại sứ quán mở cửa.", []),
    # by name
    ("Tập đoàn Hoa Sen tặng quà.", ["Tập đoàn Hoa Sen=tap-doan-hoa-sen"]),
    ("Chủ tịch Công ty Sông Lam Trần Văn Bình.", ["Công ty Sông Lam=cong-ty-song-lam"]),
    ("Công ty TNHH đầu tư công nghiệp Hồng Lĩnh.", ["Công ty TNHH đầu tư công nghiệp Hồng Lĩnh=cong-ty-tnhh-dau-tu-cong-nghiep-hong-linh"]),
    ("Công ty CP May Lam Hồng.", ["Công ty CP May Lam Hồng=cong-ty-co-phan-may-lam-hong"]),
    ("Tập đoàn Viễn thông Quân đội.", ["Tập đoàn Viễn thông Quân đội=viettel"]),
    ("Viettel trao 300 triệu đồng.", ["Viettel=viettel"]),
    ("Hội LHPN tỉnh Hà Tĩnh.", ["Hội LHPN tỉnh Hà Tĩnh=hoi-lien-hiep-phu-nu-tinh-ha-tinh"]),
    ("Hội Liên hiệp Phụ nữ tỉnh Hà Tĩnh.", ["Hội Liên hiệp Phụ nữ tỉnh Hà Tĩnh=hoi-lien-hiep-phu-nu-tinh-ha-tinh"]),
    ("Hội hữu nghị Việt Nam - Lào.", ["Hội hữu nghị Việt Nam - Lào=hoi-huu-nghi-viet-nam-lao"]),
    ("Trung ương Đoàn phát động.", ["Trung ương Đoàn=trung-uong-doan-thanh-nien-cong-san-ho-chi-minh"]),
    ("Đảng Nhân dân Cách mạng Lào.", ["Đảng Nhân dân Cách mạng Lào=dang-nhan-dan-cach-mang-lao"]),
    ("Đảng Bảo thủ thắng cử.", ["Đảng Bảo thủ=dang-bao-thu"]),
    ("Hiệp hội Lương thực Việt Nam dự báo.", ["Hiệp hội Lương thực Việt Nam=hiep-hoi-luong-thuc-viet-nam"]),
    ("Trường Đại học Hà Tĩnh nhận 30 sinh viên Lào.", ["Trường Đại học Hà Tĩnh=truong-dai-hoc-ha-tinh", "Lào=LA"]),
    ("Bệnh viện Hữu nghị Việt Đức.", ["Bệnh viện Hữu nghị Việt Đức=benh-vien-huu-nghi-viet-duc"]),
    ("Bệnh viện Đa khoa tỉnh Hà Tĩnh.", ["Bệnh viện Đa khoa tỉnh Hà Tĩnh=benh-vien-da-khoa-tinh-ha-tinh"]),
    ("Báo Tuổi Trẻ trao học bổng.", ["Báo Tuổi Trẻ=bao-tuoi-tre"]),
    ("Quân khu 4 tiếp đoàn.", ["Quân khu 4=quan-khu-4"]),
    ("Liên Hợp Quốc và UNESCO.", ["Liên Hợp Quốc=lien-hop-quoc", "UNESCO=unesco"]),
    ("LHQ họp khẩn.", ["LHQ=lien-hop-quoc"]),
    ("Tỉnh đoàn Quảng Trị ra quân.", ["Tỉnh đoàn Quảng Trị=VN-25"]),
    ("Ủy ban MTTQ tỉnh tiếp nhận ủng hộ.", ["Ủy ban MTTQ tỉnh=VN-23"]),
    ("Ủy ban MTTQ Việt Nam kêu gọi.", ["Ủy ban MTTQ Việt Nam=uy-ban-mat-tran-to-quoc-viet-nam"]),
    ("Đoàn đại biểu Đảng Cộng sản Pháp.", ["Đảng Cộng sản Pháp=dang-cong-san-phap"]),
    ("UNESCO Lạng Sơn họp.", ["UNESCO=unesco", "Lạng Sơn=VN-09"]),
    ("Agribank Nghệ An cho vay.", ["Agribank Nghệ An=agribank-nghe-an"]),
    ("Chính phủ hai nước thống nhất.", []),
    ("Ủy viên Bộ Chính trị Lê Văn Xuân dự.", []),
    # words that only look like bodies
    ("Thị trường Việt Nam sôi động.", ["Việt Nam=VN"]),
    ("Đại hội Đảng bộ tỉnh Hà Tĩnh.", ["Đảng bộ tỉnh Hà Tĩnh=VN-23"]),
    ("Đài Loan động đất.", ["Đài Loan=TW"]),
    ("Thư viện Ánh Dương mở cửa.", []),
    ("Hội nghị Thượng đỉnh.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_sides_of_a_sentence(text, expected):
    assert seen(text) == expected


def test_an_organ_keeps_its_own_name_beside_what_it_counts_as():
    (party,) = find_parties("UBND tỉnh Hà Tĩnh họp.")
    assert (party.kind, party.name, party.country) == (PartyKind.PROVINCE, "Hà Tĩnh", "VN")
    assert party.organisation == "UBND tỉnh Hà Tĩnh"


def test_places_may_be_given():
    text = "UBND tỉnh Hà Tĩnh tiếp đoàn Lào"
    assert find_parties(text, places=find_places(text)) == find_parties(text)


def test_no_side_is_known_without_a_story_for_a_bare_province():
    assert seen("UBND tỉnh họp.", StoryPlaces()) == []


@pytest.mark.parametrize("row", table("organ_heads"), ids=lambda row: row["phrase"])
def test_every_head_fires_or_hides(row):
    head = row["phrase"][0].upper() + row["phrase"][1:]
    behind = {"NATIONAL": "Lào", "MISSION": "Lào", "NAMED": "Sao Mai", "NOTHING": ""}.get(row["kind"], "tỉnh Hà Tĩnh")
    whole = f"{head} {behind}".strip()
    assert [party.text for party in find_parties(f"{whole} họp.")] == ([whole] if row["kind"] != "NOTHING" else [])


def test_every_organisation_is_found_by_all_its_names():
    for row in table("organisations"):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        found = {party.id for name in names for party in find_parties(f"Quà do {name} trao.")}
        assert len(found) == 1, row["name"]


def test_every_field_of_government_fires():
    for row in table("government_fields"):
        for body in (row["of"],) if row["of"] else ("bộ", "sở"):
            text = f"{body.capitalize()} {row['field']}"
            (party,) = find_parties(f"{text} họp.", story=HA_TINH)
            assert (party.text, party.id) == (text, "VN" if body == "bộ" else "VN-23")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lãnh đạo hai tỉnh thống nhất.", [("hai tỉnh", "PROVINCE", 2)]),
        ("Hai bên trao đổi; đoàn dâng hương.", [("Hai bên", "SIDE", 2), ("đoàn", "DELEGATION", 1)]),
        ("Nhân dân hai nước.", [("hai nước", "COUNTRY", 2)]),
        ("Các nước thành viên.", [("Các nước", "COUNTRY", None)]),
        ("Hai tỉnh Hà Tĩnh và Khăm Muộn.", []),
    ],
)
def test_words_that_stand_for_sides(text, expected):
    assert [(found.text, found.kind, found.count) for found in find_coreferences(text)] == expected
