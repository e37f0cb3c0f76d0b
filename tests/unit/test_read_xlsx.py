"""Workbooks as performance teams keep them."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from pipeline.errors import DocumentError
from pipeline.read.number_formats import format_value
from pipeline.read.xlsx_cells import cell_address, split_address
from pipeline.records.document import Document

from .read_cases import outline, read_bytes, rows, spans, zipped


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.43, "0%", "43%"),
        (0.4249, "0.0%", "42.5%"),
        (-0.05, "0%", "-5%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234, "#,##0", "1,234"),
        (0.5, "0", "1"),
        (2.5, "0", "3"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (1200000, '0.0,,"m"', "1.2m"),
        (9.9, "[$£-809]#,##0.00", "£9.90"),
        (0, '0;-0;"nil"', "nil"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        (5, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "5"),
        (5, "00", "05"),
        (43.5, "0.##", "43.5"),
        (43, "0.##", "43"),
        (12, '0" families"', "12 families"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (0.5, "# ?/?", "0.5"),
        (45078, "dd/mm/yyyy", "01/06/2023"),
        (45078, "mmm-yy", "Jun-23"),
        (45078, "dddd d mmmm yyyy", "Thursday 1 June 2023"),
        (45078.5, "d mmm h:mm AM/PM", "1 Jun 12:00 pm"),
        (1.25, "[h]:mm", "30:00"),
        (0.75, "hh:mm:ss", "18:00:00"),
        (-1, "dd/mm/yyyy", "-1"),
    ],
)
def test_numbers_are_shown_as_their_format_shows_them(value: float, code: str, shown: str) -> None:
    assert format_value(value, code) == shown


@pytest.mark.parametrize(("address", "place"), [("A1", (0, 0)), ("$C$4", (3, 2)), ("XFD1048576", (1048575, 16383))])
def test_addresses(address: str, place: tuple[int, int]) -> None:
    assert split_address(address) == place
    assert cell_address(*place) == address.replace("$", "")


@pytest.mark.parametrize("address", ["", "A0", "1", "XFE1", "AAAA1", "A1048577"])
def test_no_addresses(address: str) -> None:
    assert split_address(address) is None


def _read(workbook: Workbook) -> Document:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read_bytes(buffer.getvalue(), "scorecard.xlsx")


def _scorecard() -> Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Quarter 2"
    sheet["A1"] = "Early Help scorecard"
    sheet["A1"].font = Font(bold=True)
    for row in (
        (3, "Team", "2023/24", None, "As at"),
        (4, None, "Families", "% closed", None),
        (5, "North", 1234, 0.43, datetime.date(2023, 9, 30)),
        (7, "South", 87, 0.125, datetime.date(2023, 9, 30)),
        (9, "Source: case system", None, None, None),
    ):
        for column, value in enumerate(row[1:], start=1):
            sheet.cell(row[0], column, value)
        sheet.cell(row[0], 2).number_format = "#,##0"
        sheet.cell(row[0], 3).number_format = "0.0%"
        sheet.cell(row[0], 4).number_format = "dd/mm/yyyy"
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("A3:A4")
    return workbook


def test_a_scorecard() -> None:
    document = _read(_scorecard())
    assert [text for kind, text in outline(document) if kind != "table"] == [
        "Quarter 2", "Early Help scorecard", "Source: case system",
    ]  # fmt: skip
    assert rows(document) == [
        ["Team", "2023/24", "As at"],
        ["Families", "% closed", ""],
        ["North", "1,234", "43.0%", "30/09/2023"],
        ["South", "87", "12.5%", "30/09/2023"],
    ]
    assert spans(document) == {"Team": (2, 1), "2023/24": (1, 2)}
    table = document.tables[0]
    assert table.sheet == "Quarter 2"
    assert next(cell.address for cell in table.cells if document.text[cell.start : cell.end] == "12.5%") == "C7"


def test_what_is_hidden_or_not_stored_is_told() -> None:
    workbook = _scorecard()
    secret = workbook.create_sheet("Secret")
    secret["A1"] = "not shown"
    secret.sheet_state = "hidden"
    sheet = workbook["Quarter 2"]
    sheet["B10"] = "=SUM(B5:B7)"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["D"].hidden = True
    document = _read(workbook)
    assert "not shown" not in document.text
    assert "South" not in document.text
    assert [note.code for note in document.notes] == ["hidden_sheets", "hidden_cells", "no_results"]
    assert document.partial


def test_far_cells_and_wide_merges_are_sparse() -> None:
    workbook = _scorecard()
    sheet = workbook.create_sheet("Far")
    sheet["A1"], sheet["B1"], sheet["XFD1048576"] = "x", "y", 3
    sheet["A2"], sheet["B2"] = "z", "w"
    buffer = io.BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    merged = b'</sheetData><mergeCells><mergeCell ref="B2:XFD1048576"/><mergeCell ref="x"/></mergeCells>'
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace(b"</sheetData>", merged)
    document = read_bytes(zipped(parts), "far.xlsx")
    assert rows(document, 1) == [["x", "y"], ["z", "w"]]


def test_tables_with_rows_between_them() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Contacts", "Number"], ["North", 4], [None], [None], ["Plans", "Number"], ["South", 5]):
        sheet.append(row)
    document = _read(workbook)
    assert [rows(document, at) for at in (0, 1)] == [
        [["Contacts", "Number"], ["North", "4"]],
        [["Plans", "Number"], ["South", "5"]],
    ]


def test_no_words() -> None:
    with pytest.raises(DocumentError) as caught:
        _read(openpyxl.Workbook())
    assert caught.value.status == "empty"


def test_tables_beside_one_another_are_apart() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (
        ["Team", "Open", None, "Hub", "Visits"],
        ["North", 12, None, "Quayside", 77],
        ["South", 9, None, "Mill", 31],
    ):
        sheet.append(line)
    sheet["Z1"] = "Draft"
    document = _read(workbook)
    assert [rows(document, at) for at in (0, 1)] == [
        [["Team", "Open"], ["North", "12"], ["South", "9"]],
        [["Hub", "Visits"], ["Quayside", "77"], ["Mill", "31"]],
    ]
    assert outline(document)[-1] == ("paragraph", "Draft")


def test_a_blank_column_within_a_table_parts_nothing() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (["Team", "Open", None, "Closed", "Waiting"], ["North", 12, None, 3, 1], ["South", 9, None, 4, 2]):
        sheet.append(line)
    assert len(_read(workbook).tables) == 1


def test_hidden_columns_leave_no_gap() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (["Team", "2022", None, "2023"], ["", "Open", "Closed", "Open"], ["North", 1, 2, 3]):
        sheet.append(line)
    sheet.merge_cells("B1:C1")
    sheet.column_dimensions["C"].hidden = True
    assert rows(_read(workbook)) == [["Team", "2022", "2023"], ["", "Open", "Open"], ["North", "1", "3"]]


def test_comments_are_kept_apart() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Team", "Open"])
    sheet.append(["North", 12])
    sheet["B2"].comment = Comment("Includes three late returns", "Ada Finch")
    assert outline(_read(workbook))[-1] == ("comment", "B2: Includes three late returns")


@pytest.mark.parametrize(
    ("text", "before", "table", "after"),
    [
        ("Plans by team\n\nTeam,Open\nNorth,1\n", ["Plans by team"], [["Team", "Open"], ["North", "1"]], []),
        ("sep=;\nTeam;Open\nNorth;1,5\n", [], [["Team", "Open"], ["North", "1,5"]], []),
        ("Team,Open\nNorth,1\nSouth,\n", [], [["Team", "Open"], ["North", "1"], ["South", ""]], []),
        ("Team,Open\nNorth,1\nSource: case system\n", [], [["Team", "Open"], ["North", "1"]], ["Source: case system"]),
    ],
)
def test_separated_values_with_titles_and_notes(
    text: str, before: list[str], table: list[list[str]], after: list[str]
) -> None:
    document = read_bytes(text.encode(), "plans.csv")
    assert rows(document) == table
    assert [words for kind, words in outline(document) if kind != "table"] == [*before, *after]
