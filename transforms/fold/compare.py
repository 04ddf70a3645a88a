"""Decides whether two teasers are one story, and says why.

No degree of likeness separates a teaser that an editor touched from one that was written after the same pattern about
another year or province. So likeness is asked last: first the same link, then source and day, then every number, name
and turn of meaning must agree, one side's contained in the other's; only soft words may differ, and what a side cut off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from itertools import product

from schemas.records import Match
from transforms.fold.fingerprint import Fingerprint
from transforms.fold.reading import Reading, negations, opposites, read, spelt_out
from transforms.fold.screen import bag, enough_common, other_day, other_link, other_source, possible
from transforms.lexicon import table
from transforms.text import strip_marks

_MIN_SHARED_WORDS = 6
_MIN_COVERAGE = 0.6
_MIN_TITLE_COVERAGE = 0.5
_MIN_LEAD_COVERAGE = 0.5
_LONE_WORDS = 2
_CUT_ANCHOR = 3
_SMALL_EDIT = 3
_NAME_GAP = 2
_FOREIGN_LETTERS = 7


class Why(StrEnum):
    """Why two teasers are one story or two; the value is the sentence that a reader gets."""

    SAME_LINK = "the same canonical link"
    EXACT = "the same headline and lead, letter for letter"
    NORMALISED = "the same words; capitals, punctuation or spelling differ"
    NEAR = "the same numbers, names and turns of meaning; only soft words or a cut-off end differ"
    OTHER_SOURCE = "other sources, and nothing beyond a pattern that comes again"
    OTHER_DAY = "published on days too far apart"
    OTHER_LINK = "two links of one source, and the words differ"
    NUMBERS = "a number or date differs"
    NAMES = "a name differs"
    REVERSAL = "one says the opposite of the other"
    WORDS = "too few words in common"
    ONE_WORD = "one word was exchanged for another of unknown meaning"


_WHYS = tuple(Why)
HARD = frozenset({Why.NUMBERS, Why.NAMES, Why.REVERSAL})  # what no third teaser can bridge


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two teasers are one story; `similarity` is the share of common words, 0 to 1; `detail` the words at issue."""

    same: bool
    match: Match
    similarity: float
    why: Why
    detail: str = ""


def compare(a: Fingerprint, b: Fingerprint) -> Verdict:
    """The verdict on two teasers; compare(a, b) and compare(b, a) agree."""
    if (a.uid, a.text) > (b.uid, b.text):
        a, b = b, a
    text = compare_text(a, b)
    if a.link and a.link == b.link:
        return Verdict(True, text.match, text.similarity, Why.SAME_LINK)
    if not text.same:
        return text
    scope = _scope(a, b, text)
    return text if scope is None else Verdict(False, text.match, text.similarity, scope)


def one_story(a: Fingerprint, b: Fingerprint) -> Verdict | None:
    """The verdict where two teasers are one story, else None: the same answer as `compare`, and quick for most."""
    verdict = compare(a, b) if possible(a, b) else None
    return verdict if verdict and verdict.same else None


def any_conflict(some: Iterable[Fingerprint], others: Iterable[Fingerprint]) -> bool:
    """Whether one of `some` differs from one of `others` in a way that no third teaser can bridge."""
    return any(compare(a, b).why in HARD for a, b in product(some, others))


def closeness(why: Why) -> int:
    """The closest first."""
    return _WHYS.index(why)


def compare_text(a: Fingerprint, b: Fingerprint) -> Verdict:
    """The verdict by headline and lead alone."""
    if (a.title, a.lead) == (b.title, b.lead):
        return Verdict(True, Match.EXACT, 1.0, Why.EXACT)
    bag_a, bag_b = bag(a.text), bag(b.text)
    if not enough_common(bag_a, bag_b):
        return Verdict(False, Match.NEAR, round(2 * len(bag_a & bag_b) / (len(bag_a) + len(bag_b)), 4), Why.WORDS)
    left, right = read(a.text), read(b.text)
    if left.words == right.words:
        return Verdict(True, Match.NORMALISED, 1.0, Why.NORMALISED)
    near = _near(*_without_tails(left, right))
    if near.same and (_coverage(a.title, b.title) < _MIN_TITLE_COVERAGE or _coverage(a.lead, b.lead) < _MIN_LEAD_COVERAGE):
        return Verdict(False, Match.NEAR, near.similarity, Why.WORDS)  # a rubric's standing lead, or two reports of one affair
    one_word = near.same and _one_word(read(a.title), read(b.title))
    return Verdict(False, Match.NEAR, near.similarity, Why.ONE_WORD, one_word) if one_word else near


