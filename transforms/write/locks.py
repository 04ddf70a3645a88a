"""Locks under an output folder, for commands that work on it at the same time, also from several machines that mount it.

A lock is the kernel's own on a file below `.sukien/`, so that it ends with its process however that ends. Object stores have
none: there one command at a time writes to a folder.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from transforms.write.files import is_local
from transforms.write.layout import STATE

_FOLDER = f"{STATE}/locks"


@contextmanager
def hold(output: str, name: str) -> Iterator[None]:
    """Waits for the lock `name` of an output folder, and holds it while the block runs."""
    if not is_local(output):
        yield
        return
    with _opened(_path(output, name)) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def try_hold(output: str, name: str) -> Iterator[bool]:
    """Like `hold`, but does not wait: gives whether the lock is held."""
    if not is_local(output):
        yield True
        return
    with try_hold_file(_path(output, name)) as held:
        yield held


@contextmanager
def try_hold_file(path: str, *, shared: bool = False) -> Iterator[bool]:
    """Gives whether the lock on that file is held, where `shared` together with others that share it."""
    with _opened(path) as handle:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def partition_lock(partition: str) -> str:
    """The lock under which the event files of a partition are read, united and written, or removed."""
    return f"published={partition}"


def _path(output: str, name: str) -> str:
    return os.path.join(output, _FOLDER, f"{name}.lock")


@contextmanager
def _opened(path: str) -> Iterator[int]:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield handle
    finally:
        os.close(handle)
