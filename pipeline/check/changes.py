"""Changes: direction, amount and multiple in words against the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt, unique
from .frames import Frame, frames
from .statements import Statement, pattern
from .tolerance import Interval, exactly, last_digit, plain, result, stated
from .wording import DOWN, UP, direction_of

_HUNDRED = exactly(100)


@check(
    "CHG001",
    severity="error",
    title="The direction in words is not the direction of the numbers",
    holds="Open plans rose from 388 in April 2022 to 412 in March 2023.",
    fails="Open plans rose from 412 in April 2022 to 388 in March 2023.",
)
def check_direction(subject: Subject) -> Iterator[Verdict]:
    """Compares the two ends of a change with its word: what rose must be higher than before, what fell lower, and what is
    unchanged the same within a twentieth."""
    yield from unique(_direction(subject, frame) for frame in frames(subject) if frame.way)
    for statement in subject.statements:
        for match in _UNCHANGED.finditer(statement.skeleton):
            new, old = statement.token(match, "y"), statement.token(match, "o")
            if new is None or old is None or new.unit_kind != old.unit_kind:
                continue
            if abs(new.value - old.value) <= max(abs(old.value) / 20, last_digit(new)):
                yield HELD
            else:
                yield doubt(
                    subject,
                    f"{subject.where(statement)}: {plain(new.value)} - {plain(old.value)} "
                    f"= {plain(new.value - old.value)}, stated "
                    f'as "{match["d"].strip()}". Look at both numbers and at the word.',
                    new,
                    old,
                )


@check(
    "CHG002",
    severity="error",
    title="The amount of a change is not the difference of its numbers",
    holds="Contacts increased by 52, from 700 to 752.",
    fails="Contacts increased by 82, from 700 to 752.",
)
def check_amount(subject: Subject) -> Iterator[Verdict]:
    """Recomputes a stated amount from the two ends: the difference, or the relative change where the amount is a percentage of
    a count. The amount may stand in the next sentence ("The increase of £120,000 pays for ...")."""
    for frame in frames(subject):
        for amount in frame.amounts:
            yield from _amount(subject, frame, amount)


@check(
    "CHG003",
    severity="error",
    title="One change is told in two directions",
    holds="Requests have risen to 540, which is up by 62 on the spring.",
    fails="Requests have risen to 540, which is down by 62 on the spring.",
)
def check_opposite_words(subject: Subject) -> Iterator[Verdict]:
    """Finds two words of opposite direction about one number: "risen to 540, which is down by 62".

    Silent where the second speaks of another comparison ("but", "although", "while").
    """
    for statement in subject.statements:
        for match in _TWICE_TOLD.finditer(statement.skeleton):
            first, second = direction_of(match["first"]), direction_of(match["second"])
            figure = statement.token(match, "y")
            if first == 0 or second == 0 or figure is None:
                continue
            if first == second:
                yield HELD
            else:
                yield doubt(
                    subject,
                    f'{subject.where(statement)}: "{match["first"]} to {figure.text}" and "{match["second"]}" '
                    f"contradict each other. "
                    "Look at which way the number went.",
                    figure,
                )


@check(
    "CHG004",
    severity="query",
    title="A change in percentage points is called per cent",
    holds="Timeliness increased by 6.5 percentage points from 50.0% to 56.5%.",
    fails="Timeliness increased by 6.5% from 50.0% to 56.5%.",
)
def check_points(subject: Subject) -> Iterator[Verdict]:
    """A difference between two percentages is in percentage points; 50.0% to 56.5% is a rise of 13%, or of 6.5 points."""
    for frame in frames(subject):
        for amount in frame.amounts:
            if frame.new.unit_kind != "percent" or amount.unit_kind not in ("percent", "percentage_points"):
                continue
            difference = _distance(frame)
            relative = _relative(frame)
            is_difference = difference.meets(result(amount))
            if (
                amount.unit_kind == "percent"
                and is_difference
                and not (relative is not None and relative.meets(result(amount)))
            ):
                yield doubt(
                    subject,
                    f"{subject.where(frame.statement)}: from {frame.old.text} to {frame.new.text} "
                    f"is {plain(_middle(difference))} percentage "
                    f"points{_as_relative(relative)}; the text says {amount.text}. Look at which is meant.",
                    amount,
                    frame.new,
                    frame.old,
                )
            elif is_difference or amount.unit_kind == "percentage_points":
                yield HELD


@check(
    "CHG005",
    severity="error",
    title="A multiple in words is not that of the numbers",
    holds="Self-referrals more than doubled, from 140 in March 2022 to 292 in March 2023.",
    fails="Self-referrals more than doubled, from 140 in March 2022 to 252 in March 2023.",
)
def check_multiples(subject: Subject) -> Iterator[Verdict]:
    """Tests "doubled", "halved", "three times as many" against the two numbers: within an eighth of the multiple, and on the
    right side of it where the words say more or less than."""
    for statement in subject.statements:
        for form in (_MULTIPLE_FROM_TO, _RANGE_MULTIPLE, _MULTIPLE_OF, _AGAINST_MULTIPLE):
            for match in form.finditer(statement.skeleton):
                old, new = statement.token(match, "o"), statement.token(match, "y")
                if old is None or new is None or old.value <= 0 or old.unit_kind != new.unit_kind:
                    continue
                yield _multiple(subject, statement, match, old, new)


_UNCHANGED = pattern(
    r"\b(?P<d>unchanged|no change|stable|the same|level|static)\b[^⟦⟧.;]{0,40}?\b(?:at|as|with) "
    r"<y>[^⟦⟧.;]{0,60}?\b(?:from|compared (?:to|with)|against|and) [^⟦⟧.;]{0,30}?<o>"
)
_TWICE_TOLD = pattern(
    rf"\b(?P<first>{UP}|{DOWN}) to (?:about |around )?<y>(?:(?!\bbut\b|\balthough\b|\bwhile\b"
    rf"|\bthough\b)[^⟦⟧.;]){{0,40}}?"
    rf"(?:\bwhich (?:is|was)|\bthat is|\bthis is|, (?:and )?(?:so )?)\s?(?:an? )?(?P<second>{UP}|{DOWN}"
    rf"|reduction|fall|drop|rise|increase)\b(?! to)"
)
_TIMES = (
    r"(?P<q>more than|over|nearly|almost|just under|just over|less than|about|around|roughly)?\s?(?P<m>doubled"
    r"|trebled|tripled|quadrupled|halved)"
)
_TIMES_AS = (
    r"(?P<q>more than|over|nearly|almost|just under|just over|less than|about|around|roughly)?\s?"
    r"(?P<m>twice|double|three times|four times|five times|half|a third of)(?: as (?:many|high|much|large|big"
    r"|long)| the(?: number| rate| figure)?)"
)
_MULTIPLE_FROM_TO = pattern(rf"\b{_TIMES}\b[^⟦⟧.;]{{0,90}}? from (?:the )?<o>[^⟦⟧.;]{{0,90}}? to (?:the )?<y>")
_RANGE_MULTIPLE = pattern(
    rf"\bfrom (?:the )?<o>[^⟦⟧.;]{{0,90}}? to (?:the )?<y>[^⟦⟧.;]{{0,90}}?,? (?:which is |this is )?(?:{_TIMES_AS})"
)
_MULTIPLE_OF = pattern(
    rf"<y>[^⟦⟧.;]{{0,60}}?,? (?:which (?:is|was) |that is )?{_TIMES_AS}[^⟦⟧.;]{{0,10}}? (?:as |of )?<o>"
)
_AGAINST_MULTIPLE = pattern(
    r"<y>[^⟦⟧.;]{0,60}?\b(?:against|compared (?:to|with)|up from|down from) [^⟦⟧.;]{0,30}?<o>[^⟦⟧.;]{0,60}?,[^⟦⟧.;]{0,60}?\b"
    rf"{_TIMES}\b"
)
_FACTOR = {
    "doubled": Decimal(2), "twice": Decimal(2), "double": Decimal(2), "trebled": Decimal(3), "tripled": Decimal(3),
    "three times": Decimal(3), "quadrupled": Decimal(4), "four times": Decimal(4), "five times": Decimal(5),
    "halved": Decimal("0.5"), "half": Decimal("0.5"), "a third of": Decimal(1) / 3,
}  # fmt: skip


def _direction(subject: Subject, frame: Frame) -> Verdict:
    difference = frame.new.value - frame.old.value
    if difference * frame.way >= 0 and (difference != 0 or not _is_exact(frame)):
        return HELD
    if difference == 0:
        return HELD  # both ends rounded alike
    words = f'"{frame.word}"' if frame.word else ("an increase" if frame.way > 0 else "a decrease")
    return doubt(
        subject,
        f"{subject.where(frame.statement)}: {plain(frame.new.value)} - {plain(frame.old.value)} "
        f"= {plain(difference)}, stated as {words}. "
        "Look at the order of the two numbers and at the word.",
        frame.new,
        frame.old,
    )


def _is_exact(frame: Frame) -> bool:
    return stated(frame.new).low == stated(frame.new).high and stated(frame.old).low == stated(frame.old).high


def _amount(subject: Subject, frame: Frame, amount: Figure) -> Iterator[Verdict]:
    kinds = (frame.new.unit_kind, amount.unit_kind)
    difference, relative = _distance(frame), _relative(frame)
    loose = amount.unit_kind == "duration" and kinds[0] in ("count", "ratio")  # "by nine days, from 31 to 24"
    expected = [difference] if kinds[0] == kinds[1] or loose or kinds == ("percent", "percentage_points") else []
    if amount.unit_kind == "percent" and relative is not None:
        expected.append(relative)
    if amount.value in (frame.new.value, frame.old.value) or not expected:
        return
    relative_ok = amount.unit_kind == "percent" and relative is not None and relative.meets(result(amount))
    if relative_ok or any(interval.core().meets(stated(amount)) for interval in expected):
        yield HELD
        return
    shown = f" ({plain(_middle(relative))}%)" if relative is not None and frame.new.unit_kind != "percent" else ""
    yield doubt(
        subject,
        f"{subject.where(frame.statement)}: {plain(frame.new.value)} against {plain(frame.old.value)} is a "
        f"difference of "
        f"{plain(abs(frame.new.value - frame.old.value))}{shown}, stated {amount.text}. Look at all three numbers.",
        frame.new,
        frame.old,
        amount,
    )


def _distance(frame: Frame) -> Interval:
    difference = stated(frame.new) - stated(frame.old)
    if difference.low >= 0:
        return difference
    if difference.high <= 0:
        return Interval(-difference.high, -difference.low)
    return Interval(Decimal(0), max(difference.high, -difference.low))


def _relative(frame: Frame) -> Interval | None:
    if frame.old.value <= 0 or stated(frame.old).low <= 0:
        return None
    return _distance(frame) / stated(frame.old) * _HUNDRED


def _middle(interval: Interval) -> Decimal:
    return (interval.low + interval.high) / 2


def _as_relative(relative: Interval | None) -> str:
    return f", a relative change of {plain(_middle(relative))}%" if relative is not None else ""


def _multiple(subject: Subject, statement: Statement, match: re.Match[str], old: Figure, new: Figure) -> Verdict:
    factor = _FACTOR[match["m"].lower()]
    ratio = new.value / old.value
    qualifier = (match["q"] or "").lower()
    low, high = factor * Decimal("0.875"), factor * Decimal("1.125")
    if qualifier in ("more than", "over", "just over"):
        low, high = factor, factor * 2 if qualifier != "just over" else high
    elif qualifier in ("nearly", "almost", "just under", "less than"):
        low, high = factor * Decimal("0.75"), factor
    if factor < 1 and match["m"].lower() == "halved" and qualifier in ("more than", "over"):
        low, high = Decimal(0), factor
    if low <= ratio <= high:
        return HELD
    words = f"{qualifier} {match['m']}".strip()
    return doubt(
        subject,
        f"{subject.where(statement)}: {plain(new.value)} / {plain(old.value)} = {plain(ratio)}, stated "
        f'"{words}". Look at both numbers '
        "and at the word.",
        new,
        old,
    )
