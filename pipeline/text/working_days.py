"""Working days between two dates: Monday to Friday, without the bank holidays of England.

Known for 2012-2035. Within the window the calendar includes the one-off holidays (jubilees of 2012 and 2022, the state
funeral on 19 September 2022, the coronation on 8 May 2023); later years follow the rules of the Banking and Financial
Dealings Act 1971 and hold no holiday that has not been proclaimed yet.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2012, 2035


def count_working_days(after: date, until: date) -> int | None:
    """Working days after `after` up to and including `until`: 18 March 2024 to 17 April 2024 is 20 (Easter in between).

    Zero where both fall on one day, None where `until` is earlier or a year lies outside the window.
    """
    if until < after or after.year < FIRST_YEAR or until.year > LAST_YEAR:
        return None
    days = (after + timedelta(days=offset) for offset in range(1, (until - after).days + 1))
    return sum(1 for day in days if is_working_day(day))


def is_working_day(day: date) -> bool:
    """Whether council offices work: Monday to Friday and no bank holiday in England. The year must lie in the window."""
    return day.weekday() < 5 and day not in _bank_holidays()


@cache
def _bank_holidays() -> frozenset[date]:
    import holidays

    calendar = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return frozenset(calendar)
