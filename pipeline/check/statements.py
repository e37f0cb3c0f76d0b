"""The document as statements: sentences in reading order with their figures, and lists with what leads into them.

A statement's `skeleton` is its text with every figure replaced by a token, so that a pattern can speak of "up from
(number)" whatever the number looks like.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..records.document import Block, Document
from ..records.figure import Figure
from ..text.sentences import split_sentences

_PROSE = ("paragraph", "list_item", "quote", "form", "footnote", "caption")
_TOKEN = re.compile(r"⟦(\d+)⟧")
_BRACKETED = re.compile(r"\s?\(⟦\d+⟧\)")
_MULTIPLES = ("doubled", "halved", "trebled", "tripled", "quadrupled", "double", "twice", "half", "treble")
_LONGEST = 3000  # characters: more without a full stop is no sentence, but a table or a list that lost its lines
_SHORTEST_CELL = 4  # words from which a cell is read as a statement


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence of the body or of a table's cell. `section` numbers the stretch under one heading."""

    index: int
    start: int
    end: int
    text: str
    kind: str  # of the block; "cell" in a table
    block: int
    section: int
    level: int | None
    figures: tuple[Figure, ...]

    @cached_property
    def skeleton(self) -> str:
        """The text with each figure as ⟦its place in `figures`⟧; multiples ("doubled") stay words."""
        parts, at = [], self.start
        for index, figure in enumerate(self.figures):
            if figure.start < at or figure.text.lower() in _MULTIPLES:
                continue
            parts.append(self.text[at - self.start : figure.start - self.start])
            parts.append(f"⟦{index}⟧")
            at = figure.end
        parts.append(self.text[at - self.start :])
        return "".join(parts)

    @cached_property
    def unbracketed(self) -> str:
        """The skeleton without lone figures in brackets: "11 files (23%) were late" gives "⟦0⟧ files were late"."""
        return _BRACKETED.sub("", self.skeleton)

    @cached_property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    def until(self, figure: Figure) -> str:
        """The text before a figure and the figure."""
        return self.text[: figure.end - self.start]

    def stretch(self, figure: Figure) -> str:
        """The words of a figure, up to the next one."""
        following = min((f.start for f in self.figures if f.start > figure.start), default=self.end)
        after = self.text[figure.end - self.start : following - self.start]
        earlier = max((f.end for f in self.figures if f.end <= figure.start), default=self.start)
        before = self.text[earlier - self.start : figure.start - self.start]
        cut = re.split(r"[,:(]| and ", before)[-1]
        return f"{cut} {re.split(r'[,)]| and ', after)[0]}"

    def token(self, match: re.Match[str], name: str) -> Figure | None:
        """The figure that a group of a skeleton's pattern stands for; None where the group took no part."""
        digits = match.group(name)
        return self.figures[int(digits)] if digits is not None else None

    def tokens_in(self, piece: str) -> list[Figure]:
        """The figures whose tokens stand in a piece of the skeleton."""
        return [self.figures[int(number)] for number in _TOKEN.findall(piece)]


@dataclass(frozen=True, kw_only=True)
class BulletList:
    """Items of one list, each its first statement and all of its figures, and the statement before the list."""

    lead_in: Statement
    items: tuple[tuple[Statement, ...], ...]


def pattern(template: str) -> re.Pattern[str]:
    """A pattern over skeletons. `<x>` is a figure that becomes group x; `<>` any figure; `~` a few words without a figure."""
    compiled = template.replace("<>", r"⟦\d+⟧").replace("~", r"[^⟦⟧.;:]{0,60}?")
    compiled = re.sub(r"(?<!\?P)<([a-z]\w*)>", r"⟦(?P<\1>\\d+)⟧", compiled)
    return re.compile(compiled, re.IGNORECASE)


def read_statements(document: Document, figures: Sequence[Figure]) -> tuple[Statement, ...]:
    """All statements of the body, in reading order. Cells of a few words are labels and values, not statements."""
    starts = [figure.start for figure in figures]
    found: list[Statement] = []
    section = 0
    tables = {table.block: table for table in document.tables}

    def add(start: int, end: int, kind: str, block: Block) -> None:
        for span in split_sentences(document.text, start, end):
            if span.end - span.start > _LONGEST:
                continue
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            found.append(
                Statement(
                    index=len(found),
                    start=span.start,
                    end=span.end,
                    text=document.text[span.start : span.end],
                    kind=kind,
                    block=block.id,
                    section=section,
                    level=block.level,
                    figures=tuple(figures[first:last]),
                )
            )

    for block in document.blocks:
        if block.start >= document.body_end:
            break
        if block.kind == "heading":
            section += 1
        elif block.id in tables:
            for cell in tables[block.id].cells:
                if len(document.text[cell.start : cell.end].split()) >= _SHORTEST_CELL:
                    add(cell.start, cell.end, "cell", block)
        elif block.kind in _PROSE:
            add(block.content, block.end, block.kind, block)
    return tuple(found)


def read_lists(statements: Sequence[Statement], document: Document) -> tuple[BulletList, ...]:
    """Runs of two or more list items of one level after a statement that leads into them."""
    found = []
    at = 0
    while at < len(statements):
        if statements[at].kind != "list_item":
            at += 1
            continue
        end = at
        while (
            end < len(statements)
            and statements[end].kind == "list_item"
            and statements[end].section == statements[at].section
        ):
            end += 1
        if at > 0 and statements[at - 1].section == statements[at].section:
            items = _items(statements[at:end], document)
            if len(items) >= 2:
                found.append(BulletList(lead_in=statements[at - 1], items=items))
        found.extend(_nested(statements[at:end], document))
        at = end
    return tuple(found)


def _items(run: Sequence[Statement], document: Document) -> tuple[tuple[Statement, ...], ...]:
    """Items of the run's first level, with the statements of deeper items beneath them."""
    level = run[0].level
    items: list[list[Statement]] = []
    block = -1
    for statement in run:
        if statement.level == level and statement.block != block:
            items.append([])
            block = statement.block
        items[-1].append(statement)
    return tuple(tuple(item) for item in items)


def _nested(run: Sequence[Statement], document: Document) -> list[BulletList]:
    """Lists beneath an item that ends with a colon."""
    found = []
    for index, statement in enumerate(run[:-1]):
        following = run[index + 1]
        if not statement.text.rstrip().endswith(":") or (following.level or 1) <= (statement.level or 1):
            continue
        end = index + 1
        while end < len(run) and (run[end].level or 1) >= (following.level or 1):
            end += 1
        items = _items(run[index + 1 : end], document)
        if len(items) >= 2:
            found.append(BulletList(lead_in=statement, items=items))
    return found
