"""Pages for the tests of explanations, and what is looked up in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemas.records import DeadLetter, PublishedBasis
from transforms.elements import Page, PageForm
from transforms.explain.explanation import explain
from transforms.explain.reasons import Explanation, Step

LEAD = "(Báo Mẫu) - Chiều 12/3, tại TP Vinh, tỉnh Nghệ An và tỉnh Xiêng Khoảng (Lào) đã hội đàm về an ninh biên giới."
TITLE = "Nghệ An hội đàm với Xiêng Khoảng"


def page(*paragraphs: str, title: str = TITLE, lead: str = LEAD, published: str | None = "2023-03-13T08:00:00+07:00") -> Page:
    moment = datetime.fromisoformat(published) if published else None
    basis = PublishedBasis.METADATA if moment else PublishedBasis.UNKNOWN
    return Page("talks.txt", PageForm.DUMP, "\n\n".join((title, lead, *paragraphs)), published_at=moment, published_basis=basis)


def explained(*paragraphs: str, **settings: str | None) -> Explanation:
    explanation = explain(page(*paragraphs, **settings))
    assert not isinstance(explanation, DeadLetter)
    return explanation


def lines(steps: tuple[Step, ...]) -> Iterator[str]:
    """Each step as one line: its words, what it says, its rows."""
    for step in steps:
        yield " | ".join(filter(None, (step.words.text if step.words else "", step.says, *map(str, step.rules))))


def field(explanation: Explanation, name: str, number: int = 1) -> str:
    """All steps of one field of one event."""
    event = explanation.events[number - 1]
    return "\n".join(line for answer in event.answers if answer.field == name for line in lines(answer.steps))
