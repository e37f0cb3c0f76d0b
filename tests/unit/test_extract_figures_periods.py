"""Periods: said once and reaching what stands under it, snapshots, academic years, respectively, and what has none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.figure_cases import Part, figures, span

DAY = date(2024, 9, 9)

# Parts of a paper of 9 September 2024, and value@period of each figure in its prose. Labelled before the rules were written.
PERIODS: list[tuple[list[Part], str]] = [
    (["On Friday 6 September 2024, 57 families were waiting.", "We hold 342 open families."],
     "57@2024-09-06..2024-09-06 342@2024-09-06..2024-09-06"),
    (["At 31 August 2024 there were 640 open plans.", "Schools now lead 212 of the plans."],
     "640@2024-08-31..2024-08-31 212@2024-08-31..2024-08-31"),
    (["In the year to March 2024 we took 1,864 requests. Of these, 1,651 were closed."],
     "1864@2023-04-01..2024-03-31 1651@2023-04-01..2024-03-31"),
    ([("heading", "Activity in 2023/24"), "The team closed 412 plans. A further 31 were stepped up."],
     "412@2023-04-01..2024-03-31 31@2023-04-01..2024-03-31"),
    ([("heading", "Quarter 1 2024/25"), "Contacts came to 1,912.", "Some 44% came from schools."],
     "1912@2024-04-01..2024-06-30 44@2024-04-01..2024-06-30"),
    (["In April to June 2024 the service did the following:", ("list_item", "- closed 61 plans"), ("list_item", "- opened 74 plans")],
     "61@2024-04-01..2024-06-30 74@2024-04-01..2024-06-30"),
    (["In the 2022/23 academic year 22.4 per cent of pupils were persistently absent, down from 23.6 per cent in 2021/22."],
     "22.4@2022-09-01..2023-08-31 23.6@2021-09-01..2022-08-31"),
    (["Attendance averaged 84% and 88% in October 2023 and March 2024 respectively, a gain of four percentage points."],
     "84@2023-10-01..2023-10-31 88@2024-03-01..2024-03-31 4@2024-03-01..2024-03-31"),
    (["Requests came to 1,412, up from 1,377 in April to June 2023."], "1412@None 1377@2023-04-01..2023-06-30"),
    (["Waits fell from 31 days in May 2023 to 19 days in May 2024."], "31@2023-05-01..2023-05-31 19@2024-05-01..2024-05-31"),
    (["There were 96 closures in July 2024 and 81 in June."], "96@2024-07-01..2024-07-31 81@2024-06-01..2024-06-30"),
    (["Between 1 April and 31 July 2024 the duty desk took 2,204 calls."], "2204@2024-04-01..2024-07-31"),
    (["The budget for 2024/25 is £6.8m."], "6800000@2024-04-01..2025-03-31"),
    (["Visits in the summer of 2023 reached 900."], "900@-..-"),
    (["In the calendar year 2023 there were 118 births."], "118@2023-01-01..2023-12-31"),
    (["Assessments must be finished within 20 working days."], "20@None"),
    (["Amber: short of the target by up to 5 percentage points."], "5@None"),
    (["In the first half of 2023/24 referrals numbered 1,940."], "1940@2023-04-01..2023-09-30"),
    (["As at the end of June 2024, 71 posts were filled."], "71@2024-06-30..2024-06-30"),
    (["Since April 2024 the team has helped 204 families, 31 of whom had a baby."], "204@2024-04-01..- 31@2024-04-01..-"),
    (["We expect to spend £18.2m in 2024/25 against a budget of £17.9m, which is £0.3m too much."],
     "18200000@2024-04-01..2025-03-31 17900000@2024-04-01..2025-03-31 300000@2024-04-01..2025-03-31"),
    (["In 2022 there were 198 step-downs, so step-downs have risen by 38."], "198@2022-01-01..2022-12-31 38@None"),
    (["March 2023 to February 2024 was the first year of the model. Reviews on time reached 83% in the year, up from 76% the year"
      " before."], "83@2023-03-01..2024-02-29 76@2022-03-01..2023-02-28"),
    (["In May 2024 we sampled 40 files. Thirty-one (78%) were good."],
     "40@2024-05-01..2024-05-31 31@2024-05-01..2024-05-31 78@2024-05-01..2024-05-31"),
    (["Until 31 October we are paying for three agency workers."], "3@-..2024-10-31"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), PERIODS, ids=lambda value: str(value)[:48])
def test_period(parts: list[Part], expected: str) -> None:
    assert " ".join(f"{f.value:f}@{span(f)}" for f in figures(*parts, day=DAY)) == expected
