"""What `run`, `retry` and `watch` say while a run is made and at its end, and the exit code it gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .app import say

if TYPE_CHECKING:
    from pathlib import Path

    from ..records.run import DocumentRow
    from ..run.runner import Progress, RunResult

FINDINGS_FOUND = 1
SOME_FAILED = 3
NOTHING_READ = 4


def report(result: RunResult, *, as_json: bool, quiet: bool) -> None:
    """Print the summary of a run: JSON to stdout, or sentences to stderr."""
    if as_json:
        print(json.dumps(_summary(result), indent=2, ensure_ascii=False))
    elif not quiet:
        _print_summary(result)


def exit_code(result: RunResult, fail_on: str) -> int:
    """0 done, 1 findings of severity `fail_on` or above, 3 some documents were not read, 4 none was."""
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
    if result.taken_over:
        say(f"{_count(result.taken_over, 'document')} had not changed and were taken over from the last run.")
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
def progress_bar(*, shown: bool) -> Iterator[Progress]:
    """A bar on stderr that names the document last finished; nothing where stderr is not a terminal."""
    if not shown:
        yield lambda done, total, row: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, last="")

        def advance(done: int, total: int, row: DocumentRow) -> None:
            bar.update(task, completed=done, total=total, last=f"{row.path} ({row.status})".replace("[", r"\["))

        yield advance
