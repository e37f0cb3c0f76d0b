"""Percentages: against the counts printed beside them, and together where they claim to be a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from ..records.figure import Figure
from .catalogue import HELD, Doubt, Subject, Verdict, check
from .grid import Grid, grids
from .tolerance import half_unit, plain, tolerance

_CLAIMS_WHOLE = re.compile(
    r"\b(?:split|breakdown|break down|broken down|made up|comprised?|divided|distribut|proportion of (?:all|the total)"
    r"|respectively|remaining|remainder|the rest|all (?:referrals|contacts|cases|plans|families|closures)|in total)\b",
    re.IGNORECASE,
)
_OVERLAP = re.compile(
    r"\b(?:more than one|multiple|overlap|may (?:have|appear|be)|could (?:choose|select|tick)|rounding)\b",
    re.IGNORECASE,
)
_HUNDRED = Decimal(100)
_TEAMS = "Outcomes\n\nTeam | Met | Met % | Total\n--- | --- | --- | ---\nAsh | 20 | 50% | 40\nOak | 15 | 75% | 20\n"


@check(
    "PCT001",
    severity="error",
    title="A percentage does not follow from the counts beside it",
    holds="In the quarter 75 of 1,150 assessments (6.5%) were completed by partners.",
    fails="In the quarter 75 of 1,150 assessments (8.5%) were completed by partners.",
)
def check_stated_percentages(subject: Subject) -> Iterator[Verdict]:
    """Recomputes "x of y (z%)" and "x out of y, or z%" in prose.

    The percentage must be the next figure of the same sentence and stand within forty characters of the count. The
    tolerance is half of its last printed digit, and more where it is hedged.
    """
    for figures in _sentences(subject):
        for count, share in pairwise(figures):
            if not (count.denominator and count.unit_kind in ("count", "ratio") and share.unit_kind == "percent"):
                continue
            between = subject.document.text[count.end : share.start]
            if len(between) > 40 or share.denominator or "." in between.strip(". "):
                continue
            yield _compare(count, count.denominator, share, "the sentence")


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
    for grid in grids(subject):
        for column in grid.columns:
            best = _best_explanation(grid, column)
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
    """Adds three or more percentages of one sentence where its words claim a whole ("split", "made up of", "remaining").

    A list that does not claim to be whole may stop short of 100%, and shares that may overlap may exceed it.
    """
    text = subject.document.text
    for figures in _sentences(subject):
        sentence = figures[0].evidence
        shares = [figure for figure in figures if figure.unit_kind == "percent" and figure.role == "reported"]
        if len(shares) < 3 or any(figure.change for figure in shares) or _periods(shares) > 1:
            continue
        around = text[max(0, sentence.start - 200) : sentence.end + 200]
        if not _CLAIMS_WHOLE.search(sentence.quote) or _OVERLAP.search(around):
            continue
        total = sum((figure.value for figure in shares), Decimal(0))
        slack = sum((half_unit(figure) for figure in shares), Decimal(0))
        if abs(total - _HUNDRED) <= slack:
            yield HELD
        else:
            yield _not_whole(shares, total)


@check(
    "PCT004",
    severity="error",
    title="A table's percentages of one whole do not make 100%",
    holds="Sources\n\nSource | Share\n--- | ---\nSchool | 60%\nPolice | 25%\nHealth | 15%\n**Total** | 100%\n",
    fails="Sources\n\nSource | Share\n--- | ---\nSchool | 60%\nPolice | 28%\nHealth | 15%\n**Total** | 100%\n",
)
def check_share_columns(subject: Subject) -> Iterator[Verdict]:
    """Adds a column of percentages whose total row says 100%.

    Silent where the text beside the table says that its rows overlap.
    """
    for grid in grids(subject):
        around = subject.document.text[max(0, grid.table.start - 300) : grid.table.end + 300]
        for column in grid.columns:
            cells = {row: grid.figures[row, column] for row in grid.rows if (row, column) in grid.figures}
            totals = [figure for row, figure in cells.items() if grid.is_total_row(row)]
            parts = [
                figure
                for row, figure in cells.items()
                if not grid.is_total_row(row) and grid.counts_as_part(grid.row_headers.get(row, ""))
            ]
            if len(parts) < 2 or len(totals) != 1 or totals[0].value != _HUNDRED or _OVERLAP.search(around):
                continue
            if any(figure.unit_kind != "percent" for figure in (*parts, *totals)):
                continue
            total = sum((figure.value for figure in parts), Decimal(0))
            slack = sum((half_unit(figure) for figure in parts), Decimal(0))
            yield HELD if abs(total - _HUNDRED) <= slack else _not_whole(parts, total)


def _sentences(subject: Subject) -> Iterator[list[Figure]]:
    """Figures of prose and lists, grouped by the sentence that states them."""
    figures = [figure for figure in subject.extraction.figures if figure.origin in ("prose", "list")]
    for _, group in groupby(figures, key=lambda figure: figure.evidence):
        yield list(group)


def _periods(figures: list[Figure]) -> int:
    return len({(figure.period.start, figure.period.end) if figure.period else None for figure in figures})


def _compare(count: Figure, whole: Decimal, share: Figure, place: str) -> Verdict:
    if whole == 0:
        return HELD
    computed = count.value / whole * _HUNDRED
    if abs(computed - share.value) <= tolerance(share) + half_unit(count) / whole * _HUNDRED:
        return HELD
    if (share.qualifier == "over" and computed > share.value) or (
        share.qualifier == "under" and computed < share.value
    ):
        return HELD
    return Doubt(
        message=f"In {place} ({share.locator.cite or 'see the quote'}): {plain(count.value)} / {plain(whole)} = "
        f"{plain(computed)}%, stated {share.text}. Look at the count, the total and the percentage.",
        evidence=tuple(dict.fromkeys((share.evidence, count.evidence))),
        subjects=(count.id, share.id),
    )


def _best_explanation(grid: Grid, column: int) -> list[Verdict] | None:
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
        for verdicts in _explanations(grid, shares, count_column):
            held = verdicts.count(HELD)
            if len(verdicts) >= 3 and held * 2 > len(verdicts) and (best is None or held > best.count(HELD)):
                best = verdicts
    return best


def _explanations(grid: Grid, shares: dict[int, Figure], count_column: int) -> Iterator[list[Verdict]]:
    total_rows = [row for row in grid.rows if grid.is_total_row(row) and (row, count_column) in grid.figures]
    whole = grid.figures[total_rows[-1], count_column].value if total_rows else None
    for total_column in [*grid.columns, None]:
        if total_column == count_column:
            continue
        verdicts = []
        for row, share in shares.items():
            count = grid.figures.get((row, count_column))
            total = grid.figures.get((row, total_column)) if total_column is not None else None
            base = total.value if total is not None else (whole if total_column is None else None)
            if count is None or base is None or base <= 0 or not _is_count(count) or (total and not _is_count(total)):
                continue
            if count.value > base:
                continue
            header = grid.row_headers.get(row) or f"row {row + 1}"
            verdicts.append(_compare(count, base, share, f"the table's row {header}"))
        yield verdicts


def _is_count(figure: Figure) -> bool:
    return figure.unit_kind in ("count", "currency") and figure.qualifier is None


def _not_whole(shares: list[Figure], total: Decimal) -> Doubt:
    added = " + ".join(plain(figure.value) for figure in shares)
    where = shares[0].locator.cite or "see the quote"
    return Doubt(
        message=f"Shares that are said to make a whole ({where}): {added} = {plain(total)}%, not 100%. "
        "Look whether a share is missing, counted twice or mistyped.",
        evidence=tuple(dict.fromkeys(figure.evidence for figure in shares)),
        subjects=tuple(figure.id for figure in shares),
    )
