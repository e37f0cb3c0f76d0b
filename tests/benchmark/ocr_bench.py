"""`python -m tests.benchmark.ocr_bench [--write] [--pages N]`: how well scanned pages are read.

Pages of the PDFs in `corpora/` are drawn at 200 dots an inch, turned askew by one to three degrees, blurred, made grainy and
saved as JPEG in a PDF without text; what is read is held against the words of the page before. Words and numbers are counted as
often as they stand on the page, so the order does not matter. `--write` puts the table at the end of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import io
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import load_settings
from pipeline.errors import DocumentError
from pipeline.read import ReadOptions, read, source_of_bytes
from pipeline.read.ocr_engine import find_engines
from pipeline.records.document import Document

from .metrics import words

_REPOSITORY = Path(__file__).resolve().parents[2]
_REPORT = _REPOSITORY / "docs" / "benchmarks.md"
HEADING = "## Scanned pages, generated"
_DPI = 200
_NUMBER = re.compile(r"\d[\d,./:-]*\d|\d")
# Degrees askew (anticlockwise), grain (standard deviation of the grey levels), JPEG quality.
_SCANNERS = ((1.0, 8.0, 60), (-2.0, 12.0, 50), (3.0, 16.0, 40))


@dataclass(kw_only=True)
class Score:
    """Counts over pages of one scanner. `misread`: numbers read that are not on the page; `told`: those marked as doubtful."""

    pages: int = 0
    right: int = 0
    printed: int = 0
    found: int = 0
    numbers_right: int = 0
    numbers: int = 0
    misread: int = 0
    told: int = 0
    seconds: float = 0.0

    @property
    def f1(self) -> float:
        """Of words."""
        return 2 * self.right / max(self.printed + self.found, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0; 2 without an OCR engine."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.ocr_bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    parser.add_argument("--pages", type=int, default=8, metavar="N", help="pages for each scanner (default 8)")
    parser.add_argument("--misread", action="store_true", help="list the numbers that were not read")
    chosen = parser.parse_args(arguments)
    options = load_settings().read
    engines = find_engines(options.ocr)
    if not engines:
        print("No OCR engine is installed: see the README.")
        return 2
    scores = [Score() for _ in _SCANNERS]
    for page, image, text in _pages(chosen.pages):
        for scanner, score in zip(_SCANNERS, scores, strict=True):
            missed = _measure(scan(image, *scanner), text, score, options)
            if chosen.misread and missed:
                print(page, scanner[0], " ".join(sorted(missed.elements())))
    report = _report(scores, " and ".join(f"{engine.name} {engine.version}" for engine in engines))
    print(report)
    if chosen.write:
        before = _REPORT.read_text("utf-8").partition(HEADING)[0]
        _REPORT.write_text(before.rstrip() + "\n\n" + report, "utf-8")
    return 0


def scan(image: Any, degrees: float, grain: float, quality: int) -> bytes:
    """A PDF of the page as a scanner gives it."""
    import numpy as np
    from PIL import Image, ImageFilter

    page = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(11).normal(0, grain, (page.height, page.width))
    grey = np.clip(np.asarray(page, dtype=np.float64) * 0.92 + 8 + noise, 0, 255).astype(np.uint8)
    jpeg, pdf = io.BytesIO(), io.BytesIO()
    Image.fromarray(grey).save(jpeg, "JPEG", quality=quality)
    Image.open(jpeg).save(pdf, "PDF", resolution=_DPI)
    return pdf.getvalue()


def _pages(count: int) -> Iterator[tuple[str, Any, str]]:
    """The first pages of so many PDFs, spread over the folder: name, picture, words."""
    import pypdfium2

    files = sorted((_REPOSITORY / "corpora").glob("*/*.pdf"))
    step = max(len(files) / count, 1.0)
    for number in range(min(count, len(files))):
        file = files[int(number * step)]
        pdf = pypdfium2.PdfDocument(file)
        try:
            page = pdf[number % len(pdf)]
            yield (
                f"{file.name} {number % len(pdf) + 1}",
                page.render(scale=_DPI / 72, grayscale=True).to_pil(),
                page.get_textpage().get_text_bounded(),
            )
        finally:
            pdf.close()


def _measure(data: bytes, text: str, score: Score, options: ReadOptions) -> Counter[str]:
    """Add the page to the score; the numbers that were not read."""
    started = time.process_time()
    try:
        document = read(source_of_bytes(data, path="scan.pdf"), options=options)
    except DocumentError:
        document = None
    score.seconds += time.process_time() - started
    printed, found = Counter(words(text)), Counter(words(document.text if document else ""))
    score.pages += 1
    score.right += (printed & found).total()
    score.printed += printed.total()
    score.found += found.total()
    mine, theirs = _numbers(text), _numbers(document.text if document else "")
    score.numbers += mine.total()
    score.numbers_right += (mine & theirs).total()
    if document is not None:
        wrong = theirs - mine
        score.misread += wrong.total()
        score.told += (wrong & _doubted(document)).total()
    return mine - theirs


def _numbers(text: str) -> Counter[str]:
    return Counter(match[0] for match in _NUMBER.finditer(text))


def _doubted(document: Document) -> Counter[str]:
    return sum((_numbers(document.text[doubt.start : doubt.end]) for doubt in document.doubts), Counter())


def _report(scores: Sequence[Score], engines: str) -> str:
    lines = [
        HEADING,
        "",
        f"{scores[0].pages} pages of `corpora/` a scanner, at {_DPI} dots an inch; read by {engines}. Repeat with `make bench-ocr`. "
        "Misread numbers told: of the numbers read that are not on the page, those that the document marks as doubtful.",
        "",
        "| scanner | words F1 | numbers read right | misread numbers told | CPU s a page |",
        "| --- | --- | --- | --- | --- |",
    ]
    for (degrees, grain, quality), score in zip(_SCANNERS, scores, strict=True):
        told = f"{score.told} of {score.misread}"
        lines.append(
            f"| {abs(degrees):g}° askew, grain {grain:g}, JPEG {quality} | {score.f1:.3f} | "
            f"{score.numbers_right / max(score.numbers, 1):.3f} | {told} | {score.seconds / max(score.pages, 1):.1f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
