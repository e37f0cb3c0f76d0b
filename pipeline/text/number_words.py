"""Numbers written as words: "seventeen", "one hundred and twenty", "two million". Pure, with guards of its own.

Two numbers that stand side by side stay two ("one two"): a word is added to a number only where English adds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
FRACTIONS = {  # parts of a whole; "half" and "quarter" are handled by name as they are times as well
    "third": 3,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

# One to twenty in words, and with digits of up to three places.
NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|"
    r"nineteen|twenty)"
)
SMALL_COUNT = rf"(?:\d{{1,3}}|{NUMBER_WORD})"
_WORD = "|".join(sorted({*UNITS, *TENS, "hundred", "thousand", "million", "billion"}, key=len, reverse=True))
_RUN = re.compile(
    rf"(?<![\w’'])(?:(?:a|an)\s+(?=hundred\b|thousand\b|million\b|"
    rf"billion\b))?(?:{_WORD})\b(?:(?:\s+and)?[\s-]+(?:{_WORD})\b)*",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"\b(?:{_WORD}|and|an?)\b", re.IGNORECASE)
_DOZEN = re.compile(r"(?<![\w’'])(?:(?P<count>half\s+a|a|two|three|four)\s+)?dozen\b(?!s)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class WordNumber:
    """A number in words and where it stands."""

    start: int
    end: int
    value: Decimal


def find_word_numbers(text: str) -> Iterator[WordNumber]:
    """All numbers in words of `text`, in order. "five clusters of twelve" holds two."""
    dozens = list(_DOZEN.finditer(text))
    for match in dozens:
        count = {"two": 24, "three": 36, "four": 48}.get((match["count"] or "a").lower(), 12)
        half = (match["count"] or "").lower().startswith("half")
        yield WordNumber(start=match.start(), end=match.end(), value=Decimal(6 if half else count))
    for run in _RUN.finditer(text):
        if not any(run.start() < match.end() and match.start() < run.end() for match in dozens):
            yield from _split_run(text, run.start(), run.end())


def parse_word_number(text: str) -> Decimal | None:
    """The value of `text` if it is one number in words from end to end: "twenty-one" -> 21."""
    found = list(find_word_numbers(text.strip()))
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(text.strip()):
        return found[0].value
    return None


@dataclass(slots=True)
class _Sum:
    """A number being read: `total` of closed groups, `group` below a thousand, `last` the size of the last word."""

    start: int
    end: int
    total: int = 0
    group: int = 0
    last: int = 0  # 1 units, 10 tens, 100 hundred, 1000 and above a scale; 0 nothing yet
    least_scale: int = 10**12

    def value(self) -> Decimal:
        return Decimal(self.total + self.group)


def _split_run(text: str, start: int, end: int) -> Iterator[WordNumber]:
    current: _Sum | None = None
    after_and = False
    for token in _TOKEN.finditer(text, start, end):
        word = token.group(0).lower()
        if word == "and":
            after_and = True
            continue
        if word in ("a", "an"):
            current = _Sum(token.start(), token.end(), group=1, last=1)
            continue
        if current is not None and _extends(current, word, after_and):
            _add(current, word)
            current.end = token.end()
        else:
            if current is not None:
                yield WordNumber(start=current.start, end=current.end, value=current.value())
            current = None
            if word not in SCALES:  # "hundreds" aside, a scale alone ("thousand") is no number
                current = _Sum(token.start(), token.end())
                _add(current, word)
        after_and = False
    if current is not None:
        yield WordNumber(start=current.start, end=current.end, value=current.value())


def _extends(number: _Sum, word: str, after_and: bool) -> bool:
    if word in SCALES:
        if after_and:
            return False
        return (
            number.group > 0
            and SCALES[word] < number.least_scale
            and (number.last < 100 or (SCALES[word] > 100 and number.last == 100))
        )
    if after_and and number.last < 100:
        return False
    if word in TENS:
        return number.last >= 100
    if UNITS[word] >= 10 or UNITS[word] == 0:
        return number.last >= 100 and UNITS[word] > 0
    return number.last >= 10


def _add(number: _Sum, word: str) -> None:
    if word in UNITS:
        number.group += UNITS[word]
        number.last = 1
    elif word in TENS:
        number.group += TENS[word]
        number.last = 10
    elif word == "hundred":
        number.group *= 100
        number.last = 100
    else:
        number.total += number.group * SCALES[word]
        number.group = 0
        number.last = number.least_scale = SCALES[word]
