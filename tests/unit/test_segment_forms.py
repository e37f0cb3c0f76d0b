"""Form fields, however they are laid out."""

from __future__ import annotations

import pytest

from tests.unit.helpers import VOCABULARY, document_of, words

LINES = """\
# Early Help closure summary

Child's name: Tobias Fenwick
Date of birth: 3 May 2015

Presenting needs: Attendance 71% this term. No bedtime routine.

Outstanding support:

Services involved: School, health visitor
"""

TABLE = """\
# Closing record

| Reference | FX-114 | Team | North |
| --- | --- | --- | --- |
| Date of referral | 3 March 2024 | Date closed | 12 July 2024 |
| Reason for closure | Needs met | Consent to share | [x] Yes [ ] No |
"""

GRID = """\
# Family Help assessment

| What are we worried about? | What is working well? | What needs to happen? |
| --- | --- | --- |
| Ola is missing two days of school a week. | Ola loves art and has a good friend. | School to offer a soft start. |
"""

HEADINGS = """\
# Early Help closing summary

## Presenting needs

Nan has looked after both boys since May.

## Outstanding support

## Reason for closure

Moved out of area.
"""


SHARED = """\
# Early Help case closure

| Family |  |
| --- | --- |
| **Child:** Ellis Marchbank | **DOB:** 30th August 2010 (age 12) |
| **Ref:** QX-4877 | **Lead practitioner:** Gwen Tilney |
| **Request for support:** 4th May 2022 | **Closed:** 30th Sept 2022 |

**Family:** Marchbank. **Written by:** Imran Sedley, practitioner.
"""


def named(text: str) -> dict[str | None, str]:
    document = document_of(text, path="paper.md")
    return {field.name: words(document, field)[1] for field in document.fields if field.name}


def test_label_and_value_lines() -> None:
    found = named(LINES)
    assert found["child_name"] == "Tobias Fenwick"
    assert found["date_of_birth"] == "3 May 2015"
    assert found["presenting_needs"] == "Attendance 71% this term. No bedtime routine."
    assert found["outstanding_support"] == ""
    assert found["services_involved"] == "School, health visitor"


def test_table_of_two_pairs_a_row() -> None:
    found = named(TABLE)
    assert found["case_reference"] == "FX-114"
    assert found["team"] == "North"
    assert found["referral_date"] == "3 March 2024"
    assert found["closure_date"] == "12 July 2024"
    assert found["reason_for_closure"] == "Needs met"


def test_label_and_value_in_one_cell_or_sentence() -> None:
    document = document_of(SHARED, path="paper.md")
    found = [words(document, field) for field in document.fields]
    assert ("Ref", "QX-4877") in found
    assert ("Closed", "30th Sept 2022") in found
    assert ("Lead practitioner", "Gwen Tilney") in found
    assert ("Written by", "Imran Sedley, practitioner.") in found
    assert document.reference == "QX-4877"


def test_tick_boxes() -> None:
    document = document_of(TABLE, path="paper.md")
    consent = next(field for field in document.fields if field.name == "consent")
    ticks = [(document.text[option.label.start : option.label.end], option.checked) for option in consent.options]
    assert ticks == [("Yes", True), ("No", False)]


def test_three_column_grid() -> None:
    found = named(GRID)
    assert found["presenting_needs"].startswith("Ola is missing")
    assert found["working_well"].startswith("Ola loves art")
    assert found["plan"].startswith("School to offer")


def test_headings_as_labels() -> None:
    found = named(HEADINGS)
    assert found["presenting_needs"] == "Nan has looked after both boys since May."
    assert found["outstanding_support"] == ""
    assert found["reason_for_closure"] == "Moved out of area."


def test_a_data_table_is_no_form() -> None:
    document = document_of("Team | Plans | Closed\n--- | --- | ---\nNorth | 12 | 4\nSouth | 30 | 9\n", path="paper.md")
    assert document.fields == ()
    assert not document.tables[0].is_form


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Reason(s) for closure:", "reason_for_closure"),
        ("3. What were we worried about?", "presenting_needs"),
        ("Parent/carer's views", "family_reflection"),
        ("Child / young person's views", "child_voice"),
        ("DOB", "date_of_birth"),
        ("Date EHA completed", "assessment_date"),
        ("Consent (tick one)", "consent"),
        ("Favourite colour", None),
        ("Planning permission", None),
    ],
)
def test_labels_and_their_names(label: str, name: str | None) -> None:
    assert VOCABULARY.headings.field_name(label) == name


