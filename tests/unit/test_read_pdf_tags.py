"""What a PDF says of itself: the structure tree, where it can be trusted."""

from __future__ import annotations

from typing import Any

from .pdf_cases import PROSE, marked, outline, read, rows, tagged, texts

LETTERS = ("North", "South", "East", "West")


def _simple() -> bytes:
    content = (
        marked("H1", 0, 60, 780, "Early help in Northmere", font="F2")
        + marked("P", 1, 60, 750, PROSE[:90])
        + marked("P", 2, 60, 736, PROSE[90:180])
        + marked("LBody", 3, 80, 715, "a first thing to do")
        + marked("LBody", 4, 80, 700, "a second thing to do")
        + "/Artifact BMC BT /F1 9 Tf 280 30 Td (Page 1) Tj ET EMC\n"
    )

    def tree(element: Any) -> list[Any]:
        return [
            element("H1", 0),
            element("P", 1, 2),
            element("L", element("LI", element("LBody", 3)), element("LI", element("LBody", 4))),
        ]

    return tagged(content, tree)


def test_headings_lists_and_artifacts() -> None:
    document = read(_simple())
    assert outline(document) == [
        ("heading", None, "Early help in"),
        ("paragraph", None, "The partnership agreed"),
        ("list_item", None, "a first thing"),
        ("list_item", None, "a second thing"),
    ]
    assert document.blocks[0].level == 1
    assert texts(document, "furniture") == ["Page 1"]


def test_without_tags_the_page_is_read_by_its_geometry() -> None:
    document = read(_simple(), use_tags=False)
    assert "list_item" not in {block.kind for block in document.blocks}
    assert "a second thing to do" in document.text


def _table(omit_empty: bool) -> bytes:
    content = marked("P", 0, 60, 780, PROSE[:90])
    content += marked("TH", 1, 60, 740, "Area", font="F2") + marked("TH", 2, 200, 740, "2022/23", font="F2")
    content += marked("TH", 3, 200, 725, "Boys", font="F2") + marked("TH", 4, 300, 725, "Girls", font="F2")
    content += marked("TH", 5, 60, 710, "North") + marked("TD", 6, 200, 710, "12") + marked("TD", 7, 300, 710, "14")
    content += marked("TH", 8, 60, 695, "South") + marked("TD", 9, 300, 695, "9")

    def tree(element: Any) -> list[Any]:
        from pikepdf import Name

        row = {"Scope": Name.Row}
        return [
            element("P", 0),
            element(
                "Table",
                element("TR", element("TH", 1, RowSpan=2), element("TH", 2, ColSpan=2)),
                element("TR", element("TH", 3), element("TH", 4)),
                element("TR", element("TH", 5, **row), element("TD", 6), element("TD", 7)),
                element("TR", element("TH", 8, **row), *([] if omit_empty else [element("TD")]), element("TD", 9)),
            ),
        ]

    return tagged(content, tree)


def test_tables_with_spans_and_header_cells() -> None:
    for omit_empty in (False, True):
        document = read(_table(omit_empty))
        (table,) = document.tables
        assert (table.origin, table.rows, table.columns, table.header_rows) == ("tags", 4, 3, 2)
        assert rows(document)[2:] == [["North", "12", "14"], ["South", "", "9"]]
        found = {document.text[cell.start : cell.end]: cell for cell in table.cells}
        assert (found["Area"].row_span, found["2022/23"].column_span) == (2, 2)
        assert found["North"].declared_header and not found["12"].declared_header


def test_tags_that_cover_little_of_the_page_are_not_used() -> None:
    content = marked("H1", 0, 60, 780, "Early help in Northmere", font="F2")
    for index in range(12):
        content += (
            f"BT /F1 11 Tf 60 {740 - 14 * index} Td (Line {index} of a page whose text no tag holds at all) Tj ET\n"
        )
    document = read(tagged(content, lambda element: [element("P", 0)]))
    assert "Line 11 of a page" in document.text
    assert texts(document, "heading") == ["Early help in Northmere"]


def test_tags_in_an_order_that_leads_up_the_page_are_not_used() -> None:
    content = "".join(
        marked("P", index, 60, 780 - 30 * index, f"{word} words of the paragraph, which is number {index}")
        for index, word in enumerate(("First", "Second", "Third", "Fourth", "Fifth", "Sixth"))
    )
    document = read(tagged(content, lambda element: [element("P", index) for index in (5, 4, 3, 2, 1, 0)]))
    assert [text.split()[0] for text in texts(document, "paragraph")] == [
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
    ]


def test_a_tree_that_runs_in_a_circle() -> None:
    def tree(element: Any) -> list[Any]:
        inner = element("Sect", element("P", 0))
        inner.K.append(inner)
        return [inner]

    document = read(tagged(marked("P", 0, 60, 780, "Words of the only paragraph"), tree))
    assert texts(document, "paragraph") == ["Words of the only paragraph"]


def test_a_table_that_only_lays_out_the_page_is_prose() -> None:
    content = marked("TD", 0, 60, 780, "Information about the visit", font="F2") + marked("TD", 1, 60, 760, PROSE[:90])

    def tree(element: Any) -> list[Any]:
        return [
            element(
                "Table", element("TR", element("TD", element("P", 0))), element("TR", element("TD", element("P", 1)))
            )
        ]

    document = read(tagged(content, tree))
    assert not document.tables
    assert outline(document) == [
        ("heading", None, "Information about the"),
        ("paragraph", None, "The partnership agreed"),
    ]
