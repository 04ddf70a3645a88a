"""The main job from pages to files: bad inputs, wrong usage, reruns, order, processes and kills."""

import errno
import gzip
import os
import time

import pytest
from pipeline_runs import SAMPLES, json_lines, page, records, start, written

from pipelines import ingest as command
from pipelines import inputs
from pipelines.output import sole_writer
from schemas.records import Reason, StoryKind
from transforms.lexicon import LexiconError
from transforms.write.manifest import unlisted_files

HEADLINE = "Hội nghị thường niên giữa hai tỉnh"
BAD = {
    "empty.txt": (b"", Reason.EMPTY),
    "blank.txt": (b" \n\n\t\n", Reason.EMPTY),
    "legacy.txt": (b"H\xff\xe0 T\xf0nh: h\xfei ngh\xfe " * 50, Reason.NOT_UTF8),
    "headline.txt": (HEADLINE.encode(), Reason.NO_TEXT),
    "large.txt": ("Hội nghị đã diễn ra tốt đẹp.\n\n".encode() * 1_500_000, Reason.TOO_LARGE),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, Reason.BINARY),
    "nul.txt": (b"H\x00o\x00i\x00" * 400, Reason.NO_TITLE),
    "line.txt": ("Hội nghị đã diễn ra. ".encode() * 40_000, Reason.NO_TITLE),
    "cut.txt": (gzip.compress(os.urandom(4000))[:900], Reason.BAD_ARCHIVE),
}


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        (folder / f"page{number}.txt").write_text(page(number), encoding="utf-8")
    return folder


def run(*arguments):
    return command.main([str(argument) for argument in arguments])


def test_bad_inputs_are_dead_letters_and_the_rest_is_read(pages, tmp_path, capsys, monkeypatch):
    for name, (content, _) in BAD.items():
        (pages / name).write_bytes(content)
    (pages / "vanishes.txt").write_text(page(9), encoding="utf-8")

    def match_and_lose(patterns, match=inputs.match_inputs):
        files = match(patterns)
        (pages / "vanishes.txt").unlink()
        return files

    monkeypatch.setattr(inputs, "match_inputs", match_and_lose)
    assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 0
    letters = {os.path.basename(letter.uri): letter for letter in records(tmp_path / "out", "dead_letters")}
    assert set(letters) == {*BAD, "vanishes.txt"}
    assert {name: letters[name].reason for name in BAD} == {name: reason for name, (_, reason) in BAD.items()}
    assert letters["vanishes.txt"].reason == Reason.UNREADABLE
    assert letters["image.txt"].payload == BAD["image.txt"][0]
    assert (len(letters["large.txt"].payload), letters["large.txt"].payload_truncated) == (1 << 20, True)
    assert all(letter.message and "\n" not in letter.message for letter in letters.values())
    articles = {os.path.basename(story.uri) for story in records(tmp_path / "out", "stories")}
    assert articles == {"page0.txt", "page1.txt", "page2.txt"}
    assert f"dead letters       {len(letters)} (" in capsys.readouterr().out


