"""A document as Markdown: headings, numbered paragraphs, lists and pipe tables; furniture left out."""

from __future__ import annotations

from ..records.document import Block, Document
from ..records.table import Table, cell_grid

_LEFT_OUT = ("furniture", "comment", "chart")


def document_markdown(document: Document) -> str:
    """The body as Markdown. Printed paragraph numbers and bullets stay as they are printed."""
    tables = {table.block: table for table in document.tables}
    parts = []
    for block in document.blocks:
        if block.kind in _LEFT_OUT:
            continue
        parts.append(table_markdown(document, tables[block.id]) if block.id in tables else _block(document, block))
    return "\n\n".join(part for part in parts if part) + "\n"


def table_markdown(document: Document, table: Table) -> str:
    """A pipe table; a merged cell's text stands at its first place. Header rows above the rule."""
    lines = []
    for index, row in enumerate(cell_grid(table)):
        words = [
            " ".join(document.text[cell.start : cell.end].split()).replace("|", "\\|")
            if cell and (cell.row, cell.column) == (index, at)
            else ""
            for at, cell in enumerate(row)
        ]
        lines.append("| " + " | ".join(words) + " |")
    rule = "|" + " --- |" * table.columns
    lines.insert(max(1, table.header_rows or 1), rule)
    return "\n".join(lines)


def _block(document: Document, block: Block) -> str:
    text = document.text[block.start : block.end]
    if block.kind == "heading":
        return "#" * min(block.level or 2, 6) + " " + " ".join(text.split())
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in text.splitlines())
    if block.kind == "list_item":
        words = document.text[block.content : block.end]
        marker = document.text[block.start : block.content].strip()
        return "  " * ((block.level or 1) - 1) + f"{marker if block.number else '-'} {words}"
    return text
