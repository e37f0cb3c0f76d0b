"""The category of a change: what was gained, or which need is named as ended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..records.need import Need
from ..text.phrases import Token, tokenize
from ..vocab import Vocabulary
from .outcome_scores import Change

_LEAST_SHARED = 2  # telling words, names among them, by which a change is tied to a need


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


def category_of_need(words: str, needs: Sequence[Need]) -> str | None:
    """The category of the needs that share most telling words with a goal or a change; None where none or several do."""
    told = _telling(words)
    votes: Counter[str] = Counter()
    for need in needs:
        if need.status in ("current", "suspected"):
            shared = told & _telling(need.evidence.quote)
            if len(shared) >= _LEAST_SHARED:
                votes[need.category] = max(votes[need.category], len(shared))
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _telling(words: str) -> frozenset[str]:
    """The words of five letters or more, endings aside, and names."""
    long = frozenset(word.rstrip("s").removesuffix("ing") for word in re.findall(r"[a-z]{5,}", words.lower()))
    return long | frozenset(re.findall(r"\b[A-Z][a-z]{2,}\b", words))


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
