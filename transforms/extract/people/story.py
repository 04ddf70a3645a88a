"""Brings the short forms of a story's people to their full names: "ông Cang", "Tổng thống Trump", "ông Tập"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from transforms.extract.mentions import PersonMention
from transforms.text import fold

_WORD = re.compile(r"\w+")
Name = tuple[str, ...]


def link_people(sentences: Sequence[Sequence[PersonMention]]) -> list[list[PersonMention]]:
    """The people of a story's sentences, each under the fullest name that the story gives, with the titles it gives anywhere.

    A short form belongs to the one full name that ends or begins with it; of several, to the one last named before it, or
    else named first after it. Offsets stay those of the words in their own sentence.
    """
    everyone = [person for sentence in sentences for person in sentence]
    words = [tuple(_WORD.findall(fold(person.name))) for person in everyone]
    endings, beginnings = _longer(words, from_end=True), _longer(words, from_end=False)
    full = [_full_name(index, words, endings, beginnings) for index in range(len(everyone))]
    titled = _best_titled(everyone)
    first = {everyone[index].id: everyone[index].name for index in reversed(full)}
    linked = iter(
        [_linked(person, first[everyone[index].id], titled[everyone[index].id]) for person, index in zip(everyone, full, strict=True)]
    )
    return [[next(linked) for _ in sentence] for sentence in sentences]


def _longer(words: Sequence[Name], from_end: bool) -> dict[Name, list[int]]:
    """Where the names stand that end (or begin) with certain words but have more, in the order of the story."""
    found: dict[Name, list[int]] = {}
    for index, name in enumerate(words):
        for cut in range(1, len(name)):
            found.setdefault(name[cut:] if from_end else name[:cut], []).append(index)
    return found


def _full_name(index: int, words: Sequence[Name], endings: dict[Name, list[int]], beginnings: dict[Name, list[int]]) -> int:
    """The place of the name that a short form stands for, or its own."""
    places = endings.get(words[index]) or beginnings.get(words[index])
    while places:
        before = bisect_left(places, index)
        index = places[before - 1] if before else places[0]
        places = endings.get(words[index]) or beginnings.get(words[index])
    return index


def _best_titled(everyone: Iterable[PersonMention]) -> dict[str, PersonMention]:
    """For each person the mention that says most of their offices: a side first, then the number of titles."""
    best: dict[str, PersonMention] = {}
    for person in everyone:
        known = best.get(person.id)
        if known is None or (person.party is not None, len(person.titles)) > (known.party is not None, len(known.titles)):
            best[person.id] = person
    return best


def _linked(person: PersonMention, name: str, best: PersonMention) -> PersonMention:
    if person is best and name == person.name:
        return person
    return replace(
        person,
        name=name,
        id=best.id,
        titles=person.titles if len(person.titles) >= len(best.titles) else best.titles,
        organisation=person.organisation or best.organisation,
        party=person.party or best.party,
    )
