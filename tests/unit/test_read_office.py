"""Older and open Office formats through LibreOffice: what comes out, and how it ends without it or against its limits."""

from __future__ import annotations

import io
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from pipeline.read import read, source_of_bytes
from pipeline.read.office import find_soffice
from pipeline.records.document import Document

from .read_cases import OPTIONS, outline, read_bytes, rows, zipped

_RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\pard\b Attendance\b0\par "
    rb"There were 43 open plans in March 2023.\par "
    rb"\trowd\cellx2000\cellx4000 Need\cell Score\cell\row \trowd\cellx2000\cellx4000 Housing\cell 7\cell\row}"
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xmlns:svg="{_ODF}:svg-compatible:1.0" office:version="1.2"'
)

needs_office = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")


def _odf(kind: str, body: str) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{form}"/>'
        for path, form in (("/", media_type), ("content.xml", "text/xml"))
    )
    return zipped(
        {
            "mimetype": media_type,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">{entries}</manifest:manifest>',
            "content.xml": f"<office:document-content {_NAMES}><office:body>{body}</office:body></office:document-content>",
        }
    )


def _text(words: str) -> bytes:
    return _odf("text", f"<office:text>{words}</office:text>")


def _leftovers() -> list[Path]:
    return sorted(Path(tempfile.gettempdir()).glob("goldenthread-office-*"))


@pytest.mark.slow
@needs_office
def test_rich_text() -> None:
    document = read_bytes(_RTF, "minutes.rtf")
    assert document.media_type == "application/rtf" and document.size == len(_RTF)
    assert ("paragraph", "There were 43 open plans in March 2023.") in outline(document)
    assert rows(document) == [["Need", "Score"], ["Housing", "7"]]
    assert [note.code for note in document.notes] == ["converted"]
    assert not _leftovers()


@pytest.mark.slow
@needs_office
def test_open_document_text_and_workbook() -> None:
    text = read_bytes(
        _text("<text:h text:outline-level='1'>Attendance</text:h><text:p>43 plans were open.</text:p>"), "a.odt"
    )
    assert outline(text) == [("heading", "Attendance"), ("paragraph", "43 plans were open.")]
    cells = "".join(
        f"<table:table-row><table:table-cell office:value-type='string'><text:p>{name}</text:p></table:table-cell>"
        f"<table:table-cell office:value-type='float' office:value='{value}'><text:p>{value}</text:p></table:table-cell>"
        "</table:table-row>"
        for name, value in (("North", 12), ("South", 31))
    )
    book = _odf(
        "spreadsheet", f"<office:spreadsheet><table:table table:name='Q3'>{cells}</table:table></office:spreadsheet>"
    )
    document = read_bytes(book, "a.ods")
    assert rows(document) == [["North", "12"], ["South", "31"]]
    assert document.tables[0].sheet == "Q3"


@pytest.mark.slow
@needs_office
def test_nothing_is_fetched() -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        link = f"http://127.0.0.1:{server.server_port}/picture.png"
        picture = f"<draw:frame svg:width='3cm' svg:height='3cm'><draw:image xlink:href='{link}'/></draw:frame>"
        document = read_bytes(_text(f"<text:p>43 plans were open.{picture}</text:p>"), "a.odt")
    finally:
        server.shutdown()
        server.server_close()
    assert "43 plans" in document.text and asked == []


@pytest.mark.slow
@needs_office
def test_what_it_cannot_open_is_malformed() -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "PowerPoint Document".encode("utf-16-le"), "a.ppt"
        )
    assert caught.value.status in ("malformed", "empty") and caught.value.remedy


def _with_command(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str, **changes: float) -> Document:
    """Read with a stand-in for LibreOffice: a Python script that gets its arguments."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport sys, time, pathlib, subprocess\n{script}\n", "utf-8")
    program.chmod(0o700)
    monkeypatch.setattr("pipeline.read.office.find_soffice", lambda: str(program))
    monkeypatch.setattr("pipeline.read.office._without_network", lambda: ())
    return read(source_of_bytes(_RTF, path="minutes.rtf"), options=OPTIONS.model_copy(update=changes))


@pytest.mark.skipif(sys.platform == "win32", reason="scripts cannot stand in for programs on Windows")
@pytest.mark.parametrize(
    ("script", "status"),
    [
        ("time.sleep(60)", "timed_out"),
        ("subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); time.sleep(60)", "timed_out"),
        ("pathlib.Path(sys.argv[-2], 'x').write_bytes(bytes(3_000_000)); time.sleep(60)", "limit_exceeded"),
        ("sys.exit(1)", "malformed"),
        ("pathlib.Path(sys.argv[-2], 'document.docx').write_bytes(b'PK\\3\\4 no')", "malformed"),
    ],
)
def test_limits_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, status: str) -> None:
    with pytest.raises(DocumentError) as caught:
        _with_command(monkeypatch, tmp_path, script, office_seconds=2, max_inflated_bytes=2_000_000)
    assert caught.value.status == status and caught.value.where == "minutes.rtf"
    assert not _leftovers()


@pytest.mark.skipif(sys.platform == "win32", reason="scripts cannot stand in for programs on Windows")
def test_the_file_is_read_under_a_neutral_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("43 plans were open.")
    buffer = io.BytesIO()
    made.save(buffer)
    (tmp_path / "made.docx").write_bytes(buffer.getvalue())
    script = (
        "assert pathlib.Path(sys.argv[-1]).name == 'document.rtf'\n"
        f"pathlib.Path(sys.argv[-2], 'document.docx').write_bytes(pathlib.Path({str(tmp_path / 'made.docx')!r}).read_bytes())"
    )
    document = _with_command(monkeypatch, tmp_path, script)
    assert document.text == "43 plans were open." and document.path == "minutes.rtf"


@pytest.mark.parametrize(
    ("data", "name", "install", "else_"),
    [
        (_RTF, "x.rtf", "libreoffice-writer", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "x.xls", "libreoffice-calc", ".xlsx"),
        (_odf("presentation", ""), "x.odp", "libreoffice-impress", "PDF"),
    ],
)
def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, install: str, else_: str) -> None:
    monkeypatch.setattr("pipeline.read.office.find_soffice", lambda: None)
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, name)
    assert caught.value.status == "unsupported" and caught.value.where == name
    assert install in (caught.value.remedy or "") and else_ in (caught.value.remedy or "")
