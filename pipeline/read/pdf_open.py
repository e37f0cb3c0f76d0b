"""Tables without a grid: from regions and columns to rows of cells.

A row of the table may be several rows of print. What parts rows, in this order: a rule between them, a second value in the
same column, more space than within the rows, a cell that could have gone on in its line but did not.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ..records.span import Box
from .pdf_columns import Separator, Slot, find_separators, place, rules_within
from .pdf_heads import head_cells, head_length, is_ruled_between
from .pdf_lines import join_text
from .pdf_model import Graphics, Grid, GridCell, Rule, union
from .pdf_regions import Region, ruled_regions, running_regions
from .pdf_segments import TextRow, is_number


def find_open_tables(
    rows: Sequence[TextRow], graphics: Graphics, page: int, frames: Sequence[Box]
) -> list[tuple[Grid, Region]]:
    """Tables among the rows of a column of the page, and the rows each takes. `frames`: boxes drawn around something."""
    taken: set[int] = set()
    found: list[tuple[Grid, Region]] = []
    regions = ruled_regions(rows, graphics, frames)
    for region in regions:
        _try(rows, region, graphics, page, taken, found)
    for region in running_regions(rows, taken):
        _try(rows, region, graphics, page, taken, found)
    return sorted(found, key=lambda pair: pair[1])


def _try(
    rows: Sequence[TextRow],
    region: Region,
    graphics: Graphics,
    page: int,
    taken: set[int],
    found: list[tuple[Grid, Region]],
) -> None:
    indices = range(region[0], region[1] + 1)
    if any(index in taken for index in indices):
        return
    grid, region = _grown(rows, region, graphics, page, taken)
    if grid is not None and not _is_embedded(rows, region, grid):
        found.append((grid, region))
        taken.update(range(region[0], region[1] + 1))


def _is_embedded(rows: Sequence[TextRow], region: Region, grid: Grid) -> bool:
    """Whether a few rows without values run on from a line of prose: justified text with wide spaces."""
    filled = [cell for cell in grid.cells if cell.text]
    if grid.rows > 4 or sum(is_number(cell.text) for cell in filled) >= 0.3 * len(filled):
        return False
    first, last = region
    for beside, edge in ((first - 1, first), (last + 1, last)):
        if not 0 <= beside < len(rows):
            continue
        one, two = rows[beside], rows[edge]
        close = abs(one.baseline - two.baseline) < 1.6 * two.size and abs(one.size - two.size) < 0.3
        broad = one.x1 - one.x0 > 0.85 * (grid.box[2] - grid.box[0]) and len(one.words) >= 4
        if close and broad and abs(one.x0 - grid.box[0]) < 30 and not one.words[0].style.bold:
            return True
    return False


def _grown(
    rows: Sequence[TextRow], region: Region, graphics: Graphics, page: int, taken: set[int]
) -> tuple[Grid | None, Region]:
    """The table of a region together with the rows next to it that stand in its columns."""
    inner = rows[region[0] : region[1] + 1]
    separators = _separators(inner, graphics)
    if not separators or not _is_tabular(inner, [place(row, separators) for row in inner], len(separators) + 1):
        return None, region
    first, last = region
    while first < last and _precedes(rows[first], separators):
        first += 1
    inner = rows[first : last + 1]
    box = (min(row.x0 for row in inner), 0.0, max(row.x1 for row in inner), 0.0)
    while last + 1 < len(rows) and last + 1 not in taken and _belongs(rows[last], rows[last + 1], separators, box):
        last += 1
    while first > 0 and first - 1 not in taken and _opens(rows[first - 1], rows[first], separators, box):
        first -= 1
    while first > 0 and first - 1 not in taken and _heads(rows[first - 1], rows[first], separators, box):
        first -= 1
    return _table(rows[first : last + 1], graphics, page), (first, last)


def _precedes(row: TextRow, separators: Sequence[Separator]) -> bool:
    """Whether a first row is a line of text above the table: one segment that starts where the first column does."""
    return not row.multiple and place(row, separators)[0].column == 0 and len(row.wide) == 1


def _belongs(above: TextRow, row: TextRow, separators: Sequence[Separator], box: Box) -> bool:
    """Whether the row beneath a table is one of its rows: in its columns, close, and not a note under the table."""
    if row.baseline - above.baseline > 2.2 * row.size or abs(row.size - above.size) > 0.12 * above.size:
        return False
    if row.x0 < box[0] - 3 or row.x1 > box[2] + 6:
        return False
    slots = place(row, separators)
    if any(slot.last > slot.column for slot in slots):
        return False
    if len(slots) >= 2:
        return row.multiple or any(is_number(slot.text) for slot in slots[1:])
    close = row.baseline - above.baseline < 1.45 * row.size
    return close and (slots[0].column > 0 or slots[0].text[:1].islower())


def _opens(row: TextRow, below: TextRow, separators: Sequence[Separator], box: Box) -> bool:
    """Whether the row above a table is the first line of its first row's title, whose values stand at half height."""
    slots, first = place(row, separators), place(below, separators)[0]
    if len(slots) != 1 or slots[0].last > 0 or first.column > 0 or not first.text[:1].islower():
        return False
    close = below.baseline - row.baseline < 1.45 * row.size and abs(row.size - below.size) < 0.3
    return close and abs(row.x0 - box[0]) <= 3 and not slots[0].text.endswith((".", ":", ";"))


