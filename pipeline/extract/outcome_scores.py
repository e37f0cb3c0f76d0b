"""Scores that moved: from and to on a scale, which way is better, and the goal they are held against."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..records.outcome import OutcomeStatus
from ..text.number_words import parse_word_number
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from ..vocab.outcomes import Scale

_N = r"(?P<{0}>£?\d{{1,4}}(?:,\d{{3}})?(?:\.\d{{1,2}})?)(?![,.]?\d)\s?(?:%|per cent)?(?:\s?(?:/|out of)\s?\d{{1,3}})?"
_W = r"(?P<{0}>\b(?:none|zero|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice)\b)"
_FILL = r"(?:\s+[a-zA-Z']+){0,6}?\s+"
# Each names the group a (before) and b (after).
_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bfrom\s+(?:a |an |about |only |just )?{_N.format('a')}{_FILL}to\s+(?:a |about |just )?{_N.format('b')}",
        rf"\b(?:is|are|now|at)\s+(?:now\s+|at\s+)?{_N.format('b')}(?:[^.;\d]{{0,30}})\b(?:was|were|from|down from"
        rf"|up from|compared (?:to|with))\s+{_N.format('a')}",
        rf"\b{_N.format('a')}\s+at (?:the )?(?:start|beginning|outset|referral|first)\W+(?:and )?{_N.format('b')}\s+(?:today|now|at)",
        rf"\b(?:was|were)\s+{_N.format('a')}(?:[^.;\d]{{0,40}})\b(?:now|is now|is)\s+{_N.format('b')}",
        rf"\b{_N.format('a')}{_FILL}in\s+(?:[A-Z][a-z]+"
        rf"|the)(?:\s+\d{{4}})?(?:[^.;\d]{{0,20}})\b{_N.format('b')}{_FILL}?(?:\s*in\s+[A-Z])",
        rf"\b{_N.format('a')}\s*(?:[^.;\d]{{0,24}}?)(?:->|→|to|and (?:then|now))\s*{_N.format('b')}",
        rf"\bdown from\s+{_N.format('a')}(?:[^.;\d]{{0,30}})\bto\s+{_N.format('b')}",
        rf"\bfrom\s+(?:about |some )?{_W.format('a')}{_FILL}to\s+(?:about |just )?{_W.format('b')}",
    )
)
_COUNTS = {"none": Decimal(0), "nil": Decimal(0), "zero": Decimal(0), "once": Decimal(1), "twice": Decimal(2)}
_SINGLE = re.compile(rf"\b(?:is|are|now|on|at|of|finished)\s+(?:now\s+|on\s+|at\s+)?{_N.format('b')}", re.IGNORECASE)
_TARGET = re.compile(
    rf"\b(?:goal|target|aim|hoped|wanted)\b[^.;\d]{{0,30}}{_N.format('t')}|\b{_N.format('t2')}\s+was (?:where|what|the)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d\s?(?:%|per cent)", re.IGNORECASE)
_OF_TEN = re.compile(r"(?:/|out of)\s?10\b|\bscale of (?:0|1)|\b0\s?[-–]\s?10\b", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Scores on a scale. `start` or `end` is None where only one is printed; stages of change are words."""

    scale: str | None
    better: Literal["up", "down"]
    start: Decimal | str | None
    end: Decimal | str | None
    target: Decimal | None = None
    category: str | None = None
    normal: bool = False  # the last score lies in the range that the scale calls normal

    @property
    def mostly_gone(self) -> bool:
        """Whether of what is better low no more than a third is left: "from 14 to 3", "from six to none"."""
        if self.better == "up" or not isinstance(self.start, Decimal) or not isinstance(self.end, Decimal):
            return False
        return self.end < self.start and self.end * 3 < self.start


def find_change(text: str, start: int, end: int, *, label: str, vocabulary: Vocabulary) -> Change | None:
    """The scores that a sentence gives; None where it gives none on a scale we know or as a pair."""
    sentence = text[start:end]
    stages = _stages(sentence, vocabulary)
    if stages is not None:
        return stages
    scale = _scale(sentence, label, vocabulary)
    for pattern in _PAIRS:
        match = pattern.search(sentence)
        if match and not _is_dates(sentence, match):
            found = _change(scale, sentence, label, match["a"], match["b"], vocabulary)
            return replace(found, target=_target(sentence)) if found else None
    single = _SINGLE.search(sentence)
    if scale is not None and single and not _is_dates(sentence, single):
        found = _change(scale, sentence, label, None, single["b"], vocabulary)
        return replace(found, target=_target(sentence)) if found else None
    return None


