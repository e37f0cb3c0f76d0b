"""Which phrases name one measure: by their words, by the vocabulary, by head noun and likeness; always with the basis told.

Joining too much is worse than joining too little: a series of two measures is false, two series of one measure only short.
So a phrase is joined to one of other numbers ("within 20 working days", "within 35 working days") through the vocabulary alone,
and that is a break; never across a pair of opposites, and never where one document states both for one period with different values.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..vocab.measures import Measure, Measures, singular_of

Likeness = Callable[[Sequence[str]], Sequence[Sequence[float]]]  # of each phrase to each, 0 to 1
Stated = Mapping[tuple[str, object], frozenset[object]]  # values by document and period

ALIKE: Final = 0.8  # phrases less alike stay apart; of pairs read by hand none at or above it was of two measures
_OVERLAP: Final = 0.3  # of their words, below which likeness is not asked for
# Words that say no more than that something is counted.
_NEUTRAL: Final = frozenset({"received", "recorded", "held", "reported", "made", "undertaken", "seen", "registered"})
_UNITS_OF_TIME: Final = frozenset({"working", "calendar", "day", "week", "month"})
_NUMBER_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12",
}  # fmt: skip
_MOST_COMPARED: Final = 200  # phrases of one head noun
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*%?")
_FILLER: Final = frozenset(
    {
        "the", "a", "an", "of", "in", "to", "for", "and", "or", "by", "with", "at", "on", "per", "number", "total",
        "rate", "percentage", "percent", "proportion", "share", "our", "all", "were", "was", "is", "are", "that", "who",
        "which", "whose", "during", "year", "quarter", "month", "date", "whom", "have", "has", "had", "been", "be",
        "their", "its", "from", "as", "within", "overall", "figure", "count", "early", "help"
    }
)  # fmt: skip
_BREAKS_OFF: Final = frozenset(
    {
        "of", "in", "to", "for", "by", "with", "at", "on", "per", "that", "who", "which", "whose", "whom", "from",
        "within", "after", "before", "during", "as", "under", "over"
    }
)  # fmt: skip
# Words that part two measures whatever else they share.
_OPPOSITES: Final = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        (
            "opened open started start new starting begun",
            "closed close closures ended end ending completed complete finished",
        ),
        ("up escalated", "down"),
        ("received made", "accepted agreed taken"),
        ("accepted", "declined rejected refused"),
        ("early on in-time timely", "late overdue missed"),
        ("internal council", "external partner partners"),
        ("children child", "families family households parents parent"),
        ("boys male males", "girls female females"),
        ("assessments assessment", "reviews review reviewed plans plan"),
        ("re-referrals rereferrals", "referrals"),
        ("average mean median", "total"),
        ("before first start", "after last end"),
        ("met achieved", "unmet not"),
    )
)


@dataclass(frozen=True)
class Phrase:
    """A measure as a document states it."""

    text: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words and numbers, numbers in figures."""
        found = _WORD.findall(self.text.lower().replace("re-referral", "rereferral"))
        return tuple(_NUMBER_WORDS.get(word, word) for word in found)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its content words, endings aside, without numbers."""
        return frozenset(_stem(word) for word in self.tokens if word not in _FILLER and not word[0].isdigit())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it: a limit, a time."""
        return frozenset(word for word in self.tokens if word[0].isdigit())

    @cached_property
    def head(self) -> str:
        """What is counted: the last noun before the phrase is told more closely ("open plans in the north": plan)."""
        first = self.text.split(",")[0].lower()
        before: list[str] = []
        for word in _WORD.findall(first):
            if word in _BREAKS_OFF and not before:
                continue
            if word in _BREAKS_OFF:
                break
            if word not in _FILLER and not word[0].isdigit():
                before.append(word)
        while len(before) > 1 and before[-1].endswith("ed"):
            before.pop()
        return _stem(before[-1]) if before else ""

    @cached_property
    def parts(self) -> tuple[frozenset[str], ...]:
        """The words of each part of a phrase made of a table's headers and caption."""
        return tuple(Phrase(part).words for part in self.text.split(",") if part.strip())


def join_phrases(
    phrases: Mapping[str, Stated], *, measures: Measures, likeness: Likeness | None
) -> dict[str, tuple[str, str]]:
    """For each phrase the one it is joined to (itself where none) and the basis of that. `phrases` gives what each states.

    The one of a group is the phrase stated most often, then the shortest.
    """
    order = sorted(phrases, key=lambda text: (-len(phrases[text]), len(text), text))
    joined: dict[str, tuple[str, str]] = {}
    members: dict[str, list[str]] = {}
    leaders = _Leaders(measures)

    def fits(text: str, leader: str) -> bool:
        return all(_compatible(phrases[text], phrases[other]) for other in members[leader])

    for text in order:
        phrase = Phrase(text)
        found = next(((to, why) for to, why in leaders.by_rule(phrase) if fits(text, to)), None)
        if found is None:
            joined[text], members[text] = (text, "as stated"), [text]
            leaders.add(phrase)
        else:
            joined[text] = found
            members[found[0]].append(text)
    if likeness is not None:
        for text, leader, value in _alike([Phrase(text) for text in order if text in members], likeness, fits):
            if text in members and leader in members and all(fits(member, leader) for member in members[text]):
                for member in members.pop(text):
                    joined[member] = (leader, f"alike ({value:.2f}), both of “{Phrase(text).head}”")
                    members[leader].append(member)
    return joined


