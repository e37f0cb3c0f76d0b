"""report.html: the run as one page that needs nothing else, for people who read and print. It runs no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from ..records.run import Run
from .about import SHARED
from .crops import Crop, finding_crops
from .evidence_links import evidence_pages
from .files import atomic_write
from .html_cases import cases_sections
from .html_documents import documents_sections
from .html_findings import findings_section, making_section, summary_section
from .html_journeys import journeys_section
from .html_parts import Section
from .html_series import series_section
from .render import template
from .shared import shared_section

TITLE = "Golden Thread report"
HEADING = "What the documents say, and whether it adds up"


def export_html(run: Run, folder: Path) -> list[Path]:
    """Write report.html. Raises WriteError."""
    target = folder / "report.html"
    with atomic_write(target) as stream:
        page = report_page(run, pages=evidence_pages(folder), crops=finding_crops(run, folder))
        stream.write(page.encode("utf-8", "backslashreplace"))
    return [target]


def report_page(
    run: Run, *, pages: frozenset[str] = frozenset(), crops: Mapping[str, Sequence[Crop]] = MappingProxyType({})
) -> str:
    """The page. It names no moment of making: run.json does, so that the same rows give the same page.

    `pages` are the documents with an evidence page beside it; `crops` the images of findings, by the finding's id.
    """
    return template("report.html").render(
        title=TITLE, heading=HEADING, sections=report_sections(run), pages=pages, crops=crops
    )


def report_sections(run: Run) -> list[Section]:
    """The sections in the order in which a reader asks: what is it, what came in, what is wrong, what does it say."""
    came_in, figures, decisions = documents_sections(run)
    return [
        summary_section(run),
        came_in,
        findings_section(run),
        figures,
        decisions,
        *([shared_section(run)] if SHARED in run.manifest else [*cases_sections(run), journeys_section(run)]),
        series_section(run),
        making_section(run),
    ]
