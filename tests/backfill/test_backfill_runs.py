"""Backfill as a whole: which stories, what a rerun leaves, what newer code changes, and beside other runs."""

import json
from dataclasses import replace
from shutil import copytree

import apache_beam as beam
import pytest
from backfill_runs import archive, clock, days, fill, page, records, run, written  # noqa: F401

from pipelines import backfill as command
from schemas.records import Reason
from transforms.backfill import transform as steps
from transforms.extract import assembly, story, transform
from transforms.write.manifest import unlisted_files

pytestmark = pytest.mark.usefixtures("clock")


def test_both_days_are_included_and_days_are_those_of_viet_nam(tmp_path):
    pages = tmp_path / "pages.jsonl"
    moments = ["2023-06-04T16:59:59Z", "2023-06-04T17:00:00Z", "2023-06-06T16:59:59Z", "2023-06-06T17:00:00Z", None]
    lines = [{"text": page(number), **({"published_at": moment} if moment else {})} for number, moment in enumerate(moments)]
    pages.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    span = ("--from", "2023-06-05", "--to", "2023-06-06")
    fill("backfill", pages, tmp_path / "dated", *span)
    assert [each.uri[-1] for each in records(tmp_path / "dated", "stories")] == ["2", "3"]
    assert days(tmp_path / "dated") == ["2023-06-05", "2023-06-06"]
    fill("backfill", pages, tmp_path / "undated", "--from", "2020-01-01", "--to", "2020-01-01", "--include-undated")
    assert days(tmp_path / "undated") == ["unknown"]


def test_it_writes_what_ingest_does_and_twice_is_once(tmp_path):
    pages = archive(tmp_path / "pages.jsonl", range(6), days=1)
    fill("ingest", pages, tmp_path / "ingest")
    output = tmp_path / "backfill"
    fill("backfill", pages, output, "--include-undated")
    assert written(output) == written(tmp_path / "ingest")
    once = written(output)
    fill("backfill", pages, output, "--include-undated", "--slice", "month")
    assert written(output) == once
    assert unlisted_files(str(output)) == []
    assert not list((output / ".sukien" / "backfill").iterdir())


@pytest.mark.parametrize("order", [("ingest", "backfill"), ("backfill", "ingest")])
def test_in_either_order_then_compacted_is_the_first_alone(tmp_path, order):
    pages = archive(tmp_path / "pages.jsonl", range(4), days=2)
    options = {"backfill": ("--slice", "month", "--include-undated"), "ingest": ()}
    fill(order[0], pages, tmp_path / "alone", *options[order[0]])
    copytree(tmp_path / "alone", tmp_path / "both")
    fill(order[1], pages, tmp_path / "both", *options[order[1]])
    for output in (tmp_path / "alone", tmp_path / "both"):
        assert run("compact", "--output", output) == 0
    assert written(tmp_path / "both") == written(tmp_path / "alone")


def test_newer_code_supersedes_what_stands_and_withdraws_what_it_no_longer_finds(tmp_path, monkeypatch):
    pages = archive(tmp_path / "pages.jsonl", range(4), days=2)
    output = tmp_path / "out"
    fill("ingest", pages, output)
    before = records(output, "events")
    gone = before[0].event_id

    def newer(read, now=None, extract=story.extract):
        return tuple(replace(event, pipeline_version="9") for event in extract(read, now) if event.event_id != gone)

    monkeypatch.setattr(transform, "extract", newer)
    monkeypatch.setattr(command, "PIPELINE_VERSION", "9")
    fill("backfill", pages, output, "--slice", "month")
    newest = {}
    for event in sorted(records(output, "events"), key=lambda event: event.revision):
        newest[event.event_id, event.source.story_id] = event
    dated = {event.source.story_id for event in before if event.source.published_at}
    for event in before:
        now = newest[event.event_id, event.source.story_id]
        if event.source.story_id in dated:
            assert (now.revision, now.withdrawn) == (2, event.event_id == gone)
            assert now.pipeline_version == (assembly.PIPELINE_VERSION if now.withdrawn else "9")
    assert len(newest) == len(before)
    assert run("compact", "--output", output) == 0
    assert gone not in {event.event_id for event in records(output, "events")}


