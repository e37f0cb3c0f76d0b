"""Tables of a Word document, with merged header cells, repeated header rows and three looks."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from .blocks import Inline, Table
from .docx_style import TEXT_WIDTH_CM, add_inline, border, shade
from .layout import accent_of, alignments, column_widths, header_cells, is_total
from .source import Source

_SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
_POINTS = 9.5
_PADDING_CM = 0.4
_POINTS_PER_CM = 28.35
_WHITE, _BAND, _HEAD = "FFFFFF", "EEF1F4", "D9DEE4"


def add_table(document: WordDocument, table: Table, source: Source) -> None:
    """The caption, the table, and the gap after it."""
    if table.caption:
        document.add_paragraph(table.caption, style="Caption")
    look, accent = source.style.tables, accent_of(source.authority)
    widths, shrink = column_widths(table, TEXT_WIDTH_CM, _measure, _PADDING_CM)
    points = max(6.5, _POINTS * shrink)
    grid = new_table(document, len(table.header) + len(table.rows), widths, ruled=look == "ruled")
    for cell in header_cells(table):
        first = grid.cell(cell.row, cell.column)
        last = grid.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
        merged = first.merge(last) if first is not last else first
        side = "center" if cell.column_span > 1 else alignments(table)[cell.column]
        fill_cell(merged, (cell.content,), points=points, side=side, bold=True, white=look == "banded")
    for number in range(len(table.header)):
        _repeat(grid.rows[number])
        for drawn in grid.rows[number].cells:
            if look != "open":
                _shade_once(drawn, accent if look == "banded" else _HEAD)
            elif number == len(table.header) - 1:
                edge_cell(drawn, bottom=("single", 8, accent))
    for number, texts in enumerate(table.rows):
        row = grid.rows[len(table.header) + number]
        keep_together(row)
        for column, content in enumerate(texts):
            fill_cell(row.cells[column], (content,), points=points, side=alignments(table)[column])
            if look == "banded" and number % 2:
                shade(row.cells[column], _BAND)
            if is_total(texts):
                edge_cell(row.cells[column], top=("single", 8, "555555"))
    add_gap(document)


def new_table(document: WordDocument, rows: int, widths_cm: list[float], *, ruled: bool) -> WordTable:
    """An empty table of fixed column widths, centred on the text."""
    table: WordTable = document.add_table(rows=rows, cols=len(widths_cm))
    table.style = "Table Grid" if ruled else "Normal Table"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return table


def fill_cell(
    cell: _Cell, contents: tuple[Inline, ...], *, points: float, side: str = "left", bold: bool = False,
    white: bool = False,
) -> None:  # fmt: skip
    """Put one paragraph a content into an empty cell; no contents leave it empty."""
    for number, content in enumerate(contents or ((),)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = _SIDES[side]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        add_inline(paragraph, content)
        for run in paragraph.runs:
            run.font.size = Pt(points)
            if bold:
                run.bold = True
            if white:
                run.font.color.rgb = RGBColor.from_string(_WHITE)


def edge_cell(cell: _Cell, **sides: tuple[str, int, str]) -> None:
    """Draw single edges of a cell. Word wants the borders before the shading."""
    edges = OxmlElement("w:tcBorders")
    border(edges, **sides)
    properties = cell._tc.get_or_add_tcPr()
    shading = properties.find(qn("w:shd"))
    if shading is None:
        properties.append(edges)
    else:
        shading.addprevious(edges)


def keep_together(row: _Row) -> None:
    """Do not break this row across pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_gap(document: WordDocument) -> None:
    """A narrow empty paragraph: Word joins tables that touch."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 0.7


def _repeat(row: _Row) -> None:
    """Print this row again at the top of each page the table reaches."""
    keep_together(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shade_once(cell: _Cell, colour: str) -> None:
    """Merged cells come up once for each position they cover."""
    if cell._tc.get_or_add_tcPr().find(qn("w:shd")) is None:
        shade(cell, colour)


def _measure(text: str, bold: bool) -> float:
    """Width in centimetres of text in the table's type, near enough for column widths."""
    ems = sum(0.30 if letter in "ijlI.,:;'|()! " else 0.60 for letter in text)
    return ems * _POINTS / _POINTS_PER_CM * (1.06 if bold else 1)
