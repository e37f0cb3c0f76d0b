"""Comparisons in words ("54 more were stepped up than stepped down", "more than half: 45%") against the numbers."""

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
    "CMP002",
    severity="error",
    title="A comparison is contradicted by the numbers beside it",
    holds="More complaints were upheld in full than in part: 63 were upheld in full and 58 in part.",
    fails="More complaints were upheld in full than in part: 58 were upheld in full and 63 in part.",
)
def check_compared_numbers(subject: Subject) -> Iterator[Verdict]:
    """Compares the two numbers of one sentence that says "more X than Y: 58 ..., 63 ...", "58, fewer than the 45 of last year"
    or "58 exceeded 63".

    Which number belongs to which side is told by the words beside it; where they do not tell, by the order, and then a doubt
    is a query.
    """
    for statement in subject.statements:
        for match in _MORE_COLON.finditer(statement.skeleton):
            yield from _mapped(subject, statement, match)
        for match in _OUTNUMBERS.finditer(statement.skeleton):
            yield from _mapped(subject, statement, match)
        for match in (m for form in (_TWICE_COLON, _TWICE_AS) for m in form.finditer(statement.skeleton)):
            yield from _times(subject, statement, match)
        yield from _as_range(subject, statement)
        for form, sign in ((_EACH_SIDE, 0), (_THAN_NUMBER, 0), (_EXCEEDS, 1), (_FALLS_SHORT, -1)):
            for match in form.finditer(statement.skeleton):
                one, other = statement.token(match, "a"), statement.token(match, "b")
                way = sign or _way(match["d"])
                if one is None or other is None or not _comparable(one, other) or _is_amount(match):
                    continue
                yield _ordered(subject, statement, one, other, way, match.groupdict().get("d") or match.group(0)[-40:])


_MORE_COLON = pattern(
    r"(?:^|[^⟦⟧\d] )\b(?P<d>more|fewer|less|higher|lower|larger|smaller|greater|most) (?P<one>[^⟦⟧.;:]{2,110}?) "
    r"than (?P<other>[^⟦⟧.;:(]{2,110}?)(?::| –| -|,? \(|, with|, at|,(?= ⟦))(?P<rest>[^.;]*⟦[^.;]*⟦\d+⟧[^.;]*)"
)


_THAN_NUMBER = pattern(
    r"<a>[^⟦⟧.;:]{0,80}?\b(?P<d>more|fewer|less|higher|lower|greater|larger|smaller|heavier|lighter|longer"
    r"|shorter|bigger|above|below)(?: [a-z]+)?(?: than)? (?:the|that of|in|for|last year'?s|a|our|its"
    r"|England'?s)\b[^⟦⟧.;:]{0,50}?<b>"
)


_EACH_SIDE = pattern(
    r"\b(?P<d>more|fewer|less|higher|lower) [^⟦⟧.;:]{3,70}?[(,] ?<a>\)?,? than [^⟦⟧.;:]{2,70}?[(,] ?<b>"
)


_OUTNUMBERS = pattern(
    r"\b(?P<one>[a-z][\w-]+) (?P<d>outnumber(?:ed|s)?|exceed(?:ed|s)?) (?P<other>[a-z][\w-]+)(?P<rest>(?::|,| "
    r"by)[^.;]*⟦[^.;]*⟦\d+⟧[^.;]*)"
)


_TWICE_COLON = pattern(
    r"\b(?P<m>twice|three times|four times) as (?:likely|many|often|much|high)[^⟦⟧.;:]{0,60}: "
    r"<a>[^⟦⟧.;]{0,60}?(?:and|against|compared with)[^⟦⟧.;]{0,20} <b>"
)


_TWICE_AS = pattern(
    r"\b(?P<m>twice|three times|four times) as (?:many|much|likely|often)[^⟦⟧.;:]{0,60}?[(,] ?<a>\)?,? as "
    r"[^⟦⟧.;:]{0,60}?[(,] ?<b>"
)


_EXCEEDS = pattern(
    r"<a>[^⟦⟧.;:]{0,60}?\b(?:exceed(?:s|ed|ing)|outnumber(?:s|ed|ing)|overt(?:ook|aken|akes)|surpass(?:es|ed)) "
    r"[^⟦⟧.;:]{0,50}?<b>"
)


_FALLS_SHORT = pattern(r"<a>[^⟦⟧.;:]{0,60}?\b(?:falls? short of|fell short of|short of) [^⟦⟧.;:]{0,50}?<b>")


def _is_amount(match: re.Match[str]) -> bool:
    """Whether the first number is the size of the difference: "12 days longer than"."""
    groups = match.groupdict()
    between = (
        match.string[match.end("a") : match.start("d")]
        if groups.get("d") and match.start("d") > match.end("a")
        else ","
    )
    return len(between.strip("⟧ ").split()) <= 1 and not re.search(r"[,(–-]", between)


