"""Tables of web pages: the grid as browsers build it, and which tables only arrange the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..errors import DocumentError
from .draft import DraftCell
from .html_tree import Element
from .pieces import TablePiece

# The limits of the HTML standard (section 4.9.11).
_MAX_COLUMN_SPAN: Final = 1000
_MAX_ROW_SPAN: Final = 65534
_BLOCKS: Final = frozenset((
    "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "main", "nav", "form", "fieldset",
))  # fmt: skip


def is_layout(table: Element) -> bool:
    """Whether the table only arranges the page: it holds headings or other tables, or is a single cell or column."""
    if table.get("role").lower() in ("presentation", "none"):
        return True
    rows = list(_rows(table))
    if any(cell.tag == "th" for row, _ in rows for cell in _cells(row)) or any(
        child.tag == "caption" for child in table.elements()
    ):
        return False
    widths = [len(_cells(row)) for row, _ in rows]
    if max(widths, default=0) <= 1:
        return True
    inner = [element for row, _ in rows for cell in _cells(row) for element in cell.walk()]
    if any(element.tag in _BLOCKS for element in inner):
        return True
    tables = [element for element in inner if element.tag == "table"]
    return bool(tables) and len(rows) <= 3


def build_table(
    table: Element, *, cell_text: Callable[[Element], tuple[str, bool]], max_cells: int, where: str
) -> TablePiece:
    """The grid of a table; `cell_text` gives a cell's text (with line breaks) and whether it is all bold.

    Raises DocumentError (limit_exceeded) for more than `max_cells` places.
    """
    rows = list(_rows(table))
    cells: list[DraftCell] = []
    taken: set[tuple[int, int]] = set()  # places that cells of rows above reach into
    has_header = any(cell.tag == "th" for row, _ in rows for cell in _cells(row))
    columns = 0
    ends = _group_ends([group for _, group in rows])
    for number, (row, group) in enumerate(rows):
        column, in_head = 0, group == "thead"
        for cell in _cells(row):
            while (number, column) in taken:
                column += 1
            across = _span(cell.get("colspan"), _MAX_COLUMN_SPAN)
            down = min(_span(cell.get("rowspan"), _MAX_ROW_SPAN, zero=len(rows)), ends[number] - number)
            if len(cells) + len(taken) + across * (down - 1) >= max_cells:
                raise DocumentError(
                    "limit_exceeded", f"A table of more than {max_cells} cells", where=where,
                    remedy="Raise read.max_cells in the configuration if you trust the file.",
                )  # fmt: skip
            taken |= {(number + below, column + right) for below in range(1, down) for right in range(across)}
            text, bold = cell_text(cell)
            cells.append(
                DraftCell(
                    row=number, column=column, text=text, row_span=down, column_span=across, bold=bold,
                    declared_header=(cell.tag == "th" or in_head) if has_header or in_head else None,
                )
            )  # fmt: skip
            columns = max(columns, column + across)
            column += across
    columns = _trim(cells, columns)
    caption = next((child.text() for child in table.elements() if child.tag == "caption"), None)
    return TablePiece(cells=cells, rows=len(rows), columns=columns, origin="html", caption=caption or None)


def _trim(cells: list[DraftCell], columns: int) -> int:
    """A cell that spans 1000 columns of a table of four spans four."""
    used = max((cell.column + 1 for cell in cells), default=columns)
    used = max([used, *(cell.column + cell.column_span for cell in cells if cell.column_span <= 100)])
    for cell in cells:
        cell.column_span = min(cell.column_span, used - cell.column)
    return min(columns, used)


def _group_ends(groups: list[str]) -> list[int]:
    """For each row the end of its group: no cell reaches from the head into the body."""
    last = {group: number + 1 for number, group in enumerate(groups)}
    return [last[group] for group in groups]


def _rows(table: Element) -> Iterator[tuple[Element, str]]:
    """The table's own rows, head first and foot last as browsers show them, with the group they are in."""
    groups: dict[str, list[Element]] = {"thead": [], "": [], "tfoot": []}
    for child in table.elements():
        if child.tag in ("thead", "tbody", "tfoot"):
            group = child.tag if child.tag != "tbody" else ""
            groups[group].extend(row for row in child.elements() if row.tag == "tr")
        elif child.tag == "tr":
            groups[""].append(child)
    for group in ("thead", "", "tfoot"):
        for row in groups[group]:
            yield row, group


def _cells(row: Element) -> list[Element]:
    return [child for child in row.elements() if child.tag in ("td", "th")]


def _span(value: str, limit: int, *, zero: int = 1) -> int:
    """The number of an attribute such as colspan="2"; `zero` for "0", 1 for what is no number."""
    digits = value.strip()[:6]
    if not digits.isdecimal():
        return 1
    return min(int(digits), limit) or zero
