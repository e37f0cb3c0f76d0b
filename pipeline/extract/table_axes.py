"""What the headers of a table say: for each column and row a period, a role, a unit, a measure or a member of a breakdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ..records.document import Document
from ..records.figure import Role, UnitKind
from ..records.table import Cell, Table, cell_grid
from ..text.calendar_units import financial_year
from ..text.period_mentions import PeriodContext, PeriodMention, fiscal_start
from ..text.periods import find_periods
from ..vocab import Vocabulary
from ..vocab.measures import cue_pattern

_INDICATOR = re.compile(
    r"^(?:key\s+)?(?:performance\s+)?(?:indicators?|measures?|kpis?|pis?|metrics?|description|"
    r"success measure|what we measure|activity|performance measure)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:[A-Z]{1,5}[-_ ]?\d{1,3}[a-z]?|\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|[a-z]\))[.:)]?\s+(?=\S)")
_POLARITY = re.compile(
    r"\s*[-–(]\s*(?:(?:low|high)(?:er)?(?:\s+is\s+(?:good|better))?|(?:smaller|bigger|"
    r"larger)\s+is\s+better|good\s+is\s+(?:low|high))\s*\)?\s*$",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(r"\b(?:ytd|year[\s-]to[\s-]date|cumulative|cum\.?|to\s+date|running\s+total)\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|\b(?:per\s?cent(?:age)?|percent(?:age)?|pct|proportion|share)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:percentage\s+points?|ppts?|pp)\b|%\s?pts?", re.IGNORECASE)
_RATE = re.compile(r"\bper\s+(?P<base>10,?000|100,?000|1,?000|100)\b", re.IGNORECASE)
_MONEY = re.compile(r"£\s?(?P<scale>000s?|k|m(?:illion|n)?|bn)?|\b(?:gbp)\b", re.IGNORECASE)
_DAYS = re.compile(
    r"\((?:in\s+)?(?P<unit>working days|days|weeks|months|hours|minutes|years)\)|\b(?:average|median|"
    r"mean|number of|length in|duration in|wait in|time in)\b.*\b(?P<unit2>working days|days|weeks|"
    r"months|hours|minutes)\b",
    re.IGNORECASE,
)
_NUMBER_HINT = re.compile(
    r"\((?:number|count|no\.?|n|#|nos\.?|cumulative)\)|^(?:number|no\.?|count|total number|volume)\s+of\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\b(?:scores?|rating|index|average score|mean score|out of 10|star)\b", re.IGNORECASE)
_HINTS = re.compile(
    r"\s*[(\[]\s*(?:number|count|no\.?|n|#|%|per\s?cent|percentage|£\s?(?:000s?|k|m|million|bn)?|"
    r"cumulative|ytd|days|working days|weeks|months|hours)\s*[)\]]|\s*,?\s*(?:%|£000s?)\s*$",
    re.IGNORECASE,
)
_GENERIC = {
    "",
    "total",
    "totals",
    "figure",
    "figures",
    "value",
    "values",
    "result",
    "results",
    "actual",
    "actuals",
    "outturn",
    "performance",
    "score",
    "scores",
    "all",
    "overall",
    "year",
    "month",
    "quarter",
    "period",
    "number",
    "count",
    "data",
    "current",
    "latest",
    "year end",
    "full year",
    "final",
    "cumulative",
    "ytd",
    "year to date",
    "to date",
    "average",
    "quantity",
    "amount",
    "budget",
    "now",
    "end",
}
SCALES = {
    "000": 1000,
    "000s": 1000,
    "k": 1000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
}


@dataclass(slots=True)
class Axis:
    """One column or row as its headers describe it. `parts` are the header texts from the outermost in."""

    parts: list[str]
    words: str = ""  # what is left when periods, roles and units are taken away
    period: PeriodMention | None = None
    role: Role = "reported"
    kind: UnitKind | None = None
    unit: str | None = None
    denominator: int | None = None
    scale: int = 1
    cumulative: bool = False
    is_change: bool = False
    is_total: bool = False
    no_figures: bool = False
    group: str | None = None
    whole: str = ""  # what a total row counts: "All files" -> files
    spans: list[str] = field(default_factory=list)


@dataclass(slots=True)
class TableAxes:
    """Columns and rows of a table, and what its title and its corner say."""

    columns: list[Axis]
    rows: list[Axis]
    header_rows: int
    header_columns: int
    title: str
    corner: str  # the header over the row headers: "Team", "Indicator"
    rows_are_measures: bool
    columns_are_measures: bool
    caption_axis: Axis
    context: PeriodContext


def read_axes(
    document: Document, table: Table, title: str, context: PeriodContext, vocabulary: Vocabulary
) -> TableAxes:
    """Read the headers of a data table. Where `segment` has not decided, one header row and column are assumed."""
    grid = cell_grid(table)
    header_rows = _header_rows(document, table, grid)
    header_columns = table.header_columns if table.header_columns is not None else (1 if table.columns > 1 else 0)
    texts = [[_text(document, cell) for cell in row] for row in grid]
    caption_axis = _axis([title], context, vocabulary)
    known = PeriodContext(
        reference=context.reference,
        document=context.document,
        near=caption_axis.period or context.near,
        last=context.last,
        latest=dict(context.latest),
    )
    corner_parts = _unique(texts[row][0] for row in range(header_rows)) if header_columns and header_rows else []
    columns = [
        _axis(_unique(texts[row][column] for row in range(header_rows)), known, vocabulary)
        for column in range(table.columns)
    ]
    if len(corner_parts) > 1 and not title:
        title = " ".join(corner_parts[:-1])
    _order_months(columns, known)
    _settle_cumulative(columns, known)
    rows = _rows(texts, grid, header_rows, header_columns, columns, known, vocabulary)
    _order_months(rows[header_rows:], known)
    corner = corner_parts[-1] if corner_parts else ""
    axes = TableAxes(
        columns=columns, rows=rows, header_rows=header_rows, header_columns=header_columns, title=title, corner=corner,
        rows_are_measures=False, columns_are_measures=False, caption_axis=caption_axis, context=known,
    )  # fmt: skip
    axes.rows_are_measures = _rows_are_measures(axes, vocabulary)
    axes.columns_are_measures = _columns_are_measures(axes, vocabulary)
    return axes


def _header_rows(document: Document, table: Table, grid: list[list[Cell | None]]) -> int:
    if table.header_rows is not None:
        return min(table.header_rows, table.rows)
    first = [cell for cell in grid[0] if cell is not None and cell.end > cell.start] if grid else []
    return (
        1
        if first and any(not re.match(r"[\d£.,%]+$", _text(document, cell)) for cell in first) and table.rows > 1
        else 0
    )


def _text(document: Document, cell: Cell | None) -> str:
    return " ".join(document.text[cell.start : cell.end].split()) if cell is not None else ""


def _unique(parts: object) -> list[str]:
    kept: list[str] = []
    for part in parts:  # type: ignore[attr-defined]
        if part and (not kept or kept[-1] != part):
            kept.append(part)
    return kept


def _axis(parts: list[str], context: PeriodContext, vocabulary: Vocabulary) -> Axis:
    """Read header texts, the outermost first; an inner month takes its year from an outer year."""
    axis = Axis(parts=parts)
    near = context.near
    left: list[str] = []
    for part in parts:
        known = PeriodContext(
            reference=context.reference, document=context.document, near=near, last=context.last, latest=context.latest
        )
        mentions = [m for m in find_periods(part, known) if not (m.vague and m.grain == "day")]
        rest = part
        for mention in reversed(mentions):
            rest = rest[: mention.start] + " " + rest[mention.end :]
        if mentions:
            chosen = mentions[-1] if mentions[-1].relation != "previous" or len(mentions) == 1 else mentions[0]
            axis.period = chosen if axis.period is None or chosen.settled else axis.period
            near = chosen if chosen.settled else near
        left.append(_read_words(axis, rest, part, vocabulary))
    axis.spans = [words for words in left if words]
    axis.words = " ".join(dict.fromkeys(axis.spans))
    return axis


def _read_words(axis: Axis, rest: str, whole: str, vocabulary: Vocabulary) -> str:
    tables = vocabulary.measures.tables
    plain = re.sub(r"\s+", " ", rest).strip(" :;,.-–—()[]/|*").lower()
    if _CUMULATIVE.search(whole):
        axis.cumulative = True
    money = _MONEY.search(whole)
    if _POINTS.search(whole):
        axis.kind = "percentage_points"
    elif money:
        axis.kind, axis.unit = "currency", "GBP"
        axis.scale = SCALES.get((money["scale"] or "").lower(), 1)
    elif rate := _RATE.search(whole):
        axis.kind, axis.denominator = "rate", int(rate["base"].replace(",", ""))
        axis.unit = f"per {axis.denominator:,}"
    elif _PERCENT.search(whole):
        axis.kind = "percent"
    elif days := _DAYS.search(whole):
        axis.kind, axis.unit = "duration", (days["unit"] or days["unit2"]).lower()
    elif _NUMBER_HINT.search(whole) or plain in tables.count:
        axis.kind = "count"
    elif _SCORE.search(whole):
        axis.kind = "ratio"
    role = _role_word(plain, vocabulary)
    if role is not None:
        axis.role = role
        plain_rest = re.sub(r"^(?:target|baseline|forecast|projected|planned)\b\s*", "", plain)
        return "" if plain_rest in _GENERIC or plain_rest == plain else plain_rest
    if plain in tables.change or re.fullmatch(
        r"(?:%\s*)?(?:change|variance|difference|movement)(?:\s+(?:on|from|since|in|over)\b.*)?(?:\s*%)?", plain
    ):
        axis.is_change = True
        return ""
    if plain in tables.no_figures:
        axis.no_figures = True
        return ""
    if plain in tables.totals or re.fullmatch(r"(?:all|total)\s+[a-z][a-z -]{2,30}s", plain):
        axis.is_total = True
        axis.whole = re.sub(r"^(?:all|total)\s*", "", plain)
        return ""
    if plain in tables.count or plain in tables.percent or plain in _GENERIC:
        return ""
    words = _HINTS.sub("", rest)
    words = re.sub(r"[(\[]\s*[)\]]", "", words)
    words = re.sub(
        r"^\s*(?:total\s+)?(?:number|no\.|count|percentage|%|proportion)\s+of\s+", "", words, flags=re.IGNORECASE
    )
    words = _POLARITY.sub("", _CODE.sub("", re.sub(r"\s+", " ", words).strip()))
    return words.strip(" :;,.-–—/|*")


def _role_word(plain: str, vocabulary: Vocabulary) -> Role | None:
    tables = vocabulary.measures.tables
    for role, words in (
        ("target", tables.target),
        ("baseline", tables.baseline),
        ("forecast", tables.forecast),
        ("standard", tables.standard),
    ):
        if plain in words or any(
            re.fullmatch(rf"{re.escape(word)}(?:\s+(?:%|\d+|figure|level|number|year end|annual))?", plain)
            for word in words
        ):
            return role  # type: ignore[return-value]
    return None


def _rows(
    texts: list[list[str]],
    grid: list[list[Cell | None]],
    header_rows: int,
    header_columns: int,
    columns: list[Axis],
    context: PeriodContext,
    vocabulary: Vocabulary,
) -> list[Axis]:
    rows: list[Axis] = []
    group: str | None = None
    carried = [""] * max(header_columns, 1)
    column_period = next(
        (c.period for c in columns[header_columns:] if c.period is not None and c.period.grain == "year"), None
    )
    known = PeriodContext(
        reference=context.reference,
        document=context.document,
        near=column_period or context.near,
        last=context.last,
        latest=context.latest,
    )
    for index, row in enumerate(texts):
        if index < header_rows:
            rows.append(Axis(parts=[]))
            continue
        filled = [text for text in row if text]
        first = row[0] if row else ""
        if (
            first
            and len({id(c) for c in grid[index] if c is not None and c.end > c.start}) == 1
            and len(row) > 1
            and not re.match(r"[\d£]", first)
        ):
            group = first
            rows.append(Axis(parts=[first], no_figures=True))
            continue
        parts = []
        for column in range(header_columns):
            if row[column]:
                carried[column] = row[column]
                if column == 0:
                    carried[1:] = [""] * (len(carried) - 1)
            parts.append(carried[column])
        if not any(row[:header_columns]) and filled and header_columns:
            parts = ["Total"] if index == len(texts) - 1 else parts
        axis = _axis(_unique(parts), known, vocabulary)
        axis.no_figures = False
        axis.group = group
        rows.append(axis)
    return rows


def _order_months(axes: list[Axis], context: PeriodContext) -> None:
    """Months in a row without years run on: "Oct Nov Dec Jan Feb" crosses one new year."""
    bare = [
        axis
        for axis in axes
        if axis.period is not None
        and axis.period.grain == "month"
        and not re.search(r"\d", axis.period.period.text)
        and axis.period.settled
        and len(axis.parts) == 1
    ]
    if len(bare) < 3:
        return
    later: date | None = None
    for axis in reversed(bare):
        assert axis.period is not None
        start, end = axis.period.period.start, axis.period.period.end
        if start is None or end is None:
            return
        if later is not None and start > later:
            from dataclasses import replace

            from ..text.calendar_units import month_days

            first, last = month_days(later.year if start.month < later.month else later.year - 1, start.month)
            axis.period = replace(axis.period, period=replace(axis.period.period, start=first, end=last))
            start = first
        later = start


def _settle_cumulative(columns: list[Axis], context: PeriodContext) -> None:
    """A cumulative column runs from the start of its year to its own end, or to the end of the last column before it."""
    from dataclasses import replace

    from ..records.figure import Period

    for index, column in enumerate(columns):
        if not column.cumulative:
            continue
        known = column.period if column.period is not None and column.period.period.end else None
        if known is None or known.period.text.lower() in ("ytd", "year to date"):
            earlier = [
                c.period
                for c in columns[:index]
                if c.period is not None and c.period.period.end and not c.cumulative and c.role == "reported"
            ]
            known = max(earlier, key=lambda m: m.period.end or date.min) if earlier else (known or context.near)
        end = known.period.end if known is not None else context.reference
        if end is None:
            continue
        start = financial_year(fiscal_start(end))[0]
        base = column.period or known
        text = " ".join(column.parts)
        if base is not None:
            column.period = replace(
                base, period=Period(text=text, start=start, end=end), relation="during", vague=False
            )


def _rows_are_measures(axes: TableAxes, vocabulary: Vocabulary) -> bool:
    """Whether row headers name measures ("Contacts", "Re-referrals (%)") rather than members of a breakdown."""
    if _INDICATOR.match(axes.corner):
        return True
    if vocabulary.measures.dimension_named(axes.corner) is not None:
        return False
    body = [axis for axis in axes.rows[axes.header_rows :] if axis.words and not axis.is_total]
    if not body:
        return False
    if vocabulary.measures.dimension_of([axis.words for axis in body]) is not None:
        return False
    named = sum(1 for axis in body if _names_measure(axis, vocabulary))
    return named * 2 > len(body)


def _columns_are_measures(axes: TableAxes, vocabulary: Vocabulary) -> bool:
    """Whether column headers name measures rather than members; not both axes can."""
    if axes.rows_are_measures:
        return False
    body = [axis for axis in axes.columns[axes.header_columns :] if axis.words]
    if not body or vocabulary.measures.dimension_of([axis.words for axis in body]) is not None:
        return False
    if re.search(r"\bby\b", axes.title) and not any(_names_measure(axis, vocabulary) for axis in body):
        return False
    named = sum(1 for axis in body if _names_measure(axis, vocabulary))
    return named * 2 >= len(body) or not axes.title


def _names_measure(axis: Axis, vocabulary: Vocabulary) -> bool:
    words = axis.words.lower()
    if axis.kind is not None and axis.kind != "currency":
        return True
    if vocabulary.measures.canonical(words) is not None:
        return True
    return counted_pattern(vocabulary).search(words) is not None


_PATTERNS: dict[int, re.Pattern[str]] = {}


def counted_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Plural nouns that count things."""
    return cue_pattern(sorted(word for word in vocabulary.units.counted_words if word not in vocabulary.units.counted))
