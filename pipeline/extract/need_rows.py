"""A need found in a statement, and the row it becomes: evidence, confidence and explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..records.document import Document, evidence_at, locate
from ..records.ids import content_id
from ..records.need import Assertion, Need, Stage
from ..vocab.needs import NeedKind
from .assertions import Reading
from .need_mentions import NeedWords
from .need_owner import Whose
from .options import ExtractOptions
from .statements import Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundNeed:
    """A need in a sentence, before it becomes a row."""

    kind: NeedKind
    words: NeedWords
    whose: Whose
    reading: Reading
    strength: int


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need of a statement, its stage and who is reported to have said so."""

    statement: Statement
    found: FoundNeed
    stage: Stage
    raised_by: str | None
    words: str  # that state it


def need_of_row(document: Document, row: NeedRow, options: ExtractOptions) -> Need:
    statement, found = row.statement, row.found
    confidence = _confidence(statement, found)
    placed = confidence >= options.min_need_confidence
    answered = statement.kind == "answer"
    start = statement.label_span.start if answered and statement.label_span else statement.start
    end = max(statement.end, statement.label_span.end) if answered and statement.label_span else statement.end
    evidence = evidence_at(document, start, end)
    category = found.kind.category if placed else "other"
    because = f"; read as {found.reading.status} by {', '.join(found.reading.because)}" if found.reading.because else ""
    status = found.reading.status
    assert status is not None
    return Need(
        id=content_id("need", document.id, start, end, found.kind.id, status, found.whose.role, found.whose.name),
        document=document.id,
        category=category,
        subcategory=found.kind.id if category != "other" else None,
        person=found.whose.role,
        person_name=found.whose.name,
        status=status,
        assertion=found.reading.assertion,
        raised_by=row.raised_by,
        stage=row.stage,
        case=document.reference,
        cluster=None,
        evidence=evidence,
        locator=locate(document, start, end),
        method=f"{'topic' if found.words.topic else 'cue'}:{statement.kind}",
        confidence=confidence,
        explanation=f'"{row.words}" names {found.kind.name.lower()}; {found.whose.role} ({found.whose.basis}){because}',
    )


def _confidence(statement: Statement, found: FoundNeed) -> float:
    base = 0.65 if found.words.topic else 0.75
    base += 0.05 * min(len(found.words.words) - 1, 3)
    base += 0.05 if found.strength >= 3 else 0.0
    if statement.kind in ("tick", "answer"):
        base = max(base, 0.85)
    if statement.zone in ("mixed", "change"):
        base -= 0.1
    return round(min(base, 0.97), 2)


def echoed(found: FoundNeed) -> FoundNeed:
    """The need of the statement before, which this one denies: "Both deny this." """
    reading = Reading(
        assertion=Assertion(existence="negated"),
        status="negated",
        meanings=frozenset({"negated"}),
        because=("what was said before is denied",),
    )
    return replace(found, reading=reading)


def doubted(row: NeedRow, following: Sequence[NeedRow]) -> NeedRow:
    """A need that somebody reports and the next statement denies is suspected, not current."""
    found = row.found
    if row.raised_by is None or found.reading.status != "current":
        return row
    passage, here = row.statement.passage, row.statement
    near = [other for other in following if other.statement.passage == passage and other.statement != here]
    next_needs = [other.found for other in near if other.statement == near[0].statement]
    category = found.kind.category
    if not any(other.reading.status == "negated" and other.kind.category == category for other in next_needs):
        return row
    assertion = replace(found.reading.assertion, certainty="suspected")
    because = (*found.reading.because, "the next statement denies it")
    return replace(
        row,
        found=replace(found, reading=replace(found.reading, assertion=assertion, status="suspected", because=because)),
    )


def merged(found: list[FoundNeed]) -> list[FoundNeed]:
    """One need of a category, a person and a status in a sentence; the one stated in most words stands for it."""
    kept: list[FoundNeed] = []
    for one in sorted(found, key=lambda item: (item.words.topic, -len(item.words.words), item.words.first)):
        same = (
            other
            for other in kept
            if other.kind.category == one.kind.category
            and other.reading.status == one.reading.status
            and (
                other.whose.role == one.whose.role
                or one.strength == 0
                or other.strength == 0
                or (one.kind.shared and "family" in (one.whose.role, other.whose.role))
            )
        )
        if next(same, None) is None and not _told_as_past(one, found) and not _is_sentence_served(one, found):
            kept.append(one)
    return sorted(kept, key=lambda item: item.words.first)


def _is_sentence_served(one: FoundNeed, found: Sequence[FoundNeed]) -> bool:
    """Whether the crime is only the imprisonment of a parent, which is the child's need: "his dad is on remand in HMP ..."."""
    return (
        one.kind.category == "crime"
        and one.whose.role in ("father", "mother", "parent", "other")
        and any(other.kind.id == "parent_in_prison" and other.reading.status == one.reading.status for other in found)
    )


def _told_as_past(one: FoundNeed, found: Sequence[FoundNeed]) -> bool:
    """Whether the sentence tells the same need as past: "They fled in 2016 because of violence" is one past need."""
    return (
        one.reading.status == "current"
        and not one.reading.because
        and any(
            other.kind.id == one.kind.id and other.reading.status in ("historical", "resolved") and other is not one
            for other in found
        )
    )
