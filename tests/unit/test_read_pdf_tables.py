"""Tables in PDF: drawn with lines, shaded, or with white space only; over pages; and what is no table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .pdf_cases import PROSE, cells, lines, read_drawn, rows, texts, wrapped

MONTHS = [
    ["Measure", "Apr-22", "May-22", "Jun-22"],
    ["Contacts received", "1,204", "1,318", "1,126"],
    ["Plans open", "88", "97", "-"],
    ["Reviews in time", "84.9%", "86.7%", "88.4%"],
    ["Total cost", "£1.2m", "£1.1m", "£1.3m"],
]
XS = [60, 220, 300, 380]


def _below(canvas: Any, y: float) -> None:
    wrapped(canvas, 60, y - 14, "What the table shows. " + PROSE, 470)


def _plain(canvas: Any) -> None:
    wrapped(canvas, 60, 780, PROSE, 470)
    _below(canvas, cells(canvas, MONTHS, XS, 720))


def _rules(canvas: Any) -> None:
    canvas.line(56, 734, 440, 734)
    canvas.line(56, 715, 440, 715)
    canvas.line(56, 650, 440, 650)
    _plain(canvas)


def _bands(canvas: Any) -> None:
    canvas.setFillGray(0.85)
    for row in (1, 3):
        canvas.rect(56, 715 - 16 * row, 390, 16, stroke=0, fill=1)
    canvas.setFillGray(0)
    _plain(canvas)


def _grid(canvas: Any) -> None:
    for row in range(6):
        canvas.line(56, 732 - 16 * row, 440, 732 - 16 * row)
    for x in (56, 216, 292, 372, 440):
        canvas.line(x, 732, x, 652)
    _plain(canvas)


def _thin_rectangles(canvas: Any) -> None:
    """Borders as Word draws them, cell by cell."""
    for row in range(6):
        for left, right in ((56, 216), (216, 292), (292, 372), (372, 440)):
            canvas.rect(left, 732 - 16 * row, right - left, 0.5, stroke=0, fill=1)
            if row < 5:
                canvas.rect(left, 732 - 16 * row - 16, 0.5, 16, stroke=0, fill=1)
                canvas.rect(440, 732 - 16 * row - 16, 0.5, 16, stroke=0, fill=1)
    _plain(canvas)


def _columns_only(canvas: Any) -> None:
    canvas.rect(56, 652, 384, 80)
    canvas.line(56, 716, 440, 716)
    for x in (216, 292, 372):
        canvas.line(x, 652, x, 732)
    _plain(canvas)


@pytest.mark.parametrize("page", [_plain, _rules, _bands, _grid, _thin_rectangles, _columns_only])
def test_the_same_table_however_it_is_drawn(page: Callable[[Any], None]) -> None:
    document = read_drawn(page)
    (table,) = document.tables
    assert rows(document) == MONTHS
    assert (table.rows, table.columns) == (5, 4)
    assert texts(document, "paragraph") == [PROSE.strip(), ("What the table shows. " + PROSE).strip()]
    for cell in table.cells:
        left, top, right, bottom = cell.bbox or (0, 0, 0, 0)
        assert 50 < left < right < 450 and 105 < top < bottom < 195


def test_a_ruled_table_with_a_spanning_head() -> None:
    data = [["Measure", "2021/22", ""], ["", "Q1", "Q2"], ["Contacts", "1,204", "1,318"], ["Plans open", "88", "97"]]

    def page(canvas: Any) -> None:
        xs, ys = [60, 200, 280, 360], [700, 680, 660, 640, 620]
        for y in ys:
            canvas.line(xs[0] if y != 680 else xs[1], y, xs[-1], y)
        for x in xs:
            canvas.line(x, ys[0] if x != 280 else ys[1], x, ys[-1])
        for row, y in zip(data, ys, strict=False):
            for text, x in zip(row, xs, strict=False):
                lines(canvas, x + 4, y - 14, text, size=10)
        wrapped(canvas, 60, 760, "Contacts by quarter are set out below. " + PROSE, 470)

    document = read_drawn(page)
    table = document.tables[0]
    assert (table.rows, table.columns, table.origin) == (4, 3, "ruled")
    found = {
        document.text[cell.start : cell.end]: (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in table.cells
    }
    assert found["Measure"] == (0, 0, 2, 1)
    assert found["2021/22"] == (0, 1, 1, 2)
    assert found["1,318"] == (2, 2, 1, 1)
    assert "1,318" not in " ".join(texts(document, "paragraph"))


def test_a_head_of_two_rows_without_lines() -> None:
    def page(canvas: Any) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawCentredString(310, 740, "Families helped in the year")
        canvas.line(225, 736, 395, 736)
        districts = [
            ["Ashmere", "212", "188", "23.1"],
            ["Fernley", "305", "276", "31.9"],
            ["Saltings", "251", "239", "28.4"],
        ]
        cells(canvas, [["District", "Boys", "Girls", "Rate"], *districts], [60, 225, 305, 400], 722)

    document = read_drawn(page)
    (table,) = document.tables
    found = {document.text[cell.start : cell.end]: (cell.row, cell.column, cell.column_span) for cell in table.cells}
    assert found["Families helped in the year"] == (0, 1, 2)
    assert found["Boys"] == (1, 1, 1) and found["239"][1] == 2


def test_cells_that_wrap_are_one_row() -> None:
    def page(canvas: Any) -> None:
        cells(canvas, [["Measure", "Number", "Share"]], [60, 240, 320], 740)
        cells(canvas, [["Families open at the end"], ["of the period"]], [60], 722, step=12)
        cells(canvas, [["", "731", "14.2%"]], [60, 240, 320], 722)
        cells(
            canvas,
            [["Families closed", "214", "4.1%"], ["Families who came back", "36", "0.7%"]],
            [60, 240, 320],
            690,
            step=20,
        )

    assert rows(read_drawn(page)) == [
        ["Measure", "Number", "Share"],
        ["Families open at the end of the period", "731", "14.2%"],
        ["Families closed", "214", "4.1%"],
        ["Families who came back", "36", "0.7%"],
    ]


def test_a_sign_belongs_to_its_value() -> None:
    def page(canvas: Any) -> None:
        cells(canvas, [["Line", "Budget", "Spent"]], [60, 240, 340], 740)
        for index, (name, one, two) in enumerate(
            (("Staff", "812", "846"), ("Premises", "74", "71"), ("Training", "38", "45"))
        ):
            y = 720 - 16 * index
            cells(canvas, [[name, one, two]], [60, 240, 340], y)
            lines(canvas, 240, y, "£", size=10)
            lines(canvas, 340, y, "£", size=10)

    assert rows(read_drawn(page))[1:] == [
        ["Staff", "£ 812", "£ 846"],
        ["Premises", "£ 74", "£ 71"],
        ["Training", "£ 38", "£ 45"],
    ]


def _part(first: int, last: int, y: float) -> list[list[str]]:
    return [
        ["Month", "Contacts", "In time"],
        *([f"Month {number}", str(400 + number), f"{70 + number}.5%"] for number in range(first, last)),
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_two_pages_is_one(ruled: bool) -> None:
    def page(start: int, stop: int, top: float) -> Callable[[Any], None]:
        def paint(canvas: Any) -> None:
            data = _part(start, stop, top)
            if ruled:
                for row in range(len(data) + 1):
                    canvas.line(56, top + 11 - 16 * row, 400, top + 11 - 16 * row)
                for x in (56, 230, 310, 400):
                    canvas.line(x, top + 11, x, top + 11 - 16 * len(data))
            end = cells(canvas, data, [60, 240, 320], top)
            if start == 1:
                wrapped(canvas, 60, 790, PROSE, 470)
            else:
                wrapped(canvas, 60, end - 20, "After the table. " + PROSE, 470)

        return paint

    document = read_drawn(page(1, 9, 200), page(9, 13, 780))
    (table,) = document.tables
    assert table.pages == (1, 2)
    assert [row[0] for row in rows(document)] == ["Month", *(f"Month {number}" for number in range(1, 13))]
    assert {cell.page for cell in table.cells} == {1, 2}


def test_a_caption_belongs_to_its_table() -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 745, "Table 3: Contacts by month", size=11, font="Helvetica-Bold")
        _below(canvas, cells(canvas, MONTHS, XS, 720))

    document = read_drawn(page)
    caption = document.tables[0].caption
    assert caption is not None and document.text[caption.start : caption.end] == "Table 3: Contacts by month"


def _hanging(canvas: Any) -> None:
    y = 780.0
    for number in range(1, 8):
        lines(canvas, 60, y, f"{number}.")
        y = wrapped(canvas, 96, y, PROSE[: 60 + 20 * number], 430)


def _two_columns(canvas: Any) -> None:
    wrapped(canvas, 60, 780, PROSE * 3, 225)
    wrapped(canvas, 310, 780, PROSE * 3, 225)


def _justified(canvas: Any) -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("narrow", fontName="Helvetica", fontSize=11, leading=14, alignment=4)
    paragraph = Paragraph(PROSE * 5, style)
    paragraph.wrap(150, 700)
    paragraph.drawOn(canvas, 60, 100)


def _letter(canvas: Any) -> None:
    lines(canvas, 60, 780, "Dr A Rowntree", "12 Mill Lane", "Northmere")
    lines(canvas, 400, 780, "14 March 2024", "Ref: NM/0142")
    wrapped(canvas, 60, 700, PROSE * 2, 470)


def _box(canvas: Any) -> None:
    canvas.rect(50, 560, 490, 240)
    canvas.line(50, 780, 540, 780)
    lines(canvas, 60, 786, "Summary", font="Helvetica-Bold")
    wrapped(canvas, 60, 760, PROSE * 4, 460)


@pytest.mark.parametrize("page", [_hanging, _two_columns, _justified, _letter, _box])
def test_what_is_no_table(page: Callable[[Any], None]) -> None:
    document = read_drawn(page)
    assert not document.tables
    assert "should name a lead professional" in document.text


def test_titles_that_run_up_their_column() -> None:
    def page(canvas: Any) -> None:
        wrapped(canvas, 60, 800, PROSE, 470)
        ys, xs = [740, 660, 640, 620], [60, 200, 240, 280]
        for y in ys:
            canvas.line(xs[0], y, xs[-1], y)
        for x in xs:
            canvas.line(x, ys[0], x, ys[-1])
        lines(canvas, 64, 666, "Measure", size=10)
        for x, title in ((224, "Quarter 1"), (264, "Quarter 2")):
            canvas.saveState()
            canvas.translate(x, 664)
            canvas.rotate(90)
            lines(canvas, 0, 0, title, size=10)
            canvas.restoreState()
        for y, row in ((646, ("Contacts", "1,204", "1,318")), (626, ("Plans", "88", "97"))):
            for x, text in zip((64, 204, 244), row, strict=True):
                lines(canvas, x, y, text, size=10)

    document = read_drawn(page)
    assert rows(document)[0] == ["Measure", "Quarter 1", "Quarter 2"]
    assert texts(document, "chart") == []


def test_titles_in_the_middle_of_their_rows() -> None:
    """Values stand at half height beside titles of three lines, also where the page begins with such a row."""

    def page(start: int, *, head: bool) -> Callable[[Any], None]:
        def drawn(canvas: Any) -> None:
            y = 760.0
            canvas.setFont("Helvetica-Bold", 10)
            if head:
                canvas.drawCentredString(320, y + 6, "Assessments")
                canvas.drawCentredString(320, y - 6, "begun")
                canvas.drawString(60, y, "Locality")
                canvas.drawCentredString(230, y, "Contacts")
                canvas.drawCentredString(420, y, "In time")
                y -= 30
            for number in range(start, start + 10):
                lines(
                    canvas,
                    60,
                    y + 12,
                    f"Ward {number} family hub",
                    "with its outreach and",
                    "weekend sessions",
                    size=10,
                    step=12,
                )
                for x, value in ((230, number * 7), (320, number * 3), (420, number + 40)):
                    canvas.drawCentredString(x, y, str(value))
                y -= 42

        return drawn

    document = read_drawn(page(1, head=True), page(11, head=False))
    assert len(document.tables) == 1
    assert rows(document)[:2] == [
        ["Locality", "Contacts", "Assessments begun", "In time"],
        ["Ward 1 family hub with its outreach and weekend sessions", "7", "3", "41"],
    ]
    assert len(rows(document)) == 21
    assert rows(document)[11][0] == "Ward 11 family hub with its outreach and weekend sessions"


@pytest.mark.parametrize("captions", [("Table 1: Referrals", "Table 2: Closures"), None])
def test_tables_side_by_side_are_two(captions: tuple[str, str] | None) -> None:
    values = [
        ["Ward", "2022", "2023"],
        ["Ashby", "12", "15"],
        ["Brook", "22", "18"],
        ["Cross", "31", "29"],
        ["Total", "65", "62"],
    ]

    def page(canvas: Any) -> None:
        wrapped(canvas, 60, 780, PROSE, 470)
        for at, x in enumerate((60, 330)):
            if captions:
                lines(canvas, x, 704, captions[at], font="Helvetica-Bold")
            cells(canvas, values, [x, x + 90, x + 150], 688)

    document = read_drawn(page)
    assert [rows(document, number) for number in range(len(document.tables))] == [values, values]


def test_a_title_over_several_rows_is_a_row_of_its_own() -> None:
    def page(canvas: Any) -> None:
        y = cells(canvas, [["Service", "Budget", "Actual"]], XS, 760)
        for title, values in (("Income", ["Grants", "1,200", "1,250"]), ("Spending", ["Staff", "2,400", "2,512"])):
            y = lines(canvas, 60, y, title, size=10, font="Helvetica-Bold", step=13)
            y = cells(canvas, [values, ["Other", "88", "91"]], XS, y, step=13)

    found = rows(read_drawn(page))
    assert [row[0] for row in found] == ["Service", "Income", "Grants", "Other", "Spending", "Staff", "Other"]
