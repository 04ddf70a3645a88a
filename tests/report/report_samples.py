"""Made-up events for the tests of the report: any number, the same ones each time."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from schemas.records import (
    Amount,
    Document,
    DocumentKind,
    EventDate,
    EventRecord,
    EventType,
    Evidence,
    Field,
    Participant,
    Party,
    PartyKind,
    PartyRole,
    PersonRole,
    Place,
    Precision,
    Section,
    Source,
    Status,
    StoryKind,
)

PROVINCES = {
    "VN-23": "Hà Tĩnh",
    "VN-22": "Nghệ An",
    "VN-24": "Quảng Bình",
    "VN-25": "Quảng Trị",
    "VN-21": "Thanh Hóa",
    "VN-71": "Điện Biên",
    "VN-05": "Sơn La",
    "LA-KH": "Khăm Muộn",
    "LA-BL": "Bô Ly Khăm Xay",
    "LA-SV": "Xa Vẳn Na Khẹt",
    "LA-XI": "Xiêng Khoảng",
    "LA-HO": "Hủa Phăn",
    "LA-LP": "Luông Pra Băng",
}
FAMILY_NAMES = ("Nguyễn Văn", "Trần Thị", "Lê Quang", "Phạm Đình", "Hoàng Minh", "Thoong Xỉ", "Khăm Phăn", "Bun Mi", "Xổm Chay", "Võ Thành")
GIVEN_NAMES = ("Bình", "Dũng", "Hằng", "Khoa", "Linh", "Phon", "Sơn", "Thắng", "Vông", "Yến")
TITLES = ("Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh", "Phó Chủ tịch UBND tỉnh", "Tỉnh trưởng", "Phó Tỉnh trưởng", "Giám đốc Sở Ngoại vụ")
TRIGGERS = {
    EventType.CONFERENCE: "hội đàm",
    EventType.VISIT: "thăm và làm việc",
    EventType.AID: "trao tặng",
    EventType.SIGNING: "ký biên bản",
    EventType.GREETING: "chúc Tết",
}
FIRST_DAY = date(2012, 1, 1)
DAYS = 5200


def event(number: int = 0, **changes: object) -> EventRecord:
    """Event number `number` of the made-up world, with `changes` to its fields."""
    draw = random.Random(number)
    kind = draw.choice(list(EventType))
    day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    host, guest = draw.sample(sorted(PROVINCES), 2)
    when = f"{day.day}/{day.month}/{day.year}"
    summary = f"Đoàn đại biểu {PROVINCES[guest]} {TRIGGERS.get(kind, 'dự lễ')} tại {PROVINCES[host]} ngày {when}, lần thứ {number}."
    values = {
        "event_id": f"{kind.lower()}-{day}-{number:06d}",
        "revision": 1,
        "withdrawn": False,
        "event_type": kind,
        "plover_type": None,
        "status": draw.choices(list(Status), (70, 20, 4, 3, 3))[0],
        "trigger": TRIGGERS.get(kind, "lễ"),
        "summary": summary,
        "date": EventDate(value=day.isoformat(), start=day, end=day, precision=Precision.DAY, text=f"ngày {day.day}/{day.month}"),
        "place": Place(PROVINCES[host], PROVINCES[host], "PROVINCE", host, host[:2], None, None),
        "parties": (_party(host, PartyRole.HOST), _party(guest, PartyRole.DONOR if kind == EventType.AID else PartyRole.GUEST)),
        "participants": (_person(draw, host), _person(draw, guest)),
        "amounts": (Amount(Decimal(draw.randrange(1, 900) * 10_000_000), "VND", "số tiền"),) if kind == EventType.AID else (),
        "documents": (Document(DocumentKind.MINUTES, "biên bản ghi nhớ"),) if kind == EventType.SIGNING else (),
        "fields": (draw.choice(list(Field)),),
        "evidence": (Evidence(Section.BODY, 2, 0, len(summary), summary),),
        "confidence": round(draw.uniform(0.4, 0.99), 3),
        "source": _source(number, day),
        "extracted_at": datetime(2026, 1, 1, tzinfo=UTC),
        "pipeline_version": "test",
    }
    return EventRecord(**{**values, **changes})


def _party(code: str, role: PartyRole) -> Party:
    return Party(f"tỉnh {PROVINCES[code]}", PROVINCES[code], code, PartyKind.PROVINCE, code[:2], role)


def _person(draw: random.Random, party: str) -> Participant:
    name = f"{draw.choice(FAMILY_NAMES)} {draw.choice(GIVEN_NAMES)}"
    return Participant(name, f"{name}-{party}".lower().replace(" ", "-"), (draw.choice(TITLES),), None, party, PersonRole.ATTENDEE)


def _source(number: int, day: date) -> Source:
    published = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    title = f"Quan hệ hữu nghị giữa hai tỉnh, bài số {number}"
    return Source(
        f"story-{number}", StoryKind.ARTICLE, f"pages/{number}.txt", f"https://news.example/{number}", "Báo mẫu", title, published
    )
