"""The cells of a workbook as they are shown: shared strings, number formats, dates, stored results of formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .number_formats import built_in_format, format_value
from .zipped import ZippedParts

if TYPE_CHECKING:
    from lxml.etree import _Element

_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})$")
_MAX_ROW: Final = 1_048_576
_MAX_COLUMN: Final = 16_384


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetCell:
    """A filled cell. `row` and `column` count from 0. `numeric`: its value is a number or a date."""

    row: int
    column: int
    text: str
    numeric: bool
    bold: bool


class Workbook:
    """What all sheets share."""

    def __init__(self, parts: ZippedParts, *, strings: str | None, styles: str | None, epoch_1904: bool) -> None:
        self._strings = [_rich_text(item) for item in _named(parts.xml(strings), "si")] if strings else []
        self._formats, self._bold = _read_styles(parts.xml(styles)) if styles else ([], [])
        self._epoch_1904 = epoch_1904
        self.missing_results = 0

    def cell(self, element: _Element, row: int, column: int) -> SheetCell | None:
        """The cell of a `c` element; None if it shows nothing."""
        style = _number(element.get("s"))
        kind = element.get("t") or "n"
        value = next((below.text or "" for below in element if _local(below) == "v"), None)
        numeric = False
        if kind == "inlineStr":
            text = "".join(_rich_text(below) for below in element if _local(below) == "is")
        elif not value:
            if any(_local(below) == "f" for below in element):
                self.missing_results += 1
            return None
        elif kind == "s":
            index = _number(value, default=-1)
            text = self._strings[index] if 0 <= index < len(self._strings) else ""
        elif kind == "b":
            text = "TRUE" if value.strip() == "1" else "FALSE"
        elif kind == "n":
            text, numeric = self._shown(value, style)
        else:
            text, numeric = value, kind == "d"
        if not text.strip():
            return None
        bold = self._bold[style] if style < len(self._bold) else False
        return SheetCell(row=row, column=column, text=text, numeric=numeric, bold=bold)

    def _shown(self, value: str, style: int) -> tuple[str, bool]:
        try:
            number = float(value)
        except ValueError:
            return value, False
        if number != number or number in (float("inf"), float("-inf")):
            return value, False
        code = self._formats[style] if style < len(self._formats) else "General"
        return format_value(number, code, epoch_1904=self._epoch_1904), True


def split_address(address: str) -> tuple[int, int] | None:
    """Row and column from 0 of "C4"; None for what is no cell of a sheet."""
    match = _ADDRESS.match(address)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= _MAX_ROW and column <= _MAX_COLUMN else None


def cell_address(row: int, column: int) -> str:
    """ "C4" for row 3, column 2 counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _read_styles(root: _Element) -> tuple[list[str], list[bool]]:
    """The number format and the boldness of each cell style."""
    codes = {_number(item.get("numFmtId")): item.get("formatCode") or "General" for item in _named(root, "numFmt")}
    fonts = [
        [any(_local(below) == "b" and below.get("val") not in ("0", "false") for below in font) for font in group]
        for group in _named(root, "fonts")
    ]
    bold = fonts[0] if fonts else []
    formats: list[str] = []
    is_bold: list[bool] = []
    for group in _named(root, "cellXfs"):
        for style in group:
            number = _number(style.get("numFmtId"))
            formats.append(codes.get(number) or built_in_format(number))
            font = _number(style.get("fontId"))
            is_bold.append(bold[font] if font < len(bold) else False)
    return formats, is_bold


def _rich_text(item: _Element) -> str:
    """The text of a string item, runs joined, phonetic guides left out."""
    parts: list[str] = []
    for below in item:
        if _local(below) == "t":
            parts.append(below.text or "")
        elif _local(below) == "r":
            parts += [text.text or "" for text in below if _local(text) == "t"]
    return "".join(parts)


def _named(root: _Element, wanted: str) -> Iterator[_Element]:
    return (element for element in root.iter() if _local(element) == wanted)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(value: str | None, *, default: int = 0) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 10 else default
