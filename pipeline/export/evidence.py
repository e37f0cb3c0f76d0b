"""evidence/: one page a document with every quoted word set off, where each evidence link of the run leads.

The pages need neither the tool nor a network. They show the document as it was understood, and of a PDF the images of the
pages that findings are about. In an edition to hand on the documents are the rewritten ones, and there are no images.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..records.document import Document
from ..records.finding import Finding
from ..records.run import OUTPUT_TABLES, DocumentRow, Run
from .documents import document_file, load_document
from .evidence_links import FOLDER, anchor, evidence_of, page_link
from .files import atomic_write, make_folder, remove_file
from .marking import Marker
from .page_index import MOST_PAGES, MOST_PAGES_OF_ONE, PageImage, load_images
from .readable import count, words
from .render import template
from .view import document_body, document_fields

MOST_ROWS: Final = 2000  # rows listed on the page of one document; all of them are in the workbook
_NAMES: Final = {
    "figures": "Figure", "decisions": "Decision", "needs": "Need", "interventions": "Help", "outcomes": "Outcome",
    "cases": "Case paper", "clusters": "Typical words",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row of the run that rests on words of the document."""

    kind: str
    says: str
    href: str
    where: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Doubted:
    """A finding: what the page says of it, and links to its words, also in other documents."""

    severity: str
    title: str
    code: str
    message: str
    links: tuple[tuple[str, str], ...]  # where it leads, and what stands there


def export_evidence(run: Run, folder: Path) -> list[Path]:
    """Write a page for every document the run keeps. Raises WriteError."""
    keys = [row for row in run.documents if row.duplicate_of is None and document_file(folder, row.id).is_file()]
    if not keys:
        return []
    rows, doubted = _rows(run), _doubted(run)
    quoted = _quoted(run)
    images: dict[str, list[PageImage]] = defaultdict(list)
    for image in load_images(folder).values():
        images[image.document].append(image)
    target = make_folder(folder / FOLDER)
    written = []
    for row in keys:
        document = load_document(folder, row.id)
        page = _page(document, row, rows[row.id], doubted[row.id], quoted[row.id], images[row.id])
        file = target / f"{row.id}.html"
        with atomic_write(file) as stream:
            stream.write(page.encode("utf-8", "backslashreplace"))
        written.append(file)
    return written


def sweep_evidence(folder: Path) -> None:
    """Remove the pages and images of an earlier run of this folder. Raises WriteError."""
    for pattern in ("doc_*.html", "doc_*.png", "pages.json"):
        for file in sorted((folder / FOLDER).glob(pattern)):
            remove_file(file)


def _quoted(run: Run) -> dict[str, set[tuple[int, int]]]:
    """The quoted stretches of each document."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for table in OUTPUT_TABLES:
        for record in getattr(run, table, ()):
            for item in evidence_of(record):
                found[item.document].add((item.start, item.end))
    return found


def _rows(run: Run) -> dict[str, list[_Row]]:
    """Of each document the rows that rest on its words, in the order of the words."""
    found: dict[str, list[tuple[int, _Row]]] = defaultdict(list)
    for table, kind in _NAMES.items():
        for record in getattr(run, table):
            where = record.locator.cite if hasattr(record, "locator") else ""
            for item in dict.fromkeys(evidence_of(record)):
                row = _Row(kind=kind, says=_says(table, record), href=page_link(item), where=where)
                found[item.document].append((item.start, row))
    return defaultdict(list, {key: [row for _, row in sorted(rows, key=lambda r: r[0])] for key, rows in found.items()})


def _says(table: str, row: Any) -> str:
    """A row in a few words."""
    if table == "figures":
        return ", ".join(filter(None, (row.text, row.measure, row.period.text if row.period else None)))
    if table == "decisions":
        return " ".join(filter(None, (words(row.kind), row.number)))
    if table == "needs":
        return f"{words(row.subcategory or row.category)}, {words(row.person).lower()}, {row.status}"
    if table == "outcomes":
        return f"{words(row.category)}, {words(row.status).lower()}"
    if table == "interventions":
        return str(row.service or row.action)
    if table == "clusters":
        return str(row.label)
    return words(row.genre)


def _doubted(run: Run) -> dict[str, list[_Doubted]]:
    """The findings that are about each document."""
    found: dict[str, list[_Doubted]] = defaultdict(list)
    for row in run.findings:
        item = _Doubted(
            severity={"error": "Error", "query": "To look at", "not_run": "Not run"}[row.severity],
            title=row.title,
            code=row.code,
            message=row.message,
            links=_links(row, run),
        )
        for key in row.documents:
            found[key].append(item)
    return found


def _links(row: Finding, run: Run) -> tuple[tuple[str, str], ...]:
    known = {document.id for document in run.documents}
    return tuple(
        (page_link(item), item.quote if len(item.quote) < 120 else f"{item.quote[:119].rstrip()}…")
        for item in dict.fromkeys(row.evidence)
        if item.document in known
    )


def _page(
    document: Document,
    row: DocumentRow,
    rows: list[_Row],
    doubted: list[_Doubted],
    quoted: set[tuple[int, int]],
    images: list[PageImage],
) -> str:
    marker = Marker(document, (item for item in quoted if item[1] <= len(document.text)))
    body, fields = document_body(document, marker, below=2), document_fields(document, marker)
    missed = [(anchor(start, end), document.text[start:end]) for start, end in marker.missed()]
    left = len(rows) - MOST_ROWS
    return template("evidence.html").render(
        document=document,
        path=row.path,
        title=document.title or row.path,
        doubted=doubted,
        images=sorted(images, key=lambda image: image.page),
        quotes={image.page: [document.text[mark.start : mark.end] for mark in image.marks] for image in images},
        limits=f"At most {count(MOST_PAGES_OF_ONE, 'page')} of a document and {MOST_PAGES:,} of a run are drawn.",
        body=body,
        fields=fields,
        missed=missed,
        rows=rows[:MOST_ROWS],
        more=f"{left:,} more rows are in audit.xlsx." if left > 0 else "",
    )
