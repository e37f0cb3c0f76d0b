"""A source -> a PDF with a text layer, a running header and footer, one or two columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import takewhile

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)
from reportlab.platypus import PageBreak as NewPage

from .blocks import Block, Columns, Form, Heading, Inline, Item, PageBreak, Quote, Table
from .blocks import Paragraph as TextBlock
from .pdf_style import Look, check_characters, look_of, markup
from .pdf_tables import columns_flowables, form_flowables, table_flowables
from .source import Source

_WIDTH, _HEIGHT = A4
_MARGIN = 2.2 * cm
_GUTTER = 0.8 * cm
_LETTERHEAD = 1.5 * cm
_ROOM_TO_START = 130.0  # points left on a page for a long table or a form to begin there
_UNBROKEN_ROWS = 9  # a longer table may start on one page and go on to the next
_HANG = 28.0  # points from a printed number to its text


def render_pdf(source: Source) -> bytes:
    """The document as PDF bytes that hold no clock and no random id. Raises ValueError for a sign no font has."""
    for content in _contents(source):
        check_characters(source.id, content)
    pages = _build(source, pages=0)[1]
    return _build(source, pages=pages)[0]


def _build(source: Source, *, pages: int) -> tuple[bytes, int]:
    """The file and its number of pages; `pages` is what the footer claims, so a first build finds it out.

    Streams are left uncompressed: compressed bytes differ between builds of zlib, and Git compresses them anyway.
    """
    look, written = look_of(source), BytesIO()
    document = BaseDocTemplate(
        written, pagesize=A4, title=source.title, author=source.authority, subject=source.genre.replace("_", " "),
        creator="corpora.build", invariant=1, pageCompression=0, lang="en-GB",
    )  # fmt: skip
    document.addPageTemplates(_templates(source, look, pages))
    document.build(_story(source, look))
    return written.getvalue(), document.page


def _templates(source: Source, look: Look, pages: int) -> list[PageTemplate]:
    """The first page, which leaves room for a letterhead and a title across both columns, and the later ones."""
    style = source.style
    top = _HEIGHT - _MARGIN - (0.2 * cm if style.header else 0)
    first_top = top - (_LETTERHEAD if style.letterhead else 0)
    width = _WIDTH - 2 * _MARGIN

    def columns(upper: float) -> list[Frame]:
        each = (width - _GUTTER * (style.columns - 1)) / style.columns
        return [
            Frame(_MARGIN + number * (each + _GUTTER), _MARGIN, each, upper - _MARGIN, 0, 0, 0, 0)
            for number in range(style.columns)
        ]

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        _running_lines(canvas, source, look, document.page, pages)
        if style.letterhead and document.page == 1:
            _letterhead(canvas, source, look, top)

    first = columns(first_top)
    if style.columns == 2:
        room = sum(title.wrap(width, _HEIGHT)[1] for title in _titles(source, look)) + 0.7 * cm
        first = [Frame(_MARGIN, first_top - room, width, room, 0, 0, 0, 0), *columns(first_top - room)]
    return [
        PageTemplate(id="first", frames=first, onPage=decorate),
        PageTemplate(id="later", frames=columns(top), onPage=decorate),
    ]


def _running_lines(canvas: Canvas, source: Source, look: Look, page: int, pages: int) -> None:
    canvas.saveState()
    canvas.setFont(look.regular, 8.5)
    canvas.setFillGray(0.35)
    if source.style.header:
        canvas.drawRightString(_WIDTH - _MARGIN, _HEIGHT - 1.3 * cm, source.style.header)
    if source.style.footer:
        footer = source.style.footer.replace("{pages}", str(pages)).replace("{page}", str(page))
        canvas.drawCentredString(_WIDTH / 2, 1.2 * cm, footer)
    canvas.restoreState()


def _letterhead(canvas: Canvas, source: Source, look: Look, top: float) -> None:
    """A shield, the authority's name and a rule in its colour."""
    canvas.saveState()
    canvas.setFillColor(look.accent)
    canvas.setStrokeColor(look.accent)
    shield = canvas.beginPath()
    shield.moveTo(_MARGIN, top)
    for dx, dy in ((0.8, 0), (0.8, -0.5), (0.4, -0.95), (0, -0.5)):
        shield.lineTo(_MARGIN + dx * cm, top + dy * cm)
    shield.close()
    canvas.drawPath(shield, stroke=0, fill=1)
    canvas.setFont(look.bold, 16)
    canvas.drawString(_MARGIN + 1.2 * cm, top - 0.62 * cm, source.authority)
    canvas.setLineWidth(1.2)
    canvas.line(_MARGIN, top - 1.15 * cm, _WIDTH - _MARGIN, top - 1.15 * cm)
    canvas.restoreState()


