"""The section about series: the same measure over time, each with its chart and its table."""

from __future__ import annotations

from ..records.run import Run
from ..records.series import Series
from .charts import Dot, line_chart
from .html_parts import MOST_SERIES, Block, Cell, Chart, Heading, Paragraph, Row, Section, Table, capped, texts
from .readable import breakdown, listed, plain, span_of, words


def series_section(run: Run) -> Section:
    """Series of two points or more, the longest first."""
    usable = sorted((row for row in run.series if len(row.points) > 1), key=lambda row: -len(row.points))
    shown, more = capped(usable, MOST_SERIES, "series", "Series")
    figures = {row.id: row for row in run.figures}
    paths = {row.id: row.path for row in run.documents}
    blocks: list[Block] = [
        Paragraph(
            text="Values that documents state for one measure, of one part and place, at two or more times. A line between "
            "points is drawn for the eye alone; nothing is known of the time between them, and nothing is forecast."
            if usable
            else "No measure is stated for two or more times."
        )
    ]
    for number, row in enumerate(shown, start=1):
        name = ", ".join(filter(None, (row.measure, breakdown(row.breakdown), row.geography, row.body)))
        blocks.append(Heading(text=name[:1].upper() + name[1:]))
        blocks.append(Chart(name=f"series-{number}", svg=_drawn(row, name, f"series-{number}")))
        blocks += [Paragraph(text=f"Break: {text}.") for text in row.breaks]
        if row.missing:
            blocks.append(Paragraph(text=f"Not stated: {listed(period.text for period in row.missing)}."))
        if len(row.stated_as) > 1:
            blocks.append(Paragraph(text=f"Joined by {row.basis}: {listed(f'“{text}”' for text in row.stated_as)}."))
        revised = {point.figure for group in row.revisions for point in group}
        points = []
        for point in row.points:
            figure = figures.get(point.figure)
            printed = figure.text if figure else plain(point.value)
            source = Cell(text=paths.get(figure.document, ""), href=figure.document) if figure else Cell()
            where = figure.locator.cite if figure else ""
            note = "Stated differently elsewhere" if point.figure in revised else ""
            noted = (note,) if revised else ()
            points.append(Row(cells=texts(span_of(point.period), printed, source, where, *noted)))
        blocks.append(
            Table(
                name=f"series-table-{number}",
                caption=f"{name[:1].upper() + name[1:]}{f' ({row.unit})' if row.unit else ''}",
                headers=("Period", "As printed", "Document", "Where", *(("Note",) if revised else ())),
                rows=tuple(points),
            )
        )
    if more:
        blocks.append(Paragraph(text=more))
    return Section(anchor="series", title="The same measure over time", blocks=tuple(blocks))


def _drawn(row: Series, name: str, anchor: str) -> str:
    dots = _dots(row)
    first, last = dots[0], dots[-1]
    return line_chart(
        dots,
        name=anchor,
        title=f"Chart: {name}, {len(dots)} points",
        description=f"{words(row.unit_kind)}. From {first.shown} ({first.label}) to {last.shown} ({last.label}). "
        "The table beneath has every value.",
    )


def _dots(row: Series) -> list[Dot]:
    """Points in the order of time; evenly spaced where a period has no date."""
    moments = [point.period.end or point.period.start for point in row.points]
    dated = all(moments)
    percent = "%" if row.unit_kind == "percent" else ""
    dots = [
        Dot(
            label=point.period.text,
            at=moment.toordinal() if dated and moment else index,
            value=float(point.value),
            shown=f"{plain(point.value)}{percent}",
        )
        for index, (point, moment) in enumerate(zip(row.points, moments, strict=True))
    ]
    return sorted(dots, key=lambda dot: dot.at)