def _heads(row: TextRow, below: TextRow, separators: Sequence[Separator], box: Box) -> bool:
    """Whether the row above a table is part of its header: titles over its columns and nothing over the first."""
    if below.baseline - row.baseline > 2.2 * row.size or abs(row.size - below.size) > 0.12 * below.size:
        return False
    if row.x0 < box[0] - 3 or row.x1 > box[2] + 6:
        return False
    slots = place(row, separators)
    return (len(slots) >= 2 and row.multiple) or (slots[0].column > 0 and len(row.words) < 8)


def _separators(rows: Sequence[TextRow], graphics: Graphics) -> list[Separator]:
    multiple = [row for row in rows if row.multiple]
    if len(multiple) < 2 or len(multiple) < 0.3 * len(rows):
        return []
    box = (min(row.x0 for row in rows), rows[0].top, max(row.x1 for row in rows), rows[-1].bottom)
    return find_separators(rows, rules_within(graphics, box))


def _table(rows: Sequence[TextRow], graphics: Graphics, page: int) -> Grid | None:
    box = (min(row.x0 for row in rows), rows[0].top, max(row.x1 for row in rows), rows[-1].bottom)
    rules = rules_within(graphics, box)
    separators = find_separators(rows, rules)
    if not separators:
        return None
    printed = [place(row, separators) for row in rows]
    across = [rule for rule in rules if rule.horizontal]
    head = head_length(rows, printed, across, box, len(separators) + 1)
    cells, depth = head_cells(rows, printed, head, rules, _extents(printed, separators, box), page)
    groups = _body_rows(rows, printed, head, across, box)
    for number, group in enumerate(groups):
        cells.extend(_row_cells([slot for index in group for slot in printed[index]], depth + number, page))
    return Grid(
        cells=cells, rows=depth + len(groups), columns=len(separators) + 1, page=page, box=box, origin="columns"
    )


def _extents(printed: Sequence[Sequence[Slot]], separators: Sequence[Separator], box: Box) -> list[tuple[float, float]]:
    """From the left end of the words of each column to the right, those over several columns aside."""
    edges = [box[0], *((low + high) / 2 for low, high in separators), box[2]]
    found = []
    for column in range(len(separators) + 1):
        slots = [slot for slots in printed for slot in slots if slot.column == slot.last == column]
        if slots:
            found.append((min(slot.x0 for slot in slots), max(slot.x1 for slot in slots)))
        else:
            found.append((edges[column], edges[column + 1]))
    return found


