"""Annotated stories for fitting and measuring: articles as JSON lines, gold events beside them, and the scorer's own matching.

The stories whose number is divisible by three are kept aside: nothing is fitted on them.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from schemas.records import DeadLetter, PublishedBasis, Story
from transforms.elements import Page, PageForm
from transforms.parse.page import parse_page
from transforms.published import read_time
from transforms.text import clean

ASIDE = 3


@dataclass(frozen=True, slots=True)
class Annotated:
    """A story with its gold events; `aside` where it is kept out of fitting."""

    story: Story
    gold: dict
    aside: bool


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module: its rules of matching are the ones to fit for."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(articles: Path, gold: Path) -> Iterator[Annotated]:
    """The articles that have a gold file, parsed."""
    for line in articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        number = int(row["id"].split(".")[0])
        parsed = parse_page(_page(row))
        if isinstance(parsed, DeadLetter):
            raise SystemExit(f"{row['id']}: {parsed.message}")
        truth = json.loads((gold / f"{number:03d}.json").read_text(encoding="utf-8"))
        yield Annotated(parsed[0], truth, number % ASIDE == 0)


def annotated_pages(pages: Path, gold: Path) -> Iterator[Annotated]:
    """The page dumps of a folder that have a gold file, named as the page; none is kept aside."""
    for page in sorted(pages.glob("*.txt")):
        truth = next((path for path in (gold / f"{page.stem}.json", gold / f"{page.name}.json") if path.exists()), None)
        parsed = parse_page(Page(page.name, PageForm.DUMP, clean(page.read_text(encoding="utf-8"))))
        if truth and not isinstance(parsed, DeadLetter):
            yield Annotated(parsed[0], json.loads(truth.read_text(encoding="utf-8")), False)


def _page(row: dict) -> Page:
    published = read_time(row.get("published_at") or "")
    basis = PublishedBasis.METADATA if published else PublishedBasis.UNKNOWN
    return Page(row["id"], PageForm.DUMP, clean(row["text"]), published_at=published, published_basis=basis)
