"""What is printed in a document of our own making: from the blocks of its source, never from the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from corpora.build.blocks import (
    Block,
    Columns,
    Form,
    Heading,
    Inline,
    Item,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Table,
    plain,
)
from corpora.build.inline import as_typed
from corpora.build.layout import header_cells, label_with_colon
from corpora.build.source import Source

from .records import Grid, GridCell, Truth

_LETTERED = re.compile(r"[A-Z]\.\s")  # "A. This report ...", which the sources write as a paragraph


def truth_of_source(source: Source, *, pages: int, navigation: str = "") -> Truth:
    """The truth of a document of `corpora/`. `navigation` is what a web page prints around it."""
    style = source.style
    if source.format == "txt":
        pages = 1 + sum(isinstance(block, PageBreak) for block in source.blocks)
    lines = "\n".join(
        f"{style.header}\n{style.footer.replace('{pages}', str(pages)).replace('{page}', str(page))}"
        for page in range(1, pages + 1)
    )
    neutral = f"{source.authority} {source.title}" if style.letterhead or source.format == "html" else ""
    if source.format == "html" or (source.format == "txt" and pages == 1):  # nothing tells a line printed once
        neutral, lines = f"{neutral} {lines}", ""
    return truth_of_blocks(
        source.blocks, furniture=lines or navigation, neutral=neutral, typed=source.format == "txt",
        section_is_heading=style.form == "lines" or (style.form == "stacked" and source.format == "html"),
        label_stands_alone=style.form in ("lines", "stacked"), by_column=source.format == "txt",
    )  # fmt: skip


def truth_of_blocks(
    blocks: Sequence[Block],
    *,
    furniture: str = "",
    neutral: str = "",
    typed: bool = False,
    section_is_heading: bool = False,
    label_stands_alone: bool = False,
    by_column: bool = False,
) -> Truth:
    """The truth of those blocks. `typed`: tick boxes are square brackets. `section_is_heading`: a form's parts are headed,
    not barred. `label_stands_alone`: answers are printed under their questions. `by_column`: a grid of sentences is printed
    one column after the other."""
    words: Callable[[Inline], str] = (lambda content: as_typed(plain(content))) if typed else plain
    text: list[str] = []
    headings: list[str] = []
    items: list[str] = []
    loose: list[str] = []
    paragraphs: list[str] = []
    numbered: list[str] = []
    tables: list[Grid] = []
    fields: list[tuple[str, str]] = []
    bars: list[str] = []
    repeated = [neutral]
    for block in blocks:
        match block:
            case Heading():
                text.append(f"{block.number} {words(block.content)}".strip())
                headings.append(text[-1])
                numbered += [text[-1]] if block.number else []
            case Paragraph():
                text.append(words(block.content))
                paragraphs += [] if "\n" in text[-1] else [text[-1]]
                loose += [text[-1]] if _LETTERED.match(text[-1]) else []
            case Quote():
                text.append(words(block.content))
                paragraphs.append(text[-1])
            case Item() if block.is_bullet:
                text.append(words(block.content))
                items.append(text[-1])
                paragraphs.append(text[-1])
            case Item():
                text.append(f"{block.marker} {words(block.content)}")
                (loose if block.marker[0].isdigit() else items).append(words(block.content))
                paragraphs.append(words(block.content))
                numbered.append(text[-1])
            case Table():
                tables.append(_table_grid(block, words))
                text += [block.caption, *_row_major(tables[-1])]
                repeated += [words(cell) for row in block.header for cell in row]
            case Columns():
                grid = _columns_grid(block, words)
                text += list(_column_major(block, words)) if by_column else list(_row_major(grid))
                repeated += [words(cell) for cell in block.header]
                if not by_column:
                    tables.append(grid)
            case Form():
                for entry in block.entries:
                    if isinstance(entry, Section):
                        text.append(entry.title)
                        headings += [entry.title] if section_is_heading else []
                    else:
                        fields.append((entry.label, "\n".join(words(part) for part in entry.paragraphs)))
                        text += [label_with_colon(entry.label), fields[-1][1]]
                if not section_is_heading:
                    bars += [entry.title for entry in block.entries if isinstance(entry, Section)]
            case PageBreak():
                pass
    return Truth(
        text="\n".join(text), furniture=furniture, neutral="\n".join([*repeated, *bars]), headings=tuple(headings),
        items=tuple(items), loose_items=tuple(loose),
        loose_headings=(*bars, *((label for label, _ in fields) if label_stands_alone else ())),
        paragraphs=tuple(paragraphs), numbered=tuple(numbered),
        tables=tuple(tables), fields=tuple(fields),
    )  # fmt: skip


def _table_grid(table: Table, words: Callable[[Inline], str]) -> Grid:
    """Header cells with their spans, then the rows; the first column labels the rows."""
    heads = len(table.header)
    cells = [
        GridCell(cell.row, cell.column, cell.row_span, cell.column_span, words(cell.content)) for cell in header_cells(table)
    ] if heads else []  # fmt: skip
    cells += [
        GridCell(heads + number, column, 1, 1, words(content))
        for number, row in enumerate(table.rows)
        for column, content in enumerate(row)
    ]
    return Grid(cells=tuple(cells), header_rows=heads, header_columns=1)


def _columns_grid(block: Columns, words: Callable[[Inline], str]) -> Grid:
    rows = (block.header, *block.rows)
    cells = tuple(GridCell(r, c, 1, 1, words(cell)) for r, row in enumerate(rows) for c, cell in enumerate(row))
    return Grid(cells=cells, header_rows=1, header_columns=0)


def _row_major(grid: Grid) -> Iterator[str]:
    return (cell.text for cell in sorted(grid.cells))


def _column_major(block: Columns, words: Callable[[Inline], str]) -> Iterator[str]:
    for column, head in enumerate(block.header):
        yield words(head)
        yield from (words(row[column]) for row in block.rows)
