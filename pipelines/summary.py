"""What a bounded run says at its end."""

from __future__ import annotations

from collections import Counter

DEAD_LETTERS = "dead_letters."
FOLDED = "folded."
EXPLANATIONS = {"EXACT": "exact", "NORMALISED": "normalised", "NEAR": "near", "SAME_LINK": "same link"}


def summary(counters: Counter[str], seconds: float) -> str:
    """The lines of a run's summary.

    >>> print(summary(Counter({"stories_read": 3, "folded.NEAR": 1, "events_written": 2, "dead_letters.EMPTY": 1}), 1.25))
    stories read       3
    duplicates folded  1 (near 1)
    events written     2
    dead letters       1 (EMPTY 1)
    elapsed            1.2 s
    """
    rows = {
        "stories read": f"{counters['stories_read']:,}",
        "duplicates folded": _split(counters, FOLDED),
        "events written": f"{counters['events_written']:,}",
        "dead letters": _split(counters, DEAD_LETTERS),
        "elapsed": f"{seconds:,.1f} s",
    }
    return "\n".join(f"{name:<18} {value}" for name, value in rows.items())


def _split(counters: Counter[str], prefix: str) -> str:
    """A total and what it is made of, the largest first."""
    parts = {name.removeprefix(prefix): number for name, number in counters.items() if name.startswith(prefix) and number}
    named = [f"{EXPLANATIONS.get(name, name)} {number:,}" for name, number in sorted(parts.items(), key=lambda part: (-part[1], part[0]))]
    return f"{sum(parts.values()):,}" + (f" ({', '.join(named)})" if named else "")
