"""Word documents made of raw XML, so that tests can hold what Word writes and no library makes."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.records.document import Document

from .read_cases import read_bytes, zipped

_TRANSITIONAL = "http://schemas.openxmlformats.org"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}
_ROOTS = {"header1": "hdr", "footer1": "ftr"}


def read_body(body: str, *, strict: bool = False, **parts: str) -> Document:
    """The document whose body is that XML. `parts` are the insides of styles, numbering, footnotes, header1 and so on."""
    return read_bytes(docx_bytes(body, strict=strict, parts=parts), "form.docx")


def docx_bytes(body: str, *, strict: bool = False, parts: Mapping[str, str]) -> bytes:
    """A .docx file; `chart1` is a chart with relationship id "chart1", `chunk` an altChunk of HTML."""
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _relationships({"doc": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
    }
    targets: dict[str, tuple[str, str]] = {}
    for name, inside in parts.items():
        if name == "chunk":
            files["word/chunk.html"] = inside
            targets[name] = ("aFChunk", "chunk.html")
        elif name.startswith("chart"):
            files[f"word/charts/{name}.xml"] = f"<c:chartSpace {_NAMESPACES}>{inside}</c:chartSpace>"
            targets[name] = ("chart", f"charts/{name}.xml")
        else:
            files[f"word/{name}.xml"] = _root(_ROOTS.get(name, name), inside)
            targets[name] = (_KINDS.get(name, name.rstrip("0123456789")), f"{name}.xml")
    files["word/_rels/document.xml.rels"] = _relationships(targets)
    if strict:
        files = {name: _strict(data) for name, data in files.items()}
    return zipped(files)


def paragraph(text: str, *, style: str = "", numbering: tuple[str, int] | None = None) -> str:
    """A `w:p` of one run; `numbering` is the list's id and the level from 0."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        inside += f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{inside}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A `w:r` with its text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    """A `w:tc` of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """A `w:tbl`; a row is its cells joined."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _root(name: str, inside: str) -> str:
    return f"<w:{name} {_NAMESPACES}>{inside}</w:{name}>"


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_TRANSITIONAL}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_TRANSITIONAL}/package/2006/relationships">{lines}</Relationships>'


def _strict(data: bytes | str) -> bytes | str:
    """The namespaces that "Strict Open XML Document" is saved with."""
    if isinstance(data, bytes):
        return data
    return data.replace(
        f"{_TRANSITIONAL}/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    ).replace(f"{_TRANSITIONAL}/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
