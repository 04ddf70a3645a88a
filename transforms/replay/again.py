"""A dead letter to the pages that it holds, and what becomes of those that fail once more. Without Beam."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from schemas.records import DeadLetter, Reason, Stage
from transforms.elements import Page
from transforms.partition import VIETNAM
from transforms.read.fetch import Client
from transforms.read.files import Opener, read_bytes, read_file
from transforms.read.limits import Limits
from transforms.read.sources import is_address, read_feed


@dataclass(frozen=True, slots=True)
class Selection:
    """Which dead letters: by reason (none: all), and by the day in Viet Nam of their first failure, both days included."""

    reasons: frozenset[Reason] = frozenset()
    since: date | None = None
    until: date | None = None

    def takes(self, letter: DeadLetter) -> bool:
        """Whether a letter is among them."""
        day = letter.occurred_at.astimezone(VIETNAM).date()
        by_day = (self.since is None or day >= self.since) and (self.until is None or day <= self.until)
        return by_day and (not self.reasons or letter.reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of the earlier failures of one input."""

    occurred_at: datetime
    tries: int


def pages_again(letter: DeadLetter, opener: Opener, client: Client, limits: Limits) -> Iterator[Page | DeadLetter]:
    """The pages of a dead letter: from its payload where that is whole, else from where it was read."""
    if letter.payload and not letter.payload_truncated and letter.stage is not Stage.WRITE:
        yield from read_bytes(letter.uri, letter.payload, limits)
    elif is_address(letter.uri):
        yield from read_feed(letter.uri, client, opener, limits)
    else:
        yield from _from_file(letter.uri, opener, limits)


def histories(letters: Iterable[DeadLetter]) -> dict[str, Tried]:
    """The first failure and the tries of each input, over all its letters."""
    found: dict[str, Tried] = {}
    for letter in letters:
        known = found.get(letter.uri, Tried(letter.occurred_at, letter.tries))
        found[letter.uri] = Tried(min(known.occurred_at, letter.occurred_at), max(known.tries, letter.tries))
    return found


def once_more(letter: DeadLetter, known: dict[str, Tried]) -> DeadLetter:
    """A new failure of an input that failed before: with its first time, and one try more."""
    before = known.get(letter.uri)
    return replace(letter, occurred_at=before.occurred_at, tries=before.tries + 1) if before else letter


def _from_file(uri: str, opener: Opener, limits: Limits) -> Iterator[Page | DeadLetter]:
    """The page `FILE#ID` out of its file, or all of a file; what concerns the file as a whole comes along."""
    path, mark, _ = uri.rpartition("#")
    if not mark:
        yield from read_file(uri, opener, limits)
        return
    found = False
    for read in read_file(path, opener, limits):
        if read.uri == uri or (isinstance(read, DeadLetter) and read.uri == path):
            found = True
            yield replace(read, uri=uri)
    if not found:
        yield from read_file(uri, opener, limits)
