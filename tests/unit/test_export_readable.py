"""Values as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.export.readable import (
    breach_in_words,
    breakdown,
    count,
    day,
    labels_of,
    need_in_words,
    plain,
    span_of,
    visible,
    words,
)
from pipeline.records.case import Breach
from pipeline.records.figure import Period
from tests.unit.sample_run import MAY, need, sample_run


@pytest.mark.parametrize(
    "code, shown",
    [
        ("partly_met", "Partly met"), ("domestic_abuse", "Domestic abuse"), ("2.1", "2.1"), ("SUM001", "SUM001"),
        ("gbp", "GBP"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_codes_are_words(code: str | None, shown: str) -> None:
    assert words(code) == shown


def test_codes_that_are_no_words_are_told_by_their_name() -> None:
    run = sample_run()
    names = {
        "5.3": "child violent at home",
        "education": "Getting a good education",
        "outcomes_met_closed": "needs met",
    }
    labels = labels_of(replace(run, manifest=run.manifest | {"labels": names}))
    assert words("5.3", labels) == "Child violent at home"
    assert words("education", labels) == "Education"
    assert words("outcomes_met_closed", labels) == "Needs met"
    assert words("9.9", labels) == "9.9"
    named = need(0, "x", "family_relationships", subcategory="5.3", person_name="Juno")
    assert need_in_words((named,), labels) == "Child violent at home (Family relationships), child Juno"
    assert labels_of(run) == {}


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain – “text”", "plain – “text”"), ("a\x00\x1b", "a\\x00\\x1b"), ("a\rb", "a\\x0db"), ("a\r\nb\tc", "a\nb\tc"),
        ("\ufeffx", "\ufeffx"), ("\u2066x\u2069", "\\u2066x\\u2069"), ("\uffff", "\\uffff"), ("x\x85", "x\\x85"),
    ],
)  # fmt: skip
def test_hidden_characters_show(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "period, shown",
    [
        (None, ""),
        (MAY, "31 May 2023"),
        (Period(text="31/5/23", start=date(2023, 5, 31), end=date(2023, 5, 31)), "31/5/23 (31 May 2023)"),
        (
            Period(text="Q1 2021/22", start=date(2021, 4, 1), end=date(2021, 6, 30)),
            "Q1 2021/22 (1 April 2021 to 30 June 2021)",
        ),
        (
            Period(text="since May 2023", start=date(2023, 5, 1), end=None),
            "since May 2023 (1 May 2023 to end not stated)",
        ),
        (Period(text="March 2023", start=date(2023, 3, 1), end=date(2023, 3, 31)), "March 2023"),
        (Period(text="last year", start=None, end=None), "last year"),
    ],
)
def test_periods_tell_their_days(period: Period | None, shown: str) -> None:
    assert span_of(period) == shown


@pytest.mark.parametrize(
    "values, shown",
    [
        ({"kind": "assessment_late", "days": 24, "limit": 20}, "Assessment late: 24 working days, limit 20"),
        ({"kind": "review_gap", "days": 61, "limit": 42}, "Too long between reviews: 61 days, limit 42"),
        (
            {"kind": "single_need", "days": 1, "limit": 2},
            "Fewer priority needs than multi-agency help asks for: 1 evidenced, limit 2",
        ),
        ({"kind": "date_order", "days": None, "limit": None}, "Dates out of order"),
    ],
)
def test_breaches_tell_the_limit(values: dict[str, Any], shown: str) -> None:
    assert breach_in_words(Breach(**values)) == shown


def test_small_words() -> None:
    assert day(date(2024, 5, 3)) == "3 May 2024" and day(None) == ""
    assert [plain(Decimal(value)) for value in ("1511", "9.010", "-0.5", "1200000.0")] == [
        "1,511",
        "9.01",
        "-0.5",
        "1,200,000",
    ]
    assert breakdown({"team": "North", "age": "0-4"}) == "team: North; age: 0-4" and breakdown(None) == ""
    assert [count(number, "category", "categories") for number in (0, 1, 1200)] == [
        "no categories",
        "1 category",
        "1,200 categories",
    ]
    named = need(0, "x", "education", subcategory="attendance", person_name="Juno")
    assert need_in_words((named,)) == "Attendance (Education), child Juno"
    assert need_in_words((need(0, "x", "housing", person="family"),)) == "Housing, family"
    assert need_in_words(()) is None
