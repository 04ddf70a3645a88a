"""A real Flink cluster on this machine, and the unbounded watch on it: the same records as `ingest`, also after kills.

    python -m faults.flink --cache ~/.cache/sukien --pages 200

One job manager, two task managers, and a pool of Python workers. Needs Java 17, and Maven for Beam's job server unless
--job-server names its jar. Downloads are kept in the cache folder. Where the job server cannot be had, it says so and ends
with status 77, before anything is started.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from faults.flink_cluster import Cluster
from faults.flink_files import Missing, flink_libraries, job_server
from faults.streams import MUST_BE_ZERO, compare, compare_bounded

NOT_RUN = 77
CHECKPOINT_MILLISECONDS = 2000


def main(arguments: Sequence[str]) -> int:
    """Starts the cluster, runs both commands on it, prints the counts, and fails where a record is lost or doubled."""
    parser = argparse.ArgumentParser(
        prog="python -m faults.flink", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", metavar="DIR", type=Path, required=True, help="where downloads are kept")
    parser.add_argument("--job-server", metavar="JAR", type=Path, help="Beam's job server for Flink, where Maven has none")
    parser.add_argument("--pages", metavar="N", type=int, default=200, help="pages, delivered while the job runs (200)")
    parser.add_argument("--parallelism", metavar="N", type=int, default=2, help="of the job (2)")
    parser.add_argument("--cluster-only", action="store_true", help="start the cluster, see that it is whole, and end")
    found = parser.parse_args(arguments)
    found.cache.mkdir(parents=True, exist_ok=True)
    try:
        jar = None if found.cluster_only else found.job_server or job_server(found.cache)
        libraries = flink_libraries(found.cache)
    except Missing as error:
        print(f"not run: {error}")
        return NOT_RUN
    with tempfile.TemporaryDirectory(prefix="flink") as folder, Cluster(libraries, Path(folder)) as cluster:
        print(f"cluster: {cluster.task_managers()} task managers, a worker pool, Flink at {cluster.address}")
        return 0 if jar is None else _run(cluster, jar, found, Path(folder))


def _run(cluster: Cluster, jar: Path, found: argparse.Namespace, folder: Path) -> int:
    """`ingest`, then `watch` while a task manager and the worker pool are killed."""
    options = [*cluster.beam_options(jar), f"--parallelism={found.parallelism}", f"--checkpointing_interval={CHECKPOINT_MILLISECONDS}"]
    kills = {found.pages // 3: cluster.kill_task_manager, 2 * found.pages // 3: cluster.kill_worker_pool}

    def disturb(number: int) -> None:
        if number in kills:
            kills[number]()

    failed = 0
    for name in ("ingest", "watch"):
        (folder / name).mkdir()
        started = time.monotonic()
        if name == "ingest":
            counts = compare_bounded(folder / name, found.pages, [option for option in options if "checkpointing" not in option])
        else:
            counts = compare(folder / name, found.pages, options, disturb)
        rows = {**counts, "elapsed": round(time.monotonic() - started)}
        print(f"{name}: {', '.join(f'{row} {value:,}' for row, value in rows.items())}")
        failed |= any(counts[row] for row in MUST_BE_ZERO)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
