"""What a Flink cluster needs and this project does not ship: Flink itself and Beam's job server, kept in a cache folder."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

FLINK = "apache-flink-libraries==2.2.1"
JOB_SERVER = "org.apache.beam:beam-runners-flink-2.2-job-server:2.77.0"
_SECONDS = 900


class Missing(RuntimeError):
    """A file that cannot be had here; the message says what to do."""


def job_server(cache: Path) -> Path:
    """The jar of Beam's job server for Flink 2.2, by Maven.

    Raises:
        Missing: Maven has no such file.
    """
    _, artifact, version = JOB_SERVER.split(":")
    jar = cache / f"{artifact}-{version}.jar"
    if not jar.exists():
        why = _run("mvn", "-q", "-B", "dependency:copy", f"-Dartifact={JOB_SERVER}", f"-DoutputDirectory={cache}", "-Dmdep.useBaseVersion")
        if why or not jar.exists():
            raise Missing(f"Maven has no {JOB_SERVER} here; give its jar by --job-server ({why[:200]})")
    return jar


def flink_libraries(cache: Path) -> Path:
    """The folder of Flink's jars, from the package of PyPI that carries them.

    Raises:
        Missing: the package cannot be had.
    """
    folder = cache / FLINK.replace("==", "-")
    if not folder.exists():
        why = _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), FLINK)
        wheels = sorted(cache.glob(f"{FLINK.split('==')[0].replace('-', '_')}-*.whl"))
        if why or not wheels:
            raise Missing(f"pip has no {FLINK} here ({why[:200]})")
        unpacked = folder.with_suffix(".part")
        with zipfile.ZipFile(wheels[-1]) as wheel:
            wheel.extractall(unpacked, [name for name in wheel.namelist() if name.startswith("pyflink/lib/")])
        (unpacked / "pyflink" / "lib").rename(folder)
    return folder


def _run(*command: str) -> str:
    """Why a command failed, in one line; empty where it did not."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line] or done.stderr.splitlines()
    return (said[0] if said else "failed") if done.returncode else ""
