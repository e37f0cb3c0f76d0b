"""What the headers of a table say: for each column and row a period, a role, a unit, a measure or a member of a breakdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..records.document import Document
from ..records.table import Cell, Table, cell_grid
from ..text.calendar_units import financial_year
from ..text.period_mentions import PeriodContext, fiscal_start
from ..text.periods import find_periods
from ..vocab import Vocabulary
from .table_titles import read_title
from .table_words import Axis, names_measure, read_axis

_AMOUNT = re.compile(
    r"[-+]?£?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?£\d[\d,.]*(?:k|m)?|\d+(?:\.\d+)?%"
)  # no number of a row, no date
_COUNT = re.compile(r"\d{1,3}(?:,?\d{3})*(?:\.\d+)?%?|[-+]?£\d[\d,.]*(?:k|m)?")
_DONE = re.compile(r"due|achieved|contacts?|actions", re.IGNORECASE)  # these head numbers of things as well
_FEWEST_SUMMED = 2  # rows that a total must stand under
_INDICATOR = re.compile(
    r"^(?:key\s+)?(?:performance\s+)?(?:indicators?|measures?|kpis?|pis?|metrics?|description|"
    r"success measure|what we measure|activity|performance measure)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class TableAxes:
    """Columns and rows of a table, and what its title and its corner say."""

    columns: list[Axis]
    rows: list[Axis]
    header_rows: int
    header_columns: int
    title: str
    corner: str  # the header over the row headers: "Team", "Indicator"
    rows_are_measures: bool
    columns_are_measures: bool
    caption_axis: Axis
    context: PeriodContext


def read_axes(
    document: Document, table: Table, title: str, context: PeriodContext, vocabulary: Vocabulary
) -> TableAxes:
    """Read the headers of a data table. Where `segment` has not decided, one header row and column are assumed."""
    grid = cell_grid(table)
    header_rows = _header_rows(document, table, grid, vocabulary)
    header_columns = table.header_columns if table.header_columns is not None else (1 if table.columns > 1 else 0)
    texts = [[_text(document, cell) for cell in row] for row in grid]
    caption_axis = read_axis([title], context, vocabulary)
    known = PeriodContext(
        reference=context.reference,
        document=context.document,
        near=caption_axis.period or context.near,
        last=context.last,
        latest=dict(context.latest),
    )
    corner_parts = _unique(texts[row][0] for row in range(header_rows)) if header_columns and header_rows else []
    columns = [
        read_axis(_unique(texts[row][column] for row in range(header_rows)), known, vocabulary)
        for column in range(table.columns)
    ]
    if len(corner_parts) > 1 and not title:
        title = " ".join(corner_parts[:-1])
    _drop_shared(columns[header_columns:])
    _order_months(columns, known)
    _settle_cumulative(columns, known)
    rows = _rows(texts, grid, header_rows, header_columns, columns, known, vocabulary)
    _order_months(rows[header_rows:], known)
    corner = corner_parts[-1] if corner_parts else ""
    axes = TableAxes(
        columns=columns, rows=rows, header_rows=header_rows, header_columns=header_columns, title=title, corner=corner,
        rows_are_measures=False, columns_are_measures=False, caption_axis=caption_axis, context=known,
    )  # fmt: skip
    _keep_columns_of_numbers(axes, texts)
    axes.rows_are_measures = _rows_are_measures(axes, vocabulary)
    axes.columns_are_measures = _columns_are_measures(axes, vocabulary)
    _mark_whole(axes, document, [[_value(text) for text in row] for row in texts])
    return axes


def _value(text: str) -> Decimal | None:
    plain = text.replace(",", "").strip()
    return Decimal(plain) if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,4})?", plain) else None


def _keep_columns_of_numbers(axes: TableAxes, texts: list[list[str]]) -> None:
    """ "Due", "Achieved" and "Lead" head dates, ticks and names, but where the cells are amounts they head figures."""
    for index, column in enumerate(axes.columns):
        cells = [row[index] for row in texts[axes.header_rows :] if row[index]]
        pattern = _COUNT if _DONE.fullmatch(" ".join(column.parts)) else _AMOUNT
        amounts = sum(1 for cell in cells if pattern.fullmatch(cell))
        if column.no_figures and index >= axes.header_columns and amounts * 2 > len(cells):
            column.no_figures, column.words = False, " ".join(column.parts)


def _header_rows(document: Document, table: Table, grid: list[list[Cell | None]], vocabulary: Vocabulary) -> int:
    if table.header_rows:
        return min(table.header_rows, table.rows)
    corner = _text(document, grid[0][0]).lower() if grid and grid[0] else ""
    if table.header_rows == 0 and not (vocabulary.measures.dimension_named(corner) or _INDICATOR.search(corner)):
        return 0
    first = [cell for cell in grid[0] if cell is not None and cell.end > cell.start] if grid else []
    return (
        1
        if first and any(not re.match(r"[\d£.,%]+$", _text(document, cell)) for cell in first) and table.rows > 1
        else 0
    )


def _text(document: Document, cell: Cell | None) -> str:
    return " ".join(document.text[cell.start : cell.end].split()) if cell is not None else ""


def _unique(parts: object) -> list[str]:
    kept: list[str] = []
    for part in parts:  # type: ignore[attr-defined]
        if part and (not kept or kept[-1] != part):
            kept.append(part)
    return kept


def _rows(
    texts: list[list[str]],
    grid: list[list[Cell | None]],
    header_rows: int,
    header_columns: int,
    columns: list[Axis],
    context: PeriodContext,
    vocabulary: Vocabulary,
) -> list[Axis]:
    rows: list[Axis] = []
    group: str | None = None
    carried = [""] * max(header_columns, 1)
    column_period = next(
        (c.period for c in columns[header_columns:] if c.period is not None and c.period.grain == "year"), None
    )
    known = PeriodContext(
        reference=context.reference,
        document=context.document,
        near=column_period or context.near,
        last=context.last,
        latest=context.latest,
    )
    for index, row in enumerate(texts):
        if index < header_rows:
            rows.append(Axis(parts=[]))
            continue
        filled = [text for text in row if text]
        first = row[0] if row else ""
        if (
            first
            and len({id(c) for c in grid[index] if c is not None and c.end > c.start}) == 1
            and len(row) > 1
            and not re.match(r"[\d£]", first)
        ):
            group = first
            rows.append(Axis(parts=[first], no_figures=True))
            continue
        parts = []
        for column in range(header_columns):
            if columns[column].no_figures and column:
                continue  # "Good is: High" says nothing of what the row measures
            if row[column]:
                carried[column] = row[column]
                if column == 0:
                    carried[1:] = [""] * (len(carried) - 1)
            parts.append(carried[column])
        if not any(row[:header_columns]) and filled and header_columns:
            parts = ["Total"] if index == len(texts) - 1 else parts
        axis = read_axis(_unique(parts), known, vocabulary)
        axis.no_figures = False
        axis.group = group
        rows.append(axis)
    return rows


def _drop_shared(columns: list[Axis]) -> None:
    """A header over all columns ("Main child" over "Girls" and "Boys") names no member."""
    named = [axis for axis in columns if axis.spans]
    shared = named[0].spans[0] if named else ""
    if len(named) < 2 or any(axis.spans[0] != shared or len(axis.spans) < 2 for axis in named if not axis.is_total):
        return
    for axis in named:
        rest = axis.spans[1:]
        if rest or axis.is_total:
            axis.words = " ".join(dict.fromkeys(rest))


def _order_months(axes: list[Axis], context: PeriodContext) -> None:
    """Months in a row without years run on: "Oct Nov Dec Jan Feb" crosses one new year."""
    bare = [
        axis
        for axis in axes
        if axis.period is not None
        and axis.period.grain == "month"
        and not re.search(r"\d", axis.period.period.text)
        and axis.period.settled
        and len(axis.parts) == 1
    ]
    if len(bare) < 3:
        return
    later: date | None = None
    for axis in reversed(bare):
        assert axis.period is not None
        start, end = axis.period.period.start, axis.period.period.end
        if start is None or end is None:
            return
        if later is not None and start > later:
            from dataclasses import replace

            from ..text.calendar_units import month_days

            first, last = month_days(later.year if start.month < later.month else later.year - 1, start.month)
            axis.period = replace(axis.period, period=replace(axis.period.period, start=first, end=last))
            start = first
        later = start


def _settle_cumulative(columns: list[Axis], context: PeriodContext) -> None:
    """A cumulative column runs from the start of its year to its own end, or to the end of the last column before it."""
    from dataclasses import replace

    from ..records.figure import Period

    for index, column in enumerate(columns):
        if not column.cumulative:
            continue
        known = column.period if column.period is not None and column.period.period.end else None
        if known is None or known.period.text.lower() in ("ytd", "year to date"):
            earlier = [
                c.period
                for c in columns[:index]
                if c.period is not None and c.period.period.end and not c.cumulative and c.role == "reported"
            ]
            known = max(earlier, key=lambda m: m.period.end or date.min) if earlier else (known or context.near)
        end = known.period.end if known is not None else context.reference
        if end is None:
            continue
        start = financial_year(fiscal_start(end))[0]
        base = column.period or known
        text = " ".join(column.parts)
        if base is not None:
            column.period = replace(
                base, period=Period(text=text, start=start, end=end), relation="during", vague=False
            )


def _rows_are_measures(axes: TableAxes, vocabulary: Vocabulary) -> bool:
    """Whether row headers name measures ("Contacts", "Re-referrals (%)") rather than members of a breakdown.

    The word over them decides ("Indicator", "Team"); where there is none, rows of different kinds or names of things counted.
    """
    if _INDICATOR.search(axes.corner):
        return True
    body = [axis for axis in axes.rows[axes.header_rows :] if axis.words and not axis.is_total]
    kinds = {axis.kind for axis in body if axis.kind not in (None, "currency")}
    if not body or (axes.corner and not re.search(r"\d", axes.corner) and not (kinds and len(kinds) > 1)):
        return False
    if vocabulary.measures.dimension_of([axis.words for axis in body]) is not None:
        return False
    named = sum(1 for axis in body if names_measure(axis, vocabulary))
    return named * 2 > len(body)


def _columns_are_measures(axes: TableAxes, vocabulary: Vocabulary) -> bool:
    """Whether column headers name measures ("Put forward", "Withdrawn") rather than members; not both axes can.

    They are members where the title names a second dimension ("by locality and lead"), where the members give one away, or
    where they stand beneath a period ("2022/23" over "First reader" and "Final").
    """
    if axes.rows_are_measures:
        return False
    body = [axis for axis in axes.columns[axes.header_columns :] if axis.words]
    if not body:
        return False
    kinds = {
        axis.kind for axis in axes.columns[axes.header_columns :] if not axis.is_change and axis.role == "reported"
    }
    if len(kinds - {None, "count"}) > 0 and len(kinds) > 1:
        return True
    if all(re.match(r"[A-Za-z-]+ed\b", axis.words) for axis in body):
        return True  # "Stepped down" and "Stepped up" are done to what the rows name
    if vocabulary.measures.dimension_of([axis.words for axis in body]) is not None:
        return False
    title = read_title(axes.title, axes.context)
    dimensions = title.dimensions
    doings = {word.lower() for axis in body for word in axis.words.split()}
    if len(body) >= 2 and doings <= set(re.findall(r"[a-z]+", title.measure.lower())):
        return True  # "Episodes opened and closed": the columns "Opened" and "Closed"
    beneath = any(axis.period is not None and len(axis.parts) > 1 and find_periods(axis.parts[0]) for axis in body)
    return len(dimensions) < 2 and not beneath


def _mark_whole(axes: TableAxes, document: Document, values: list[list[Decimal | None]]) -> None:
    """A last row without the word "total" that is one: it sums the rows above, or bears the name of the place or body."""
    body = [i for i in range(axes.header_rows, len(axes.rows)) if not axes.rows[i].no_figures]
    if len(body) < _FEWEST_SUMMED + 1 or axes.rows_are_measures:
        return
    last = axes.rows[body[-1]]
    if not last.words or last.is_total or any(axes.rows[i].is_total for i in body):
        return
    summed = 0
    for column in range(axes.header_columns, len(axes.columns)):
        parts = [values[i][column] for i in body[:-1]]
        whole = values[body[-1]][column]
        known = [part for part in parts if part is not None]
        if whole is not None and len(known) == len(parts) and whole > 0 and sum(known) == whole:
            summed += 1
    names = (document.organisation or "", document.geography or "", document.title or "")
    named = any(last.words.lower() in name.lower() for name in names if name)
    if summed or named:
        last.is_total = True
        last.words = ""
