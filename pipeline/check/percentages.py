"""Percentages and fractions in prose against the counts they stand for, and percentages that no count can give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..records.figure import Figure
from .bases import Share, is_share, shares, shares_of_sentence_before, worded_range
from .catalogue import HELD, Subject, Verdict, check, doubt
from .periods import same_days
from .statements import Statement, pattern
from .tolerance import Interval, exactly, plain, result, stated
from .wording import is_aim
from .words import labels, telling

_HUNDRED = Decimal(100)
_SMALL_BASE = 100  # above this, a whole percentage can always be reached
_CLOSED = (
    "## Plans closed\n\n640 plans were closed in the year, for these reasons:\n\n- all needs met: 416\n- stepped "
    "up: 96\n"
    "- consent withdrawn: 128\n\n## Result\n\nAll needs were met in {share}% of the plans that closed.\n"
)


@check(
    "PCT001",
    severity="error",
    title="A percentage does not follow from the counts beside it",
    holds="In the quarter 75 of 1,150 assessments (6.5%) were completed by partners.",
    fails="In the quarter 75 of 1,150 assessments (8.5%) were completed by partners.",
)
def check_stated_percentages(subject: Subject) -> Iterator[Verdict]:
    """Recomputes percentages and fractions that stand beside their count: "75 of 1,150 (6.5%)", "of whom 1,240, or 39%",
    "66.9% (79 of 118)", "nine of 63: one in seven".

    An error only where the words name the base; other counts near by are tried for agreement. A fraction in words may be
    five percentage points off, a hedged one ten.
    """
    for share in (*shares(subject), *shares_of_sentence_before(subject)):
        part = share.share
        agreeing = next((f for f in share.others if _agrees(share.count, f.denominator or f.value, part)), None)
        if share.named is None:
            if agreeing is not None:
                yield HELD
            continue
        base, source = share.named
        beside = [f for f in share.statement.figures if f.start < part.start and f.unit_kind in ("count", "currency")]
        if base <= 0 or agreeing is not None or any(_agrees(count, base, part) for count in (share.count, *beside)):
            yield HELD
            continue
        yield _not_that_share(subject, share, base, source)


@check(
    "PCT005",
    severity="error",
    title="A percentage is not that of the list or table it speaks of",
    holds=_CLOSED.format(share=65),
    fails=_CLOSED.format(share=75),
)
def check_percentages_of_breakdowns(subject: Subject) -> Iterator[Verdict]:
    """Compares a percentage in prose with the one row of a list or table whose label its sentence repeats.

    The sentence must hold every word of the label and a word of what the list counts, one percentage, and no other row's
    label; a period must be that of the table. Silent for negated sentences and where two breakdowns could be meant.
    """
    breakdowns = list(_breakdowns(subject))
    for statement in subject.statements:
        percents = [f for f in statement.figures if is_share(f)]
        if len(percents) != 1 or len(statement.figures) > 2 or statement.kind == "cell" or not breakdowns:
            continue
        share = percents[0]
        if share.role != "reported" or share.change is not None or is_aim(statement.until(share)):
            continue
        matches = [row for row in breakdowns if _speaks_of(statement, share, row)]
        if not matches:
            continue
        if any(_row_agrees(statement, share, row) for row in matches):
            yield HELD
        elif len({(row.part.value, row.whole.value) for row in matches}) == 1:
            row = matches[0]
            yield doubt(
                subject,
                f"{subject.where(statement)}: {plain(row.part.value)} / {plain(row.whole.value)} = "
                f"{_percent(row.part.value, row.whole.value)}%, stated {share.text}. Look at the row "
                f"({row.label}), its total and "
                "the percentage.",
                share,
                row.part,
                row.whole,
            )


@check(
    "PCT006",
    severity="query",
    title="No whole number can give this percentage",
    holds="We asked for views, and 58% of the 12 parents said that the plan was clear.",
    fails="We asked for views, and 62% of the 12 parents said that the plan was clear.",
)
def check_possible_percentages(subject: Subject) -> Iterator[Verdict]:
    """Tests whether any count out of a small base, printed beside it, gives the percentage (the GRIM test of Brown and
    Heathers 2017, for shares). A base of more than a hundred can give any whole percentage.

    A query, as some may not have answered.
    """
    for statement in subject.statements:
        for match in (m for form in (_OF_BASE, _OPENING_BASE, _OF_THEM) for m in form.finditer(statement.skeleton)):
            share, base = statement.token(match, "p"), statement.token(match, "w")
            if share is None or base is None or not _is_small_base(share, base):
                continue
            counts = result(share) * exactly(base.value) / exactly(100)
            if _holds_whole_number(counts):
                yield HELD
                continue
            below = counts.low.to_integral_value(ROUND_FLOOR)
            yield doubt(
                subject,
                f"{subject.where(statement)}: {share.text} of {plain(base.value)} "
                f"is {plain(share.value * base.value / 100)}, no whole "
                f"number; {plain(below)} would be {_percent(below, base.value)}% and {plain(below + 1)} "
                f"{_percent(below + 1, base.value)}%. Look at the base and the percentage.",
                share,
                base,
            )


@check(
    "PCT007",
    severity="error",
    title="A percentage of a target does not follow from the target",
    holds="We claimed for 312 families, or 78% of our target of 400.",
    fails="We claimed for 312 families, or 88% of our target of 400.",
)
def check_share_of_target(subject: Subject) -> Iterator[Verdict]:
    """Recomputes "312, or 78% of our target of 400". Silent where the target is not stated in the sentence or the one before."""
    for statement in subject.statements:
        match = _OF_TARGET.search(statement.skeleton)
        if match is None:
            continue
        share = statement.token(match, "p")
        counts = [
            f
            for f in statement.figures
            if f.unit_kind in ("count", "currency") and f.role != "target" and f is not share
        ]
        near = [*(f for s in subject.before(statement, 1) for f in s.figures), *statement.figures]
        targets = [f for f in near if f.role == "target" and f.unit_kind in ("count", "currency")]
        stated_target = statement.token(match, "t")
        if stated_target is not None and "%" not in stated_target.text:
            targets = [stated_target]
            counts = [f for f in counts if f is not stated_target]
        if share is None or share.unit_kind != "percent" or len(counts) != 1 or len({t.value for t in targets}) != 1:
            continue
        count, target = counts[0], targets[0]
        if target.value <= 0 or _agrees(count, target.value, share):
            yield HELD
        else:
            yield doubt(
                subject,
                f"{subject.where(statement)}: {plain(count.value)} of a target of {plain(target.value)} is "
                f"{_percent(count.value, target.value)}%, stated {share.text}. Look at the number, the target "
                f"and the percentage.",
                count,
                target,
                share,
            )


_OF_BASE = pattern(r"<p> of (?:the |all |our |these |those )?<w>")
_OPENING_BASE = pattern(r"^\W*(?:out )?of (?:the |our |all |these |those )?<w>[^⟦⟧.;:]{0,60}, <p>")
_OF_THEM = pattern(r"^[^⟦⟧.;]{0,40}?<w>[^⟦⟧.;:]{0,60}?,? (?:and )?<p> of (?:them|these|those)\b")
_OF_TARGET = pattern(
    r"<p> (?:of|against) (?:the |our |its |this |that |a |their )?(?:year'?s |annual |yearly |full[- ]year "
    r"|whole[- ]year )?target(?: of (?:about )?<t>)?"
)


class _Row:
    """A part of a breakdown, its label and its whole; `subject` are the words of what is counted."""

    def __init__(self, label: str, part: Figure, whole: Figure, about: frozenset[str]) -> None:
        self.label, self.part, self.whole, self.about = label, part, whole, about
        self.words = labels(re.split(r"[,(:;]|\bwith\b", label)[0])


def _breakdowns(subject: Subject) -> Iterator[_Row]:
    for grid in subject.grids:
        about = telling(grid.title)
        for column in grid.columns:
            wholes = [row for row in grid.total_rows if (row, column) in grid.figures]
            if len(wholes) != 1:
                continue
            whole = grid.figures[wholes[0], column]
            for row in grid.rows:
                part = grid.figures.get((row, column))
                if part is not None and row != wholes[0] and part.unit_kind == "count" and whole.unit_kind == "count":
                    yield _Row(grid.label(row), part, whole, about)
    for bullets in subject.lists:
        wholes_before = [f for f in bullets.lead_in.figures if f.unit_kind == "count"]
        if len(wholes_before) != 1 or not bullets.lead_in.text.rstrip().endswith(":"):
            continue
        for item in bullets.items:
            counts = [f for f in item[0].figures if f.unit_kind == "count"]
            if len(counts) == 1 and counts[0].value < wholes_before[0].value:
                label = item[0].text.replace(counts[0].text, "")
                yield _Row(label, counts[0], wholes_before[0], telling(bullets.lead_in.text))


_NEGATED = re.compile(r"\b(?:not|no|without|never|neither|other than|except)\b", re.IGNORECASE)


def _speaks_of(statement: Statement, share: Figure, row: _Row) -> bool:
    words = labels(statement.text)
    if not row.words or not row.words <= words or row.words <= row.about or row.whole.value <= row.part.value:
        return False
    if not (row.about - row.words) & telling(statement.text):
        return False
    if bool(_NEGATED.search(statement.text)) != bool(_NEGATED.search(row.label)):
        return False
    return same_days(share, row.part)


def _row_agrees(statement: Statement, share: Figure, row: _Row) -> bool:
    computed = stated(row.part) / exactly(row.whole.value) * exactly(100)
    return (
        _agrees(row.part, row.whole.value, share)
        if share.unit_kind == "percent"
        else computed.meets(worded_range(statement, share))
    )


def _agrees(count: Figure, base: Decimal, share: Figure) -> bool:
    if base <= 0:
        return False
    computed = stated(count) / exactly(base) * exactly(100)
    return computed.meets(share_interval(share))


def share_interval(share: Figure) -> Interval:
    """The percentages that a share stands for: 64.5 to 66 for "65%", 35 to 45 for "two in five"."""
    if share.unit_kind == "percent":
        return result(share)
    centre = share.value / (share.denominator or Decimal(1)) * _HUNDRED
    reach = Decimal(5) if share.qualifier is None else Decimal(10)
    return Interval(centre - reach, centre + reach)


def _not_that_share(subject: Subject, share: Share, base: Decimal, source: Figure) -> Verdict:
    return doubt(
        subject,
        f"{subject.where(share.statement)}: {plain(share.count.value)} / {plain(base)} "
        f"= {_percent(share.count.value, base)}%, "
        f"stated {share.share.text}. Look at the count, the total and the percentage.",
        share.share,
        share.count,
        source,
    )


def _is_small_base(share: Figure, base: Figure) -> bool:
    return (
        share.unit_kind == "percent"
        and share.qualifier is None
        and share.change is None
        and base.unit_kind == "count"
        and base.qualifier is None
        and 3 <= base.value <= _SMALL_BASE
        and 0 < share.value < _HUNDRED
    )


def _holds_whole_number(interval: Interval) -> bool:
    return interval.low.to_integral_value(ROUND_CEILING) <= interval.high


def _percent(count: Decimal, base: Decimal) -> str:
    return plain(count / base * _HUNDRED)
