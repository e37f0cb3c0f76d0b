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
