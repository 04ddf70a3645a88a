"""Which changes of a schema are safe, and whether what was published is still as it was.

The promise: the newest schema reads every file that an older one wrote; and a reader with an older schema reads a newer file
as long as that holds no enum symbol that the older one lacks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from schemas.avro import CURRENT, FILES

PUBLISHED = "published.tsv"
_ANEW = "to change a published version, copy schemas/{0} to schemas/{1}, name that CURRENT in schemas/avro.py, and change it there"

Schema = Any


def versions() -> list[str]:
    """The published versions, the oldest first."""
    return sorted((path.name for path in files("schemas").iterdir() if path.name[:1] == "v" and path.name[1:].isdigit()), key=_number)


def text(name: str, version: str) -> str | None:
    """The schema of a record in a version; None where that version has no such record."""
    path = files("schemas") / version / FILES[name]
    return path.read_text(encoding="utf-8") if path.is_file() else None


def fingerprint(schema: str) -> str:
    """Names a schema by all that it says, docs included, whatever its layout."""
    return hashlib.sha256(json.dumps(json.loads(schema), sort_keys=True).encode()).hexdigest()[:16]


def refusals() -> Iterator[str]:
    """One line for each thing that must not be published as it is; each says what to do instead."""
    published = dict(_published())
    following = f"v{_number(CURRENT) + 1}"
    for version in versions():
        for name in FILES:
            found = text(name, version)
            if found and published.get((version, name)) != fingerprint(found):
                yield f"schemas/{version}/{FILES[name]} is not what was published: {_ANEW.format(version, following)}"
    for old, new in zip(versions(), versions()[1:], strict=False):
        for name in FILES:
            before, after = text(name, old), text(name, new)
            if before and after:
                yield from (f"{name} {old} to {new}: {line}" for line in breaks(json.loads(before), json.loads(after)))


def breaks(old: Schema, new: Schema, path: str = "") -> Iterator[str]:
    """What in `new` breaks the promise to files of `old` or to their readers, a line each, with what to do instead.

    >>> list(breaks("int", "long", "tries"))
    ['tries: was int, is long: keep the field as it is, and add one of the new type beside it']
    """
    old, new = _plain(old), _plain(new)
    if isinstance(old, list) or isinstance(new, list):
        yield from _union_breaks(old, new, path)
    elif _kind(old) != _kind(new) or _logical(old) != _logical(new):
        yield f"{path}: was {_label(old)}, is {_label(new)}: keep the field as it is, and add one of the new type beside it"
    elif _kind(old) == "record":
        yield from _record_breaks(old, new, path)
    elif _kind(old) == "enum":
        for symbol in sorted(set(old["symbols"]) - set(new["symbols"])):
            yield f"{path}: the symbol {symbol} is gone, and older files hold it: keep it, and say in its doc that it is no longer written"
    elif _kind(old) == "array":
        yield from breaks(old["items"], new["items"], f"{path}[]")


def _record_breaks(old: Schema, new: Schema, path: str) -> Iterator[str]:
    before, after = ({field["name"]: field for field in schema["fields"]} for schema in (old, new))
    for name in before:
        inner = f"{path}.{name}".lstrip(".")
        if name not in after:
            yield f"{inner}: is gone, and older readers need it: keep it, and say in its doc that it is no longer filled"
        else:
            yield from breaks(before[name]["type"], after[name]["type"], inner)
    for name in sorted(after.keys() - before.keys()):
        if "default" not in after[name]:
            yield f"{path}.{name}".lstrip(".") + ": a new field without a default cannot be read from older files: give it one"


def _union_breaks(old: Schema, new: Schema, path: str) -> Iterator[str]:
    before, after = ({_label(branch): branch for branch in (schema if isinstance(schema, list) else [schema])} for schema in (old, new))
    for label in before.keys() | after.keys():
        if label not in after:
            yield f"{path}: {label} is gone, and older files hold it: keep it"
        elif label not in before:
            yield f"{path}: {label} is new, and older readers do not know it: keep the field as it is, and add another beside it"
        else:
            yield from breaks(before[label], after[label], path)


def _published() -> Iterator[tuple[tuple[str, str], str]]:
    for line in (files("schemas") / PUBLISHED).read_text(encoding="utf-8").splitlines()[1:]:
        version, name, found = line.split("\t")
        yield (version, name), found


def _plain(schema: Schema) -> Schema:
    return {"type": schema} if isinstance(schema, str) else schema


def _kind(schema: Schema) -> str:
    return schema["type"]


def _logical(schema: Schema) -> tuple[Any, ...]:
    return tuple(schema.get(key) for key in ("logicalType", "precision", "scale"))


def _label(schema: Schema) -> str:
    """A branch of a union, or a type, as a person calls it: a named type by its name."""
    schema = _plain(schema)
    if isinstance(schema, list):
        return " or ".join(map(_label, schema))
    return schema.get("name") or schema.get("logicalType") or schema["type"]


def _number(version: str) -> int:
    return int(version[1:])
