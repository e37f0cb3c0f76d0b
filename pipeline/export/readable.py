"""Values as people read them, the same in the workbook and the report: words, dates, amounts, hidden characters shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from ..records.case import Breach, BreachKind
from ..records.figure import Figure, Period
from ..records.need import Need
from ..records.number import to_json_number
from ..records.run import Run
from ..records.span import Evidence, Locator
from ..text.shown import day as day
from ..text.shown import visible as visible
from ..text.shown import words as words


def labels_of(run: Run) -> dict[str, str]:
    """Names for codes that are no words themselves ("5.3"), and for reasons; from run.json, so that they are of this run."""
    labels = run.manifest.get("labels", {})
    reasons = {case.reason for case in run.cases}
    return {code: name for code, name in labels.items() if code in reasons or any(map(str.isdigit, code))}


def plain(value: Decimal | float | int) -> str:
    """ "1,511" and "0.35": thousands parted, no trailing noughts."""
    number = to_json_number(value) if isinstance(value, Decimal) else value
    return f"{number:,}"


def span_of(period: Period | None) -> str:
    """A period with its days: "Q1 2021/22 (1 April 2021 to 30 June 2021)"."""
    if period is None:
        return ""
    if period.start is None and period.end is None:
        return period.text
    if period.start and period.text.casefold() in (
        f"{period.start:%B %Y}".casefold(),
        f"{period.start:%b %Y}".casefold(),
    ):
        return period.text  # the month says its days itself
    if period.start == period.end:
        return period.text if day(period.start) == period.text else f"{period.text} ({day(period.start)})"
    return f"{period.text} ({day(period.start) or 'start not stated'} to {day(period.end) or 'end not stated'})"


def breakdown(members: Mapping[str, str] | None) -> str:
    """ "team: North; age: 0-4"; nothing for the whole."""
    return "; ".join(f"{key}: {value}" for key, value in (members or {}).items())


def listed(values: Iterable[object]) -> str:
    """Values parted by semicolons, for one cell."""
    return "; ".join(str(value) for value in values)


def figure_unit(figure: Figure) -> str:
    """What the number counts, with what it is out of: "families", "per 10,000", "of 412"."""
    unit = figure.unit or words(figure.unit_kind)
    return f"{unit}, out of {plain(figure.denominator)}" if figure.denominator is not None else unit


_BREACHES: Final[Mapping[BreachKind, tuple[str, str]]] = {
    "assessment_late": ("Assessment late", " working days"),
    "review_gap": ("Too long between reviews", " days"),
    "gap_before_closure": ("Too long between the last review and closure", " days"),
    "date_order": ("Dates out of order", " days"),
    "single_need": ("Fewer priority needs than multi-agency help asks for", " evidenced"),
}


def breach_in_words(breach: Breach) -> str:
    """ "Assessment late: 24 working days, limit 20"."""
    name, unit = _BREACHES[breach.kind]
    if breach.days is None:
        return name
    limit = f", limit {breach.limit}" if breach.limit is not None else ""
    return f"{name}: {breach.days}{unit}{limit}"


def need_in_words(needs: Sequence[Need], labels: Mapping[str, str] | None = None) -> str | None:
    """ "School attendance (Education), child: Mia", for statements of one need."""
    if not needs:
        return None
    first = needs[0]
    head = words(first.category, labels)
    if first.subcategory:
        head = f"{words(first.subcategory, labels)} ({head})"
    who = f"{words(first.person)} {first.person_name}" if first.person_name else words(first.person)
    return f"{head}, {who.lower() if not first.person_name else who[0].lower() + who[1:]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 document", "1,200 documents", "no documents"."""
    many = plural or f"{noun}s"
    return f"no {many}" if number == 0 else f"{number:,} {noun if number == 1 else many}"


def cites(run: Run) -> dict[tuple[str, int, int], str]:
    """The place for people of every piece of evidence that a row of the run has a locator for.

    A cell is told by its headers too: its quote is often a bare number ("table 1, p. 3: North, Q1").
    """
    found: dict[tuple[str, int, int], str] = {}
    rows: tuple[Any, ...] = (*run.figures, *run.decisions, *run.needs, *run.interventions, *run.outcomes)
    for row in rows:
        if where := cited(row.locator):
            found.setdefault(place(row.evidence), where)
    return found


def cited(locator: Locator) -> str:
    """ "para 3.1, p. 2", "table 1, p. 3: North, Q1"."""
    headers = ", ".join(filter(None, (locator.row_header, locator.column_header)))
    return ": ".join(filter(None, (locator.cite, headers)))


def place(evidence: Evidence) -> tuple[str, int, int]:
    """The address of evidence, as a key."""
    return evidence.document, evidence.start, evidence.end
