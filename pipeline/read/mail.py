"""E-mails: the headers as a form, the best body, and what is attached as further sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..errors import DocumentError
from ..records.document import Document, Note
from .draft import Draft, with_notes
from .html import read_html
from .join import Section, join_documents
from .options import ReadOptions
from .source import Source, source_of_bytes
from .text import read_text

_MAX_DEPTH: Final = 3  # e-mails attached to e-mails
_MAX_VALUE: Final = 2000  # characters of a header's value
_DECORATION: Final = 100_000  # bytes: smaller pictures shown inside the text are logos and signatures
_HTML_ENOUGH: Final = 0.9  # of the plain body's words that the HTML body must keep to be preferred for its tables

ReadPart = Callable[[Source], Document]
ParsePart = Callable[[Source], "Mail | None"]


@dataclass(kw_only=True)
class Attachment:
    """A file sent along. `message` instead of `data` for an e-mail; `decoration` for a picture shown in the text."""

    name: str
    data: bytes = b""
    message: Mail | None = None
    decoration: bool = False


@dataclass(kw_only=True)
class Mail:
    """An e-mail taken apart: headers as printed, bodies as bytes of UTF-8."""

    headers: list[tuple[str, str]] = field(default_factory=list)
    plain: str = ""
    html: str = ""
    attachments: list[Attachment] = field(default_factory=list)

    @property
    def subject(self) -> str | None:
        """None for an e-mail without one."""
        return next((value for label, value in self.headers if label == "Subject" and value), None)


def is_decoration(media_type: str, size: int, shown: bool) -> bool:
    """Whether a part is a small picture `shown` inside the text."""
    return media_type.startswith("image/") and shown and size < _DECORATION


def read_mail(
    mail: Mail, source: Source, *, media_type: str, options: ReadOptions, read_part: ReadPart, parse_part: ParsePart
) -> Document:
    """The e-mail as one document. `read_part` reads an attached file, `parse_part` tells an attached e-mail from others.

    What is not read of the attachments is noted, and the document is then partial. Raises DocumentError (empty) if there
    is no word in headers, body and attachments.
    """
    reader = _Reader(source, media_type, options, read_part, parse_part)
    sections = reader.sections(mail, "", 0)
    if not sections:
        raise DocumentError("empty", "The e-mail holds no words", where=source.path, remedy="Check the file.")
    document = join_documents(source, sections, media_type=media_type, title=mail.subject)
    return with_notes(document, reader.notes(), partial=bool(reader.unread))


class _Reader:
    """The reading of one e-mail with all that hangs on it, within its limits."""

    def __init__(
        self, source: Source, media_type: str, options: ReadOptions, read_part: ReadPart, parse_part: ParsePart
    ) -> None:
        self._source = source
        self._media_type = media_type
        self._options = options
        self._read_part = read_part
        self._parse_part = parse_part
        self._seen = 0
        self._read = 0
        self._decorations = 0
        self.unread: list[str] = []

    def sections(self, mail: Mail, title: str, depth: int) -> list[Section]:
        """The e-mail's headers and body, then its attachments."""
        found = []
        own = [document for document in (self._headers(mail), self._body(mail)) if document is not None]
        for index, document in enumerate(own):
            found.append(Section(title=title if index == 0 else "", document=document))
        for attachment in mail.attachments:
            found.extend(self._attached(attachment, depth))
        return found

    def notes(self) -> list[Note]:
        """What became of the attachments, without their names, which may be people's."""
        found = []
        if self._seen:
            message = f"{self._read} of {self._seen} attachments are read, as sections after the e-mail."
            found.append(Note(code="attachments", message=message))
        if self._decorations:
            message = f"Small pictures inside the text are not read ({self._decorations})."
            found.append(Note(code="pictures_in_mail", message=message))
        found.extend(Note(code="attachment-unread", message=message) for message in self.unread)
        return found

    def _headers(self, mail: Mail) -> Document | None:
        draft = Draft()
        for label, value in mail.headers:
            draft.add_block("form", f"{label}: {' '.join(value.split())[:_MAX_VALUE]}".strip())
        return draft.build(self._part(b"headers"), media_type=self._media_type) if draft.blocks else None

    def _body(self, mail: Mail) -> Document | None:
        """The HTML body, which has tables and lists, unless it lost words that the plain one has."""
        plain = self._tried(read_text, mail.plain)
        html = self._tried(read_html, mail.html)
        if plain is None or html is None:
            return plain or html
        return html if _words(html) >= _HTML_ENOUGH * _words(plain) else plain

    def _tried(self, reader: Callable[..., Document], text: str) -> Document | None:
        if not text.strip():
            return None
        try:
            return reader(self._part(text.encode("utf-8", "replace")), options=self._options)
        except DocumentError as error:
            if error.status != "empty":
                raise
            return None

    def _attached(self, attachment: Attachment, depth: int) -> list[Section]:
        if attachment.decoration:
            self._decorations += 1
            return []
        self._seen += 1
        number = self._seen
        if number > self._options.max_attachments:
            if number == self._options.max_attachments + 1:
                self.unread.append(
                    f"Only {number - 1} attachments are read; raise read.max_attachments for the others."
                )
            return []
        name = _clean(attachment.name)
        title = f"Attachment {number}: {name}" if name else f"Attachment {number}"
        part = source_of_bytes(attachment.data, path=f"{self._source.path}/{name or number}")
        try:
            message = attachment.message or self._parse_part(part)
            if message is not None and depth >= _MAX_DEPTH:
                raise DocumentError("limit_exceeded", "It is an e-mail within e-mails within e-mails")
            if message is not None:
                sections = self.sections(message, title, depth + 1)
            else:
                sections = [Section(title=title, document=self._read_part(part))]
        except DocumentError as error:
            remedy = f" {error.remedy}" if error.remedy else ""
            self.unread.append(f"Attachment {number} is not read: {error.what}.{remedy}")
            return []
        self._read += 1
        return sections

    def _part(self, data: bytes) -> Source:
        return source_of_bytes(data, path=self._source.path)


def _words(document: Document) -> int:
    return len(document.text[: document.body_end].split())


def _clean(name: str) -> str:
    """A file name as one short line: the sender chose it, and it may hold anything."""
    return re.sub(r"[\x00-\x1f\x7f/\\]+", " ", name).strip()[:200]


def headers_in_order(values: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers that people read, in the order in which mail programs print them."""
    order = ("From", "Date", "To", "Cc", "Subject")
    found = []
    for label in order:
        value = next((value for name, value in values if name.lower() == label.lower() and value.strip()), None)
        if value is not None:
            found.append((label, value))
    return found
