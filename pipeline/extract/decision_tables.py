"""Action logs: tables with a column of actions beside an owner or a due date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.decision import DecisionKind
from ..records.document import Document
from ..records.span import Span
from ..records.table import Table, cell_grid
from .decision_parts import due_date

_OWNER = re.compile(r"\b(?:owner|lead|who|responsib\w+|officer|by whom|assigned|action by)\b", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due|when|date|deadline|timescale|by|target)\b", re.IGNORECASE)
_ACTION = re.compile(r"\b(?:actions?|recommendations?|task|what)\b", re.IGNORECASE)
_LONGEST_HEADER = 45  # characters: longer first rows are prose that reading took for a table


@dataclass(frozen=True, kw_only=True, slots=True)
class TableItem:
    """A row of an action log."""

    kind: DecisionKind
    span: Span
    number: str | None
    owner: str | None
    due: datetime.date | None


def actions_of_table(document: Document, table: Table) -> Iterator[TableItem]:
    """The rows of an action log; none of any other table."""
    grid = cell_grid(table)
    if table.rows < 2 or table.columns < 2:
        return
    heads = [document.text[cell.start : cell.end].strip() if cell else "" for cell in grid[0]]
    if any(len(head) > _LONGEST_HEADER for head in heads):
        return
    owner = next((i for i, head in enumerate(heads) if _OWNER.search(head)), None)
    due = next((i for i, head in enumerate(heads) if _DUE.search(head) and i != owner), None)
    action = next((i for i, head in enumerate(heads) if _ACTION.search(head) and i not in (owner, due)), None)
    if action is None or (owner is None and due is None):
        return
    kind: DecisionKind = "recommendation" if "recommend" in heads[action].lower() else "action"
    for row in grid[1:]:
        cell = row[action]
        if cell is None or cell.end <= cell.start:
            continue
        words = [document.text[c.start : c.end].strip() if c else "" for c in row]
        numbered = action > 0 and re.fullmatch(r"[A-Z]?\d{1,3}[.)]?", words[0])
        yield TableItem(
            kind=kind,
            span=Span(start=cell.start, end=cell.end),
            number=words[0].rstrip(".)") if numbered else None,
            owner=(words[owner] or None) if owner is not None else None,
            due=due_date(words[due], document.date) if due is not None else None,
        )
