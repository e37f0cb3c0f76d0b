"""Sentences as spans: nupunkt's boundaries, which know English abbreviations, mended for those of council papers."""

from __future__ import annotations

import re

from ..records.span import Span

# Words whose full stop does not end a sentence in council papers and case notes.
ABBREVIATIONS = (  # noqa: SIM905 a list of forty words reads better as a line
    "cllr cllrs approx para paras no nos dept wk wks yr yrs incl ref appt hrs mins ext tel min max avg st rev hon"
).split()

_ABBREVIATION_END = re.compile(r"\b(?:" + "|".join(ABBREVIATIONS) + r")\.$", re.IGNORECASE)
_MAYBE_BOUNDARY = re.compile(r"[.!?]['\"’”)\]]*\s")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences of ``text[start:end]``, in order, without white space at their ends.

    A line break is not a boundary: the readers have joined wrapped lines. "Cllr. Shah asked ..." stays one sentence.
    """
    end = len(text) if end is None else end
    stretch = text[start:end]
    if not _MAYBE_BOUNDARY.search(stretch):
        pieces = [(0, len(stretch))]
    else:
        import nupunkt

        pieces = _joined(stretch, nupunkt.sent_spans(stretch))
    spans = []
    for low, high in pieces:
        while low < high and stretch[low].isspace():
            low += 1
        while high > low and stretch[high - 1].isspace():
            high -= 1
        if low < high:
            spans.append(Span(start=start + low, end=start + high))
    return spans


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces that were parted after an abbreviation or before a lower-case word."""
    joined: list[tuple[int, int]] = []
    for low, high in pieces:
        if joined:
            before = text[joined[-1][0] : joined[-1][1]].rstrip()
            after = text[low:high].lstrip()
            number_follows = after[:1].isdigit()
            if (_ABBREVIATION_END.search(before) and (number_follows or not before.lower().endswith(" no."))) or (
                after[:1].islower() and not before.endswith(("!", "?"))
            ):
                joined[-1] = (joined[-1][0], high)
                continue
        joined.append((low, high))
    return joined
