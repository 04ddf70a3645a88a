"""Datelines and the names of papers."""

import pytest

from transforms.parse.dateline import split_dateline
from transforms.sites import publisher_of

REST = "Sáng nay, hội nghị khai mạc."


@pytest.mark.parametrize(
    ("dateline", "publisher"),
    [
        ("(Baohatinh.vn) - ", "Baohatinh.vn"),
        ("(BAOHATINH.VN) – ", "Baohatinh.vn"),
        ("( Baohatinh.vn )- ", "Baohatinh.vn"),
        ("(Baohatinh.vn) ", "Baohatinh.vn"),
        ("(VOV) - ", "VOV"),
        ("VOV.VN - ", "VOV.VN"),
        ("TTO - ", "TTO"),
        ("TT - ", "TT"),
        ("QĐND Online - ", "QĐND Online"),
        ("(Dân trí) - ", "Dân trí"),
        ("(TBKTSG Online) – ", "TBKTSG Online"),
        ("(Báo Cao Bằng) - ", "Báo Cao Bằng"),
        ("(Baolangson.vn) - ", "Baolangson.vn"),
        ("BĐKX - ", "BĐKX"),
    ],
)
def test_dateline_is_cut_off_and_names_the_paper(dateline, publisher):
    assert split_dateline(dateline + REST) == (publisher, REST)


@pytest.mark.parametrize("lead", ["(Cập nhật) - ", "(Video) - ", "Infographic - "])
def test_labels_are_cut_off_and_name_nobody(lead):
    assert split_dateline(lead + REST) == (None, REST)


@pytest.mark.parametrize(
    "lead",
    [
        "UBND - HĐND tỉnh họp phiên thường kỳ.",
        "TP.HCM - Hà Nội có thêm chuyến tàu.",
        "Bệnh viện Sản - Nhi tỉnh vừa khai trương.",
        "(Ảnh: Văn Định) - đoàn đến thăm.",
        "(2021) - một năm nhiều biến động.",
        "Việt Nam - Lào ký hiệp định.",
        "TTO - ",
        "",
    ],
)
def test_other_leads_stay_whole(lead):
    assert split_dateline(lead) == (None, lead.strip())


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://baohatinh.vn/a.html", "Baohatinh.vn"),
        ("https://www.thoidai.com.vn/b", "Thời Đại"),
        ("http://thethao.tuoitre.vn:8080/c", "Tuổi Trẻ"),
        ("https://notbaohatinh.vn/", None),
        ("http://[bad", None),
        (None, None),
    ],
)
def test_sites_have_names(url, name):
    assert publisher_of(url) == name
