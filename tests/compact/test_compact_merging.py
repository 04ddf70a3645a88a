"""The rules by which the reports of one event become one record."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from compact_samples import event

from schemas.avro import from_avro, problems, schema, to_avro
from schemas.merged import MergedEvent
from schemas.records import (
    Amount,
    Document,
    DocumentKind,
    EventDate,
    Field,
    Participant,
    PartOfDay,
    Party,
    PartyKind,
    PartyRole,
    PersonRole,
    Place,
    Precision,
    Status,
    StoryKind,
)
from transforms.compact.merging import merge_reports

HUE = Place("Huế", "Huế", "city", "VN-26", "VN", 16.5, 107.6)
VINH = Place("Vinh", "Vinh", "city", "VN-22", "VN", 18.7, 105.7)
DAY = EventDate("2021-12-18", precision=Precision.DAY)
NEXT_DAY = EventDate("2021-12-19", precision=Precision.DAY)
MONTH = EventDate("2021-12", precision=Precision.MONTH)
HA_TINH = Party("Hà Tĩnh", "Hà Tĩnh", "VN-23", PartyKind.PROVINCE, "VN", PartyRole.HOST)
ALSO_THERE = replace(HA_TINH, role=PartyRole.PARTICIPANT)
KHAMMOUANE = Party("Khăm Muộn", "Khăm Muồn", "LA-KH", PartyKind.PROVINCE, "LA", PartyRole.GUEST)
LAN = Participant("Trần Thị Lan", "tran-thi-lan", ("Phó Chủ tịch",), None, None, PersonRole.ATTENDEE)
BILLION = Amount(Decimal("1000000000"), "VND", "1 tỷ đồng")
MILLION = Amount(Decimal("1000000"), "VND", "1 triệu đồng")
PLAN = Document(DocumentKind.PLAN, "kế hoạch hợp tác")
PLANNED, CANCELLED = Status.PLANNED, Status.CANCELLED


def reports(*changes):
    """A report a change, each of a story of its own: s0, s1, …"""
    return [event(story_id=f"s{number}", **change) for number, change in enumerate(changes)]


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ([{"day": 18, "status": PLANNED}, {"day": 20}], "status", Status.HELD),
        ([{"day": 20, "status": CANCELLED, "kind": StoryKind.TEASER}, {"day": 18, "confidence": 0.9}], "status", CANCELLED),
        ([{"day": None, "status": CANCELLED}, {"day": 1, "status": PLANNED}], "status", PLANNED),
        ([{"status": PLANNED}, {"status": CANCELLED}, {"status": Status.ONGOING}], "status", Status.ONGOING),
        ([{"date": DAY, "confidence": 0.4}, {"date": NEXT_DAY, "confidence": 0.7}, {"date": DAY, "confidence": 0.4}], "date", DAY),
        ([{"date": MONTH}, {"date": DAY}], "date", DAY),
        ([{"date": EventDate()}, {"date": MONTH, "confidence": 0.1}], "date", MONTH),
        ([{"date": DAY}, {"date": replace(DAY, part_of_day=PartOfDay.NIGHT)}], "date", replace(DAY, part_of_day=PartOfDay.NIGHT)),
        ([{"place": VINH}, {"place": HUE}, {"place": HUE}, {"place": None}], "place", HUE),
        ([{"place": None}, {"place": None}], "place", None),
        ([{"parties": (HA_TINH,)}, {"parties": (KHAMMOUANE, HA_TINH)}], "parties", (HA_TINH, KHAMMOUANE)),
        (
            [
                {"parties": (replace(HA_TINH, role=PartyRole.PARTICIPANT),), "confidence": 0.6},
                {"parties": (HA_TINH,)},
                {"parties": (HA_TINH,)},
            ],
            "parties",
            (HA_TINH,),
        ),
        (
            [{"participants": (LAN,), "confidence": 0.9}, {"participants": (replace(LAN, titles=("Trưởng đoàn",), party_id="VN-23"),)}],
            "participants",
            (replace(LAN, titles=("Phó Chủ tịch", "Trưởng đoàn"), party_id="VN-23"),),
        ),
        ([{"amounts": (BILLION,)}, {"amounts": (MILLION,)}, {"amounts": (BILLION,)}], "amounts", (BILLION,)),
        ([{"amounts": (BILLION,)}, {}, {}, {}], "amounts", (BILLION,)),
        ([{"amounts": (BILLION, MILLION)}, {"amounts": (MILLION, BILLION)}], "amounts", (MILLION, BILLION)),
        (
            [{"fields": (Field.TRADE,)}, {"fields": (Field.HEALTH,)}, {"fields": (Field.ENERGY,), "confidence": 0.6}],
            "fields",
            (Field.ENERGY,),
        ),
        ([{"documents": (PLAN,)}, {"documents": (replace(PLAN, text="Kế hoạch hợp tác"),)}], "documents", (PLAN,)),
        ([{"confidence": 0.3}, {"confidence": 0.8}], "confidence", 0.8),
        ([{"revision": 4, "confidence": 0.9}, {"revision": 7}], "revision", 4),
        ([{"summary": "Ngắn.", "kind": StoryKind.TEASER, "confidence": 0.9}, {"summary": "Dài."}], "summary", "Dài."),
        ([{"trigger": "sẽ họp", "status": PLANNED, "confidence": 0.9}, {"trigger": "đã họp"}], "trigger", "đã họp"),
    ],
)
def test_each_field_follows_its_rule_in_any_order(changes, field, expected):
    records = reports(*changes)
    merged = merge_reports(records)
    assert getattr(merged, field) == expected
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert merge_reports(records) == merged


def test_all_reports_stay_as_they_are_the_best_first():
    teaser, article = reports({"kind": StoryKind.TEASER, "confidence": 0.9, "place": HUE}, {"place": VINH, "revision": 3})
    merged = merge_reports([teaser, article])
    assert merged.source == article.source
    assert [(each.source, each.revision, each.place) for each in merged.sources] == [
        (article.source, 3, VINH),
        (teaser.source, 1, HUE),
    ]


def test_a_merged_record_fits_its_schema_and_has_all_that_a_single_one_has():
    merged = merge_reports(reports({"place": HUE, "amounts": (BILLION,)}, {"participants": (LAN,)}))
    assert problems(merged) is None
    assert from_avro(MergedEvent, to_avro(merged)) == merged
    single, many = ({field["name"]: field["type"] for field in schema(name)["fields"]} for name in ("EventRecord", "MergedEvent"))
    assert list(many) == [*single, "sources"]
