"""The command in processes of its own: latency, killed, told to end, started twice."""

import json
import os
import signal
import time

import pytest
from pipeline_runs import page, records, start

from pipelines import watch as command


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "nothing to watch"),
        (["--input", "x", "--settle", "0"], "--settle needs a number above 0"),
        (["--input", "x", "--feed-interval", "-1"], "--feed-interval needs a number above 0"),
        (["--input", "x", "--status", "."], "write --status ./status.json"),
        (["--input", "x", "--once", "--runner=PrismRunner"], "leave out --runner"),
        (["--input", "s4://bucket/x"], "names no known file system"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(arguments, says, tmp_path, capsys):
    assert command.main(["--output", str(tmp_path / "out"), *arguments]) == 2
    errors = capsys.readouterr().err
    assert says in errors
    assert errors.count("\n") == 1


def test_a_life_of_watch(tmp_path):
    output, status = tmp_path / "out", tmp_path / "status.json"
    (tmp_path / "in").mkdir()
    arguments = ["--input", f"{tmp_path}/in/*.txt", "--output", str(output), "--status", str(status)]

    def wait(done):
        ended = time.monotonic() + 60
        while not done() and time.monotonic() < ended:
            time.sleep(0.02)
        assert done()

    def says(**values):
        found = json.loads(status.read_text()) if status.exists() else {}
        return all(found.get(name) == value for name, value in values.items())

    def titles():
        return sorted(os.path.basename(story.uri) for story in records(output, "stories"))

    (tmp_path / "in" / "0.txt").write_text(page(0), encoding="utf-8")
    first = start("pipelines.watch", *arguments)
    wait(lambda: says(state="reading"))
    first.kill()
    first.communicate()

    second = start("pipelines.watch", *arguments)
    wait(lambda: says(state="idle", files_read=1, pid=second.pid))
    third = start("pipelines.watch", *arguments)
    assert "another run is writing" in third.communicate(timeout=60)[1]
    assert third.returncode == 2
    (tmp_path / "in" / "1.txt").write_text(page(1), encoding="utf-8")
    wait(lambda: says(files_read=2))
    second.send_signal(signal.SIGTERM)
    output_, errors = second.communicate(timeout=60)
    assert (second.returncode, output_) == (0, "")
    assert errors.count(" stories, ") == 2
    assert says(state="stopped", lag_seconds=0.0, last_error=None)
    assert titles() == ["0.txt", "1.txt"]
    events = [(event.event_id, event.source.story_id, event.revision) for event in records(output, "events")]
    assert len(events) == len(set(events))
