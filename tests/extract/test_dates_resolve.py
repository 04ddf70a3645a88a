"""Dates completed: by the publication date, by the story's own statements, or honestly not at all."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from schemas.records import DateBasis, EventDate, Precision
from transforms.extract.dates import Tense, find_dates, resolve, story_clock

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
TENSE = {"<": Tense.PAST, ">": Tense.FUTURE, "?": Tense.UNKNOWN}


def _published(day: str | None) -> datetime | None:
    return datetime.fromisoformat(day).replace(hour=9, tzinfo=LOCAL) if day else None


def _resolved(text: str, published: str | None, tense: str, near: EventDate | None = None) -> EventDate:
    mention = find_dates(text)[0]
    return resolve(mention, story_clock(_published(published), []), TENSE[tense], near)


PUBLISHED = [
    # text, published, tense, value
    ("Chiều 21/10", "2024-10-21", "<", "2024-10-21"),
    ("ngày 18/12 tới", "2021-12-10", "<", "2021-12-18"),
    ("ngày 5/1 tới", "2021-12-10", "?", "2022-01-05"),
    ("ngày 28/12", "2025-01-02", "<", "2024-12-28"),
    ("ngày 28/12 vừa qua", "2025-01-02", ">", "2024-12-28"),
    ("ngày 3/1", "2024-12-30", ">", "2025-01-03"),
    ("ngày 3/1", "2024-12-30", "?", "2025-01-03"),
    ("ngày 28/12", "2025-01-02", "?", "2024-12-28"),
    ("ngày 20/5", "2024-10-21", "<", "2024-05-20"),
    ("ngày 20/5", "2024-10-21", ">", "2025-05-20"),
    ("ngày 24/10", "2024-10-21", "<", "2024-10-24"),  # a slip of the tense, not last year
    ("ngày 19/10", "2024-10-21", ">", "2024-10-19"),
    ("ngày 19/10 tới", "2024-10-21", ">", "2025-10-19"),
    ("ngày 29/2", "2025-03-10", "<", "2024-02-29"),
    ("ngày 3/2/2019", "2024-10-21", "<", "2019-02-03"),
    ("hôm nay", "2024-03-01", "<", "2024-03-01"),
    ("hôm qua", "2024-03-01", "<", "2024-02-29"),
    ("ngày kia", "2024-12-30", ">", "2025-01-01"),
    ("tối qua 29/2", "2024-03-01", "<", "2024-02-29"),
    ("hôm qua (31/12)", "2025-01-01", "<", "2024-12-31"),
    ("ngày mai (1/1)", "2024-12-31", "<", "2025-01-01"),
    ("tuần trước", "2024-10-23", "<", "2024-10-14/2024-10-20"),
    ("thứ Năm tuần này", "2024-10-21", ">", "2024-10-24"),
    ("sáng thứ sáu tuần trước", "2024-10-21", "<", "2024-10-18"),
    ("hôm thứ tư", "2024-10-21", "<", "2024-10-16"),
    ("vào thứ Tư", "2024-10-21", ">", "2024-10-23"),
    ("Chủ nhật", "2024-10-20", "<", "2024-10-20"),
    ("tháng trước", "2025-01-15", "<", "2024-12"),
    ("ngày 25 tháng trước", "2025-01-15", "<", "2024-12-25"),
    ("ngày 31 tháng này", "2025-02-15", "<", None),
    ("cuối tháng 5", "2024-10-21", "<", "2024-05"),
    ("tháng 12", "2025-01-05", "<", "2024-12"),
    ("tháng 7 tới", "2025-06-28", "<", "2025-07"),
    ("tháng 10 này", "2013-10-23", "?", "2013-10"),
    ("tháng 10", "2013-10-23", ">", "2013-10"),
    ("tháng 3 năm ngoái", "2024-10-21", "<", "2023-03"),
    ("quý IV", "2025-01-10", "<", "2024-Q4"),
    ("quý I", "2025-02-10", "<", "2025-Q1"),
    ("quý I", "2024-12-10", ">", "2025-Q1"),
    ("thứ Năm tuần này (24/10)", "2024-10-21", ">", "2024-10-24"),
    ("quý trước", "2025-01-10", "<", "2024-Q4"),
    ("năm ngoái", "2025-01-10", "<", "2024"),
    ("từ ngày 28/12 đến 3/1", "2025-01-02", "<", "2024-12-28/2025-01-03"),
    ("từ 27-28/6", "2025-06-28", "<", "2025-06-27/2025-06-28"),
    ("mùng 2 Tết", "2024-02-13", "<", "2024-02-11"),
    ("29 Tết", "2025-02-03", "<", "2025-01-28"),
    ("rạng sáng mùng 2 Tết Mậu Thân", "2018-01-26", "<", "1968-01-30"),
    ("28 Tết Giáp Thìn", "2024-02-07", "<", "2024-02-07"),
    ("chúc Tết Ất Tỵ", "2025-01-20", "?", "2025-01-29/2025-01-31"),
    ("23 tháng Chạp", "2024-12-20", ">", "2025-01-22"),
    ("từ ngày 8 đến ngày 10 tháng 3 âm lịch", "2024-04-20", "<", "2024-04-16/2024-04-18"),
    ("từ 29 tháng Chạp đến mùng 3 tháng Giêng", "2024-02-20", "<", "2024-02-08/2024-02-12"),
    ("từ ngày 25 đến 27 tháng này", "2024-10-21", ">", "2024-10-25/2024-10-27"),
    ("từ tháng 11 đến tháng 2", "2024-10-21", ">", "2024-11/2025-02"),
    ("Rằm tháng Giêng", "2024-02-10", ">", "2024-02-24"),
    ("Tết Bunpimay", "2019-04-10", "?", "2019-04-14/2019-04-16"),
]


@pytest.mark.parametrize(
    ("text", "published", "tense", "value"), PUBLISHED, ids=[f"{text} {tense} {day}" for text, day, tense, _ in PUBLISHED]
)
def test_completed_from_publication(text: str, published: str, tense: str, value: str | None) -> None:
    resolved = _resolved(text, published, tense)
    assert resolved.value == value
    whole = value is None or "2019-02-03" in value
    assert resolved.basis is (DateBasis.PUBLISHED if not whole else resolved.basis)


EXPLICIT = [
    ("ngày 5/3/2024", "2024-03-05", Precision.DAY, date(2024, 3, 5), date(2024, 3, 5)),
    ("ngày 27-28/2/2019", "2019-02-27/2019-02-28", Precision.INTERVAL, date(2019, 2, 27), date(2019, 2, 28)),
    ("tháng 2/2024", "2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
    ("quý IV/2024", "2024-Q4", Precision.QUARTER, date(2024, 10, 1), date(2024, 12, 31)),
    ("năm 2019", "2019", Precision.YEAR, date(2019, 1, 1), date(2019, 12, 31)),
    ("mùa khô 2018-2019", "2018/2019", Precision.INTERVAL, date(2018, 1, 1), date(2019, 12, 31)),
    ("tháng 10/2018 đến 5/2019", "2018-10/2019-05", Precision.INTERVAL, date(2018, 10, 1), date(2019, 5, 31)),
    ("mùng 2 Tết Mậu Thân 1968", "1968-01-30", Precision.DAY, date(1968, 1, 30), date(1968, 1, 30)),
    ("29 Tết Ất Tỵ 2025", "2025-01-28", Precision.DAY, date(2025, 1, 28), date(2025, 1, 28)),
]


@pytest.mark.parametrize(("text", "value", "precision", "start", "end"), EXPLICIT)
def test_explicit(text: str, value: str, precision: Precision, start: date, end: date) -> None:
    assert _resolved(text, "2030-06-01", "<") == EventDate(value, start, end, precision, None, DateBasis.EXPLICIT, find_dates(text)[0].text)


UNKNOWN = [
    ("ngày 10/5", "XXXX-05-10", Precision.DAY),
    ("từ ngày 18 đến 22/3", "XXXX-03-18/XXXX-03-22", Precision.INTERVAL),
    ("cuối tháng 2", "XXXX-02", Precision.MONTH),
    ("tháng 12 năm ngoái", "XXXX-12", Precision.MONTH),
    ("quý III", "XXXX-Q3", Precision.QUARTER),
    ("hôm nay (24-2)", "XXXX-02-24", Precision.DAY),
    ("hôm nay", None, Precision.UNKNOWN),
    ("tuần trước", None, Precision.UNKNOWN),
    ("thứ Năm tuần này", None, Precision.UNKNOWN),
    ("năm nay", None, Precision.UNKNOWN),
    ("mùng 2 Tết", None, Precision.UNKNOWN),
    ("chiều cùng ngày", None, Precision.UNKNOWN),
]


@pytest.mark.parametrize(("text", "value", "precision"), UNKNOWN)
def test_honestly_unknown(text: str, value: str | None, precision: Precision) -> None:
    resolved = _resolved(text, None, "<")
    assert (resolved.value, resolved.start, resolved.end, resolved.precision, resolved.basis) == (
        value,
        None,
        None,
        precision,
        DateBasis.NONE,
    )


def test_the_date_before() -> None:
    near = EventDate("2024-10-21", date(2024, 10, 21), date(2024, 10, 21), Precision.DAY, None, DateBasis.EXPLICIT, "ngày 21/10/2024")
    assert _resolved("chiều cùng ngày", None, "<", near).value == "2024-10-21"
    assert _resolved("ngày hôm sau", "2025-03-01", "<", near).value == "2024-10-22"


INFERRED = [
    # sections, mention, tense, value
    (["Bảy hài cốt về đất mẹ", "Mùa khô 2018-2019, đội tìm được bảy hài cốt."], "Ngày 10/5", "<", "2019-05-10"),
    (["Đoàn công tác sang thăm", "Kinh tế 9 tháng năm 2024 của tỉnh tăng khá."], "Chiều 21/10", "<", "2024-10-21"),
    (["Tổng kết", "Thu ngân sách 12 tháng năm 2024 vượt dự toán."], "ngày 15/1", "<", "2025-01-15"),
    (
        ["Sắp họp cấp cao", "Lần trước họp ngày 26/12/2019.", "Trao vật tư (tháng 5/2021).", "Bàn hợp tác năm 2022."],
        "18/12 tới",
        ">",
        "2021-12-18",
    ),
    (["Nhà mới", "Nhà khởi công ngày 7/10/2018."], "ngày 30/1", "<", "2019-01-30"),
    (["Nhà mới", "Nhà khởi công tháng 12/2017."], "Chiều 4/2", "<", "2018-02-04"),
    (["Họp báo", "Chính phủ họp phiên tháng 2-2019."], "ngày 1-3", "<", "2019-03-01"),
    (["Gặp gỡ thanh niên hai nước năm 2019", "Anh chào mừng các bạn."], "Chiều 15-5", "<", "2019-05-15"),
    (["Giao ban", "Năm 2018 xã thu khá, kế hoạch năm 2019 thu hơn."], "chiều 15-12", "<", "2018-12-15"),
    (["Giao ban", "Lần trước họp ngày 18/12/2019.", "Họp trù bị ngày 2/10/2021."], "ngày 18/12 tới", ">", "2021-12-18"),
    (["Giao ban", "Xã bàn kế hoạch đầu tư công năm 2019."], "chiều 15-3", "<", "2019-03-15"),
    (["Lễ giỗ", "Lễ kỷ niệm 50 năm trận đánh ở ngã ba (24/7/1968)."], "Tối 21/7", "<", "2018-07-21"),
    (["Mít tinh", "Lễ kỷ niệm 100 năm ngày thành lập hội (1917-2017)."], "Sáng 5-11", "<", "2017-11-05"),
    (["Khai giảng", "Trường bước vào năm học 2018-2019."], "Sáng 5/9", "<", "2018-09-05"),
    (["Bế giảng", "Trường tổng kết năm học 2018-2019."], "Sáng 28/5", "<", "2019-05-28"),
    (["Ngày hội", "Xã mở Ngày hội văn hóa các dân tộc năm 2019."], "Tối 19/4", "<", "2019-04-19"),
    (["Tổng kết", "Hội nghị tổng kết công tác dân vận năm 2018."], "Sáng 10/1", "<", "2019-01-10"),
    (["Tổng kết", "Hội nghị tổng kết công tác dân vận năm 2018."], "Sáng 25/12", "<", "2018-12-25"),
    (["Quà xuân", "Đoàn trao quà Tết Kỷ Hợi cho dân bản."], "Ngày 20/1", "<", "2019-01-20"),
    (["Mít tinh", "Mừng ngày thành lập (22/12/1944 - 22/12/2019)."], "Sáng 20/12", "<", "2019-12-20"),
    (["Tin vắn", "Tỉnh thu ngân sách quý I/2019 khá."], "Ngày 4/4", "<", "2019-04-04"),
    (["Tin vắn", "Trước đó, ngày 8/7/2017, sở đã nhắc."], "Ngày 29/5", "<", "2018-05-29"),
    (["Tin vắn", "Hồi giữa năm 2018 trường được xây."], "Ngày 4/9", "<", "2018-09-04"),
    (["Ra quân", "Ngày 3/5/2018 xã lập quy hoạch giai đoạn 2021-2030."], "ngày 9/6", "<", "2018-06-09"),
    (["Giao ban", "Xã sửa chương trình năm 2018 và chương trình năm 2019, năm 2019 xã sẽ đi trước."], "chiều 15-3", "<", "2018-03-15"),
    (["Khai mạc", "Đội nhà dự SEA Games 2022."], "tối 12/5", "<", "2022-05-12"),
    (["Tin vắn", "Nghị quyết có hiệu lực từ ngày 12/3/2020."], "ngày 12/3", "<", "2020-03-12"),
    (["Tin vắn", "Ngày 16/8/2013, quận ban hành đề án.", "Tháng 3/2015, dân phản ánh."], "Ngày 20/3", "<", "2015-03-20"),
    (["Tin vắn", "Hôm nay 24-2, hai bên hội đàm.", "Công ty dự kiến tuyển người trong năm 2020."], "hôm qua", "<", "2020-02-23"),
]


@pytest.mark.parametrize(("sections", "text", "tense", "value"), INFERRED)
def test_inferred_from_the_story(sections: list[str], text: str, tense: str, value: str) -> None:
    resolved = resolve(find_dates(text)[0], story_clock(None, sections), TENSE[tense])
    assert (resolved.value, resolved.basis) == (value, DateBasis.INFERRED)


NOT_INFERRED = [
    (["Ký kết", "Kim ngạch năm 2018 đạt 60 tỷ USD, tăng so với năm 2017."], "ngày 28/6"),
    (["Ký kết", "Hiệp định được ký tháng 2-2016."], "Sáng 9-11"),
    (["Bầu chủ tịch", "Ông từng làm phó chủ tịch từ ngày 21-2-2013.", "Đại biểu nhiệm kỳ 2016-2021 bỏ phiếu."], "Chiều 19-6"),
    (["Xử lý", "Theo Luật Cạnh tranh 2004, đơn vị phải báo cáo."], "ngày 26-3"),
    (["Chiến khu", "Trận đánh xuân Mậu Thân 1968 còn in trong trí nhớ."], "Ngày 26/1"),
    (["Bổ nhiệm", "Ông sinh năm 1964, quê ở xã bên."], "ngày 2/11"),
    (["Giao ban", "Xã bàn kế hoạch năm 2019."], "chiều 15-12"),
    (["Ra quân", "Kế hoạch phát triển rừng đến năm 2020, kế hoạch 5 năm 2016-2020."], "Sáng 12-2"),
    (["Ký ức", "Mùa xuân năm 1975, ông vào Nam."], "Sáng 12-2"),
    (["Ký ức", "20 năm trước ông đến đây, năm 2016 ông nghỉ."], "Sáng 12-2"),
    (["Ra quân", "Mục tiêu đến năm 2030 là giữ rừng."], "Sáng 12-2"),
    (["Cấp phép", "Đến tháng 10-2019 sẽ xong hạ tầng."], "Ngày 21-3"),
]


@pytest.mark.parametrize(("sections", "text"), NOT_INFERRED)
def test_not_inferred(sections: list[str], text: str) -> None:
    resolved = resolve(find_dates(text)[0], story_clock(None, sections), Tense.PAST)
    assert resolved.value.startswith("XXXX-") and resolved.basis is DateBasis.NONE


def test_the_month_of_the_news_completes_a_relative_month() -> None:
    clock = story_clock(None, ["Mưa lớn", "Ngày 5/1, mưa lớn ở vùng núi."])
    values = [resolve(find_dates(text)[0], clock, Tense.PAST).value for text in ("tháng trước", "ngày 24 tháng trước", "đầu tháng này")]
    assert values == ["XXXX-12", "XXXX-12-24", "XXXX-01"]
    dated = story_clock(None, ["Mưa lớn năm 2019", "Ngày 5/1, mưa lớn ở vùng núi."])
    assert resolve(find_dates("tháng trước")[0], dated, Tense.PAST).value == "2018-12"


def test_published_day_is_the_local_one() -> None:
    late_in_utc = datetime.fromisoformat("2025-06-28T20:00:00+00:00")
    assert story_clock(late_in_utc, []).published == date(2025, 6, 29)
