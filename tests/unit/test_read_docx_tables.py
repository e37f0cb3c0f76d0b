"""Tables of Word documents: merged cells, grids that do not meet, nested and tabbed tables."""

from __future__ import annotations

from .docx_cases import cell, paragraph, read_body, table
from .read_cases import outline, rows, spans


def test_merged_cells_and_header_rows() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    document = read_body(
        table(
            head + cell("Team", '<w:vMerge w:val="restart"/>') + cell("2023", '<w:gridSpan w:val="2"/>'),
            head + cell("", "<w:vMerge/>") + cell("Open") + cell("Closed"),
            cell("North") + cell("1,203") + cell("43%"),
            cell("South") + cell("none", '<w:gridSpan w:val="2000000000"/>'),
        )
    )
    assert rows(document) == [["Team", "2023"], ["Open", "Closed"], ["North", "1,203", "43%"], ["South", "none"]]
    assert spans(document) == {"Team": (2, 1), "2023": (1, 2), "none": (1, 2)}
    assert [entry.declared_header for entry in document.tables[0].cells] == [True] * 4 + [None] * 5


def test_grid_lines_that_miss_one_another_by_a_hair_are_one() -> None:
    document = read_body(
        table(
            cell("Name") + cell("Ada", '<w:gridSpan w:val="2"/>'),
            cell("Consent", '<w:gridSpan w:val="2"/>') + cell("Yes"),
            grid=(3000, 60, 3000),
        )
    )
    assert (document.tables[0].columns, rows(document)) == (2, [["Name", "Ada"], ["Consent", "Yes"]])


def test_nested_tables_follow_and_frames_dissolve() -> None:
    inner = table(cell("Goal") + cell("Score"), cell("Sleep") + cell("7"))
    document = read_body(
        table(cell("Needs") + f"<w:tc>{paragraph('See below')}{inner}<w:p/></w:tc>", cell("Voice") + cell("Heard"))
    )
    assert [rows(document, at) for at in (0, 1)] == [
        [["Needs", "See below"], ["Voice", "Heard"]],
        [["Goal", "Score"], ["Sleep", "7"]],
    ]
    framed = read_body(table(f"<w:tc>{paragraph('First.')}{paragraph('Second.')}</w:tc>"))
    assert outline(framed) == [("paragraph", "First."), ("paragraph", "Second.")]


def test_deleted_rows_and_wrapped_cells() -> None:
    document = read_body(
        table(
            f"<w:sdt><w:sdtContent>{cell('Worker')}</w:sdtContent></w:sdt>" + cell("Ada Finch"),
            "<w:trPr><w:del/></w:trPr>" + cell("Old") + cell("row"),
            cell("Voice") + f"<w:tc>{paragraph('One.')}{paragraph('Two')}</w:tc>",
        )
    )
    assert rows(document) == [["Worker", "Ada Finch"], ["Voice", "One. Two"]]
    assert [document.text[at:] for entry in document.tables[0].cells for at in entry.breaks] == ["Two"]


def test_paragraphs_with_tabs_are_a_table() -> None:
    lines = [("Team", "Open"), ("North", "12"), ("South", "9")]
    body = "".join(f"<w:p><w:r><w:t>{left}</w:t><w:tab/><w:t>{right}</w:t></w:r></w:p>" for left, right in lines)
    assert rows(read_body(body)) == [["Team", "Open"], ["North", "12"], ["South", "9"]]
