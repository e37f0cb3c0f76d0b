"""Header rows and columns where the file does not say."""

from __future__ import annotations

import pytest

from tests.unit.helpers import document_of

TITLED = "Contacts\t2022\nTeam\tTotal\nNorth\t151\nSouth\t190\nTotal\t341\n"
TWO_ROWS = (
    "Centre\tClosed\t\tReturned\t\tTotal\n\tCount\tShare\tCount\tShare\t\n"
    "East\t20\t90.91%\t2\t9.09%\t22\nWest\t45\t93.75%\t3\t6.25%\t48\n"
)
MONTHS = "April\t100\nMay\t150\nJune\t160\n"
YEARS = "Measure\t2020/21\t2021/22\t2022/23\nPlans opened\t310\t355\t402\nRe-referrals\t12%\t14%\t11%\n"
WORDS = (
    "Aim\tWhat we did\tLead\nBetter routines\tSix sessions at home with both parents\tHub\n"
    "School\tA soft start each day at the gate\tSENCo\n"
)
AGES = "Area\tUnder 5\t5 to 17\nCinder Bank\t410\t1,065\nMill Rise\t295\t850\n"
AUDITS = "Grade\t2022 audit\t2023 audit\nOutstanding\t2\t3\nGood\t14\t19\nInadequate\t7\t4\n"
NO_HEADER = "Plans\t3 families\t5 families\nVisits\t4 families\t6 families\n"
ANSWERS = "Reference\tKEH-20417\nChild\tCallum Redfern\nWorker\tDonna Priestley\nAge\t11\nReason\tNeeds met\nSchool\tHill Top\n"


@pytest.mark.parametrize(
    ("text", "header_rows", "header_columns"),
    [
        (AGES, 1, 1),
        (AUDITS, 1, 1),
        (NO_HEADER, 0, 1),
        (ANSWERS, 0, 1),
        (TITLED, 2, 1),
        (TWO_ROWS, 2, 1),
        (MONTHS, 0, 1),
        (YEARS, 1, 1),
        (WORDS, 1, 1),
    ],
)
def test_headers(text: str, header_rows: int, header_columns: int) -> None:
    table = document_of(text).tables[0]
    assert (table.header_rows, table.header_columns) == (header_rows, header_columns)
