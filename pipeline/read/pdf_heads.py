"""Headers of tables without a grid: which rows of print they take, and the cells their words form.

A title that wraps is one cell; a title with several titles beneath it, or with a rule beneath it across several columns,
spans those columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..records.span import Box
from .pdf_columns import Slot
from .pdf_lines import join_text
from .pdf_model import GridCell, Rule, union
from .pdf_segments import TextRow, is_number, is_year

_MAX_HEAD = 7  # rows of print a header may take


def head_length(
    rows: Sequence[TextRow], printed: Sequence[Sequence[Slot]], across: Sequence[Rule], box: Box, columns: int
) -> int:
    """How many rows of print the header takes; 0 where none can be told."""
    valued = _valued_columns(printed, columns)
    first = next((index for index, slots in enumerate(printed) if _is_body(slots, valued)), 0)
    if len(valued) < 0.5 * (columns - 1):
        first = 0
    for index in range(1, min(len(rows), _MAX_HEAD + 1)):
        if is_ruled_between(rows[index - 1], rows[index], across, box, 0.7):
            if (index <= first or first == 0) and not any(_is_body(slots, valued) for slots in printed[:index]):
                return index
            break
    while first > 1 and _is_section(printed[first - 1], printed[first - 2]):
        first -= 1
    while first > 0 and _opens_row(rows, printed, first):
        first -= 1
    return first if first <= _MAX_HEAD else 0


def _is_section(slots: Sequence[Slot], above: Sequence[Slot]) -> bool:
    """A row with nothing but a title in the first column, right beneath a row of column titles."""
    return len(slots) == 1 and slots[0].column == 0 and slots[0].text[:1].isupper() and len(above) >= 2


def _opens_row(rows: Sequence[TextRow], printed: Sequence[Sequence[Slot]], first: int) -> bool:
    """Whether the row of print above the first values is the beginning of their title: it stands nearer to them."""
    slots = printed[first - 1]
    if len(slots) != 1 or slots[0].last > 0 or not any(slot.column == 0 for slot in printed[first]):
        return False
    below = rows[first].baseline - rows[first - 1].baseline
    if first == 1:
        return below < 1.45 * rows[first].size and printed[first][0].text[:1].islower()
    above = max((index for index in range(first - 1) if printed[index] and printed[index][0].column == 0), default=0)
    return below + 0.15 * rows[first].size < rows[first - 1].baseline - rows[above].baseline


def is_ruled_between(one: TextRow, two: TextRow, across: Sequence[Rule], box: Box, share: float) -> bool:
    """Whether rules between two rows of print cover that share of the table's width."""
    low, high = one.baseline - 0.1 * one.size, two.baseline - 0.6 * two.size
    covered = sum(
        min(rule.x1, box[2]) - max(rule.x0, box[0]) for rule in across if low <= (rule.top + rule.bottom) / 2 <= high
    )
    return covered >= share * (box[2] - box[0])


def head_cells(
    rows: Sequence[TextRow],
    printed: Sequence[Sequence[Slot]],
    head: int,
    rules: Sequence[Rule],
    extents: Sequence[tuple[float, float]],
    page: int,
) -> tuple[list[GridCell], int]:
    """Cells of the first `head` rows of print and the number of rows they form. `extents`: where each column's words stand."""
    titles = _titles(rows, printed, head, rules, extents)
    _adopt(titles)
    depth = max((title.depth for title in titles), default=0)
    cells = []
    for title in titles:
        row = title.row
        row_span = 1 if title.children else depth - row
        words = [word for slot in title.slots for word in slot.words]
        cells.append(
            GridCell(
                row=row,
                column=title.first,
                text="\n".join(join_text(slot.words) for slot in title.slots),
                row_span=max(row_span, 1),
                column_span=title.last - title.first + 1,
                box=union([word.box for word in words]),
                page=page,
                bold=all(word.style.bold for word in words if any(char.isalnum() for char in word.text)),
            )
        )
    return cells, depth


