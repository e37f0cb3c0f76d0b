"""Small files made in tests, and what was read of them as plain tuples."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from pipeline.read import ReadOptions, read, source_of_bytes
from pipeline.records.document import Document
from pipeline.records.table import Table

OPTIONS = ReadOptions(
    max_bytes=50_000_000, max_pages=100, max_inflated_bytes=500_000_000, max_cells=200_000,
    ocr="off", ocr_dpi=200, ocr_seconds=60, ocr_pages=50, office_seconds=60, max_attachments=5,
)  # fmt: skip


def read_bytes(data: bytes, path: str) -> Document:
    """The document in `data`, named `path`."""
    return read(source_of_bytes(data, path=path), options=OPTIONS)


def read_words(text: str, path: str = "paper.txt") -> Document:
    """The document in a UTF-8 file."""
    return read_bytes(text.encode(), path)


def outline(document: Document) -> list[tuple[str, str]]:
    """Kind and text of every block of the body."""
    return [
        (block.kind, document.text[block.start : block.end])
        for block in document.blocks
        if block.start < document.body_end
    ]


def furniture(document: Document) -> list[str]:
    """The words that were set aside."""
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == "furniture"]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    """The cells of a table, a merged cell once."""
    found = document.tables[table]
    return [
        [document.text[cell.start : cell.end] for cell in found.cells if cell.row == row] for row in range(found.rows)
    ]


def spans(document: Document, table: int = 0) -> dict[str, tuple[int, int]]:
    """Rows and columns that the merged cells of a table cover, by their text."""
    found: Table = document.tables[table]
    return {
        document.text[cell.start : cell.end]: (cell.row_span, cell.column_span)
        for cell in found.cells
        if (cell.row_span, cell.column_span) != (1, 1)
    }


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file of those parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()
