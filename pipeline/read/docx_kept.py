"""A second look at a Word document: whether the words that its body stores and shows were read.

It walks the stored text by another way than the reader, so that a wrapper the reader does not know cannot swallow words in
silence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ..records.document import Note
from .docx_symbols import is_symbol_font
from .docx_xml import child, get, is_on, name

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD: Final = re.compile(r"[^\W_]+")
_GONE: Final = frozenset(("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr", "w:tblPr", "w:instrText"))
_BREAKS: Final = frozenset(("w:tab", "w:ptab", "w:br", "w:cr", "w:footnoteReference", "w:endnoteReference", "w:sym"))
_LEAST: Final = 0.95  # of the stored words; below that the reader is told
_FEW: Final = 3  # words that may be missing from a short letter without a note


def lost_words(body: _Element, text: str) -> Note | None:
    """A note on words of the body that are not in `text`, None where (nearly) all are there."""
    stored = Counter(_WORD.findall("".join(_stored(body)).casefold()))
    missing = (stored - Counter(_WORD.findall(text.casefold()))).total()
    if missing <= _FEW or missing <= (1 - _LEAST) * stored.total():
        return None
    message = f"{missing} of {stored.total()} stored words were not read. Open it in Word, save it as PDF, and compare the two."
    return Note(code="words_lost", message=message)


def _stored(body: _Element) -> list[str]:
    """The text of all runs that are shown, a line a paragraph; of alternatives for old programs the first alone."""
    parts: list[str] = []
    stack: list[_Element] = [body]
    while stack:
        element = stack.pop()
        kind = name(element)
        if kind == "w:t":
            parts.append(element.text or "")
        elif kind in _BREAKS:
            parts.append(" ")
        elif kind == "w:r" and _is_unseen(element):
            continue
        elif kind == "mc:AlternateContent":
            stack.extend(next(([option] for option in element if len(option)), []))
            continue
        if kind in _GONE or (kind == "w:tr" and child(element, "w:trPr", "w:del") is not None):
            continue
        if kind == "w:p":
            parts.append("\n")
        stack.extend(reversed(element))
    return parts


def _is_unseen(run: _Element) -> bool:
    """Hidden text, and letters of symbol fonts, which stand for pictures; raised digits, which the reader writes as such."""
    properties = child(run, "w:rPr")
    raised = get(child(properties, "w:vertAlign"), "w:val") == "superscript"
    return (
        is_on(child(properties, "w:vanish")) or raised or is_symbol_font(get(child(properties, "w:rFonts"), "w:ascii"))
    )
