"""A run made by hand, of invented councils and families: what the exports are tested with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.records.case import COMPLETENESS_FIELDS, Breach, Case, Timeliness
from pipeline.records.cluster import Cluster
from pipeline.records.decision import Decision
from pipeline.records.document import Note
from pipeline.records.figure import Change, Figure, Period
from pipeline.records.finding import Finding
from pipeline.records.ids import content_id
from pipeline.records.link import Link
from pipeline.records.need import Assertion, Need
from pipeline.records.outcome import Intervention, Outcome
from pipeline.records.run import DocumentRow, Run
from pipeline.records.series import Point, Series
from pipeline.records.span import Evidence, Locator

REPORT, CLOSURE, ASSESSMENT, BROKEN, TWIN = (f"doc_{letter * 12}" for letter in "abcde")
Q1 = Period(text="Q1 2023/24", start=date(2023, 4, 1), end=date(2023, 6, 30))
Q2 = Period(text="Q2 2023/24", start=date(2023, 7, 1), end=date(2023, 9, 30))
MAY = Period(text="31 May 2023", start=date(2023, 5, 31), end=date(2023, 5, 31))


def document(key: str, path: str, **values: Any) -> DocumentRow:
    """A document's row; unnamed values are those of a document read wholly."""
    row: dict[str, Any] = dict.fromkeys(DocumentRow.__slots__)
    row |= {"id": key, "path": path, "status": "done", "sha256": "0" * 64, "size": 2048, "notes": (), "genre": "other"}
    return DocumentRow(**(row | values))


def evidence(key: str, start: int, quote: str) -> Evidence:
    return Evidence(document=key, start=start, end=start + len(quote), quote=quote)


def figure(key: str, start: int, quote: str, text: str, value: str, **values: Any) -> Figure:
    """A figure; its number stands where `text` first stands in `quote`."""
    at = start + quote.index(text)
    row: dict[str, Any] = dict.fromkeys(Figure.__slots__)
    row |= {
        "id": content_id("fig", key, at), "document": key, "value": Decimal(value), "text": text, "start": at,
        "end": at + len(text), "unit_kind": "count", "role": "reported", "origin": "prose",
        "evidence": evidence(key, start, quote), "locator": Locator(page=2, paragraph="3.1", cite="para 3.1, p. 2"),
        "method": "prose", "confidence": 0.9, "explanation": "unit: families",
    }  # fmt: skip
    return Figure(**(row | values))


def need(start: int, quote: str, category: str, **values: Any) -> Need:
    row: dict[str, Any] = dict.fromkeys(Need.__slots__)
    row |= {
        "id": content_id("need", values.get("document", CLOSURE), start), "document": CLOSURE, "category": category,
        "person": "child", "status": "current", "assertion": Assertion(), "stage": "presenting",
        "evidence": evidence(values.get("document", CLOSURE), start, quote),
        "locator": Locator(section="Presenting needs", cite="section Presenting needs"), "method": "cue",
        "confidence": 0.8, "explanation": "cue",
    }  # fmt: skip
    return Need(**(row | values))


def intervention(start: int, quote: str, service: str, action: str, **values: Any) -> Intervention:
    row: dict[str, Any] = dict.fromkeys(Intervention.__slots__)
    row |= {
        "id": content_id("int", CLOSURE, start), "document": CLOSURE, "service": service, "action": action,
        "planned": False, "evidence": evidence(CLOSURE, start, quote), "locator": Locator(cite="section Help"),
        "method": "cue", "confidence": 0.7,
    }  # fmt: skip
    return Intervention(**(row | values))


def outcome(start: int, quote: str, category: str, status: str, **values: Any) -> Outcome:
    row: dict[str, Any] = dict.fromkeys(Outcome.__slots__)
    row |= {
        "id": content_id("out", CLOSURE, start), "document": CLOSURE, "category": category, "status": status,
        "evidence": evidence(CLOSURE, start, quote), "locator": Locator(cite="section What changed"),
        "method": "cue", "confidence": 0.7,
    }  # fmt: skip
    return Outcome(**(row | values))


