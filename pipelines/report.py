"""One self-contained page of the events in an output folder.

    python -m pipelines.report --output out --html report.html

The page needs no network: a timeline, a map, a network of people, sums of aid, and a table with filters. It shows the
newest revision of every event; where `compact` left merged events, those.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions

from transforms.report.gather import event_files, read_events
from transforms.report.pack import pack
from transforms.report.page import page
from transforms.write.files import write_bytes

DONE, FAILED, USAGE = 0, 1, 2


def arguments(argv: Sequence[str] | None) -> tuple[argparse.Namespace, list[str]]:
    """The command's own options, and those for Beam's file systems."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.report", description=__doc__.splitlines()[0])
    parser.add_argument("--output", required=True, metavar="DIR", help="the folder that ingest, watch or backfill wrote")
    parser.add_argument("--html", required=True, metavar="FILE", help="the page to write")
    return parser.parse_known_args(argv)


def run(output: str, html: str) -> str:
    """Writes the page and says in one line what is in it."""
    started = time.monotonic()
    events = read_events(output, event_files(output))
    data = "".join(page(pack(events))).encode()
    write_bytes(*FileSystems.split(html), data)
    stories = len({account.source.story_id for event in events for account in event.accounts})
    return f"{html}: {len(events):,} events from {stories:,} stories, {len(data) / 1e6:.1f} MB, {time.monotonic() - started:.1f} s"


def main(argv: Sequence[str] | None = None) -> int:
    known, beam = arguments(argv)
    FileSystems.set_options(PipelineOptions(beam))
    if not event_files(known.output):
        print(f"report: no events in {known.output}: give --output the folder that ingest wrote", file=sys.stderr)
        return USAGE
    try:
        print(run(known.output, known.html))
    except (OSError, ValueError) as error:
        print(f"report: {error}", file=sys.stderr)
        return FAILED
    return DONE


if __name__ == "__main__":
    sys.exit(main())
