"""What a compaction leaves of an output folder, beside writers and after kills."""

import random

import fastavro
import pytest
from compact_samples import DAY, NEXT, content, event, held, put

from pipelines import compact as command
from schemas.avro import schema
from schemas.records import EventRecord, Status
from transforms.compact import compaction, folder
from transforms.compact.compaction import Busy, Limits, compact
from transforms.write.files import find_files, read_records
from transforms.write.layout import Shard
from transforms.write.locks import hold
from transforms.write.manifest import unlisted_files
from transforms.write.write_stories import _read

LIMITS = Limits(file_bytes=64 << 20, run_bytes=4000)


def test_the_newest_revision_stays_where_it_stood_and_withdrawn_events_go(tmp_path):
    put(tmp_path, DAY, event("e1"), event("e1", revision=2, status=Status.PLANNED), event("e2"), event("e2", revision=2, withdrawn=True))
    put(tmp_path, NEXT, event("e1", "s2", day=19), event("e3", "s3", day=19, withdrawn=True))
    done = compact(str(tmp_path), LIMITS)
    assert held(tmp_path) == [(DAY, "e1", "s1", 2, False), (NEXT, "e1", "s2", 1, False)]
    assert (done.records_read, done.events, done.withdrawn, done.merged) == (6, 2, 2, 1)
    assert unlisted_files(str(tmp_path)) == []


def test_a_second_compaction_leaves_the_same_bytes(tmp_path):
    fill(tmp_path, range(200))
    compact(str(tmp_path), LIMITS)
    once = content(tmp_path)
    compact(str(tmp_path), LIMITS)
    assert content(tmp_path) == once


def test_how_much_fits_into_memory_does_not_show(tmp_path):
    for name, run_bytes in (("little", 3000), ("much", 1 << 26)):
        fill(tmp_path / name, range(200))
        compact(str(tmp_path / name), Limits(run_bytes=run_bytes))
    assert content(tmp_path / "little") == content(tmp_path / "much")


def test_files_are_closed_at_their_size_and_sorted(tmp_path):
    fill(tmp_path, range(3000))
    compact(str(tmp_path), Limits(file_bytes=15_000))
    paths = sorted(find_files(str(tmp_path), f"events/published={DAY}/*.avro"))
    assert len(paths) > 2
    assert all((tmp_path / path).stat().st_size < 30_000 for path in paths)
    keys = [(each.source.story_id, each.event_id) for path in paths for each in read_records(str(tmp_path), path, EventRecord)]
    assert keys == sorted(keys)


def test_a_writer_finds_the_revisions_that_readers_saw(tmp_path):
    put(tmp_path, DAY, event("e1", revision=3), event("e2", revision=5, withdrawn=True))
    compact(str(tmp_path), LIMITS)
    [home] = [Shard(DAY, number) for number in range(4) if _read(str(tmp_path), Shard(DAY, number)).events]
    records = _read(str(tmp_path), home)
    assert [(each.event_id, each.revision, each.withdrawn) for each in records.events["s1"]] == [("e2", 5, True), ("e1", 3, False)]
    assert records.sorted_events() == []


def test_an_event_that_returns_is_found_again_and_one_that_is_withdrawn_later_goes(tmp_path):
    put(tmp_path, DAY, event("e1"), event("e2", withdrawn=True))
    compact(str(tmp_path), LIMITS)
    put(tmp_path, DAY, event("e1", revision=2, withdrawn=True), event("e2", revision=2))
    compact(str(tmp_path), LIMITS)
    assert held(tmp_path) == [(DAY, "e2", "s1", 2, False)]
    assert [(each[1], each[3]) for each in held(tmp_path, ".sukien/withdrawn/*.avro")] == [("e1", 2)]


def test_a_story_that_moved_after_a_compaction_leaves_nothing_behind(tmp_path):
    put(tmp_path, "unknown", event("e1", day=None), event("e2", day=None))
    compact(str(tmp_path), LIMITS)
    put(tmp_path, DAY, event("e1"), event("e1", revision=2), event("e2", revision=2, withdrawn=True))
    compact(str(tmp_path), LIMITS)
    assert held(tmp_path) == [(DAY, "e1", "s1", 2, False)]


def test_readers_of_single_records_read_merged_ones_too(tmp_path):
    put(tmp_path, DAY, event("e1"), event("e1", "s2"))
    compact(str(tmp_path), LIMITS)
    newest = {}
    for path in find_files(str(tmp_path), "events/**.avro"):
        with open(tmp_path / path, "rb") as file:
            for record in fastavro.reader(file, reader_schema=schema("EventRecord")):
                key = record["event_id"], record["source"]["story_id"]
                assert newest.setdefault(key, record)["revision"] == record["revision"]
    assert sorted(newest) == [("e1", "s1"), ("e1", "s2")]


