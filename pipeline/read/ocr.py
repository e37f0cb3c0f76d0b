"""Scanned pages: found page by page, read by an OCR engine, and handed on as pages with words.

Once its words have boxes, a scan is laid out by the same code as any other page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..records.document import Note
from .ocr_engine import HOW_TO_INSTALL, Engine, OcrFailure, find_engines
from .ocr_image import PageImage, looks_printed
from .ocr_numbers import DoubtfulWord, find_doubtful
from .ocr_page import ScannedPage, graphics_of, scan_page
from .ocr_words import common_sizes, to_words
from .options import ReadOptions
from .pdf_model import PageText, Word, overlap
from .pdf_pages import page_list
from .progress import report_progress
from .source import Source

_IMAGE_SHARE = 0.05  # of a page without words that must be image for it to count as a scan
_STAMPED = 40  # words at most that are printed over a scan: a page number, a stamp, an agenda's footer
_STAMPED_SHARE = 0.5  # of such a page that must be image
_SLOW = 3  # pages in a row that took too long, after which the rest is left
_POOR = 0.7  # mean confidence of a page under which a person should look at it
_GLANCE = 75  # dots an inch: enough to tell print from pictures
_MOST_PIXELS = 40_000_000


@dataclass(slots=True)
class Scans:
    """What became of the scanned pages: `scanned` their numbers, `doubtful` the numbers read with doubt."""

    scanned: set[int] = field(default_factory=set)
    doubtful: list[DoubtfulWord] = field(default_factory=list)


def read_scans(source: Source, pages: Sequence[PageText], notes: list[Note], *, options: ReadOptions) -> Scans:
    """Read the pages of a PDF without words of their own; `pages` and `notes` are added to.

    Pages that no engine could read are noted as `no-text-layer`, with what to do.
    """
    import pypdfium2

    missing, layered = _find(source, pages)
    scans = Scans(scanned={page.number for page in (*missing, *layered)})
    if layered:
        numbers = [page.number for page in layered]
        message = f"The words of {page_list(numbers)} were put there by an OCR program. Check figures against the page."
        notes.append(Note(code="ocr-text-layer", message=message, page=numbers[0]))
    if not missing:
        return scans
    if not find_engines(options.ocr):
        numbers = [page.number for page in missing]
        message = f"No text layer on {page_list(numbers)}. {remedy_for(options)}"
        notes.append(Note(code="no-text-layer", message=message, page=numbers[0]))
        return scans
    pdf = pypdfium2.PdfDocument(source.data)
    try:
        scans.doubtful = read_images(
            missing,
            lambda page: _render(pdf, page.number - 1, page.frame.width, page.frame.height, options.ocr_dpi),
            notes,
            options=options,
        )
    finally:
        pdf.close()
    return scans


def remedy_for(options: ReadOptions) -> str:
    """What to do where there is no engine."""
    return HOW_TO_INSTALL if options.ocr != "off" else "Set read.ocr to auto to read the page images."


def read_images(
    pages: Sequence[PageText], image_of: Callable[[PageText], PageImage], notes: list[Note], *, options: ReadOptions
) -> list[DoubtfulWord]:
    """Give the pages the words in their images, as displayed and in grey; the doubtful numbers among them.

    At least one engine must be installed.
    """
    engines = find_engines(options.ocr)
    read, failed = _recognise(pages, image_of, engines[0], options)
    sizes = common_sizes([(scanned.words, scanned.scale) for _, scanned in read])
    for page, scanned in read:
        _merge(page, scanned, sizes)
    doubtful, second = _check_numbers(read, engines, options)
    _take_note([page.number for page, _ in read], [scanned for _, scanned in read], engines[0], second, notes)
    _note_doubts(doubtful, second, notes)
    _note_failures(failed, notes)
    cured = {page.number for page, _ in read}
    notes[:] = [note for note in notes if not (note.code == "unreadable-text" and note.page in cured)]
    return doubtful


def _find(source: Source, pages: Sequence[PageText]) -> tuple[list[PageText], list[PageText]]:
    """Pages to be read by OCR, and pages whose words an OCR program put there."""
    missing, layered = [], []
    for page in pages:
        words = [*page.words, *page.turned]
        area = page.frame.width * page.frame.height
        covered = max(((b[2] - b[0]) * (b[3] - b[1]) for b in page.graphics.images), default=0.0)
        if not words and (covered > _IMAGE_SHARE * area or len(page.graphics.marks) > 200):
            missing.append(page)
        elif words and sum(word.style.invisible for word in words) > 0.9 * len(words) and covered > 0.5 * area:
            layered.append(page)
        elif _is_garbled(page, words) or (
            len(words) <= _STAMPED and covered > _STAMPED_SHARE * area and _is_print(source, page)
        ):
            missing.append(page)
    return missing, layered


def _is_garbled(page: PageText, words: Sequence[Word]) -> bool:
    """Whether the page's fonts do not say what their characters mean, as `unreadable-text` notes."""
    return page.unreadable > max(20, 0.3 * sum(len(word.text) for word in words))