def _is_tabular(rows: Sequence[TextRow], printed: Sequence[list[Slot]], columns: int) -> bool:
    """Whether cells are what stands there: not a list, not a table of contents, not columns of prose."""
    filled = [slots for slots in printed if len(slots) >= 2]
    if len(filled) < 2:
        return False
    words = [len(slot.words) for slots in printed for slot in slots]
    values = sum(is_number(slot.text) for slots in printed for slot in slots)
    if columns == 2:
        if len(filled) < 3 or len(filled) < 0.5 * len(printed):
            return False
        if all(row.listed for row in rows if row.multiple):
            return False
        if _is_contents(filled):
            return False
        if not _aligned([slots[-1] for slots in filled]):
            return False
    long = sum(count > 12 for count in words)
    return not (long > 0.3 * len(words) and values < 0.1 * len(words))


def _is_contents(filled: Sequence[list[Slot]]) -> bool:
    """Headings with page numbers that never fall."""
    numbers = [slots[-1].text for slots in filled]
    if not all(number.isdigit() and len(number) <= 3 for number in numbers):
        return False
    values = [int(number) for number in numbers]
    texts = sum(not is_number(slots[0].text) for slots in filled)
    return texts == len(filled) and all(one <= two for one, two in itertools.pairwise(values)) and len(values) >= 4


def _aligned(slots: Sequence[Slot]) -> bool:
    """Whether the cells of a column share their left edge, their right edge or their middle."""
    for edges in (
        [slot.x0 for slot in slots],
        [slot.x1 for slot in slots],
        [(slot.x0 + slot.x1) / 2 for slot in slots],
    ):
        centre = median(edges)
        if sum(abs(edge - centre) <= 3 for edge in edges) >= 0.7 * len(edges):
            return True
    return False


def _body_rows(
    rows: Sequence[TextRow], printed: Sequence[list[Slot]], head: int, across: Sequence[Rule], box: Box
) -> list[list[int]]:
    """Rows of print that make one row of the table, from the row after the header."""
    body = range(head, len(rows))
    pairs = [index for index in body if index > head]
    pitches = {index: rows[index].baseline - rows[index - 1].baseline for index in pairs}
    ruled = {index for index in pairs if is_ruled_between(rows[index - 1], rows[index], across, box, 0.5)}
    spaced = _line_pitch(pitches, printed)
    judge = _RowJudge(rows, printed, _column_widths(printed), spaced, len(ruled) >= max(2, 0.3 * len(pairs)))
    groups: list[list[int]] = []
    for index in body:
        if groups and index not in ruled and judge.runs_on(groups[-1], index):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _line_pitch(pitches: dict[int, float], printed: Sequence[Sequence[Slot]]) -> float | None:
    """The largest distance of two lines of one cell, where rows of the table stand further apart than that."""
    ordered = sorted(pitches.values())
    jumps = [(two - one, one) for one, two in itertools.pairwise(ordered)]
    jump, below = max(jumps, default=(0.0, 0.0))
    if jump < max(0.8, 0.06 * below):
        return None
    close = [index for index, pitch in pitches.items() if pitch <= below]
    if min(len(close), len(ordered) - len(close)) < max(1, 0.12 * len(ordered)):
        return None
    clashes = sum(_clash(printed[index - 1], printed[index]) for index in close)
    return None if clashes > 0.1 * len(close) else below + 0.3


def _clash(above: Sequence[Slot], here: Sequence[Slot]) -> bool:
    """Whether both have a value in one column."""
    values = {slot.column for slot in above if is_number(slot.text)}
    return any(slot.column in values and is_number(slot.text) for slot in here)


