"""Rates against the count and the population they are made from, in prose and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .periods import same_days
from .statements import Statement
from .tolerance import exactly, plain, result, stated
from .words import telling

_SMALLEST_POPULATION = 500
_BESIDE = 60  # characters between a rate and the "62 of 2,400" that explains it
_AREAS = (
    "Entrants by area\n\nArea | Residents aged 10 to 17 | Entrants | Rate per 100,000\n--- | --- | --- | ---\nAsh | "
    "8,000 | 16 | 200.0\nOak | 7,500 | 9 | 120.0\n"
)


@check(
    "RAT001",
    severity="error",
    title="A rate does not follow from its count and its population",
    holds="We received 3,846 referrals. The county has 192,300 children, so this is a rate of 200.0 referrals per "
    "10,000 children.",
    fails="We received 3,846 referrals. The county has 192,300 children, so this is a rate of 220.0 referrals per "
    "10,000 children.",
)
def check_rates(subject: Subject) -> Iterator[Verdict]:
    """Recomputes "200.0 per 10,000" from a count and a population in its sentence and the two before or one after.

    A doubt needs one population and one count that fits the rate's own unit, or a single count; otherwise any pair that gives
    the rate lets it hold.
    """
    for statement in subject.statements:
        for rate in statement.figures:
            if (
                rate.unit_kind != "rate"
                or rate.denominator is None
                or rate.role != "reported"
                or rate.denominator < 100
            ):
                continue
            if (rate.change is not None and rate.change.amount == rate.value) or _ELSEWHERE.search(
                statement.until(rate)
            ):
                continue
            yield from _rate(subject, statement, rate, rate.denominator)


@check(
    "RAT002",
    severity="error",
    title="A table's rate does not follow from its counts",
    holds=_AREAS + "Elm | 7,200 | 9 | 125.0\n",
    fails=_AREAS + "Elm | 7,200 | 9 | 135.0\n",
)
def check_table_rates(subject: Subject) -> Iterator[Verdict]:
    """Finds the count and the population that give most of a column of rates, and recomputes every row.

    They are believed only if they explain more than half of at least three rows.
    """
    for grid in subject.grids:
        for column in grid.columns:
            best: list[Verdict] = []
            for verdicts in _column_rates(subject, grid, column):
                held = verdicts.count(HELD)
                if len(verdicts) >= 3 and held * 2 > len(verdicts) and held > best.count(HELD):
                    best = verdicts
            yield from best


def _rate(subject: Subject, statement: Statement, rate: Figure, base: Decimal) -> Iterator[Verdict]:
    near = (*subject.before(statement, 2), statement, *subject.after(statement, 1))
    counts = [
        f
        for s in near
        for f in s.figures
        if f.unit_kind == "count" and f.qualifier is None and f.role in ("reported", "baseline")
    ]
    populations = [f for f in counts if f.value >= _SMALLEST_POPULATION and f.value > rate.value]
    pairs = [(c, p) for p in populations for c in counts if c.id != p.id and c.value < p.value]
    bracketed = [
        f
        for f in statement.figures
        if f.denominator is not None
        and f.unit_kind in ("count", "ratio")
        and " of " in f.text
        and 0 < f.start - rate.end < _BESIDE
    ]
    if len(bracketed) == 1 and bracketed[0].denominator and bracketed[0].value < bracketed[0].denominator:
        whole = replace(bracketed[0], value=bracketed[0].denominator, denominator=None)
        part = replace(bracketed[0], denominator=None)
        yield (
            HELD
            if _gives(part, whole, rate, base)
            else _not_that_rate(subject, subject.where(statement), part, whole, rate, base)
        )
        return
    if any(_gives(c, p, rate, base) for c, p in pairs):
        yield HELD
        return
    people = [
        p
        for p in populations
        if _is_population(subject, p) or (telling(p.unit or "") & _PEOPLE and p.value * 3 >= base)
    ]
    anywhere = [f for f in subject.extraction.figures if f.unit_kind == "count" and f.value >= _SMALLEST_POPULATION]
    if len({p.value for p in people}) != 1 or any(
        _gives(c, p, rate, base) for c in counts for p in anywhere if c.value < p.value
    ):
        return
    population = people[0]
    candidates = [
        c
        for c in counts
        if c.id != population.id and c.value < population.value and c.role == "reported" and same_days(c, rate)
    ]
    about = telling(rate.unit or "") | telling(rate.measure or "")
    fitting = [c for c in candidates if telling(c.unit or "") & about - _PEOPLE] or candidates
    if len({c.value for c in fitting}) == 1:
        yield _not_that_rate(subject, subject.where(statement), fitting[0], population, rate, base)


_ELSEWHERE = re.compile(
    r"\b(?:national|England|English|regional|statistical|neighbours?|London|average|elsewhere|last year|previous)\b[^⟦⟧,;.]{0,40}$",
    re.I,
)
_PEOPLE = telling(
    "children residents people population persons pupils young adults births inhabitants boys girls households"
)


_LIVING = re.compile(
    r"\b(?:aged|residents?|population|inhabitants|liv(?:e|es|ing) in|births|among|under[- ]?(?:18|25|5)s?|in the "
    r"(?:borough|county|city|town|area|district))\b",
    re.IGNORECASE,
)


def _is_population(subject: Subject, figure: Figure) -> bool:
    """Whether the words beside a count say that it is of all who live there."""
    return _LIVING.search(subject.document.text, max(0, figure.start - 25), figure.end + 50) is not None


def _gives(count: Figure, population: Figure, rate: Figure, base: Decimal) -> bool:
    return (stated(count) / stated(population) * exactly(base)).meets(result(rate))


def _column_rates(subject: Subject, grid: Grid, column: int) -> Iterator[list[Verdict]]:
    rates = {
        row: f
        for row in grid.rows
        if (f := grid.figures.get((row, column))) is not None
        and ((f.unit_kind == "rate" and f.denominator) or _is_bare_rate(grid, column, f))
    }
    if len(rates) < 3:
        return
    for population_column in grid.columns:
        for count_column in grid.columns:
            if len({population_column, count_column, column}) < 3:
                continue
            for fallback in _BASES if any(rate.denominator is None for rate in rates.values()) else _BASES[:1]:
                yield _rows_of_rates(subject, grid, rates, population_column, count_column, fallback)


_BASES = (Decimal(10000), Decimal(1000), Decimal(100000))  # what rates are per, where the table does not print it


def _is_bare_rate(grid: Grid, column: int, figure: Figure) -> bool:
    return (
        figure.unit_kind in ("ratio", "count", "rate")
        and figure.denominator is None
        and re.search(r"\brate\b", grid.head(column), re.IGNORECASE) is not None
    )


def _rows_of_rates(
    subject: Subject,
    grid: Grid,
    rates: dict[int, Figure],
    population_column: int,
    count_column: int,
    fallback: Decimal,
) -> list[Verdict]:
    """A verdict for each row whose count, population and rate are printed."""
    verdicts: list[Verdict] = []
    for row, rate in rates.items():
        base = rate.denominator or fallback
        population, count = grid.figures.get((row, population_column)), grid.figures.get((row, count_column))
        if population is None or count is None or population.value <= count.value or count.qualifier:
            continue
        if not _counts(grid, population_column, population) or not _counts(grid, count_column, count):
            continue
        if _gives(count, population, rate, base):
            verdicts.append(HELD)
        else:
            place = f"{grid.where}, row {grid.label(row) or row + 1}"
            verdicts.append(_not_that_rate(subject, place, count, population, rate, base))
    return verdicts


_RATE_HEAD = re.compile(r"\brates?\b|\bper\b|%", re.IGNORECASE)


def _counts(grid: Grid, column: int, figure: Figure) -> bool:
    """Whether a cell holds a count; one that took its "per 10,000" from the caption is a whole number under a plain header."""
    if figure.unit_kind == "rate":
        return figure.value == figure.value.to_integral_value() and not _RATE_HEAD.search(grid.head(column))
    return figure.unit_kind == "count"


def _not_that_rate(
    subject: Subject, place: str, count: Figure, population: Figure, rate: Figure, base: Decimal
) -> Verdict:
    return doubt(
        subject,
        f"{place}: {plain(count.value)} / {plain(population.value)} x {plain(base)} "
        f"= {plain(count.value / population.value * base)}, stated "
        f"{rate.text}. Look at the count, the population and the rate.",
        rate,
        count,
        population,
    )
