"""Which days a backfill covers, and how they are cut into slices. Days are those of Viet Nam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from transforms.partition import UNKNOWN


class SliceUnit(StrEnum):
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included, and stories without a day where `undated`, cut by `unit`.

    >>> span = Span(date(2021, 12, 1), date(2021, 12, 31), unit=SliceUnit.MONTH)
    >>> span.slice_of("2021-12-18"), span.slice_of("2022-01-01"), span.slice_of("unknown")
    ('2021-12', None, None)
    """

    first: date
    last: date
    undated: bool = False
    unit: SliceUnit = SliceUnit.DAY

    def slice_of(self, partition: str) -> str | None:
        """The name of the slice that a partition belongs to; None where it is not covered."""
        if partition == UNKNOWN:
            return UNKNOWN if self.undated else None
        if not self.first.isoformat() <= partition <= self.last.isoformat():
            return None
        return partition if self.unit is SliceUnit.DAY else partition[: len("YYYY-MM")]
