"""What prose says of a table's timelines, and columns of change and of arrows against the columns they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .statements import Statement
from .timelines import Point, Timeline, timelines, times_in
from .tolerance import exactly, plain, result, stated
from .wording import DOWN, UP, is_aim
from .words import labels

_MONTHS = (
    "## Demand\n\nTable 1: Demand by month\n\nMeasure | Oct | Nov | Dec\n--- | --- | --- | ---\nContacts received | "
    "561 | 604 | 431\nVisits made | 210 | 222 | 240\n\n"
)
_CHANGES = (
    "Indicators\n\nMeasure | 2021/22 | 2022/23 | Change\n--- | --- | --- | ---\nContacts | 410 | 455 | 45\nPlans | "
    "388 | 402 | 14\n"
)
_ARROWS = (
    "Indicators\n\nMeasure | Q1 | Q2 | Direction\n--- | --- | --- | ---\nContacts | 410 | 455 | ↑\nPlans | 388 | 402 "
    "| ↑\nVisits | 96 | 81 | ↓\n"
)


@check(
    "TRD001",
    severity="error",
    title="A change that the text tells is not that of the table",
    holds=_MONTHS + "Contacts received in December were 29% lower than in November.\n",
    fails=_MONTHS + "Contacts received in December were 29% higher than in November.\n",
)
def check_changes_of_tables(subject: Subject) -> Iterator[Verdict]:
    """Finds a sentence that names a row of a table and says that it rose or fell, between two of its times or at one of them
    (then against the time before), and compares direction and percentage with the cells.

    An error where both times are named, a query where the earlier one is understood. Silent where the sentence states its own
    two numbers, names several rows, or speaks of plans.
    """
    lines = [line for grid in subject.grids for line in timelines(grid)]
    for statement in subject.statements:
        if statement.kind == "cell" or not lines:
            continue
        match = _MOVED.search(statement.skeleton)
        if match is None or is_aim(statement.text) or _UNCERTAIN.search(statement.text) or len(statement.figures) > 1:
            continue
        named = _named(lines, statement)
        if len(named) == 1:
            yield from _movement(subject, statement, match, named[0])


@check(
    "TRD002",
    severity="error",
    title="A steady rise or fall that the table does not show",
    holds=_MONTHS + "Visits made have risen every month since October.\n",
    fails=_MONTHS + "Contacts received have risen every month since October.\n",
)
def check_steady_trends(subject: Subject) -> Iterator[Verdict]:
    """Compares "risen every month", "fallen in each quarter" with the row of the table that the sentence names, from the time
    after "since" if there is one."""
    lines = [line for grid in subject.grids for line in timelines(grid) if len(line.points) >= 3]
    for statement in subject.statements:
        match = _STEADY.search(statement.text)
        named = _named(lines, statement) if match is not None and not is_aim(statement.text) else []
        if match is None or len(named) != 1:
            continue
        line = named[0]
        if _grain(line) not in match.group(0).lower():
            continue
        points = _since(line, statement.text[match.end() :])
        way = 1 if re.match(UP, match["d"], re.IGNORECASE) else -1
        broken = next(((a, b) for a, b in pairwise(points) if (b.figure.value - a.figure.value) * way < 0), None)
        if broken is None:
            yield HELD
            continue
        yield _against_table(subject, statement, line, *broken, words=match.group(0))


@check(
    "CHG006",
    severity="error",
    title="A table's column of changes is not the difference of its columns",
    holds=_CHANGES + "Visits | 196 | 233 | 37\n",
    fails=_CHANGES + "Visits | 196 | 233 | 27\n",
)
def check_change_columns(subject: Subject) -> Iterator[Verdict]:
    """Finds the two columns whose difference, or relative change, a column headed change or variance gives in most rows, and
    recomputes every row.

    They are believed only if they explain more than half of at least three rows.
    """
    for grid in subject.grids:
        for column in grid.columns:
            if not _CHANGE_HEAD.search(grid.head(column)):
                continue
            best: list[Verdict] = []
            for one, other in combinations([c for c in grid.columns if c != column], 2):
                for before, after in ((one, other), (other, one)):
                    for relative in (False, True):
                        verdicts = list(_changes(subject, grid, column, before, after, relative))
                        held = verdicts.count(HELD)
                        if len(verdicts) >= 3 and held * 2 > len(verdicts) and held > best.count(HELD):
                            best = verdicts
            yield from best


@check(
    "CHG007",
    severity="query",
    title="An arrow does not point the way the numbers went",
    holds=_ARROWS + "Calls | 61 | 70 | ↑\n",
    fails=_ARROWS + "Calls | 61 | 70 | ↓\n",
)
def check_arrows(subject: Subject) -> Iterator[Verdict]:
    """Finds the two columns that a column of arrows follows in at least three rows and three quarters of them.

    Arrows may show the number or whether it is better; in either case the rows that break the table's own habit are doubted.
    """
    for grid in subject.grids:
        arrows = _arrow_column(grid)
        if arrows is None:
            continue
        best: list[Verdict] = []
        for before, after in pairwise([c for c in grid.columns if c != arrows]):
            verdicts = list(_arrows(subject, grid, arrows, before, after))
            held = verdicts.count(HELD)
            if held >= 3 and held * 4 >= len(verdicts) * 3 and held > best.count(HELD):
                best = verdicts
        yield from best


_MOVED = re.compile(
    rf"\b(?:has |have |had |was |were |is |are )?(?:⟦(?P<n>\d+)⟧ )?(?P<d>{UP}|{DOWN}|more"
    rf"|fewer)\b(?:[^⟦⟧.;:]{{0,25}}?\b(?:by|of) ⟦(?P<m>\d+)⟧)?",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(
    r"\b(?:if|unless|not|would|could|may|might|than expected|than planned|target|England|national|than (?:in )?other"
    r"|should|slower|although|but|while)\b|n't\b",
    re.IGNORECASE,
)
_STEADY = re.compile(
    rf"\b(?P<d>{UP}|{DOWN})\b[^.;]{{0,30}}?\b(?:every|each|in (?:every|each)(?: of the)?|month (?:on|by) month"
    rf"|quarter (?:on|by) quarter|year (?:on|by) year) ?(?:month|quarter|year|time)?",
    re.IGNORECASE,
)
_CHANGE_HEAD = re.compile(
    r"\b(?:change|difference|variance|movement|diff|\+/-|increase|decrease)\b|\+/-", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|from)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|compared (?:to|with)|from|since|on|against|between)\b", re.IGNORECASE)
_UP_ARROWS, _DOWN_ARROWS = frozenset("↑▲⇧⬆↗🔼"), frozenset("↓▼⇩⬇↘🔽")


def _named(lines: Sequence[Timeline], statement: Statement) -> list[Timeline]:
    """The timelines that a sentence names; where one's words include another's, the longer."""
    words = labels(statement.text)
    named = [line for line in lines if line.is_named(words)]
    longest = max((len(line.needed) for line in named), default=0)
    return [line for line in named if len(line.needed) == longest]


def _movement(subject: Subject, statement: Statement, match: re.Match[str], line: Timeline) -> Iterator[Verdict]:
    ends = _ends(statement, match, line)
    if ends is None:
        return
    before, after, explicit = ends
    way = -1 if re.match(rf"{DOWN}|fewer", match["d"], re.IGNORECASE) else 1
    difference = after.figure.value - before.figure.value
    amount = next((statement.figures[int(match[name])] for name in ("n", "m") if match[name]), None)
    if amount is None and statement.figures:
        return
    right_way = difference * way >= 0
    right_amount = amount is None or _is_amount(amount, before.figure, after.figure)
    if right_way and right_amount:
        yield HELD
    elif right_way and not explicit and amount is not None:
        return  # the amount may be against another time
    else:
        yield _against_table(
            subject, statement, line, before, after, words=match["d"], severity=None if explicit else "query"
        )


def _ends(statement: Statement, match: re.Match[str], line: Timeline) -> tuple[Point, Point, bool] | None:
    """The two points that a sentence compares, the earlier first, and whether it names both."""
    said = times_in(statement.text)
    named = [point for point in line.points if point.times and (point.times & said)]
    fully = [point for point in named if point.times <= said]
    named = fully or named
    if len(named) == 2 and _COMPARED.search(statement.text):
        return named[0], named[1], True
    if len(named) == 1 and len(said) <= len(named[0].times):
        at = line.points.index(named[0])
        return (line.points[at - 1], named[0], False) if at > 0 else None
    return None


def _is_amount(amount: Figure, before: Figure, after: Figure) -> bool:
    difference = abs(after.value - before.value)
    if amount.unit_kind == "percent" and before.value and before.unit_kind != "percent":
        return (exactly(difference) / stated(before) * exactly(100)).meets(result(amount))
    if amount.unit_kind == "percent" and before.unit_kind == "percent":
        return exactly(difference).meets(result(amount)) or (exactly(difference) / stated(before) * exactly(100)).meets(
            result(amount)
        )
    return abs(difference - amount.value) <= abs(amount.value) / 100 or exactly(difference).meets(stated(amount))


def _grain(line: Timeline) -> str:
    """The step of a timeline: month, quarter or year."""
    token = min(line.points[0].times)
    return "quarter" if re.match(r"q\d", token) else "year" if token[0].isdigit() else "month"


def _since(line: Timeline, after: str) -> tuple[Point, ...]:
    since = _SINCE.search(after)
    said = times_in(after[since.end() :]) if since is not None else frozenset()
    start = next((index for index, point in enumerate(line.points) if point.times & said), 0)
    return line.points[start:]


def _against_table(
    subject: Subject,
    statement: Statement,
    line: Timeline,
    before: Point,
    after: Point,
    *,
    words: str,
    severity: str | None = None,
) -> Verdict:
    difference = after.figure.value - before.figure.value
    share = f" ({plain(difference / before.figure.value * 100)}%)" if before.figure.value else ""
    return doubt(
        subject,
        f'{subject.where(statement)}: the text says "{" ".join(words.split())}"; {line.grid.place} '
        f"gives {plain(before.figure.value)} "
        f"({before.name}) and {plain(after.figure.value)} ({after.name}), a difference "
        f"of {plain(difference)}{share}. Look at both.",
        statement,
        after.figure,
        before.figure,
        severity=severity,  # type: ignore[arg-type]
    )


def _changes(subject: Subject, grid: Grid, column: int, before: int, after: int, relative: bool) -> Iterator[Verdict]:
    for row in grid.rows:
        old, new, change = (grid.figures.get((row, c)) for c in (before, after, column))
        if (
            old is None
            or new is None
            or change is None
            or old.unit_kind != new.unit_kind
            or change.qualifier
            or old.qualifier
            or new.qualifier
        ):
            continue
        if relative and (old.value <= 0 or old.unit_kind == "percent"):
            continue
        difference = new.value - old.value
        computed = difference / old.value * 100 if relative else difference
        signed = _signed(grid.text(row, column), change)
        slack = (
            (result(change).high - result(change).low) / 2
            if relative
            else (stated(old).high - old.value) + (stated(new).high - new.value)
        )
        if abs(computed - signed) <= slack or (
            not _has_sign(grid.text(row, column)) and abs(abs(computed) - abs(signed)) <= slack
        ):
            yield HELD
        else:
            yield doubt(
                subject,
                f"{grid.where}, row {grid.label(row) or row + 1}: {plain(new.value)} - {plain(old.value)} "
                f"= {plain(difference)}"
                f"{f' ({plain(computed)}%)' if relative else ''}, stated {grid.text(row, column)}. Look at both "
                f"numbers and the change.",
                change,
                new,
                old,
            )


def _has_sign(text: str) -> bool:
    return text.strip()[:1] in "+-−–(" and bool(text.strip())


def _signed(text: str, change: Figure) -> Decimal:
    return -abs(change.value) if text.strip()[:1] in ("-", "−", "–", "(") else change.value


def _arrow_column(grid: Grid) -> int | None:
    width = max((len(row) for row in grid.cells), default=0)
    for column in range(width):
        marks = [_arrow(grid.text(row, column)) for row in grid.rows]
        if sum(mark != 0 for mark in marks) >= 3 and sum(mark != 0 for mark in marks) * 2 >= len(grid.rows):
            return column
    return None


def _arrow(text: str) -> int:
    up, down = bool(_UP_ARROWS & set(text)), bool(_DOWN_ARROWS & set(text))
    return 0 if up == down else (1 if up else -1)


def _arrows(subject: Subject, grid: Grid, arrows: int, before: int, after: int) -> Iterator[Verdict]:
    for row in grid.rows:
        old, new, mark = grid.figures.get((row, before)), grid.figures.get((row, after)), _arrow(grid.text(row, arrows))
        if old is None or new is None or not mark or old.value == new.value or old.unit_kind != new.unit_kind:
            continue
        if (new.value > old.value) == (mark > 0):
            yield HELD
        else:
            yield doubt(
                subject,
                f"{grid.where}, row {grid.label(row) or row + 1}: from {plain(old.value)} to {plain(new.value)}, "
                f"the arrow is "
                f'"{grid.text(row, arrows)}". In the other rows arrows follow the numbers. Look at the row.',
                new,
                old,
                grid.span(row, arrows),
            )
