"""The walk through a web page: blocks, lists, tables and form controls, in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ..records.document import BlockKind
from .draft import DraftCell
from .html_forms import Rows, control_text, label_value_rows, labelled_control
from .html_lists import list_markers
from .html_tables import build_table, is_layout
from .html_tree import Element
from .lines import clean, raise_digits, squeeze
from .pieces import Flow, Piece, TablePiece
from .sequence import LONG_ITEM

_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "search",
))  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BOLD: Final = frozenset(("b", "strong", "th"))
_BOLD_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_STRUCK: Final = frozenset(("s", "del", "strike"))
_STRUCK_STYLE: Final = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_LINE_END: Final = Element("br")
_CONTROLS: Final = frozenset(("input", "select", "textarea", "button"))


class Context:
    """What the elements around a block say of it."""

    __slots__ = ("bold", "kind", "level", "listed")

    def __init__(self, *, kind: BlockKind = "paragraph", level: int | None = None, bold: bool = False) -> None:
        self.kind: BlockKind = kind
        self.level = level
        self.bold = bold
        self.listed = False

    def changed(self, **values: object) -> Context:
        context = Context(kind=self.kind, level=self.level, bold=self.bold)
        context.listed = self.listed
        for name, value in values.items():
            setattr(context, name, value)
        return context


class _Inline:
    """Words collected up to the next block, and whether all of them are bold."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.has_bold = False
        self.has_plain = False

    def add(self, text: str, *, bold: bool) -> None:
        self.parts.append(text)
        if text.strip():
            self.has_bold |= bold
            self.has_plain |= not bold

    def take(self) -> tuple[str, bool]:
        """The text, lines trimmed, and whether it is all bold; empties the collection."""
        lines = [clean(line).strip() for line in "".join(self.parts).split("\n")]
        bold = self.has_bold and not self.has_plain
        self.parts, self.has_bold, self.has_plain = [], False, False
        return "\n".join(line for line in lines if line), bold


