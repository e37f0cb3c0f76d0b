"""What shares and counts are part of: the denominator of "x of y", "of these", "of whom", of samples and of shares."""

from __future__ import annotations

import pytest

from tests.unit.figure_cases import figures

# Paragraph, and value/denominator of each figure, "-" where it is of nothing that is said. Labelled before the rules were written.
WHOLES = [
    ("Of the 128 plans reviewed, 96 had a clear goal.", "128/- 96/128"),
    ("Of 86 families asked, 41 (48%) replied.", "86/- 41/86 48/86"),
    ("Of these 3,210 contacts, 1,110 (34.6%) went to Early Help, 802 to social care and 1,298 were closed.",
     "3210/- 1110/3210 34.6/3210 802/3210 1298/3210"),
    ("The service closed 512 plans. Of these, 388 were closed with needs met and 61 because families moved.",
     "512/- 388/512 61/512"),
    ("We received 742 referrals, of which 519 (70%) were accepted.", "742/- 519/742 70/742"),
    ("There were 64 complaints, 12 of which were upheld.", "64/- 12/64"),
    ("The programme reached 214 fathers, 31 of whom were under 20.", "214/- 31/214"),
    ("It trained 58 volunteers, of whom 44 are active.", "58/- 44/58"),
    ("Nineteen of the 23 schools have a trained lead.", "19/23"),
    ("17 out of 25 records held a chronology.", "17/25"),
    ("The score was 6 out of a possible 10.", "6/10"),
    ("Inspectors looked at 18 cases and found that 11 were good.", "18/- 11/18"),
    ("An audit of 60 files found that 45 were sound, nine needed work and six were weak.", "60/- 45/60 9/60 6/60"),
    ("A dip sample of 25 plans showed that 19 had been signed.", "25/- 19/25"),
    ("Internal Audit tested 40 claims and judged 38 valid.", "40/- 38/40"),
    ("We surveyed 210 parents; 164 said that they felt listened to.", "210/- 164/210"),
    ("All 48 plans were read. Thirty-one (65%) had a review date.", "48/- 31/48 65/48"),
    ("1,480 families were helped, among them 212 with a disabled child.", "1480/- 212/1480"),
    ("The team supported 96 young people, including 14 in care.", "96/- 14/96"),
    ("Of the 36 families, a third (12) had been known before.", "36/- 1/3 12/36"),
    ("43% of the 604 parents who replied were fathers.", "43/604 604/-"),
    ("Attendance featured in 37% of the 940 plans closed, housing in 21% and debt in 9%.", "37/940 940/- 21/940 9/940"),
    ("In all 66 of our 82 schools took part, or 80 per cent.", "66/82 80/82"),
    ("The target was 300 claims; we made 279, which is 93% of the target.", "300/- 279/- 93/300"),
    ("Of 180 forms sent out, 72 came back, a response of 40%.", "180/- 72/180 40/180"),
    ("On 30 June 71 families were waiting. Of the 71, eight had waited for over 12 weeks.", "71/- 71/- 8/71 12/-"),
    ("Sixty families were waiting in May. Forty of the families (67%) wanted parenting help, 12 (20%) help with debt and"
     " eight (13%) something else.", "60/- 40/60 67/60 12/60 20/60 8/60 13/60"),
    ("The team has 32 posts, four of them vacant.", "32/- 4/32"),
    ("There are 54.5 posts in the service, of which 6 (11%) are vacant.", "54.5/- 6/54.5 11/54.5"),
    ("Half of the 44 families had a lead worker in school.", "1/2 44/-"),
    ("In the spring 230 children were on roll and 17 joined in summer.", "230/- 17/-"),
    ("There were 19 audits in March and 12 in April.", "19/- 12/-"),
    ("The hubs had 2,100 visits and the library 340.", "2100/- 340/-"),
    ("We hold 412 plans, and 26 workers are in post.", "412/- 26/-"),
    ("Eighty families were seen, of these 33 twice.", "80/- 33/80"),
    ("Of every 10 calls, 7 are answered.", "10/- 7/10"),
    ("27 of the 31 (87%) were on time.", "27/31 87/31"),
    ("A total of 118 assessments were finished; 94 (80%) were in time and 24 (20%) late.", "118/- 94/118 80/118 24/118 20/118"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHOLES, ids=lambda value: value[:40])
def test_denominator(text: str, expected: str) -> None:
    told = [(f"{f.value:f}", f"{f.denominator:f}" if f.denominator is not None else "-") for f in figures(text)]
    assert " ".join("/".join(pair) for pair in told) == expected
