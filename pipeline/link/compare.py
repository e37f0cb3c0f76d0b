"""Two sets of papers side by side: the same measure of the same part for the same period, and what cannot be compared.

Nothing is compared by halves: another period, another unit, another limit in the definition and a part against a whole are
told with the reason, and no difference is worked out for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..records.comparison import Apart, Compared, Comparison, Reason
from ..records.figure import Figure
from ..vocab import Vocabulary
from .measures import Likeness, Phrase, join_phrases
from .series import key_of, span_of, stated_values


@dataclass(frozen=True, kw_only=True)
class Side:
    """The figures of one side, whose they are and how new their papers are. `name` tells the side to people."""

    name: str
    figures: tuple[Figure, ...]
    bodies: Mapping[str, str]
    dates: Mapping[str, date]


def compare_figures(left: Side, right: Side, *, vocabulary: Vocabulary, likeness: Likeness | None) -> Comparison:
    """Compare reported figures and baselines that name a measure and a period; targets and forecasts are left out."""
    usable = [[figure for figure in side.figures if _is_usable(figure)] for side in (left, right)]
    phrases: dict[str, dict[tuple[str, object], frozenset[object]]] = {}
    for measure, figures in _by_measure([*usable[0], *usable[1]]).items():
        phrases[measure] = stated_values(figures)
    joined = join_phrases(phrases, measures=vocabulary.measures, likeness=likeness)
    groups: dict[str, tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for at, figures in enumerate(usable):
        for figure in figures:
            groups[joined[figure.measure or ""][0]][at].append(figure)
    compared: list[Compared] = []
    apart: list[Apart] = []
    for measure in sorted(groups, key=str.lower):
        ones, others = groups[measure]
        found = _compared(measure, ones, others, left, right, joined)
        compared += found
        if not found:
            apart.append(_apart(measure, ones, others))
    return Comparison(compared=tuple(compared), apart=tuple(apart))


def _is_usable(figure: Figure) -> bool:
    return bool(figure.measure and figure.period and figure.period.end and figure.role in ("reported", "baseline"))


def _by_measure(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.measure or ""].append(figure)
    return found


def _compared(
    measure: str,
    ones: Sequence[Figure],
    others: Sequence[Figure],
    left: Side,
    right: Side,
    joined: Mapping[str, tuple[str, str]],
) -> list[Compared]:
    """Pairs of one part, unit, period and definition; of each body the value of its newest paper."""
    first, second = _cells(ones, left), _cells(others, right)
    found = []
    for cell in sorted(first.keys() & second.keys(), key=_order):
        for one_body, one in sorted(first[cell].items()):
            for other_body, other in sorted(second[cell].items()):
                notes = _notes(one, other, one_body, other_body)
                bases = {joined[figure.measure or ""][1] for figure in (one, other)} - {"as stated"}
                found.append(
                    Compared(
                        measure=measure,
                        left=one,
                        right=other,
                        left_body=one_body,
                        right_body=other_body,
                        difference=other.value - one.value,
                        basis="; ".join(sorted(bases)) or "the same words",
                        notes=notes,
                    )
                )
    return found


def _cells(figures: Sequence[Figure], side: Side) -> dict[tuple[object, ...], dict[str, Figure]]:
    """By part, unit, period and definition the figure of each body."""
    found: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for figure in sorted(figures, key=lambda f: (str(side.dates.get(f.document, "")), f.document, f.start)):
        _, _, *rest = key_of(figure, side.bodies)
        limits = tuple(sorted(Phrase(figure.measure or "").numbers))
        name = figure.geography or figure.organisation or side.bodies.get(figure.document, "")
        found[(*rest, span_of(figure), limits)][name] = figure
    return found


def _order(cell: tuple[object, ...]) -> tuple[str, ...]:
    """By part and unit, then by the first day of the period."""
    *what, span, limits = cell
    return (str(what), str(span), str(limits))


def _notes(one: Figure, other: Figure, one_body: str, other_body: str) -> tuple[str, ...]:
    notes = []
    if one.unit_kind in ("count", "currency") and one_body != other_body:
        notes.append("A number depends on how large each area is; rates and percentages do not.")
    if one.qualifier or other.qualifier:
        notes.append("At least one side is stated as approximate or as a limit.")
    if one.document == other.document:
        notes.append("Both sides are the same paper.")
    return tuple(notes)


def _apart(measure: str, ones: Sequence[Figure], others: Sequence[Figure]) -> Apart:
    reason = _reason(ones, others)

    def told(figures: Sequence[Figure]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_states(figure, reason) for figure in figures))

    return Apart(measure=measure, reason=reason, left=told(ones), right=told(others))


def _states(figure: Figure, reason: Reason) -> str:
    """What a figure states of the thing in which the sides differ."""
    if reason == "unit":
        return figure.unit or figure.unit_kind
    if reason == "definition":
        return figure.measure or ""
    if reason == "part":
        return "; ".join(f"{key}: {value}" for key, value in (figure.breakdown or {}).items()) or "the whole"
    return figure.period.text if figure.period else ""


def _reason(ones: Sequence[Figure], others: Sequence[Figure]) -> Reason:
    """The first thing in which no figure of the one side is like any of the other."""
    if not ones or not others:
        return "one_side"
    if not {figure.unit_kind for figure in ones} & {figure.unit_kind for figure in others}:
        return "unit"
    limits = [{Phrase(figure.measure or "").numbers for figure in side} for side in (ones, others)]
    if not limits[0] & limits[1]:
        return "definition"
    parts = [{str(sorted((figure.breakdown or {}).items())).lower() for figure in side} for side in (ones, others)]
    return "part" if not parts[0] & parts[1] else "period"
