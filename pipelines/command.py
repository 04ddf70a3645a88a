"""The frame of every command: parse, run, and an exit status with one line that says what to do.

A command module has `parse(arguments)`, which may raise `UsageError`, and `run(options)`; `main` joins them.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

from transforms.fold.memory import is_damage
from transforms.lexicon import LexiconError
from transforms.write.files import NotWhole

DONE, FAILED, WRONG_USAGE = 0, 1, 2

Options = TypeVar("Options")


class UsageError(ValueError):
    """The command cannot be run as it was written; the message says what to write instead."""


class RunError(RuntimeError):
    """The run cannot go on, for a reason that its one line tells, with its cure."""


class CommandParser(argparse.ArgumentParser):
    """An argument parser that answers a mistake with one line and no page of usage."""

    def __init__(self, module: str, description: str, **settings: Any) -> None:
        super().__init__(
            prog=f"python -m {module}",
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            **settings,
        )

    def option_names(self) -> list[str]:
        """All that this parser knows, as written: ["--output", …]."""
        return [name for action in self._actions for name in action.option_strings]

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (--help lists the options)")


def run_command(name: str, parse: Callable[[Sequence[str]], Options], run: Callable[[Options], None], arguments: Sequence[str]) -> int:
    """Runs a command and returns its exit status; mistakes and failures are one line on standard error."""
    try:
        run(parse(arguments))
    except UsageError as error:
        return _say(name, error, WRONG_USAGE)
    except KeyboardInterrupt:
        return _say(name, "stopped; the same command again completes it", FAILED)
    except Exception as error:
        foreseen = _foreseen(error)
        if foreseen is None:
            traceback.print_exception(error, chain=False)
        return _say(name, f"the run failed: {foreseen or last_line(error)}", FAILED)
    return DONE


def _foreseen(error: BaseException) -> str | None:
    """What to do about an error that is no fault of the code; Beam wraps it, so that its causes are looked at too."""
    cause: BaseException | None = error
    while cause is not None:
        match cause:
            case LexiconError():
                return f"seeds/lexicon/{last_line(cause)}: mend this table and run again"
            case NotWhole() | RunError():
                return last_line(cause)
            case sqlite3.DatabaseError() if is_damage(cause):
                return f".sukien/stories.db in the output folder is damaged ({cause}): remove it and run again, which builds it anew"
            case OSError() | sqlite3.OperationalError():
                return f"{last_line(cause)}; once that is mended, the same command again completes it"
        cause = cause.__cause__ or cause.__context__
    return None


def last_line(error: BaseException) -> str:
    """The line of an error that names its cause: Beam puts the worker's whole traceback before it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__


def _say(name: str, message: object, status: int) -> int:
    print(f"{name}: {message}", file=sys.stderr)
    return status
