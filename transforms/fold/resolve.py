"""From verdicts on pairs to groups with an id each: which readings are one story, and what earlier runs know of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from schemas.records import PublishedBasis
from transforms.fold.compare import Why, closeness
from transforms.fold.fingerprint import Fingerprint, Fullness
from transforms.fold.group import Groups, conflicts, edges


@dataclass(frozen=True, slots=True)
class KnownStory:
    """What earlier runs know of a story: how full the version that they extracted is, and where it is written."""

    story_id: str
    fullness: Fullness
    partition: str
    published_at: datetime | None
    published_basis: PublishedBasis
    first_seen: int


@dataclass(frozen=True, slots=True)
class Node:
    """A reading, as small as a group needs it. `own_id` is the story id it takes where another story has `story_id`."""

    uid: str
    story_id: str
    own_id: str
    fullness: Fullness


@dataclass(frozen=True, slots=True)
class SameStory:
    """Two readings that are one story, and why."""

    a: Node
    b: Node
    why: Why


@dataclass(frozen=True, slots=True)
class SameAsKnown:
    """A reading that is a story which earlier runs know, and why."""

    node: Node
    known: KnownStory
    why: Why


@dataclass(frozen=True, slots=True)
class SameId:
    """Readings with one parsed id that are not (or not directly) one story; `held` where an earlier run gave the id away."""

    nodes: tuple[Node, ...]
    held: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """Two readings, or known stories, that differ in a number, a name or a turn of meaning: no third may make one of them."""

    a: str
    b: str


Link = SameStory | SameAsKnown | SameId | Apart


@dataclass(frozen=True, slots=True)
class Assignment:
    """The story that a reading belongs to. `why` it was folded into it; None for the fullest reading of the run."""

    uid: str
    story_id: str
    why: Why | None
    known: tuple[KnownStory, ...] = ()


def node(print_: Fingerprint) -> Node:
    """The node of a fingerprint."""
    parts = (print_.story_id, print_.publisher or "", str(print_.day), print_.link or "", print_.title, print_.lead)
    own_id = blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
    return Node(print_.uid, print_.story_id, own_id, print_.fullness)


def judge(bucket: Iterable[Fingerprint]) -> Iterator[Link]:
    """The links between the readings that share a candidate key."""
    prints = list(bucket)
    if len(prints) < 2:
        return
    groups = Groups()
    found = list(edges(prints))
    for edge in found:
        groups.join(edge.a.uid, edge.b.uid)
        yield SameStory(node(edge.a), node(edge.b), edge.why)
    yield from (Apart(a.uid, b.uid) for a, b in conflicts(prints, found))
    rivals: dict[str, dict[str, Node]] = defaultdict(dict)
    for print_ in prints:
        rivals[print_.story_id].setdefault(groups.find(print_.uid), node(print_))
    yield from (SameId(tuple(nodes.values())) for nodes in rivals.values() if len(nodes) > 1)


def resolve(links: Iterable[Link]) -> Iterator[Assignment]:
    """An assignment for every reading in `links`, whatever their order; readings in none stay stories of their own.

    The fullest reading gives its parsed id to the group. A story that earlier runs know keeps its id; where several turn
    out to be one, the oldest. Of stories that are two in spite of one parsed id, one keeps it and the others take their own.
    """
    nodes: dict[str, Node] = {}
    known: dict[str, KnownStory] = {}
    joins: list[tuple[Why, str, str]] = []
    aparts: list[Apart] = []
    same_ids: list[SameId] = []
    for link in links:
        match link:
            case SameStory(a, b, why):
                nodes[a.uid], nodes[b.uid] = a, b
                joins.append((why, *sorted((a.uid, b.uid))))
            case SameAsKnown(a, story, why):
                nodes[a.uid], known[known_uid(story.story_id)] = a, story
                joins.append((why, a.uid, known_uid(story.story_id)))
            case SameId(same):
                same_ids.append(link)
                nodes.update((a.uid, a) for a in same)
            case Apart():
                aparts.append(link)
    groups, whys = _united([*nodes, *known], joins, aparts)
    members = {root: uids for root, uids in groups.sets().items() if not nodes.keys().isdisjoint(uids)}
    fullest = {root: max((nodes[uid] for uid in uids if uid in nodes), key=_order) for root, uids in members.items()}
    stories = {root: tuple(sorted((known[uid] for uid in uids if uid in known), key=_age)) for root, uids in members.items()}
    ids = {root: stories[root][0].story_id if stories[root] else fullest[root].story_id for root in members}
    for root in _losers(same_ids, groups, ids, stories, fullest):
        ids[root] = fullest[root].own_id
    for root, uids in members.items():
        for uid in uids:
            if uid in nodes:
                why = None if uid == fullest[root].uid else min(whys[uid], key=closeness)
                yield Assignment(uid, ids[root], why, stories[root])


def _united(members: list[str], joins: list[tuple[Why, str, str]], aparts: list[Apart]) -> tuple[Groups, dict[str, list[Why]]]:
    """The groups that `joins` make, the closest first, and why each member is in its own.

    What is only near joins no group that holds what its own is apart from; the same link or words always join.
    """
    groups, whys = Groups(), defaultdict[str, list[Why]](list)
    for member in members:
        groups.join(member, member)
    rivals: dict[str, set[str]] = defaultdict(set)  # by the id that stands for a group, those that it must not take in
    for apart in aparts:
        rivals[apart.a].add(apart.b)
        rivals[apart.b].add(apart.a)
    for why, a, b in sorted(set(joins), key=lambda join: (closeness(join[0]), join[1:])):
        left, right = groups.find(a), groups.find(b)
        if left != right:
            if why is Why.NEAR and any(groups.find(rival) == right for rival in rivals[left]):
                continue
            groups.join(left, right)
            rivals[min(left, right)] = rivals[left] | rivals[right]
        whys[a].append(why)
        whys[b].append(why)
    return groups, whys


def _losers(
    same_ids: list[SameId],
    groups: Groups,
    ids: dict[str, str],
    stories: dict[str, tuple[KnownStory, ...]],
    fullest: dict[str, Node],
) -> set[str]:
    """The groups that must not use the id that they have: a known story with it, or else one of them, keeps it."""
    rivals: dict[str, set[str]] = defaultdict(set)
    held: set[str] = set()
    for same in same_ids:
        story_id = same.nodes[0].story_id
        rivals[story_id].update(groups.find(a.uid) for a in same.nodes)
        if same.held:
            held.add(story_id)
    for root, story_id in ids.items():
        rivals[story_id].add(root)
    losers: set[str] = set()
    for story_id, roots in rivals.items():
        new = [root for root in roots if not stories[root] and ids[root] == story_id]
        taken = story_id in held or any(stories[root] and ids[root] == story_id for root in roots)
        keeper = None if taken else min(new, key=lambda root: fullest[root].own_id, default=None)
        losers.update(root for root in new if root != keeper)
    return losers


def known_uid(story_id: str) -> str:
    """What stands for a known story among readings."""
    return f"known {story_id}"


def _age(story: KnownStory) -> tuple[int, str]:
    return story.first_seen, story.story_id


def _order(one: Node) -> tuple[Fullness, str]:
    return one.fullness, one.uid
