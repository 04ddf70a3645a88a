"""Fuzzes every parser in turn and prints how many inputs each was tried with.

    python -m tests.fuzz --seconds 60 [--target html]

Ends with status 1 and the smallest input found where a promise is broken.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzz.targets import TARGETS, timed

_BATCH = 100


def fuzz(name: str, seconds: float, start: int) -> int:
    """Tries a target for some seconds and returns the number of inputs; raises what the target raises."""
    target, inputs = TARGETS[name]
    tried, end, number = 0, time.monotonic() + seconds, start

    def one(value: object) -> None:
        nonlocal tried
        tried += 1
        timed(target, value)

    while time.monotonic() < end:
        checks = settings(max_examples=_BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        seed(number)(checks(given(inputs)(one)))()
        number += 1
    return tried


def main() -> int:
    """Runs the command and returns its exit status."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together (60)")
    parser.add_argument("--target", choices=sorted(TARGETS), action="append", help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30), help="to try the same inputs again")
    found = parser.parse_args()
    names = found.target or list(TARGETS)
    total = 0
    for name in names:
        try:
            tried = fuzz(name, found.seconds / len(names), found.seed)
        except Exception:
            traceback.print_exc()
            print(f"{name}: a promise is broken; try again with --target {name} --seed {found.seed}")
            return 1
        print(f"{name}: {tried} inputs", flush=True)
        total += tried
    print(f"{total} inputs tried, seed {found.seed}: no promise broken")
    return 0


if __name__ == "__main__":
    sys.exit(main())
