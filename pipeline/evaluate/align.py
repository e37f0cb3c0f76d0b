"""Gold quotes found in the text of a document as it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..records.document import Document
from ..records.span import Span
from ..records.table import Cell, Table, cell_grid
from .gold import GoldFigure

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u00ad": None}
)
_HEADER_ROWS = 4  # rows above a cell in which its column's header is looked for


@dataclass(frozen=True)
class Plain:
    """Text with white space folded and typographic variants made one, and where each character came from."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch in the original text."""
        return Span(start=self.origin[start], end=self.origin[end - 1] + 1)


def plain_text(text: str) -> Plain:
    """Fold `text` for comparison: quotes with a printed number between words still differ, spacing does not."""
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        folded = character.translate(_SAME)
        if not folded:
            continue
        if folded.isspace():
            if characters and characters[-1] != " ":
                characters.append(" ")
                origin.append(index)
            continue
        characters.append(folded)
        origin.append(index)
    return Plain("".join(characters), tuple(origin))


def find_quote(plain: Plain, quote: str, start: int = 0) -> tuple[int, int] | None:
    """Where `quote` stands in the folded text, from `start`."""
    words = plain_text(quote).text.strip()
    at = plain.text.find(words, start)
    if at < 0 and start:
        at = plain.text.find(words)
    return (at, at + len(words)) if at >= 0 and words else None


def find_within(plain: Plain, place: tuple[int, int], words: str, nth: int = 1) -> Span | None:
    """The nth place of `words` inside a stretch of the folded text; a number does not match inside a longer number."""
    folded = plain_text(words).text.strip()
    pattern = re.compile(rf"(?<![\d.,]){re.escape(folded)}(?!\d|[.,]\d)" if folded[:1].isdigit() else re.escape(folded))
    found = list(pattern.finditer(plain.text, *place))
    if len(found) < nth:
        found = list(re.compile(re.escape(folded)).finditer(plain.text, *place))
    return plain.span(*found[nth - 1].span()) if len(found) >= nth else None


def find_cell(document: Document, figure: GoldFigure, taken: set[int]) -> Span | None:
    """The cell that a gold figure of a table stands in, by its words and its headers; cells in `taken` are passed over.

    `taken` holds start offsets of cells already given to other gold figures; the chosen one is added.
    """
    wanted = plain_text(figure.quote).text.strip()
    best: tuple[float, Cell] | None = None
    for table in document.tables:
        for cell, score in _scored(document, table, figure, wanted):
            if cell.start not in taken and (best is None or score > best[0]):
                best = (score, cell)
    if best is None:
        return None
    taken.add(best[1].start)
    return Span(start=best[1].start, end=best[1].end)


def _scored(document: Document, table: Table, figure: GoldFigure, wanted: str) -> Iterator[tuple[Cell, float]]:
    grid = cell_grid(table)
    for cell in table.cells:
        if plain_text(document.text[cell.start : cell.end]).text.strip() != wanted:
            continue
        left = " ".join(_words(document, grid[cell.row][: cell.column]))
        above = " | ".join(_words(document, [grid[row][cell.column] for row in range(min(cell.row, _HEADER_ROWS))]))
        score = fuzz.token_set_ratio(figure.row_header or "", left) + fuzz.token_set_ratio(
            figure.column_header or "", above
        )
        yield cell, score


def _words(document: Document, cells: list[Cell | None]) -> list[str]:
    unique = {id(cell): cell for cell in cells if cell is not None}
    return [document.text[cell.start : cell.end] for cell in unique.values()]
