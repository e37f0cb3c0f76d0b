"""The golden thread: which needs it follows, what it calls missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.export.thread import Strand, strands
from pipeline.records.run import Run
from tests.unit.sample_run import CLOSURE, case, document, intervention, link, need, outcome

NEED = need(0, "Attendance is poor", "education", person_name="Juno")
HELP = intervention(100, "An officer visited", "Attendance service", "visits")
END = outcome(200, "Attendance rose", "education", "met")


def thread(genre: str = "closure_summary", **values: Any) -> list[Strand]:
    rows: dict[str, Any] = dict.fromkeys(Run.__slots__, ()) | {"manifest": {}}
    rows |= {"documents": (document(CLOSURE, "a.docx"),), "cases": (case(CLOSURE, genre),)}
    return strands(Run(**(rows | values)))


def test_a_need_with_help_and_a_known_outcome_is_whole() -> None:
    (strand,) = thread(
        needs=(NEED,), interventions=(HELP,), outcomes=(END,),
        links=(link("need_intervention", NEED, HELP), link("need_outcome", NEED, END)),
    )  # fmt: skip
    assert (strand.help, strand.outcomes, strand.missing, strand.complete) == ((HELP,), (END,), (), True)
    assert strand.basis == ("both are about education",)


def test_an_outcome_is_reached_through_the_help() -> None:
    (strand,) = thread(
        needs=(NEED,), interventions=(HELP,), outcomes=(END,),
        links=(link("need_intervention", NEED, HELP), link("intervention_outcome", HELP, END)),
    )  # fmt: skip
    assert strand.complete


@pytest.mark.parametrize(
    "genre, missing",
    [("closure_summary", ("help", "outcome")), ("review", ("help",)), ("plan", ("help",)), ("assessment", ())],
)
def test_a_paper_is_asked_only_for_what_it_is_there_to_say(genre: str, missing: tuple[str, ...]) -> None:
    (strand,) = thread(genre, needs=(NEED,))
    assert strand.missing == missing
    assert not strand.complete


def test_an_outcome_nobody_knows_is_a_gap() -> None:
    unknown = replace(END, status="unknown")
    (strand,) = thread(
        needs=(NEED,), interventions=(HELP,), outcomes=(unknown,),
        links=(link("need_intervention", NEED, HELP), link("need_outcome", NEED, unknown)),
    )  # fmt: skip
    assert strand.missing == ("result",)
    assert not strand.complete


@pytest.mark.parametrize("status", ["negated", "historical", "resolved"])
def test_needs_that_no_help_is_owed_for_are_left_out(status: str) -> None:
    past = replace(NEED, status=status)
    assert thread(needs=(past,)) == []
    # Help for one of them is not help without a need.
    assert thread(needs=(past,), interventions=(HELP,), links=(link("need_intervention", past, HELP),)) == []


def test_statements_of_one_need_are_one_strand() -> None:
    again = replace(NEED, id="need_2", status="suspected")
    sister = replace(NEED, id="need_3", person_name="Wren")
    found = thread(needs=(NEED, again, sister), interventions=(HELP,), links=(link("need_intervention", again, HELP),))
    assert [(strand.needs, strand.help) for strand in found] == [((NEED, again), (HELP,)), ((sister,), ())]


def test_help_and_outcomes_without_a_need_stand_alone() -> None:
    other = outcome(300, "Rent was paid", "financial", "met")
    found = thread(interventions=(HELP,), outcomes=(END, other), links=(link("intervention_outcome", HELP, END),))
    assert [(strand.help, strand.outcomes, strand.missing) for strand in found] == [
        ((HELP,), (END,), ("need",)),
        ((), (other,), ("need",)),
    ]
