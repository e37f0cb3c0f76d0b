"""The same measure over time: figures of all documents of one body, with one measure, breakdown and kind of unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from ..records.figure import Figure
from ..records.ids import content_id
from ..records.series import Point, Series
from ..vocab import Vocabulary
from .gaps import missing_periods
from .measures import Likeness, Phrase, join_phrases

Length = Literal["moment", "month", "quarter", "half", "year"]
_SPANS: Final[tuple[tuple[int, Length], ...]] = ((1, "moment"), (45, "month"), (120, "quarter"), (250, "half"))


def join_series(
    figures: Sequence[Figure],
    *,
    vocabulary: Vocabulary,
    bodies: Mapping[str, str] | None = None,
    dates: Mapping[str, date] | None = None,
    likeness: Likeness | None = None,
) -> Iterator[Series]:
    """Series of two or more periods, in order of measure.

    `bodies` names whose figures a document's are where they do not say so themselves, its authority or its case: figures of
    two bodies are never one series. `dates` are those of the documents: where two state different values for one period,
    the newer one is the point and both are a revision. Only reported values and baselines count: a target or a forecast is
    no point of what happened.
    """
    bodies, dates = bodies or {}, dates or {}
    groups: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.measure and figure.period and figure.period.end and figure.role in ("reported", "baseline"):
            groups[key_of(figure, bodies)][figure.measure].append(figure)
    made = []
    for key in sorted(groups, key=str):
        phrases = groups[key]
        stated = {text: stated_values(found) for text, found in phrases.items()}
        joined = join_phrases(stated, measures=vocabulary.measures, likeness=likeness)
        together: dict[str, list[Figure]] = defaultdict(list)
        for text, (leader, _) in joined.items():
            together[leader] += phrases[text]
        for leader, found in together.items():
            bases = {text: basis for text, (to, basis) in joined.items() if to == leader}
            series = _series(leader, found, key, bases, dates, bodies)
            if series is not None:
                made.append(series)
    yield from sorted(made, key=lambda row: (row.measure.lower(), str(row.geography), str(row.breakdown), row.id))


def is_about(series: Series, measure: str, *, vocabulary: Vocabulary) -> bool:
    """Whether the series is of the measure asked for: by all of its words, or by its name in the vocabulary and head noun."""
    asked = Phrase(measure)
    named = vocabulary.measures.canonical(measure)
    for text in (series.measure, *series.stated_as):
        phrase = Phrase(text)
        if asked.words and asked.words <= phrase.words and asked.numbers <= phrase.numbers:
            return True
        if named is not None and named == vocabulary.measures.canonical(text) and asked.head == phrase.head:
            return True
    return False


def key_of(figure: Figure, bodies: Mapping[str, str]) -> tuple[object, ...]:
    """What the figures of a series share besides their measure."""
    breakdown = tuple(sorted((name.lower(), member.lower()) for name, member in (figure.breakdown or {}).items()))
    unit = figure.unit.lower() if figure.unit and figure.unit_kind in ("rate", "currency", "duration") else None
    place = (figure.geography or figure.organisation or "").lower()
    return (place, bodies.get(figure.document, "").lower(), breakdown, figure.unit_kind, unit, _length(figure))


def _length(figure: Figure) -> Length:
    period = figure.period
    if period is None or period.start is None or period.end is None:
        return "moment"
    days = (period.end - period.start).days
    return next((name for limit, name in _SPANS if days < limit), "year")


def stated_values(figures: Sequence[Figure]) -> dict[tuple[str, object], frozenset[object]]:
    """The values that each document states for each period, by kind of unit and part."""
    found: dict[tuple[str, object], set[object]] = defaultdict(set)
    for figure in figures:
        what = (span_of(figure), figure.unit_kind, str(figure.breakdown))
        found[figure.document, what].add(figure.value)
    return {key: frozenset(values) for key, values in found.items()}


def span_of(figure: Figure) -> tuple[date | None, date | None]:
    """First and last day of its period."""
    return (figure.period.start, figure.period.end) if figure.period else (None, None)


def _series(
    measure: str,
    figures: Sequence[Figure],
    key: tuple[object, ...],
    bases: Mapping[str, str],
    dates: Mapping[str, date],
    bodies: Mapping[str, str],
) -> Series | None:
    by_period: dict[tuple[date | None, date | None], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (str(dates.get(f.document, "")), f.document, f.start)):
        by_period[span_of(figure)].append(figure)
    if len(by_period) < 2:
        return None
    order = sorted(by_period, key=lambda span: (span[1] or date.min, span[0] or span[1] or date.min))
    newest = [by_period[span][-1] for span in order]
    first = newest[0]
    phrases = sorted(bases, key=lambda text: (text != measure, text))
    return Series(
        id=content_id("series", measure, *key),
        measure=measure,
        breakdown=first.breakdown,
        geography=first.geography,
        unit_kind=first.unit_kind,
        unit=first.unit,
        points=tuple(_point(figure) for figure in newest),
        revisions=tuple(
            tuple(_point(figure) for figure in by_period[span])
            for span in order
            if len({figure.value for figure in by_period[span]}) > 1
        ),
        breaks=tuple(_breaks(newest)),
        body=_told(bodies.get(first.document), first.document),
        stated_as=tuple(phrases),
        basis="; ".join(dict.fromkeys(bases[text] for text in phrases if text != measure)) or "the same words",
        missing=tuple(missing_periods([figure.period for figure in newest if figure.period], _length(first))),
    )


def _told(body: str | None, document: str) -> str | None:
    """The body by its name; a document that stands for itself is told by its figures."""
    return None if body == document else body or None


def _breaks(figures: Sequence[Figure]) -> Iterator[str]:
    """Where the measure is worded otherwise than before: with other numbers its definition may have changed."""
    for before, after in pairwise(figures):
        if before.measure == after.measure or not (before.measure and after.measure and after.period):
            continue
        one, other = Phrase(before.measure), Phrase(after.measure)
        if one.words == other.words and one.numbers == other.numbers:
            continue
        what = "is defined otherwise" if one.numbers != other.numbers else "is worded otherwise"
        yield f"From {after.period.text} the measure {what}: “{after.measure}”, before “{before.measure}”"


def _point(figure: Figure) -> Point:
    assert figure.period is not None
    return Point(period=figure.period, value=figure.value, figure=figure.id)
