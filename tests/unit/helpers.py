"""Documents made in tests: text in, a segmented Document out."""

from __future__ import annotations

from pipeline.config import load_settings
from pipeline.read.source import source_of_bytes
from pipeline.records.document import Document, Field
from pipeline.run.assemble import load_vocabulary, understand

SETTINGS = load_settings()
VOCABULARY = load_vocabulary(SETTINGS)


def document_of(text: str, *, path: str = "paper.txt") -> Document:
    """The text read and segmented as a file of that name would be."""
    return understand(source_of_bytes(text.encode("utf-8"), path=path), settings=SETTINGS, vocabulary=VOCABULARY)


def words(document: Document, field: Field) -> tuple[str, str]:
    """Label and value of a field as text."""
    text = document.text
    return text[field.label.start : field.label.end], text[field.value.start : field.value.end]
