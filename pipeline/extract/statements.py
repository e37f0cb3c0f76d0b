"""A case paper as statements: each sentence, cell, bullet or ticked box, with the zone of the form in which it stands.

Whether words are a need, help that was given, a change or a template's prompt depends on where they stand; every
extractor of case papers works on these statements.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..records.document import Block, Document, Field
from ..records.span import Span
from ..records.table import Table
from ..text.sentences import split_sentences
from ..vocab import Vocabulary
from ..vocab.zones import ZoneName
from .boxes import find_boxes, is_title
from .entries import Entry, is_yes_no, kind_of, read_entry
from .grids import Grid, GridCell, read_grid
from .placing import as_prose, heading_zone, zone_of

StatementKind = Literal["sentence", "cell", "tick", "answer"]

_TICKED = re.compile(r"^\W{0,3}(?:\[\s?[xX✓✔]\s?\]|[☒☑✓✔■])\s*")
# Labels that head the parts of a form that repeats them.
_HEADS = frozenset(
    {
        "name", "child", "child's name", "name of child", "area", "need", "goal", "domain", "theme", "priority",
        "outcome area", "young person", "about", "person",
    }
)  # fmt: skip
_MOST_HEAD_WORDS = 7
_UNTICKED = re.compile(r"^\W{0,3}(?:\[\s{0,3}\]|[☐□])\s*")
_FULL_STOP = re.compile(r"(?:(?<=[a-z]{3})|(?<=\bno)|(?<=\bin)|(?<=\bit))[.!?][\"”'’)]*[ \t]+(?=[A-Z])")
_BOX = re.compile(r"(?P<on>\[\s?[xX✓✔]\s?\]|[☒☑✓✔■])|\[\s{0,3}\]|[☐□]")
_BULLET = re.compile(r"^[ \t]*(?:[-–•*▪●○·]|\(?[a-z0-9]{1,2}[.)])[ \t]+")
_RUN_IN = re.compile(r"(?:What|Where|Why|How|Who)\b[^?]*[.?:]$")
_ROW_NAME = 3  # words up to which a cell names its row
_RUN_IN_WORDS = 14
_ANSWERED = re.compile(r"^\W*(?P<word>no|none|nil|never|yes)\b[\s.,;]*(?:not (?:that|as far)[^.]*\.?)?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Words with one address. `label` are the words that ask for them: field label, column header or heading.

    `passage` is where the stretch of running text begins that the statement belongs to. `subject` are the words of a label,
    heading or repeated block that say whom it is about ("Haris Iqbal", "Mum's wellbeing"); `part` heads the part of a form that
    repeats it for each area or child. An `answer` is a bare
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
    subject: str | None = None
    part: str | None = None
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
    fields = [
        (field, read_entry(document, field, assertion=vocabulary.assertion))
        for field in find_boxes(document, vocabulary=vocabulary)
    ]
    grids = tuple(read_grid(document, table, vocabulary=vocabulary) for table in document.tables if not table.is_form)
    found: list[Statement] = []
    blocks_of = _named_blocks(document, fields)
    for field, entry in fields:
        found.extend(_of_field(document, field, entry, blocks_of.get(field.value.start), vocabulary))
    for grid in grids:
        found.extend(_of_grid(document, grid, vocabulary))
    covered = [span for field, _ in fields for span in (field.label, field.value)]
    for block in _free_blocks(document, covered):
        if not is_title(document, block):
            found.extend(_of_block(document, block, vocabulary))
    found.sort(key=lambda statement: (statement.start, statement.end, statement.passage))
    return CasePaper(document=document, statements=tuple(found), fields=tuple(fields), grids=grids)


def _named_blocks(document: Document, fields: list[tuple[Field, Entry]]) -> dict[int, str]:
    """For each field of a form that repeats a part, what the part is about, by the offset of the field's value.

    "Name: Haris Iqbal | Needs ... | Name: Zara Iqbal | Needs ...", "Area: Housing | What we did | Result | Area: Mood ...":
    the label that recurs first with short entries heads the parts.
    """
    text = document.text
    places: dict[str, list[tuple[int, str]]] = {}
    for field, entry in fields:
        label = text[field.label.start : field.label.end].strip(" :").lower()
        words = text[entry.words.start : entry.words.end] if entry.words is not None else ""
        if label in _HEADS and words and len(words.split()) <= _MOST_HEAD_WORDS:
            places.setdefault(label, []).append((field.value.start, words))
    heads = next((found for found in places.values() if len(found) >= 2), [])
    about = {}
    for field, _ in fields:
        before = [words for start, words in heads if start <= field.value.start]
        if before:
            about[field.value.start] = before[-1]
    return about


def _of_field(
    document: Document, field: Field, entry: Entry, about: str | None, vocabulary: Vocabulary
) -> Iterator[Statement]:
    text = document.text
    label = text[field.label.start : field.label.end].strip()
    zone = zone_of(document, label, field.name, field.label.start, vocabulary)
    passage = field.value.start

    def made(span: Span, kind: StatementKind, yes: bool | None = None) -> Statement:
        return Statement(
            start=span.start, end=span.end, kind=kind, zone=zone, label=label, label_span=field.label, field_name=field.name,
            passage=passage, subject=" ".join(part for part in (about or field.group, label) if part), part=about,
            table=field.table, yes=yes,
        )  # fmt: skip

    yes_no = is_yes_no(text, entry)
    if entry.ticks and not yes_no and zone in ("admin", "people", "mixed"):
        zone = heading_zone(document, field.label.start, vocabulary) or zone
    for tick in entry.ticks:
        if tick.checked and yes_no:
            yield made(tick.label, "answer", yes=text[tick.label.start : tick.label.end].strip()[:1].lower() == "y")
        elif tick.checked:
            yield made(tick.label, "tick")
    if entry.kind == "nil" and entry.words is not None:
        yield made(entry.words, "answer", yes=False)
    elif entry.kind in ("words", "ticked") and entry.words is not None:
        zone = as_prose(zone, field.name, text[entry.words.start : entry.words.end])
        if field.name is None and text[entry.words.start] in '"“':
            zone = "voice"
        for span in _sentences(document, entry.words):
            yield made(span, "sentence")


def _of_grid(document: Document, grid: Grid, vocabulary: Vocabulary) -> Iterator[Statement]:
    for row in grid.rows:
        cells = grid.row_cells(row)
        if row in grid.prompts:
            continue
        head = cells[0] if cells and cells[0].role in ("area", "other") else None
        subject = " ".join(document.text[c.span.start : c.span.end] for c in cells if c is head or c.role == "owner")
        for cell in cells:
            if cell.zone is not None:
                yield from _of_cell(document, grid, cell, head, subject, vocabulary)


def _of_cell(
    document: Document, grid: Grid, cell: GridCell, head: GridCell | None, subject: str, vocabulary: Vocabulary
) -> Iterator[Statement]:
    """A cell's sentences; a bare "None known" answers what the row's first cell asks."""
    assert cell.zone is not None
    words = document.text[cell.span.start : cell.span.end]
    kind = kind_of(words, vocabulary.assertion)
    short = (
        cell.role == "need" and len(words.split()) <= _ROW_NAME and {"progress", "status", "score"} & set(grid.roles)
    )
    if short and " " not in words.strip():
        return  # "Growth", beside where it stands now, only names the row
    if kind in ("void", "prompt") or (kind == "nil" and head is None):
        return
    spans = [cell.span] if kind == "nil" else list(_sentences(document, cell.span))
    role: StatementKind = "answer" if kind == "nil" else "sentence" if short else "cell"
    for span in spans:
        yield Statement(
            start=span.start, end=span.end, kind=role, zone=cell.zone, label=cell.header,
            label_span=head.span if head is not None and kind == "nil" else None, field_name=None, passage=cell.span.start,
            subject=subject or None, table=grid.table, row=cell.row, yes=False if kind == "nil" else None,
        )  # fmt: skip


def _of_block(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Statement]:
    text = document.text
    start = block.content
    ticked = _TICKED.match(text[start : block.end])
    if _UNTICKED.match(text[start : block.end]) and not _BOX.search(text, start + 3, block.end):
        return
    if len(_BOX.findall(text[start : block.end])) >= 2:
        yield from _of_boxes(document, block, vocabulary)
        return
    section = next((s for s in reversed(document.sections) if s.start <= block.start < s.end), None)
    title = section.title if section else ""
    zone = heading_zone(document, block.start, vocabulary) or _default_zone(document)
    span = Span(start=start + (ticked.end() if ticked else 0), end=block.end)
    sentences = list(_sentences(document, span))
    run_in = _run_in_zone(text[sentences[0].start : sentences[0].end], vocabulary) if len(sentences) > 1 else None
    if run_in is not None and zone in ("mixed", "needs"):
        zone, sentences = run_in, sentences[1:]
    for index, sentence in enumerate(sentences):
        kind: StatementKind = "tick" if ticked else "sentence"
        yes: bool | None = None
        asked = section.heading if section else None
        if index and text[sentences[index - 1].end - 1] == "?":
            answered = _ANSWERED.match(text[sentence.start : sentence.end])
            if answered:  # "Was the family threatened with eviction? No."
                kind, yes, asked = "answer", answered["word"].lower() == "yes", sentences[index - 1]
        if kind_of(text[sentence.start : sentence.end], vocabulary.assertion) == "prompt":
            continue
        yield Statement(
            start=sentence.start, end=sentence.end, kind=kind, zone=zone, label=title, label_span=asked,
            field_name=vocabulary.headings.field_name(title) if title else None, passage=block.start,
            subject=title or None, yes=yes,
        )  # fmt: skip


def _run_in_zone(words: str, vocabulary: Vocabulary) -> ZoneName | None:
    """The zone that a paragraph's own title opens: "What we did. I took the application ..."; None for a plain sentence."""
    if not _RUN_IN.match(words) or len(words.split()) > _RUN_IN_WORDS:
        return None
    head = re.split(r"[,.?:]", words, maxsplit=1)[0]
    return vocabulary.zones.of_label(head) if len(head.split()) >= 2 else None


