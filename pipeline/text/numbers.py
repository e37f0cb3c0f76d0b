"""Number expressions of a text with what they state: value, ends of a range, unit kind, denominator, qualifier. Pure.

Everything that looks like a number is found here, dates and paragraph numbers too; `non_quantities` and the rooms above
decide what is no figure. Offsets are those of the expression as printed, with sign, currency and percent: "£1.2m",
"seven per cent", "22 of the 64", "1,500 and 1,650".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..records.figure import Direction, Qualifier, UnitKind
from .number_atoms import Atom, AtomForm, find_atoms
from .number_qualifiers import read_qualifier

NumberForm = Literal["digits", "words", "fraction", "idiom", "range", "of", "in", "ratio", "score"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberMention:
    """One number expression. `kind` is None for a bare number: its noun decides. `tail` is the end of the unit words
    that belong to it but not to the expression ("20| working days|"). `echo` is the span of a wording that the number
    repeats: "just under half" of "just under half (43%)".
    """

    start: int
    end: int
    tail: int
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    kind: UnitKind | None = None
    unit: str | None = None
    denominator: Decimal | None = None
    qualifier: Qualifier | None = None
    form: NumberForm
    direction: Direction | None = None
    echo: tuple[int, int] | None = None
    plain: bool = True


DURATION_UNITS = {
    "second": "seconds", "sec": "seconds", "minute": "minutes", "min": "minutes", "hour": "hours", "hr": "hours", "day": "days",
    "night": "nights", "week": "weeks", "wk": "weeks", "weekend": "weekends", "fortnight": "fortnights", "month": "months",
    "mth": "months", "quarter": "quarters", "term": "terms", "year": "years", "yr": "years",
}  # fmt: skip
_DURATION_TAIL = re.compile(
    r"\s?[\s-]?(?P<modifier>(?:full\s|consecutive\s|whole\s|further\s|more\s|"
    r"additional\s)?(?:working|calendar|school|clear|academic|business|term-time|half)?)[\s-]?"
    r"(?P<unit>"
    + "|".join(sorted(DURATION_UNITS, key=len, reverse=True))
    + r")(?P<plural>s|['’]|s['’])?(?P<adverb>ly)?\b(?!\s+(?:centres?|care)\b)",
    re.IGNORECASE,
)
# Units of measurement: what stands behind the number is its unit, and no noun that it counts.
_MEASURED = re.compile(
    r"[ \u00a0-]?(?P<unit>kg|kilo(?:gram(?:me)?)?s?|km/h|kph|mph|km|kilomet(?:re|er)s?|metres?|meters?|miles?|cm|mm|millimetres?|"
    r"centimetres?|°\s?[CF]|degrees(?:\s+(?:celsius|fahrenheit|centigrade))?|kwh|mwh|gwh|mw|gw|(?:kilo|mega|giga)watts?|hectares?|ha|acres?|"
    r"square\s+(?:metres|feet|miles|kilometres)|litres?|gallons?|barrels?|tonnes?|tons?|basis\s+points?|pence|cents?)(?![\w-])",
    re.IGNORECASE,
)
_RATE_TAIL = re.compile(
    r"(?:\s+(?!and\b|or\b)[A-Za-z][\w’'-]*){0,4}?[\s,]+(?:per|in every|for every)\s+(?P<base>10,?000|"
    r"100,?000|1,?000|100|million|ten thousand|thousand|hundred thousand)(?!\d|,\d)"
    r"(?P<noun>(?:\s+(?:of\s+(?:the\s+)?)?(?:children|child|population|people|under[\s-]?\d+s?|young "
    r"people|pupils|households|families|residents))?)",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\s+times\s+(?:as|the|that|what|higher|lower|more|less|greater|larger|bigger|over)\b", re.IGNORECASE
)
_RATE_BASES = {
    "ten thousand": 10_000,
    "thousand": 1000,
    "hundred thousand": 100_000,
    "million": 1_000_000,
}
_OF = re.compile(
    r"^\s+(?:out\s+)?of\s+(?:(?:the|these|those|all|our|its|their|all the|a possible|a total of)\s+)?$", re.IGNORECASE
)
_IN = re.compile(r"^(?:\s+(?:in(?:\s+every)?|out\s+of\s+every)\s+|-in-)$", re.IGNORECASE)
_IN_BASES = {3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 1000}
_RANGE_SIGN = re.compile(r"^\s?[-–—‐‑]\s?$")
_RANGE_WORD = re.compile(r"^\s+(?:to|up to)\s+$", re.IGNORECASE)
_CHANGE_FROM = re.compile(
    r"\b(?:from|by)\s+(?:just |around |about |nearly |over |under |approximately |a |an )*$", re.IGNORECASE
)
# What ends a date or a label before "to": "in quarter 2 to 32.4%", "in 2021/22 to 72", "in March 2023 to 412".
_DATING = re.compile(
    r"(?:\d\s?/\s?|\d[-–]|\b(?:quarter|qtr|q|year|week|phase|january|february|march|april|may|june|"
    r"july|august|september|october|november"
    r"|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s*)$",
    re.IGNORECASE,
)
_RANGING = re.compile(
    r"\b(?:rang\w+|var(?:y|ies|ied|ying)|anything|anywhere|between|spread)\s+(?:\w+\s+){0,3}from\s+$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about |around |roughly |approximately )?$", re.IGNORECASE)
_ECHO = re.compile(
    r"^\s*(?:[(\[–,-]|\bor\b|, or)\s*(?:just |around |about |approximately |nearly |over |under )?$", re.IGNORECASE
)


def find_numbers(text: str) -> list[NumberMention]:
    """All number expressions of `text`, in order, none overlapping."""
    atoms = find_atoms(text)
    mentions: list[NumberMention] = []
    position = 0
    while position < len(atoms):
        joined = _joined(text, atoms, position)
        mention = joined or _single(atoms[position])
        position += 2 if joined else 1
        mention = _with_tail(text, mention)
        while position < len(atoms) and atoms[position].start < mention.tail:
            position += 1  # the base of a rate is no number of its own
        mention = _with_qualifier(text, mention, mentions[-1].start if mentions else 0)
        if mentions and (merged := _as_echo(text, mentions[-1], mention)) is not None:
            mentions[-1] = merged
        else:
            mentions.append(mention)
    return mentions


def _single(atom: Atom) -> NumberMention:
    return NumberMention(
        start=atom.start,
        end=atom.end,
        tail=atom.end,
        value=atom.value,
        kind=atom.kind,
        unit=atom.unit,
        form=atom.form,
        denominator=atom.denominator,
        direction=atom.direction,
        plain=atom.plain,
    )


def _joined(text: str, atoms: list[Atom], position: int) -> NumberMention | None:
    """The atom and the next as one expression, where the words between make them one."""
    if position + 1 >= len(atoms):
        return None
    first, second = atoms[position], atoms[position + 1]
    between = text[first.end : second.start]
    if len(between) > 24:
        return None
    return (
        _ratio(text, first, second, between)
        or _share(text, first, second, between)
        or _range(text, first, second, between)
    )


def _ratio(text: str, first: Atom, second: Atom, between: str) -> NumberMention | None:
    """ "3:1", "50/50", "7/10"."""
    if not (first.form == second.form == "digits") or first.direction:
        return None
    if between == "/" and second.kind == "percent" and first.plain and first.value + second.value == 100:
        return _pair(first, second, kind="ratio", form="ratio", denominator=second.value)
    if not second.plain:
        return None
    if between == ":" and first.plain and _whole(first):
        return _pair(first, second, kind="ratio", form="ratio", denominator=second.value)
    if between == "/" and first.plain and first.value >= 0 and second.value > 0:
        split = first.value + second.value == 100
        if split or (first.value <= second.value and second.value >= 5 and not _looks_like_years(first, second)):
            return _pair(first, second, kind="ratio", form="ratio" if split else "score", denominator=second.value)
    return None


def _share(text: str, first: Atom, second: Atom, between: str) -> NumberMention | None:
    """ "22 of the 64", "3 out of 10", "1 in 5", "three in ten"."""
    if not (first.plain and second.plain) or first.form not in ("digits", "words") or first.value > second.value:
        return None
    year = 1990 <= second.value <= 2100 and re.match(r"\s?[-/–]\s?\d", text[second.end :]) is not None
    if _OF.match(between) and second.value >= 2 and not year:
        return _pair(first, second, form="of", denominator=second.value)
    if (
        _IN.match(between)
        and first.value < second.value
        and int(second.value) in _IN_BASES
        and _whole(second)
        and not _DURATION_TAIL.match(text, second.end)
    ):
        return _pair(first, second, kind="ratio", form="in", denominator=second.value)
    return None


def _range(text: str, first: Atom, second: Atom, between: str) -> NumberMention | None:
    """ "8 to 12", "6-8", "between 40 and 50", "two or three", "£1.2m to £1.5m". Not "rose from 56.3% to 63.7%"."""
    kind = second.kind or first.kind
    if first.form not in ("digits", "words") or second.form not in ("digits", "words") or second.direction:
        return None
    if first.kind is not None and second.kind is not None and first.kind != second.kind:
        return None
    if first.kind == "percent" and second.kind is None:
        return None
    before = text[max(0, first.start - 40) : first.start]
    if _RANGE_SIGN.match(between):
        if " " in between.strip("\u2009") and not (first.plain and second.plain):
            return None
        allowed = True
    elif _RANGE_WORD.match(between):
        allowed = (not _CHANGE_FROM.search(before) or bool(_RANGING.search(before))) and not _is_dated(first, before)
    elif re.fullmatch(r"\s+and\s+", between, re.IGNORECASE):
        allowed = bool(_BETWEEN.search(before))
    elif re.fullmatch(r"\s+or\s+", between, re.IGNORECASE):
        allowed = first.plain and second.plain and second.value - first.value == 1
    else:
        allowed = False
    low = first.value
    if allowed and "currency" in (first.kind, second.kind) and second.value >= 1000 > low > 0:
        low = _shared_scale(text, first, second)
    if not allowed or low >= second.value:
        return None
    mention = _pair(first, second, kind=kind, form="range")
    return replace(mention, value=low, low=low, high=second.value, unit=second.unit or first.unit, denominator=None)


def _is_dated(atom: Atom, before: str) -> bool:
    """Whether a number is the year, the day or the label of a time, so that "to" after it leads to another figure."""
    return _DATING.search(before) is not None or (
        atom.plain and 1990 <= atom.value <= 2100 and bool(_IN_YEAR.search(before))
    )


_IN_YEAR = re.compile(r"\b(?:in|of|since|during|year)\s+$", re.IGNORECASE)


def _shared_scale(text: str, first: Atom, second: Atom) -> Decimal:
    """ "£1-2m" is one to two million: the first takes the second's scale where it prints none."""
    if re.search(r"(?:k|m|mn|bn|thousand|million|billion)$", text[first.start : first.end], re.IGNORECASE):
        return first.value
    for scale in (1_000_000_000, 1_000_000, 1000):
        if second.value >= scale and re.search(r"[A-Za-z]$", text[second.start : second.end]):
            return first.value * scale
    return first.value


