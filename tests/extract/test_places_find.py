"""Places of one sentence. Expected: `text=CODE` from left to right, the region where there is one, else the country."""

import pytest

from transforms.extract.mentions import PlaceKind
from transforms.extract.places import StoryPlaces, find_places, story_places
from transforms.extract.places.gazetteer import spelling_key
from transforms.text import clean

HA_TINH = StoryPlaces(home="VN-23", regions=("VN-23", "LA-KH"))


def seen(text, story=None):
    return [f"{place.text}={place.region or place.country}" for place in find_places(text, story=story)]


ALONE = [
    # provinces, old and new, under every head
    ("Đoàn đến Hà Tĩnh hôm qua.", ["Hà Tĩnh=VN-23"]),
    ("Mưa lớn ở tỉnh Quảng Trị.", ["tỉnh Quảng Trị=VN-25"]),
    ("Hà Giang và Tuyên Quang sáp nhập.", ["Hà Giang=VN-03", "Tuyên Quang=VN-07"]),
    ("Người dân Thừa Thiên - Huế đón khách.", ["Thừa Thiên - Huế=VN-26"]),
    ("Họp tại TP.HCM.", ["TP.HCM=VN-SG"]),
    ("Họp tại TPHCM.", ["TPHCM=VN-SG"]),
    ("Họp tại Thành phố Hồ Chí Minh.", ["Thành phố Hồ Chí Minh=VN-SG"]),
    ("Chủ tịch Hồ Chí Minh đọc Tuyên ngôn.", []),
    ("Ông ở thành phố Đà Nẵng.", ["thành phố Đà Nẵng=VN-DN"]),
    ("Đoàn về Đắc Lắc.", ["Đắc Lắc=VN-33"]),
    ("Tàu đến Bà Rịa - Vũng Tàu.", ["Bà Rịa - Vũng Tàu=VN-43"]),
    ("Đoàn đi Lào Cai rồi sang Lào.", ["Lào Cai=VN-02", "Lào=LA"]),
    ("Lễ hội ở Hoà Bình, Thanh Hoá.", ["Hoà Bình=VN-14", "Thanh Hoá=VN-21"]),
    ("Nguyện vọng hòa bình của nhân dân.", []),
    ("Ông Nguyễn Thái Bình phát biểu.", []),
    ("Bà Trần Thị Hà Giang nhận giải.", []),
    ("Hợp tác châu Á - Thái Bình Dương.", []),
    # Lao provinces and towns, all spellings
    ("Tỉnh bạn Khăm Muộn.", ["Khăm Muộn=LA-KH"]),
    ("Lãnh đạo Khăm Muồn sang thăm.", ["Khăm Muồn=LA-KH"]),
    ("Khammouane lies in central Laos.", ["Khammouane=LA-KH"]),
    ("Đoàn Bôlykhămxay.", ["Bôlykhămxay=LA-BL"]),
    ("Đoàn Bô-ly-khăm-xay.", ["Bô-ly-khăm-xay=LA-BL"]),
    ("Đoàn tỉnh Bô Li Khăm Say.", ["tỉnh Bô Li Khăm Say=LA-BL"]),
    ("Tỉnh Sa Văn Na Khẹt.", ["Tỉnh Sa Văn Na Khẹt=LA-SV"]),
    ("Hủa Phăn giáp Thanh Hóa.", ["Hủa Phăn=LA-HO", "Thanh Hóa=VN-21"]),
    ("Ở tỉnh Viêng Chăn.", ["tỉnh Viêng Chăn=LA-VI"]),
    ("Ở thủ đô Viêng Chăn.", ["thủ đô Viêng Chăn=LA-VT"]),
    ("Họp ở Vientiane.", ["Vientiane=LA-VT"]),
    ("Đến Pạc Xăn lúc trưa.", ["Pạc Xăn=LA-BL"]),
    ("Thị xã Thà Khẹc (tỉnh Khăm Muộn, Lào).", ["Thị xã Thà Khẹc=LA-KH"]),
    ("Nhà ở Pakse bị ngập.", ["Pakse=LA-CH"]),
    # countries, the short and the doubtful
    ("Việt Nam, Lào và Campuchia.", ["Việt Nam=VN", "Lào=LA", "Campuchia=KH"]),
    ("Nước CHDCND Lào.", ["CHDCND Lào=LA"]),
    ("Quan hệ Việt - Lào.", ["Việt=VN", "Lào=LA"]),
    ("Thượng đỉnh Mỹ-Triều.", ["Mỹ=US", "Triều=KP"]),
    ("Căng thẳng Trung - Ấn.", ["Trung=CN", "Ấn=IN"]),
    ("Tổng thống Mỹ Barack Obama.", ["Mỹ=US"]),
    ("Chị Lê Thị Nga ở Nga.", ["Nga=RU"]),
    ("Ca sĩ Mỹ Tâm hát.", []),
    ("Xã Mỹ Lộc đón Tết.", ["Xã Mỹ Lộc=VN"]),
    ("Thủ tướng Anh đến Pháp.", ["Anh=GB", "Pháp=FR"]),
    ("Anh nói với mọi người.", []),
    ("Đại sứ Áo trình quốc thư.", ["Áo=AT"]),
    ("Áo dài của chị.", []),
    ("Khách Nhật thích phở.", ["Nhật=JP"]),
    ("Chủ nhật này nghỉ.", []),
    ("Anh học tiếng Pháp.", []),
    ("Kháng chiến chống Mỹ.", []),
    ("Họ sống ở Bắc Mỹ.", []),
    ("Hoa Kỳ, Hàn Quốc và CHDCND Triều Tiên.", ["Hoa Kỳ=US", "Hàn Quốc=KR", "CHDCND Triều Tiên=KP"]),
    ("Bay tới Mát-xcơ-va.", ["Mát-xcơ-va=RU"]),
    ("Họp ở Bắc Kinh và Nam Ninh.", ["Bắc Kinh=CN-BJ", "Nam Ninh=CN-GX"]),
    ("Khu tự trị dân tộc Choang Quảng Tây.", ["Khu tự trị dân tộc Choang Quảng Tây=CN-GX"]),
    ("Tỉnh Nakhon Phanom của Thái Lan.", ["Tỉnh Nakhon Phanom=TH-48"]),
    ("Tỉnh Svay Rieng (Campuchia).", ["Tỉnh Svay Rieng=KH-20"]),
    ("Tỉnh Hà Nam (Trung Quốc).", ["Tỉnh Hà Nam (Trung Quốc)=CN-HA"]),
    # units and what holds them
    ("Xã Sơn Kim 1, huyện Hương Sơn, tỉnh Hà Tĩnh.", ["Xã Sơn Kim 1=VN-23"]),
    ("Tại Tp.Hà Tĩnh.", ["Tp.Hà Tĩnh=VN-23"]),
    ("Tại TP Vinh (Nghệ An).", ["TP Vinh=VN-22"]),
    ("Tại TP. Cao Bằng.", ["TP. Cao Bằng=VN-04"]),
    ("Công an quận 9.", ["quận 9=VN-SG"]),
    ("Dự án ở quận Ba Ðình.", ["quận Ba Ðình=VN-HN"]),
    ("Cả huyện 5 người đỗ.", []),
    ("Xóm 7 xã Phú Phúc, huyện Lý Nhân (Hà Nam).", ["Xóm 7=VN-63"]),
    ("Huyện Châu Thành, tỉnh Tây Ninh.", ["Huyện Châu Thành=VN-37"]),
    ("Huyện Châu Thành vào vụ.", ["Huyện Châu Thành=VN"]),
    ("Bản Na Đen, huyện Xay Bua Thoong, tỉnh Khăm Muộn.", ["Bản Na Đen=LA-KH"]),
    ("Nhà ở Hương Khê, Hà Tĩnh.", ["Hương Khê=VN-23"]),
    ("Anh Trần Hương Khê đi làm.", []),
    ("Thành phố Saint Petersburg, Nga.", ["Thành phố Saint Petersburg=RU-SPE"]),
    ("Các tỉnh Bắc Lào.", ["Lào=LA"]),
    ("Các tỉnh miền Trung.", []),
    ("Chủ tịch UBND tỉnh Võ Trọng Hải.", []),
    ("Hà Tĩnh, Quảng Bình và Nghệ An.", ["Hà Tĩnh=VN-23", "Quảng Bình=VN-24", "Nghệ An=VN-22"]),
    ("Hà Tĩnh - Bôlykhămxay ký kết.", ["Hà Tĩnh=VN-23", "Bôlykhămxay=LA-BL"]),
    ("Huyện Lệ Thủy, tỉnh Quảng Bình.", ["Huyện Lệ Thủy=VN-24"]),
    ("Xã Lệ Thủy, tỉnh Quảng Trị.", ["Xã Lệ Thủy=VN-25"]),
    ("Xã Hải Ninh, tỉnh Quảng Trị.", ["Xã Hải Ninh=VN-25"]),
    ("Phường Thành Sen ra mắt.", ["Phường Thành Sen=VN-23"]),
    ("Thành phố Huế trực thuộc Trung ương.", ["Thành phố Huế=VN-26"]),
    ("TỈNH HÀ TĨNH HỌP.", ["TỈNH HÀ TĨNH=VN-23"]),
    # border gates and sites
    ("Cửa khẩu quốc tế Cầu Treo (Hương Sơn - Hà Tĩnh).", ["Cửa khẩu quốc tế Cầu Treo=VN-23"]),
    ("Qua cặp cửa khẩu Cầu Treo - Nậm Phao.", ["cặp cửa khẩu Cầu Treo=VN-23", "Nậm Phao=LA-BL"]),
    ("Cửa khẩu Thanh Thủy mở lại.", ["Cửa khẩu Thanh Thủy=VN-03"]),
    (
        "Khu lưu niệm Chủ tịch Hồ Chí Minh tại bản Xiêng Vang, huyện Nỏng Bốc, tỉnh Khăm Muồn.",
        ["Khu lưu niệm Chủ tịch Hồ Chí Minh=LA-KH"],
    ),
    ("Nghĩa trang Liệt sĩ Quốc gia Nầm (huyện Hương Sơn, Hà Tĩnh).", ["Nghĩa trang Liệt sĩ Quốc gia Nầm=VN-23"]),
    ("Nghĩa trang liệt sỹ xã Gio An.", ["Nghĩa trang liệt sỹ xã Gio An=VN-25"]),
    ("Họp tại Trụ sở Chính phủ.", ["Trụ sở Chính phủ=VN"]),
    ("Họp tại trụ sở Bộ Ngoại giao.", ["trụ sở Bộ Ngoại giao=VN"]),
    ("Họp tại Văn phòng Chính phủ Lào.", ["Văn phòng Chính phủ Lào=LA"]),
    ("Tại Trung tâm hội nghị tỉnh Đắk Nông.", ["Trung tâm hội nghị tỉnh Đắk Nông=VN-72"]),
    ("Tại Nhà hát lớn Hải Phòng.", ["Nhà hát lớn Hải Phòng=VN-HP"]),
    ("Trường THPT Nghi Lộc 3 (Nghệ An).", ["Trường THPT Nghi Lộc 3=VN-22"]),
    ("Khách sạn Mường Thanh tại TP.HCM.", ["Khách sạn Mường Thanh=VN-SG"]),
    ("Tổng lãnh sự quán Lào tại Đà Nẵng.", ["Tổng lãnh sự quán Lào=VN-DN"]),
    ("Viếng Nghĩa trang Trường Sơn.", ["Nghĩa trang Trường Sơn=VN-25"]),
    ("Tại Khu di tích lịch sử ngã ba Đồng Lộc.", ["Khu di tích lịch sử ngã ba Đồng Lộc=VN-23"]),
    ("Tai nạn ở P. Linh Trung, Q. Thủ Đức, TP. Hồ Chí Minh.", ["P. Linh Trung=VN-SG"]),
    ("Cháy gần cầu vượt Bình Phước.", ["cầu vượt Bình Phước=VN-58"]),
    ("Các huyện Hương Sơn, Hương Khê và Vũ Quang.", ["huyện Hương Sơn=VN-23", "Hương Khê=VN-23", "Vũ Quang=VN-23"]),
    ("Thăm Đại học Quốc gia Lào.", ["Đại học Quốc gia Lào=LA"]),
    ("Điểm cầu Hà Nội sẵn sàng.", ["Hà Nội=VN-HN"]),
    ("Thăm Nhà Trắng.", ["Nhà Trắng=US"]),
    ("Giải quyết yêu cầu Thành Công đưa ra.", []),
    ("Thị trường Lào tiềm năng.", ["Lào=LA"]),
    ("Gia đình Việt Nam.", ["Việt Nam=VN"]),
    ("Liệt sĩ Phan Đình Phùng.", []),
]


