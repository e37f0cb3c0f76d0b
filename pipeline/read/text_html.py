"""Tables written as HTML inside plain text and Markdown, as converters of PDF leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .html_tree import parse_page
from .html_walk import Context, Walker
from .pieces import Flow

_MAX_LINES: Final = 5000
_MAX_CELLS: Final = 200_000


def find_html_table(lines: Sequence[str], index: int) -> tuple[Flow, int] | None:
    """What the `<table>` that begins at `lines[index]` holds, and the index of the line after it; None without one."""
    if not lines[index].lstrip()[:7].lower().startswith("<table"):
        return None
    end = index
    while end < min(len(lines), index + _MAX_LINES) and "</table>" not in lines[end].lower():
        end += 1
    if end >= len(lines) or "</table>" not in lines[end].lower():
        return None
    page = parse_page("\n".join(lines[index : end + 1]))
    walker = Walker(set(), max_cells=_MAX_CELLS, where="a table in the text", read_preformatted=lambda text: [])
    walker.walk_block(page.body, Context())
    return walker.flow, end + 1
