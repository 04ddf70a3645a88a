"""The options of `watch`: what is watched, and how often."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass

from pipelines.command import UsageError
from pipelines.inputs import InputOptions
from transforms.read.fetch import FetchOptions
from transforms.read.limits import Limits
from transforms.read.match import InputError, match_inputs
from transforms.read.sources import is_address
from transforms.watch.stream import WatchPages


@dataclass(frozen=True, slots=True)
class WatchedOptions:
    """File patterns and feeds, what is taken of them, and times in seconds.

    Attributes:
        pause: between two looks at the files.
        settle: how long a file has not changed before it is read.
        feed_interval: between two visits to a feed.
    """

    patterns: tuple[str, ...]
    feeds: tuple[str, ...]
    limits: Limits
    fetch: FetchOptions
    fetch_pages: bool
    pause: float
    settle: float
    feed_interval: float
    once: bool
    status: str | None

    def source(self) -> WatchPages:
        """All that is watched, as the source of an unbounded pipe."""
        times = (self.pause, self.settle, self.feed_interval)
        return WatchPages(self.patterns, self.feeds, self.limits, self.fetch, self.fetch_pages, *times)

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        InputOptions.add_arguments(parser)
        parser.add_argument("--pause", metavar="SECONDS", type=float, default=0.25, help="between two looks at the files (0.25)")
        parser.add_argument("--settle", metavar="SECONDS", type=float, default=0.5, help="a file is read when unchanged for so long (0.5)")
        parser.add_argument("--feed-interval", metavar="SECONDS", type=float, default=300.0, help="between two visits to a feed (300)")
        parser.add_argument("--once", action="store_true", help="read what is new now, and end")
        parser.add_argument("--status", metavar="FILE", help="a JSON file that says how it stands, for a health check")

    @classmethod
    def validate(cls, found: argparse.Namespace) -> WatchedOptions:
        """What is watched; nothing has to be there yet. A feed that is a file is watched as one.

        Raises:
            UsageError: nothing to watch, a pattern on no known file system, a number that cannot be a time or a size.
        """
        if not found.input and not found.feed:
            raise UsageError("nothing to watch: write --input GLOB or --feed URL")
        for name in ("pause", "settle", "feed_interval", "max_page_bytes"):
            if not getattr(found, name) > 0:
                raise UsageError(f"--{name.replace('_', '-')} needs a number above 0")
        feeds = [feed for feed in found.feed if is_address(feed)]
        patterns = (*found.input, *(feed for feed in found.feed if not is_address(feed)))
        try:
            match_inputs(patterns)
        except InputError as error:
            raise UsageError(str(error)) from error
        if found.status and os.path.isdir(found.status):
            raise UsageError(f"--status {found.status} is a folder: write --status {os.path.join(found.status, 'status.json')}")
        return cls(
            patterns=tuple(dict.fromkeys(patterns)),
            feeds=tuple(dict.fromkeys(feeds)),
            limits=Limits(max_page_bytes=found.max_page_bytes),
            fetch=FetchOptions(max_bytes=found.max_page_bytes, allow_private_hosts=found.allow_private_hosts),
            fetch_pages=found.fetch_pages,
            pause=found.pause,
            settle=found.settle,
            feed_interval=found.feed_interval,
            once=found.once,
            status=found.status,
        )
