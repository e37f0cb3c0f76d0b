"""`goldenthread check`: does it add up? Findings of single files, for people or as JSON, without a run folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import AsJson, ConfigFile, say

if TYPE_CHECKING:
    from ..records.finding import CheckCount, Finding
    from ..run.job import Result

FINDINGS_FOUND = 1
SOME_FAILED = 3
NOTHING_READ = 4
_LONGEST_QUOTE = 160  # characters of a sentence shown beneath a finding

Codes = Annotated[
    list[str] | None, typer.Option(metavar="CODE", help="Only these checks; a code or its beginning (SUM). Repeatable.")
]
NoCodes = Annotated[
    list[str] | None, typer.Option(metavar="CODE", help="Leave these checks out; a code or its beginning. Repeatable.")
]


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents, or folders of documents.")],
    select: Codes = None,
    ignore: NoCodes = None,
    fail_on: Annotated[
        str, typer.Option(metavar="SEVERITY", help="Exit with 1 on findings: error, query or never.")
    ] = "error",
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Print what does not add up: code, place, recomputation, and the words involved.

    An error is a document that contradicts itself beyond rounding; a query is a place where a person should look. `goldenthread
    explain CODE` says what a check does. Exit codes are those of `goldenthread run`.
    """
    from ..check import Paper, check_documents
    from ..config import load_settings
    from ..run.discover import discover
    from ..run.engine import LocalEngine
    from ..run.job import Job

    overrides: dict[str, Any] = {"run.fail_on": fail_on}
    overrides |= {"check.select": _codes(select)} if select else {}
    overrides |= {"check.ignore": _codes(ignore)} if ignore else {}
    settings = load_settings(config, overrides=overrides)
    jobs = [Job(file=str(item.file), path=item.path) for item in discover(files)]
    with LocalEngine(settings) as engine:
        results = sorted(engine.map(jobs), key=lambda result: result.row.path)
    across, compared = check_documents(
        [
            Paper(row=result.row, figures=result.extraction.figures)
            for result in results
            if result.extraction is not None
        ],
        options=settings.check,
    )
    if as_json:
        rows = [_facts(result) for result in results]
        print(
            json.dumps(
                [*rows, _facts_across(across, compared)] if len(results) > 1 else rows, indent=2, ensure_ascii=False
            )
        )
    else:
        for result in results:
            _print(result)
        if len(results) > 1:
            _print_across(across, compared)
    raise typer.Exit(_exit_code(results, across, settings.run.fail_on))


def _codes(given: list[str]) -> list[str]:
    """Codes as the registry spells them. Raises UsageError for one that no check begins with."""
    from ..check import ACROSS, CHECKS
    from ..errors import UsageError

    codes = [code.strip().upper() for part in given for code in part.split(",") if code.strip()]
    for code in codes:
        if not any(known.startswith(code) for known in (*CHECKS, *ACROSS)):
            raise UsageError("No such check", where=code, remedy="`goldenthread explain` lists them.")
    return codes


def _facts(result: Result) -> dict[str, Any]:
    from ..records.codec import to_row

    extraction = result.extraction
    return {
        "document": result.row.id,
        "path": result.row.path,
        "status": result.row.status,
        "error": result.row.error,
        "remedy": result.row.remedy,
        "findings": [to_row(finding) for finding in extraction.findings] if extraction else None,
        "checks": [to_row(count) for count in extraction.checks if count.checked] if extraction else None,
    }


def _facts_across(findings: Sequence[Finding], counts: Sequence[CheckCount]) -> dict[str, Any]:
    """What was found between the documents, in the shape of a document's entry; `document` is null."""
    from ..records.codec import to_row

    return {
        "document": None,
        "path": None,
        "status": None,
        "error": None,
        "remedy": None,
        "findings": [to_row(finding) for finding in findings],
        "checks": [to_row(count) for count in counts if count.checked],
    }


def _print_across(findings: Sequence[Finding], counts: Sequence[CheckCount]) -> None:
    print("Between the documents")
    for finding in findings:
        _print_finding(finding)
    checked, held = sum(count.checked for count in counts), sum(count.held for count in counts)
    if checked:
        print(f"  {checked} numbers of one paper compared with another's, {held} agree.\n")
    else:
        print("  No number of one paper speaks of the same thing and time as another's: nothing compared.\n")


def _print(result: Result) -> None:
    print(result.row.path)
    if result.extraction is None:
        print(f"  not read: {result.row.error}. {result.row.remedy or ''}".rstrip())
        return
    for finding in result.extraction.findings:
        _print_finding(finding)
    checks = result.extraction.checks
    checked, held = sum(count.checked for count in checks), sum(count.held for count in checks)
    used = sum(1 for count in checks if count.checked)
    print(f"  {checked} statements tested by {used} of {len(checks)} checks, {held} held.\n")


def _print_finding(finding: Finding) -> None:
    print(f"  {finding.severity:<7} {finding.code}  {finding.message}")
    for evidence in finding.evidence[:4]:
        quote = " ".join(evidence.quote.split())
        print(f'            "{quote[:_LONGEST_QUOTE]}{"..." if len(quote) > _LONGEST_QUOTE else ""}"')


def _exit_code(results: list[Result], across: Sequence[Finding], fail_on: str) -> int:
    read = [result for result in results if result.extraction is not None]
    for result in results:
        if result.extraction is None:
            say(f"goldenthread: {result.row.path}: {result.row.status}")
    if not read:
        return NOTHING_READ
    if len(read) < len(results):
        return SOME_FAILED
    severities = {finding.severity for result in read if result.extraction for finding in result.extraction.findings}
    severities |= {finding.severity for finding in across}
    found = "error" in severities or (fail_on == "query" and "query" in severities)
    return FINDINGS_FOUND if fail_on != "never" and found else 0