class Walker:
    """Walks the page once; `flow` is the paper, `set_aside` the words of furniture.

    `furniture` are the ids (`id()`) of elements that are not part of the paper. `read_preformatted` reads the text of a `pre`.
    """

    def __init__(
        self, furniture: set[int], *, max_cells: int, where: str, read_preformatted: Callable[[str], Flow]
    ) -> None:
        self.flow: Flow = []
        self.set_aside: list[str] = []
        self.struck = 0
        self._furniture = furniture
        self._max_cells = max_cells
        self._read_preformatted = read_preformatted
        self._where = where
        self._inline = _Inline()
        self._marker = ""
        self._rows: TablePiece | None = None

    def walk_block(self, element: Element, context: Context) -> None:
        """Add what stands in a block element."""
        done = 0  # children that were taken as the control of a label
        for at, child in enumerate(element.children):
            if at < done:
                continue
            if (pair := labelled_control(element.children, at)) is not None:
                self._flush(context)
                self._add_rows([(pair[0], [pair[1]])])
                done = pair[2]
            elif isinstance(child, str):
                self._inline.add(_SPACE.sub(" ", child), bold=context.bold)
            elif id(child) in self._furniture:
                self.set_aside.extend(_furniture_lines(child))
            elif child.tag in _BLOCKS:
                self._flush(context)
                self._add_block(child, context)
            else:
                self._add_inline(child, context)
        self._flush(context)

    def _add_block(self, element: Element, context: Context) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self.walk_block(element, context.changed(kind="heading", level=_HEADINGS[tag], bold=False))
        elif tag in ("ul", "ol", "menu", "dir"):
            self._add_list(element, context)
        elif tag == "table":
            self._add_table(element, context)
        elif tag == "pre":
            self.flow.extend(self._read_preformatted("".join(element.strings())))
        elif (rows := label_value_rows(element)) is not None:
            self._add_rows(rows)
        else:
            kind = {"blockquote": "quote", "figcaption": "caption"}.get(tag, context.kind)
            bold = context.bold or bool(_BOLD_STYLE.search(element.get("style").lower()))
            is_same = (kind, bold) == (context.kind, context.bold)
            self.walk_block(element, context if is_same else context.changed(kind=kind, bold=bold))

    def _add_inline(self, element: Element, context: Context) -> None:
        if element.tag == "br":
            self._inline.add("\n", bold=context.bold)
        elif element.tag == "label":
            self._inline.add(" ", bold=context.bold)
            self._add_children(element, context)
            self._inline.add(" ", bold=context.bold)
        elif element.tag in _CONTROLS:
            self._inline.add(control_text(element), bold=context.bold)
        elif element.tag == "img":
            self._add_picture(element.get("alt"))
        elif element.tag == "svg":
            self._add_picture(element.text())
        elif element.tag in _STRUCK or _STRUCK_STYLE.search(element.get("style").lower()):
            self.struck += 1  # "Yes / No, delete as appropriate"
            self.set_aside.append(element.text())
        elif element.tag == "sup" and raise_digits(words := element.text()) != words:
            self._inline.add(raise_digits(words), bold=context.bold)
        else:
            bold = context.bold or element.tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style").lower()))
            self._add_children(element, context.changed(bold=bold) if bold != context.bold else context)

    def _add_children(self, element: Element, context: Context) -> None:
        """The children of an inline element; a block inside it (a link around a heading) ends the line before it."""
        for child in element.children:
            if isinstance(child, str):
                self._inline.add(_SPACE.sub(" ", child), bold=context.bold)
            elif id(child) in self._furniture:
                self.set_aside.extend(_furniture_lines(child))
            elif child.tag in _BLOCKS:
                self._flush(context)
                self._add_block(child, context)
            else:
                self._add_inline(child, context)

    def _add_picture(self, words: str) -> None:
        """Words of a chart, or a picture's description: kept where it says more than a name."""
        words = squeeze(words)
        if len(words.split()) > 3:
            self.flow.append(Piece(kind="chart", text=words, plain=True))

    def _add_list(self, element: Element, context: Context) -> None:
        level = (context.level or 0) + 1 if context.kind == "list_item" else 1
        below = context.changed(kind="list_item", level=level, bold=context.bold)
        markers = iter(list_markers(element))
        items = [child.text() for child in element.elements() if child.tag == "li"]
        below.listed = len(items) > 1 and sum(map(len, items)) < LONG_ITEM * len(items)
        for child in element.children:
            if isinstance(child, str):
                self._inline.add(_SPACE.sub(" ", child), bold=context.bold)
            elif id(child) in self._furniture:
                self.set_aside.extend(_furniture_lines(child))
            elif child.tag == "li":
                self._flush(context)
                self._marker = next(markers)
                self.walk_block(child, below)
                self._marker = ""
            elif child.tag in _BLOCKS:
                self._flush(context)
                self._add_block(child, below)
            else:
                self._add_inline(child, context)
        self._flush(context)

    def _add_table(self, element: Element, context: Context) -> None:
        if is_layout(element):
            self.walk_block(element, context)
            return
        nested: list[TablePiece] = []

        def cell_text(cell: Element) -> tuple[str, bool]:
            pieces, tables = self._read_apart(cell)
            nested.extend(tables)
            return "\n".join(piece.text for piece in pieces), bool(pieces) and all(piece.bold for piece in pieces)

        self.flow.append(build_table(element, cell_text=cell_text, max_cells=self._max_cells, where=self._where))
        self.flow.extend(nested)

    def _add_rows(self, rows: Rows) -> None:
        """Labels and values as a table of two columns: an empty box stays an empty cell. Rows on end are one table."""
        last = self.flow[-1] if self.flow else None
        before = last if isinstance(last, TablePiece) and last is self._rows else None
        start = before.rows if before is not None else 0
        cells: list[DraftCell] = []
        nested: list[TablePiece] = []
        for number, (label, values) in enumerate(rows, start):
            texts: list[str] = []
            for part in (label, *values):
                if id(part) in self._furniture:
                    self.set_aside.extend(_furniture_lines(part))
                    continue
                pieces, tables = self._read_apart(part)
                nested.extend(tables)
                texts.append("\n".join(piece.text for piece in pieces))
            cells.append(DraftCell(row=number, column=0, text=texts[0], declared_header=True))
            cells.append(DraftCell(row=number, column=1, text="\n".join(texts[1:])))
        if before is not None:
            before.cells += cells
            before.rows += len(rows)
        else:
            self._rows = TablePiece(cells=cells, rows=len(rows), columns=2, origin="html")
            self.flow.append(self._rows)
        self.flow.extend(nested)

    def _read_apart(self, element: Element) -> tuple[list[Piece], list[TablePiece]]:
        """The pieces of a cell, and the tables nested in it."""
        flow, self.flow = self.flow, []
        inline, self._inline = self._inline, _Inline()
        marker, self._marker = self._marker, ""
        if element.tag in _CONTROLS:
            self._inline.add(control_text(element), bold=False)
            self._flush(Context())
        else:
            self.walk_block(element, Context())
        found, self.flow, self._inline, self._marker = self.flow, flow, inline, marker
        return (
            [item for item in found if isinstance(item, Piece)],
            [item for item in found if isinstance(item, TablePiece)],
        )

    def _flush(self, context: Context) -> None:
        text, bold = self._inline.take()
        if not text:
            return
        marker, self._marker = self._marker, ""
        if context.kind == "list_item" and marker:
            number = marker.strip().rstrip(".") if marker != "• " else None
            first, *rest = text.split("\n")
            self.flow.append(
                Piece(
                    kind="list_item", text="\n".join([marker + first, *rest]), number=number, content=len(marker),
                    level=context.level, bold=bold, listed=context.listed, plain=True,
                )
            )  # fmt: skip
        elif context.kind == "list_item":
            self.flow.append(Piece(kind="paragraph", text=text, bold=bold))
        else:
            self.flow.append(Piece(kind=context.kind, text=text, level=context.level, bold=bold))


def _furniture_lines(element: Element) -> Iterator[str]:
    """The words of furniture, a line a block."""
    line: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            line.append(item)
        elif item.tag in _BLOCKS or item.tag == "br":
            yield "".join(line)
            line = []
            if item.children:
                stack.extend([_LINE_END, *reversed(item.children)])
        else:
            stack.extend(reversed(item.children))
    yield "".join(line)
