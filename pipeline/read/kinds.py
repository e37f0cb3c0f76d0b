"""What kind of file bytes are: decided by the bytes first, by the name only where they leave it open."""

from __future__ import annotations

import re
from typing import Final

from ..errors import DocumentError
from .encoding import utf16_without_mark
from .source import Source
from .zipped import open_zipped

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
CSV: Final = "text/csv"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
TIFF: Final = "image/tiff"
BMP: Final = "image/bmp"
GIF: Final = "image/gif"
DOC: Final = "application/msword"
RTF: Final = "application/rtf"
ODT: Final = "application/vnd.oasis.opendocument.text"
PPT: Final = "application/vnd.ms-powerpoint"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODP: Final = "application/vnd.oasis.opendocument.presentation"
XLS: Final = "application/vnd.ms-excel"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
FLAT_XML: Final = "application/vnd.oasis.opendocument.text-flat-xml"  # also Word's and Excel's XML of 2003
EML: Final = "message/rfc822"
MSG: Final = "application/vnd.ms-outlook"

_BY_SUFFIX: Final = {
    ".pdf": PDF, ".docx": DOCX, ".docm": DOCX, ".dotx": DOCX, ".xlsx": XLSX, ".xlsm": XLSX,
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".csv": CSV, ".tsv": CSV,
    ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".tif": TIFF, ".tiff": TIFF, ".bmp": BMP, ".gif": GIF,
    ".doc": DOC, ".dot": DOC, ".rtf": RTF, ".odt": ODT, ".ppt": PPT, ".pptx": PPTX, ".odp": ODP,
    ".xls": XLS, ".xlsb": XLSB, ".ods": ODS, ".eml": EML, ".msg": MSG,
}  # fmt: skip

# First bytes of kinds that are no text.
_STARTS: Final = (
    (b"{\\rtf", RTF), (b"\x89PNG\r\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF8", GIF), (b"II*\x00", TIFF), (b"MM\x00*", TIFF),
    (b"BM", BMP),
)  # fmt: skip
# First bytes of what we know and do not read: what it is, and what a person can do.
_UNREAD: Final = (
    (b"\x1f\x8b", "A compressed file (.gz)", "Unpack it and give the files inside."),
    (b"7z\xbc\xaf", "A compressed folder (.7z)", "Unpack it and give the files inside."),
    (b"Rar!", "A compressed folder (.rar)", "Unpack it and give the files inside."),
)
_READS: Final = (
    "Golden Thread reads PDF, DOCX, XLSX, CSV, HTML, Markdown, plain text, e-mail, pictures of pages, and through "
    "LibreOffice the older and open Office formats."
)
_TEXT_KINDS: Final = (
    (re.compile(rb".{0,400}mso-application|.{0,600}office:document", re.DOTALL), FLAT_XML),
    (re.compile(rb"(?:.{0,4000}\n)?content-type:\s*multipart/related", re.DOTALL | re.IGNORECASE), EML),
    (re.compile(rb"(?:return-path|received|delivered-to|message-id|mime-version|x-[\w-]+|from|to|date|subject):[^\n]{0,998}\n"
                rb"(?=.{0,4000}^(?:message-id|mime-version|received):)", re.DOTALL | re.IGNORECASE | re.MULTILINE), EML),
)  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Stream names of the old Office formats, as they stand in the directory of the container (UTF-16). A message may hold
# any of the others.
_OLE_KINDS: Final = (
    ("__substg1.0", MSG), ("__properties_version1.0", MSG), ("WordDocument", DOC), ("PowerPoint Document", PPT),
    ("Workbook", XLS), ("Book", XLS),
)  # fmt: skip
# The content type of a package's main part: a presentation may hold a workbook, so that the others say nothing.
_ZIP_KINDS: Final = (
    (re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]{1,60}main\+xml"), "word/document.xml", DOCX),
    (re.compile(rb"ms-excel\.sheet\.binary"), "xl/workbook.bin", XLSB),
    (re.compile(rb"(?:spreadsheetml|ms-excel)\.[\w.]{1,60}main\+xml"), "xl/workbook.xml", XLSX),
    (re.compile(rb"(?:presentationml|ms-powerpoint)\."), "ppt/presentation.xml", PPTX),
    (re.compile(rb"opendocument\.spreadsheet"), "", ODS),
    (re.compile(rb"opendocument\.(?:presentation|graphics)"), "", ODP),
    (re.compile(rb"opendocument"), "content.xml", ODT),
)
_MANIFEST: Final = "META-INF/manifest.xml"
# The first bytes of Word's stream, which writers put in the first sector, and its flag for a password ([MS-DOC] 2.5.2).
_WORD_STREAM: Final = b"\xec\xa5"
_WORD_ENCRYPTED: Final = 0x0100
_MAX_DECLARATION: Final = 10_000_000  # bytes; real ones take a few thousand
_HTML_START: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article|section|table|div|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(rb"<(?:p|div|table|h[1-6]|ul|ol|body|br)\b[^<>]{0,400}>", re.IGNORECASE)


