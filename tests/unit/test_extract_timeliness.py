"""Dates of a case wherever they stand, and the limits that were not kept."""

from __future__ import annotations

from datetime import date

from pipeline.records.case import Case

from .case_papers import FAMILY, case_of, case_paper

PEOPLE = tuple(pair for pair in FAMILY if not pair[0].startswith("Date ") or pair[0] == "Date of birth")
NEEDS = ("Presenting needs", "Denise is depressed. Rent arrears of £900. Amara is late most mornings.")


def _case(*fields: tuple[str, str], prose: tuple[str, ...] = ()) -> Case:
    return case_of(case_paper([NEEDS, *fields], family=PEOPLE, prose=prose))


def _breaches(case: Case) -> list[tuple[str, int | None, int | None]]:
    return [(breach.kind, breach.days, breach.limit) for breach in case.timeliness.breaches]


def test_an_assessment_in_twenty_working_days_is_on_time_and_a_day_more_is_late() -> None:
    on_time = _case(("Date of referral", "05/02/2024"), ("Assessment completed", "04/03/2024"))
    assert on_time.timeliness.working_days == 20 and _breaches(on_time) == []
    late = _case(("Date of referral", "05/02/2024"), ("Assessment completed", "05/03/2024"))
    assert _breaches(late) == [("assessment_late", 21, 20)]


def test_reviews_of_a_list_and_the_wait_before_closure() -> None:
    case = _case(
        ("Date of referral", "05/02/2024"),
        ("Assessment completed", "01/03/2024"),
        ("Review dates", "12 April, 24 May and 8 July 2024"),
        ("Date closed", "20 August 2024"),
    )
    assert case.timeliness.review_dates == (date(2024, 4, 12), date(2024, 5, 24), date(2024, 7, 8))
    assert case.closure_date == date(2024, 8, 20)
    assert _breaches(case) == [("review_gap", 45, 42), ("gap_before_closure", 43, 42)]


def test_dates_told_in_sentences() -> None:
    case = _case(
        prose=(
            "School referred on 5 February 2024 and I finished the assessment on 4 March 2024.",
            "We had reviews on 10 April 2024 and 15 May 2024. The case was closed on 10 June 2024.",
        )
    )
    told = case.timeliness
    assert (told.referral_date, told.assessment_date, told.working_days) == (date(2024, 2, 5), date(2024, 3, 4), 20)
    assert told.review_dates == (date(2024, 4, 10), date(2024, 5, 15))
    assert case.closure_date == date(2024, 6, 10)


def test_dates_in_the_wrong_order() -> None:
    case = _case(("Date of referral", "05/03/2024"), ("Assessment completed", "04/02/2024"))
    assert _breaches(case) == [("date_order", None, None)]
    assert case.timeliness.working_days is None


def test_limits_that_the_paper_prints() -> None:
    case = _case(
        ("Date of referral", "05/02/2024"),
        ("Assessment completed", "01/03/2024"),
        prose=("Standards: assessment within 15 working days of referral; reviews at least every 8 weeks.",),
    )
    assert _breaches(case) == [("assessment_late", 19, 15)]


def test_a_single_need_is_too_few_for_a_plan_of_many_agencies() -> None:
    fields = [
        ("Presenting needs", "Rent arrears of £900."),
        ("Date of referral", "05/02/2024"),
        ("Assessment completed", "01/03/2024"),
    ]
    assert ("single_need", None, 2) in _breaches(case_of(case_paper(fields, family=PEOPLE)))
