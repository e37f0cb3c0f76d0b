"""Figures of table cells: the number from the cell, its meaning from row header, column headers, caption and what stands above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..records.document import Block, Document, cite, locate
from ..records.figure import Change, Period, Role, UnitKind
from ..records.span import Locator
from ..records.table import Cell, Table, cell_grid
from ..text.calendar_units import financial_year
from ..text.numbers import NumberMention, find_numbers
from ..text.period_mentions import PeriodContext, fiscal_start
from ..text.periods import find_periods
from ..vocab import Vocabulary
from .figure_draft import FigureDraft
from .figure_passages import Passage
from .figure_periods import main_period
from .table_axes import Axis, TableAxes, read_axes

_NEGATIVE = re.compile(r"^\(\s*£?\s?[\d,.]+\s?(?:%|k|m|bn)?\s*\)$")
_SUPPRESSED = re.compile(r"^[<＜]\s?=?\s?(?P<value>\d{1,3})$")
_MARKS = re.compile(r"^[\s~#*†‡^]*|[\s*†‡^]+$")
_LEGEND = re.compile(
    r"\b(?:fewer|less)\s+than\s+(?P<value>\d{1,2}|five|six|ten)\b[^.]{0,60}\b(?:suppress|replac|shown|mark|with)\w*",
    re.IGNORECASE,
)
_TABLE_NUMBER = re.compile(
    r"^\s*(?:table|figure|fig\.?|chart|appendix|annex)\s+[A-Z]?\d{0,3}(?:\.\d+)?[a-z]?\s*[:.–—-]?\s*", re.IGNORECASE
)
_BY = re.compile(
    r",?\s+(?:split\s+|broken\s+down\s+|analysed\s+)?by\s+(?P<dimensions>[a-z][\w\s,’'&/-]{2,80}?)(?=$|[,:;(–—]|\s+(?:for|in|during|from|as)\b)",
    re.IGNORECASE,
)
_PLACES = {"locality", "district", "team", "centre", "area", "age", "gender", "ethnicity", "source"}
_PARTICIPLE = re.compile(
    r"^(?:\w+(?:ed|en|ing)|made|held|led|sent|begun|met|open|with|in|by|of|for|at|on|from|to|per|who|that|where|within|and|not|due|waiting|seen|taken|left|given|&|[-–(,:].*)$",
    re.IGNORECASE,
)
_LEADING = {
    "open",
    "new",
    "total",
    "number",
    "of",
    "average",
    "mean",
    "all",
    "the",
    "current",
    "active",
    "overall",
    "monthly",
    "annual",
    "repeat",
    "%",
    "percentage",
    "rate",
    "proportion",
    "share",
}
_WORDS_OF_PROSE = 6


def table_drafts(document: Document, passages: list[Passage], vocabulary: Vocabulary) -> Iterator[FigureDraft]:
    """The figures of all data tables, in order. Cells that hold sentences are left to the reading of prose."""
    for table in document.tables:
        if table.is_form or table.start >= document.body_end:
            continue
        block = document.blocks[table.block]
        context = _context(document, block, passages)
        title = table_title(document, table, block)
        axes = read_axes(document, table, _TABLE_NUMBER.sub("", title), context, vocabulary)
        yield from _TableReader(document, table, axes, vocabulary, passages).drafts()


def table_title(document: Document, table: Table, block: Block) -> str:
    """The caption, else the line right above the table if it is a title rather than a sentence."""
    if table.caption is not None:
        return " ".join(document.text[table.caption.start : table.caption.end].split())
    for earlier in reversed(document.blocks[: block.id]):
        if earlier.kind in ("furniture", "comment"):
            continue
        text = " ".join(document.text[earlier.content : earlier.end].split())
        if earlier.kind in ("heading", "caption") or (
            len(text) < 120 and (not text.endswith(".") or _TABLE_NUMBER.match(text))
        ):
            return text.rstrip(":")
        return ""
    return ""


def _context(document: Document, block: Block, passages: list[Passage]) -> PeriodContext:
    above = [p for p in passages if p.start < block.start]
    near = None
    if above:
        last = above[-1]
        mentions = [m for m in last.periods if m.settled and m.relation in ("during", "at")]
        near = mentions[-1] if mentions else last.context.near
        return PeriodContext(
            reference=document.date,
            document=last.context.document,
            near=near,
            last=last.context.last,
            latest=dict(last.context.latest),
        )
    return PeriodContext(reference=document.date)


class _TableReader:
    def __init__(
        self, document: Document, table: Table, axes: TableAxes, vocabulary: Vocabulary, passages: list[Passage]
    ) -> None:
        self.document, self.table, self.axes, self.vocabulary = document, table, axes, vocabulary
        self.measure, self.dimensions = self._title_measure()
        above = [p for p in passages if p.start < table.start]
        self.above = above[-1] if above else None
        self.has_points = any(axis.kind == "percent" for axis in (*axes.columns, *axes.rows, axes.caption_axis))

    def drafts(self) -> Iterator[FigureDraft]:
        seen: set[int] = set()
        numbering = self._numbering_columns()
        for index, row in enumerate(cell_grid(self.table)):
            if index < self.axes.header_rows or self.axes.rows[index].no_figures:
                continue
            for column, cell in enumerate(row):
                if cell is None or cell.start in seen or column < self.axes.header_columns or column in numbering:
                    continue
                seen.add(cell.start)
                if not self.axes.columns[column].no_figures:
                    yield from self._cell(cell, self.axes.rows[index], self.axes.columns[column])

    def _numbering_columns(self) -> set[int]:
        """Columns that only count the rows: 1, 2, 3 ..."""
        found = set()
        for column in range(self.table.columns):
            if self.axes.columns[column].words:
                continue
            values = [
                self.document.text[c.start : c.end].strip().rstrip(".")
                for c in self.table.cells
                if c.column == column and c.row >= self.axes.header_rows
            ]
            if (
                len(values) >= 2
                and values == [str(n) for n in range(1, len(values) + 1)]
                and not self.axes.columns[column].period
            ):
                found.add(column)
        return found

    # --- one cell -------------------------------------------------------------------------------------------------

    def _cell(self, cell: Cell, row: Axis, column: Axis) -> Iterator[FigureDraft]:
        text = self.document.text[cell.start : cell.end]
        for number in _cell_numbers(text, self.document):
            kind, unit, denominator = self._kind(number, text, row, column)
            scale = (
                column.scale
                if column.kind == "currency"
                else row.scale
                if row.kind == "currency"
                else self.axes.caption_axis.scale
            )
            scaled = (
                kind == "currency"
                and number.kind != "currency"
                or (kind == "currency" and number.value < 100_000 and scale > 1 and "£" not in text)
            )
            factor = scale if scaled else 1
            draft = FigureDraft(
                start=cell.start + number.start,
                end=cell.start + number.end,
                evidence=(cell.start, cell.end),
                value=number.value * factor,
                low=number.low * factor if number.low is not None else None,
                high=number.high * factor if number.high is not None else None,
                unit_kind=kind,
                unit=unit,
                denominator=number.denominator if number.denominator is not None else denominator,
                qualifier=number.qualifier,
                role=_role(row, column),
                origin="table",
                method="table:cell",
                locator=self._locator(cell, row, column),
                confidence=0.95,
            )
            self._meaning(draft, row, column)
            self._period(draft, row, column)
            self._change(draft, number, row, column)
            yield draft

    def _kind(
        self, number: NumberMention, text: str, row: Axis, column: Axis
    ) -> tuple[UnitKind, str | None, Decimal | None]:
        """The cell's own mark, else the column's, the row's, the caption's."""
        if number.kind is not None and not (number.kind == "ratio" and number.form == "idiom"):
            if number.kind == "percent" and (column.is_change or row.is_change) and self.has_points and False:
                return "percentage_points", None, None
            return number.kind, number.unit, number.denominator
        for axis in (column, row, self.axes.caption_axis):
            if axis.kind is not None:
                return axis.kind, axis.unit, Decimal(axis.denominator) if axis.denominator else None
        if "." in text[number.start : number.end]:
            return "ratio", None, None
        return "count", None, None

    def _meaning(self, draft: FigureDraft, row: Axis, column: Axis) -> None:
        """Measure, unit and breakdown from the two axes and the title."""
        axes = self.axes
        breakdown: dict[str, str] = {}
        parts: list[str] = []
        if axes.rows_are_measures:
            if row.group and row.words:
                parts.append(row.words)
            elif row.words:
                parts.append(row.words)
            if not row.words:
                parts.append(self.measure)
        else:
            if self.measure:
                parts.append(self.measure)
            if axes.columns_are_measures and column.words:
                parts = [column.words, *(p for p in parts if not _overlaps(p, column.words))] if column.words else parts
            if row.words and not row.is_total:
                dimension = self._row_dimension()
                breakdown[dimension] = row.words
                if dimension not in _PLACES:
                    parts.append(row.words)
            if row.group and not row.is_total and row.group.lower() not in " ".join(parts).lower():
                parts.insert(0, row.group)
        if column.words and not axes.columns_are_measures and not column.is_total:
            if _is_comparator(column.words, self.vocabulary):
                draft.geography = _is_comparator(column.words, self.vocabulary)
            else:
                dimension = self._column_dimension(breakdown)
                breakdown[dimension] = column.words
                if dimension not in _PLACES:
                    parts.append(column.words)
        geography = _is_comparator(row.words, self.vocabulary) if row.words and not axes.rows_are_measures else None
        if geography:
            draft.geography = geography
            breakdown = {k: v for k, v in breakdown.items() if v != row.words}
        draft.measure = ", ".join(dict.fromkeys(part for part in parts if part)) or axes.title or None
        draft.breakdown = breakdown or None
        if draft.unit is None and draft.unit_kind not in ("currency", "duration", "rate"):
            draft.unit = self._unit(row, column)
        draft.reasons["measure"] = (
            f"headers: {' / '.join(p for p in (axes.title, ' '.join(row.parts), ' | '.join(column.parts)) if p)}"
        )
        if breakdown:
            draft.reasons["breakdown"] = ", ".join(f"{k} from {v}" for k, v in sorted(breakdown.items()))
        if draft.unit:
            draft.reasons["unit"] = draft.unit

    def _unit(self, row: Axis, column: Axis) -> str | None:
        candidates = [
            row.words if self.axes.rows_are_measures else "",
            column.words if self.axes.columns_are_measures else "",
            self.measure,
        ]
        for words in candidates:
            unit = unit_of_phrase(words, self.vocabulary)
            if unit:
                return unit
        return None

    def _title_measure(self) -> tuple[str, list[str]]:
        """The caption without number, period and "by X and Y", and those dimensions."""
        title = _TABLE_NUMBER.sub("", self.axes.title)
        mentions = find_periods(title, self.axes.context)
        for mention in reversed(mentions):
            title = title[: mention.start] + " " + title[mention.end :]
        dimensions: list[str] = []
        match = _BY.search(title)
        if match:
            dimensions = [part.strip() for part in re.split(r",|\band\b|&", match["dimensions"]) if part.strip()]
            dimensions = [d for d in dimensions if d.lower() not in ("month", "quarter", "year")]
            title = title[: match.start()] + title[match.end() :]
        title = re.sub(r"\((?:£[^)]*|%|number|numbers)?\)", "", title)
        title = re.sub(r"\s+", " ", title).strip(" ,:;.-–—")
        title = re.sub(
            r"(?:,?\s+(?:in|for|during|from|to|at|as at|of|and|the|before|after))+$", "", title, flags=re.IGNORECASE
        )
        title = re.sub(
            r"^(?:total\s+)?(?:number|numbers|percentage|proportion)\s+of\s+", "", title, flags=re.IGNORECASE
        )
        return title, dimensions

    def _row_dimension(self) -> str:
        named = self.vocabulary.measures.dimension_named(self.axes.corner)
        if named is not None:
            return named
        if self.axes.corner and not re.search(r"\d", self.axes.corner) and len(self.axes.corner.split()) <= 4:
            return self.axes.corner.lower()
        for dimension in self.dimensions:
            known = self.vocabulary.measures.dimension_named(dimension)
            return known or dimension.lower()
        members = [axis.words for axis in self.axes.rows[self.axes.header_rows :] if axis.words and not axis.is_total]
        return self.vocabulary.measures.dimension_of(members) or "category"

    def _column_dimension(self, taken: dict[str, str]) -> str:
        for dimension in self.dimensions:
            known = self.vocabulary.measures.dimension_named(dimension) or dimension.lower()
            if known not in taken and known != self._row_dimension():
                return known
        members = [
            axis.words for axis in self.axes.columns[self.axes.header_columns :] if axis.words and not axis.is_total
        ]
        found = self.vocabulary.measures.dimension_of(members)
        return found if found is not None and found not in taken else "category" if "category" not in taken else "group"

    # --- period, change, place ------------------------------------------------------------------------------------

    def _period(self, draft: FigureDraft, row: Axis, column: Axis) -> None:
        found = self._stated_period(row, column)
        if found is not None:
            draft.period, words = found
            draft.reasons["period"] = words
            return
        if draft.role == "target" or draft.role == "standard":
            year = self._year_of_columns()
            if year is not None:
                draft.period = year
                draft.reasons["period"] = f"the year of the table: {year.text}"
                return
        caption = self.axes.caption_axis.period
        if caption is not None and caption.settled:
            draft.period = caption.period
            draft.reasons["period"] = f"caption: {caption.period.text}"
            return
        above = main_period(self.above) if self.above is not None else None
        if above is not None:
            draft.period = above
            draft.reasons["period"] = f"sentence above: {above.text}"
            return
        near = self.axes.context.near or self.axes.context.document
        if near is not None and near.settled:
            draft.period = near.period
            draft.reasons["period"] = f"section or document: {near.period.text}"

    def _stated_period(self, row: Axis, column: Axis) -> tuple[Period, str] | None:
        own = [axis.period for axis in (column, row) if axis.period is not None and axis.period.settled]
        if not own:
            axis_period = column.period or row.period
            if axis_period is not None and axis_period.grain == "term":
                return axis_period.period, f"header: {axis_period.period.text}"
            return None
        if len(own) == 2:
            outer, inner = sorted(own, key=lambda m: _days(m.period), reverse=True)
            if _within(inner.period, outer.period):
                return inner.period, f"headers: {inner.period.text}"
            moved = find_periods(inner.period.text, replace(self.axes.context, near=outer))
            if moved and moved[0].settled and not re.search(r"\d{4}", inner.period.text):
                return moved[0].period, f"headers: {inner.period.text}, {outer.period.text}"
            return own[0].period, f"header: {own[0].period.text}"
        return own[0].period, f"header: {own[0].period.text}"

    def _year_of_columns(self) -> Period | None:
        """The financial year that all period columns lie in."""
        ends = [
            axis.period.period.end for axis in self.axes.columns if axis.period is not None and axis.period.period.end
        ]
        years = {fiscal_start(end) for end in ends}
        if len(years) != 1:
            return None
        start, end = financial_year(years.pop())
        return Period(text="year of the table", start=start, end=end)

    def _change(self, draft: FigureDraft, number: NumberMention, row: Axis, column: Axis) -> None:
        if number.direction is None and not (column.is_change or row.is_change):
            return
        direction = number.direction or (
            "increase" if number.value > 0 else "decrease" if number.value < 0 else "no_change"
        )
        draft.change = Change(direction=direction, amount=abs(number.value))
        draft.reasons["change"] = " | ".join(column.parts) if column.is_change else draft.reasons.get("change", "sign")

    def _locator(self, cell: Cell, row: Axis, column: Axis) -> Locator:
        base = locate(self.document, cell.start, max(cell.end, cell.start + 1))
        page = cell.page or base.page
        table = self.table.id + 1
        return replace(
            base,
            page=page,
            bbox=cell.bbox or base.bbox,
            table=table,
            row=cell.row + 1,
            column=cell.column + 1,
            row_header=" | ".join(row.parts) or None,
            column_header=" | ".join(column.parts) or None,
            sheet=self.table.sheet,
            cell=cell.address,
            cite=cite(paragraph=base.paragraph, page=page, section=base.section, table=table),
        )


def _cell_numbers(text: str, document: Document) -> list[NumberMention]:
    """The numbers of a cell that holds values; none of a cell of words, a date or a mark."""
    if len(re.findall(r"[A-Za-z]{2,}", text)) > _WORDS_OF_PROSE:
        return []
    suppressed = _SUPPRESSED.match(text.strip())
    if suppressed:
        return [
            NumberMention(
                start=0,
                end=len(text),
                tail=len(text),
                value=Decimal(suppressed["value"]),
                qualifier="under",
                form="digits",
            )
        ]
    if find_periods(text) and not re.match(r"^\d{4}$", text.strip()):
        return []
    if _NEGATIVE.match(text.strip()):
        inner = find_numbers(text)
        return [replace(n, start=0, end=len(text), value=-abs(n.value), direction=n.direction) for n in inner[:1]]
    stripped = text
    numbers = find_numbers(stripped)
    words = re.findall(r"[A-Za-z]{2,}", "".join(_outside(text, numbers)))
    if re.search(r"\d[-/]\d{2,}[-/]|[A-Za-z]\d|\d[A-Za-z]{3,}", text) and not any(n.kind for n in numbers):
        return []
    return [n for n in numbers if n.form in ("digits", "range", "of", "ratio", "score", "in") or not words]


def _outside(text: str, numbers: list[NumberMention]) -> list[str]:
    pieces, position = [], 0
    for number in numbers:
        pieces.append(text[position : number.start])
        position = number.tail
    return [*pieces, text[position:]]


def _role(row: Axis, column: Axis) -> Role:
    for axis in (column, row):
        if axis.role != "reported":
            return axis.role
    return "reported"


def _overlaps(part: str, words: str) -> bool:
    first, second = {w.lower() for w in part.split()}, {w.lower() for w in words.split()}
    return first <= second


def _days(period: Period) -> int:
    return (period.end - period.start).days if period.start and period.end else 0


def _within(inner: Period, outer: Period) -> bool:
    return bool(
        inner.start
        and inner.end
        and outer.start
        and outer.end
        and outer.start <= inner.start
        and inner.end <= outer.end
    )


def _is_comparator(words: str, vocabulary: Vocabulary) -> str | None:
    for name, pattern in vocabulary.measures.comparator_patterns:
        if pattern.match(words.strip()):
            return name
    return None


def unit_of_phrase(words: str, vocabulary: Vocabulary) -> str | None:
    """The noun that a measure's phrase counts: "Families waiting for allocation" -> families."""
    tokens = re.findall(r"[\w’'-]+|[(,:–&]", words)
    while tokens and tokens[0].lower() in _LEADING:
        tokens.pop(0)
    kept: list[str] = []
    for token in tokens:
        if kept and _PARTICIPLE.match(token):
            break
        if token in "(,:–&":
            break
        kept.append(token)
    if not kept:
        return None
    unit = " ".join(kept)
    if all(word[:1].islower() or index == 0 for index, word in enumerate(kept)) and not unit.isupper():
        unit = unit[0].lower() + unit[1:]
    return vocabulary.units.expand(unit)
