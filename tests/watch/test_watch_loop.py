"""The loop: what fails is tried again and loses nothing; what is planned is read first; it ends when told."""

import json
import threading
from collections import Counter

import pytest

from transforms.watch.batch import Batch, FileVersion
from transforms.watch.feeds import FeedWatch
from transforms.watch.files import FileWatch
from transforms.watch.ledger import Ledger
from transforms.watch.loop import Loop


class Reads:
    """Stands for the pipeline: remembers what it was given, fails the first `failures` times, ends the loop after `last` batches."""

    def __init__(self, failures=0, last=1):
        self.batches, self.failures, self.last, self.stop = [], failures, last, threading.Event()

    def __call__(self, batch):
        if self.failures:
            self.failures -= 1
            raise OSError(28, "No space left on device")
        self.batches.append([path.rpartition("/")[2] for path in batch.paths])
        if len(self.batches) == self.last:
            self.stop.set()
        return Counter(stories_read=len(batch.files), events_written=1)


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / ".sukien").mkdir()
    return Ledger(str(tmp_path))


def loop(tmp_path, ledger, reads):
    files = FileWatch([f"{tmp_path}/*.txt"], ledger, settle=0.01)
    return Loop(files, FeedWatch([], ledger, 1, None, fetch_pages=False), ledger, reads, 0.01, reads.stop, f"{tmp_path}/status.json")


def test_a_tick_that_fails_is_reported_and_tried_again(tmp_path, ledger, capsys):
    (tmp_path / "a.txt").write_text("one")
    reads = Reads(failures=2)
    loop(tmp_path, ledger, reads).run()
    assert reads.batches == [["a.txt"]]
    assert capsys.readouterr().err.count("a tick failed, nothing is lost") == 2
    status = json.loads((tmp_path / "status.json").read_text())
    assert (status["state"], status["ticks"], status["failed_ticks"], status["files_read"]) == ("stopped", 1, 2, 1)
    assert "No space left on device" in status["last_error"]
    assert (status["lag_seconds"], status["files_waiting"]) == (0.0, 0)


def test_a_batch_that_a_killed_watch_planned_is_read_first_and_alone(tmp_path, ledger):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    gone = FileVersion(f"{tmp_path}/gone.txt", 1, 1.0)
    ledger.plan(Batch((FileVersion(f"{tmp_path}/b.txt", 5, (tmp_path / "b.txt").stat().st_mtime), gone)))
    reads = Reads(last=2)
    loop(tmp_path, ledger, reads).run()
    assert reads.batches == [["b.txt"], ["a.txt"]]
    assert ledger.planned() == Batch()


def test_without_news_nothing_is_read(tmp_path, ledger):
    reads = Reads()
    loop(tmp_path, ledger, reads).once()
    assert reads.batches == []


def test_once_waits_for_what_settles_and_raises_what_fails(tmp_path, ledger):
    (tmp_path / "a.txt").write_text("one")
    with pytest.raises(OSError, match="No space"):
        loop(tmp_path, ledger, Reads(failures=1)).once()
    reads = Reads(last=9)
    loop(tmp_path, ledger, reads).once()
    assert reads.batches == [["a.txt"]]
