"""The piece of a page that a finding is about, the words framed: small enough to stand in the report itself."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..records.finding import Finding
from ..records.run import Run
from .evidence_links import FOLDER
from .page_index import PageImage, load_images

MOST_BYTES: Final = 2_000_000  # of all images of a report; findings come in the order of the report, errors first
MOST_OF_ONE: Final = 2  # images of a finding
_MARGIN, _TALLEST = 36, 520  # pixels around the words; a piece that would be taller shows its upper part
_FRAME: Final = (11, 12, 12)
_ORDER: Final = ("error", "query", "not_run")


@dataclass(frozen=True, kw_only=True, slots=True)
class Crop:
    """A piece of a page as PNG. Sizes in pixels."""

    png: bytes
    width: int
    height: int
    alt: str
    caption: str

    @property
    def uri(self) -> str:
        """The image as an address that holds it."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


def finding_crops(run: Run, folder: Path) -> dict[str, tuple[Crop, ...]]:
    """Images for the findings of a run folder, by id; none where its pages were not drawn."""
    images = load_images(folder)
    paths = {row.id: row.path for row in run.documents}
    crops: dict[str, tuple[Crop, ...]] = {}
    left = MOST_BYTES
    for finding in sorted(run.findings, key=lambda row: _ORDER.index(row.severity)) if images else ():
        found = _of_finding(finding, images, folder, paths)
        size = sum(len(crop.png) for crop in found)
        if found and size <= left:
            crops[finding.id] = found
            left -= size
    return crops


def _of_finding(
    finding: Finding, images: dict[tuple[str, int], PageImage], folder: Path, paths: dict[str, str]
) -> tuple[Crop, ...]:
    pages: dict[tuple[str, int], dict[str, list[tuple[float, float, float, float]]]] = defaultdict(dict)
    for item in finding.evidence:
        for key, image in images.items():
            if key[0] == item.document:
                for mark in image.marks:
                    if (mark.start, mark.end) == (item.start, item.end) and mark.boxes:
                        pages[key][item.quote] = list(mark.boxes)
    return tuple(
        _cropped(images[key], boxes, folder, paths.get(key[0], key[0]))
        for key, boxes in sorted(pages.items())[:MOST_OF_ONE]
    )


def _cropped(
    image: PageImage, boxes: dict[str, list[tuple[float, float, float, float]]], folder: Path, path: str
) -> Crop:
    from PIL import Image, ImageDraw

    every = [box for found in boxes.values() for box in found]
    top = max(0, int(min(box[1] for box in every)) - _MARGIN)
    bottom = min(image.height, int(max(box[3] for box in every)) + _MARGIN, top + _TALLEST)
    with Image.open(folder / FOLDER / image.file) as page:
        piece = page.convert("RGB").crop((0, top, image.width, bottom))
    paint = ImageDraw.Draw(piece, "RGBA")
    for left, above, right, below in every:
        frame = (left - 2, above - top - 1, right + 2, below - top + 1)
        paint.rectangle(frame, fill=(255, 212, 59, 90), outline=_FRAME)
    stream = io.BytesIO()
    piece.quantize(32).save(stream, "PNG", optimize=True)
    quotes = "; ".join(f"“{quote[:150]}”" for quote in boxes)
    return Crop(
        png=stream.getvalue(),
        width=piece.width,
        height=piece.height,
        alt=f"Part of page {image.page} as printed, with the words framed: {quotes}",
        caption=f"{path}, page {image.page}, as printed",
    )