def _pair(
    first: Atom, second: Atom, *, kind: UnitKind | None = None, form: NumberForm, denominator: Decimal | None = None
) -> NumberMention:
    return NumberMention(
        start=first.start,
        end=second.end,
        tail=second.end,
        value=first.value,
        kind=kind,
        denominator=denominator,
        form=form,
        plain=kind is None,
    )


def _whole(atom: Atom) -> bool:
    return atom.value == atom.value.to_integral_value()


def _looks_like_years(first: Atom, second: Atom) -> bool:
    return second.value == first.value + 1 and 10 <= first.value <= 40


def _with_tail(text: str, mention: NumberMention) -> NumberMention:
    """Add the unit that follows: a duration ("20 working days") or a rate ("195.1 per 10,000 children")."""
    if mention.kind is not None:
        return mention
    if mention.form in ("digits", "words", "range") and _MULTIPLE.match(text, mention.end):
        return replace(mention, kind="ratio")  # "four times as high"
    duration = _DURATION_TAIL.match(text, mention.end)
    if duration and _is_duration(text, mention, duration):
        modifier = re.sub(
            r"^(?:full|consecutive|whole|further|more|additional)\b\s?", "", duration["modifier"].lower()
        ).strip()
        unit = DURATION_UNITS[duration["unit"].lower()]
        return replace(
            mention,
            tail=duration.end(),
            kind="duration",
            unit=f"{modifier} {unit}".strip() if modifier != "half" else f"half-{unit}",
        )
    measured = _MEASURED.match(text, mention.end) if mention.form in ("digits", "words", "range") else None
    if measured is not None:
        return replace(mention, tail=measured.end(), unit=" ".join(measured["unit"].split()))
    rate = _RATE_TAIL.match(text, mention.end)
    if rate and mention.form not in ("in", "of", "score"):
        base_text = rate["base"].lower().replace(",", "")
        base = _RATE_BASES.get(base_text) or int(base_text)
        return replace(mention, tail=rate.end(), kind="rate", unit=f"per {base:,}", denominator=Decimal(base))
    return mention


