"""What a document body is made of, whatever file it becomes. Facts only: no block knows how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Run:
    """Text in one typeface. A line feed inside `text` is a line break the author asked for."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`## 4. Demand` is level 2 with the printed number "4."; `number` is empty where none is printed."""

    level: int
    number: str
    content: Inline


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text without a printed number."""

    content: Inline


@dataclass(frozen=True, kw_only=True)
class Item:
    """A bullet, a list item or a numbered paragraph: "-", "1.", "4.1", "(a)". `level` counts from 0."""

    marker: str
    level: int
    content: Inline

    @property
    def is_bullet(self) -> bool:
        """True of `- ` items, which carry no number."""
        return self.marker == "-"


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Somebody's words, set apart."""

    content: Inline


@dataclass(frozen=True, kw_only=True)
class Table:
    """A pipe table. Every row has the same number of cells; an empty header cell is part of a span.

    `align` holds "left", "right", "center" or "" (undecided) for each column.
    """

    caption: str
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[Inline, ...], ...]
    align: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """A worried / working well / needs to happen grid: columns of equal width holding sentences."""

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form. No paragraphs: the box was left empty."""

    label: str
    paragraphs: tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A bar across a form that names the part which follows."""

    title: str


@dataclass(frozen=True, kw_only=True)
class Form:
    """Questions and answers, in the order printed."""

    entries: tuple[Field | Section, ...]


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """The author starts a new page here."""


Block = Heading | Paragraph | Item | Quote | Table | Columns | Form | PageBreak


def plain(content: Inline) -> str:
    """The words of `content` without their typeface."""
    return "".join(run.text for run in content)
