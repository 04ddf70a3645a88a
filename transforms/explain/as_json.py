"""Explanations as JSON, for programs: the keys are those of the dataclasses in `reasons.py` and of `Story` and `EventRecord`.

`extracted_at` is left out, so that two explanations of one page can be compared line by line: before a row was changed, and after.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schemas.records import Story
from transforms.explain.pairs import Pair
from transforms.explain.reasons import Dropped, Event, Explanation

# JSON allows these bare, a terminal obeys them.
_BARE_CONTROLS = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def explanation_json(explanation: Explanation) -> str:
    """An explanation: `explains` is "page", then `story`, `clock`, `events`, `dropped`, `cut`."""
    events = [_event(event) for event in explanation.events]
    rest = {"clock": explanation.clock, "events": events, "dropped": list(map(_dropped, explanation.dropped)), "cut": explanation.cut}
    return _dumps({"explains": "page", "story": explanation.story, **rest})


def pairs_json(pairs: Sequence[Pair]) -> str:
    """Verdicts on pairs: `explains` is "pairs", then `pairs`, the pages' own stories first."""
    return _dumps({"explains": "pairs", "pairs": [_pair(pair) for pair in pairs]})


def _event(event: Event) -> dict[str, Any]:
    found = _plain(event)
    del found["record"]["extracted_at"]
    return found


def _dropped(item: Dropped) -> dict[str, Any]:
    return _plain(item) | {"why": item.why.name, "says": item.why.value}


def _pair(pair: Pair) -> dict[str, Any]:
    verdict = pair.verdict
    return {
        "folded": pair.folded,
        "met": pair.met,
        "same": verdict.same,
        "match": verdict.match,
        "similarity": verdict.similarity,
        "why": verdict.why.name,
        "says": verdict.why.value,
        "detail": verdict.detail,
        "tables": pair.tables,
        "stories": [_teaser(story, scope) for story, scope in zip(pair.stories, pair.scopes, strict=True)],
    }


def _teaser(story: Story, scope: str) -> dict[str, Any]:
    return {"uri": story.uri, "kind": story.kind, "title": story.title, "teaser": story.teaser, "scope": scope}


def _plain(value: Any) -> Any:
    """A value as JSON knows it; floats at six digits, sums as text."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 6)
    return f"{value:f}" if isinstance(value, Decimal) else value


def _dumps(value: dict[str, Any]) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, indent=2)
    return _BARE_CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
