"""Completeness by meaning, not by label: what a box says, who is heard, what nobody was asked."""

from __future__ import annotations

import pytest

from .case_papers import case_of, case_paper


@pytest.mark.parametrize(
    ("label", "words", "field", "state"),
    (
        ("Dad's view", "Dad did not reply to my letters.", "family_reflection", "absent"),
        ("Parents' views", "Not obtained.", "family_reflection", "absent"),
        ("Parents' views", "Mum said the visits kept her going.", "family_reflection", "present"),
        ("How Amara sees it", "She pointed to the sunny card and said home.", "child_voice", "present"),
        ("Amara", '"I like Tuesdays now."', "child_voice", "present"),
        ("Child's voice", "Amara was not asked.", "child_voice", "absent"),
        ("Outstanding support", "None", "outstanding_support", "present"),
        ("Outstanding support", "N/A", "outstanding_support", "absent"),
        ("What still needs to be done, and by whom?", "School to fund the club.", "outstanding_support", "present"),
        ("Lead professional's reflection", "See plan", "lead_professional_reflection", "absent"),
    ),
)
def test_a_box(label: str, words: str, field: str, state: str) -> None:
    assert case_of(case_paper([(label, words)])).completeness[field] == state


@pytest.mark.parametrize(
    ("words", "state"),
    (
        ("Amara told me that she wants to sleep in her own bed.", "present"),
        ("Amara is eight and shy. She told me that she misses her nan.", "present"),
        ("Amara drew her house with everyone in it.", "present"),
        ("I saw Amara at school on three visits.", "absent"),
        ("Mum says that Amara is happier.", "absent"),
    ),
)
def test_the_voice_of_a_child_in_prose(words: str, state: str) -> None:
    assert case_of(case_paper(prose=("# What we did", words))).completeness["child_voice"] == state


@pytest.mark.parametrize(
    ("words", "field", "state"),
    (
        ("Outstanding support. None.", "outstanding_support", "present"),
        ("Family's view. Denise said it was worth it.", "family_reflection", "present"),
        ("My reflections. See plan.", "lead_professional_reflection", "absent"),
    ),
)
def test_a_paragraph_that_its_first_words_head(words: str, field: str, state: str) -> None:
    assert case_of(case_paper(prose=("Dear all,", words))).completeness[field] == state


def test_a_name_under_mum_is_no_view_of_hers() -> None:
    assert case_of(case_paper([("Mum", "Denise Blackshaw")])).completeness["family_reflection"] == "absent"
