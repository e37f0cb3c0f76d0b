"""The report for a committee, reopened: its structure, its words, and what hostile words do in it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest

from pipeline.cli.report import report
from pipeline.errors import UsageError
from pipeline.export.html import report_sections
from pipeline.export.html_parts import Cell, Row, Table
from pipeline.export.report_docx import export_docx
from pipeline.export.report_parts import column_shares
from pipeline.export.report_pdf import export_pdf
from pipeline.records.run import Run
from tests.unit.sample_run import MAY, REPORT, empty_run, figure, finding, sample_run

RUNS = pytest.mark.parametrize("run", [sample_run(), empty_run()], ids=["sample", "empty"])
HOSTILE = (
    '#panic("x") $ x $ *bold* _it_ @ref <label> ]] [ \\u{41} = Heading \u202eevil \x07 =HYPERLINK("http://x") </w:t>'
)


def hostile_run() -> Run:
    row = figure(REPORT, 0, f"{HOSTILE} 5", "5", "5", measure=HOSTILE, unit=HOSTILE, period=replace(MAY, text=HOSTILE))
    doubt = finding("SUM001", "error", HOSTILE, HOSTILE, (row,))
    return replace(sample_run(), figures=(row,), findings=(doubt,), series=())


def pdf_text(file: Path) -> str:
    pdf = pypdfium2.PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


@RUNS
def test_word_has_headings_header_rows_language_and_alternative_texts(run: Run, tmp_path: Path) -> None:
    paper = docx.Document(str(export_docx(run, tmp_path, tmp_path / "report.docx")))
    titles = [section.title for section in report_sections(run)]
    assert [line.text for line in paper.paragraphs if line.style.name == "Heading 1"] == titles
    for table in paper.tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert table._tbl.tblPr.xpath("w:tblCaption/@w:val")[0]
    assert all(shape._inline.docPr.get("descr") for shape in paper.inline_shapes)
    assert paper.styles.element.xpath("//w:rPrDefault//w:lang/@w:val") == ["en-GB"]
    assert paper.core_properties.title and paper.core_properties.language == "en-GB"
    footer = paper.sections[0].footer._element.xpath(".//w:fldSimple/@w:instr")
    assert footer == ["PAGE", "NUMPAGES"]
    anchors = set(paper.element.xpath("//w:hyperlink/@w:anchor"))
    assert anchors == set(paper.element.xpath("//w:bookmarkStart/@w:name")) and len(anchors) == len(titles)


@RUNS
def test_pdf_is_tagged_has_a_language_a_title_and_its_sections(run: Run, tmp_path: Path) -> None:
    file = export_pdf(run, tmp_path, tmp_path / "report.pdf")
    with pikepdf.open(file) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).lower().startswith("en")
        assert str(pdf.docinfo["/Title"]).startswith("What the documents say")
        metadata = bytes(pdf.Root.Metadata.read_bytes())
        assert b"pdfuaid:part>1<" in metadata
        outline = [item.title for item in pdf.open_outline().root]
    assert outline[-len(report_sections(run)) :] == [section.title for section in report_sections(run)]
    assert "Page 1 of" in pdf_text(file)


def test_both_say_what_does_not_add_up(tmp_path: Path) -> None:
    run = sample_run()
    words = pdf_text(export_pdf(run, tmp_path, tmp_path / "a.pdf"))
    paper = docx.Document(str(export_docx(run, tmp_path, tmp_path / "a.docx")))
    lines = " ".join(line.text for line in paper.paragraphs)
    for text in (words, lines):
        assert "A column does not add up (SUM001)" in text
        assert "120 + 95 = 215, stated 210." in text


def test_hostile_words_are_words(tmp_path: Path) -> None:
    run = hostile_run()
    words = pdf_text(export_pdf(run, tmp_path, tmp_path / "a.pdf"))
    assert '#panic("x") $ x $ *bold* _it_ @ref <label>' in words
    file = export_docx(run, tmp_path, tmp_path / "a.docx")
    assert '#panic("x") $ x $' in " ".join(line.text for line in docx.Document(str(file)).paragraphs)
    with zipfile.ZipFile(file) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
        assert "\u202e" not in text and "\\u202e" in text
        assert "TargetMode" not in archive.read("word/_rels/document.xml.rels").decode("utf-8")


def test_the_same_run_gives_the_same_files(tmp_path: Path) -> None:
    one, two = (export_docx(sample_run(), tmp_path, tmp_path / name).read_bytes() for name in ("a.docx", "b.docx"))
    assert one == two
    one, two = (export_pdf(sample_run(), tmp_path, tmp_path / name).read_bytes() for name in ("a.pdf", "b.pdf"))
    assert one == two


def test_width_goes_to_the_words_but_no_column_parts_its_longest() -> None:
    rows = tuple(Row(cells=(Cell(text="Recommendation"), Cell(text="words " * 40), Cell(text="4"))) for _ in range(3))
    kind, text, number = column_shares(Table(name="t", caption="c", headers=("Kind", "What is said", "No"), rows=rows))
    assert text > 2 * kind > 4 * number > 0
    assert kind > len("Recommendation")


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    there = tmp_path / "there.docx"
    there.write_bytes(b"mine")
    with pytest.raises(UsageError, match="nothing to write"):
        report(tmp_path)
    with pytest.raises(UsageError, match="there already"):
        report(tmp_path, docx=there)
    with pytest.raises(UsageError, match="finished run"):
        report(tmp_path, docx=tmp_path / "new.docx")
    assert there.read_bytes() == b"mine"
