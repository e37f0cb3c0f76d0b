"""A comparison of two runs as rows and as a page of the report's kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..records.comparison import REASONS, Comparison
from ..records.figure import Figure
from ..records.number import to_json_number
from .flatten import Scalar
from .html_parts import Block, Cell, Paragraph, Row, Section, Table, quoted, texts
from .readable import breakdown, cited, listed, span_of
from .render import template

HEADERS = (
    "measure", "breakdown", "period", "period_start", "period_end", "unit", "left_body", "left", "right_body", "right",
    "difference", "joined_by", "notes", "left_document", "left_where", "right_document", "right_where",
)  # fmt: skip
APART_HEADERS = ("measure", "why", "left", "right")


def compared_rows(comparison: Comparison, paths: Mapping[str, str]) -> list[list[Scalar]]:
    """What is compared, in the order of `HEADERS`."""
    rows: list[list[Scalar]] = []
    for item in comparison.compared:
        period = item.left.period
        rows.append(
            [
                item.measure, breakdown(item.left.breakdown) or None, period.text if period else None,
                period.start if period else None, period.end if period else None, unit_of(item.left),
                item.left_body, to_json_number(item.left.value), item.right_body, to_json_number(item.right.value),
                to_json_number(item.difference), item.basis, listed(item.notes) or None,
                paths[item.left.document], cited(item.left.locator), paths[item.right.document],
                cited(item.right.locator),
            ]
        )  # fmt: skip
    return rows


def apart_rows(comparison: Comparison) -> list[list[Scalar]]:
    """What cannot be compared and why, in the order of `APART_HEADERS`; what both sides state comes first."""
    ordered = sorted(comparison.apart, key=lambda item: item.reason == "one_side")
    return [
        [item.measure, REASONS[item.reason], listed(item.left) or None, listed(item.right) or None] for item in ordered
    ]


def comparison_page(comparison: Comparison, names: Sequence[str], paths: Mapping[str, str]) -> str:
    """The comparison as one self-contained page without a script."""
    title = f"{names[0]} and {names[1]} side by side"
    sections = [_summary(comparison, names), _compared(comparison, names, paths), _apart(comparison, names)]
    return template("report.html").render(title=title, heading=title, sections=sections, pages=frozenset(), crops={})


def unit_of(figure: Figure) -> str:
    """What the number counts, and that a percentage is one."""
    kind = figure.unit_kind.replace("_", " ")
    return kind if figure.unit is None else figure.unit if figure.unit_kind == "count" else f"{kind} of {figure.unit}"


def _summary(comparison: Comparison, names: Sequence[str]) -> Section:
    both = [item for item in comparison.apart if item.reason != "one_side"]
    rows = (
        ("Measure, part and period stated on both sides", len(comparison.compared)),
        ("Measures stated on both sides that cannot be compared", len(both)),
        ("Measures that one side alone states", len(comparison.apart) - len(both)),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(
            text="This page sets beside one another what two sets of papers state. It does not say which is better, and a "
            "difference is no judgement: areas, recording and definitions differ.",
            lead=True,
        ),
        Paragraph(
            text="Compared is only what is of one measure, of one part, in one unit and for one period. All else is told beneath "
            "with the reason."
        ),
        Table(
            name="in-short",
            caption="The comparison in numbers",
            headers=("What", "Number"),
            numbers=frozenset(("Number",)),
            rows=tuple(Row(cells=texts(label, number)) for label, number in rows),
        ),
    )
    return Section(anchor="summary", title="In short", blocks=blocks)


def _compared(comparison: Comparison, names: Sequence[str], paths: Mapping[str, str]) -> Section:
    rows = []
    for item in comparison.compared:
        name = "; ".join(filter(None, (item.measure, breakdown(item.left.breakdown))))
        notes = [*item.notes, *([f"Joined by {item.basis}."] if item.basis != "the same words" else [])]
        points = " points" if item.left.unit_kind == "percent" else ""
        rows.append(
            Row(
                cells=texts(
                    name,
                    span_of(item.left.period),
                    _side(item.left, item.left_body, paths),
                    _side(item.right, item.right_body, paths),
                    Cell(text=f"{item.difference:+,}{points}", number=True),
                    " ".join(notes),
                )
            )
        )
    none = Paragraph(text="Nothing is stated on both sides for one measure, part and period.")
    table = Table(
        name="compared",
        caption="Stated on both sides",
        headers=("Measure", "Period", names[0], names[1], "Difference", "To bear in mind"),
        numbers=frozenset(("Difference",)),
        rows=tuple(rows),
    )
    return Section(anchor="compared-section", title="What can be compared", blocks=(table,) if rows else (none,))


def _side(figure: Figure, body: str, paths: Mapping[str, str]) -> Cell:
    where = ", ".join(filter(None, (paths[figure.document], cited(figure.locator))))
    text = f"{figure.text} ({body})" if body and body != figure.document else figure.text
    return Cell(text=text, quotes=(quoted(figure.evidence, where, longest=240),))


def _apart(comparison: Comparison, names: Sequence[str]) -> Section:
    rows = tuple(Row(cells=texts(*row)) for row in apart_rows(comparison))
    table = Table(
        name="apart",
        caption="Measures that cannot be compared, and what each side states",
        headers=("Measure", "Why", names[0], names[1]),
        rows=rows,
    )
    none = Paragraph(text="Everything that either side states can be compared.")
    return Section(anchor="apart-section", title="What cannot be compared", blocks=(table,) if rows else (none,))
