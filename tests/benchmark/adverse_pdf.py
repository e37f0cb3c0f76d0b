"""PDFs that are hard to read, made on the spot: columns, tables over pages, numbers in the margin, rotated pages, watermarks.

Drawn by other code, in other layouts, than the documents of `corpora/`, so that nothing here was fitted to them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Drawn

from corpora.build.blocks import Block, Heading, Item, Paragraph, Table, plain
from corpora.build.layout import header_cells

from .content import Words, heading, month_table, plain_table, quarter_table
from .records import Case
from .truth import truth_of_blocks

_W, _H = A4
_BAND, _HEAD = HexColor("#E8EEF4"), HexColor("#2F4B6E")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a document is drawn. `running` gives the lines of a page: where (x, y from the bottom) and what."""

    columns: int = 1
    font: str = "Helvetica"
    size: float = 10.0
    heading_size: float = 12.0
    look: str = "ruled"
    repeat: bool = True
    centred: bool = False
    number_at: float = 0.0
    text_at: float = 36.0
    justified: bool = False
    rotated: bool = False
    watermark: str = ""
    running: Callable[[int], list[tuple[float, float, str]]] = field(default=lambda page: [])


def adverse_pdfs(folder: Path) -> list[Case]:
    """Draw them all into `folder`."""
    return [_draw(folder / f"{name}.pdf", layout, blocks) for name, layout, blocks in _documents()]


def long_report(folder: Path, *, points: int = 2400) -> Case:
    """About 300 pages of numbered points with a table in every chapter, to see what a long report costs."""
    words = Words(7)
    blocks: list[Block] = []
    for number in range(points):
        if number % 20 == 0:
            blocks += [heading(number // 20), plain_table(words, rows=8, columns=6)]
        blocks.append(words.item(f"{number // 20 + 1}.{number % 20 + 1}", sentences=5))
    return _draw(folder / "long-report.pdf", Layout(running=_council_lines), blocks, group="long")


def _documents() -> list[tuple[str, Layout, list[Block]]]:
    """Name, look and content of each."""
    soft, words = Words(1, soft=True), Words(2)
    prose: list[Block] = []
    for number in range(6):
        prose += [
            heading(number, printed=False),
            *(soft.paragraph(4) for _ in range(3)),
            *(soft.item("-") for _ in range(3)),
        ]
    minutes: list[Block] = []
    for number in range(5):
        minutes.append(heading(number))
        for point in range(1, 5):
            minutes.append(words.item(f"{number + 1}.{point}", sentences=3))
            minutes += [words.item(f"({letter})", level=1) for letter in ("abc" if point == 2 else "")]
    under: list[Block] = []
    for number in range(5):
        under += [heading(number, printed=False), words.paragraph(5), *(words.item("-", sentences=2) for _ in range(3))]
    plainly = words.paragraph
    return [
        ("two-columns", Layout(columns=2, font="Times-Roman", justified=True, running=_alternating), prose),
        ("three-columns", Layout(columns=3, size=8.5, heading_size=10, running=_council_lines), prose),
        ("ruled-two-header-rows", Layout(running=_council_lines),
         [plainly(), quarter_table(words, rows=80, caption="Table 1: Plans open by locality"), plainly()]),
        ("open-wrapped-labels", Layout(look="open", centred=True, running=_council_lines),
         [plainly(), plain_table(words, rows=45, columns=6, wrapped=True, caption="Table 1: Activity"), plainly()]),
        ("open-right-aligned", Layout(look="open", font="Times-Roman", running=_alternating),
         [plainly(), plain_table(words, rows=70, columns=7, caption="Table 2. Activity by hub"), plainly()]),
        ("banded-header-once", Layout(look="banded", repeat=False, running=_council_lines),
         [plainly(), plain_table(words, rows=75, columns=5, caption="Figure 3 Activity"), plainly()]),
        ("table-in-column", Layout(columns=2, size=8, look="open", running=_alternating),
         [*prose[:8], plain_table(words, rows=9, columns=4), *prose[8:16], plain_table(words, rows=12, columns=4), *prose[16:]]),
        ("minutes-numbers-in-margin",
         Layout(font="Times-Roman", size=11, heading_size=11, text_at=60, running=_alternating), minutes),
        ("minutes-tight-numbers", Layout(size=10, heading_size=10, text_at=22, running=_council_lines), minutes),
        ("rotated-months", Layout(rotated=True, running=_council_lines), [plainly(), month_table(words, rows=30), plainly()]),
        ("watermark", Layout(watermark="DRAFT", heading_size=10.5, running=_council_lines), under),
    ]  # fmt: skip


def _council_lines(page: int) -> list[tuple[float, float, str]]:
    """The same header on every page and a page number at the foot."""
    return [(60, _H - 40, "Brackwater Council: Children's Scrutiny Panel"), (270, 30, f"Page {page}")]


def _alternating(page: int) -> list[tuple[float, float, str]]:
    """A header that changes sides and words, and "3 | Agenda item 7" at the outer foot."""
    chapter = ("Early Help Annual Review", "Annual Review 2024/25")[page % 2]
    return [(60 if page % 2 else 400, _H - 36, chapter), (400 if page % 2 else 60, 28, f"{page} | Agenda item 7")]


def _draw(path: Path, layout: Layout, blocks: list[Block], *, group: str = "adverse PDF") -> Case:
    """Write the file and say what is printed on it."""
    printed: list[str] = []

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        if layout.rotated:
            canvas.setPageRotation(90)
            canvas.translate(_W, 0)
            canvas.rotate(90)
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        for x, y, text in layout.running(document.page):
            canvas.drawString(x, y - (_H - _W if layout.rotated and y > 100 else 0), text)
            printed.append(text)
        if layout.watermark:
            canvas.setFillGray(0.85)
            canvas.setFont("Helvetica-Bold", 90)
            canvas.translate(_W / 2, _H / 2)
            canvas.rotate(45)
            canvas.drawCentredString(0, 0, layout.watermark)
            printed.append(layout.watermark)
        canvas.restoreState()

    wide, high = (_H, _W) if layout.rotated else (_W, _H)
    gap = 18.0
    each = (wide - 120 - gap * (layout.columns - 1)) / layout.columns
    frames = [Frame(60 + at * (each + gap), 60, each, high - 120, 0, 0, 0, 0) for at in range(layout.columns)]
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=decorate)])
    document.build([flowable for block in blocks for flowable in _flowables(block, layout, each)])
    truth = truth_of_blocks(blocks, furniture="\n".join(printed))
    return Case(name=path.stem, group=group, path=path, truth=truth, pages=document.page)


