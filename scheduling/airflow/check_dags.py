"""Loads the DAGs as Airflow does, and checks their tasks; run by `make airflow` in an environment of its own."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

EXPECTED = {"sukien_daily": ["backfill", "compact"], "sukien_catch_up": ["backfill", "compact"]}


def main() -> int:
    """The exit status is 1 where a DAG cannot be loaded or is not what it should be."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"AIRFLOW_HOME": home, "AIRFLOW__CORE__LOAD_EXAMPLES": "False"}
        from airflow.dag_processing.dagbag import DagBag  # reads its settings when it is imported

        bag = DagBag(dag_folder=str(Path(__file__).parent / "sukien_dags.py"))
        found = {name: sorted(dag.task_ids) for name, dag in bag.dags.items()}
    for name, error in bag.import_errors.items():
        print(f"{name}: {error}", file=sys.stderr)
    if bag.import_errors or found != EXPECTED:
        print(f"DAGs found: {found}, expected: {EXPECTED}", file=sys.stderr)
        return 1
    print(f"2 passed, 0 failed: {', '.join(sorted(found))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
