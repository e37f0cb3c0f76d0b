"""How well a text was read: words kept, words too many, reading order, furniture leaking, headings, list items, fields.

Every measure is a Share, so that documents add up. Words are runs of letters and digits, without regard to case.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from .records import Reading, Share, Truth

_WORD = re.compile(r"[^\W_]+")
_TICKS = {
    **dict.fromkeys(("[x]", "[X]", "☑", "☒", "✓", "✔", "✗"), " ticked "),
    **dict.fromkeys(("[ ]", "☐", "□"), " unticked "),
}
_TICK = re.compile("|".join(re.escape(sign) for sign in _TICKS))
_ALIKE = 90.0  # per cent of letters in common for two headings or list items to be the same
_NUMBER = re.compile(r"^\W*(?:\(?[a-z0-9]{1,4}[.)]|\d{1,3}(?:\.\d{1,3})*\.?)\s+", re.IGNORECASE)


def measure_text(truth: Truth, reading: Reading) -> dict[str, Share]:
    """Every measure of running text that the parser can be held to."""
    shares: dict[str, Share] = {}
    if reading.body is not None:
        body, everything = words(reading.body), words(reading.body) + words(reading.aside)
        shares["kept"] = kept(words(truth.text), everything)
        shares["extra"] = extra(truth, body)
        shares["order"] = order(words(truth.text), body)
        shares["leak"] = leak(truth, body)
        shares["numbers"] = printed(truth.numbered, reading.body)
        shares["ticks"] = ticks(truth.text, reading.body)
    if reading.headings is not None:
        shares["headings"] = matched(truth.headings, reading.headings, optional=truth.loose_headings)
    if reading.items is not None:
        shares["items"] = matched(truth.items, reading.items, optional=truth.loose_items)
    if reading.paragraphs is not None:
        shares["paragraphs"] = whole(truth.paragraphs, reading.paragraphs)
    if reading.fields is not None:
        shares["fields"] = pairs(truth.fields, reading.fields)
    return shares


def words(text: str) -> list[str]:
    """ "North-East 3,100" -> north east 3 100; soft hyphens go, ligatures open."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold())


def kept(expected: Sequence[str], found: Sequence[str]) -> Share:
    """Of the words printed, counted as often as they are printed, those that were read."""
    both = Counter(expected) & Counter(found)
    return Share(both.total(), len(expected))


def extra(truth: Truth, body: Sequence[str]) -> Share:
    """Words read more often than they are printed, as a share of the words read; running lines are `leak`'s matter."""
    allowed = set(words(truth.neutral)) | set(words(truth.furniture))
    more = Counter(word for word in body if word not in allowed) - Counter(words(truth.text))
    return Share(more.total(), len(body))


def order(expected: Sequence[str], found: Sequence[str]) -> Share:
    """Of the words that stand once in both, those on the longest run that is in the right order.

    A page of two columns read line by line across scores about a half.
    """
    once = _once(expected).keys() & _once(found).keys()
    at = _once(found)
    places = [at[word] for word in expected if word in once]
    ends: list[int] = []
    for place in places:
        step = bisect_left(ends, place)
        ends[step : step + 1] = [place]
    return Share(len(ends), len(places))


def leak(truth: Truth, body: Sequence[str]) -> Share:
    """Words of running lines that stand in the body, as a share of those printed."""
    lines = Counter(words(truth.furniture))
    more = Counter(body) - Counter(words(truth.text)) - Counter(words(truth.neutral))
    return Share((more & lines).total(), lines.total())


def printed(numbered: Iterable[str], body: str) -> Share:
    """Of the numbers printed before a paragraph or heading, those that stand before its first words in the text."""
    text = f" {' '.join(words(body))} "
    starts = [f" {' '.join(words(line)[:6])} " for line in numbered]
    return Share(sum(start in text for start in starts), len(starts))


def ticks(expected: str, found: str) -> Share:
    """Of the tick boxes, those that stand, ticked or not as printed, before the first word of their label."""
    right = Counter(_ticked(expected))
    return Share((right & Counter(_ticked(found))).total(), right.total())


def matched(expected: Sequence[str], found: Sequence[str], *, optional: Sequence[str] = ()) -> Share:
    """F1 of two sets of texts, paired where nine letters in ten agree; a printed number before them is no matter.

    What pairs with `optional` is left out of the count.
    """
    left = [key for text in found if (key := _key(text))]
    hits = 0
    for text in expected:
        hits += _take(_key(text), left)
    for text in optional:
        _take(_key(text), left)
    return Share(2 * hits, len(expected) + hits + len(left))


def whole(expected: Sequence[str], found: Sequence[str]) -> Share:
    """Of the paragraphs and list items, those that are exactly one paragraph of the reading."""
    keys = {key for text in found for key in (_letters(text), _key(text))}
    return Share(sum(_letters(text) in keys or _key(text) in keys for text in expected), len(expected))


def pairs(expected: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> Share:
    """Of a form's questions, those found with the whole of their answer, or with none where the box is empty."""
    right = Counter((_letters(label), _letters(value)) for label, value in expected)
    read = Counter((_letters(label), _letters(value)) for label, value in found)
    return Share((right & read).total(), right.total())


def _once(sequence: Sequence[str]) -> dict[str, int]:
    counts = Counter(sequence)
    return {word: place for place, word in enumerate(sequence) if counts[word] == 1}


def _take(key: str, left: list[str]) -> int:
    """Remove the text that agrees best with `key`; 1 if there was one."""
    if not key or not left:
        return 0
    best = max(range(len(left)), key=lambda place: fuzz.ratio(key, left[place]))
    if fuzz.ratio(key, left[best]) < _ALIKE:
        return 0
    left.pop(best)
    return 1


def _letters(text: str) -> str:
    return "".join(words(text))


def _key(text: str) -> str:
    """The letters without a printed number before them."""
    return _letters(_NUMBER.sub("", text)) or _letters(text)


def _ticked(text: str) -> list[tuple[str, str]]:
    found = words(_TICK.sub(lambda sign: _TICKS[sign[0]], text))
    return [pair for pair in pairwise([*found, ""]) if pair[0] in ("ticked", "unticked")]