def _is_duration(text: str, mention: NumberMention, match: re.Match[str]) -> bool:
    """ "3 years old" is an age; "two term assessments" and "Six Day Week" are not durations."""
    if mention.value != 1 and mention.high is None and match["plural"] is None and match["adverb"] is None:
        # "12-month review" and "12 month review" are durations, "two quarter meetings" is not
        hyphen = "-" in text[mention.end : match.end()]
        if not hyphen and match["unit"].lower() not in (
            "week",
            "month",
            "year",
            "day",
            "hour",
            "minute",
            "min",
            "hr",
            "wk",
            "yr",
            "mth",
        ):
            return False
    return not re.match(r"[\s-]+olds?\b", text[match.end() : match.end() + 6], re.IGNORECASE)


def _with_qualifier(text: str, mention: NumberMention, floor: int) -> NumberMention:
    after = text[mention.end : mention.end + 40]
    qualifier = read_qualifier(
        text[max(floor, mention.start - 60) : mention.start], after, duration=mention.kind == "duration"
    )
    return replace(mention, qualifier=qualifier) if qualifier else mention


def _as_echo(text: str, first: NumberMention, second: NumberMention) -> NumberMention | None:
    """One row for "just under half (43%)", "a third (33%)", "one in ten (10%)", "ten (10)"; the figure is what counts."""
    between = text[first.end : second.start]
    behind_noun = second.kind == "percent" and text.startswith(")", second.end) and _ECHO_OF.match(between)
    if not behind_noun and (len(between) > 20 or not _ECHO.match(between)):
        return None
    opened = "(" in between or "[" in between
    if second.form == "digits" and second.kind == "percent" and _same_share(first, second):
        return replace(second, echo=(first.start, first.end), qualifier=None)
    if opened and first.form == "digits" and first.kind == "percent" and _same_share(second, first):
        return replace(first, echo=(second.start, second.end), tail=second.end)
    if opened and first.form == "words" and second.form == "digits" and first.value == second.value and second.plain:
        return replace(first, echo=(second.start, second.end))
    return None


# "two-thirds of parents (64%)"
_ECHO_OF = re.compile(
    r"^\s+of\s+(?:[\w’'-]+\s+){1,5}\((?:just |around |about |approximately |nearly |over |under )?$", re.IGNORECASE
)


def _same_share(share: NumberMention, percent: NumberMention) -> bool:
    """Whether "just under half" or "one in ten" can be another wording of that percentage."""
    if share.form not in ("fraction", "in") or share.denominator is None:
        return False
    return abs(share.value * 100 / share.denominator - percent.value) <= (10 if share.form == "fraction" else 3)


__all__ = ["AtomForm", "NumberForm", "NumberMention", "find_numbers"]
