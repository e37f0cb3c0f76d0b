"""A small run of invented papers, made without a language model: a printed report, a closure record, and a hostile text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path

from pipeline.config import load_settings
from pipeline.export import export
from pipeline.export.documents import store_document
from pipeline.read.source import open_source
from pipeline.records.case import COMPLETENESS_FIELDS, Breach, Case, Timeliness
from pipeline.records.document import Document, evidence_at, locate
from pipeline.records.figure import Figure
from pipeline.records.finding import Finding
from pipeline.records.ids import content_id
from pipeline.records.need import Assertion, Need
from pipeline.records.run import Extraction, Run
from pipeline.run.assemble import understand
from pipeline.run.job import document_row
from pipeline.run.manifest import counts
from pipeline.vocab import Vocabulary

REPOSITORY = Path(__file__).resolve().parents[2]
DEMO = REPOSITORY / "corpora" / "demo"
REPORT, CLOSURE, HOSTILE = (
    "ottermere-2024-06-cabinet-annual-report.pdf",
    "lindenhythe-lc-77120-closure.html",
    "hostile.txt",
)
HOSTILE_WORDS = (
    "<script>window.hurt=1</script> \"><img src=x onerror='window.hurt=1'> {{ 7*7 }} "
    "</title><svg onload=window.hurt=1> \u202e7 plans"
)


def make_run(folder: Path) -> Path:
    """A run folder under `folder`, with its papers in `papers` beside it."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    for name in (REPORT, CLOSURE):
        (papers / name).write_bytes((DEMO / name).read_bytes())
    (papers / HOSTILE).write_text(f"Report\n\nThere were 7 plans. {HOSTILE_WORDS}\n\nThere were 8 plans.\n", "utf-8")
    settings, vocabulary = load_settings(), Vocabulary()
    out = folder / "run"
    out.mkdir()
    rows, figures, needs, findings, cases = [], [], [], [], []
    for name in (HOSTILE, CLOSURE, REPORT):
        document = understand(
            open_source(papers / name, path=name, max_bytes=10**8), settings=settings, vocabulary=vocabulary
        )
        if name == HOSTILE:
            document = replace(document, title=HOSTILE_WORDS)
        store_document(document, out)
        said = Extraction(
            figures=tuple(_figures(document)), needs=tuple(_needs(document)), findings=tuple(_findings(document))
        )
        rows.append(document_row(document, said))
        figures += said.figures
        needs += said.needs
        findings += said.findings
        if name != REPORT:
            cases.append(_case(document))
    run = Run(
        documents=tuple(rows), figures=tuple(figures), decisions=(), needs=tuple(needs), interventions=(), outcomes=(),
        cases=tuple(cases), links=(), findings=tuple(findings), clusters=(), series=(), manifest={},
    )  # fmt: skip
    facts = {"paths": [str(papers)], "counts": counts(run), "labels": {"1.1": "Poor attendance"}, "checks": {}}
    export(replace(run, manifest=facts), out, options=settings.export.model_copy(update={"formats": ()}))
    return out


def _figures(document: Document) -> Iterator[Figure]:
    """Every number of a sentence or a cell that is no year, at most thirty a document."""
    numbers = re.finditer(r"(?<![\w/.,-])\d{1,3}(?:,\d{3})*(?![\w/.,-])", document.text[: document.body_end])
    for found, match in enumerate(islice(numbers, 30), start=1):
        start, end = match.span()
        line_start, line_end = document.text.rfind("\n", 0, start) + 1, (document.text + "\n").find("\n", end)
        cell = next(
            (cell for table in document.tables for cell in table.cells if cell.start <= start and end <= cell.end), None
        )
        evidence = evidence_at(document, *((cell.start, cell.end) if cell else (line_start, line_end)))
        hostile = HOSTILE_WORDS if document.path == HOSTILE else None
        yield Figure(
            id=content_id("fig", document.id, start), document=document.id, value=Decimal(match[0].replace(",", "")),
            low=None, high=None, text=match[0], start=start, end=end, unit_kind="count", unit=hostile or "families",
            denominator=None, measure=hostile or f"number {found}", breakdown={hostile: hostile} if hostile else None,
            period=None, change=None, qualifier=None, role="reported", geography=hostile, organisation=None,
            attributed_to=None, origin="table" if cell else "prose", evidence=evidence,
            locator=locate(document, evidence.start, evidence.end), method=hostile or "test", confidence=0.8,
            explanation=hostile or "a number",
        )  # fmt: skip


def _needs(document: Document) -> Iterator[Need]:
    at = document.text.find("Elsie was hitting")
    words = (at, at + 40) if at >= 0 else (0, 6)
    evidence = evidence_at(document, *words)
    yield Need(
        id=content_id("need", document.id, words), document=document.id, category="family_relationships", subcategory="5.3",
        person="child", person_name=HOSTILE_WORDS if document.path == HOSTILE else "Elsie", status="current",
        assertion=Assertion(), raised_by=None, stage="presenting", case=None, cluster=None, evidence=evidence,
        locator=locate(document, *words), method="test", confidence=0.9, explanation="words",
    )  # fmt: skip


def _case(document: Document) -> Case:
    words = evidence_at(document, 0, 20)
    return Case(
        id=content_id("case", document.id), document=document.id, genre="closure_summary",
        reference=HOSTILE_WORDS if document.path == HOSTILE else "LC-77120", people=(), step="down", reason=None, reason_text=None,
        reason_evidence=None, closure_date=None, services_involved=(), outstanding_support=None, lead_professional=None,
        completeness=dict.fromkeys(COMPLETENESS_FIELDS, "present") | {"child_voice": "absent"},
        completeness_evidence={"consent": words},
        timeliness=Timeliness(breaches=(Breach(kind="assessment_late", days=24, limit=20),)), method="test", confidence=0.9,
    )  # fmt: skip


def _findings(document: Document) -> Iterator[Finding]:
    figure = next(_figures(document))
    words = HOSTILE_WORDS if document.path == HOSTILE else "One number does not follow from another."
    yield Finding(
        id=content_id("fnd", document.id), code="SUM001", severity="query", title=words, message=words,
        documents=(document.id,), evidence=(figure.evidence,), subjects=(figure.id,),
    )  # fmt: skip
