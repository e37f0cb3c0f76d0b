"""From the bytes of a PDF to its pages' words, rules and entries, one page at a time."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from typing import Any

from ..errors import DocumentError
from ..records.document import Note, Page
from .options import ReadOptions
from .pdf_chars import MAX_CHARACTERS, display_affine, read_words
from .pdf_forms import PageEntries, entry_words, read_entries
from .pdf_graphics import read_graphics, text_addresses, top_level_objects
from .pdf_model import PageText
from .pdf_tags import Tag, read_tags
from .source import Source

_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified|document\d*|title|none)\)?$|microsoft (?:word|excel|powerpoint)\b.*"
    r"|[^\s]+\.(?:docx?|pdf|xlsx?|pptx?|html?|rtf|odt|indd|qxd|tmp)$|slide \d+$|powerpoint presentation$",
    re.IGNORECASE,
)
_MAX_CHARACTERS = 5_000_000  # of one document, some 1,700 full pages, which take some 700 MB to work out
_UNREADABLE_SHARE = 0.3  # of a page's characters without a known meaning, above which the page is noted


def read_structure(source: Source, notes: list[Note]) -> tuple[Tag | None, dict[int, PageEntries]]:
    """The structure tree and what was entered into fields; nothing of a file that pikepdf cannot open.

    Notes what the file holds besides its pages.
    """
    import pikepdf

    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # a broken file is told in its row, not on the screen
    try:
        with pikepdf.open(io.BytesIO(source.data)) as pdf:
            notes.extend(_besides(pdf))
            return read_tags(pdf), read_entries(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError, AttributeError, KeyError):
        return None, {}


def _besides(pdf: Any) -> list[Note]:
    """Notes on files that are attached, and on a form that only one program can show."""
    notes = []
    names = sorted(pdf.attachments)
    if names:
        message = f"Attached files ({len(names)}) are not read. Save them from the PDF and read them too."
        notes.append(Note(code="attachments-not-read", message=message))
    if pdf.Root.get("/NeedsRendering"):
        message = "A form that is drawn when it is opened: what was entered is not on its pages. Print it to a new PDF."
        notes.append(Note(code="dynamic-form", message=message))
    return notes


def read_pages(
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
        characters = 0
        for index in range(min(count, options.max_pages)):
            if characters > _MAX_CHARACTERS:
                message = (
                    f"Pages {index + 1}-{count} were left out: the pages before them hold {characters:,} characters."
                )
                notes.append(Note(code="text-limit", message=f"{message} Split the file.", page=index + 1))
                break
            try:
                pages.append(_read_page(pdf, index, notes, entries.get(index + 1)))
                characters += len(pages[-1].printed)
            except (pypdfium2.PdfiumError, ValueError, OverflowError, MemoryError) as error:
                notes.append(
                    Note(
                        code="page-failed",
                        message=f"Page {index + 1} could not be read ({type(error).__name__}). Open and re-save the file.",
                        page=index + 1,
                    )
                )
        title = _title(pdf.get_metadata_value("Title") or "")
    finally:
        pdf.close()
    return pages, title


def _title(text: str) -> str | None:
    """The title in the file's properties; None for what a program put there by itself."""
    title = " ".join(text.split())
    return None if not title or _NO_TITLE.match(title) else title


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
            printed = textpage.get_text_range(0, min(textpage.count_chars(), MAX_CHARACTERS))
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
        printed=printed,
    )
    if entries is not None:
        for entry in entries.values:
            text.words.extend(entry_words(entry, affine, text.words))
        text.notes = [entry_words(entry, affine, ()) for entry in entries.notes]
    return text


def page_records(pages: Sequence[PageText], scanned: set[int]) -> list[Page]:
    """The pages as the document records them."""
    return [
        Page(
            number=page.number,
            width=round(page.frame.width, 2),
            height=round(page.frame.height, 2),
            scanned=page.number in scanned,
        )
        for page in pages
    ]


def page_list(numbers: Sequence[int]) -> str:
    """ "page 3", "pages 3-7, 9"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    text = ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)
    return f"page {text}" if len(numbers) == 1 else f"pages {text}"
