"""The `--output` option: a folder that can be written to, by one run at a time."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from apache_beam.io.filesystems import FileSystems
from filelock import FileLock, Timeout

from pipelines.command import UsageError, last_line
from transforms.fold.memory import prepare, settle
from transforms.write.files import is_local
from transforms.write.layout import STATE
from transforms.write.locks import try_hold_file
from transforms.write.manifest import read_manifest, unlisted_files
from transforms.write.recovery import rebuild, relearn

LOCK = f"{STATE}/lock"
UNFINISHED = "the last run over this folder did not end; what it left is whole, and the same command again completes it"
REBUILT = "the memory of stories was missing, damaged or of another version: built anew from the folder's stories"


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """The output folder."""

    folder: str

    @property
    def memory(self) -> str | None:
        """The folder whose memory of earlier runs counts; a remote one has none."""
        return self.folder if is_local(self.folder) else None

    @staticmethod
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--output", metavar="DIR", required=True, help="the output folder; what it holds already is added to")

    @classmethod
    def validate(cls, found: argparse.Namespace) -> OutputOptions:
        """The folder, without a slash at its end.

        Raises:
            UsageError: no folder, or one on a file system that is not installed.
        """
        folder = found.output.rstrip("/") or found.output
        if not folder:
            raise UsageError("--output needs a folder: write --output DIR")
        try:
            FileSystems.exists(FileSystems.join(folder, LOCK))
        except Exception as error:  # each file system fails in its own way where its library or a right is missing
            raise UsageError(
                f"--output {folder} cannot be reached ({last_line(error)}): s3:// needs apache-beam[aws], gs:// [gcp]"
            ) from error
        return cls(folder)


@contextmanager
def sole_writer(folder: str) -> Iterator[None]:
    """Makes a local output folder and holds it against a second run; a remote one is left to its store.

    Raises:
        UsageError: the folder cannot be written, or another run holds it.
    """
    if not is_local(folder):
        yield
        return
    try:
        os.makedirs(os.path.join(folder, STATE), exist_ok=True)
        lock = FileLock(os.path.join(folder, LOCK))
        lock.acquire(timeout=0)
    except Timeout as error:
        raise _busy(folder) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def fellow_writer(folder: str) -> Iterator[None]:
    """Like `sole_writer`, but beside others that hold the folder in the same way.

    Raises:
        UsageError: the folder cannot be written, or a run that needs it alone holds it.
    """
    if not is_local(folder):
        yield
        return
    try:
        with try_hold_file(os.path.join(folder, LOCK), shared=True) as held:
            if not held:
                raise _busy(folder)
            yield
    except (NotADirectoryError, PermissionError) as error:
        raise _unwritable(folder, error) from error


def mend_memory(folder: str) -> None:
    """Makes sure of a memory of stories that can be used; says so where an earlier run ended and its memory is not what it left."""
    if is_local(folder) and rebuild(folder) and read_manifest(folder):
        print(REBUILT, file=sys.stderr)


@contextmanager
def memory_of(folder: str) -> Iterator[None]:
    """Has the memory of a local output folder ready for a run, and lets it learn from the run once that has succeeded.

    Says so where the last run did not end, and makes up for it.
    """
    if not is_local(folder):
        yield
        return
    mend_memory(folder)
    prepare(folder)
    left = unlisted_files(folder)
    if left:
        print(UNFINISHED, file=sys.stderr)
        relearn(folder, left)
    yield
    settle(folder)


def _busy(folder: str) -> UsageError:
    return UsageError(f"another run is writing to {folder}: wait for its end, or name another --output")


def _unwritable(folder: str, error: OSError) -> UsageError:
    return UsageError(f"--output {folder} cannot be written ({error.strerror}): name a folder that can")
