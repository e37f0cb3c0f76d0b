"""Stated numbers of a document with what they are numbers of: the door of figure extraction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..records.document import Document
from ..records.figure import Figure
from ..text.nlp import Nlp
from ..vocab import Vocabulary
from .figure_draft import FigureDraft, build_figure
from .figure_passages import Passage, read_passages
from .figure_prose import ProseReader
from .figure_standalone import standalone_drafts
from .options import ExtractOptions
from .table_figures import TableFigures

if TYPE_CHECKING:
    from spacy.tokens import Doc


def extract_figures(
    document: Document, *, vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions
) -> Iterator[Figure]:
    """Every stated number of the body that is a figure, in the order of the text, each once.

    Sentences without a number are not parsed; those with one are parsed in one batch.
    """
    passages = read_passages(document)
    tables = TableFigures(document, passages, vocabulary)
    in_tables = list(tables.drafts())
    drafts = [
        *_prose_drafts(passages, vocabulary, nlp, tables, in_tables),
        *in_tables,
        *standalone_drafts(document, passages, vocabulary),
    ]
    seen: set[tuple[int, int]] = set()
    for draft in sorted(drafts, key=lambda draft: (draft.start, draft.end)):
        if (draft.start, draft.end) in seen:
            continue
        seen.add((draft.start, draft.end))
        if draft.origin == "table" and draft.locator is None:
            draft.locator = tables.locator(draft.start)
        yield build_figure(document, draft, vocabulary.figure_confidence)


def _prose_drafts(
    passages: list[Passage], vocabulary: Vocabulary, nlp: Nlp, tables: TableFigures, in_tables: list[FigureDraft]
) -> Iterator[FigureDraft]:
    with_numbers = [passage for passage in passages if passage.numbers]
    parses: dict[int, Doc] = dict(
        zip((id(p) for p in with_numbers), nlp.parse_many(p.plain_text for p in with_numbers), strict=True)
    )
    reader = ProseReader(vocabulary, tables.members(), tables.codes(), in_tables)
    for passage in passages:
        yield from reader.read(passage, parses.get(id(passage)))