@pytest.mark.parametrize(("text", "expected"), ALONE, ids=[text for text, _ in ALONE])
def test_places_in_a_sentence(text, expected):
    assert seen(clean(text)) == expected


IN_STORY = [
    ("Tại Trung tâm hội nghị tỉnh.", ["Trung tâm hội nghị tỉnh=VN-23"]),
    ("Tại Hội trường Tỉnh ủy.", ["Hội trường Tỉnh ủy=VN-23"]),
    ("Tại Nhà hát lớn.", ["Nhà hát lớn=VN-23"]),
    ("Tại trụ sở Bộ Quốc phòng.", ["trụ sở Bộ Quốc phòng=VN"]),
    ("Tại trụ sở Ban Tiếp dân tỉnh.", ["trụ sở Ban Tiếp dân tỉnh=VN-23"]),
    ("Đoàn rời TP. Đó là sáng qua.", []),
    ("Tại thị xã Kỳ Anh.", ["thị xã Kỳ Anh=VN-23"]),
    ("Tại thôn Đông Tiến.", ["thôn Đông Tiến=VN-23"]),
    ("Tại bản Na Đen.", ["bản Na Đen=LA-KH"]),
]


@pytest.mark.parametrize(("text", "expected"), IN_STORY, ids=[text for text, _ in IN_STORY])
def test_the_story_places_what_a_sentence_cannot(text, expected):
    assert seen(text, HA_TINH) == expected


