"""What one story's events become when the story is read again: nothing is lost, and nothing changes without a reason.

A file keeps every revision of an event; readers take the newest of each (`event_id`, `source.story_id`) and skip it where
it is withdrawn. `compact` drops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from schemas.avro import to_avro
from schemas.records import EventRecord

Key = TypeVar("Key")

FIRST_REVISION = 1

_NO_TIME = datetime.fromtimestamp(0, UTC)


def revise(previous: Iterable[EventRecord], current: Iterable[EventRecord]) -> list[EventRecord]:
    """All revisions of one story's events, given those on file and the events that the story supports now.

    An event that is as it was keeps its record, time of extraction included; a changed or returning one gets the next
    revision; one that is gone gets a withdrawn revision. `revision` and `withdrawn` of `current` are not looked at.

    >>> revise([], [])
    []
    """
    history = {(event.event_id, event.revision): event for event in previous}
    newest = newest_revisions(history.values())
    found = {event.event_id: event for event in current}
    for event_id, event in found.items():
        known = newest.get(event_id)
        if known is None or known.withdrawn or _content(known) != _content(event):
            revision = known.revision + 1 if known else FIRST_REVISION
            history[event_id, revision] = replace(event, revision=revision, withdrawn=False)
    for event_id, known in newest.items():
        if event_id not in found and not known.withdrawn:
            history[event_id, known.revision + 1] = replace(known, revision=known.revision + 1, withdrawn=True)
    return [history[key] for key in sorted(history)]


def newest_revisions(events: Iterable[EventRecord]) -> dict[str, EventRecord]:
    """The newest revision of each event of one story, by event id."""
    return _newest(events, lambda event: event.event_id)


def standing(events: Iterable[EventRecord]) -> list[EventRecord]:
    """What readers take of events of any stories: the newest revision of each event and story, without the withdrawn ones."""
    newest = _newest(events, lambda event: (event.event_id, event.source.story_id))
    return [event for event in newest.values() if not event.withdrawn]


def _newest(events: Iterable[EventRecord], key: Callable[[EventRecord], Key]) -> dict[Key, EventRecord]:
    newest: dict[Key, EventRecord] = {}
    for event in events:
        known = newest.get(key(event))
        if known is None or event.revision > known.revision:
            newest[key(event)] = event
    return newest


def _content(event: EventRecord) -> dict[str, Any]:
    """What makes a new revision: everything but the record's own history."""
    return to_avro(replace(event, revision=FIRST_REVISION, withdrawn=False, extracted_at=_NO_TIME))
