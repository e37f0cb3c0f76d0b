"""What is personal data and what only looks like it, phrase by phrase, and the forms of a name through a case."""

from __future__ import annotations

import pytest

from tests.unit.privacy_cases import personal_data

FRAME = """\
Early Help review
Child: Maisie Thackray
Mother: Louise Thackray
Lead professional: Owen Darlaston

{}
"""
FRAMED = {"Maisie Thackray", "Louise Thackray", "Owen Darlaston"}

# A phrase, and what of it is personal data: (kind, words). Ofcom keeps the telephone numbers for drama.
PHRASES: list[tuple[str, set[tuple[str, str]]]] = [
    ("Louise's mobile is 07700 900123.", {("phone", "07700 900123"), ("person", "Louise")}),
    ("Phone 01632 960456 after five.", {("phone", "01632 960456")}),
    ("Call 0113 496 0777.", {("phone", "0113 496 0777")}),
    ("Her number is +44 7700 900456.", {("phone", "+44 7700 900456")}),
    ("Tel: (01632) 960 789", {("phone", "(01632) 960 789")}),
    ("Text her on 07700900321.", {("phone", "07700900321")}),
    ("Write to l.thackray@mailbox.example please.", {("email", "l.thackray@mailbox.example")}),
    ("E-mail: lou_1988+home@post.example", {("email", "lou_1988+home@post.example")}),
    ("DOB 14/03/2016", {("date_of_birth", "14/03/2016")}),
    ("Date of birth: 2 August 2014", {("date_of_birth", "2 August 2014")}),
    ("Born on 9th October 2019.", {("date_of_birth", "9th October 2019")}),
    ("d.o.b. 08.11.10", {("date_of_birth", "08.11.10")}),
    ("NHS number: 999 123 4560", {("nhs_number", "999 123 4560")}),
    ("NHS no 999-123-4560", {("nhs_number", "999-123-4560")}),
    ("National Insurance number QQ 12 34 56 C", {("nino", "QQ 12 34 56 C")}),
    ("UPN: H823200114037", {("upn", "H823200114037")}),
    ("UPRN 100098214477", {("uprn", "100098214477")}),
    ("Postcode: ZE3 9QT", {("postcode", "ZE3 9QT")}),
    ("Case reference: EHA/24/00837", {("case_reference", "EHA/24/00837")}),
    ("Our ref: KX-20417", {("case_reference", "KX-20417")}),
    ("Address: 14 Cobbler Row, Stannerley, ZE3 9QT", {("address", "14 Cobbler Row, Stannerley"), ("postcode", "ZE3 9QT")}),
    ("They moved to 27 Drovers Way in June.", {("address", "27 Drovers Way")}),
    ("The flat at 8b Chandlers Court is damp.", {("address", "8b Chandlers Court")}),
    ("Maisie attends Tanner Bridge Primary School.", {("person", "Maisie"), ("school", "Tanner Bridge Primary School")}),
    ("We rang Maisie's school today.", {("person", "Maisie")}),
    ("She goes to St Oswin's school.", {("school", "St Oswin's school")}),
    ("School: St Oswin's Primary", {("school", "St Oswin's Primary")}),
    ("Her brother Callum Thackray came too.", {("person", "Callum Thackray")}),
    ("Mr Ashworth, the head teacher, agreed.", {("person", "Mr Ashworth")}),
    ("Dr Nkemelu wrote to the GP.", {("person", "Dr Nkemelu")}),
    ("Mrs Okafor-Bell rang.", {("person", "Mrs Okafor-Bell")}),
    ("Siân O'Driscoll visits weekly.", {("person", "Siân O'Driscoll")}),
    ("Nan (Maureen Pickles) helps on Sundays.", {("person", "Maureen Pickles")}),
    ("Dad, Hamza Yousafzai, works nights.", {("person", "Hamza Yousafzai")}),
    ("Maisie said: I like reading.", {("person", "Maisie")}),
    ("LOUISE signed the plan.", {("person", "LOUISE")}),
    ("Owen will close the case.", {("person", "Owen")}),
]  # fmt: skip