def test_a_name_that_two_provinces_share_goes_to_the_one_the_story_names():
    story = story_places(["Lũ ở Tây Ninh", "Tây Ninh chạy lũ", "Huyện Châu Thành ngập sâu."])
    assert seen("Huyện Châu Thành ngập sâu.", story) == ["Huyện Châu Thành=VN-37"]


def test_a_unit_told_once_with_its_province_keeps_it():
    story = story_places(["Lễ ở bản Xiêng Vang, tỉnh Khăm Muộn.", "Hà Tĩnh dâng hương.", "Đoàn Hà Tĩnh rời bản Xiêng Vang."])
    assert seen("Đoàn rời bản Xiêng Vang.", story) == ["bản Xiêng Vang=LA-KH"]


def test_a_district_told_once_with_its_unit_may_stand_bare():
    story = story_places(["Huyện Hương Sơn mừng lễ.", "Hương Sơn có mưa."])
    assert seen("Hương Sơn có mưa.", story) == ["Hương Sơn=VN-23"]


def test_a_provincial_paper_sets_the_scene():
    assert story_places(["Phiên họp thường kỳ."], "Baohatinh.vn").home == "VN-23"


def test_a_story_abroad_is_set_there():
    story = story_places(["Thăm Saint Petersburg", "Lễ ở Saint Petersburg.", "Tại Moscow, đoàn viếng Nghĩa trang Novodevichy."])
    assert (story.home, story.country) == (None, "RU")
    assert seen("Viếng Nghĩa trang Novodevichy.", story) == ["Nghĩa trang Novodevichy=RU"]