def case(key: str, genre: Any, **values: Any) -> Case:
    row: dict[str, Any] = dict.fromkeys(Case.__slots__)
    row |= {
        "id": content_id("case", key), "document": key, "genre": genre, "people": ("Juno Hartley",), "step": "none",
        "services_involved": (), "completeness": dict.fromkeys(COMPLETENESS_FIELDS, "present"),
        "completeness_evidence": {}, "timeliness": Timeliness(), "method": "form", "confidence": 0.9,
    }  # fmt: skip
    return Case(**(row | values))


def link(kind: Any, from_: Any, to: Any) -> Link:
    key = content_id("link", from_.id, to.id)
    return Link(id=key, kind=kind, from_=from_.id, to=to.id, basis="both are about education", confidence=0.8)


def finding(code: str, severity: Any, title: str, message: str, rows: Sequence[Any]) -> Finding:
    return Finding(
        id=content_id("fnd", code, message), code=code, severity=severity, title=title, message=message,
        documents=(rows[0].document,) if rows else (CLOSURE,), evidence=tuple(row.evidence for row in rows),
        subjects=tuple(row.id for row in rows),
    )  # fmt: skip


def empty_run() -> Run:
    """A run in which nothing was found."""
    return _run(documents=(document(REPORT, "leaflet.txt", words=12),), manifest={})


