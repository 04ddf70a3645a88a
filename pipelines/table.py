"""Shows the events of an output folder as a table on the terminal.

    python -m pipelines.table --output out

Columns: date, type, status, place, parties, people, amount; one row an event and story, by date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from pipelines.command import CommandParser, UsageError, run_command
from pipelines.output import OutputOptions
from schemas.records import Amount, EventRecord
from transforms.write.files import find_files, read_records
from transforms.write.revisions import standing

COLUMNS = ("date", "type", "status", "place", "parties", "people", "amount")
PIPED_WIDTH = 200


def main(arguments: Sequence[str]) -> int:
    """Prints the table and returns the exit status."""
    return run_command("table", parse, run, arguments)


def parse(arguments: Sequence[str]) -> OutputOptions:
    parser = CommandParser("pipelines.table", __doc__ or "")
    OutputOptions.add_arguments(parser)
    return OutputOptions.validate(parser.parse_args(arguments))


def run(options: OutputOptions) -> None:
    show(standing_events(options.folder))


def standing_events(output: str) -> list[EventRecord]:
    """The newest revision of each event and story that is not withdrawn, by date.

    Raises:
        UsageError: there are no events.
    """
    paths = sorted(find_files(output, "events/published=*/*.avro"))
    if not paths:
        raise UsageError(f"there are no events under {output}: name the --output of an earlier ingest")
    return sorted(standing(event for path in paths for event in read_records(output, path, EventRecord)), key=_order)


def show(events: Iterable[EventRecord], console: Console | None = None) -> None:
    """Prints the table; as wide as the terminal, or as a wide page where it is piped."""
    console = console or (Console() if sys.stdout.isatty() else Console(width=PIPED_WIDTH))
    table = Table(*COLUMNS, row_styles=["", "dim"])
    for event in events:
        table.add_row(*row(event))
    console.print(table)


def row(event: EventRecord) -> tuple[str, ...]:
    """The cells of an event, one a column."""
    return (
        event.date.value or "?",
        event.event_type.value,
        event.status.value,
        event.place.name if event.place else "",
        ", ".join(party.name for party in event.parties),
        ", ".join(person.name for person in event.participants),
        ", ".join(map(_amount, event.amounts)),
    )


def _amount(amount: Amount) -> str:
    """
    >>> from decimal import Decimal
    >>> _amount(Amount(Decimal("1500000000.00"), "VND", "1,5 tỷ đồng"))
    '1,500,000,000 VND'
    """
    value = amount.value
    return f"{value.to_integral_value() if value == value.to_integral_value() else value:,} {amount.currency}"


def _order(event: EventRecord) -> tuple[str, str, str]:
    return (event.date.value or "~", event.event_type.value, event.event_id)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
