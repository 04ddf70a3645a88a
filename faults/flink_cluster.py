"""One job manager, two task managers and a pool of Python workers, as processes of this one."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
TASK_MANAGERS = 2
START_SECONDS = 90.0
_JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
_TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"
_OPENED = ("java.lang", "java.lang.invoke", "java.lang.reflect", "java.math", "java.net", "java.text", "java.time", "java.util")
_CONFIGURATION = """
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: {rpc}
jobmanager.bind-host: 127.0.0.1
jobmanager.memory.process.size: 1600m
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: 2
rest.address: 127.0.0.1
rest.port: {rest}
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 100
restart-strategy.fixed-delay.delay: 2 s
execution.checkpointing.dir: file://{folder}/checkpoints
execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION
io.tmp.dirs: {folder}/tmp
"""


class Cluster:
    """The cluster, while the `with` block runs. `libraries` is a folder of Flink's jars."""

    def __init__(self, libraries: Path, folder: Path) -> None:
        self._libraries = libraries
        self._folder = folder
        self._rest = _free_port()
        self._pool_port = _free_port()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._rest}"

    def __enter__(self) -> Cluster:
        (self._folder / "conf").mkdir()
        (self._folder / "tmp").mkdir()
        configuration = _CONFIGURATION.format(rpc=_free_port(), rest=self._rest, folder=self._folder)
        (self._folder / "conf" / "config.yaml").write_text(configuration)
        try:
            self._start_java("job manager", _JOB_MANAGER)
            for number in range(TASK_MANAGERS):
                self._start_java(f"task manager {number}", _TASK_MANAGER)
            self._start_pool()
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.kill()
            process.wait()

    def beam_options(self, jar: Path) -> list[str]:
        """What sends a Beam pipeline here."""
        return [
            "--runner=FlinkRunner",
            "--flink_version=2.2",
            f"--flink_master={self.address}",
            f"--flink_job_server_jar={jar}",
            "--environment_type=EXTERNAL",
            f"--environment_config=127.0.0.1:{self._pool_port}",
        ]

    def task_managers(self) -> int:
        """How many have registered with the job manager; 0 where it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/overview", timeout=5) as answer:
                return json.load(answer)["taskmanagers"]
        except OSError:
            return 0

    def kill_task_manager(self) -> None:
        """Kills one with -9 and starts another in its place."""
        self._processes["task manager 0"].kill()
        self._processes["task manager 0"].wait()
        self._start_java("task manager 0", _TASK_MANAGER)

    def kill_worker_pool(self) -> None:
        """Kills the pool and its workers with -9, and starts another in its place."""
        pool = self._processes["pool"]
        os.killpg(pool.pid, 9)
        pool.wait()
        self._start_pool()

    def _start_java(self, name: str, main: str) -> None:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        memory = ["-Xmx1g", "-XX:MaxDirectMemorySize=512m", "-XX:MaxMetaspaceSize=256m"]
        command = ["java", *opened, *memory, "-cp", f"{self._libraries}/*", main, "--configDir", str(self._folder / "conf")]
        resources = [] if main == _JOB_MANAGER else _task_resources(name)
        self._start(name, [*command, *resources])

    def _start_pool(self) -> None:
        self._start("pool", [sys.executable, "-m", "apache_beam.runners.worker.worker_pool_main", f"--service_port={self._pool_port}"])

    def _start(self, name: str, command: list[str]) -> None:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # the pool starts plain `python`
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while self.task_managers() < TASK_MANAGERS:
            if time.monotonic() > end:
                logs = "\n".join(path.read_text(errors="replace")[-3000:] for path in self._folder.glob("*.log"))
                raise RuntimeError(f"the cluster did not start in {START_SECONDS:.0f} s:\n{logs}")
            time.sleep(0.5)


def _task_resources(name: str) -> list[str]:
    """Flink's scripts work these out from the process size; started by hand, a task manager has to be told."""
    sizes = {
        "taskmanager.cpu.cores": "2.0",
        "taskmanager.resource-id": name.replace(" ", "-"),
        "taskmanager.memory.task.heap.size": "512m",
        "taskmanager.memory.task.off-heap.size": "0",
        "taskmanager.memory.framework.heap.size": "128m",
        "taskmanager.memory.framework.off-heap.size": "128m",
        "taskmanager.memory.network.min": "64m",
        "taskmanager.memory.network.max": "64m",
        "taskmanager.memory.managed.size": "256m",
        "taskmanager.memory.jvm-metaspace.size": "256m",
        "taskmanager.memory.jvm-overhead.min": "192m",
        "taskmanager.memory.jvm-overhead.max": "192m",
    }
    return [word for key, value in sizes.items() for word in ("-D", f"{key}={value}")]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
