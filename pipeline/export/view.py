"""One document for looking at: as JSON, as an outline, and as the page it was understood to be."""

from __future__ import annotations

import json
from html import escape as escape_markup
from typing import Any

from ..records.codec import to_row
from ..records.document import Block, Document
from ..records.table import Cell, Table, cell_grid
from .markdown import document_markdown
from .readable import visible

_STYLE = """
body{font:16px/1.5 Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}
table{border-collapse:collapse;margin:1rem 0}
th,td{border:1px solid #b1b4b6;padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:#f3f2f1}caption{text-align:left;font-weight:bold}
.number{display:inline-block;min-width:3rem;color:#1d4f91;font-weight:bold}
.furniture,.comment,.chart{color:#505a5f;background:#f3f2f1;padding:.25rem .5rem;font-size:.875rem}
.kind{color:#505a5f;font-size:.75rem;text-transform:uppercase}
dt{font-weight:bold}dd{margin:0 0 .5rem 1rem}.page{color:#505a5f;border-top:1px dashed #b1b4b6;font-size:.8rem;margin-top:1.5rem}
blockquote{border-left:4px solid #b1b4b6;margin-left:0;padding-left:1rem}
"""


def document_json(document: Document) -> str:
    """All that is known of the document, with Markdown (`md`) and `tables` as plain cells of text."""
    row = to_row(document)
    row["md"] = document_markdown(document)
    row["tables"] = [_table_json(document, table) for table in document.tables]
    return json.dumps(row, ensure_ascii=False, indent=1) + "\n"


def document_outline(document: Document) -> str:
    """A line a block: kind, offsets, page, printed number and the first words; then the fields."""
    lines = [f"{document.path}: {document.genre} ({document.genre_confidence:.2f}), {document.title or 'no title'}"]
    for block in document.blocks:
        words = " ".join(document.text[block.content : block.end].split())
        page = f" p.{block.page}" if block.page else ""
        number = f" [{block.number}]" if block.number else ""
        level = f" {block.level}" if block.level else ""
        lines.append(f"{block.start:>7}-{block.end:<7}{page} {block.kind}{level}{number} {words[:100]}")
    for field in document.fields:
        label = " ".join(document.text[field.label.start : field.label.end].split())
        value = " ".join(document.text[field.value.start : field.value.end].split())
        lines.append(f"field {field.name or '-'}: {label} = {value[:80]}")
    return "\n".join(lines) + "\n"


def document_html(document: Document) -> str:
    """The page as it was understood, self-contained: headings, numbered paragraphs, tables, fields, furniture greyed."""
    tables = {table.block: table for table in document.tables}
    parts = []
    page = None
    for block in document.blocks:
        if block.page != page and block.page is not None:
            page = block.page
            parts.append(f'<p class="page">Page {page}</p>')
        parts.append(_table_html(document, tables[block.id]) if block.id in tables else _block_html(document, block))
    if document.fields:
        parts.append("<h2>Fields</h2><dl>")
        for field in document.fields:
            label = document.text[field.label.start : field.label.end]
            value = document.text[field.value.start : field.value.end]
            ticks = "".join(
                f" [{'x' if option.checked else ' '}] {document.text[option.label.start : option.label.end]}"
                for option in field.options
            )
            name = f' <span class="kind">{escape(field.name)}</span>' if field.name else ""
            parts.append(f"<dt>{escape(label)}{name}</dt><dd>{escape(ticks or value) or '<i>empty</i>'}</dd>")
        parts.append("</dl>")
    notes = "".join(f"<li>{escape(note.message)}</li>" for note in document.notes)
    title = escape(document.title or document.path)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><main><p>{escape(document.path)}: {document.genre.replace('_', ' ')}</p>"
        f"{f'<ul>{notes}</ul>' if notes else ''}{''.join(parts)}</main></body></html>\n"
    )


def escape(text: str) -> str:
    """The text as markup, its hidden characters written out."""
    return escape_markup(visible(text))


def _table_json(document: Document, table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "page": table.pages[0] if table.pages else None,
        "pages": list(table.pages),
        "bbox": table.bbox,
        "rows": table.rows,
        "columns": table.columns,
        "header_rows": table.header_rows,
        "header_columns": table.header_columns,
        "caption": document.text[table.caption.start : table.caption.end] if table.caption else None,
        "sheet": table.sheet,
        "origin": table.origin,
        "is_form": table.is_form,
        "start": table.start,
        "end": table.end,
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "text": document.text[cell.start : cell.end],
                "start": cell.start,
                "end": cell.end,
                "page": cell.page,
                "bbox": cell.bbox,
                "header": _is_header(table, cell),
                "address": cell.address,
            }
            for cell in table.cells
        ],
    }


def _is_header(table: Table, cell: Cell) -> bool:
    return cell.row < (table.header_rows or 0) or cell.column < (table.header_columns or 0)


def _block_html(document: Document, block: Block) -> str:
    marker = escape(document.text[block.start : block.content].strip())
    words = escape(document.text[block.content : block.end]).replace("\n", "<br>")
    number = f'<span class="number">{marker}</span> ' if block.number else ""
    if block.kind == "heading":
        level = min(max(block.level or 2, 1), 6)
        return f"<h{level}>{number}{words}</h{level}>"
    if block.kind == "quote":
        return f"<blockquote>{words}</blockquote>"
    if block.kind == "list_item":
        return f'<p style="margin-left:{1.5 * (block.level or 1)}rem">{number or "&bull; "}{words}</p>'
    if block.kind in ("furniture", "comment", "chart", "footnote", "caption"):
        return f'<p class="{block.kind}"><span class="kind">{block.kind}</span> {number}{words}</p>'
    return f"<p>{number}{words}</p>"


def _table_html(document: Document, table: Table) -> str:
    caption = (
        escape(document.text[table.caption.start : table.caption.end]) if table.caption else f"Table {table.id + 1}"
    )
    rows = []
    for index, row in enumerate(cell_grid(table)):
        cells = []
        for at, cell in enumerate(row):
            if cell is None or (cell.row, cell.column) != (index, at):
                continue
            tag = "th" if _is_header(table, cell) else "td"
            spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
                f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
            )
            cells.append(f"<{tag}{spans}>{escape(document.text[cell.start : cell.end])}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><caption>{caption}</caption>{''.join(rows)}</table>"
