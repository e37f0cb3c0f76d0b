"""audit.xlsx as a person and a program open it."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.export.files import WriteError
from pipeline.export.flatten import columns_of
from pipeline.export.xlsx import SHEETS, export_xlsx
from pipeline.export.xlsx_columns import whole
from pipeline.export.xlsx_write import LONGEST, number_of
from pipeline.records.run import OUTPUT_TABLES, Run
from tests.unit.sample_run import BROKEN, CLOSURE, REPORT, document, empty_run, figure, sample_run

HOSTILE = ('=HYPERLINK("http://x.example","y")', "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1+1", "=1+1")


def opened(run: Run, folder: Path) -> Any:
    (file,) = export_xlsx(run, folder)
    return openpyxl.load_workbook(file)


def cells(book: Any, sheet: str) -> list[dict[str, Any]]:
    head, *rows = book[sheet].iter_rows()
    return [{title.value: cell for title, cell in zip(head, row, strict=True)} for row in rows]


def values(book: Any, sheet: str) -> list[dict[str, Any]]:
    return [{title: cell.value for title, cell in row.items()} for row in cells(book, sheet)]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(sample_run(), tmp_path_factory.mktemp("book"))


def test_sheets_stand_in_the_order_of_a_reader(book: Any) -> None:
    assert book.sheetnames == [
        "Cover", "Documents", "Figures", "Decisions", "Needs", "Needs by category", "Interventions", "Outcomes", "Cases",
        "Golden thread", "Case journeys", "Findings", "Checks", "Clusters", "Series", "Links", "Exceptions", "Notes",
    ]  # fmt: skip
    assert book.active.title == "Cover"


@pytest.mark.parametrize("run", [sample_run(), empty_run()], ids=["sample", "empty"])
def test_every_sheet_is_one_well_formed_table(run: Run, tmp_path: Path) -> None:
    book = opened(run, tmp_path)
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions or sheet.max_row == 2
        headers = [cell.value for cell in sheet[1]]
        assert headers == [column.name for column in table.tableColumns]
        assert len(set(map(str.lower, headers))) == len(headers)
        assert table.autoFilter is not None and sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert not sheet.merged_cells.ranges


@pytest.mark.parametrize("table", [name for name in OUTPUT_TABLES if name not in ("personal_data", "series")])
def test_every_field_of_the_contract_has_a_column(table: str) -> None:
    (sheet,) = [sheet for sheet in SHEETS if sheet.name.lower() == table]
    fields = {column.field.split(".")[0] for column in sheet.columns}
    wanted = {column.name for column in columns_of(OUTPUT_TABLES[table])}
    # The quote's document is the row's own document.
    assert wanted - fields - {"evidence_document"} == set()


def test_a_field_that_no_sheet_knows_is_not_lost() -> None:
    @dataclass
    class Later:
        id: str
        label: str
        age: int | None
        notes: tuple[str, ...]

    (clusters,) = [sheet for sheet in SHEETS if sheet.name == "Clusters"]
    added = whole(clusters, Later).columns[len(clusters.columns) :]
    assert [(column.header, column.kind) for column in added] == [("Age", "integer"), ("Notes", "text")]
    row = Later(id="x", label="y", age=3, notes=("a", "b"))
    assert [column.value(row, None) for column in added] == [3, '["a", "b"]']  # type: ignore[arg-type]


def test_numbers_dates_and_percentages_are_real(book: Any) -> None:
    plans, led, _, _, cost = cells(book, "Figures")
    assert (plans["Value"].value, plans["Value"].number_format) == (412, "#,##0")
    assert (led["Value"].value, led["Value"].number_format) == (0.43, "0%")
    assert (cost["Value"].value, cost["Value"].number_format) == (1200000, "£#,##0")
    assert plans["Period start"].value == datetime.datetime(2023, 5, 31)
    assert plans["Period start"].number_format == "d mmm yyyy"
    assert plans["Confidence"].number_format == "0%"
    assert plans["Quote"].value.startswith("At 31 May 2023 there were 412")


@pytest.mark.parametrize(
    "value, kind, unit, shown",
    [
        ("43", "percent", "families", (0.43, "0%")),
        ("43.5", "percent", "families", (0.435, "0.0%")),
        ("0.35", "percent", None, (0.0035, "0.00%")),
        ("7.4", "percentage_points", None, (7.4, "#,##0.0")),
        ("1200000.0", "currency", "GBP", (1200000, "£#,##0")),
        ("12.50", "currency", "GBP", (12.5, "£#,##0.00")),
        ("12.5", "currency", "EUR", (12.5, "#,##0.0")),
        ("-25", "count", "plans", (-25, "#,##0")),
    ],
)
def test_a_number_is_shown_with_its_unit(value: str, kind: str, unit: str | None, shown: tuple[float, str]) -> None:
    row = figure(REPORT, 0, f"There were {value}", value, value, unit_kind=kind, unit=unit)
    assert number_of(row.value, "amount", row) == shown


@pytest.mark.parametrize("value", ["1" * 20, "1E+400", "12345678901234567"])
def test_a_number_excel_cannot_hold_is_text(value: str, tmp_path: Path) -> None:
    run = replace(empty_run(), figures=(figure(REPORT, 0, "x 1 x", "1", value),))
    (row,) = cells(opened(run, tmp_path), "Figures")
    assert row["Value"].data_type == "s"
    assert Decimal(row["Value"].value) == Decimal(value)


def test_no_text_becomes_a_formula_or_a_web_link(tmp_path: Path) -> None:
    figures = tuple(
        figure(REPORT, 100 * at, f"{text} 5", "5", "5", measure=text, unit=text, breakdown={text: text})
        for at, text in enumerate((*HOSTILE, "https://example.org/", "mailto:a@example.org"))
    )
    run = replace(empty_run(), figures=figures, documents=(document(REPORT, "=1+1.pdf", title="=1+1"),))
    book = opened(run, tmp_path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target is None
    rows = cells(book, "Figures")
    assert [row["Measure"].value for row in rows][:2] == list(HOSTILE[:2])
    # So that it stays a text when somebody edits the cell.
    assert all(row["Measure"].style is not None and row["Measure"].quotePrefix for row in rows[: len(HOSTILE)])
    with zipfile.ZipFile(tmp_path / "audit.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)


@pytest.mark.parametrize(
    "text, shown",
    [
        ("a\x07b", "a\\x07b"),
        ("a\x00b", "a\\x00b"),
        ("page\x0cbreak", "page\\x0cbreak"),
        ("line\r\nline", "line\nline"),
        ("half \udc80 pair", "half \\udc80 pair"),
        ("turned \u202e round", "turned \\u202e round"),
        ("tab\tstays", "tab\tstays"),
        ("_x0041_ stays", "_x0041_ stays"),
        ("<b>&amp; stays", "<b>&amp; stays"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str, tmp_path: Path) -> None:
    run = replace(empty_run(), figures=(figure(REPORT, 0, "x 1", "1", "1", measure=text),))
    (row,) = values(opened(run, tmp_path), "Figures")
    assert row["Measure"].replace("_x005F_", "_") == shown


@pytest.mark.parametrize("unit", ["a", "\U0001f600"])
def test_a_text_longer_than_a_cell_goes_on_on_its_own_sheet(unit: str, tmp_path: Path) -> None:
    text = "5" + unit * (LONGEST + 5)
    run = replace(empty_run(), figures=(figure(REPORT, 0, text, "5", "5"),))
    book = opened(run, tmp_path)
    (row,) = values(book, "Figures")
    assert row["Quote"].endswith("[continues on the sheet Long texts]")
    parts = values(book, "Long texts")
    assert "".join(part["Text"] for part in parts) == text
    assert {(part["Sheet"], part["Row"], part["Column"]) for part in parts} == {("Figures", 2, "Quote")}
    assert [part["Part"] for part in parts] == list(range(1, parts[0]["Parts"] + 1))
    for sheet in book.worksheets:
        for line in sheet.iter_rows(values_only=True):
            assert all(len(str(value).encode("utf-16-le")) // 2 <= LONGEST for value in line)


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    text = "5" + "a" * (LONGEST - 1)
    book = opened(replace(empty_run(), figures=(figure(REPORT, 0, text, "5", "5"),)), tmp_path)
    assert values(book, "Figures")[0]["Quote"] == text
    assert "Long texts" not in book.sheetnames


def test_every_link_resolves(book: Any) -> None:
    links = [
        (sheet.title, cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]
    assert len(links) > 30
    for title, cell in links:
        name, _, address = cell.hyperlink.location.partition("!")
        target = book[name.strip("'")]
        assert int(address[1:]) <= target.max_row, (title, cell.coordinate)
        if cell.column == 1 and title != "Cover":
            assert target[address].value == cell.value


def test_a_finding_leads_to_its_rows(book: Any) -> None:
    row = cells(book, "Findings")[0]
    assert row["Rows"].value == "Figures, row 4 and 1 more"
    assert row["Rows"].hyperlink.location == "'Figures'!A4"
    assert row["Document"].value == "2023/scrutiny report.pdf"
    assert row["Quotes"].value.splitlines()[0] == "“| North | 120 | 95 | £1.2m |” (table 1, p. 3: North, Q1)"


@pytest.mark.parametrize("sheet", ["Figures", "Needs", "Outcomes", "Findings"])
def test_a_person_decides_by_a_validated_list(book: Any, sheet: str) -> None:
    headers = [cell.value for cell in book[sheet][1]]
    at = headers.index("Decision")
    assert headers[at + 1] == "Comment"
    (rule,) = book[sheet].data_validations.dataValidation
    assert rule.type == "list" and rule.formula1 == '"accept,correct,reject"'
    column = openpyxl.utils.get_column_letter(at + 1)
    assert str(rule.sqref) in (f"{column}2:{column}{book[sheet].max_row}", f"{column}2")


def test_rows_are_set_off_without_colour(book: Any) -> None:
    for sheet in book.worksheets:
        for ranges in sheet.conditional_formatting:
            for rule in ranges.rules:
                font = rule.dxf.font
                assert font.b or font.i or font.strike
                if rule.dxf.fill is not None and rule.dxf.fill.bgColor is not None:
                    red, green, blue = (rule.dxf.fill.bgColor.rgb[at : at + 2] for at in (2, 4, 6))
                    assert red == green == blue


def test_the_golden_thread_names_what_is_missing(book: Any) -> None:
    rows = values(book, "Golden thread")
    assert [(row["Need"], row["Missing"], row["Complete"]) for row in rows] == [
        ("Attendance (Education), child Juno", None, "Yes"),
        ("Financial, family", "No help is linked to this need; No outcome is linked to this need", "No"),
        (None, "No need is linked to this", "No"),
        ("Early years, child", None, "No"),
    ]
    assert rows[0]["Help"] == "Attendance service: visited weekly"
    assert rows[0]["Outcome"] == "Met: attendance % from 71 to 93"
    assert rows[2]["Help"] == "Family hub: parenting course (planned)"


def test_documents_not_read_wholly_are_named_with_a_remedy(book: Any) -> None:
    rows = values(book, "Exceptions")
    assert [(row["Document"], row["Status"], row["Page"]) for row in rows] == [
        ("scan.pdf", "Partial", 2),
        ("scan.pdf", "Partial", 3),
        ("copy of closure.docx", "Done", None),
    ]
    assert rows[0]["What to do"] == "Run text recognition on the file, then read it again."


def test_checks_that_found_nothing_are_there(book: Any) -> None:
    counted = ("Tested", "Held", "Errors", "Queries", "Not run")
    rows = {row["Code"]: tuple(row[name] for name in counted) for row in values(book, "Checks")}
    assert rows == {
        "DAT002": (0, 0, 0, 0, 1),
        "PCT001": (3, 3, 0, 0, 0),
        "SUM001": (7, 6, 1, 0, 0),
        "THR001": (2, 1, 0, 1, 0),
    }


def test_every_column_is_defined(book: Any) -> None:
    defined = {(row["Sheet"], row["Column"]) for row in values(book, "Notes")}
    for sheet in book.worksheets[1:-1]:
        assert {(sheet.title, cell.value) for cell in sheet[1]} <= defined
    assert all(row["Meaning"] for row in values(book, "Notes"))


def test_charts_have_words_for_who_cannot_see_them(book: Any, tmp_path: Path) -> None:
    assert [len(book[sheet]._charts) for sheet in ("Needs by category", "Checks")] == [1, 1]
    export_xlsx(sample_run(), tmp_path)
    with zipfile.ZipFile(tmp_path / "audit.xlsx") as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    assert [drawing.count('descr="Stacked bar chart') for drawing in drawings] == [1, 1]


def test_the_cover_says_from_what_and_not_when(book: Any) -> None:
    text = "\n".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row if cell.value is not None)
    assert "5 documents: 4 read wholly, 1 partial. The sheet Exceptions says why" in text
    assert "is of 12 October 2023" in text
    assert "does not score, rank or predict" in text
    assert "goldenthread 0.1.0" in text
    assert "2026" not in text


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    once, again = tmp_path / "a", tmp_path / "b"
    for folder in (once, again):
        folder.mkdir()
        export_xlsx(sample_run(), folder)
    assert (once / "audit.xlsx").read_bytes() == (again / "audit.xlsx").read_bytes()
    changed = replace(sample_run(), manifest=sample_run().manifest | {"started": "2030-01-01", "seconds": 9.9})
    export_xlsx(changed, again)
    assert (once / "audit.xlsx").read_bytes() == (again / "audit.xlsx").read_bytes()
    assert sorted(file.name for file in again.iterdir()) == ["audit.xlsx"]


def test_rows_that_no_sheet_can_hold_go_on_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.export.xlsx.MOST_ROWS", 2)
    book = opened(sample_run(), tmp_path)
    names = [name for name in book.sheetnames if name.startswith("Figures")]
    assert names == ["Figures", "Figures (2)", "Figures (3)"]
    assert sum(len(values(book, name)) for name in names) == 5
    assert cells(book, "Findings")[0]["Rows"].hyperlink.location == "'Figures (2)'!A2"


def test_more_links_than_excel_allows_stay_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.export.xlsx_write.MOST_LINKS", 2)
    rows = cells(opened(sample_run(), tmp_path), "Figures")
    assert [row["Document"].hyperlink is not None for row in rows] == [True, True, False, False, False]
    assert rows[4]["Document"].value == "2023/scrutiny report.pdf"


def test_a_workbook_open_in_excel_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audit.xlsx").write_bytes(b"old")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr("pipeline.export.xlsx._is_ours", lambda file: True)
    with pytest.raises(WriteError) as error:
        export_xlsx(sample_run(), tmp_path)
    assert error.value.message.startswith(
        "The output cannot be written (Permission denied): audit.xlsx. Close audit.xlsx"
    )
    assert (tmp_path / "audit.xlsx").read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audit.xlsx"]


def test_a_workbook_somebody_worked_in_is_kept(tmp_path: Path) -> None:
    export_xlsx(sample_run(), tmp_path)
    export_xlsx(sample_run(), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audit.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "audit.xlsx")
    at = [cell.value for cell in book["Figures"][1]].index("Decision") + 1
    book["Figures"].cell(2, at).value = "reject"
    book.save(tmp_path / "audit.xlsx")
    export_xlsx(sample_run(), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["audit (edited).xlsx", "audit.xlsx"]
    kept = openpyxl.load_workbook(tmp_path / "audit (edited).xlsx")
    assert kept["Figures"].cell(2, at).value == "reject"


def test_ids_lead_back_to_the_other_files(book: Any) -> None:
    run = sample_run()
    assert [row["Id"] for row in values(book, "Documents")] == [REPORT, CLOSURE, *(row.id for row in run.documents[2:])]
    assert [row["Id"] for row in values(book, "Figures")] == [row.id for row in run.figures]
    assert BROKEN in {row["Id"] for row in values(book, "Documents")}
