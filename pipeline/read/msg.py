"""Outlook's messages (.msg): properties in the streams of an OLE container, as [MS-OXMSG] lays them down."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, Final

from ..errors import DocumentError
from .encoding import decode
from .mail import Attachment, Mail, headers_in_order, is_decoration
from .source import Source

# Property tags of [MS-OXPROPS], without their type.
_SUBJECT: Final = "0037"
_BODY: Final = "1000"
_HTML: Final = "1013"
_TRANSPORT_HEADERS: Final = "007D"
_SENDER_NAME, _SENDER_ADDRESS = "0C1A", "5D01"
_DISPLAY_TO, _DISPLAY_CC = "0E04", "0E03"
_DATA, _LONG_NAME, _SHORT_NAME, _MEDIA_TYPE, _CONTENT_ID = "3701", "3707", "3704", "370E", "3712"
_UNICODE, _ANSI, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_DATE: Final = re.compile(r"^date:[ \t]*([^\r\n]{1,200})", re.IGNORECASE | re.MULTILINE)
_ATTACHMENT: Final = "__attach_version1.0_"
_MAX_STREAMS: Final = 20_000


def parse_msg(source: Source) -> Mail:
    """The message. Raises DocumentError (malformed) for a container that cannot be read."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as container:
            names = container.listdir(streams=True, storages=True)
            if len(names) > _MAX_STREAMS:
                raise DocumentError("limit_exceeded", "Too many parts", where=source.path, remedy="Save it again.")
            return _Message(container, names, []).mail()
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(
            "malformed", "Not an Outlook message that can be opened", where=source.path,
            remedy="Open it in Outlook, save its text and its attachments as files, and run again.",
        ) from error  # fmt: skip


class _Message:
    """A message at one place of the container: attached messages are stored inside."""

    def __init__(self, container: Any, names: Sequence[list[str]], place: list[str]) -> None:
        self._container = container
        self._names = names
        self._place = place

    def mail(self) -> Mail:
        headers = self._text(_TRANSPORT_HEADERS)
        date = _DATE.search(headers)
        sender, address = self._text(_SENDER_NAME), self._text(_SENDER_ADDRESS)
        sender = f"{sender} <{address}>" if sender and address and address != sender else sender or address
        fields = [
            ("From", sender), ("Date", date[1] if date else ""), ("To", self._text(_DISPLAY_TO)),
            ("Cc", self._text(_DISPLAY_CC)), ("Subject", self._text(_SUBJECT)),
        ]  # fmt: skip
        html = self._stream(_HTML + _BINARY)
        text = decode(html)[0] if html else self._text(_HTML)
        places = [name for name in self._names if self._is_attachment(name)]
        return Mail(
            headers=headers_in_order(fields),
            plain=self._text(_BODY),
            html=text,
            attachments=[self._attachment(place, text) for place in sorted(places)],
        )

    def _is_attachment(self, name: list[str]) -> bool:
        return name[:-1] == self._place and name[-1].startswith(_ATTACHMENT)

    def _attachment(self, place: list[str], html: str) -> Attachment:
        part = _Message(self._container, self._names, place)
        name = part._text(_LONG_NAME) or part._text(_SHORT_NAME)
        inner = [*place, f"__substg1.0_{_DATA}{_OBJECT}"]
        if inner in self._names:
            message = _Message(self._container, self._names, inner).mail()
            return Attachment(name=name or message.subject or "", message=message)
        data = part._stream(_DATA + _BINARY)
        label = part._text(_CONTENT_ID)
        shown = bool(label) and f"cid:{label}" in html
        return Attachment(name=name, data=data, decoration=is_decoration(part._text(_MEDIA_TYPE), len(data), shown))

    def _text(self, tag: str) -> str:
        """A text property, whichever way it is stored; empty without it."""
        wide = self._stream(tag + _UNICODE)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self._stream(tag + _ANSI)
        return decode(narrow)[0].rstrip("\x00") if narrow else ""

    def _stream(self, property_tag: str) -> bytes:
        name = [*self._place, f"__substg1.0_{property_tag}"]
        if name not in self._names:
            return b""
        with self._container.openstream(name) as stream:
            data: bytes = stream.read()
        return data
