"""Kills backfill or compact with SIGKILL at random moments, resumes, and compares with an undisturbed run.

    python tests/backfill/kill_harness.py backfill --kills 50
    python tests/backfill/kill_harness.py compact --kills 50

Every run starts from the same folder and is killed once: by turns at a moment drawn over the length of an undisturbed run, and just
before one of the acts on files that such a run does, where the short and dangerous moments lie. After each kill all files that
readers see must be whole and, for compact, show the same standing events. The undisturbed run is a process of its own, with its own
seed of hashes; the others are forked, which saves their imports. Exit status 1 where a run differs.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from backfill_runs import KINDS, archive, records, run, written  # noqa: E402

CLOCK = {"SOURCE_DATE_EPOCH": "1735689600"}
SPAN = ("--from", "2023-06-01", "--to", "2023-06-30", "--include-undated")
ACTS = frozenset({"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree", "sqlite3.connect"})
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Trial:
    """A command, and how the folder that it is run on comes to be."""

    arguments: Callable[[Path], list[str]]
    prepare: Callable[[Path], None]
    readable: bool


def trial(command: str, pages: Path) -> Trial:
    """What is killed: a backfill of `pages` into an empty folder, or a compaction of a folder that was compacted and added to."""
    backfill = ["backfill", *SPAN, "--input", f"{pages}", "--input", str(broken(pages)), "--output"]
    if command == "backfill":
        return Trial(lambda output: [*backfill, str(output)], lambda output: output.mkdir(), False)

    def prepare(output: Path) -> None:
        early = archive(pages.with_name("early.jsonl"), range(4), days=2)
        finish(["ingest", "--input", str(early), "--output", str(output)])
        finish(["compact", "--output", str(output)])
        finish([*backfill, str(output), "--slice", "month"])

    return Trial(lambda output: ["compact", "--output", str(output)], prepare, True)


def broken(pages: Path) -> Path:
    """An input that becomes a dead letter."""
    path = pages.with_name("broken.jsonl")
    path.write_text('{"text": "Một dòng"}\n', encoding="utf-8")
    return path


def start(arguments: list[str], fatal_act: int | None = None, counted: Any = None) -> multiprocessing.process.BaseProcess:
    """Starts a command in a fork, which kills itself before its act of that number; `counted` is a shared number that gets its acts."""
    process = FORK.Process(target=_forked, args=(arguments, fatal_act, counted))
    process.start()
    return process


def _forked(arguments: list[str], fatal_act: int | None, counted: Any) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    done = 0

    def audit(event: str, details: tuple[Any, ...]) -> None:
        nonlocal done
        if event not in ACTS or event == "open" and not (isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        done += 1
        if counted is not None:
            counted.value = done
        if done == fatal_act:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(audit)
    sys.exit(run(*arguments))


def finish(arguments: list[str], counted: Any = None) -> float:
    """Runs a command in a fork to its end and returns its seconds."""
    started = time.monotonic()
    process = start(arguments, counted=counted)
    process.join()
    if process.exitcode:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return time.monotonic() - started


def alone(arguments: list[str]) -> None:
    """Runs a command in a process of its own."""
    command = [sys.executable, "-m", f"pipelines.{arguments[0]}", *arguments[1:]]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def kill(arguments: list[str], by_act: bool, acts: int, seconds: float, chance: random.Random) -> tuple[bool, str]:
    """Starts a command and kills it at random; gives whether it had not ended before, and what to call the moment."""
    if by_act:
        number = chance.randint(1, acts)
        process, said = start(arguments, fatal_act=number), f"before act {number} of {acts}"
    else:
        moment = chance.uniform(0.0, seconds)
        process, said = start(arguments), f"after {moment:.2f} s of {seconds:.2f} s"
        process.join(moment)
        process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL, said


def standing(output: Path) -> set[tuple[str, str, int]]:
    """The events that a reader of all files finds; fails where one is not whole."""
    newest: dict[tuple[str, str], tuple[int, bool]] = {}
    for event in records(output, "events"):
        key = event.event_id, event.source.story_id
        newest[key] = max(newest.get(key, (0, False)), (event.revision, event.withdrawn))
    return {(*key, revision) for key, (revision, withdrawn) in newest.items() if not withdrawn}


def harness(command: str, kills: int, stories: int, seed: int, work: Path) -> int:
    """Runs the trials and returns how many differed."""
    pages = archive(work / "pages.jsonl", range(stories), days=2, undated=range(0, stories, 9))
    tried = trial(command, pages)
    before, undisturbed, output = work / "before", work / "undisturbed", work / "killed"
    tried.prepare(before)
    shutil.copytree(before, undisturbed)
    alone(tried.arguments(undisturbed))
    shutil.copytree(before, output)
    counted = FORK.Value("i", 0)
    seconds = finish(tried.arguments(output), counted)
    whole, readable, chance = written(undisturbed), standing(before), random.Random(seed)
    if written(output) != whole:
        raise SystemExit("two undisturbed runs differ")
    killed = differed = 0
    for number in range(kills):
        shutil.rmtree(output)
        shutil.copytree(before, output)
        ended, said = kill(tried.arguments(output), number % 2 == 0, counted.value, seconds, chance)
        killed += ended
        wrong = compare(tried, output, whole, readable)
        differed += bool(wrong)
        print(f"{number + 1}: killed {said}: {f'DIFFERS in {wrong}' if wrong else 'the same'}", flush=True)
    print(f"{command}: {kills - differed} of {kills} runs the same as undisturbed, {killed} were killed before their end")
    return differed


def compare(tried: Trial, output: Path, whole: dict[str, bytes], readable: set[tuple[str, str, int]]) -> str:
    """Looks at what a kill left, resumes, and names what differs."""
    for kind in KINDS:
        records(output, kind)
    if tried.readable and standing(output) != readable:
        return "what stood after the kill"
    finish(tried.arguments(output))
    left = written(output)
    return ", ".join(sorted(path for path in whole.keys() | left.keys() if whole.get(path) != left.get(path)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["backfill", "compact"])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--stories", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.update(CLOCK)
    with tempfile.TemporaryDirectory() as work:
        return int(bool(harness(options.command, options.kills, options.stories, options.seed, Path(work))))


if __name__ == "__main__":
    sys.exit(main())
