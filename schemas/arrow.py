"""The Arrow schema of each record class, for Parquet and other columnar files."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from schemas.avro import schema

_TYPES = {
    "string": pa.string(),
    "bytes": pa.binary(),
    "boolean": pa.bool_(),
    "int": pa.int32(),
    "long": pa.int64(),
    "double": pa.float64(),
    "date": pa.date32(),
    "timestamp-micros": pa.timestamp("us", tz="UTC"),
    "enum": pa.string(),
}


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a record class; the docs of the fields go along.

    >>> arrow_schema("DeadLetter").field("tries").type
    DataType(int32)
    """
    named: dict[str, Any] = {}
    return pa.schema([_field(field, named) for field in schema(name)["fields"]])


def _field(field: dict[str, Any], named: dict[str, Any]) -> pa.Field:
    nullable = isinstance(field["type"], list)
    return pa.field(field["name"], _type(field["type"], named), nullable=nullable, metadata={"doc": field.get("doc", "")})


def _type(type_: Any, named: dict[str, Any]) -> pa.DataType:
    if isinstance(type_, list):
        return _type(next(branch for branch in type_ if branch != "null"), named)
    if isinstance(type_, str):
        return _TYPES[type_] if type_ in _TYPES else _type(named[type_], named)
    if "name" in type_:
        named[type_["name"]] = type_
    if type_["type"] == "record":
        return pa.struct([_field(field, named) for field in type_["fields"]])
    if type_["type"] == "array":
        return pa.list_(_type(type_["items"], named))
    if type_.get("logicalType") == "decimal":
        return pa.decimal128(type_["precision"], type_["scale"])
    return _TYPES[type_.get("logicalType") or type_["type"]]
