"""Needs, outcomes and case rows against gold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..records.case import COMPLETENESS_FIELDS, Case
from ..records.codec import to_row
from ..records.document import Document
from ..records.need import Need
from ..records.outcome import Outcome
from ..records.span import Span
from .align import find_quote, find_within, plain_text
from .gold import GoldDocument, GoldNeed, GoldOutcome
from .score import Scores


def score_case(
    document: Document,
    *,
    needs: Sequence[Need],
    outcomes: Sequence[Outcome],
    cases: Sequence[Case],
    gold: GoldDocument,
    scores: Scores,
) -> None:
    """Add one case paper's needs, outcomes and case row to the scores."""
    if gold.needs is not None:
        _needs(document, needs, gold.needs, scores)
    if gold.outcomes is not None:
        _outcomes(document, outcomes, gold.outcomes, scores)
    if gold.case is not None:
        _case_row(document, cases[0] if cases else None, gold.case, scores)


def _needs(document: Document, found: Sequence[Need], gold: Sequence[GoldNeed], scores: Scores) -> None:
    """A need is right where its evidence meets the quote and category, status (and person) are those of the gold."""
    spans = [_span(document, item.quote, item.words) for item in gold]
    for name, keys in (
        ("need: category+status", ("category", "status")),
        ("need: category+status+person", ("category", "status", "person")),
        ("need: category", ("category",)),
    ):
        free = list(found)
        for item, span in zip(gold, spans, strict=True):
            match = next(
                (
                    need
                    for need in free
                    if _meets(need, span) and all(getattr(need, k) == getattr(item, k) for k in keys)
                ),
                None,
            )
            if match is not None:
                free.remove(match)
                scores.tally(name).right += 1
            else:
                scores.tally(name).missed += 1
                if name == "need: category+status":
                    near = [f"{n.category}/{n.status}/{n.person}" for n in found if _meets(n, span)]
                    scores.error(
                        document.path, "need missed", f"{item.category}/{item.status}/{item.person}: {item.quote}", near
                    )
        scores.tally(name).wrong += len(free)
        if name == "need: category+status":
            for need in free:
                scores.error(
                    document.path,
                    "need false",
                    "",
                    f"{need.category}/{need.status}/{need.person}: {need.evidence.quote}",
                )
    current = {item.category for item in gold if item.status == "current"}
    wrongly = sorted({need.category for need in found if need.status == "current"} - current)
    scores.share("papers without a category wrongly called current").count(not wrongly)
    if wrongly:
        scores.error(document.path, "wrongly current", sorted(current), wrongly)


def _outcomes(document: Document, found: Sequence[Outcome], gold: Sequence[GoldOutcome], scores: Scores) -> None:
    spans = [_span(document, item.quote, None) for item in gold]
    free = list(found)
    for item, span in zip(gold, spans, strict=True):
        match = next(
            (o for o in free if _meets(o, span) and o.category == item.category and o.status == item.status), None
        )
        if match is not None:
            free.remove(match)
            scores.tally("outcome: category+status").right += 1
        else:
            scores.tally("outcome: category+status").missed += 1
            near = [f"{o.category}/{o.status}" for o in found if _meets(o, span)]
            scores.error(document.path, "outcome missed", f"{item.category}/{item.status}: {item.quote}", near)
    scores.tally("outcome: category+status").wrong += len(free)
    for outcome in free:
        words = f"{outcome.category}/{outcome.status}: {outcome.evidence.quote}"
        scores.error(document.path, "outcome false", "", words)


def _case_row(document: Document, case: Case | None, gold: dict[str, Any], scores: Scores) -> None:
    row: dict[str, Any] = to_row(case) if case else {}
    # Outside closures the gold leaves step and reason open.
    for name in ("genre", "reference", "closure_date", *(("step", "reason") if gold.get("step") else ())):
        _equal(document, f"case: {name}", gold.get(name), row.get(name), scores)
    timeliness, wanted = row.get("timeliness") or {}, gold.get("timeliness") or {}
    for name in ("referral_date", "assessment_date", "working_days"):
        _equal(document, f"case: {name}", wanted.get(name), timeliness.get(name), scores)
    _equal(
        document, "case: review_dates", wanted.get("review_dates") or [], timeliness.get("review_dates") or [], scores
    )
    found = sorted((b["kind"], b["days"] or 0) for b in timeliness.get("breaches") or [] if b["kind"] != "date_order")
    expected = sorted(
        (b["kind"], b.get("days") or 0) for b in wanted.get("breaches") or [] if b["kind"] != "date_order"
    )
    _equal(document, "case: breaches", expected, found, scores)
    for name in COMPLETENESS_FIELDS:
        presence = (gold.get("completeness") or {}).get(name)
        said = (row.get("completeness") or {}).get(name)
        _equal(document, "completeness", (name, presence), (name, said), scores)
        if presence == "absent":
            scores.share("absent fields found").count(said == "absent")
        elif presence is not None:
            scores.share("fields not falsely absent").count(said != "absent")
    if gold.get("services_involved") is not None:
        services = scores.tally("case: services_involved")
        expected_names, names = _lower(gold["services_involved"]), _lower(row.get("services_involved") or [])
        hits = sum(1 for name in expected_names if any(name in other or other in name for other in names))
        services.right += hits
        services.missed += len(expected_names) - hits
        services.wrong += max(0, len(names) - hits)


def _equal(document: Document, name: str, wanted: object, got: object, scores: Scores) -> None:
    scores.share(name).count(wanted == got)
    if wanted != got:
        scores.error(document.path, name, wanted, got)


def _lower(names: Sequence[Any]) -> list[str]:
    return [str(name.get("name") if isinstance(name, dict) else name).lower() for name in names]


def _span(document: Document, quote: str, words: str | None) -> Span | None:
    plain = plain_text(document.text)
    place = find_quote(plain, quote)
    if place is None:
        return None
    return (find_within(plain, place, words) if words else None) or plain.span(*place)


def _meets(row: Need | Outcome, span: Span | None) -> bool:
    return span is not None and row.evidence.start < span.end and row.evidence.end > span.start
