"""The numbers a browser prints before list items, which stand nowhere in the page's text."""

from __future__ import annotations

import re
from typing import Final

from .html_tree import Element
from .numerals import render_number

_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_TYPES: Final = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def list_markers(element: Element) -> list[str]:
    """The marker of each `li` of a `ul` or `ol`: "• ", "4. ", "b. ", "" for a list without markers."""
    items = [child for child in element.elements() if child.tag == "li"]
    style = _list_style(element)
    if element.tag != "ol" and style not in _TYPES.values():
        return ["" if style == "none" else "• "] * len(items)
    if style == "none":
        return [""] * len(items)
    if style in ("disc", "circle", "square"):
        return ["• "] * len(items)
    step = -1 if "reversed" in element.attributes else 1
    number = _integer(element.get("start"), default=len(items) if step < 0 else 1)
    markers = []
    for item in items:
        number = _integer(item.get("value"), default=number)
        markers.append(f"{render_number(number, style)}. ")
        number += step
    return markers


def _list_style(element: Element) -> str:
    if match := _STYLE.search(element.get("style").lower()):
        return match[1]
    return _TYPES.get(
        element.get("type"), element.get("type").lower() or ("decimal" if element.tag == "ol" else "disc")
    )


def _integer(value: str, *, default: int) -> int:
    value = value.strip()
    digits = value.removeprefix("-")
    return int(value) if digits.isdecimal() and len(digits) < 9 else default
