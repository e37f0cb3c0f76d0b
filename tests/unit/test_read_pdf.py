"""Reading born-digital PDF: the door, its errors and notes, and the words and boxes that come out of it."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DocumentError

from .pdf_cases import PROSE, draw, lines, read, read_drawn, texts, wrapped


@pytest.mark.parametrize("data", [b"%PDF-1.7 and then nothing", b"not a pdf", b""])
def test_what_is_not_a_pdf(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.status == "malformed"


def test_an_empty_page() -> None:
    with pytest.raises(DocumentError) as caught:
        read_drawn(lambda canvas: None)
    assert caught.value.status == "empty"


def test_a_password() -> None:
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(draw(lambda canvas: lines(canvas, 60, 700, "Closed")))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="u", owner="o"))
    with pytest.raises(DocumentError) as caught:
        read(buffer.getvalue())
    assert caught.value.status == "encrypted"


def test_a_file_cut_short_is_read_or_refused() -> None:
    data = draw(*(lambda canvas: wrapped(canvas, 60, 760, PROSE * 3, 470) for _ in range(4)))
    for share in (0.3, 0.6, 0.9):
        try:
            document = read(data[: int(len(data) * share)])
        except DocumentError as error:
            assert error.status in ("malformed", "empty")
        else:
            assert document.text


def test_pages_beyond_the_limit_are_left_out_and_noted() -> None:
    data = draw(*(lambda canvas: lines(canvas, 60, 700, "One page of many words") for _ in range(5)))
    document = read(data, max_pages=2)
    assert len(document.pages) == 2
    assert document.partial
    assert [(note.code, note.page) for note in document.notes] == [("page-limit", 3)]


def _picture(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (230, 230, 225))), 0, 0, 595, 842)


def test_scanned_pages_are_noted() -> None:
    words = lambda canvas: wrapped(canvas, 60, 760, PROSE, 470)  # noqa: E731
    document = read_drawn(words, _picture, _picture, words, _picture)
    assert [page.number for page in document.pages if page.scanned] == [2, 3, 5]
    (note,) = document.notes
    assert (note.code, note.page) == ("no-text-layer", 2)
    assert note.message.startswith("No text layer on pages 2-3, 5.")
    assert document.partial


def test_a_scan_alone_is_an_empty_document() -> None:
    with pytest.raises(DocumentError) as caught:
        read_drawn(_picture)
    assert caught.value.status == "empty"
    assert (caught.value.remedy or "").startswith("No text layer on page 1.")


def test_a_cover_picture_with_words_is_no_scan() -> None:
    def page(canvas: Any) -> None:
        _picture(canvas)
        lines(canvas, 60, 500, "Annual Report 2023", size=30)

    document = read_drawn(page)
    assert not document.pages[0].scanned and not document.notes


def test_every_line_has_its_box_and_its_words() -> None:
    document = read_drawn(lambda canvas: wrapped(canvas, 60, 760, PROSE * 3, 300))
    assert len(document.lines) > 3
    for line in document.lines:
        left, top, right, bottom = line.bbox
        assert 55 < left < right < 365 and 60 < top < bottom < 400
        assert document.text[line.start : line.end].strip()


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Early Help Annual Report 2023/24", "Early Help Annual Report 2023/24"),
        ("Microsoft Word - report v3 FINAL.docx", None),
        ("report.docx", None),
        ("untitled", None),
        ("", None),
    ],
)
def test_the_title_of_the_file(title: str, kept: str | None) -> None:
    def page(canvas: Any) -> None:
        canvas.setTitle(title)
        lines(canvas, 60, 700, "Words of the report")

    assert read_drawn(page).title == kept


def test_raised_figures_are_not_part_of_the_number_before_them() -> None:
    def page(canvas: Any) -> None:
        lines(canvas, 60, 700, "Contacts rose to 1,204")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(60 + canvas.stringWidth("Contacts rose to 1,204", "Helvetica", 11), 704, "2")
        lines(canvas, 60, 686, "over the year, as the table shows.")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(60, 63, "2")
        lines(canvas, 65, 60, "Counted once for each child, from the case system.", size=8)

    document = read_drawn(page)
    assert "Contacts rose to 1,204² over the year" in document.text
    (note,) = [block for block in document.blocks if block.kind == "footnote"]
    assert note.number == "2"
    assert document.text[note.content : note.end].startswith("Counted once")


def test_bold_by_printing_twice_is_read_once() -> None:
    def page(canvas: Any) -> None:
        for shift in (0, 0.3):
            lines(canvas, 60 + shift, 700, "Recommendations for the board")

    assert read_drawn(page).text == "Recommendations for the board"


@pytest.mark.slow
def test_public_documents_lose_no_words(shared: Path) -> None:
    import pypdfium2

    for file in sorted((shared / "real").glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(file)
        raw: Counter[str] = Counter()
        for page in pdf:
            raw.update(
                "".join(char if char.isalnum() else " " for char in page.get_textpage().get_text_range()).split()
            )
        pdf.close()
        for use_tags in (True, False):
            document = read(file.read_bytes(), use_tags=use_tags)
            kept = Counter("".join(char if char.isalnum() else " " for char in document.text).split())
            assert sum((raw & kept).values()) >= 0.985 * sum(raw.values()), file.name
            assert not document.partial and texts(document, "heading"), file.name
