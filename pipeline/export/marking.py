"""A document's text with every quoted stretch set off, so that a link can lead to each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from ..records.document import Document
from .evidence_links import anchor
from .view import escape

Stretch = tuple[int, int]
_DEEPEST = 30  # stretches within one another; deeper ones are anchors alone


class Marker:
    """Writes stretches of a document's text as markup. `met` collects the stretches whose id has been written."""

    def __init__(self, document: Document, stretches: Iterable[Stretch]) -> None:
        self._text = document.text
        self._stretches = sorted(set(stretches), key=lambda item: (item[0], -item[1]))
        self._starts = [start for start, _ in self._stretches]
        # The furthest end so far: before the first stretch that reaches an offset, none does.
        self._reached = list(accumulate((end for _, end in self._stretches), max))
        self.met: set[Stretch] = set()

    def __call__(self, start: int, end: int) -> str:
        """The characters ``start:end``, the quoted ones in `mark` elements; each id is written once, where it first stands."""
        if start >= end:
            return ""
        near = self._stretches[bisect_right(self._reached, start) : bisect_left(self._starts, end)]
        here = [item for item in near if item[1] > start]
        return self._marked(start, end, [(max(a, start), min(b, end), (a, b)) for a, b in here], 0)

    def missed(self) -> list[Stretch]:
        """Stretches that stand in nothing that was written."""
        return [item for item in self._stretches if item not in self.met]

    def _marked(self, start: int, end: int, rest: Sequence[tuple[int, int, Stretch]], depth: int) -> str:
        """Stretches inside one another are elements inside one another; one that reaches out of another is parted there."""
        waiting = sorted(rest, key=lambda item: (item[0], -item[1]))
        parts = []
        at = start
        while waiting:
            first, last, whole = waiting.pop(0)
            parts.append(escape(self._text[at:first]))
            if depth >= _DEEPEST:
                parts.append(f"<a{self._id(whole)}></a>")
                at = first
                continue
            inner = []
            later = []
            for a, b, other in waiting:
                if a >= last:
                    later.append((a, b, other))
                    continue
                inner.append((a, min(b, last), other))
                if b > last:
                    later.append((last, b, other))
            parts.append(f"<mark{self._id(whole)}>{self._marked(first, last, inner, depth + 1)}</mark>")
            at, waiting = last, sorted(later, key=lambda item: (item[0], -item[1]))
        parts.append(escape(self._text[at:end]))
        return "".join(parts)

    def _id(self, whole: Stretch) -> str:
        if whole in self.met:
            return ""
        self.met.add(whole)
        return f' id="{anchor(*whole)}"'
