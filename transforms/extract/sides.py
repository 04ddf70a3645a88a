"""Who does what to whom: the parties around a trigger, told apart by its frame, by voice and by order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.records import PartyKind, PartyRole
from transforms.extract.mentions import PartyMention, PersonMention
from transforms.extract.triggers import Frame
from transforms.text import slug

# The country whose papers are read.
HOME = "VN"

# The role of a party left of the trigger (its subject) and right of it (its object).
_ROLES: dict[Frame, tuple[PartyRole, PartyRole]] = {
    Frame.MEETS: (PartyRole.PARTICIPANT, PartyRole.PARTICIPANT),
    Frame.VISITS: (PartyRole.GUEST, PartyRole.HOST),
    Frame.RECEIVES: (PartyRole.HOST, PartyRole.GUEST),
    Frame.CONVENES: (PartyRole.PARTICIPANT, PartyRole.PARTICIPANT),
    Frame.SIGNS: (PartyRole.SIGNATORY, PartyRole.SIGNATORY),
    Frame.GIVES: (PartyRole.DONOR, PartyRole.RECIPIENT),
    Frame.GETS: (PartyRole.RECIPIENT, PartyRole.DONOR),
    Frame.ACTS: (PartyRole.PARTICIPANT, PartyRole.PARTICIPANT),
}
# Words whose doer may stand behind them: "quà của tỉnh bạn", "chuyến thăm của đoàn".
_WITH_AGENT = (Frame.GIVES, Frame.VISITS)
_AGENT = re.compile(r"(?:do|bởi|của|từ phía|từ)\s(?:\w+\s){0,4}\Z")
_GOAL = re.compile(r"(?:cho|tới|đến|với)\s(?:\w+\s){0,4}\Z")
_ORGANISES = re.compile(r"\s(?:\w+\s){0,3}(?:tổ chức|chủ trì|đăng cai|phối hợp)\s")
_PASSIVE = re.compile(r"(?<!\w)(?:được|nhận)\s(?:\S+\s){0,12}\Z")
# Frames in which one side acts, and the words by which another joins it.
_OWN = frozenset({Frame.ACTS, Frame.CONVENES})
_OWNER_REACH = 30
_JOINS = re.compile(r"(?<!\w)(?:với|cùng|giữa|do|bởi|của|cho|phối hợp|gồm|có)\s(?:\S+\s){0,8}\Z")


@dataclass(frozen=True, slots=True)
class Side:
    """A party and what it does in one event."""

    party: PartyMention
    role: PartyRole


def by_name(parties: Sequence[PartyMention], people: Sequence[PersonMention]) -> list[PartyMention]:
    """Parties as they count where no foreign side is there: the state's organs by their own names, the bare state not at all.

    "Quốc hội" stands for Việt Nam towards Lào; among Vietnamese it is the National Assembly. An organ that only stands in
    a guest's title ("Phó Thủ tướng Chính phủ") is no side of a Vietnamese event then.
    """
    if any(party.country != HOME for party in parties):
        return list(parties)
    return [
        _named(party)
        for party in parties
        if party.kind is PartyKind.PROVINCE or not (_bare(party) or any(p.span_start <= party.start < p.span_end for p in people))
    ]


def _bare(party: PartyMention) -> bool:
    return party.kind is PartyKind.COUNTRY and not party.organisation


def _named(party: PartyMention) -> PartyMention:
    if party.kind is not PartyKind.COUNTRY or not party.organisation:
        return party
    return replace(party, name=party.organisation, id=slug(party.organisation), kind=PartyKind.ORGANISATION)


def sides(cues: str, parties: Sequence[PartyMention], start: int, end: int, frame: Frame) -> tuple[Side, ...]:
    """The parties of one clause with their roles around the trigger from `start` to `end`; a party named twice keeps the first.

    Where one side acts alone, what stands behind the words is its object, unless it joins in ("phối hợp với").
    `cues` is the sentence folded for spelling, and all offsets are its own.
    """
    found: dict[str, Side] = {}
    if frame in _OWN and any(party.start < start for party in parties):
        parties = [party for party in parties if party.start < start or _joins(cues, end, party, frame)]
    for party in parties:
        role = _role(cues, party, start, end, frame)
        known = found.get(party.id)
        if known is None or (known.role is PartyRole.PARTICIPANT and role is not PartyRole.PARTICIPANT):
            found[party.id] = Side(party, role)
    return tuple(found.values())


def _joins(cues: str, end: int, party: PartyMention, frame: Frame) -> bool:
    """Whether a party behind the words is a side all the same: one that joins in, or whose session it is ("kỳ họp Quốc hội")."""
    owner = frame is Frame.CONVENES and party.start - end <= _OWNER_REACH
    return owner or bool(_JOINS.search(cues, end, party.start))


def _role(cues: str, party: PartyMention, start: int, end: int, frame: Frame) -> PartyRole:
    subject, object_ = _ROLES[frame]
    before = cues[max(0, party.start - 40) : party.start]
    if party.start >= start:  # "tiếp đoàn Sê Kông": a side may begin within the trigger
        if frame in _WITH_AGENT and _AGENT.search(before):
            return subject
        return object_
    if frame in (Frame.MEETS, Frame.CONVENES) and _ORGANISES.search(cues[party.end : start]):
        return PartyRole.HOST
    if frame is Frame.GIVES and (_PASSIVE.search(cues, party.end, start) or _GOAL.search(before)):
        return PartyRole.RECIPIENT
    return subject
