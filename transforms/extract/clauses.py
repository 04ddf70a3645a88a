"""Cuts a sentence where a new happening begins, so that dates and sides stay with the event that they stand beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAK = re.compile(
    r";\s|"
    r",?\s(?:đồng thời|sau đó|tiếp đó|trong khi|trong khi đó|nhưng|trước đó|ngoài ra|cùng đó|qua đó|từ đó)\s|"
    r"(?:,|\svà)\s(?=(?:sáng|trưa|chiều|tối|đêm|ngày)\s(?:cùng ngày|nay|ngày|\d))"
)


def clause_spans(cues: str, anchors: Sequence[int], cuts: Sequence[int] = ()) -> list[tuple[int, int]]:
    """The clauses of a sentence (folded for spelling) as spans that cover it; each holds one of the `anchors` at least.

    `anchors` are offsets of triggers: a piece without any belongs to the clause before it, or after it at the start.
    `cuts` are further places to cut at, found by who calls.

    >>> clause_spans("sáng 18/12 hội nghị với a và chiều 18/12 hội nghị với b", [11, 41])
    [(0, 25), (25, 55)]
    """
    bounds = [0, *sorted({*cuts, *(match.start() for match in _BREAK.finditer(cues))}), len(cues)]
    spans: list[tuple[int, int]] = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        holds = any(start <= anchor < end for anchor in anchors)
        if spans and not (holds and any(spans[-1][0] <= anchor < start for anchor in anchors)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
