"""The same measure over time: figures of all documents with one measure, breakdown, geography and kind of unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records.figure import Figure
from ..records.ids import content_id
from ..records.series import Point, Series
from ..vocab import Vocabulary

_WORD = re.compile(r"[a-z0-9]+")
_FILLER = frozenset(
    {
        "the", "a", "an", "of", "in", "to", "for", "and", "or", "by", "with", "at", "on", "per", "number", "total",
        "rate", "percentage", "percent", "proportion", "share", "our", "all", "were", "was", "is", "are", "that",
        "who", "which", "during", "year", "quarter", "month", "date",
    }
)  # fmt: skip


def join_series(figures: Sequence[Figure], *, vocabulary: Vocabulary) -> Iterator[Series]:
    """Series of two or more periods, in order of measure. The measure is joined by its words, filler and endings aside.

    Only reported values and baselines count: a target or a forecast is no point of what happened. Two values of one
    period are a revision where they differ.
    """
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.measure and figure.period and figure.period.end and figure.role in ("reported", "baseline"):
            groups.setdefault(_key(figure), []).append(figure)
    for key in sorted(groups, key=str):
        series = _series(groups[key])
        if series is not None:
            yield series


def _key(figure: Figure) -> tuple[object, ...]:
    breakdown = tuple(sorted((name.lower(), member.lower()) for name, member in (figure.breakdown or {}).items()))
    unit = figure.unit.lower() if figure.unit and figure.unit_kind in ("rate", "currency", "duration") else None
    place = (figure.geography or figure.organisation or "").lower()
    span = (
        (figure.period.end - figure.period.start).days
        if figure.period and figure.period.start and figure.period.end
        else 0
    )
    length = (
        "moment"
        if span == 0
        else "month"
        if span < 45
        else "quarter"
        if span < 120
        else "half"
        if span < 250
        else "year"
    )
    return (_measure_words(figure.measure or ""), breakdown, place, figure.unit_kind, unit, length)


def _measure_words(measure: str) -> tuple[str, ...]:
    words = [word for word in _WORD.findall(measure.lower()) if word not in _FILLER]
    return tuple(sorted({word[:-1] if word.endswith("s") and len(word) > 4 else word for word in words}))


def _series(figures: list[Figure]) -> Series | None:
    figures = sorted(
        figures, key=lambda f: (f.period.end, f.period.start or f.period.end, f.document, f.start) if f.period else ()
    )
    by_period: dict[tuple[object, object], list[Point]] = {}
    for figure in figures:
        assert figure.period is not None
        point = Point(period=figure.period, value=figure.value, figure=figure.id)
        by_period.setdefault((figure.period.start, figure.period.end), []).append(point)
    if len(by_period) < 2:
        return None
    revisions = tuple(tuple(points) for points in by_period.values() if len({point.value for point in points}) > 1)
    first = figures[0]
    return Series(
        id=content_id("series", *_key(first)),
        measure=first.measure or "",
        breakdown=first.breakdown,
        geography=first.geography,
        unit_kind=first.unit_kind,
        unit=first.unit,
        points=tuple(points[0] for points in by_period.values()),
        revisions=revisions,
        breaks=(),
    )
