"""A text rewritten, and where every character of the old one went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``start:end`` of the old text become `replacement`. Never empty."""

    start: int
    end: int
    replacement: str


class Rewritten:
    """The text after `changes`, which must not overlap, and the way from old offsets to new ones."""

    def __init__(self, text: str, changes: Iterable[Change]) -> None:
        self._changes = sorted(changes, key=lambda change: change.start)
        self._starts = [change.start for change in self._changes]
        self._shifts: list[int] = []  # of what follows each change
        parts: list[str] = []
        at = shift = 0
        for change in self._changes:
            if change.start < at:
                raise ValueError("changes of a text overlap")
            parts += [text[at : change.start], change.replacement]
            shift += len(change.replacement) - (change.end - change.start)
            self._shifts.append(shift)
            at = change.end
        self.text = "".join([*parts, text[at:]])

    def start(self, offset: int) -> int:
        """Where a stretch that began at `offset` begins now: within a change, at the start of what replaced it."""
        return self._moved(offset, at_end=False)

    def end(self, offset: int) -> int:
        """Where a stretch that ended at `offset` ends now: within a change, at the end of what replaced it."""
        return self._moved(offset, at_end=True)

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch of the old text meets a change."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._changes[at].end > start:
            return True
        return at + 1 < len(self._changes) and self._changes[at + 1].start < end

    def _moved(self, offset: int, *, at_end: bool) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        change = self._changes[at]
        before = self._shifts[at] - (len(change.replacement) - (change.end - change.start))
        if offset == change.start:
            return offset + before
        if offset < change.end:
            return change.start + before + (len(change.replacement) if at_end else 0)
        return offset + self._shifts[at]
