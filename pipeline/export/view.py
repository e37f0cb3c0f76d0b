"""One document for looking at: as JSON, as an outline, and as the page it was understood to be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape as escape_markup
from typing import Any

from ..records.codec import to_row
from ..records.document import Block, Document
from ..records.table import Cell, Table, cell_grid
from .markdown import document_markdown
from .readable import visible

# The characters from one offset to another, as markup: whoever draws a document decides what is set off in it.
Words = Callable[[int, int], str]

# "1,204", "<5", "-0.4pp", "£1.2m": cells that are set to the right, digit under digit.
_FIGURE = re.compile(r"[(<>~+\-−–▲▼↑↓]{0,3} ?£?\d[\d,.]*(?: ?(?:%|k|m|bn|pp))?[)*]?[▲▼↑↓]?|[-–—]")
_STYLE = """
body{font:16px/1.5 Arial,sans-serif;max-width:60rem;margin:0 auto;padding:0 1rem 2rem;color:#0b0c0c}
header{color:#505a5f;border-bottom:2px solid #b1b4b6;padding:.75rem 0;margin-bottom:1.5rem;font-size:.875rem}
header p,header ul{margin:.25rem 0}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.5rem 0 .5rem}
h1{font-size:1.75rem}h2{font-size:1.375rem}h3{font-size:1.2rem}h4{font-size:1.1rem}h5,h6{font-size:1rem}
p{margin:.6rem 0}.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse}
th,td{border:1px solid #b1b4b6;padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:#f3f2f1}td.figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
caption{text-align:left;font-weight:bold;padding:.25rem 0}
.hung{display:flex;gap:.75rem}.hung>span:first-child{flex:0 0 auto;min-width:2.25rem}.item>span:first-child{min-width:1.25rem}
.item{margin-top:.25rem;margin-bottom:.25rem}
.number{color:#1d4f91;font-weight:bold}
.comment,.chart{color:#505a5f;background:#f3f2f1;padding:.25rem .5rem;font-size:.875rem}.footnote{font-size:.875rem}
.kind{color:#505a5f;font-size:.75rem;text-transform:uppercase}
.fields{display:grid;grid-template-columns:minmax(8rem,1fr) 2fr;gap:.25rem 1rem}
dt{font-weight:bold}dd{margin:0}.page{color:#505a5f;border-top:1px dashed #b1b4b6;font-size:.8rem;margin-top:1.5rem}
.apart{color:#505a5f;border-top:2px solid #b1b4b6;margin-top:2rem;font-size:.875rem}.apart h2{font-size:1.1rem}
.apart ul{background:#f3f2f1;margin:0;padding:.5rem .5rem .5rem 1.75rem}
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
    """The page as it was understood, self-contained: headings, numbered paragraphs, tables and fields; furniture apart."""
    title = escape(document.title or document.path)

    def words(start: int, end: int) -> str:
        return escape(document.text[start:end])

    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>{_about(document)}'
        f"<main>{document_body(document, words)}</main>{document_fields(document, words)}{_set_aside(document)}</body></html>\n"
    )


def _about(document: Document) -> str:
    """What file it is, what kind of paper it was taken for, and the notes."""
    counts = [
        _count(len(document.pages), "page"),
        _count(len(document.tables), "table"),
        _count(len(document.fields), "field"),
    ]
    facts = ", ".join([document.genre.replace("_", " "), *(count for count in counts if count)])
    notes = "".join(f"<li>{escape(note.message)}</li>" for note in document.notes)
    return f"<header><p>{escape(document.path)}: {facts}</p>{f'<ul>{notes}</ul>' if notes else ''}</header>"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def document_body(document: Document, words: Words, *, below: int = 0) -> str:
    """The blocks in their order as markup, each stretch of text written by `words`; a caption stands in its table alone.

    With `below` headings are so many levels deeper than the document's own, and none skips a level.
    """
    level = below
    tables = {table.block: table for table in document.tables}
    captions = {table.caption.end for table in document.tables if table.caption}
    parts = []
    page = None
    for block in document.blocks:
        if block.kind == "furniture" or (block.kind == "caption" and block.end in captions):
            continue
        if block.page != page and block.page is not None:
            page = block.page
            parts.append(f'<p class="page">Page {page}</p>')
        table = tables.get(block.id)
        if block.kind == "heading":
            own = max(block.level or 2, 1) + below
            level = min(own, level + 1 if below else own, 6)
        parts.append(_table_html(document, table, words) if table else _block_html(document, block, words, level))
    return "".join(parts)


def document_fields(document: Document, words: Words) -> str:
    """The form's questions and answers as markup, tick boxes with their states."""
    if not document.fields:
        return ""
    parts = []
    for field in document.fields:
        ticks = " ".join(
            f"{'☒' if option.checked else '☐'} {words(option.label.start, option.label.end)}"
            for option in field.options
            if option.checked is not None  # "Yes / No" left open is printed as it stands
        )
        entered = ticks or words(field.value.start, field.value.end) or "<i>empty</i>"
        name = f' <span class="kind">{escape(field.name.replace("_", " "))}</span>' if field.name else ""
        parts.append(f"<dt>{words(field.label.start, field.label.end)}{name}</dt><dd>{entered}</dd>")
    return f'<section class="apart"><h2>Fields of the form</h2><dl class="fields">{"".join(parts)}</dl></section>'


def _set_aside(document: Document) -> str:
    """Running headers, footers and navigation, each once, with the pages it stands on."""
    pages: dict[str, list[int]] = {}
    for block in document.blocks:
        if block.kind == "furniture":
            pages.setdefault(document.text[block.start : block.end], []).extend([block.page] if block.page else [])
    if not pages:
        return ""
    lines = "".join(f"<li>{escape(text)}{f' ({_on_pages(on)})' if on else ''}</li>" for text, on in pages.items())
    return (
        f'<section class="apart"><h2>Set aside: running headers, footers and navigation</h2><ul>{lines}</ul></section>'
    )


def _on_pages(pages: list[int]) -> str:
    """ "page 3", "pages 1 to 9", "pages 1, 3 and 5"."""
    found = sorted(set(pages))
    if len(found) == 1:
        return f"page {found[0]}"
    if found == list(range(found[0], found[-1] + 1)):
        return f"pages {found[0]} to {found[-1]}"
    return f"pages {', '.join(map(str, found[:-1]))} and {found[-1]}"


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


def _block_html(document: Document, block: Block, words_of: Words, level: int) -> str:
    marker = escape(document.text[block.start : block.content].strip())
    words = words_of(block.content, block.end).replace("\n", "<br>")
    number = f'<span class="number">{marker}</span>' if block.number else ""
    if block.kind == "heading":
        return f"<h{level}>{f'{number} ' if number else ''}{words}</h{level}>"
    if block.kind == "quote":
        return f"<blockquote>{words}</blockquote>"
    if block.kind == "list_item":
        indent = 1.5 * (block.level or 1)
        return f'<p class="hung item" style="margin-left:{indent}rem">{number or "<span>&bull;</span>"}<span>{words}</span></p>'
    if block.kind in ("comment", "chart", "footnote", "caption"):
        return f'<p class="{block.kind}"><span class="kind">{block.kind}</span> {f"{number} " if number else ""}{words}</p>'
    if number:
        return f'<p class="hung">{number}<span>{words}</span></p>'
    return f"<p>{words}</p>"


def _table_html(document: Document, table: Table, words: Words) -> str:
    caption = words(table.caption.start, table.caption.end) if table.caption else f"Table {table.id + 1}"
    rows = []
    for index, row in enumerate(cell_grid(table)):
        cells = []
        for at, cell in enumerate(row):
            if cell is None:
                cells.append("<td></td>")
            elif (cell.row, cell.column) == (index, at):
                cells.append(_cell_html(table, cell, document.text[cell.start : cell.end], words(cell.start, cell.end)))
        rows.append(f"<tr>{''.join(cells)}</tr>")
    table_html = f"<table><caption>{caption}</caption>{''.join(rows)}</table>"
    return f'<div class="scroll" tabindex="0">{table_html}</div>'


def _cell_html(table: Table, cell: Cell, text: str, markup: str) -> str:
    spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
        f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    )
    if _is_header(table, cell):
        scope = "col" if cell.row < (table.header_rows or 0) else "row"
        return f'<th scope="{scope}"{spans}>{markup}</th>'
    figure = ' class="figure"' if not table.is_form and _FIGURE.fullmatch(text.strip()) else ""
    return f"<td{figure}{spans}>{markup}</td>"
