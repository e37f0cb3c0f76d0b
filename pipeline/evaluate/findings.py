"""Findings against planted inconsistencies and controls."""

from __future__ import annotations

from ..records.document import Document
from ..records.finding import Finding
from ..records.span import Span
from .align import Plain, find_quote, plain_text
from .gold import GoldFindings
from .score import Scores


def score_findings(document: Document, found: list[Finding], gold: GoldFindings, scores: Scores) -> None:
    """Add one document's findings to the scores.

    A planted inconsistency is found where a finding's evidence meets one of its quotes. A finding that meets none is false.
    A control is hit where a finding meets one of its quotes and no planted one. Case-practice findings (late, missing) that
    the gold does not list as planted are left out of precision, as the gold of cases lists them elsewhere.
    """
    plain = plain_text(document.text)
    planted = [[_span(plain, quote) for quote in item.quotes] for item in gold.planted]
    judged = [
        finding
        for finding in found
        if finding.severity != "not_run" and not finding.code.startswith(("TIM", "CPL", "THR"))
    ]
    meets = {finding.id: [_meets(finding, spans) for spans in planted] for finding in judged}
    for index, item in enumerate(gold.planted):
        hit = any(met[index] for met in meets.values())
        scores.share("planted found").count(hit)
        scores.share(f"planted found:{item.kind}").count(hit)
        if not hit:
            scores.error(document.path, "not found", item.kind, " || ".join(item.quotes))
    for finding in judged:
        hit = any(meets[finding.id])
        scores.share("findings right").count(hit)
        if not hit:
            scores.error(document.path, "false finding", finding.code, f"{finding.severity} {finding.message}")
    for control in gold.controls:
        spans = [_span(plain, quote) for quote in control.quotes]
        hit = any(_meets(finding, spans) and not any(meets[finding.id]) for finding in judged)
        scores.share("controls left alone").count(not hit)


def _span(plain: Plain, quote: str) -> Span | None:
    place = find_quote(plain, quote)
    return plain.span(*place) if place else None


def _meets(finding: Finding, spans: list[Span | None]) -> bool:
    return any(
        span is not None and evidence.start < span.end and evidence.end > span.start
        for evidence in finding.evidence
        for span in spans
    )
