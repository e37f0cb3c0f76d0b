"""Shares that should make a whole, and percentages of tables against their counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .tolerance import exactly, half_unit, plain, result, stated
from .wording import overlaps

_HUNDRED = Decimal(100)
_NEAR_HUNDRED = Decimal(112)  # four or more shares that overlap rarely come so near to a whole
_TEAMS = "Outcomes\n\nTeam | Met | Met % | Total\n--- | --- | --- | ---\nAsh | 20 | 50% | 40\nOak | 15 | 75% | 20\n"
# Words that make shares parts of one whole.
_WHOLE = re.compile(
    r"\b(?:split|breakdown|break down|broken down|made up|comprised?|divided|distribut\w+|proportion of (?:all"
    r"|the total)"
    r"|remaining|remainder|the rest|all others?|(?:all|any) other sources|in total|no others?|by "
    r"(?:district|area|team|locality|source|reason|age|gender|ethnicity))\b",
    re.IGNORECASE,
)
# What comes from several givers comes from each but once; the list of them may stop short of the whole.
_DRAWN_FROM = re.compile(r"\b(?:c[oa]m(?:es?|ing) from|funded by|paid for by|contributed)\b", re.IGNORECASE)
_SINGLE = re.compile(
    r"\b(?:single|one|main|primary|principal|only)\b[^.;]{0,25}\b(?:reason|cause|issue|category|source|outcome"
    r"|need|factor|result|theme)s?\b"
    r"|\beach\b[^.;]{0,40}\b(?:one|single|once|main)\b|\bmutually exclusive\b",
    re.IGNORECASE,
)


@check(
    "PCT002",
    severity="error",
    title="A table's percentage does not follow from its counts",
    holds=_TEAMS + "Elm | 9 | 30% | 30\n",
    fails=_TEAMS + "Elm | 9 | 40% | 30\n",
)
def check_table_percentages(subject: Subject) -> Iterator[Verdict]:
    """Finds which count and which total a column of percentages is made from, and recomputes every row.

    The total is another column of the same row, or the total row of the count's column. It is believed only if it explains
    more than half of at least three rows; the rows it does not explain are doubted.
    """
    for grid in subject.grids:
        for column in grid.columns:
            best = _best_explanation(subject, grid, column)
            if best is not None:
                yield from best


@check(
    "PCT003",
    severity="query",
    title="Shares of a whole do not make 100%",
    holds="Closures were split between needs met (60%), step up (25%) and moved away (15%).",
    fails="Closures were split between needs met (60%), step up (28%) and moved away (15%).",
)
def check_shares(subject: Subject) -> Iterator[Verdict]:
    """Adds three or more percentages of one sentence or list where the words claim a whole ("split", "made up of", "a single
    main reason for each").

    A list that does not claim to be whole may stop short of 100%, and shares that may overlap may exceed it; four or more that
    come to little more than 100% are doubted. An error where each case has one and the shares exceed 100%.
    """
    for statement in subject.statements:
        parts = _shares_of(statement.figures)
        if len(parts) >= 3 and len(parts) == sum(f.unit_kind == "percent" for f in statement.figures):
            around = subject.around(statement.start, statement.end, 250)
            yield from _whole(subject, parts, claim=statement.text, around=around)
    for bullets in subject.lists:
        percents = [[f for s in item for f in s.figures if f.unit_kind == "percent"] for item in bullets.items]
        if len(percents) >= 3 and all(len(found) == 1 for found in percents):
            parts = _shares_of(found[0] for found in percents)
            if len(parts) == len(percents):
                first, last = bullets.lead_in.start, bullets.items[-1][-1].end
                claim = " ".join(s.text for s in (*subject.before(bullets.lead_in, 1), bullets.lead_in))
                yield from _whole(subject, parts, claim=claim, around=subject.around(first, last, 250))


@check(
    "PCT004",
    severity="error",
    title="A table's percentages of one whole do not make 100%",
    holds="Sources\n\nSource | Share\n--- | ---\nSchool | 60%\nPolice | 25%\nHealth | 15%\n**Total** | 100%\n",
    fails="Sources\n\nSource | Share\n--- | ---\nSchool | 60%\nPolice | 28%\nHealth | 15%\n**Total** | 100%\n",
)
def check_share_columns(subject: Subject) -> Iterator[Verdict]:
    """Adds a column of percentages whose total row says 100%, and rows of percentages where most of at least three rows make
    100%.

    Silent where the text beside the table says that its rows overlap.
    """
    for grid in subject.grids:
        around = subject.around(grid.table.start, grid.table.end, 300)
        if overlaps(around):
            continue
        for column in grid.columns:
            cells = {row: grid.figures[row, column] for row in grid.rows if (row, column) in grid.figures}
            totals = [figure for row, figure in cells.items() if row in grid.total_rows]
            parts = [
                f for row, f in cells.items() if row not in grid.total_rows and grid.counts_as_part(grid.label(row))
            ]
            if len(parts) >= 2 and len(totals) == 1 and totals[0].value == _HUNDRED and _all_percent((*parts, *totals)):
                yield HELD if _makes_hundred(parts) else _not_whole(subject, parts, grid.place)
        yield from _rows_of_shares(subject, grid)


def _rows_of_shares(subject: Subject, grid: Grid) -> Iterator[Verdict]:
    rows = []
    for row in grid.rows:
        parts = [
            grid.figures[row, column]
            for column in grid.columns
            if (row, column) in grid.figures and not grid.is_total_label(grid.head(column))
        ]
        parts = [figure for figure in parts if figure.unit_kind == "percent" and figure.role == "reported"]
        if len(parts) >= 2 and not any(f.change for f in parts) and len({_days(f) for f in parts}) == 1:
            rows.append(parts)
    held = sum(map(_makes_hundred, rows))
    if held >= 3 and held * 4 >= len(rows) * 3:
        for parts in rows:
            yield HELD if _makes_hundred(parts) else _not_whole(subject, parts, grid.place)


def _days(figure: Figure) -> object:
    return (figure.period.start, figure.period.end) if figure.period else None


def _shares_of(figures: Iterable[Figure]) -> list[Figure]:
    """Percentages of one date that are results, not changes or targets; none if they differ in date."""
    parts = [f for f in figures if f.unit_kind == "percent" and f.role == "reported" and f.change is None]
    return parts if len({_days(f) for f in parts}) <= 1 else []


def _whole(subject: Subject, parts: Sequence[Figure], *, claim: str, around: str) -> Iterator[Verdict]:
    single = _SINGLE.search(claim) is not None
    total = sum((f.value for f in parts), Decimal(0))
    nearly = len(parts) >= 4 and _HUNDRED < total <= _NEAR_HUNDRED
    drawn = total > _HUNDRED and _DRAWN_FROM.search(claim) is not None
    if not (single or nearly or drawn or _WHOLE.search(claim)) or (overlaps(around) and not single):
        return
    if _makes_hundred(parts):
        yield HELD
        return
    exceeds = total > _HUNDRED
    if exceeds or not single:
        yield _not_whole(subject, parts, parts[0].locator.cite or "the text", severity="error" if single else "query")


def _makes_hundred(parts: Sequence[Figure]) -> bool:
    total = sum((figure.value for figure in parts), Decimal(0))
    return abs(total - _HUNDRED) <= sum((half_unit(figure) for figure in parts), Decimal(0))


def _all_percent(figures: Iterable[Figure]) -> bool:
    return all(figure.unit_kind == "percent" for figure in figures)


def _best_explanation(subject: Subject, grid: Grid, column: int) -> list[Verdict] | None:
    """The verdicts of the count and total that explain most of a column of percentages; None if none explains enough."""
    shares = {
        row: figure
        for row in grid.rows
        if (figure := grid.figures.get((row, column))) is not None
        and figure.unit_kind == "percent"
        and figure.change is None
    }
    if len(shares) < 3:
        return None
    best: list[Verdict] | None = None
    for count_column in grid.columns:
        for verdicts in _explanations(subject, grid, shares, count_column):
            held = verdicts.count(HELD)
            if len(verdicts) >= 3 and held * 2 > len(verdicts) and (best is None or held > best.count(HELD)):
                best = verdicts
    return best or next(filter(None, (_implied(subject, grid, shares, column) for column in grid.columns)), None)


_CLOSELY = Decimal("0.02")  # of the base: rows that agree on it so nearly do so by design


def common_base(pairs: Sequence[tuple[Figure, Figure]]) -> tuple[Decimal, list[bool]] | None:
    """The base of which three or more counts have their percentages, and which of the pairs fit it.

    None where fewer than three pairs agree, more than one in four does not, or the base stays vague.
    """
    if any(count.value <= 0 or stated(share).low <= 0 for count, share in pairs):
        return None
    bases = [exactly(count.value) / stated(share) * exactly(100) for count, share in pairs]
    best = max(bases, key=lambda base: sum(base.meets(other) for other in bases), default=None)
    fits = [best is not None and base.meets(best) for base in bases]
    common = [base for base, fit in zip(bases, fits, strict=True) if fit]
    if len(common) < _FEWEST or (len(bases) - len(common)) * 3 > len(common):
        return None
    low, high = max(base.low for base in common), min(base.high for base in common)
    if low > high or high - low > high * _CLOSELY:
        return None
    return ((low + high) / 2).quantize(Decimal(1)), fits


_FEWEST = 3


def _implied(subject: Subject, grid: Grid, shares: dict[int, Figure], column: int) -> list[Verdict] | None:
    """Verdicts by the one base, printed elsewhere or nowhere, that the rows imply."""
    rows = [
        (row, count, share)
        for row, share in shares.items()
        if (count := grid.figures.get((row, column))) is not None and _is_count(count)
    ]
    found = common_base([(count, share) for _, count, share in rows])
    if found is None:
        return None
    base, fits = found
    return [
        HELD
        if fit
        else doubt(
            subject,
            f"{grid.where}, row {grid.label(row) or row + 1}: the other rows are percentages of about {plain(base)}; "
            f"{plain(count.value)} of that is {plain(count.value / base * _HUNDRED)}%, stated {share.text}. Look at the "
            f"count and the percentage.",
            share,
            count,
        )
        for (row, count, share), fit in zip(rows, fits, strict=True)
    ]


def _explanations(
    subject: Subject, grid: Grid, shares: dict[int, Figure], count_column: int
) -> Iterator[list[Verdict]]:
    totals = [row for row in grid.total_rows if (row, count_column) in grid.figures]
    whole = grid.figures[totals[-1], count_column] if totals else None
    for total_column in [*grid.columns, None]:
        if total_column == count_column:
            continue
        verdicts: list[Verdict] = []
        for row, share in shares.items():
            count = grid.figures.get((row, count_column))
            base = whole if total_column is None else grid.figures.get((row, total_column))
            if count is None or base is None or base.value <= 0 or not (_is_count(count) and _is_count(base)):
                continue
            if count.value <= base.value:
                verdicts.append(_recompute(subject, grid, count, base, share, row))
        yield verdicts


def _recompute(subject: Subject, grid: Grid, count: Figure, base: Figure, share: Figure, row: int) -> Verdict:
    computed = stated(count) / exactly(base.value) * exactly(100)
    if computed.meets(result(share)):
        return HELD
    return doubt(
        subject,
        f"{grid.where}, row {grid.label(row) or row + 1}: {plain(count.value)} / {plain(base.value)} = "
        f"{plain(count.value / base.value * _HUNDRED)}%, stated {share.text}. Look at the count, the total and "
        f"the percentage.",
        share,
        count,
        base,
    )


def _is_count(figure: Figure) -> bool:
    return figure.unit_kind in ("count", "currency") and figure.qualifier is None


def _not_whole(subject: Subject, parts: Sequence[Figure], place: str, severity: str | None = None) -> Verdict:
    added = " + ".join(plain(figure.value) for figure in parts)
    return doubt(
        subject,
        f"{place[0].upper()}{place[1:]}: shares that are said to make a whole, {added} = "
        f"{plain(sum((f.value for f in parts), Decimal(0)))}%, not 100%. Look whether a share is missing, "
        f"counted twice or mistyped.",
        *parts,
        severity=severity,  # type: ignore[arg-type]
    )
