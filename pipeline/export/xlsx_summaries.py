"""Sheets that count and explain: needs by category, checks, definitions of columns, long texts; and the two charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .readable import words
from .tallies import SEVERITIES, STATUSES, CheckRow, NeedCount, check_rows, need_counts
from .xlsx_columns import Sheet, Value, column, derived
from .xlsx_write import REVIEW_COLUMNS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_BARS: Final = 20
# Fills that differ in grey: solid, white, hatched, light, dotted.
_FILLS: Final[tuple[dict[str, Any], ...]] = (
    {"fill": {"color": "#1D3F5E"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1D3F5E", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#B9C4CD"}},
    {"pattern": {"pattern": "percent_25", "fg_color": "#1D3F5E", "bg_color": "#FFFFFF"}},
)


def _part(name: str, key: str) -> Value:
    return lambda row, lookup: getattr(row, name)[key]


NEED_COUNTS: Final = Sheet(
    name="Needs by category",
    says="One row a category of need with the number of statements by status, and a chart of them.",
    rows=need_counts,
    columns=(
        derived("Category", "text", "The heading of the needs framework.", lambda row, _: row.label),
        *(
            derived(
                words(status),
                "integer",
                f"Rows of Needs of this category with status {words(status).lower()}.",
                _part("by_status", status),
            )
            for status in STATUSES
        ),
        derived("All", "integer", "Rows of Needs of this category.", lambda row, _: row.total),
    ),
)

CHECKS: Final = Sheet(
    name="Checks",
    says="One row a check, with how often it had something to test, how often it held, and a chart of what it found.",
    rows=check_rows,
    columns=(
        column("Code", "code", "text", "The check; `goldenthread explain CODE` tells what it tests."),
        column("Title", "title", "long", "What it finds."),
        column("Tested", "checked", "integer", "Statements it could test in all documents."),
        column("Held", "held", "integer", "Of these, how many were right."),
        *(
            derived(
                {"error": "Errors", "query": "Queries", "not_run": "Not run"}[severity],
                "integer",
                f"Rows of Findings of this check with severity {words(severity).lower()}.",
                _part("by_severity", severity),
            )
            for severity in SEVERITIES
        ),
    ),
)

LONG_TEXTS: Final = Sheet(
    name="Long texts",
    says="One row a part of a text that is longer than a cell can hold; the parts in order are the whole text.",
    rows=lambda run: (),
    columns=(
        column("Sheet", "sheet", "text", "The sheet of the cell."),
        column("Row", "row", "integer", "The row of the cell on that sheet."),
        column("Column", "column", "text", "The column of the cell."),
        column("Part", "part", "integer", "Which part this is."),
        column("Parts", "parts", "integer", "How many parts there are."),
        column("Text", "text", "long", "The text."),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnNote:
    """What a column of the workbook means."""

    sheet: str
    column: str
    field: str | None
    meaning: str


def notes(sheets: Sequence[Sheet]) -> list[ColumnNote]:
    """The definition of every column of the workbook."""
    return [
        ColumnNote(sheet=sheet.name, column=item.header, field=item.field or None, meaning=item.meaning)
        for sheet in sheets
        for item in (*sheet.columns, *(REVIEW_COLUMNS if sheet.reviewed else ()))
    ]


NOTES: Final = Sheet(
    name="Notes",
    says="One row a column of this workbook: what it means, and its name in the other files of the run.",
    rows=lambda run: (),
    columns=(
        column("Sheet", "sheet", "text", "The sheet."),
        column("Column", "column", "text", "The column."),
        column("Name in other files", "field", "text", "Its name in the CSV, SQLite, Parquet and JSON Lines files."),
        column("Meaning", "meaning", "long", "What it holds. Codes are written in words: `partly_met` is Partly met."),
    ),
)


def chart_of_needs(book: Workbook, sheet: Worksheet, rows: Sequence[NeedCount]) -> None:
    """Stacked bars of needs by category, at the right of the table."""
    labels = [row.label for row in rows]
    parts = {words(status): [row.by_status[status] for row in rows] for status in STATUSES}
    most = rows[0]
    alt = (
        f"Stacked bar chart of statements of need by category and status. The most are {most.label}, "
        f"{most.total}. The numbers are in the table at its left."
    )
    _chart(book, sheet, "Needs by category", labels, parts, label_column=0, first_column=1, at=len(parts) + 3, alt=alt)


def chart_of_checks(book: Workbook, sheet: Worksheet, rows: Sequence[CheckRow]) -> None:
    """Stacked bars of findings by severity, a bar for each of the checks that found most."""
    found = {severity: sum(row.by_severity[severity] for row in rows) for severity in SEVERITIES}
    shown = [row for row in rows if row.found][:_MOST_BARS]
    if not shown:
        return
    parts = {
        name: [row.by_severity[severity] for row in shown]
        for severity, name in (("error", "Errors"), ("query", "Queries"), ("not_run", "Not run"))
    }
    alt = (
        f"Stacked bar chart of findings by check and severity: {found['error']} errors, {found['query']} queries, "
        f"{found['not_run']} not run. The numbers are in the table at its left."
    )
    labels = [row.code for row in shown]
    _chart(book, sheet, "Findings by severity", labels, parts, label_column=0, first_column=4, at=8, alt=alt)


def _chart(
    book: Workbook,
    sheet: Worksheet,
    title: str,
    labels: Sequence[str],
    parts: dict[str, list[int]],
    *,
    label_column: int,
    first_column: int,
    at: int,
    alt: str,
) -> None:
    """A native chart whose values are cells of the table. The values are cached in it, for viewers that do not calculate."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(labels)
    for index, (name, values) in enumerate(parts.items()):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, 1, label_column, last, label_column],
                "values": [sheet.name, 1, first_column + index, last, first_column + index],
                "categories_data": list(labels),
                "values_data": values,
                "border": {"color": "#0B0C0C", "width": 0.75},
                "gap": 50,
                **_FILLS[index],
            }
        )
    font = {"name": "Arial", "size": 10, "color": "#0B0C0C"}
    chart.set_title({"name": title, "name_font": {**font, "size": 12, "bold": True}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": font})
    grid = {"visible": True, "line": {"color": "#B1B4B6"}}
    chart.set_x_axis({"num_font": font, "num_format": "0", "min": 0, "major_gridlines": grid})
    chart.set_size({"width": 680, "height": 140 + 26 * last})
    sheet.insert_chart(1, at, chart, {"description": alt, "object_position": 3})
    sheet.hide_gridlines(1)
    sheet.print_area(0, 0, max(last, 14 + 2 * last), at + 10)
