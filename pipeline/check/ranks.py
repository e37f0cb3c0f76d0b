"""Claims of rank ("Saltings had the most referrals") against the tables, and orders told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .statements import Statement, pattern
from .tolerance import plain
from .words import labels, telling

_TABLE = (
    "## Referrals by district, quarter 4\n\nDistrict | Referrals\n--- | ---\nAshmere | 246\nFernley | 341\nSaltings "
    "| 284\n\n"
)
_HIGH = r"most|highest|largest|greatest|biggest|busiest"
_LOW = r"fewest|lowest|smallest|least|quietest"
_OFTEN = r"most often|most frequently|most commonly"
_SUPERLATIVE = re.compile(
    r"\b(?:the |(?:was|were|is|are) (?=(?:highest|lowest|largest|greatest|smallest|fewest) (?:in|at|for|among)\b))"
    rf"(?P<sup>{_HIGH}|{_LOW})\b(?! (?:rises?|increases?|falls?|drops?|growth|changes?|improvements?"
    rf"|reductions?|likely|recent|common|appropriate|effective|important|vulnerable"
    rf"|deprived|of (?:the|this|our)))",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:one of the|among the|second|third|next|since|for (?:two|three|four|five|several|many)|ever|in (?:two"
    r"|three|four|five|ten)|on record|apart from|outside)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;]|,? (?:but|while|although|though|whereas)\b|, (?=(?:and|so) )")
_TIME = re.compile(
    r"\b(?:q(?:uarter|tr)?\s?(?P<q>[1-4]|one|two|three|four)|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]*|(?P<year>20\d\d(?:\s?[/–-]\s?\d\d)?))\b",
    re.IGNORECASE,
)
_RATE_WORDS = re.compile(r"\b(?:rate|percentage|proportion|share|per cent|%|per \d)", re.IGNORECASE)


@check(
    "RNK001",
    severity="error",
    title="What is said to be the most or the fewest is not so in the table",
    holds=_TABLE + "Fernley had the most referrals of any district in quarter 4.\n",
    fails=_TABLE + "Saltings had the most referrals of any district in quarter 4.\n",
)
def check_superlatives(subject: Subject) -> Iterator[Verdict]:
    """Looks up "X had the most Y" in the tables that have a row (or column) for X.

    The column must be the one whose header words and time the clause repeats; where several could be meant, the claim must be
    wrong in all of them. Silent for "one of the", "the second", "for five years", and where no word ties the claim to a table.
    """
    lines = [line for grid in subject.grids for line in _lines(grid)]
    for statement in subject.statements if lines else ():
        for match in _SUPERLATIVE.finditer(statement.text):
            if _EXCEPT.search(statement.text[max(0, match.start() - 25) : match.end() + 40]):
                continue
            verdict = _claim(subject, statement, match, lines)
            if verdict is not None:
                yield from verdict


@check(
    "RNK002",
    severity="error",
    title="An order is told that the numbers do not have",
    holds="The most common reason was debt (46%), followed by housing (41%).",
    fails="The most common reason was debt (41%), followed by housing (46%).",
)
def check_followed_by(subject: Subject) -> Iterator[Verdict]:
    """Compares the two numbers of "the most common was X (46%), followed by Y (41%)" and of "highest in March (411), lowest in
    August (402)"."""
    for statement in subject.statements:
        for match in (
            m for form in (_FOLLOWED, _HIGH_AND_LOW, _LOW_AND_HIGH) for m in form.finditer(statement.skeleton)
        ):
            one, other = statement.token(match, "a"), statement.token(match, "b")
            if one is None or other is None or one.unit_kind != other.unit_kind:
                continue
            falling = re.search(rf"\b(?:{_LOW}|shortest)\b", match["sup"], re.IGNORECASE) is None
            if (one.value >= other.value) if falling else (one.value <= other.value):
                yield HELD
            else:
                yield doubt(
                    subject,
                    f'{subject.where(statement)}: "{match["sup"]}" is given as {one.text}, what comes after '
                    f"as {other.text}. Look at both numbers "
                    "and at the order.",
                    one,
                    other,
                )


