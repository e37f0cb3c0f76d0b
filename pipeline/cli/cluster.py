"""`goldenthread cluster`: needs that are alike, over one run or several, and whether the categories hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .app import AsJson, ConfigFile, say

_LISTED = 15  # rows of each table for people; --json and --out have all


def cluster(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Run folders.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write clusters.json here; the next time is quicker.")
    ] = None,
    suppress: Annotated[
        int,
        typer.Option(
            "--suppress", metavar="N", min=0, help="Hide counts of 1 to N-1 families, and all words of papers."
        ),
    ] = 0,
    clusters: Annotated[
        Path | None,
        typer.Option("--clusters", metavar="FILE", help="Names, merges, splits and pins that people decided."),
    ] = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Cluster the needs of one or more runs: agreement with the categories, needs that come together, change and differences.

    Exit codes: 0 done, 2 usage or no such run, 4 too few needs.
    """
    from ..config import load_settings
    from ..export.files import atomic_write, make_folder
    from ..run.clusters import cluster_runs

    if out is not None:
        make_folder(out)
    _, report = cluster_runs(runs, settings=load_settings(config), threshold=suppress, out=out, decided=clusters)
    if out is not None:
        with atomic_write(out / "clusters.json") as stream:
            stream.write(json.dumps(report, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        say(f"Wrote {out / 'clusters.json'}.")
    for undone in report["decisions_not_carried_out"]:
        say(f"Not carried out: {undone}")
    if as_json:
        print(json.dumps(report, indent=1, ensure_ascii=False))
    else:
        _print(report)
    say(f"{len(report['clusters']):,} clusters, {report['clusters_not_told']:,} not told because they are small.")


def _print(report: dict[str, Any]) -> None:
    names = {one["id"]: one["label"] for one in report["clusters"]}
    clusters = [[one["label"], one["families"], one["size"], one["stability"]] for one in report["clusters"]]
    _table("Clusters", ("cluster", "families", "statements", "stability"), clusters, every=True)
    agreement = report["agreement"]["categories"]
    if agreement:
        said = ", ".join(f"{key.replace('_', ' ')} {value:.2f}" for key, value in agreement.items())
        print(f"\nAgreement with the categories (1 is full): {said}.")
    confusion = [
        [filed, found, count]
        for filed, row in report["confusion"].items()
        for found, count in row.items()
        if filed != found
    ]
    confusion.sort(key=lambda row: -(row[2] or 0))
    _table("Filed under one category, reads like another", ("filed", "reads like", "needs"), confusion)
    two = [
        [row["category"], row["needs"], ", ".join(f"{count} {name}" for name, count in row["reads_like"].items())]
        for row in report["two_things"]
    ]
    _table("Categories that may be two things", ("category", "needs", "of which read like"), two)
    elsewhere = [[row["filed"], row["label"], row["cite"], row["quote"]] for row in report["elsewhere"]]
    _table("Nearer to another category", ("filed", "nearer", "where", "words"), elsewhere)
    without = [[row["label"], row["needs"]] for row in report["without_category"]]
    _table("Needs without a category", ("stand in cluster", "needs"), without)
    together = [[*(names[one] for one in row["clusters"]), row["families"], row["lift"]] for row in report["together"]]
    _table("In one family", ("cluster", "and", "families", "times chance"), together)
    differences = False
    for key, title in (("by_year", "years"), ("by_organisation", "organisations"), ("by_agency", "agencies")):
        rows = [
            [row["group"], names[row["cluster"]], row["families"], row["of"], *_percent(row)]
            for row in report[key]
            if row["differs"]
        ]
        heads = ("group", "cluster", "families", "of", "share", "95% interval")
        _table(f"Differences between {title} that chance hardly explains", heads, rows)
        differences = differences or bool(rows)
    if differences:
        print("\nOf twenty differences that are none, one is told on average: look at the papers before you act.")


def _percent(row: dict[str, Any]) -> list[str]:
    low, high = row["interval"]
    return [f"{row['share']:.0%}", f"{low:.0%} to {high:.0%}"]


def _table(title: str, headers: tuple[str, ...], rows: list[list[Any]], *, every: bool = False) -> None:
    from ..export.tables import columns_text

    if not rows:
        return
    print(f"\n{title}")
    shown = rows if every else rows[:_LISTED]
    sys.stdout.write(columns_text(headers, shown))
    if len(shown) < len(rows):
        print(f"... and {len(rows) - len(shown):,} more (--json).")
