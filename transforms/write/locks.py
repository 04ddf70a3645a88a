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
def hold(output: str, name: str, *, shared: bool = False) -> Iterator[None]:
    """Waits for the lock `name` of an output folder and holds it while the block runs; `shared` with others that share it."""
    with _opened(output, name) as handle:
        if handle is not None:
            fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


@contextmanager
def try_hold(output: str, name: str, *, shared: bool = False) -> Iterator[bool]:
    """Like `hold`, but does not wait: gives whether the lock is held."""
    with _opened(output, name) as handle:
        yield handle is None or _locked(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)


def partition_lock(partition: str) -> str:
    """The lock under which the event files of a partition are read, united and written, or removed."""
    return f"published={partition}"


def _locked(handle: int, mode: int) -> bool:
    try:
        fcntl.flock(handle, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _opened(output: str, name: str) -> Iterator[int | None]:
    if not is_local(output):
        yield None
        return
    path = os.path.join(output, _FOLDER, f"{name}.lock")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield handle
    finally:
        os.close(handle)
