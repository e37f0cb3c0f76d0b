"""A share and the only two counts of its sentence: what the one share can be of, whatever the order of the words.

"More than half of the 318 referrals, 141, came from schools", "The service closed 388 plans and 97 came back, a rate of
25%". Where a sentence holds one share, one part and one whole, no pattern has to say which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records.figure import Figure
from .bases import is_change_size, is_count, is_share, worded_range
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement
from .tolerance import exactly, plain, stated
from .wording import is_aim

_FAR = Decimal(30)  # percentage points: a share further off than any slip is of something else


@check(
    "PCT008",
    severity="error",
    title="A share is not that of the two counts in its sentence",
    holds="Almost three quarters of the parents who answered, 112 out of 151, were satisfied.",
    fails="Almost three quarters of the parents who answered, 88 out of 151, were satisfied.",
)
def check_lone_shares(subject: Subject) -> Iterator[Verdict]:
    """Recomputes the one percentage or fraction of a sentence from its only part and whole: "x of y", or two counts.

    An error where the part names its whole, else a query. Silent for changes, targets, comparisons with other places or
    times, conditions, and a share more than 30 percentage points off, which is of something else.
    """
    for statement in subject.statements:
        if statement.kind == "cell" or _OTHER_BASE.search(statement.text) or is_aim(statement.text):
            continue
        found = _share_and_counts(statement)
        if found is None:
            continue
        share, part, whole, source = found
        computed = stated(part) / exactly(whole) * exactly(100)
        allowed = worded_range(statement, share)
        if computed.meets(allowed):
            yield HELD
            continue
        if min(abs(computed.low - allowed.high), abs(allowed.low - computed.high)) > _FAR:
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {plain(part.value)} / {plain(whole)} = {plain(part.value / whole * 100)}%, "
            f"stated {_said(statement, share)}. Look at the count, the total and the share.",
            share,
            part,
            source,
            severity=None if part.denominator is not None else "query",
        )


_OTHER_BASE = re.compile(
    r"\b(?:compared|against|than (?:in|the|last|a year)|national(?:ly)?|England|average|whereas|while|respectively|target"
    r"|if|would|could|excluding|except|up from|down from|rose|fell|risen|fallen|increased?|decreased?|grew|reduced"
    r"|rounded|both|also|as well as)\b",
    re.IGNORECASE,
)


def _share_and_counts(statement: Statement) -> tuple[Figure, Figure, Decimal, Figure] | None:
    """Share, part, the whole's value and the figure that states it; None where the sentence holds anything else."""
    figures = [f for f in statement.figures if f.unit_kind != "duration"]
    shares = [f for f in figures if is_share(f) or _is_small_fraction(f, figures)]
    counts = [f for f in figures if f not in shares]
    if len(shares) != 1 or not 1 <= len(counts) <= 2 or is_change_size(statement, shares[0]):
        return None
    if any(not is_count(f) or f.qualifier is not None or f.low is not None or f.change is not None for f in counts):
        return None
    if (
        any(f.role not in ("reported", "baseline") for f in figures)
        or len({f.unit_kind for f in counts} - {"ratio"}) > 1
    ):
        return None
    if len(counts) == 1:
        part = counts[0]
        whole = part.denominator
        return (shares[0], part, whole, part) if whole is not None and 0 < part.value <= whole else None
    part, total = sorted(counts, key=lambda f: f.value)
    if part.denominator is not None:
        return (shares[0], part, total.value, total) if part.denominator == total.value > 0 else None
    if total.denominator is not None or part.value == total.value or not _ties(statement, part, total):
        return None
    return shares[0], part, total.value, total


def _is_small_fraction(figure: Figure, figures: list[Figure]) -> bool:
    """ "9 out of 10 parents", beside a larger whole that the fraction sums up."""
    base = figure.denominator
    if figure.unit_kind != "ratio" or base is None or not 0 < figure.value < base <= _LARGEST_WORDED:
        return False
    return any((f.denominator or f.value) > base * 2 for f in figures if f is not figure)


_LARGEST_WORDED = 10
_LINK = re.compile(r"\b(?:of|out of|from|among|that is|which is|making|giving)\b|\(|:|,", re.IGNORECASE)


def _ties(statement: Statement, part: Figure, total: Figure) -> bool:
    """Whether little but linking words stands between two counts that print no tie of their own: "the 96 plans, 41 in all"."""
    first, second = sorted((part, total), key=lambda f: f.start)
    between = statement.text[first.end - statement.start : second.start - statement.start]
    return len(between.split()) <= _NEAR and _LINK.search(between) is not None and " and " not in between


_NEAR = 6  # words


def _said(statement: Statement, share: Figure) -> str:
    """The share with the word that hedges it."""
    before = statement.text[: share.start - statement.start].rstrip()
    hedge = re.search(
        r"(?:\b(?:more|less|fewer|just|slightly)\s)?\b(?:than|over|under|nearly|almost|about|around)$", before, re.I
    )
    return f'"{hedge.group(0) + " " if hedge is not None else ""}{share.text}"'
