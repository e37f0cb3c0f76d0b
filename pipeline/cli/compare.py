"""`goldenthread compare`: what two runs state of the same measures for the same periods."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from .app import AsJson, ConfigFile, say


def compare(
    left: Annotated[Path, typer.Argument(metavar="RUN_A", help="A run folder.")],
    right: Annotated[Path, typer.Argument(metavar="RUN_B", help="Another: of another authority, or of another year.")],
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a row a measure, part and period.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page instead.")] = None,
    config: ConfigFile = None,
) -> None:
    """Set two runs side by side: the same measure, part, unit and period only; what cannot be compared is told with the reason.

    Papers of families are left out. Exit codes: 0 done, 2 usage or no such run.
    """
    from ..config import load_settings
    from ..export.comparison import APART_HEADERS, HEADERS, apart_rows, compared_rows, comparison_page
    from ..export.files import atomic_write
    from ..export.tables import columns_text, csv_text
    from ..run.compare import compare_runs

    comparison, paths = compare_runs(left, right, settings=load_settings(config))
    names = (left.name, right.name) if left.name != right.name else (str(left), str(right))
    if html is not None:
        with atomic_write(html) as stream:
            stream.write(comparison_page(comparison, names, paths).encode("utf-8", "backslashreplace"))
        say(f"Wrote {html}.")
    elif as_json:
        from ..records.codec import to_row

        print(json.dumps(to_row(comparison), indent=1, ensure_ascii=False))
    elif as_csv:
        sys.stdout.write(csv_text(HEADERS, compared_rows(comparison, paths)))
    else:
        shown = [[row[at] for at in (0, 1, 2, 6, 7, 8, 9, 10)] for row in compared_rows(comparison, paths)]
        heads = ("measure", "part", "period", "in A", "A", "in B", "B", "B less A")
        sys.stdout.write(columns_text(heads, shown) if shown else "Nothing is stated on both sides.\n")
        both = [row for row in apart_rows(comparison) if row[2] and row[3]]
        if both:
            sys.stdout.write("\nOn both sides, but not to be compared:\n" + columns_text(APART_HEADERS, both))
    say(f"{len(comparison.compared):,} compared, {len(comparison.apart):,} measures cannot be.")
