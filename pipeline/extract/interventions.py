"""Help that was given or planned: which service, what it did, for whom, from when to when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from ..records.document import Document, evidence_at, locate
from ..records.ids import content_id
from ..records.outcome import Intervention
from ..text.dates import find_dates
from ..text.nlp import Nlp
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from .options import ExtractOptions
from .people import Cast, find_cast
from .person_mentions import Context, Mention, find_mentions
from .services import named_service
from .statements import CasePaper, Statement, lay_out

_UNTIL = re.compile(r"\b(?:to|until|till|ended|ending|finish\w*|last one on|completed|by)\s*$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:from|since|starting|started|began|start|on|first session|opened)\s*(?:on\s*)?$", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:did|had|gave|met|saw|was|were|went|started|attended|completed|put|took|fitted|moved|helped|delivered"
    r"|visited|built|booked|has|have been)\b",
    re.IGNORECASE,
)
_CONTINGENT = re.compile(r"^\W*(?:if|should|in case)\b", re.IGNORECASE)
_PROCESS = re.compile(
    r"\b(?:was done on time|shared with|on time|reviews? (?:have|has|were)|next (?:review|meeting|taf)"
    r"|nothing(?: for us)?|none|n/a|see above|date of|not started)\b",
    re.IGNORECASE,
)


def extract_interventions(
    document: Document, *, vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions
) -> Iterator[Intervention]:
    """The help that a case paper tells of, one row a sentence, bullet or action."""
    paper = lay_out(document, vocabulary=vocabulary)
    yield from interventions_of(paper, find_cast(document, vocabulary=vocabulary), vocabulary)


def interventions_of(paper: CasePaper, cast: Cast, vocabulary: Vocabulary) -> Iterator[Intervention]:
    """The help told of in a case paper that has been laid out."""
    context = Context()
    for statement in paper.statements:
        tokens = tokenize(paper.document.text, statement.start, statement.end)
        _, mentions = find_mentions(tokens, cast=cast, vocabulary=vocabulary, context=context)
        context = context.after(mentions)
        if _is_help(paper, statement, vocabulary):
            yield _row(paper, statement, mentions, vocabulary)


def _is_help(paper: CasePaper, statement: Statement, vocabulary: Vocabulary) -> bool:
    text = paper.document.text[statement.start : statement.end]
    if (
        statement.zone not in ("help", "plan", "mixed")
        or statement.kind in ("answer", "tick")
        or _CONTINGENT.match(text)
    ):
        return False
    tokens = tokenize(paper.document.text, statement.start, statement.end)
    if vocabulary.agencies.refusals.find(tokens) or _PROCESS.search(text):
        return False
    if statement.kind == "cell":
        return True
    helped = bool(vocabulary.agencies.helps.find(tokens))
    service = named_service(paper.document.text, statement.start, statement.end, vocabulary=vocabulary) is not None
    if statement.zone == "mixed":
        return helped and service and not vocabulary.agencies.saying.find(tokens)
    if statement.zone == "plan" and paper.document.genre in ("closure_summary", "review") and not _PAST.search(text):
        return False  # what is still to be done is no help given
    return helped or service or (statement.zone == "help" and bool(find_dates(text)))


def _row(paper: CasePaper, statement: Statement, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Intervention:
    document = paper.document
    text = document.text
    service = named_service(text, statement.start, statement.end, vocabulary=vocabulary)
    if service is None and statement.table is not None and statement.row is not None:
        service = _owner_cell(paper, statement, vocabulary)
    tokens = tokenize(text, statement.start, statement.end)
    named = (m for m in mentions if m.role != "family" or m.first == 0 or tokens[m.first].text.islower())
    person = next((m.role for m in named if m.role not in (None, "other")), None)
    start_date, end_date = _dates(text, statement, document.date)
    planned = statement.zone == "plan" and not _PAST.search(text[statement.start : statement.end])
    evidence = evidence_at(document, statement.start, statement.end)
    return Intervention(
        id=content_id("int", document.id, statement.start, statement.end),
        document=document.id,
        service=service,
        action=evidence.quote,
        person=person,
        start_date=start_date,
        end_date=end_date,
        planned=planned,
        case=document.reference,
        evidence=evidence,
        locator=locate(document, statement.start, statement.end),
        method=f"{statement.zone}:{statement.kind}",
        confidence=0.8 if service else 0.6,
    )


def _owner_cell(paper: CasePaper, statement: Statement, vocabulary: Vocabulary) -> str | None:
    """The cell of the same row that says who will do it."""
    for grid in paper.grids:
        if grid.table == statement.table:
            for cell in grid.row_cells(statement.row or 0):
                if cell.role == "owner":
                    return paper.document.text[cell.span.start : cell.span.end].strip()
    return None


def _dates(
    text: str, statement: Statement, document_date: datetime.date | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of the help. A date without a year takes the year that puts it nearest before the paper's own."""
    days: list[tuple[str, datetime.date]] = []
    for mention in find_dates(text[statement.start : statement.end]):
        day = mention.date or _with_year(mention.month, mention.day, document_date)
        if day is not None:
            before = text[max(statement.start, statement.start + mention.start - 24) : statement.start + mention.start]
            days.append(("end" if _UNTIL.search(before) and not _FROM.search(before) else "start", day))
    starts = [day for kind, day in days if kind == "start"]
    ends = [day for kind, day in days if kind == "end"]
    if len(starts) == 2 and not ends:
        ends, starts = [max(starts)], [min(starts)]
    return (starts[0] if starts else None), (ends[-1] if ends else None)


def _with_year(month: int, day: int | None, near: datetime.date | None) -> datetime.date | None:
    if day is None or near is None:
        return None
    for year in (near.year, near.year - 1):
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            continue
        if found <= near:
            return found
    return None
