"""A case paper as statements: each sentence, cell, bullet or ticked box, with the zone of the form in which it stands.

Whether words are a need, help that was given, a change or a template's prompt depends on where they stand; every
extractor of case papers works on these statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..records.document import Block, Document, Field
from ..records.span import Span
from ..records.table import Table, cell_grid
from ..text.sentences import split_sentences
from ..vocab import Vocabulary
from ..vocab.zones import ZoneName
from .entries import Entry, is_yes_no, kind_of, read_entry
from .grids import Grid, read_grid

StatementKind = Literal["sentence", "cell", "tick", "answer"]

_TICKED = re.compile(r"^\W{0,3}(?:\[\s?[xX✓✔]\s?\]|[☒☑✓✔■])\s*")
_UNTICKED = re.compile(r"^\W{0,3}(?:\[\s{0,3}\]|[☐□])\s*")
_BULLET = re.compile(r"^[ \t]*(?:[-–•*▪●○·]|\(?[a-z0-9]{1,2}[.)])[ \t]+")
# Zones that a heading lends to the labels beneath it, whose own words only name a subject ("Housing").
_LENT: frozenset[ZoneName] = frozenset({"help", "change", "plan", "history", "later", "what_if", "strengths"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Words with one address. `label` are the words that ask for them: field label, column header or heading.

    `passage` counts the stretches of running text: statements of one passage follow one another. An `answer` is a bare
    Yes, No, None or a tick whose meaning lies in the label; `yes` says which.
    """

    start: int
    end: int
    kind: StatementKind
    zone: ZoneName
    label: str
    label_span: Span | None
    field_name: str | None
    passage: int
    group: str | None = None
    table: int | None = None
    row: int | None = None
    yes: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePaper:
    """A case paper laid out: its statements in reading order, its single fields, and its tables of words and scores."""

    document: Document
    statements: tuple[Statement, ...]
    fields: tuple[tuple[Field, Entry], ...]
    grids: tuple[Grid, ...]


def lay_out(document: Document, *, vocabulary: Vocabulary) -> CasePaper:
    """The case paper as statements. Fields that hold other fields are taken apart."""
    fields = [(field, read_entry(document, field, assertion=vocabulary.assertion)) for field in innermost(document)]
    grids = tuple(read_grid(document, table, vocabulary=vocabulary) for table in document.tables if not table.is_form)
    found: list[Statement] = []
    for field, entry in fields:
        found.extend(_of_field(document, field, entry, vocabulary))
    for grid in grids:
        found.extend(_of_grid(document, grid, vocabulary))
    covered = [span for field, _ in fields for span in (field.label, field.value)]
    for block in _free_blocks(document, covered):
        found.extend(_of_block(document, block, vocabulary))
    found.sort(key=lambda statement: (statement.start, statement.end, statement.passage))
    return CasePaper(document=document, statements=tuple(found), fields=tuple(fields), grids=grids)


def innermost(document: Document) -> list[Field]:
    """Fields that hold no other field's label and no data table, in reading order."""
    labels = sorted({field.label.start for field in document.fields})
    tables = [table for table in document.tables if not table.is_form]
    kept = []
    for field in document.fields:
        inside = any(field.value.start <= start < field.value.end for start in labels)
        holds_table = any(field.value.start <= table.start < field.value.end for table in tables)
        if not inside and not holds_table:
            kept.append(field)
    return kept


def zone_of(document: Document, label: str, field_name: str | None, start: int, vocabulary: Vocabulary) -> ZoneName:
    """The zone of what stands under `label` at `start`."""
    zones = vocabulary.zones
    by_name = zones.fields.get(field_name) if field_name else None
    by_words = zones.of_label(label)
    heading = heading_zone(document, start, vocabulary)
    if by_name == "people" and by_words == "needs":
        return "needs"
    if by_name is not None:
        return by_name
    if by_words == "needs" and heading in _LENT:
        return heading
    return by_words or heading or "mixed"


def heading_zone(document: Document, start: int, vocabulary: Vocabulary) -> ZoneName | None:
    """The zone that the nearest heading above opens; a heading of no known words leaves it to the one above."""
    above = [section for section in document.sections if section.start <= start < section.end]
    for section in reversed(above):
        name = vocabulary.headings.field_name(section.title)
        zone = vocabulary.zones.fields.get(name) if name else None
        zone = zone or vocabulary.zones.of_label(section.title)
        if zone is not None and section.level > 1:
            return zone
    return None


