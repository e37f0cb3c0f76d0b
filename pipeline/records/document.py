"""A document as it was read: its text, and everything that has an address in that text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from .span import Box, Evidence, Locator, Span, quote_evidence
from .table import Table

BlockKind = Literal[
    "heading",
    "paragraph",
    "list_item",
    "table",
    "form",  # label and value lines outside a table
    "caption",
    "quote",
    "footnote",
    "comment",  # a reviewer's comment in the margin: kept apart
    "chart",  # words printed inside a chart or picture: residue, not prose
    "furniture",  # running headers and footers, page numbers, site navigation
]
Genre = Literal["committee_report", "minutes", "closure_summary", "assessment", "plan", "review", "guidance", "other"]
CASE_GENRES: tuple[Genre, ...] = ("closure_summary", "assessment", "plan", "review")


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something a reader should know: we are unsure, or something was left out. `message` holds no text of a case."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a page and where it is printed; the characters ``start:end`` stand in `bbox`."""

    start: int
    end: int
    page: int
    bbox: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Characters of a scan that may have been misread. `other` is what a second OCR engine read there, if it differs."""

    start: int
    end: int
    confidence: float
    other: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page, from 1. Width and height in points. `scanned`: its words came from OCR or are missing."""

    number: int
    width: float
    height: float
    scanned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A run of text of one kind. Blocks follow one another in reading order and do not overlap.

    `number` is the number printed at its start, without brackets or full stop ("4.1", "29", "a"); `content` is the offset
    at which the words after that number or bullet begin. `level` is the depth of a heading (from 1) or of a list item
    (from 1).
    """

    id: int
    kind: BlockKind
    start: int
    end: int
    content: int
    level: int | None = None
    number: str | None = None
    page: int | None = None
    bbox: Box | None = None
    bold: bool = False  # all of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what stands beneath it, up to the next heading of the same or a higher level."""

    heading: Span
    title: str
    level: int
    number: str | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A tick box and its words. `checked` is None where the form leaves it open ("Yes / No, delete as appropriate")."""

    label: Span
    checked: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A form's label and what was entered. An empty box has an empty `value` span."""

    label: Span
    value: Span
    name: str | None = None  # canonical name from vocab/headings.toml, e.g. "reason_for_closure"
    options: tuple[Option, ...] = ()
    group: str | None = None  # the repeated part of the form it belongs to ("Child 2")
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One file. `text` never changes after reading: every span of every record is an address in it.

    `text` holds the body first and the furniture after `body_end`, so that no running header stands inside a sentence.
    """

    id: str
    path: str  # relative to the run's root, with forward slashes
    sha256: str
    size: int  # bytes
    media_type: str
    text: str
    body_end: int
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    fields: tuple[Field, ...] = ()
    genre: Genre = "other"
    genre_confidence: float = 0.0
    title: str | None = None
    date: datetime.date | None = None  # the document's own date, as printed
    organisation: str | None = None  # the authority or body that issued it
    geography: str | None = None
    reference: str | None = None  # case reference of a case paper
    notes: tuple[Note, ...] = ()
    partial: bool = False  # something was lost; the notes say what
    doubts: tuple[Doubt, ...] = ()  # numbers of scanned pages


def evidence_at(document: Document, start: int, end: int) -> Evidence:
    """Evidence for those characters of the document, trimmed of white space."""
    return quote_evidence(document.id, document.text, start, end)


def block_at(document: Document, offset: int) -> Block | None:
    """The block that holds the character at `offset`."""
    low, high = 0, len(document.blocks)
    while low < high:
        middle = (low + high) // 2
        if document.blocks[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    if low < len(document.blocks) and document.blocks[low].start <= offset:
        return document.blocks[low]
    return None


def locate(document: Document, start: int, end: int) -> Locator:
    """The human address of a stretch of prose: page, box of its lines, printed paragraph number and section."""
    block = block_at(document, start)
    lines = [line for line in document.lines if line.start < end and line.end > start]
    page = lines[0].page if lines else (block.page if block else None)
    boxes = [line.bbox for line in lines if line.page == page]
    bbox = (
        (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        if boxes
        else (block.bbox if block else None)
    )
    number = _paragraph_number(document, block)
    section = next((s.title for s in reversed(document.sections) if s.start <= start < s.end), None)
    return Locator(
        page=page, bbox=bbox, paragraph=number, section=section, cite=cite(paragraph=number, page=page, section=section)
    )


def cite(
    *, paragraph: str | None = None, page: int | None = None, section: str | None = None, table: int | None = None
) -> str:
    """The short address for people: "para 4.1, p. 3", "table 2, p. 5", "section Background"."""
    parts = []
    if table is not None:
        parts.append(f"table {table}")
    if paragraph is not None:
        parts.append(f"para {paragraph}")
    elif table is None and section is not None:
        parts.append(f"section {section}")
    if page is not None:
        parts.append(f"p. {page}")
    return ", ".join(parts)


def _paragraph_number(document: Document, block: Block | None) -> str | None:
    """The number printed at the block or, for text that runs on under it, at the nearest block above in the section.

    Council papers number the first paragraph of a point only; the tables and lists beneath are cited by that number.
    """
    if block is None:
        return None
    if block.number is not None and block.kind != "list_item":
        return block.number
    for earlier in reversed(document.blocks[: block.id]):
        if earlier.kind == "heading" and earlier.number is None:
            return block.number
        if earlier.number is not None and earlier.kind in ("paragraph", "heading"):
            return earlier.number
    return block.number
