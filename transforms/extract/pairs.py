"""Two meetings told with one word: "hai hội nghị giữa A với B và C" are two events, (A, B) and (A, C)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.extract.mentions import PartyMention

_COUNT = re.compile(r"(?<!\w)(hai|2|ba|3|bốn|4)\s(?:\w+\s){0,2}\Z")
_NUMBER = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bốn": 4, "4": 4}
_WITH = re.compile(r"\svới\s")


def party_groups(cues: str, parties: Sequence[PartyMention], trigger_start: int, trigger_end: int) -> list[tuple[PartyMention, ...]]:
    """The parties of a clause, one group an event: a single group unless the words tell of several.

    `cues` is the sentence folded for spelling; `parties` stand in it from left to right.
    """
    return _repeated(cues, parties) or _counted(cues, parties, trigger_start, trigger_end) or [tuple(parties)]


def _repeated(cues: str, parties: Sequence[PartyMention]) -> list[tuple[PartyMention, ...]]:
    """ "A với B; A với C": each stretch between semicolons names its own pair, and one side comes back."""
    groups: list[list[PartyMention]] = [[]]
    for left, right in zip(parties, parties[1:], strict=False):
        groups[-1].append(left)
        if ";" in cues[left.end : right.start]:
            groups.append([])
    groups[-1].extend(parties[-1:])
    pairs = [tuple(group) for group in groups if len({party.id for party in group}) >= 2]
    if len(pairs) < 2 or len(pairs) < len(groups) or not set.intersection(*({party.id for party in pair} for pair in pairs)):
        return []
    return pairs


def _counted(cues: str, parties: Sequence[PartyMention], start: int, end: int) -> list[tuple[PartyMention, ...]]:
    """ "hai hội nghị giữa A với B và C": as many partners after "với" as there are events."""
    count = _COUNT.search(cues, max(0, start - 24), start)
    with_ = _WITH.search(cues, end)
    if not count or not with_:
        return []
    hosts = [party for party in parties if end <= party.start < with_.start()] or [party for party in parties if party.end <= start]
    partners = [party for party in parties if party.start >= with_.end()]
    if len(hosts) != 1 or len({party.id for party in partners}) != _NUMBER[count[1]]:
        return []
    return [(hosts[0], partner) for partner in {party.id: party for party in partners}.values()]
