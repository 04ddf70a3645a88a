"""Archives and runs over them, for the tests of backfill."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipelines import backfill, compact, ingest
from schemas.records import DeadLetter, EventRecord, Story
from transforms.write.files import find_files, read_records

KINDS = {"events": EventRecord, "stories": Story, "dead_letters": DeadLetter}
COMMANDS = {"backfill": backfill.main, "compact": compact.main, "ingest": ingest.main}
SPAN = ("--from", "2023-06-01", "--to", "2023-06-30")


def run(command: str, *arguments: object) -> int:
    """Runs a command in this process."""
    return COMMANDS[command]([str(argument) for argument in arguments])


def fill(command: str, pages: Path, output: Path, *options: object) -> None:
    """Runs ingest, or backfill over June 2023, to its end."""
    span = SPAN if command == "backfill" and "--from" not in options else ()
    assert run(command, *span, "--input", pages, "--output", output, *options) == 0


def page(number: int, related: int | None = None) -> str:
    """A page dump of its own, which may show the teaser of another."""
    title = f"Hội nghị lần thứ {number} giữa Nghệ An và Xiêng Khoảng đã diễn ra"
    lead = f"Ngày {number % 28 + 1}/6, hội nghị lần thứ {number} giữa tỉnh Nghệ An và tỉnh Xiêng Khoảng (Lào) đã diễn ra."
    body = f"Tại hội nghị lần thứ {number}, Nghệ An trao tặng Xiêng Khoảng {number + 2} tỷ đồng."
    beside = "" if related is None else "\nĐọc thêm\n\n{}\n\n{}\n".format(*page(related).split("\n\n")[:2])
    return f"{title}\n\n{lead}\n\n{body}\n{beside}"


def archive(path: Path, numbers: Iterable[int], *, days: int = 28, undated: Iterable[int] = ()) -> Path:
    """JSON lines of pages published over the first days of June 2023, by page number; each shows the teaser of the next."""
    lines = []
    for number in numbers:
        line = {"id": f"page{number}", "text": page(number, number + 1)}
        if number not in undated:
            line["published_at"] = f"2023-06-{number % days + 1:02d}T08:00:00+07:00"
        lines.append(json.dumps(line, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def records(output: Path, kind: str) -> list:
    """All records of a kind."""
    paths = sorted(find_files(str(output), f"{kind}/**.avro"))
    return [record for path in paths for record in read_records(str(output), path, KINDS[kind])]


def written(output: Path) -> dict[str, bytes]:
    """The bytes of each Avro file, by relative path, and of the manifest."""
    return {path: (output / path).read_bytes() for path in [*find_files(str(output), "**.avro"), ".sukien/manifest.json"]}


def days(output: Path, kind: str = "stories") -> list[str]:
    """The partitions that hold records of a kind."""
    return sorted({path.split("/")[1].removeprefix("published=") for path in find_files(str(output), f"{kind}/*/*.avro")})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stops the clock that records are stamped with."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
