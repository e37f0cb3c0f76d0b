"""The period of a table's cell: its headers', its caption's, or what stands over the table."""

from __future__ import annotations

import re
from dataclasses import replace

from ..records.figure import Period
from ..text.calendar_units import financial_year
from ..text.period_mentions import PeriodMention, fiscal_start
from ..text.periods import find_periods
from .figure_draft import FigureDraft
from .figure_passages import Passage
from .figure_periods import main_period
from .table_axes import TableAxes
from .table_words import Axis

# Columns that only help to read the others; the caption's time is not theirs.
_BACKGROUND = re.compile(r"\b(?:populations?|residents|inhabitants|on\s+roll|mid[\s-]year)\b", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:children|young\s+people|people|pupils|residents)\s+(?:aged|under|of\s+school\s+age|in\s+the)\b",
    re.IGNORECASE,
)
# What is counted on the last day of each month.
_AT_MONTH_END = re.compile(
    r"\b(?:as\s+)?at\s+(?:the\s+)?(?:end\s+of\s+(?:the|each|every)\s+month\b|month[\s-]end\b)", re.IGNORECASE
)
_EACH_YEAR = re.compile(r"\b(?:of|in)\s+(?:each|every|both|the\s+two)\s+years?\b", re.IGNORECASE)


def set_period(draft: FigureDraft, axes: TableAxes, above: list[Passage], row: Axis, column: Axis) -> None:
    """The header's period; a target's year; else the caption's, the sentence's above, the section's, the paper's."""
    stated = _stated_period(axes, row, column)
    if draft.role in ("target", "standard") and stated is None:
        draft.period = _year_of_columns(axes)
        return
    if stated is None and any(_is_background(axis, axes) for axis in (column, row)):
        return
    caption = axes.caption_axis.period
    near = next((m for m in (axes.context.near, axes.context.document) if m is not None and m.settled), None)
    for where, period in (
        ("header", stated),
        ("caption", caption.period if caption is not None and caption.settled else None),
        ("sentence above", _spoken_above(above)),
        ("section or document", near.period if near is not None else None),
    ):
        if period is not None:
            draft.period = period
            draft.reasons["period"] = f"{where}: {period.text}"
            return


def _is_background(axis: Axis, axes: TableAxes) -> bool:
    """Whether a line only helps to read the others: a population, or the children that a rate beside it is of."""
    beside_a_rate = any(other.kind == "rate" for other in (*axes.columns, *axes.rows))
    return bool(_BACKGROUND.search(axis.words) or (beside_a_rate and _BASE.search(axis.words)))


def _spoken_above(above: list[Passage]) -> Period | None:
    """The period of the nearest sentence of the paragraphs that stand right over the table."""
    day: Period | None = None
    for passage in above:
        if passage.block.kind == "heading":
            break
        period = main_period(passage)
        if period is not None and period.start != period.end:
            return period
        day = day or period  # a stretch of time said near goes before the day of an event
    return day


def _stated_period(axes: TableAxes, row: Axis, column: Axis) -> Period | None:
    own = [axis.period for axis in (column, row) if axis.period is not None and axis.period.settled]
    if len(own) == 2:
        outer, inner = sorted(own, key=lambda mention: _days(mention.period), reverse=True)
        if _within(inner.period, outer.period):
            return inner.period
        moved = find_periods(inner.period.text, replace(axes.context, near=outer))
        if moved and moved[0].settled and not re.search(r"\d{4}", inner.period.text):
            return moved[0].period
    if own:
        return _part_of_year(axes, own[0]) or _closing_day(axes, row, own[0]) or own[0].period
    unsettled = column.period or row.period
    return unsettled.period if unsettled is not None and unsettled.grain == "term" else None


def _closing_day(axes: TableAxes, row: Axis, mention: PeriodMention) -> Period | None:
    """ "Families open at month end" over a column "Aug 2022": the last day of that month, at which they were counted."""
    counted = _AT_MONTH_END.search(axes.title) or _AT_MONTH_END.search(" ".join(row.parts))
    if counted is None or mention.grain != "month" or mention.period.end is None:
        return None
    return replace(mention.period, start=mention.period.end)


def _part_of_year(axes: TableAxes, year: PeriodMention) -> Period | None:
    """ "April to September of each year" over a column "2022/23": the months of that year."""
    if year.grain != "year" or not _EACH_YEAR.search(axes.title):
        return None
    found = find_periods(
        _EACH_YEAR.sub("", axes.title), replace(axes.context, near=year, reference=None, document=None)
    )
    part = next((m.period for m in found if m.settled and m.grain != "year"), None)
    if part is None or not _within(part, year.period):
        return None
    return replace(part, text=f"{part.text}, {year.period.text}")


def _year_of_columns(axes: TableAxes) -> Period | None:
    """The financial year that all period columns lie in."""
    ends = [axis.period.period.end for axis in axes.columns if axis.period is not None and axis.period.period.end]
    years = {fiscal_start(end) for end in ends}
    if len(years) != 1:
        return None
    start, end = financial_year(years.pop())
    return Period(text=f"{start.year}/{end.year % 100:02}", start=start, end=end)


def _days(period: Period) -> int:
    return (period.end - period.start).days if period.start and period.end else 0


def _within(inner: Period, outer: Period) -> bool:
    if not (inner.start and inner.end and outer.start and outer.end):
        return False
    return outer.start <= inner.start and inner.end <= outer.end
