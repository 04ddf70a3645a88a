"""Any date in any supported form is found wherever it stands and resolves back; nothing crashes; time grows with the text only."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.extract.dates import Tense, find_dates, resolve, story_clock
from transforms.text import fold

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
QUARTERS = ("I", "II", "III", "IV")
ANY_DAY = st.dates(date(1950, 1, 1), date(2049, 12, 31))
NEARBY = st.integers(-150, 150).map(timedelta)

WITH_YEAR = [
    "{d.day}/{d.month}/{d.year}",
    "{d:%d/%m/%Y}",
    "{d.day}-{d.month}-{d.year}",
    "ngày {d:%d.%m.%Y}",
    "ngày {d.day}/{d.month} năm {d.year}",
    "ngày {d.day} tháng {d.month} năm {d.year}",
    "sáng ngày {d.day} tháng {d.month}/{d.year}",
    "14h30, ngày {d:%d/%m/%Y}",
    "Chủ nhật, {d:%d/%m/%Y}",
]
WITHOUT_YEAR = [
    "ngày {d.day}/{d.month}",
    "Chiều {d.day}-{d.month}",
    "tối ngày {d:%d.%m}",
    "ngày {d.day} tháng {d.month}",
    "8 giờ 30 sáng {d.day}/{d.month}",
    "thứ Hai ({d.day}/{d.month})",
]
SETTINGS = [
    "{}",
    "{}.",
    "Theo kế hoạch, {} đoàn lên đường.",
    "({})",
    "Lễ khởi công diễn ra {}, tại xã bên sông.",
    "Họp báo ở thị xã - {}\n",
]


@given(ANY_DAY, st.sampled_from(WITH_YEAR), st.sampled_from(SETTINGS))
def test_a_full_date_comes_back(day: date, form: str, setting: str) -> None:
    written = form.format(d=day)
    text = setting.format(written)
    (mention,) = find_dates(text)
    assert written in mention.text and text[mention.start : mention.end] == mention.text
    resolved = resolve(mention, story_clock(None, []), Tense.UNKNOWN)
    assert (resolved.value, resolved.start, resolved.end) == (day.isoformat(), day, day)


@given(ANY_DAY, NEARBY, st.sampled_from(WITHOUT_YEAR), st.sampled_from(SETTINGS))
@example(date(2024, 2, 29), timedelta(1), WITHOUT_YEAR[0], SETTINGS[0])
@example(date(2024, 12, 31), timedelta(1), WITHOUT_YEAR[0], SETTINGS[0])
def test_a_date_without_year_comes_back_from_the_publication_date(day: date, later: timedelta, form: str, setting: str) -> None:
    published = day + later
    clock = story_clock(datetime(published.year, published.month, published.day, 12, tzinfo=LOCAL), [])
    (mention,) = find_dates(setting.format(form.format(d=day)))
    tenses = (Tense.UNKNOWN, Tense.PAST if published >= day else Tense.FUTURE)
    assert {resolve(mention, clock, tense).start for tense in tenses} == {day}


@given(ANY_DAY, st.integers(1, 60))
def test_a_range_comes_back(first: date, length: int) -> None:
    last = first + timedelta(length)
    (mention,) = find_dates(f"Trại hè mở từ ngày {first.day}/{first.month} đến ngày {last:%d/%m/%Y}.")
    resolved = resolve(mention, story_clock(None, []), Tense.UNKNOWN)
    assert (resolved.start, resolved.end) == (first, last)


@given(st.integers(1950, 2049), st.integers(1, 12))
def test_months_and_quarters_come_back(year: int, month: int) -> None:
    for form in (f"tháng {month}/{year}", f"cuối tháng {month}-{year}", f"tháng {month} năm {year}"):
        (mention,) = find_dates(f"Cầu xong {form}.")
        assert resolve(mention, story_clock(None, []), Tense.UNKNOWN).value == f"{year}-{month:02}"
    quarter = (month + 2) // 3
    (mention,) = find_dates(f"Cầu xong quý {QUARTERS[quarter - 1]}/{year}.")
    assert resolve(mention, story_clock(None, []), Tense.UNKNOWN).value == f"{year}-Q{quarter}"


WORDS = "ngày,tháng,năm,sáng,tối,thứ Hai,hôm nay,hôm qua,tới,vừa qua,mùng,Tết,Giêng,rằm,quý IV,đến,từ,và,đường,âm lịch,h,Giáp,Tỵ,xuân"
PIECES = st.sampled_from([*WORDS.split(","), *",-/.()% \n", "2024", "31", "29", "2", "6", "12", "99", "0", "İ", "0\ufe0f\u20e3"])


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)))
def test_anything_may_be_read(text: str) -> None:
    mentions = find_dates(text)
    assert mentions == find_dates(text, fold(text))
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(before.end <= after.start for before, after in zip(mentions, mentions[1:], strict=False))
    for published in (None, datetime(2024, 2, 29, tzinfo=LOCAL)):
        clock = story_clock(published, [text, text])
        near = None
        for mention in mentions:
            for tense in Tense:
                resolved = resolve(mention, clock, tense, near)
                assert (resolved.start is None) == (resolved.end is None)
                assert resolved.start is None or resolved.start <= resolved.end
                assert resolved.value is not None or resolved.basis == "NONE"
            near = resolved


HOSTILE = [
    "1/",
    "1-",
    "12",
    "ngày ",
    "ngày 1, ",
    "từ 1 đến ",
    "tháng 1 đến ",
    "năm 2000 - ",
    "sáng ",
    "thứ hai ",
    "mùng một ",
    "1 và ",
    "(1/2) ",
    "5h ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        find_dates(text)
        return time.process_time() - begun

    seconds(1_000)
    assert min(seconds(20_000) for _ in range(2)) < 25 * max(min(seconds(2_000) for _ in range(3)), 0.001)
