"""Two Airflow DAGs: yesterday's slice every night, and a range of days to catch up with, by hand.

Airflow variables: `sukien_input` (a pattern), `sukien_output` (a folder), `sukien_python` (the interpreter of the environment
that Sukien is installed in; `python3` where it is Airflow's own).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.providers.apache.beam.operators.beam import BeamRunPythonPipelineOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param

ZONE = "Asia/Ho_Chi_Minh"
PYTHON = "{{ var.value.get('sukien_python', 'python3') }}"
INPUT = "{{ var.value.sukien_input }}"
OUTPUT = "{{ var.value.sukien_output }}"
DEFAULTS = {"retries": 2, "retry_delay": timedelta(minutes=10)}


def backfill(first: str, last: str) -> BeamRunPythonPipelineOperator:
    """The task that runs the slices from `first` to `last`; a retry goes on at the first unfinished one."""
    return BeamRunPythonPipelineOperator(
        task_id="backfill",
        runner="DirectRunner",
        py_file="pipelines.backfill",
        py_options=["-m"],
        py_interpreter=PYTHON,
        pipeline_options={"from": first, "to": last, "input": INPUT, "output": OUTPUT},
    )


def compact() -> BashOperator:
    """The task that compacts the output folder."""
    return BashOperator(task_id="compact", bash_command=f"{PYTHON} -m pipelines.compact --output '{OUTPUT}'")


with DAG(
    dag_id="sukien_daily",
    description="Yesterday's news as events",
    schedule="30 2 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    tags=["sukien"],
) as daily:
    yesterday = f"{{{{ logical_date.in_timezone('{ZONE}').subtract(days=1).to_date_string() }}}}"
    backfill(yesterday, yesterday) >> compact()

with DAG(
    dag_id="sukien_catch_up",
    description="The news of a range of days as events",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args=DEFAULTS,
    params={
        "first": Param("2024-01-01", type="string", format="date"),
        "last": Param("2024-01-31", type="string", format="date"),
    },
    tags=["sukien"],
) as catch_up:
    backfill("{{ params.first }}", "{{ params.last }}") >> compact()
