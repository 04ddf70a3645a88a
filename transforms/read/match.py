"""Which files an input pattern names: Beam's patterns, without their surprises."""

from __future__ import annotations

from collections.abc import Iterable

from apache_beam.io.filesystem import BeamIOError, FileMetadata
from apache_beam.io.filesystems import FileSystems

_WILDCARDS = frozenset("*?[")


class InputError(ValueError):
    """A pattern that cannot be looked up at all; the message is one line that says what to do."""


def match_inputs(patterns: Iterable[str]) -> tuple[str, ...]:
    """The files that the patterns name, each once, sorted; empty where nothing matches.

    `**/` reaches any depth, the top included; names that begin with a dot are taken only where the pattern spells the dot.

    Raises:
        InputError: a file system that is unknown or does not answer.
    """
    return tuple(sorted(match_metadata(patterns)))


def match_metadata(patterns: Iterable[str]) -> dict[str, FileMetadata]:
    """Like `match_inputs`, with the bytes and the last change of each file."""
    return {item.path: item for pattern in patterns for item in _matches(pattern)}


def _matches(pattern: str) -> list[FileMetadata]:
    if not pattern:
        raise InputError("an input is empty: name a file or a pattern, such as 'pages/*.txt'")
    found = [item for each in _spellings(pattern) for item in _list(each)]
    hidden = _base(pattern).startswith(".") or not _WILDCARDS & set(pattern)
    return [item for item in found if not item.path.endswith("/") and (hidden or not _base(item.path).startswith("."))]


def _spellings(pattern: str) -> list[str]:
    """`a/**/b` also as `a/b`, which Beam leaves out."""
    return [pattern, pattern.replace("**/", "", 1)] if "**/" in pattern else [pattern]


def _list(pattern: str) -> list[FileMetadata]:
    try:
        return FileSystems.match([pattern])[0].metadata_list
    except BeamIOError as error:
        reasons = "; ".join(str(reason) for reason in (error.exception_details or {}).values()) or str(error)
        raise InputError(f"{pattern} cannot be listed: {' '.join(reasons.split())}") from error
    except ValueError as error:
        raise InputError(f"{pattern} names no known file system; gs:// needs apache-beam[gcp], s3:// apache-beam[aws]") from error


def _base(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
