"""Stories for the tests of the fold stage: versions of a few, and look-alikes that are others."""

from __future__ import annotations

from datetime import UTC, datetime

from schemas.records import Match, PublishedBasis, Sighting, Story, StoryKind
from transforms.fold.fingerprint import Fingerprint
from transforms.teaser import story_id


def story(
    uri: str,
    title: str,
    teaser: str = "",
    *,
    day: str | None = None,
    publisher: str | None = "Báo Mẫu",
    url: str | None = None,
    paragraphs: tuple[str, ...] = (),
) -> Story:
    """A freshly parsed story: an article where it has paragraphs, else a teaser."""
    kind = StoryKind.ARTICLE if paragraphs else StoryKind.TEASER
    published_at = datetime.fromisoformat(day).replace(hour=3, tzinfo=UTC) if day else None
    basis = PublishedBasis.METADATA if day else PublishedBasis.UNKNOWN
    sightings = (Sighting(uri, kind, Match.EXACT, 1.0),)
    return Story(
        story_id(title, teaser), kind, title, teaser, publisher, url, published_at, basis, None, paragraphs, (), (), sightings, uri
    )


def print_of(
    title: str, teaser: str = "", *, day: int | None = None, publisher: str | None = "mau", link: str | None = None
) -> Fingerprint:
    """A fingerprint with just what is compared."""
    return Fingerprint(f"{title}|{teaser}|{day}|{publisher}|{link}", story_id(title, teaser), title, teaser, publisher, day, link)


BRIDGE = "Khởi công cầu Bến Lội qua sông Rào Cái"
BRIDGE_LEAD = (
    "Sáng 12/3, UBND huyện Can Lộc khởi công cầu Bến Lội dài 86 m, dự kiến đưa vào sử dụng cuối năm 2024 "
    "để bà con hai xã đi lại thuận tiện."
)
GREETING = "Lãnh đạo tỉnh chúc Tết lực lượng vũ trang"
GREETING_LEAD = "Nhân dịp xuân mới, đoàn công tác đến thăm, chúc Tết cán bộ, chiến sĩ đang làm nhiệm vụ trên địa bàn."
FAIR = "Khai mạc hội chợ nông sản Hương Sơn"
FAIR_LEAD = "Hội chợ nông sản Hương Sơn năm 2023 khai mạc tối 5/8 với 120 gian hàng của các hợp tác xã trong vùng."

# Each inner tuple is one story, however it comes.
SAME: tuple[tuple[Story, ...], ...] = (
    (
        story(
            "a.html",
            BRIDGE,
            BRIDGE_LEAD,
            day="2023-03-12",
            url="https://mau.vn/a-post71.html",
            paragraphs=("Đã chờ lâu.",),
        ),
        story("b.html", BRIDGE.upper(), BRIDGE_LEAD.replace(", ", ",  ")),
        story(
            "feed#1",
            BRIDGE,
            BRIDGE_LEAD[:78].rsplit(" ", 1)[0] + "…",
            day="2023-03-12",
            url="http://m.mau.vn/cau-moi-post71.html?utm_source=rss",
        ),
        story("c.html", BRIDGE, BRIDGE_LEAD.replace("để bà con hai xã đi lại thuận tiện", "giúp bà con trong vùng đi lại dễ dàng")),
        story("d.html", "Rào Cái sắp có thêm một cây cầu", "Người dân mong đợi công trình từ lâu.", url="https://mau.vn/a-post71.html"),
    ),
    (story("e.html", BRIDGE.replace("Bến Lội", "Bến Trại"), BRIDGE_LEAD.replace("Bến Lội", "Bến Trại")),),
    (story("f.html", BRIDGE, BRIDGE_LEAD.replace("12/3", "13/3")),),
    (story("g.html", BRIDGE.replace("Khởi công", "Khánh thành"), BRIDGE_LEAD.replace("khởi công", "khánh thành")),),
    (
        story("h.html", GREETING, GREETING_LEAD, day="2021-02-08", publisher="Baohatinh.vn", paragraphs=("Đoàn đã tặng quà.",)),
        story("i.html", GREETING, GREETING_LEAD, day="2021-02-09", publisher="Báo Hà Tĩnh"),
    ),
    (story("j.html", GREETING, GREETING_LEAD, day="2022-01-28", publisher="Báo Hà Tĩnh", paragraphs=("Đoàn đã tặng quà.",)),),
    (story("k.html", GREETING, GREETING_LEAD, day="2021-02-08", publisher="Báo Quảng Trị", paragraphs=("Đoàn đã tặng quà.",)),),
    (
        story("l.html", FAIR, FAIR_LEAD),
        story("m.html", FAIR, FAIR_LEAD + " Ban tổ chức mong đón nhiều khách.", paragraphs=("Hội chợ có cam bù.", "Giá ổn định.")),
    ),
    (story("n.html", FAIR, FAIR_LEAD.replace("120", "135")),),
)
STORIES = tuple(version for versions in SAME for version in versions)
GROUPS = frozenset(frozenset(version.uri for version in versions) for versions in SAME)
