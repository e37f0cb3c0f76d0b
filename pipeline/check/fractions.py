"""Fractions in words against the percentages beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement, pattern
from .tolerance import plain, stated
from .words import telling


@check(
    "CMP003",
    severity="error",
    title="A fraction in words is not the percentage beside it",
    holds="More than half of all plans led by partners were good or better (56%).",
    fails="More than half of all plans led by partners were good or better (45%).",
)
def check_fractions(subject: Subject) -> Iterator[Verdict]:
    """Compares "more than half", "a third", "two thirds", "the majority" with the percentage in brackets or after the colon.

    A fraction without a hedge, or with "about", may be six percentage points off; "nearly" and "just under" ten below;
    "more than" and "less than" must be on the right side, rounding apart.
    """
    for statement in subject.statements:
        yield from _counted(subject, statement)
        for match in _FRACTION.finditer(statement.text):
            percent = _percent_after(statement, match)
            if percent is None:
                continue
            low, high = _bounds((match["q"] or "").lower(), match["f"].lower())
            value = stated(percent)
            if value.high >= low and value.low <= high:
                yield HELD
            else:
                yield doubt(
                    subject,
                    f'{subject.where(statement)}: "{_said(match)}" and {percent.text} contradict each other '
                    f"({plain(percent.value)}% is not between "
                    f"{plain(low)}% and {plain(high)}%). Look at the words and at the percentage.",
                    percent,
                )


_SHARES_IN = (
    r"(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven"
    r"|eight|nine|ten)"
)


_DIGITS_OF = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}


_SIZES: dict[str, str | int] = {
    "half": 50, "a third": "33.3", "one third": "33.3", "two thirds": "66.7", "a quarter": 25, "one quarter": 25,
    "three quarters": 75,
    "a fifth": 20, "one fifth": 20, "two fifths": 40, "three fifths": 60, "four fifths": 80, "a tenth": 10, "one tenth": 10,
}  # fmt: skip


_FRACTION = re.compile(
    r"\b(?:(?P<q>more than|well over|over|just over|slightly more than|nearly|almost|just under|slightly under"
    r"|less than|fewer than|under|about|around|roughly|at least|exactly|some)\s)?"
    r"(?P<f>half|(?:a|one)[ -](?:third|quarter|fifth|tenth)|two[ -]thirds|three[ -]quarters|(?:two|three"
    r"|four)[ -]fifths|the majority|a majority|most (?=of )|a minority|all (?=of |but )|(?:nearly|almost) all"
    r"|hardly any|" + _SHARES_IN + r")\b"
    r"(?! (?:a |an |day|term|year|way|hour|price|the (?:battle|time))|-)",
    re.IGNORECASE,
)


_JOINED = re.compile(
    r"^(?P<between>[^.;%\d]{0,110}?)(?P<join>\(|: [^.;%\d]{0,70}?| – |, or |, at )\s?(?:about |around |some |an? "
    r"|just )?$"
)


_NEAR, _UNDER = Decimal(6), Decimal(10)


def _percent_after(statement: Statement, match: re.Match[str]) -> Figure | None:
    """The percentage that the fraction is explained by: the first one, in brackets, after a colon or in apposition."""
    colon: list[tuple[int, Figure]] = []
    said = telling(statement.text[: match.end()] + " " + statement.text[match.end() :].split(":")[0])
    for figure in statement.figures:
        if figure.unit_kind != "percent" or figure.start - statement.start < match.end() or figure.change is not None:
            continue
        between = statement.text[match.end() : figure.start - statement.start]
        if _JOINED.match(between):
            if ":" not in between:
                return figure if not _several_in_brackets(statement, figure) else None
            colon.append((len(said & telling(statement.stretch(figure))), figure))
        elif colon and ":" in between and "." not in between:
            colon.append((len(said & telling(statement.stretch(figure))), figure))
    return max(colon, key=lambda pair: (pair[0], -pair[1].start))[1] if colon else None


def _several_in_brackets(statement: Statement, figure: Figure) -> bool:
    """Whether the brackets hold other figures after this one: "(46% primary, 54% secondary)"."""
    bracket = statement.text[figure.end - statement.start :].split(")")[0]
    return "%" in bracket or "per cent" in bracket


def _bounds(qualifier: str, fraction: str) -> tuple[Decimal, Decimal]:
    name = " ".join(fraction.replace("-", " ").split())
    hundred, zero = Decimal(100), Decimal(0)
    if name.endswith("all"):
        return (Decimal(85), hundred) if " " in name or qualifier in ("nearly", "almost") else (Decimal(99), hundred)
    if name == "hardly any":
        return zero, Decimal(12)
    if name in ("the majority", "a majority", "most"):
        return Decimal(50), hundred
    if name == "a minority":
        return zero, Decimal(50)
    words = name.split()
    size = Decimal(_SIZES[name]) if name in _SIZES else Decimal(100) * _DIGITS_OF[words[0]] / _DIGITS_OF[words[-1]]
    if qualifier in ("more than", "well over", "over", "at least"):
        return size, hundred
    if qualifier in ("just over", "slightly more than"):
        return size, size + _UNDER
    if qualifier in ("nearly", "almost", "just under", "slightly under"):
        return size - _UNDER, size + Decimal("0.5")
    if qualifier in ("less than", "fewer than", "under"):
        return zero, size
    return size - _NEAR, size + _NEAR


def _said(match: re.Match[str]) -> str:
    return " ".join(filter(None, (match["q"], match["f"].strip())))


_OF_COUNTED = pattern(r"(?:of|out of) (?:the |our |all |these |those )?<w>[^⟦⟧.;()]{0,40}\(<c>\)")


def _counted(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    """ "Exactly half of the 84 parents (42) came back": the fraction against the count in brackets."""
    for match in _OF_COUNTED.finditer(statement.skeleton):
        whole, part = statement.token(match, "w"), statement.token(match, "c")
        before = statement.skeleton[: match.start()]
        said = next((found for found in _FRACTION.finditer(before) if before[found.end() :].strip() == ""), None)
        if (
            said is None
            or whole is None
            or part is None
            or not 0 < part.value <= whole.value
            or part.denominator is not None
        ):
            continue
        low, high = _bounds((said["q"] or "").lower(), said["f"].lower())
        if low <= part.value / whole.value * 100 <= high:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {plain(part.value)} / {plain(whole.value)} "
            f'= {plain(part.value / whole.value * 100)}%, stated "{_said(said)}". '
            "Look at both numbers and at the words.",
            part,
            whole,
        )
