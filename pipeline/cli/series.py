"""`goldenthread series`: the same measure over the reports of several runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .app import AsJson, ConfigFile, say

if TYPE_CHECKING:
    from ..records.series import Series
    from ..run.many import Stock

_HEADERS = (
    "measure", "body", "geography", "breakdown", "unit", "period", "period_start", "period_end", "value", "revised",
    "document", "where", "joined_by",
)  # fmt: skip


def series(
    runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Run folders.")],
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="WORDS", help='Only this measure: "open early help plans".')
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a row a point.")] = False,
    config: ConfigFile = None,
) -> None:
    """Join what the reports of one or more runs state for the same measure, body, part and length of time.

    Exit codes: 0 done, 2 usage or no such run, 4 no series of that measure.
    """
    from ..config import load_settings
    from ..errors import NothingToReadError
    from ..link import is_about
    from ..run.assemble import load_vocabulary
    from ..run.many import load_stock
    from ..run.series import series_of

    settings = load_settings(config)
    vocabulary = load_vocabulary(settings)
    stock = load_stock(runs)
    found: Sequence[Series] = series_of(stock.documents, stock.figures, settings=settings, vocabulary=vocabulary)
    every = sorted({row.measure for row in found})
    if measure is not None:
        found = [row for row in found if is_about(row, measure, vocabulary=vocabulary)]
    if measure is not None and not found:
        raise NothingToReadError(
            "No series of that measure",
            where=measure,
            remedy=f"There are series of: {'; '.join(every[:12]) or 'nothing'}{' …' if len(every) > 12 else ''}.",
        )
    if as_json:
        from ..records.codec import to_row

        print(json.dumps([to_row(row) for row in found], indent=1, ensure_ascii=False))
    elif as_csv:
        from ..export.tables import csv_text

        sys.stdout.write(csv_text(_HEADERS, [line for row in found for line in _lines(row, stock)]))
    else:
        _print(found, stock)


def _lines(row: Series, stock: Stock) -> list[list[Any]]:
    from ..export.readable import breakdown, cited
    from ..records.number import to_json_number

    figures = {figure.id: figure for figure in stock.figures}
    paths = {document.id: document.path for document in stock.documents}
    revised = {point.figure for group in row.revisions for point in group}
    lines = []
    for point in row.points:
        figure = figures[point.figure]
        lines.append(
            [
                row.measure, row.body, row.geography, breakdown(row.breakdown) or None, row.unit or row.unit_kind,
                point.period.text, point.period.start and point.period.start.isoformat(),
                point.period.end and point.period.end.isoformat(), to_json_number(point.value),
                "yes" if point.figure in revised else None, paths[figure.document], cited(figure.locator), row.basis,
            ]
        )  # fmt: skip
    return lines


def _print(found: Sequence[Series], stock: Stock) -> None:
    from ..export.readable import breakdown, plain, visible
    from ..export.tables import columns_text

    figures = {figure.id: figure for figure in stock.figures}
    for row in found:
        name = ", ".join(filter(None, (row.measure, breakdown(row.breakdown), row.geography, row.body)))
        print(visible(f"{name} ({row.unit or row.unit_kind})"))
        lines = zip(_lines(row, stock), row.points, strict=True)
        shown = [[line[5], figures[point.figure].text, line[10], line[11]] for line, point in lines]
        sys.stdout.write(columns_text(("period", "as printed", "document", "where"), shown))
        for group in row.revisions:
            values = ", ".join(plain(point.value) for point in group)
            print(visible(f"Revised: {group[0].period.text} is stated as {values}."))
        for text in row.breaks:
            print(visible(f"Break: {text}."))
        if row.missing:
            print(f"Not stated: {', '.join(period.text for period in row.missing)}.")
        if len(row.stated_as) > 1:
            print(visible(f"Joined by {row.basis}: {'; '.join(row.stated_as)}."))
        print()
    say(f"{len(found):,} series from {len(stock.documents):,} documents.")
