from __future__ import annotations

from datetime import date

import pytest

from pipeline.text.working_days import count_working_days, is_working_day


@pytest.mark.parametrize(
    ("after", "until", "days"),
    (
        (date(2024, 3, 18), date(2024, 4, 17), 20),  # Good Friday and Easter Monday between
        (date(2023, 12, 12), date(2024, 1, 11), 19),  # Christmas Day, Boxing Day, New Year's Day
        (date(2023, 4, 27), date(2023, 5, 10), 7),  # May Day and the coronation
        (date(2022, 9, 16), date(2022, 9, 20), 1),  # the state funeral
        (date(2024, 2, 5), date(2024, 2, 5), 0),
        (date(2024, 2, 9), date(2024, 2, 11), 0),  # a week-end
        (date(2024, 2, 9), date(2024, 2, 12), 1),
    ),
)
def test_working_days(after: date, until: date, days: int) -> None:
    assert count_working_days(after, until) == days


def test_outside_the_window_or_backwards_nothing_is_counted() -> None:
    assert count_working_days(date(2024, 2, 6), date(2024, 2, 5)) is None
    assert count_working_days(date(2011, 12, 30), date(2012, 1, 3)) is None
    assert count_working_days(date(2035, 12, 1), date(2036, 1, 3)) is None


def test_substitute_holidays() -> None:
    assert not is_working_day(date(2022, 12, 27))  # for Christmas Day on a Sunday
    assert is_working_day(date(2022, 12, 28))
