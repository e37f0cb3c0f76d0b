"""Text as people read it: hidden characters written out, codes as words, dates and numbers in full."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Final

# Characters that a file format refuses, a screen hides, or that turn the direction of the words after them.
_HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ABBREVIATIONS: Final = {"gbp": "GBP", "nhs": "NHS", "upn": "UPN", "sen": "SEN", "send": "SEND"}


def visible(text: str) -> str:
    """The text with each hidden character written out: a bell is ``\\x07``. Line ends and tabs stay."""
    if _HIDDEN.search(text) is None:
        return text
    return _HIDDEN.sub(_written_out, text.replace("\r\n", "\n"))


def words(code: str | None, labels: Mapping[str, str] | None = None) -> str:
    """A code of the contract in words: ``partly_met`` is "Partly met". A code with a label is told by that."""
    if not code:
        return ""
    if labels and code in labels:
        return labels[code][:1].upper() + labels[code][1:]
    parts = [_ABBREVIATIONS.get(part, part) for part in code.split("_") if part]
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def day(date: datetime.date | None) -> str:
    """ "3 May 2024", or nothing."""
    return f"{date.day} {date:%B %Y}" if date else ""


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
