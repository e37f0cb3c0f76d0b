"""Case papers for tests: an invented family, a form of labels and values, read and segmented as a plain text file would be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.config import default_toml
from pipeline.extract.closures import extract_case
from pipeline.extract.needs import extract_needs
from pipeline.extract.options import ExtractOptions
from pipeline.read.draft import Draft, DraftCell
from pipeline.read.source import source_of_bytes
from pipeline.records.case import Case
from pipeline.records.document import Document, Genre
from pipeline.records.need import Need
from pipeline.segment import segment
from pipeline.segment.options import SegmentOptions
from pipeline.text.nlp import Nlp
from pipeline.vocab import Vocabulary

FAMILY = (
    ("Case reference", "TST-1001"),
    ("Child's name", "Amara Blackshaw"),
    ("Date of birth", "12/05/2015"),
    ("Brothers and sisters", "Rowan Blackshaw (4)"),
    ("Mother", "Denise Blackshaw"),
    ("Father", "Paul Quarmby"),
    ("Date of referral", "05/02/2024"),
    ("Date assessment completed", "04/03/2024"),
)
OPTIONS = ExtractOptions(**tomllib.loads(default_toml())["extract"])
SEGMENT = SegmentOptions(**tomllib.loads(default_toml())["segment"])


@cache
def vocabulary() -> Vocabulary:
    """The vocabularies of the package, loaded once."""
    return Vocabulary()


def case_paper(
    fields: Sequence[tuple[str, str]] = (), *, title: str = "Early Help Closure Summary", genre: Genre = "closure_summary",
    family: Sequence[tuple[str, str]] = FAMILY, tables: Sequence[Sequence[Sequence[str]]] = (), prose: Sequence[str] = (),
) -> Document:  # fmt: skip
    """A form of the family's details and `fields`, tables of words under it, and paragraphs of prose."""
    draft = Draft()
    draft.add_block("heading", title, level=1)
    rows = [*family, *fields]
    cells = [
        DraftCell(row=row, column=column, text=words, bold=column == 0)
        for row, pair in enumerate(rows)
        for column, words in enumerate(pair)
    ]
    draft.add_table(cells, rows=len(rows), columns=2, origin="test")
    for table in tables:
        grid = [DraftCell(row=r, column=c, text=words) for r, row in enumerate(table) for c, words in enumerate(row)]
        draft.add_table(grid, rows=len(table), columns=len(table[0]), origin="test", header_rows=1)
    for words in prose:
        if words.startswith("# "):
            draft.add_block("heading", words[2:], level=2)
        elif numbered := re.match(r"(\d+)\. ", words):
            draft.add_block("list_item", words, number=numbered[1], content=numbered.end())
        else:
            draft.add_block("paragraph", words)
    key = "\n".join(" ".join(pair) for pair in rows) + "\n".join(prose)
    document = draft.build(source_of_bytes(key.encode(), path="paper.txt"), media_type="text/plain")
    segmented = segment(document, vocabulary=vocabulary(), options=SEGMENT)
    return replace(segmented, genre=genre)


@cache
def nlp() -> Nlp:
    """The parser, loaded once."""
    return Nlp()


def needs_in(document: Document) -> list[Need]:
    """The needs of a paper."""
    return list(extract_needs(document, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))


def case_of(document: Document) -> Case:
    """The case of a paper."""
    needs = needs_in(document)
    return extract_case(document, needs=needs, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS)
