"""Several processes over one output folder."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from backfill_runs import SPAN, archive, clock, fill, run, written  # noqa: F401

from pipelines.output import fellow_writer, sole_writer
from transforms.backfill.ledger import Ledger, drop_abandoned

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_two_processes_share_the_slices(tmp_path, clock):  # noqa: F811
    pages = archive(tmp_path / "pages.jsonl", range(8), days=4)
    fill("backfill", pages, tmp_path / "alone")
    arguments = [sys.executable, "-m", "pipelines.backfill", *SPAN, "--input", str(pages), "--output", str(tmp_path / "shared")]
    runs = [subprocess.Popen(arguments, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.wait(timeout=120) for process in runs] == [0, 0]
    assert written(tmp_path / "shared") == written(tmp_path / "alone")


def test_backfills_hold_a_folder_together_and_ingest_alone(tmp_path, capsys):
    folder = str(tmp_path)
    pages = archive(tmp_path / "pages.jsonl", [1])
    with fellow_writer(folder), fellow_writer(folder):
        assert run("ingest", "--input", pages, "--output", folder) == 2
    with sole_writer(folder):
        assert run("backfill", *SPAN, "--input", pages, "--output", folder) == 2
    assert capsys.readouterr().err.count("another run is writing") == 2


def test_a_slice_is_taken_once(tmp_path):
    one, other = Ledger(str(tmp_path), "one"), Ledger(str(tmp_path), "other")
    for ledger in (one, other):
        ledger.stage(["2023-06"], [])
        ledger.finish_staging(Counter())
    with one.slice("2023-06") as mine, other.slice("2023-06") as theirs:
        assert (mine, theirs) == (True, False)
    one.finish_slice("2023-06", Counter(stories_read=1))
    with one.slice("2023-06") as mine:
        assert not mine
    with other.slice("2023-06") as theirs:
        assert theirs


def test_a_ledger_left_alone_for_a_week_goes(tmp_path):
    for name, age in (("old", 8), ("new", 6)):
        Ledger(str(tmp_path), name).stage([], [])
        for path in (tmp_path / ".sukien" / "backfill" / name).rglob("*"):
            moment = path.stat().st_mtime - age * 24 * 3600
            os.utime(path, (moment, moment))
    drop_abandoned(str(tmp_path))
    assert [path.name for path in (tmp_path / ".sukien" / "backfill").iterdir()] == ["new"]
