"""Finds sums of money: value, currency, and whether the words let it be handed over."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import prod

from transforms.extract.mentions import AmountMention, AmountUse
from transforms.lexicon import LexiconError, check, table
from transforms.matching import Match, PhraseMatcher
from transforms.text import fold

check("number_words", "kind", {"NUMBER", "UNIT"})
_NUMBERS = {row["word"]: Decimal(row["value"]) for row in table("number_words", key="word") if row["kind"] == "NUMBER"}
_UNITS = {row["word"]: Decimal(row["value"]) for row in table("number_words") if row["kind"] == "UNIT"}
_UNIT = rf"(?:{'|'.join(_UNITS)})"
_DIGITS = r"\d{1,3}(?:\. ?\d{3}(?!\d)){1,5}(?:,\d{1,3})?|\d{1,3}(?:,\d{3}(?!\d)){2,5}|\d{1,15}(?:[.,]\d{1,3})?"
# A number with its units ("1 tỷ 250 triệu", "2 tỷ rưỡi"), or a number word that has one ("một tỷ").
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    rf"(?<![\w.,/])(?:(?P<digits>{_DIGITS})|(?P<word>{'|'.join(_NUMBERS)})(?= {_UNIT}\b))"
    rf"(?P<units>(?: ?{_UNIT}\b){{0,2}})(?P<rest> \d{{1,3}} {_UNIT}\b| rưỡi\b)?"
)
_GAP = 60
_CLAUSE = re.compile(r"[.;:!?](?= |$)|\n")
_RATE = re.compile(r" ?/ ?(?:1 )?[^\W\d]")


@cache
def _currencies(place: str) -> dict[str, str]:
    check("currencies", "place", {"AFTER", "BEFORE"})
    return {fold(row["word"]): row["currency"] for row in table("currencies") if row["place"] == place}


@cache
def _after() -> re.Pattern[str]:
    words = sorted(_currencies("AFTER"), key=len, reverse=True)
    return re.compile(rf" ?(?P<currency>{'|'.join(map(re.escape, words))})(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_currencies('BEFORE'), key=len, reverse=True)))}) ?$")


@cache
def _cues() -> PhraseMatcher[dict[str, str]]:
    """The cue words, each with its use by side."""
    check("money_words", "use", {"RATE", "COST", "GIFT", "TOTAL", "NO_MONEY"})
    check("money_words", "side", {"BEFORE", "AFTER"})
    cues: dict[str, dict[str, str]] = {}
    for row in table("money_words"):
        sides = cues.setdefault(fold(row["phrase"]), {})
        if row["side"] in sides:
            raise LexiconError(f"money_words.tsv: {row['phrase']!r} {row['side']} stands twice")
        sides[row["side"]] = row["use"]
    return PhraseMatcher(cues.items())


def find_amounts(text: str, folded: str | None = None) -> list[AmountMention]:
    """The sums of money in a sentence, from left to right.

    >>> [(a.text, str(a.value), a.currency) for a in find_amounts("trao hơn 13.780 tỷ đồng")]
    [('13.780 tỷ đồng', '13780000000000', 'VND')]
    """
    if not _DIGIT.search(text) and " tỷ" not in text and " tỉ" not in text and " triệu" not in text:
        return []
    folded = fold(text) if folded is None else folded
    found: list[AmountMention] = []
    cues: list[Match[dict[str, str]]] | None = None
    for match in _NUMBER.finditer(folded):
        span = _money_span(folded, match)
        if span is None:
            continue
        cues = _cues().find(text, folded) if cues is None else cues
        start, end, currency = span
        before, after = _uses(folded, cues, start, end)
        if currency is None and "GIFT" not in before:
            continue
        use = _use(folded, before, after, end)
        value = _value(match)
        if value > 0:
            found.append(AmountMention(start, end, text[start:end], value, currency or "VND", use, "TOTAL" in before))
    return found


def _money_span(folded: str, match: re.Match[str]) -> tuple[int, int, str | None] | None:
    """Start, end and currency of a sum; the currency is None where "500 triệu" may be money, the whole None where it is not."""
    start, end = match.span()
    end = start + len(match[0].rstrip())
    after = _after().match(folded, end)
    if after and not _another_word(folded, after):
        return start, after.end(), _currencies("AFTER")[after["currency"]]
    sign = _before().search(folded[max(0, start - 6) : start])
    if sign:
        return start - len(sign[0]), end, _currencies("BEFORE")[sign[0].strip()]
    if match["units"] and re.match(r" ?(?:[,.;)]|$|cho |để |và |từ |/)", folded[end : end + 5]):
        return start, end, None
    return None


def _another_word(folded: str, currency: re.Match[str]) -> bool:
    """Whether "đồng" only begins a word, as in "120 đồng chí"."""
    following = re.match(r" (\w+)", folded[currency.end() : currency.end() + 12])
    if not following or currency["currency"] not in ("đồng", "đô", "bảng"):
        return False
    return any("AFTER" in cue.value and cue.value["AFTER"] == "NO_MONEY" for cue in _cues().find(following[1], following[1]))


def _value(match: re.Match[str]) -> Decimal:
    units = [_UNITS[unit] for unit in re.findall(_UNIT, match["units"])]
    value = _NUMBERS[match["word"]] if match["word"] else _number(match["digits"], bool(units))
    if match["rest"] == " rưỡi":
        value += Decimal("0.5")
    value *= prod(units)
    if match["rest"] and match["rest"] != " rưỡi":
        count, unit = match["rest"].split(maxsplit=1)
        value += Decimal(count) * _UNITS[unit]
    return Decimal(int(value)) if value == int(value) else value


def _number(digits: str, scaled: bool) -> Decimal:
    """A number as Vietnamese writes it: '.' before three digits groups thousands, ',' is the decimal mark.

    A single ',' before three digits groups too where no unit follows: "20,000 USD".
    """
    plain = digits.replace(" ", "")
    whole, comma, rest = plain.partition(",")
    if comma and len(rest) == 3 and not scaled and "." not in whole or plain.count(",") > 1:
        return Decimal(plain.replace(",", ""))
    head, point, tail = whole.rpartition(".")
    if point and len(tail) == 3:
        whole = whole.replace(".", "")
    return Decimal(f"{whole}.{rest}" if comma else whole)


def _uses(folded: str, cues: list[Match[dict[str, str]]], start: int, end: int) -> tuple[list[str], list[str]]:
    """The uses of the cues before a sum, nearest first, and of those right after it, within its clause."""
    before, after = _beside(folded, cues, start, end)
    return [cue.value["BEFORE"] for cue in before], [cue.value["AFTER"] for cue in after]


def _beside(folded: str, cues: list[Match[dict[str, str]]], start: int, end: int) -> tuple[list[Match], list[Match]]:
    left = max(0, start - _GAP)
    clause = [mark.end() for mark in _CLAUSE.finditer(folded, left, start)]
    left = clause[-1] if clause else left
    before = [cue for cue in reversed(cues) if left <= cue.start and cue.end <= start and "BEFORE" in cue.value]
    return before, [cue for cue in cues if end <= cue.start <= end + 2 and "AFTER" in cue.value]


def amount_cues(folded: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Start, end and side (BEFORE or AFTER) of the words that tell what a sum from `start` to `end` is, the nearest of each side."""
    before, after = _beside(folded, _cues().find(folded, folded), start, end)
    return [(cue.start, cue.end, side) for cues, side in ((before, "BEFORE"), (after, "AFTER")) for cue in cues[:1]]


def _use(folded: str, before: list[str], after: list[str], end: int) -> AmountUse:
    telling = [use for use in before if use != "TOTAL"]
    if _RATE.match(folded, end) or after[:1] == ["RATE"] or "RATE" in telling[:2]:
        return AmountUse.RATE
    given = after[:1] == ["GIFT"] or (telling[:1] == ["GIFT"] and after[:1] != ["COST"])
    return AmountUse.SUM if given else AmountUse.COST
