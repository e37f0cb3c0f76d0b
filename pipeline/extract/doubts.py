"""Figures that stand on numbers an OCR engine was unsure of: their confidence is no higher than that of the reading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..records.document import Doubt
from ..records.figure import Figure

_DISPUTED = 0.5  # where two engines read two different numbers, either may be right


def with_doubts(figures: Iterable[Figure], doubts: Sequence[Doubt]) -> Iterator[Figure]:
    """The figures, in order. `doubts` are sorted and do not overlap."""
    ends = [doubt.end for doubt in doubts]
    for figure in figures:
        index = bisect_left(ends, figure.start + 1)
        if index < len(doubts) and doubts[index].start < figure.end:
            doubt = doubts[index]
            certainty = min(doubt.confidence, _DISPUTED) if doubt.other else doubt.confidence
            figure = replace(figure, confidence=min(figure.confidence, certainty))
        yield figure
