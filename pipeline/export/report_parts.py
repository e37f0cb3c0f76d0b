"""The report of a run for papers that are printed and handed round: the sections of report.html as plain values."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Final

from .crops import Crop
from .html_parts import Block, Cell, Chart, Doubted, Quote, Section, Table
from .readable import visible

WIDE: Final = 8  # columns from which a table wants a page on its side
_ROOM, _WIDE_ROOM = 118.0, 175.0  # characters of small print in a line of an upright page, and of one on its side
_UNBROKEN: Final = re.compile(r"[^ \n/-]+")  # what no line may part; a space that may not break counts as a letter
_LONGEST_WORD: Final = 20  # of a column; a longer one is rare and parted


def is_wide(section: Section) -> bool:
    """Whether one of its tables wants a page on its side."""
    return any(isinstance(block, Table) and len(block.headers) >= WIDE for block in section.blocks)


def cell_lines(cell: Cell) -> list[str]:
    """The text of a cell, then its quotes, a line each, hidden characters written out."""
    lines = [visible(cell.text)] if cell.text else []
    return lines + [quote_line(quote) for quote in cell.quotes]


def quote_line(quote: Quote) -> str:
    """The words in quotation marks with their place."""
    return visible(f"“{quote.text}”" + (f" – {quote.where}" if quote.where else ""))


def plain_block(block: Block, crops: dict[str, tuple[Crop, ...]]) -> dict[str, Any]:
    """A block as values that JSON holds, for a template outside this program."""
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": visible(block.caption),
            "headers": [visible(header) for header in block.headers],
            "right": [header in block.numbers for header in block.headers],
            "rows": [
                [{"lines": cell_lines(cell), "strong": cell.strong, "text": bool(cell.text)} for cell in row.cells]
                for row in block.rows
            ],
            "more": block.more,
            "widths": column_shares(block),
        }
    if isinstance(block, Chart):
        return {"kind": "chart", "svg": block.svg, "alt": chart_alt(block)}
    if isinstance(block, Doubted):
        return {
            "kind": "finding",
            "severity": block.severity,
            "title": visible(block.title),
            "code": block.code,
            "message": visible(block.message),
            "quotes": [quote_line(quote) for quote in block.quotes],
            "crops": [
                {"file": f"{block.anchor}-{number}.png", "alt": visible(crop.alt), "caption": visible(crop.caption)}
                for number, crop in enumerate(crops.get(block.anchor, ()))
            ],
            "more": block.more,
            "document": visible(block.document),
        }
    return {"kind": block.kind, "text": visible(block.text), "lead": getattr(block, "lead", False)}


def column_shares(table: Table) -> list[float]:
    """How the width of the page is shared among the columns: the longest word of each first, the rest to long texts."""
    room = _WIDE_ROOM if len(table.headers) >= WIDE else _ROOM
    least, wanted = [], []
    for at, header in enumerate(table.headers):
        texts = [" ".join(cell_lines(row.cells[at])) for row in table.rows]
        longest = max((len(word) for text in (header, *texts) for word in _UNBROKEN.findall(text)), default=1)
        typical = sorted(map(len, texts))[int(len(texts) * 0.9)] if texts else 0
        least.append(min(longest, _LONGEST_WORD) + 3.0)
        wanted.append(max(typical - least[-1], 0.5) ** 0.65)
    spare = max(room - sum(least), 0)
    return [round(few + spare * more / sum(wanted), 1) for few, more in zip(least, wanted, strict=True)]


def chart_alt(chart: Chart) -> str:
    """What a chart shows, in words: its own title and description."""
    found = [re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", chart.svg) for tag in ("title", "desc")]
    return visible(" ".join(unescape(match.group(1)) for match in found if match))
