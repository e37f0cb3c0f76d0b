"""Figures of table cells: the number from the cell, its meaning from headers, caption and what stands above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..records.document import Document, cite, locate
from ..records.figure import Change, Direction, Role, UnitKind
from ..records.span import Locator
from ..records.table import Cell, Table, cell_grid
from ..text.numbers import NumberMention
from ..text.period_mentions import PeriodContext
from ..vocab import Vocabulary
from ..vocab.measures import singular_of
from .figure_draft import FigureDraft
from .figure_passages import Passage
from .table_axes import TableAxes, read_axes
from .table_cells import cell_numbers, suppression_marks
from .table_kinds import prints_percent, sets_sums_side_by_side, settle_rates
from .table_periods import set_period
from .table_shares import TableShares
from .table_titles import Title, read_title, table_title, unit_of_phrase
from .table_words import Axis, code_of, counted_pattern

# Members of these say where or who, not what: they are no part of the measure.
_APART = frozenset(
    ("locality", "district", "team", "centre", "hub", "cluster", "area", "ward", "age", "gender", "ethnicity", "source")
)
# Dimensions whose members sentences speak of by name.
_SPOKEN_OF = (_APART - {"age", "gender", "ethnicity", "source"}) | {
    "service",
    "neighbourhood",
    "town",
    "borough",
    "school",
    "place",
}
_GROUPED = re.compile(r"(?:cohort|group|window|intake|round|wave|course|programme|tranche)s?", re.IGNORECASE)
_SENTENCES_ABOVE = 6  # that may say what a table is about
_FEW_WORDS = 4  # of a corner header that can name a dimension
_PRINTED_IN_FULL = 100_000  # a value above this in a table "in thousands" is printed in full


class TableFigures:
    """The data tables of one document: their figures, and the members their rows name."""

    def __init__(self, document: Document, passages: list[Passage], vocabulary: Vocabulary) -> None:
        suppressed = suppression_marks(document)
        self._readers: list[_TableReader] = []
        for table in document.tables:
            if table.is_form or table.start >= document.body_end:
                continue
            block = document.blocks[table.block]
            above = [p for p in passages if p.start < table.start][: -_SENTENCES_ABOVE - 1 : -1]
            context = _context(document, above[0] if above else None)
            axes = read_axes(document, table, table_title(document, table, block), context, vocabulary)
            self._readers.append(_TableReader(document, table, axes, vocabulary, above, suppressed))

    def drafts(self) -> Iterator[FigureDraft]:
        """The figures of all tables, in order. Cells that hold sentences are read as prose elsewhere."""
        for reader in self._readers:
            yield from reader.drafts()

    def locator(self, offset: int) -> Locator | None:
        """The address of the cell at `offset`, for figures of sentences in cells."""
        return next((found for reader in self._readers if (found := reader.locator_at(offset)) is not None), None)

    def codes(self) -> dict[str, str]:
        """The measures of rows by their codes: "FH01" -> "Early help assessments started"."""
        return {code: words for reader in self._readers for code, words in reader.codes()}

    def members(self) -> dict[str, str]:
        """Row headers that are members of a breakdown, with their dimension."""
        return {member: dimension for reader in self._readers for member, dimension in reader.members()}


def _context(document: Document, above: Passage | None) -> PeriodContext:
    if above is None:
        return PeriodContext(reference=document.date)
    mentions = [m for m in above.periods if m.settled and m.relation in ("during", "at")]
    return PeriodContext(
        reference=document.date,
        document=above.context.document,
        near=mentions[-1] if mentions else above.titled or above.carried,
        last=above.context.last,
        latest=dict(above.context.latest),
    )


class _TableReader:
    def __init__(
        self,
        document: Document,
        table: Table,
        axes: TableAxes,
        vocabulary: Vocabulary,
        above: list[Passage],
        suppressed: dict[str, Decimal],
    ) -> None:
        self.document, self.table, self.axes, self.vocabulary = document, table, axes, vocabulary
        self.above, self.suppressed = above, suppressed
        self.title: Title = read_title(axes.title, axes.context)
        body = axes.rows[axes.header_rows :]
        counted = counted_pattern(vocabulary)
        self.whole = next((axis.whole for axis in body if axis.whole and counted.search(axis.whole)), "")
        self.row_dimension = self._row_dimension()
        if self.whole and singular_of(self.whole.split()[-1]) in self.row_dimension.split():
            self.whole = ""  # "All hubs" under "Hub" sums the hubs and does not count them
        self.shares = TableShares(document, table, axes)
        caption = axes.caption_axis.kind
        headed = {axis.kind for axis in (*axes.columns, *body)}
        # "Plans per 10,000 children" over "Plans", "Children" and "Rate per 10,000": only the last is the rate.
        self.caption_speaks_for_all = caption == "currency" or (
            caption not in headed and not (caption == "percent" and prints_percent(document, table, axes))
        )
        settle_rates(document, axes)

    def drafts(self) -> Iterator[FigureDraft]:
        seen: set[int] = set()
        numbering = self._numbering_columns()
        for index, row in enumerate(cell_grid(self.table)):
            if index < self.axes.header_rows or self.axes.rows[index].no_figures:
                continue
            for column, cell in enumerate(row):
                if cell is None or cell.start in seen or column < self.axes.header_columns or column in numbering:
                    continue
                seen.add(cell.start)
                if not self.axes.columns[column].no_figures:
                    yield from self._cell(cell, self.axes.rows[index], self.axes.columns[column])

    def members(self) -> Iterator[tuple[str, str]]:
        """Names of rows that sentences may speak of: several words, or a name."""
        if self.axes.rows_are_measures or not _SPOKEN_OF & set(self.row_dimension.split()):
            return
        for axis in self.axes.rows[self.axes.header_rows :]:
            name = axis.words
            if (
                name
                and not axis.is_total
                and axis.period is None
                and (len(name.split()) > 1 or name[0].isupper())
                and len(name) > 3
            ):
                yield name, self.row_dimension

    def codes(self) -> Iterator[tuple[str, str]]:
        """Codes that begin row headers, with the rest of the header."""
        for axis in self.axes.rows[self.axes.header_rows :]:
            match = code_of(" ".join(axis.parts))
            if match is not None and axis.words:
                yield match, axis.words

    def _numbering_columns(self) -> set[int]:
        """Columns that only number the rows: 1, 2, 3 ..."""
        found = set()
        for column in range(self.table.columns):
            if self.axes.columns[column].words or self.axes.columns[column].period:
                continue
            values = [
                self.document.text[c.start : c.end].strip().rstrip(".")
                for c in self.table.cells
                if c.column == column and c.row >= self.axes.header_rows
            ]
            if len(values) >= 2 and values == [str(n) for n in range(1, len(values) + 1)]:
                found.add(column)
        return found

    # --- one cell -------------------------------------------------------------------------------------------------

    def _cell(self, cell: Cell, row: Axis, column: Axis) -> Iterator[FigureDraft]:
        text = self.document.text[cell.start : cell.end]
        for number in cell_numbers(text, self.suppressed):
            kind, unit, denominator = self._kind(number, text, row, column)
            scale = self._scale(number, text, kind, row, column)
            draft = FigureDraft(
                start=cell.start + number.start,
                end=cell.start + number.end,
                evidence=(cell.start, cell.end),
                value=number.value * scale,
                low=number.low * scale if number.low is not None else None,
                high=number.high * scale if number.high is not None else None,
                unit_kind=kind,
                unit=unit,
                denominator=number.denominator if number.denominator is not None else denominator,
                qualifier=number.qualifier,
                role=_role(row, column),
                origin="chart" if self.table.origin == "chart" else "table",
                method="table:cell",
                locator=self._locator(cell, row, column),
                confidence=0.95,
            )
            if draft.denominator is None and kind == "percent":
                draft.denominator = self.shares.whole_of(cell, number)
            self._meaning(draft, row, column)
            set_period(draft, self.axes, self.above, row, column)
            self._change(draft, number, row, column)
            yield draft

    def _kind(
        self, number: NumberMention, text: str, row: Axis, column: Axis
    ) -> tuple[UnitKind, str | None, Decimal | None]:
        """The cell's own mark, else the column's, the row's, the caption's."""
        if number.kind is not None:
            return number.kind, number.unit, number.denominator
        axes = (column, row, self.axes.caption_axis) if self.caption_speaks_for_all else (column, row)
        for axis in axes:
            if axis.kind is not None:
                base = next((a.denominator for a in axes if a.kind == axis.kind and a.denominator), None)
                return axis.kind, axis.unit, Decimal(base) if base else None
        fraction = "." in text[number.start : number.end] or self.shares.in_line_of_fractions(row, column)
        return ("ratio" if fraction else "count"), None, None

    def _scale(self, number: NumberMention, text: str, kind: UnitKind, row: Axis, column: Axis) -> int:
        """The "£000" of a header or caption, unless the cell prints its number in full."""
        if kind != "currency":
            return 1
        axis = next((a for a in (column, row, self.axes.caption_axis) if a.kind == "currency" and a.scale > 1), None)
        in_full = abs(number.value) >= _PRINTED_IN_FULL or (number.kind == "currency" and "£" in text)
        return 1 if axis is None or in_full else axis.scale

    def _meaning(self, draft: FigureDraft, row: Axis, column: Axis) -> None:
        """Measure, unit and breakdown from the two axes and the title."""
        axes = self.axes
        parts: list[str] = []
        breakdown: dict[str, str] = {}
        if axes.rows_are_measures:
            parts.append(row.words or self.title.measure)
        else:
            parts += [self.whole] if self.whole.lower() not in self.title.measure.lower() else []
            parts.append(self.title.measure)
            if axes.columns_are_measures and column.words:
                parts = [column.words, *(part for part in parts if not _says_no_more(part, column.words))]
            if row.group and not row.is_total and row.group.lower() not in " ".join(parts).lower():
                parts.insert(0, row.group)
            if row.words and not row.is_total:
                self._member(draft, self.row_dimension, row.words, breakdown, parts)
            elif row.period is not None and row.parts and _GROUPED.fullmatch(axes.corner):
                breakdown[self.row_dimension] = " ".join(row.parts)  # "Autumn 2021" is a cohort as well as a time
        if column.named and not axes.rows_are_measures:
            parts.insert(0, column.named)
        if column.words and not axes.columns_are_measures and not column.is_total:
            self._member(draft, self._column_dimension(breakdown), column.words, breakdown, parts)
        heading = self.above[0].heading if self.above else None
        draft.breakdown = breakdown or None
        if draft.unit is None and draft.unit_kind not in ("currency", "duration", "rate", "ratio"):
            draft.unit = self._unit(row, column)
        named = ", ".join(dict.fromkeys(part for part in parts if part))
        draft.measure = named or axes.title or draft.unit or heading
        headers = (axes.title, " | ".join(row.parts), " | ".join(column.parts))
        draft.reasons["measure"] = "headers: " + " / ".join(header for header in headers if header)
        if breakdown:
            draft.reasons["breakdown"] = ", ".join(
                f"{name} from {member}" for name, member in sorted(breakdown.items())
            )
        if draft.unit:
            draft.reasons["unit"] = draft.unit

    def _member(
        self, draft: FigureDraft, dimension: str, words: str, breakdown: dict[str, str], parts: list[str]
    ) -> None:
        """A header that names a body compared with gives the geography, any other a member of the breakdown."""
        geography = _comparator(words, self.vocabulary)
        if geography is not None:
            draft.geography = geography
            return
        breakdown[dimension] = words
        if draft.unit_kind == "ratio" or not _APART & set(dimension.split()):
            parts.append(words)

    def _unit(self, row: Axis, column: Axis) -> str | None:
        axes = self.axes
        phrases = [
            row.words if axes.rows_are_measures else "",
            column.words if axes.columns_are_measures else "",
            self.whole,
            self.title.measure,
        ]
        named = next((unit for phrase in phrases if (unit := unit_of_phrase(phrase, self.vocabulary))), None)
        return named or self._counted_above()

    def _counted_above(self) -> str | None:
        """The first thing counted in the section's heading or the sentences above: "cases that were closed"."""
        counted = counted_pattern(self.vocabulary)
        texts = [p.text for p in self.above] + [p.heading or "" for p in self.above[:1]]
        match = next((m for text in texts if (m := counted.search(text))), None)
        return match.group(0).lower() if match is not None else None

    def _row_dimension(self) -> str:
        """The corner header's word ("Team"), else the title's ("by team"), else what the members tell."""
        corner = self.axes.corner
        if corner and not re.search(r"\d", corner) and len(corner.split()) <= _FEW_WORDS:
            return singular_of(corner.lower())
        if self.title.dimensions:
            return singular_of(self.title.dimensions[0].lower())
        members = [axis.words for axis in self.axes.rows[self.axes.header_rows :] if axis.words and not axis.is_total]
        return self.vocabulary.measures.dimension_of(members) or "category"

    def _column_dimension(self, taken: dict[str, str]) -> str:
        for dimension in self.title.dimensions:
            name = singular_of(dimension.lower())
            if name not in taken and name != self.row_dimension:
                return name
        columns = self.axes.columns[self.axes.header_columns :]
        found = self.vocabulary.measures.dimension_of([c.words for c in columns if c.words and not c.is_total])
        if found is not None and found not in taken:
            return found
        return "category" if "category" not in taken else "group"

    # --- change, place ------------------------------------------------------------------------------------

    def _change(self, draft: FigureDraft, number: NumberMention, row: Axis, column: Axis) -> None:
        axis = column if column.is_change else row
        minus = number.direction == "decrease" and number.value < 0
        if not axis.is_change and (number.direction is None or minus):
            return  # a minus sign in a column of values is a negative value
        if axis.is_change and sets_sums_side_by_side(self.axes, axis):
            return  # a variance of outturn on budget is no change over time
        by_sign: Direction = "increase" if number.value > 0 else "decrease" if number.value < 0 else "no_change"
        baseline, result = self._difference_of(draft, column) if column.is_change else (None, None)
        draft.change = Change(direction=number.direction or by_sign, amount=abs(draft.value), baseline=baseline)
        if result is not None and draft.role == "reported":
            draft.role = result.role
        draft.reasons["change"] = " | ".join(axis.parts) if axis.is_change else "sign or arrow"

    def _difference_of(self, draft: FigureDraft, change: Axis) -> tuple[Decimal | None, Axis | None]:
        """Of which two cells of the row a column of change is the difference: the baseline and the other's column."""
        cells = {
            cell.column: cell
            for cell in self.table.cells
            if cell.row == next(c.row for c in self.table.cells if c.start <= draft.start < c.end)
        }
        values: list[tuple[Decimal, Axis]] = []
        for index, axis in enumerate(self.axes.columns):
            if index < self.axes.header_columns or index not in cells or axis is change or axis.is_change:
                continue
            found = cell_numbers(self.document.text[cells[index].start : cells[index].end], {})
            if len(found) == 1:
                scale = self._scale(found[0], "", "currency", axis, axis) if draft.unit_kind == "currency" else 1
                values.append((found[0].value * scale, axis))
        for position, (later, axis) in enumerate(values):
            for former, _ in values[:position]:
                if later - former == draft.value and draft.value != 0:
                    return former, axis
        return None, None

    def locator_at(self, offset: int) -> Locator | None:
        """The address of the cell that holds `offset`, or None."""
        if not self.table.start <= offset < self.table.end:
            return None
        cell = next((cell for cell in self.table.cells if cell.start <= offset < cell.end), None)
        return None if cell is None else self._locator(cell, self.axes.rows[cell.row], self.axes.columns[cell.column])

    def _locator(self, cell: Cell, row: Axis, column: Axis) -> Locator:
        base = locate(self.document, cell.start, cell.end)
        page = cell.page or base.page
        table = self.table.id + 1
        return replace(
            base,
            page=page,
            bbox=cell.bbox or base.bbox,
            table=table,
            row=cell.row + 1,
            column=cell.column + 1,
            row_header=" | ".join(row.parts) or None,
            column_header=" | ".join(column.parts) or None,
            sheet=self.table.sheet,
            cell=cell.address,
            cite=cite(paragraph=base.paragraph, page=page, section=base.section, table=table),
        )


def _role(row: Axis, column: Axis) -> Role:
    return next((axis.role for axis in (column, row) if axis.role != "reported"), "reported")


def _says_no_more(part: str, words: str) -> bool:
    return {word.lower() for word in part.split()} <= {word.lower() for word in words.split()}


def _comparator(words: str, vocabulary: Vocabulary) -> str | None:
    patterns = vocabulary.measures.comparator_patterns
    return next((name for name, pattern in patterns if pattern.match(words.strip())), None)
