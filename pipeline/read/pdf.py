"""Born-digital PDF: characters, tags and geometry to text in reading order, with tables, lists and headings.

The file's own structure tags are used on every page whose text they cover and whose order they agree with; other pages
are read by their geometry. Pages without a text layer are left to OCR and noted.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..errors import DocumentError
from ..records.document import Document, Note, Page
from ..records.span import Box
from .draft import Draft
from .options import ReadOptions
from .pdf_chars import display_affine, read_words
from .pdf_emit import emit
from .pdf_finish import finish
from .pdf_forms import PageEntries, entry_words, read_entries
from .pdf_furniture import set_furniture_aside
from .pdf_graphics import read_graphics, text_addresses, top_level_objects
from .pdf_layout import Row, order_rows, row_of
from .pdf_lines import make_line, make_rows
from .pdf_model import Grid, Item, Line, PageText, Passage
from .pdf_open import find_open_tables
from .pdf_paragraphs import Leading, make_passages
from .pdf_segments import space_width, text_row
from .pdf_tables import find_ruled_tables, outside
from .pdf_tagged import TaggedPages
from .pdf_tags import Tag, read_tags
from .pdf_text import words_of
from .source import Source

_MEDIA_TYPE = "application/pdf"
_UNREADABLE_SHARE = 0.3  # of a page's characters without a known meaning, above which the page is noted
_IMAGE_SHARE = 0.05  # of a page without words that must be image for it to count as a scan


def read_pdf(source: Source, *, options: ReadOptions, use_tags: bool = True) -> Document:
    """Read a PDF. `use_tags` False reads all pages by geometry, as if the file had no structure tree.

    Raises DocumentError: encrypted (needs a password), malformed (not a PDF, or broken), empty (no words, no images).
    """
    notes: list[Note] = []
    tree, entries = _read_structure(source)
    pages, title = _read_pages(source, options, notes, entries)
    scanned = _find_scanned(pages, notes)
    if not any(page.words or page.turned for page in pages) and not scanned:
        if notes:
            raise DocumentError("malformed", "No page could be read", where=source.path, remedy="Open and re-save it.")
        raise DocumentError("empty", "No words and no images", where=source.path, remedy="Check the file.")
    draft = _lay_out(pages, tree if use_tags else None)
    return draft.build(
        source,
        media_type=_MEDIA_TYPE,
        pages=[
            Page(
                number=page.number,
                width=round(page.frame.width, 2),
                height=round(page.frame.height, 2),
                scanned=page.number in scanned,
            )
            for page in pages
        ],
        title=title,
        notes=notes,
        partial=any(note.code in _LOSSES for note in notes),
    )


_LOSSES = frozenset(("no-text-layer", "page-failed", "page-limit", "unreadable-text", "page-cut-short"))


def _read_structure(source: Source) -> tuple[Tag | None, dict[int, PageEntries]]:
    """The structure tree and what was entered into fields; nothing of a file that pikepdf cannot open."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(source.data)) as pdf:
            return read_tags(pdf), read_entries(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError, KeyError):
        return None, {}


def _read_pages(
    source: Source, options: ReadOptions, notes: list[Note], entries: dict[int, PageEntries]
) -> tuple[list[PageText], str | None]:
    import pypdfium2

    pdf = _open(source)
    pages: list[PageText] = []
    try:
        count = len(pdf)
        if count > options.max_pages:
            notes.append(
                Note(
                    code="page-limit",
                    message=f"Pages {options.max_pages + 1}-{count} were left out. Raise read.max_pages to read them.",
                    page=options.max_pages + 1,
                )
            )
        for index in range(min(count, options.max_pages)):
            try:
                pages.append(_read_page(pdf, index, notes, entries.get(index + 1)))
            except (pypdfium2.PdfiumError, ValueError, OverflowError, MemoryError) as error:
                notes.append(
                    Note(
                        code="page-failed",
                        message=f"Page {index + 1} could not be read ({type(error).__name__}). Open and re-save the file.",
                        page=index + 1,
                    )
                )
        title = (pdf.get_metadata_value("Title") or "").strip() or None
    finally:
        pdf.close()
    return pages, title


