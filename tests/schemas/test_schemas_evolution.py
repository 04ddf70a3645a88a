"""Schemas that change: what is safe, what is refused, and that old files stay readable."""

import io
import json
from decimal import Decimal

import fastavro
import pytest
from schema_samples import filled

from pipelines import schema as command
from schemas import compatibility
from schemas.avro import CURRENT, FILES, schema
from schemas.compatibility import breaks, refusals, versions

ENUM = {"type": "enum", "name": "E", "symbols": ["A", "B"]}


def record(*fields):
    return {"type": "record", "name": "R", "fields": [{"name": name, "type": type_, **more} for name, type_, more in fields]}


def test_nothing_published_was_changed():
    assert list(refusals()) == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("version", versions())
def test_the_newest_schema_reads_what_each_version_wrote(name, version):
    if compatibility.text(name, version) is None:
        pytest.skip(f"{version} has no {name}")
    written, newest = schema(name, version), schema(name)
    value = filled(written)
    [read] = roundtrip(value, written, newest)
    assert {key: read[key] for key in value} == value


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("version", versions())
def test_an_older_reader_reads_a_newer_file(name, version):
    if compatibility.text(name, version) is None:
        pytest.skip(f"{version} has no {name}")
    value = filled(schema(name))
    [read] = roundtrip(value, schema(name), schema(name, version))
    assert read.items() <= value.items()


def roundtrip(value, writer, reader):
    buffer = io.BytesIO()
    fastavro.writer(buffer, writer, [value], strict=True)
    buffer.seek(0)
    return list(fastavro.reader(buffer, reader_schema=reader))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (record(("a", "int", {})), record(("a", "int", {}), ("b", "string", {"default": ""})), None),
        (record(("a", "int", {"doc": "one"})), record(("a", "int", {"doc": "two"})), None),
        (record(("a", ENUM, {})), record(("a", ENUM | {"symbols": ["B", "A", "C"]}, {})), None),
        (record(("a", "int", {})), record(("a", "int", {}), ("b", "string", {})), "b: a new field without a default"),
        (record(("a", "int", {})), record(), "a: is gone"),
        (record(("a", "int", {})), record(("a", "string", {})), "a: was int, is string"),
        (record(("a", ENUM, {})), record(("a", ENUM | {"symbols": ["A"]}, {})), "a: the symbol B is gone"),
        (record(("a", ["null", "int"], {})), record(("a", "int", {})), "a: null is gone"),
        (record(("a", "int", {})), record(("a", ["null", "int"], {})), "a: null is new"),
        (record(("a", record(("b", "int", {})), {})), record(("a", record(), {})), "a.b: is gone"),
        (record(("a", {"type": "array", "items": "int"}, {})), record(("a", {"type": "array", "items": "long"}, {})), "a[]: was int"),
        (
            record(("a", {"type": "long", "logicalType": "timestamp-micros"}, {})),
            record(("a", "long", {})),
            "a: was timestamp-micros, is long",
        ),
    ],
)
def test_a_break_is_one_line_that_says_what_to_do(old, new, says):
    found = list(breaks(old, new))
    assert len(found) == (says is not None)
    assert all(line.startswith(says) and "\n" not in line for line in found)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The published schemas in a folder of their own."""
    for version in versions():
        (tmp_path / version).mkdir()
        for name, file in FILES.items():
            if found := compatibility.text(name, version):
                (tmp_path / version / file).write_text(found, encoding="utf-8")
    (tmp_path / compatibility.PUBLISHED).write_text(command.published(), encoding="utf-8")
    monkeypatch.setattr(compatibility, "files", lambda _: tmp_path)
    return tmp_path


def test_a_published_version_that_is_changed_in_place_is_refused(copied, capsys):
    path = copied / CURRENT / FILES["Story"]
    changed = json.loads(path.read_text(encoding="utf-8"))
    changed["fields"].append({"name": "language", "type": "string", "default": "vi", "doc": "Its language."})
    path.write_text(json.dumps(changed), encoding="utf-8")
    assert command.main(["--check"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "is not what was published" in line
    assert f"copy schemas/{CURRENT} to schemas/v{int(CURRENT[1:]) + 1}" in line


def test_a_version_that_breaks_its_predecessor_is_refused(copied, capsys):
    following = copied / f"v{int(CURRENT[1:]) + 1}"
    following.mkdir()
    story = json.loads((copied / CURRENT / FILES["Story"]).read_text(encoding="utf-8"))
    story["fields"] = [field for field in story["fields"] if field["name"] != "topic"]
    (following / FILES["Story"]).write_text(json.dumps(story), encoding="utf-8")
    (copied / compatibility.PUBLISHED).write_text(command.published(), encoding="utf-8")
    assert command.main(["--check"]) == 1
    assert capsys.readouterr().err == (
        f"schema: Story {CURRENT} to {following.name}: topic: is gone, and older readers need it: keep it, "
        "and say in its doc that it is no longer filled\n"
    )


def test_the_command_prints_schemas_tables_and_changelog(capsys):
    assert command.main([]) == 0
    shown = capsys.readouterr().out
    assert all(f"-- {name} {CURRENT} in {dialect}" in shown for name in FILES for dialect in ("bigquery", "duckdb", "spark"))
    assert '"name": "EventRecord"' in shown
    assert "## v1" in shown
    assert command.main(["--table", "spark", "--record", "DeadLetter"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "-- DeadLetter v1 in spark",
        "CREATE TABLE dead_letter (",
        "  `uri` STRING NOT NULL,",
    ]
    assert command.main(["--table", "oracle"]) == 2


def test_samples_fill_every_field():
    assert filled(schema("EventRecord"))["amounts"][0]["value"] == Decimal("1.00")
