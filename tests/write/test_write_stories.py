"""What an output folder holds after runs that follow one another."""

import json
from dataclasses import replace

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from write_samples import LATER, THEN, event, letter, story

from pipelines.runner import IN_PROCESS
from schemas.records import DeadLetter, EventRecord, Reason, Stage, Status, Story
from transforms.elements import ExtractedStory, FoldedStory, StoredStory
from transforms.write.files import find_files, read_records
from transforms.write.manifest import unlisted_files
from transforms.write.transform import WriteRecords


def write(output, stories=(), letters=(), tried=()):
    with beam.Pipeline(runner=IN_PROCESS, options=PipelineOptions([])) as pipeline:
        {
            "stories": pipeline | "Stories" >> beam.Create(list(stories)),
            "dead_letters": pipeline | "Letters" >> beam.Create(list(letters)),
            "tried": pipeline | "Tried" >> beam.Create(list(tried)),
        } | WriteRecords(str(output))
    assert unlisted_files(str(output)) == []


def extracted(of, *events, extract=True, stored=()):
    return ExtractedStory(FoldedStory(of, extract, tuple(StoredStory(*each) for each in stored)), events)


def held(output):
    """(partition, story id) of the stories; (partition, story id, event id, revision, withdrawn) of the events."""
    stories = [(day(path), each.story_id) for path, each in records(output, "stories/*/*.avro", Story)]
    events = [
        (day(path), each.source.story_id, each.event_id, each.revision, each.withdrawn)
        for path, each in records(output, "events/*/*.avro", EventRecord)
    ]
    return sorted(stories), sorted(events)


def records(output, pattern, cls):
    return [(path, each) for path in find_files(str(output), pattern) for each in read_records(str(output), path, cls)]


def day(path):
    return path.split("/")[1].removeprefix("published=")


def content(output):
    return {path: (output / path).read_bytes() for path in [*find_files(str(output), "**.avro"), ".sukien/manifest.json"]}


A, B = story("a"), story("b", day=19)
DAY, NEXT = "2021-12-18", "2021-12-19"


def test_a_rerun_changes_no_byte_and_another_input_adds(tmp_path):
    write(tmp_path, [extracted(A, event("e1", A), event("e2", A))], [letter()])
    first = content(tmp_path)
    write(tmp_path, [extracted(A, event("e2", A, at=LATER), event("e1", A, at=LATER))], [letter(at=LATER)], ["a.txt"])
    assert content(tmp_path) == first
    write(tmp_path, [extracted(B, event("e1", B))])
    assert held(tmp_path) == (
        [(DAY, "a"), (NEXT, "b")],
        [(DAY, "a", "e1", 1, False), (DAY, "a", "e2", 1, False), (NEXT, "b", "e1", 1, False)],
    )
    assert {path: data for path, data in content(tmp_path).items() if path in first and path.endswith(".avro")}.items() <= first.items()


def test_the_order_of_stories_and_events_does_not_show(tmp_path):
    stories = [extracted(each, event("e1", each), event("e2", each)) for each in (story(f"s{number}") for number in range(20))]
    write(tmp_path / "forth", stories)
    write(tmp_path / "back", [replace(each, events=each.events[::-1]) for each in reversed(stories)])
    assert content(tmp_path / "forth") == content(tmp_path / "back")


def test_a_story_that_was_only_sighted_keeps_its_events(tmp_path):
    write(tmp_path, [extracted(A, event("e1", A))])
    teaser = replace(story("a", day=None, uri="other.txt"), paragraphs=())
    write(tmp_path, [extracted(teaser, extract=False, stored=[("a", DAY)])])
    assert held(tmp_path) == ([(DAY, "a")], [(DAY, "a", "e1", 1, False)])
    [(_, kept)] = records(tmp_path, "stories/*/*.avro", Story)
    assert kept.paragraphs == A.paragraphs
    assert {sighting.uri for sighting in kept.sightings} == {"a.txt", "other.txt"}


def test_a_story_whose_date_becomes_known_moves_with_the_history_of_its_events(tmp_path):
    undated = story("a", day=None)
    write(tmp_path, [extracted(undated, event("e1", undated), event("gone", undated))])
    moved = [extracted(A, event("e1", A, status=Status.PLANNED), stored=[("a", "unknown")])]
    write(tmp_path, moved)
    events = [(DAY, "a", "e1", 1, False), (DAY, "a", "e1", 2, False), (DAY, "a", "gone", 1, False), (DAY, "a", "gone", 2, True)]
    assert held(tmp_path) == ([(DAY, "a")], events)
    after = content(tmp_path)
    write(tmp_path, moved)
    assert content(tmp_path) == after


@pytest.mark.parametrize("extract", [True, False])
def test_a_story_that_turns_out_to_be_another_leaves_its_events_withdrawn(tmp_path, extract):
    fuller = replace(B, paragraphs=("Hội nghị đã diễn ra.", "Hai bên thống nhất nhiều nội dung."))
    write(tmp_path, [extracted(A, event("e1", A)), extracted(fuller, event("e1", fuller), event("e2", fuller))])
    again = replace(fuller, story_id="a") if extract else A
    events = [event("e1", again, at=LATER), event("e2", again, at=LATER)] if extract else []
    write(tmp_path, [extracted(again, *events, extract=extract, stored=[("a", DAY), ("b", NEXT)])])
    stories, events = held(tmp_path)
    home = NEXT if extract else DAY
    assert stories == [(home, "a")]
    newest = {(story_id, event_id): withdrawn for _, story_id, event_id, _, withdrawn in sorted(events, key=lambda each: each[3])}
    assert newest == {("a", "e1"): False, ("a", "e2"): False, ("b", "e1"): True, ("b", "e2"): True}


def test_dead_letters_stay_until_their_input_is_read_well(tmp_path):
    write(tmp_path, [], [letter("a.txt"), letter("b.txt"), letter("c.txt"), letter("lines.jsonl")])
    write(tmp_path, [], [letter("b.txt", at=LATER)], ["a.txt", "b.txt", "lines.jsonl#7"])
    assert sorted(dead_letters(tmp_path), key=lambda each: each.uri) == [letter("b.txt"), letter("c.txt")]


def dead_letters(output):
    return [each for _, each in records(output, "dead_letters/*.avro", DeadLetter)]


def test_an_event_that_does_not_fit_its_schema_is_a_dead_letter_and_the_rest_is_written(tmp_path):
    write(tmp_path, [extracted(A, event("e1", A), replace(event("e2", A), confidence="high"))])
    assert held(tmp_path) == ([(DAY, "a")], [(DAY, "a", "e1", 1, False)])
    [unfit] = dead_letters(tmp_path)
    assert (unfit.uri, unfit.stage, unfit.reason) == ("a.txt", Stage.WRITE, Reason.SCHEMA)
    assert "confidence" in unfit.message
    assert [record["event_id"] for record in json.loads(unfit.payload)] == ["e2"]


@pytest.mark.parametrize(
    "change", [{"title": "half a pair \ud83d"}, {"uri": "tin-\udcff.txt"}, {"published_at": THEN.replace(tzinfo=None)}, {"topic": 5}]
)
def test_a_story_that_cannot_be_written_is_a_dead_letter_with_its_events(tmp_path, change):
    unfit = replace(A, **change)
    write(tmp_path, [extracted(unfit, event("e1", A)), extracted(B)])
    assert held(tmp_path) == ([(NEXT, "b")], [])
    [letter_] = dead_letters(tmp_path)
    assert letter_.reason == Reason.SCHEMA
    assert len(json.loads(letter_.payload)) == 2
