"""A document's structure: printed numbers, headings and sections, table headers, form fields, genre, what it is about."""

from __future__ import annotations

from dataclasses import replace

from ..records.document import CASE_GENRES, Document
from ..vocab import Vocabulary
from .about import describe
from .forms import find_fields, find_further_fields
from .headings import find_headings
from .kind import tell_genre
from .numbering import number_paragraphs
from .options import SegmentOptions
from .table_headers import find_table_headers


def segment(document: Document, *, vocabulary: Vocabulary, options: SegmentOptions) -> Document:
    """The document with its structure. Text, spans and order stay as they were read."""
    document = number_paragraphs(document)
    document = find_headings(document, vocabulary=vocabulary)
    document = find_table_headers(document)
    document = find_fields(document, vocabulary=vocabulary)
    document = tell_genre(document, vocabulary=vocabulary, options=options)
    document = describe(_without_prose_fields(document))
    return find_further_fields(document, vocabulary=vocabulary)


def _without_prose_fields(document: Document) -> Document:
    """Outside case papers a heading such as "Background" is no label of a form, and "Plans open: 40" in a list is a list item."""
    if document.genre in CASE_GENRES:
        return document
    prose = {block.content for block in document.blocks if block.kind in ("heading", "list_item")}
    kept = tuple(field for field in document.fields if field.label.start not in prose)
    return replace(document, fields=kept)
