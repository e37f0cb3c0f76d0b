"""Word's automatic numbers, rendered as printed: "3.8", "(a)", "Appendix 2".

The rules are those of ECMA-376 Part 1, 17.9, as Word applies them: lists that share an abstract definition share their
counters, and an override restarts them once, when its list is first used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .docx_styles import Styles
from .docx_xml import child, children, get, is_on, whole
from .lines import clean
from .numerals import render_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_BULLET: Final = "• "


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """One level of a list. `restart`: the level (from 1) after which it starts again, 0 for never, None for any above."""

    style: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str
    paragraph_style: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """What is printed before a paragraph: the text with its separator, and the number without brackets and full stop."""

    text: str
    number: str | None
    level: int  # from 1


@dataclass(kw_only=True)
class _List:
    """A list of the document: its abstract definition, its levels, and the starts that it overrides."""

    abstract: str
    levels: dict[int, _Level]
    overrides: dict[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        """The first number of a level."""
        return self.overrides.get(level, self.levels[level].start)


class Numbering:
    """The counters of a document. Call `marker` once for every numbered paragraph, in order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._counters: dict[str, dict[int, int]] = {}
        abstracts = {get(element, "w:abstractNumId") or "": element for element in children(root, "w:abstractNum")}
        numbers = {get(element, "w:numId") or "": element for element in children(root, "w:num")}
        self._lists = {key: _make_list(element, abstracts, numbers, styles) for key, element in numbers.items()}
        self._used: set[str] = set()

    def afresh(self) -> Numbering:
        """The same lists with all counters at their start: a text box, a header, the footnotes each count on their own."""
        other = copy(self)
        other._counters, other._used = {}, set()
        return other

    def level_of(self, numbering: str, lineage: Sequence[str]) -> int | None:
        """The level of the list that is tied to a paragraph style or to the nearest it is based on, from 0."""
        found = self._lists.get(numbering)
        if found is None:
            return None
        tied = {level.paragraph_style: at for at, level in sorted(found.levels.items(), reverse=True)}
        return next((tied[style_id] for style_id in lineage if style_id in tied), None)

    def marker(self, numbering: str, level: int) -> Marker | None:
        """Count the paragraph and render its number; None if the list prints nothing there. `level` from 0."""
        found = self._lists.get(numbering)
        level = max(0, min(level, _LEVELS - 1))
        if found is None or level not in found.levels:
            return None
        counters = self._counters.setdefault(found.abstract, {})
        if numbering not in self._used:
            self._used.add(numbering)
            for at in found.overrides:
                counters.pop(at, None)
        definition = found.levels[level]
        for above in range(level - 1, -1, -1):
            # "1.1" without a "1." before it uses that number up: the next heading is "2." (Microsoft Q110380).
            if above in counters or above not in found.levels:
                break
            counters[above] = found.start(above)
        counters[level] = counters[level] + 1 if level in counters else found.start(level)
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                counters.pop(deeper, None)
        return _render(found, definition, counters, level)


def _render(found: _List, definition: _Level, counters: dict[int, int], level: int) -> Marker | None:
    separator = "" if definition.suffix == "nothing" else " "
    if definition.style == "bullet":
        # The character is a glyph of a symbol font; a dash or a tick box is kept, all else is a bullet.
        glyph = clean(definition.text).strip()
        text = glyph + " " if glyph in ("☐", "☒", "✓", "✗") else _BULLET
        return Marker(text=text, number=None, level=level + 1)
    if not definition.text.strip():
        return None

    def value(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in found.levels:
            return ""
        other = found.levels[at]
        count = counters.get(at, found.start(at))
        return render_number(count, "decimal" if definition.legal else other.style)

    text = clean(_PLACE.sub(value, definition.text)).strip()
    if not text:
        return None
    number = text.strip("()[].:;,-– ")
    return Marker(text=text + separator, number=number or None, level=level + 1)


def _make_list(
    element: _Element, abstracts: dict[str, _Element], numbers: dict[str, _Element], styles: Styles
) -> _List:
    abstract_id = get(child(element, "w:abstractNumId"), "w:val") or ""
    abstract = abstracts.get(abstract_id)
    # A list defined by a numbering style points to that style, whose own list points to the definition.
    linked = get(child(abstract, "w:numStyleLink"), "w:val")
    if linked and not any(children(abstract, "w:lvl")):
        target = numbers.get(styles.get(linked).numbering or "")
        abstract_id = get(child(target, "w:abstractNumId"), "w:val") or abstract_id
        abstract = abstracts.get(abstract_id)
    levels = dict(map(_make_level, children(abstract, "w:lvl")))
    overrides: dict[int, int] = {}
    for override in children(element, "w:lvlOverride"):
        at = whole(get(override, "w:ilvl"))
        if (own := child(override, "w:lvl")) is not None:
            levels[at] = _make_level(own)[1]
        if (start := child(override, "w:startOverride")) is not None:
            overrides[at] = whole(get(start, "w:val"))
    return _List(abstract=abstract_id, levels=levels, overrides=overrides)


def _make_level(element: _Element) -> tuple[int, _Level]:
    restart = child(element, "w:lvlRestart")
    return whole(get(element, "w:ilvl")), _Level(
        style=get(child(element, "w:numFmt"), "w:val") or "decimal",
        text=get(child(element, "w:lvlText"), "w:val") or "",
        start=whole(get(child(element, "w:start"), "w:val"), default=0),
        restart=whole(get(restart, "w:val")) if restart is not None else None,
        legal=is_on(child(element, "w:isLgl")),
        suffix=get(child(element, "w:suff"), "w:val") or "tab",
        paragraph_style=get(child(element, "w:pStyle"), "w:val"),
    )
