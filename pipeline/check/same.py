"""One thing told with two numbers: prose against tables, prose against prose, and slips of magnitude."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .periods import same_time
from .statements import Statement
from .tolerance import Interval, exactly, plain, slip, stated
from .wording import is_aim, is_corrected
from .words import labels, telling

_TABLE = (
    "# Early Help scorecard\n\n31 December 2023\n\nTable 1: Indicators\n\nIndicator | Nov 2023 | Dec 2023\n--- | --- | ---\n"
    "Families waiting for allocation | 27 | 22\nReviews held late | 14 | 19\n\n"
)
# Words that nearly every statement of an Early Help report shares.
_COMMON = frozenset(
    telling(
        "early help service services family families child children young council county borough board committee local support team "
        "teams authority were was according we our said told people work working case cases plan plans autumn spring summer winter term terms"
    )
)


@check(
    "SAM001",
    severity="error",
    title="The text and a table give different numbers for one thing",
    holds=_TABLE + "At the end of December 2023, 22 families were waiting for allocation.\n",
    fails=_TABLE + "At the end of December 2023, 27 families were waiting for allocation.\n",
)
def check_text_against_tables(subject: Subject) -> Iterator[Verdict]:
    """Compares a number in prose with the cell whose row label and column header its sentence repeats, for the same time.

    Every word of the label must stand in the sentence. An error where the number looks like the cell's mistyped or is that
    of a neighbouring cell, else a query. Silent where the sentence speaks of a correction, a plan or a part of the group.
    """
    cells = [cell for grid in subject.grids for cell in _cells(grid)]
    for statement in subject.statements:
        if statement.kind == "cell" or not statement.figures:
            continue
        words = labels(statement.text)
        for figure in statement.figures:
            if not _is_comparable(figure) or is_aim(statement.until(figure)) or figure.change is not None and figure.change.amount == figure.value:
                continue
            named = [cell for cell in cells if _names_cell(statement, words, figure, cell)]
            if not named:
                continue
            most = max(len(cell.needed) for cell in named)
            matching = [cell for cell in named if len(cell.needed) == most]
            if any(stated(figure).meets(stated(cell.figure)) for cell in matching):
                yield HELD
            elif len({cell.figure.value for cell in matching}) == 1 and not is_corrected(_near(subject, statement)):
                yield _two_values(subject, statement, figure, matching[0])


@check(
    "SAM002",
    severity="error",
    title="The text gives two numbers for one thing",
    holds="On 31 March 2023 there were 164 families waiting.\n\nOf the 164 families waiting on 31 March 2023, 60 had been offered a group.",
    fails="On 31 March 2023 there were 164 families waiting.\n\nOf the 146 families waiting on 31 March 2023, 60 had been offered a group.",
)
def check_text_against_text(subject: Subject) -> Iterator[Verdict]:
    """Compares counts, amounts and percentages of two sentences that speak of the same thing at the same time.

    Two numbers that look like one mistyped (digits swapped or one digit changed) need a telling word in common, others the
    same unit and all telling words of the shorter phrase; those are a query. Silent where the words speak of a correction,
    another group, another place or a part.
    """
    mentions = list(_mentions(subject))
    for one, other in combinations(mentions, 2):
        if one.statement.index == other.statement.index or not _same_thing(one, other):
            continue
        if one.interval.meets(other.interval):
            yield HELD
        elif is_corrected(_near(subject, one.statement)) or is_corrected(_near(subject, other.statement)) or _gap_is_told(one, other):
            yield HELD
        else:
            yield _two_mentions(subject, one, other)


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
        if figure.unit_kind in ("currency", "count") and figure.value >= 100 and figure.origin != "table" and figure.qualifier is None
    ]
    known = {figure.value for _, figure in amounts}
    for (first_statement, first), (statement, figure) in combinations(amounts, 2):
        if not _same_digits(first, figure):
            continue
        if first.value == figure.value:
            yield HELD
        elif _is_definite(statement, figure) or _share_subject(first_statement, first, statement, figure):
            if sum(1 for value in known if value == figure.value) and _stated_as_own(subject, first, figure):
                continue
            yield doubt(
                subject,
                f"{_place(subject, statement)}: {first.text} and {figure.text} have the same digits and differ by a factor of "
                f"{plain(max(first.value, figure.value) / min(first.value, figure.value))}. Look at thousand, million and billion.",
                figure,
                first,
            )


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """A table's figure with the words that name it. `needed` must all be said, of `about` some."""

    grid: Grid
    figure: Figure
    needed: frozenset[str]
    about: frozenset[str]
    is_total: bool


