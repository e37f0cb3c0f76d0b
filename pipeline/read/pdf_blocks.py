"""From pages to one flow of passages and tables: by tags where the file's can be trusted, else by geometry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..errors import DocumentError
from ..records.span import Box
from .draft import Draft
from .pdf_bullets import with_drawn_bullets
from .pdf_charts import find_charts
from .pdf_emit import emit
from .pdf_finish import finish
from .pdf_furniture import set_furniture_aside
from .pdf_layout import order_rows
from .pdf_lines import make_line, make_rows
from .pdf_model import Grid, Item, Line, PageText, Passage, overlap
from .pdf_open import find_open_tables
from .pdf_paragraphs import Leading, make_passages
from .pdf_rows import Row, block_row, row_of
from .pdf_segments import level_rows, space_width, text_row
from .pdf_tables import find_ruled_tables, is_sparse, outside
from .pdf_tagged import TaggedPages
from .pdf_tags import Tag
from .pdf_text import count_letters, words_of


def lay_out(pages: Sequence[PageText], tree: Tag | None, *, max_cells: int, where: str) -> tuple[Draft, int]:
    """The draft of the pages, and how many letters and digits must be in it, counted before anything was decided.

    Raises DocumentError (limit_exceeded) for more than `max_cells` table cells; `where` names the file.
    """
    grids = {page.number: find_ruled_tables(page)[0] for page in pages}
    furniture = set_furniture_aside(pages, {number: [grid.box for grid in found] for number, found in grids.items()})
    letters = _letters(pages, furniture)
    vocabulary = _vocabulary(pages)
    tagged = TaggedPages(tree, pages) if tree is not None else None
    by_geometry = [page for page in pages if tagged is None or page.number not in tagged.pages]
    columns = {page.number: _columns(page) for page in by_geometry}
    leading = Leading(
        [row for row in column if isinstance(row, Line)] for found in columns.values() for column in found
    )
    items: list[Item] = []
    cells = 0
    for page in pages:
        first = len(items)
        if tagged is not None and page.number in tagged.pages:
            items.extend(_tagged_items(page, tagged))
            page.turned = tagged.turned(page.number)
        else:
            items.extend(_geometric_items(columns[page.number], leading))
        cells += sum(len(item.cells) for item in items[first:] if isinstance(item, Grid))
        if cells > max_cells:
            raise DocumentError(
                "limit_exceeded", f"More than {max_cells} table cells", where=where,
                remedy="Raise read.max_cells in the configuration if you trust the file.",
            )  # fmt: skip
        items.extend(_residue(page))
    _mark_underlined(items, {page.number: page for page in pages})
    frames = {page.number: page.frame for page in pages}
    return emit(finish(items), furniture, frames=frames, vocabulary=vocabulary), letters


def _letters(pages: Sequence[PageText], furniture: dict[int, list[Line]]) -> int:
    texts = [line.text for found in furniture.values() for line in found]
    for page in pages:
        texts.extend(line.text for line in page.lines)
        texts.extend(word.text for word in page.turned)
        texts.extend(word.text for note in page.notes for word in note)
    return count_letters("".join(texts))


def _vocabulary(pages: Sequence[PageText]) -> frozenset[str]:
    """Words printed whole: all but the last of each line and the first of the next."""
    counts: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            words = words_of(line.text)
            counts.update(words[:-1] if line.text.endswith("-") else words)
    return frozenset(counts)


def _columns(page: PageText) -> list[list[Line | Item]]:
    """The page's lines and tables, column by column in reading order."""
    grids, frames = find_ruled_tables(page)
    charts = find_charts(page.words, page.graphics, [grid.box for grid in grids if not is_sparse(grid)])
    grids = [grid for grid in grids if not any(overlap(grid.box, box) for box, _ in charts)]
    boxes = [grid.box for grid in grids]
    page.turned = outside(page.turned, boxes)
    labels = {id(word) for _, held in charts for word in held}
    words = make_rows([word for word in outside(page.words, boxes) if id(word) not in labels])
    words = with_drawn_bullets(words, page.graphics.dots)
    rows = [row_of(row) for row in words]
    rows.extend(block_row(grid, grid.box) for grid in grids)
    for box, held in charts:
        drawn = [make_line(row, page.number) for row in make_rows(held)]
        rows.append(block_row(Passage(lines=drawn, page=page.number, kind="chart"), box))
    space = space_width(words)
    columns: list[list[Line | Item]] = []
    leaves = order_rows(rows)
    for leaf in leaves:
        column = _with_open_tables(leaf, page, space, frames)
        lines = [entry for entry in column if isinstance(entry, Line)]
        left = min((line.x0 for line in lines), default=0.0) if len(leaves) > 1 else 0.0
        right = max((line.x1 for line in lines), default=0.0)
        for line in lines:
            line.left, line.right = left, right
        columns.append(column)
    return columns


