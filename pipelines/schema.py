"""Prints the schemas of the output folder, what changed from version to version, and the tables that they map to.

    python -m pipelines.schema
    python -m pipelines.schema --table duckdb --record EventRecord
    python -m pipelines.schema --check

`--check` is for continuous integration: it ends with status 1, and a line a problem, where a published version was changed or a
newer one could not read its files.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.resources import files

from pipelines.command import DONE, FAILED, CommandParser, run_command
from schemas.avro import CURRENT, FILES
from schemas.compatibility import fingerprint, refusals, text, versions
from schemas.tables import DIALECTS, create_table


def main(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit status."""
    if "--check" in arguments:
        return check()
    return run_command("schema", parse, run, arguments)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = CommandParser("pipelines.schema", __doc__ or "")
    parser.add_argument("--record", choices=sorted(FILES), action="append", help="only this record; may be repeated")
    parser.add_argument("--table", choices=DIALECTS, help="only the statement that makes the table there")
    parser.add_argument("--fingerprints", action="store_true", help="what names each version: the content of schemas/published.tsv")
    parser.add_argument("--check", action="store_true", help="whether all versions keep the promise to their readers")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> None:
    """Prints what was asked for; without an option all there is."""
    if options.fingerprints:
        print(published(), end="")
        return
    for name in options.record or sorted(FILES):
        if not options.table:
            print(json.dumps(json.loads(text(name, CURRENT) or ""), ensure_ascii=False, indent=2))
        for dialect in [options.table] if options.table else DIALECTS:
            print(f"-- {name} {CURRENT} in {dialect}\n{create_table(name, dialect)}\n")
    if not options.table:
        print((files("schemas") / "CHANGELOG.md").read_text(encoding="utf-8"))


def check() -> int:
    """Says what must not be published; the exit status is 1 where there is anything."""
    found = list(refusals())
    for line in found:
        print(f"schema: {line}", file=sys.stderr)
    return FAILED if found else DONE


def published() -> str:
    """The content of the table of published versions, as the files are now."""
    rows = [(version, name, fingerprint(found)) for version in versions() for name in FILES if (found := text(name, version))]
    return "".join("\t".join(row) + "\n" for row in [("version", "record", "fingerprint"), *rows])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