def _cells(grid: Grid) -> Iterator[_Cell]:
    title = labels(_NUMBERED.sub("", grid.title))
    for (row, column), figure in grid.figures.items():
        if not _is_comparable(figure) or grid.is_average_label(grid.label(row)):
            continue
        is_total = row in grid.total_rows
        label = frozenset() if is_total else labels(_INDICATOR.sub("", grid.label(row)))
        head = labels(grid.head(column)) if not _names_time(grid, column) and not grid.is_total_label(grid.head(column)) else frozenset()
        yield _Cell(
            grid=grid,
            figure=figure,
            needed=_without_dull(label | head),
            about=_without_dull(title),
            is_total=is_total,
        )


_NUMBERED = re.compile(r"^\W*(?:table|figure|chart)\s*\w{1,3}\s*[:.–-]?\s*", re.IGNORECASE)
_INDICATOR = re.compile(r"^\W*[A-Z]{1,4}\s?\d{1,3}[a-z]?\b\W*|\((?:number|%|percentage|no\.?|count|rate)\)|[-–]\s*(?:low|high)(?: is (?:good|better))?\s*$", re.IGNORECASE)  # fmt: skip
_DULL = frozenset("2022 2023 2024 2025 low high number percentage year quarter".split()) | frozenset(["percent"])


def _without_dull(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _DULL and not (word.isdigit() and len(word) == 4))


