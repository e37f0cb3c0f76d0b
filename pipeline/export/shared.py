"""The tables of counts of an edition to hand on: in the report, in the workbook, and as CSV files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..records.codec import from_row
from ..records.run import Run
from ..records.shared import SharedRow, SharedTable
from .about import SHARED
from .files import atomic_write, make_folder
from .html_parts import Block, Heading, Paragraph, Row, Section, Table, texts
from .xlsx_columns import Column, Lookup, Sheet

SUPPRESSED = "[c]"


def shared_tables(run: Run) -> list[SharedTable]:
    """The tables of a suppressed edition; none in any other run."""
    return [from_row(SharedTable, row) for row in run.manifest.get(SHARED, ())]


def shared_section(run: Run) -> Section:
    """The section of the report in place of those about case papers."""
    blocks: list[Block] = [Paragraph(text=_explained(run))]
    for number, table in enumerate(shared_tables(run)):
        headers = (table.head, *table.columns)
        blocks.append(Heading(text=table.name))
        blocks.append(
            Table(
                name=f"shared-{number}",
                caption=table.says,
                headers=headers,
                numbers=frozenset(table.columns),
                rows=tuple(Row(cells=texts(row.name, *map(_shown, row.counts))) for row in table.rows),
            )
        )
    return Section(anchor="shared", title="Case papers, counted", blocks=tuple(blocks))


def shared_sheets(run: Run) -> list[Sheet]:
    """The sheets of the workbook in place of those about case papers."""
    return [_sheet(table, run) for table in shared_tables(run)]


def export_shared(run: Run, folder: Path) -> list[Path]:
    """One CSV file a table, under `csv/shared/`. Raises WriteError."""
    written = []
    for table in shared_tables(run):
        stream = io.StringIO(newline="")
        writer = csv.writer(stream)
        writer.writerow([table.head, *table.columns])
        writer.writerows([row.name, *map(_shown, row.counts)] for row in table.rows)
        name = re.sub(r"\W+", "_", table.name.lower())
        target = make_folder(folder / "csv" / "shared") / f"{name}.csv"
        with atomic_write(target) as out:
            out.write(stream.getvalue().encode("utf-8"))
        written.append(target)
    return written


def _sheet(table: SharedTable, run: Run) -> Sheet:
    columns = [Column(header=table.head, field="", kind="text", meaning=table.says, value=_name)]
    for at, name in enumerate(table.columns):
        columns.append(Column(header=name, field="", kind="integer", meaning=_explained(run), value=_count(at)))
    rows: Sequence[SharedRow] = table.rows
    return Sheet(name=table.name, says=table.says, rows=lambda _: rows, columns=tuple(columns))


def _name(row: SharedRow, _: Lookup) -> Any:
    return row.name


def _count(at: int) -> Any:
    return lambda row, _: _shown(row.counts[at])


def _shown(count: int | None) -> int | str:
    return SUPPRESSED if count is None else count


def _explained(run: Run) -> str:
    limit = run.manifest.get("privacy", {}).get("suppressed_below")
    return (
        f"{SUPPRESSED} stands for a count that is not told: one below {limit}, or one from which such a count could be "
        "worked out. "
        "No row of a case paper is in this edition. Counts of 0 are told."
    )
