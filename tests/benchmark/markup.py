"""Markdown and HTML, in which several parsers answer, as a Reading."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from .records import Grid, GridCell, Reading, grid_of_rows

_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(.*)")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*")
_MARKS = re.compile(r"\*\*|__|\\(?=[^\w\s])|<br ?/?>|<[/]?u>")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "blockquote", "caption", "div")


def markdown_reading(markdown: str, *, pages: int) -> Reading:
    """Headings, list items, pipe tables and paragraphs; a paragraph runs to the next blank line."""
    headings: list[str] = []
    items: list[str] = []
    paragraphs: list[str] = []
    tables: list[Grid] = []
    body: list[str] = []
    rows: list[list[str | None]] = []
    open_in: list[str] | None = None
    for line in [*markdown.splitlines(), ""]:
        text = _plain(line)
        if line.lstrip().startswith("|"):
            if not _RULE.fullmatch(line.strip()):
                rows.append([_plain(cell).strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))])
                body.append("\t".join(cell or "" for cell in rows[-1]))
            open_in = None
            continue
        if rows:
            tables.append(grid_of_rows(rows))
            rows = []
        if not text.strip() or set(text.strip()) <= {"-", "_"}:
            open_in = None
            continue
        body.append(text)
        if found := _HEADING.match(line.strip()):
            headings.append(_plain(found[1]))
            open_in = None
        elif found := _ITEM.match(line):
            items.append(_plain(found[1]))
            open_in = items
        elif open_in is not None:
            open_in[-1] += f" {text.strip()}"
        else:
            paragraphs.append(text.strip())
            open_in = paragraphs
    return Reading(
        body="\n".join(body), headings=tuple(headings), items=tuple(items), paragraphs=(*paragraphs, *items),
        tables=tuple(tables), pages=pages,
    )  # fmt: skip


def html_reading(page: str) -> Reading:
    """The elements of a page, all of it, hidden parts and scripts left out."""
    from lxml import html

    root = html.document_fromstring(page if page.strip() else "<p></p>")
    for gone in root.xpath("//script | //style | //head"):
        gone.drop_tree()
    headings = tuple(_words(node) for node in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6"))
    items = tuple(_own(node) for node in root.xpath("//li"))
    paragraphs = tuple(_words(node) for node in root.xpath("//p[not(ancestor::table)]"))
    tables = tuple(_grid(node) for node in root.xpath("//table"))
    for node in root.iter(*_BLOCKS, "br"):
        node.tail = f"\n{node.tail or ''}"
        node.text = f"\n{node.text or ''}"
    return Reading(
        body=root.text_content(), headings=headings, items=items, paragraphs=(*paragraphs, *items), tables=tables
    )


def _plain(line: str) -> str:
    return unescape(
        _MARKS.sub(lambda mark: " " if mark[0].startswith("<br") else "", re.sub(r"^\s*(?:#{1,6}|>)\s", "", line))
    )


def _words(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split())


def _own(node: Any) -> str:
    """A list item without the list inside it."""
    parts = [node.text or ""]
    for child in node:
        parts += [_words(child) if child.tag not in ("ul", "ol") else "", child.tail or ""]
    return " ".join(" ".join(parts).split())


def _grid(table: Any) -> Grid:
    """Cells where their spans put them; nested tables are their own."""
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for at, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (at, column) in taken:
                column += 1
            down, across = (_span(cell.get(name)) for name in ("rowspan", "colspan"))
            taken |= {(at + r, column + c) for r in range(down) for c in range(across)}
            cells.append(GridCell(at, column, down, across, _words(cell)))
            column += across
    return Grid(cells=tuple(cells))


def _span(value: str | None) -> int:
    return min(int(value), 500) if value and value.isdigit() and int(value) else 1
