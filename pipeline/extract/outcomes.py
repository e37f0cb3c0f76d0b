"""What came of the help: changes told in sentences, goals in tables and boxes, scores on any scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..records.document import Document, Field, evidence_at, locate
from ..records.ids import content_id
from ..records.need import Need
from ..records.outcome import Outcome, OutcomeStatus
from ..text.nlp import Nlp
from ..text.phrases import Token, tokenize
from ..vocab import Vocabulary
from ..vocab.zones import ZoneName
from .assertions import tag_times
from .entries import Entry, is_yes_no
from .options import ExtractOptions
from .outcome_categories import category_of, category_of_need
from .outcome_scores import Change, find_change
from .outcome_status import has_verdict, is_verdict, tell_status, weigh_scores
from .outcome_tables import outcomes_of_grid
from .services import named_service
from .statements import CasePaper, Statement, lay_out

_OPEN_QUESTION = re.compile(r"^[^.!]{3,60}\?$")
_SUMMARY = re.compile(
    r"^\W*(?:all|every|most of the) (?:of )?(?:the |our |agreed )*(?:goals?|outcomes?|actions?|needs)\b", re.IGNORECASE
)
_SPEECH_ONLY = re.compile(
    r"^\W*(?:[\w'’-]+ ){0,4}(?:(?:says?|said|wrote|told (?:me|us))[:,]? ?)?[\"“][^\"”]+[\"”]\W*$|^[\w'’-]+: ?[\"“]",
    re.IGNORECASE,
)
_BARE_SCORES = re.compile(
    r"\b(?:at|the|start|beginning|today|now|in|was|and|to|from|then|end|last|first|on|out|of|%|per cent"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b|[\d\W]",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:is|are|has|have|now|can|does|do|been|since|gets|goes|says|still|no|not|keeps|today|am|this)\b", re.IGNORECASE
)
_REPORT = re.compile(r"\btold (?:me|us|him|her|them|Mrs?|Ms|Miss|Dr|[A-Z])")
_GOAL_LABEL = re.compile(r"^\W*(?:goal|outcome|target|aim|objective)\b", re.IGNORECASE)
_VERDICT_WORD = re.compile(r"\b(?:met|achieved|reached)\b", re.IGNORECASE)
_TOLD = frozenset({"change", "mixed", "scores"})


def extract_outcomes(
    document: Document, *, vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions, needs: Sequence[Need] = ()
) -> Iterator[Outcome]:
    """The outcomes of a case paper, in reading order. A plan has goals, not outcomes.

    A change whose words name no category has that of the needs of the paper that share its words.
    """
    if document.genre in ("assessment", "plan"):
        return
    paper = lay_out(document, vocabulary=vocabulary)
    yield from outcomes_of(paper, vocabulary, needs)


def outcomes_of(paper: CasePaper, vocabulary: Vocabulary, needs: Sequence[Need] = ()) -> Iterator[Outcome]:
    """The outcomes of a case paper that has been laid out."""
    found: list[Outcome] = []
    in_progress_rows = {
        (grid.table, row)
        for grid in paper.grids
        for row in grid.rows
        if {"progress", "status"} & set(grid.roles) or grid.roles.count("score") > 1
    }
    for grid in paper.grids:
        found.extend(outcomes_of_grid(paper, grid, vocabulary=vocabulary, needs=needs))
    for field, entry in paper.fields:
        found.extend(_of_goal_box(paper, field, entry, vocabulary))
    zone_now: ZoneName | None = None
    category: str | None = None
    passage = part = -1
    for statement in _with_verdicts(paper):
        text = paper.document.text[statement.start : statement.end]
        if statement.passage != passage:
            passage, zone_now, category = statement.passage, None, None
        if statement.zone == "mixed" and _OPEN_QUESTION.match(text):
            zone_now = vocabulary.zones.of_label(text)
        zone = zone_now or statement.zone
        if zone == "help" and paper.document.genre in ("review", "closure_summary"):
            zone = "scores"  # "Since last time: attendance is 96%, up from 84%"
        if statement.part is not None and zone == "change":
            if statement.passage != part:
                part = statement.passage
                found.extend(_of_part(paper, statement, vocabulary))
            continue
        if zone in _TOLD and (statement.table, statement.row) not in in_progress_rows and statement.kind != "answer":
            outcome = _of_sentence(paper, statement, zone, category, vocabulary, needs)
            if outcome is not None:
                category = outcome.category
                found.append(outcome)
    yield from sorted(found, key=lambda outcome: (outcome.evidence.start, outcome.evidence.end))


def _with_verdicts(paper: CasePaper) -> Iterator[Statement]:
    """The statements, a bare verdict joined to the sentence before: "Housing: still in the one room. Not met." """
    text = paper.document.text
    held: Statement | None = None
    for statement in paper.statements:
        verdict = is_verdict(text[statement.start : statement.end]) and statement.kind == "sentence"
        if held is not None and verdict and held.passage == statement.passage:
            yield replace(held, end=statement.end)
            held = None
            continue
        if held is not None:
            yield held
        held = statement
    if held is not None:
        yield held


def _of_sentence(
    paper: CasePaper,
    statement: Statement,
    zone: ZoneName,
    fallback: str | None,
    vocabulary: Vocabulary,
    needs: Sequence[Need],
) -> Outcome | None:
    """A change told in a sentence; None where it tells none. `fallback` is the category of the sentence before."""
    document = paper.document
    text = document.text[statement.start : statement.end]
    if _SUMMARY.match(text) or _SPEECH_ONLY.match(text) or _OPEN_QUESTION.match(text) or statement.kind == "tick":
        return None
    tokens = tokenize(document.text, statement.start, statement.end, mend=vocabulary.needs.speller.mend)
    tokens = tag_times(document.text, tokens, None)
    change = find_change(document.text, statement.start, statement.end, label=statement.label, vocabulary=vocabulary)
    status = tell_status(text, tokens, change, told=zone == "change", vocabulary=vocabulary)
    if change is not None and change.start is not None and not _BARE_SCORES.sub("", text):
        status = weigh_scores(None, change, commented=False)
    settled = has_verdict(text) or (change is not None and change.start is not None)
    if not settled and _REPORT.search(text) and ('"' in text or vocabulary.outcomes.troubles(tokens)):
        return None  # what somebody disclosed
    if not settled and (zone == "scores" or (zone == "mixed" and not _NOW.search(text))):
        return None
    if status is None or (
        zone in ("mixed", "scores") and not _tells_change(paper, statement, tokens, change, vocabulary)
    ):
        return None
    category = category_of(tokens, change, statement.subject or statement.label, vocabulary=vocabulary)
    if category is None and change is not None:
        category = fallback  # "She has moved from contemplation to action"
    if category is None:
        category = category_of_need(text, needs)
    if category is None:
        return None
    return make_outcome(
        document, statement.start, statement.end, category=category, status=status, change=change,
        sustained=vocabulary.outcomes.is_sustained(tokens), method=f"sentence:{zone}",
        confidence=0.7 if zone == "change" else 0.55,
    )  # fmt: skip


def _of_part(paper: CasePaper, statement: Statement, vocabulary: Vocabulary) -> Iterator[Outcome]:
    """One outcome for the box of a part of the form that is repeated for each area or child."""
    document = paper.document
    last = max(other.end for other in paper.statements if other.passage == statement.passage)
    text = document.text[statement.start : last]
    tokens = tag_times(
        document.text, tokenize(document.text, statement.start, last, mend=vocabulary.needs.speller.mend), None
    )
    change = find_change(document.text, statement.start, last, label=statement.label, vocabulary=vocabulary)
    status = tell_status(text, tokens, change, told=True, vocabulary=vocabulary)
    category = category_of(tokenize(statement.part or ""), None, "", vocabulary=vocabulary) or category_of(
        tokens, change, statement.label, vocabulary=vocabulary
    )
    if status is not None and category is not None:
        yield make_outcome(
            document, statement.start, last, category=category, status=status, change=change,
            sustained=vocabulary.outcomes.is_sustained(tokens), method="part", confidence=0.7,
        )  # fmt: skip


def _tells_change(
    paper: CasePaper, statement: Statement, tokens: Sequence[Token], change: Change | None, vocabulary: Vocabulary
) -> bool:
    """In a narrative of every kind: a score that moved, or a word of what has ended, stayed or grown better.

    What was over before the plan is no outcome, nor is a sentence about the help itself.
    """
    if change is not None and change.start is not None and change.end is not None:
        return True
    if has_verdict(paper.document.text[statement.start : statement.end]):
        return True
    if any(hit.payload.means == "before_plan" for hit in vocabulary.assertion.rules.find(tokens)):
        return False
    if vocabulary.agencies.helps.find(tokens) and named_service(
        paper.document.text, statement.start, statement.end, vocabulary=vocabulary
    ):
        return False
    hits = vocabulary.outcomes.sentence_statuses(tokens)
    return any(hit.last - hit.first >= 2 for hit in hits)


def _of_goal_box(paper: CasePaper, field: Field, entry: Entry, vocabulary: Vocabulary) -> Iterator[Outcome]:
    """ "Goal 1 EET by Christmas: [x] Achieved [ ] Not achieved": one row, its words the label, and one for what is said of it."""
    document = paper.document
    label = document.text[field.label.start : field.label.end]
    ticked = [tick for tick in entry.ticks if tick.checked]
    if field.name in ("reason_for_closure", "consent") or not ticked or len(ticked) > 1 or not _GOAL_LABEL.match(label):
        return
    words = document.text[ticked[0].label.start : ticked[0].label.end]
    status = vocabulary.outcomes.label_status(words)
    if status is None:
        return
    if is_yes_no(document.text, entry) and not re.search(r"\b(?:met|achieved|reached)\b", label, re.IGNORECASE):
        return
    tokens = tokenize(label, mend=vocabulary.needs.speller.mend)
    category = category_of(tokens, None, label, vocabulary=vocabulary) or "other"
    yield make_outcome(
        document, field.label.start, field.label.end, category=category, status=status, change=None, sustained=None,
        method="goal:tick", confidence=0.8,
    )  # fmt: skip
    if entry.words is not None and _VERDICT_WORD.search(document.text[entry.words.start : entry.words.end]):
        yield make_outcome(
            document, entry.words.start, entry.words.end, category=category, status=status, change=None, sustained=None,
            method="goal:comment", confidence=0.7,
        )  # fmt: skip


def make_outcome(
    document: Document, start: int, end: int, *, category: str, status: OutcomeStatus, change: Change | None,
    sustained: bool | None, method: str, confidence: float,
) -> Outcome:  # fmt: skip
    """A row from its parts."""
    low: Decimal | str | None = change.start if change else None
    high: Decimal | str | None = change.end if change else None
    return Outcome(
        id=content_id("out", document.id, start, end, category, status),
        document=document.id,
        category=category,
        status=status,
        scale=change.scale if change else None,
        from_=low,
        to=high,
        sustained=sustained,
        case=document.reference,
        evidence=evidence_at(document, start, end),
        locator=locate(document, start, end),
        method=method,
        confidence=confidence,
    )
