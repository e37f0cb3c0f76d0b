"""Running headers and page numbers that were pasted along with the text of a paged document."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from .pieces import Flow, Piece

_PAGE: Final = re.compile(r"(?:[-–—|\s]*)page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*$", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_LONGEST: Final = 100  # characters
_OFTEN: Final = 2


def mark_furniture(flow: Flow) -> Flow:
    """The flow with "Page 3 of 12", and the lines that come back beside it, as furniture."""
    pages = {at for at, item in enumerate(flow) if isinstance(item, Piece) and _PAGE.match(item.text)}
    beside = {near for at in pages for near in (at - 1, at + 1) if 0 <= near < len(flow)} - pages
    often = Counter(_shape(item) for item in flow if isinstance(item, Piece))
    running = {
        _shape(item)
        for at in sorted(beside)
        if isinstance(item := flow[at], Piece) and len(item.text) <= _LONGEST and often[_shape(item)] >= _OFTEN
    }
    for at, item in enumerate(flow):
        if isinstance(item, Piece) and item.kind == "paragraph" and (at in pages or _shape(item) in running):
            item.kind = "furniture"
    return flow


def _shape(piece: Piece) -> str:
    """The words with their numbers alike: "Brackenfold MBC 12 May - 3" comes back as "... - 4"."""
    return _DIGITS.sub("0", piece.text.strip())
