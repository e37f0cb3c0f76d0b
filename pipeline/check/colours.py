"""Colours of scorecards against values, targets and the printed key, and against what the text counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..records.figure import Figure
from ..text.numbers import find_numbers
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import Grid
from .polarity import Better, better_direction, printed_direction
from .tolerance import half_unit, plain

_SCORECARD = (
    "Green: at or above target. Amber: worse than target by no more than five percentage points. Red: worse than "
    "that.\n\n"
    "Indicator | Good is | Q2 | Q3 | Target | RAG\n--- | --- | --- | --- | --- | ---\n"
    "Plans reviewed on time (%) | High | 83.9 | {value} | 90.0 | Amber\nRe-referrals (%) | Low | 16.2 | 15.3 | "
    "16.0 | Green\n"
)


@check(
    "RAG001",
    severity="error",
    title="A colour is not that of the value and its target",
    holds=_SCORECARD.format(value="86.7"),
    fails=_SCORECARD.format(value="82.7"),
)
def check_colours(subject: Subject) -> Iterator[Verdict]:
    """Works out green, amber or red from value, target and the printed key ("by no more than five percentage points").

    The value is the last one before the target; where a table also has a year to date, the colour may be that of either. A
    tolerance printed in per cent may be meant in points. Without a key only green for a missed target and red for a met one
    are doubted, as a query. Rows of which nothing tells whether high or low is good are left out.
    """
    for grid in subject.grids:
        columns = _rag_columns(grid)
        if columns is None:
            continue
        key = _read_key(subject, grid)
        for row in grid.rows:
            verdict = _colour(subject, grid, row, *columns, key)
            if verdict is not _UNSETTLED:
                yield verdict  # type: ignore[misc]


_COUNTS = _SCORECARD.format(value="86.7").replace("Green: at", "{words} measures are green. Green: at")


@check(
    "RAG002",
    severity="error",
    title="The number of green, amber or red measures is not that of the table",
    holds=_COUNTS.format(words="One of the two"),
    fails=_COUNTS.format(words="Both of the two"),
)
def check_colour_counts(subject: Subject) -> Iterator[Verdict]:
    """Counts the colours of the one table that has them against "six of the eight measures are green"."""
    grids = [(grid, columns) for grid in subject.grids if (columns := _rag_columns(grid)) is not None]
    if len(grids) != 1:
        return
    grid, (rag, _, _) = grids[0]
    shown = [_COLOURS.get(grid.text(row, rag).strip().lower()) for row in grid.rows]
    for statement in subject.statements:
        for match in _COLOUR_COUNT.finditer(statement.text):
            said, colour = (
                _spoken(match["n"] or match["n2"]),
                _COLOURS.get((match["colour"] or match["colour2"]).lower()),
            )
            if said is None or colour is None:
                continue
            if shown.count(colour) == said:
                yield HELD
                continue
            rows = [row for row, shade in zip(grid.rows, shown, strict=True) if shade == colour]
            yield doubt(
                subject,
                f'{subject.where(statement)}: "{match.group(0)}", but {grid.place} has {len(rows)} {colour} '
                f"of {len(shown)}. Count again.",
                statement,
                *(grid.span(row, rag) for row in rows),
            )


_COLOUR_COUNT = re.compile(
    r"\b(?P<n>\d{1,2}|[a-z]+)(?: (?:out )?of (?:the |our )?(?:\d{1,2}|[a-z]+))? (?:measures?|indicators?"
    r"|targets?|KPIs?)\b(?: \w+){0,3}? (?:is|are|were|was|rated)(?: rated| at| now)? "
    r"(?P<colour>green|amber|red)\b|\b(?P<n2>\d{1,2}|[a-z]+) (?P<colour2>green|amber|red) (?:measures?|indicators?)\b",
    re.IGNORECASE,
)


def _spoken(word: str | None) -> int | None:
    if word is None:
        return None
    if word.lower() in ("none", "no", "both"):
        return {"none": 0, "no": 0, "both": 2}[word.lower()]
    mentions = find_numbers(word)
    return int(mentions[0].value) if len(mentions) == 1 and mentions[0].plain else None


_COLOURS = {
    "red": "red", "r": "red", "amber": "amber", "a": "amber", "yellow": "amber", "green": "green", "g": "green", "blue": "green",
    "on target": "green", "🟢": "green", "🟠": "amber", "🟡": "amber", "🔴": "red",
}  # fmt: skip


_YEAR_SO_FAR = re.compile(
    r"\b(?:ytd|year to date|year so far|to date|cumulative|year end|full year|outturn)\b", re.IGNORECASE
)


_POLARITY_HEAD = re.compile(r"\bgood\b|\bpolarity\b|\bbetter\b|\bbest\b|\bbigger\b", re.IGNORECASE)


_LOW_CELL = re.compile(r"^\W*(?:low|lower|smaller|small|down|decrease|minimi[sz]e|↓|▼)", re.IGNORECASE)


_HIGH_CELL = re.compile(r"^\W*(?:high|higher|bigger|big|large|up|increase|maximi[sz]e|↑|▲)", re.IGNORECASE)


_LABEL_LOW = re.compile(r"[-–(,:]\s*(?:low(?:er)?|smaller)(?: is (?:good|better|best))?\)?\s*$", re.IGNORECASE)


_LABEL_HIGH = re.compile(r"[-–(,:]\s*(?:high(?:er)?|bigger)(?: is (?:good|better|best))?\)?\s*$", re.IGNORECASE)


_TOLERANCE = re.compile(
    r"\bamber\b[^.;]{0,90}?\b(?:within|no more than|up to|less than|by at most|not more than|at most|maximum "
    r"of)\s+(?P<rest>[^.;]{2,90})"
    r"|(?:within|no more than|up to|less than|by at most|not more than)\s+(?P<before>[^.;]{2,60}?)\s*(?:is|=|:"
    r"|are|\()\s*amber\b",
    re.IGNORECASE,
)


_GREEN_TOLERANCE = re.compile(
    r"\bgreen\b[^.;]{0,40}?\b(?:within|no more than|up to|less than)\s+(?P<rest>[^.;]{2,60})", re.IGNORECASE
)


_UNSETTLED = object()


@dataclass(frozen=True, kw_only=True)
class _Key:
    """How far from the target each colour reaches: in points, or as a share of the target."""

    points: Decimal | None
    share: Decimal | None
    green: Decimal  # a tolerance for green, in either


def _rag_columns(grid: Grid) -> tuple[int, int, list[int]] | None:
    """The columns of colours and targets, and those whose value the colour may be of."""
    width = max((len(row) for row in grid.cells), default=0)
    rags = [
        c
        for c in range(width)
        if 2 * sum(grid.text(r, c).strip().lower() in _COLOURS for r in grid.rows) >= len(grid.rows)
    ]
    targets = [c for c in grid.columns if all(f.role == "target" for (_, col), f in grid.figures.items() if col == c)]
    if len(rags) != 1 or len(targets) != 1:
        return None
    values = [
        c
        for c in grid.columns
        if c != targets[0]
        and any(f.role == "reported" and f.change is None for (_, col), f in grid.figures.items() if col == c)
    ]
    latest = _latest(grid, [c for c in values if not _YEAR_SO_FAR.search(grid.head(c))], targets[0])
    so_far = [c for c in values if _YEAR_SO_FAR.search(grid.head(c))]
    chosen = ([latest] if latest is not None else []) + so_far
    return (rags[0], targets[0], chosen) if chosen else None


def _latest(grid: Grid, columns: Sequence[int], target: int) -> int | None:
    """The column with the latest time, else the nearest to the target."""
    ends = {
        c: max(
            (f.period.end for (_, col), f in grid.figures.items() if col == c and f.period and f.period.end),
            default=None,
        )
        for c in columns
    }
    known = {c: end for c, end in ends.items() if end is not None}
    if len(known) == len(columns) and len(set(known.values())) > 1:
        return max(known, key=lambda c: (known[c], c))
    return min(columns, key=lambda c: (abs(c - target), -c)) if columns else None


def _read_key(subject: Subject, grid: Grid) -> _Key | None:
    text = subject.around(grid.table.start, grid.table.end, 2500)
    points = share = None
    for match in _TOLERANCE.finditer(text):
        for piece in re.split(r",? or ", match["rest"] or match["before"]):
            mention = next(iter(find_numbers(piece)), None)
            if mention is None:
                continue
            if mention.kind == "percentage_points" or re.search(r"\bpoints?\b", piece):
                points = mention.value
            elif mention.kind == "percent":
                share = mention.value
    green = _GREEN_TOLERANCE.search(text)
    allowed = next(iter(find_numbers(green["rest"])), None) if green is not None else None
    if points is None and share is None and not re.search(r"\bamber\b[^.;]{0,60}\btarget\b", text, re.IGNORECASE):
        return None
    return _Key(points=points, share=share, green=allowed.value if allowed is not None else Decimal(0))


def _colour(
    subject: Subject, grid: Grid, row: int, rag: int, target_column: int, values: Sequence[int], key: _Key | None
) -> Verdict | object:
    colour = _COLOURS.get(grid.text(row, rag).strip().lower())
    target = grid.figures.get((row, target_column))
    figures = [grid.figures[row, c] for c in values if (row, c) in grid.figures]
    better = _better(subject, grid, row)
    if colour is None or target is None or not figures or better is None or any(f.qualifier for f in figures):
        return _UNSETTLED
    if target.low is not None or any(f.unit_kind != target.unit_kind for f in figures):
        return _UNSETTLED
    if any(colour in _expected(figure, target, better, key) for figure in figures):
        return HELD
    value = figures[0]
    shortfall = target.value - value.value if better == "up" else value.value - target.value
    expected = sorted(_expected(value, target, better, key))
    if key is None and colour == "amber":
        return _UNSETTLED
    told = f"{plain(abs(shortfall))} {'worse' if shortfall > 0 else 'better'} than the target"
    return doubt(
        subject,
        f"{grid.where}, {grid.label(row)}: {value.text} against {target.text} "
        f"({'low' if better == 'down' else 'high'} is good) "
        f"is {told}, which is {' or '.join(expected)}, stated {grid.text(row, rag)}. Look at the value, the "
        f"target and the key.",
        value,
        target,
        grid.span(row, rag),
        severity=None if key is not None else "query",
    )


def _better(subject: Subject, grid: Grid, row: int) -> Better | None:
    for column in range(len(grid.cells[row])):
        if _POLARITY_HEAD.search(grid.text(max(grid.header_rows - 1, 0), column)):
            cell = grid.text(row, column)
            if _LOW_CELL.search(cell):
                return "down"
            if _HIGH_CELL.search(cell):
                return "up"
    label = grid.label(row) or grid.text(row, 0)
    if _LABEL_LOW.search(label):
        return "down"
    if _LABEL_HIGH.search(label):
        return "up"
    return printed_direction(label) or better_direction(subject.vocabulary, label) or _by_default(subject, grid)


def _by_default(subject: Subject, grid: Grid) -> Better | None:
    """High is good where the key marks only the rows of which low is good."""
    marked = any(_LABEL_LOW.search(grid.label(row) or grid.text(row, 0)) for row in grid.rows)
    return "up" if marked and not any(_LABEL_HIGH.search(grid.label(row) or "") for row in grid.rows) else None


def _expected(value: Figure, target: Figure, better: Better, key: _Key | None) -> set[str]:
    """The colours that the key allows; more than one where a tolerance may be meant in two ways."""
    shortfall = target.value - value.value if better == "up" else value.value - target.value
    slack = half_unit(value)
    if shortfall <= 0:
        return {"green"}
    allowed = {"green"} if shortfall <= slack or (key is not None and key.green and shortfall <= key.green) else set()
    if key is None:
        return allowed | {"amber", "red"}
    limits = []
    percent = value.unit_kind == "percent"
    if key.points is not None and (percent or key.share is None):
        limits.append(key.points)
    if key.share is not None and (not percent or key.points is None):
        limits.append(abs(target.value) * key.share / 100)
        if percent:
            limits.append(key.share)
    if not limits:
        return allowed | {"amber", "red"}
    for limit in limits:
        allowed.add("amber" if shortfall <= limit else "red")
        if shortfall == limit:
            allowed.add("red")
    return allowed
