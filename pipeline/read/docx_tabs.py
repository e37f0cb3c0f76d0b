"""Tables that were typed with tabs into the paragraphs of a Word document."""

from __future__ import annotations

from .pieces import Flow, Piece, TablePiece
from .text_tables import find_table


def tabbed_tables(flow: Flow) -> Flow:
    """The flow with neighbouring paragraphs that have words on both sides of a tab made into tables."""
    result: Flow = []
    run: list[Piece] = []
    for item in [*flow, None]:
        if isinstance(item, Piece) and _has_tab(item):
            run.append(item)
            continue
        result.extend(_table_or_pieces(run))
        run = []
        if item is not None:
            result.append(item)
    return result


def _has_tab(piece: Piece) -> bool:
    text = piece.text.strip()
    return piece.kind == "paragraph" and not piece.plain and "\t" in text and "\n" not in text


def _table_or_pieces(run: list[Piece]) -> list[Piece | TablePiece]:
    """A table if all the paragraphs are rows of one, else the paragraphs."""
    found = find_table([piece.text for piece in run], 0) if len(run) > 1 else None
    if found is None or found[1] != len(run):
        return list(run)
    table = found[0]
    for cell in table.cells:
        cell.bold = cell.bold or run[cell.row].bold
    return [table]