def _open(source: Source) -> Any:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise DocumentError(
                "encrypted",
                "The file needs a password",
                where=source.path,
                remedy="Save a copy without a password and run again.",
            ) from error
        raise DocumentError(
            "malformed",
            "Not a PDF that can be opened",
            where=source.path,
            remedy="Open and re-save it, or ask for a new copy.",
        ) from error


def _read_page(pdf: Any, index: int, notes: list[Note], entries: PageEntries | None) -> PageText:
    page = pdf[index]
    try:
        textpage = page.get_textpage()
        try:
            objects = top_level_objects(page)
            found = read_words(page, textpage, text_addresses(objects))
        finally:
            textpage.close()
        frame = found.frame
        affine = display_affine(page, frame)
        graphics = read_graphics(objects, affine, frame.layout_width, frame.layout_height)
    finally:
        page.close()
    number = index + 1
    letters = sum(len(word.text) for word in [*found.words, *found.turned])
    if found.unreadable > max(20, _UNREADABLE_SHARE * letters):
        notes.append(
            Note(
                code="unreadable-text",
                message=f"The fonts of page {number} do not say what their characters mean. Read it with OCR.",
                page=number,
            )
        )
    if found.cut_short:
        notes.append(
            Note(code="page-cut-short", message=f"Page {number} holds more characters than are read.", page=number)
        )
    text = PageText(
        number=number,
        frame=frame,
        words=found.words,
        turned=found.turned,
        graphics=graphics,
        unreadable=found.unreadable,
    )
    if entries is not None:
        for entry in entries.values:
            text.words.extend(entry_words(entry, affine, text.words))
        text.notes = [entry_words(entry, affine, ()) for entry in entries.notes]
    return text


def _find_scanned(pages: Sequence[PageText], notes: list[Note]) -> set[int]:
    """Pages whose words are missing or came from OCR; a note names those without any."""
    missing, invisible = [], []
    for page in pages:
        words = [*page.words, *page.turned]
        area = page.frame.width * page.frame.height
        covered = max(((b[2] - b[0]) * (b[3] - b[1]) for b in page.graphics.images), default=0.0)
        if not words and (covered > _IMAGE_SHARE * area or len(page.graphics.marks) > 200):
            missing.append(page.number)
        elif words and sum(word.style.invisible for word in words) > 0.9 * len(words) and covered > 0.5 * area:
            invisible.append(page.number)
    if missing:
        notes.append(
            Note(
                code="no-text-layer",
                message=f"No text layer on {_page_list(missing)}. Run with --ocr to read the page images.",
                page=missing[0],
            )
        )
    if invisible:
        notes.append(
            Note(
                code="ocr-text-layer",
                message=f"The words of {_page_list(invisible)} were put there by an OCR program. Check figures against the page.",
                page=invisible[0],
            )
        )
    return {*missing, *invisible}


def _page_list(numbers: Sequence[int]) -> str:
    """ "page 3", "pages 3-7, 9"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    text = ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)
    return f"page {text}" if len(numbers) == 1 else f"pages {text}"


def _lay_out(pages: Sequence[PageText], tree: Tag | None) -> Draft:
    grids = {page.number: find_ruled_tables(page.words, page.graphics, page.number)[0] for page in pages}
    furniture = set_furniture_aside(pages, {number: [grid.box for grid in found] for number, found in grids.items()})
    vocabulary = _vocabulary(pages)
    tagged = TaggedPages(tree, pages) if tree is not None else None
    by_geometry = [page for page in pages if tagged is None or page.number not in tagged.pages]
    columns = {page.number: _columns(page) for page in by_geometry}
    leading = Leading(
        [row for row in column if isinstance(row, Line)] for found in columns.values() for column in found
    )
    items: list[Item] = []
    for page in pages:
        if tagged is not None and page.number in tagged.pages:
            items.extend(_tagged_items(page, tagged))
        else:
            items.extend(_geometric_items(columns[page.number], leading))
        items.extend(_residue(page))
    frames = {page.number: page.frame for page in pages}
    return emit(finish(items), furniture, frames=frames, vocabulary=vocabulary)


def _vocabulary(pages: Sequence[PageText]) -> frozenset[str]:
    """Words printed whole: all but the last of each line and the first of the next."""
    counts: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            words = words_of(line.text)
            counts.update(words[:-1] if line.text.endswith("-") else words)
    return frozenset(counts)


def _columns(page: PageText) -> list[list[Line | Grid]]:
    """The page's lines and tables, column by column in reading order."""
    grids, frames = find_ruled_tables(page.words, page.graphics, page.number)
    words = make_rows(outside(page.words, [grid.box for grid in grids]))
    rows = [row_of(row) for row in words]
    rows.extend(Row(top=grid.box[1], bottom=grid.box[3], grid=grid) for grid in grids)
    space = space_width(words)
    columns: list[list[Line | Grid]] = []
    for leaf in order_rows(rows):
        column = _with_open_tables(leaf, page, space, frames)
        right = max((entry.x1 for entry in column if isinstance(entry, Line)), default=0.0)
        for entry in column:
            if isinstance(entry, Line):
                entry.right = right
        columns.append(column)
    return columns


