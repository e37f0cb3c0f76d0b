"""Periods that a series leaves out: months, quarters and years between its first and its last that no document states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import gcd
from typing import Final

from ..records.figure import Period

_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_MOST: Final = 60  # a longer gap is no gap of a series


def missing_periods(periods: Sequence[Period], length: str) -> Iterator[Period]:
    """The periods of that length between the first and the last of `periods` that are not among them, in order.

    Moments have no length and no gap. Periods that do not start on one grid of months are not filled.
    """
    months = _MONTHS.get(length)
    starts = sorted({period.start for period in periods if period.start is not None})
    if months is None or len(starts) < 2 or any(start.day != 1 for start in starts):
        return
    first = _month(starts[0])
    if any((_month(start) - first) % months for start in starts):
        return
    there = {_month(start) for start in starts}
    # Values a year apart, or two that are compared, follow a stride of their own: between them nothing was to be stated.
    stride = gcd(*(month - first for month in there))
    left_out = [at for at in range(first, _month(starts[-1]), stride) if at not in there]
    for at in left_out if len(left_out) <= _MOST else ():
        start, end = _first_day(at), _first_day(at + months) - timedelta(days=1)
        yield Period(text=_name(start, length), start=start, end=end)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _name(start: date, length: str) -> str:
    """ "May 2023", "Q1 2023/24", "2023/24"; a half year by its months."""
    year = start.year if start.month >= 4 else start.year - 1
    financial = f"{year}/{(year + 1) % 100:02d}"
    if length == "month":
        return f"{start:%B %Y}"
    if length == "quarter" and start.month % 3 == 1:
        return f"Q{(start.month - 4) % 12 // 3 + 1} {financial}"
    if length == "year":
        return financial if start.month == 4 else str(start.year) if start.month == 1 else f"year from {start:%B %Y}"
    return f"{length} from {start:%B %Y}"