@dataclass(slots=True)
class _RowJudge:
    """Tells whether a row of print goes on with the row of the table above it.

    `spaced` is the largest distance of two lines of one cell, where that can be told; `ruled`: rules part the rows.
    """

    rows: Sequence[TextRow]
    printed: Sequence[Sequence[Slot]]
    widths: dict[int, float]
    spaced: float | None
    ruled: bool

    def runs_on(self, group: Sequence[int], index: int) -> bool:
        above = [slot for row in group for slot in self.printed[row]]
        here = self.printed[index]
        if _clash(above, here) or self._is_headed(above, here):
            return False
        if self.ruled:
            return True
        pitch = self.rows[index].baseline - self.rows[group[-1]].baseline
        if pitch > 1.75 * self.rows[index].size:
            return False
        if self.spaced is not None:
            return pitch <= self.spaced
        return self._wraps(group, index)

    def _is_headed(self, above: Sequence[Slot], here: Sequence[Slot]) -> bool:
        """Whether a title over several rows stands above: alone in the first column, bold or set out, which the row is not."""
        if (
            any(slot.column or slot.last for slot in above)
            or not here
            or here[0].column
            or not here[0].text[:1].isupper()
        ):
            return False
        words = [word for slot in above for word in slot.words]
        heavier = all(word.style.bold for word in words) and not here[0].words[0].style.bold
        return heavier or here[0].x0 > above[-1].x0 + 0.5 * words[0].size

    def _wraps(self, group: Sequence[int], index: int) -> bool:
        """Where rows stand no further apart than lines: whether every cell had to go on in a new line."""
        here = {slot.column: slot for slot in self.printed[index]}
        above = {slot.column: slot for row in group for slot in self.printed[row]}
        if any(is_number(slot.text) for column, slot in here.items() if column and column not in above):
            # Values beside the second line of a title that wraps: nothing but the title may stand above.
            return set(above) == {0} and 0 in here and here[0].text[:1].islower()
        shared = [column for column in here if column in above]
        last = {slot.column: slot for slot in self.printed[group[-1]]}
        for column in shared:
            if column not in last:
                return False
            word = here[column].words[0]
            if last[column].x1 - last[column].x0 + 0.3 * word.size + word.x1 - word.x0 < self.widths[column] - 1:
                return False
        if 0 in here and not _goes_on(above.get(0), here[0]):
            return False
        if shared:
            return any(
                _goes_on(last[column], here[column]) and not here[column].text[:1].isdigit() for column in shared
            )
        return 0 not in here


def _goes_on(one: Slot | None, two: Slot) -> bool:
    """Whether a row's title goes on in the next line rather than a new title beginning."""
    if one is None:
        return False
    return not two.text[:1].isupper() or one.text.endswith(
        (",", "-", "/", "&", " and", " or", " of", " the", " for", " with", " in")
    )


def _column_widths(printed: Sequence[list[Slot]]) -> dict[int, float]:
    """The widest cell of each column, spanning ones aside."""
    widths: dict[int, float] = defaultdict(float)
    for slots in printed:
        for slot in slots:
            if slot.column == slot.last:
                widths[slot.column] = max(widths[slot.column], slot.x1 - slot.x0)
    return widths


def _row_cells(slots: Sequence[Slot], row: int, page: int) -> list[GridCell]:
    """Cells of a row from what its rows of print hold, by column."""
    merged: dict[int, list[Slot]] = {}
    for slot in slots:
        key = next((column for column, held in merged.items() if held[0].column <= slot.column <= held[0].last), None)
        merged.setdefault(slot.column if key is None else key, []).append(slot)
    cells = []
    for column in sorted(merged):
        words = [word for slot in merged[column] for word in slot.words]
        cells.append(
            GridCell(
                row=row,
                column=column,
                text="\n".join(join_text(slot.words) for slot in merged[column]),
                column_span=max(slot.last for slot in merged[column]) - column + 1,
                box=union([word.box for word in words]),
                page=page,
                bold=all(word.style.bold for word in words if any(char.isalnum() for char in word.text)),
            )
        )
    return cells
