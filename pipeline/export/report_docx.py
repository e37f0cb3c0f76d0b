"""The report as a Word document for a committee: real headings, tables with header rows, charts and page images with words.

Nothing in it is a field but the page numbers; every word of a document is text.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..records.run import Run
from .crops import Crop, finding_crops
from .files import atomic_write
from .html import HEADING, report_sections
from .html_parts import Cell, Chart, Doubted, Section, Table
from .readable import visible
from .report_parts import (
    cell_lines,
    chart_alt,
    column_shares,
    is_wide,
    quote_line,
)
from .report_pdf import chart_png

if TYPE_CHECKING:
    from docx.document import Document as Paper

_NO_MOMENT: Final = datetime.datetime(1980, 1, 1)
_LONG, _SHORT, _MARGIN = 29.7, 21.0, 2.0  # centimetres of A4
_FOOTER: Final = "Golden Thread report. It describes documents; it scores and predicts nothing."


def export_docx(run: Run, folder: Path, target: Path) -> Path:
    """Write the report of the run in `folder` to `target`. Raises WriteError."""
    from docx import Document as new_paper

    paper = new_paper()
    _style(paper)
    paper.add_paragraph(HEADING, style="Title")
    crops = finding_crops(run, folder)
    sections = report_sections(run)
    _contents(paper, sections)
    wide = False
    for number, section in enumerate(sections):
        if is_wide(section) != wide:
            wide = not wide
            _turn(paper, wide)
        heading = paper.add_heading(visible(section.title), level=1)
        _bookmark(heading, number)
        for block in section.blocks:
            _add(paper, block, crops, _LONG if wide else _SHORT)
    stream = io.BytesIO()
    paper.save(stream)
    with atomic_write(target) as out:
        out.write(_without_moments(stream.getvalue()))
    return target


def _style(paper: Paper) -> None:
    """A4, sans serif, British English, page numbers; the properties name no moment."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (
        ("Normal", 10),
        ("Title", 20),
        ("Heading 1", 15),
        ("Heading 2", 12),
        ("Heading 3", 10.5),
        ("Caption", 8.5),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb, style.font.bold = RGBColor(0x0B, 0x0C, 0x0C), True
    defaults = paper.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), "en-GB")
    about = paper.core_properties
    about.title, about.author, about.language, about.comments = HEADING, "Golden Thread", "en-GB", ""
    about.created = about.modified = _NO_MOMENT
    _lay_out(paper.sections[0], wide=False)
    footer = paper.sections[0].footer.paragraphs[0]
    footer.add_run(f"{_FOOTER} Page ").font.size = Pt(8)
    _field(footer, "PAGE")
    footer.add_run(" of ").font.size = Pt(8)
    _field(footer, "NUMPAGES")


def _lay_out(section: Any, *, wide: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    width, height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)


def _turn(paper: Paper, wide: bool) -> None:
    from docx.enum.section import WD_SECTION

    _lay_out(paper.add_section(WD_SECTION.NEW_PAGE), wide=wide)


def _contents(paper: Paper, sections: list[Section]) -> None:
    """A list of the sections, each a link to its heading: no field that asks to be updated."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paper.add_paragraph("Contents", style="Heading 2")
    for number, section in enumerate(sections):
        line = paper.add_paragraph(style="List Number")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"section_{number}")
        link.set(qn("w:history"), "1")
        run = line.add_run(visible(section.title))
        run.font.underline = True
        link.append(run._r)
        line._p.append(link)


def _bookmark(heading: Any, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"section_{number}")
    heading._p.insert(1 if heading._p.pPr is not None else 0, start)
    heading._p.append(end)


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.font.size = Pt(8)
    field.append(run._r)
    paragraph._p.append(field)


def _add(paper: Paper, block: Any, crops: Mapping[str, tuple[Crop, ...]], width: float) -> None:
    if isinstance(block, Table):
        _table(paper, block, width)
    elif isinstance(block, Chart):
        _chart(paper, block)
    elif isinstance(block, Doubted):
        _finding(paper, block, crops.get(block.anchor, ()))
    elif block.kind == "heading":
        paper.add_heading(visible(block.text), level=2)
    else:
        paper.add_paragraph().add_run(visible(block.text)).bold = block.lead


def _table(paper: Paper, table: Table, width: float) -> None:
    """A caption, then the table: its header row marked and repeated on every page, rows whole."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    caption = paper.add_paragraph(style="Caption")
    caption.add_run(visible(table.caption))
    caption.paragraph_format.keep_with_next = True
    made = paper.add_table(rows=1, cols=len(table.headers), style="Table Grid")
    made.autofit = False
    properties = made._tbl.tblPr
    for tag in ("w:tblCaption", "w:tblDescription"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), visible(table.caption))
        properties.append(element)
    shares = column_shares(table)
    widths = [Cm((width - 2 * _MARGIN) * share / sum(shares)) for share in shares]
    for column, size in zip(made.columns, widths, strict=True):
        column.width = size
    _repeat(made.rows[0])
    right = [header in table.numbers for header in table.headers]
    heads = (Cell(text=header, strong=True) for header in table.headers)
    for cell, head, size, number in zip(made.rows[0].cells, heads, widths, right, strict=True):
        _fill(cell, head, size, number)
    for row in table.rows:
        added = made.add_row()
        for cell, content, size, number in zip(_cells(added), row.cells, widths, right, strict=True):
            _fill(cell, content, size, number)
    paper.add_paragraph(table.more)


def _cells(row: Any) -> list[Any]:
    """The cells of a row without the library's walk over the whole table."""
    from docx.table import _Cell

    return [_Cell(cell, row._parent) for cell in row._tr.tc_lst]


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", "w:tblHeader"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), "true")
        properties.append(element)


def _fill(cell: Any, content: Cell, width: Any, number: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for at, line in enumerate(cell_lines(content)):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)
        run.font.size = Pt(8)
        run.font.bold = content.strong and at == 0
    if content.strong:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E7E9EB")
        cell._tc.get_or_add_tcPr().append(shade)


def _chart(paper: Paper, chart: Chart) -> None:
    png = chart_png(chart.svg)
    if png is None:  # the extra pdf is not installed
        paper.add_paragraph(chart_alt(chart))
    else:
        _picture(paper, png, 16.5, chart_alt(chart))


def _finding(paper: Paper, row: Doubted, crops: tuple[Crop, ...]) -> None:
    from docx.shared import Cm

    paper.add_heading(visible(f"{row.severity}: {row.title} ({row.code})"), level=3)
    paper.add_paragraph(visible(row.message))
    for quote in row.quotes:
        paper.add_paragraph(quote_line(quote)).paragraph_format.left_indent = Cm(0.75)
    for crop in crops:
        _picture(paper, crop.png, 16.5, visible(crop.alt))
        paper.add_paragraph(visible(crop.caption), style="Caption")
    for text in (row.more, f"In {row.document}" if row.document else ""):
        if text:
            paper.add_paragraph().add_run(visible(text)).italic = True


def _picture(paper: Paper, png: bytes, width: float, alt: str) -> None:
    from docx.shared import Cm

    shape = paper.add_picture(io.BytesIO(png), width=Cm(width))
    shape._inline.docPr.set("descr", alt)
    shape._inline.docPr.set("title", "")


def _without_moments(data: bytes) -> bytes:
    """The same file without the clock's time in it: the same rows give the same file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _NO_MOMENT.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