def test_text_is_the_slice_and_the_tail_ends_behind_the_bracket():
    text = "tại thị xã Thà Khẹc (tỉnh Khăm Muộn), đoàn dâng hương"
    (place,) = find_places(text)
    assert text[place.start : place.end] == place.text == "thị xã Thà Khẹc"
    assert text[place.end : place.tail_end] == " (tỉnh Khăm Muộn)"
    assert (place.name, place.kind) == ("Thà Khẹc", PlaceKind.DISTRICT)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [("Hà Tĩnh", 18.34, 105.91), ("thị xã Thà Khẹc", 17.41, 104.83), ("huyện Hương Sơn", 18.51, 105.42), ("thôn Đông Tiến", 18.34, 105.91)],
)
def test_points(text, latitude, longitude):
    (place,) = find_places(text, story=HA_TINH)
    assert place.latitude == pytest.approx(latitude, abs=0.05)
    assert place.longitude == pytest.approx(longitude, abs=0.05)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bôlykhămxay", "Bolikhamsay"), ("Xiêng Khoảng", "Siêng-khoảng"), ("Attapư", "Ạt Ta Pư"), ("Khăm Muộn", "Kham Muon")],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert spelling_key(one) == spelling_key(other)


def test_time_grows_with_length_only():
    text = "Tỉnh Trung tâm Hội nghị Hồ Chí Minh - Việt - Lào (Hà Tĩnh, "
    assert len(find_places(text * 400)) == 400 * len(find_places(text * 2)) // 2
