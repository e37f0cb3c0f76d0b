"""Sections about the documents: what came in, the headline figures of each report, what was decided."""

from __future__ import annotations

from collections import defaultdict

from ..records.document import CASE_GENRES
from ..records.figure import Figure
from ..records.run import DocumentRow, Run
from .html_parts import (
    MOST_DECISIONS,
    MOST_DOCUMENTS,
    MOST_FIGURES,
    MOST_REPORTS,
    Block,
    Cell,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    capped,
    quoted,
    texts,
    unbroken,
)
from .readable import breakdown, cited, count, figure_unit, span_of, words
from .tallies import exceptions


def documents_sections(run: Run) -> tuple[Section, Section, Section]:
    """What came in, headline figures, decisions."""
    return _came_in(run), _figures(run), _decisions(run)


def _came_in(run: Run) -> Section:
    shown, more = capped(run.documents, MOST_DOCUMENTS, "documents", "Documents")
    blocks: list[Block] = [
        Table(
            name="documents",
            caption="Every document given to the tool, read or not",
            headers=(
                "Document",
                "Status",
                "Kind of paper",
                "Title",
                "Date",
                "Issued by",
                "Pages",
                "Figures",
                "Needs",
                "Findings",
            ),
            numbers=frozenset(("Pages", "Figures", "Needs", "Findings")),
            rows=tuple(_document(row) for row in shown),
            more=more,
        )
    ]
    failures = exceptions(run)
    if failures:
        paths = {row.id: row.path for row in run.documents}
        some, others = capped(failures, MOST_DOCUMENTS, "reasons", "Exceptions")
        blocks.append(Heading(text="Not read, or not wholly"))
        blocks.append(
            Paragraph(
                text="What these papers say is missing from every table here, wholly or in part. Each row says what to do."
            )
        )
        rows = []
        for row in some:
            what = f"{row.what} (p. {row.page})" if row.page else row.what
            rows.append(Row(cells=texts(paths[row.document], words(row.status), what, row.remedy)))
        blocks.append(
            Table(
                name="exceptions",
                caption="Documents that were not read wholly, and what to do",
                headers=("Document", "Status", "What went wrong", "What to do"),
                rows=tuple(rows),
                more=others,
            )
        )
    return Section(anchor="came-in", title="What came in", blocks=tuple(blocks))


def _document(row: DocumentRow) -> Row:
    status = Cell(text=words(row.status), strong=row.status != "done")
    if row.duplicate_of:
        status = Cell(text="Same file as another, counted once")
    cells = texts(
        row.path, status, words(row.genre), row.title, unbroken(row.date), row.organisation, row.pages, row.figures, row.needs,
        row.findings,
    )  # fmt: skip
    return Row(cells=cells, anchor=row.id)


def _figures(run: Run) -> Section:
    by_document: dict[str, list[Figure]] = defaultdict(list)
    for figure in run.figures:
        by_document[figure.document].append(figure)
    reports = [row for row in run.documents if row.genre not in CASE_GENRES and by_document.get(row.id)]
    shown, more = capped(reports, MOST_REPORTS, "documents with figures", "Figures")
    blocks: list[Block] = [
        Paragraph(
            text="For each report up to ten numbers that are stated for the whole, with the words they stand in. They are chosen "
            "by how fully they are stated (a measure, a period), not by what they say. All figures are in audit.xlsx."
        )
    ]
    for row in shown:
        figures = headline_figures(by_document[row.id])
        left = len(by_document[row.id]) - len(figures)
        blocks.append(Heading(text=row.title or row.path))
        blocks.append(
            Table(
                name=f"figures-{row.id}",
                caption=f"Headline figures of {row.path}",
                headers=("Measure", "As printed", "What it counts", "Period", "In the document"),
                rows=tuple(_figure(figure) for figure in figures),
                more=f"{count(left, 'more figure')} of this document on the sheet Figures of audit.xlsx."
                if left
                else "",
            )
        )
    if not reports:
        blocks.append(Paragraph(text="No committee report or other document with figures was read."))
    elif more:
        blocks.append(Paragraph(text=more))
    return Section(anchor="figures", title="Headline figures", blocks=tuple(blocks))


def headline_figures(figures: list[Figure]) -> list[Figure]:
    """The most fully stated figures of a document, in its own order: of the whole, with a measure and a period."""

    def rank(figure: Figure) -> tuple[bool, bool, bool, bool, bool, bool, float, int]:
        return (
            figure.measure is None,
            figure.role not in ("reported", "target"),
            figure.unit_kind == "percent" and figure.value == 100,  # the foot of a column of shares
            figure.breakdown is not None,
            figure.period is None,
            figure.origin not in ("prose", "list"),  # a sentence tells more than a cell
            -figure.confidence,
            figure.start,
        )

    chosen: dict[tuple[object, ...], Figure] = {}
    for figure in sorted(figures, key=rank):
        chosen.setdefault((figure.value, figure.unit_kind, figure.period and figure.period.end), figure)
        if len(chosen) == MOST_FIGURES:
            break
    return sorted(chosen.values(), key=lambda figure: figure.start)


def _figure(figure: Figure) -> Row:
    measure = "; ".join(filter(None, (figure.measure or "Measure not found", breakdown(figure.breakdown))))
    role = f" ({figure.role})" if figure.role != "reported" else ""
    quote = Cell(quotes=(quoted(figure.evidence, cited(figure.locator)),))
    return Row(cells=texts(f"{measure}{role}", figure.text, figure_unit(figure), span_of(figure.period), quote))


def _decisions(run: Run) -> Section:
    shown, more = capped(run.decisions, MOST_DECISIONS, "decisions", "Decisions")
    paths = {row.id: row.path for row in run.documents}
    rows = []
    for row in shown:
        document = Cell(text=paths.get(row.document, row.document), href=row.document)
        kind = f"{words(row.kind)} {row.number}" if row.number else words(row.kind)
        rows.append(Row(cells=texts(kind, row.text, row.owner, unbroken(row.due), document, row.locator.cite)))
    blocks: list[Block] = [Paragraph(text="No recommendation, resolution or action was found.")]
    if rows:
        blocks = [
            Table(
                name="decisions-table",
                caption="Recommendations, resolutions and actions",
                headers=("Kind and number", "Words", "Owner", "Due", "Document", "Where"),
                rows=tuple(rows),
                more=more,
            )
        ]
    return Section(anchor="decisions", title="What was recommended and decided", blocks=tuple(blocks))