@dataclass(slots=True, eq=False)
class _Title:
    slots: list[Slot]
    first: int
    last: int
    top: int  # first and last row of print
    bottom: int
    closed: bool = False  # a rule is drawn beneath it
    parent: _Title | None = None
    children: list[_Title] = field(default_factory=list)

    @property
    def row(self) -> int:
        return 0 if self.parent is None else self.parent.row + 1

    @property
    def depth(self) -> int:
        return self.row + 1


def _titles(
    rows: Sequence[TextRow],
    printed: Sequence[Sequence[Slot]],
    head: int,
    rules: Sequence[Rule],
    extents: Sequence[tuple[float, float]],
) -> list[_Title]:
    """Slots of the header, those of one wrapped title joined."""
    titles: list[_Title] = []
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal and not rule.edge]
    for index in range(head):
        below = printed[index]
        low = rows[index].baseline - 0.1 * rows[index].size
        high = rows[index + 1].baseline - 0.6 * rows[index + 1].size if index + 1 < len(rows) else low + 12
        under = [rule for rule in across if low <= (rule.top + rule.bottom) / 2 <= high]
        enclosed = _enclose(below, rows[index], down, extents)
        if index + 1 < head:
            later = [slot for line in printed[index + 1 : head] for slot in line]
            if not under and not enclosed:
                _stretch(below, later, extents)
            if rows[index + 1].baseline - rows[index].baseline > 1.4 * rows[index].size:
                _group(below, later, len(extents))
        for slot in below:
            over = [title for title in titles if not title.closed and _meets(title, slot)]
            above = over[-1] if over else None
            # Titles of one line stand at half height beside those of two.
            if (
                above is not None
                and above.bottom >= index - 2
                and sum(_meets(above, other) for other in below) == 1
                and sum(_meets(title, slot) for title in over if title.bottom >= index - 2) == 1
                and rows[index].baseline - rows[above.bottom].baseline < 1.75 * rows[index].size
            ):
                above.slots.append(slot)
                above.first, above.last = min(above.first, slot.column), max(above.last, slot.last)
                above.bottom = index
            else:
                titles.append(_Title([slot], slot.column, slot.last, index, index))
        for title in titles:
            if title.bottom == index:
                beside = [slot for slot in below if slot not in title.slots]
                _close(title, under, extents, beside)
    return titles


def _stretch(slots: Sequence[Slot], later: Sequence[Slot], extents: Sequence[tuple[float, float]]) -> None:
    """Widen titles that reach over several columns and are centred over still more to all of them.

    The columns must have titles of their own further down and none in this line. A title over one column is left alone:
    the first line of a wrapped title looks the same.
    """
    titled = {column for slot in later for column in range(slot.column, slot.last + 1)}
    for index, slot in enumerate(slots):
        if slot.last == slot.column:
            continue
        lowest = slots[index - 1].last + 1 if index else 0
        highest = slots[index + 1].column - 1 if index + 1 < len(slots) else len(extents) - 1
        middle = (slot.x0 + slot.x1) / 2
        spans = [
            (abs((extents[first][0] + extents[last][1]) / 2 - middle), first, last)
            for first in range(lowest, slot.column + 1)
            for last in range(slot.last, highest + 1)
            if titled.issuperset(range(first, last + 1))
        ]
        own = abs((extents[slot.column][0] + extents[slot.last][1]) / 2 - middle)
        off, first, last = min(spans, default=(own, slot.column, slot.last))
        if off < 0.5 * own - 1 and off < 0.05 * (extents[last][1] - extents[first][0]) + 4:
            slot.column, slot.last = first, last


def _group(slots: Sequence[Slot], later: Sequence[Slot], columns: int) -> None:
    """Widen titles set over the first of their columns: "2022/23" over "Families", with "%" beside it.

    Only where all titles so widened have as many columns, two or more, with the same titles beneath.
    """
    heads = [slot for slot in slots if slot.column > 0]
    if len(heads) < 2 or any(slot.last > slot.column for slot in heads):
        return
    starts = [slot.column for slot in heads]
    widths = {two - one for one, two in zip(starts, [*starts[1:], columns], strict=True)}
    if len(widths) != 1 or min(widths) < 2:
        return
    width = widths.pop()
    beneath = {slot.column: slot.text for slot in later}
    titles = [[beneath.get(start + step) for step in range(width)] for start in starts]
    if None not in titles[0] and all(found == titles[0] for found in titles):
        for slot in heads:
            slot.last = slot.column + width - 1


