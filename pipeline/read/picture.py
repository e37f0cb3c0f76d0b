"""Pictures of pages (PNG, JPEG, TIFF, BMP, GIF): scans and photographs, read by OCR as the pages of a scanned PDF are."""

from __future__ import annotations

import io
import warnings
from typing import Any, Final

from ..errors import DocumentError
from ..records.document import Document, Note
from .kinds import BMP, GIF, JPEG, PNG, TIFF
from .ocr import read_images, remedy_for
from .ocr_doubts import with_doubts
from .ocr_engine import find_engines
from .ocr_image import PageImage
from .options import ReadOptions
from .pdf_blocks import lay_out
from .pdf_model import Frame, Graphics, PageText
from .pdf_pages import page_list, page_records
from .source import Source

_FORMATS: Final = {PNG: "PNG", JPEG: "JPEG", TIFF: "TIFF", BMP: "BMP", GIF: "GIF"}
_MOST_PIXELS: Final = 100_000_000  # of one page
_BELIEVED: Final = (100.0, 1200.0)  # dots an inch: cameras and screens write 72 or 96 whatever is in the picture
_SHEET: Final = 11.69  # inches, the longer side of A4: what a page is taken for that does not say its size


def read_picture(source: Source, *, media_type: str, options: ReadOptions) -> Document:
    """The text in a picture.

    Raises DocumentError: `unsupported` without an OCR engine, `malformed`, `limit_exceeded`, `empty` without words.
    """
    kind = _FORMATS[media_type]
    if not find_engines(options.ocr):
        what = f"A picture ({kind}) cannot be read without an OCR engine"
        raise DocumentError("unsupported", what, where=source.path, remedy=remedy_for(options))
    picture = _open(source, kind)
    notes: list[Note] = []
    count = getattr(picture, "n_frames", 1) if kind == "TIFF" else 1
    if count > options.max_pages:
        left_out = page_list(list(range(options.max_pages + 1, count + 1)))
        message = f"Left out: {left_out}. Raise read.max_pages to read more."
        notes.append(Note(code="page-limit", message=message, page=options.max_pages + 1))
    pages = [_page(picture, index, source) for index in range(min(count, options.max_pages))]
    doubtful = read_images(
        pages, lambda page: _image(picture, page, options.ocr_dpi), notes, options=options
    )  # fmt: skip
    if not any(page.words for page in pages):
        reasons = " ".join(note.message for note in notes if note.code == "ocr-failed")
        remedy = reasons or "Check the picture: OCR found no words in it."
        raise DocumentError("empty", "No words in the picture", where=source.path, remedy=remedy)
    draft, _ = lay_out(pages, None, max_cells=options.max_cells, where=source.path)
    document = draft.build(
        source,
        media_type=media_type,
        pages=page_records(pages, {page.number for page in pages}),
        notes=notes,
        partial=any(note.code in ("ocr-failed", "page-limit") for note in notes),
    )
    return with_doubts(document, doubtful)


def _open(source: Source, kind: str) -> Any:
    from PIL import Image as Pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken EXIF data and large sizes: both are dealt with here
            return Pictures.open(io.BytesIO(source.data), formats=[kind])
    except Pictures.DecompressionBombError as error:
        raise _too_large(source) from error
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError) as error:
        raise _broken(source) from error


def _page(picture: Any, index: int, source: Source) -> PageText:
    """An empty page of the size of a frame."""
    try:
        picture.seek(index)
        wide, high = _upright_size(picture)
        dpi = _dots(picture)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError) as error:
        raise _broken(source) from error
    if wide * high > _MOST_PIXELS:
        raise _too_large(source)
    frame = Frame(width=72 * wide / dpi, height=72 * high / dpi)
    return PageText(number=index + 1, frame=frame, words=[], turned=[], graphics=Graphics())


def _image(picture: Any, page: PageText, dpi: int) -> PageImage:
    """The frame in grey on white paper, at so many dots an inch. Raises OSError and ValueError for broken ones."""
    import numpy as np
    from PIL import Image as Pictures
    from PIL import ImageOps

    picture.seek(page.number - 1)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        paper = Pictures.new("RGBA", upright.size, "white")
        upright = Pictures.alpha_composite(paper, upright.convert("RGBA"))
    grey = upright.convert("L")
    size = (max(round(page.frame.width * dpi / 72), 1), max(round(page.frame.height * dpi / 72), 1))
    if not 0.85 <= size[0] / grey.width <= 1.2:
        grey = grey.resize(size, Pictures.Resampling.BICUBIC)
    return np.array(grey)


def _upright_size(picture: Any) -> tuple[int, int]:
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)  # EXIF orientation: lying on a side
    wide, high = picture.size
    return (high, wide) if turned else (wide, high)


def _dots(picture: Any) -> float:
    """Dots an inch, as the picture says where that can be, else as if it showed a sheet of A4."""
    stated = picture.info.get("dpi")
    dots = float(stated[0]) if stated else 0.0
    if _BELIEVED[0] <= dots <= _BELIEVED[1] and max(picture.size) / dots > 2:
        return dots
    return float(max(picture.size) / _SHEET)


def _broken(source: Source) -> DocumentError:
    return DocumentError(
        "malformed", "Not a picture that can be opened", where=source.path, remedy="Open and re-save it, or scan again."
    )


def _too_large(source: Source) -> DocumentError:
    return DocumentError(
        "limit_exceeded", f"A picture of more than {_MOST_PIXELS:,} pixels", where=source.path,
        remedy="Save it at 300 dots an inch or fewer, and run again.",
    )  # fmt: skip
