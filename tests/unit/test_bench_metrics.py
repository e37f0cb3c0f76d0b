"""The measures of the reading benchmark, on readings whose faults are known."""

from __future__ import annotations

import pytest

from tests.benchmark.markup import html_reading, markdown_reading
from tests.benchmark.metrics import kept, leak, matched, measure_text, order, pairs, printed, ticks, whole, words
from tests.benchmark.records import Grid, GridCell, Share, Truth, grid_of_rows
from tests.benchmark.table_metrics import measure_tables, relations

_HEAD = [
    GridCell(0, 0, 2, 1, "Hub"),
    GridCell(0, 1, 1, 2, "2024/25"),
    GridCell(1, 1, 1, 1, "Q1"),
    GridCell(1, 2, 1, 1, "Q2"),
]
_BODY = [GridCell(2, 0, 1, 1, "Kelby"), GridCell(2, 1, 1, 1, "1,204"), GridCell(2, 2, 1, 1, "45.0%")]
_TABLE = Grid(cells=(*_HEAD, *_BODY), header_rows=2, header_columns=1)


def _truth(text: str = "", *, furniture: str = "", neutral: str = "", tables: tuple[Grid, ...] = ()) -> Truth:
    return Truth(
        text=text, furniture=furniture, neutral=neutral, headings=(), items=(), loose_items=(), loose_headings=(),
        paragraphs=(), numbered=(), tables=tables, fields=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "found", "share"),
    [
        ("Kelby had 3,100 families", "kelby HAD 3,100 families", 1.0),
        ("a plan and a plan", "a plan", 0.4),  # a word counts as often as it is printed
        ("safeguarding", "safe\u00adguarding", 1.0),
        ("first ﬁndings", "first findings", 1.0),
    ],
)
def test_words_kept(expected: str, found: str, share: float) -> None:
    assert kept(words(expected), words(found)).value == pytest.approx(share)


@pytest.mark.parametrize(
    ("found", "share"),
    [
        ("one two three four five six", 1.0),
        ("one four two five three six", 4 / 6),  # two columns read across: one two three six
        ("four five six one two three", 0.5),  # right column first
    ],
)
def test_reading_order(found: str, share: float) -> None:
    assert order(words("one two three four five six"), words(found)).value == pytest.approx(share)


def test_furniture_that_leaks() -> None:
    truth = _truth("Plans fell in Kelby.", furniture="Kelby Council\nKelby Council")
    assert leak(truth, words("Kelby Council Plans fell in Kelby. Kelby Council")) == Share(4, 4)
    assert leak(truth, words("Plans fell Kelby Council in Kelby.")) == Share(2, 4)
    assert leak(truth, words("Plans fell in Kelby.")) == Share(0, 4)


@pytest.mark.parametrize(
    ("expected", "found", "optional", "share"),
    [
        (("1. Purpose", "2. Risks"), ("Purpose", "Risks"), (), 1.0),
        (("Purpose",), ("Purpose", "Page 3 of 9"), (), 2 / 3),
        (("Purpose",), (), (), 0.0),
        (("Risks",), ("Risks", "4.1 The service"), ("The service",), 1.0),
    ],
)
def test_headings_and_items(
    expected: tuple[str, ...], found: tuple[str, ...], optional: tuple[str, ...], share: float
) -> None:
    assert matched(expected, found, optional=optional).value == pytest.approx(share)


def test_paragraphs_answers_numbers_and_ticks() -> None:
    assert whole(["4.1 Plans fell.", "Risks rose again."], ["Plans fell.", "Risks rose"]) == Share(1, 2)
    assert pairs([("Consent", "Yes"), ("Impact", "")], [("Consent", "Yes"), ("Impact", "None")]) == Share(1, 2)
    assert printed(["4.1 Plans fell in May.", "(b) Risks rose."], "4.1 Plans fell in May. Risks rose.") == Share(1, 2)
    assert ticks("☒ Yes ☐ No", "[x] Yes [x] No") == Share(1, 2)


def test_a_table_against_itself() -> None:
    assert measure_tables(_truth(tables=(_TABLE,)), (_TABLE,)) == {"adjacency": Share(20, 20), "triples": Share(4, 4)}
    assert len(set(relations(_TABLE))) == 10


def test_a_peer_that_marks_no_headers_is_given_the_true_ones() -> None:
    rows: list[list[str | None]] = [["Hub", "2024/25", "2024/25"], ["Hub", "Q1", "Q2"], ["Kelby", "1,204", "45.0 %"]]
    shares = measure_tables(_truth(tables=(_TABLE,)), (grid_of_rows(rows),))
    assert shares["triples"] == Share(4, 4)
    lost: list[list[str | None]] = [["Hub", "2024/25", None], [None, "Q1", "Q2"], ["Kelby", "1,204", "45.0%"]]
    assert measure_tables(_truth(tables=(_TABLE,)), (grid_of_rows(lost),))["triples"] == Share(2, 4)


def test_own_headers_are_held_against_a_reading() -> None:
    wrong = Grid(cells=_TABLE.cells, header_rows=1, header_columns=1)
    assert measure_tables(_truth(tables=(_TABLE,)), (wrong,))["triples"] == Share(0, 4)


def test_measures_that_a_parser_does_not_offer_are_left_out() -> None:
    reading = markdown_reading(
        "# Plans\n\n- one\n- two\n  more\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**Bold** text\nruns on", pages=1
    )
    assert (reading.headings, reading.items) == (("Plans",), ("one", "two more"))
    assert reading.paragraphs == ("Bold text runs on", "one", "two more")
    assert reading.tables and [cell.text for cell in reading.tables[0].cells] == ["a", "b", "1", "2"]
    assert "fields" not in measure_text(_truth("Plans one two more a b 1 2 Bold text runs on"), reading)


def test_html_with_spans_and_nested_lists() -> None:
    page = "<h2>Risks</h2><ul><li>one<ul><li>two</ul></ul><table><tr><th colspan=2>x<th>y<tr><td>1<td>2<td>3</table>"
    reading = html_reading(page)
    assert (reading.headings, reading.items) == (("Risks",), ("one", "two"))
    assert reading.tables and reading.tables[0].cells[:2] == (GridCell(0, 0, 1, 2, "x"), GridCell(0, 2, 1, 1, "y"))
