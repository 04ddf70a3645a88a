import os
from dataclasses import replace
from decimal import Decimal

import fastavro
import pytest
from write_samples import event, letter, story

from schemas.records import Amount, DeadLetter, EventRecord, Story
from transforms.write import files
from transforms.write.files import NotWhole, find_files, read_records, write_records
from transforms.write.manifest import amend_manifest, read_manifest, unlisted_files

PATH = "events/published=2021-12-18/a.avro"


def test_records_come_back_and_the_file_says_deflate(tmp_path):
    record = event()
    written = write_records(str(tmp_path), PATH, EventRecord, [record])
    assert read_records(str(tmp_path), PATH, EventRecord) == [record]
    assert (written.records, written.bytes) == (1, (tmp_path / PATH).stat().st_size)
    with open(tmp_path / PATH, "rb") as file:
        assert fastavro.reader(file).metadata["avro.codec"] == "deflate"


def test_equal_records_are_equal_bytes_and_an_equal_file_is_not_touched(tmp_path):
    first, second = str(tmp_path / "a"), str(tmp_path / "b")
    for output in (first, second):
        write_records(output, PATH, Story, [story("s1"), story("s2")])
    path = os.path.join(first, PATH)
    assert files.read_bytes(first, PATH) == files.read_bytes(second, PATH)
    os.utime(path, (1, 1))
    write_records(first, PATH, Story, [story("s1"), story("s2")])
    assert os.stat(path).st_mtime == 1
    write_records(first, PATH, Story, [story("s1")])
    assert os.stat(path).st_mtime > 1


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_a_kill_while_writing_leaves_the_old_file_whole_and_nothing_else_visible(tmp_path, monkeypatch, step):
    output = str(tmp_path)
    write_records(output, PATH, Story, [story("old")])

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, step, killed)
        write_records(output, PATH, Story, [story("new")])
    assert read_records(output, PATH, Story) == [story("old")]
    assert [path.name for path in tmp_path.rglob("*.avro")] == ["a.avro"]
    write_records(output, PATH, Story, [story("new")])
    assert [path.name for path in (tmp_path / PATH).parent.iterdir()] == ["a.avro"]


def test_a_file_without_records_goes(tmp_path):
    write_records(str(tmp_path), PATH, Story, [story()])
    assert write_records(str(tmp_path), PATH, Story, []).records == 0
    assert not (tmp_path / PATH).exists()
    assert read_records(str(tmp_path), PATH, Story) == []


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:20], lambda data: data[:-1], lambda data: data[:-40] + b"!" * 40])
def test_a_damaged_file_is_named_in_one_line(tmp_path, damage):
    write_records(str(tmp_path), PATH, Story, [story()])
    (tmp_path / PATH).write_bytes(damage((tmp_path / PATH).read_bytes()))
    with pytest.raises(NotWhole, match="a.avro is no whole Avro file.*: move it away and run again"):
        read_records(str(tmp_path), PATH, Story)


def test_a_folder_name_with_brackets_is_no_pattern(tmp_path):
    output = str(tmp_path / "out [1]")
    written = write_records(output, PATH, Story, [story()])
    assert find_files(output, "events/*/*.avro") == {PATH: written.bytes}
    write_records(output, PATH, Story, [])
    assert find_files(output, "**") == {}


def test_amounts_have_one_scale_in_the_file(tmp_path):
    record = replace(event(), amounts=(Amount(Decimal("1.5"), "USD", "1,5 USD"),))
    write_records(str(tmp_path), PATH, EventRecord, [record])
    assert read_records(str(tmp_path), PATH, EventRecord)[0].amounts[0].value == Decimal("1.50")


def test_the_manifest_tells_files_that_a_whole_run_did_not_leave(tmp_path):
    output, letters = str(tmp_path), "dead_letters/b.avro"
    written = [write_records(output, PATH, Story, [story()]), write_records(output, letters, DeadLetter, [letter()])]
    assert unlisted_files(output) == [letters, PATH]
    amend_manifest(output, written)
    assert unlisted_files(output) == []
    assert set(read_manifest(output)) == {PATH, letters}
    write_records(output, PATH, Story, [story("s1"), story("s2")])
    (tmp_path / letters).unlink()
    assert unlisted_files(output) == [letters, PATH]
    amend_manifest(output, [write_records(output, letters, DeadLetter, []), write_records(output, PATH, Story, [])])
    assert unlisted_files(output) == []
    assert read_manifest(output) == {}
