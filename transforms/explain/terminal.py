"""Explanations as text for a terminal, with colours that it may drop; the words of an article are never markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from schemas.records import Evidence, Story
from transforms.explain.marked import marked_story
from transforms.explain.pairs import Pair
from transforms.explain.reasons import Answer, Cut, Dropped, Event, Explanation, Step, Weighing, Why
from transforms.explain.rules import Rule
from transforms.explain.visible import visible
from transforms.extract.scoring import BIAS

_NAMES = 13
_HEAVIEST = 6
_RULES_SHOWN = 4


def show_explanation(explanation: Explanation) -> Group:
    """A page's explanation: its text with the evidence marked, its time, its events, what was dropped and what was cut off."""
    parts: list[RenderableType] = [*_headline(explanation.story), _heading("text"), marked_story(explanation.story, explanation.events)]
    parts += [_heading("when it was written"), *_steps(explanation.clock)]
    parts.append(_heading(f"events: {len(explanation.events)}"))
    for event in explanation.events:
        parts += [*([Text()] if event.number > 1 else []), *_event(event)]
    parts += [_heading("considered and dropped"), *_dropped(explanation.dropped)]
    parts += [_heading("cut off"), *_cut(explanation.cut)]
    return Group(*parts)


def show_pairs(pairs: Sequence[Pair]) -> Group:
    """Verdicts on pairs of stories, one after the other."""
    return Group(*(part for pair in pairs for part in _pair(pair)))


def _headline(story: Story) -> Iterator[Text]:
    yield Text(visible(story.title), style="bold")
    said = [story.kind.value, story.publisher or "publisher unknown", f"read by {story.parsed_by.value}"]
    if story.published_at:
        said.append(f"published {story.published_at.isoformat()} ({story.published_basis.value})")
    for line in (story.uri, ", ".join(said), f"story_id {story.story_id}"):
        yield Text(visible(line), style="dim")


def _heading(title: str) -> Padding:
    return Padding(Line(title, align="left", style="dim", characters="─"), (1, 0, 0, 0))


def _event(event: Event) -> Iterator[RenderableType]:
    record = event.record
    head = Text(f"[{event.number}] {record.event_type.value}", style="bold magenta")
    head.append(f"  {record.status.value}  {record.date.value or 'date unknown'}  confidence {record.confidence:.3f}", style="default")
    yield head
    yield Padding(Text(visible(record.summary)), (0, 0, 0, 4))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_NAMES)
    grid.add_column(ratio=1)
    for answer in event.answers:
        grid.add_row(Text(answer.field, style="bold"), _answer(answer))
    grid.add_row(Text("confidence", style="bold"), _weighing(event.weighing))
    yield grid


def _answer(answer: Answer) -> Group:
    return Group(Text(visible(answer.value), style="bold"), *_steps(answer.steps))


def _steps(steps: Sequence[Step], known: Evidence | None = None) -> Iterator[Table]:
    """Steps one below the other; a row that several of them rest on stands below the first."""
    shown: set[Rule] = set()
    for step in steps:
        yield _step(step, [rule for rule in step.rules if rule not in shown], known)
        shown.update(step.rules)


def _step(step: Step, rules: Sequence[Rule], known: Evidence | None) -> Table:
    """A step on lines of its own; `known` words are not said again."""
    text = Text()
    if step.words and step.words != known:
        text.append(f"“{visible(_short(step.words.text))}”", style="cyan")
        text.append(f" ({place_of(step.words)})", style="dim")
        text.append(": " if step.says else "")
    text.append(visible(step.says))
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("-"), Group(text, *(Text(visible(str(rule)), style="green") for rule in rules[:_RULES_SHOWN])))
    return grid


def _short(words: str) -> str:
    """
    >>> _short("một câu rất dài " * 9)
    'một câu rất dài một câu rất dài một câu rất dài một câu rất …'
    """
    return words if len(words) <= 64 else words[:61].rsplit(" ", 1)[0] + " …"


def place_of(words: Evidence) -> str:
    """Where words stand: the section, the number of its paragraph or caption, the characters in it."""
    numbered = f" {words.index}" if words.section.value in ("BODY", "CAPTION") else ""
    return f"{words.section.value.lower()}{numbered}, {words.start}-{words.end}"


def _weighing(weighing: Weighing) -> Group:
    score = weighing.score
    compared = "at least" if score.relevance >= weighing.needed else "below"
    lines = [
        Text(f"{score.confidence:.3f}; relevance {score.relevance:.3f}, {compared} {weighing.needed}", style="bold"),
        Text("confidence  relevance  feature (weights.tsv)", style="dim"),
    ]
    features = [part for part in weighing.contributions if part.feature != BIAS]
    for part in (*features[:_HEAVIEST], *(part for part in weighing.contributions if part.feature == BIAS)):
        value = "" if part.value == 1 else f" × {part.value:.2f}"
        lines.append(Text(f"{part.confidence:+10.2f} {part.relevance:+10.2f}  {part.feature}{value}"))
    if len(features) > _HEAVIEST:
        lines.append(Text(f"{'':21}  {len(features) - _HEAVIEST} more weigh less", style="dim"))
    return Group(*lines)


def _dropped(items: Sequence[Dropped]) -> Iterator[RenderableType]:
    for why in Why:
        chosen = [item for item in items if item.why is why]
        if chosen:
            yield Text(f"{why.value}:", style="bold")
        for item in chosen:
            head = Text("  ")
            head.append(f"“{visible(item.words.text)}”", style="cyan")
            head.append(f" ({place_of(item.words)})", style="dim")
            head.append(f" {item.event_type.value}" if item.event_type else "")
            yield head
            yield Padding(Group(*_steps(item.steps, item.words)), (0, 0, 0, 4))
            if item.weighing:
                yield Padding(_weighing(item.weighing), (0, 0, 0, 4))
    if not items:
        yield Text("nothing")


def _cut(cut: Cut) -> Iterator[Text]:
    for rule in cut.rules:
        yield Text(visible(str(rule)), style="green")
    for title in cut.titles:
        yield Text(f"- another story: {visible(title)}")
    for line in cut.lines:
        yield Text(f"- no part of the story: {visible(_short(line))}", style="dim")
    if not cut.titles and not cut.lines:
        yield Text("nothing")


def _pair(pair: Pair) -> Iterator[RenderableType]:
    verdict = pair.verdict
    yield Text("folded into one" if pair.folded else "kept apart", style="bold green" if pair.folded else "bold red")
    detail = f": {verdict.detail}" if verdict.detail else ""
    yield Text(f"- {verdict.why.value}{visible(detail)}")
    yield Text(f"- {verdict.match.value}, {verdict.similarity:.0%} of the words in common")
    if not pair.met:
        yield Text("- a run never compares them: no link, headline, beginning of a lead or run of words in common")
    if pair.tables:
        yield Text(f"- tables that decide this: {', '.join(pair.tables)}", style="green")
    for story, scope in zip(pair.stories, pair.scopes, strict=True):
        yield Text(f"  {visible(story.uri)} ({story.kind.value}; {visible(scope)})", style="dim")
        yield Padding(Text(visible(story.title), style="bold"), (0, 0, 0, 4))
        yield Padding(Text(visible(story.teaser)), (0, 0, 0, 4))
    yield Text()
