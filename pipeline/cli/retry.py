"""`goldenthread retry`: try again the documents that a run could not read wholly."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from .app import AsJson, say
from .run_report import exit_code, progress_bar, report


def retry(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The run folder.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Where the documents are now; by default where they were."),
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> None:
    """Read again what failed or was read in part, with the run's own configuration, and write the run anew.

    For when the reason is gone: a password taken off, LibreOffice or an OCR engine installed, a file mended. failures.csv in
    the run folder lists what would be tried. Exit codes are those of `goldenthread run`.
    """
    from ..config import load_settings
    from ..run.runner import run_folder
    from ..run.verify import load_manifest

    manifest = load_manifest(folder)
    if any((manifest.get("privacy") or {}).values()):
        raise UsageError(
            "An edition to hand on keeps no record of its documents",
            where=str(folder),
            remedy="Make it again with `goldenthread run`.",
        )
    if not manifest["failures"]:
        say("Every document was read wholly: there is nothing to try again.")
        return
    settings = load_settings(folder / "config.toml")
    given = paths or [Path(path) for path in manifest["paths"]]
    with progress_bar(shown=not quiet and not as_json and sys.stderr.isatty()) as progress:
        result = run_folder(given, folder, settings=settings, retry=True, progress=progress)
    report(result, as_json=as_json, quiet=quiet)
    raise typer.Exit(exit_code(result, settings.run.fail_on))
