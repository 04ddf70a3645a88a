"""Which files are news: settled, changed, touched, renamed, gone; and that a plan outlives its process."""

import os
import time

import pytest

from schemas.records import PublishedBasis
from transforms.elements import Page, PageForm
from transforms.watch.batch import Batch, FeedVersion, Poll
from transforms.watch.files import FileWatch, is_being_written
from transforms.watch.ledger import Ledger

LONG_AGO = 1_600_000_000


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "out" / ".sukien").mkdir(parents=True)
    return Ledger(str(tmp_path / "out"))


@pytest.fixture
def watch(tmp_path, ledger):
    (tmp_path / "in").mkdir()
    return FileWatch([f"{tmp_path}/in/*.txt"], ledger, settle=0.05)


@pytest.fixture
def put(tmp_path):
    def put(name, text, changed=None):
        path = tmp_path / "in" / name
        path.write_text(text)
        if changed:
            os.utime(path, (changed, changed))
        return str(path)

    return put


def read(watch, ledger):
    """The names of the files that are given, after they are entered as read."""
    batch = Batch(tuple(watch.look(100)))
    ledger.enter(batch)
    watch.done(batch.files)
    return [os.path.basename(path) for path in batch.paths]


def test_a_young_file_is_read_when_it_settles(watch, ledger, put):
    put("a.txt", "one")
    assert read(watch, ledger) == []
    assert watch.waiting == 1
    time.sleep(0.06)
    assert read(watch, ledger) == ["a.txt"]
    assert read(watch, ledger) == []
    assert watch.waiting == 0


def test_a_file_that_is_renamed_into_place_is_read_at_once(watch, ledger, put, tmp_path):
    path = put("a.part", "one", LONG_AGO)
    os.rename(path, tmp_path / "in" / "a.txt")
    assert read(watch, ledger) == ["a.txt"]


def test_a_file_that_is_open_for_writing_waits_for_its_end(watch, ledger, put):
    path = put("a.txt", "one", LONG_AGO)
    with open(path, "a"):
        assert is_being_written(path)
        assert read(watch, ledger) == []
    assert not is_being_written(path)
    assert read(watch, ledger) == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "changed", "again"),
    [
        ("one", LONG_AGO, []),  # the same in all
        ("one", LONG_AGO + 9, []),  # touched
        ("two", LONG_AGO + 9, ["a.txt"]),  # replaced, as long as before
        ("three", LONG_AGO, ["a.txt"]),  # replaced, with its time kept
        ("two", LONG_AGO - 9, ["a.txt"]),  # replaced by an older one
    ],
)
def test_a_file_is_read_again_when_it_holds_something_else(watch, ledger, put, text, changed, again):
    put("a.txt", "one", LONG_AGO)
    assert read(watch, ledger) == ["a.txt"]
    put("a.txt", text, changed)
    assert read(watch, ledger) == again
    assert read(watch, ledger) == []


def test_a_file_that_is_gone_is_forgotten(watch, ledger, put):
    path = put("a.txt", "one", LONG_AGO)
    assert read(watch, ledger) == ["a.txt"]
    os.remove(path)
    assert read(watch, ledger) == []
    assert ledger.files() == {}
    put("a.txt", "one", LONG_AGO)
    assert read(watch, ledger) == ["a.txt"]


def test_what_the_watch_writes_itself_is_no_news(ledger, put, tmp_path):
    (tmp_path / "in").mkdir()
    put("a.txt", "one", LONG_AGO)
    (tmp_path / "out" / "b.txt").write_text("two")
    (tmp_path / "status.txt").write_text("three")
    own = [f"{tmp_path}/out/", f"{tmp_path}/status.txt"]
    assert read(FileWatch([f"{tmp_path}/**/*.txt"], ledger, 0.0, own), ledger) == ["a.txt"]


def test_the_next_watch_knows_what_was_read(watch, ledger, put, tmp_path):
    put("a.txt", "one", LONG_AGO)
    assert read(watch, ledger) == ["a.txt"]
    put("b.txt", "two", LONG_AGO)
    assert read(FileWatch([f"{tmp_path}/in/*.txt"], ledger, settle=0.05), ledger) == ["b.txt"]


def test_a_batch_is_planned_until_it_is_entered(watch, ledger, put):
    put("a.txt", "one", LONG_AGO)
    page = Page("http://h/1", PageForm.FEED_ITEM, "Tin", published_basis=PublishedBasis.FEED)
    batch = Batch(tuple(watch.look(100)), (Poll("http://h", FeedVersion({"If-None-Match": "1"}), (page,), {page.uri: b"1"}),))
    ledger.visit("http://h", 5.0)
    ledger.plan(batch)
    assert ledger.planned() == batch
    assert (ledger.files(), ledger.items("http://h"), ledger.feed("http://h")) == ({}, {}, FeedVersion())
    ledger.enter(batch)
    assert ledger.planned() == Batch()
    assert list(ledger.files()) == list(batch.paths)
    assert (ledger.items("http://h"), ledger.feed("http://h"), ledger.due("http://h")) == ({page.uri: b"1"}, batch.polls[0].version, 5.0)