# Nothing of these is anybody's.
LOOK_ALIKES: list[str] = [
    "In March 2023 there were 412 open plans.",
    "Attendance rose from 61% to 94% in the spring term.",
    "The plan was reviewed on 14/03/2024.",
    "The next review is on 2 August 2024.",
    "He will be six in April.",
    "It may rain on the day of the visit.",
    "There is hope that things will hold.",
    "A grace period of ten days was given.",
    "The family had faith in the plan.",
    "The costs came to 1,250 pounds.",
    "The score went from 3 to 7 on the Outcomes Star.",
    "Section 17 of the Children Act 1989 applies.",
    "Working Together 2018 was followed.",
    "The Early Help Assessment was completed.",
    "A Team Around the Family meeting was held.",
    "The Department for Education was informed.",
    "CAMHS and SENCO were consulted.",
    "Universal Credit was claimed.",
    "Citizens Advice helped with debts.",
    "The Housing Options team made an offer.",
    "Triple P and Incredible Years were completed.",
    "Christmas was hard; Easter was better.",
    "On Monday and Tuesday there was breakfast club.",
    "Mum and Dad agreed.",
    "Health Visitor to weigh the baby.",
    "No further action is needed.",
    "Free school meals are in place.",
    "At school there are no worries.",
    "The primary school was asked.",
    "Call 999 in an emergency.",
    "Form EH7 was sent.",
    "Version 2.1 of the plan replaced the first.",
    "Room 4 was booked.",
    "Page 3 of 12",
    "Level 3 support was agreed.",
    "The Family Hub is open daily.",
    "Universal Services will continue.",
    "Strengths and Difficulties Questionnaire: 14.",
    "Domestic Abuse was denied.",
    "Emotional Wellbeing is better.",
    "Outcome: Met in full.",
    "The Rent Arrears are cleared.",
    "Speech and Language Therapy was offered.",
    "Healthy Start vouchers were given.",
    "Attendance Officer to ring.",
]  # fmt: skip


def found_in(phrase: str) -> set[tuple[str, str]]:
    """What is found in a phrase of a case paper, without the names above it."""
    text = FRAME.format(phrase)
    start = text.index(phrase[:6], text.index("Darlaston"))
    return {(row.kind, row.text) for row in personal_data(text) if row.evidence.start >= start}


@pytest.mark.parametrize(("phrase", "wanted"), PHRASES)
def test_personal_data_is_found_by_kind(phrase: str, wanted: set[tuple[str, str]]) -> None:
    assert found_in(phrase) == wanted


@pytest.mark.parametrize("phrase", LOOK_ALIKES)
def test_what_only_looks_like_it_is_left(phrase: str) -> None:
    assert found_in(phrase) == set()


# Forms of Maisie Thackray and of those about her, each in a sentence.
FORMS = [
    ("Today Maisie was quiet.", "Maisie"),
    ("Miss Thackray was quiet.", "Miss Thackray"),
    ("The Thackrays were at home.", "Thackrays"),
    ("The Thackray family was at home.", "Thackray"),
    ("We saw MT at school.", "MT"),
    ("M.T. was at school.", "M.T"),
    ("Maisie's sleep is better.", "Maisie"),
    ("Maisie’s sleep is better.", "Maisie"),
    ("We met with Masie at school.", "Masie"),
    ("We talked about Louisse and the debts.", "Louisse"),
    ("we saw maisie at school.", "maisie"),
    ("Lou said that the debts are paid.", "Lou"),
    ("Thackray, Maisie", "Thackray"),
    ("Thackray, Maisie", "Maisie"),
    ("MAISIE THACKRAY", "MAISIE THACKRAY"),
    ("Ms L Thackray signed.", "Ms L Thackray"),
    ("Maisie and Louise were in.", "Louise"),
]


@pytest.mark.parametrize(("sentence", "form"), FORMS)
def test_every_form_of_a_name_is_found(sentence: str, form: str) -> None:
    names = " | ".join(words for kind, words in found_in(sentence) if kind == "person")
    assert form in names


def test_a_double_barrelled_name_is_found_whole_and_in_parts() -> None:
    text = (
        FRAME.format("x")
        .replace("Maisie Thackray", "Maisie Thackray-Boone")
        .replace("\nx\n", "\nMaisie Thackray Boone is well. Mr Boone visits. Miss Thackray-Boone agreed.\n")
    )
    names = {row.text for row in personal_data(text) if row.kind == "person"}
    assert {"Maisie Thackray-Boone", "Maisie Thackray Boone", "Mr Boone", "Miss Thackray-Boone"} <= names