def _scope(a: Fingerprint, b: Fingerprint, text: Verdict) -> Why | None:
    """What keeps apart two teasers whose words are the same: another source or day, where the words come again."""
    recurs = _recurs(a)  # two papers print the same words, even with the year in them
    if a.publisher != b.publisher if recurs else text.match is Match.NEAR and other_source(a, b):
        return Why.OTHER_SOURCE
    if text.match is Match.NEAR and other_link(a, b):
        return Why.OTHER_LINK
    undated = None in (a.day, b.day)
    recurs = recurs and not read(a.text).numbers
    return Why.OTHER_DAY if (recurs and a.day != b.day if undated else other_day(a, b)) else None


@cache
def _recurring() -> tuple[str, ...]:
    return tuple(row["term"] for row in table("fold_recurring", key="term"))


def _recurs(print_: Fingerprint) -> bool:
    text = f" {' '.join(read(print_.text).words)} "
    return any(f" {term} " in text for term in _recurring())


def _without_tails(a: Reading, b: Reading) -> tuple[Reading, Reading]:
    """Both readings without what lies past the point where one of them was cut off."""
    if a.cut:
        a, b = _until_cut(a, b)
    if b.cut:
        b, a = _until_cut(b, a)
    return a, b


def _until_cut(cut: Reading, whole: Reading) -> tuple[Reading, Reading]:
    """`cut`, without a last word that was cut itself, and as much of `whole`."""
    if end := _end_of(cut.words, whole.words):
        return cut, whole.head(end)
    last = cut.words[-1] if cut.words else ""
    end = _end_of(cut.words[:-1], whole.words)
    if end and whole.words[end : end + 1] and whole.words[end].startswith(last):
        return cut.head(len(cut.words) - 1), whole.head(end)
    return cut, whole


def _end_of(cut: tuple[str, ...], whole: tuple[str, ...]) -> int:
    """Where the last words of `cut` end in `whole`, 0 if nowhere."""
    anchor = cut[-_CUT_ANCHOR:]
    starts = range(len(whole) - len(anchor), -1, -1) if anchor else range(0)
    return next((start + len(anchor) for start in starts if whole[start : start + len(anchor)] == anchor), 0)


def _near(a: Reading, b: Reading) -> Verdict:
    left, right = a.count - b.count, b.count - a.count
    shared, similarity = len(a.words) - left.total(), _similarity(a, b)
    _drop_spelt_out(left, right)
    _drop_spelt_out(right, left)
    apart = _hard_difference(a, b, left, right) or _reversal(a, b, left, right) or _word_difference(a, b, left, right, shared)
    if apart:
        return Verdict(False, Match.NEAR, similarity, apart[0], apart[1])
    return Verdict(True, Match.NEAR, similarity, Why.NEAR)


def _similarity(a: Reading, b: Reading) -> float:
    total = len(a.words) + len(b.words)
    return round(2 * (a.count & b.count).total() / total, 4) if total else 0.0


def _coverage(a: str, b: str) -> float:
    """Which share of the shorter text stands in the other; 1 where one is empty."""
    left, right = read(a), read(b)
    shorter = min(len(left.words), len(right.words))
    return (left.count & right.count).total() / shorter if shorter else 1.0


def _drop_spelt_out(words: Counter[str], digits: Counter[str]) -> None:
    """Drops "ba" here where the other side has an extra 3: too common a word to be read as a number everywhere."""
    for word in [word for word in words if digits.get(spelt_out().get(word, ""))]:
        del words[word], digits[spelt_out()[word]]


def _hard_difference(a: Reading, b: Reading, left: Counter[str], right: Counter[str]) -> tuple[Why, str] | None:
    """Numbers or names that each side has and the other lacks."""
    numbers = [word for word in left if word in a.numbers], [word for word in right if word in b.numbers]
    names = _without_typos([word for word in left if word in a.names], [word for word in right if word in b.names])
    for why, (mine, theirs) in ((Why.NUMBERS, numbers), (Why.NAMES, names)):
        if mine and theirs and (why is Why.NUMBERS or _stand_for_one_another(a, b, mine, theirs)):
            return why, f"{' '.join(mine)} / {' '.join(theirs)}"
    return None


def _stand_for_one_another(a: Reading, b: Reading, mine: list[str], theirs: list[str]) -> bool:
    """Whether the names are exchanged; not where one side only repeats a name and the other adds one elsewhere."""
    if any(name not in b.count for name in mine) and any(name not in a.count for name in theirs):
        return True
    return any(not removed.isdisjoint(mine) and not added.isdisjoint(theirs) for removed, added in _edits(a.words, b.words))


