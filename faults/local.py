"""The local watch under faults: killed with -9 at random moments, its disk full or read-only, its inputs broken."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from faults.disk import Disk
from faults.feed_server import MODES, FeedServer
from faults.pages import content, deliver, known_event, known_feed_event
from faults.reader import Reader
from pipelines.table import standing_events
from schemas.records import DeadLetter
from transforms.write.files import find_files, read_records

ROOT = Path(__file__).parents[1]
BROKEN_EVERY = 25
AGAIN_EVERY = 20
FEED_ITEMS = 40
LONGEST_LIFE = 10.0
_BREAK = (lambda data: data[: len(data) // 2], lambda data: b"\x89PNG\r\n\x1a\n" + os.urandom(400), lambda data: b"")


@dataclass
class Faults:
    """One run: `pages` are delivered in order while the watch is killed `kills` times.

    Attributes:
        events: the ids of the known events, each to be found once.
        letters: the names of the files that must be dead letters at the end.
    """

    folder: Path
    pages: int
    kills: int
    chance: random.Random
    events: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    mended: list[tuple[str, bytes]] = field(default_factory=list)
    restarts: int = 0

    def __post_init__(self) -> None:
        self.input, self.output, self.log = self.folder / "in", self.folder / "out", self.folder / "watch.log"
        self.input.mkdir(parents=True)

    def run(self) -> dict[str, int | str]:
        """The whole course; returns what is to be reported."""
        reader, disk = Reader(), Disk(str(self.output))
        with disk.mounted(), FeedServer() as server:
            with reader.beside(str(self.output)):
                for cycle in range(self.kills):
                    self._cycle(cycle, disk, server)
                disk.mend()
                server.mode = "works"
                for name, data in self.mended:
                    deliver(str(self.input), name, data, in_place=True)
                self._finish(server)
                self._call("pipelines.compact", "--output", str(self.output))
            return self._count(reader, disk)

    def _cycle(self, cycle: int, disk: Disk, server: FeedServer) -> None:
        """One life of the watch, from its start to the kill."""
        share = range(cycle * self.pages // self.kills, (cycle + 1) * self.pages // self.kills)
        life = self.chance.uniform(0.3, LONGEST_LIFE)
        server.mode = self.chance.choice(MODES)
        fault = self.chance.choice([*disk.faults, *[None] * 6])
        process = self._start(server)
        delivery = threading.Thread(target=self._deliver, args=(share, life * 0.8, server))
        delivery.start()
        if fault:
            time.sleep(life * self.chance.uniform(0, 0.5))
            disk.break_(fault)
            time.sleep(life * 0.4)
            if self.chance.random() < 0.5:
                disk.mend()
        time.sleep(life * (0.2 if fault else 1))
        process.kill()
        process.wait()
        delivery.join()
        disk.mend()

    def _deliver(self, numbers: range, seconds: float, server: FeedServer) -> None:
        for number in numbers:
            self._deliver_page(number, server)
            time.sleep(seconds / len(numbers))

    def _deliver_page(self, number: int, server: FeedServer) -> None:
        folder, (name, data) = str(self.input), content(number)
        if number % (max(1, self.pages // FEED_ITEMS)) == 0 and len(server.numbers) < FEED_ITEMS:
            server.numbers.append(number + self.pages)
            self.events.add(known_feed_event(number + self.pages, server.base))
        if number % BROKEN_EVERY == 7:
            spoilt = f"spoilt{number:05d}.gz"
            whole = content(number + 2 * self.pages)
            packed = whole[1] if whole[0].endswith(".gz") else _packed(whole[1])
            deliver(folder, spoilt, self.chance.choice(_BREAK)(packed), in_place=False)
            if self.chance.random() < 0.5:
                self.mended.append((spoilt, packed))
                self.events.add(known_event(number + 2 * self.pages))
            else:
                self.letters.add(spoilt)
        deliver(folder, name, data, in_place=self.chance.random() < 0.5)
        self.events.add(known_event(number))
        if number % AGAIN_EVERY == 3:
            deliver(folder, f"again{name}", data, in_place=False)
            os.utime(self.input / name)

    def _start(self, server: FeedServer) -> subprocess.Popen[bytes]:
        self.restarts += 1
        with self.log.open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", "pipelines.watch", *self._arguments(server)], cwd=ROOT, stdout=log, stderr=log)

    def _arguments(self, server: FeedServer) -> list[str]:
        inputs = ["--input", f"{self.input}/*", "--feed", server.url, "--allow-private-hosts", "--feed-interval", "1"]
        return [*inputs, "--output", str(self.output), "--status", str(self.folder / "status.json")]

    def _finish(self, server: FeedServer) -> None:
        """A last life that is told to end, and a single tick for what it left."""
        process = self._start(server)
        while process.poll() is None and f'"pid": {process.pid},' not in self._status():
            time.sleep(0.1)
        time.sleep(LONGEST_LIFE)
        process.send_signal(signal.SIGTERM)
        if process.wait() != 0:
            raise RuntimeError(f"watch ended with status {process.returncode} after SIGTERM: see {self.log}")
        time.sleep(1)
        self._call("pipelines.watch", "--once", *self._arguments(server))

    def _status(self) -> str:
        path = self.folder / "status.json"
        return path.read_text() if path.exists() else ""

    def _call(self, *arguments: str) -> None:
        with self.log.open("ab") as log:
            subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, stdout=log, stderr=log, check=True)

    def _count(self, reader: Reader, disk: Disk) -> dict[str, int | str]:
        output, said = str(self.output), self.log.read_text(errors="replace")
        found = Counter(event.event_id for event in standing_events(output))
        paths = find_files(output, "dead_letters/*.avro")
        letters = {os.path.basename(letter.uri) for path in paths for letter in read_records(output, path, DeadLetter)}
        return {
            "kills": self.kills,
            "restarts": self.restarts,
            "ticks": said.count(" dead letters in "),
            "ticks that failed": said.count("a tick failed"),
            "records": found.total(),
            "files read beside": reader.read.value,
            "lost": len(self.events - set(found)),
            "doubled": sum(number > 1 for number in found.values()),
            "unknown": len(set(found) - self.events),
            "torn": reader.torn.value,
            "dead letters": len(letters),
            "dead letters missing": len(self.letters - letters),
            "dead letters too many": len(letters - self.letters),
            "left out": "; ".join(disk.skipped) or "nothing",
        }


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
