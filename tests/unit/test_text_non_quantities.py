"""Numbers that count nothing: each rule with a phrase it is for, and phrases that look like it and do count."""

from __future__ import annotations

import pytest

from pipeline.text.non_quantities import find_non_quantities
from pipeline.text.numbers import find_numbers
from pipeline.text.periods import find_periods

COUNT_NOTHING = """
as paragraph 4.2 shows
see pages 12 to 14
set out in section 17(1)(b) of the Children Act 1989
under the Care Leavers (England) Regulations 2010
in line with regulation 12 of the framework
Appendix 3 gives the detail
table 2 and figure 4 below
minute 47 was agreed
recommendation 6 was not accepted
phase 2 begins in spring
priority 3 of the plan
children at level 4 of the threshold document
a Tier 2 service
pupils in Year 11
pupils in Years 5 and 6
KS2 results
for children aged 0-19
a boy of six
children aged between 5 and 11
young people over the age of 16
the 11-15 year olds
under-5s and their parents
care leavers up to the age of 25
residents under 18
the 6 to 8 week review of a baby
open from 9am to 5.30pm
from 14:30 until 16:00
the bus at half past 8
bedtime is 8 and she wakes at 6
seen at 3 o'clock
ring 01632 960114
call 101 if it can wait
999 in an emergency
ext. 12
at 14 Harbour Parade
BN1 4XZ
ref: 22/10457
case KEH-20417
EIA 2023/07 was done
paper FR 23-24/31
report EH07, run 3
version 2.3 of the policy
the motion was carried by 7 votes to 3
for 24, against 19
take the 29 bus
standards 1 to 5
24/7
www.thornwick.example/2041
first 1,001 days
the third sector
a score out of 10
on 1, 8 and 15 March
the true zero
"""
COUNT_SOMETHING = """
we saw 40 families
16 sessions were held
it fell to 12 in March
8 to 12 sessions a week
caseloads of 17
at 14 schools
we have 3 hubs
5 pupils left
the panel met 4 times
about 100 parents
it cost £17
by 12 per cent
level with 40 last year
"""


def _left(text: str) -> list[str]:
    blocked = [(item.start, item.end) for item in find_non_quantities(text)]
    blocked += [(mention.start, mention.end) for mention in find_periods(text)]
    free = (n for n in find_numbers(text) if not any(n.start < end and start < n.end for start, end in blocked))
    return [text[n.start : n.end] for n in free]


@pytest.mark.parametrize("text", COUNT_NOTHING.strip().splitlines())
def test_it_counts_nothing(text: str) -> None:
    assert _left(text) == []


@pytest.mark.parametrize("text", COUNT_SOMETHING.strip().splitlines())
def test_it_counts_something(text: str) -> None:
    assert len(_left(text)) == 1


@pytest.mark.parametrize("unit", [".", "1-", "1/", "A-", "☐ ab", "\t", "aged 5 to ", "vote for 5 ", "4: "])
def test_long_runs_end_soon(unit: str) -> None:
    find_non_quantities(unit * 3000)