_PAST = re.compile(r"\b(?:ago|last|previous|before|earlier|then|prior)\b", re.IGNORECASE)


def _way(word: str) -> int:
    return -1 if word.lower() in ("fewer", "less", "lower", "smaller", "lighter", "shorter", "below") else 1


def _comparable(one: Figure, other: Figure) -> bool:
    return (
        one.unit_kind == other.unit_kind
        and one.denominator == other.denominator
        and (one.unit_kind != "duration" or one.unit == other.unit)
        and "target" not in (one.role, other.role)
        and other.role != "standard"
        and (one.change is None or one.change.amount != one.value)
    )


def _mapped(subject: Subject, statement: Statement, match: re.Match[str]) -> Iterator[Verdict]:
    if match["d"].lower() == "most" or _PAST.search(match["other"]):
        return
    found = [f for f in statement.tokens_in(match["rest"]) if f.unit_kind in ("count", "percent", "currency")]
    if len(found) < 2 or len({f.unit_kind for f in found[:2]}) != 1:
        return
    before = re.split(r"[.;:,]", statement.skeleton[: match.start("d")])[-1]
    one_words, other_words = telling(f"{before} {_contrasted(match['one'], match['other'])}"), telling(match["other"])
    only_one, only_other = one_words - other_words, other_words - one_words
    beside = [(figure, telling(statement.stretch(figure))) for figure in found]
    ones = [figure for figure, words in beside if words & only_one and not words & only_other]
    others = [figure for figure, words in beside if words & only_other and not words & only_one]
    way = _way(match["d"])
    if len(ones) == 1 and len(others) == 1:
        yield _ordered(subject, statement, ones[0], others[0], way, match["d"])
    elif len(found) == 2 and len(ones) + len(others) == 1:
        one = ones[0] if ones else next(f for f in found if f is not others[0])
        other = others[0] if others else next(f for f in found if f is not ones[0])
        yield _ordered(subject, statement, one, other, way, match["d"])
    elif not ones and not others and len(found) == 2:
        verdict = _ordered(subject, statement, found[0], found[1], way, match["d"])
        yield HELD if verdict is HELD else doubt(subject, verdict.message, found[0], found[1], severity="query")


def _times(subject: Subject, statement: Statement, match: re.Match[str]) -> Iterator[Verdict]:
    """ "Twice as likely to come in the morning: 64 came then, and 32 in the afternoon"."""
    one, other = statement.token(match, "a"), statement.token(match, "b")
    if one is None or other is None or not _comparable(one, other) or other.value <= 0:
        return
    factor = {"twice": 2, "three times": 3, "four times": 4}[match["m"].lower()]
    ratio = one.value / other.value
    if abs(ratio / factor - 1) <= Decimal("0.15"):
        yield HELD
        return
    yield doubt(
        subject,
        f'{subject.where(statement)}: {one.text} / {other.text} = {plain(ratio)}, stated "{match["m"]} as". Look '
        f"at both numbers and at the word.",
        one,
        other,
    )


_OUTNUMBERED = re.compile(r"\boutnumber(?:s|ed)\b[^.;]{0,40}$", re.IGNORECASE)
_TO = re.compile(r"\d\s?(?:to|-|–)\s?\d")


def _as_range(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    """ "Boys outnumbered girls by 188 to 203" reads as a range, whose first number is the smaller."""
    for figure in statement.figures:
        before = statement.text[: figure.start - statement.start]
        if figure.low is None or figure.high is None or not _TO.search(figure.text) or not _OUTNUMBERED.search(before):
            continue
        yield doubt(
            subject,
            f'{subject.where(statement)}: "outnumbered" with {figure.text}: the first number, {plain(figure.low)}, is '
            f"the smaller. Look at both numbers and at the word.",
            figure,
        )


def _contrasted(one: str, other: str) -> str:
    """The end of the first side that the second, if shorter, is set against: "upheld in full" and "in part" give "in full"."""
    ones, others = one.split(), other.split()
    return " ".join(ones[-len(others) :]) if len(others) < len(ones) and ones[-len(others)] == others[0] else one


def _ordered(subject: Subject, statement: Statement, one: Figure, other: Figure, way: int, word: str) -> Verdict:
    a, b = stated(one), stated(other)
    if (a.high > b.low) if way > 0 else (a.low < b.high):
        return HELD
    return doubt(
        subject,
        f'{subject.where(statement)}: {one.text} is said to be "{word.strip()}" '
        f"than {other.text}; {plain(one.value)} - {plain(other.value)} = "
        f"{plain(one.value - other.value)}. Look at both numbers and at the word.",
        one,
        other,
    )
