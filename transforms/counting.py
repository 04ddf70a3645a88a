"""Counters: every stage counts by one helper, and a run prints them all at its end."""

from __future__ import annotations

from collections import Counter
from typing import Any

from apache_beam.metrics import Metrics
from apache_beam.metrics.metric import MetricsFilter

NAMESPACE = "sukien"

# What this process counted so far, for the progress bar: Beam shows its own counters only when a run has ended.
tally: Counter[str] = Counter()


def count(name: str, by: int = 1) -> None:
    """Adds to a counter of the running pipeline, from within a DoFn."""
    if by:
        Metrics.counter(NAMESPACE, name).inc(by)
        tally[name] += by


def counted(result: Any) -> Counter[str]:
    """All counters of a finished run, by name; those of several steps are summed."""
    totals: Counter[str] = Counter()
    for counter in result.metrics().query(MetricsFilter().with_namespace(NAMESPACE))["counters"]:
        totals[counter.key.metric.name] += counter.committed or 0
    return totals
