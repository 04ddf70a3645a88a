"""Which engine a command runs on: this process unless another is named."""

from __future__ import annotations

import difflib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from tempfile import NamedTemporaryFile
from typing import Any, NoReturn

from apache_beam import Pipeline
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions, StandardOptions
from apache_beam.runners.runner import PipelineState, create_runner

from pipelines.command import CommandParser, UsageError
from transforms.counting import counted

# Beam's DirectRunner first tries to download another engine; this is the one that it falls back to, by its full name.
IN_PROCESS = "apache_beam.runners.portability.fn_api_runner.FnApiRunner"
_WORKER_OPTIONS = "PIPELINE_OPTIONS_FILE"
_IN_PROCESS_NAMES = frozenset({"direct", "directrunner", "fnapirunner", IN_PROCESS.lower()})


def beam_options(arguments: Sequence[str], own_options: Iterable[str] = ()) -> PipelineOptions:
    """The options that a command does not know itself, as Beam's.

    Raises:
        UsageError: a word that belongs to no option; in process, where no other engine could know it, an option that neither the
            command (whose `own_options` are only named for a hint) nor Beam has.
    """
    known, unknown = _beam_parser().parse_known_args(list(arguments))
    in_process = (known.runner or "direct").lower() in _IN_PROCESS_NAMES
    if unknown and (in_process or not unknown[0].startswith("-")):
        _refuse(unknown[0], [*own_options, *_beam_parser()._option_string_actions])
    options = PipelineOptions(list(arguments))
    if in_process:
        options.view_as(StandardOptions).runner = IN_PROCESS
    else:
        _check_runner(known.runner)
    return options


def run_to_end(build: Callable[[Pipeline], object], options: PipelineOptions) -> Counter[str]:
    """Builds and runs a bounded pipeline, and returns what its stages counted.

    Raises:
        RuntimeError: the engine gave up or was told to stop; in process, what the stage itself raised.
    """
    pipeline = Pipeline(options=options)
    build(pipeline)
    with _quiet_workers():
        result = pipeline.run()
        state = result.wait_until_finish()
    if state != PipelineState.DONE:
        raise RuntimeError(f"the runner ended in state {state}: its own log says why")
    return counted(result)


@contextmanager
def _quiet_workers() -> Iterator[None]:
    """Worker processes of multi_processing log every step of their own life, unless a file tells them not to."""
    with NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"default_sdk_harness_log_level": "ERROR"}, file)
        file.flush()
        os.environ[_WORKER_OPTIONS] = file.name
        try:
            yield
        finally:
            del os.environ[_WORKER_OPTIONS]


def runs_in_this_process(options: PipelineOptions) -> bool:
    """Whether what the stages count can be seen while they run."""
    in_memory = options.view_as(DirectOptions).direct_running_mode == "in_memory"
    return in_memory and options.view_as(StandardOptions).runner == IN_PROCESS


def _beam_parser() -> CommandParser:
    parser = CommandParser("beam", "", add_help=False, conflict_handler="resolve")
    for options in PipelineOptions.__subclasses__():
        add_arguments: Any = getattr(options, "_add_argparse_args", None)
        if add_arguments:
            add_arguments(parser)
    return parser


def _check_runner(name: str) -> None:
    try:
        create_runner(name)
    except (ValueError, ImportError, AttributeError) as error:
        raise UsageError(f"--runner={name} cannot be used: {' '.join(str(error).split())}") from error


def _refuse(word: str, options: Iterable[str]) -> NoReturn:
    if not word.startswith("-"):
        raise UsageError(f"{word!r} belongs to no option: put a pattern in quotes, as in --input 'pages/*.txt'")
    name = word.split("=")[0]
    near = difflib.get_close_matches(name, list(options), n=1, cutoff=0.75)
    raise UsageError(f"there is no option {name}" + (f": write {near[0]}" if near else " (--help lists the options)"))
