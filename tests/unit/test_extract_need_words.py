"""Needs in strangers' words: statements by schools, health visitors, youth workers, police, housing and charities.

`need_statements_strangers.tsv`: the need (`none` where the sentence states none), and the sentence, written before the rules were
run on any of them. Half of them were looked at while the vocabulary was broadened.
"""

from __future__ import annotations

from pathlib import Path

from .case_papers import case_paper, needs_in, vocabulary

LINES = (Path(__file__).parent / "need_statements_strangers.tsv").read_text("utf-8").splitlines()


def test_most_needs_are_found_under_their_category_and_few_others_are() -> None:
    right = missed = wrong = 0
    for line in LINES:
        identifier, words = line.split("\t")
        kind = vocabulary().needs.kind(identifier)
        found = {need.category for need in needs_in(case_paper([("Presenting needs at referral", words)]))}
        wanted = {kind.category} if kind else set()
        right += len(found & wanted)
        missed += len(wanted - found)
        wrong += len(found - wanted)
    assert right / (right + missed) >= 0.90
    assert right / (right + wrong) >= 0.90


def test_every_statement_names_a_known_need() -> None:
    assert all(vocabulary().needs.kind(line.split("\t")[0]) or line.startswith("none\t") for line in LINES)
    assert len(LINES) >= 300