def test_what_a_writer_changes_meanwhile_is_kept(tmp_path, monkeypatch):
    put(tmp_path, DAY, event("e1"))

    def change_and_replace(output, old, staged, replace_files=folder.replace_files):
        put(tmp_path, DAY, event("e1"), event("e1", revision=2, withdrawn=True), event("e9"))
        replace_files(output, old, staged)

    monkeypatch.setattr(compaction, "replace_files", change_and_replace)
    compact(str(tmp_path), LIMITS)
    assert {each[1:] for each in held(tmp_path)} == {("e1", "s1", 1, False), ("e1", "s1", 2, True), ("e9", "s1", 1, False)}
    monkeypatch.undo()
    compact(str(tmp_path), LIMITS)
    assert held(tmp_path) == [(DAY, "e9", "s1", 1, False)]


class Killed(BaseException):
    pass


STEPS = ("take_in", "remove", "amend_manifest")


def test_whatever_step_it_is_killed_at_nothing_is_lost_or_revived_and_a_rerun_completes_it(tmp_path, monkeypatch):
    undisturbed = tmp_path / "undisturbed"
    twice(undisturbed)
    readable = standing(undisturbed)
    compact(str(undisturbed), LIMITS)
    whole = content(undisturbed)
    steps = 0
    while True:
        output = tmp_path / f"killed at step {steps}"
        twice(output)
        left = [steps]
        for name in STEPS:
            monkeypatch.setattr(folder, name, killing(getattr(folder, name), left))
        try:
            compact(str(output), LIMITS)
        except Killed:
            monkeypatch.undo()
        else:
            monkeypatch.undo()
            break
        assert standing(output) == readable
        compact(str(output), LIMITS)
        assert content(output) == whole
        steps += 1
    assert steps > 6


def killing(act, left):
    def step(*arguments):
        if not left[0]:
            raise Killed
        left[0] -= 1
        return act(*arguments)

    return step


def twice(output):
    """A compacted folder with newer files beside it: changed, withdrawn, moved and new events."""
    put(output, DAY, event("e1"), event("e2"), event("e3", "s3"))
    put(output, "unknown", event("e4", "s4", day=None))
    compact(str(output), LIMITS)
    put(output, DAY, event("e1", revision=2, status=Status.PLANNED), event("e2", revision=2, withdrawn=True), event("e5", "s5"))
    put(output, DAY, event("e4", "s4", revision=2, withdrawn=True))


def standing(output):
    """What a reader of all files finds."""
    newest = {}
    for _, event_id, story_id, revision, withdrawn in held(output, "events/**.avro"):
        newest[event_id, story_id] = max(newest.get((event_id, story_id), (0, False)), (revision, withdrawn))
    return sorted((key, revision) for key, (revision, withdrawn) in newest.items() if not withdrawn)


def test_one_at_a_time(tmp_path, capsys):
    fill(tmp_path, range(3))
    with hold(str(tmp_path), "compact"):
        with pytest.raises(Busy):
            compact(str(tmp_path), LIMITS)
        assert command.main(["--output", str(tmp_path)]) == 2
    assert "another process compacts" in capsys.readouterr().err
    assert command.main(["--output", str(tmp_path)]) == 0
    assert "in 2 merged events" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "--output"),
        (["--output", "{out}"], "there are no events"),
        (["--output", "{out}", "--file-mb", "3"], "from 64 to 256"),
        (["--output", "{out}", "--runner", "x"], "unrecognized"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(tmp_path, capsys, arguments, says):
    assert command.main([each.format(out=tmp_path) for each in arguments]) == 2
    output, errors = capsys.readouterr()
    assert says in errors
    assert (output, errors.count("\n")) == ("", 1)


def fill(output, numbers):
    """Events of some days, with old revisions, withdrawn ones, and shared ids."""
    made = random.Random(7)
    by_day = {DAY: [], NEXT: []}
    for number in numbers:
        day = made.choice([DAY, DAY, NEXT])
        for revision in range(1, made.choice([1, 1, 2, 3]) + 1):
            last = event(f"e{number // 2}", f"s{number}", revision=revision, day=int(day[-2:]), summary=f"Tin {made.random()}")
            by_day[day].append(last)
        if number % 11 == 5:
            by_day[day].append(event(f"e{number // 2}", f"s{number}", revision=9, withdrawn=True))
    for day, events in by_day.items():
        put(output, day, *events)
