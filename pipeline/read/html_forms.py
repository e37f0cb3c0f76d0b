"""Forms on web pages: what is filled in, and labels beside or above their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .html_tree import Element

Rows = list[tuple[Element, list[Element]]]

_LABEL_WORDS: Final = frozenset((
    "label", "key", "term", "question", "prompt", "title", "field-label", "name",
))  # fmt: skip
_VALUE_WORDS: Final = frozenset((
    "value", "answer", "response", "data", "field-value", "content", "text",
))  # fmt: skip
_MAX_LABEL: Final = 120
_WRITTEN: Final = frozenset(
    ("", "text", "date", "number", "email", "tel", "time", "month", "week", "url", "datetime-local")
)


def control_text(element: Element) -> str:
    """What a form control shows: a tick box as ☒ or ☐, a list its chosen entry, a text field its words."""
    if element.tag == "select":
        options = [below for below in element.walk() if below.tag == "option"]
        chosen = [option for option in options if "selected" in option.attributes]
        return f" {', '.join(option.text() for option in chosen)} "
    if element.tag == "textarea":
        return f" {element.text()} "
    if element.tag == "button":
        return ""
    kind = element.get("type").lower()
    if kind in ("checkbox", "radio"):
        return " ☒ " if "checked" in element.attributes else " ☐ "
    if kind in ("submit", "button", "reset", "image", "file", "password"):
        return ""
    return f" {element.get('value')} "


def labelled_control(children: Sequence[Element | str], at: int) -> tuple[Element, Element, int] | None:
    """A label that stands before or around a box to write in or choose from: label, control, and the place after both.

    Tick boxes stay in their line: their label is no question.
    """
    label = children[at]
    if not isinstance(label, Element) or label.tag != "label":
        return None
    inside = [child for child in label.elements() if _is_box(child)]
    if inside:
        words = Element("span", {}, [child for child in label.children if child not in inside])
        return (words, inside[0], at + 1) if len(inside) == 1 and 0 < len(words.text()) <= _MAX_LABEL else None
    if not 0 < len(label.text()) <= _MAX_LABEL:
        return None
    for place in range(at + 1, len(children)):
        child = children[place]
        if isinstance(child, str) and not child.strip():
            continue
        if isinstance(child, str) or (child.tag != "br" and not _is_box(child)):
            return None
        if child.tag != "br":
            return label, child, place + 1
    return None


def _is_box(element: Element) -> bool:
    if element.tag == "input":
        return element.get("type").lower() in _WRITTEN
    return element.tag in ("select", "textarea")


def label_value_rows(element: Element) -> Rows | None:
    """The labels and values an element is made of, None if it is no such list.

    A definition list, or boxes that take turns: `<div class="label">` and `<div class="answer">`, also in pairs of their own.
    """
    if element.tag == "dl":
        return _definitions(element)
    if element.tag not in ("div", "section", "fieldset", "form", "p"):
        return None
    children = [child for child in element.elements() if child.tag != "br"]
    if any(isinstance(child, str) and child.strip() for child in element.children):
        return None
    pairs = [_pair(child) for child in children]
    if len(pairs) >= 2 and all(pair is not None for pair in pairs):
        return [pair for pair in pairs if pair is not None]
    return _alternating(children)


def _definitions(element: Element) -> Rows | None:
    """`dt` and `dd`, also wrapped in `div`. Long terms are no labels."""
    rows: Rows = []
    for child in element.elements():
        for part in child.elements() if child.tag == "div" else [child]:
            if part.tag == "dt":
                rows.append((part, []))
            elif part.tag == "dd" and rows:
                rows[-1][1].append(part)
            elif not part.text():
                continue
            else:
                return None
    return rows if rows and all(len(label.text()) <= _MAX_LABEL for label, _ in rows) else None


def _pair(element: Element) -> tuple[Element, list[Element]] | None:
    """A box that holds one label and one value."""
    parts = element.elements()
    if element.tag not in ("div", "li", "section") or len(parts) != 2:
        return None
    return (parts[0], [parts[1]]) if _is_label(parts[0]) and _is_value(parts[1]) else None


def _alternating(children: list[Element]) -> Rows | None:
    """Label, value, label, value: told by their classes."""
    if len(children) < 2 or len(children) % 2:
        return None
    labels, values = children[::2], children[1::2]
    if all(map(_is_label, labels)) and all(map(_is_value, values)):
        return [(label, [value]) for label, value in zip(labels, values, strict=True)]
    return None


def _is_label(element: Element) -> bool:
    named = element.tag in ("label", "dt", "strong", "b") or bool(_parts(element) & _LABEL_WORDS)
    return named and 0 < len(element.text()) <= _MAX_LABEL


def _is_value(element: Element) -> bool:
    if element.tag == "input":
        return element.get("type").lower() not in ("checkbox", "radio")
    if element.tag in ("dd", "select", "textarea"):
        return True
    return bool(_parts(element) & _VALUE_WORDS)


def _parts(element: Element) -> set[str]:
    classes = element.get("class").lower().replace("_", "-")
    return {part for name in classes.split() for part in (name, name.rsplit("-", 1)[-1])}
