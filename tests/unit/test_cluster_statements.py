from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.cluster.statements import make_statements, strip_statement
from pipeline.records.need import Need
from pipeline.vocab import Vocabulary

from .cluster_sample import need

PEOPLE = Vocabulary().people
KIN = {"mum", "dad", "children", "brother"}


def _first(need: Need, clauses: Sequence[str]) -> int:
    return 0


@pytest.mark.parametrize(
    ("quote", "runs"),
    [
        ("Mum says Kai was excluded in May.", ("was excluded in",)),
        ("He has not been in school since 2019, no contact.", ("has not been in school since", "no contact")),
        ("Kai's attendance is 84.5%", ("attendance is 84.5%",)),
        ("The children’s behaviour at home", ("behaviour at home",)),
        ("We may need help with debt", ("may need help with debt",)),
        ("Mrs Okafor-Bell reported £600 of rent arrears", ("600 of rent arrears",)),
        ("She said he did.", ("did",)),
        ("His brother.", ()),
    ],
)
def test_statement_keeps_the_words_of_the_need(quote: str, runs: tuple[str, ...]) -> None:
    assert strip_statement(quote, names={"kai", "okafor", "bell"}, dropped=KIN) == runs


@pytest.mark.parametrize(
    ("quote", "person_name", "status", "text"),
    [
        ("Isla was cut off and Mrs Cattell asked CAMHS.", "Isla Reeve", "current", "was cut off and asked CAMHS"),
        ("They moved to Brigham after the eviction from Marsh House.", None, "current", "moved to after eviction from"),
        ("No DV disclosed at booking.", None, "negated", "DV disclosed at booking"),
        ("No bedtime routine.", None, "current", "No bedtime routine"),
        ("On Universal Credit and in debt.", None, "current", "On Universal Credit and in debt"),
        ("Young carer for mum", None, "current", "Young carer for"),
        ("Dad", None, "current", "Dad"),
    ],
)  # fmt: skip
def test_names_and_kin_are_left_out(quote: str, person_name: str | None, status: str, text: str) -> None:
    known = frozenset({"universal", "credit", "young", "no", "on"})
    one = need(1, quote, person_name=person_name, status=status)
    (statement,) = make_statements([one], people=PEOPLE, known=known, focus=_first)
    assert statement.text == text


def test_needs_that_say_the_same_share_a_statement() -> None:
    needs = [
        need(1, "In debt."),
        need(2, "Mum is in debt", person="mother"),
        need(3, "in debt", person="father"),
        need(4, "In debt."),
    ]
    found = make_statements(needs, people=PEOPLE, known=frozenset(), focus=_first)
    assert [(one.text, one.side, one.needs) for one in found] == [
        ("In debt", "child", (0, 3)),
        ("in debt", "adult", (2,)),
        ("is in debt", "adult", (1,)),
    ]


def test_a_sentence_with_two_needs_is_read_clause_by_clause() -> None:
    quote = "Freya was not going in because she was being bullied by girls in her form."
    two = [
        need(1, quote, subcategory="1.1", category="education", start=0),
        need(2, quote, subcategory="6.6", category="abuse_exploitation", start=0),
    ]

    def focus(need: Need, clauses: Sequence[str]) -> int:
        return next(i for i, clause in enumerate(clauses) if ("bullied" in clause) == (need.subcategory == "6.6"))

    found = make_statements(two, people=PEOPLE, known=frozenset({"freya"}), focus=focus)
    assert [one.text for one in found] == ["Freya was not going in", "was being bullied by in form"]
    alone = make_statements(two[:1], people=PEOPLE, known=frozenset({"freya"}), focus=focus)
    assert alone[0].text == "Freya was not going in because was being bullied by in form"


def test_a_name_first_in_one_sentence_is_known_from_another() -> None:
    needs = [need(1, "We saw Zebedee at home."), need(2, "Zebedee self-harms.")]
    found = make_statements(needs, people=PEOPLE, known=frozenset({"saw"}), focus=_first)
    assert [one.text for one in found] == ["saw at home", "self harms"]
