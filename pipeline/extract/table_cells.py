"""The numbers of one table cell: values, shares in brackets, negative and suppressed values; none of words and dates."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ..records.document import Document
from ..text.non_quantities import find_non_quantities
from ..text.number_words import parse_word_number
from ..text.numbers import NumberMention, find_numbers
from ..text.periods import find_periods

WORDS_OF_PROSE = 6  # a cell with more words than this is read as prose
_NEGATIVE = re.compile(r"^\(\s*£?\s?[\d,.]+\s?(?:%|k|m|bn)?\s*\)$")
_SUPPRESSED = re.compile(
    r"^(?:[<＜]\s?|(?:fewer|less)\s+than\s+|under\s+)(?P<value>\d{1,3}|five|six|ten)$", re.IGNORECASE
)
_BARE_YEAR = re.compile(r"^\d{4}$")
_LEGEND = re.compile(
    r"\b(?:fewer|less)\s+than\s+(?P<value>\d{1,2}|five|six|ten)\b[^.\n]{0,80}\b(?:suppress|replac|"
    r"shown|mark|denoted|hidden)\w*"
    r"[^.\n]{0,40}?[\"'“‘(\s](?P<mark>\*|c|x|#|s)[\"'”’).\s]"
    r"|(?P<mark2>\*|\[c\]|\bc|#)\s*(?:=|:|means|denotes|indicates|-|–)\s*(?:a\s+(?:number|figure|"
    r"value|count)\s+(?:of\s+)?)?"
    r"(?:fewer|less)\s+than\s+(?P<value2>\d{1,2}|five|six|ten)\b",
    re.IGNORECASE,
)


def words_of(text: str) -> int:
    """How many words of two letters and more a cell holds."""
    return len(re.findall(r"[A-Za-z]{2,}", text))


def cell_numbers(text: str, suppressed: dict[str, Decimal]) -> list[NumberMention]:
    """The numbers of a cell that holds values. `suppressed` maps marks of this paper ("*") to the least number shown."""
    if words_of(text) > WORDS_OF_PROSE:
        return []
    plain = text.strip()
    hidden = _SUPPRESSED.match(plain)
    value = _value(hidden["value"]) if hidden else suppressed.get(plain.lower().strip("[]"))
    if value is not None:
        return [NumberMention(start=0, end=len(text), tail=len(text), value=value, qualifier="under", form="digits")]
    if find_periods(text) and not _BARE_YEAR.match(plain):
        return []
    if _NEGATIVE.match(plain):
        return [
            replace(number, start=0, end=len(text), value=-abs(number.value), direction=None)
            for number in find_numbers(text)[:1]
        ]
    numbers = [_including_less_than(text, number) for number in find_numbers(text)]
    blocked = [item for item in find_non_quantities(text) if item.reason not in ("age", "one to one")]
    words = words_of("".join(_outside(text, numbers)))
    return [
        number
        for number in numbers
        if (number.form != "words" or not words or number.kind is not None)
        and not any(item.start <= number.start and number.end <= item.end for item in blocked)
    ]


def suppression_marks(document: Document) -> dict[str, Decimal]:
    """Marks that the paper says stand for small numbers: "* denotes fewer than five"."""
    marks: dict[str, Decimal] = {}
    for match in _LEGEND.finditer(document.text[: document.body_end]):
        mark = (match["mark"] or match["mark2"] or "").lower().strip("[]")
        value = _value(match["value"] or match["value2"])
        if mark and value is not None:
            marks.setdefault(mark, value)
    return marks


def _including_less_than(text: str, number: NumberMention) -> NumberMention:
    """ "<5 (2%)": the sign belongs to the expression."""
    before = text[: number.start].rstrip()
    if before.endswith(("<", "＜")):
        return replace(number, start=len(before) - 1, qualifier="under")
    return number


def _value(printed: str) -> Decimal | None:
    return Decimal(printed) if printed.isdigit() else parse_word_number(printed)


def _outside(text: str, numbers: list[NumberMention]) -> list[str]:
    pieces, position = [], 0
    for number in numbers:
        pieces.append(text[position : number.start])
        position = number.tail
    return [*pieces, text[position:]]
