"""The category of a change: what was gained, or which need is named as ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..text.phrases import Token, tokenize
from ..vocab import Vocabulary
from .outcome_scores import Change


def category_of(tokens: Sequence[Token], change: Change | None, label: str, *, vocabulary: Vocabulary) -> str | None:
    """The category that a sentence, goal or row of scores is about; None where no word tells.

    Words of what was gained and of needs vote; the label above ("Housing result") speaks where the sentence does not.
    """
    if change is not None and change.category is not None:
        return change.category
    votes = _votes(tokens, vocabulary)
    if not votes:
        votes = _votes(tokenize(label), vocabulary)
    return max(votes, key=lambda category: (votes[category], -_order(category, vocabulary))) if votes else None


def _votes(tokens: Sequence[Token], vocabulary: Vocabulary) -> Counter[str]:
    votes: Counter[str] = Counter()
    hits = [*vocabulary.outcomes.gains(tokens), *vocabulary.outcomes.troubles(tokens)]
    for position, hit in enumerate(sorted(hits, key=lambda hit: (hit.first, -hit.last))):
        weight = 4 * len(hit.words) - min(position, 3)
        votes[hit.payload] += weight if hit.payload != "other" else weight - 1
    seen: set[tuple[str, frozenset[int]]] = set()
    for cue in vocabulary.needs.book.find(tokens):
        key = (cue.payload.need.category, cue.words)
        if key not in seen:
            seen.add(key)
            votes[cue.payload.need.category] += 3 * len(cue.words) if cue.payload.kind == "cue" else 2 * len(cue.words)
    return votes


def _order(category: str, vocabulary: Vocabulary) -> int:
    known = [entry.id for entry in vocabulary.needs.category]
    return known.index(category) if category in known else len(known)
