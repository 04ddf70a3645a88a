"""A folder whose memory of stories is of an older layout, damaged, or gone."""

import sqlite3
from contextlib import closing

import pytest
from write_samples import story

from pipelines.command import run_command
from pipelines.output import REBUILT, memory_of
from schemas.records import Story
from transforms.fold.memory import LAYOUT, Memory, memory_path
from transforms.write.files import write_records
from transforms.write.layout import story_shard
from transforms.write.manifest import amend_manifest

A, B = story("a"), story("b", day=None)


def change(path, *statements):
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


def older(path):
    change(path, "PRAGMA user_version = 0", "ALTER TABLE reading DROP COLUMN link")


def newer(path):
    change(path, f"PRAGMA user_version = {LAYOUT + 1}")


def halved(path):
    change(path, "DROP TABLE candidate")


def damage(path):
    path.write_bytes(b"no store" * 5000)


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def remove(path):
    path.unlink()


@pytest.fixture
def output(tmp_path):
    """A folder of two stories that its memory knows."""
    output = str(tmp_path)
    paths = {story_shard("2021-12-18", "a").stories: A, story_shard("unknown", "b").stories: B}
    amend_manifest(output, [write_records(output, path, Story, [each]) for path, each in paths.items()])
    with memory_of(output):
        pass
    return output


def known(output):
    memory = Memory(output)
    found = [memory.story_called(story_id) for story_id in ("a", "b")]
    memory.close()
    return [each and each.partition for each in found]


@pytest.mark.parametrize("spoil", [older, newer, halved, damage, cut, remove])
def test_it_is_built_anew_from_the_stories(output, capsys, spoil):
    capsys.readouterr()
    with memory_of(output):
        pass
    assert capsys.readouterr().err == ""
    spoil(memory_path(output))
    with memory_of(output):
        assert known(output) == ["2021-12-18", "unknown"]
    assert capsys.readouterr().err == f"{REBUILT}\n"


def test_damage_that_shows_later_is_one_line_with_its_cure(output, capsys):
    path = memory_path(output)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert run_command("ingest", lambda _: None, lambda _: known(output), []) == 1
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "stories.db in the output folder is damaged" in errors and "remove it and run again" in errors
