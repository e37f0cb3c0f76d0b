"""Lines, filled areas and images of a page, in layout space.

Word draws table borders as thin filled rectangles, Excel as strokes, designers as the edges of coloured bands: all become
`Rule`s, so that the table finder need not know who made the file.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from typing import Any

from ..records.span import Box
from .pdf_model import Affine, Graphics, Rule, chain
from .pdf_ruled import merge_rules

_THIN = 3.0  # points: a filled rectangle no thicker than this is a line
_DOT = 9.0  # points: larger shapes are not bullets
_SHORT = 4.0  # points: shorter strokes are parts of letters, icons or dashes
_MAX_OBJECTS = 60_000  # page objects looked at; maps and plots have more and no tables
_MAX_SEGMENTS = 200  # of one path: longer ones are curves and drawings
_MAX_DEPTH = 6  # form XObjects within form XObjects

_Points = list[tuple[float, float]]


def top_level_objects(page: Any) -> list[Any]:
    """The page's own objects, without those inside form XObjects."""
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)
    return [pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)]


def text_addresses(objects: list[Any]) -> frozenset[int]:
    """Addresses of the text objects among `objects`."""
    import pypdfium2.raw as pdfium

    found = set()
    for obj in objects:
        if pdfium.FPDFPageObj_GetType(obj) == pdfium.FPDF_PAGEOBJ_TEXT:
            found.add(ctypes.cast(obj, ctypes.c_void_p).value or 0)
    return frozenset(found)


def read_graphics(objects: list[Any], affine: Affine, width: float, height: float) -> Graphics:
    """Rules, fills and images of a page of that size in layout space; what lies outside of it is left out."""
    graphics = Graphics()
    for obj, matrix, kind in _walk(objects):
        to_layout = chain(matrix, affine)
        if kind == "path":
            _read_path(obj, to_layout, graphics, width, height)
        else:
            box = _clipped(_object_box(obj, to_layout), width, height)
            if box is not None:
                graphics.images.append(box)
    graphics.rules = merge_rules(graphics.rules)
    return graphics


def _walk(objects: list[Any]) -> Iterator[tuple[Any, Affine, str]]:
    """Paths and images with the matrix that takes their coordinates to user space.

    The bounds PDFium gives of an image already have its own matrix applied: only its form's is left.
    """
    import pypdfium2.raw as pdfium

    identity: Affine = (1, 0, 0, 1, 0, 0)
    stack: list[tuple[Any, Affine, int]] = [(obj, identity, 0) for obj in reversed(objects)]
    seen = 0
    while stack and seen < _MAX_OBJECTS:
        obj, outer, depth = stack.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(obj)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield obj, chain(_matrix(obj), outer), "path"
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            yield obj, outer, "image"
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = chain(_matrix(obj), outer)
            count = min(pdfium.FPDFFormObj_CountObjects(obj), _MAX_OBJECTS)
            children = [pdfium.FPDFFormObj_GetObject(obj, index) for index in range(count)]
            stack.extend((child, inner, depth + 1) for child in reversed(children))


def _read_path(obj: Any, affine: Affine, graphics: Graphics, width: float, height: float) -> None:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(obj)
    if count <= 0:
        return
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(obj, fill_mode, stroke)
    if not fill_mode.value and not stroke.value:
        return
    subpaths, curved = _subpaths(obj, min(count, _MAX_SEGMENTS + 1), affine)
    bounds = _bounds([point for subpath in subpaths for point in subpath]) if any(subpaths) else (0.0, 0.0, 0.0, 0.0)
    if _is_dot(bounds):
        graphics.dots.append(bounds)
        return
    if curved or count > _MAX_SEGMENTS:
        points = [point for subpath in subpaths for point in subpath]
        box = _clipped(_bounds(points), width, height) if points else None
        if box is not None:
            graphics.marks.append(box)
        return
    white = _is_white(obj) if fill_mode.value else False
    for points in subpaths:
        if len(points) < 2:
            continue
        box = _clipped(_bounds(points), width, height)
        if box is None:
            continue
        if fill_mode.value:
            _add_fill(points, box, graphics, visible=not white, stroked=bool(stroke.value), page_area=width * height)
        if stroke.value and not (fill_mode.value and _is_thin(box)):
            _add_strokes(points, graphics, width, height)


def _add_fill(points: _Points, box: Box, graphics: Graphics, *, visible: bool, stroked: bool, page_area: float) -> None:
    """A filled shape: a line if thin, else an area whose edges may bound cells."""
    if _is_thin(box):
        if visible:
            _add_rule(graphics, Rule(*box))
        return
    if not _is_rectangle(points):
        graphics.marks.append(box)
        return
    area = (box[2] - box[0]) * (box[3] - box[1])
    if area > 0.85 * page_area or not visible:
        return
    graphics.fills.append(box)
    if not stroked:
        x0, top, x1, bottom = box
        for rule in (
            Rule(x0, top, x1, top, True),
            Rule(x0, bottom, x1, bottom, True),
            Rule(x0, top, x0, bottom, True),
            Rule(x1, top, x1, bottom, True),
        ):
            _add_rule(graphics, rule)


def _add_strokes(points: _Points, graphics: Graphics, width: float, height: float) -> None:
    slanted = False
    for (x_one, y_one), (x_two, y_two) in itertools.pairwise(points):
        if abs(x_one - x_two) < 0.7 or abs(y_one - y_two) < 0.7:
            box = _clipped((min(x_one, x_two), min(y_one, y_two), max(x_one, x_two), max(y_one, y_two)), width, height)
            if box is not None:
                _add_rule(graphics, Rule(*box))
        else:
            slanted = True
    if slanted:
        box = _clipped(_bounds(points), width, height)
        if box is not None:
            graphics.marks.append(box)


def _add_rule(graphics: Graphics, rule: Rule) -> None:
    if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= _SHORT:
        graphics.rules.append(rule)


def _subpaths(obj: Any, count: int, affine: Affine) -> tuple[list[_Points], bool]:
    """Corner points of each subpath in layout space, and whether any of it is curved."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = affine
    x, y = ctypes.c_float(), ctypes.c_float()
    subpaths: list[_Points] = []
    points: _Points = []
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(obj, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if not (math.isfinite(point[0]) and math.isfinite(point[1])):
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            points = []
            subpaths.append(points)
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != point:
            points.append(points[0])
    return subpaths, curved


def _is_white(obj: Any) -> bool:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(obj, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 253


def _matrix(obj: Any) -> Affine:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(obj, matrix):
        return (1, 0, 0, 1, 0, 0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _object_box(obj: Any, affine: Affine) -> Box:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return (0, 0, 0, 0)
    a, b, c, d, e, f = affine
    corners = [(left.value, bottom.value), (right.value, top.value)]
    return _bounds([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _bounds(points: _Points) -> Box:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _is_dot(box: Box) -> bool:
    """About as broad as high, and no larger than a letter."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return 1.2 <= wide <= _DOT and 1.2 <= high <= _DOT and 0.6 <= wide / high <= 1.7


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _is_rectangle(points: _Points) -> bool:
    """Whether all sides of the outline run along the axes."""
    if not 4 <= len(points) <= 6:
        return False
    sides = itertools.pairwise(points)
    return all(abs(one[0] - two[0]) < 0.7 or abs(one[1] - two[1]) < 0.7 for one, two in sides)


def _clipped(box: Box, width: float, height: float) -> Box | None:
    x0, top, x1, bottom = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
    return (x0, top, x1, bottom) if x1 >= x0 and bottom >= top else None
