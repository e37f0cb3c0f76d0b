"""From the structure tree to passages and tables, for the pages whose text it covers and whose order it agrees with."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..records.document import BlockKind
from ..records.span import Box
from .pdf_lines import join_text, make_line, make_rows
from .pdf_model import Grid, Item, Line, PageText, Passage, Word, union
from .pdf_tables import PROSE_WORDS
from .pdf_tagged_tables import Row, all_content, table_rows, tagged_grid
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

    def turned(self, number: int) -> list[Word]:
        """Words that run up or down the page and that no element holds."""
        return [word for word in self._text[number].turned if id(word) not in self._used]

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
            yield from self._table(tag, depth=depth)
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
            for item in self._block(tag, kind=_KINDS.get(kind), level=None, depth=depth):
                if kind == "TOCI" and isinstance(item, Passage):
                    item.kind, item.contents = "paragraph", True
                yield item
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

    def _table(self, tag: Tag, *, depth: int) -> Iterator[Item]:
        """A table; the prose of rows that only lay out the page stands before and after it."""
        rows = list(table_rows(tag))
        rules = self._rules(tag)
        before, inner, after = _peeled(rows, self._words, rules)
        for cell in before:
            yield from self._container(cell, depth=depth)
        grid = tagged_grid(inner, self._words) if inner else None
        if grid is not None:
            for row, _ in inner:
                for cell in row:
                    for place in all_content(cell):
                        self._used.update(id(word) for word in self._words.get(place, []))
            yield grid
        for cell in after:
            yield from self._container(cell, depth=depth)

    def _rules(self, tag: Tag) -> list[float]:
        """Heights of the lines drawn across the table on its first page."""
        places = [place for place in all_content(tag) if self._words.get(place)]
        if not places:
            return []
        page = places[0][0]
        box = union([word.box for place in places if place[0] == page for word in self._words[place]])
        return [
            rule.top
            for rule in self._text[page].graphics.rules
            if rule.horizontal
            and not rule.edge
            and rule.x1 - rule.x0 > 0.3 * (box[2] - box[0])
            and box[1] - 8 <= rule.top <= box[3] + 8
        ]


def _peeled(
    rows: Sequence[Row], words: dict[MarkedContent, list[Word]], rules: Sequence[float]
) -> tuple[list[Tag], list[Row], list[Tag]]:
    """Cells before the table proper, its rows, and cells after it.

    A row of a table without header cells is there for its layout, and no row of the table, if it comes first or last,
    holds one cell of words only, and is prose or not parted by a line from the row next to it.
    """
    held = [[[word for place in all_content(cell) for word in words.get(place, [])] for cell in row] for row, _ in rows]
    filled = [
        [(cell, found) for cell, found in zip(row, words_, strict=True) if found]
        for (row, _), words_ in zip(rows, held, strict=True)
    ]
    first, last = 0, len(rows)
    if not any(cell.type == "TH" for row, _ in rows for cell in row):
        while first < last and _is_layout(filled[first], filled[first + 1] if first + 1 < last else [], rules):
            first += 1
        while last > first and _is_layout(filled[last - 1], filled[last - 2] if last - 2 >= first else [], rules):
            last -= 1
    inner = list(rows[first:last])
    enough = 1 if rules and len(inner) < len(rows) <= 3 else 2  # a title and its grade over a box of prose
    if len(inner) < enough or max(sum(min(cell.column_span, 50) for cell in row) for row, _ in inner) < 2:
        return [cell for cells in filled for cell, _ in cells], [], []
    return (
        [cell for cells in filled[:first] for cell, _ in cells],
        inner,
        [cell for cells in filled[last:] for cell, _ in cells],
    )


def _is_layout(row: list[tuple[Tag, list[Word]]], beside: list[tuple[Tag, list[Word]]], rules: Sequence[float]) -> bool:
    if len(row) != 1:
        return not row
    words = row[0][1]
    if len(words) >= PROSE_WORDS or len(rules) < 3:
        return True
    others = [word for _, found in beside for word in found]
    if not others:
        return False
    low, high = min(word.top for word in words), max(word.bottom for word in words)
    edges = (high, min(word.top for word in others)) if low < others[0].top else (max(w.bottom for w in others), low)
    return not any(edges[0] - 6 <= rule <= edges[1] + 6 for rule in rules)


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


def _leads_back(one: Box, two: Box) -> bool:
    """Whether `two` stands above `one` and in the same column."""
    return two[3] < one[1] + 1 and two[0] < one[2] and two[2] > one[0]
