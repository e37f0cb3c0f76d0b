"""Two sets of papers side by side: only one measure, part, unit and period are compared, and the rest is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.export.comparison import HEADERS, compared_rows, comparison_page
from pipeline.export.tables import columns_text, csv_text
from pipeline.link import Side, compare_figures
from pipeline.records.comparison import Comparison
from pipeline.records.figure import Figure
from tests.unit.helpers import VOCABULARY
from tests.unit.test_link_series import PAPERS, row

BODIES = dict(zip(PAPERS, ("Wexcombe Council", "Marlow Vale Council"), strict=False))
PATHS = {paper: f"{paper}.pdf" for paper in PAPERS}


def compared(ones: Sequence[Figure], others: Sequence[Figure]) -> Comparison:
    left, right = (
        Side(name=name, figures=tuple(figures), bodies=BODIES, dates={})
        for name, figures in (("left", ones), ("right", others))
    )
    return compare_figures(left, right, vocabulary=VOCABULARY, likeness=None)


def test_one_measure_and_period_is_compared_with_whose_it_is() -> None:
    found = compared([row(0, 0, "open plans", "120")], [row(1, 0, "open plans", "95")])
    (item,) = found.compared
    assert (item.left_body, item.right_body, item.difference) == (
        "Wexcombe Council",
        "Marlow Vale Council",
        Decimal(-25),
    )
    assert item.notes == ("A number depends on how large each area is; rates and percentages do not.",)
    assert found.apart == ()


@pytest.mark.parametrize(
    ("one", "other", "reason", "left", "right"),
    [
        (row(0, 0, "open plans", "120"), row(1, 1, "open plans", "95"), "period", "Q1 2023/24", "Q2 2023/24"),
        (
            row(0, 0, "plans reviewed on time", "84", unit_kind="percent"),
            row(1, 0, "plans reviewed on time", "95"),
            "unit",
            "percent",
            "count",
        ),
        (
            row(0, 0, "assessments completed within 20 working days", "84"),
            row(1, 0, "assessments completed within 45 working days", "95"),
            "definition",
            "assessments completed within 20 working days",
            "assessments completed within 45 working days",
        ),
        (
            row(0, 0, "open plans", "84", breakdown={"team": "North"}),
            row(1, 0, "open plans", "95"),
            "part",
            "team: North",
            "the whole",
        ),
    ],
)
def test_what_cannot_be_compared_is_told_with_the_reason(
    one: Figure, other: Figure, reason: str, left: str, right: str
) -> None:
    found = compared([one], [other])
    assert found.compared == ()
    (item,) = found.apart
    assert (item.reason, item.left, item.right) == (reason, (left,), (right,))


def test_what_one_side_alone_states_and_targets_are_not_compared() -> None:
    target = replace(row(1, 0, "open plans", "95"), role="target")
    found = compared([row(0, 0, "open plans", "120")], [target, row(1, 0, "contacts", "7")])
    assert found.compared == ()
    assert {(item.measure, item.reason) for item in found.apart} == {
        ("open plans", "one_side"),
        ("contacts", "one_side"),
    }


def test_percentages_differ_by_points_and_carry_no_note_on_size() -> None:
    figures = [row(paper, 0, "re-referrals", value, unit_kind="percent") for paper, value in ((0, "21.5"), (1, "19"))]
    (item,) = compared(figures[:1], figures[1:]).compared
    assert item.difference == Decimal("-2.5") and item.notes == ()
    page = comparison_page(compared(figures[:1], figures[1:]), ("North", "South"), PATHS)
    assert "-2.5 points" in page


def test_the_page_and_the_csv_hold_hostile_words_as_words() -> None:
    hostile = '=HYPERLINK("http://x") <script>alert(1)</script>'
    found = compared([row(0, 0, hostile, "120")], [row(1, 0, hostile, "95")])
    page = comparison_page(found, ("<b>A</b>", "B"), PATHS)
    tree = LexborHTMLParser(page)
    assert tree.css("script") == [] and tree.css("main b") == []
    assert "<script>alert(1)</script>" in tree.css_first("#compared").text()
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(set(ids)) == len(ids)
    (line,) = csv.DictReader(io.StringIO(csv_text(HEADERS, compared_rows(found, PATHS))))
    assert line["measure"].startswith("'=HYPERLINK") and line["difference"] == "-25"
    assert "-25" in columns_text(HEADERS, compared_rows(found, PATHS))


def test_an_empty_comparison_says_so() -> None:
    page = comparison_page(compared([], []), ("A", "B"), PATHS)
    assert "Nothing is stated on both sides" in page and "Everything that either side states can be compared" in page
