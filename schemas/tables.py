"""The table that each schema maps to in BigQuery, DuckDB and Spark: columns in the order of the fields.

Enums are strings; a record is a struct, an array a list.
"""

from __future__ import annotations

from typing import Any

from schemas.avro import schema

DIALECTS = ("bigquery", "duckdb", "spark")
_TYPES = {
    "string": ("STRING", "VARCHAR", "STRING"),
    "bytes": ("BYTES", "BLOB", "BINARY"),
    "boolean": ("BOOL", "BOOLEAN", "BOOLEAN"),
    "int": ("INT64", "INTEGER", "INT"),
    "long": ("INT64", "BIGINT", "BIGINT"),
    "double": ("FLOAT64", "DOUBLE", "DOUBLE"),
    "date": ("DATE", "DATE", "DATE"),
    "timestamp-micros": ("TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP"),
    "enum": ("STRING", "VARCHAR", "STRING"),
}


def create_table(name: str, dialect: str) -> str:
    """The statement that makes the table of a record class.

    >>> print(create_table("DeadLetter", "duckdb").splitlines()[1].strip())
    "uri" VARCHAR NOT NULL,
    """
    fields, named = schema(name)["fields"], {}
    columns = ",\n".join(f"  {_quoted(field['name'], dialect)} {column(field['type'], dialect, named)}" for field in fields)
    return f"CREATE TABLE {_snake(name)} (\n{columns}\n);"


def column(type_: Any, dialect: str, named: dict[str, Any]) -> str:
    """The type of a column, with NOT NULL where the field is always set; arrays are, in BigQuery without saying so."""
    nullable = isinstance(type_, list)
    inner = next(branch for branch in type_ if branch != "null") if nullable else type_
    found = _type(inner, dialect, named)
    return found if nullable or (dialect == "bigquery" and found.startswith("ARRAY")) else f"{found} NOT NULL"


def _type(type_: Any, dialect: str, named: dict[str, Any]) -> str:
    index = DIALECTS.index(dialect)
    if isinstance(type_, list):
        return _type(next(branch for branch in type_ if branch != "null"), dialect, named)
    if isinstance(type_, str):
        return _TYPES[type_][index] if type_ in _TYPES else _type(named[type_], dialect, named)
    if type_["type"] in ("record", "enum"):
        named[type_["name"]] = named[type_["name"].rpartition(".")[2]] = type_
    if type_["type"] == "record":
        return _struct([(field["name"], _type(field["type"], dialect, named)) for field in type_["fields"]], dialect)
    if type_["type"] == "array":
        items = _type(type_["items"], dialect, named)
        return f"{items}[]" if dialect == "duckdb" else f"ARRAY<{items}>"
    if type_.get("logicalType") == "decimal":
        return f"{'NUMERIC' if dialect == 'bigquery' else 'DECIMAL'}({type_['precision']}, {type_['scale']})"
    return _TYPES[type_.get("logicalType") or type_["type"]][index]


def _struct(fields: list[tuple[str, str]], dialect: str) -> str:
    colon = ":" if dialect == "spark" else ""
    inner = ", ".join(f"{_quoted(name, dialect)}{colon} {type_}" for name, type_ in fields)
    return f"STRUCT({inner})" if dialect == "duckdb" else f"STRUCT<{inner}>"


def _quoted(name: str, dialect: str) -> str:
    return f'"{name}"' if dialect == "duckdb" else f"`{name}`"


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")
