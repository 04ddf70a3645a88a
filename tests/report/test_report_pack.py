import base64
import gzip
import json
import re
from datetime import date

import pytest
from report_samples import event

from schemas.records import Amount, EventDate, EventType, Precision, Status
from transforms.report.gather import in_order, united
from transforms.report.pack import CHUNK, event_key, pack
from transforms.report.page import page

HOSTILE = """</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> &amp; "'`\u2028 \ud800"""


def packed(records):
    return pack(in_order(united(records)))


def blocks(html: str) -> dict:
    found = re.findall(r'<script type="application/gzip" id="([\w-]+)">([A-Za-z0-9+/=]*)</script>', html)
    return {name: json.loads(gzip.decompress(base64.b64decode(data)).decode("utf-8", "surrogatepass")) for name, data in found}


def test_columns_say_what_the_record_says():
    amounts = (Amount(13_780_000_000, "VND", "13,78 tỷ đồng"),)
    [record] = united([event(7, event_type=EventType.AID, status=Status.HELD, amounts=amounts)])
    core = pack([record]).core
    columns = core["columns"]
    assert core["types"][columns["type"][0]] == "AID" and core["statuses"][columns["status"][0]] == "HELD"
    assert columns["amounts"][0] == [13_780_000_000.0, 0] and core["currencies"] == ["VND"]
    assert [core["parties"][number][0] for number in columns["parties"][0][::2]] == [party.id for party in record.parties]
    person, office, side, _ = columns["people"][0][:4]
    assert core["people"][person][1] == record.participants[0].name
    side_name = {party.id: party.name for party in record.parties}[record.participants[0].party_id]
    assert core["offices"][office] == f"{record.participants[0].titles[0]}, {side_name}"
    assert core["parties"][side][0] == record.participants[0].party_id
    assert core["places"][columns["place"][0]] == [record.place.name, record.place.region, record.place.country]


@pytest.mark.parametrize(
    ("when", "start", "value"),
    [
        (EventDate("1970-01-02", date(1970, 1, 2), date(1970, 1, 2), Precision.DAY), 1, "1970-01-02"),
        (EventDate("1969-12-31", date(1969, 12, 31), date(1969, 12, 31), Precision.DAY), -1, "1969-12-31"),
        (EventDate("XXXX-05-10"), None, "XXXX-05-10"),
        (EventDate(), None, None),
    ],
)
def test_dates(when, start, value):
    core = packed([event(1, date=when)]).core
    at = core["columns"]["date"][0]
    assert (core["columns"]["start"][0], core["dates"][at] if at >= 0 else None) == (start, value)


def test_names_stand_once():
    core = packed(event(number) for number in range(300)).core
    for dictionary in ("parties", "people", "offices", "places", "dates", "currencies"):
        assert len({json.dumps(value) for value in core[dictionary]}) == len(core[dictionary])


def test_details_come_in_chunks_in_the_order_of_the_columns():
    both = packed(event(number) for number in range(CHUNK + 1))
    assert [len(chunk) for chunk in both.details] == [CHUNK, 1]
    ids = [detail["id"] for chunk in both.details for detail in chunk]
    assert [event_key(each) for each in ids] == both.core["columns"]["key"]


def test_no_text_stands_in_the_page_as_markup():
    html = "".join(page(packed([event(1, summary=HOSTILE, trigger=HOSTILE)])))
    empty = "".join(page(pack([])))
    data = re.compile(r'<script type="application/gzip" id="[\w-]+">[A-Za-z0-9+/=]*</script>\n')
    assert blocks(html)["details-0"][0]["summary"] == HOSTILE
    assert data.sub("", html) == data.sub("", empty)


def test_same_events_same_page():
    events = [event(number) for number in range(50)]
    assert list(page(packed(events))) == list(page(packed(events[::-1])))
