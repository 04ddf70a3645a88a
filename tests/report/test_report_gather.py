from dataclasses import replace

import pytest
from report_samples import event

from schemas.records import EventDate, EventRecord, Status
from transforms.report.gather import event_files, read_events, reported
from transforms.write.files import NotWhole, write_records


def told_by(story: str, **changes):
    first = event(1, **changes)
    return replace(first, source=replace(first.source, story_id=story))


@pytest.mark.parametrize(
    ("records", "accounts"),
    [
        pytest.param([told_by("a")], ["a"], id="one"),
        pytest.param([told_by("a", withdrawn=True)], [], id="withdrawn"),
        pytest.param([told_by("a", revision=2, withdrawn=True), told_by("a")], [], id="withdrawn later, read first"),
        pytest.param([told_by("a", withdrawn=True), told_by("a", revision=2)], ["a"], id="back again"),
        pytest.param([told_by("a", status=Status.PLANNED), told_by("b", status=Status.HELD)], ["b", "a"], id="held outweighs planned"),
        pytest.param([told_by("a", withdrawn=True), told_by("b")], ["b"], id="withdrawn by one story alone"),
        pytest.param([told_by("b", confidence=0.7), told_by("a", confidence=0.7)], ["a", "b"], id="equal weight: by story"),
    ],
)
def test_newest_revision_of_each_story(records, accounts):
    for order in (records, records[::-1]):
        assert [record.source.story_id for each in reported(order) for record in each.accounts] == accounts


def test_latest_first_and_undated_last():
    undated = event(3, date=EventDate(), event_id="undated")
    days = [each.lead.date.start for each in reported([event(1), undated, event(2)])]
    assert days[-1] is None and days[0] > days[1]


def test_merged_events_stand_for_all(tmp_path):
    for path, record in (("events/published=unknown/a.avro", event(1)), ("events/published=2020-01-01/b.avro", event(2))):
        (tmp_path / path).parent.mkdir(parents=True)
        write_records(str(tmp_path), path, EventRecord, [record])
    assert len(read_events(str(tmp_path), event_files(str(tmp_path)))) == 2
    (tmp_path / "events/merged").mkdir()
    write_records(str(tmp_path), "events/merged/all.avro", EventRecord, [event(3)])
    assert event_files(str(tmp_path)) == ["events/merged/all.avro"]


def test_folder_named_like_a_pattern(tmp_path):
    output = tmp_path / "out [1]*"
    (output / "events/published=unknown").mkdir(parents=True)
    (output / "events/published=unknown/a.avro").write_bytes(b"no Avro")
    assert event_files(str(output)) == ["events/published=unknown/a.avro"]
    with pytest.raises(NotWhole, match=r"a\.avro"):
        read_events(str(output), event_files(str(output)))
