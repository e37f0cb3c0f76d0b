"""Images of pages of a PDF on which something does not add up, and where on them the words stand.

Pages are drawn in a process of their own: a file that brings pdfium down, or keeps it busy, costs its images and nothing
else. The process is handed paths and boxes and hands back PNG images and numbers.
"""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from ..records.codec import from_row, to_row
from ..records.span import Box

SCALE: Final = 1.5  # pixels a point: 108 dots an inch, at which small print can be read
_PAGE_SECONDS: Final = 20
_START_SECONDS: Final = 60
_MOST_BYTES: Final = 1_000_000_000  # memory of the process, where the system can limit it
_MOST_SIDE: Final = 3000  # points; a larger page is a plan or a poster
_GREYS: Final = 16  # enough for print, and half the size of 256
_STEP: Final = 255 // (_GREYS - 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Characters ``first`` up to ``last`` of what is printed in `box` (points), white space not counted."""

    printed: str
    first: int
    last: int
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class PageJob:
    """A page to draw, from 1, of a file that must still be the one that was read; the stretches to look for on it."""

    file: str
    sha256: str
    page: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A page as PNG, in grey; the boxes of each stretch in pixels, none where it could not be found."""

    png: bytes
    width: int
    height: int
    boxes: tuple[tuple[Box, ...], ...]


def draw_pages(jobs: Sequence[PageJob]) -> Iterator[Drawn | None]:
    """Each page drawn, in order; None where its file is gone, has changed, or cannot be drawn."""
    context = multiprocessing.get_context("spawn")
    rest = list(jobs)
    while rest:
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there,), daemon=True)
        process.start()
        there.close()
        alive, patience = True, _START_SECONDS
        try:
            while rest and alive:
                drawn, alive = _asked(here, rest.pop(0), patience)
                patience = _PAGE_SECONDS
                yield drawn
        finally:
            here.close()
            process.kill()
            process.join(timeout=5)


def _asked(pipe: Connection, job: PageJob, seconds: float) -> tuple[Drawn | None, bool]:
    """The page, and whether the process can be asked for another."""
    try:
        pipe.send_bytes(json.dumps(to_row(job)).encode("utf-8", "surrogatepass"))
        if not pipe.poll(seconds):
            return None, False
        answer = json.loads(pipe.recv_bytes())
        if answer is None:
            return None, True
        png = pipe.recv_bytes()
    except (EOFError, OSError, ValueError):
        return None, False
    boxes = tuple(tuple((a, b, c, d) for a, b, c, d in found) for found in answer["boxes"])
    return Drawn(png=png, width=answer["width"], height=answer["height"], boxes=boxes), True


def _serve(pipe: Connection) -> None:
    """Draw pages until the pipe closes. The last file stays open: pages of one file come one after another."""
    _limit()
    opened: dict[str, Any] = {}
    while True:
        try:
            job = from_row(PageJob, json.loads(pipe.recv_bytes()))
        except (EOFError, OSError, KeyboardInterrupt):
            return
        drawn = _drawn(job, opened)
        with suppress(OSError):
            if drawn is None:
                pipe.send_bytes(b"null")
                continue
            pipe.send_bytes(
                json.dumps({"width": drawn.width, "height": drawn.height, "boxes": drawn.boxes}).encode("utf-8")
            )
            pipe.send_bytes(drawn.png)


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _drawn(job: PageJob, opened: dict[str, Any]) -> Drawn | None:
    import pypdfium2

    try:
        if job.file not in opened:
            opened.clear()
            data = Path(job.file).read_bytes()
            if hashlib.sha256(data).hexdigest() != job.sha256:
                return None
            opened[job.file] = pypdfium2.PdfDocument(data)
            opened[job.file].init_forms()
        return _page(opened[job.file], job)
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError, MemoryError):
        return None


def _page(pdf: Any, job: PageJob) -> Drawn | None:
    page = pdf[job.page - 1]
    if max(page.get_size()) > _MOST_SIDE:
        return None
    bitmap = page.render(scale=SCALE, grayscale=True, may_draw_forms=True)
    converter = bitmap.get_posconv(page)
    letters = _letters(page, converter)
    image = bitmap.to_pil().convert("L").point(lambda grey: (grey + _STEP // 2) // _STEP)
    image.putpalette([grey for step in range(_GREYS) for grey in (step * _STEP,) * 3])
    stream = io.BytesIO()
    image.save(stream, "PNG", bits=4)
    boxes = tuple(tuple(_boxes(stretch, letters)) for stretch in job.stretches)
    return Drawn(png=stream.getvalue(), width=image.width, height=image.height, boxes=boxes)


def _letters(page: Any, converter: Any) -> list[tuple[str, Box]]:
    """Every printed character of the page with its box in pixels, in the order of the file."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    found = []
    for index in range(textpage.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(textpage.raw, index))
        if not letter.isspace() and letter != "\0":
            left, bottom, right, top = textpage.get_charbox(index, loose=True)
            (x0, y0), (x1, y1) = converter.to_bitmap(left, top), converter.to_bitmap(right, bottom)
            found.append((letter, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
    return found


def _boxes(stretch: Stretch, letters: Sequence[tuple[str, Box]]) -> Iterator[Box]:
    """Where the stretch is printed: by its letters, or, where they are not what was read, by its share of the box."""
    left, top, right, bottom = (edge * SCALE for edge in stretch.box)
    within = [
        (letter, box)
        for letter, box in letters
        if left - 1 <= (box[0] + box[2]) / 2 <= right + 1 and top - 1 <= (box[1] + box[3]) / 2 <= bottom + 1
    ]
    printed = "".join(stretch.printed.split())
    if "".join(letter for letter, _ in within) == printed:
        line: Box | None = None
        for _, box in within[stretch.first : stretch.last]:
            if line is not None and box[1] < line[3] and box[3] > line[1] and box[0] >= line[0]:
                line = (line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
                continue
            if line is not None:
                yield line
            line = box
        if line is not None:
            yield line
        return
    many = max(len(printed), 1)
    wide = right - left
    yield left + wide * stretch.first / many, top, left + wide * stretch.last / many, bottom
