"""Publication times as pages, feeds and addresses write them."""

import pytest

from transforms.published import read_line, read_time, read_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-12-16T08:15:00+07:00", "2021-12-16T08:15:00+07:00"),
        ("2021-12-16T08:15:00+0700", "2021-12-16T08:15:00+07:00"),
        ("2021-12-16T01:15:00Z", "2021-12-16T01:15:00+00:00"),
        ("2021-12-16T08:15:00.1234567+07:00", "2021-12-16T08:15:00.123456+07:00"),
        ("2021-12-16 08:15", "2021-12-16T08:15:00+07:00"),
        ("Thu, 16 Dec 2021 08:15:00 +0700", "2021-12-16T08:15:00+07:00"),
        ("Thu, 16 Dec 2021 01:15:00 GMT", "2021-12-16T01:15:00+00:00"),
        ("16/12/2021 - 08:15", "2021-12-16T08:15:00+07:00"),
        ("Thứ Năm, 16/12/2021, 08:15 (GMT+7)", "2021-12-16T08:15:00+07:00"),
        ("Thứ sáu, 6/8/2021, 01:08 (GMT+7)", "2021-08-06T01:08:00+07:00"),
        ("9/7/2018 9:59:00 AM", "2018-07-09T09:59:00+07:00"),
        ("9/7/2018 12:05:00 AM", "2018-07-09T00:05:00+07:00"),
        ("9/7/2018 2:05:00 PM", "2018-07-09T14:05:00+07:00"),
        ("12/25/2018 2:05:00 PM", "2018-12-25T14:05:00+07:00"),
        ("08h15 ngày 16-12-2021", "2021-12-16T08:15:00+07:00"),
        ("16.12.2021", "2021-12-16T00:00:00+07:00"),
        ("07:45 | 03/10/2022", "2022-10-03T07:45:00+07:00"),
    ],
)
def test_reads(text, expected):
    assert read_time(text).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["", "hôm qua", "31/02/2021", "2021-13-01", "0001-01-01T00:00:00", "1/1/1970", "9" * 500, "Mon, 99 Foo 2021"]
)
def test_does_not_invent(text):
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("line", "is_time"),
    [
        ("16/12/2021 - 08:15", True),
        ("Thứ Năm, 16/12/2021, 08:15 (GMT+7)", True),
        ("Chủ Nhật, ngày 16/12/2021", True),
        ("Cập nhật: 16/12/2021 08:15", True),
        ("08:15, 16/12/2021", True),
        ("Ngày 16/12/2021, hội nghị khai mạc", False),
        ("Hội nghị 16/12/2021", False),
        ("08:15", False),
    ],
)
def test_knows_a_line_that_is_only_a_time(line, is_time):
    assert (read_line(line) is not None) is is_time


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://tuoitre.vn/tin-20211216081500123.htm", "2021-12-16T08:15:00+07:00"),
        ("https://a.vn/2021/12/16/tin.html", "2021-12-16T00:00:00+07:00"),
        ("https://a.vn/tin-2021-12-16.html", None),
        ("https://a.vn/tin-20211216/", "2021-12-16T00:00:00+07:00"),
        ("https://baohatinh.vn/tin-post250509.html", None),
        ("https://a.vn/tin-20211316081500.htm", None),
    ],
)
def test_reads_addresses(url, expected):
    found = read_url(url)
    assert (found and found.isoformat()) == expected
