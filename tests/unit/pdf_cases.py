"""PDF files drawn in the tests, so that what they hold is known, and short ways to look at what was read."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.read.options import ReadOptions
from pipeline.read.pdf import read_pdf
from pipeline.read.source import source_of_bytes
from pipeline.records.document import Document

OPTIONS = ReadOptions(
    max_bytes=10**8, max_pages=50, max_inflated_bytes=10**8, max_cells=10**5, ocr="off", ocr_dpi=200, ocr_seconds=60,
    ocr_pages=50, office_seconds=60, max_attachments=5,
)  # fmt: skip
A4 = (595.0, 842.0)
PROSE = (
    "The partnership agreed that families should be offered help as soon as a need is seen and that every plan "
    "should name a lead professional who reviews it with the family at least once in six weeks. "
)

Page = Callable[[Any], object]


def draw(*pages: Page, size: tuple[float, float] = A4) -> bytes:
    """A PDF whose pages the functions draw on a reportlab canvas with the origin at the bottom left."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(data: bytes, *, use_tags: bool = True, **changes: Any) -> Document:
    source = source_of_bytes(data, path="report.pdf")
    return read_pdf(source, options=OPTIONS.model_copy(update=changes), use_tags=use_tags)


def read_drawn(*pages: Page) -> Document:
    return read(draw(*pages))


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
    """Text broken into lines of that width."""
    from reportlab.lib.utils import simpleSplit

    return lines(canvas, x, y, *simpleSplit(text, "Helvetica", size, width), size=size, step=step)


def cells(
    canvas: Any, rows: Sequence[Sequence[str]], xs: Sequence[float], y: float, *, right: bool = True, step: float = 16
) -> float:
    """Rows of cells at these left edges, all but the first column aligned on the right; returns the next baseline."""
    canvas.setFont("Helvetica", 10)
    for row in rows:
        for index, (text, x) in enumerate(zip(row, xs, strict=False)):
            if index and right:
                canvas.drawRightString(x + 50, y, text)
            else:
                canvas.drawString(x, y, text)
        y -= step
    return y


def tagged(content: str, tree: Any, *, artifacts: bool = True) -> bytes:
    """A one-page PDF with this content stream; `tree` makes the kids of the structure tree's root.

    `tree(pdf, page, element)` gets a function `element(type, *kids, **attributes)` whose kids are elements or marked-content ids.
    """
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4)
    fonts = {
        name: pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + base)))
        for name, base in (("/F1", "Helvetica"), ("/F2", "Helvetica-Bold"))
    }
    page.obj.Resources = Dictionary(Font=Dictionary(fonts))
    page.obj.Contents = pdf.make_stream(content.encode("latin-1"))

    def element(kind: str, *kids: Any, **attributes: Any) -> Any:
        made = Dictionary(Type=Name.StructElem, S=Name("/" + kind), Pg=page.obj, K=Array(list(kids)))
        if attributes:
            made.A = Dictionary(O=Name.Table, **attributes)
        return pdf.make_indirect(made)

    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array(tree(element))))
    pdf.Root.MarkInfo = Dictionary(Marked=artifacts)
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def marked(tag: str, number: int, x: float, y: float, text: str, *, font: str = "F1", size: float = 11) -> str:
    """A piece of a content stream: text with a marked-content id."""
    return f"/{tag} <</MCID {number}>> BDC BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET EMC\n"


def texts(document: Document, kind: str) -> list[str]:
    """Texts of the blocks of one kind."""
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def body(document: Document) -> str:
    return document.text[: document.body_end]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    """The rows of a table as they are laid out in the text."""
    found = document.tables[table]
    return [line.split("\t") for line in document.text[found.start : found.end].split("\n")]


def outline(document: Document) -> list[tuple[str, str | None, str]]:
    """Kind, number and first words of each block of the body."""
    return [
        (block.kind, block.number, " ".join(document.text[block.content : block.end].split()[:3]))
        for block in document.blocks
        if block.kind != "furniture"
    ]
