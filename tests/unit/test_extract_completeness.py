"""Fields present, absent and not applicable, and the words or empty label that show it."""

from __future__ import annotations

import pytest

from .case_papers import case_of, case_paper

VOICE = "Child's voice"


@pytest.mark.parametrize(
    ("label", "field", "words", "state"),
    (
        ("Outstanding support", "outstanding_support", "None", "present"),
        ("Outstanding support", "outstanding_support", "", "absent"),
        ("Outstanding support", "outstanding_support", "N/A", "absent"),
        ("Outstanding support", "outstanding_support", "see plan", "absent"),
        ("Reason for closure", "reason_for_closure", "Needs met.", "present"),
        (
            "Lead professional's reflection",
            "lead_professional_reflection",
            "What went well? What would you do differently?",
            "absent",
        ),
        ("Lead professional's reflection", "lead_professional_reflection", "See supervision notes.", "absent"),
        ("Lead professional's reflection", "lead_professional_reflection", "I would visit sooner.", "present"),
        (VOICE, "child_voice", '"I like my new school."', "present"),
        (VOICE, "child_voice", "What does the child say? Use their own words.", "absent"),
        (VOICE, "child_voice", "", "absent"),
        ("Consent", "consent", "[x] Yes [ ] No", "present"),
        ("Consent (delete as appropriate)", "consent", "YES / NO", "absent"),
        ("Family's reflection", "family_reflection", '"You listened."', "present"),
        ("Services involved", "services_involved", "GP; school nurse", "present"),
    ),
)
def test_a_box_of_a_closure(label: str, field: str, words: str, state: str) -> None:
    case = case_of(case_paper([(label, words)]))
    assert case.completeness[field] == state
    if words and state == "present":
        assert case.completeness_evidence[field].quote


def test_an_assessment_owes_no_ending() -> None:
    case = case_of(case_paper([("Presenting needs", "Denise is depressed.")], genre="assessment"))
    for field in (
        "reason_for_closure",
        "outstanding_support",
        "family_reflection",
        "lead_professional_reflection",
        "impact",
    ):
        assert case.completeness[field] == "not_applicable"
    assert case.completeness["presenting_needs"] == "present"
    assert case.completeness["consent"] == "absent"
