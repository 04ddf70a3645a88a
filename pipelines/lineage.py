"""The `--openlineage` option: tells an OpenLineage server, or a file, what a run read and wrote, and how it ended.

A run is told when it starts, and when it is complete, failed or stopped. The client library is the extra `lineage`, imported only where
the option is given; a server that does not answer costs a line on standard error, and never the run.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.command import UsageError, last_line
from pipelines.summary import DEAD_LETTERS
from transforms.extract.assembly import PIPELINE_VERSION

if TYPE_CHECKING:
    from openlineage.client import OpenLineageClient

NAMESPACE = "sukien"
KINDS = ("events", "stories", "dead_letters")
SECONDS, TRIES = 5.0, 2


@dataclass(frozen=True, slots=True)
class LineageOptions:
    """Where to tell of runs: the URL of a server, or a file that events are added to; None for nowhere."""

    target: str | None = None

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--openlineage", metavar="URL_OR_FILE", help="tell this server, or file, what is read and written")

    @classmethod
    def validate(cls, found: argparse.Namespace) -> LineageOptions:
        """The target.

        Raises:
            UsageError: the client library is not installed.
        """
        if found.openlineage is not None and not importlib.util.find_spec("openlineage"):
            raise UsageError("--openlineage needs its client library: pip install '.[lineage]'")
        return cls(found.openlineage)

    @contextmanager
    def told(self, command: str, inputs: Iterable[str], output: str, kinds: Iterable[str]) -> Iterator[Counter[str]]:
        """Tells of the run of a command; the block fills in how many records of each of `kinds` it wrote into the folder `output`."""
        rows: Counter[str] = Counter()
        if self.target is None:
            yield rows
            return
        teller = _Teller(self.target, command, tuple(inputs), {kind: f"{output}/{kind}" for kind in kinds})
        teller.tell("START")
        try:
            yield rows
        except BaseException as error:
            teller.tell("FAIL" if isinstance(error, Exception) else "ABORT", error=error)
            raise
        teller.tell("COMPLETE", rows)


def rows_written(counters: Counter[str]) -> Counter[str]:
    """The records of each kind that a pipeline wrote, of all that it counted.

    >>> rows_written(Counter({"stories_read": 3, "stories_written": 2, "dead_letters.EMPTY": 1}))
    Counter({'stories': 2, 'dead_letters': 1, 'events': 0})
    """
    letters = sum(number for name, number in counters.items() if name.startswith(DEAD_LETTERS))
    return Counter(events=counters["events_written"], stories=counters["stories_written"], dead_letters=letters)


def dataset_name(path: str) -> tuple[str, str]:
    """A path or URL as OpenLineage names it: (namespace, name).

    >>> dataset_name("s3://bucket/out/events"), dataset_name("/data/page.txt")
    (('s3://bucket', 'out/events'), ('file', '/data/page.txt'))
    """
    parts = urlsplit(path)
    if parts.scheme and parts.netloc:
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", path.partition(parts.netloc)[2].strip("/") or "/"
    return "file", os.path.abspath(path)


class _Teller:
    """Tells of one run."""

    def __init__(self, target: str, command: str, inputs: tuple[str, ...], outputs: dict[str, str]) -> None:
        from openlineage.client.event_v2 import Job, Run, set_producer
        from openlineage.client.facet_v2 import job_type_job
        from openlineage.client.uuid import generate_new_uuid

        set_producer(f"urn:sukien:{PIPELINE_VERSION}")
        kind = job_type_job.JobTypeJobFacet(processingType="BATCH", integration="BEAM", jobType="PIPELINE")
        self._target, self._client = target, _client(target)
        self._run_id, self._run = str(generate_new_uuid()), Run
        self._job = Job(NAMESPACE, command, {"jobType": kind})
        self._inputs, self._outputs = inputs, outputs

    def tell(self, state: str, rows: Counter[str] | None = None, error: BaseException | None = None) -> None:
        """Sends one event; `rows` are those written of each output."""
        from openlineage.client.event_v2 import RunEvent, RunState

        event = RunEvent(
            eventTime=datetime.now(UTC).isoformat(),
            eventType=RunState[state],
            run=self._run(self._run_id, _error_facet(error)),
            job=self._job,
            inputs=_inputs(self._inputs),
            outputs=_outputs(self._outputs, rows),
        )
        try:
            self._client.emit(event)
        except Exception as failure:  # whatever a server or a disk answers
            print(f"--openlineage {self._target} took no {state} event: {last_line(failure)}", file=sys.stderr)


def _client(target: str) -> OpenLineageClient:
    from openlineage.client import OpenLineageClient
    from openlineage.client.transport.file import FileConfig, FileTransport
    from openlineage.client.transport.http import HttpConfig, HttpTransport

    if urlsplit(target).scheme in ("http", "https"):
        config = {"url": target, "timeout": SECONDS, "retry": {"total": TRIES}}
        return OpenLineageClient(transport=HttpTransport(HttpConfig.from_dict(config)))
    return OpenLineageClient(transport=FileTransport(FileConfig(target, append=True)))


def _error_facet(error: BaseException | None) -> dict[str, Any]:
    from openlineage.client.facet_v2 import error_message_run

    return {"errorMessage": error_message_run.ErrorMessageRunFacet(last_line(error), "PYTHON")} if error else {}


def _inputs(paths: tuple[str, ...]) -> list[Any]:
    from openlineage.client.event_v2 import InputDataset

    return [InputDataset(*dataset_name(path)) for path in paths]


def _outputs(paths: dict[str, str], rows: Counter[str] | None) -> list[Any]:
    from openlineage.client.event_v2 import OutputDataset
    from openlineage.client.facet_v2 import output_statistics_output_dataset as statistics

    counted = {kind: statistics.OutputStatisticsOutputDatasetFacet(rowCount=rows[kind]) for kind in paths} if rows is not None else {}
    facets = {kind: {"outputStatistics": facet} for kind, facet in counted.items()}
    return [OutputDataset(*dataset_name(path), outputFacets=facets.get(kind, {})) for kind, path in paths.items()]
