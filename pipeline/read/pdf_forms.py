"""What was entered into form fields, and what readers noted in the margin. Neither is part of a page's own text.

Values are set as words where they are shown, so that "Name:" and what was typed beside it become one line; a tick box
becomes ☒ or ☐.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..records.span import Box
from .pdf_model import Affine, Style, Word, map_box

_MAX_FIELDS = 20_000
_MAX_TEXT = 100_000  # characters of one value
_HIDDEN = 1 << 1
_NO_VIEW = 1 << 5
_MULTILINE = 1 << 12
_PUSH_BUTTON = 1 << 16
_SIZE = re.compile(r"([\d.]{1,8})\s+Tf")
_NOTES = frozenset(
    ("/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Square", "/Circle", "/Ink")
)


@dataclass(slots=True)
class Entry:
    """Words shown in a box of user space (left, bottom, right, top)."""

    text: str
    box: Box
    size: float | None  # None: as large as the box allows
    multiline: bool


@dataclass(slots=True)
class PageEntries:
    """Values of fields and free text on a page, and notes with the places they are pinned to."""

    values: list[Entry] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)


def read_entries(pdf: Any) -> dict[int, PageEntries]:
    """Entries of an open pikepdf document by page number, pages without any left out."""
    found: dict[int, PageEntries] = {}
    seen = 0
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in _annotations(page):
            seen += 1
            if seen > _MAX_FIELDS:
                return found
            entries = found.setdefault(number, PageEntries())
            _read(annotation, entries)
    return {number: entries for number, entries in found.items() if entries.values or entries.notes}


def entry_words(entry: Entry, affine: Affine, printed: Sequence[Word]) -> list[Word]:
    """The words of an entry in layout space, laid out in its box, on the baseline of the words `printed` beside it."""
    x0, top, x1, bottom = map_box(affine, entry.box)
    lines = [line.split() for line in entry.text.splitlines() if line.strip()]
    if not lines or x1 <= x0 or bottom <= top:
        return []
    size = entry.size or min(12.0, max(4.0, (bottom - top) * (0.7 if not entry.multiline else 0.7 / len(lines))))
    lines = [piece for line in lines for piece in _wrap(line, max(int((x1 - x0) / (0.5 * size)), 1))]
    step = min(1.2 * size, (bottom - top) / len(lines))
    first = top + size if entry.multiline and len(lines) > 1 else (top + bottom) / 2 + 0.3 * size
    if len(lines) == 1:
        beside = [word.baseline for word in printed if top - 1 <= word.baseline <= bottom + 1]
        first = min(beside, key=lambda baseline: abs(baseline - first), default=first)
    style = Style(font="", size=round(size, 1), bold=False, italic=False, symbol=False, invisible=False)
    words: list[Word] = []
    for index, line in enumerate(lines):
        baseline = first + index * step
        letters = sum(len(word) for word in line) + len(line) - 1
        width = min(0.5 * size, (x1 - x0) / max(letters, 1))
        at = x0
        for word in line:
            end = at + len(word) * width
            words.append(
                Word(
                    text=word,
                    x0=at,
                    top=baseline - 0.78 * size,
                    x1=end,
                    bottom=baseline + 0.22 * size,
                    baseline=baseline,
                    style=style,
                    order=len(printed) + 1 + len(words),
                )
            )
            at = end + width
    return words


def _wrap(words: list[str], length: int) -> Iterator[list[str]]:
    line: list[str] = []
    used = 0
    for word in words:
        if line and used + 1 + len(word) > length:
            yield line
            line, used = [], 0
        used += len(word) + (1 if line else 0)
        line.append(word)
    if line:
        yield line


def _annotations(page: Any) -> Iterator[Any]:
    import pikepdf

    listed = page.obj.get("/Annots")
    if isinstance(listed, pikepdf.Array):
        for item in listed:
            if isinstance(item, pikepdf.Dictionary):
                yield item


def _read(annotation: Any, entries: PageEntries) -> None:
    flags = _integer(annotation.get("/F"))
    box = _box(annotation.get("/Rect"))
    if box is None or flags & (_HIDDEN | _NO_VIEW):
        return
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Widget":
        value = _value(annotation)
        if value:
            own = _integer(_inherited(annotation, "/Ff"))
            entries.values.append(Entry(value, box, _font_size(annotation), bool(own & _MULTILINE)))
    elif kind == "/FreeText":
        entries.values.append(Entry(_text(annotation.get("/Contents")), box, _font_size(annotation), True))
    elif kind in _NOTES and (text := _text(annotation.get("/Contents")).strip()):
        entries.notes.append(Entry(text, box, None, False))


def _value(widget: Any) -> str:
    kind = str(_inherited(widget, "/FT") or "")
    value = _inherited(widget, "/V")
    if kind == "/Btn":
        if _integer(_inherited(widget, "/Ff")) & _PUSH_BUTTON:
            return ""
        state = widget.get("/AS", value)
        return "☐" if state is None or str(state) in ("/Off", "") else "☒"
    if kind == "/Ch":
        return _chosen(value, _inherited(widget, "/Opt"))
    return _text(value).strip() if kind == "/Tx" else ""


def _chosen(value: Any, options: Any) -> str:
    """The words shown for the chosen options; a choice field stores codes."""
    import pikepdf

    shown = {}
    if isinstance(options, pikepdf.Array):
        for option in options:
            if isinstance(option, pikepdf.Array) and len(option) >= 2:
                shown[_text(option[0])] = _text(option[1])
    values = list(value) if isinstance(value, pikepdf.Array) else [value]
    texts = [_text(item) for item in values if item is not None]
    return ", ".join(shown.get(text, text) for text in texts if text)


def _inherited(widget: Any, key: str) -> Any:
    node = widget
    for _ in range(20):
        if key in node:
            return node[key]
        node = node.get("/Parent")
        if node is None:
            return None
    return None


def _text(value: Any) -> str:
    import pikepdf

    if value is None:
        return ""
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes()[:_MAX_TEXT].decode("utf-8", "replace")
    text = str(value)[:_MAX_TEXT]
    return text.lstrip("/") if isinstance(value, pikepdf.Name) else text.replace("\r\n", "\n").replace("\r", "\n")


def _font_size(annotation: Any) -> float | None:
    match = _SIZE.search(_text(_inherited(annotation, "/DA")))
    try:
        size = float(match.group(1)) if match else 0.0
    except ValueError:
        size = 0.0
    return size if 4 <= size <= 72 else None


def _box(rect: Any) -> Box | None:
    try:
        values = [float(value) for value in rect]
    except (TypeError, ValueError):
        return None
    if len(values) != 4:
        return None
    return (min(values[0], values[2]), min(values[1], values[3]), max(values[0], values[2]), max(values[1], values[3]))


def _integer(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