def media_type_of(source: Source) -> str:
    """The media type whose reader can read the source.

    Raises DocumentError: `empty` without bytes, `encrypted` for a protected Office file, `unsupported` for what we do
    not read, `malformed` for a container that its name calls an Office file and that cannot be opened.
    """
    head = source.data[:4096]
    if not source.data.strip(b"\x00 \t\r\n\x0c"):
        raise DocumentError("empty", "The file is empty", where=source.path, remedy="Check that it was copied whole.")
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_kind(source)
    if head.startswith(_OLE):
        return _ole_kind(source)
    for start, kind in _STARTS:
        if head.startswith(start) and not (kind == BMP and _is_text(head)):
            return kind
    for start, what, remedy in _UNREAD:
        if head.startswith(start):
            raise DocumentError("unsupported", f"{what} cannot be read", where=source.path, remedy=remedy)
    is_markup = _HTML_START.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")) is not None
    if (declared := _BY_SUFFIX.get(source.suffix)) in (PDF, DOCX, XLSX) and not is_markup:
        # Web pages are often saved under an Office name and can be read; anything else was damaged or renamed.
        raise DocumentError(
            "malformed",
            f"The file is not what its name says ({declared})",
            where=source.path,
            remedy="Open it in the program that made it and save it again; if it is plain text, name it .txt.",
        )
    if not _is_text(head):
        raise DocumentError(
            "unsupported", "Not a kind of file that can be read", where=source.path,
            remedy=_READS,
        )  # fmt: skip
    return _text_kind(source, head)


def promised_media_type(source: Source) -> str | None:
    """The media type that the file's name promises, None for a name that says nothing."""
    return _BY_SUFFIX.get(source.suffix)


def _text_kind(source: Source, head: bytes) -> str:
    """HTML by its first tag; a file named .html also by any tag; else plain text, whatever the name promises."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")  # UTF-16 shows its markup without zeros
    for start, kind in _TEXT_KINDS:
        if start.match(plain):
            return kind
    named = _BY_SUFFIX.get(source.suffix, TEXT)
    if _HTML_START.match(plain) or (named == HTML and _TAG.search(plain)):
        return HTML
    if plain.startswith(b"<?xml"):
        raise DocumentError("unsupported", "An XML file cannot be read", where=source.path, remedy=_READS)
    return named if named in (MARKDOWN, CSV) else TEXT


def _is_text(head: bytes) -> bool:
    """Whether the bytes look like characters in any encoding: few control characters; zeros only as UTF-16 has them."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if 0 in head:
        return utf16_without_mark(head) is not None
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b")
    return controls <= 0.02 * len(head)


def _zip_kind(source: Source) -> str:
    """Told by the declaration of the package's content types; raises what `open_zipped` raises."""
    package = open_zipped(source.data, path=source.path, max_inflated_bytes=_MAX_DECLARATION)
    declared = b"".join(package.read(name) for name in ("[Content_Types].xml", "mimetype") if name in package)
    for mark, main_part, kind in _ZIP_KINDS:
        if mark.search(declared) or (not declared and main_part in package):
            manifest = package.read(_MANIFEST) if _MANIFEST in package else b""
            if b"encryption-data" in manifest:
                raise _encrypted(source)
            return kind
    raise DocumentError(
        "unsupported",
        "A zip file that is no document",
        where=source.path,
        remedy="Unpack it and give the files inside.",
    )


def _ole_kind(source: Source) -> str:
    """Old Office files, Outlook messages and the wrapper of protected new files share one container."""
    names = [*_OLE_KINDS[:2], ("EncryptedPackage", ""), *_OLE_KINDS[2:]]
    kind = next((kind for stream, kind in names if stream.encode("utf-16-le") in source.data), DOC)
    flags = int.from_bytes(source.data[522:524], "little") if source.data[512:514] == _WORD_STREAM else 0
    if not kind or (kind == DOC and flags & _WORD_ENCRYPTED):
        raise _encrypted(source)
    return kind


def _encrypted(source: Source) -> DocumentError:
    return DocumentError(
        "encrypted", "The file is protected by a password", where=source.path,
        remedy="Open it, remove the password, save it, and run again.",
    )  # fmt: skip