class _Leaders:
    """Phrases that others may be joined to, found by what the rules ask for."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._by_words: dict[tuple[frozenset[str], frozenset[str]], list[Phrase]] = defaultdict(list)
        self._by_part: dict[tuple[frozenset[str], frozenset[str], int], list[Phrase]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[Phrase]] = defaultdict(list)

    def add(self, phrase: Phrase) -> None:
        self._by_words[phrase.words, phrase.numbers].append(phrase)
        for part in set(phrase.parts):
            self._by_part[part, phrase.numbers, len(phrase.parts)].append(phrase)
        named = self._measures.canonical(phrase.text)
        if named is not None:
            self._by_name[named.id, phrase.head].append(phrase)

    def by_rule(self, phrase: Phrase) -> Iterator[tuple[str, str]]:
        """Phrases it may be joined to, with the basis, the surest rule first."""
        if phrase.words:
            for leader in self._by_words.get((phrase.words, phrase.numbers), ()):
                yield leader.text, "the same words"
        for part in dict.fromkeys(phrase.parts):
            for leader in self._by_part.get((part, phrase.numbers, 3 - len(phrase.parts)), ()):
                if _caption_aside(phrase, leader):
                    yield leader.text, "the same header, a table's caption aside"
        named = self._measures.canonical(phrase.text)
        if named is not None and phrase.head:
            for leader in self._by_name.get((named.id, phrase.head), ()):
                if not _opposed(phrase, leader) and _same_rest(phrase, leader, named):
                    yield leader.text, f"vocabulary: {named.name}"


def _same_rest(one: Phrase, other: Phrase, named: Measure) -> bool:
    """Whether they say the same beside what the vocabulary calls by one name; with one limit a word more may stand."""
    cues = {word for cue in named.cues for word in Phrase(cue.replace("*", "")).words}
    rest, other_rest = (phrase.words - cues - _NEUTRAL - _UNITS_OF_TIME for phrase in (one, other))
    same_limit = bool(one.numbers) and one.numbers == other.numbers
    return rest == other_rest or (same_limit and len(rest ^ other_rest) <= 1)


def _caption_aside(one: Phrase, other: Phrase) -> bool:
    """Whether one is a part of two words or more of the other, whose other parts are a table's caption or a heading."""
    for short, long in ((one, other), (other, one)):
        if len(short.parts) == 1 and len(short.words) >= 2 and len(long.parts) == 2 and short.words in long.parts:
            return not _opposed(short, long)
    return False


def _alike(
    leaders: Sequence[Phrase], likeness: Likeness, fits: Callable[[str, str], bool]
) -> list[tuple[str, str, float]]:
    """Pairs that are alike, most alike first: same head noun and numbers, some words in common, nothing opposed."""
    heads: dict[tuple[str, frozenset[str]], list[Phrase]] = defaultdict(list)
    for phrase in leaders:
        if phrase.head:
            heads[phrase.head, phrase.numbers].append(phrase)
    pairs = []
    for group in heads.values():
        group = group[:_MOST_COMPARED]
        for at, phrase in enumerate(group):
            for leader in group[:at]:
                common = len(phrase.words & leader.words) / max(len(phrase.words | leader.words), 1)
                if common >= _OVERLAP and not _opposed(phrase, leader) and fits(phrase.text, leader.text):
                    pairs.append((phrase.text, leader.text))
    if not pairs:
        return []
    texts = sorted({text for pair in pairs for text in pair})
    place = {text: at for at, text in enumerate(texts)}
    table = likeness(texts)
    found = [(one, other, float(table[place[one]][place[other]])) for one, other in pairs]
    return sorted((item for item in found if item[2] >= ALIKE), key=lambda item: (-item[2], item[0], item[1]))


def _opposed(one: Phrase, other: Phrase) -> bool:
    ones, others = set(one.tokens), set(other.tokens)
    for left, right in _OPPOSITES:
        for first, second in ((ones, others), (others, ones)):
            if first & left and not first & right and second & right and not second & left:
                return True
    return False


def _compatible(one: Stated, other: Stated) -> bool:
    """Not where one document states different values for one period: those are two measures."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return all(large.get(key, values) == values for key, values in small.items())


def _stem(word: str) -> str:
    word = singular_of(word) if len(word) > 3 else word
    return word[:-2] if word.endswith("'s") else word
