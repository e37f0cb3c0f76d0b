"""Passages and tables into the draft: text laid out, numbers and bullets parted from their words, boxes kept."""

from __future__ import annotations

from collections.abc import Sequence

from ..records.document import Block
from .draft import Draft, DraftCell
from .pdf_lines import is_contents_entry
from .pdf_markers import find_marker
from .pdf_model import Frame, Grid, Item, Line, Passage, union
from .pdf_text import join_lines


def emit(
    items: Sequence[Item],
    furniture: dict[int, list[Line]],
    *,
    frames: dict[int, Frame],
    vocabulary: frozenset[str],
) -> Draft:
    """A draft of the items in order, with the furniture set aside."""
    draft = Draft()
    caption: Block | None = None
    for item in items:
        if isinstance(item, Grid):
            _emit_table(draft, item, frames, caption)
            caption = None
        else:
            block = _emit_passage(draft, item, frames, vocabulary)
            caption = block if item.kind == "caption" else None
    for page in sorted(furniture):
        for line in furniture[page]:
            draft.add_furniture(line.text, page=page, bbox=frames[page].to_page(line.box))
    return draft


def _emit_passage(draft: Draft, passage: Passage, frames: dict[int, Frame], vocabulary: frozenset[str]) -> Block | None:
    text, lines = join_lines(passage.lines, frames, vocabulary)
    if not text:
        return None
    if passage.contents and is_contents_entry(passage.lines[-1]):
        # The tab tells a page number from a figure.
        title, _, page_number = text.rpartition(" ")
        text = f"{title}\t{page_number}"
    kind = passage.kind or "paragraph"
    number, content = None, 0
    if kind in ("paragraph", "heading", "list_item", "footnote"):
        marker = find_marker(passage.lines[0])
        numbered = marker is not None and marker.kind not in ("bullet", "dash")
        if marker is not None and marker.end < len(text) and (kind != "paragraph" or passage.numbered):
            content = marker.end if numbered or kind == "list_item" else 0
            number = marker.number if numbered else None
    page = passage.lines[0].page
    box = union([line.box for line in passage.lines if line.page == page])
    return draft.add_block(
        kind,
        text,
        number=number,
        content=content,
        level=passage.level if kind in ("heading", "list_item") else None,
        page=page,
        bbox=frames[page].to_page(box),
        bold=all(line.bold for line in passage.lines),
        lines=lines,
    )


def _emit_table(draft: Draft, grid: Grid, frames: dict[int, Frame], caption: Block | None) -> None:
    cells = [
        DraftCell(
            row=cell.row,
            column=cell.column,
            text=cell.text,
            row_span=cell.row_span,
            column_span=cell.column_span,
            page=cell.page or grid.page,
            bbox=frames[cell.page or grid.page].to_page(cell.box) if cell.box else None,
            declared_header=cell.header,
            bold=cell.bold,
        )
        for cell in grid.cells
    ]
    draft.add_table(
        cells,
        rows=grid.rows,
        columns=grid.columns,
        caption=caption,
        page=grid.page,
        bbox=frames[grid.page].to_page(grid.box),
        origin=grid.origin,
        header_rows=grid.header_rows,
    )
    for page, words in grid.repeated:  # a header printed again on the next page is set aside, not lost
        draft.add_furniture(words, page=page)
