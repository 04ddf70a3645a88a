"""A story's text with the evidence of its events marked: by number, and by colour where there is any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from schemas.records import Evidence, Section, Story
from transforms.explain.reasons import Event
from transforms.explain.visible import visible

_GUTTER = 10
_STYLES = {
    "event_type": "bold magenta",
    "date": "bold cyan",
    "place": "bold green",
    "parties": "bold yellow",
    "participants": "bold blue",
    "amounts": "bold red",
    "documents": "italic",
}
_PLAIN, _EVIDENCE = "dim", "default"

Key = tuple[Section, int]


def marked_story(story: Story, events: Sequence[Event]) -> Table:
    """Each part of a story on a row of its own; sentences that are evidence begin with the numbers of their events."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_GUTTER)
    grid.add_column(ratio=1)
    numbers, spans = _evidence(events), _words(events)
    for key, text in _parts(story):
        section, index = key
        name = section.value.lower() + (f" {index}" if section in (Section.BODY, Section.CAPTION) else "")
        grid.add_row(Text(name, style="dim"), _marked(text, numbers[key], spans[key]))
    grid.add_row(Text("marks", style="dim"), _legend())
    return grid


def _parts(story: Story) -> Iterator[tuple[Key, str]]:
    yield (Section.TITLE, 0), story.title
    yield (Section.TEASER, 0), story.teaser
    yield from (((Section.BODY, index), text) for index, text in enumerate(story.paragraphs))
    yield from (((Section.CAPTION, index), caption.text) for index, caption in enumerate(story.captions))


def _evidence(events: Sequence[Event]) -> defaultdict[Key, dict[tuple[int, int], list[int]]]:
    """The numbers of the events that each sentence is evidence of."""
    found: defaultdict[Key, dict[tuple[int, int], list[int]]] = defaultdict(dict)
    for event in events:
        for sentence in event.record.evidence:
            found[sentence.section, sentence.index].setdefault((sentence.start, sentence.end), []).append(event.number)
    return found


def _words(events: Sequence[Event]) -> defaultdict[Key, list[tuple[Evidence, str]]]:
    """The words that gave the events their fields, each with its style."""
    found: defaultdict[Key, list[tuple[Evidence, str]]] = defaultdict(list)
    for event in events:
        for answer in event.answers:
            style = _STYLES.get(answer.field)
            for step in answer.steps:
                if style and step.words and step.used:
                    found[step.words.section, step.words.index].append((step.words, style))
    return found


def _marked(text: str, numbers: dict[tuple[int, int], list[int]], spans: Sequence[tuple[Evidence, str]]) -> Text:
    """The text cut at every mark, each piece made visible and styled by the sentence and the last words that cover it."""
    cuts = {0, len(text), *(at for span in numbers for at in span), *(at for words, _ in spans for at in (words.start, words.end))}
    edges = sorted(at for at in cuts if at <= len(text))
    shown = Text()
    for start, end in zip(edges, edges[1:], strict=False):
        for (first, _), events in numbers.items():
            if first == start:
                shown.append(f"[{','.join(map(str, events))}] ", style="bold reverse")
        base = _EVIDENCE if any(first <= start < last for first, last in numbers) else _PLAIN
        style = next((style for words, style in reversed(spans) if words.start <= start < words.end), base)
        shown.append(visible(text[start:end]), style=style)
    return shown


def _legend() -> Text:
    legend = Text("[n] evidence of event n")
    for name, style in _STYLES.items():
        legend.append("  ")
        legend.append(name, style=style)
    return legend
