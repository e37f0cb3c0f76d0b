"""The dialect of `corpora/sources`, the four file formats made from it, and their reproducibility."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from corpora.build import Source, SourceError, Style, parse_body, parse_source, render_source
from corpora.build.__main__ import main
from corpora.build.blocks import Columns, Field, Form, Heading, Item, PageBreak, Paragraph, Quote, Section, Table, plain
from corpora.build.layout import alignments, grid_rows, header_cells
from corpora.build.parse import BodyError
from corpora.build.symbols import signs

pdfplumber = pytest.importorskip("pdfplumber")

CORPORA = Path(__file__).resolve().parents[2] / "corpora"

FRONT = """\
+++
id = "sample"
title = "A sample"
authority = "Brackendale Council"
genre = "committee_report"
format = "{format}"
date = 2023-11-14
exercises = "everything at once"
[style]
header = "OFFICIAL - Brackendale"
footer = "Page {{page}} of {{pages}}"
{style}
+++
"""
BODY = """\
# Early Help: quarter 2

**Report of:** the Director
**Date:** 14 November 2023

## 4. Demand

4.1 Contacts rose to 944, an **increase of 61** (6.9%), which
is the most since 2019.

- schools
  - primary schools

(a) note the report;

> "It was *our* plan."

Table: Table 1: Contacts
| Locality | Contacts | | Open |
| | 2022/23 | 2023/24 | |
|---|---|---|---|
| North | 214 | 238 | 126 |
| **Total** | **214** | **238** | **126** |

::: form
## About the child
Child's name:: Amara Blackshaw
Consent to share:: [x] Yes [ ] No
Presenting needs:: Attendance 71% this term, and no bedtime routine that anybody could describe.
  She sleeps at 2 am.
Impact::
:::

---page---

