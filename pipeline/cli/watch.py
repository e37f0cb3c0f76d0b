"""`goldenthread watch`: keep a run up to date while documents come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import GoldenThreadError, NothingToReadError, UsageError
from .app import ConfigFile, say
from .run_report import report


def watch(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to watch.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The run folder to keep up to date.")],
    config: ConfigFile = None,
    poll: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.1, help="Look at intervals, for network shares that tell no changes."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summaries.")] = False,
) -> None:
    """Make the run, and make it again whenever documents change; only those that did are read. Ends with Ctrl+C.

    A run that cannot be made (a workbook open in Excel, a disk that is full) is told and tried again at the next change.
    """
    from ..config import load_settings
    from ..run.runner import run_folder
    from ..run.watch import changes

    settings = load_settings(config)
    if settings.privacy.pseudonymise or settings.privacy.suppress_below:
        raise UsageError(
            "An edition to hand on is made once",
            where="the section privacy of the configuration",
            remedy="Watch without it, then make the edition with `goldenthread run`.",
        )

    def make() -> None:
        try:
            report(run_folder(paths, out, settings=settings), as_json=False, quiet=quiet)
        except NothingToReadError:
            say("No document yet.")

    for count in changes(paths, out=out, poll_seconds=poll):
        say(f"{count} changed." if count else "Watching; end with Ctrl+C.")
        try:
            make()
        except GoldenThreadError as error:
            say(f"goldenthread: {error.message} It is tried again at the next change.")
