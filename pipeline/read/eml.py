"""E-mails as they are sent (.eml), and web archives (.mht), which are built the same way."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

from .encoding import decode
from .mail import Attachment, Mail, headers_in_order, is_decoration

_ARCHIVED: Final = "saved by"  # browsers write it where the sender stands
_MAX_HEADER: Final = 20_000  # characters


def parse_eml(data: bytes) -> Mail:
    """The e-mail in `data`; broken parts are taken as far as they go."""
    return _parse(email.message_from_bytes(data))


def _parse(message: Message) -> Mail:
    headers = headers_in_order([(name, _header(value)) for name, value in message.items()])
    if any(label == "From" and _ARCHIVED in value.lower() for label, value in headers):
        headers = [(label, value) for label, value in headers if label == "Subject"]
    mail = Mail(headers=headers)
    plain: list[str] = []
    html: list[str] = []
    others: list[Message] = []
    for part in _leaves(message):
        kind, sent_along = part.get_content_type(), part.get_content_disposition() == "attachment"
        if kind == "text/plain" and not sent_along and not part.get_filename():
            plain.append(_text(part))
        elif kind == "text/html" and not sent_along:
            html.append(_text(part))
        else:
            others.append(part)
    mail.plain, mail.html = "\n\n".join(plain), "\n".join(html)
    mail.attachments = [_attachment(part, mail.html) for part in others]
    return mail


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, attached e-mails whole."""
    if part.get_content_maintype() == "multipart":
        payload = part.get_payload()
        for inner in payload if isinstance(payload, list) else []:
            if isinstance(inner, Message):
                yield from _leaves(inner)
    else:
        yield part


def _attachment(part: Message, html: str) -> Attachment:
    name = _header(part.get_filename() or "")
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list) and payload:
        inner = payload[0]
        if isinstance(inner, Message):
            message = _parse(inner)
            return Attachment(name=name or message.subject or "", message=message)
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    label = (part.get("Content-ID") or "").strip(" <>")
    shown = bool(label) and f"cid:{label}" in html
    return Attachment(name=name, data=data, decoration=is_decoration(part.get_content_type(), len(data), shown))


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    text, _ = decode(data if isinstance(data, bytes) else b"", declared=part.get_content_charset())
    return text


def _header(value: object) -> str:
    """A header's value with its encoded words decoded; as it stands where they are broken."""
    text = str(value)[:_MAX_HEADER]
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text
