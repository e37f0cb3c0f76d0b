"""Tick boxes in a stretch of text: which options there are and which are ticked."""

from __future__ import annotations

import re

from ..records.document import Option
from ..records.span import Span

# Glyphs and typed forms of a box; the group `on` matches where it is ticked.
_BOX = re.compile(r"(?P<on>\[\s?[xX✓✔]\s?\]|\(\s?[xX✓✔]\s?\)|[☒☑✓✔■])|(?P<off>\[\s{0,3}\]|\(\s{1,3}\)|[☐□])")
_SLASHED = re.compile(
    r"^\s*(?P<one>[A-Za-z]{2,3})\s*/\s*(?P<two>[A-Za-z]{2,3})(?:\s*/\s*(?P<three>[A-Za-z/]{2,14}))?\s*(?:\*|\(.*\))?\s*$"
)
_CHOICES = {"yes", "no", "n/a", "na"}


def find_options(text: str, start: int, end: int) -> tuple[Option, ...]:
    """The options printed in ``text[start:end]``, in order; empty if there is no tick box.

    "☒ Yes ☐ No" and "Yes [x] No [ ]" are both read; "Yes / No (delete as appropriate)" leaves both open (None).
    """
    boxes = list(_BOX.finditer(text, start, end))
    if boxes:
        return _boxed(text, start, end, boxes)
    match = _SLASHED.match(text[start:end])
    if match and {match.group("one").lower(), match.group("two").lower()} == {"yes", "no"}:
        return tuple(
            Option(label=Span(start=start + match.start(name), end=start + match.end(name)), checked=None)
            for name in ("one", "two", "three")
            if match.group(name)
        )
    return ()


def lone_box(text: str, start: int, end: int) -> bool | None:
    """Whether the one tick box that ``text[start:end]`` consists of is ticked; None if it is anything else."""
    box = _BOX.fullmatch(text, start, end)
    return None if box is None else box.group("on") is not None


def has_boxes(text: str, start: int, end: int) -> bool:
    """Whether a tick box stands in ``text[start:end]``."""
    return _BOX.search(text, start, end) is not None


def _boxed(text: str, start: int, end: int, boxes: list[re.Match[str]]) -> tuple[Option, ...]:
    """The words after each box are its label, or those before it where the text begins with words and ends with a box."""
    before = text[start : boxes[0].start()].strip(" \t\n,;/")
    after_last = text[boxes[-1].end() : end].strip(" \t\n,;/")
    labels_first = bool(before) and not after_last and (len(boxes) == 1 or before.lower() in _CHOICES)
    options = []
    for index, box in enumerate(boxes):
        if labels_first:
            low = boxes[index - 1].end() if index else start
            high = box.start()
        else:
            low = box.end()
            high = boxes[index + 1].start() if index + 1 < len(boxes) else end
        label = _trimmed(text, low, high)
        if label.end > label.start:
            options.append(Option(label=label, checked=box.group("on") is not None))
    return tuple(options)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t\n,;/|":
        start += 1
    while end > start and text[end - 1] in " \t\n,;/|":
        end -= 1
    return Span(start=start, end=end)