def _of_boxes(document: Document, block: Block, vocabulary: Vocabulary) -> Iterator[Statement]:
    """ "Priority needs [x] Young carer [ ] Debt" in running text: the ticked words, each by itself."""
    text = document.text
    boxes = list(_BOX.finditer(text, block.content, block.end))
    label = text[block.content : boxes[0].start()].strip(" :")
    zone = zone_of(document, label, None, block.start, vocabulary) if label else _default_zone(document)
    for index, box in enumerate(boxes):
        low, high = box.end(), boxes[index + 1].start() if index + 1 < len(boxes) else block.end
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1] in " \n\t,;":
            high -= 1
        if box["on"] and low < high and text[low:high].lower() not in ("yes", "no"):
            yield Statement(
                start=low,
                end=high,
                kind="tick",
                zone=zone,
                label=label,
                label_span=None,
                field_name=None,
                passage=block.start,
            )


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
    for low, high in itertools.pairwise(marks):
        bullet = _BULLET.match(text[low:high].lstrip("\n"))
        lead = len(text[low:high]) - len(text[low:high].lstrip("\n"))
        for sentence in split_sentences(text, low + lead + (bullet.end() if bullet else 0), high):
            yield from _split_more(text, sentence)


def _split_more(text: str, span: Span) -> Iterator[Span]:
    """Case notes have no abbreviation before a name: "... in mum's bed. Stacey finds" are two sentences."""
    start = span.start
    for match in _FULL_STOP.finditer(text, span.start, span.end):
        yield Span(start=start, end=match.start() + len(match.group(0).rstrip()))
        start = match.end()
    if start < span.end:
        yield Span(start=start, end=span.end)


def table_of(document: Document, table_id: int) -> Table:
    """The table with that id."""
    return next(table for table in document.tables if table.id == table_id)
