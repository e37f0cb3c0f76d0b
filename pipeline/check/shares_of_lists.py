"""Lists whose items each give a count and its percentage: which base the items agree on, and which one does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .shares import common_base
from .tolerance import plain

_CLOSED = (
    "## How it ended\n\nWe closed 600 plans. The reasons were:\n\n- needs met: 330 (55%)\n- stepped up: {up}\n"
    "- moved away: 150 (25%)\n- withdrew: 30 (5%)\n"
)


@check(
    "PCT009",
    severity="error",
    title="A percentage in a list is not of the base of the others",
    holds=_CLOSED.format(up="90 (15%)"),
    fails=_CLOSED.format(up="90 (25%)"),
)
def check_list_shares(subject: Subject) -> Iterator[Verdict]:
    """Finds the one base of which three or more items of a list give count and percentage, and recomputes the others.

    Each item must give one count and one percentage; at most one item in four may not fit.
    """
    for bullets in subject.lists:
        pairs = [_pair(tuple(f for s in item for f in s.figures)) for item in bullets.items]
        known = [pair for pair in pairs if pair is not None]
        if len(known) < len(pairs):
            continue
        found = common_base(known)
        if found is None:
            continue
        base, fits = found
        for (count, share), fit in zip(known, fits, strict=True):
            if fit:
                yield HELD
                continue
            yield doubt(
                subject,
                f"{share.locator.cite or 'The list'}: the other items are percentages of about {plain(base)}; "
                f"{plain(count.value)} of that is {plain(count.value / base * Decimal(100))}%, stated {share.text}. Look at the "
                "count and the percentage.",
                share,
                count,
            )


def _pair(figures: tuple[Figure, ...]) -> tuple[Figure, Figure] | None:
    counts = [f for f in figures if f.unit_kind in ("count", "currency") and f.qualifier is None]
    shares = [f for f in figures if f.unit_kind == "percent" and f.change is None and f.value > 0]
    return (counts[0], shares[0]) if len(counts) == len(shares) == 1 and len(figures) == 2 else None
