"""Whatever the text: mentions are its slices, in order, none inside another of its kind, and none crashes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.extract.organisations import find_parties
from transforms.extract.places import find_places, story_places

PIECES = st.sampled_from(
    [
        "tỉnh",
        "TP.",
        "huyện",
        "xã",
        "quận 9",
        "Hà Tĩnh",
        "Khăm Muộn",
        "Bô-ly-khăm-xay",
        "Lào",
        "Việt",
        "Mỹ",
        "Anh",
        "UBND",
        "Sở Y tế",
        "Bộ Quốc phòng",
        "Công ty",
        "Hội",
        "Trường",
        "cầu",
        "Đại sứ quán",
        "Cửa khẩu quốc tế",
        "Cầu Treo",
        "Nguyễn",
        "Văn",
        "Hồ Chí Minh",
        "Nầm",
        "liệt sĩ",
        "và",
        "tại",
        "của",
        " - ",
        "-",
        "(",
        ")",
        ", ",
        ". ",
        '"',
        "5",
        "triệu",
        "İ",
        "ð",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_mentions_are_slices_in_order(text):
    places = find_places(text, story=story_places([text]))
    for mentions in (places, find_parties(text, places=places)):
        assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
        assert all(before.end <= after.start for before, after in zip(mentions, mentions[1:], strict=False))
    assert all(place.end <= place.tail_end <= len(text) for place in places)
