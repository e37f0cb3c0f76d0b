"""What kind of file bytes are, and how the reading of what cannot be read ends."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.errors import DocumentError
from pipeline.read import READERS, Source
from pipeline.read.kinds import (
    CSV,
    DOC,
    DOCX,
    EML,
    FLAT_XML,
    HTML,
    JPEG,
    MARKDOWN,
    MSG,
    ODS,
    ODT,
    PDF,
    PPT,
    PPTX,
    RTF,
    TEXT,
    XLSX,
    media_type_of,
)  # fmt: skip
from pipeline.read.source import source_of_bytes

from .read_cases import read_bytes, zipped

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml wordprocessingml.document"
_SLIDES = "spreadsheetml.sheet presentationml.presentation.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600

_PROTECTED_DOC = (
    _OLE[:8]
    + b"\x00" * 504
    + b"\xec\xa5"
    + b"\x00" * 8
    + b"\x00\x01"
    + b"\x00" * 90
    + "WordDocument".encode("utf-16-le")
)
_PROTECTED_ODT = zipped(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest:encryption-data manifest:checksum='x'/>",
    }
)


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("The plan was closed on 4 May 2023.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _source(data: bytes, name: str) -> Source:
    return source_of_bytes(data, path=name)


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"%PDF-1.7 ...", "report.docx", PDF),
        (b"junk\n%PDF-1.4", "report", PDF),
        (zipped({"[Content_Types].xml": _WORD}), "x.zip", DOCX),
        (zipped({"[Content_Types].xml": _WORKBOOK}), "x.docx", XLSX),
        (b"<!DOCTYPE html><p>x", "report.txt", HTML),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html><body>", "x", HTML),
        (b"Plain words and <b>bold</b> ones.", "paper.txt", TEXT),
        (b"<p>A fragment.</p>", "paper.htm", HTML),
        ("<html><p>x".encode("utf-16"), "paper", HTML),
        (b"# Heading", "paper.md", MARKDOWN),
        (b"a,b\n1,2", "table.csv", CSV),
        ("Café".encode("cp1252"), "paper", TEXT),
        (b"From: the Director\nTo: the Board\nDate: 4 May 2023\n\nReport", "memo.txt", TEXT),
        (b"BM is short for benchmark", "paper.txt", TEXT),
        (_OLE + "WordDocument".encode("utf-16-le"), "x", DOC),
        (_OLE + "PowerPoint Document".encode("utf-16-le"), "x.doc", PPT),
        (_OLE + "Workbook".encode("utf-16-le") + "__substg1.0_37010102".encode("utf-16-le"), "x.msg", MSG),
        (_OLE + "EncryptedPackage__substg1.0_37010102".encode("utf-16-le"), "x.msg", MSG),
        (_OLE, "x.doc", DOC),
        (b"{\\rtf1 words}", "x.doc", RTF),
        (b"<table><tr><td>1</td></tr></table>", "x.xls", HTML),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "x", JPEG),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "x.odt", ODT),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "x", ODS),
        (zipped({"[Content_Types].xml": _SLIDES}), "x.pptx", PPTX),
        (b"From: a@council.example\nSubject: Plan\nMIME-Version: 1.0\n\nHello", "x.eml", EML),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "x.mht", EML),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "x.xml", FLAT_XML),
    ],
)
def test_bytes_decide_before_names(data: bytes, name: str, media_type: str) -> None:
    assert media_type_of(_source(data, name)) == media_type


@pytest.mark.parametrize(
    ("data", "name", "status", "remedy"),
    [
        (b"", "x.docx", "empty", "copied"),
        (b"\x00" * 64, "x.pdf", "empty", "copied"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "x.docx", "encrypted", "password"),
        (_PROTECTED_DOC, "x.doc", "encrypted", "password"),
        (_PROTECTED_ODT, "x.odt", "encrypted", "password"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "x.png", "unsupported", "read.ocr"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "x.docx", "unsupported", "read.ocr"),
        (b"<?xml version='1.0'?><rows><row/></rows>", "x.xml", "unsupported", "reads"),
        (zipped({"a.txt": "words"}), "x.zip", "unsupported", "Unpack"),
        (_docx()[:5000], "x.docx", "malformed", "again"),
        (b"PK\x03\x04" + b"\x00" * 100, "x", "malformed", "again"),
        (bytes(range(256)) * 4, "x.docx", "malformed", "save it again"),
        (bytes(range(256)) * 4, "x.bin", "unsupported", "reads"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_next(data: bytes, name: str, status: str, remedy: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, name)
    assert caught.value.status == status
    assert caught.value.where is not None and caught.value.where.startswith(name)
    assert remedy in (caught.value.remedy or "")


def test_a_name_that_differs_is_told() -> None:
    document = read_bytes(_docx(), "closure.pdf")
    assert [note.code for note in document.notes] == ["name_differs"]
    assert document.media_type == DOCX


def test_an_unknown_reader_lists_what_exists() -> None:
    assert set(READERS) >= {PDF, DOCX, XLSX, HTML, TEXT, MARKDOWN, CSV}


def test_csv() -> None:
    document = read_bytes(b'Team,Open\n"North, upper",12\n', "export.csv")
    assert [document.text[cell.start : cell.end] for cell in document.tables[0].cells] == [
        "Team",
        "Open",
        "North, upper",
        "12",
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"../evil.xml": "x"},
        {"/etc/passwd": "x"},
        {"word/a.xml": "x", "WORD/A.XML": "y"},
    ],
)
def test_deceitful_archives(parts: dict[str, str]) -> None:
    declared = {"[Content_Types].xml": _WORD}
    with pytest.raises(DocumentError) as caught:
        read_bytes(zipped(declared | parts), "x.docx")
    assert caught.value.status == "malformed"


def test_inflation_is_counted() -> None:
    bomb = zipped({"[Content_Types].xml": _WORD, "_rels/.rels": "<x>" + " " * 600_000_000 + "</x>"})
    with pytest.raises(DocumentError) as caught:
        read_bytes(bomb, "x.docx")
    assert caught.value.status == "limit_exceeded"


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r x="&b;"/>',
        '<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1/x"><r/>',
        "<r><unclosed></r>",
        "no xml",
    ],
)
def test_xml_with_a_document_type_is_refused(xml: str) -> None:
    for data in (xml.encode(), xml.encode("utf-16")):
        with pytest.raises(DocumentError) as caught:
            read_bytes(zipped({"[Content_Types].xml": _WORD, "_rels/.rels": data}), "x.docx")
        assert caught.value.status == "malformed"
