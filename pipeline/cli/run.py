"""`goldenthread run`: the main job, from a folder of documents to a run folder."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .app import AsJson, ConfigFile, say
from .run_report import exit_code, progress_bar, report

if TYPE_CHECKING:
    from ..config import Settings


def run(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read; - for a list of them on stdin.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The run folder to write.")],
    config: ConfigFile = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Worker processes; by default one a core.")] = None,
    engine: Annotated[
        str | None, typer.Option(help="What reads: local (processes of this machine) or dask (a cluster).")
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="The scheduler of the cluster, such as tcp://host:8786.")
    ] = None,
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read, and write nothing.")] = False,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> None:
    """Read documents and write tables of figures, needs, outcomes and findings beside the words they came from.

    Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage or configuration, 3 some documents failed,
    4 nothing to read, 5 internal fault, 130 interrupted.

    Given again with the same --out, documents that have not changed are not read again, also where the last run broke off.
    """
    from ..config import load_settings
    from ..run.runner import run_folder

    asked = {
        "run.engine": engine,
        "run.address": address,
        "run.workers": workers,
        "run.fail_on": fail_on,
        "privacy.personal_data": personal_data or None,
        "privacy.pseudonymise": pseudonymise or None,
        "privacy.suppress_below": suppress,
    }
    overrides = {name: value for name, value in asked.items() if value is not None}
    settings = load_settings(config, overrides=overrides)
    given = _given(paths)
    if dry_run:
        _print_plan(given, out, settings=settings, as_json=as_json)
        return
    with progress_bar(shown=not quiet and not as_json and sys.stderr.isatty()) as progress:
        result = run_folder(given, out, settings=settings, key_file=key, progress=progress)
    report(result, as_json=as_json, quiet=quiet)
    raise typer.Exit(exit_code(result, settings.run.fail_on))


def _given(paths: list[Path]) -> list[Path]:
    """The paths, with those that stdin lists in place of "-": one a line, or divided by NUL characters."""
    if Path("-") not in paths:
        return paths
    listed = sys.stdin.buffer.read()
    names = listed.split(b"\0") if b"\0" in listed else listed.splitlines()
    return [path for path in paths if path != Path("-")] + [Path(os.fsdecode(name)) for name in names if name.strip()]


def _print_plan(paths: list[Path], out: Path, *, settings: Settings, as_json: bool) -> None:
    from ..run.plan import plan_run

    planned = plan_run(paths, out, settings=settings)
    if as_json:
        print(json.dumps([dataclasses.asdict(item) for item in planned], indent=2, ensure_ascii=False))
        return
    for item in planned:
        print(f"{item.action:8} {item.bytes or 0:>12,}  {item.path}")
    say(
        f"{len(planned)} documents: read - to be read; extract - read already, rows to be made anew; keep - not changed; "
        "copy - of another. Nothing was written."
    )
