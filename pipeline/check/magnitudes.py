"""One amount in two magnitudes: thousands for millions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .periods import same_time
from .statements import Statement
from .tolerance import plain
from .words import REPORT_WORDS, telling


@check(
    "MAG001",
    severity="error",
    title="One amount is given in two magnitudes",
    holds="The reserve was £142,000 on 31 March. We propose to spend £30,000 of the £142k on a trial.",
    fails="The reserve was £142,000 on 31 March. We propose to spend £30,000 of the £1.42m on a trial.",
)
def check_magnitudes(subject: Subject) -> Iterator[Verdict]:
    """Finds two amounts or counts with the same digits that differ by a power of ten: "£1.2m" and "the £1.2bn".

    The later one must be spoken of as known ("the £1.2bn", "of the 1,240 visits"), or both must share their time and telling
    words; counts must be of one unit and print three digits or more. Tables, and amounts that are stated twice, are left out.
    """
    amounts = [
        (statement, figure)
        for statement in subject.statements
        for figure in statement.figures
        if figure.unit_kind in ("currency", "count")
        and figure.value >= 100
        and figure.origin != "table"
        and figure.qualifier is None
    ]
    known = {figure.value for _, figure in amounts}
    by_digits: dict[tuple[int, ...], list[tuple[Statement, Figure]]] = defaultdict(list)
    for statement, figure in amounts:
        by_digits[figure.value.normalize().as_tuple().digits].append((statement, figure))
    pairs = (pair for group in by_digits.values() for pair in combinations(group[:_MANY], 2))
    for (first_statement, first), (statement, figure) in pairs:
        if not _same_digits(first, figure):
            continue
        if first.value == figure.value:
            yield HELD
        elif _is_definite(statement, figure) or _share_subject(first_statement, first, statement, figure):
            if sum(1 for value in known if value == figure.value) and _stated_as_own(subject, first, figure):
                continue
            yield doubt(
                subject,
                f"{subject.where(statement)}: {first.text} and {figure.text} have the same digits and differ by "
                f"a factor of "
                f"{plain(max(first.value, figure.value) / min(first.value, figure.value))}. Look at thousand, "
                f"million and billion.",
                figure,
                first,
            )


_MANY = 100  # amounts with the same digits that are compared with one another
_DEFINITE = re.compile(r"\b(?:the|this|that|of (?:the|this|its|our))\s+$", re.IGNORECASE)


def _same_digits(one: Figure, other: Figure) -> bool:
    a, b = (str(f.value.normalize().as_tuple().digits) for f in (one, other))
    digits = len(one.value.normalize().as_tuple().digits)
    if one.unit_kind != other.unit_kind or a != b:
        return False
    return (
        digits >= 2
        if one.unit_kind == "currency"
        else digits >= 3 and bool(telling(one.unit or "") & telling(other.unit or ""))
    )


def _is_definite(statement: Statement, figure: Figure) -> bool:
    return _DEFINITE.search(statement.text[: figure.start - statement.start]) is not None


def _share_subject(one: Statement, a: Figure, other: Statement, b: Figure) -> bool:
    words = (telling(f"{one.text} {a.measure or ''}") & telling(f"{other.text} {b.measure or ''}")) - REPORT_WORDS
    return one.index != other.index and same_time(a.period, b.period) and len(words) >= 2


def _stated_as_own(subject: Subject, first: Figure, figure: Figure) -> bool:
    """Whether the second amount is stated elsewhere as well, so that it is an amount of its own."""
    others = [f for f in subject.extraction.figures if f.value == figure.value and f.id not in (first.id, figure.id)]
    return bool(others) and any(f.start < figure.start for f in others)
