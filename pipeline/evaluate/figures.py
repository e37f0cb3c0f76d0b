"""Figures against gold: found or not, and each field of those found."""

from __future__ import annotations

import re
from decimal import Decimal

from ..records.document import Document
from ..records.figure import Figure, Period
from ..records.span import Span
from .align import find_cell, find_quote, find_within, plain_text
from .gold import GoldFigure, GoldPeriod
from .score import Scores

_WORD = re.compile(r"[a-z0-9%£]+")


def score_figures(document: Document, found: list[Figure], gold: list[GoldFigure], scores: Scores) -> None:
    """Add one document's figures to the scores. A figure is right where its place, value and unit kind are.

    Tallies: "figure" (place), "value" (and value), "value+unit" (and unit kind), by origin too. Shares, over figures found in
    the right place: period, change, baseline, qualifier, role, breakdown, measure, denominator, range.
    """
    pairs, missed, extra = pair_figures(document, found, gold)
    for name in ("figure", "value", "value+unit"):
        scores.tally(name).wrong += len(extra)
        scores.tally(name).missed += len(missed)
    for item in missed:
        scores.tally(f"value+unit:{item.origin}").missed += 1
        scores.error(document.path, "missed", f"{item.text} | {item.unit_kind}", item.quote)
    for figure in extra:
        scores.tally(f"value+unit:{figure.origin}").wrong += 1
        scores.error(document.path, "false", "", f"{figure.text} | {figure.unit_kind} | {figure.evidence.quote}")
    for item, figure in pairs:
        _compare(document, item, figure, scores)


def figure_is_right(item: GoldFigure, figure: Figure) -> bool:
    """Whether value, unit kind, period and direction of change are all those of the gold: what a confidence speaks of."""
    directions = (item.change.direction if item.change else None, figure.change.direction if figure.change else None)
    stated = _equal(item.value, figure.value) and item.unit_kind == figure.unit_kind
    return stated and _ends(item.period) == _ends(figure.period) and directions[0] == directions[1]


def pair_figures(
    document: Document, found: list[Figure], gold: list[GoldFigure]
) -> tuple[list[tuple[GoldFigure, Figure]], list[GoldFigure], list[Figure]]:
    """Gold figures with what was found in their places, gold that was missed, and what the gold does not have."""
    places = _places(document, gold)
    free = dict(enumerate(found))
    pairs, missed = [], []
    for item, place in zip(gold, places, strict=True):
        hits = [
            key
            for key, figure in free.items()
            if place is not None and figure.start < place.end and figure.end > place.start
        ]
        if not hits:
            missed.append(item)
            continue
        best = min(hits, key=lambda key: (free[key].value != item.value, abs(free[key].start - place.start)))  # type: ignore[union-attr]
        pairs.append((item, free.pop(best)))
    return pairs, missed, list(free.values())


def _places(document: Document, gold: list[GoldFigure]) -> list[Span | None]:
    """Where each gold figure stands. Quotes that stand twice are taken in the order of the gold."""
    plain = plain_text(document.text)
    taken: set[int] = set()
    places: list[Span | None] = []
    last = (0, "")
    for item in gold:
        place: Span | None = None
        if item.origin == "table":
            cell = find_cell(document, item, taken)
            if cell is not None:
                place = cell
        if place is None:
            quote = find_quote(plain, item.quote, last[0])
            if quote is not None:
                place = find_within(plain, quote, item.text, item.nth)
                last = (quote[0], item.quote)
        places.append(place)
    return places


def _compare(document: Document, item: GoldFigure, figure: Figure, scores: Scores) -> None:
    value = _equal(item.value, figure.value)
    kind = value and item.unit_kind == figure.unit_kind
    scores.tally("figure").right += 1
    for name, right in (("value", value), ("value+unit", kind), (f"value+unit:{item.origin}", kind)):
        if right:
            scores.tally(name).right += 1
        else:
            scores.tally(name).wrong += 1
            scores.tally(name).missed += 1
    if not kind:
        scores.error(
            document.path, "value", f"{item.text}: {item.value} {item.unit_kind}", f"{figure.value} {figure.unit_kind}"
        )
    wanted, got = _ends(item.period), _ends(figure.period)
    _field(scores, document, "period", item.text, wanted, got, hit=wanted == got)
    if item.change or figure.change:
        direction = item.change.direction if item.change else None
        said = figure.change.direction if figure.change else None
        _field(scores, document, "change", item.text, direction, said, hit=direction == said)
    if item.change and item.change.baseline is not None:
        baseline = figure.change.baseline if figure.change else None
        _field(
            scores,
            document,
            "baseline",
            item.text,
            item.change.baseline,
            baseline,
            hit=_equal(item.change.baseline, baseline),
        )
    if item.qualifier or figure.qualifier:
        _field(
            scores,
            document,
            "qualifier",
            item.text,
            item.qualifier,
            figure.qualifier,
            hit=item.qualifier == figure.qualifier,
        )
    _field(scores, document, "role", item.text, item.role, figure.role, hit=item.role == figure.role)
    if item.breakdown or figure.breakdown:
        wanted_members, members = _members(item.breakdown), _members(figure.breakdown)
        _field(scores, document, "breakdown", item.text, wanted_members, members, hit=wanted_members == members)
    if item.denominator is not None:
        hit = _equal(item.denominator, figure.denominator)
        _field(scores, document, "denominator", item.text, item.denominator, figure.denominator, hit=hit)
    if item.measure:
        words, said_words = set(_words(item.measure)), set(_words(f"{figure.measure} {figure.unit}"))
        hit = bool(words) and len(words & said_words) * 2 >= len(words)
        _field(scores, document, "measure", item.text, item.measure, figure.measure, hit=hit)


def _field(scores: Scores, document: Document, name: str, text: str, wanted: object, got: object, *, hit: bool) -> None:
    scores.share(name).count(hit)
    if not hit:
        scores.error(document.path, name, f"{text}: {wanted}", got)


def _equal(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= Decimal("0.005") * max(Decimal(1), abs(one)) / 10


def _ends(period: GoldPeriod | Period | None) -> tuple[object, object] | None:
    """Both ends; a period of which neither is settled counts as none."""
    return (period.start, period.end) if period and (period.start or period.end) else None


def _members(breakdown: dict[str, str] | None) -> frozenset[str]:
    return frozenset(" ".join(_words(member)) for member in (breakdown or {}).values())


def _words(text: str) -> list[str]:
    return [word.rstrip("s") for word in _WORD.findall(text.lower())]
