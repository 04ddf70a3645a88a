"""How long a compaction takes and how much memory, for 100,000 and 1,000,000 records, and how both grow.

    python -m benchmarks compact

The records are generated: two stories an event and three revisions in ten, over 30 days. Each size runs in a process of its own.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import fastavro

from schemas.avro import schema
from transforms.compact.compaction import Limits, compact
from transforms.write.layout import story_shard

SIZES = (100_000, 1_000_000)
MEMORY_LIMIT_MB = 2048
DAYS = 30
_WORDS = ("hội", "nghị", "tỉnh", "hợp", "tác", "biên", "giới", "đoàn", "thăm", "chúc", "ký", "kết", "năm", "mới", "hai", "nước")


def main() -> None:
    """Prints time, peak memory and output a size, and how they grow from one to the next."""
    found = [_measure(size) for size in SIZES]
    for records, seconds, memory in found:
        print(f"{records:>9,} records  {seconds:7.1f} s  {records / seconds:8,.0f} records/s  peak memory {memory:7,.0f} MB")
    (few, short, small), (many, long, large) = found[0], found[-1]
    print(f"{many / few:.0f} times the records: {long / short:.1f} times the time, {large / small:.2f} times the memory")
    if large > MEMORY_LIMIT_MB:
        raise SystemExit(f"peak memory {large:,.0f} MB is above {MEMORY_LIMIT_MB:,} MB")


def _measure(size: int) -> tuple[int, float, float]:
    """(records, seconds, peak MB) of a compaction in a child process."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), size)
        started = time.monotonic()
        child = os.posix_spawn(sys.executable, [sys.executable, "-c", _CHILD, folder], os.environ)
        _, status, usage = os.wait4(child, 0)
        if status:
            raise SystemExit(f"the compaction of {size:,} records failed")
        return size, time.monotonic() - started, usage.ru_maxrss / 1024


_CHILD = "import sys; from benchmarks.compact import run; run(sys.argv[1])"


def run(folder: str) -> None:
    """Compacts a folder."""
    compact(folder, Limits())


def generate(folder: Path, size: int) -> None:
    """Writes `size` records as the write stage leaves them, shard by shard."""
    made = random.Random(7)
    shards: dict[str, list[dict[str, Any]]] = {}
    for record in _records(size, made):
        path = story_shard(record["source"]["published_at"].date().isoformat(), record["source"]["story_id"]).events
        shards.setdefault(path, []).append(record)
        if len(shards[path]) >= 5_000:
            _append(folder / path, shards.pop(path))
    for path, records in shards.items():
        _append(folder / path, records)


def _append(path: Path, records: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fastavro.writer(file, schema("EventRecord"), records, codec="deflate")


def _records(size: int, made: random.Random) -> Iterator[dict[str, Any]]:
    written = story = 0
    while written < size:
        published = datetime(2024, 1, 1, 3, tzinfo=UTC) + timedelta(days=made.randrange(DAYS))
        for revision in range(1, min(made.choice((1, 1, 1, 1, 1, 1, 1, 2, 2, 3)), size - written) + 1):
            yield _record(f"event{story // 2:09d}", f"story{story:09d}", revision, published, made)
            written += 1
        story += 1


def _record(event_id: str, story_id: str, revision: int, published: datetime, made: random.Random) -> dict[str, Any]:
    text = " ".join(made.choices(_WORDS, k=40))
    day = date(2024, 1, 1) + timedelta(days=made.randrange(DAYS))
    place = {"text": "Vinh", "name": "Vinh", "kind": "city", "region": "VN-22", "country": "VN", "latitude": 18.7, "longitude": 105.7}
    party = {"text": "Nghệ An", "name": "Nghệ An", "id": "VN-22", "kind": "PROVINCE", "country": "VN", "role": "HOST"}
    person = {
        "name": f"Người {made.randrange(5000)}",
        "id": f"nguoi-{made.randrange(5000)}",
        "titles": ["Phó Chủ tịch"],
        "organisation": None,
        "party_id": "VN-22",
        "role": "ATTENDEE",
    }
    return {
        "event_id": event_id,
        "revision": revision,
        "withdrawn": made.random() < 0.01,
        "event_type": "CONFERENCE",
        "plover_type": "CONSULT",
        "status": "HELD",
        "trigger": "hội nghị",
        "summary": text,
        "date": {
            "value": day.isoformat(),
            "start": day,
            "end": day,
            "precision": "DAY",
            "part_of_day": None,
            "basis": "EXPLICIT",
            "text": day.strftime("%d/%m"),
        },
        "place": place,
        "parties": [party, party | {"id": "LA-XI", "name": "Xiêng Khoảng", "country": "LA", "role": "GUEST"}],
        "participants": [person],
        "amounts": [],
        "documents": [],
        "fields": ["EDUCATION"],
        "evidence": [{"section": "BODY", "index": 1, "start": 0, "end": len(text), "text": text}],
        "confidence": round(made.random(), 3),
        "source": {
            "story_id": story_id,
            "kind": "ARTICLE",
            "uri": f"{story_id}.txt",
            "url": None,
            "publisher": "Nghệ An",
            "title": text[:60],
            "published_at": published,
        },
        "extracted_at": published,
        "pipeline_version": "1",
    }
