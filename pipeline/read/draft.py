"""The builder every reader writes into: it lays text out once, and hands out the spans of what it laid.

Readers give text in reading order and never count offsets themselves. Furniture is kept back and set after the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..records.document import Block, BlockKind, Document, Line, Note, Page
from ..records.ids import content_id
from ..records.span import Box, Span
from ..records.table import Cell, Table
from .source import Source

LineBox = tuple[int, int, int, Box]  # start and end within the block's text, page, box


@dataclass(kw_only=True)
class DraftCell:
    """A cell as a reader found it; `text` may hold line breaks, which become spaces and are kept as `Cell.breaks`."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    bbox: Box | None = None
    declared_header: bool | None = None
    address: str | None = None
    bold: bool = False


@dataclass(kw_only=True)
class _Furniture:
    text: str
    page: int | None
    bbox: Box | None


@dataclass
class Draft:
    """Text, blocks and tables so far."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _furniture: list[_Furniture] = field(default_factory=list)

    def add_block(
        self,
        kind: BlockKind,
        text: str,
        *,
        number: str | None = None,
        content: int = 0,
        level: int | None = None,
        page: int | None = None,
        bbox: Box | None = None,
        bold: bool = False,
        lines: Sequence[LineBox] = (),
    ) -> Block | None:
        """Append a block; None if `text` is blank. `content` is where its words begin, after a number or bullet.

        `text` must be trimmed and is kept character by character.
        """
        if not text.strip():
            return None
        start = self._open(kind)
        self._write(text)
        block = Block(
            id=len(self._blocks),
            kind=kind,
            start=start,
            end=self._length,
            content=start + content,
            level=level,
            number=number,
            page=page,
            bbox=bbox,
            bold=bold,
        )
        self._blocks.append(block)
        self._lines.extend(
            Line(start=start + low, end=start + high, page=line_page, bbox=box) for low, high, line_page, box in lines
        )
        return block

    def add_table(
        self,
        cells: Sequence[DraftCell],
        *,
        rows: int,
        columns: int,
        caption: Block | None = None,
        page: int | None = None,
        bbox: Box | None = None,
        sheet: str | None = None,
        origin: str,
        header_rows: int | None = None,
        header_columns: int | None = None,
    ) -> Table | None:
        """Append a table: a line a row, cells parted by tabs. None if all cells are blank."""
        if not any(cell.text.strip() for cell in cells):
            return None
        start = self._open("table")
        by_row: dict[int, list[DraftCell]] = {}
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
            by_row.setdefault(cell.row, []).append(cell)
        placed: list[Cell] = []
        for row in range(rows):
            if row:
                self._write("\n")
            column = 0
            for cell in by_row.get(row, []):
                self._write("\t" * (cell.column - column))
                column = cell.column
                cell_start = self._length
                lines = [" ".join(line.split()) for line in cell.text.split("\n") if line.strip()]
                breaks = []
                for line in lines:
                    if self._length > cell_start:
                        self._write(" ")
                        breaks.append(self._length)
                    self._write(line)
                placed.append(_placed(cell, cell_start, self._length, tuple(breaks)))
        if self._length == start:
            self._write(" ")
        block = Block(
            id=len(self._blocks), kind="table", start=start, end=self._length, content=start, page=page, bbox=bbox
        )
        self._blocks.append(block)
        table = Table(
            id=len(self._tables),
            block=block.id,
            start=start,
            end=self._length,
            rows=rows,
            columns=columns,
            cells=tuple(placed),
            caption=Span(start=caption.content, end=caption.end) if caption else None,
            header_rows=header_rows,
            header_columns=header_columns,
            pages=tuple(sorted({cell.page for cell in cells if cell.page is not None})) or ((page,) if page else ()),
            bbox=bbox,
            sheet=sheet,
            origin=origin,
        )
        self._tables.append(table)
        return table

    def add_furniture(self, text: str, *, page: int | None = None, bbox: Box | None = None) -> None:
        """Keep words that are not part of the text: running headers, page numbers, navigation."""
        if text.strip():
            self._furniture.append(_Furniture(text=" ".join(text.split()), page=page, bbox=bbox))

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks so far."""
        return self._blocks

    def build(
        self,
        source: Source,
        *,
        media_type: str,
        pages: Sequence[Page] = (),
        title: str | None = None,
        notes: Sequence[Note] = (),
        partial: bool = False,
    ) -> Document:
        """The finished document. The draft is used up."""
        body_end = self._length
        for item in self._furniture:
            self.add_block("furniture", item.text, page=item.page, bbox=item.bbox)
        return Document(
            id=content_id("doc", source.sha256),
            path=source.path,
            sha256=source.sha256,
            size=source.size,
            media_type=media_type,
            text="".join(self._parts),
            body_end=body_end,
            blocks=tuple(self._blocks),
            tables=tuple(self._tables),
            lines=tuple(self._lines),
            pages=tuple(pages),
            title=title,
            notes=tuple(notes),
            partial=partial,
        )

    def _open(self, kind: BlockKind) -> int:
        """Part the next block from the last by a blank line, list items by a line break."""
        if self._blocks:
            run_on = kind == self._blocks[-1].kind and kind in ("list_item", "furniture", "form")
            self._write("\n" if run_on else "\n\n")
        return self._length

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _placed(cell: DraftCell, start: int, end: int, breaks: tuple[int, ...]) -> Cell:
    return Cell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        start=start,
        end=end,
        page=cell.page,
        bbox=cell.bbox,
        declared_header=cell.declared_header,
        address=cell.address,
        bold=cell.bold,
        breaks=breaks,
    )


def with_notes(document: Document, notes: Sequence[Note], *, partial: bool = False) -> Document:
    """The document with further notes."""
    return replace(document, notes=(*document.notes, *notes), partial=document.partial or partial)
