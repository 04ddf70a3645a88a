"""Runs the benchmarks, each in a process of its own, with its time and peak memory.

    python -m benchmarks [NAME ...]

Without a name all modules of this folder that have a `main()` are run.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def benchmarks() -> list[str]:
    """The modules beside this one that define `main`, by name."""
    modules = (path for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("__"))
    return sorted(path.stem for path in modules if _has_main(path))


def run(name: str) -> int:
    """Runs one benchmark to its end and returns its exit status."""
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", f"from benchmarks.{name} import main; main()"])
    _, status, usage = os.wait4(process.pid, 0)
    print(f"-- {name}: {time.monotonic() - started:.1f} s, peak memory {usage.ru_maxrss / 1024:,.0f} MB", flush=True)
    return os.waitstatus_to_exitcode(status)


def main(names: Sequence[str]) -> int:
    """Runs the named benchmarks, or all; the exit status is 2 for an unknown name, else 1 where one failed."""
    known = benchmarks()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark {unknown[0]}: there are {', '.join(known)}", file=sys.stderr)
        return 2
    statuses = [run(name) for name in names or known]
    return int(any(statuses))


def _has_main(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
