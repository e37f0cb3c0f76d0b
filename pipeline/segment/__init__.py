"""A document's structure: printed numbers, headings and sections, table headers, form fields, genre, what it is about."""

from __future__ import annotations

from ..records.document import Document
from ..vocab import Vocabulary
from .about import describe
from .forms import find_fields
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
    return describe(document)
