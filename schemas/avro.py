"""Records to Avro and back: loads the `.avsc` files and converts dataclasses field by field.

>>> schema("Story")["name"]
'sukien.Story'
"""

from __future__ import annotations

import io
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import fastavro
from fastavro.validation import validate

CURRENT = "v1"
FILES = {"EventRecord": "event_record.avsc", "Story": "story.avsc", "DeadLetter": "dead_letter.avsc", "MergedEvent": "merged_event.avsc"}
AMOUNT_SCALE = Decimal("0.01")

Record = TypeVar("Record")


@cache
def schema(name: str, version: str = CURRENT) -> dict[str, Any]:
    """The parsed Avro schema of a record class, by class name and published version."""
    text = (files("schemas") / version / FILES[name]).read_text(encoding="utf-8")
    return _in_order(fastavro.parse_schema(json.loads(text)))


def to_avro(record: Any) -> Any:
    """A record as the plain values that fastavro writes: dicts, lists, strings."""
    if isinstance(record, StrEnum):
        return record.value
    if isinstance(record, Decimal):
        return record.quantize(AMOUNT_SCALE)
    if is_dataclass(record):
        return {field.name: to_avro(getattr(record, field.name)) for field in fields(record)}
    if isinstance(record, datetime) and record.tzinfo is None:
        raise ValueError(f"a time without a zone: {record.isoformat()}")  # fastavro would take it for the machine's own zone
    if isinstance(record, tuple):
        return [to_avro(item) for item in record]
    return record


def from_avro(cls: type[Record], value: Mapping[str, Any]) -> Record:
    """The record that `to_avro` gave `value` for; fields that `value` lacks keep their defaults."""
    return _reader(cls)(value)


def problems(record: Any) -> str | None:
    """Why `record` cannot be written, in one line; None where it can."""
    try:
        value, fitting = to_avro(record), schema(type(record).__name__)
        validate(value, fitting, strict=True, raise_errors=True)
        fastavro.schemaless_writer(io.BytesIO(), fitting, value, strict=True)  # finds what only encoding does: half a surrogate pair
    except Exception as error:  # fastavro raises many kinds, and any of them is the answer
        return " ".join(str(error).split()) or type(error).__name__
    return None


def _in_order(value: Any) -> Any:
    """The same schema, its keys sorted: fastavro leaves them in the order of a set, and writes them into every file."""
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of that type from a plain one; built once a type, since records are read by the hundred thousand."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _reader(typing.get_args(hint)[0])
        return lambda value: tuple(map(item, value))
    if is_dataclass(hint):
        readers = [(name, _reader(kind)) for name, kind in _hints(hint).items()]
        return lambda value: hint(**{name: read(value[name]) for name, read in readers if name in value})
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return lambda value: value
