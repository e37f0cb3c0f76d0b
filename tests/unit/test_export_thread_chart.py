"""The thread of a case drawn: what is there, what is missing, and nothing that a document could slip in."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from pipeline.export.thread import Strand, strands
from pipeline.export.thread_chart import MOST_ROWS, thread_chart
from tests.unit.sample_run import ASSESSMENT, CLOSURE, sample_run

SVG = "{http://www.w3.org/2000/svg}"


def paper(key: str) -> list[Strand]:
    return [strand for strand in strands(sample_run()) if strand.document == key]


def drawn(found: list[Strand]) -> ElementTree.Element:
    svg = thread_chart(found, name="drawn", title="The thread", labels={})
    assert svg is not None
    return ElementTree.fromstring(svg)


def test_a_thread_is_a_row_of_boxes_and_a_gap_a_dashed_one() -> None:
    picture = drawn(paper(CLOSURE))
    texts = [node.text or "" for node in picture.iter(f"{SVG}text")]
    assert texts[:3] == ["Need", "Help", "What came of it"]
    assert "Attendance service" in texts and "Met" in texts
    assert texts.count("No help linked") == 1 and texts.count("No outcome linked") == 1
    dashed = [node for node in picture.iter(f"{SVG}rect") if node.get("stroke-dasharray")]
    assert len(dashed) == 2
    said = picture.findtext(f"{SVG}desc") or ""
    assert said.startswith("2 needs; 1 need with help linked, 1 need with an outcome, 1 with help")


def test_an_assessment_is_not_asked_for_what_comes_later() -> None:
    texts = [node.text for node in drawn(paper(ASSESSMENT)).iter(f"{SVG}text")]
    assert texts.count("Not expected here") == 2 and "No help linked" not in texts


def test_many_needs_are_cut_and_the_cut_is_told() -> None:
    (first, *_) = paper(CLOSURE)
    picture = drawn([first] * (MOST_ROWS + 3))
    assert [node.text for node in picture.iter(f"{SVG}text")][-1] == "3 more needs in the table beneath."


def test_words_of_a_document_stay_words_and_no_need_gives_no_drawing() -> None:
    (first, *_) = paper(CLOSURE)
    service = "</text><script>alert(1)</script>\x07 & more words here"
    picture = drawn([replace(first, help=(replace(first.help[0], service=service),))])
    assert not list(picture.iter(f"{SVG}script"))
    assert any("</text><script>" in (node.text or "") for node in picture.iter(f"{SVG}text"))
    assert thread_chart([replace(first, needs=())], name="x", title="x", labels={}) is None
