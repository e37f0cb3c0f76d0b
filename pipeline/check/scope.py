"""One number given for two kinds of thing: cases that are called children, and totals that hold an "unknown" row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from ..records.figure import Figure
from ..text.numbers import find_numbers
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import total_of
from .periods import same_time
from .statements import Statement
from .words import telling

_SMALLEST = 20  # smaller counts of different things are often equal
_UNKNOWN = (
    " contacts were made with our two family centres.\n\nContacts by centre\n\nCentre | Contacts\n--- | ---\nAsh | "
    "151\nElm | 190\nUnknown | 14\nTotal | 355\n"
)
_MANY = 100  # counts of one value that are compared with one another
_Count = tuple[Statement, Figure, str, frozenset[str]]
_KINDS = {
    "children": telling("children pupils babies boys girls young"),
    "families": telling("families households parents"),
    "plans": telling("plans cases assessments referrals contacts reviews closures"),
}
_OWN = telling(
    "children child young people family families household plan plans case cases assessment referral contact "
    "review closure early help council service "
    "number total year"
)
_UNKNOWN_ROW = re.compile(r"^\W*(?:unknown|not known|not recorded|unallocated|other|unspecified)\b", re.IGNORECASE)


@check(
    "SCP002",
    severity="query",
    title="One number is given for two kinds of thing",
    holds="In 2022/23, 187 plans were stepped up. In 2022/23, 402 children were stepped up.",
    fails="In 2022/23, 187 plans were stepped up. In 2022/23, 187 children were stepped up.",
)
def check_drifting_units(subject: Subject) -> Iterator[Verdict]:
    """Finds a count of twenty or more that one sentence gives for children and another for families or plans, of the same time
    and with the same verb. A plan may hold several children, so equal numbers are rarely right.

    Silent where the sentences share no telling word.
    """
    counts = [
        (statement, figure, kind, telling(statement.text) - _OWN)
        for statement in subject.statements
        for figure in statement.figures
        if figure.unit_kind == "count"
        and figure.value >= _SMALLEST
        and figure.qualifier is None
        and figure.denominator is None
        if (kind := _kind(figure)) is not None and figure.origin != "table"
    ]
    by_value: dict[Decimal, list[_Count]] = defaultdict(list)
    for count in counts:
        by_value[count[1].value].append(count)
    pairs = (pair for group in by_value.values() for pair in combinations(group[:_MANY], 2))
    for (one_place, one, one_kind, one_words), (place, other, kind, words) in pairs:
        if one_place.index == place.index or not same_time(one.period, other.period):
            continue
        if one_kind == kind:
            yield HELD
            continue
        if len(one_words & words) < 1 or len(one_words & words) * 2 < min(len(one_words), len(words)):
            continue
        yield doubt(
            subject,
            f"{subject.where(place)}: {other.text} {other.unit} here, {one.text} {one.unit} "
            f"at {subject.place(one_place.start, one_place.end)}. Look "
            "which of the two was counted.",
            other,
            one,
        )


@check(
    "SCP003",
    severity="query",
    title="A total of named members holds an unknown one",
    holds="341" + _UNKNOWN.replace("Unknown | 14\n", "").replace("355", "341"),
    fails="355" + _UNKNOWN,
)
def check_unknown_members(subject: Subject) -> Iterator[Verdict]:
    """Where a sentence gives a table's total to a stated number of members ("7,755 contacts with our five centres") and the table
    has a row more, labelled unknown or other: the total is not theirs alone."""
    for grid in subject.grids:
        for row in grid.total_rows:
            rows = [r for r in grid.rows if r not in grid.total_rows]
            unknown = [r for r in rows if _UNKNOWN_ROW.search(grid.label(r))]
            columns = [c for c in grid.columns if (row, c) in grid.figures]
            for column in columns:
                total = grid.figures[row, column]
                for statement in subject.statements:
                    members = _members(statement, total)
                    if members is None:
                        continue
                    if not unknown or members != len(rows) - len(unknown):
                        yield HELD
                        continue
                    hidden = [grid.figures[r, column] for r in unknown if (r, column) in grid.figures]
                    yield doubt(
                        subject,
                        f"{subject.where(statement)}: {total.text} is given for {members}, but the table's total "
                        f"holds {total_of(hidden)} of "
                        f'"{grid.label(unknown[0])}"; the {members} make {total.value - total_of(hidden)}. Look '
                        f"which number is meant.",
                        statement,
                        total,
                        *hidden,
                    )


def _kind(figure: Figure) -> str | None:
    words = telling(figure.unit or "")
    kinds = [name for name, stems in _KINDS.items() if words & stems]
    return kinds[0] if len(kinds) == 1 else None


_NUMBER_OF = re.compile(
    r"\b(?:our|the|its|all|with|[a-z]+['’]s) (?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ "
    r"){0,2}(?:centres?|hubs?|teams?|localit(?:y|ies)|areas?|districts?|clusters?|schools?|offices?)\b",
    re.IGNORECASE,
)


def _members(statement: Statement, total: Figure) -> int | None:
    """The number of members that a sentence gives the total to."""
    if (
        not any(f.value == total.value and f.unit_kind == total.unit_kind for f in statement.figures)
        or statement.kind == "cell"
    ):
        return None
    match = _NUMBER_OF.search(statement.text)
    mentions = find_numbers(match["n"]) if match is not None else []
    return int(mentions[0].value) if mentions else None
