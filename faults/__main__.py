"""Counts what faults cost: nothing may be lost, doubled or torn.

python -m faults --pages 5000 --kills 200
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from faults.local import Faults

MUST_BE_ZERO = ("lost", "doubled", "unknown", "torn", "dead letters missing", "dead letters too many")


def main() -> int:
    """Runs the harness, prints its counts, and fails where one is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", metavar="N", type=int, default=5000, help="pages, in known order (5000)")
    parser.add_argument("--kills", metavar="N", type=int, default=200, help="kills with -9, at random moments (200)")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="of the random moments (1)")
    found = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults") as folder:
        counts = Faults(Path(folder, "run"), found.pages, found.kills, random.Random(found.seed)).run()
    for name, value in counts.items():
        print(f"{name:<22} {value:,}" if isinstance(value, int) else f"{name:<22} {value}")
    print(f"{'elapsed':<22} {time.monotonic() - started:,.0f} s")
    return int(any(counts[name] for name in MUST_BE_ZERO))


if __name__ == "__main__":
    sys.exit(main())
