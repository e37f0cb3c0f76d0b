"""What clusters are called: the framework's name for them, and the words their own statements use more than others do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

KEYWORDS: Final = 8
_LONGEST: Final = 3  # words of a phrase
_PHRASES: Final = 2  # phrases in a label
_OWN: Final = 1.5  # weight of the framework's own words
_LONGER: Final = 0.3  # what each further word of a phrase adds to its weight
_WORD = re.compile(r"[^\W\d_][\w&'’-]+")
_ABBREVIATION: Final = 6  # letters; longer words in capitals are headings
_COMMON: Final = frozenset(
    [
        *(
            "came",
            "come",
            "didn't",
            "does",
            "doesn't",
            "don't",
            "felt",
            "gave",
            "gets",
            "getting",
            "given",
            "goes",
            "going",
        ),
        *("got", "happy", "help", "isn't", "know", "knew", "like", "likes", "makes", "need", "needed", "needs", "said"),
        *("saw", "say", "says", "seen", "things", "thinks", "told", "took", "used", "using", "want", "wants", "went"),
        *("again", "day", "days", "good", "half", "month", "months", "new", "old", "people", "recent", "term", "time"),
        *("times", "today", "week", "weeks", "year", "years"),
    ]
)


def phrase_counts(statements: Sequence[Sequence[str]], stops: frozenset[str]) -> Counter[str]:
    """In how many statements each phrase of one to three words occurs that neither begins nor ends with a stop word.

    A statement is its runs of words; no phrase crosses from one run to the next. In lower case, but for abbreviations.
    """
    counts: Counter[str] = Counter()
    for runs in statements:
        found: set[str] = set()
        for run in runs:
            words = [_cased(word) for word in _WORD.findall(run)]
            found.update(
                " ".join(words[start : start + length])
                for length in range(1, _LONGEST + 1)
                for start in range(len(words) - length + 1)
                if not {words[start].lower(), words[start + length - 1].lower()} & stops
            )
        counts.update(found)
    return counts


def keywords(
    counts: Sequence[Counter[str]],
    sizes: Sequence[int],
    terms: Sequence[frozenset[str]],
    *,
    known: frozenset[str],
    plain: frozenset[str],
) -> list[tuple[str, ...]]:
    """Up to eight words and phrases for each cluster, the most telling first.

    In the manner of class-based TF-IDF (Grootendorst 2022): how much of the cluster says it, times how rare it is in the
    others; the framework's own `terms` for a cluster weigh more. Words that are neither `known` to the framework nor `plain`
    may be names and are left out, and so is what only one statement says unless it is known.
    """
    overall: Counter[str] = Counter()
    for count in counts:
        overall.update(count)
    mean_size = float(np.mean(sizes)) if sizes else 1.0
    found = []
    for count, size, own in zip(counts, sizes, terms, strict=True):
        scored = {}
        for phrase, said in count.items():
            words = phrase.lower().split()
            if (overall[phrase] == 1 and (len(words) > 1 or phrase.lower() not in known)) or not (
                all(
                    word in known or word in plain or short.isupper()
                    for word, short in zip(words, phrase.split(), strict=True)
                )
            ):
                continue
            weight = (_OWN if own.issuperset(words) else 1) * (1 + _LONGER * (len(words) - 1))
            elsewhere = overall[phrase] - said
            scored[phrase] = weight * said / size * float(np.log(1 + mean_size / (elsewhere + 1)))
        found.append(_distinct(sorted(scored, key=lambda phrase: (-scored[phrase], phrase)), KEYWORDS))
    return found


def label(
    name: str | None, phrases: Sequence[str], counts: Counter[str], size: int, terms: frozenset[str] = frozenset()
) -> str:
    """A label for people: "Poor attendance: late, truancy". `name` is the framework's, None where it has none.

    Phrases are added that at least two statements, and a tenth of the cluster, have in common; beside a name only such as
    are made of the need's own `terms`.
    """
    known = set(_stems(name or ""))
    common = [phrase for phrase in phrases if counts[phrase] >= max(2, size / 10)]
    own = [
        phrase
        for phrase in common
        if (name is None or terms.issuperset(phrase.lower().split())) and not set(_stems(phrase)) & known
    ][:_PHRASES]
    head = name or "Outside the framework"
    return f"{head}: {', '.join(own)}" if own else head


def stop_words() -> frozenset[str]:
    """English stop words, and words too common to tell one cluster from another, which never begin or end a phrase."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS) | _COMMON


def _cased(word: str) -> str:
    """An abbreviation as it is printed, any other word in lower case."""
    if word.isupper() and len(word) <= _ABBREVIATION:
        return word
    return word.lower().replace("’", "'").removesuffix("'s")


def _distinct(ranked: Sequence[str], number: int) -> tuple[str, ...]:
    """The first `number` phrases of which none shares a word with another."""
    kept: list[str] = []
    taken: set[str] = set()
    for phrase in ranked:
        stems = set(_stems(phrase))
        if not stems & taken:
            kept.append(phrase)
            taken |= stems
        if len(kept) == number:
            break
    return tuple(kept)


def _stems(text: str) -> list[str]:
    """Words without the commonest endings, so that "absence" and "absences" count as one."""
    return [re.sub(r"(?:ies|es|s|ed|ing|y|e)$", "", word.lower()) for word in _WORD.findall(text)]
