"""A source -> a Word document with real headings, tables, lists, header and footer."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from .blocks import Block, Columns, Form, Heading, Item, PageBreak, Paragraph, Quote, Table
from .docx_forms import add_columns, add_form
from .docx_numbering import Numbering
from .docx_style import add_inline, dress_document, running_lines
from .docx_tables import add_table
from .source import Source

_NO_DATE = dt.datetime(2024, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_BULLET_STYLES = ("List Bullet", "List Bullet 2", "List Bullet 3")


def render_docx(source: Source) -> bytes:
    """The document as a .docx package whose bytes depend on nothing but the source and python-docx's version."""
    document = Document()
    dress_document(document, source)
    running_lines(document, source)
    numbering = _numbering(document, source)
    for block in source.blocks:
        _add_block(document, block, source, numbering)
    _set_properties(document, source)
    packed = BytesIO()
    document.save(packed)
    return _repack(packed)


def _numbering(document: WordDocument, source: Source) -> Numbering | None:
    """Word's numbering where the source asks for it, told how headings print their number: "4." or "4"."""
    if source.style.numbering != "automatic":
        return None
    numbers = (block.number for block in source.blocks if isinstance(block, Heading) and block.number)
    return Numbering(document, heading_dot=next(numbers, "").endswith("."))


def _add_block(document: WordDocument, block: Block, source: Source, numbering: Numbering | None) -> None:
    match block:
        case Heading():
            paragraph = document.add_paragraph(style=f"Heading {block.level}")
            _add_number(
                paragraph, block.number, 0, numbering, separator=" " if block.level == 1 else "\t", heading=True
            )
            add_inline(paragraph, block.content)
        case Paragraph():
            add_inline(document.add_paragraph(), block.content)
        case Item() if block.is_bullet:
            style = _BULLET_STYLES[min(block.level, len(_BULLET_STYLES) - 1)]
            add_inline(document.add_paragraph(style=style), block.content)
        case Item():
            paragraph = document.add_paragraph()
            _indent(paragraph, block)
            _add_number(paragraph, block.marker, block.level, numbering, separator="\t")
            add_inline(paragraph, block.content)
        case Quote():
            add_inline(document.add_paragraph(style="Quote"), block.content)
        case Table():
            add_table(document, block, source)
        case Columns():
            add_columns(document, block, source)
        case Form():
            add_form(document, block, source)
        case PageBreak():
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_number(
    paragraph: WordParagraph, marker: str, level: int, numbering: Numbering | None, *, separator: str,
    heading: bool = False,
) -> None:  # fmt: skip
    """The printed number: as Word's own numbering where the source asks for it, else as typed text."""
    if not marker:
        return
    if numbering is None:
        paragraph.add_run(f"{marker}{separator}")
        if separator == "\t" and paragraph.paragraph_format.left_indent is None:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.25))
    else:
        numbering.apply(paragraph, marker, level, heading=heading)


def _indent(paragraph: WordParagraph, item: Item) -> None:
    """A hanging indent as wide as the number: "(a)" stands under the text of "4.1"."""
    hang, margin = (1.25, 0.0) if item.marker[0].isdigit() else (0.9, 1.25)
    paragraph.paragraph_format.left_indent = Cm(margin + hang + 1.25 * item.level)
    paragraph.paragraph_format.first_line_indent = Cm(-hang)


def _set_properties(document: WordDocument, source: Source) -> None:
    moment = dt.datetime.combine(source.date, dt.time(9)) if source.date else _NO_DATE
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = source.title, source.authority, source.authority
    properties.created = properties.modified = moment
    properties.comments, properties.language, properties.revision = "", "en-GB", 1


def _repack(packed: BytesIO) -> bytes:
    """The same parts with a fixed date, sorted, and stored rather than deflated.

    Compressed bytes differ between builds of zlib; stored bytes do not, and Git compresses them anyway.
    """
    result = BytesIO()
    with ZipFile(packed) as before, ZipFile(result, "w", ZIP_STORED) as after:
        for name in sorted(before.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            info = ZipInfo(name, date_time=_ZIP_EPOCH)
            info.create_system = 0
            after.writestr(info, before.read(name))
    return result.getvalue()