def sample_run() -> Run:
    """Five documents: a committee report, a closure summary, an assessment, one unreadable, one that repeats another."""
    text = "At 31 May 2023 there were 412 open Early Help plans, of which 43% were led by schools."
    plans = figure(
        REPORT, 100, text, "412", "412", unit="plans", measure="open Early Help plans", period=MAY, geography="Wexcombe"
    )
    led = figure(
        REPORT, 100, text, "43%", "43", unit_kind="percent", unit="plans", measure="plans led by schools", period=MAY
    )
    row = "| North | 120 | 95 | £1.2m |"
    north = figure(
        REPORT, 300, row, "120", "120", measure="contacts", breakdown={"team": "North"}, period=Q1, origin="table",
        locator=Locator(page=3, table=1, row=2, column=2, row_header="North", column_header="Q1", cite="table 1, p. 3"),
        unit="contacts",
    )  # fmt: skip
    second = figure(
        REPORT, 300, row, "95", "95", measure="contacts", breakdown={"team": "North"}, period=Q2, origin="table", unit="contacts",
        change=Change(direction="decrease", amount=Decimal(25), baseline=Decimal(120), baseline_period=Q1),
    )  # fmt: skip
    cost = figure(
        REPORT, 300, row, "£1.2m", "1200000.0", unit_kind="currency", unit="GBP", measure="spend", qualifier="approx"
    )
    attendance = need(40, "=Juno's attendance was 71%", "education", subcategory="attendance", person_name="Juno")
    again = need(
        400, "Juno misses Mondays", "education", subcategory="attendance", person_name="Juno", status="suspected"
    )
    debt = need(80, "The family is behind with the rent", "financial", person="family")
    gone = need(120, "There is no domestic abuse", "domestic_abuse", person="mother", status="negated")
    early = need(10, "Speech delay", "early_years", document=ASSESSMENT)
    visits = intervention(200, "An officer visited weekly", "Attendance service", "visited weekly")
    course = intervention(240, "A parenting course was offered", "Family hub", "parenting course", planned=True)
    better = outcome(
        300, "Attendance rose from 71% to 93%", "education", "met", scale="attendance %", from_=Decimal(71), to=Decimal(93),
        sustained=True,
    )  # fmt: skip
    closed = case(
        CLOSURE, "closure_summary", reference="WX-2044", reason="outcomes_met_closed", reason_text="Needs met",
        reason_evidence=evidence(CLOSURE, 500, "Needs met"), closure_date=date(2023, 9, 29),
        services_involved=("Attendance service", "Family hub"), lead_professional="Ines Okafor",
        completeness=dict.fromkeys(COMPLETENESS_FIELDS, "present") | {"child_voice": "absent", "consent": "not_applicable"},
        completeness_evidence={"child_voice": evidence(CLOSURE, 600, "Child's views:")},
        timeliness=Timeliness(
            referral_date=date(2023, 3, 1), assessment_date=date(2023, 4, 6), working_days=26,
            review_dates=(date(2023, 5, 10),),
            breaches=(Breach(kind="assessment_late", days=26, limit=20, evidence=(evidence(CLOSURE, 700, "6 April 2023"),)),),
        ),
    )  # fmt: skip
    decision = Decision(
        id=content_id("dec", REPORT, 900), document=REPORT, kind="recommendation", number="2.1",
        text="That the committee notes the report.", owner="Head of Early Help", due=date(2023, 10, 1),
        evidence=evidence(REPORT, 900, "That the committee notes the report."),
        locator=Locator(page=1, paragraph="2.1", cite="para 2.1, p. 1"), method="list", confidence=0.9,
    )  # fmt: skip
    series = Series(
        id=content_id("ser", "contacts"), measure="contacts", breakdown={"team": "North"}, geography="Wexcombe",
        unit_kind="count", unit="contacts", revisions=(), breaks=("From Q2 without advice calls",),
        points=tuple(Point(period=row.period, value=row.value, figure=row.id) for row in (north, second) if row.period),
    )  # fmt: skip
    return _run(
        documents=(
            document(
                REPORT, "2023/scrutiny report.pdf", genre="committee_report", genre_confidence=0.94,
                title="Early Help: a year on",
                date=date(2023, 10, 12), organisation="Wexcombe Council", pages=9, words=3104, tables=2, figures=5, findings=1,
            ),
            document(CLOSURE, "cases/closure.docx", genre="closure_summary", reference="WX-2044", words=640, needs=4),
            document(ASSESSMENT, "cases/first assessment.docx", genre="assessment", date=date(2023, 4, 6), words=420, needs=1),
            document(
                BROKEN, "scan.pdf", status="partial", genre="other", error="Pages 2-3 have no text layer.", pages=3,
                remedy="Run text recognition on the file, then read it again.",
                notes=(Note(code="no_text", message="This page has no text layer", page=2),
                       Note(code="no_text", message="This page has no text layer", page=3)),
            ),
            document(TWIN, "copy of closure.docx", duplicate_of=CLOSURE),
        ),
        figures=(plans, led, north, second, cost), decisions=(decision,),
        needs=(attendance, debt, gone, again, early), interventions=(visits, course), outcomes=(better,),
        cases=(closed, case(ASSESSMENT, "assessment", reference="WX-3001")),
        links=(link("need_intervention", attendance, visits), link("need_outcome", again, better)),
        findings=(
            finding("SUM001", "error", "A column does not add up", "120 + 95 = 215, stated 210.", (north, second)),
            finding("THR001", "query", "A need without help", "Nothing says what help this need was given.", (debt,)),
            finding("DAT002", "not_run", "Dates", "The check could not run here (ValueError).", ()),
        ),
        clusters=(
            Cluster(
                id=content_id("clu", "attendance"), label="attendance, school", keywords=("attendance", "school"), size=2,
                needs=(attendance.id, again.id), category_mix={"education": 2}, exemplars=(attendance.evidence,),
                cohesion=0.71, stability=None, note=None,
            ),
        ),
        series=(series,),
        manifest={
            "tool": {"name": "goldenthread", "version": "0.1.0"},
            "vocabulary": {"needs": "built in", "practice": "default"},
            "packages": {"spacy": "3.8.18", "torch": None},
            "started": "2026-01-02T03:04:05+00:00",
            "checks": {
                "SUM001": {"checked": 7, "held": 6}, "PCT001": {"checked": 3, "held": 3}, "THR001": {"checked": 2, "held": 1},
            },
        },
    )  # fmt: skip


def _run(**values: Any) -> Run:
    rows: dict[str, Any] = dict.fromkeys(Run.__slots__, ())
    return Run(**(rows | values))
