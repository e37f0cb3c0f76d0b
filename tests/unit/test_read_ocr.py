"""Scanned pages of a PDF: which are read, what is noted, and what a real engine makes of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from pipeline.errors import DocumentError
from pipeline.read import read, source_of_bytes
from pipeline.read.ocr_engine import Engine, find_engines
from pipeline.records.document import Document

from .pdf_cases import OPTIONS, PROSE, draw, lines, wrapped
from .scan_cases import FakeEngine, pdf_of, picture, readings, scanned, sheet

_AUTO = OPTIONS.model_copy(update={"ocr": "auto"})
_SAID = [
    (150, 200, "Early Help performance, quarter 3"),
    (150, 300, "There were 1,284 open plans on 31 December 2023,"),
    (150, 345, "and 87.5% of reviews were held within six weeks."),
    (150, 445, "The service closed 412 plans in the quarter."),
]


def _use(monkeypatch: pytest.MonkeyPatch, *engines: Engine) -> None:
    for module in ("ocr", "picture"):
        monkeypatch.setattr(f"pipeline.read.{module}.find_engines", lambda choice: engines)


def _read(data: bytes, name: str = "scan.pdf", **changes: Any) -> Document:
    return read(source_of_bytes(data, path=name), options=_AUTO.model_copy(update=changes))


def _codes(document: Document) -> list[tuple[str, int | None]]:
    return [(note.code, note.page) for note in document.notes]


def test_without_an_engine_the_row_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch)
    with pytest.raises(DocumentError) as caught:
        _read(pdf_of(scanned(sheet(_SAID))))
    assert caught.value.status == "empty"
    assert "No text layer on page 1. Install an OCR engine" in (caught.value.remedy or "")
    with pytest.raises(DocumentError) as caught:
        _read(picture(sheet(_SAID), "PNG"), "letter.png")
    assert caught.value.status == "unsupported" and "tesseract" in (caught.value.remedy or "")


def test_words_lines_and_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    words = readings([("There", 1.0), ("were", 0.9), ("43", 0.6), ("plans.", 0.9)])
    _use(monkeypatch, FakeEngine(words))
    document = _read(pdf_of(sheet(_SAID)))
    assert document.text == "There were 43 plans."
    assert document.pages[0].scanned and not document.partial
    assert _codes(document) == [("ocr", 1), ("ocr-doubtful", 1)]
    assert document.notes[0].message == "Scanned page 1 read by fake 1; mean confidence 89%."
    (doubt,) = document.doubts
    assert (document.text[doubt.start : doubt.end], doubt.confidence, doubt.other) == ("43", 0.6, None)


@pytest.mark.parametrize(
    ("other", "doubts"),
    [
        ("There were 43 plans.", []),
        ("There were 43, plans", []),
        ("There were 48 plans.", [("43", "48")]),
        ("There were plans.", []),  # not seen by the other: the first was sure
        ("", []),
    ],
)
def test_a_second_engine_reads_numbers_again(
    monkeypatch: pytest.MonkeyPatch, other: str, doubts: list[tuple[str, str]]
) -> None:
    words = readings([("There", 1.0), ("were", 1.0), ("43", 1.0), ("plans.", 1.0)])
    _use(monkeypatch, FakeEngine(words), FakeEngine(name="second", lines=[other]))
    document = _read(pdf_of(sheet(_SAID)))
    assert [(document.text[doubt.start : doubt.end], doubt.other) for doubt in document.doubts] == doubts
    assert "numbers read again by second 1" in document.notes[0].message


def test_mixed_files_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlab.lib.utils import ImageReader

    engine = FakeEngine(readings([("Scanned", 1.0), ("words", 1.0)]))
    _use(monkeypatch, engine)
    scan = ImageReader(sheet(_SAID))
    words = lambda canvas: wrapped(canvas, 60, 760, PROSE, 470)  # noqa: E731

    def stamped(canvas: Any) -> None:
        canvas.drawImage(scan, 0, 0, 595, 842)
        lines(canvas, 280, 20, "Page 34", size=9)

    document = _read(draw(words, lambda canvas: canvas.drawImage(scan, 0, 0, 595, 842), stamped))
    assert [page.number for page in document.pages if page.scanned] == [2, 3]
    assert engine.pages == 2
    assert document.text.count("Scanned words") == 2 and "Page 34" in document.text
    assert document.text.startswith("The partnership agreed")


def test_pages_that_fail_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    page = sheet(_SAID)
    _use(monkeypatch, FakeEngine(readings([("Words", 1.0)]), failing=[2]))
    document = _read(pdf_of(page, page, page, page), ocr_pages=3)
    assert document.partial
    failures = [note.message for note in document.notes if note.code == "ocr-failed"]
    assert failures == [
        "Scanned page 2 could not be read: longer than 1 seconds.",
        "Scanned page 4 could not be read: read.ocr_pages allows 3; raise it to read them.",
    ]


def test_a_slow_engine_is_not_asked_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(failing=range(1, 9))
    _use(monkeypatch, engine)
    with pytest.raises(DocumentError) as caught:
        _read(pdf_of(*[sheet(_SAID)] * 6))
    assert caught.value.status == "empty" and "pages 1-3 could not be read" in (caught.value.remedy or "")
    assert engine.pages == 3


def test_a_page_hardly_legible_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, FakeEngine(readings([("Wcrds", 0.4), ("hqlf", 0.5)])))
    assert ("ocr-poor", 1) in _codes(_read(pdf_of(sheet(_SAID))))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tesseract", "rapidocr"])
def test_a_real_engine_on_a_crooked_grainy_scan(name: str) -> None:
    if not find_engines(name):
        pytest.skip(f"{name} is not installed")
    document = _read(pdf_of(scanned(sheet(_SAID), skew=0.8, noise=12)), ocr=name)
    expected = Counter(re.findall(r"\w[\w.,%]*\w|\w", " ".join(text for *_, text in _SAID)))
    found = Counter(re.findall(r"\w[\w.,%]*\w|\w", document.text))
    shared = sum((expected & found).values())
    assert 2 * shared / (sum(expected.values()) + sum(found.values())) > 0.9
    assert {"1,284", "87.5%", "412"} <= set(re.findall(r"[\d.,]+%?", document.text))
    assert "plans on 31 December 2023, and 87.5%" in document.text  # one paragraph of two lines
    assert all(line.page == 1 and 0 < line.bbox[0] < line.bbox[2] < 596 for line in document.lines)


@pytest.mark.slow
def test_pictures_upside_down_and_without_a_size() -> None:
    if not find_engines("auto"):
        pytest.skip("no OCR engine is installed")
    page = scanned(sheet(_SAID)).rotate(180)
    document = _read(picture(page, "TIFF", save_all=True, append_images=[scanned(sheet(_SAID))]), "letter.tiff")
    assert document.media_type == "image/tiff" and len(document.pages) == 2
    assert document.text.count("412 plans") == 2
    assert document.pages[0].height == pytest.approx(842, abs=1)  # taken for A4


@pytest.mark.parametrize(
    ("data", "name", "status"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "x.png", "malformed"),
        (b"II*\x00" + b"\xff" * 60, "x.tif", "malformed"),
    ],
)
def test_broken_pictures(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, status: str) -> None:
    _use(monkeypatch, FakeEngine())
    with pytest.raises(DocumentError) as caught:
        _read(data, name)
    assert caught.value.status == status


def test_a_picture_of_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    _use(monkeypatch, FakeEngine())
    with pytest.raises(DocumentError) as caught:
        _read(picture(Image.new("1", (40_000, 4_000)), "PNG"), "plan.png")
    assert caught.value.status == "limit_exceeded"
