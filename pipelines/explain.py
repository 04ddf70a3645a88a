"""Shows on the terminal how one page became events: the text with the evidence marked, and why each field has its value.

    python -m pipelines.explain seeds/articles/ha-tinh-tet-greeting-2022.txt
    python -m pipelines.explain pages.jsonl --story 17
    python -m pipelines.explain one.txt --with other.txt

Every answer names the words it rests on (section, paragraph, characters) and the table rows under seeds/lexicon/ that know
them; then comes what was considered and dropped, and what was cut off as other stories. With --with it says instead why the
stories of two pages are folded into one or kept apart. Of a file with several pages --story takes one, by its id or its number
from 1; FILE#ID names it too. --json prints the same for programs; piped output has no colour.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TypeVar

from apache_beam.io.filesystems import FileSystems
from rich.console import Console, RenderableType

from pipelines.command import CommandParser, RunError, UsageError, last_line, run_command
from pipelines.runner import beam_options
from schemas.records import DeadLetter, Story
from transforms.elements import Page
from transforms.explain.as_json import explanation_json, pairs_json
from transforms.explain.choice import NoSuchPage, SeveralPages, choose_page
from transforms.explain.explanation import explain
from transforms.explain.pairs import explain_pairs
from transforms.explain.terminal import show_explanation, show_pairs
from transforms.explain.visible import visible
from transforms.parse.page import parse_page
from transforms.read.files import read_file
from transforms.read.transform import open_file

PIPED_WIDTH = 80

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, and which of its pages; None where it must hold one only."""

    path: str
    story: str | None


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """The page to explain, the one to compare it with, and the form of the answer."""

    source: Source
    other: Source | None
    json: bool


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("explain", parse, run, arguments)


def parse(arguments: Sequence[str]) -> ExplainOptions:
    """The command line, checked.

    Raises:
        UsageError: with one line that says what to write instead.
    """
    parser = CommandParser("pipelines.explain", __doc__ or "")
    parser.add_argument("file", metavar="FILE", help="a page dump, HTML, JSON lines, WARC or feed, packed or not")
    parser.add_argument("--story", metavar="N_OR_ID", help="which page of a file with several: its id, or its number from 1")
    parser.add_argument("--with", metavar="OTHER", dest="other", help="another page: why the two are one story or two")
    parser.add_argument("--json", action="store_true", help="print JSON")
    found, rest = parser.parse_known_args(arguments)
    if rest and not rest[0].startswith("-"):
        raise UsageError(f"one page at a time: write {visible(found.file)} --with {visible(rest[0])} to compare two")
    FileSystems.set_options(beam_options(rest, parser.option_names()))
    other = _source(found.other, None) if found.other is not None else None
    return ExplainOptions(_source(found.file, found.story), other, found.json)


def _source(name: str, story: str | None) -> Source:
    """A file of that name, else one of its pages, FILE#ID.

    Raises:
        UsageError: there is no such file.
    """
    path, mark, identity = name, "", None
    if "#" in name and not _exists(name):
        path, mark, identity = name.rpartition("#")
    if os.path.isdir(path):
        raise UsageError(f"{visible(path)} is a folder: name one file in it")
    if not _exists(path):
        raise UsageError(f"there is no file '{visible(path)}': name one that ingest reads")
    if mark and story is not None:
        raise UsageError(f"write {visible(path)} --story {visible(story)}, or FILE#ID alone")
    return Source(path, identity if mark else story)


def _exists(path: str) -> bool:
    """Whether a file is there.

    Raises:
        UsageError: it is on a file system that is not installed or does not answer.
    """
    try:
        return FileSystems.exists(path)
    except Exception as error:  # each file system fails in its own way where its library or a right is missing
        missing = "s3:// needs apache-beam[aws], gs:// [gcp]"
        raise UsageError(f"{visible(path)} cannot be reached ({visible(last_line(error))}): {missing}") from error


def run(options: ExplainOptions) -> None:
    """Prints the explanation.

    Raises:
        RunError: a page is a dead letter; the message is its reason and cure.
    """
    if options.other is not None:
        pairs = explain_pairs(_stories(options.source), _stories(options.other))
        _print(pairs_json(pairs) if options.json else show_pairs(pairs))
        return
    explanation = _usable(explain(_page(options.source)))
    _print(explanation_json(explanation) if options.json else show_explanation(explanation))


def _page(source: Source) -> Page:
    """The page that is meant.

    Raises:
        UsageError: the file holds several, or not the one that is meant.
        RunError: it is a dead letter.
    """
    name = visible(source.path)
    try:
        return _usable(choose_page(read_file(source.path, open_file), source.path, source.story))
    except SeveralPages as error:
        ids = visible(str(error))
        raise UsageError(f"{name} holds several pages: write {name}#ID or --story ID, a number from 1 or one of {ids}") from error
    except NoSuchPage as error:
        raise UsageError(f"{name}: {visible(str(error))}") from error


def _stories(source: Source) -> list[Story]:
    return _usable(parse_page(_page(source)))


def _usable(found: Found | DeadLetter) -> Found:
    if isinstance(found, DeadLetter):
        raise RunError(visible(f"{found.uri} is a dead letter, {found.reason.value} ({found.stage.value}): {found.message}"))
    return found


def _print(shown: str | RenderableType) -> None:
    """Prints text as it is, and what is rendered in colours on a terminal, without them and without blanks at line ends elsewhere."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # Vietnamese does not fit every terminal's character set
    terminal = sys.stdout.isatty()
    console = Console(width=None if terminal else PIPED_WIDTH, force_terminal=terminal, highlight=False, markup=False, emoji=False)
    if isinstance(shown, str):
        console.out(shown)
    elif terminal:
        console.print(shown)
    else:
        with console.capture() as captured:
            console.print(shown)
        console.out("\n".join(line.rstrip() for line in captured.get().splitlines()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
