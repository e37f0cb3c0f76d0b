"""Which pages of a run are drawn, and where words stand on them: evidence/pages.json, made once and read by every report."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..records.codec import from_row, to_row
from ..records.document import Document
from ..records.run import Run
from ..records.span import Box, Evidence
from .documents import document_file, load_document
from .evidence_links import FOLDER
from .files import atomic_write, make_folder
from .page_images import PageJob, Stretch, draw_pages

INDEX: Final = "pages.json"
# A page takes about 60 kB and a tenth of a second; findings beyond these limits keep their words, without the image.
MOST_PAGES: Final = 200  # of a run
MOST_PAGES_OF_ONE: Final = 20  # of one document


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Words of a document on a page: the ends of the evidence and its boxes in pixels."""

    start: int
    end: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageImage:
    """A drawn page. `file` lies in the folder evidence; sizes in pixels."""

    document: str
    page: int
    file: str
    width: int
    height: int
    marks: tuple[Mark, ...]


def draw_findings(run: Run, folder: Path, sources: Mapping[str, Path]) -> list[Path]:
    """Draw the pages that findings are about, of the PDF files in `sources` (by document id); returns what was written.

    Raises WriteError. Documents without a source, and pages beyond the limits, are not drawn.
    """
    wanted = _wanted(run, folder, sources)
    images: list[PageImage] = []
    written: list[Path] = []
    jobs = [job for _, _, job in wanted]
    for (document, spans, job), drawn in zip(wanted, draw_pages(jobs), strict=True):
        if drawn is None:
            continue
        file = make_folder(folder / FOLDER) / f"{document}-p{job.page}.png"
        with atomic_write(file) as stream:
            stream.write(drawn.png)
        written.append(file)
        images.append(
            PageImage(
                document=document,
                page=job.page,
                file=file.name,
                width=drawn.width,
                height=drawn.height,
                marks=_marks(spans, drawn.boxes),
            )
        )
    if images:
        index = folder / FOLDER / INDEX
        with atomic_write(index) as stream:
            stream.write(json.dumps([to_row(image) for image in images], indent=1).encode("utf-8") + b"\n")
        written.append(index)
    return written


def load_images(folder: Path) -> dict[tuple[str, int], PageImage]:
    """The drawn pages of a run folder by document and page; none where there are none."""
    index = folder / FOLDER / INDEX
    if not index.is_file():
        return {}
    images = (from_row(PageImage, row) for row in json.loads(index.read_text("utf-8")))
    return {(image.document, image.page): image for image in images}


def _wanted(run: Run, folder: Path, sources: Mapping[str, Path]) -> list[tuple[str, list[tuple[int, int]], PageJob]]:
    """Pages to draw: document, the span of each stretch, and the job."""
    found: list[tuple[str, list[tuple[int, int]], PageJob]] = []
    evidence: dict[str, dict[Evidence, None]] = defaultdict(dict)
    for finding in run.findings:
        for item in finding.evidence:
            evidence[item.document][item] = None
    for row in run.documents:
        if row.id not in sources or row.media_type != "application/pdf" or row.id not in evidence:
            continue
        if not document_file(folder, row.id).is_file():
            continue
        document = load_document(folder, row.id)
        pages: dict[int, list[tuple[tuple[int, int], Stretch]]] = defaultdict(list)
        for item in sorted(evidence[row.id], key=lambda item: item.start):
            for page, stretch in stretches(document, item.start, item.end):
                pages[page].append(((item.start, item.end), stretch))
        for page in sorted(pages)[:MOST_PAGES_OF_ONE]:
            job = PageJob(
                file=str(sources[row.id]),
                sha256=document.sha256,
                page=page,
                stretches=tuple(stretch for _, stretch in pages[page]),
            )
            found.append((row.id, [span for span, _ in pages[page]], job))
    return found[:MOST_PAGES]


def stretches(document: Document, start: int, end: int) -> Iterator[tuple[int, Stretch]]:
    """The lines and cells that print the characters ``start:end``, with their pages."""
    for line in document.lines:
        if line.start < end and line.end > start:
            yield line.page, _stretch(document.text, line.start, line.end, line.bbox, start, end)
    for table in document.tables:
        if table.start >= end or table.end <= start:
            continue
        for cell in table.cells:
            if cell.start < end and cell.end > start and cell.bbox is not None and cell.page is not None:
                yield cell.page, _stretch(document.text, cell.start, cell.end, cell.bbox, start, end)


def _stretch(text: str, first: int, last: int, box: Box, start: int, end: int) -> Stretch:
    def letters(upto: int) -> int:
        return len("".join(text[first:upto].split()))

    return Stretch(printed=text[first:last], first=letters(max(first, start)), last=letters(min(last, end)), box=box)


def _marks(spans: Sequence[tuple[int, int]], boxes: Sequence[tuple[Box, ...]]) -> tuple[Mark, ...]:
    joined: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for span, found in zip(spans, boxes, strict=True):
        joined[span] += found
    return tuple(Mark(start=start, end=end, boxes=tuple(found)) for (start, end), found in joined.items())
