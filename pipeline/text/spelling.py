"""Spelling slips of typed case notes ("attendence", "accomodation"), mended against the words a vocabulary knows."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA, Levenshtein

_SHORTEST = 6  # letters: in shorter words one letter makes another word ("carer", "career")
_LONG = 9  # letters from which any one letter may be wrong; below it only doubled and swapped letters are slips
_VERY_LONG = 12  # letters from which two slips are allowed
_VOWELS = frozenset("aeiouy")
_AFTER_STEMS = ("s", "d", "ing", "er", "ly", "ment", "tion", "ity", "able", "ful", "ness", "al", "ic", "y", "t", "our")
_INFLECTIONS = ("s", "d", "ed", "es", "ly", "ing", "er", "ers", "ment", "al", "y", "e")


class Speller:
    """Maps a word to the known word it is a slip of, or to itself.

    A slip has the same first letter and is a letter wrongly doubled or single, or two letters swapped; in long words also a
    letter left out, put in, or one vowel for another. One consonant for another makes a different word ("thinks",
    "things"). Words in `keep` are right as they are; so are inflections of known words and words that begin with `stems`.
    """

    def __init__(self, words: Iterable[str], *, stems: Iterable[str] = (), keep: Iterable[str] = ()) -> None:
        self._known = frozenset(words)
        self._keep = frozenset(keep)
        self._stems = tuple(sorted(stem for stem in stems if len(stem) >= 4))
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)
        self._mended: dict[str, str] = {}

    def mend(self, word: str) -> str:
        """The right spelling of the lower-case `word`: "exculsion" -> "exclusion"; unknown words come back unchanged."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._known or word in self._keep:
            return word
        if word not in self._mended:
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        bases = {word.removesuffix(ending) for ending in _INFLECTIONS if word.endswith(ending)}
        if any(base in self._known or base + "e" in self._known for base in bases):
            return word  # an inflection, not a slip
        if word.startswith(self._stems) and word.endswith(_AFTER_STEMS):
            return word
        allowed = 2 if len(word) >= _VERY_LONG else 1
        best: tuple[int, str] | None = None
        for candidate in self._by_letter.get(word[0], ()):
            if abs(len(candidate) - len(word)) > allowed:
                continue
            distance = OSA.distance(word, candidate, score_cutoff=allowed)
            if distance <= allowed and _is_slip(word, candidate) and (best is None or (distance, candidate) < best):
                best = (distance, candidate)
        return best[1] if best else word


def _is_slip(word: str, right: str) -> bool:
    """Whether the letters differ as slips do, and not as two words differ."""
    if sorted(word) == sorted(right) or _undoubled(word) == _undoubled(right):
        return True
    if (
        len(word) < _LONG
        or word in (right + "s", right + "d", right + "y")
        or right in (word + "s", word + "d", word + "y")
    ):
        return False
    return all(
        edit.tag != "replace" or (word[edit.src_pos] in _VOWELS and right[edit.dest_pos] in _VOWELS)
        for edit in Levenshtein.editops(word, right)
    )


def _undoubled(word: str) -> str:
    return "".join(letter for index, letter in enumerate(word) if index == 0 or word[index - 1] != letter)
