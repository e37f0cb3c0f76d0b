"""`goldenthread verify`: are the outputs of a run, and the documents it was made from, still what they were?"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer

from .app import AsJson, say

DIFFERENT = 1
_SAID = {"missing": "is missing", "changed": "is not what it was", "new": "was not there"}


def verify(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The run folder.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Where the documents are now; by default where they were."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hash the outputs and the inputs of a run again and say what differs.

    Exit codes: 0 nothing differs, 1 something does, 2 not a finished run, or its documents are not there.
    """
    from ..run.verify import verify_run

    found = verify_run(folder, paths or ())
    if as_json:
        print(json.dumps(dataclasses.asdict(found), indent=2, ensure_ascii=False))
    else:
        for item in found.differences:
            print(f"{item.kind} {item.path} {_SAID[item.fault]}")
        verdict = f"{len(found.differences)} differ" if found.differences else "all as they were"
        say(f"{found.outputs} outputs and {found.inputs} documents hashed: {verdict}.")
    raise typer.Exit(DIFFERENT if found.differences else 0)
