"""Breakdowns: gapped lists in prose, members of tables, and what only looks like a member."""

from __future__ import annotations

import pytest

from tests.unit.figure_cases import Part, figures

# Sentence, and value=member of each figure, "-" where it is of the whole. Labelled before the rules were written.
PROSE = [
    ("Domestic abuse featured in 29% of assessments, parental mental health in 44% and debt in 12%.",
     "29=Domestic abuse 44=parental mental health 12=debt"),
    ("Parenting was among the needs of 61% of the 940 families closed, child mental health of 48% and housing of 17%.",
     "61=Parenting 940=- 48=child mental health 17=housing"),
    ("Thirty-three of the families (58%) asked for help with parenting, 19 (33%) with school attendance and five (9%) with money.",
     "33=parenting 58=parenting 19=school attendance 33=school attendance 5=money 9=money"),
    ("Schools made 41% of requests, health services 23%, the police 19% and families themselves 17%.",
     "41=Schools 23=health services 19=police 17=families themselves"),
    ("Some 43% came from schools, 18% from the police and 9% from housing.", "43=schools 18=police 9=housing"),
    ("The main needs were parenting (46%), attendance (38%) and debt (9%).", "46=parenting 38=attendance 9=debt"),
    ("Lead practitioners came from schools (38%), health (27%), family hubs (21%) and charities (14%).",
     "38=schools 27=health 21=family hubs 14=charities"),
    ("Boys accounted for 412 and girls for 322.", "412=Boys 322=girls"),
    ("Eastfield was the busiest hub with 7,450 visits, followed by Mill Lane with 6,980 and Castle Road with 4,125.",
     "7450=Eastfield 6980=Mill Lane 4125=Castle Road"),
    ("Police remain the biggest source, at 2,730 contacts, then schools with 2,541.", "2730=Police 2541=schools"),
    ("We had 1,128 replies: 946 online, 137 on paper and 45 by telephone.", "1128=- 946=online 137=paper 45=telephone"),
    ("Take-up ranged from 8% in Temple Vale to 37% in Gasworks.", "8=Temple Vale 37=Gasworks"),
    ("Attendance was 89% in the year before and 92% in the year after.", "89=- 92=-"),
    ("Among mothers 70% said yes, among fathers 64%.", "70=mothers 64=fathers"),
    ("Contacts rose from 412 in June to 431 in July.", "412=- 431=-"),
    ("We closed 61 plans and opened 74.", "61=- 74=-"),
    ("The grant is £2.1m and the reserve £0.4m.", "2100000=- 400000=-"),
]  # fmt: skip

BY_WARD = ("caption", "Table 1: Episodes started, by ward")
# Parts of a paper with one table, and value=members of each figure of the table.
TABLES: list[tuple[list[Part], str]] = [
    ([BY_WARD, [["Ward", "Children 0-17", "Episodes", "Rate per 10,000"], ["Canal", "4,120", "171", "415.0"]]],
     "4120=Canal 171=Canal 415=Canal"),
    ([("caption", "Children by age"), [["Age", "Stepped down", "Stepped up"], ["Under 1", "9", "12"], ["1 to 4", "31", "22"]]],
     "9=Under 1 12=Under 1 31=1 to 4 22=1 to 4"),
    ([("caption", "Programme starts"), [["Cohort", "Started", "Finished"], ["Autumn 2021", "48", "39"], ["Spring 2022", "55", "41"]]],
     "48=Autumn 2021 39=Autumn 2021 55=Spring 2022 41=Spring 2022"),
    ([("caption", "Open plans"), [["Team", "June 2023", "July 2023"], ["North", "61", "64"], ["Total", "61", "64"]]],
     "61=North 64=North 61=- 64=-"),
    ([("caption", "Reviews on time"), [["Review", "Due", "Seen in time"], ["6 to 8 week review", "731", "648"]]],
     "731=6 to 8 week review 648=6 to 8 week review"),
]  # fmt: skip


def told(parts: list[Part]) -> str:
    """Value and members of each figure as the tables write them."""
    return " ".join(f"{f.value:f}={'/'.join(f.breakdown.values()) if f.breakdown else '-'}" for f in figures(*parts))


@pytest.mark.parametrize(("sentence", "expected"), PROSE, ids=lambda value: value[:40])
def test_breakdown_in_prose(sentence: str, expected: str) -> None:
    assert told([sentence]) == expected


@pytest.mark.parametrize(("parts", "expected"), TABLES, ids=lambda value: str(value)[:40])
def test_breakdown_in_tables(parts: list[Part], expected: str) -> None:
    assert told(parts) == expected
