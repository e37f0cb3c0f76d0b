"""What the PDF reader knows of a page between its steps: words, lines, rules and the blocks made of them.

Everything here is in layout space: points from the top left of the page turned so that most of its text is upright.
`Frame.to_page` turns a box back to the page as it is displayed. Nothing of this leaves `pipeline.read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..records.document import BlockKind
from ..records.span import Box

Affine = tuple[float, float, float, float, float, float]  # x' = a x + c y + e, y' = b x + d y + f
Quarter = Literal[0, 90, 180, 270]  # clockwise


@dataclass(slots=True)
class Style:
    """How a run of characters is set. `size` in points as printed."""

    font: str
    size: float
    bold: bool
    italic: bool
    symbol: bool  # a font of signs (Wingdings, Symbol)
    invisible: bool  # drawn in no colour: the text layer of an OCR program


@dataclass(slots=True)
class Word:
    """A word and its box. `space`: white space was printed before it. `angle`: degrees off the upright, clockwise."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    style: Style
    space: bool = True
    mcid: int = -1
    artifact: bool = False
    angle: int = 0
    order: int = 0  # place in the content stream

    @property
    def size(self) -> float:
        return self.style.size

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Rule:
    """A straight line, stroked or as a thin filled rectangle or as the edge of a filled one."""

    x0: float
    top: float
    x1: float
    bottom: float
    edge: bool = False  # the border of a filled area, not a line of its own

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class Graphics:
    """What is drawn on a page besides text.

    `fills` are filled areas, `marks` the boxes of all other drawing, `dots` small shapes, such as bullets that are drawn.
    """

    rules: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)


@dataclass(slots=True)
class Frame:
    """A page's displayed size in points, and the turn that makes its text upright."""

    width: float
    height: float
    turn: Quarter = 0

    @property
    def layout_width(self) -> float:
        return self.width if self.turn in (0, 180) else self.height

    @property
    def layout_height(self) -> float:
        return self.height if self.turn in (0, 180) else self.width

    def to_page(self, box: Box) -> Box:
        """A box of layout space on the page as displayed, rounded to a hundredth of a point."""
        x0, top, x1, bottom = box
        if self.turn == 90:
            x0, top, x1, bottom = top, self.height - x1, bottom, self.height - x0
        elif self.turn == 180:
            x0, top, x1, bottom = self.width - x1, self.height - bottom, self.width - x0, self.height - top
        elif self.turn == 270:
            x0, top, x1, bottom = self.width - bottom, x0, self.width - top, x1
        return (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: list[Word]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    text: str
    left: float = 0.0  # the margins of the column it stands in
    right: float = 0.0
    underlined: bool = False

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class GridCell:
    """A cell of a table as found on a page."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    page: int = 0
    header: bool | None = None
    bold: bool = False


@dataclass(slots=True)
class Grid:
    """A table as found on a page. `origin` as in `Table.origin`; boxes in layout space."""

    cells: list[GridCell]
    rows: int
    columns: int
    page: int
    box: Box
    origin: str
    header_rows: int | None = None
    score: float = 0.0
    repeated: list[tuple[int, str]] = field(default_factory=list)  # page and words of headers printed again


@dataclass(slots=True)
class Passage:
    """Lines that belong together. `kind` is None until it is decided; `tagged` if the file itself says what it is."""

    lines: list[Line]
    page: int
    kind: BlockKind | None = None
    level: int | None = None
    tagged: bool = False
    label: str | None = None  # the words of the tag Lbl, where there is one
    column: int = 0
    contents: bool = False  # a line of a table of contents
    numbered: bool = False  # its number is one of a sequence


Item = Passage | Grid


@dataclass(slots=True)
class PageText:
    """A page after its characters, rules and images have been read; everything else is worked out from this."""

    number: int
    frame: Frame
    words: list[Word]
    turned: list[Word]
    graphics: Graphics
    unreadable: int = 0  # characters without a known Unicode value
    printed: str = ""  # the page's text as PDFium itself puts it together, to check ours by
    notes: list[list[Word]] = field(default_factory=list)  # of readers, each as words where it is pinned
    lines: list[Line] = field(default_factory=list)


def chain(first: Affine, then: Affine) -> Affine:
    """One affine that does `first` and `then` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (g * a + i * b, h * a + j * b, g * c + i * d, h * c + j * d, g * e + i * f + k, h * e + j * f + m)


def map_box(affine: Affine, box: Box) -> Box:
    """A user-space box (left, bottom, right, top) through a quarter-turn affine."""
    a, b, c, d, e, f = affine
    x_one, y_one = a * box[0] + c * box[1] + e, b * box[0] + d * box[1] + f
    x_two, y_two = a * box[2] + c * box[3] + e, b * box[2] + d * box[3] + f
    return (min(x_one, x_two), min(y_one, y_two), max(x_one, x_two), max(y_one, y_two))


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < two[2] and one[2] > two[0] and one[1] < two[3] and one[3] > two[1]


def union(boxes: list[Box]) -> Box:
    """The smallest box around all. Raises ValueError for none."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