_FOLLOWED = pattern(
    rf"\b(?P<sup>{_OFTEN}|{_HIGH}|{_LOW}|main|commonest|top"
    rf"|leading)\b[^.;]{{0,60}}?[^⟦⟧.;]{{0,90}}?<a>[^⟦⟧.;]{{0,60}}?(?:[,;] then|\bfollowed by|\bahead of|\band "
    rf"then|\bnext|\bsecond)\b[^⟦⟧.;]{{0,60}}?<b>"
)
_HIGH_AND_LOW = pattern(
    r"\b(?P<sup>highest|greatest|largest|busiest|longest|most|peak\w*)\b[^⟦⟧.;]{0,60}?<a>[^⟦⟧.;]{0,60}?\b(?:lowest"
    r"|smallest|quietest|shortest|fewest|least)\b[^⟦⟧.;]{0,60}?<b>"
)
_LOW_AND_HIGH = pattern(
    r"\b(?P<sup>lowest|smallest|quietest|shortest|fewest)\b[^⟦⟧.;]{0,60}?<a>[^⟦⟧.;]{0,60}?\b(?:highest"
    r"|greatest|largest|busiest|longest|most)\b[^⟦⟧.;]{0,60}?<b>"
)


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A column (or row) of a table: the figure of every member, what it measures and when."""

    grid: Grid
    members: dict[str, Figure]
    head: str
    about: frozenset[str]
    times: frozenset[str]
    kind: str


def _claim(
    subject: Subject, statement: Statement, match: re.Match[str], lines: list[_Line]
) -> Iterator[Verdict] | None:
    clause = _clause(statement.text, match)
    if _SUBSET.search(clause):
        return None
    start = max((found.end() for found in _CLAUSE.finditer(statement.text, 0, match.start())), default=0)
    before = statement.text[start : match.start()]
    member = (
        _member(before, lines)
        or _member_after(statement.text[match.end() :], lines)
        or _member(statement.text[:start], lines)
    )
    if member is None:
        return None
    words, times = labels(clause), _times(clause)
    rate_wanted = _RATE_WORDS.search(clause) is not None
    fitting = [
        line
        for line in lines
        if member in line.members
        and len(line.members) >= 3
        and line.about & telling(clause)
        and _without_time(line.head) <= words
        and (line.kind in ("percent", "rate")) == rate_wanted
        and (not times or not line.times or times & line.times)
    ]
    fitting = fitting or _only_line(subject, statement, member, lines)
    if not fitting and _NOTHING_NAMED.match(statement.text[match.end() :]):
        fitting = [line for line in lines if member in line.members and _in_section(subject, statement, line.grid)]
        fitting = [line for line in fitting if line.kind == "count" and len(line.members) >= 3]
    most_specific = max((len(_without_time(line.head)) for line in fitting), default=0)
    fitting = [line for line in fitting if len(_without_time(line.head)) == most_specific]
    if not fitting:
        return None
    return _judge(subject, statement, member, match, fitting)


def _only_line(subject: Subject, statement: Statement, member: str, lines: list[_Line]) -> list[_Line]:
    """The one column of the one table of the section that holds the member: "Of the four hubs, Parkside was the busiest"."""
    near = [
        line
        for line in lines
        if member in line.members and len(line.members) >= 3 and _in_section(subject, statement, line.grid)
    ]
    return near if len(near) == 1 and _BUSY.search(statement.text) else []


_NOTHING_NAMED = re.compile(
    r"^\W*(?:[.;,]|$|of (?:all|any|the (?:two|three|four|five|six|seven|eight|nine|ten))\b)", re.IGNORECASE
)
_BUSY = re.compile(r"\b(?:busiest|quietest|largest|smallest|biggest)\b", re.IGNORECASE)


def _in_section(subject: Subject, statement: Statement, grid: Grid) -> bool:
    low, high = min(statement.start, grid.table.start), max(statement.end, grid.table.end)
    return not any(block.kind == "heading" and low < block.start < high for block in subject.document.blocks)


def _judge(
    subject: Subject, statement: Statement, member: str, match: re.Match[str], lines: list[_Line]
) -> Iterator[Verdict]:
    high = re.match(_HIGH, match["sup"], re.IGNORECASE) is not None
    for line in lines:
        values = [figure.value for figure in line.members.values()]
        if line.members[member].value == (max(values) if high else min(values)):
            yield HELD
            return
    line = lines[0]
    pick = max if high else min
    best_name, best = pick(line.members.items(), key=lambda item: item[1].value)
    own = line.members[member]
    yield doubt(
        subject,
        f"{subject.where(statement)}: {member} is said to have the {match['sup'].lower()}; {line.grid.place} "
        f"gives {member} {plain(own.value)} "
        f"and {best_name} {plain(best.value)}. Look at the claim and at the table.",
        statement,
        own,
        best,
    )


def _clause(text: str, match: re.Match[str]) -> str:
    """From the last boundary before the claim to the next one, or the next claim."""
    start = max((found.end() for found in _CLAUSE.finditer(text, 0, match.start())), default=0)
    later = _SUPERLATIVE.search(text, match.end())
    end_mark = _CLAUSE.search(text, match.end())
    end = min(later.start() if later else len(text), end_mark.start() if end_mark else len(text))
    earlier = list(_SUPERLATIVE.finditer(text, start, match.start()))
    return text[match.start() : end] if earlier else text[start:end]


def _member(before: str, lines: list[_Line]) -> str | None:
    """The row or column of a table that is named last before the claim."""
    best: tuple[int, int, str] | None = None
    for name in sorted({name for line in lines for name in line.members}):
        at = before.lower().rfind(name.lower())
        if at >= 0 and len(name) >= 3 and (at == 0 or not before[at - 1].isalnum()):
            best = max(best or (-1, 0, ""), (at, len(name), name))
    return best[2] if best is not None else None


_SUBSET = re.compile(
    r"\b(?:of|among) (?:the|our) (?!(?:two|three|four|five|six|seven|eight|nine|ten|all)\b)[a-z]+ [a-z]+s\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"^[^.;]{0,60}?\b(?:was|were|is|are|came|in|by|from)\s+(?:in |at |from |by |for |the |that of )*", re.IGNORECASE
)


def _member_after(after: str, lines: list[_Line]) -> str | None:
    """The row or column named right after "the lowest number of closed plans was in"."""
    for name in sorted({name for line in lines for name in line.members}, key=len, reverse=True):
        at = after.find(name)
        lead = _THEN.match(after[:at]) if at >= 0 else None
        if lead is not None and lead.end() == at and len(name) >= 3:
            return name
    return None


def _lines(grid: Grid) -> Iterator[_Line]:
    title = telling(grid.title)
    rows = [
        row
        for row in grid.rows
        if row not in grid.total_rows and grid.label(row) and not grid.is_average_label(grid.label(row))
    ]
    columns = [column for column in grid.columns if not grid.is_total_label(grid.head(column))]
    for column in grid.columns:
        figures = {grid.label(row): grid.figures[row, column] for row in rows if (row, column) in grid.figures}
        yield from _line(grid, figures, grid.head(column), title)
    for row in grid.rows:
        figures = {
            grid.head(column).split(" | ")[-1]: grid.figures[row, column]
            for column in columns
            if (row, column) in grid.figures
        }
        yield from _line(grid, figures, "" if row in grid.total_rows else grid.label(row), title)


def _line(grid: Grid, figures: dict[str, Figure], head: str, title: frozenset[str]) -> Iterator[_Line]:
    kinds = {figure.unit_kind for figure in figures.values()}
    values = [figure.value for figure in figures.values()]
    if len(values) > 3 and sum(values) == 2 * max(values):
        return  # one of them is the total of the others
    if len(figures) >= 3 and len(kinds) == 1 and not any(f.role == "target" or f.qualifier for f in figures.values()):
        units = telling(" ".join(f.unit or "" for f in list(figures.values())[:1]))
        yield _Line(
            grid=grid,
            members=figures,
            head=head,
            about=title | telling(head) | units,
            times=_times(head),
            kind=kinds.pop(),
        )


_NUMBER_OF = {"one": "1", "two": "2", "three": "3", "four": "4"}


def _times(text: str) -> frozenset[str]:
    """Quarters, months and years as they are matched with headers: "quarter 4" and "Q4" are one."""
    found = set()
    for match in _TIME.finditer(text):
        if match["q"]:
            found.add("q" + _NUMBER_OF.get(match["q"].lower(), match["q"]))
        elif match["month"]:
            found.add(match["month"].lower())
    return frozenset(found)


def _without_time(head: str) -> frozenset[str]:
    rest = _TIME.sub(" ", head.split(" | ")[-1])
    return labels(
        re.sub(r"\b(?:number|no|count|percentage|percent|rate|total|ytd)\b|%|\d{4}", " ", rest, flags=re.IGNORECASE)
    )
