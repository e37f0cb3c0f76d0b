"""Several documents as one: an e-mail and what is attached to it, each with its own heading, furniture after all bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..records.document import Block, Document, Doubt, Line, Note, Page
from ..records.span import Span
from ..records.table import Cell, Table
from .draft import Draft
from .source import Source, source_of_bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the joined document; `title` becomes a heading over it, empty for none."""

    title: str
    document: Document


def join_documents(source: Source, sections: Sequence[Section], *, media_type: str, title: str | None) -> Document:
    """The sections in order as one document. Pages are counted on from section to section."""
    joined = _Joined()
    for section in sections:
        if section.title:
            draft = Draft()
            draft.add_block("heading", section.title, level=1)
            joined.add(draft.build(source_of_bytes(b"", path=source.path), media_type=media_type), deeper=0)
        joined.add(section.document, deeper=1 if section.title else 0)
    body_end = joined.length
    joined.add_furniture([section.document for section in sections])
    empty = Draft().build(source, media_type=media_type, title=title)
    return replace(
        empty,
        text="".join(joined.text),
        body_end=body_end,
        blocks=tuple(joined.blocks),
        tables=tuple(joined.tables),
        lines=tuple(sorted(joined.lines, key=lambda line: line.start)),
        pages=tuple(joined.pages),
        notes=tuple(joined.notes),
        partial=any(section.document.partial for section in sections),
        doubts=tuple(joined.doubts),
    )


class _Joined:
    """What has been joined so far."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.lines: list[Line] = []
        self.pages: list[Page] = []
        self.notes: list[Note] = []
        self.doubts: list[Doubt] = []
        self._first_pages: dict[int, int] = {}  # by the identity of the document: one file may be attached twice

    def add(self, document: Document, *, deeper: int) -> None:
        """Append the body of a document, its headings `deeper` levels down."""
        if self.text:
            self._write("\n\n")
        by, first = self.length, len(self.pages)
        self._first_pages[id(document)] = first
        self._write(document.text[: document.body_end])
        numbers: dict[int, int] = {}
        for block in document.blocks:
            if block.start < document.body_end or block.kind != "furniture":
                numbers[block.id] = len(self.blocks)
                self.blocks.append(self._block(block, by, first, deeper))
        for table in document.tables:
            self.tables.append(_shifted_table(table, by, first, len(self.tables), numbers[table.block]))
        body = [line for line in document.lines if line.start < document.body_end]
        self.lines.extend(_shifted_line(line, by, first) for line in body)
        self.pages.extend(replace(page, number=page.number + first) for page in document.pages)
        self.notes.extend(replace(note, page=note.page + first if note.page else None) for note in document.notes)
        self.doubts.extend(replace(doubt, start=doubt.start + by, end=doubt.end + by) for doubt in document.doubts)

    def add_furniture(self, documents: Sequence[Document]) -> None:
        """Append what the documents set aside."""
        between = "\n\n"
        for document in documents:
            for block in document.blocks:
                if block.kind != "furniture" or block.start < document.body_end:
                    continue
                self._write(between)
                between = "\n"
                by, first = self.length - block.start, self._first_pages[id(document)]
                self._write(document.text[block.start : block.end])
                self.blocks.append(self._block(block, by, first, 0))
                held = [line for line in document.lines if block.start <= line.start < block.end]
                self.lines.extend(_shifted_line(line, by, first) for line in held)

    def _write(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def _block(self, block: Block, by: int, first: int, deeper: int) -> Block:
        level = block.level
        if block.kind == "heading" and level is not None:
            level = min(level + deeper, 6)
        return replace(
            block,
            id=len(self.blocks),
            start=block.start + by,
            end=block.end + by,
            content=block.content + by,
            level=level,
            page=block.page + first if block.page else None,
        )


def _shifted_line(line: Line, by: int, first: int) -> Line:
    return replace(line, start=line.start + by, end=line.end + by, page=line.page + first)


def _shifted_table(table: Table, by: int, first: int, number: int, block: int) -> Table:
    return replace(
        table,
        id=number,
        block=block,
        start=table.start + by,
        end=table.end + by,
        cells=tuple(_shifted_cell(cell, by, first) for cell in table.cells),
        caption=Span(start=table.caption.start + by, end=table.caption.end + by) if table.caption else None,
        pages=tuple(page + first for page in table.pages),
    )


def _shifted_cell(cell: Cell, by: int, first: int) -> Cell:
    return replace(
        cell,
        start=cell.start + by,
        end=cell.end + by,
        page=cell.page + first if cell.page else None,
        breaks=tuple(place + by for place in cell.breaks),
    )
