"""One document for people and programs: Markdown, HTML, outline, JSON, and the file a run keeps of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.errors import UsageError
from pipeline.export.documents import load_document, store_document, sweep_documents
from pipeline.export.markdown import document_markdown
from pipeline.export.view import document_html, document_json, document_outline
from pipeline.records.document import Block, Document, Field, Note, Option
from pipeline.records.span import Span
from pipeline.records.table import Cell, Table

ROWS = (("Team", "Q1 | Q2"), ("North\nand West", "12"))


def made() -> Document:
    """A page with one of each kind of block; its words would be markup if anything let them."""
    text, blocks, spans = "", [], []

    def add(kind: str, words: str, *, marker: str = "", **values: object) -> None:
        nonlocal text
        start = len(text)
        text += marker + words
        blocks.append(
            Block(id=len(blocks), kind=kind, start=start, end=len(text), content=start + len(marker), page=1, **values)  # type: ignore[arg-type]
        )
        text += "\n"

    add("heading", "Early Help <update>", marker="1. ", number="1", level=1)
    add("paragraph", "There were 12 plans & more\x07.", marker="1.1 ", number="1.1")
    add("list_item", "first", marker="• ", level=1)
    add("list_item", "second", marker="a) ", number="a", level=2)
    add("quote", "It helped.\nA lot.")
    start = len(text)
    for row in ROWS:
        for cell in row:
            spans.append((len(text), len(text) + len(cell)))
            text += f"{cell}\t"
        text += "\n"
    blocks.append(Block(id=len(blocks), kind="table", start=start, end=len(text), content=start, page=1))
    add("furniture", "Page 1 of 1")
    cells = tuple(Cell(row=at // 2, column=at % 2, start=a, end=b) for at, (a, b) in enumerate(spans))
    table = Table(
        id=0, block=5, start=start, end=blocks[5].end, rows=2, columns=2, cells=cells, header_rows=1, header_columns=1
    )
    label, value = text.index("There were"), text.index("12 plans")
    field = Field(label=Span(start=label, end=label + 10), value=Span(start=value, end=value), name="consent")
    ticked = Field(
        label=Span(start=label, end=label + 10), value=Span(start=value, end=value + 2),
        options=(Option(label=Span(start=value, end=value + 2), checked=True),),
    )  # fmt: skip
    return Document(
        id="doc_0123456789ab", path="a <b>.docx", sha256="0" * 64, size=1, media_type="text/plain", text=text,
        body_end=blocks[-1].start, blocks=tuple(blocks), tables=(table,), fields=(field, ticked), title="A <title>",
        genre="committee_report", notes=(Note(code="x", message="A <note>"),),
    )  # fmt: skip


def test_markdown_keeps_numbers_and_tables_whole() -> None:
    assert document_markdown(made()).splitlines() == [
        "# 1. Early Help <update>", "",
        "1.1 There were 12 plans & more\x07.", "",
        "- first", "",
        "  a) second", "",
        "> It helped.", "> A lot.", "",
        "| Team | Q1 \\| Q2 |", "| --- | --- |", "| North and West | 12 |",
    ]  # fmt: skip


def test_the_page_shows_words_never_markup() -> None:
    page = document_html(made())
    tree = LexborHTMLParser(page)
    assert tree.css("update, b, note, script") == []
    assert tree.css_first("title").text() == "A <title>"
    assert "more\\x07." in tree.body.text()
    assert [cell.text() for cell in tree.css("th")] == ["Team", "Q1 | Q2", "North\nand West"]
    assert [cell.text() for cell in tree.css("dd")] == ["empty", "☒ 12"]
    assert [cell.text() for cell in tree.css("td.figure")] == ["12"]


def test_what_was_set_aside_stands_once_with_its_pages() -> None:
    document = made()
    line = document.blocks[-1]
    again = tuple(replace(line, id=line.id + page, page=page) for page in (2, 4))
    tree = LexborHTMLParser(document_html(replace(document, blocks=(*document.blocks, *again))))
    assert [item.text() for item in tree.css("section li")] == ["Page 1 of 1 (pages 1, 2 and 4)"]
    assert tree.css("main .furniture") == []


def test_a_caption_is_shown_once_above_its_table() -> None:
    document = made()
    quote = document.blocks[4]
    caption = replace(quote, kind="caption")
    table = replace(document.tables[0], caption=Span(start=quote.content, end=quote.end))
    blocks = (*document.blocks[:4], caption, *document.blocks[5:])
    page = document_html(replace(document, blocks=blocks, tables=(table,)))
    assert page.count("A lot.") == 1 and "<caption>It helped.\nA lot.</caption>" in page


def test_the_outline_is_a_line_a_block() -> None:
    lines = document_outline(made()).splitlines()
    assert lines[0] == "a <b>.docx: committee_report (0.00), A <title>"
    assert len(lines) == 1 + 7 + 2
    assert "paragraph [1.1] There were 12 plans" in lines[2]
    assert lines[-2] == "field consent: There were = "


def test_json_has_text_tables_and_markdown() -> None:
    row = json.loads(document_json(made()))
    assert row["text"] == made().text
    assert row["md"].startswith("# 1. Early Help")
    (table,) = row["tables"]
    assert [(cell["text"], cell["header"]) for cell in table["cells"]] == [
        ("Team", True), ("Q1 | Q2", True), ("North\nand West", True), ("12", False),
    ]  # fmt: skip
    for cell in table["cells"]:
        assert row["text"][cell["start"] : cell["end"]] == cell["text"]


def test_a_run_keeps_its_documents(tmp_path: Path) -> None:
    file = store_document(made(), tmp_path)
    assert file.name == "doc_0123456789ab.json"
    assert load_document(tmp_path, made().id) == made()
    sweep_documents(tmp_path, keep={made().id})
    assert load_document(tmp_path, made().id) == made()
    sweep_documents(tmp_path, keep=())
    assert list((tmp_path / "documents").iterdir()) == []


@pytest.mark.parametrize("key", ["doc_missing", "../run", "", "doc_0123456789ab.json", "a/b"])
def test_a_document_the_run_does_not_hold_is_told(key: str, tmp_path: Path) -> None:
    store_document(made(), tmp_path)
    with pytest.raises(UsageError) as error:
        load_document(tmp_path, key)
    assert error.value.remedy == "See documents.jsonl for the ids."
