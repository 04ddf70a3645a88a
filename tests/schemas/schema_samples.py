"""Values for any schema."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

_PLAIN = {"string": "chữ", "bytes": b"x", "boolean": True, "int": 3, "long": 4, "double": 0.5}
_LOGICAL = {"date": date(2024, 5, 1), "timestamp-micros": datetime(2024, 5, 1, 8, tzinfo=UTC), "decimal": Decimal("1.00")}


def filled(schema: Any, named: dict[str, Any] | None = None) -> Any:
    """A value that sets every field, with one item in each array."""
    named = {} if named is None else named
    if isinstance(schema, list):
        return filled(next(branch for branch in schema if branch != "null"), named)
    if isinstance(schema, str):
        return _PLAIN[schema] if schema in _PLAIN else filled(named[schema], named)
    if "name" in schema:
        named[schema["name"]] = schema
    if schema["type"] == "record":
        return {field["name"]: filled(field["type"], named) for field in schema["fields"]}
    if schema["type"] == "enum":
        return schema["symbols"][0]
    if schema["type"] == "array":
        return [filled(schema["items"], named)]
    return _LOGICAL[schema["logicalType"]] if "logicalType" in schema else _PLAIN[schema["type"]]
