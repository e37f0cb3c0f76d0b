"""Does it add up? Checks of one document against itself. Each module registers its checks when it is imported here."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from ..records.document import Document
from ..records.finding import CheckCount, Finding
from ..records.ids import content_id
from ..records.link import Link
from ..records.run import Extraction
from ..vocab import Vocabulary
from . import (  # noqa: F401  (they register)
    against_tables,
    ages,
    arithmetic,
    bags,
    beginnings,
    captions,
    cases,
    changes,
    claims,
    claims_of_more,
    closures,
    colours,
    comparisons,
    complements,
    dates,
    deadlines,
    derived,
    disclosure,
    fractions,
    lists,
    lone_shares,
    magnitudes,
    parts,
    people,
    percentages,
    ranks,
    rates,
    remainders,
    running,
    same,
    scope,
    scores,
    series,
    shares,
    shares_of_lists,
    sums,
    targets,
    thread,
    trends,
    year_labels,
)
from .across import ACROSS, Paper, check_documents
from .catalogue import CHECKS, Check, Doubt, Subject
from .options import CheckOptions, selected


def check_document(
    document: Document,
    *,
    extraction: Extraction,
    links: tuple[Link, ...],
    vocabulary: Vocabulary,
    options: CheckOptions,
) -> tuple[list[Finding], list[CheckCount]]:
    """Findings of the selected checks, by place and code, and how often each check tested something and held.

    A check that crashes gives a `not_run` finding: silence is never success.
    """
    subject = Subject(document=document, extraction=extraction, links=links, vocabulary=vocabulary)
    findings: dict[str, Finding] = {}
    counts = []
    for code, check in CHECKS.items():
        if not selected(code, options):
            continue
        found, count = _run(check, subject)
        findings.update({finding.id: finding for finding in found})
        counts.append(count)
    ordered = sorted(_once(findings.values()), key=lambda f: (f.evidence[0].start if f.evidence else 0, f.code, f.id))
    return ordered, counts


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, without those that doubt two numbers which another check doubts together: told once, an error first."""
    told: dict[frozenset[str], str] = {}  # each pair of numbers and the check that doubted it first
    kept = []
    for finding in sorted(findings, key=lambda f: (f.severity != "error", f.code, f.id)):
        pairs = [frozenset(pair) for pair in combinations(finding.subjects[:_COMPARED], 2)]
        if any(told.get(pair, finding.code) != finding.code for pair in pairs):
            continue
        told.update((pair, finding.code) for pair in pairs)
        kept.append(finding)
    return kept


_COMPARED = 12  # numbers of one finding that are compared with those of others


def _run(check: Check, subject: Subject) -> tuple[list[Finding], CheckCount]:
    tested = held = 0
    found = []
    try:
        for verdict in check.function(subject):
            tested += 1
            if verdict is None:
                held += 1
            else:
                found.append(_finding(check, verdict, subject.document))
    except Exception as error:
        found.append(_not_run(check, error, subject.document))
    return found, CheckCount(code=check.code, document=subject.document.id, checked=tested, held=held)


def _finding(check: Check, doubt: Doubt, document: Document) -> Finding:
    places = tuple((item.document, item.start, item.end) for item in doubt.evidence)
    return Finding(
        id=content_id("fnd", document.id, check.code, places, doubt.message),
        code=check.code,
        severity=doubt.severity or check.severity,
        title=check.title,
        message=doubt.message,
        documents=tuple(dict.fromkeys([document.id, *(item.document for item in doubt.evidence)])),
        evidence=doubt.evidence,
        subjects=doubt.subjects,
    )


def _not_run(check: Check, error: Exception, document: Document) -> Finding:
    return Finding(
        id=content_id("fnd", document.id, check.code, "not_run"),
        code=check.code,
        severity="not_run",
        title=check.title,
        message=f"The check could not run here ({type(error).__name__}). What it would have tested is unchecked.",
        documents=(document.id,),
        evidence=(),
        subjects=(),
    )


__all__ = ["ACROSS", "CHECKS", "Paper", "check_document", "check_documents"]
