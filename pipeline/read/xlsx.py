"""Workbooks: every shown sheet under its name, cells as their number formats show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..errors import DocumentError
from ..records.document import Document, Note
from .draft import Draft
from .flow import lay_out
from .kinds import XLSX
from .lines import squeeze
from .options import ReadOptions
from .pieces import Piece
from .source import Source
from .xlsx_cells import SheetCell, Workbook, split_address
from .xlsx_comments import words_beside_cells
from .xlsx_regions import sheet_flow
from .zipped import Relationship, ZippedParts, open_zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNNAMED: Final = re.compile(r"(?:sheet|worksheet|tabelle)\s*\d*$", re.IGNORECASE)
_LAST_COLUMN: Final = 16_383  # counted from 0: XFD
_HEADER_CODE: Final = re.compile(r'&(?:"[^"]*"|\d+|[A-Z&])')


@dataclass(kw_only=True)
class _Sheet:
    """One sheet as read. `left_out` counts cells in hidden rows and columns; `cut` where the limit was met."""

    cells: list[SheetCell] = field(default_factory=list)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    furniture: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    left_out: int = 0
    cut: bool = False


def read_xlsx(source: Source, *, options: ReadOptions) -> Document:
    """The document in a .xlsx file.

    Raises DocumentError: `malformed`, `encrypted`, `limit_exceeded`, or `empty` if no shown cell holds anything.
    """
    parts, sheets, workbook = _opened(source, options)
    draft = Draft()
    budget, hidden, left_out, has_words, cut = options.max_cells, 0, 0, False, False
    for name, state, target in sheets:
        if state != "visible":
            hidden += 1
            continue
        sheet = _read_sheet(parts, target, workbook, budget=budget)
        budget -= len(sheet.cells)
        left_out, cut = left_out + sheet.left_out, cut or sheet.cut
        flow = sheet_flow(sheet.cells, sheet.merges, sheet=name, hidden=sheet.hidden)
        flow.extend(words_beside_cells(parts, target))
        if not flow:
            continue
        has_words = True
        if not _UNNAMED.match(name):
            flow.insert(0, Piece(kind="heading", text=squeeze(name), level=1, plain=True))
        lay_out(flow, draft)
        for words in sheet.furniture:
            draft.add_furniture(words)
    if not has_words:
        raise DocumentError(
            "empty", "No shown cell holds anything", where=source.path,
            remedy="Check that it is the right file, and that no sheet is hidden.",
        )  # fmt: skip
    notes = _notes(hidden, left_out, workbook.missing_results, cut=cut)
    return draft.build(source, media_type=XLSX, notes=notes, partial=cut or workbook.missing_results > 0)


def read_sheets(source: Source, *, options: ReadOptions) -> dict[str, list[SheetCell]]:
    """The filled cells of every shown sheet, as they are shown, by the sheet's name. Raises DocumentError."""
    parts, sheets, workbook = _opened(source, options)
    budget = options.max_cells
    found = {}
    for name, state, target in sheets:
        if state == "visible":
            sheet = _read_sheet(parts, target, workbook, budget=budget)
            if sheet.cut:
                raise DocumentError(
                    "limit_exceeded", f"More than {options.max_cells} cells", where=source.path,
                    remedy="Raise read.max_cells in the configuration.",
                )  # fmt: skip
            budget -= len(sheet.cells)
            found[name] = sheet.cells
    return found


def _opened(source: Source, options: ReadOptions) -> tuple[ZippedParts, list[tuple[str, str, str]], Workbook]:
    parts = open_zipped(source.data, path=source.path, max_inflated_bytes=options.max_inflated_bytes)
    main = next((item.target for item in parts.relationships().values() if item.kind == "officeDocument"), "")
    if main not in parts:
        raise DocumentError(
            "malformed", "The file has no workbook", where=source.path, remedy="Open it in Excel and save it again."
        )
    root, relationships = parts.xml(main), parts.relationships(main)
    workbook = Workbook(
        parts,
        strings=_part(parts, relationships, "sharedStrings"),
        styles=_part(parts, relationships, "styles"),
        epoch_1904=any(item.get("date1904") in ("1", "true") for item in root if _local(item) == "workbookPr"),
    )
    return parts, _sheets(root, relationships, parts), workbook


def _notes(hidden: int, left_out: int, missing: int, *, cut: bool) -> list[Note]:
    told = (
        (hidden, "hidden_sheets", f"Hidden sheets are not read ({hidden})."),
        (left_out, "hidden_cells", f"Cells in hidden rows and columns are left out ({left_out})."),
        (
            missing,
            "no_results",
            f"Formulas without a stored result are blank ({missing}). Open it in Excel and save it.",
        ),
        (cut, "too_many_cells", "Only the first cells are read; raise read.max_cells for the rest."),
    )
    return [Note(code=code, message=message) for count, code, message in told if count]


def _sheets(root: _Element, relationships: dict[str, Relationship], parts: ZippedParts) -> list[tuple[str, str, str]]:
    """Name, state and part of each worksheet, in the order of the tabs."""
    found = []
    for element in root.iter():
        if _local(element) != "sheet":
            continue
        target = next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        relationship = relationships.get(target)
        if relationship is not None and relationship.kind == "worksheet" and relationship.target in parts:
            found.append((element.get("name") or "", element.get("state") or "visible", relationship.target))
    return found


def _part(parts: ZippedParts, relationships: dict[str, Relationship], kind: str) -> str | None:
    found = (item.target for item in relationships.values() if item.kind == kind and item.target in parts)
    return next(found, None)


def _read_sheet(parts: ZippedParts, name: str, workbook: Workbook, *, budget: int) -> _Sheet:
    """The cells of a sheet; addresses that are left out of the file follow on from the last."""
    sheet = _Sheet()
    hidden_columns: list[tuple[int, int]] = []
    row = -1
    for element in parts.stream(name, ("row", "col", "mergeCell", "oddHeader", "oddFooter")):
        kind = _local(element)
        if kind == "col" and element.get("hidden") in ("1", "true"):
            low, high = int(element.get("min") or 1) - 1, int(element.get("max") or 1) - 1
            hidden_columns.append((low, high))
            sheet.hidden.update(range(low, min(high, _LAST_COLUMN) + 1))
        elif kind == "row":
            row = _row_number(element, row)
            is_hidden = element.get("hidden") in ("1", "true")
            column = -1
            for cell in element:
                place = split_address(cell.get("r") or "")
                column = place[1] if place else column + 1
                read = workbook.cell(cell, row, column)
                if read is None:
                    continue
                if is_hidden or any(low <= column <= high for low, high in hidden_columns):
                    sheet.left_out += 1
                elif len(sheet.cells) >= budget:
                    sheet.cut = True
                    return sheet
                else:
                    sheet.cells.append(read)
        elif kind == "mergeCell":
            _add_merge(element.get("ref") or "", sheet)
        elif kind in ("oddHeader", "oddFooter"):
            sheet.furniture.append(squeeze(_HEADER_CODE.sub(" ", element.text or "")))
    return sheet


def _row_number(element: _Element, last: int) -> int:
    digits = element.get("r") or ""
    return int(digits) - 1 if digits.isdecimal() and len(digits) < 8 else last + 1


def _add_merge(reference: str, sheet: _Sheet) -> None:
    first, _, last = reference.partition(":")
    start, end = split_address(first), split_address(last)
    if start and end and end[0] >= start[0] and end[1] >= start[1]:
        sheet.merges[start] = (end[0] - start[0] + 1, end[1] - start[1] + 1)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