def _story(source: Source, look: Look) -> list[Flowable]:
    """The blocks as flowables, in order."""
    count = source.style.columns
    width = (_WIDTH - 2 * _MARGIN - _GUTTER * (count - 1)) / count
    story: list[Flowable] = [NextPageTemplate("later")]
    blocks = list(source.blocks)
    if count == 2:  # the title runs across both columns
        titles = _titles(source, look)
        story += [*titles, FrameBreak()]
        blocks = blocks[len(titles) :]
    headings: list[Paragraph] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            headings.append(look.heading(block.content, block.number, block.level))
        else:
            story += _keep(headings, block, _flowables(block, look, width, following))
            headings = []
    return [*story, *headings]


def _keep(headings: list[Paragraph], block: Block, flowables: list[Flowable]) -> list[Flowable]:
    """Headings on the page of what they head: with the whole of a short table, with the start of a long one."""
    if isinstance(block, Table) and len(block.rows) <= _UNBROKEN_ROWS:
        return [KeepTogether([*headings, *flowables])]
    if isinstance(block, Table | Columns | Form):
        for heading in headings:
            heading.keepWithNext = 0
        return [CondPageBreak(_ROOM_TO_START), *headings, *flowables]
    return [*headings, *flowables]


def _titles(source: Source, look: Look) -> list[Paragraph]:
    """The main headings that open the document."""
    opening = takewhile(lambda block: isinstance(block, Heading) and block.level == 1, source.blocks)
    return [look.heading(block.content, block.number, 1) for block in opening if isinstance(block, Heading)]


def _flowables(block: Block, look: Look, width: float, following: Block | None) -> list[Flowable]:
    """A block that is not a heading; `following` is what comes after it."""
    match block:
        case TextBlock():
            return [look.text(block.content, look.body, spaceAfter=look.body * 0.7)]
        case Item():
            return [_item(block, look, last=not (isinstance(following, Item) and following.is_bullet))]
        case Quote():
            spoken = tuple(replace(run, italic=True) for run in block.content)
            return [look.text(spoken, look.body, leftIndent=24, rightIndent=24, spaceAfter=look.body * 0.7)]
        case Table():
            return table_flowables(block, look, width)
        case Columns():
            return columns_flowables(block, look, width)
        case Form():
            return form_flowables(block, look, width)
        case _:
            return [NewPage()]


def _item(item: Item, look: Look, *, last: bool) -> Paragraph:
    """The number or bullet hangs in the margin of its paragraph."""
    hang = 14.0 if item.is_bullet else max(_HANG, look.measure(item.marker, False, look.body) + 8)
    start = item.level * 20.0 + (0.0 if item.marker[0].isdigit() else 12.0)
    style = look.paragraph_style(
        look.body, leftIndent=start + hang, bulletIndent=start, bulletFontName=look.regular, bulletFontSize=look.body,
        spaceAfter=look.body * (0.3 if item.is_bullet and not last else 0.65),
    )  # fmt: skip
    return Paragraph(markup(item.content), style, bulletText="\u2022" if item.is_bullet else item.marker)


def _contents(source: Source) -> Iterator[Inline]:
    """Every text of the document, wherever it stands."""
    for block in source.blocks:
        match block:
            case Table():
                yield from (cell for row in (*block.header, *block.rows) for cell in row)
            case Columns():
                yield from (cell for row in (block.header, *block.rows) for cell in row)
            case Form():
                yield from (content for entry in block.entries for content in getattr(entry, "paragraphs", ()))
            case PageBreak():
                pass
            case _:
                yield block.content
