"""Pieces: what a reader has found, in reading order, before it is laid out in a draft."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.document import BlockKind
from .draft import DraftCell


@dataclass(kw_only=True)
class Piece:
    """A block to be. `text` may hold line breaks. `number` and `content` as in `records.document.Block`.

    `indent` is how far the text stands in, in any unit; where an item has no `level`, its level is told from that.
    `series` names the list that an automatic number belongs to. `listed`: the file itself says that it is an item of a
    list. `doubtful`: its number may be a quantity, a date or an initial. `plain`: no marker is to be looked for in the text,
    either because the reader has set it or because there is none.
    """

    kind: BlockKind
    text: str
    number: str | None = None
    content: int = 0
    level: int | None = None
    indent: int = 0
    bold: bool = False
    series: str | None = None
    listed: bool = False
    doubtful: bool = False
    plain: bool = False


@dataclass(kw_only=True)
class TablePiece:
    """A table to be. `caption` only where the file itself ties one to the table."""

    cells: list[DraftCell]
    rows: int
    columns: int
    origin: str
    caption: str | None = None
    sheet: str | None = None


Flow = list[Piece | TablePiece]
