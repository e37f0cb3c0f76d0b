"""Value and unit kind of figures in sentences, and numbers that are no figures. Labelled before the rules were written."""

from __future__ import annotations

import pytest

from tests.unit.figure_cases import values

# Sentence, and the figures a careful reader finds in it: "12", "12%", "12pp", "£12", "12 weeks", "12 rate", "3/10".
PER_HEAD = [
    ("Duty took 61 calls a day through January.", "61 rate"),
    ("The front door now handles around 340 enquiries per month.", "340 rate"),
    ("Each practitioner carried 14.2 families on average.", "14.2 rate"),
    ("Workers hold 17 cases each.", "17 rate"),
    ("Supervision notes were read for 6 files per worker.", "6 rate"),
    ("Practitioners held an average of 2.6 visits per family.", "2.6 rate"),
    ("The helpline answered 4,200 calls, or about 81 a week.", "4200, 81 rate"),
    ("Ten hubs drew some 2,900 visits every week.", "10, 2900 rate"),
    ("On average there were 3.4 professionals at each meeting.", "3.4 rate"),
    ("A family meets its worker twice a week, and most plans hold 4 actions apiece.", "4 rate"),
    ("The hub offers 22 hours of play sessions a week.", "22 hours"),
    ("The grant pays £340 per child.", "£340"),
    ("Unit costs came to £1,120 a family.", "£1120"),
    ("Agency cover is charged at £38.50 an hour.", "£38.5"),
    ("Sickness stood at 9.4 days per employee.", "9.4 days"),
    ("The rate was 54.1 per 10,000 children.", "54.1/10000"),
    ("Admissions ran at 7.3 for every 1,000 residents.", "7.3/1000"),
    ("Volunteers gave 3,600 hours, an average of 40 hours each.", "3600 hours, 40 hours"),
    ("Staff made 212 home visits in a fortnight.", "212"),
    ("There were 48 referrals in the week before half term.", "48"),
]
KINDS = [
    ("Spending is £48,000 (2%) over.", "£48000, 2%"),
    ("The median wait is 19 days; in the east it is 26.", "19 days, 26 days"),
    ("The quickest took nine working days while the slowest took 44.", "9 working days, 44 working days"),
    ("Completion in time slipped three points to 71%.", "3pp, 71%"),
    ("Attendance was 91.2%, half a point better than in spring.", "91.2%, 0.5pp"),
    ("Between 60 and 75 parents came.", "60"),
    ("Somewhere in the region of £2-3m will be needed.", "£2000000"),
    ("Caseloads of 18-22 are usual.", "18"),
    ("Spending fell by £0.4 million, from £3.1 million to £2.7 million.", "£400000, £3100000, £2700000"),
    ("Almost two-thirds of parents (64%) replied.", "64%"),
    ("Three in five parents had been told whom to ring.", "3/5"),
    ("One in eight families waited.", "1/8"),
    ("Five out of every six schools sent a return.", "5/6"),
    ("The ratio of managers to workers is 1:7.", "1/7"),
    ("Nineteen families moved on and a further seven were closed.", "19, 7"),
    ("Eighty-four of the 96 schools took part.", "84"),
    ("Scores rose from 3.1 to 4.4 on the ten-point scale.", "3.1 ratio, 4.4 ratio"),
    ("A dozen schools have no link worker.", "12"),
    ("The service costs £3.42m a year.", "£3420000"),
    ("The plan cost nearly £1.1 million.", "£1100000"),
    ("Net spend was 412k against 380k.", "412000, 380000"),
    ("Demand rose by 41 cases or 7%.", "41, 7%"),
    ("It grew by 1,204, or just over a fifth.", "1204, 1/5"),
    ("Between them the two centres gave 860 hours.", "2, 860 hours"),
    ("Fewer than 10 children were re-registered.", "10"),
    ("Some 30 to 35 families are turned away in a typical month.", "30"),
    ("Attendance, which had been 88.4%, is now 90.1%.", "88.4%, 90.1%"),
    ("School readiness reached 66.4 per cent, 2.1 percentage points below the national figure.", "66.4%, 2.1pp"),
    ("We reached 1,906 children in 1,022 households.", "1906, 1022"),
    ("Of the 31 audits, four were judged inadequate and 12 good.", "31, 4, 12"),
    ("Of 64 parents asked, 51 were content.", "64, 51"),
    ("We trained 44 volunteers, 31 of whom are active.", "44, 31"),
    ("It closed 231 plans, 190 of them with needs met.", "231, 190"),
    ("Sixteen of these went on to a plan.", "16"),
    ("The number waiting doubled.", "2 ratio"),
    ("Exclusions are nearly double those of a year ago.", "2 ratio"),
    ("The children in these families are twice as likely to be absent.", "2 ratio"),
    ("Referrals are four times higher than before the pandemic.", "4 ratio"),
    ("Turnover halved, from 24% to 12%.", "1/2, 24%, 12%"),
    ("Reserves of £1.25m remain, of which £400k is committed.", "£1250000, £400000"),
]
NAMES = [
    ("The service reports at period 8.", ""),
    ("Team 2 has moved in with Team 5.", ""),
    ("An equality assessment (EIA 2023/07) is attached.", ""),
    ("Ring Bina on ext. 12 with questions.", ""),
    ("The hub at 12 Tithebarn Street has reopened.", ""),
    ("It is charged to Section 251 line 3.0.5.", ""),
    ("The panel sat in Room 14 and the reserve in Committee Room B2.", ""),
    ("Take the 47 bus or the 9A from the station.", ""),
    ("Officers will meet in weeks 14 and 15.", ""),
    ("Headings 2, 4 and 7 were not used.", ""),
    ("My eldest, who is 13, would not go in.", ""),
    ("I was 22 when we first asked for help.", ""),
    ("A girl of 15 had been out of school.", ""),
    ("He turns 16 in March.", ""),
    ("It has been a year of two halves.", ""),
    ("The drop-in runs from 10 to 12 on Fridays.", ""),
    ("Doors open at 9.30 and close at 4.", ""),
    ("Families who need more than one agency are at Level 3.", ""),
    ("The Bridge 11-19 Academy hosts the panel.", ""),
    ("Under Operation Encompass the school is told by 9 am.", ""),
    ("The 3 Rivers Centre reopened.", ""),
    ("The Healthy Child Programme covers pregnancy to age 5.", ""),
    ("The pathway follows standard 4 of the handbook, version 3.", ""),
    ("Pupils in Years 7 to 9 get the most help.", ""),
    ("Case 7 is described in Appendix 3.", ""),
    ("Children aged 5 to 11 made most use of it.", ""),
    ("The offer is open to under-5s and to 0-19s.", ""),
    ("Posts at Grade 8 and at scale point 23 are hard to fill.", ""),
    ("See cost centre 40311 and journal 55012.", ""),
    ("On the one hand demand is steady.", ""),
    ("The report goes to Cabinet on the 14th and to Council on the 28th.", ""),
    ("The motion was carried by nine votes to four.", ""),
    ("The building at Unit 6, Dock 3, is let until 2031.", ""),
    ("Question 9 asked about sleep.", ""),
    ("Ward E05 moved to another district.", ""),
    ("The guidance is at pages 12-14 and in tables 3 and 4.", ""),
    ("Lot 2 of the contract covers the coast.", ""),
    ("They live off the A41 near Junction 9.", ""),
    ("The case system is at release 4.2.", ""),
    ("Councillors asked about the Thrive 25 programme.", ""),
    ("Please quote FH/24/0031.", ""),
    ("Its head wrote on page 3 that more than one school had asked.", ""),
    ("The Start for Life offer covers the first 1,001 days.", ""),
    ("The Section 75 agreement lapses.", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), PER_HEAD, ids=lambda value: value[:40])
def test_so_many_a_week_or_a_head_is_a_rate(sentence: str, expected: str) -> None:
    assert ", ".join(values(sentence)) == expected


@pytest.mark.parametrize(("sentence", "expected"), KINDS, ids=lambda value: value[:40])
def test_value_and_unit_kind(sentence: str, expected: str) -> None:
    assert ", ".join(values(sentence)) == expected


@pytest.mark.parametrize(("sentence", "expected"), NAMES, ids=lambda value: value[:40])
def test_a_number_that_names_is_no_figure(sentence: str, expected: str) -> None:
    assert ", ".join(values(sentence)) == expected
