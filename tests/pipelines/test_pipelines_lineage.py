"""What a run tells OpenLineage."""

import json
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pipeline_runs import page, records

from pipelines import compact, ingest
from pipelines.lineage import LineageOptions


def events(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(target, error=None):
    """The told run of a command that wrote two events, or failed."""
    with LineageOptions(target).told("ingest", ["in.txt", "https://tin.example/feed"], "gs://bucket/out", ["events"]) as rows:
        rows.update(events=2)
        if error:
            raise error


def test_a_run_is_told_with_what_it_read_and_wrote(tmp_path):
    pages, output, told_to = tmp_path / "page.txt", tmp_path / "out", tmp_path / "lineage.jsonl"
    pages.write_text(page(1), encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert ingest.main(["--input", f"{tmp_path}/*.txt", "--output", str(output), "--openlineage", str(told_to)]) == 0
    assert compact.main(["--output", str(output), "--openlineage", str(told_to)]) == 0
    first, last, *compaction = events(told_to)
    assert [each["eventType"] for each in (first, last)] == ["START", "COMPLETE"]
    assert first["run"]["runId"] == last["run"]["runId"] != compaction[0]["run"]["runId"]
    assert [each["name"] for each in last["inputs"]] == [f"{tmp_path}/empty.txt", str(pages)]
    assert written(last) == {f"{output}/{kind}": len(records(output, kind)) for kind in ("stories", "dead_letters")} | {
        f"{output}/events": compaction[1]["outputs"][0]["outputFacets"]["outputStatistics"]["rowCount"]
    }
    assert written(last)[f"{output}/events"] > 0
    assert [(each["job"]["name"], each["eventType"]) for each in compaction] == [("compact", "START"), ("compact", "COMPLETE")]


def written(event):
    return {each["name"]: each["outputFacets"]["outputStatistics"]["rowCount"] for each in event["outputs"]}


@pytest.mark.parametrize(("error", "state"), [(OSError("the disk is full"), "FAIL"), (KeyboardInterrupt("stopped"), "ABORT")])
def test_a_run_that_does_not_end_well_says_why(tmp_path, error, state):
    with pytest.raises(type(error)):
        told(str(tmp_path / "lineage"), error)
    start, end = events(tmp_path / "lineage")
    assert (start["eventType"], end["eventType"]) == ("START", state)
    assert end["run"]["facets"]["errorMessage"]["message"] == str(error)
    assert "outputFacets" not in end["outputs"][0] or not end["outputs"][0]["outputFacets"]


def test_a_server_is_sent_the_events(tmp_path):
    received = []

    class Server(BaseHTTPRequestHandler):
        def do_POST(self):
            received.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert [(path, event["eventType"]) for path, event in received] == [("/api/v1/lineage", "START"), ("/api/v1/lineage", "COMPLETE")]
    [last] = [event for _, event in received if event["eventType"] == "COMPLETE"]
    assert [(each["namespace"], each["name"]) for each in last["inputs"]][1] == ("https://tin.example", "feed")
    assert [(each["namespace"], each["name"]) for each in last["outputs"]] == [("gs://bucket", "out/events")]
    assert written(last) == {"out/events": 2}


def test_what_cannot_be_told_is_a_line_and_no_failure(tmp_path, capsys):
    told(str(tmp_path))  # a folder
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"--openlineage {tmp_path} took no {state} event" for state in ("START", "COMPLETE")]


def test_the_library_is_asked_for_only_with_the_option(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "openlineage", None)
    with LineageOptions().told("ingest", [], "out", []) as rows:
        assert rows == Counter()
    arguments = ["--input", __file__, "--output", str(tmp_path / "out")]
    assert ingest.main([*arguments, "--openlineage", "file"]) == 2
    assert "pip install '.[lineage]'" in capsys.readouterr().err
