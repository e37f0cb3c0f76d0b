"""Nothing is lost without a word: what a PDF's reading leaves out is noted, and hostile files end in a limit."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DocumentError
from pipeline.read import pdf, pdf_pages
from pipeline.read.pdf_text import all_words
from tests.benchmark.adverse_pdf import adverse_pdfs

from .pdf_cases import PROSE, body, cells, draw, lines, read, wrapped


def _codes(data: bytes, **changes: Any) -> list[str]:
    return [note.code for note in read(data, **changes).notes]


def test_every_word_of_hard_layouts_is_kept_or_its_loss_noted(tmp_path: Path) -> None:
    """Beside PDFium's own text of the same pages, which a reader of the file may copy."""
    import pypdfium2

    for case in adverse_pdfs(tmp_path):
        data = case.path.read_bytes()
        document = read(data)
        second = pypdfium2.PdfDocument(data)
        words = Counter(all_words("\n".join(page.get_textpage().get_text_range() for page in second)))
        second.close()
        kept = (words & Counter(all_words(document.text))).total()
        assert kept >= 0.98 * words.total(), case.name
        assert not document.notes, case.name


def test_a_loss_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The note does not depend on which step lost the words."""
    data = draw(lambda canvas: wrapped(canvas, 60, 760, PROSE * 6, 470))
    whole = pdf.lay_out

    def lossy(pages: Any, tree: Any, **limits: Any) -> Any:
        for page in pages:
            page.words = page.words[len(page.words) // 5 :]
        return whole(pages, tree, **limits)

    monkeypatch.setattr(pdf, "lay_out", lossy)
    document = read(data)
    assert [note.code for note in document.notes] == ["words-lost"]
    assert document.partial
    assert "of the pages are not in the text" in document.notes[0].message


def test_words_that_another_engine_would_part_elsewhere_are_no_loss() -> None:
    def page(canvas: Any) -> None:
        text = canvas.beginText(60, 760)
        text.setFont("Helvetica-Bold", 16)
        text.setCharSpace(4)
        text.textLine("ANNUAL REPORT")
        text.setCharSpace(0)
        canvas.drawText(text)
        wrapped(canvas, 60, 720, PROSE * 4, 470)

    assert _codes(draw(page)) == []


def test_more_cells_than_allowed() -> None:
    data = draw(
        lambda canvas: cells(
            canvas, [["Ward", "2022", "2023"]] + [[f"W{n}", "1", "2"] for n in range(30)], [60, 220, 320], 780
        )
    )
    assert len(read(data).tables) == 1
    with pytest.raises(DocumentError) as caught:
        read(data, max_cells=50)
    assert caught.value.status == "limit_exceeded"
    assert "max_cells" in str(caught.value.remedy)


def test_more_text_than_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "_MAX_CHARACTERS", 500)
    document = read(draw(*[lambda canvas: wrapped(canvas, 60, 760, PROSE * 2, 470)] * 5))
    assert [note.code for note in document.notes] == ["text-limit"]
    assert document.partial
    assert len(document.pages) == 2


def test_a_pattern_of_many_lines_is_no_grid() -> None:
    """Six hundred lines each way would be as many cells as a long report has."""

    def page(canvas: Any) -> None:
        for at in range(600):
            canvas.line(0, 12 * at, 7200, 12 * at)
            canvas.line(12 * at, 0, 12 * at, 7200)
        lines(canvas, 60, 7900, "A sheet of squared paper", size=30)

    document = read(draw(page, size=(8000, 8000)))
    assert "A sheet of squared paper" in body(document)
    assert not document.tables


def test_what_a_file_holds_besides_its_pages_is_noted() -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(draw(lambda canvas: wrapped(canvas, 60, 760, PROSE, 470)))) as file:
        file.attachments["plan.xlsx"] = b"cells"
        file.Root.NeedsRendering = True
        out = io.BytesIO()
        file.save(out)
    assert _codes(out.getvalue()) == ["attachments-not-read", "dynamic-form"]
