"""Needs in forms of every kind: boxes, ticks, grids, yes and no, prompts, narrative, later sections."""

from __future__ import annotations

from .case_papers import case_paper, needs_in


def _rows(
    *fields: tuple[str, str], prose: tuple[str, ...] = (), tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
) -> list[tuple[str, str]]:
    paper = case_paper(fields, prose=prose, tables=tables, genre="assessment", title="Early Help Assessment")
    return [(need.category, need.status) for need in needs_in(paper)]


def test_ticked_boxes_are_needs_and_unticked_are_not() -> None:
    rows = _rows(("Priority needs", "[x] Poor attendance [ ] Domestic abuse [x] Young carer [ ] Debt"))
    assert rows == [("education", "current"), ("family_relationships", "current")]


def test_a_domain_answered_none_is_denied() -> None:
    assert _rows(("Domestic abuse", "None")) == [("domestic_abuse", "negated")]
    assert _rows(("Substance misuse", "None known")) == [("substance_use", "negated")]


def test_a_box_that_says_nothing_states_nothing() -> None:
    for words in ("N/A", "See plan", "", "Tick if domestic abuse or substance misuse is a factor."):
        assert _rows(("Presenting needs", words)) == []


def test_a_row_of_a_grid_gives_its_worry_and_not_its_strength_or_plan() -> None:
    grid = (
        ("What are we worried about?", "What is working well?", "What needs to happen?"),
        ("Amara is being bullied on the bus.", "She has one good friend.", "School to look into the bullying."),
    )
    assert _rows(tables=(grid,)) == [("abuse_exploitation", "current")]


def test_the_same_need_in_two_statements_is_two_rows_and_in_one_statement_one() -> None:
    assert _rows(("Presenting needs", "Attendance is poor, she is late most mornings.")) == [("education", "current")]
    twice = _rows(("Presenting needs", "Attendance is poor. She is late most mornings."))
    assert twice == [("education", "current"), ("education", "current")]


def test_help_and_outcomes_are_no_needs_but_later_finds_are() -> None:
    paper = case_paper(
        [("Presenting needs", "Denise is depressed.")],
        prose=(
            "# What we did", "Parenting course for Denise from 2 May 2024.",
            "# What came up later", "In June Amara was found with cannabis.",
        ),
    )  # fmt: skip
    found = [(need.category, need.stage) for need in needs_in(paper)]
    assert found == [("health", "presenting"), ("substance_use", "identified_later")]


def test_what_the_next_statement_denies_is_denied_too() -> None:
    rows = _rows(("Presenting needs", "School thought there may be domestic abuse. Both parents deny this."))
    assert rows == [("domestic_abuse", "suspected"), ("domestic_abuse", "negated")]


def test_evidence_is_the_statement_and_the_explanation_names_its_words() -> None:
    paper = case_paper([("Presenting needs", "Housing is fine. They have rent arrears of £400 and use the foodbank.")])
    need = next(need for need in needs_in(paper) if need.status == "current")
    assert need.evidence.quote == "They have rent arrears of £400 and use the foodbank."
    assert paper.text[need.evidence.start : need.evidence.end] == need.evidence.quote
    assert "names" in need.explanation and 0 < need.confidence <= 1


def test_a_code_is_no_abbreviation() -> None:
    assert _rows(("Presenting needs", "The family live at 8 Mill Gardens, DA1 2QB.")) == []


def test_spelling_slips_are_read() -> None:
    assert _rows(("Presenting needs", "Amara's attendence has dropped.")) == [("education", "current")]


def test_who_raised_a_need_is_told_through_reported_speech() -> None:
    paper = case_paper([("Presenting needs", "School report that Amara is withdrawn.")])
    assert [need.raised_by for need in needs_in(paper)] == ["school"]
    paper = case_paper([("Presenting needs", "Mum says that Amara does not sleep.")])
    assert [need.raised_by for need in needs_in(paper)] == ["mother"]
