"""Lines of a column to paragraphs: by spacing, size, weight, indent, markers, and by lines that end early.

A line that could have held the next line's first word, but does not, was ended on purpose.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .pdf_lines import is_contents_entry
from .pdf_markers import Marker, find_marker
from .pdf_model import Line, Passage

_SENTENCE_ENDS = (".", "!", "?", ":", ";", '."', ".”", ".’", "?”", ".)")
# fmt: off
_CONTINUES = frozenset(
    {
        "and", "or", "of", "the", "to", "for", "in", "with", "by", "from", "a", "an", "that", "which", "who", "on", "at", "as",
        "is", "are", "was", "were", "be", "their", "its", "&",
    }
)
# fmt: on


class Leading:
    """How far apart the lines of a paragraph stand, by size, measured over the whole document."""

    def __init__(self, columns: Iterable[Sequence[Line]]) -> None:
        pitches: dict[int, Counter[float]] = defaultdict(Counter)
        for column in columns:
            for one, two in itertools.pairwise(column):
                pitch = two.baseline - one.baseline
                if abs(one.size - two.size) < 0.6 and 0.8 * one.size < pitch < 2.6 * one.size and one.page == two.page:
                    pitches[round(one.size)][round(pitch * 2) / 2] += 1
        self._by_size = {size: _smallest_common(counter) for size, counter in pitches.items()}
        self._ratio = self._common_ratio(pitches)

    def of(self, size: float) -> float:
        """Points from baseline to baseline."""
        return self._by_size.get(round(size), self._ratio * size)

    def _common_ratio(self, pitches: dict[int, Counter[float]]) -> float:
        if not pitches:
            return 1.2
        size, counter = max(pitches.items(), key=lambda item: (sum(item[1].values()), item[0]))
        return _smallest_common(counter) / size if size else 1.2


def _smallest_common(counter: Counter[float]) -> float:
    """The smallest pitch that is not rare: paragraphs are set further apart than their lines."""
    total = sum(counter.values())
    for pitch in sorted(counter):
        near = sum(count for other, count in counter.items() if abs(other - pitch) <= 0.5)
        if near >= max(2, 0.12 * total):
            return pitch + 0.5 if counter[pitch + 0.5] > counter[pitch] else pitch
    return min(counter) if counter else 12.0


def make_passages(lines: Sequence[Line], *, leading: Leading, column: int) -> list[Passage]:
    """The paragraphs of one column of a page, from the top."""
    passages: list[Passage] = []
    current: list[Line] = []
    marker: Marker | None = None
    indents = _markers_at(lines)
    for line in lines:
        found = indents.get(id(line))
        if current and starts_new(current, line, marker=marker, found=found, leading=leading):
            passages.append(Passage(lines=current, page=line.page, column=column))
            current = []
        if not current:
            marker = found
        current.append(line)
    if current:
        passages.append(Passage(lines=current, page=current[0].page, column=column))
    return passages


def starts_new(
    current: Sequence[Line], line: Line, *, marker: Marker | None, found: Marker | None, leading: Leading
) -> bool:
    """Whether `line` opens a new paragraph after the lines of `current`, which opened with `marker`."""
    last = current[-1]
    size = max(last.size, line.size)
    pitch = line.baseline - last.baseline
    usual = leading.of(last.size)
    if pitch > 1.22 * max(usual, leading.of(line.size)) + 0.8 or pitch < -0.5 * size:
        return True
    if is_contents_entry(last):
        return True
    if pitch < 0.3 * size:
        return True  # beside it: parts of one row that were not joined
    if abs(last.size - line.size) > 0.08 * size + 0.2 and not _is_fragment(last) and not _is_fragment(line):
        return True
    if last.bold != line.bold and not (last.words[-1].style.bold and line.words[0].style.bold):
        return True
    if found is not None and _opens(found, last, line, marker):
        return True
    return _ended(current, line, marker)


def _ended(current: Sequence[Line], line: Line, marker: Marker | None) -> bool:
    last, size = current[-1], line.size
    closed = last.text.endswith(_SENTENCE_ENDS)
    runs_on = (
        line.text[:1].islower()
        or last.text.rpartition(" ")[2].lower() in _CONTINUES
        or last.text.endswith((",", "-", "–"))
    )
    first_word = line.words[0].x1 - line.words[0].x0
    fits = last.x1 + 0.3 * size + first_word < last.right - 0.6 * size
    body = current[1] if len(current) > 1 else None
    if fits and not (runs_on and not closed):
        return True
    if body is not None:
        # Within a paragraph all lines after the first start at one place.
        if line.x0 < body.x0 - 0.9 * size and closed:
            return True
        if line.x0 > body.x0 + 0.9 * size and closed:
            return True
        return line.x0 < body.x0 - 0.9 * size and current[0].x0 < body.x0 - 0.9 * size and not runs_on
    if marker is not None and marker.wide:
        return line.x0 < last.x0 - 0.9 * size or (line.x0 < last.x0 + 0.5 * size and closed)
    return line.x0 > last.x0 + 0.9 * size and closed


def _opens(found: Marker, last: Line, line: Line, marker: Marker | None) -> bool:
    """Whether a marker in the middle of running lines is one: "2019. The" after "in" is not."""
    if found.kind in ("bullet", "note"):
        return True
    if found.kind == "dash":
        return found.wide or last.text.endswith(_SENTENCE_ENDS) or (marker is not None and marker.kind == "dash")
    if found.wide and (found.kind != "number" or "#." in found.form or "#)" in found.form):
        return True
    if marker is not None and marker.kind == found.kind and marker.form == found.form and marker.stem == found.stem:
        return found.order == marker.order + 1
    return found.order <= 1 and last.text.endswith(_SENTENCE_ENDS) and found.kind != "decimal"


def _markers_at(lines: Sequence[Line]) -> dict[int, Marker]:
    found = {}
    for line in lines:
        marker = find_marker(line)
        if marker is not None:
            found[id(line)] = marker
    return found


def _is_fragment(line: Line) -> bool:
    """Too few letters for their size to mean anything."""
    return sum(char.isalpha() for char in line.text) < 3
