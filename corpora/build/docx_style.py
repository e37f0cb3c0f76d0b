"""Type, colours, page and running lines of a Word document."""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Header
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from .blocks import Inline
from .layout import accent_of
from .source import Source

FONTS = {"sans": "Arial", "serif": "Times New Roman"}
TEXT_WIDTH_CM = 16.6
_HEADING_POINTS = {1: 17, 2: 13, 3: 11.5, 4: 11}


def add_inline(paragraph: WordParagraph, content: Inline) -> None:
    """Append runs; a line feed inside one becomes Word's line break."""
    for run in content:
        added = paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None


def dress_document(document: WordDocument, source: Source) -> None:
    """A4 page, the font family throughout, headings in the authority's colour, British English."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH_CM) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    font, accent = FONTS[source.style.font], RGBColor.from_string(accent_of(source.authority))
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "Quote", "Header", "Footer"):
        _set_font(document.styles[name], font)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.1
    _set_language(normal, "en-GB")
    for level, points in _HEADING_POINTS.items():
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.italic = Pt(points), True, False
        style.font.color.rgb = accent
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14 if level < 3 else 10), Pt(6)
        style.paragraph_format.keep_with_next = True
    caption = document.styles["Caption"]
    caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(10), True, RGBColor(0x33, 0x33, 0x33)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(3)
    quote = document.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = True, RGBColor(0x40, 0x40, 0x40)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(1)
    _prune_template(document)


def running_lines(document: WordDocument, source: Source) -> None:
    """Header, footer and, where the source asks for one, a letterhead on the first page."""
    section = document.sections[0]
    section.different_first_page_header_footer = source.style.letterhead
    headers, footers = [section.header], [section.footer]
    if source.style.letterhead:
        headers.append(section.first_page_header)
        footers.append(section.first_page_footer)
        _letterhead(section.first_page_header, source)
    for header in headers:
        if source.style.header:
            paragraph = header.paragraphs[-1] if not header.paragraphs[-1].text else header.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _small(paragraph, source.style.header)
    for footer in footers:
        if source.style.footer:
            footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            _small(footer.paragraphs[0], source.style.footer)


def border(element: BaseOxmlElement, **sides: tuple[str, int, str]) -> None:
    """Borders of a paragraph (`pBdr`) or a cell (`tcBorders`): side=(style, eighths of a point, colour)."""
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            style, size, colour = sides[side]
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", style), ("sz", str(size)), ("space", "1"), ("color", colour)):
                line.set(qn(f"w:{key}"), value)
            element.append(line)


def shade(cell: _Cell, colour: str) -> None:
    """Fill a table cell."""
    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _letterhead(header: _Header, source: Source) -> None:
    accent = accent_of(source.authority)
    paragraph = header.paragraphs[0]
    run = paragraph.add_run(source.authority)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(18), RGBColor.from_string(accent)
    edges = OxmlElement("w:pBdr")
    border(edges, bottom=("single", 12, accent))
    paragraph._p.get_or_add_pPr().append(edges)


def _small(paragraph: WordParagraph, text: str) -> None:
    """Text in 9 points, with {page} and {pages} as Word's own fields."""
    for part in re.split(r"(\{pages?\})", text):
        field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(part)
        for element in _field_elements(field) if field else [part]:
            run = paragraph.add_run(element if isinstance(element, str) else "")
            run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x50, 0x50, 0x50)
            if not isinstance(element, str):
                run._r.append(element)


def _field_elements(instruction: str) -> list[BaseOxmlElement | str]:
    """A complex field, each part for a run of its own; its cached result is 1, and Word recomputes it."""
    begin, separate, end = (OxmlElement("w:fldChar") for _ in range(3))
    for element, kind in ((begin, "begin"), (separate, "separate"), (end, "end")):
        element.set(qn("w:fldCharType"), kind)
    told = OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {instruction} "
    return [begin, told, separate, "1", end]


def _set_font(style: ParagraphStyle, font: str) -> None:
    """One font for every script: the template's theme fonts would win otherwise."""
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [name for name in fonts.attrib if "heme" in name]:
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _set_language(style: ParagraphStyle, language: str) -> None:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), language)
    style.element.get_or_add_rPr().append(element)


def _prune_template(document: WordDocument) -> None:
    """Drop what python-docx's template carries and nothing here uses: a picture, 98 table styles, a second style sheet."""
    _drop_parts(document.part.package.rels, "/thumbnail")
    _drop_parts(document.part.rels, "/stylesWithEffects", "/customXml")
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _drop_parts(relationships: Relationships, *kinds: str) -> None:
    for key in [key for key, rel in relationships.items() if rel.reltype.endswith(kinds)]:
        del relationships[key]
