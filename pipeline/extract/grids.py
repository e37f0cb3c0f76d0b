"""Tables of words and scores in case papers: what each column holds, told by what stands in it and by its header.

Plans ("Need | What will happen | Who | By when"), progress ("Need | Progress | Status"), goals with their scores, outcome
scales ("Area | First | Last | Comment"), chronologies ("Date | Event | Action").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records.document import Document
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from ..text.dates import find_dates
from ..vocab import Vocabulary
from ..vocab.zones import ColumnName, ZoneName

_VERDICT = re.compile(r"(?:fully |mostly |partly |partially |part |not (?:yet )?|un)?(?:met|achieved)\b", re.IGNORECASE)
_SCORE = re.compile(r"^[<>~]?\s*\d{1,3}(?:\.\d+)?\s*(?:%|/\s?\d{1,3}|out of \d{1,3})?$")
_LONG_DATE = 34  # characters up to which a cell with a date holds nothing else


@dataclass(frozen=True, kw_only=True, slots=True)
class GridCell:
    """One body cell: `zone` where its words are statements, None where they are scores, names, dates or statuses."""

    span: Span
    row: int
    column: int
    header: str
    role: ColumnName
    zone: ZoneName | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table with the roles of its columns. `prompts` are rows that the template left unanswered."""

    table: int
    roles: tuple[ColumnName, ...]
    headers: tuple[str, ...]
    cells: tuple[GridCell, ...]
    prompts: frozenset[int]

    def row_cells(self, row: int) -> tuple[GridCell, ...]:
        """The cells of a row, from the left."""
        return tuple(cell for cell in self.cells if cell.row == row)

    @property
    def rows(self) -> tuple[int, ...]:
        """Numbers of the body rows."""
        return tuple(sorted({cell.row for cell in self.cells}))


def read_grid(document: Document, table: Table, *, vocabulary: Vocabulary) -> Grid:
    """The table with the roles of its columns."""
    grid = cell_grid(table)
    head_rows = max(table.header_rows or 0, 1) if table.rows > 1 else 0
    if table.header_rows == 0 and not _is_header(document, grid):
        head_rows = 0
    words = [[document.text[cell.start : cell.end].strip() if cell is not None else "" for cell in row] for row in grid]
    headers = tuple(
        " | ".join(dict.fromkeys(words[row][column] for row in range(head_rows) if words[row][column]))
        for column in range(table.columns)
    )
    body = range(head_rows, table.rows)
    columns = [[words[row][column] for row in body] for column in range(table.columns)]
    roles = tuple(_role(headers[i], columns[i], i, vocabulary) for i in range(table.columns))
    zones = tuple(_zone(document, role, roles, columns[i]) for i, role in enumerate(roles))
    cells = tuple(
        GridCell(
            span=Span(start=cell.start, end=cell.end), row=row, column=column, header=headers[column], role=roles[column],
            zone=zones[column],
        )
        for row in body
        for column in range(table.columns)
        if (cell := grid[row][column]) is not None and (cell.row, cell.column) == (row, column) and cell.end > cell.start
    )  # fmt: skip
    prompts = frozenset(row for row in body if _is_unanswered(words[row][1:], vocabulary))
    return Grid(table=table.id, roles=roles, headers=headers, cells=cells, prompts=prompts)


def _is_unanswered(cells: list[str], vocabulary: Vocabulary) -> bool:
    """Whether all that stands in a row behind its first cell is the template's own words."""
    filled = [words for words in cells if words]
    return bool(filled) and all(vocabulary.assertion.is_prompt(words) for words in filled)


def opens_with_verdict(text: str) -> bool:
    """Whether a cell begins with a verdict on a goal: "Not met, still missing Mondays"."""
    return bool(_VERDICT.match(text.strip()))


def is_score(text: str) -> bool:
    """Whether a cell holds nothing but a score: "7", "84%", "3/10"."""
    return bool(_SCORE.match(text.strip()))


def _is_header(document: Document, grid: list[list[Cell | None]]) -> bool:
    first = [document.text[cell.start : cell.end].strip() for cell in grid[0] if cell is not None]
    return bool(first) and not any(is_score(words) for words in first)


def _role(header: str, values: list[str], column: int, vocabulary: Vocabulary) -> ColumnName:
    """The role of a column: what stands in it counts before what stands above it."""
    filled = [value for value in values if value]
    named = vocabulary.zones.of_column(header)
    if filled and sum(1 for value in filled if is_score(value)) * 2 > len(filled):
        return "target" if named == "target" else "score"
    if filled and sum(1 for value in filled if find_dates(value) and len(value) <= _LONG_DATE) * 2 > len(filled):
        return "due"
    if filled and sum(1 for value in filled if opens_with_verdict(value)) * 2 > len(filled):
        return "progress" if _is_prose(filled) else "status"
    if named == "owner" and _is_prose(filled):
        return "comment"
    if named is None or named in ("score", "target"):
        return "area" if column == 0 else "comment" if _is_prose(filled) else "other"
    return named


def _zone(document: Document, role: ColumnName, roles: tuple[ColumnName, ...], values: list[str]) -> ZoneName | None:
    """The zone of a column's words. A comment beside scores tells of change, or in an assessment or plan of the need."""
    if role == "comment":
        if document.genre in ("assessment", "plan"):
            return "needs"
        return "change" if "score" in roles or "progress" in roles else "mixed"
    if role == "due" and _is_prose([value for value in values if value]):
        return "mixed"
    zones: dict[ColumnName, ZoneName] = {
        "need": "needs",
        "action": "plan",
        "progress": "change",
        "strength": "strengths",
    }
    return zones.get(role)


def _is_prose(values: list[str]) -> bool:
    """Whether a column's cells hold sentences rather than names."""
    return bool(values) and sum(len(value.split()) for value in values) >= 5 * len(values)