def _is_print(source: Source, page: PageText) -> bool:
    """Whether what is seen on the page besides its own words is print: a stamped scan, not a cover with a photograph."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(source.data)
    try:
        image = _render(pdf, page.number - 1, page.frame.width, page.frame.height, _GLANCE)
    except pypdfium2.PdfiumError:
        return False
    finally:
        pdf.close()
    for word in (*page.words, *page.turned):
        x0, top, x1, bottom = (round(edge * _GLANCE / 72) for edge in page.frame.to_page(word.box))
        image[max(top - 1, 0) : bottom + 2, max(x0 - 1, 0) : x1 + 2] = 255
    return looks_printed(image, _GLANCE)


def _recognise(
    pages: Sequence[PageText], image_of: Callable[[PageText], PageImage], engine: Engine, options: ReadOptions
) -> tuple[list[tuple[PageText, ScannedPage]], dict[str, list[int]]]:
    """The pages that were read, and the numbers of the others by the reason why not."""
    import pypdfium2

    read: list[tuple[PageText, ScannedPage]] = []
    failed: dict[str, list[int]] = {}
    slow = 0
    for index, page in enumerate(pages):
        if index >= options.ocr_pages:
            reason = f"read.ocr_pages allows {options.ocr_pages}; raise it to read them."
            failed.setdefault(reason, []).append(page.number)
            continue
        if slow >= _SLOW:
            failed.setdefault("the pages before them could not be read.", []).append(page.number)
            continue
        report_progress()
        try:
            scanned = scan_page(
                image_of(page),
                width=page.frame.width,
                height=page.frame.height,
                engine=engine,
                seconds=options.ocr_seconds,
            )
        except (OcrFailure, pypdfium2.PdfiumError, OSError, ValueError) as error:
            slow += 1
            reason = str(error) if isinstance(error, OcrFailure) else type(error).__name__
            failed.setdefault(f"{reason}.", []).append(page.number)
            continue
        slow = 0
        read.append((page, scanned))
    return read, failed


def _render(pdf: object, index: int, width: float, height: float, dpi: int) -> PageImage:
    """The page as displayed, in grey; larger sheets at fewer dots an inch."""
    scale = min(dpi / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    page = pdf[index]  # type: ignore[index]
    try:
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            return bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)[:, :, 0].copy()
        finally:
            bitmap.close()
    finally:
        page.close()


def _merge(page: PageText, scanned: ScannedPage, sizes: Sequence[tuple[float, float]]) -> None:
    """The words that were read, with what is printed over the scan; what is drawn joins what is seen in the image."""
    words = to_words(scanned.words, scanned.scale, sizes) if sizes else []
    seen = graphics_of(scanned)
    own = [] if _is_garbled(page, page.words) or scanned.frame.turn or page.frame.turn else [*page.words, *page.turned]
    if own:
        words = [word for word in words if not any(overlap(_core(word), mine.box) for mine in own)]
        seen.rules += page.graphics.rules
    page.words, page.turned = [*(word for word in own if not word.style.invisible), *words], []
    page.graphics, page.frame = seen, scanned.frame


def _core(word: Word) -> tuple[float, float, float, float]:
    """The middle of the word's box: neighbouring lines may reach into its edges."""
    third = (word.bottom - word.top) / 3
    return (word.x0 + 0.5, word.top + third, max(word.x1 - 0.5, word.x0 + 0.6), word.bottom - third)


def _check_numbers(
    read: Sequence[tuple[PageText, ScannedPage]], engines: Sequence[Engine], options: ReadOptions
) -> tuple[list[DoubtfulWord], Engine | None]:
    """The doubtful numbers, and the second engine if it read all of them again."""
    second = engines[1] if len(engines) > 1 else None
    complete = second is not None
    doubtful: list[DoubtfulWord] = []
    for page, scanned in read:
        report_progress()
        found, checked = find_doubtful(scanned, page.number, second=second, seconds=options.ocr_seconds)
        doubtful.extend(found)
        complete = complete and checked
    return doubtful, second if complete else None


def _take_note(
    numbers: Sequence[int], scanned: Sequence[ScannedPage], engine: Engine, second: Engine | None, notes: list[Note]
) -> None:
    if not numbers:
        return
    weights = [sum(len(word.reading.text) for word in page.words) for page in scanned]
    total = sum(page.confidence * weight for page, weight in zip(scanned, weights, strict=True))
    mean = total / sum(weights) if sum(weights) else 0.0
    by = f"{engine.name} {engine.version}" + (
        f", numbers read again by {second.name} {second.version}" if second else ""
    )
    message = f"Scanned {page_list(numbers)} read by {by}; mean confidence {mean:.0%}."
    notes.append(Note(code="ocr", message=message, page=numbers[0]))
    poor = [number for number, page in zip(numbers, scanned, strict=True) if page.words and page.confidence < _POOR]
    if poor:
        message = f"Hardly legible: {page_list(poor)}. Check what was read against the page, or scan again."
        notes.append(Note(code="ocr-poor", message=message, page=poor[0]))


def _note_doubts(doubtful: Sequence[DoubtfulWord], second: Engine | None, notes: list[Note]) -> None:
    """A note a page: how many numbers were read with doubt; where they are is in the document's `doubts`."""
    counts = Counter(word.page for word in doubtful)
    differ = Counter(word.page for word in doubtful if word.other)
    for page in sorted(counts):
        detail = f", {differ[page]} of them read differently by the two engines" if second and differ[page] else ""
        message = f"Numbers read with doubt on page {page}: {counts[page]}{detail}. Check them against the page."
        notes.append(Note(code="ocr-doubtful", message=message, page=page))


def _note_failures(failed: dict[str, list[int]], notes: list[Note]) -> None:
    for reason, numbers in failed.items():
        message = f"Scanned {page_list(numbers)} could not be read: {reason}"
        notes.append(Note(code="ocr-failed", message=message, page=numbers[0]))
