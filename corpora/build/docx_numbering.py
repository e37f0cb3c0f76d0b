"""Printed numbers as Word's own automatic numbering: the number is no longer text, yet the page shows the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MARKER = re.compile(r"(?P<before>\(?)(?P<value>\d+(?:\.\d+)*|[a-z]+)(?P<after>[.)]?)")
_LEVELS = 4
_CM = 567  # twentieths of a point


@dataclass
class _Family:
    """Markers of one shape share an abstract list; `counters` is what Word has counted so far."""

    abstract: int | None = None
    number: int | None = None
    counters: tuple[int, ...] = ()


class Numbering:
    """Gives paragraphs numbers, starting a new list wherever Word's count would not print what the source says."""

    def __init__(self, document: WordDocument, *, heading_dot: bool) -> None:
        self._heading_dot = heading_dot
        self._root = document.part.numbering_part.element
        self._families: dict[tuple[str, str, str], _Family] = {}

    def apply(self, paragraph: WordParagraph, marker: str, level: int, *, heading: bool = False) -> None:
        """Number `paragraph` so that Word prints `marker`; a `level` above 0 keeps its own indent.

        A heading "4." counts the chapters that paragraph "4.1" belongs to. Raises ValueError on a strange marker.
        """
        found = _MARKER.fullmatch(marker)
        if not found:
            raise ValueError(f"cannot number {marker!r} automatically")
        kind, values = self._read(found)
        key = ("chain", "", "") if heading else (kind, found["before"], found["after"])
        family = self._families.setdefault(key, _Family())
        depth = len(values) - 1
        if family.number is None or values != _next(family.counters, depth):
            self._start_list(family, key, values)
        family.counters = values
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = family.number
        if level == 0:  # the list's own indents serve
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = None

    def _read(self, found: re.Match[str]) -> tuple[str, tuple[int, ...]]:
        """The kind of list and the marker's values: "4.1" is ("chain", (4, 1)), "(iv)" is ("lowerRoman", (4,))."""
        text = found["value"]
        if text[0].isdigit():
            values = tuple(int(part) for part in text.split("."))
            chained = len(values) > 1 or not (found["before"] or found["after"])
            return ("chain" if chained else "decimal"), values
        letters = self._families.get(("lowerLetter", found["before"], found["after"]))
        follows = letters is not None and len(text) == 1 and letters.counters == (ord(text) - 97,)
        if text in _ROMAN and not follows:
            return "lowerRoman", (_ROMAN.index(text) + 1,)
        return "lowerLetter", (ord(text[0]) - 96,)

    def _start_list(self, family: _Family, key: tuple[str, str, str], values: tuple[int, ...]) -> None:
        """Open a list that starts at `values`.

        A list of one level restarts its family's abstract list, as Word's "restart numbering" does; "4.1" without a
        "4." before it needs an abstract list of its own, since programs disagree on restarting a level never printed.
        """
        restarts = family.abstract is not None and len(values) == 1
        if not restarts:
            family.abstract = self._add_abstract(key, values)
        assert family.abstract is not None
        number: int = self._root.add_num(family.abstract).numId
        if restarts:
            self._root.num_having_numId(number).add_lvlOverride(ilvl=0).add_startOverride(values[0])
        family.number = number

    def _add_abstract(self, key: tuple[str, str, str], starts: tuple[int, ...]) -> int:
        """An abstract list: `%1.%2.%3` for chains, one sign before and after for the rest."""
        kind, before, after = key
        used = [int(item.get(qn("w:abstractNumId"))) for item in self._root.findall(qn("w:abstractNum"))]
        abstract = max(used, default=-1) + 1
        width, margin = (round(0.9 * _CM), round(1.25 * _CM)) if kind.startswith("lower") else (round(1.25 * _CM), 0)
        levels = []
        for level in range(_LEVELS):
            shown = ".".join(f"%{number + 1}" for number in range(level + 1)) if kind == "chain" else f"%{level + 1}"
            dot = "." if kind == "chain" and level == 0 and self._heading_dot else after
            levels.append(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="{starts[level] if level < len(starts) else 1}"/>'
                f'<w:numFmt w:val="{"decimal" if kind == "chain" else kind}"/>'
                f'<w:lvlText w:val="{before}{shown}{dot}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{width + margin}" w:hanging="{width}"/></w:pPr></w:lvl>'
            )
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
            f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
        )
        self._root.insert(len(used), element)  # Word wants every abstractNum before the first num
        return abstract


def _next(counters: tuple[int, ...], depth: int) -> tuple[int, ...]:
    """What Word prints next at `depth`: 4.2 after 4.1 or 4.1.3; deeper levels begin at 1."""
    if depth < len(counters):
        return (*counters[:depth], counters[depth] + 1)
    return (*counters, *(1,) * (depth + 1 - len(counters)))
