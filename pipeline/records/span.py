"""Addresses in a document: spans of characters, evidence, and the place a person would look."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the page's top left


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Characters `start` up to but not including `end` of a document's text. Never empty backwards; may be empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The exact words a row came from. Make it with `quote_evidence`, which keeps ``text[start:end] == quote``."""

    document: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"evidence of {len(self.quote)} characters cannot stand at {self.start}-{self.end}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Locator:
    """Where a person finds a row: page, printed paragraph number, table cell. `cite` is the short form for reports."""

    page: int | None = None
    bbox: Box | None = None
    paragraph: str | None = None
    section: str | None = None
    table: int | None = None  # from 1, in the order of the document
    row: int | None = None  # from 1, header rows counted
    column: int | None = None  # from 1
    row_header: str | None = None
    column_header: str | None = None
    sheet: str | None = None
    cell: str | None = None  # "C4"
    cite: str = ""


def quote_evidence(document_id: str, text: str, start: int, end: int) -> Evidence:
    """Evidence for ``text[start:end]`` without white space at its ends.

    Raises ValueError if nothing but white space is left.
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Evidence(document=document_id, start=start, end=end, quote=text[start:end])
