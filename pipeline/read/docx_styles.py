"""Word's styles: what a paragraph or a run inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .docx_xml import child, children, get, is_on, name, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING: Final = re.compile(r"heading ([1-9])$")
_MAX_BASES: Final = 20  # a chain of basedOn longer than this goes in a circle


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A style with everything it inherits. `name` in lower case ("heading 1"). None where it says nothing.

    `outline` is the level of a heading from 1. `numbering` and `number_level` are the list it belongs to.
    """

    id: str
    name: str
    outline: int | None = None
    numbering: str | None = None
    number_level: int | None = None
    lineage: tuple[str, ...] = ()  # its id, then those of the styles it is based on, nearest first
    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None


class Styles:
    """All styles of a document by id."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._made: dict[str, Style] = {}
        self.default_paragraph = ""
        for element in children(root, "w:style"):
            style_id = get(element, "w:styleId") or ""
            self._elements[style_id] = element
            default = (get(element, "w:default") or "0").lower() in ("1", "true", "on")
            if default and get(element, "w:type") == "paragraph":
                self.default_paragraph = style_id

    def get(self, style_id: str | None) -> Style:
        """The style of that id; an empty style if the document does not define it."""
        style_id = style_id or ""
        if style_id not in self._made:
            self._made[style_id] = self._make(style_id)
        return self._made[style_id]

    def _make(self, style_id: str) -> Style:
        """The nearest statement along the chain of basedOn counts."""
        chain: list[_Element] = []
        element = self._elements.get(style_id)
        while element is not None and len(chain) < _MAX_BASES:
            chain.append(element)
            element = self._elements.get(get(child(element, "w:basedOn"), "w:val") or "")
        outline = numbering = number_level = None
        bold = hidden = struck = None
        for element in reversed(chain):
            properties, run = child(element, "w:pPr"), child(element, "w:rPr")
            if (level := child(properties, "w:outlineLvl")) is not None:
                outline = _outline(level)
            if (numbered := child(properties, "w:numPr")) is not None:
                numbering = get(child(numbered, "w:numId"), "w:val") or numbering
                if (at := child(numbered, "w:ilvl")) is not None:
                    number_level = whole(get(at, "w:val"))
            if (switch := child(run, "w:b")) is not None:
                bold = is_on(switch)
            if (switch := child(run, "w:vanish")) is not None:
                hidden = is_on(switch)
            if (switch := child(run, "w:strike")) is not None:
                struck = is_on(switch)
        own_name = (get(child(chain[0], "w:name"), "w:val") or style_id if chain else style_id).lower()
        if match := _HEADING.match(own_name):
            outline = int(match[1])
        elif own_name == "title":
            outline = 1
        return Style(
            id=style_id,
            name=own_name,
            outline=outline,
            numbering=numbering,
            number_level=number_level,
            lineage=tuple(get(element, "w:styleId") or "" for element in chain),
            bold=bold,
            hidden=hidden,
            struck=struck,
        )


def paragraph_outline(properties: _Element | None, style: Style) -> int | None:
    """The heading level of a paragraph, from 1; its own outline level overrides that of its style."""
    own = child(properties, "w:outlineLvl")
    return _outline(own) if own is not None else style.outline


def run_switch(properties: _Element | None, switch: str, *inherited: bool | None) -> bool:
    """Whether a run is bold or hidden: its own statement, else the styles'; two styles that both say so cancel out.

    The rule of ECMA-376 Part 1, 17.7.3 (toggle properties).
    """
    if properties is not None:
        for below in properties:
            if name(below) == switch:
                return is_on(below)
    return sum(value is True for value in inherited) % 2 == 1


def _outline(element: _Element) -> int | None:
    """0-8 are levels 1-9; 9 is body text."""
    level = whole(get(element, "w:val"), default=9)
    return level + 1 if 0 <= level <= 8 else None
