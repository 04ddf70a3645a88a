"""Sums of money: value, currency, and whether they can have been handed over. One line a case."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.extract.amounts import _cues, find_amounts
from transforms.lexicon import table
from transforms.text import fold

CASES = [
    ("Hỗ trợ 1 tỷ đồng.", "1000000000 VND SUM"),
    ("Xã được hỗ trợ 1.300 tỉ.", "1300000000000 VND SUM"),
    ("Trao hơn 46 tỷ đồng.", "46000000000 VND SUM"),
    ("Viện trợ 1,5 triệu USD.", "1500000 USD SUM"),
    ("Viện trợ 1.5 triệu USD.", "1500000 USD SUM"),
    ("Tặng 20.000 USD.", "20000 USD SUM"),
    ("Tặng 20,000 USD.", "20000 USD SUM"),
    ("Tặng 20. 000 USD.", "20000 USD SUM"),
    ("Tặng $10 triệu và US$ 5.000.", "10000000 USD SUM | 5000 USD SUM"),
    ("Tặng 3 triệu đô la Mỹ và 2 triệu đô la Úc.", "3000000 USD SUM | 2000000 AUD SUM"),
    ("Tặng 2 triệu kíp.", "2000000 LAK SUM"),
    ("Tặng 15 triệu bạt.", "15000000 THB SUM"),
    ("Tặng 10 triệu Nhân dân tệ.", "10000000 CNY SUM"),
    ("Tặng 500.000đ.", "500000 VND SUM"),
    ("Tặng một tỷ đồng và nửa triệu USD.", "1000000000 VND SUM | 500000 USD SUM"),
    ("Tặng 1 tỷ 250 triệu đồng.", "1250000000 VND SUM"),
    ("Tặng 2 tỷ rưỡi đồng.", "2500000000 VND SUM"),
    ("Tặng 3 nghìn tỷ đồng.", "3000000000000 VND SUM"),
    ("Trao số tiền 500 triệu, cho hộ nghèo.", "500000000 VND SUM"),
    ("Quà trị giá 13,5 triệu đồng.", "13500000 VND SUM"),
    ("Quà có tổng trị giá 100 triệu đồng.", "100000000 VND SUM total"),
    ("Hỗ trợ 5 triệu đồng/người.", "5000000 VND RATE"),
    ("Trao 20 suất, 500.000 đồng / suất.", "500000 VND RATE"),
    ("Trao 20 suất quà, mỗi suất 500.000 đồng.", "500000 VND RATE"),
    ("Bán với giá 200.000 đồng một cân.", "200000 VND RATE"),
    ("Dự án có tổng mức đầu tư 13.780 tỷ đồng.", "13780000000000 VND COST"),
    ("Kim ngạch đạt 4,6 tỷ USD.", "4600000000 USD COST"),
    ("Bão gây thiệt hại 600 tỷ đồng.", "600000000000 VND COST"),
    ("Công ty đạt 5.000 tỷ đồng doanh thu.", "5000000000000 VND COST"),
    ("Bị phạt 7,5 triệu đồng.", "7500000 VND COST"),
    ("Đường dây 500 kV, tăng 85%, có 120 người.", ""),
    ("Có 120 đồng chí, 54 đồng bào, 2 triệu đồng bào dự.", ""),
    ("Sản lượng 3 triệu tấn, thu hút 5 triệu lượt khách.", ""),
    ("Dân số 1,2 triệu, diện tích 6.000 km2.", ""),
    ("Ngày 21/10/2021, số 1.234.", ""),
    ("Tặng 0 đồng.", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_amounts(text, expected):
    found = [f"{a.value:f} {a.currency} {a.use}{' total' if a.total else ''}" for a in find_amounts(text)]
    assert " | ".join(found) == expected


NUMBERS = st.sampled_from(["1", "1.300", "20,5", "9" * 15, "nửa", "tỷ", "triệu", "rưỡi", "đồng", "USD", "$", "/", "mỗi", "tổng", ".", ","])


@given(st.one_of(st.text(max_size=60), st.lists(NUMBERS, max_size=20).map(" ".join)))
def test_every_span_is_a_slice(text):
    for amount in find_amounts(text):
        assert text[amount.start : amount.end] == amount.text
        assert amount.value > 0


def test_every_currency_fires():
    for row in table("currencies"):
        [amount] = find_amounts(f"7 triệu {row['word']}" if row["place"] == "AFTER" else f"{row['word']} 7 triệu")
        assert (amount.value, amount.currency) == (Decimal(7000000), row["currency"]), row


def test_every_cue_fires():
    cues = [(row, _cues().find(fold(row["phrase"]))) for row in table("money_words")]
    assert [row for row, found in cues if [match.value.get(row["side"]) for match in found] != [row["use"]]] == []
