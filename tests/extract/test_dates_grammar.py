"""What is found as a date, and what looks like one and is none. Points are written as in `_shown`."""

from __future__ import annotations

import pytest

from schemas.records import PartOfDay
from transforms.extract.dates import DateMention, Point, find_dates


def _shown(mention: DateMention) -> str:
    """ "18/12", "?/5/2021", "27/6..28/6", "Q4/2024", "DAY-1", "w3 WEEK+0", "lunar 2/1"."""
    return _point(mention.first) + (f"..{_point(mention.last)}" if mention.last else "")


def _point(point: Point) -> str:
    calendar = [part for part in (point.day, point.month, point.year) if part is not None]
    shown = [f"w{point.weekday}"] if point.weekday is not None else []
    shown += [f"Q{point.quarter}" + (f"/{point.year}" if point.year else "")] if point.quarter else []
    if calendar and not point.quarter:
        shown.append(("lunar " if point.lunar else "") + ("?/" if point.day is None and point.month else "") + "/".join(map(str, calendar)))
    shown += [f"{point.shift.unit}{point.shift.count:+d}"] if point.shift else []
    return " ".join(shown)


FOUND = [
    # day and month
    ("Ngày 12/3, tỉnh đoàn ra quân.", ["Ngày 12/3 = 12/3"]),
    ("Lễ bàn giao diễn ra ngày 7-4 tại bản.", ["ngày 7-4 = 7/4"]),
    ("Tối 9.11, đội tuyển vào sân.", ["Tối 9.11 = 9/11"]),
    ("Ngày 03/02/2021, hai bên họp.", ["Ngày 03/02/2021 = 3/2/2021"]),
    ("Cầu thông xe 15-8-2019.", ["15-8-2019 = 15/8/2019"]),
    ("Quyết định ký ngày 24.6.2015.", ["ngày 24.6.2015 = 24/6/2015"]),
    ("Đoàn rời Viêng Chăn ngày 5/3/24.", ["ngày 5/3/24 = 5/3/2024"]),
    ("Ngày 5 tháng 3 năm 2024, xã đón bằng.", ["Ngày 5 tháng 3 năm 2024 = 5/3/2024"]),
    ("ngày 5 tháng 3, xã đón bằng", ["ngày 5 tháng 3 = 5/3"]),
    ("ngày 20 tháng Tám năm 2010", ["ngày 20 tháng Tám năm 2010 = 20/8/2010"]),
    ("ngày 5 tháng 9/2022", ["ngày 5 tháng 9/2022 = 5/9/2022"]),
    ("Ngày 2/9 năm 2023, huyện dựng cờ", ["Ngày 2/9 năm 2023 = 2/9/2023"]),
    ("khánh thành ngày 3/2 năm ngoái", ["ngày 3/2 năm ngoái = 3/2 YEAR-1"]),
    ("Đợt hai diễn ra 18/12 tại thị xã.", ["18/12 = 18/12"]),
    ("Đợt hai diễn ra vào 5/10 tại thị xã.", ["5/10 = 5/10"]),
    ("vòng loại ở Vinh (5/10) và Huế (26/10)", ["5/10 = 5/10", "26/10 = 26/10"]),
    ("dịp 2/9, du khách tăng", ["2/9 = 2/9"]),
    ("ngày mùng 5/3", ["ngày mùng 5/3 = 5/3"]),
    ("hôm 24 tháng trước", ["hôm 24 tháng trước = 24 MONTH-1"]),
    ("ngày 25 tháng này", ["ngày 25 tháng này = 25 MONTH+0"]),
    # leads: part of day, clock, weekday
    ("Sáng ngày 30/1, UBND xã họp dân", ["Sáng ngày 30/1 = 30/1"]),
    ("rạng sáng 1-3, hai xe va chạm", ["rạng sáng 1-3 = 1/3"]),
    ("15h chiều 27-2, đoàn tới xưởng", ["15h chiều 27-2 = 27/2"]),
    ("lúc 12h30, ngày 1-11, trên đèo", ["12h30, ngày 1-11 = 1/11"]),
    ("khoảng 9 giờ 15 phút sáng 4/7", ["9 giờ 15 phút sáng 4/7 = 4/7"]),
    ("từ 14:00 ngày 6/6", ["14:00 ngày 6/6 = 6/6"]),
    ("16h chiều nay 3-9, hồ xả lũ", ["16h chiều nay 3-9 = 3/9 DAY+0"]),
    ("thứ Năm, ngày 12/3, lớp khai giảng", ["thứ Năm, ngày 12/3 = 12/3"]),
    ("phát biểu ngày thứ tư (25-4).", ["ngày thứ tư (25-4) = 25/4"]),
    ("Chủ nhật 8/6, chợ phiên họp", ["Chủ nhật 8/6 = 8/6"]),
    # direction
    ("sẽ khai mạc ngày 18/12 tới tại cửa khẩu", ["ngày 18/12 tới = 18/12"]),
    ("Ngày 18/12 tới thăm bản, đoàn tặng quà", ["Ngày 18/12 = 18/12"]),
    ("tai nạn ngày 7/10 vừa qua", ["ngày 7/10 vừa qua = 7/10"]),
    ("vào tháng 7 tới", ["tháng 7 tới = ?/7"]),
    ("đợt hàng thứ ba trong tháng 10 này", ["tháng 10 này = ?/10"]),
    # ranges and lists
    ("họp từ 27-28/6", ["27-28/6 = 27/6..28/6"]),
    ("từ 5 đến 7/3", ["5 đến 7/3 = 5/3..7/3"]),
    ("từ 19 đến 21-11 tại Long Châu", ["19 đến 21-11 = 19/11..21/11"]),
    ("từ ngày 28/11 đến ngày 2/12", ["ngày 28/11 đến ngày 2/12 = 28/11..2/12"]),
    ("từ ngày 25/12 đến 5/1/2025", ["ngày 25/12 đến 5/1/2025 = 25/12/2024..5/1/2025"]),
    ("từ ngày 30/12/2023 đến hết ngày 3/1", ["ngày 30/12/2023 đến hết ngày 3/1 = 30/12/2023..3/1/2024"]),
    ("từ ngày 02 đến ngày 06 tháng 10 năm 2017", ["ngày 02 đến ngày 06 tháng 10 năm 2017 = 2/10/2017..6/10/2017"]),
    ("từ 7h ngày 4/5 đến 17h ngày 6/5", ["7h ngày 4/5 đến 17h ngày 6/5 = 4/5..6/5"]),
    ("các ngày từ 28-3 đến 1-4", ["28-3 đến 1-4 = 28/3..1/4"]),
    ("giải đấu từ 25.10 đến 3.11", ["25.10 đến 3.11 = 25/10..3/11"]),
    ("trong hai ngày 27 và 28-2", ["ngày 27 và 28-2 = 27/2..28/2"]),
    ("ngày 30/6 và 1/7", ["ngày 30/6 và 1/7 = 30/6..1/7"]),
    ("ngày 5, 6/3, học sinh thi", ["ngày 5, 6/3 = 5/3..6/3"]),
    ("các ngày 3, 4 và 5/6/2023", ["ngày 3, 4 và 5/6/2023 = 3/6/2023..5/6/2023"]),
    ("ngày 5 và 12/3 mở hai lớp", ["ngày 5 = 5/3", "12/3 = 12/3"]),
    ("ngày 29-31/3", ["ngày 29-31/3 = 29/3..31/3"]),
    ("Ngày 28/6, 12 hộ dân nhận nhà", ["Ngày 28/6 = 28/6"]),
    ("ngày 28/2, 1/3/2024", ["ngày 28/2 = 28/2/2024", "1/3/2024 = 1/3/2024"]),
    ("nghỉ lễ 30/4 - 1/5", ["30/4 - 1/5 = 30/4..1/5"]),
    # relative
    ("Hôm nay, lớp học mở cửa", ["Hôm nay = DAY+0"]),
    ("hôm nay 24-2 đã hội đàm", ["hôm nay 24-2 = 24/2 DAY+0"]),
    ("đến hôm nay (24-2) vẫn mưa", ["hôm nay (24-2) = 24/2 DAY+0"]),
    ("Chiều nay 15-5, đội tập", ["Chiều nay 15-5 = 15/5 DAY+0"]),
    ("9h sáng nay (17/7), tỉnh đoàn", ["9h sáng nay (17/7) = 17/7 DAY+0"]),
    ("hôm qua (13/3)", ["hôm qua (13/3) = 13/3 DAY-1"]),
    ("Ngày mai (16-5), hai đoàn gặp", ["Ngày mai (16-5) = 16/5 DAY+1"]),
    ("Tối qua 22/10, ông về nước", ["Tối qua 22/10 = 22/10 DAY-1"]),
    ("buổi sáng hôm nay 23/10", ["buổi sáng hôm nay 23/10 = 23/10 DAY+0"]),
    ("đêm qua mưa lớn", ["đêm qua = DAY-1"]),
    ("hôm kia, chiều mai", ["hôm kia = DAY-2", "chiều mai = DAY+1"]),
    ("tuần trước, cuối tuần qua, tuần tới", ["tuần trước = WEEK-1", "cuối tuần qua = WEEK-1", "tuần tới = WEEK+1"]),
    ("thứ Năm tuần này", ["thứ Năm tuần này = w3 WEEK+0"]),
    ("sáng thứ hai tuần sau", ["sáng thứ hai tuần sau = w0 WEEK+1"]),
    ("hôm thứ ba, tòa tuyên án", ["hôm thứ ba = w1"]),
    ("Chủ nhật, phiên chợ mở", ["Chủ nhật = w6"]),
    ("hồi tháng trước", ["tháng trước = MONTH-1"]),
    ("đầu tháng này", ["đầu tháng này = MONTH+0"]),
    ("năm ngoái, cuối năm nay", ["năm ngoái = YEAR-1", "cuối năm nay = YEAR+0"]),
    ("Chiều cùng ngày, đoàn dâng hoa", ["Chiều cùng ngày = DAY+0"]),
    ("ngày hôm sau đội về", ["ngày hôm sau = DAY+1"]),
    # months, quarters, years, seasons
    ("cuối tháng 5, đầu tháng 6", ["cuối tháng 5 = ?/5", "đầu tháng 6 = ?/6"]),
    ("tháng 5/2021 và tháng 9-2024", ["tháng 5/2021 = ?/5/2021", "tháng 9-2024 = ?/9/2024"]),
    ("tháng 9 năm 2020", ["tháng 9 năm 2020 = ?/9/2020"]),
    ("tháng 12 năm ngoái", ["tháng 12 năm ngoái = ?/12 YEAR-1"]),
    ("hồi tháng hai, trong tháng Năm", ["tháng hai = ?/2", "tháng Năm = ?/5"]),
    ("từ tháng 4 đến tháng 10/1968", ["tháng 4 đến tháng 10/1968 = ?/4/1968..?/10/1968"]),
    ("tháng 10/2018 đến 5/2019", ["tháng 10/2018 đến 5/2019 = ?/10/2018..?/5/2019"]),
    ("tháng 8, 9/2024", ["tháng 8, 9/2024 = ?/8/2024..?/9/2024"]),
    ("tháng 2/2014, tháng 12/2017", ["tháng 2/2014 = ?/2/2014", "tháng 12/2017 = ?/12/2017"]),
    ("tính đến cuối 10-2018", ["cuối 10-2018 = ?/10/2018"]),
    ("sau hai năm, tháng 12/2017", ["tháng 12/2017 = ?/12/2017"]),
    ("họp ủy ban lần trước (2/2017)", ["2/2017 = ?/2/2017"]),
    ("quý IV/2024, quý 2 năm 2023, trong quý III", ["quý IV/2024 = Q4/2024", "quý 2 năm 2023 = Q2/2023", "quý III = Q3"]),
    ("năm 2019, giữa năm 2018", ["năm 2019 = 2019", "giữa năm 2018 = 2018"]),
    ("Mùa khô 2018-2019, đội tìm được bảy hài cốt", ["Mùa khô 2018-2019 = 2018..2019"]),
    ("mùa mưa năm 2020", ["mùa mưa năm 2020 = 2020"]),
    # lunar days and feasts
    ("mùng 2 Tết", ["mùng 2 Tết = lunar 2/1"]),
    ("sáng mồng một Tết Nguyên đán", ["sáng mồng một Tết Nguyên đán = lunar 1/1"]),
    ("chiều 29 Tết", ["chiều 29 Tết = lunar 29/12"]),
    ("23 tháng Chạp", ["23 tháng Chạp = lunar 23/12"]),
    ("ngày 8 tháng Giêng", ["ngày 8 tháng Giêng = lunar 8/1"]),
    ("Rằm tháng Giêng, rằm tháng 7", ["Rằm tháng Giêng = lunar 15/1", "rằm tháng 7 = lunar 15/7"]),
    ("mùng 10 tháng 3 âm lịch", ["mùng 10 tháng 3 âm lịch = lunar 10/3"]),
    ("ngày 10/3 (âm lịch)", ["ngày 10/3 (âm lịch) = lunar 10/3"]),
    ("Tết Nguyên đán 2021", ["Tết Nguyên đán 2021 = lunar 1/1/2021"]),
    ("mùng 2 Tết Mậu Thân 1968", ["mùng 2 Tết Mậu Thân 1968 = lunar 2/1/1968"]),
    ("29 Tết Giáp Tỵ", ["29 Tết = lunar 29/12"]),  # no year has this name
    ("ngày 22 tháng 2 năm Quý Mão", ["ngày 22 tháng 2 năm Quý Mão = lunar 22/2"]),
    ("Ngày 28/6 tỉnh họp, sáng 29-6 người dân về", ["Ngày 28/6 = 28/6", "sáng 29-6 = 29/6"]),
    ("hôm nay, thứ Hai (20/5), trường mở", ["hôm nay, thứ Hai (20/5) = 20/5 DAY+0"]),
    ("chúc Tết cổ truyền Bunpimay", ["Bunpimay = 14/4"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_found(text: str, expected: list[str]) -> None:
    mentions = find_dates(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert [f"{mention.text} = {_shown(mention)}" for mention in mentions] == expected


NO_DATE = [
    "nhiệm kỳ 2025-2030",
    "nhiệm kỳ 2020 - 2025 của Đảng bộ",
    "khóa XIX, giai đoạn 2021-2025",
    "năm học 2024-2025",
    "9 tháng năm 2024, thu ngân sách khá",
    "6 tháng đầu năm 2025, 9 tháng đầu năm",
    "so với cùng kỳ năm 2023, so với năm 2019",
    "từ năm 1999 đến nay",
    "tầm nhìn 2045, đến năm 2030",
    "kế hoạch năm 2022, dự toán năm 2024",
    "những năm 1964-1972",
    "ông Bảy sinh ngày 5/3/1949",
    "ông Bảy (SN 1949), bà Tư sinh năm 1951",
    "kỷ niệm (18/7/1977 – 18/7/2012)",
    "Thông tư liên tịch số 03/2018/TTLT-BCA",
    "Nghị quyết số 18/2021/NQ-HĐND",
    "Nghị quyết 66-NQ/TW",
    "Quyết định 910/QĐ-UBND",
    "quốc lộ 1A, QL 12/4, quốc lộ 12/5",
    "đường 30/4, phố 19/5, đại lộ 3/2",
    "Khu phố 1/5, tổ 12/6",
    "công viên 29/3, quảng trường 2/4",
    "phong trào 19/5, phong trào 26/3",
    "thắng với tỷ số 2-1, dẫn 3-0",
    "mở cửa 24/7",
    "hơn 1/3 diện tích, 2/3 số hộ, tỷ lệ 3/4",
    "đã có 5/9 xã, 51/55 đại biểu, 261/262 phường",
    "tăng 60-70%, 4-4,5%",
    "gọi 0912.345.678 hoặc 024.3825.1234",
    "13.780 tỷ đồng, 15.200 tỷ",
    "mỗi ngày 2-3 lần",
    "nghỉ từ 5-7 ngày",
    "ngày 20-5 và 20-10 mỗi năm",
    "ngày 10/3 hằng năm",
    "sau 18 tháng thi công, trong 6 tháng",
    "lần thứ năm, thứ hai là nhân lực, đứng thứ ba",
    "Cách mạng Tháng Mười, Cách mạng Tháng Tám",
    "hơn 10 năm qua, nhiều năm qua, trong 5 năm tới",
    "vài tháng qua, ba tuần trước, 3 tháng trước",
    "những tháng đầu năm 2019, từ đầu năm 2025 đến nay",
    "vì ngày mai, lớn như ngày hôm nay",
    "tăng so với quý 3/2012, cùng kỳ năm trước",
    "thế hệ hôm nay và mai sau",
    "ngày 31/6, ngày 30-2, 32/1, ngày 29/2/2023",
    "ảnh 6-5945-5614.jpg",
    "Kỳ họp thứ 30, lớp 12, số 15",
    "lúc 14h30, từ 8 giờ",
    "sáng tạo, sáng tối, trưa hè",
    "25 tháng lương, 3 tháng",
    "Ngày Gia đình Việt Nam 28-6",
    "quy hoạch 1/500, bản đồ 1/10.000",
    "80 người/ngày, 5 triệu đồng/người",
]


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date(text: str) -> None:
    assert [mention.text for mention in find_dates(text)] == []


PARTS = [
    ("rạng sáng 1/3", PartOfDay.MORNING),
    ("trưa nay", PartOfDay.NOON),
    ("Chiều 21/10", PartOfDay.AFTERNOON),
    ("tối hôm qua", PartOfDay.EVENING),
    ("đêm 5/6", PartOfDay.NIGHT),
    ("4h ngày 5/6", PartOfDay.NIGHT),
    ("7 giờ 30 ngày 5/6", PartOfDay.MORNING),
    ("12h ngày 5/6", PartOfDay.NOON),
    ("14h30 ngày 5/6", PartOfDay.AFTERNOON),
    ("20g ngày 5/6", PartOfDay.EVENING),
    ("23h ngày 5/6", PartOfDay.NIGHT),
    ("1 giờ chiều 5/6", PartOfDay.AFTERNOON),
    ("ngày 5/6", None),
]


@pytest.mark.parametrize(("text", "part"), PARTS)
def test_part_of_day(text: str, part: PartOfDay | None) -> None:
    assert [mention.part_of_day for mention in find_dates(text)] == [part]


OCCASIONS = [
    ("Tết Nguyên đán", True),
    ("đêm giao thừa", False),
    ("mùng 3 Tết", False),
    ("chào mừng 20/11", True),
    ("nhân dịp 2/9", True),
    ("Trường THPT 30/4", True),
    ("họp vào 20/11", False),
    ("18/12, hai tỉnh họp", False),
    ("kỷ niệm ngày 20/11", False),
]


@pytest.mark.parametrize(("text", "weak"), OCCASIONS)
def test_names_of_occasions_are_weak(text: str, weak: bool) -> None:
    assert [mention.weak for mention in find_dates(text)] == [weak]