def _names_time(grid: Grid, column: int) -> bool:
    """Whether a column's header is a time and nothing else."""
    head = grid.head(column).split(" | ")[-1]
    return not telling(re.sub(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|q[1-4]|ytd|qtr)\b", " ", head, flags=re.IGNORECASE))


def _is_comparable(figure: Figure) -> bool:
    return (
        figure.unit_kind in ("count", "percent", "currency")
        and figure.role in ("reported", "baseline")
        and figure.qualifier is None
        and figure.low is None
    )


_PARTLY = re.compile(r"\b(?:of (?:these|those|them|whom|which)|alone|sample|excluding|including|except|other than|more|fewer|further|another|extra|new)\b", re.IGNORECASE)  # fmt: skip


def _names_cell(statement: Statement, words: frozenset[str], figure: Figure, cell: _Cell) -> bool:
    theirs = cell.figure
    if figure.unit_kind != theirs.unit_kind or not same_time(figure.period, theirs.period) or theirs.document != figure.document:
        return False
    if not cell.needed <= words or figure.denominator is not None:
        return False
    if len(cell.needed) < 2 and len(cell.about & words) < (2 if cell.is_total else 1):
        return False
    if cell.is_total and (len(cell.about & words) < 2 or figure.breakdown or not _same_unit(figure, theirs)):
        return False
    counts = [f for f in statement.figures if f.unit_kind == figure.unit_kind and _is_comparable(f) and f.period == figure.period]
    return len(counts) == 1 and not _PARTLY.search(statement.text[max(0, figure.start - statement.start - 40) : figure.end - statement.start + 40])


def _same_unit(one: Figure, other: Figure) -> bool:
    if one.unit_kind != "count":
        return True
    return bool(telling(one.unit or "") & telling(other.unit or ""))


def _two_values(subject: Subject, statement: Statement, figure: Figure, cell: _Cell) -> Verdict:
    beside = {f.value for (row, column), f in cell.grid.figures.items() if f.locator.row == cell.figure.locator.row}
    likely = slip(figure.value, cell.figure.value) is not None or figure.value in beside
    place = cell.figure.locator
    return doubt(
        subject,
        f"{_place(subject, statement)}: {figure.text} in the text, {cell.figure.text} in {cell.grid.place} "
        f"({', '.join(filter(None, (place.row_header, place.column_header)))}). Look at which is right, and whether both speak of the same thing.",
        figure,
        cell.figure,
        severity="error" if likely else "query",
    )


@dataclass(frozen=True, kw_only=True)
class _Mention:
    """A number of prose and what it is a number of. `whole`: the 146 of "60 of the 146 families"."""

    statement: Statement
    figure: Figure
    value: Decimal
    interval: Interval
    whole: bool

    @cached_property
    def stretch(self) -> str:
        """The words between the neighbouring figures."""
        before = [f.end for f in self.statement.figures if f.end <= self.figure.start]
        after = [f.start for f in self.statement.figures if f.start >= self.figure.end]
        start, end = max(before, default=self.statement.start), min(after, default=self.statement.end)
        return self.statement.text[start - self.statement.start : end - self.statement.start]

    @cached_property
    def words(self) -> frozenset[str]:
        """Telling words of the stretch, the measure and the unit."""
        return telling(f"{self.stretch} {self.figure.measure or ''} {self.figure.unit if self.figure.unit_kind == 'count' else ''}")

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Telling words less those of every report."""
        return self.words - _COMMON


_TERM = re.compile(r"\b(?:autumn|spring|summer) term(?: of)? 20\d\d\b", re.IGNORECASE)


def _mentions(subject: Subject) -> Iterator[_Mention]:
    for statement in subject.statements:
        if statement.kind == "cell":
            continue
        for figure in statement.figures:
            if is_aim(statement.until(figure)):
                continue
            if _is_comparable(figure) and (figure.period is not None or _TERM.search(statement.text)) and (figure.change is None or figure.change.amount != figure.value):
                yield _Mention(statement=statement, figure=figure, value=figure.value, interval=stated(figure), whole=False)
            if figure.denominator is not None and figure.unit_kind == "count" and figure.denominator > 10:
                yield _Mention(
                    statement=statement, figure=figure, value=figure.denominator, interval=exactly(figure.denominator), whole=True
                )


def _gap_is_told(one: _Mention, other: _Mention) -> bool:
    """Whether either sentence prints the difference: "Adding the 18 helped by the bus gives 1,864"."""
    gap = abs(one.value - other.value)
    return any(f.value == gap for m in (one, other) for f in m.statement.figures)


def _same_thing(one: _Mention, other: _Mention) -> bool:
    a, b = one.figure, other.figure
    if a.unit_kind != b.unit_kind or not same_time(a.period, b.period) or a.geography != b.geography:
        return False
    if (a.denominator is None) == one.whole or (b.denominator is None) == other.whole or _breaks_down(a) != _breaks_down(b):
        return False
    shared = one.own_words & other.own_words
    if _are_contrasted(one, other):
        return False
    kind = slip(one.value, other.value)
    if a.unit_kind == "percent":
        return kind == "swapped" and len(shared) >= 2 and _print_time(one, other)
    if kind == "swapped":
        long = min(one.value, other.value) >= 100
        return len(shared) >= (1 if long else 2) or (long and _print_time(one, other) and bool(one.words & other.words))
    if kind == "altered":
        return len(shared) >= 2 and len(shared) * 2 >= len(one.own_words | other.own_words)
    if one.interval.meets(other.interval):
        return bool(shared)
    return _is_retold(one, other) and len(shared) >= 2


_COMPASS = re.compile(r"\b(?:north|south|east|west|central|inner|outer|first|second|third|primary|secondary|junior|infant)(?:ern)?\b", re.IGNORECASE)
_PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_TIME_NAMES = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday Early Help Council Board Committee Family Families Hub Hubs Service Team Plan Plans Quarter Councillor".split()
)


def _are_contrasted(one: _Mention, other: _Mention) -> bool:
    """Whether the words beside the two numbers name different members of one kind: schools and health, north and south, two
    places."""
    stretches = (one.stretch, other.stretch)
    compass = [frozenset(word.lower() for word in _COMPASS.findall(text)) for text in stretches]
    places = [frozenset(_PROPER.findall(text)) - _TIME_NAMES for text in stretches]
    sources = [frozenset(word.lower() for word in _MEMBERS.findall(text)) for text in stretches]
    units = [telling(m.figure.unit or "") & _UNITS for m in (one, other)]
    return any(a and b and not a & b for a, b in (compass, places, sources, units))


_UNITS = telling("referrals contacts assessments plans reviews closures visits calls boys girls mothers fathers schools workers posts volunteers complaints courses")


_MEMBERS = re.compile(
    r"\b(?:from|by|among|for|of|with) (?:the )?(schools?|colleges?|health|police|parents?|carers|mothers|fathers|midwi\w+|nurser\w+|housing|hospitals?|boys|girls"
    r"|males?|females?|men|women|babies|toddlers|pupils|staff|volunteers)\b",
    re.IGNORECASE,
)


def _is_retold(one: _Mention, other: _Mention) -> bool:
    """Whether two sentences far apart say nearly the same, and both print the time."""
    common, all_words = one.words & other.words, one.words | other.words
    apart = one.statement.section != other.statement.section or abs(one.statement.block - other.statement.block) > _FAR
    return _print_time(one, other) and apart and len(common) >= _ALIKE and len(common) * 4 >= len(all_words) * 3


def _print_time(*mentions: _Mention) -> bool:
    """Whether each sentence prints its time itself."""
    return all(m.figure.period is not None and m.figure.period.text in m.statement.text for m in mentions)


_FAR = 5  # blocks: nearer ones mostly contrast groups of one list
_ALIKE = 4  # telling words in common


def _breaks_down(figure: Figure) -> tuple[str, ...]:
    return tuple(sorted((figure.breakdown or {}).values()))


def _two_mentions(subject: Subject, one: _Mention, other: _Mention) -> Verdict:
    mistyped = slip(one.value, other.value) is not None
    when = one.figure.period.text if one.figure.period else ""
    return doubt(
        subject,
        f"{_place(subject, other.statement)}: {plain(other.value)} here, {plain(one.value)} at "
        f"{subject.place(one.statement.start, one.statement.end)} for what seems the same thing ({when.strip(' .,')}). "
        f"{'One looks like the other mistyped. ' if mistyped else ''}Look at both sentences.",
        other.figure,
        one.figure,
        severity="error" if mistyped else "query",
    )


def _near(subject: Subject, statement: Statement) -> str:
    return " ".join(s.text for s in (*subject.before(statement, 1), statement, *subject.after(statement, 1)))


_DEFINITE = re.compile(r"\b(?:the|this|that|of (?:the|this|its|our))\s+$", re.IGNORECASE)


def _same_digits(one: Figure, other: Figure) -> bool:
    a, b = (str(f.value.normalize().as_tuple().digits) for f in (one, other))
    digits = len(one.value.normalize().as_tuple().digits)
    if one.unit_kind != other.unit_kind or a != b:
        return False
    return digits >= 2 if one.unit_kind == "currency" else digits >= 3 and bool(telling(one.unit or "") & telling(other.unit or ""))


def _is_definite(statement: Statement, figure: Figure) -> bool:
    return _DEFINITE.search(statement.text[: figure.start - statement.start]) is not None


def _share_subject(one: Statement, a: Figure, other: Statement, b: Figure) -> bool:
    words = (telling(f"{one.text} {a.measure or ''}") & telling(f"{other.text} {b.measure or ''}")) - _COMMON
    return one.index != other.index and same_time(a.period, b.period) and len(words) >= 2


def _stated_as_own(subject: Subject, first: Figure, figure: Figure) -> bool:
    """Whether the second amount is stated elsewhere as well, so that it is an amount of its own."""
    others = [f for f in subject.extraction.figures if f.value == figure.value and f.id not in (first.id, figure.id)]
    return bool(others) and any(f.start < figure.start for f in others)


def _place(subject: Subject, statement: Statement) -> str:
    place = subject.place(statement.start, statement.end)
    return place[0].upper() + place[1:]


__all__: Sequence[str] = ("check_magnitudes", "check_text_against_tables", "check_text_against_text")
