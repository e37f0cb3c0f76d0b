"""Tables of words and scores in case papers: what each column holds, told by its header.

Plans ("Need | What will happen | Who | By when"), progress ("Need | Progress | Status"), goals with their scores, and
outcome scales ("Area | First | Last | Comment").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..records.document import Document
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from ..text.dates import find_dates
from ..vocab import Vocabulary
from ..vocab.zones import ZoneName

ColumnRole = Literal["need", "goal", "action", "owner", "due", "progress", "status", "score", "target", "area", "other"]

# The first that fits decides; words of a header, case aside.
_ROLES: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    ("target", re.compile(r"\b(?:want to be|target|aim(?:ing)? for|hoped for|goal score|desired score)\b", re.IGNORECASE)),
    ("score", re.compile(r"\b(?:score|scores|start|first|last|before|after|now|current|baseline|end|initial|final|then|\d{1,2}\s?[-–/]\s?10|0-10|where are we|review \d|star \d|rating|at (?:start|close|closure|review))\b", re.IGNORECASE)),
    ("due", re.compile(r"\b(?:by when|when|due|date|deadline|timescale|time ?scale|target date|by)\b", re.IGNORECASE)),
    ("status", re.compile(r"\b(?:status|met|achieved|outcome met|rag|complete[d]?|done)\b\??", re.IGNORECASE)),
    ("progress", re.compile(r"\b(?:progress|update|what (?:has )?(?:changed|happened)|impact|outcome|result|difference|comment|comments|how (?:is|are) (?:it|things)|evidence)\b", re.IGNORECASE)),
    ("action", re.compile(r"\b(?:action|actions|what (?:will|we|needs|help|support|did)|will do|to do|support|intervention|help|services?|who needs to do what|how will|steps?|task)\b", re.IGNORECASE)),
    ("owner", re.compile(r"\b(?:who|whom|owner|lead|responsible|person|by whom|agency)\b", re.IGNORECASE)),
    ("goal", re.compile(r"\b(?:goals?|what we want|outcome(?:s)? wanted|desired|aim|aims|objective|hope)\b", re.IGNORECASE)),
    ("need", re.compile(r"\b(?:needs?|issues?|concerns?|worr(?:y|ies)|problems?|difficult(?:y|ies))\b", re.IGNORECASE)),
    ("area", re.compile(r"\b(?:area|areas|domain|scale|star area|how things are|theme)\b", re.IGNORECASE)),
)  # fmt: skip
_SCORE = re.compile(r"^[<>~]?\s*\d{1,3}(?:\.\d+)?\s*(?:%|/\s?\d{1,3}|out of \d{1,3})?$")
_ZONES: dict[ColumnRole, ZoneName] = {"need": "needs", "action": "plan", "progress": "change"}


@dataclass(frozen=True, kw_only=True, slots=True)
class GridCell:
    """One body cell: `zone` where its words are statements, None where they are scores, names, dates or statuses."""

    span: Span
    row: int
    column: int
    header: str
    role: ColumnRole
    zone: ZoneName | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table with the roles of its columns. `prompts` are rows that the template left unanswered."""

    table: int
    roles: tuple[ColumnRole, ...]
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
    roles = tuple(
        _role(headers[column], [words[row][column] for row in body], column) for column in range(table.columns)
    )
    cells = []
    for row in body:
        for column in range(table.columns):
            cell = grid[row][column]
            if cell is None or cell.row != row or cell.column != column or cell.end <= cell.start:
                continue
            cells.append(
                GridCell(
                    span=Span(start=cell.start, end=cell.end),
                    row=row,
                    column=column,
                    header=headers[column],
                    role=roles[column],
                    zone=_ZONES.get(roles[column]),
                )
            )
    prompts = frozenset(
        row
        for row in body
        if any(vocabulary.assertion.is_prompt(words[row][c]) for c in range(table.columns) if words[row][c])
    )
    return Grid(table=table.id, roles=roles, headers=headers, cells=tuple(cells), prompts=prompts)


def is_score(text: str) -> bool:
    """Whether a cell holds nothing but a score: "7", "84%", "3/10"."""
    return bool(_SCORE.match(text.strip()))


def _is_header(document: Document, grid: list[list[Cell | None]]) -> bool:
    first = [document.text[cell.start : cell.end].strip() for cell in grid[0] if cell is not None]
    return bool(first) and not any(is_score(words) for words in first)


def _role(header: str, values: list[str], column: int) -> ColumnRole:
    """The role of a column: what stands in it counts before what stands above it."""
    filled = [value for value in values if value]
    scores = sum(1 for value in filled if is_score(value))
    if filled and scores * 2 > len(filled):
        return "target" if _ROLES[0][1].search(header) else "score"
    if filled and sum(1 for value in filled if find_dates(value) and len(value) < 30) * 2 > len(filled):
        return "due"
    for role, pattern in _ROLES:
        if role not in ("score", "target") and pattern.search(header):
            return role
    return "area" if column == 0 else "other"
