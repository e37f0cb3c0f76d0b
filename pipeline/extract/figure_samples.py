"""Samples: "an audit of 60 files found that 45 were sound" makes the 60 the whole of what was found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .figure_passages import Passage

_LOOKED = (
    r"(?:tested|read|reviewed|audited|sampled|examined|surveyed|looked\s+at|checked|inspected|interviewed|observed|moderated|"
    r"dip-sampled|asked|polled|re-?read|scrutinised|assessed)"
)
_BEFORE = re.compile(
    rf"\b(?:(?:audit|sample|dip[\s-]sample|survey|review|test|check|reading|inspection|study|poll|census|moderation)s?\s+of|{_LOOKED})"
    rf"\s+(?:(?:the|a|all|some|another|random|further|about|around|total|of|just|over|under)\s+){{0,3}}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:\s+[\w’'-]+){{0,3}}\s+(?:were|was|have\s+been|had\s+been)\s+(?:\w+ly\s+)?{_LOOKED}\b|"
    r"(?:\s+[\w’'-]+){0,2}\s+(?:responded|replied|took\s+part|answered)\b"
    r"|(?:\s+[\w’'-]+){0,3}\s+(?:were|was|have\s+been|had\s+been)\s+(?:completed|finished|closed|held|submitted|selected|chosen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """How many were looked at, of what, and in which paragraph."""

    size: Decimal
    noun: str
    block: int
    end: int  # offset in the document


def opens_sample(passage: Passage) -> Sample | None:
    """The sample that a sentence tells of, or None."""
    for number in passage.numbers:
        if number.kind is not None or number.form not in ("digits", "words"):
            continue
        told = _BEFORE.search(passage.text[: number.start]) or _AFTER.match(passage.text, number.end)
        if told is not None:
            noun = re.match(r"\s+(?:(?:of|the|open|closed|case|such)\s+)*(?P<noun>[a-z]+)", passage.text[number.end :])
            return Sample(number.value, noun["noun"] if noun else "", passage.block.id, passage.start + number.end)
    return None


def sample_of(passage: Passage, index: int, *, bare: bool, noun: str, earlier: Sample | None) -> Decimal | None:
    """The size of the sample that a count was found in: its own sentence's, else that of the paragraph's last one. The
    count is `bare` or of the sample's own `noun`.
    """
    number = passage.numbers[index]
    sample = opens_sample(passage)
    if sample is None or passage.start + number.start <= sample.end:
        sample = earlier if earlier is not None and earlier.block == passage.block.id else None
    if sample is None or number.value > sample.size or passage.start + number.start <= sample.end:
        return None
    repeated = re.match(r"\s+(?:per|times)\b", passage.text[number.end :]) is not None
    return sample.size if (bare or (noun != "" and noun == sample.noun)) and not repeated else None
