"""Reading born-digital PDF: the files are drawn here, so that what they hold is known."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import DocumentError
from pipeline.read.options import ReadOptions
from pipeline.read.pdf import read_pdf
from pipeline.read.source import source_of_bytes
from pipeline.records.document import Document

OPTIONS = ReadOptions(max_bytes=10**8, max_pages=50, max_inflated_bytes=10**8, max_cells=10**5)
A4 = (595.0, 842.0)
PROSE = (
    "The partnership agreed that families should be offered help as soon as a need is seen and that every plan "
    "should name a lead professional who reviews it with the family at least once in six weeks. "
)


def draw(*pages: Callable[[Any], None], size: tuple[float, float] = A4) -> bytes:
    """A PDF whose pages the functions draw on a reportlab canvas with the origin at the bottom left."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(data: bytes, **changes: Any) -> Document:
    return read_pdf(source_of_bytes(data, path="report.pdf"), options=OPTIONS.model_copy(update=changes))


def lines(
    canvas: Any, x: float, y: float, *texts: str, size: float = 11, font: str = "Helvetica", step: float = 14
) -> float:
    """Lines of text one below the other; returns the baseline after the last."""
    for text in texts:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
        y -= step
    return y


def wrapped(canvas: Any, x: float, y: float, text: str, width: float, size: float = 11, step: float = 14) -> float:
    from reportlab.lib.utils import simpleSplit

    return lines(canvas, x, y, *simpleSplit(text, "Helvetica", size, width), size=size, step=step)


def texts(document: Document, kind: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    found = document.tables[table]
    return [line.split("\t") for line in document.text[found.start : found.end].split("\n")]


def test_paragraphs_are_joined_from_lines_and_parted_by_space() -> None:
    def page(canvas: Any) -> None:
        y = wrapped(canvas, 60, 760, PROSE * 2, 470)
        wrapped(canvas, 60, y - 10, "Attendance rose by 4 percentage points. " * 4, 470)

    document = read(draw(page))
    assert texts(document, "paragraph") == [
        (PROSE * 2).strip(),
        ("Attendance rose by 4 percentage points. " * 4).strip(),
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            "a plan agreed with the family and its develop-",
            "ment over the year, development being slow",
            "its development over",
        ),
        (
            "most contacts came to the service as self-",
            "referral rather than from a school or a nurse",
            "as self-referral rather",
        ),
        ("the case was closed because of a step-", "down to the school after the family review", "a step-down to"),
        (
            "the meeting was led by Councillor Amara Lloyd-",
            "Price, who thanked all of the officers there",
            "Amara Lloyd-Price, who",
        ),
    ],
)
def test_hyphens_at_the_end_of_a_line(first: str, second: str, joined: str) -> None:
    document = read(draw(lambda canvas: lines(canvas, 60, 760, first, second)))
    assert joined in document.text


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    def page(number: int) -> Callable[[Any], None]:
        def paint(canvas: Any) -> None:
            lines(canvas, 60, 805, "Northmere Council - Scrutiny Board", size=9)
            lines(canvas, 280, 30, f"Page {number} of 4", size=9)
            wrapped(canvas, 60, 740, f"Part {number} of the report. " + PROSE, 470)

        return paint

    document = read(draw(*(page(number) for number in range(1, 5))))
    body = document.text[: document.body_end]
    assert "Scrutiny Board" not in body and "of 4" not in body
    assert texts(document, "furniture").count("Northmere Council - Scrutiny Board") == 4
    assert "Page 3 of 4" in texts(document, "furniture")


def test_two_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 780, "Helping families early in Northmere", size=20, font="Helvetica-Bold")
        wrapped(canvas, 60, 740, "Left column begins. " + PROSE * 3 + "Left column ends.", 225)
        wrapped(canvas, 310, 740, "Right column begins. " + PROSE * 3 + "Right column ends.", 225)

    body = read(draw(page)).text
    order = [
        body.index(words)
        for words in ("Helping families", "Left column begins", "Left column ends", "Right column begins")
    ]
    assert order == sorted(order)
    assert "lead professional who reviews it with the family" in body


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

    document = read(draw(page))
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


def test_numbered_paragraphs_with_a_hanging_indent() -> None:
    def page(canvas: Any) -> None:
        y = lines(canvas, 60, 780, "3. Findings", font="Helvetica-Bold")
        for number in ("3.1", "3.2", "3.3"):
            lines(canvas, 60, y, number)
            y = wrapped(canvas, 100, y, f"Finding {number[-1]}. " + PROSE, 430) - 8
        for letter in "ab":
            lines(canvas, 100, y, f"({letter})")
            y = wrapped(canvas, 130, y, "to note the report and the figures set out in it;", 400) - 4

    document = read(draw(page))
    numbered = [(block.kind, block.number, document.text[block.content : block.end][:9]) for block in document.blocks]
    assert numbered == [
        ("heading", "3", "Findings"),
        ("paragraph", "3.1", "Finding 1"),
        ("paragraph", "3.2", "Finding 2"),
        ("paragraph", "3.3", "Finding 3"),
        ("list_item", "a", "to note t"),
        ("list_item", "b", "to note t"),
    ]


def test_a_page_turned_on_its_side() -> None:
    def page(canvas: Any) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        wrapped(canvas, 60, 540, "Sideways text. " + PROSE, 700)

    document = read(draw(page))
    assert texts(document, "paragraph") == [("Sideways text. " + PROSE).strip()]
    left, top, right, bottom = document.blocks[0].bbox or (0, 0, 0, 0)
    assert bottom - top > 500 and right - left < 60  # as the page is displayed: up along it


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"%PDF-1.7 and then nothing", "malformed"), (b"not a pdf", "malformed"), (b"", "malformed")],
)
def test_what_is_not_a_pdf(data: bytes, status: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.status == status


def test_an_empty_page() -> None:
    with pytest.raises(DocumentError) as caught:
        read(draw(lambda canvas: None))
    assert caught.value.status == "empty"


def test_a_password() -> None:
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(draw(lambda canvas: lines(canvas, 60, 700, "Closed")))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="u", owner="o"))
    with pytest.raises(DocumentError) as caught:
        read(buffer.getvalue())
    assert caught.value.status == "encrypted"


def test_pages_beyond_the_limit_are_left_out_and_noted() -> None:
    document = read(
        draw(*(lambda canvas: lines(canvas, 60, 700, "One page of many words") for _ in range(5))), max_pages=2
    )
    assert len(document.pages) == 2
    assert document.partial
    assert [(note.code, note.page) for note in document.notes] == [("page-limit", 3)]


def test_every_line_has_its_box_and_its_words() -> None:
    document = read(draw(lambda canvas: wrapped(canvas, 60, 760, PROSE * 3, 300)))
    assert len(document.lines) > 3
    for line in document.lines:
        left, top, right, bottom = line.bbox
        assert 55 < left < right < 365 and 60 < top < bottom < 400
        assert document.text[line.start : line.end].strip()
