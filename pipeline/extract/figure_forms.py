"""Which parts of forms and tables hold sentences with figures: values entered in boxes, and cells of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.document import Document, Field
from ..records.table import Cell, Table
from .table_cells import WORDS_OF_PROSE, words_of

# What is entered under these labels identifies, dates or describes; it measures nothing.
_NO_FIGURES = re.compile(
    r"\b(?:date|dob|d\.o\.b|birth|ref(?:erence)?|urn|upn|uprn|nhs|id|post\s?code|address|"
    r"tel(?:ephone)?|phone|mobile|fax|e-?mail|"
    r"age|year\s?group|school\s+year|class|version|signed|signature|name|location|venue|room|time|"
    r"contact\s+(?:details|number)|"
    r"case\s+number|mosaic|liquid\s?logic|ward|report\s+number|paper|agenda)\b|\bno\.?\s*$|^(?:number|no)\b(?!\s+of)",
    re.IGNORECASE,
)


def fields_by_block(document: Document) -> dict[int, list[Field]]:
    """The fields that can hold figures, by the block they stand in."""
    found: dict[int, list[Field]] = {}
    blocks = list(document.blocks)
    position = 0
    for field in sorted(document.fields, key=lambda field: field.label.start):
        while position < len(blocks) and blocks[position].end <= field.label.start:
            position += 1
        inside = position < len(blocks) and blocks[position].start <= field.label.start
        # A value that runs over further blocks is read with those blocks.
        if inside and field.value.start < field.value.end <= blocks[position].end:
            found.setdefault(blocks[position].id, []).append(field)
    return found


def holds_figures(label: str) -> bool:
    """Whether a form's label can have a figure entered under it: not "Date of birth", "UPN", "Age at closure"."""
    return _NO_FIGURES.search(label) is None


def prose_cells(document: Document, table: Table) -> Iterator[Cell]:
    """The cells of a data table that hold sentences rather than values."""
    header_rows = table.header_rows or 0
    for cell in table.cells:
        if cell.row >= header_rows and words_of(document.text[cell.start : cell.end]) > WORDS_OF_PROSE:
            yield cell
