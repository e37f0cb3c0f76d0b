"""Papers made for the tests of figures: paragraphs, headings, lists and tables in, short rows of their figures out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.config import default_toml
from pipeline.extract.figures import extract_figures
from pipeline.extract.options import ExtractOptions
from pipeline.read.draft import Draft, DraftCell
from pipeline.read.source import source_of_bytes
from pipeline.records.document import BlockKind, Document
from pipeline.records.figure import Figure
from pipeline.text.nlp import Nlp
from pipeline.vocab import Vocabulary

Grid = Sequence[Sequence[str]]
Part = str | tuple[BlockKind, str] | list[list[str]]
DAY = date(2023, 7, 11)
OPTIONS = ExtractOptions(**tomllib.loads(default_toml())["extract"])


@cache
def vocabulary() -> Vocabulary:
    """The vocabularies of the package, loaded once."""
    return Vocabulary()


@cache
def nlp() -> Nlp:
    """The language model, loaded once."""
    return Nlp()


def paper(*parts: Part, day: date | None = DAY, title: str | None = None, header_rows: int | None = None) -> Document:
    """A paper: a string is a paragraph, a pair a block of that kind ("list_item", "- 12 plans"), a list of lists a table.

    A caption right before a table belongs to it.
    """
    draft = Draft()
    caption = None
    for part in parts:
        if isinstance(part, list):
            cells = [DraftCell(row=r, column=c, text=text) for r, row in enumerate(part) for c, text in enumerate(row)]
            draft.add_table(
                [cell for cell in cells if cell.text],
                rows=len(part),
                columns=max(map(len, part)),
                caption=caption,
                origin="test",
                header_rows=header_rows,
            )
            caption = None
            continue
        kind, text = part if isinstance(part, tuple) else ("paragraph", part)
        block = draft.add_block(kind, text, level=1 if kind in ("heading", "list_item") else None)
        caption = block if kind == "caption" else None
    source = source_of_bytes(repr(parts).encode(), path="paper.txt")
    return replace(draft.build(source, media_type="text/plain"), date=day, title=title)


def figures(
    *parts: Part, day: date | None = DAY, title: str | None = None, header_rows: int | None = None
) -> list[Figure]:
    """The figures of such a paper, in order."""
    document = paper(*parts, day=day, title=title, header_rows=header_rows)
    return list(extract_figures(document, vocabulary=vocabulary(), nlp=nlp(), options=OPTIONS))


def values(*parts: Part) -> list[str]:
    """Value and unit kind of each, short: "12", "12%", "£12", "12pp", "12 weeks"."""
    return [short(figure) for figure in figures(*parts)]


def short(figure: Figure) -> str:
    """A figure's value with its unit kind in a word."""
    plain = f"{figure.value:f}" if figure.value is not None else "?"
    value = plain.rstrip("0").rstrip(".") if "." in plain else plain
    marks = {"percent": f"{value}%", "currency": f"£{value}", "percentage_points": f"{value}pp", "count": value}
    if figure.unit_kind in marks:
        return marks[figure.unit_kind]
    if figure.unit_kind == "duration":
        return f"{value} {figure.unit}"
    base = f"{figure.denominator:f}" if figure.denominator is not None else ""
    return f"{value}/{base}" if base else f"{value} {figure.unit_kind}"


def span(figure: Figure) -> str | None:
    """Its period as "2022-04-01..2023-03-31"; an open end is a dash."""
    if figure.period is None:
        return None
    return f"{figure.period.start or '-'}..{figure.period.end or '-'}"
