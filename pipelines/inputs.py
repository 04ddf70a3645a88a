"""The `--input` and `--feed` options: what a run reads, matched before it starts."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

from pipelines.command import UsageError
from transforms.read.fetch import FetchOptions
from transforms.read.limits import Limits
from transforms.read.match import InputError, match_inputs


@dataclass(frozen=True, slots=True)
class InputOptions:
    """The files that the patterns matched, the feeds, how much is taken of one page, and what may be fetched."""

    files: tuple[str, ...]
    feeds: tuple[str, ...]
    limits: Limits
    fetch: FetchOptions
    fetch_pages: bool

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--input", metavar="GLOB", action="append", default=[], help="files to read, in quotes; may be repeated")
        parser.add_argument("--feed", metavar="URL_OR_FILE", action="append", default=[], help="an RSS or Atom feed; may be repeated")
        parser.add_argument("--fetch-pages", action="store_true", help="also read the page that each feed item links")
        parser.add_argument("--allow-private-hosts", action="store_true", help="feeds and pages may be on this machine or network")
        parser.add_argument("--user-agent", metavar="TEXT", default=FetchOptions().user_agent, help="what feeds and pages are asked as")
        limit = Limits().max_page_bytes
        parser.add_argument("--max-page-bytes", metavar="N", type=int, default=limit, help=f"a larger page is a dead letter ({limit:,})")

    @classmethod
    def validate(cls, found: argparse.Namespace) -> InputOptions:
        """The inputs, matched; of several patterns one that matches nothing is said, and the run goes on.

        Raises:
            UsageError: nothing to read, or a number that cannot be a size.
        """
        if not found.input and not found.feed:
            raise UsageError("nothing to read: write --input GLOB or --feed URL_OR_FILE")
        if found.max_page_bytes < 1:
            raise UsageError("--max-page-bytes needs a number above 0")
        try:
            matches = {pattern: match_inputs([pattern]) for pattern in found.input}
        except InputError as error:
            raise UsageError(str(error)) from error
        unmatched = [pattern for pattern, files in matches.items() if not files]
        if len(unmatched) == len(matches) and not found.feed:
            raise UsageError(f"no file matches --input {', '.join(unmatched)}: check the path and the quotes")
        for pattern in unmatched:
            print(f"no file matches --input {pattern}; the others are read", file=sys.stderr)
        files = sorted({file for matched in matches.values() for file in matched})
        limits = Limits(max_page_bytes=found.max_page_bytes)
        if not found.user_agent.isascii() or not found.user_agent.isprintable() or not found.user_agent.strip():
            raise UsageError("--user-agent needs plain printable text, such as 'Newsroom/1.0 (desk@example.org)'")
        fetch = FetchOptions(user_agent=found.user_agent, max_bytes=found.max_page_bytes, allow_private_hosts=found.allow_private_hosts)
        return cls(tuple(files), tuple(dict.fromkeys(found.feed)), limits, fetch, found.fetch_pages)
