from dataclasses import replace

import pytest
from report_samples import event

from schemas.merged import MergedEvent
from schemas.records import EventDate, EventRecord, Status
from transforms.report.gather import gather, in_order, united
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
        assert [report.source.story_id for each in united(order) for report in each.sources] == accounts


def test_latest_first_and_undated_last():
    undated = event(3, date=EventDate(), event_id="undated")
    days = [each.date.start for each in in_order(united([event(1), undated, event(2)]))]
    assert days[-1] is None and days[0] > days[1]


def test_merged_events_stand_for_all_until_something_is_written(tmp_path):
    def write(path, cls, *records):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        write_records(str(tmp_path), path, cls, records)

    def ids():
        return {each.event_id for each in gather(str(tmp_path))}

    first, second, third = (event(number) for number in range(3))
    write("events/published=unknown/events-00000-of-00004.avro", EventRecord, first)
    assert ids() == {first.event_id}
    (tmp_path / "events/published=unknown/events-00000-of-00004.avro").unlink()
    write("events/published=unknown/compacted-00000.avro", EventRecord, first)
    write("events/merged/merged-00000.avro", MergedEvent, *united([second]))
    assert ids() == {second.event_id}
    write("events/merged/merged-left-by-a-kill.avro", MergedEvent, *united([second]))
    assert len(gather(str(tmp_path))) == 1
    again = replace(first, revision=2, trigger="again")
    write("events/published=unknown/events-00001-of-00004.avro", EventRecord, again)
    assert [each.trigger for each in gather(str(tmp_path))] == ["again"]
    (tmp_path / "events/published=unknown/events-00001-of-00004.avro").unlink()
    write("events/published=2020-01-01/events-00000-of-00004.avro", EventRecord, third)
    assert ids() == {first.event_id, third.event_id}


def test_folder_named_like_a_pattern(tmp_path):
    output = tmp_path / "out [1]*"
    (output / "events/published=unknown").mkdir(parents=True)
    (output / "events/published=unknown/a.avro").write_bytes(b"no Avro")
    with pytest.raises(NotWhole, match=r"a\.avro"):
        gather(str(output))
