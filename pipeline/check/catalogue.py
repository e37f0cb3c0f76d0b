"""What a check is: one function with a code, a severity, a title and two tiny examples.

A check yields one verdict for each thing it tested: `HELD`, or a `Doubt`. So a clean document can be told from one in which
there was nothing to test. The examples are short texts, read and extracted like any document: `holds` must give no finding
of the code, `fails` must give one. Tests, `goldenthread explain CODE` and the catalogue in the docs are made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from ..records.document import Document, evidence_at, locate
from ..records.figure import Figure
from ..records.finding import Severity
from ..records.link import Link
from ..records.run import Extraction
from ..records.span import Evidence, Span
from ..registry import Registry
from ..vocab import Vocabulary
from .grid import Grid, read_grids
from .statements import BulletList, Statement, read_lists, read_statements

HELD: Final = None


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the checks of one document look at: its records, and the document laid out as statements, lists and tables."""

    document: Document
    extraction: Extraction
    links: tuple[Link, ...]
    vocabulary: Vocabulary

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences of the body in reading order, each with its figures."""
        return read_statements(self.document, self.extraction.figures)

    @cached_property
    def lists(self) -> tuple[BulletList, ...]:
        """Bulleted and numbered lists with the statement that leads into each."""
        return read_lists(self.statements, self.document)

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The data tables that hold figures."""
        return read_grids(self.document, self.extraction.figures, self.vocabulary.measures.tables.totals)

    def before(self, statement: Statement, count: int) -> tuple[Statement, ...]:
        """Up to `count` statements before this one in its section, the nearest last."""
        first = max(0, statement.index - count)
        return tuple(s for s in self.statements[first : statement.index] if s.section == statement.section)

    def after(self, statement: Statement, count: int) -> tuple[Statement, ...]:
        """Up to `count` statements after this one in its section."""
        following = self.statements[statement.index + 1 : statement.index + 1 + count]
        return tuple(s for s in following if s.section == statement.section)

    def around(self, start: int, end: int, reach: int = 400) -> str:
        """The words before and after those characters, with them."""
        return self.document.text[max(0, start - reach) : end + reach]

    def near(self, statement: Statement) -> str:
        """A statement with the one before and the one after."""
        return " ".join(s.text for s in (*self.before(statement, 1), statement, *self.after(statement, 1)))

    def statement_at(self, start: int) -> Statement | None:
        """The statement that holds a character, if one does."""
        return next((s for s in self.statements if s.start <= start < s.end), None)

    def sentence_at(self, span: Span) -> Span:
        """The sentence that holds the start of the span; the span itself where none does."""
        statement = self.statement_at(span.start)
        if statement is not None:
            return Span(start=statement.start, end=statement.end)
        return span

    def texts(self) -> Iterator[tuple[int, str]]:
        """The text of the body block by block and cell by cell, with its offset."""
        text, tables = self.document.text, {table.block: table for table in self.document.tables}
        for block in self.document.blocks:
            if block.start >= self.document.body_end:
                return
            if block.id in tables:
                for cell in tables[block.id].cells:
                    yield cell.start, text[cell.start : cell.end]
            elif block.kind != "furniture":
                yield block.content, text[block.content : block.end]

    def evidence(self, start: int, end: int) -> Evidence:
        """Evidence for those characters."""
        return evidence_at(self.document, start, end)

    def place(self, start: int, end: int) -> str:
        """The short address for people: "para 4.1, p. 3"; "the text" where nothing is printed to cite."""
        return locate(self.document, start, end).cite or "the text"

    def where(self, part: Statement | Span) -> str:
        """The address at the start of a message: "Para 4.1, p. 3"."""
        place = self.place(part.start, part.end)
        return place[0].upper() + place[1:]


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something that is not right. `message` says what, where and what to look at, with the recomputation written out."""

    message: str
    evidence: tuple[Evidence, ...]
    subjects: tuple[str, ...] = ()
    severity: Literal["error", "query"] | None = None  # None for the check's own


Verdict = Doubt | None
CheckFunction = Callable[[Subject], Iterator[Verdict]]


def doubt(
    subject: Subject,
    message: str,
    *parts: Figure | Statement | Span,
    severity: Literal["error", "query"] | None = None,
) -> Doubt:
    """A doubt whose evidence is the sentence or cell of each part, in the order given and each once."""
    found: list[Evidence] = []
    for part in parts:
        found.append(part.evidence if isinstance(part, Figure) else subject.evidence(part.start, part.end))
    return Doubt(
        message=message,
        evidence=tuple(dict.fromkeys(found)),
        subjects=tuple(dict.fromkeys(part.id for part in parts if isinstance(part, Figure))),
        severity=severity,
    )


@dataclass(frozen=True, kw_only=True)
class Check:
    """A registered check."""

    code: str
    severity: Severity
    title: str
    holds: str
    fails: str
    function: CheckFunction

    @property
    def description(self) -> str:
        """What it tests and when it stays silent: the function's docstring."""
        return " ".join((self.function.__doc__ or "").split())


CHECKS: Final[Registry[Check]] = Registry("check")


def check(
    code: str, *, severity: Literal["error", "query"], title: str, holds: str, fails: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Decorator that registers a check under its code."""

    def add(function: CheckFunction) -> CheckFunction:
        CHECKS.register(code)(
            Check(code=code, severity=severity, title=title, holds=holds, fails=fails, function=function)
        )
        return function

    return add


def unique(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts without a doubt that was raised before about the same figures."""
    seen: set[tuple[str, ...] | str] = set()
    for verdict in verdicts:
        if verdict is not None:
            key = tuple(sorted(verdict.subjects)) or verdict.message
            if key in seen:
                continue
            seen.add(key)
        yield verdict