def _enclose(slots: Sequence[Slot], row: TextRow, down: Sequence[Rule], extents: Sequence[tuple[float, float]]) -> bool:
    """Widen titles between two upright lines to all columns between these; whether lines part the titles."""
    middle = row.baseline - 0.3 * row.size
    lines = sorted(rule.x0 for rule in down if rule.top <= middle <= rule.bottom)
    if len(lines) < 2:
        return False
    for slot in slots:
        left = max((x for x in lines if x <= slot.x0 + 1), default=None)
        right = min((x for x in lines if x >= slot.x1 - 1), default=None)
        if left is None or right is None:
            continue
        inside = [column for column, (low, high) in enumerate(extents) if low >= left - 1 and high <= right + 1]
        if len(inside) > 1 and inside[0] <= slot.column and inside[-1] >= slot.last:
            slot.column, slot.last = inside[0], inside[-1]
    return True


def _close(
    title: _Title, rules: Sequence[Rule], extents: Sequence[tuple[float, float]], beside: Sequence[Slot]
) -> None:
    """Note a rule right beneath the title, and stretch the title over the columns that its own rule covers."""
    x0, x1 = min(slot.x0 for slot in title.slots), max(slot.x1 for slot in title.slots)
    whole = extents[-1][1] - extents[0][0]
    for rule in rules:
        if rule.x0 > x0 + 2 or rule.x1 < x1 - 2:
            continue
        title.closed = True
        shared = any(slot.x0 < rule.x1 and slot.x1 > rule.x0 for slot in beside)
        if rule.x1 - rule.x0 < 0.9 * whole and not shared:
            covered = [
                column
                for column, (low, high) in enumerate(extents)
                if min(rule.x1, high) - max(rule.x0, low) > 0.5 * (high - low)
            ]
            if covered:
                title.first, title.last = min(title.first, covered[0]), max(title.last, covered[-1])


def _meets(title: _Title, slot: Slot) -> bool:
    """Whether the slot stands beneath the title: in the same columns, or overlapping it in width."""
    x0, x1 = min(held.x0 for held in title.slots), max(held.x1 for held in title.slots)
    return (title.first <= slot.last and title.last >= slot.column) or (slot.x0 < x1 and slot.x1 > x0)


def _adopt(titles: Sequence[_Title]) -> None:
    """Give each title the one right above it that spans it."""
    for title in titles:
        over = [
            other
            for other in titles
            if other.bottom < title.top and other.first <= title.last and other.last >= title.first
        ]
        if not over:
            continue
        parent = max(over, key=lambda other: other.bottom)
        title.parent = parent
        parent.children.append(title)
    for title in sorted(titles, key=lambda title: -title.top):
        if title.children:
            title.first = min(title.first, *(child.first for child in title.children))
            title.last = max(title.last, *(child.last for child in title.children))


def _valued_columns(printed: Sequence[Sequence[Slot]], columns: int) -> set[int]:
    """Columns, the first aside, most of whose cells are values."""
    filled, valued = [0] * columns, [0] * columns
    for slots in printed:
        for slot in slots:
            if slot.column == slot.last:
                filled[slot.column] += 1
                valued[slot.column] += is_number(slot.text)
    return {column for column in range(1, columns) if valued[column] >= 0.5 * filled[column] > 0}


def _is_body(slots: Sequence[Slot], valued: set[int]) -> bool:
    """A row of values: of its cells in columns of values half are numbers, years aside."""
    cells = [slot for slot in slots if slot.column in valued or slot.last > slot.column]
    values = [slot for slot in cells if is_number(slot.text) and not is_year(slot.text)]
    return bool(values) and len(values) >= 0.5 * len(cells)
