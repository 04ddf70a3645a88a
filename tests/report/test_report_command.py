import pytest
from report_samples import event

from pipelines.report import main
from schemas.records import EventRecord
from transforms.write.files import write_records


@pytest.fixture
def output(tmp_path):
    (tmp_path / "events/published=unknown").mkdir(parents=True)
    write_records(str(tmp_path), "events/published=unknown/events.avro", EventRecord, [event(number) for number in range(3)])
    return tmp_path


def test_writes_a_page_and_says_what_is_in_it(output, capsys):
    html = output / "report.html"
    assert main(["--output", str(output), "--html", str(html)]) == 0
    assert "3 events from 3 stories" in capsys.readouterr().out
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_folder_without_events_is_wrong_usage(tmp_path, capsys):
    assert main(["--output", str(tmp_path), "--html", str(tmp_path / "report.html")]) == 2
    assert "--output" in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--output", "out"], "--html"),
        (["--html", "report.html"], "--output"),
        (["--output", "out", "--html", "pages/"], "report.html"),
        (["--output", "out", "--html", "report.html", "--htm"], "there is no option"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_write(arguments, says, capsys):
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert says in error and error.count("\n") == 1


def test_damaged_file_fails_the_run_and_is_named(output, capsys):
    (output / "events/published=unknown/cut.avro").write_bytes(b"Obj\x01")
    assert main(["--output", str(output), "--html", str(output / "report.html")]) == 1
    assert "cut.avro" in capsys.readouterr().err.splitlines()[-1]
