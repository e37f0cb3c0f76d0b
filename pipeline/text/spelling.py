"""Spelling slips of typed case notes ("attendence", "accomodation"), mended against the words a vocabulary knows."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

_SHORTEST = 6  # letters: below this too many words are one letter apart ("carer", "career")
_INFLECTIONS = ("s", "d", "ing", "er", "ly", "ment", "tion", "ity", "able", "ful", "ness", "al", "ic", "y", "t", "our")
_LONG = 10  # letters from which two slips are allowed


class Speller:
    """Maps a word to the known word it is a slip of, or to itself.

    A slip has the same first letter and differs by one insertion, deletion, substitution or swap (two in words of ten
    letters and more). Words in `keep` are right as they are, as is every word that begins with one of `stems`.
    """

    def __init__(self, words: Iterable[str], *, stems: Iterable[str] = (), keep: Iterable[str] = ()) -> None:
        self._known = frozenset(words)
        self._keep = frozenset(keep)
        self._stems = tuple(sorted(stem for stem in stems if len(stem) >= 4))
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted({*self._known, *self._stems}):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)
        self._mended: dict[str, str] = {}

    def mend(self, word: str) -> str:
        """The right spelling of the lower-case `word`: "exculsion" -> "exclusion"; unknown words come back unchanged."""
        if len(word) < _SHORTEST or word in self._known or word in self._keep:
            return word
        if word.startswith(self._stems) and word.endswith(_INFLECTIONS):
            return word
        if word not in self._mended:
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        allowed = 2 if len(word) >= _LONG else 1
        if any(word.removesuffix(ending) in self._known for ending in ("s", "d", "ed", "es", "ly", "ing")):
            return word  # an inflection, not a slip
        best: tuple[int, str] | None = None
        for candidate in self._by_letter.get(word[0], ()):
            if abs(len(candidate) - len(word)) > allowed:
                continue
            distance = DamerauLevenshtein.distance(word, candidate, score_cutoff=allowed)
            if distance <= allowed and (best is None or (distance, candidate) < best):
                best = (distance, candidate)
        return best[1] if best else word
