"""`goldenthread run`: the main job, from a folder of documents to a run folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import AsJson, ConfigFile, say

if TYPE_CHECKING:
    from ..records.run import DocumentRow
    from ..run.runner import Progress, RunResult

FINDINGS_FOUND = 1
SOME_FAILED = 3
NOTHING_READ = 4


def run(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The run folder to write.")],
    config: ConfigFile = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Worker processes; by default one a core.")] = None,
    fail_on: Annotated[
        str | None, typer.Option(metavar="SEVERITY", help="Exit with 1 on findings: error, query or never.")
    ] = None,
    personal_data: Annotated[
        bool, typer.Option("--personal-data", help="Also write personal_data.jsonl: whatever names or tells a person.")
    ] = False,
    pseudonymise: Annotated[
        bool, typer.Option("--pseudonymise", help="Write pseudonyms for everything personal, in every file.")
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The key of pseudonyms, made if it is not there; else a fresh one is used once."
        ),
    ] = None,
    suppress: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=2,
            help="Write counts in place of case papers; those below N, and what would tell them, as [c].",
        ),
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> None:
    """Read documents and write tables of figures, needs, outcomes and findings beside the words they came from.

    Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage or configuration, 3 some documents failed,
    4 nothing to read, 5 internal fault, 130 interrupted.
    """
    from ..config import load_settings
    from ..run.runner import run_folder

    asked = {
        "run.workers": workers,
        "run.fail_on": fail_on,
        "privacy.personal_data": personal_data or None,
        "privacy.pseudonymise": pseudonymise or None,
        "privacy.suppress_below": suppress,
    }
    overrides = {name: value for name, value in asked.items() if value is not None}
    settings = load_settings(config, overrides=overrides)
    with _progress(shown=not quiet and not as_json and sys.stderr.isatty()) as progress:
        result = run_folder(paths, out, settings=settings, key_file=key, progress=progress)
    if as_json:
        print(json.dumps(_summary(result), indent=2, ensure_ascii=False))
    elif not quiet:
        _print_summary(result)
    raise typer.Exit(_exit_code(result, settings.run.fail_on))


def _exit_code(result: RunResult, fail_on: str) -> int:
    rows = result.read
    unread = [row for row in rows if row.status not in ("done", "partial")]
    if len(unread) == len(rows):
        return NOTHING_READ
    if unread:
        return SOME_FAILED
    severities = {finding.severity for finding in result.run.findings}
    if fail_on != "never" and ("error" in severities or (fail_on == "query" and "query" in severities)):
        return FINDINGS_FOUND
    return 0


def _summary(result: RunResult) -> dict[str, Any]:
    manifest = result.run.manifest
    return {
        "out": str(result.folder),
        "counts": manifest["counts"],
        "status": manifest["status"],
        "failures": manifest["failures"],
        "findings": _by_severity(result),
        "seconds": manifest["seconds"],
    }


def _by_severity(result: RunResult) -> dict[str, int]:
    found = [finding.severity for finding in result.run.findings]
    return {severity: found.count(severity) for severity in ("error", "query", "not_run")}


def _print_summary(result: RunResult) -> None:
    counts, severities = result.run.manifest["counts"], _by_severity(result)
    read = [row for row in result.read if row.status in ("done", "partial")]
    say(f"Read {len(read)} of {_count(len(result.read), 'document')} in {result.run.manifest['seconds']:.1f} s.")
    _say_privacy(result.run.manifest.get("privacy", {}))
    say(
        f"Found {_count(counts['figures'], 'figure')}, {_count(counts['decisions'], 'decision')}, "
        f"{_count(counts['needs'], 'need')}, {_count(counts['outcomes'], 'outcome')}, {_count(counts['cases'], 'case paper')}, "
        f"{_count(counts['clusters'], 'cluster')}."
    )
    checked = sum(entry["checked"] for entry in result.run.manifest["checks"].values())
    say(
        f"Checked {_count(checked, 'statement')}: {_count(severities['error'], 'error')}, "
        f"{severities['query']} to look at, {severities['not_run']} not run."
    )
    for row in result.read:
        if row.status != "done":
            words = " ".join(filter(None, (row.error, row.remedy)))
            say(f"  {row.status}: {row.path}: {words}")
    say(f"Look at {_start_page(result)}; the tables are beside it, and run.json says how they were made.")


def _say_privacy(privacy: dict[str, Any]) -> None:
    if privacy.get("pseudonymised"):
        say(
            "Pseudonyms stand for what was recognised as personal; the files were searched for it. They are still personal data."
        )
    if privacy.get("suppressed_below"):
        say("Case papers are told in counts alone, the small ones suppressed.")


def _start_page(result: RunResult) -> Path:
    for name in ("report.html", "audit.xlsx"):
        if (result.folder / name).exists():
            return result.folder / name
    return result.folder / "findings.jsonl"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def _progress(*, shown: bool) -> Iterator[Progress]:
    """A bar on stderr that names the document last finished; nothing where stderr is not a terminal."""
    if not shown:
        yield lambda done, total, row: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, last="")

        def advance(done: int, total: int, row: DocumentRow) -> None:
            bar.update(task, completed=done, total=total, last=f"{row.path} ({row.status})".replace("[", r"\["))

        yield advance
