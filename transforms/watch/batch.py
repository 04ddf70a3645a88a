"""What a tick of the local watch reads, as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemas.records import DeadLetter
from transforms.elements import Page


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as it was looked at: bytes, seconds since 1970 of its last change; `digest` is None where it was not read for one."""

    path: str
    size: int
    changed: float
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """A feed as it was answered last: the headers to ask with next time, and why it could not be read, if so."""

    validators: dict[str, str] = field(default_factory=dict)
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A visit to a feed: what is new in it, and the digest of each item that it holds now (None: not modified)."""

    source: str
    version: FeedVersion
    pages: tuple[Page | DeadLetter, ...] = ()
    items: dict[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """The news of one tick."""

    files: tuple[FileVersion, ...] = ()
    polls: tuple[Poll, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files or self.polls)

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(file.path for file in self.files)

    @property
    def sources(self) -> tuple[str, ...]:
        """All inputs by name, files and feeds."""
        return (*self.paths, *(poll.source for poll in self.polls))

    def pages(self) -> Iterator[Page]:
        yield from (page for poll in self.polls for page in poll.pages if isinstance(page, Page))

    def failures(self) -> Iterator[DeadLetter]:
        yield from (page for poll in self.polls for page in poll.pages if isinstance(page, DeadLetter))
