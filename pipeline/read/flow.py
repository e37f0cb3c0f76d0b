"""What the readers of text, HTML and DOCX find, before it is laid out: pieces and tables in reading order.

`lay_out` does what is the same for all of them: a line break inside a piece parts it, printed numbers are told from
list numbers by their sequence, bold lines are recognised as headings and lines above tables as captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ..records.document import BlockKind
from .draft import Draft
from .lines import clean, continues, ends_sentence, find_bullet, find_number, join, squeeze
from .pieces import Flow, Piece, TablePiece
from .sequence import settle_numbers

_CAPTION: Final = re.compile(r"(?:table|figure|fig\.?|chart|graph)\s*(?:\d{1,3}[a-z]?|[A-Z])?\s*[:.–—-]", re.IGNORECASE)
_MAX_HEADING: Final = 120
_BARE_KINDS: Final = ("caption", "footnote", "comment", "chart")  # no numbers are looked for in them
_BARE: Final = " -–—*•·_=~.|"  # a piece of nothing else holds no words


@dataclass
class _Levels:
    """The level a bold line takes as a heading: one below the last declared heading."""

    declared: int = field(default=0)

    def seen(self, piece: Piece) -> int:
        if piece.level is not None:
            self.declared = piece.level
            return piece.level
        return min(self.declared + 1, 6)


def lay_out(flow: Sequence[Piece | TablePiece], draft: Draft) -> None:
    """Write the flow into the draft."""
    flow = _without_furniture(flow, draft)
    pieces = _levelled(settle_numbers(_captioned(_headed(_marked(_joined(_parted(flow)))))))
    levels = _Levels()
    waiting: Piece | None = None
    for item in [*pieces, None]:
        caption = None
        if waiting is not None:
            caption = draft.add_block("caption", waiting.text, number=waiting.number, content=waiting.content)
            waiting = None
        if isinstance(item, TablePiece):
            draft.add_table(
                item.cells, rows=item.rows, columns=item.columns, caption=caption, sheet=item.sheet, origin=item.origin
            )
        elif item is not None and item.kind == "caption":
            waiting = item
        elif item is not None:
            level = levels.seen(item) if item.kind == "heading" else item.level
            draft.add_block(item.kind, item.text, number=item.number, content=item.content, level=level, bold=item.bold)


def _without_furniture(flow: Sequence[Piece | TablePiece], draft: Draft) -> Flow:
    """Furniture is set aside first, so that it does not stand between the halves of a sentence."""
    kept: Flow = []
    for item in flow:
        if isinstance(item, Piece) and item.kind == "furniture":
            draft.add_furniture(squeeze(item.text))
        else:
            kept.append(item)
    return kept


def _parted(flow: Iterable[Piece | TablePiece]) -> Flow:
    """A hard line break parts a paragraph; within a heading, a sentence or a caption it was made for looks."""
    parted: Flow = []
    for item in flow:
        if isinstance(item, TablePiece):
            if item.caption:
                parted.append(Piece(kind="caption", text=squeeze(item.caption), plain=True))
            parted.append(item)
            continue
        lines = [line.strip() for line in item.text.split("\n") if line.strip()]
        if item.kind in ("heading", "caption"):
            lines = [join(lines)] if lines else []
        head = len(parted)
        for line in lines:
            last = parted[-1] if len(parted) > head else None
            if isinstance(last, Piece) and continues(last.text, line, shortest=20):
                last.text = join([last.text, line])
            elif last is not None:
                kind: BlockKind = "paragraph" if item.kind == "list_item" else item.kind
                bare = kind in _BARE_KINDS
                parted.append(replace(item, kind=kind, text=line, number=None, content=0, level=None, plain=bare))
            else:
                parted.append(replace(item, text=line))
    return parted


def _joined(flow: Flow) -> Flow:
    """Join a paragraph that a page break cut: "... over the last twelve" and "months."."""
    joined: Flow = []
    for item in flow:
        last = joined[-1] if joined else None
        if (
            isinstance(item, Piece)
            and isinstance(last, Piece)
            and item.kind == "paragraph"
            and last.kind in ("paragraph", "list_item")
            and not item.number
            and continues(last.text, item.text)
        ):
            last.text = join([last.text, item.text])
        else:
            joined.append(item)
    return joined


def _marked(flow: Flow) -> Flow:
    """Bullets and numbers that are typed into the text; every bullet is written "• ". White space is squeezed."""
    for item in flow:
        if not isinstance(item, Piece):
            continue
        if item.plain or item.kind not in ("paragraph", "list_item", "heading", "quote"):
            item.text = item.text[: item.content] + squeeze(item.text[item.content :])
            continue
        text = clean(item.text).strip()
        bullet = find_bullet(text) if item.kind != "heading" else None
        if bullet:
            rest = text[bullet.content :]
            numbered = find_number(rest)
            if numbered and numbered.firm and numbered.number and numbered.number[0].isdigit():
                text, item.kind, bullet = rest, "paragraph", None  # "- 3.1 The service": a converter's bullet
            elif rest:
                item.text, item.content = f"• {squeeze(rest)}", 2
                item.kind = "list_item" if item.kind == "paragraph" else item.kind
                continue
        number = find_number(text)
        if number:
            lead = f"{squeeze(text[: number.content])} "
            item.text, item.content = lead + squeeze(text[number.content :]), len(lead)
            item.number, item.doubtful = number.number, not number.firm
        else:
            item.text = squeeze(text)
    return [item for item in flow if isinstance(item, TablePiece) or item.text.strip(_BARE)]


def _headed(flow: Flow) -> Flow:
    """A short line that is all bold and stands above text that is not is a heading; bold lines in a row are not."""
    before: Piece | TablePiece | None = None
    for item, after in zip(flow, [*flow[1:], None], strict=True):
        last, before = before, item
        if (
            isinstance(item, Piece)
            and item.bold
            and item.kind == "paragraph"
            and len(item.text) <= _MAX_HEADING
            and not (ends_sentence(item.text) and not item.text.endswith((":", "?")))
            and after is not None
            and not any(isinstance(near, Piece) and near.bold and near.kind == "paragraph" for near in (last, after))
            and not _CAPTION.match(item.text)
        ):
            item.kind, item.level = "heading", None
    return flow


def _captioned(flow: Flow) -> Flow:
    """ "Table 3: Contacts by team" above a table is its caption."""
    for item, after in pairwise(flow):
        if (
            isinstance(item, Piece)
            and isinstance(after, TablePiece)
            and item.kind in ("paragraph", "heading")
            and len(item.text) <= 200
            and _CAPTION.match(item.text[item.content :])
        ):
            item.kind = "caption"
    return flow


def _levelled(flow: Flow) -> Flow:
    """Levels of list items from how far they are indented among the items around them."""
    indents: list[int] = []
    for item in flow:
        if not isinstance(item, Piece) or item.kind != "list_item":
            indents = []
            continue
        while indents and item.indent < indents[-1] - 1:
            indents.pop()
        if not indents or item.indent > indents[-1] + 1:
            indents.append(item.indent)
        item.level = item.level or len(indents)
    return flow
