"""How a case ended: canonical reason, step, the authority's own words, services and what remains."""

from __future__ import annotations

from pathlib import Path

import pytest

from .case_papers import case_of, case_paper


@pytest.mark.parametrize(
    ("words", "reason", "step"),
    (
        ("All needs met, no further support needed.", "outcomes_met_closed", "none"),
        ("Needs met, stepping down to school as single agency.", "outcomes_met_stepdown_single", "down"),
        ("Stepped up to children's social care on 4 May.", "stepped_up_statutory", "up"),
        ("Family moved out of the area to Holbeck Vale.", "moved_out_of_area", "moved"),
        ("Mum withdrew consent on 3 May.", "consent_withdrawn", "withdrawn"),
        ("Family stopped answering calls, consent was never withdrawn.", "disengaged_not_withdrawn", "none"),
        ("Case transferred to the disabled children's team.", "transferred", "transfer"),
        ("No further action, family declined the assessment.", "not_started_nfa", "none"),
        ("Amara turned 18 in June.", "turned_18", "none"),
    ),
)
def test_the_reason_of_a_closure(words: str, reason: str, step: str) -> None:
    case = case_of(case_paper([("Reason for closure", words)]))
    assert (case.reason, case.step, case.reason_text) == (reason, step, words)


def test_a_ticked_reason() -> None:
    words = "[ ] Needs met [x] Consent withdrawn [ ] Moved away [ ] Step up to social care"
    case = case_of(case_paper([("Reason for closure", words)]))
    assert (case.reason, case.step, case.reason_text) == ("consent_withdrawn", "withdrawn", "Consent withdrawn")


def test_a_reason_that_no_code_knows_keeps_its_words() -> None:
    case = case_of(case_paper([("Reason for closure", "The trampoline was returned.")]))
    assert (case.reason, case.step, case.reason_text) == (None, "none", "The trampoline was returned.")


def test_services_and_outstanding_support() -> None:
    case = case_of(
        case_paper(
            [
                ("Services involved", "Speech and Language Therapy; Holbeck Primary; GP (Dr Ives)"),
                ("Outstanding support", "School nurse will see Amara in May."),
            ]
        )
    )
    assert case.services_involved == ("Speech and Language Therapy", "Holbeck Primary", "GP")
    assert case.outstanding_support == "School nurse will see Amara in May."


def test_outside_closures_there_is_no_ending() -> None:
    case = case_of(case_paper([("Reason for closure", "Needs met.")], genre="assessment"))
    assert (case.reason, case.step, case.outstanding_support) == (None, "none", None)


def test_the_reason_told_in_a_letter() -> None:
    case = case_of(case_paper(prose=("We are closing because you no longer want a worker.",)))
    assert (case.reason, case.step) == ("consent_withdrawn", "withdrawn")


def _reasons() -> list[tuple[str, str, str]]:
    path = Path(__file__).with_name("closure_statements.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [(code, step, words) for code, step, words in (line.split("\t") for line in lines)]


@pytest.mark.parametrize("boxed", (True, False), ids=("box", "told"))
def test_reasons_of_many_registers(boxed: bool) -> None:
    """The reason and the step that a careful reader gives, in a form's box and under a letter's heading."""
    wrong = []
    for code, step, words in _reasons():
        fields, prose = ((("Reason for closure", words),), ()) if boxed else ((), ("# Why we are closing", words))
        case = case_of(case_paper(fields, prose=prose))
        if (case.reason or "-", case.step) != (code, step):
            wrong.append((words, case.reason, case.step))
    assert len(wrong) <= 0.05 * len(_reasons()), wrong
