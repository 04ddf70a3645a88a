"""What an output folder holds, in other formats and in other tools."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pipelines import export
from schemas.records import (
    Amount,
    EventDate,
    EventRecord,
    EventType,
    Party,
    PartyKind,
    PartyRole,
    Place,
    Precision,
    Source,
    Status,
    StoryKind,
)
from schemas.tables import create_table
from transforms.compact.compaction import Limits, compact
from transforms.write.files import write_records

THEN = datetime(2024, 5, 1, 8, tzinfo=UTC)
PATH = "events/published=2024-05-01/events-{:05d}-of-00004.avro"


def event(event_id, revision=1, withdrawn=False):
    return EventRecord(
        event_id=event_id,
        revision=revision,
        withdrawn=withdrawn,
        event_type=EventType.AID,
        plover_type="AID",
        status=Status.HELD,
        trigger="trao tặng",
        summary="Nghệ An trao tặng 2 tỷ đồng, “quà của dân”.",
        date=EventDate("2024-05-01", date(2024, 5, 1), date(2024, 5, 1), Precision.DAY),
        place=Place("Vinh", "Vinh", "city", "VN-22", "VN", 18.7, None),
        parties=(Party("Nghệ An", "Nghệ An", "VN-22", PartyKind.PROVINCE, "VN", PartyRole.DONOR),),
        participants=(),
        amounts=(Amount(Decimal("2000000000"), "VND", "2 tỷ đồng"),),
        documents=(),
        fields=(),
        evidence=(),
        confidence=0.75,
        source=Source("s1", StoryKind.ARTICLE, "a.txt", None, None, "Trao tặng", None),
        extracted_at=THEN,
        pipeline_version="1",
    )


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "out"
    write_records(str(folder), PATH.format(0), EventRecord, [event("e1"), event("e1", 2), event("e2"), event("e2", 2, True)])
    write_records(str(folder), PATH.format(1), EventRecord, [event("e1", 2), event("e3")])
    return folder


def exported(output, to, *options):
    file = output.parent / f"events.{to}"
    assert export.main(["--output", str(output), "--to", to, "--file", str(file), *options]) == 0
    assert [path.name for path in output.parent.iterdir() if path.name.startswith(".")] == []
    return file


def test_json_lines(output):
    lines = [json.loads(line) for line in exported(output, "jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["event_id"], line["revision"]) for line in lines] == [("e1", 2), ("e3", 1)]
    assert lines[0]["amounts"] == [{"value": "2000000000.00", "currency": "VND", "text": "2 tỷ đồng"}]
    assert (lines[0]["extracted_at"], lines[0]["date"]["start"]) == ("2024-05-01T08:00:00+00:00", "2024-05-01")


def test_csv(output):
    rows = list(csv.DictReader(io.StringIO(exported(output, "csv").read_text(encoding="utf-8"))))
    assert [(row["event_id"], row["date.value"], row["place.name"], row["place.longitude"]) for row in rows] == [
        ("e1", "2024-05-01", "Vinh", ""),
        ("e3", "2024-05-01", "Vinh", ""),
    ]
    assert json.loads(rows[0]["parties"])[0]["id"] == "VN-22"
    assert rows[0]["summary"] == event("e1").summary


def test_parquet(output):
    import pyarrow.parquet as pq

    table = pq.read_table(exported(output, "parquet"))
    first = table.to_pylist()[0]
    assert (first["amounts"][0]["value"], first["extracted_at"], first["date"]["end"]) == (Decimal("2000000000.00"), THEN, date(2024, 5, 1))
    assert table.schema.field("revision").metadata[b"doc"]


def test_merged_events_after_a_compaction(output):
    assert export.main(["--output", str(output), "--to", "jsonl", "--file", str(output / "x"), "--kind", "merged"]) == 2
    compact(str(output), Limits())
    lines = [json.loads(line) for line in exported(output, "jsonl", "--kind", "merged").read_text(encoding="utf-8").splitlines()]
    assert [(line["event_id"], len(line["sources"])) for line in lines] == [("e1", 1), ("e3", 1)]
    assert len(exported(output, "parquet", "--kind", "merged").read_bytes()) > 0


def test_duckdb_reads_the_export_into_the_table_that_the_schema_maps_to(output):
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    database.execute(create_table("EventRecord", "duckdb"))
    database.execute("SET TimeZone = 'UTC'")
    database.execute(f"INSERT INTO event_record SELECT * FROM '{exported(output, 'parquet')}'")
    query = "SELECT event_id, place.name, amounts[1].value, extracted_at FROM event_record ORDER BY event_id"
    rows = database.execute(query).fetchall()
    assert [row[:3] for row in rows] == [("e1", "Vinh", Decimal("2000000000.00")), ("e3", "Vinh", Decimal("2000000000.00"))]


def test_pandas_reads_the_export(output):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(exported(output, "parquet"))
    assert list(frame["event_id"]) == ["e1", "e3"]
    assert frame["source"][0]["story_id"] == "s1"


def test_polars_reads_the_avro_files_themselves(output):
    polars_fastavro = pytest.importorskip("polars_fastavro")
    compact(str(output), Limits())
    [path] = (output / "events/published=2024-05-01").glob("*.avro")
    frame = polars_fastavro.read_avro(path)
    assert frame["event_id"].to_list() == ["e1", "e3"]
    assert frame["place"].struct.field("name").to_list() == ["Vinh", "Vinh"]
