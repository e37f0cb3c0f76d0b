"""The report as PDF for a committee: tagged for screen readers (PDF/UA-1), typeset by typst.

Words of documents reach the typesetter as values in a JSON file, never as its markup, so that none of them can be a command.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, Final

from ..errors import ConfigurationError
from ..records.run import Run
from .crops import finding_crops
from .files import WriteError, atomic_write
from .html import HEADING, report_sections
from .report_parts import is_wide, plain_block

_TEMPLATE: Final = Path(__file__).parent / "templates" / "report.typ"
_CHART: Final = b"""#set page(width: auto, height: auto, margin: 0pt)
#image("chart.svg", width: 720pt)"""


def export_pdf(run: Run, folder: Path, target: Path) -> Path:
    """Write the report of the run in `folder` to `target`.

    Raises ConfigurationError where the extra `pdf` is not installed, and WriteError.
    """
    typst = _typst()
    crops = finding_crops(run, folder)
    sections = [
        {
            "title": section.title,
            "wide": is_wide(section),
            "blocks": [plain_block(block, crops) for block in section.blocks],
        }
        for section in report_sections(run)
    ]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        charts = (block for section in sections for block in section["blocks"] if block["kind"] == "chart")  # type: ignore[attr-defined]
        for number, chart in enumerate(charts):
            chart["file"] = f"chart-{number}.svg"
            (place / chart["file"]).write_text(chart.pop("svg"), "utf-8")
        for key, found in crops.items():
            for number, crop in enumerate(found):
                (place / f"{key}-{number}.png").write_bytes(crop.png)
        (place / "report.json").write_text(
            json.dumps({"title": HEADING, "sections": sections}), "utf-8", "backslashreplace"
        )
        (place / "report.typ").write_bytes(_TEMPLATE.read_bytes())
        try:
            page = typst.compile(place / "report.typ", root=place, format="pdf", pdf_standards="ua-1", timestamp=0)
        except typst.TypstError as error:
            raise WriteError(
                "The PDF cannot be made", where=target.name, remedy="Use --docx, and report it."
            ) from error
    with atomic_write(target) as stream:
        stream.write(page)
    return target


def chart_png(svg: str) -> bytes | None:
    """A chart as PNG for programs that draw no SVG; None where the extra `pdf` is not installed."""
    try:
        typst = _typst()
    except ConfigurationError:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "chart.svg").write_text(svg, "utf-8")
        (place / "chart.typ").write_bytes(_CHART)
        png: bytes = typst.compile(place / "chart.typ", root=place, format="png", ppi=144.0)
    return png


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise ConfigurationError(
            "The typesetter for PDF is not installed", where="typst", remedy="pip install goldenthread[pdf]"
        ) from None
    return typst
