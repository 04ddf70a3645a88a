"""Twins of real teasers: each differs in one thing only, and is another story."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.lexicon import table

Teaser = tuple[str, str]

_DATE = re.compile(r"(?<![\d,./-])(\d{1,2})([/.-])(\d{1,2})(?![\d,/-]|\.\d)")
_YEAR = re.compile(r"(?<![\d,./-])(?:19|20)\d\d(?![\d,]|[./-]\d)")
_NUMBER = re.compile(r"(?<![\d,./-])\d{1,3}(?![\d]|[,./-]\d)")
_TURNS = (
    ("khai mạc", "bế mạc"),
    ("khởi công", "khánh thành"),
    ("bổ nhiệm", "miễn nhiệm"),
    ("thành lập", "giải thể"),
    ("ủng hộ", "phản đối"),
    ("thành công", "thất bại"),
    ("bắt đầu", "kết thúc"),
    ("xuất khẩu", "nhập khẩu"),
    ("đồng ý", "từ chối"),
    ("tăng", "giảm"),
    ("thắng", "thua"),
    ("mở cửa", "đóng cửa"),
    ("lên", "xuống"),
    ("cao nhất", "thấp nhất"),
    ("tổ chức", "hoãn"),
    ("trước", "sau"),
    ("sáng", "chiều"),
)


@dataclass(frozen=True, slots=True)
class Twin:
    """A teaser, its twin, and what was changed."""

    kind: str
    original: Teaser
    twin: Teaser


def twins(teasers: list[Teaser], number: int, seed: int = 7) -> list[Twin]:
    """`number` twins, of each kind as many as can be had; a change is made once or everywhere, by chance."""
    chance = random.Random(seed)
    shuffled = chance.sample(teasers, len(teasers))
    found: dict[str, list[Twin]] = {}
    share = number // len(_KINDS) + 1
    for kind, change in _KINDS.items():
        made = (Twin(kind, teaser, twin) for teaser in shuffled if (twin := _changed(teaser, change, chance)) and twin != teaser)
        found[kind] = [twin for twin, _ in zip(made, range(share), strict=False)]
    return [twin for kind in found.values() for twin in kind][:number]


def _changed(teaser: Teaser, change: Callable[[str, random.Random], tuple[str, str] | None], chance: random.Random) -> Teaser | None:
    text = "\n".join(teaser)
    pair = change(text, chance)
    if pair is None:
        return None
    old, new = pair
    pattern = re.compile(rf"(?<![\w.,/-]){re.escape(old)}(?!\w|[.,/-]\d)")
    changed = pattern.sub(new, text, count=chance.choice((0, 1)))
    title, _, lead = changed.partition("\n")
    return title, lead


def _name(names: list[str]) -> Callable[[str, random.Random], tuple[str, str] | None]:
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")

    def change(text: str, chance: random.Random) -> tuple[str, str] | None:
        found = pattern.search(text)
        return (found[0], chance.choice([name for name in names if name not in text])) if found else None

    return change


def _provinces() -> list[str]:
    return [row["name"] for row in table("provinces") if row["code"].startswith("VN-")]


def _person(text: str, chance: random.Random) -> tuple[str, str] | None:
    surnames = "|".join(row["surname"] for row in table("surnames") if row["kind"] == "COMMON")
    found = re.search(rf"(?<!\w)(?:{surnames})(?: [A-ZĐ][^\W\d_]+){{1,3}}", text)
    return (found[0], chance.choice(["Đặng Quốc Vượng", "Vũ Thị Hiền", "Phan Đình Toại", "Lý Gia Khiêm"])) if found else None


def _date(text: str, chance: random.Random) -> tuple[str, str] | None:
    found = next((date for date in _DATE.finditer(text) if 0 < int(date[1]) <= 28 and 0 < int(date[3]) <= 12), None)
    return (found[0], f"{(int(found[1]) + chance.randint(1, 20)) % 28 + 1}{found[2]}{found[3]}") if found else None


def _year(text: str, chance: random.Random) -> tuple[str, str] | None:
    found = _YEAR.search(text)
    return (found[0], str(int(found[0]) + chance.choice((-1, 1)))) if found else None


def _number(text: str, chance: random.Random) -> tuple[str, str] | None:
    found = _NUMBER.search(text)
    return (found[0], str(int(found[0]) + chance.randint(1, 9))) if found else None


def _turn(text: str, chance: random.Random) -> tuple[str, str] | None:
    held = [pair for pair in _both_ways() if re.search(rf"(?<!\w){pair[0]}(?!\w)", text)]
    return chance.choice(held) if held else None


def _both_ways() -> Iterator[tuple[str, str]]:
    for one, other in _TURNS:
        yield one, other
        yield other, one


_KINDS: dict[str, Callable[[str, random.Random], tuple[str, str] | None]] = {
    "province": _name(_provinces()),
    "person": _person,
    "date": _date,
    "year": _year,
    "number": _number,
    "reversal": _turn,
}
