"""Words of a sheet that stand in no cell: text boxes drawn over it, and comments, which are kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .lines import squeeze
from .pieces import Flow, Piece
from .zipped import ZippedParts

if TYPE_CHECKING:
    from lxml.etree import _Element

# What newer Excel writes into the old kind of comment for programs that do not know the new one.
_PLACEHOLDER: Final = "[Threaded comment]"


def words_beside_cells(parts: ZippedParts, sheet: str) -> Flow:
    """Text boxes as paragraphs, then comments, "B5: Includes three late returns", in the order of the file."""
    flow: Flow = []
    comments: list[tuple[str, str]] = []
    for relationship in parts.relationships(sheet).values():
        if relationship.external or relationship.target not in parts:
            continue
        if relationship.kind == "drawing":
            for box in _named(parts.xml(relationship.target), "txBody"):
                flow += [Piece(kind="paragraph", text=text) for text in map(_text, _named(box, "p")) if text]
        elif relationship.kind in ("comments", "threadedComment"):
            for kind in ("comment", "threadedComment"):
                for comment in _named(parts.xml(relationship.target), kind):
                    comments.append((comment.get("ref") or "", _text(comment)))
    for place, text in comments:
        if text and not text.startswith(_PLACEHOLDER):
            flow.append(Piece(kind="comment", text=f"{place}: {text}" if place else text, plain=True))
    return flow


def _text(element: _Element) -> str:
    """The text of an element's runs; a threaded comment keeps its words in `text` itself."""
    parts = [below.text or "" for below in element.iter() if _local(below) in ("t", "text", "br")]
    return squeeze("".join(part or " " for part in parts))


def _named(root: _Element, wanted: str) -> list[_Element]:
    return [element for element in root.iter() if _local(element) == wanted]


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
