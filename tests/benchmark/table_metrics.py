"""How well tables were read: neighbouring cells (as ICDAR 2013 counts them), and numbers with both their labels."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .records import Grid, GridCell, Share, Truth

# A figure and nothing else: "1,204", "<5", "45.0%", "(£1.2m)", "-0.4pp"; dates, "3 of 5" and telephone numbers are none.
_FIGURE = re.compile(r"[(<>~+-]{0,2}£?(?!0\d)\d[\d,.]{0,10}(?:%|k|m|bn|pp)?[)*]?")
_SAME = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_IS_FORM = 0.6  # of a table's cells stand in a form of the document: it is no data table
_IS_SAME = 0.3  # of a table's cells stand in that table of the truth

Relation = tuple[str, str, str]


def measure_tables(truth: Truth, tables: tuple[Grid, ...]) -> dict[str, Share]:
    """Adjacency F1 and label triples F1 over all tables of a document together, so that a table read in two parts loses
    only what it lost. Tables that a parser makes of a form's boxes are left out of both."""
    form = "".join(cell_key(text) for field in truth.fields for text in field)
    data = [table for table in tables if _counterpart(table, truth.tables) or not _is_form(table, form)]
    right: Counter[Relation] = Counter()
    read: Counter[Relation] = Counter()
    right_triples: Counter[Relation] = Counter()
    read_triples: Counter[Relation] = Counter()
    for table in truth.tables:
        right.update(relations(table))
        right_triples.update(triples(table, table))
    for table in data:
        read.update(relations(table))
        read_triples.update(triples(table, _counterpart(table, truth.tables)))
    return {"adjacency": _f1(right, read), "triples": _f1(right_triples, read_triples)}


def relations(table: Grid) -> Iterator[Relation]:
    """Each cell that is not blank with the next such cell to its right and below it; a merged cell with all of them."""
    places = _places(table)
    rows = 1 + max((row for row, _ in places), default=-1)
    columns = 1 + max((column for _, column in places), default=-1)
    lines = [("across", [places.get((row, column)) for column in range(columns)]) for row in range(rows)]
    lines += [("down", [places.get((row, column)) for row in range(rows)]) for column in range(columns)]
    seen: set[tuple[str, GridCell, GridCell]] = set()
    for way, line in lines:
        filled = [cell for cell in line if cell is not None]
        for cell, following in pairwise(filled):
            if cell is not following and (way, cell, following) not in seen:
                seen.add((way, cell, following))
                yield way, cell_key(cell.text), cell_key(following.text)


def triples(table: Grid, like: Grid | None) -> Iterator[Relation]:
    """(row label, column label, value) of every cell that is a figure and no header.

    A parser that does not tell headers is given those of the table it read (`like`): the most favourable reading. The
    column label is every header cell above, top to bottom. The row label is the row's first cell, if that is a header.
    """
    heads = table.header_rows if table.header_rows is not None else (like.header_rows if like else 1) or 0
    labels = table.header_columns if table.header_columns is not None else (like.header_columns if like else 1) or 0
    places = _places(table)
    for (row, column), cell in sorted(places.items()):
        if (
            row < heads
            or column < max(labels, 1)
            or (cell.row, cell.column) != (row, column)
            or not is_figure(cell.text)
        ):
            continue
        first = places.get((row, 0)) if labels else None
        above = dict.fromkeys(places[up, column] for up in range(heads) if (up, column) in places)
        if like is None or like.header_columns != 0:
            yield cell_key(first.text) if first else "", "|".join(cell_key(c.text) for c in above), cell_key(cell.text)


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure and nothing else."""
    return bool(_FIGURE.fullmatch(cell_key(text)))


def cell_key(text: str) -> str:
    """A cell's text without white space, case and the look of its dashes and quotation marks."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").translate(_SAME).casefold().split())


def _places(table: Grid) -> dict[tuple[int, int], GridCell]:
    return {
        (row, column): cell
        for cell in table.cells
        if cell.text.strip()
        for row in range(cell.row, cell.row + min(cell.row_span, 500))
        for column in range(cell.column, cell.column + min(cell.column_span, 500))
    }


def _counterpart(table: Grid, candidates: tuple[Grid, ...]) -> Grid | None:
    """The table of the truth with which it has most cells in common; None if that is few."""
    own = Counter(cell_key(cell.text) for cell in table.cells)
    scored = [
        ((own & Counter(cell_key(cell.text) for cell in other.cells)).total(), -at)
        for at, other in enumerate(candidates)
    ]
    best, place = max(scored, default=(0, 0))
    return candidates[-place] if best and best >= _IS_SAME * own.total() else None


def _is_form(table: Grid, form: str) -> bool:
    keys = [key for cell in table.cells if (key := cell_key(cell.text))]
    return bool(form) and sum(key in form for key in keys) >= _IS_FORM * len(keys)


def _f1(right: Counter[Relation], read: Counter[Relation]) -> Share:
    return Share(2 * (right & read).total(), right.total() + read.total())
