"""report.html: the run as one page that needs nothing else, for people who read and print. It runs no script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..records.run import Run
from .about import SHARED
from .files import atomic_write
from .html_cases import cases_sections
from .html_documents import documents_sections
from .html_findings import findings_section, making_section, summary_section
from .html_parts import Section
from .html_series import series_section
from .readable import visible
from .shared import shared_section

if TYPE_CHECKING:
    from jinja2 import Template

TITLE = "Golden Thread report"


def export_html(run: Run, folder: Path) -> list[Path]:
    """Write report.html. Raises WriteError."""
    target = folder / "report.html"
    with atomic_write(target) as stream:
        stream.write(report_page(run).encode("utf-8", "backslashreplace"))
    return [target]


def report_page(run: Run) -> str:
    """The page. It names no moment of making: run.json does, so that the same rows give the same page."""
    return _template().render(title=TITLE, sections=report_sections(run))


def report_sections(run: Run) -> list[Section]:
    """The sections in the order in which a reader asks: what is it, what came in, what is wrong, what does it say."""
    came_in, figures, decisions = documents_sections(run)
    return [
        summary_section(run),
        came_in,
        findings_section(run),
        figures,
        decisions,
        *([shared_section(run)] if SHARED in run.manifest else cases_sections(run)),
        series_section(run),
        making_section(run),
    ]


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    return environment.get_template("report.html")


def _shown(value: Any) -> Any:
    """Every text on the page has its hidden characters written out."""
    return visible(value) if type(value) is str else value
