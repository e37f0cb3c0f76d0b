"""Evidence pages: every quoted word is where its link leads, hostile words stay words, and pages are drawn in safety."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from selectolax.lexbor import LexborHTMLParser

from pipeline.export.contents import written_texts
from pipeline.export.documents import load_document, store_document
from pipeline.export.evidence import export_evidence
from pipeline.export.marking import Marker
from pipeline.export.page_images import SCALE, PageJob, Stretch, draw_pages
from pipeline.export.page_index import stretches
from pipeline.records.document import Block, Line
from pipeline.records.run import Run
from tests.unit.helpers import document_of
from tests.unit.sample_run import document, empty_run, figure

TEXT = "There were 412 open plans, of which 43% were led by schools."


@pytest.mark.parametrize(
    ("spans", "markup"),
    [
        ([], "There were 412 open plans, of which 43% were led by schools."),
        (
            [(0, 59), (11, 14)],
            '<mark id="s0-59">There were <mark id="s11-14">412</mark> open plans, of which 43% were led by schools</mark>.',
        ),
        (  # one that reaches out of another is parted where that ends; its id stands once
            [(0, 14), (11, 25)],
            '<mark id="s0-14">There were <mark id="s11-25">412</mark></mark><mark> open plans</mark>, of which 43% were led '
            "by schools.",
        ),
        ([(11, 14), (11, 14)], 'There were <mark id="s11-14">412</mark> open plans, of which 43% were led by schools.'),
    ],
)
def test_quoted_stretches_are_set_off(spans: list[tuple[int, int]], markup: str) -> None:
    assert Marker(document_of(TEXT), spans)(0, len(TEXT)) == markup


def test_a_stretch_over_two_blocks_has_its_id_once() -> None:
    paper = document_of("One plan.\n\nTwo plans.")
    first, second = (paper.text.index(word) for word in ("One", "Two"))
    marker = Marker(paper, [(first + 4, second + 3)])
    assert marker(first, first + 9) == f'One <mark id="s{first + 4}-{second + 3}">plan.</mark>'
    assert marker(second, second + 10) == "<mark>Two</mark> plans."
    assert marker.missed() == []


def test_many_stretches_take_no_longer_than_they_should() -> None:
    text = "12 plans. " * 20_000
    marker = Marker(document_of(text), [(at, at + 2) for at in range(0, len(text), 10)])
    assert sum(marker(at, at + 10).count("<mark") for at in range(0, len(text), 10)) == 20_000


def _run(folder: Path, text: str, number: str) -> tuple[Run, str]:
    """A run of one paper that states one number, kept in `folder`."""
    block = Block(id=0, kind="paragraph", start=0, end=len(text), content=0)
    paper = replace(document_of("A paper."), text=text, body_end=len(text), blocks=(block,), fields=(), sections=())
    store_document(paper, folder)
    at = text.index(number)
    line_start = text.rfind("\n", 0, at) + 1
    line = text[line_start:].split("\n")[0]
    row = figure(paper.id, line_start, line, number, number.strip("%"), measure="plans")
    return replace(empty_run(), documents=(document(paper.id, "paper.txt"),), figures=(row,)), paper.id


def test_hostile_words_are_words_on_the_page(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> 412 \u202eplans \x07 {{ 7*7 }} </mark>"
    run, key = _run(tmp_path, f"Intro\n\n{hostile}\n", "412")
    (file,) = export_evidence(run, tmp_path)
    assert file == tmp_path / "evidence" / f"{key}.html"
    tree = LexborHTMLParser(file.read_text("utf-8"))
    assert tree.css("script") == [] and tree.css("img") == []
    marked = tree.css_first("mark")
    assert marked.attributes["id"] == f"s7-{7 + len(hostile)}"
    assert marked.text().startswith("<script>alert(1)</script> <img src=x") and "\\u202e" in marked.text()
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"] or ""
    assert policy.startswith("default-src 'none'")


def test_words_in_no_block_of_the_page_still_have_their_place(tmp_path: Path) -> None:
    run, key = _run(tmp_path, "Plans: 12", "12")
    paper = load_document(tmp_path, key)
    store_document(replace(paper, blocks=(replace(paper.blocks[0], kind="furniture"),)), tmp_path)
    tree = LexborHTMLParser(export_evidence(run, tmp_path)[0].read_text("utf-8"))
    assert tree.css_first("li#s0-9").text() == "Plans: 12"


def test_a_name_that_marks_part_is_seen_by_the_search_for_leaks(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "doc_abc.html").write_text('<p><mark id="s0-4">Juno</mark> Hartley and <mark>Ro</mark>wan</p>', "utf-8")
    found = {(text.strip(), document) for _, text, document in written_texts(tmp_path)}
    assert ("Juno Hartley and Rowan", "doc_abc") in found


def _pdf() -> bytes:
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(400, 300))
    page.setFont("Helvetica", 12)
    page.drawString(40, 240, "There were 412 open plans.")
    page.showPage()
    page.save()
    return stream.getvalue()


def test_words_are_found_on_the_drawn_page(tmp_path: Path) -> None:
    data = _pdf()
    file = tmp_path / "paper.pdf"
    file.write_bytes(data)
    box = (40.0, 48.0, 190.0, 63.0)
    here = Stretch(printed="There were 412 open plans.", first=9, last=12, box=box)
    misread = Stretch(printed="Thcre werc 4l2 opcn p1ans.", first=9, last=12, box=box)
    sha256 = hashlib.sha256(data).hexdigest()
    jobs = [
        PageJob(file=str(file), sha256=sha256, page=1, stretches=(here, misread)),
        PageJob(file=str(file), sha256=sha256, page=7, stretches=()),
        PageJob(file=str(file), sha256="0" * 64, page=1, stretches=()),
        PageJob(file=str(tmp_path / "gone.pdf"), sha256=sha256, page=1, stretches=()),
    ]
    drawn, no_such_page, gone = list(draw_pages([jobs[0], jobs[1], jobs[3]]))
    assert no_such_page is None and gone is None
    assert list(draw_pages([jobs[2]])) == [None]  # the file is another one now
    assert drawn is not None
    with Image.open(io.BytesIO(drawn.png)) as image:
        assert image.size == (drawn.width, drawn.height) == (600, 450)
    ((left, top, right, bottom),), _ = drawn.boxes
    assert 100 * SCALE < left < 106 * SCALE and right - left == pytest.approx(20 * SCALE, abs=3)
    assert top < 60 * SCALE < bottom + 3
    (about,) = drawn.boxes[1]  # by its share of the line
    assert abs(about[0] - left) < 25 * SCALE


def test_stretches_are_of_lines_and_white_space_does_not_count() -> None:
    paper = document_of(TEXT)
    line = Line(start=0, end=len(TEXT), page=2, bbox=(10, 20, 300, 32))
    paper = replace(paper, lines=(line,), tables=())
    ((page, found),) = stretches(paper, 11, 14)
    assert (page, found.first, found.last, found.box) == (2, 9, 12, (10, 20, 300, 32))
