"""What every renderer needs to know of a table or a form before drawing it: spans, alignment, widths, rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .blocks import Field, Form, Inline, Section, Table, plain

# Header colours seen on council papers: navy, green, purple, teal, burgundy, slate.
ACCENTS = ("1F3864", "1E5C3A", "4B2E6B", "0B5563", "6B1F36", "38475A")

_NUMERIC = re.compile(
    r"[<>~c+\-−–]?\s*£?\s*[\d,.]+\s*(?:%|k|m|pp|wks?|weeks|days)?\*?|[-–—]|n/?a|\*|[↑↓→←↔▲▼]|", re.IGNORECASE
)
_SHORT_ANSWER = 34


@dataclass(frozen=True, kw_only=True)
class HeaderCell:
    """A header cell and the block of grid positions it covers."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Inline


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A row of a form in the four-column layout: a section bar, a pair of short answers, or one wide answer."""

    section: Section | None = None
    pair: tuple[Field, ...] = ()
    wide: Field | None = None


def accent_of(authority: str) -> str:
    """The authority's house colour as six hexadecimal digits: always the same one for the same name."""
    return ACCENTS[hashlib.sha256(authority.encode()).digest()[0] % len(ACCENTS)]


def header_cells(table: Table) -> list[HeaderCell]:
    """The printed header cells with their spans.

    An empty cell belongs to the filled cell on its left; below a filled cell that spans nothing it belongs to that
    cell instead, as "Locality" beside "2022/23 | 2023/24" over "Q1 | Q2" does.
    """
    height, width = len(table.header), len(table.align)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], int] = {}
    for row in range(height):
        for column in range(width):
            above = owner.get((row - 1, column))
            if plain(table.header[row][column]) or row + column == 0:
                owner[row, column] = (row, column)
            elif above is not None and spans[above] == 1 and plain(table.header[above[0]][above[1]]):
                owner[row, column] = above
                continue
            elif column and owner[row, column - 1][0] == row and plain(table.header[row][owner[row, column - 1][1]]):
                owner[row, column] = owner[row, column - 1]
            else:
                owner[row, column] = (row, column)
            spans[owner[row, column]] = spans.get(owner[row, column], 0) + 1
    return [
        HeaderCell(
            row=row,
            column=column,
            row_span=1 + max(r for (r, _), first in owner.items() if first == (row, column)) - row,
            column_span=spans[row, column],
            content=table.header[row][column],
        )
        for row, column in sorted(set(owner.values()))
    ]


def alignments(table: Table) -> list[str]:
    """Each column's alignment: as the author marked it, else right for numbers and left for words."""
    chosen = []
    for column, marked in enumerate(table.align):
        cells = [plain(row[column]).strip() for row in table.rows]
        numeric = column > 0 and any(cells) and all(_NUMERIC.fullmatch(cell) for cell in cells)
        chosen.append(marked or ("right" if numeric else "left"))
    return chosen


def column_widths(
    table: Table, available: float, measure: Callable[[str, bool], float], padding: float
) -> tuple[list[float], float]:
    """Widths that fill `available`, and by how much the type must shrink (1.0: not at all) for words to fit.

    No column is narrower than its longest word; what is left goes to the columns with the longest text.
    """
    count = len(table.align)
    narrowest, natural = [0.0] * count, [0.0] * count
    for cell in header_cells(table):
        if cell.column_span == 1:
            narrowest[cell.column] = max(narrowest[cell.column], _longest_word(cell.content, measure, bold=True))
            natural[cell.column] = max(natural[cell.column], measure(plain(cell.content), True) / 2)
    for row in table.rows:
        for column, content in enumerate(row):
            narrowest[column] = max(narrowest[column], _longest_word(content, measure))
            natural[column] = max(natural[column], measure(plain(content), False))
    shrink = min(1.0, (available - padding * count) / sum(narrowest))
    narrowest = [width * shrink + padding for width in narrowest]
    wanted = [min(width + padding, available * 0.6) for width in natural]
    wish = [max(0.0, width - least) for width, least in zip(wanted, narrowest, strict=True)]
    spare = available - sum(narrowest)
    share = spare / sum(wish) if sum(wish) else 1.0
    if share >= 1:  # everything fits on one line: spread the rest evenly
        extra = (spare - sum(wish)) / count
        return [least + want + extra for least, want in zip(narrowest, wish, strict=True)], shrink
    return [least + want * share for least, want in zip(narrowest, wish, strict=True)], shrink


def grid_rows(form: Form) -> list[GridRow]:
    """The form in rows of four columns: two short answers side by side, longer ones across the page."""
    rows: list[GridRow] = []
    waiting: list[Field] = []

    def flush() -> None:
        if waiting:
            rows.append(GridRow(pair=tuple(waiting)))
            waiting.clear()

    for entry in form.entries:
        if isinstance(entry, Section):
            flush()
            rows.append(GridRow(section=entry))
        elif is_short(entry):
            waiting.append(entry)
            if len(waiting) == 2:
                flush()
        else:
            flush()
            rows.append(GridRow(wide=entry))
    flush()
    return rows


def is_short(field: Field) -> bool:
    """Whether the answer fits a quarter of the page's width."""
    texts: Sequence[str] = [plain(content) for content in field.paragraphs]
    return len(texts) <= 1 and len(field.label) <= _SHORT_ANSWER and all(len(text) <= _SHORT_ANSWER for text in texts)


def label_with_colon(label: str) -> str:
    """ "Lead professional" -> "Lead professional:"; a question keeps its mark."""
    return label if label.endswith((":", "?", ".")) else f"{label}:"


def is_total(row: Sequence[Inline]) -> bool:
    """A row whose first cell is bold or says total, which councils set apart."""
    first = row[0]
    return bool(first) and (all(run.bold for run in first) or plain(first).strip().lower().startswith("total"))


def _longest_word(content: Inline, measure: Callable[[str, bool], float], *, bold: bool = False) -> float:
    bold = bold or any(run.bold for run in content)
    return max((measure(word, bold) for word in plain(content).split()), default=0.0)
