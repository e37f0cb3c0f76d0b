"""Changes: the direction and the amount in words against the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.figure import Figure
from .catalogue import HELD, Doubt, Subject, Verdict, check
from .tolerance import half_unit, plain

_UP = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|grew|grown|grow(?:s|ing)?|went up|gone up|climb(?:ed|s|ing)?|up)\b",
    re.IGNORECASE,
)
_CLASH = re.compile(
    r"\b(?P<first>ris(?:en|es|ing)|rose|increased|grown|grew|fallen|fell|decreased|dropped|reduced|declined)"
    r"\s+to\s+(?P<to>[£\d][\d,.]*%?)"
    r"[^.;]{0,20}?\b(?:which (?:is|was)|that is|this is|,)\s+(?:an? )?(?P<second>up|down|increase|decrease|reduction|rise|fall|drop)\b",
    re.IGNORECASE,
)


@check(
    "CHG001",
    severity="error",
    title="The direction in words is not the direction of the numbers",
    holds="Open plans rose from 388 in April 2022 to 412 in March 2023.",
    fails="Open plans rose from 412 in April 2022 to 388 in March 2023.",
)
def check_direction(subject: Subject) -> Iterator[Verdict]:
    """Compares a figure with its stated baseline: what rose must be higher than before, what fell lower."""
    for figure in subject.extraction.figures:
        change = figure.change
        if change is None or change.baseline is None or figure.qualifier is not None:
            continue
        difference = figure.value - change.baseline
        slack = half_unit(figure) * 2
        wrong = (
            (change.direction == "increase" and difference < 0)
            or (change.direction == "decrease" and difference > 0)
            or (
                change.direction == "no_change" and abs(difference) > slack and abs(difference) > abs(figure.value) / 20
            )
        )
        if not wrong:
            yield HELD
            continue
        words = {"increase": "an increase", "decrease": "a decrease", "no_change": "no change"}[change.direction]
        yield _doubt(
            figure,
            f"{plain(figure.value)} - {plain(change.baseline)} = {plain(difference)}, stated as {words}. "
            "Look at the order of the two numbers and at the word.",
        )


@check(
    "CHG002",
    severity="error",
    title="The amount of a change is not the difference of its numbers",
    holds="Contacts increased by 52, from 700 to 752.",
    fails="Contacts increased by 82, from 700 to 752.",
)
def check_amount(subject: Subject) -> Iterator[Verdict]:
    """Compares a stated amount with the difference, or with the relative change where the amount is a percentage.

    "Increased by 6.5% from 50.0% to 56.5%" is a difference in percentage points called per cent: a query.
    """
    text = subject.document.text
    for figure in subject.extraction.figures:
        change = figure.change
        if change is None or change.baseline is None or change.amount is None or figure.value == change.amount:
            continue
        difference = abs(figure.value - change.baseline)
        slack = half_unit(figure) * 3
        if abs(difference - abs(change.amount)) <= slack:
            sentence = text[figure.evidence.start : figure.evidence.end]
            if figure.unit_kind == "percent" and _says_percent(sentence, plain(change.amount)):
                yield Doubt(
                    message=f"{figure.text} against {plain(change.baseline)}%: the difference of {plain(difference)} is in "
                    "percentage points, the text says per cent. Look at what is meant.",
                    evidence=(figure.evidence,),
                    subjects=(figure.id,),
                    severity="query",
                )
            else:
                yield HELD
            continue
        relative = difference / abs(change.baseline) * 100 if change.baseline else None
        if relative is not None and abs(relative - abs(change.amount)) <= max(slack, relative / 50):
            yield HELD
            continue
        shown = f" ({plain(relative)}%)" if relative is not None else ""
        yield _doubt(
            figure,
            f"{plain(figure.value)} against {plain(change.baseline)} is a difference of {plain(difference)}{shown}, "
            f"stated {plain(change.amount)}. Look at all three numbers.",
        )


@check(
    "CHG003",
    severity="error",
    title="One change is told in two directions",
    holds="Requests have risen to 540, which is up by 62 on the spring.",
    fails="Requests have risen to 540, which is down by 62 on the spring.",
)
def check_opposite_words(subject: Subject) -> Iterator[Verdict]:
    """Finds "risen to 540, which is down by 62": two words of opposite direction about one number."""
    seen = set()
    for figure in subject.extraction.figures:
        sentence = figure.evidence
        if figure.origin not in ("prose", "list") or sentence in seen:
            continue
        seen.add(sentence)
        match = _CLASH.search(sentence.quote)
        if match is None:
            continue
        first_up = _UP.search(match.group("first")) is not None
        second_up = _UP.search(match.group("second")) is not None
        if first_up == second_up:
            yield HELD
        else:
            yield _doubt(
                figure,
                f'"{match.group("first")} to {match.group("to")}" and "{match.group("second")}" contradict each other.',
            )


def _says_percent(sentence: str, amount: str) -> bool:
    return re.search(rf"\b{re.escape(amount)}\s?(?:%|per ?cent\b(?! point)|percent\b(?!age))", sentence) is not None


def _doubt(figure: Figure, words: str) -> Doubt:
    where = f" ({figure.locator.cite})" if figure.locator.cite else ""
    return Doubt(
        message=f"{figure.measure or 'The figure'}{where}: {words}", evidence=(figure.evidence,), subjects=(figure.id,)
    )
