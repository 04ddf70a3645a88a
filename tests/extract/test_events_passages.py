"""Short passages that each show one thing, and the events they hold: see `passages/README.md`."""

import pytest
from short_stories import passages, story, told

from schemas.records import EventType, PartyRole, Status
from transforms.extract.story import extract

ROWS = list(passages())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.shows)
def test_passage(row):
    events = extract(story(row.text, row.published))
    likes = [*row.events, *[""] * len(events)]
    assert [told(event, like) for event, like in zip(events, likes, strict=False)] == list(row.events)


def test_passages_show_each_type_status_and_role():
    expected = " ".join(event for row in ROWS for event in row.events)
    closed = [*EventType, *Status, *PartyRole]
    assert [value for value in closed if value not in expected] == []
    assert len({row.shows for row in ROWS}) == len(ROWS)