def _with_open_tables(leaf: Sequence[Row], page: PageText, space: float, frames: Sequence[Box]) -> list[Line | Grid]:
    """A column's lines and tables, those without a grid found among its rows."""
    column: list[Line | Grid] = []
    stretch: list[Row] = []
    for row in [*leaf, None]:
        if row is not None and row.grid is None:
            stretch.append(row)
            continue
        rows = [text_row(held.words, space) for held in stretch]
        tables = find_open_tables(rows, page.graphics, page.number, frames)
        starts = {region[0]: (grid, region[1]) for grid, region in tables}
        index = 0
        while index < len(stretch):
            if index in starts:
                grid, last = starts[index]
                column.append(grid)
                index = last + 1
                continue
            column.append(make_line(stretch[index].words, page.number))
            index += 1
        stretch = []
        if row is not None and row.grid is not None:
            column.append(row.grid)
    return column


def _geometric_items(columns: Sequence[Sequence[Line | Grid]], leading: Leading) -> list[Item]:
    items: list[Item] = []
    for index, column in enumerate(columns):
        lines: list[Line] = []
        for entry in column:
            if isinstance(entry, Line):
                lines.append(entry)
                continue
            items.extend(make_passages(lines, leading=leading, column=index))
            items.append(entry)
            lines = []
        items.extend(make_passages(lines, leading=leading, column=index))
    return items


def _tagged_items(page: PageText, tagged: TaggedPages) -> list[Item]:
    """The page's tagged blocks, with what no tag holds put in where it stands."""
    items = tagged.items(page.number)
    loose = tagged.untagged(page.number)
    for row in make_rows(loose):
        line = make_line(row, page.number)
        beside = _line_beside(items, line)
        if beside is not None:
            joined = make_line(sorted([*beside.words, *row], key=lambda word: word.x0), page.number)
            beside.words, beside.x0, beside.x1, beside.text = joined.words, joined.x0, joined.x1, joined.text
            continue
        place = next((index for index, item in enumerate(items) if _top(item, page.number) > line.top), len(items))
        items.insert(place, Passage(lines=[line], page=page.number, tagged=True))
    return items


def _line_beside(items: Sequence[Item], line: Line) -> Line | None:
    """The tagged line on the same baseline: "Name:" beside what was typed into its field."""
    for item in items:
        for other in item.lines if isinstance(item, Passage) else []:
            level = other.page == line.page and abs(other.baseline - line.baseline) < 0.4 * max(other.size, line.size)
            if level and (line.x0 > other.x1 - 2 or line.x1 < other.x0 + 2):
                return other
    return None


def _top(item: Item, page: int) -> float:
    if isinstance(item, Grid):
        return item.box[1]
    return min((line.top for line in item.lines if line.page == page), default=0.0)


def _residue(page: PageText) -> list[Item]:
    """Words that run up or across the page, as labels of charts do, and notes pinned to the page."""
    items: list[Item] = []
    if page.turned:
        items.append(Passage(lines=[make_line(page.turned, page.number)], page=page.number, kind="chart"))
    for note in page.notes:
        lines = [make_line(row, page.number) for row in make_rows(note)]
        items.append(Passage(lines=lines, page=page.number, kind="comment"))
    return items
