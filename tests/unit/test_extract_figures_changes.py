"""Change: direction, amount and baseline, by verbs, nouns, comparatives, arrows and by two times set side by side."""

from __future__ import annotations

import pytest

from pipeline.records.figure import Figure
from tests.unit.figure_cases import figures

_ARROWS = {"increase": "↑", "decrease": "↓", "no_change": "="}

# Sentence, and each figure as value, arrow, amount, "<" baseline; "b" marks a baseline. Labelled before the rules were written.
CHANGES = [
    ("Referrals rose from 412 to 466.", "412b 466↑<412"),
    ("Referrals fell by 54 to 412.", "54↓54 412↓54"),
    ("Contacts increased by 12% to 3,108.", "12↑12 3108↑12"),
    ("Open cases stand at 731, up from 688 in March.", "731↑<688 688b"),
    ("We closed 212 plans, compared with 187 a year earlier.", "212↑<187 187b"),
    ("We closed 212 plans, against 240 the year before.", "212↓<240 240b"),
    ("There were 84 exclusions, 19 fewer than in 2021/22.", "84↓19 19↓19"),
    ("There were 84 exclusions, 19 fewer than the 103 in 2021/22.", "84↓19<103 19↓19<103 103b"),
    ("The number of open plans was 742 in February. It had been 611 in March of last year, a rise of 131 or 21 per cent.",
     "742↑131<611 611b 131↑131<611 21↑21<611"),
    ("In 2018 there were six partners; today there are 23.", "6b 23↑<6"),
    ("When the scheme began there were 14 hubs; now there are 21.", "14b 21↑<14"),
    ("In the same months of 2022 there were 198 step-downs, so step-downs have risen by 38.", "198b 38↑38<198"),
    ("In 2021/22 the council claimed 431; this year's total of 497 is up by 66 or 15%.", "431b 497↑66<431 66↑66<431 15↑15<431"),
    ("There were 1,127 open plans at the end of December, down 42 on the 1,169 open in March.",
     "1127↓42<1169 42↓42<1169 1169b"),
    ("5,312 requests for help, up 11% on last year's 4,786", "5312↑11<4786 11↑11<4786 4786b"),
    ("Attendance improved from 86.1% to 88.4%.", "86.1b 88.4↑<86.1"),
    ("The average wait has come down from 31 days in September 2022 to 19 days in September 2023.", "31b 19↓<31"),
    ("Waits lengthened from 11 weeks to 16.", "11b 16↑<11"),
    ("The caseload is unchanged at 16 families.", "16="),
    ("Attendance did not improve and remains at 87%.", "87="),
    ("Re-referrals have more than halved, from 22% to 10%.", "1↓<22 22b 10↓<22"),
    ("Turnover has halved since 2021.", "1↓"),
    ("Visits doubled from 8,200 to 16,400.", "2↑<8200 8200b 16400↑<8200"),
    ("The waiting list has shrunk from 96 families to 57.", "96b 57↓<96"),
    ("The waiting list, which stood at 96 in May, is now 57.", "96b 57↓<96"),
    ("In May 96 families were waiting; by August the figure was 57.", "96b 57↓<96"),
    ("Timeliness went from 61% to 74% and then to 79%.", "61b 74↑<61 79"),
    ("Timeliness is 79% (2021/22: 74%).", "79↑<74 74b"),
    ("Timeliness is 79% (was 74%).", "79↑<74 74b"),
    ("Timeliness: 74% → 79%.", "74b 79↑<74"),
    ("Contacts: 5,210 (▲ 3.4% on the year before)", "5210↑3.4 3.4↑3.4"),
    ("A drop of 14 places leaves 96.", "14↓14 96↓14"),
    ("There was a 9% fall in referrals from schools.", "9↓9"),
    ("Spending was £48,000 lower than last year.", "48000↓48000"),
    ("At £2.1m, spending was £0.2m more than in 2021/22.", "2100000↑200000 200000↑200000"),
    ("The rate rose to 54.1 per 10,000, from 49.8 the year before.", "54.1↑<49.8 49.8b"),
    ("The share of late reviews dropped three percentage points to 18%.", "3↓3 18↓3"),
    ("Assessments in time are two points down on quarter 2.", "2↓2"),
    ("Persistent absence was 38.4%, against 21.2% for all pupils in the county.", "38.4 21.2"),
    ("We reached 83% against a target of 90%.", "83 90"),
    ("Performance is five percentage points below target.", "5"),
    ("Amber means worse than target by up to five percentage points.", "5"),
    ("The county had 1,245 open plans, fewer than the 1,759 that started, because most close within the year.", "1245 1759"),
    ("54 more families were stepped up than stepped down.", "54"),
    ("More than 400 families were helped.", "400"),
    ("Demand has not fallen below 300 a month.", "300"),
    ("At no time did the list rise above 60.", "60"),
    ("Fewer than ten families waited.", "10"),
    ("The north has 14 more plans than the south.", "14"),
    ("Visits grew from 1,900 in 2021/22 to 2,300 in 2022/23, an increase of 21%.", "1900b 2300↑21<1900 21↑21<1900"),
    ("Volunteers gave 1,940 hours, 310 more than in the year before.", "1940↑310 310↑310"),
    ("The backlog peaked at 140 in May and has since fallen to 88.", "140b 88↓<140"),
    ("Staffing rose from 41 posts to 46.5 full-time equivalent posts.", "41b 46.5↑<41"),
    ("We had hoped for 90; we got 71.", "90 71"),
    ("Stepped-down cases numbered 236, up 38 (19%).", "236↑38 38↑38 19↑19"),
    ("There were 1,131 families open, which is 85 more than a year earlier (8.1%).", "1131↑85 85↑85 8.1↑8.1"),
    ("Plans starting grew by 154, or 9.6%.", "154↑154 9.6↑9.6"),
    ("Last year 53% of reviews were on time. This year it was 58%.", "53b 58↑<53"),
    ("It was 412 in June and 388 in September.", "412 388"),
    ("Compared with 312 last year, 355 families were stepped down.", "312b 355↑<312"),
    ("Having been 44 in April, the number of vacancies is 29.", "44b 29↓<44"),
    ("Of 60 plans, 44 were good, an improvement on 2021 when 31 were.", "60 44↑<31 31b"),
    ("The budget was cut by £120,000 to £1.9m.", "120000↓120000 1900000↓120000"),
    ("Income grew to £340,000 (2021/22: £295,000).", "340000↑<295000 295000b"),
    ("A year ago 31 schools had a link worker; now 44 do.", "31b 44↑<31"),
]  # fmt: skip


def told(figure: Figure) -> str:
    """A figure as the table writes it."""
    value = f"{figure.value:f}" + ("b" if figure.role == "baseline" else "")
    change = figure.change
    if change is None:
        return value
    amount = f"{change.amount:f}" if change.amount is not None else ""
    return value + _ARROWS[change.direction] + amount + (f"<{change.baseline:f}" if change.baseline is not None else "")


@pytest.mark.parametrize(("text", "expected"), CHANGES, ids=lambda value: value[:40])
def test_change_and_baseline(text: str, expected: str) -> None:
    assert " ".join(told(figure) for figure in figures(text)) == expected