def _flowables(block: Block, layout: Layout, width: float) -> list[Flowable]:
    match block:
        case Heading():
            style = _style(layout, layout.heading_size, bold=True, spaceBefore=8, spaceAfter=4, keepWithNext=1)
            return [Text(escape(f"{block.number} {plain(block.content)}".strip()), style)]
        case Paragraph():
            return [Text(escape(plain(block.content)), _style(layout, layout.size, spaceAfter=6))]
        case Item():
            start = layout.number_at + 20 * block.level + (0 if block.marker[0].isdigit() else 12)
            left = start + (14 if block.is_bullet else layout.text_at)
            style = _style(layout, layout.size, leftIndent=left, bulletIndent=start, spaceAfter=4)
            return [Text(escape(plain(block.content)), style, bulletText="\u2022" if block.is_bullet else block.marker)]
        case Table():
            caption = (
                [Text(escape(block.caption), _style(layout, layout.size, bold=True, spaceAfter=3))]
                if block.caption
                else []
            )
            return [*caption, _table(block, layout, width), Spacer(0, 10)]
        case _:
            raise ValueError(f"no drawing for {type(block).__name__}")


def _style(layout: Layout, size: float, *, bold: bool = False, **more: object) -> ParagraphStyle:
    font = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[layout.font] if bold else layout.font
    more.setdefault("alignment", TA_JUSTIFY if layout.justified and not bold else TA_LEFT)
    return ParagraphStyle("x", fontName=font, fontSize=size, leading=size * 1.25, embeddedHyphenation=1, **more)


def _table(table: Table, layout: Layout, width: float) -> Drawn:
    """Ruled: a full grid. Open: no line at all, not even under the header. Banded: filled rows, white header letters."""
    size, heads, count = layout.size - 1, len(table.header), len(table.align)
    white = {"textColor": _BAND} if layout.look == "banded" else {}
    side = TA_CENTER if layout.centred else TA_RIGHT
    cells: list[list[object]] = [[""] * count for _ in range(heads)]
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if layout.centred else "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]  # fmt: skip
    for cell in header_cells(table):
        style = _style(layout, size, bold=True, alignment=side if cell.column else TA_LEFT, **white)
        cells[cell.row][cell.column] = Text(escape(plain(cell.content)), style)
        last = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        commands.append(("SPAN", (cell.column, cell.row), last))
    for number, row in enumerate(table.rows):
        styles = [_style(layout, size, alignment=side if column else TA_LEFT) for column in range(count)]
        cells.append([Text(escape(plain(content)), style) for content, style in zip(row, styles, strict=True)])
        if layout.look == "banded" and number % 2:
            commands.append(("BACKGROUND", (0, heads + number), (-1, heads + number), _BAND))
    if layout.look == "ruled":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    if layout.look == "banded":
        commands.append(("BACKGROUND", (0, 0), (-1, heads - 1), _HEAD))
    first = width * (0.28 if count < 9 else 0.14)
    return Drawn(
        cells, colWidths=[first, *[(width - first) / (count - 1)] * (count - 1)], style=commands,
        repeatRows=heads if layout.repeat else 0,
    )  # fmt: skip