def _of_field(document: Document, field: Field, entry: Entry, vocabulary: Vocabulary) -> Iterator[Statement]:
    text = document.text
    label = text[field.label.start : field.label.end].strip()
    zone = zone_of(document, label, field.name, field.label.start, vocabulary)
    passage = field.value.start

    def made(span: Span, kind: StatementKind, yes: bool | None = None) -> Statement:
        return Statement(
            start=span.start, end=span.end, kind=kind, zone=zone, label=label, label_span=field.label, field_name=field.name,
            passage=passage, group=field.group, table=field.table, yes=yes,
        )  # fmt: skip

    yes_no = is_yes_no(text, entry)
    for tick in entry.ticks:
        if tick.checked and yes_no:
            yield made(tick.label, "answer", yes=text[tick.label.start : tick.label.end].strip()[:1].lower() == "y")
        elif tick.checked:
            yield made(tick.label, "tick")
    if entry.kind == "nil" and entry.words is not None:
        yield made(entry.words, "answer", yes=False)
    elif entry.kind in ("words", "ticked") and entry.words is not None:
        for span in _sentences(document, entry.words):
            yield made(span, "sentence")


def _of_grid(document: Document, grid: Grid, vocabulary: Vocabulary) -> Iterator[Statement]:
    for cell in grid.cells:
        words = document.text[cell.span.start : cell.span.end]
        if cell.zone is None or kind_of(words, vocabulary.assertion) in ("void", "prompt") or cell.row in grid.prompts:
            continue
        for span in _sentences(document, cell.span):
            yield Statement(
                start=span.start, end=span.end, kind="cell", zone=cell.zone, label=cell.header, label_span=None, field_name=None,
                passage=cell.span.start, table=grid.table, row=cell.row,
            )  # fmt: skip


def _of_block(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Statement]:
    text = document.text
    start = block.content
    ticked = _TICKED.match(text[start : block.end])
    if _UNTICKED.match(text[start : block.end]):
        return
    section = next((s for s in reversed(document.sections) if s.start <= block.start < s.end), None)
    title = section.title if section else ""
    zone = heading_zone(document, block.start, vocabulary) or _default_zone(document)
    span = Span(start=start + (ticked.end() if ticked else 0), end=block.end)
    for sentence in _sentences(document, span):
        if kind_of(text[sentence.start : sentence.end], vocabulary.assertion) == "prompt":
            continue
        yield Statement(
            start=sentence.start, end=sentence.end, kind="tick" if ticked else "sentence", zone=zone, label=title,
            label_span=section.heading if section else None, field_name=vocabulary.headings.field_name(title) if title else None,
            passage=block.start,
        )  # fmt: skip


def _default_zone(document: Document) -> ZoneName:
    return "needs" if document.genre == "assessment" else "mixed"


def _free_blocks(document: Document, covered: list[Span]) -> Iterator[Block]:
    """Blocks of prose outside all fields."""
    for block in document.blocks:
        if block.start >= document.body_end or block.kind not in ("paragraph", "list_item", "quote", "form"):
            continue
        if not any(span.start < block.end and block.content < span.end for span in covered if span.end > span.start):
            yield block


def _sentences(document: Document, span: Span) -> Iterator[Span]:
    """Sentences of a stretch; a line break, a bullet and a block's end are boundaries too."""
    text = document.text
    edges = {span.start, span.end}
    edges |= {block.start for block in document.blocks if span.start < block.start < span.end}
    edges |= {span.start + match.start() for match in re.finditer(r"\n|\s(?=[•▪●])", text[span.start : span.end])}
    marks = sorted(edges)
    for low, high in zip(marks, marks[1:], strict=False):
        bullet = _BULLET.match(text[low:high].lstrip("\n"))
        lead = len(text[low:high]) - len(text[low:high].lstrip("\n"))
        yield from split_sentences(text, low + lead + (bullet.end() if bullet else 0), high)


def table_of(document: Document, table_id: int) -> Table:
    """The table with that id."""
    return next(table for table in document.tables if table.id == table_id)


def rows_of(document: Document, table_id: int) -> list[list[str]]:
    """The words of a table's cells by row and column."""
    return [
        [document.text[cell.start : cell.end].strip() if cell else "" for cell in row]
        for row in cell_grid(table_of(document, table_id))
    ]