def _edits(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[set[str], set[str]]]:
    """The words of either side at each place where they differ; places so near to one another that a name spans them are one."""
    removed: set[str] = set()
    added: set[str] = set()
    for kind, start, end, begin, stop in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            removed.update(a[start:end])
            added.update(b[begin:stop])
        elif end - start > _NAME_GAP:
            yield removed, added
            removed, added = set(), set()
    yield removed, added


def _without_typos(left: list[str], right: list[str]) -> tuple[list[str], list[str]]:
    """Drops the pairs of long foreign names that differ in accents or one letter: Frédéric, Kewel."""
    return [a for a in left if not any(_same_name(a, b) for b in right)], [b for b in right if not any(_same_name(a, b) for a in left)]


def _same_name(a: str, b: str) -> bool:
    # Khanh and Thanh, Phương and Phượng are two people: short names must agree, longer ones are no Vietnamese syllable.
    shorter = min(len(a), len(b))
    if shorter >= _FOREIGN_LETTERS:
        return strip_marks(a) == strip_marks(b) or _one_letter_apart(a, b)
    return shorter >= _FOREIGN_LETTERS - 2 and len(a) != len(b) and _one_letter_apart(a, b)


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion or substitution turns `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + 1 :] == b[start + 1 :] or a[start:] == b[start + 1 :] or a[start + 1 :] == b[start:]


def _reversal(a: Reading, b: Reading, left: Counter[str], right: Counter[str]) -> tuple[Why, str] | None:
    turns_left, turns_right = a.turns - b.turns, b.turns - a.turns
    for term in turns_left:
        opposite = next((other for other in opposites().get(term, ()) if other in turns_right), None)
        if opposite:
            return Why.REVERSAL, f"{term} / {opposite}"
    small = left.total() + right.total() <= _SMALL_EDIT
    for term in (*turns_left, *turns_right):
        if (strength := negations().get(term)) and (strength == "strong" or small):
            return Why.REVERSAL, term
    return None


def _word_difference(a: Reading, b: Reading, left: Counter[str], right: Counter[str], shared: int) -> tuple[Why, str] | None:
    if shared < _MIN_SHARED_WORDS or shared < _MIN_COVERAGE * min(len(a.words), len(b.words)):
        return Why.WORDS, ""
    # "Trung, 13 tuổi" and "My, 13 tuổi": a capital that may be a name's, exchanged for another, and little else.
    left, right = _exchanged(left), _exchanged(right)
    names = [word for word in left if word in a.openings], [word for word in right if word in b.openings]
    if all(names) and max(left.total(), right.total()) <= _LONE_WORDS and not _misspelt(*names):
        return Why.ONE_WORD, f"{' '.join(names[0])} / {' '.join(names[1])}"
    return None


def _one_word(a: Reading, b: Reading) -> str:
    """The words exchanged where two headlines differ in one thing of unknown meaning, else ""."""
    left, right = a.count - b.count, b.count - a.count
    _drop_spelt_out(left, right)
    _drop_spelt_out(right, left)
    left, right = _exchanged(left), _exchanged(right)
    alone = 0 < left.total() == right.total() <= _LONE_WORDS and not _misspelt(left, right)
    return f"{' '.join(left)} / {' '.join(right)}" if alone else ""


@cache
def _soft_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("fold_soft_words", key="word"))


def _exchanged(words: Counter[str]) -> Counter[str]:
    return Counter({word: number for word, number in words.items() if word not in _soft_words()})


def _misspelt(left: Iterable[str], right: Iterable[str]) -> bool:
    """Whether each word on one side is one on the other but for tone marks or a letter."""
    return all(any(_nearly(word, other) for other in right) for word in left)


def _nearly(a: str, b: str) -> bool:
    plain_a, plain_b = _sound(a), _sound(b)
    return plain_a == plain_b or (min(len(a), len(b)) > 2 and _one_letter_apart(plain_a, plain_b))


def _sound(word: str) -> str:
    """Without tone, and with one letter for initials that sound alike in Ha Noi: tr and ch, s and x, gi, r and d."""
    plain = strip_marks(word)
    for initial, alike in (("tr", "ch"), ("s", "x"), ("gi", "d"), ("r", "d")):
        if plain.startswith(initial) and len(plain) > len(initial):
            return alike + plain[len(initial) :]
    return plain
