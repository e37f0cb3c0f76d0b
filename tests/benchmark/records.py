"""What the benchmark passes around: the truth of a document, what a parser read of it, and shares that can be summed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Share(NamedTuple):
    """`part` of `whole`; shares of several documents add up, so that a long document weighs more than a short one."""

    part: float
    whole: float

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(self.part + other.part, self.whole + other.whole)

    @property
    def value(self) -> float | None:
        """None where there was nothing to get right."""
        return self.part / self.whole if self.whole else None


class GridCell(NamedTuple):
    """A cell; a merged one stands once, at its top left, with its spans."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table. Header counts are None where the parser does not tell headers from other cells."""

    cells: tuple[GridCell, ...]
    header_rows: int | None = None
    header_columns: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a parser made of a file; None where it does not offer that at all.

    `body` is its text in its order, `aside` what it kept apart from it (running lines, navigation).
    """

    body: str | None
    aside: str = ""
    headings: tuple[str, ...] | None = None
    items: tuple[str, ...] | None = None
    paragraphs: tuple[str, ...] | None = None
    tables: tuple[Grid, ...] | None = None
    fields: tuple[tuple[str, str], ...] | None = None
    pages: int = 1


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What is printed in a document.

    `text` is the body in reading order. `furniture` are the running lines as printed, once a page. `neutral` holds words
    that may be read any number of times without blame: a letterhead, table headers printed again on the next page.
    `loose_items` may be taken for list items or for numbered paragraphs, `loose_headings`, the bars across a form and the
    questions that stand on a line of their own, for headings.
    """

    text: str
    furniture: str
    neutral: str
    headings: tuple[str, ...]
    items: tuple[str, ...]
    loose_items: tuple[str, ...]
    loose_headings: tuple[str, ...]
    paragraphs: tuple[str, ...]
    numbered: tuple[str, ...]
    tables: tuple[Grid, ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A file to read and what is printed in it; without truth only speed and the words kept are measured."""

    name: str
    group: str
    path: Path
    truth: Truth | None = None
    pages: int = field(default=1)


def grid_of_rows(rows: list[list[str | None]]) -> Grid:
    """The grid of a parser that knows neither spans nor headers; blank places are no cells."""
    return Grid(
        cells=tuple(
            GridCell(r, c, 1, 1, text)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if text and text.strip()
        )
    )
