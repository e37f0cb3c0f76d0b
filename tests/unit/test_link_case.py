"""The golden thread of one paper: need to help to outcome, each with its basis in words."""

from __future__ import annotations

from pipeline.extract import extract_interventions, extract_outcomes
from pipeline.link import link_case
from pipeline.records.run import Extraction

from .case_papers import OPTIONS, case_paper, needs_in, nlp, vocabulary


def test_needs_help_and_outcomes_are_linked_by_what_they_are_about() -> None:
    paper = case_paper(
        [("Presenting needs", "They owe £900 on credit cards. Amara is late most mornings.")],
        prose=(
            "# What we did", "Debt advice from Holbeck Money Service from 4 March 2024.",
            "# What changed", "Debts are paid off, met.", "Attendance went up from 71% to 93%.",
        ),
    )  # fmt: skip
    needs = needs_in(paper)
    interventions = list(extract_interventions(paper, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))
    outcomes = list(extract_outcomes(paper, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))
    links = list(
        link_case(Extraction(needs=tuple(needs), interventions=tuple(interventions), outcomes=tuple(outcomes)))
    )
    names = (
        {row.id: row.category for row in needs}
        | {row.id: "help" for row in interventions}
        | {row.id: row.category for row in outcomes}
    )
    told = {(link.kind, names[link.from_], names[link.to]) for link in links}
    assert ("need_outcome", "education", "education") in told
    assert any(kind == "need_intervention" and to == "help" for kind, _, to in told)
    assert not any(kind == "need_outcome" and one != other for kind, one, other in told)
    assert all(link.basis and 0 < link.confidence <= 1 for link in links)
    assert len({link.id for link in links}) == len(links)
