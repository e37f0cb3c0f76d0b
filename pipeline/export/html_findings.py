"""Sections of the report about what does not add up, what the run found as a whole, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..records.finding import Finding, Severity
from ..records.run import Run
from .about import SHARED, made_from, no_scores
from .html_parts import (
    MOST_FINDINGS,
    MOST_QUOTES,
    Block,
    Cell,
    Doubted,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    capped,
    quoted,
    texts,
)
from .readable import cites, count, place, words
from .tallies import check_rows
from .thread import strands

_SEVERITIES: Final[dict[Severity, tuple[str, str, str]]] = {
    "error": ("Error", "Errors", "These cannot be right as they are printed."),
    "query": ("To look at", "To look at", "These may be right; a person should look."),
    "not_run": ("Not run", "Checks that did not run", "The check itself failed here, so nothing is known either way."),
}


def summary_section(run: Run) -> Section:
    """What this page is, and the run in numbers."""
    found = {severity: sum(1 for row in run.findings if row.severity == severity) for severity in _SEVERITIES}
    checked = sum(row.checked for row in check_rows(run))
    whole = sum(1 for row in run.documents if row.status == "done")
    threads = [strand for strand in strands(run) if strand.needs]
    numbers = [
        ("Documents given", len(run.documents), "came-in"),
        ("Documents read wholly", whole, "came-in"),
        ("Figures", len(run.figures), "figures"),
        ("Statements checked", checked, "findings"),
        ("Errors", found["error"], "findings"),
        ("Places to look at", found["query"], "findings"),
        ("Checks that could not run", found["not_run"], "findings"),
        ("Decisions", len(run.decisions), "decisions"),
        ("Case papers", len(run.cases), "cases"),
        ("Needs, current or suspected", len(threads), "needs"),
        ("Of these, with help and a known outcome", sum(1 for strand in threads if strand.complete), "thread"),
    ]
    if SHARED in run.manifest:  # case papers are counted in a section of their own
        numbers = [row for row in numbers if row[2] not in ("cases", "needs", "thread")]
    table = Table(
        name="summary-table",
        caption="The run in numbers",
        headers=("What", "Number"),
        numbers=frozenset(("Number",)),
        rows=tuple(Row(cells=texts(Cell(text=label, href=anchor), number)) for label, number, anchor in numbers),
    )
    lead = Paragraph(text=no_scores("report"), lead=True)
    made = [Paragraph(text=line) for line in made_from(run, exceptions="“What came in”")]
    return Section(anchor="summary", title="In short", blocks=(lead, *made, table))


def findings_section(run: Run) -> Section:
    """Every finding with its recomputation and its words, errors first; then how much was checked."""
    order = list(_SEVERITIES)
    ordered = sorted(run.findings, key=lambda row: order.index(row.severity))
    shown, more = capped(ordered, MOST_FINDINGS, "findings", "Findings")
    places, paths = cites(run), {row.id: row.path for row in run.documents}
    blocks: list[Block] = []
    for severity, (_, heading, says) in _SEVERITIES.items():
        rows = [row for row in shown if row.severity == severity]
        if rows:
            total = sum(1 for row in run.findings if row.severity == severity)
            blocks += [Heading(text=f"{heading} ({total:,})"), Paragraph(text=says)]
            blocks += [_doubted(row, places, paths) for row in rows]
    if not run.findings:
        blocks.append(Paragraph(text="Nothing was found that does not add up. The table says how much was checked."))
    if more:
        blocks.append(Paragraph(text=more))
    blocks += _checks(run)
    return Section(anchor="findings", title="What does not add up", blocks=tuple(blocks))


def _doubted(row: Finding, places: dict[tuple[str, int, int], str], paths: dict[str, str]) -> Doubted:
    evidence, left = list(dict.fromkeys(row.evidence)), len(set(row.evidence)) - MOST_QUOTES
    document = row.documents[0] if row.documents else ""
    return Doubted(
        anchor=row.id,
        severity=_SEVERITIES[row.severity][0],
        severity_class=row.severity,
        title=row.title,
        code=row.code,
        message=row.message,
        document=paths.get(document, document),
        document_href=document if document in paths else "",
        quotes=tuple(quoted(item, places.get(place(item), "")) for item in evidence[:MOST_QUOTES]),
        more=f"{count(left, 'more quote')} on the sheet Findings of audit.xlsx." if left > 0 else "",
    )


def _checks(run: Run) -> list[Block]:
    counted = check_rows(run)
    idle = [row.code for row in counted if not row.checked and not row.found]
    rows = [
        Row(cells=texts(row.code, row.title, row.checked, row.held, *row.by_severity.values()))
        for row in counted
        if row.code not in idle
    ]
    blocks: list[Block] = [Heading(text="How much was checked")]
    if rows:
        headers = ("Check", "What it finds", "Tested", "Held", "Errors", "To look at", "Not run")
        blocks.append(
            Table(
                name="checks",
                caption="Checks: how often each had something to test, how often it held, and what it found",
                headers=headers,
                numbers=frozenset(headers[2:]),
                rows=tuple(rows),
            )
        )
    if idle:
        nothing = f"{count(len(idle), 'check')} had nothing to test in these documents: {', '.join(idle)}."
        blocks.append(Paragraph(text=nothing))
    return blocks if counted else []


def making_section(run: Run) -> Section:
    """Versions and methods: what another person needs to make the same page again."""
    manifest = run.manifest
    tool, vocabulary = manifest.get("tool", {}), manifest.get("vocabulary", {})
    rows: list[tuple[str, object]] = [(str(tool.get("name", "goldenthread")), tool.get("version", "not recorded"))]
    rows += [(f"{words(name)} vocabulary", value) for name, value in vocabulary.items()]
    rows += [(name, value or "not installed") for name, value in manifest.get("packages", {}).items()]
    return Section(
        anchor="making",
        title="How this was made",
        blocks=(
            *(Paragraph(text=text) for text in _METHOD),
            Table(
                name="versions",
                caption="Versions that can change what a run says",
                headers=("Part", "Version"),
                rows=tuple(Row(cells=texts(name, str(value))) for name, value in rows),
            ),
        ),
    )


_METHOD: Final[Sequence[str]] = (
    "All of it was done on one computer; no document and no word of one was sent anywhere.",
    "Every row stands beside the exact words it was taken from. Where a paper does not say something, the place is empty: an "
    "empty place never means nought. Extraction makes mistakes; look at the quote before you use a number.",
    "An error is a statement that cannot be right as it is printed. Rounding is allowed for, half of the last digit printed.",
    "Needs, help and outcomes are linked by what the paper says of category, person and place in the text; the basis of each "
    "link is in audit.xlsx. A gap means that the tool found no link, and a person should look whether the paper has one.",
    "run.json says when the run was made, from which files (with their fingerprints) and with which options.",
)
