"""Names of people in a text: runs of capitalised words that are no place, school, month or ordinary word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.dates import MONTHS, WEEKDAYS
from ..vocab import Vocabulary

_PART = r"(?:O['’]|Mc|Mac|D['’])?[A-Z][a-zÀ-ÿ]+(?:[-'’][A-Z][a-zÀ-ÿ]+)?"
_NAME = re.compile(rf"\b{_PART}(?: (?:(?:de|van|von|el|al|bin) )?{_PART}){{0,3}}")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx|Rev|Cllr|PC|Sgt)\.? $")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\t•\"“(]|\bDear)\s*$")
_CALENDAR = {*MONTHS, *WEEKDAYS}
# The last word of a name that is no person's.
_PLACES = frozenset(
    {
        "road", "street", "lane", "close", "avenue", "drive", "way", "court", "house", "crescent", "terrace", "grove",
        "place", "row", "walk", "rise", "gardens", "school", "primary", "junior", "infants", "infant", "academy",
        "college", "nursery", "high", "hub", "centre", "council", "trust", "team", "service", "services", "project",
        "hospital", "surgery", "clinic", "park", "university", "county", "city", "borough", "juniors", "farm",
        "cottage", "flat", "block", "estate",
    }
)  # fmt: skip


class NameFinder:
    """Finds names in one document. A word it also prints in lower case is an ordinary word, unless it is a first name."""

    def __init__(self, body: str, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.people
        self._first_names = vocabulary.first_names
        self._ordinary = frozenset(re.findall(r"\b[a-zà-ÿ]{2,}\b", re.sub(r"\S+@\S+", " ", body)))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand in `text`. Titles ("Mrs Holroyd") mark professionals and are passed over."""
        for match in _NAME.finditer(text):
            words = [
                (match.start() + word.start(), match.start() + word.end(), word.group(0))
                for word in re.finditer(r"\S+", match.group(0))
            ]
            while words and not self._is_name(words[0][2]):
                words.pop(0)
            kept: list[tuple[int, int, str]] = []
            for word in words:
                if not self._is_name(word[2]):
                    if word[2].lower() in _PLACES:
                        kept = []
                    break
                kept.append(word)
            if kept and not _TITLE.search(text[: kept[0][0]]) and (len(kept) > 1 or self._stands_alone(text, kept[0])):
                yield kept[0][0], kept[-1][1]

    def is_first_name(self, word: str) -> bool:
        """Whether the word is on the list of first names."""
        return self._first_names.gender(word) is not None

    def _is_name(self, word: str) -> bool:
        lower = word.lower()
        if (
            lower in _CALENDAR
            or lower in _PLACES
            or lower in self._words.not_names
            or lower in self._words.professionals
        ):
            return False
        return self.is_first_name(word) or lower not in self._ordinary

    def _stands_alone(self, text: str, word: tuple[int, int, str]) -> bool:
        """A single word at the start of a sentence is a name only if it is a known first name."""
        return self.is_first_name(word[2]) or not _SENTENCE_START.search(text[: word[0]])
