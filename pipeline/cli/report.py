"""`goldenthread report`: a run as a paper for a committee."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .app import say


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    docx: Annotated[Path | None, typer.Option("--docx", metavar="FILE", help="Write a Word document.")] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write a tagged PDF (needs the extra `pdf`).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the report of a run for people who print and hand round: the sections of report.html, with the page images.

    Exit codes: 0 done, 2 usage, no such run, or the file cannot be written.
    """
    from ..errors import UsageError
    from ..run.load import load_run

    if docx is None and pdf is None:
        raise UsageError("There is nothing to write", where="report", remedy="Name a file with --docx or --pdf.")
    for file in filter(None, (docx, pdf)):
        if file.exists() and not force:
            raise UsageError(
                "The file is there already", where=str(file), remedy="Name another, or add --force to replace it."
            )
    loaded = load_run(run)
    if docx is not None:
        from ..export.report_docx import export_docx

        say(f"Wrote {export_docx(loaded, run, docx)}.")
    if pdf is not None:
        from ..export.report_pdf import export_pdf

        say(f"Wrote {export_pdf(loaded, run, pdf)}.")