def judge_change(change: Change) -> OutcomeStatus | None:
    """What the scores alone say: against a goal met or not, without one only whether things moved."""
    if isinstance(change.start, str) or isinstance(change.end, str):
        return "partly_met"
    if change.end is None:
        return None
    if change.target is not None:
        reached = change.end >= change.target if change.better == "up" else change.end <= change.target
        if reached:
            return "met"
    if change.start is None:
        return None
    moved = change.end - change.start if change.better == "up" else change.start - change.end
    if change.target is not None:
        return "partly_met" if moved > 0 else "not_met"
    return "partly_met" if moved > 0 else "not_met"


def to_number(words: str) -> Decimal | None:
    """The number of a score cell or of a word: "7", "78.4%", "3/10" (3), "£1,240", "six", "none" (0)."""
    match = re.match(r"\s*[<>~£]{0,2}\s*(\d{1,4}(?:,\d{3})?(?:\.\d{1,2})?)", words)
    if match:
        return Decimal(match.group(1).replace(",", ""))
    word = words.strip().lower()
    return _COUNTS[word] if word in _COUNTS else parse_word_number(word)


def is_normal(scale: Scale | None, score: Decimal) -> bool:
    """Whether a score lies in the range that its scale calls normal."""
    if scale is None or scale.normal is None:
        return False
    return score <= scale.normal if scale.better == "down" else score >= scale.normal


def scale_named(words: str, vocabulary: Vocabulary) -> Scale | None:
    """The scale that words name; the longest name wins."""
    hits = vocabulary.outcomes.scales(tokenize(words))
    return max(hits, key=lambda hit: (hit.last - hit.first, -hit.first)).payload if hits else None


def _scale(sentence: str, label: str, vocabulary: Vocabulary) -> Scale | None:
    scale = scale_named(sentence, vocabulary)
    if scale is not None and scale.name == "attendance %" and not _PERCENT.search(sentence):
        scale = None
    return scale or scale_named(label, vocabulary)


def _change(
    scale: Scale | None, sentence: str, label: str, before: str | None, after: str, vocabulary: Vocabulary
) -> Change | None:
    low, high = (to_number(before) if before else None), to_number(after)
    if high is None:
        return None
    name = scale.name if scale else None
    if name is None and (_OF_TEN.search(sentence) or _OF_TEN.search(label)):
        name = "0-10"
    if name == "worry":
        name = "0-10"
    better: Literal["up", "down"] = scale.better if scale else _better(sentence, vocabulary)
    return Change(
        scale=name, better=better, start=low, end=high, category=scale.category if scale else None, normal=is_normal(scale, high)
    )  # fmt: skip


def _better(sentence: str, vocabulary: Vocabulary) -> Literal["up", "down"]:
    """Which way is better on a scale that has no name we know: of troubles and of what is counted as one, down."""
    tokens = tokenize(sentence)
    counted = any(hit.payload == "lower_better" for hit in vocabulary.outcomes.signals_of(tokens))
    return "down" if counted or vocabulary.outcomes.troubles(tokens) else "up"


def _target(sentence: str) -> Decimal | None:
    match = _TARGET.search(sentence)
    return to_number(match["t"] or match["t2"]) if match else None


def _stages(sentence: str, vocabulary: Vocabulary) -> Change | None:
    """ "from contemplation to action": a stage of change is a score in words."""
    if not re.search(r"contemplation|maintenance|\bstages? of change\b|\bwheel\b", sentence, re.IGNORECASE):
        return None
    hits = vocabulary.outcomes.stages_named(tokenize(sentence))
    hits = [hit for hit in hits if not any(hit.words < other.words for other in hits)]
    if len(hits) >= 2:
        return Change(scale="stage of change", better="up", start=hits[0].payload, end=hits[1].payload)
    return None


_COUNTED = re.compile(r"\b(?:sessions?|visits?|weeks?|ages?|aged|years?|pages?|items?|numbers?)\s*$", re.IGNORECASE)


def _is_dates(sentence: str, match: re.Match[str]) -> bool:
    """Whether the numbers found are days of a month or a run of things: "from 3 May to 19 July", "sessions 4 to 9"."""
    if "a" in match.groupdict() and match["a"] is not None and _COUNTED.search(sentence[: match.start("a")]):
        return True
    for name in ("a", "b"):
        if name in match.groupdict() and match[name] is not None:
            around = sentence[max(0, match.start(name) - 1) : match.end(name) + 12]
            if _DATE_WORDS.search(around[len(match[name]) :][:12]) and not re.search(r"\bin\s", around):
                return True
            if len(match[name]) == 4 and match[name].startswith(("19", "20")):
                return True
    return False