def test_an_input_that_is_mended_loses_its_dead_letter(pages, tmp_path):
    (pages / "page0.txt").write_text("")
    assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 0
    assert len(records(tmp_path / "out", "dead_letters")) == 1
    (pages / "page0.txt").write_text(page(0), encoding="utf-8")
    assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 0
    assert records(tmp_path / "out", "dead_letters") == []
    assert len(records(tmp_path / "out", "stories")) == 3


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "--output"),
        (["--output", "{out}"], "write --input GLOB or --feed URL_OR_FILE"),
        (["--input", "{pages}/*.nothing", "--output", "{out}"], "no file matches"),
        (["--input", "{pages}/*.txt", "--output", "{pages}/page0.txt/out"], "cannot be written"),
        (["--input", "{pages}/*.txt", "--output", "{pages}/page0.txt"], "cannot be written"),
        (["--input", "{pages}/*.txt", "--output", "s4://bucket/out"], "cannot be reached"),
        (["--input", "{pages}/page0.txt", "{pages}/page1.txt", "--output", "{out}"], "put a pattern in quotes"),
        (["--imput", "{pages}/*.txt", "--output", "{out}"], "write --input"),
        (["--input", "{pages}/*.txt", "--output", "{out}", "--max-page-bytes", "many"], "invalid int value"),
        (["--input", "{pages}/*.txt", "--output", "{out}", "--max-page-bytes", "0"], "above 0"),
        (["--input", "{pages}/*.txt", "--output", "{out}", "--direct_num_workers=two"], "invalid int value"),
        (["--input", "{pages}/*.txt", "--output", "{out}", "--runner=NoSuchRunner"], "--runner=NoSuchRunner cannot be used"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(pages, tmp_path, capsys, arguments, says):
    assert run(*(argument.format(pages=pages, out=tmp_path / "out") for argument in arguments)) == 2
    output, errors = capsys.readouterr()
    assert says in errors
    assert (output, errors.count("\n")) == ("", 1)
    assert not (tmp_path / "out").exists()


def test_a_failed_run_is_one_line_and_status_1(pages, tmp_path, capsys):
    output = tmp_path / "out"
    assert run("--input", f"{pages}/*.txt", "--output", output) == 0
    capsys.readouterr()
    for path in output.rglob("stories-*.avro"):
        path.write_bytes(b"torn")
    assert run("--input", f"{pages}/*.txt", "--output", output) == 1
    *_, line = capsys.readouterr().err.splitlines()
    assert "is no whole Avro file" in line


def test_a_full_disk_is_one_line_and_the_same_command_completes_the_run(pages, tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("transforms.write.write_stories.write_records", full)
        assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "No space left on device" in line
    assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 0
    assert len(records(tmp_path / "out", "stories")) == 3


def test_a_broken_table_stops_the_run_and_is_named(pages, tmp_path, capsys, monkeypatch):
    def broken(*_):
        raise LexiconError("triggers.tsv, line 7: 2 cells, the header has 3")

    monkeypatch.setattr("transforms.extract.transform.extract", broken)
    assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("ingest: the run failed: seeds/lexicon/triggers.tsv, line 7: 2 cells, the header has 3")


def test_a_second_run_on_the_same_output_is_refused(pages, tmp_path, capsys):
    with sole_writer(str(tmp_path / "out")):
        assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 2
    assert "another run is writing" in capsys.readouterr().err
    assert run("--input", f"{pages}/*.txt", "--output", tmp_path / "out") == 0


def test_help_shows_the_command(capsys):
    with pytest.raises(SystemExit) as stopped:
        run("--help")
    assert stopped.value.code == 0
    assert "python -m pipelines.ingest --input" in capsys.readouterr().out


@pytest.fixture
def stopped_clock(monkeypatch):
    """For runs whose files are compared, in this process and in those that it starts."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")


def test_reruns_and_processes_leave_the_same_bytes(tmp_path, stopped_clock):
    samples = str(SAMPLES / "*.txt")
    assert run("--input", samples, "--output", tmp_path / "one") == 0
    once = written(tmp_path / "one")
    assert run("--input", samples, "--output", tmp_path / "one") == 0
    assert written(tmp_path / "one") == once
    options = ["--direct_running_mode=multi_processing", "--direct_num_workers=2"]
    process = start("pipelines.ingest", "--input", samples, "--output", str(tmp_path / "two"), *options)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert written(tmp_path / "two") == once


def test_the_order_of_pages_in_a_file_does_not_show(tmp_path, stopped_clock):
    for order in (1, -1):
        (tmp_path / "pages.jsonl").write_text(json_lines(range(40)[::order]), encoding="utf-8")
        assert run("--input", tmp_path / "pages.jsonl", "--output", tmp_path / str(order)) == 0
    assert written(tmp_path / "1") == written(tmp_path / "-1")


def test_a_story_that_a_killed_run_wrote_is_known_to_the_next(tmp_path):
    """Killed between the last file and the memory; then an edited version comes, and the first page never again."""
    first, edited = (SAMPLES / f"ha-tinh-khammouane-medical-aid-2021{version}.txt" for version in ("", "-edited"))
    output = tmp_path / "out"
    assert run("--input", first, "--output", output) == 0
    (output / ".sukien" / "manifest.json").unlink()
    (output / ".sukien" / "stories.db").unlink()
    assert run("--input", edited, "--output", output) == 0
    [story] = [story for story in records(output, "stories") if story.kind is StoryKind.ARTICLE]
    assert {first.name, edited.name} <= {os.path.basename(sighting.uri) for sighting in story.sightings}


def test_kill_leaves_whole_files_and_a_rerun_completes_them(tmp_path, stopped_clock):
    pages = tmp_path / "pages.jsonl"
    pages.write_text(json_lines(range(120)), encoding="utf-8")
    assert run("--input", pages, "--output", tmp_path / "undisturbed") == 0
    whole = written(tmp_path / "undisturbed")
    for files in (1, 40):
        output = tmp_path / f"killed after {files}"
        process = start("pipelines.ingest", "--input", str(pages), "--output", str(output))
        while process.poll() is None and sum(1 for _ in output.glob("*/*/*.avro")) < files:
            time.sleep(0.002)
        process.kill()
        process.communicate()
        left = written(output)
        assert files <= len(left) < len(whole)
        assert left.items() <= whole.items()
        assert unlisted_files(str(output)) == sorted(left)
        assert run("--input", pages, "--output", output) == 0
        assert written(output) == whole
        assert unlisted_files(str(output)) == []
