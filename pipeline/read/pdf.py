"""Born-digital PDF: characters, tags and geometry to text in reading order, with tables, lists and headings.

The file's own structure tags are used on every page whose text they cover and whose order they agree with; other pages
are read by their geometry. Pages without a text layer are given theirs by OCR first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..errors import DocumentError
from ..records.document import Document, Note
from .draft import with_notes
from .ocr import read_scans
from .ocr_doubts import with_doubts
from .options import ReadOptions
from .pdf_blocks import lay_out
from .pdf_pages import page_records, read_pages, read_structure
from .pdf_text import all_words, count_letters
from .source import Source

_MEDIA_TYPE = "application/pdf"
# Notes of something that was lost: the document is then only partly read.
_LOSSES = frozenset(
    (
        "no-text-layer", "page-failed", "page-limit", "text-limit", "unreadable-text", "page-cut-short", "ocr-failed",
        "dynamic-form",
    )
)  # fmt: skip
_MAY_LOSE = 0.01  # of the letters: some are printed twice, in shadows
_MAY_DIFFER = 0.1  # of the words: two engines part some words at different places


def read_pdf(source: Source, *, options: ReadOptions, use_tags: bool = True) -> Document:
    """Read a PDF. `use_tags` False reads all pages by geometry, as if the file had no structure tree.

    Raises DocumentError: encrypted (needs a password), malformed (not a PDF, or broken), empty (no words, no images),
    limit_exceeded (more table cells than `options.max_cells`).
    """
    notes: list[Note] = []
    tree, entries = read_structure(source, notes)
    pages, title = read_pages(source, options, notes, entries)
    scans = read_scans(source, pages, notes, options=options)
    if not any(page.words or page.turned for page in pages):
        if scans.scanned:
            raise DocumentError("empty", "No words but in page images", where=source.path, remedy=_ocr_remedy(notes))
        if notes:
            raise DocumentError("malformed", "No page could be read", where=source.path, remedy="Open and re-save it.")
        raise DocumentError("empty", "No words and no images", where=source.path, remedy="Check the file.")
    draft, letters = lay_out(pages, tree if use_tags else None, max_cells=options.max_cells, where=source.path)
    document = draft.build(
        source,
        media_type=_MEDIA_TYPE,
        pages=page_records(pages, scans.scanned),
        title=title,
        notes=notes,
        partial=any(note.code in _LOSSES for note in notes),
    )
    printed = [page.printed for page in pages if page.number not in scans.scanned]
    return with_doubts(_checked(document, letters, printed), scans.doubtful)


def _checked(document: Document, letters: int, printed: Sequence[str]) -> Document:
    """The document, with a note if fewer letters or words reached its text than its pages hold.

    `printed` are the pages' texts as PDFium puts them together by itself.
    """
    lost = letters - count_letters(document.text)
    words = Counter(word for page in printed for word in all_words(page))
    missing = (words - Counter(all_words(document.text))).total()
    if lost > _MAY_LOSE * letters:
        message = f"{lost} of {letters} letters did not reach the text. Compare it with the pages."
    elif missing > _MAY_DIFFER * words.total():
        message = f"{missing} of {words.total()} words of the pages are not in the text. Compare it with the pages."
    else:
        return document
    return with_notes(document, [Note(code="words-lost", message=message)], partial=True)


def _ocr_remedy(notes: list[Note]) -> str:
    """Why no page image gave words: no engine, a failure, or nothing to read in them."""
    reasons = [note.message for note in notes if note.code in ("no-text-layer", "ocr-failed")]
    return " ".join(reasons) or "Check the pages: OCR found no words in them."
