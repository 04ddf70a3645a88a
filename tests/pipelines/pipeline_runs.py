"""Runs of the commands, and what they leave, for the tests of the whole pipe."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from schemas.records import DeadLetter, EventRecord, Story
from transforms.write.files import find_files, read_records

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds" / "articles"
KINDS = {"events": EventRecord, "stories": Story, "dead_letters": DeadLetter}


def start(*arguments: str) -> subprocess.Popen[str]:
    """`python -m ARGUMENTS`, under way in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", *arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def written(output: Path) -> dict[str, bytes]:
    """The bytes of each Avro file, by relative path."""
    return {path: (output / path).read_bytes() for path in find_files(str(output), "**.avro")}


def records(output: Path, kind: str) -> list:
    """All records of a kind (events, stories, dead_letters); fails where a file is not whole."""
    return [
        record for path in sorted(find_files(str(output), f"{kind}/**.avro")) for record in read_records(str(output), path, KINDS[kind])
    ]


def page(number: int) -> str:
    """A page dump of its own: no two of them tell of one meeting."""
    title = f"Hội nghị lần thứ {number} giữa Hà Tĩnh và Khăm Muộn đã diễn ra"
    lead = f"(Baohatinh.vn) - Ngày {number % 28 + 1}/5, hội nghị lần thứ {number} giữa tỉnh Hà Tĩnh và tỉnh Khăm Muộn (Lào) đã diễn ra."
    body = f"Tại hội nghị lần thứ {number}, hai bên ký biên bản hợp tác và Hà Tĩnh hỗ trợ Khăm Muộn {number + 1} tỷ đồng."
    return f"{title}\n\n{lead}\n\n{body}\n"


def json_lines(numbers: Iterable[int]) -> str:
    """Pages as JSON lines, published over the days of a month."""
    pages = ((number, f"2023-06-{number % 28 + 1:02d}T08:00:00+07:00") for number in numbers)
    lines = ({"id": f"page{number}", "text": page(number), "published_at": published} for number, published in pages)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
