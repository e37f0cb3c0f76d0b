"""Tables that were typed with tabs into the paragraphs of a Word document."""

from __future__ import annotations

from .pieces import Flow, Piece
from .text_tables import find_table


def tabbed_tables(flow: Flow) -> Flow:
    """The flow with neighbouring paragraphs that have words on both sides of a tab made into tables."""
    result: Flow = []
    run: list[Piece] = []
    for item in [*flow, None]:
        if isinstance(item, Piece) and _has_tab(item):
            run.append(item)
            continue
        result.extend(_tables_and_pieces(run))
        run = []
        if item is not None:
            result.append(item)
    return result


def _has_tab(piece: Piece) -> bool:
    text = piece.text.strip()
    return piece.kind == "paragraph" and not piece.plain and "\t" in text and "\n" not in text


def _tables_and_pieces(run: list[Piece]) -> Flow:
    """Rows of a table as a table, other paragraphs as they are: "Signed<tab>Dated" alone is no table."""
    lines = [piece.text for piece in run]
    result: Flow = []
    at = 0
    while at < len(run):
        found = find_table(lines, at)
        if found is None:
            result.append(run[at])
            at += 1
            continue
        table, end = found
        for cell in table.cells:
            cell.bold = cell.bold or run[min(at + cell.row, end - 1)].bold
        result.append(table)
        at = end
    return result
