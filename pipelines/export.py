"""Writes the records of an output folder into one file of another format.

    python -m pipelines.export --output out --to parquet --file events.parquet

Of events, the newest revision of each event and story goes out, without the withdrawn ones. In CSV a field with parts is a column
a part (`date.value`), and a list is a cell of JSON.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.command import CommandParser, UsageError, run_command
from pipelines.output import OutputOptions
from schemas.arrow import arrow_schema
from schemas.merged import MergedEvent
from schemas.records import DeadLetter, EventRecord, Story
from transforms.write.files import find_files, stream_values

BATCH = 5_000
KINDS: dict[str, tuple[str, type]] = {
    "events": ("events/published=*/*.avro", EventRecord),
    "merged": ("events/merged/*.avro", MergedEvent),
    "stories": ("stories/*/*.avro", Story),
    "dead_letters": ("dead_letters/*.avro", DeadLetter),
}

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Which records of which folder, and into which file of which format."""

    output: OutputOptions
    kind: str
    to: str
    file: Path


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    return run_command("export", parse, run, arguments)


def parse(arguments: Sequence[str]) -> ExportOptions:
    parser = CommandParser("pipelines.export", __doc__ or "")
    OutputOptions.add_arguments(parser)
    parser.add_argument("--to", choices=sorted(WRITERS), required=True, help="the format")
    parser.add_argument("--file", metavar="FILE", type=Path, required=True, help="the file to write")
    parser.add_argument("--kind", choices=sorted(KINDS), default="events", help="which records (events)")
    found = parser.parse_args(arguments)
    return ExportOptions(OutputOptions.validate(found), found.kind, found.to, found.file)


def run(options: ExportOptions) -> None:
    """Writes the file, whole or not at all, and says how many records are in it.

    Raises:
        UsageError: there are no records of that kind.
    """
    folder, (pattern, cls) = options.output.folder, KINDS[options.kind]
    paths = sorted(find_files(folder, pattern))
    if not paths:
        hint = "run pipelines.compact first" if options.kind == "merged" else "name the --output of an earlier run"
        raise UsageError(f"there are no {options.kind} under {folder}: {hint}")
    hidden = options.file.with_name(f".{options.file.name}.tmp")
    values = newest(folder, paths) if cls is EventRecord else (value for path in paths for value in stream_values(folder, path, cls))
    count = WRITERS[options.to](hidden, cls.__name__, values)
    os.replace(hidden, options.file)
    print(f"{options.file}: {count:,} {options.kind}")


def newest(folder: str, paths: Sequence[str]) -> Iterator[Value]:
    """The newest revision of each event and story that is not withdrawn, in file order; the files are read twice."""
    revisions: dict[tuple[str, str], int] = {}
    for value in (value for path in paths for value in stream_values(folder, path, EventRecord)):
        revisions[_key(value)] = max(value["revision"], revisions.get(_key(value), 0))
    for value in (value for path in paths for value in stream_values(folder, path, EventRecord)):
        if revisions.get(_key(value)) == value["revision"]:
            del revisions[_key(value)]  # the same revision may stand in two files
            if not value["withdrawn"]:
                yield value


def write_parquet(path: Path, name: str, values: Iterable[Value]) -> int:
    count, rows, schema = 0, iter(values), arrow_schema(name)
    with closing(pq.ParquetWriter(path, schema, compression="zstd")) as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def write_jsonl(path: Path, name: str, values: Iterable[Value]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for value in values:
            count += 1
            file.write(_json(value) + "\n")
    return count


def write_csv(path: Path, name: str, values: Iterable[Value]) -> int:
    count, columns = 0, list(_columns(arrow_schema(name)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(".".join(column) for column in columns)
        for value in values:
            count += 1
            writer.writerow([_cell(value, column) for column in columns])
    return count


WRITERS: dict[str, Callable[[Path, str, Iterable[Value]], int]] = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}


def _key(value: Value) -> tuple[str, str]:
    return value["event_id"], value["source"]["story_id"]


def _columns(fields: Iterable[pa.Field], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for field in fields:
        inner = (*path, field.name)
        if pa.types.is_struct(field.type):
            yield from _columns(field.type, inner)
        else:
            yield inner


def _cell(value: Any, column: tuple[str, ...]) -> Any:
    for name in column:
        value = None if value is None else value[name]
    return _json(value) if isinstance(value, list | bytes) else value.isoformat() if isinstance(value, date | datetime) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