def pairs(text: str, path: str = "paper.md") -> list[tuple[str, str]]:
    """Labels and values in order, white space squeezed."""
    document = document_of(text, path=path)
    return [
        (" ".join(label.split()).rstrip(" :"), " ".join(value.split()))
        for label, value in (words(document, field) for field in document.fields)
    ]


def page(*rows: tuple[str, ...]) -> str:
    """A web page of one table."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><body><h1>Family support record</h1><p>Kept by the hub.</p><table>{lines}</table></body></html>"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            (("Landlord", "Tidewell Homes"), ("Pets in the home", ""), ("GP surgery", "Marsh Lane")),
            [("Landlord", "Tidewell Homes"), ("Pets in the home", ""), ("GP surgery", "Marsh Lane")],
        ),
        (
            (("Landlord", "Tidewell Homes", "Moved in", "3 May 2021"), ("GP surgery", "Marsh Lane", "School year", "Year 5")),
            [("Landlord", "Tidewell Homes"), ("Moved in", "3 May 2021"), ("GP surgery", "Marsh Lane"), ("School year", "Year 5")],
        ),
        (
            (("1", "What is the family situation?", "Mum and two boys."), ("2", "Who else helps?", "Nan visits daily.")),
            [("What is the family situation?", "Mum and two boys."), ("Who else helps?", "Nan visits daily.")],
        ),
        (
            (("<b>Money</b><p><i>Is the family in debt or on benefits?</i></p>", "No debts known."), ("<b>Home</b>", "A flat.")),
            [("Money", "No debts known."), ("Home", "A flat.")],
        ),
        (
            (("<b>Landlord</b>", "<b>GP surgery</b>", "<b>Hobby</b>"), ("Tidewell Homes", "Marsh Lane", "Judo")),
            [("Landlord", "Tidewell Homes"), ("GP surgery", "Marsh Lane"), ("Hobby", "Judo")],
        ),
        (
            (("<b>What keeps us up at night?</b>", "<b>What is good?</b>"), ("Ola misses two days a week.", "Ola loves art.")),
            [("What keeps us up at night?", "Ola misses two days a week."), ("What is good?", "Ola loves art.")],
        ),
        (
            (("Landlord: Tidewell", "GP surgery: Marsh Lane"), ("Hobby: Judo", "Pets: none")),
            [("Landlord", "Tidewell"), ("GP surgery", "Marsh Lane"), ("Hobby", "Judo"), ("Pets", "none")],
        ),
        (
            (("<p>How it was</p><p>Mum was low.</p>", "<p>How it is</p><p>She sings.</p>"), ("<p>What is left</p><p>A debt.</p>", "")),
            [("How it was", "Mum was low."), ("How it is", "She sings."), ("What is left", "A debt.")],
        ),
        (
            (("<b>Landlord</b>", "<b>GP</b>"), ("Tidewell", "Marsh"), ("<b>Hobby</b>", "<b>Pets</b>"), ("Judo", "A dog")),
            [("Landlord", "Tidewell"), ("GP", "Marsh"), ("Hobby", "Judo"), ("Pets", "A dog")],
        ),
        ((("☒", "Moved away"), ("☐", "Withdrawn")), [("Moved away", "☒"), ("Withdrawn", "☐")]),
        ((("Consent given?", "<s>Yes</s> / No"), ("School aware?", "Yes")), [("Consent given?", "No"), ("School aware?", "Yes")]),
    ],
)  # fmt: skip
def test_tables_with_labels_of_any_wording(rows: tuple[tuple[str, ...], ...], found: list[tuple[str, str]]) -> None:
    assert pairs(page(*rows), "paper.html") == found


def test_the_first_row_of_a_form_is_no_header() -> None:
    document = document_of(page(("<b>Landlord</b>", "<b>Tidewell</b>"), ("<b>GP</b>", "Marsh")), path="paper.html")
    assert [(table.is_form, table.header_rows, table.header_columns) for table in document.tables] == [(True, 0, 1)]


def test_lists_of_people_are_read_a_record_a_row() -> None:
    document = document_of(
        page(("<b>Name</b>", "<b>School</b>", "<b>Likes</b>"), ("Ola Petch", "Marsh Primary", "Art"), ("Sam", "Hill", "Judo")),
        path="paper.html",
    )  # fmt: skip
    found = [(*words(document, field), field.group) for field in document.fields]
    assert found == [
        ("Name", "Ola Petch", None), ("School", "Marsh Primary", "Ola Petch"), ("Likes", "Art", "Ola Petch"),
        ("Name", "Sam", None), ("School", "Hill", "Sam"), ("Likes", "Judo", "Sam"),
    ]  # fmt: skip
    assert not document.tables[0].is_form


def test_children_side_by_side_and_one_after_the_other() -> None:
    beside = document_of(
        page(("", "<b>Child 1</b>", "<b>Child 2</b>"), ("<b>School</b>", "Marsh Primary", "Hill Academy")),
        path="paper.html",
    )
    assert [(*words(beside, field), field.group) for field in beside.fields] == [
        ("School", "Marsh Primary", "Child 1"),
        ("School", "Hill Academy", "Child 2"),
    ]
    after = document_of(
        "# Family record\n\n## Child 1: Ola\n\nSchool: Marsh\n\nHobby: Art\n\n## Child 2: Sam\n\nSchool: Hill\n\nHobby: Judo\n"
    )
    assert [(*words(after, field), field.group) for field in after.fields] == [
        ("School", "Marsh", "Child 1: Ola"), ("Hobby", "Art", "Child 1: Ola"),
        ("School", "Hill", "Child 2: Sam"), ("Hobby", "Judo", "Child 2: Sam"),
    ]  # fmt: skip


def test_rows_of_tick_boxes_under_their_answers() -> None:
    document = document_of(
        page(("Question", "Yes", "No"), ("Family aware?", "✓", ""), ("Consent given?", "", "✓")), path="paper.html"
    )
    assert [
        (words(document, field)[0], [document.text[o.label.start : o.label.end] for o in field.options if o.checked])
        for field in document.fields
    ] == [("Family aware?", ["Yes"]), ("Consent given?", ["No"])]


def test_a_box_in_a_cell_of_its_own_is_ticked_for_its_label() -> None:
    document = document_of(page(("☒", "Moved away"), ("☐", "Withdrawn")), path="paper.html")
    ticks = [
        (document.text[o.label.start : o.label.end], o.checked) for field in document.fields for o in field.options
    ]
    assert ticks == [("Moved away", True), ("Withdrawn", False)]


def test_a_cell_beside_several_rows_names_the_part() -> None:
    document = document_of(
        "<html><body><h1>Family record</h1><p>Kept here.</p><table><tr><td rowspan=2><b>Child</b></td><td><b>Name</b></td>"
        "<td>Ola</td></tr><tr><td><b>School</b></td><td>Marsh</td></tr></table></body></html>",
        path="paper.html",
    )
    assert [(*words(document, field), field.group) for field in document.fields] == [
        ("Name", "Ola", "Child"),
        ("School", "Marsh", "Child"),
    ]


def test_lines_with_labels_of_any_wording() -> None:
    assert pairs(
        "# Family record\n\nLandlord: Tidewell Homes\n\nGP surgery: ............\n\nMoved in? 3 May\n\n"
        "How did it end? [ ] planned [x] moved\n\nOutcome (tick one):\n\n[ ] Needs met\n\n[x] Moved away\n"
    ) == [
        ("Landlord", "Tidewell Homes"),
        ("GP surgery", ""),
        ("Moved in?", "3 May"),
        ("How did it end?", "[ ] planned [x] moved"),
        ("Outcome (tick one)", "[ ] Needs met [x] Moved away"),
    ]


def test_all_items_under_a_label_are_its_value() -> None:
    assert ("Services involved", "School • Health visitor") in pairs(
        "# Closure summary\n\nServices involved:\n\n- School\n- Health visitor\n\nDate closed: 3 May 2024\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Report to Scrutiny Committee\n\nMembers noted three points: cost, wait and staff.\n\nMembers asked one thing: why?\n",
        "# Family record\n\nStacey told me this morning: we are fine.\n\nThere are four of them: Al, Bo, Cy and Di.\n",
        "# Scorecard\n\n| Measure | Q1 | Q2 |\n| --- | --- | --- |\n| Contacts | 120 | 130 |\n| Plans | 12% | 13% |\n",
    ],
)
def test_sentences_with_colons_and_data_tables_are_no_forms(text: str) -> None:
    assert pairs(text) == []
