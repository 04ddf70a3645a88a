"""A small disk for the output folder, that can be filled and made read-only. Needs root; says why where it cannot."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SIZE = "256m"
_BALLAST = "ballast"


class Disk:
    """The faults that the folder allows: `faults` names them, `skipped` says why the others are left out."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.faults: list[str] = []
        self.skipped: list[str] = []

    @contextmanager
    def mounted(self) -> Iterator[Disk]:
        """A tmpfs of its own on the folder while the block runs; the folder as it is where that is not allowed."""
        os.makedirs(self._folder, exist_ok=True)
        why = _run("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", self._folder)
        self._note("full", why)
        self._note("read-only", self._try_read_only())
        try:
            yield self
        finally:
            self.mend()
            if not why:
                _run("umount", "--lazy", self._folder)

    def break_(self, fault: str) -> None:
        """Fills the disk, or makes its folders read-only."""
        if fault == "full":
            with suppress(OSError), open(os.path.join(self._folder, _BALLAST), "wb", buffering=0) as file:
                while True:
                    file.write(bytes(1 << 20))
        else:
            self._mark("+i")

    def mend(self) -> None:
        """Ends all faults."""
        if "read-only" in self.faults:
            self._mark("-i")
        with suppress(FileNotFoundError):
            os.remove(os.path.join(self._folder, _BALLAST))

    def _mark(self, flag: str) -> str:
        return _run("find", self._folder, "-type", "d", "-exec", "chattr", flag, "{}", "+")

    def _try_read_only(self) -> str:
        """Permissions do not stop root; the immutable flag does."""
        why = self._mark("+i")
        self._mark("-i")
        return why

    def _note(self, fault: str, why: str) -> None:
        if why:
            self.skipped.append(f"{fault} disk: {why}")
        else:
            self.faults.append(fault)


def _run(*command: str) -> str:
    """Why a command failed; empty where it did not."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    return (done.stderr.strip().splitlines() or ["failed"])[-1] if done.returncode else ""
