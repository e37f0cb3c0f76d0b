"""Charts and diagrams in Word documents: the numbers that a chart keeps, and the words of a diagram."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from .docx_story import Story
from .docx_xml import child, descendants, get_plain, name, whole
from .draft import DraftCell
from .lines import squeeze
from .number_formats import format_value
from .pieces import Flow, Piece, TablePiece

if TYPE_CHECKING:
    from lxml.etree import _Element

Points = dict[int, str]

_CACHES: Final = frozenset(("c:strCache", "c:numCache", "c:strLit", "c:numLit"))
_MAX_POINTS: Final = 5000


def read_chart(relationship: str, story: Story) -> Flow:
    """A chart as a table of its series, or a diagram's words as chart pieces, which are no prose."""
    target = story.relationships.get(relationship)
    if target is None or target.external or target.target not in story.parts:
        story.tally["missing_part"] += 1
        return []
    root = story.parts.xml(target.target)
    chart = child(root, "c:chart")
    table = _series_table(chart) if chart is not None else None
    if table is not None:
        return [table]
    return [Piece(kind="chart", text=text, plain=True) for text in map(squeeze, _paragraphs(root)) if text]


def _series_table(chart: _Element) -> TablePiece | None:
    """Categories down, series across, values in the number format of the chart; None if it keeps no values."""
    series = list(descendants(chart, "c:ser"))
    names = [_first(_points(child(one, "c:tx"))) for one in series]
    categories: Points = {}
    columns: list[Points] = []
    for one in series:
        for axis in ("c:cat", "c:xVal"):
            categories = categories or _points(child(one, axis))
        values = child(one, "c:val")
        columns.append(_points(values if values is not None else child(one, "c:yVal")))
    places = sorted({place for column in columns for place in column})
    if not places:
        return None
    title = child(chart, "c:title")
    caption = (
        squeeze(" ".join(_paragraphs(title)) or _first(_points(child(title, "c:tx")))) if title is not None else ""
    )
    cells = [DraftCell(row=0, column=0, text="", declared_header=True)]
    cells += [DraftCell(row=0, column=at + 1, text=text, declared_header=True) for at, text in enumerate(names)]
    for row, place in enumerate(places, start=1):
        cells.append(DraftCell(row=row, column=0, text=categories.get(place, "")))
        cells += [DraftCell(row=row, column=at + 1, text=column.get(place, "")) for at, column in enumerate(columns)]
    return TablePiece(
        cells=cells, rows=len(places) + 1, columns=len(series) + 1, origin="chart", caption=caption or None
    )


def _points(element: _Element | None) -> Points:
    """The cached points by place. Levels of categories are joined, the outer first."""
    if element is None:
        return {}
    for levels in descendants(element, "c:multiLvlStrCache"):
        return _joined_levels(list(descendants(levels, "c:lvl")))
    for cache in element.iter():
        if name(cache) in _CACHES:
            code = child(cache, "c:formatCode")
            return dict(_cached(cache, code.text if code is not None else None))
    for value in descendants(element, "c:v"):
        return {0: squeeze(value.text or "")}
    return {}


def _cached(cache: _Element, code: str | None) -> Iterator[tuple[int, str]]:
    is_number = name(cache) in ("c:numCache", "c:numLit")
    for count, point in enumerate(descendants(cache, "c:pt")):
        value = child(point, "c:v")
        if count >= _MAX_POINTS or value is None:
            continue
        text = squeeze(value.text or "")
        if is_number:
            with suppress(ValueError, OverflowError):  # "#N/A" stands as it is
                text = format_value(float(text), get_plain(point, "formatCode") or code or "General")
        yield whole(get_plain(point, "idx")), text


def _joined_levels(levels: list[_Element]) -> Points:
    """Inner level first in the file; an outer label stands once, at the first of the points it covers."""
    inner = dict(_cached(levels[0], None)) if levels else {}
    for level in levels[1:]:
        outer = dict(_cached(level, None))
        label = ""
        for place in sorted(inner):
            label = outer.get(place, label)
            inner[place] = squeeze(f"{label} {inner[place]}")
    return inner


def _first(points: Points) -> str:
    return points[min(points)] if points else ""


def _paragraphs(root: _Element) -> list[str]:
    return ["".join(text.text or "" for text in descendants(par, "a:t")) for par in descendants(root, "a:p")]
