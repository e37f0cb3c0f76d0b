"""A process that turns pages of PDFs into pictures: PDFium can end its process on a broken file, and must not end the review.

A request is a line of JSON on stdin, {"file", "page"} and either "scale" or "find"; the answer is four bytes of length and as many
bytes: a WebP picture, or the boxes of the words to find as JSON. A length of nought says that there is none.
"""

from __future__ import annotations

import io
import json
import struct
import sys
from contextlib import suppress
from typing import Any

MOST_PIXELS = 12_000_000
MEMORY_BYTES = 3_000_000_000
_QUALITY = 60


def main() -> None:
    """Answer requests until stdin ends."""
    _limit()
    for line in sys.stdin:
        answer = b""
        with suppress(Exception):  # whatever is wrong with the file, the answer is that there is nothing
            answer = answer_to(json.loads(line))
        sys.stdout.buffer.write(struct.pack(">I", len(answer)) + answer)
        sys.stdout.buffer.flush()


def answer_to(request: dict[str, Any]) -> bytes:
    """The picture of one page, counted from 1, or where words stand on it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(request["file"])
    try:
        page = document[request["page"] - 1]
        if "find" in request:
            return json.dumps([_boxes(page, item["text"], item["box"]) for item in request["find"]]).encode()
        return _picture(page, float(request["scale"]))
    finally:
        document.close()


def _picture(page: Any, scale: float) -> bytes:
    """In colour: councils rate in red, amber and green."""
    width, height = page.get_size()
    image = page.render(scale=min(scale, (MOST_PIXELS / max(width * height, 1)) ** 0.5)).to_pil().convert("RGB")
    stream = io.BytesIO()
    image.save(stream, "WEBP", quality=_QUALITY, method=2)
    return stream.getvalue()


def _boxes(page: Any, text: str, near: list[float]) -> list[float] | None:
    """The box of the words, in points from the page's top left, where they stand inside the box `near`; else None."""
    height = page.get_height()
    words = page.get_textpage()
    search = words.search(text, match_case=True)
    best: tuple[float, list[float]] | None = None
    while found := search.get_next():
        for number in range(words.count_rects(*found)):
            left, bottom, right, top = words.get_rect(number)
            box = [left, height - top, right, height - bottom]
            middle = (box[1] + box[3]) / 2
            if near[1] - 2 <= middle <= near[3] + 2 and near[0] - 40 <= left <= near[2] + 40:
                away = abs(left - near[0])
                if best is None or away < best[0]:
                    best = (away, box)
    return best[1] if best else None


def _limit() -> None:
    """Memory of this process alone, where the system can limit it; no core dumps, which would hold pages."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
