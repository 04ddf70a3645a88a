from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from write_samples import LATER, event

from schemas.records import Status
from transforms.write.revisions import newest_revisions, revise

HELD, PLANNED = event("e1"), event("e1", status=Status.PLANNED)
OTHER = event("e2")


def again(of, **changes):
    return replace(of, extracted_at=LATER, **changes)


@pytest.mark.parametrize(
    ("previous", "current", "history"),
    [
        ([], [], []),
        ([], [HELD], [HELD]),
        ([HELD], [again(HELD)], [HELD]),
        ([HELD], [again(HELD, revision=7)], [HELD]),
        ([PLANNED], [again(HELD)], [PLANNED, again(HELD, revision=2)]),
        ([HELD], [again(HELD, pipeline_version="2")], [HELD, again(HELD, pipeline_version="2", revision=2)]),
        ([HELD], [], [HELD, replace(HELD, revision=2, withdrawn=True)]),
        ([HELD, OTHER], [again(OTHER)], [HELD, replace(HELD, revision=2, withdrawn=True), OTHER]),
        ([replace(HELD, revision=2, withdrawn=True)], [], [replace(HELD, revision=2, withdrawn=True)]),
        ([replace(HELD, revision=2, withdrawn=True)], [again(HELD)], [replace(HELD, revision=2, withdrawn=True), again(HELD, revision=3)]),
        ([OTHER], [again(OTHER), HELD], [HELD, OTHER]),
    ],
    ids=["nothing", "first", "same", "given-revision", "status", "version", "gone", "one-gone", "still-gone", "back", "one-more"],
)
def test_revise(previous, current, history):
    assert revise(previous, current) == history


readings = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(list(Status)), max_size=3).map(
        lambda found: [event(event_id, status=status) for event_id, status in found.items()]
    ),
    max_size=6,
)


@given(readings)
def test_the_newest_revisions_are_always_the_last_reading_and_no_revision_is_lost_or_changed(history_of_readings):
    history = []
    for reading in history_of_readings:
        before, history = history, revise(history, reading)
        assert [record for record in history if record in before] == before
        assert revise(history, reading) == history
        standing = {event_id: newest.status for event_id, newest in newest_revisions(history).items() if not newest.withdrawn}
        assert standing == {found.event_id: found.status for found in reading}
        assert len({(record.event_id, record.revision) for record in history}) == len(history)
