"""The manifest: which files make up the output folder, written last, so that the files of a killed run can be told.

`.sukien/manifest.json` lists each `.avro` file with its records, bytes and MD5, and the totals a kind of record. A folder
whose files do not agree with it is one whose last run did not end; running it again completes it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from transforms.write.files import WrittenFile, find_files, read_bytes, write_bytes
from transforms.write.layout import DEAD_LETTERS, MANIFEST, MERGED_EVENTS
from transforms.write.locks import hold

MERGED = "merged"
KINDS = ("events", MERGED, "stories", DEAD_LETTERS)


def read_manifest(output: str) -> dict[str, WrittenFile]:
    """The files that the last whole run left, by path; none where no run has ended yet."""
    data = read_bytes(output, MANIFEST)
    entries = json.loads(data)["files"] if data else []
    return {entry["path"]: WrittenFile(**entry) for entry in entries}


def amend_manifest(output: str, written: Iterable[WrittenFile]) -> None:
    """Enters what a run wrote and removed; of two entries for one path the later counts.

    A file that another command has since taken in and removed is not entered.
    """
    with hold(output, "manifest"):
        files = read_manifest(output)
        files.update((file.path, file) for file in written)
        found = _found(output)
        standing = [files[path] for path in sorted(files) if files[path].records and path in found]
        write_bytes(output, MANIFEST, _content(standing))


def unlisted_files(output: str) -> list[str]:
    """The `.avro` files that do not agree with the manifest in name or size: what a run that did not end left or lost."""
    listed = {path: file.bytes for path, file in read_manifest(output).items()}
    found = _found(output)
    return sorted(path for path in listed.keys() | found.keys() if listed.get(path) != found.get(path))


def _content(files: list[WrittenFile]) -> bytes:
    totals: Counter[str] = Counter()
    for file in files:
        totals[_kind(file.path)] += file.records
    content = {"records": {kind: totals[kind] for kind in KINDS}, "files": [asdict(file) for file in files]}
    return (json.dumps(content, indent=1) + "\n").encode()


def _kind(path: str) -> str:
    """`events`, `merged`, `stories` or `dead_letters`."""
    return MERGED if path.startswith(f"{MERGED_EVENTS}/") else path.split("/")[0]


def _found(output: str) -> dict[str, int]:
    folders = ("events", "stories", DEAD_LETTERS)
    return {path: size for folder in folders for path, size in find_files(output, f"{folder}/**.avro").items()}