::: columns
| What worries us | What works |
|---|---|
| She is late most days. | She likes her tutor. |
:::
"""
SENTENCES = (
    "Early Help: quarter 2",
    "Contacts rose to 944, an increase of 61 (6.9%), which is the most since 2019.",
    "primary schools",
    "note the report;",
    '"It was our plan."',
    "Table 1: Contacts",
    "Child's name",
    "Amara Blackshaw",
    "She sleeps at 2 am.",
    "She is late most days.",
)


def sample(file_format: str = "docx", style: str = "", body: str = BODY) -> Source:
    return parse_source(FRONT.format(format=file_format, style=style) + body, set_name="trial")


def text_of(source: Source) -> str:
    """The words of the rendered file as a reader of its format finds them, whitespace made single."""
    data = render_source(source)
    if source.format == "docx":
        parts = []
        for element in Document(BytesIO(data)).element.body.iter(qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")):
            parts.append(element.text or "" if element.tag == qn("w:t") else "\n")
        text = "".join(parts)
    elif source.format == "pdf":
        with pdfplumber.open(BytesIO(data)) as opened:
            text = "\n".join(page.extract_text() for page in opened.pages)
    elif source.format == "html":
        text = html.document_fromstring(data.decode()).text_content()
    else:
        text = data.decode()
    return re.sub(r"\s+", " ", text)


def test_a_body_becomes_its_blocks():
    kinds = [type(block) for block in parse_body(BODY)]
    assert kinds == [
        Heading, Paragraph, Heading, Item, Item, Item, Item, Quote, Table, Form, PageBreak, Columns,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "marker", "words"),
    [
        ("4.1 The service helped 12 families.", "4.1", "The service helped 12 families."),
        ("4.1.2 Contacts fell.", "4.1.2", "Contacts fell."),
        ("12. The Panel agreed.", "12.", "The Panel agreed."),
        ("(a) note the report", "(a)", "note the report"),
        ("(iv) write to schools", "(iv)", "write to schools"),
        ("b) a second worker", "b)", "a second worker"),
        ("- a worker", "-", "a worker"),
    ],
)
def test_printed_numbers_open_items(line: str, marker: str, words: str):
    (item,) = parse_body(line)
    assert isinstance(item, Item)
    assert (item.marker, plain(item.content)) == (marker, words)


@pytest.mark.parametrize(
    "line", ["4.1 per cent of families moved.", "2023/24 was busy.", "12.5% came from schools.", "(see below) and more"]
)
def test_numbers_that_open_a_sentence_stay_in_it(line: str):
    (paragraph,) = parse_body(line)
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.content) == line


def test_lines_join_unless_a_break_is_asked_for():
    joined, broken, labelled = parse_body("one\ntwo\n\none\\\ntwo\n\n**To:** Cabinet\n**From:** the Director")
    assert [plain(block.content) for block in (joined, broken, labelled)] == [
        "one two", "one\ntwo", "To: Cabinet\nFrom: the Director",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bold", "italic"),
    [
        ("an **increase of 61** (6.9%)", ["increase of 61"], []),
        ("the *Early Help* plan", [], ["Early Help"]),
        ("1,204* and 1,311* are provisional", [], []),
        ("* provisional", [], []),
        ("**bold with *italic* inside**", ["bold with ", "italic", " inside"], ["italic"]),
    ],
)
def test_emphasis(text: str, bold: list[str], italic: list[str]):
    (paragraph,) = parse_body(text)
    assert isinstance(paragraph, Paragraph)
    assert [run.text for run in paragraph.content if run.bold] == bold
    assert [run.text for run in paragraph.content if run.italic] == italic


def test_header_cells_span_to_the_right_and_down():
    table = next(block for block in parse_body(BODY) if isinstance(block, Table))
    spans = {plain(cell.content): (cell.row_span, cell.column_span) for cell in header_cells(table)}
    assert spans == {"Locality": (2, 1), "Contacts": (1, 2), "Open": (2, 1), "2022/23": (1, 1), "2023/24": (1, 1)}
    assert alignments(table) == ["left", "right", "right", "right"]


def test_form_fields_keep_empty_boxes_and_second_paragraphs():
    form = next(block for block in parse_body(BODY) if isinstance(block, Form))
    assert form.entries[0] == Section(title="About the child")
    fields = {
        entry.label: [plain(text) for text in entry.paragraphs] for entry in form.entries if isinstance(entry, Field)
    }
    assert fields["Impact"] == []
    assert fields["Consent to share"] == ["☒ Yes ☐ No"]
    assert fields["Presenting needs"][1] == "She sleeps at 2 am."
    assert [len(row.pair) for row in grid_rows(form)] == [0, 2, 0, 1]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("| a | b |\n| 1 | 2 |", r"line 1: the table has no \|---\| line"),
        ("| a | b |\n|---|---|\n| 1 |", "line 3: 1 cells in a table of 2 columns"),
        ("::: form\nName:: X", "line 1: ::: form is never closed"),
        ("::: form\nName: X\n:::", "line 2: in a form, write Label:: value"),
        ("::: list\n:::", "line 1: unknown block ::: list"),
        ("see <br> here", "line 1: the dialect has no HTML"),
        ("see [the plan](http://a.example)", "line 1: the dialect has no links"),
    ],
)
def test_bodies_outside_the_dialect_are_refused(body: str, message: str):
    with pytest.raises(BodyError, match=message):
        parse_body(body)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('genre = "committee_report"', 'genre = "poem"', "genre is 'poem'"),
        ('format = "docx"', 'format = "odt"', "format is 'odt'"),
        ("date = 2023-11-14", 'date = "14 November"', "write a day without quotes"),
        ('title = "A sample"', "", "lacks 'title'"),
        ("[style]", 'colour = "red"\n[style]', "unknown front matter"),
        ("[style]", '[style]\ntables = "striped"', "tables is 'striped'"),
        ("[style]", "[style]\nsize = 12", "unknown style"),
        ("+++\nid", "id", "must open on the first line"),
    ],
)
def test_front_matter_is_checked(old: str, new: str, message: str):
    text = (FRONT.format(format="docx", style="") + BODY).replace(old, new, 1)
    with pytest.raises(SourceError, match=message):
        parse_source(text, set_name="trial")


@pytest.mark.parametrize("form", ["table", "lines", "stacked", "grid"])
@pytest.mark.parametrize("tables", ["ruled", "open", "banded"])
@pytest.mark.parametrize("file_format", ["docx", "pdf", "html", "txt"])
def test_each_format_holds_the_text_and_the_same_bytes_twice(file_format: str, tables: str, form: str):
    source = sample(file_format, f'tables = "{tables}"\nform = "{form}"')
    text = text_of(source)
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert ("[x] Yes [ ] No" if file_format == "txt" else "☒ Yes ☐ No") in text
    assert render_source(source) == render_source(source)


@pytest.mark.parametrize("file_format", ["docx", "pdf", "html", "txt"])
def test_typed_numbers_stay_text(file_format: str):
    text = text_of(sample(file_format))
    assert "4. Demand" in text
    assert "4.1 Contacts rose" in text
    assert "(a) note the report;" in text


def test_word_gets_headings_spans_and_page_fields():
    document = Document(BytesIO(render_source(sample("docx"))))
    assert [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        "Heading 1",
        "Heading 2",
    ]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Locality", "2022/23", "2023/24", "Open"]
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL - Brackendale"
    fields = [element.text for element in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_automatic_numbering_takes_numbers_out_of_the_text_and_counts_the_same():
    body = (
        "## 4. Demand\n\n4.1 One.\n\n4.2 Two.\n\n(a) note\n\n(b) agree\n\n## 6. Money\n\n6.1 Three.\n\n(a) note again"
    )
    document = Document(BytesIO(render_source(sample("docx", 'numbering = "automatic"', body))))
    assert [p.text for p in document.paragraphs] == [
        "Demand",
        "One.",
        "Two.",
        "note",
        "agree",
        "Money",
        "Three.",
        "note again",
    ]
    assert counted(document) == ["4.", "4.1", "4.2", "(a)", "(b)", "6.", "6.1", "(a)"]


def counted(document) -> list[str]:
    """The numbers Word prints, by the rules of the file format."""
    root = document.part.numbering_part.element
    nums = {num.numId: num for num in root.num_lst}
    abstracts = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    counters: dict[int, dict[int, int]] = {}
    printed = []
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr.numPr
        number, level = properties.numId.val, properties.ilvl.val
        levels = abstracts[str(nums[number].abstractNumId.val)].findall(qn("w:lvl"))
        starts = [int(item.find(qn("w:start")).get(qn("w:val"))) for item in levels]
        for override in nums[number].findall(qn("w:lvlOverride")):
            starts[int(override.get(qn("w:ilvl")))] = int(override.find(qn("w:startOverride")).get(qn("w:val")))
        count = counters.setdefault(number, {})
        count[level] = count[level] + 1 if level in count else starts[level]
        for deeper in [key for key in count if key > level]:
            del count[deeper]
        text = levels[level].find(qn("w:lvlText")).get(qn("w:val"))
        letters = levels[level].find(qn("w:numFmt")).get(qn("w:val")) == "lowerLetter"
        for upper in range(level + 1):
            value = count.get(upper, starts[upper])
            text = text.replace(f"%{upper + 1}", chr(96 + value) if letters else str(value))
        printed.append(text)
    return printed


def test_pdf_numbers_its_pages_and_repeats_headers_of_long_tables():
    rows = "\n".join(f"| Ward {number} | {number} |" for number in range(1, 90))
    source = sample("pdf", "", f"# Wards\n\n| Ward | Families |\n|---|---|\n{rows}\n")
    with pdfplumber.open(BytesIO(render_source(source))) as opened:
        pages = [page.extract_text() for page in opened.pages]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "Ward Families" in page
        assert page.startswith("OFFICIAL - Brackendale")
        assert page.endswith(f"Page {number} of {len(pages)}")


def test_pdf_columns_stand_side_by_side():
    body = "# Title\n\n" + "\n\n".join(f"Paragraph {number}. " + "Words that fill lines. " * 20 for number in range(20))
    with pdfplumber.open(BytesIO(render_source(sample("pdf", "columns = 2", body)))) as opened:
        starts = {round(word["x0"]) for word in opened.pages[0].extract_words() if word["text"] == "Paragraph"}
    assert len(starts) == 2


def test_pdf_refuses_a_sign_no_typeface_has():
    with pytest.raises(ValueError, match="no typeface for '\U0001f600'"):
        render_source(sample("pdf", body="A smile \U0001f600 here."))


def test_every_sign_comes_back_out_of_a_pdf_as_itself():
    shown = sorted(sign for sign, glyph in signs().items() if glyph)
    assert all(sign in text_of(sample("pdf", body=" ".join(shown))) for sign in shown)


def test_navigation_surrounds_the_page_and_is_left_out_otherwise():
    page = text_of(sample("html", "navigation = true"))
    assert all(
        part in page
        for part in ("We use cookies", "Calendar of meetings", "Home > Your council", "All rights reserved")
    )
    assert "We use cookies" not in text_of(sample("html"))


def test_text_tables_use_pipes_or_tabs():
    piped, tabbed = (render_source(sample("txt", f'tables = "{look}"')).decode() for look in ("ruled", "open"))
    assert "| North    | 214      | 238     | 126  |" in piped
    assert "North\t214\t238\t126" in tabbed


def test_the_letterhead_names_the_authority():
    for file_format in ("docx", "pdf"):
        source = replace(sample(file_format), style=Style(letterhead=True))
        if file_format == "pdf":
            assert "Brackendale Council" in text_of(source)
        else:
            section = Document(BytesIO(render_source(source))).sections[0]
            assert section.first_page_header.paragraphs[0].text == "Brackendale Council"


def test_the_command_writes_checks_and_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "sources" / "trial"
    folder.mkdir(parents=True)
    (folder / "sample.md").write_text(FRONT.format(format="txt", style="") + BODY, encoding="utf-8")
    assert main([], corpora=tmp_path) == 0
    assert main(["--check"], corpora=tmp_path) == 0
    made = tmp_path / "trial" / "sample.txt"
    (entry,) = tomllib.loads((tmp_path / "corpus.toml").read_text(encoding="utf-8"))["file"]
    assert entry["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()
    assert entry["licence"] == "MIT, written for this project"
    made.write_text("changed", encoding="utf-8")
    capsys.readouterr()
    assert main(["--check"], corpora=tmp_path) == 1
    assert "differs: trial/sample.txt" in capsys.readouterr().out
    made.unlink()
    assert main(["trial", "--check"], corpora=tmp_path) == 1
    assert "missing: trial/sample.txt" in capsys.readouterr().out
    (folder / "sample.md").unlink()
    assert main(["--check"], corpora=tmp_path) == 1
    assert "no source: trial/sample.txt" in capsys.readouterr().out


def test_a_bad_source_is_named_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "sources" / "trial"
    folder.mkdir(parents=True)
    (folder / "sample.md").write_text("# No front matter", encoding="utf-8")
    assert main([], corpora=tmp_path) == 2
    assert "sample.md: front matter must open" in capsys.readouterr().err
    assert main(["elsewhere"], corpora=tmp_path) == 2
    assert not (tmp_path / "corpus.toml").exists()


def test_the_files_in_the_repository_are_what_their_sources_make(capsys: pytest.CaptureFixture[str]):
    assert main(["--check"]) == 0, capsys.readouterr().out