def test_dead_letters_wait_for_the_end_and_leave_once_their_page_is_read(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.jsonl").write_text(archive(tmp_path / "some.jsonl", range(2), days=1).read_text(encoding="utf-8"), encoding="utf-8")
    (pages / "bad.jsonl").write_text("", encoding="utf-8")
    (pages / "late.jsonl").write_text("", encoding="utf-8")
    output = tmp_path / "out"
    fill("backfill", f"{pages}/*.jsonl", output)
    letters = records(output, "dead_letters")
    assert {(letter.uri.rsplit("/")[-1], letter.reason) for letter in letters} == {
        ("bad.jsonl", Reason.EMPTY),
        ("late.jsonl", Reason.EMPTY),
    }
    archive(pages / "late.jsonl", [3], days=1)
    fill("backfill", f"{pages}/*.jsonl", output)
    assert [letter.uri.rsplit("/")[-1] for letter in records(output, "dead_letters")] == ["bad.jsonl"]


def test_a_page_outside_the_days_keeps_its_dead_letter(tmp_path):
    pages = tmp_path / "page.jsonl"
    pages.write_text("", encoding="utf-8")
    output = tmp_path / "out"
    fill("ingest", pages, output)
    (pages).write_text(json.dumps({"text": "ngắn"}) + "\n", encoding="utf-8")
    fill("ingest", pages, output)
    [letter] = records(output, "dead_letters")
    archive(pages, [1])
    lines = json.loads(pages.read_text(encoding="utf-8"))
    del lines["id"]
    pages.write_text(json.dumps(lines) + "\n", encoding="utf-8")
    fill("backfill", pages, output, "--from", "2020-01-01", "--to", "2020-12-31")
    assert records(output, "dead_letters") == [letter]
    fill("backfill", pages, output)
    assert records(output, "dead_letters") == []


def test_a_failed_slice_is_where_the_same_command_goes_on(tmp_path, monkeypatch, capsys):
    pages = archive(tmp_path / "pages.jsonl", range(4), days=2)
    fill("backfill", pages, tmp_path / "undisturbed")
    output = tmp_path / "out"
    ran = []

    def watched(options, ledger, slice_, run_slice=command.run_slice):
        ran.append(slice_)
        if len(ran) == 2:
            raise OSError("the disk is full")
        run_slice(options, ledger, slice_)

    monkeypatch.setattr(command, "run_slice", watched)
    span = ("--from", "2023-06-01", "--to", "2023-06-30", "--input", pages, "--output", output)
    assert run("backfill", *span) == 1
    assert "the disk is full; once that is mended, the same command again completes it" in capsys.readouterr().err
    assert run("backfill", *span) == 0
    assert ran == ["2023-06-01", "2023-06-02", "2023-06-02"]
    assert "stories read       7" in capsys.readouterr().out
    assert written(output) == written(tmp_path / "undisturbed")


def test_a_plan_shows_the_slices_and_writes_nothing(tmp_path, capsys):
    pages = archive(tmp_path / "pages.jsonl", range(6), days=3)
    output = tmp_path / "out"
    fill("backfill", pages, output, "--plan")
    assert not output.exists()
    fill("backfill", pages, output, "--to", "2023-06-01", "--from", "2023-06-01")
    capsys.readouterr()
    before = written(output)
    fill("backfill", pages, output, "--plan")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in capsys.readouterr().out.splitlines() if "│" in line]
    size = f"{pages.stat().st_size:,}"
    events = str(len(records(output, "events")))
    assert rows == [
        ["2023-06-01", "1", size, "3", "2", "2", events, "0"],
        ["2023-06-02", "1", size, "4", "2", "0", "0", "0"],
        ["2023-06-03", "1", size, "4", "2", "0", "0", "0"],
    ]
    assert written(output) == before


def test_two_stories_of_one_parsed_id_in_two_slices_keep_apart(tmp_path):
    pages = tmp_path / "pages.jsonl"
    same = {"text": page(1)}
    lines = [same | {"published_at": f"2023-06-{day:02d}T08:00:00+07:00", "publisher": f"Báo {day}", "id": day} for day in (3, 20)]
    pages.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    fill("ingest", pages, tmp_path / "ingest")
    fill("backfill", pages, tmp_path / "backfill")
    assert written(tmp_path / "backfill") == written(tmp_path / "ingest")
    stories = records(tmp_path / "backfill", "stories")
    assert len({each.story_id for each in stories}) == len(stories)


def test_a_story_that_fits_no_schema_is_a_dead_letter(tmp_path, monkeypatch):
    pages = archive(tmp_path / "pages.jsonl", [1])

    class Spoiled(steps.GroupStories):
        def expand(self, stories):
            return super().expand(stories | "Spoil" >> beam.Map(lambda story: replace(story, topic=5)))

    monkeypatch.setattr(steps, "GroupStories", Spoiled)
    fill("backfill", pages, tmp_path / "out", "--include-undated")
    assert {letter.reason for letter in records(tmp_path / "out", "dead_letters")} == {Reason.SCHEMA}
    assert records(tmp_path / "out", "stories") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--from", "2023-06-01"], "--to"),
        (["--from", "2023-06-31", "--to", "2023-07-01"], "invalid"),
        (["--from", "2023-07-01", "--to", "2023-06-01"], "exchange them"),
        (["--from", "2023-06-01", "--to", "2023-06-02", "--slice", "week"], "invalid choice"),
        (["--from", "2023-06-01", "--to", "2023-06-02"], "write --input"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(tmp_path, capsys, arguments, says):
    assert run("backfill", *arguments, "--output", tmp_path / "out") == 2
    output, errors = capsys.readouterr()
    assert says in errors
    assert (output, errors.count("\n")) == ("", 1)
    assert not (tmp_path / "out").exists()
