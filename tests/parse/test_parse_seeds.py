"""The pages handed over with the contract: what must come out is stated beside them."""

import json
import os
from pathlib import Path

import pytest

from transforms.elements import Page, PageForm
from transforms.parse.page import parse_page
from transforms.text import clean

SHARED = Path(__file__).parents[2].parent / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))


@pytest.fixture(scope="module", autouse=True)
def _shared_is_there():
    if not GOLD:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("../shared/gold is not on this machine")


def test_parts_of_each_page():
    for file in GOLD:
        gold = json.loads(file.read_text(encoding="utf-8"))
        want, source = gold["parse"], SHARED / "seeds" / gold["story"]
        article, *teasers = parse_page(Page(gold["story"], PageForm.DUMP, clean(source.read_text(encoding="utf-8"))))
        assert (article.publisher, article.title, article.topic) == (want["publisher"], want["title"], want["topic"])
        assert article.teaser.startswith(want["teaser_starts"])
        assert len(article.paragraphs) == want["body_paragraphs"]
        assert [caption.text.startswith(start) for caption, start in zip(article.captions, want["captions"], strict=True)].count(False) == 0
        assert len(article.related) == len(teasers) == want["related"]
        assert all(teaser.teaser and teaser.publisher == want["publisher"] for teaser in teasers)