def _with_open_tables(leaf: Sequence[Row], page: PageText, space: float, frames: Sequence[Box]) -> list[Line | Item]:
    """A column's lines and tables, those without a grid found among its rows."""
    column: list[Line | Item] = []
    stretch: list[Row] = []
    for row in [*leaf, None]:
        if row is not None and row.block is None:
            stretch.append(row)
            continue
        levelled = level_rows([held.words for held in stretch])
        rows = [text_row(held, space) for held in levelled]
        tables = find_open_tables(rows, page.graphics, page.number, frames)
        starts = {region[0]: (grid, region[1]) for grid, region in tables}
        index = 0
        while index < len(levelled):
            if index in starts:
                grid, last = starts[index]
                column.append(grid)
                index = last + 1
                continue
            column.append(make_line(levelled[index], page.number))
            index += 1
        stretch = []
        if row is not None and row.block is not None:
            column.append(row.block)
    return column


def _geometric_items(columns: Sequence[Sequence[Line | Item]], leading: Leading) -> list[Item]:
    items: list[Item] = []
    for index, column in enumerate(columns):
        lines: list[Line] = []
        for entry in column:
            if isinstance(entry, Line):
                lines.append(entry)
                continue
            items.extend(make_passages(lines, leading=leading, column=index))
            items.append(entry)
            lines = []
        items.extend(make_passages(lines, leading=leading, column=index))
    return items


def _tagged_items(page: PageText, tagged: TaggedPages) -> list[Item]:
    """The page's tagged blocks, with what no tag holds put in where it stands."""
    items = tagged.items(page.number)
    loose = tagged.untagged(page.number)
    for row in make_rows(loose):
        line = make_line(row, page.number)
        beside = _line_beside(items, line)
        if beside is not None:
            joined = make_line(sorted([*beside.words, *row], key=lambda word: word.x0), page.number)
            beside.words, beside.x0, beside.x1, beside.text = joined.words, joined.x0, joined.x1, joined.text
            continue
        place = next((index for index, item in enumerate(items) if _top(item, page.number) > line.top), len(items))
        items.insert(place, Passage(lines=[line], page=page.number, tagged=True))
    return items


def _line_beside(items: Sequence[Item], line: Line) -> Line | None:
    """The tagged line on the same baseline: "Name:" beside what was typed into its field."""
    for item in items:
        for other in item.lines if isinstance(item, Passage) else []:
            level = other.page == line.page and abs(other.baseline - line.baseline) < 0.4 * max(other.size, line.size)
            if level and (line.x0 > other.x1 - 2 or line.x1 < other.x0 + 2):
                return other
    return None


def _top(item: Item, page: int) -> float:
    if isinstance(item, Grid):
        return item.box[1]
    return min((line.top for line in item.lines if line.page == page), default=0.0)


def _mark_underlined(items: Sequence[Item], pages: dict[int, PageText]) -> None:
    """Note the short lines with a rule right beneath that is as long as they are."""
    for item in items:
        for line in item.lines if isinstance(item, Passage) else []:
            line.underlined = len(line.words) <= 12 and any(
                rule.horizontal
                and not rule.edge
                and -0.1 * line.size <= rule.top - line.baseline <= 0.35 * line.size
                and abs(rule.x0 - line.x0) < 4
                and abs(rule.x1 - line.x1) < 4
                for rule in pages[line.page].graphics.rules
            )


def _residue(page: PageText) -> list[Item]:
    """Words that run up or across the page, as labels of charts do, and notes pinned to the page."""
    items: list[Item] = []
    if page.turned:
        items.append(Passage(lines=[make_line(page.turned, page.number)], page=page.number, kind="chart"))
    for note in page.notes:
        lines = [make_line(row, page.number) for row in make_rows(note)]
        items.append(Passage(lines=lines, page=page.number, kind="comment"))
    return items
