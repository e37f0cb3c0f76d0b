"""What a section of the report is made of: paragraphs, tables, charts, and quotes with their places."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from ..records.span import Evidence
from .evidence_links import evidence_href
from .readable import day

Item = TypeVar("Item")

# Rows shown of each kind. A page of thousands of rows serves nobody; all of them are in the workbook.
MOST_DOCUMENTS: Final = 500
MOST_FINDINGS: Final = 200
MOST_QUOTES: Final = 8  # of one finding
MOST_FIGURES: Final = 10  # of one document
MOST_REPORTS: Final = 40  # documents with headline figures
MOST_DECISIONS: Final = 200
MOST_CASES: Final = 100
MOST_THREADS: Final = 30  # case papers whose thread is drawn
MOST_CLUSTERS: Final = 60
MOST_SERIES: Final = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words of a document and where they stand. `href` is their place on the evidence page of `document`."""

    text: str
    where: str = ""
    document: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a table: text, or lines of text, then quotes. `strong` sets it off; `href` links to an anchor of the page."""

    text: str = ""
    quotes: tuple[Quote, ...] = ()
    number: bool = False
    strong: bool = False
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of a table; its first cell is its header."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table with a caption. `numbers` names its columns of numbers; `more` says how many rows are left out."""

    name: str  # unique on the page
    caption: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[str] = frozenset()
    more: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph; `lead` stands out."""

    text: str
    lead: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading under the section's own."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A drawn chart; `svg` is markup whose texts are escaped, `name` the beginning of its ids."""

    name: str
    svg: str
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubted:
    """A finding: its severity in words, what was found, where, and the words involved."""

    anchor: str
    severity: str
    severity_class: str
    title: str
    code: str
    message: str
    document: str
    document_href: str
    quotes: tuple[Quote, ...]
    more: str
    kind: Literal["finding"] = "finding"


Block = Table | Paragraph | Heading | Chart | Doubted


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section of the page."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


def capped(rows: Sequence[Item], most: int, noun: str, sheet: str) -> tuple[Sequence[Item], str]:
    """The first rows, and a sentence on the others."""
    left = len(rows) - most
    if left <= 0:
        return rows, ""
    return rows[:most], f"{left:,} more {noun} on the sheet {sheet} of audit.xlsx."


def quoted(evidence: Evidence, where: str = "", *, longest: int = 400) -> Quote:
    """The words with their place; a very long quote is shortened here, and says so."""
    text = evidence.quote
    if len(text) > longest:
        text = f"{text[:longest].rstrip()} … [{len(evidence.quote) - longest:,} more characters in audit.xlsx]"
    return Quote(text=text, where=where, document=evidence.document, href=evidence_href(evidence))


def unbroken(date: datetime.date | None) -> str:
    """A day that stays on one line."""
    return day(date).replace(" ", "\N{NO-BREAK SPACE}")


def texts(*values: object) -> tuple[Cell, ...]:
    """Cells of text; nothing for None, a number with its thousands parted."""
    return tuple(
        value
        if isinstance(value, Cell)
        else Cell(text=f"{value:,}", number=True)
        if isinstance(value, int)
        else Cell(text="" if value is None else str(value))
        for value in values
    )
