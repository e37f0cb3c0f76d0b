"""audit.xlsx: the run as a workbook for people, one well-formed table a sheet, each row beside the words it came from."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..records.run import OUTPUT_TABLES, Run
from .about import SHARED
from .evidence_links import evidence_pages
from .files import atomic_path, make_folder, move_file
from .readable import cites, labels_of
from .shared import shared_sheets
from .xlsx_cases import CASES, CLUSTERS, INTERVENTIONS, LINKS, NEEDS, OUTCOMES, THREAD
from .xlsx_columns import Lookup, Sheet, whole
from .xlsx_cover import write_cover
from .xlsx_journeys import JOURNEYS
from .xlsx_sheets import DECISIONS, DOCUMENTS, EXCEPTIONS, FIGURES, FINDINGS, SERIES
from .xlsx_summaries import CHECKS, LONG_TEXTS, NEED_COUNTS, NOTES, chart_of_checks, chart_of_needs, notes
from .xlsx_write import MOST_ROWS, LongText, Styles, TableWriter

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_TABLES: Final = {
    sheet.name: whole(sheet, OUTPUT_TABLES[table])
    for table, sheet in (
        ("documents", DOCUMENTS), ("figures", FIGURES), ("decisions", DECISIONS), ("needs", NEEDS), ("links", LINKS),
        ("interventions", INTERVENTIONS), ("outcomes", OUTCOMES), ("cases", CASES), ("findings", FINDINGS),
        ("clusters", CLUSTERS),
    )
}  # fmt: skip
SHEETS: Final = tuple(
    _TABLES.get(sheet.name, sheet)
    for sheet in (
        DOCUMENTS, FIGURES, DECISIONS, NEEDS, NEED_COUNTS, INTERVENTIONS, OUTCOMES, CASES, THREAD, JOURNEYS, FINDINGS, CHECKS,
        CLUSTERS, SERIES, LINKS, EXCEPTIONS,
    )
)  # fmt: skip
# The moment a ZIP file's clock starts from: a workbook of the same rows is the same file, whenever it is made.
_NO_MOMENT: Final = datetime.datetime(1980, 1, 1)


def export_xlsx(run: Run, folder: Path) -> list[Path]:
    """Write audit.xlsx. Raises WriteError, also where the old workbook is open in Excel.

    A workbook that a person has worked in is never overwritten: it stays as "audit (edited).xlsx".
    """
    from xlsxwriter.exceptions import FileCreateError

    target = folder / "audit.xlsx"
    _keep_edited(target)
    parts = folder / ".audit.xlsx.parts"
    shutil.rmtree(parts, ignore_errors=True)
    try:
        with atomic_path(target) as file:
            try:
                _fill(file, make_folder(parts), run, evidence_pages(folder))
            except FileCreateError as error:
                raise OSError(*getattr(error.args[0], "args", ("the workbook cannot be saved",))) from error
    finally:
        shutil.rmtree(parts, ignore_errors=True)
    return [target]


def _keep_edited(target: Path) -> None:
    """Set an old workbook aside if another program has saved it since: it may hold decisions and comments."""
    if not target.is_file() or _is_ours(target):
        return
    kept, number = target.with_name("audit (edited).xlsx"), 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"audit (edited {number}).xlsx")
    move_file(target, kept)


def _is_ours(file: Path) -> bool:
    """Whether the workbook is as this module wrote it; a program that saves it sets its date of modification."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _NO_MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ</dcterms:modified>").encode() in archive.read(
                "docProps/core.xml"
            )
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _fill(file: Path, parts: Path, run: Run, pages: frozenset[str]) -> None:
    book = _open(file, parts)
    styles = Styles(book=book)
    sheets = _sheets(run)
    tables = [(sheet, sheet.rows(run)) for sheet in sheets]
    lookup = _lookup(run, pages)
    long_texts: list[LongText] = []
    write_cover(book, styles, run, [(sheet.name, sheet.says, len(rows)) for sheet, rows in tables])
    for sheet, rows in tables:
        for name, share in _shares(sheet.name, rows):
            written = TableWriter(book, styles, lookup, long_texts).write(sheet, name, share)
            if sheet is NEED_COUNTS and rows:
                chart_of_needs(book, written, rows)
            if sheet is CHECKS and rows:
                chart_of_checks(book, written, rows)
    if long_texts:
        TableWriter(book, styles, lookup, []).write(LONG_TEXTS, LONG_TEXTS.name, long_texts)
    TableWriter(book, styles, lookup, []).write(NOTES, NOTES.name, notes([*sheets, LONG_TEXTS]))
    book.close()


def _sheets(run: Run) -> list[Sheet]:
    """All sheets; in an edition that counts case papers, its tables in place of the sheets about them."""
    if SHARED not in run.manifest:
        return list(SHEETS)
    about_cases = {
        sheet.name for sheet in (NEEDS, NEED_COUNTS, INTERVENTIONS, OUTCOMES, CASES, THREAD, JOURNEYS, CLUSTERS)
    }
    return [*(sheet for sheet in SHEETS if sheet.name not in about_cases), *shared_sheets(run)]


def _open(file: Path, parts: Path) -> Workbook:
    from xlsxwriter import Workbook

    book = Workbook(
        str(file),
        {
            "constant_memory": True,
            "tmpdir": str(parts),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        },
    )
    book.use_zip64()
    book.set_properties(
        {
            "title": "Golden Thread audit workbook",
            "subject": "Figures, needs, outcomes and findings of Early Help documents, each beside its words",
            "author": "Golden Thread",
            "keywords": "early help, audit, figures, needs, outcomes",
            "created": _NO_MOMENT,
        }
    )
    return book


def _lookup(run: Run, pages: frozenset[str]) -> Lookup:
    """Paths, places of quotes, and the cells of the rows that others link to."""
    wanted = {key for finding in run.findings for key in finding.subjects}
    wanted |= {point.figure for series in run.series for point in series.points}
    places: dict[str, tuple[str, int]] = {}
    linked: tuple[tuple[Sheet, Sequence[Any], bool], ...] = (
        (DOCUMENTS, run.documents, True),
        (FIGURES, run.figures, False),
        (NEEDS, run.needs, True),
        (INTERVENTIONS, run.interventions, True),
        (OUTCOMES, run.outcomes, True),
        (CASES, run.cases, True),
    )
    for sheet, rows, always in linked:
        for index, row in enumerate(rows):
            if always or row.id in wanted:
                part, at = divmod(index, MOST_ROWS)
                places.setdefault(row.id, (_share_name(sheet.name, part), at + 2))
    return Lookup(
        run=run,
        paths={row.id: row.path for row in run.documents},
        sheets=places,
        cites=cites(run),
        labels=labels_of(run),
        pages=pages,
    )


def _shares(name: str, rows: Sequence[Any]) -> list[tuple[str, Sequence[Any]]]:
    """The rows by sheet: more than a sheet can hold go on in "Figures (2)"."""
    if len(rows) <= MOST_ROWS:
        return [(name, rows)]
    starts = range(0, len(rows), MOST_ROWS)
    return [(_share_name(name, part), rows[start : start + MOST_ROWS]) for part, start in enumerate(starts)]


def _share_name(name: str, part: int) -> str:
    return name if part == 0 else f"{name} ({part + 1})"
