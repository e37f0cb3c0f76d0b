"""Tables drawn with lines: cells are the areas that the lines enclose, spanning cells included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..records.span import Box
from .pdf_model import Graphics, Rule

_SNAP = 3.5  # points between lines that are meant to be one
_REACH = 3.5  # points by which a line may miss the one it should meet
_COVER = 0.6  # of a cell's side that must be drawn for the side to part two cells
_MAX_RULES = 4000
_MAX_PLACES = 50_000  # rows times columns of one grid: more, on however large a page, are a pattern and no table


@dataclass(slots=True)
class Lattice:
    """Cells enclosed by lines, each (row, column, row span, column span). `shaded`: by the edges of filled areas only."""

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int]] = field(default_factory=list)
    shaded: bool = False
    _places: dict[tuple[int, int], tuple[int, int, int, int]] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def cell_at(self, x: float, y: float) -> tuple[int, int, int, int]:
        """The cell that holds a point of the box; the nearest for a point on its edge."""
        if not self._places:
            for cell in self.cells:
                row, column, row_span, column_span = cell
                for down in range(row, row + row_span):
                    self._places.update({(down, across): cell for across in range(column, column + column_span)})
        row = min(max(bisect_left(self.ys, y) - 1, 0), self.rows - 1)
        column = min(max(bisect_left(self.xs, x) - 1, 0), self.columns - 1)
        return self._places[row, column]

    def cell_box(self, cell: tuple[int, int, int, int]) -> Box:
        row, column, row_span, column_span = cell
        return (self.xs[column], self.ys[row], self.xs[column + column_span], self.ys[row + row_span])


def find_lattices(graphics: Graphics) -> list[Lattice]:
    """All grids of lines on a page, from the top."""
    if len(graphics.rules) > _MAX_RULES:
        return []
    across = [_Stroke((r.top + r.bottom) / 2, r.x0, r.x1, r.edge) for r in graphics.rules if r.horizontal]
    down = [_Stroke((r.x0 + r.x1) / 2, r.top, r.bottom, r.edge) for r in graphics.rules if not r.horizontal]
    lattices = []
    for rows, columns in _connected(across, down):
        lattice = _lattice(_drawn_only(rows), _drawn_only(columns))
        if lattice is not None:
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def merge_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Rules in one place joined where they touch: borders are often drawn cell by cell."""
    if len(rules) > _MAX_RULES:
        return list(rules)
    across = _merged([_Stroke((r.top + r.bottom) / 2, r.x0, r.x1, r.edge) for r in rules if r.horizontal])
    down = _merged([_Stroke((r.x0 + r.x1) / 2, r.top, r.bottom, r.edge) for r in rules if not r.horizontal])
    return [
        *(Rule(stroke.low, stroke.at, stroke.high, stroke.at, stroke.edge) for stroke in across),
        *(Rule(stroke.at, stroke.low, stroke.at, stroke.high, stroke.edge) for stroke in down),
    ]


@dataclass(slots=True)
class _Stroke:
    """A line as its place across itself, and its ends."""

    at: float
    low: float
    high: float
    edge: bool


def _merged(strokes: Sequence[_Stroke]) -> list[_Stroke]:
    places = _cluster([stroke.at for stroke in strokes])
    by_place: dict[int, list[_Stroke]] = {}
    for stroke in strokes:
        by_place.setdefault(_nearest(places, stroke.at), []).append(stroke)
    merged: list[_Stroke] = []
    for place in sorted(by_place):
        last: _Stroke | None = None
        for stroke in sorted(by_place[place], key=lambda stroke: (stroke.low, stroke.high)):
            if last is not None and stroke.low <= last.high + _SNAP:
                last.high = max(last.high, stroke.high)
                last.edge = last.edge and stroke.edge
                continue
            last = _Stroke(places[place], stroke.low, stroke.high, stroke.edge)
            merged.append(last)
    return merged


def _connected(across: list[_Stroke], down: list[_Stroke]) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Sets of lines that cross or meet one another."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.low - _REACH <= column.at <= row.high + _REACH
                and column.low - _REACH <= row.at <= column.high + _REACH
            ):
                parent[root(len(across) + j)] = root(i)
    groups: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for i, row in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(column)
    return [groups[key] for key in sorted(groups) if len(groups[key][0]) >= 2 and len(groups[key][1]) >= 2]


def _drawn_only(strokes: list[_Stroke]) -> list[_Stroke]:
    """Without the edges of shading where there are lines: shading may stop short of them."""
    drawn = [stroke for stroke in strokes if not stroke.edge]
    return drawn if len(drawn) >= 2 else strokes


def _lattice(across: list[_Stroke], down: list[_Stroke]) -> Lattice | None:
    ys = _cluster([stroke.at for stroke in across])
    xs = _cluster([stroke.at for stroke in down])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MAX_PLACES:
        return None
    drawn = sum(not stroke.edge for stroke in down)
    lattice = Lattice(xs, ys, shaded=drawn < 2)
    columns, rows = lattice.columns, lattice.rows
    parent = list(range(rows * columns))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not _drawn(down, xs[column + 1], ys[row], ys[row + 1]):
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and not _drawn(across, ys[row + 1], xs[column], xs[column + 1]):
                parent[root(here + columns)] = root(here)
    groups: dict[int, list[int]] = {}
    for index in range(rows * columns):
        groups.setdefault(root(index), []).append(index)
    for members in groups.values():
        lattice.cells.extend(_rectangles(members, columns))
    lattice.cells.sort()
    return lattice


def _rectangles(members: list[int], columns: int) -> list[tuple[int, int, int, int]]:
    """One cell for a rectangular area; an area of another shape row by row."""
    rows = [index // columns for index in members]
    cols = [index % columns for index in members]
    height, width = max(rows) - min(rows) + 1, max(cols) - min(cols) + 1
    if height * width == len(members):
        return [(min(rows), min(cols), height, width)]
    pieces = []
    for row in sorted(set(rows)):
        inside = sorted(index % columns for index in members if index // columns == row)
        start = before = inside[0]
        for column in [*inside[1:], -1]:
            if column != before + 1:
                pieces.append((row, start, 1, before - start + 1))
                start = column
            before = column
    return pieces


def _drawn(strokes: list[_Stroke], at: float, low: float, high: float) -> bool:
    """Whether a line is drawn at that place for most of the way."""
    covered = sum(
        max(0.0, min(stroke.high, high) - max(stroke.low, low)) for stroke in strokes if abs(stroke.at - at) <= _SNAP
    )
    return covered >= _COVER * (high - low)


def _cluster(values: Sequence[float]) -> list[float]:
    """Values nearer to one another than the snap, as their mean, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP and value - groups[-1][0] <= 2 * _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(places: Sequence[float], value: float) -> int:
    """Index of the place nearest to the value; places are in order and not empty."""
    index = bisect_left(places, value)
    if index and (index == len(places) or value - places[index - 1] <= places[index] - value):
        return index - 1
    return index
