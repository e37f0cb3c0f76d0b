"""Personal data against gold: found wherever it stands or not, by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..records.document import Document
from ..records.personal import PersonalData
from .align import Plain, plain_text
from .score import Scores

_NAMES = "person"


def score_personal(
    document: Document, found: Sequence[PersonalData], gold: Sequence[dict[str, Any]], scores: Scores
) -> None:
    """Add one document's personal data to the scores.

    A piece of gold (a kind and its words) is found where every place of the words is covered by rows of that kind; one place
    left open is a miss, as it would be a leak. A row is right where it meets a place of gold of its kind, or is part of the
    words of one ("St Cuthmar's" of "St Cuthmar's Primary"); rows of the same kind and words count once. Tallies:
    "personal: names", "personal: structured", and one a kind.
    """
    plain = plain_text(document.text)
    rows: dict[str, set[int]] = {}
    for row in found:
        rows.setdefault(row.kind, set()).update(range(row.evidence.start, row.evidence.end))
    wanted: dict[str, set[int]] = {}
    for item in gold:
        kind, text = str(item["kind"]), str(item["text"])
        places = list(_places(plain, text))
        open_ = [place for place in places if not _covered(document.text, place, rows.get(kind, set()))]
        for place in places:
            wanted.setdefault(kind, set()).update(place)
        if not places:
            continue  # the rendering prints it otherwise
        for tally in _tallies(scores, kind):
            tally.right += not open_
            tally.missed += bool(open_)
        if open_:
            words = document.text[max(0, open_[0].start - 30) : open_[0].stop + 20]
            scores.error(
                document.path, "personal missed", f"{kind}: {text}", f"{len(open_)} of {len(places)}: {words!r}"
            )
    texts = [(str(item["kind"]), plain_text(str(item["text"])).text.lower()) for item in gold]
    for kind, text, first in sorted({(row.kind, row.text, _first(found, row)) for row in found}):
        folded = plain_text(text).text.lower()
        meets = any(
            not wanted.get(kind, set()).isdisjoint(range(row.evidence.start, row.evidence.end))
            for row in found
            if row.kind == kind and row.text == text
        )
        if not meets and not any(kind == other and folded in words for other, words in texts):
            for tally in _tallies(scores, kind):
                tally.wrong += 1
            scores.error(document.path, "personal false", "", f"{kind}: {text} (at {first})")


def _tallies(scores: Scores, kind: str) -> Iterator[Any]:
    yield scores.tally("personal: names" if kind == _NAMES else "personal: structured")
    yield scores.tally(f"personal: {kind}")


def _places(plain: Plain, text: str) -> Iterator[range]:
    """Where the words stand as whole words, in the document's own offsets."""
    words = plain_text(text).text.strip()
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", plain.text):
        span = plain.span(*match.span())
        yield range(span.start, span.end)


def _covered(text: str, place: range, covered: set[int]) -> bool:
    return all(at in covered for at in place if text[at].isalnum())


def _first(found: Sequence[PersonalData], row: PersonalData) -> int:
    return min(other.evidence.start for other in found if other.kind == row.kind and other.text == row.text)
