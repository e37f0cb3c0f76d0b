"""Bytes to a Document: text in reading order, tables, and what was set aside.

A reader is a function `(source, *, options) -> Document`, registered by media type. What a file is, is decided by its bytes
first and by its name only where they leave it open. File-format libraries are imported when a reader first needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..errors import DocumentError
from ..records.document import Document, Note
from ..registry import Registry
from .draft import with_notes
from .kinds import (
    BMP,
    CSV,
    DOC,
    DOCX,
    EML,
    FLAT_XML,
    GIF,
    HTML,
    JPEG,
    MARKDOWN,
    MSG,
    ODP,
    ODS,
    ODT,
    PDF,
    PNG,
    PPT,
    PPTX,
    RTF,
    TEXT,
    TIFF,
    XLS,
    XLSB,
    XLSX,
    media_type_of,
    promised_media_type,
)
from .options import ReadOptions
from .source import Source, open_source, source_of_bytes

if TYPE_CHECKING:
    from .mail import Mail

__all__ = ["READERS", "ReadOptions", "Source", "open_source", "read", "source_of_bytes"]


class Reader(Protocol):
    """What reads one kind of file."""

    def __call__(self, source: Source, *, options: ReadOptions) -> Document: ...


READERS: Registry[Reader] = Registry("read")


def read(source: Source, *, options: ReadOptions) -> Document:
    """The document in `source`.

    Raises DocumentError with one of the closed statuses: empty, encrypted, unsupported, malformed, limit_exceeded, failed.
    """
    if source.size > options.max_bytes:
        raise DocumentError(
            "limit_exceeded", f"Larger than {options.max_bytes} bytes", where=source.path,
            remedy="Raise read.max_bytes in the configuration, or split the file.",
        )  # fmt: skip
    media_type = media_type_of(source)
    try:
        document = READERS[media_type](source, options=options)
    except RecursionError as error:
        raise DocumentError(
            "limit_exceeded",
            "Nested too deeply",
            where=source.path,
            remedy="Save the document again as a simpler file.",
        ) from error
    promised = promised_media_type(source)
    if promised and promised != media_type and not media_type.startswith("text/"):
        note = Note(code="name_differs", message=f"The name promises {promised}; the bytes are {media_type}.")
        return with_notes(document, [note])
    return document


@READERS.register(PDF)
def _read_pdf(source: Source, *, options: ReadOptions) -> Document:
    from .pdf import read_pdf

    return read_pdf(source, options=options)


@READERS.register(DOCX)
def _read_docx(source: Source, *, options: ReadOptions) -> Document:
    from .docx import read_docx

    return read_docx(source, options=options)


@READERS.register(XLSX)
def _read_xlsx(source: Source, *, options: ReadOptions) -> Document:
    from .xlsx import read_xlsx

    return read_xlsx(source, options=options)


@READERS.register(HTML)
def _read_html(source: Source, *, options: ReadOptions) -> Document:
    from .html import read_html

    return read_html(source, options=options)


@READERS.register(TEXT)
def _read_text(source: Source, *, options: ReadOptions) -> Document:
    from .text import read_text

    return read_text(source, options=options)


@READERS.register(MARKDOWN)
def _read_markdown(source: Source, *, options: ReadOptions) -> Document:
    from .text import read_text

    return read_text(source, options=options, media_type=MARKDOWN)


@READERS.register(CSV)
def _read_csv(source: Source, *, options: ReadOptions) -> Document:
    from .csv import read_csv

    return read_csv(source, options=options)


def _read_office(source: Source, *, options: ReadOptions) -> Document:
    from .office import read_office

    return read_office(source, media_type=media_type_of(source), options=options)


for _kind in (DOC, FLAT_XML, ODP, ODS, ODT, PPT, PPTX, RTF, XLS, XLSB):
    READERS.register(_kind)(_read_office)


def _read_picture(source: Source, *, options: ReadOptions) -> Document:
    from .picture import read_picture

    return read_picture(source, media_type=media_type_of(source), options=options)


for _kind in (BMP, GIF, JPEG, PNG, TIFF):
    READERS.register(_kind)(_read_picture)


@READERS.register(EML)
@READERS.register(MSG)
def _read_mail(source: Source, *, options: ReadOptions) -> Document:
    from .mail import read_mail

    media_type = media_type_of(source)
    mail = _parse_mail(source)
    assert mail is not None  # the bytes said that it is one
    return read_mail(
        mail,
        source,
        media_type=media_type,
        options=options,
        read_part=lambda part: read(part, options=options),
        parse_part=_parse_mail,
    )


def _parse_mail(source: Source) -> Mail | None:
    """The e-mail in `source`, None for anything else. Raises what `media_type_of` raises."""
    from .eml import parse_eml
    from .msg import parse_msg

    media_type = media_type_of(source)
    if media_type == EML:
        return parse_eml(source.data)
    return parse_msg(source) if media_type == MSG else None
