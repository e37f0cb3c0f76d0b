"""From the structure tree to passages and tables, for the pages whose text it covers and whose order it agrees with."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..records.document import BlockKind
from ..records.span import Box
from .pdf_lines import join_text, make_line, make_rows
from .pdf_model import Grid, GridCell, Item, Line, PageText, Passage, Word, union
from .pdf_tags import MarkedContent, Tag

_COVERED = 0.9  # of a page's words that must be tagged
_MAX_INVERSIONS = 0.2  # of the steps from block to block that may lead back up the page
_HEADINGS = {"H": None, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
# fmt: off
_INLINE = frozenset(
    {
        "Span", "Link", "Quote", "Reference", "Em", "Strong", "Code", "Annot", "Ruby", "Warichu", "Lbl", "BibEntry", "Form",
        "LBody", "RB", "RT", "RP", "WT", "WP",
    }
)
# fmt: on
_ROWS = frozenset(("TR",))
_CELLS = frozenset(("TH", "TD"))
_KINDS: dict[str, BlockKind] = {"Note": "footnote", "Caption": "caption", "BlockQuote": "quote", "Figure": "chart"}


class TaggedPages:
    """Blocks by page. `pages` are those that can be read by tags."""

    def __init__(self, tree: Tag, pages: Sequence[PageText]) -> None:
        self._words: dict[MarkedContent, list[Word]] = defaultdict(list)
        self._text = {page.number: page for page in pages}
        for page in pages:
            for word in [*page.words, *page.turned]:
                if word.mcid >= 0:
                    self._words[page.number, word.mcid].append(word)
        self._items: dict[int, list[Item]] = defaultdict(list)
        self._used: set[int] = set()
        for item in self._walk(tree, depth=0):
            self._items[item.page].append(item)
        self.pages = frozenset(page.number for page in pages if self._is_covered(page) and self._agrees(page.number))

    def items(self, number: int) -> list[Item]:
        """Passages and tables that begin on the page, in the order of the tree."""
        return self._items.get(number, [])

    def untagged(self, number: int) -> list[Word]:
        """Words of the page that no element holds."""
        return [word for word in self._text[number].words if id(word) not in self._used]

    def _is_covered(self, page: PageText) -> bool:
        total = sum(len(word.text) for word in page.words)
        held = sum(len(word.text) for word in page.words if id(word) in self._used)
        return total > 0 and held >= _COVERED * total

    def _agrees(self, number: int) -> bool:
        """Whether the order of the blocks mostly leads down the page, and no block is the whole page."""
        tops = []
        for item in self.items(number):
            box = (
                item.box
                if isinstance(item, Grid)
                else union([line.box for line in item.lines if line.page == number] or [(0, 0, 0, 0)])
            )
            tops.append(box)
        back = sum(1 for one, two in itertools.pairwise(tops) if _leads_back(one, two))
        lines = sum(len(item.lines) for item in self.items(number) if isinstance(item, Passage))
        longest = max((len(item.lines) for item in self.items(number) if isinstance(item, Passage)), default=0)
        if longest > 25 and longest > 0.8 * lines:
            return False
        return back <= max(1, _MAX_INVERSIONS * len(tops))

    def _walk(self, tag: Tag, *, depth: int, label: str | None = None) -> Iterator[Item]:
        """Blocks under an element. `depth` is that of the innermost list."""
        kind = tag.type
        if kind == "Artifact":
            return
        if kind == "Table":
            grid = self._table(tag)
            if grid is not None:
                yield grid
                return
        elif kind == "L":
            for kid in tag.kids:
                if isinstance(kid, Tag):
                    yield from self._walk(kid, depth=depth + 1)
            return
        elif kind == "LI":
            yield from self._list_item(tag, depth=max(depth, 1))
            return
        elif kind in _HEADINGS:
            yield from self._block(tag, kind="heading", level=_HEADINGS[kind], depth=depth)
            return
        elif kind in ("P", "TOCI") or kind in _KINDS:
            yield from self._block(tag, kind=_KINDS.get(kind), level=None, depth=depth)
            return
        yield from self._container(tag, depth=depth)

    def _container(self, tag: Tag, *, depth: int) -> Iterator[Item]:
        """Elements one after another; inline ones and loose content between them form a block."""
        loose = Tag("P")
        for kid in tag.kids:
            if isinstance(kid, tuple) or kid.type in _INLINE:
                loose.kids.append(kid)
                continue
            if loose.kids:
                yield from self._block(loose, kind=None, level=None, depth=depth)
                loose = Tag("P")
            yield from self._walk(kid, depth=depth)
        if loose.kids:
            yield from self._block(loose, kind=None, level=None, depth=depth)

    def _block(self, tag: Tag, *, kind: BlockKind | None, level: int | None, depth: int) -> Iterator[Item]:
        own, nested = _split_inline(tag)
        lines = self._lines(own)
        if lines:
            yield Passage(lines=lines, page=lines[0].page, kind=kind, level=level, tagged=True)
        for kid in nested:
            yield from self._walk(kid, depth=depth)

    def _list_item(self, tag: Tag, *, depth: int) -> Iterator[Item]:
        """The label and the first words of an item are one block; what follows in it stands on its own."""
        content: list[MarkedContent] = []
        label: str | None = None
        rest: list[Tag] = []
        for kid in _opened(tag):
            if isinstance(kid, tuple):
                content.append(kid)
            elif kid.type == "Lbl":
                own, _ = _split_inline(kid)
                label = join_text([word for place in own for word in self._words.get(place, [])])
                content.extend(own)
            elif not rest and kid.type in _INLINE | {"P"} and (kid.type != "P" or not _has_text(self, content, label)):
                own, nested = _split_inline(kid)
                content.extend(own)
                rest.extend(nested)
            else:
                rest.append(kid)
        lines = self._lines(content)
        if lines:
            yield Passage(lines=lines, page=lines[0].page, kind="list_item", level=depth, tagged=True, label=label)
        for kid in rest:
            yield from self._walk(kid, depth=depth)

    def _lines(self, content: Sequence[MarkedContent]) -> list[Line]:
        by_page: dict[int, list[Word]] = {}
        for place in content:
            for word in self._words.get(place, []):
                if id(word) not in self._used:
                    self._used.add(id(word))
                    by_page.setdefault(place[0], []).append(word)
        lines: list[Line] = []
        for page in sorted(by_page):
            lines.extend(make_line(row, page) for row in make_rows(by_page[page]))
        return lines

    def _table(self, tag: Tag) -> Grid | None:
        """The grid of a Table element; None if it has one row or column only and thus merely lays out prose."""
        rows = list(_rows(tag))
        width = max((sum(min(cell.column_span, 50) for cell in row) for row, _ in rows), default=0)
        if len(rows) < 2 or width < 2:
            return None
        taken: set[tuple[int, int]] = set()
        cells: list[GridCell] = []
        columns = 0
        header_rows = 0
        for index, (row, in_head) in enumerate(rows):
            column = 0
            for cell in row:
                while (index, column) in taken:
                    column += 1
                row_span = min(cell.row_span, len(rows) - index)
                cells.append(self._cell(cell, index, column, row_span))
                for r in range(index, index + row_span):
                    taken.update((r, c) for c in range(column, column + min(cell.column_span, 200)))
                column += cell.column_span
            columns = max(columns, column)
            if in_head and header_rows == index:
                header_rows = index + 1
        boxes = [cell.box for cell in cells if cell.box is not None]
        if not boxes:
            return None
        page = min(cell.page for cell in cells if cell.page)
        box = union([cell.box for cell in cells if cell.box is not None and cell.page == page])
        return Grid(
            cells=cells,
            rows=len(rows),
            columns=columns,
            page=page,
            box=box,
            origin="tags",
            header_rows=header_rows or None,
        )

    def _cell(self, tag: Tag, row: int, column: int, row_span: int) -> GridCell:
        content = _all_content(tag)
        pages = sorted({place[0] for place in content if self._words.get(place)})
        words = [word for place in content for word in self._words.get(place, [])]
        self._used.update(id(word) for word in words)
        text = "\n".join(
            _cell_text([word for place in content if place[0] == page for word in self._words.get(place, [])])
            for page in pages
        )
        first = [word for place in content if pages and place[0] == pages[0] for word in self._words.get(place, [])]
        return GridCell(
            row=row,
            column=column,
            row_span=row_span,
            column_span=tag.column_span,
            text=text,
            box=union([word.box for word in first]) if first else None,
            page=pages[0] if pages else 0,
            header=tag.type == "TH",
            bold=bool(words) and all(word.style.bold for word in words if any(c.isalnum() for c in word.text)),
        )


def _cell_text(words: list[Word]) -> str:
    if any(word.angle for word in words):
        return " ".join(word.text for word in words)
    return "\n".join(join_text(row) for row in make_rows(words))


def _has_text(pages: TaggedPages, content: list[MarkedContent], label: str | None) -> bool:
    """Whether an item has words already, its label aside."""
    held = "".join(word.text for place in content for word in pages._words.get(place, []))
    return len(held.replace(label or "", "", 1).strip()) > 2


def _opened(tag: Tag) -> Iterator[Tag | MarkedContent]:
    """The content of a list item with its LBody taken as transparent."""
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.type == "LBody":
            yield from kid.kids
        else:
            yield kid


def _split_inline(tag: Tag) -> tuple[list[MarkedContent], list[Tag]]:
    """Content of the element and its inline elements in order, and the block elements found among them."""
    content: list[MarkedContent] = []
    nested: list[Tag] = []
    for kid in tag.kids:
        if isinstance(kid, tuple):
            content.append(kid)
        elif kid.type in _INLINE or kid.type in ("P", "Sect", "Div", "NonStruct", "Part"):
            own, deeper = _split_inline(kid)
            content.extend(own)
            nested.extend(deeper)
        else:
            nested.append(kid)
    return content, nested


def _all_content(tag: Tag) -> list[MarkedContent]:
    content: list[MarkedContent] = []
    for kid in tag.kids:
        if isinstance(kid, tuple):
            content.append(kid)
        else:
            content.extend(_all_content(kid))
    return content


def _rows(tag: Tag, in_head: bool = False) -> Iterator[tuple[list[Tag], bool]]:
    """Rows of a table with their cells; rows of a table within a cell are not among them."""
    for kid in tag.kids:
        if not isinstance(kid, Tag):
            continue
        if kid.type in _ROWS:
            cells = [cell for cell in kid.kids if isinstance(cell, Tag) and cell.type in _CELLS]
            if cells:
                yield cells, in_head or all(cell.type == "TH" and cell.scope != "Row" for cell in cells)
        elif kid.type in ("THead", "TBody", "TFoot", "Sect", "Div", "NonStruct"):
            yield from _rows(kid, kid.type == "THead")


def _leads_back(one: Box, two: Box) -> bool:
    """Whether `two` stands above `one` and in the same column."""
    return two[3] < one[1] + 1 and two[0] < one[2] and two[2] > one[0]
