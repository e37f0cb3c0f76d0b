"""Form fields: labels and what was entered, however they are laid out.

First what is sure whatever the paper: known labels, and labels set apart from their values. Once the kind of paper is known,
forms are searched for labels of any wording; a committee paper is no form.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from ..records.document import CASE_GENRES, Document, Field, Genre
from ..records.table import Table
from ..vocab import Vocabulary
from .form_grids import further_table_fields
from .form_lines import group_titles, heading_fields, label_headings, line_fields, neighbouring_lines
from .form_tables import table_fields

_NO_FORMS: tuple[Genre, ...] = ("committee_report", "minutes", "guidance")


def find_fields(document: Document, *, vocabulary: Vocabulary) -> Document:
    """The document with the fields that are sure, in reading order, and with the tables that are forms marked as such."""
    fields: list[Field] = []
    tables = []
    for table in document.tables:
        found = list(table_fields(document, table, vocabulary))
        tables.append(_as_form(table, found) if found else replace(table, is_form=False))
        fields.extend(found)
    document = replace(document, tables=tuple(tables))
    for block in document.blocks:
        if block.start < document.body_end and block.kind in ("paragraph", "list_item", "form"):
            fields.extend(line_fields(document, block, vocabulary))
    taken = {field.label.start for field in fields}
    fields.extend(field for field in heading_fields(document, vocabulary, taken) if field.label.start not in taken)
    return replace(document, fields=_sorted(fields))


def find_further_fields(document: Document, *, vocabulary: Vocabulary) -> Document:
    """The document, its genre known, with fields whose labels are told by structure alone, and with repeated parts named."""
    fields = list(document.fields)
    if document.genre not in _NO_FORMS:
        tables = []
        for table in document.tables:
            further: list[Field] = []
            is_form = False
            if table.start < document.body_end and not table.is_form:
                further, is_form = further_table_fields(document, table, vocabulary)
            tables.append(_as_form(table, further) if is_form else table)
            fields.extend(further)
        document = replace(document, tables=tuple(tables))
        starts = sorted(field.label.start for field in fields)
        taken = {
            block.id for block in document.blocks if bisect_left(starts, block.start) < bisect_left(starts, block.end)
        }
        fields.extend(neighbouring_lines(document, taken, vocabulary))
        if document.genre in CASE_GENRES or fields:
            fields.extend(label_headings(document, {field.label.start for field in fields}, vocabulary))
    parts = group_titles(document)
    return replace(document, fields=_sorted([_grouped(field, parts) for field in fields]))


def _as_form(table: Table, fields: list[Field]) -> Table:
    """The table marked as a form. Labels beside their values are heads of rows, and its first row is no header."""
    heads = {cell.start for cell in table.cells if cell.row < (table.header_rows or 0)}
    if all(field.label.start in heads for field in fields):
        return replace(table, is_form=True)
    return replace(table, is_form=True, header_rows=0, header_columns=1)


def _grouped(field: Field, parts: list[tuple[int, int, str]]) -> Field:
    title = next((title for start, end, title in parts if start <= field.label.start < end), None)
    return replace(field, group=title) if title and field.group is None else field


def _sorted(fields: list[Field]) -> tuple[Field, ...]:
    """In the order of their values: the cells of a record follow one another, though their labels stand in one row."""
    return tuple(sorted(fields, key=lambda field: (field.value.start, field.label.start)))
