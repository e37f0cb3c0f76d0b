"""Whether two figures speak of the same time."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..records.figure import Figure, Period

_MONTH_END = 3  # days: "on 31 March", "at the end of March" and "by 1 April" are one moment
_YEAR_PRINTED = re.compile(r"\b(?:19|20)\d\d\b|\b\d\d/\d\d\b|/\d\d\b")


def same_days(one: Figure, other: Figure) -> bool:
    """Whether the periods are the same days; a period that is not known may be any."""
    if one.period is None or other.period is None:
        return True
    return (one.period.start, one.period.end) == (other.period.start, other.period.end)


def same_time(one: Period | None, other: Period | None) -> bool:
    """Whether both are known and speak of one time.

    The same days; moments within three days of one another; a moment at the end of a month and that month ("in June", "at
    the end of June"). March and the year that ends with March are not the same. Where one prints no year, the day and the
    month count.
    """
    if one is None or other is None:
        return False
    if one.end is None or other.end is None:
        return one.start == other.start and one.end == other.end and _words(one) == _words(other)
    first, second = _days(one), _days(other)
    if first is None or second is None:
        return (one.start, one.end) == (other.start, other.end)
    if not (_YEAR_PRINTED.search(one.text) and _YEAR_PRINTED.search(other.text)):
        second = (_in_year(second[0], second[1], first[1]), _in_year(second[1], second[1], first[1]))
    if first == second:
        return True
    both_short = max(_length(first), _length(second)) <= 31 and min(_length(first), _length(second)) == 1
    return both_short and abs(first[1] - second[1]) <= timedelta(days=_MONTH_END)


def _words(period: Period) -> str:
    """The words of a period without the little ones: "in the autumn term 2023" and "autumn term 2023" are one."""
    return re.sub(r"\W+|\b(?:in|the|of|during|on|at|by|for)\b", " ", period.text.lower()).strip()


def _days(period: Period) -> tuple[date, date] | None:
    return (period.start, period.end) if period.start is not None and period.end is not None else None


def _length(days: tuple[date, date]) -> int:
    return (days[1] - days[0]).days + 1


def _in_year(day: date, end: date, like: date) -> date:
    """The day moved by whole years so that `end` falls in the year of `like`."""
    year = day.year + like.year - end.year
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else date(year, 2, 28)
