"""Kills backfill or compact with SIGKILL at random moments, resumes, and compares with an undisturbed run.

    python tests/backfill/kill_harness.py backfill --kills 50
    python tests/backfill/kill_harness.py compact --kills 50

Every run starts from the same folder and is killed once, at a moment drawn over the length of an undisturbed run; after each kill
all files that readers see must be whole and, for compact, show the same standing events. Exit status 1 where a run differs.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from backfill_runs import KINDS, archive, records, written  # noqa: E402

CLOCK = {"SOURCE_DATE_EPOCH": "1735689600"}
SPAN = ("--from", "2023-06-01", "--to", "2023-06-30", "--include-undated")


@dataclass(frozen=True)
class Trial:
    """A command, and how the folder that it is run on comes to be."""

    arguments: Callable[[Path], list[str]]
    prepare: Callable[[Path], None]
    readable: bool


def trial(command: str, pages: Path) -> Trial:
    """What is killed: a backfill of `pages` into an empty folder, or a compaction of a folder that was compacted and added to."""
    backfill = ["pipelines.backfill", *SPAN, "--input", str(pages), "--output"]
    if command == "backfill":
        return Trial(lambda output: [*backfill, str(output)], lambda output: output.mkdir(), False)

    def prepare(output: Path) -> None:
        early = archive(pages.with_name("early.jsonl"), range(4), days=2)
        run(["pipelines.ingest", "--input", str(early), "--output", str(output)])
        run(["pipelines.compact", "--output", str(output)])
        run([*backfill, str(output), "--slice", "month"])

    return Trial(lambda output: ["pipelines.compact", "--output", str(output)], prepare, True)


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", *arguments], cwd=ROOT, env={**os.environ, **CLOCK}, stdout=subprocess.DEVNULL)


def run(arguments: list[str]) -> float:
    """Runs a command to its end and returns its seconds."""
    started = time.monotonic()
    if start(arguments).wait():
        raise SystemExit(f"{' '.join(arguments)} failed")
    return time.monotonic() - started


def standing(output: Path) -> set[tuple[str, str, int]]:
    """The events that a reader of all files finds; fails where one is not whole."""
    newest: dict[tuple[str, str], tuple[int, bool]] = {}
    for event in records(output, "events"):
        key = event.event_id, event.source.story_id
        newest[key] = max(newest.get(key, (0, False)), (event.revision, event.withdrawn))
    return {(*key, revision) for key, (revision, withdrawn) in newest.items() if not withdrawn}


def harness(command: str, kills: int, stories: int, seed: int, work: Path) -> int:
    """Runs the trials and returns how many differed."""
    pages = archive(work / "pages.jsonl", range(stories), days=5, undated=range(0, stories, 9))
    tried = trial(command, pages)
    before, undisturbed = work / "before", work / "undisturbed"
    tried.prepare(before)
    shutil.copytree(before, undisturbed)
    seconds = run(tried.arguments(undisturbed))
    whole, readable, chance = written(undisturbed), standing(before), random.Random(seed)
    killed = differed = 0
    for number in range(kills):
        output = work / "killed"
        shutil.copytree(before, output)
        process = start(tried.arguments(output))
        moment = chance.uniform(0.0, 1.0) ** 0.5 * seconds  # the first half is imports
        time.sleep(moment)
        process.kill()
        killed += process.wait() != 0
        for kind in KINDS:
            records(output, kind)
        same = not tried.readable or standing(output) == readable
        run(tried.arguments(output))
        left = written(output)
        other = sorted(path for path in whole.keys() | left.keys() if whole.get(path) != left.get(path))
        differed += bool(other) or not same
        answer = f"DIFFERS in {', '.join(other) or 'what stood after the kill'}" if other or not same else "the same"
        print(f"{number + 1}: killed after {moment:.2f} s of {seconds:.2f} s: {answer}", flush=True)
        shutil.rmtree(output)
    print(f"{command}: {kills - differed} of {kills} runs the same as undisturbed, {killed} were killed before their end")
    return differed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["backfill", "compact"])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--stories", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        return int(bool(harness(options.command, options.kills, options.stories, options.seed, Path(work))))


if __name__ == "__main__":
    sys.exit(main())
