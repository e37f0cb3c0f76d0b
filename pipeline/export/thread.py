"""The golden thread of each case paper: what a family came with, the help given, what came of it, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from ..records.case import Case
from ..records.document import Genre
from ..records.need import Need
from ..records.outcome import Intervention, Outcome
from ..records.run import Run

Missing = Literal["need", "help", "outcome", "result"]

# What a paper of each genre is there to say about a need. An assessment comes before the help and is not asked for it.
EXPECTED: Final[dict[Genre, tuple[Missing, ...]]] = {
    "closure_summary": ("help", "outcome"),
    "review": ("help",),
    "plan": ("help",),
    "assessment": (),
}
GAP_WORDS: Final[dict[Missing, str]] = {
    "need": "No need is linked to this",
    "help": "No help is linked to this need",
    "outcome": "No outcome is linked to this need",
    "result": "The paper does not say what came of it",
}
# Needs that help is owed for. What is past, denied or over needs no thread.
OPEN_STATUSES: Final = ("current", "suspected")


@dataclass(frozen=True, kw_only=True, slots=True)
class Strand:
    """One need of one person in one case paper, with the help and the outcomes linked to it.

    `needs` holds every statement of that need; it is empty where help or an outcome has no need linked to it.
    """

    document: str
    case: Case | None
    needs: tuple[Need, ...]
    help: tuple[Intervention, ...]
    outcomes: tuple[Outcome, ...]
    basis: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def complete(self) -> bool:
        """Whether the thread runs from a need through help to a known outcome."""
        return bool(self.needs and self.help and any(outcome.status != "unknown" for outcome in self.outcomes))


def strands(run: Run) -> list[Strand]:
    """The strands of every case paper, papers in the order of the run, needs in the order of the paper."""
    cases = {case.document: case for case in run.cases}
    needs, helps, outcomes = _by_document(run.needs), _by_document(run.interventions), _by_document(run.outcomes)
    links = _Links(run)
    found = []
    for row in run.documents:
        if row.id in cases or row.id in needs:
            found += _paper(
                row.id, cases.get(row.id), needs.get(row.id, []), helps.get(row.id, []), outcomes.get(row.id, []), links
            )
    return found


def gaps(strand: Strand) -> list[str]:
    """What is missing, in words for people."""
    return [GAP_WORDS[missing] for missing in strand.missing]


class _Links:
    """The links of a run, by the row they start from."""

    def __init__(self, run: Run) -> None:
        self.targets: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.basis: dict[tuple[str, str], str] = {}
        self.linked: set[tuple[str, str]] = set()
        for link in run.links:
            self.targets[link.kind, link.from_].append(link.to)
            self.basis[link.from_, link.to] = link.basis
            self.linked.add((link.kind, link.to))

    def after(self, kind: str, rows: Iterable[Need | Intervention]) -> set[str]:
        """Ids of the rows that links of this kind lead to."""
        return {target for row in rows for target in self.targets.get((kind, row.id), ())}


def _paper(
    document: str,
    case: Case | None,
    needs: Sequence[Need],
    helps: Sequence[Intervention],
    outcomes: Sequence[Outcome],
    links: _Links,
) -> list[Strand]:
    groups: dict[tuple[str | None, ...], list[Need]] = defaultdict(list)
    for need in needs:
        if need.status in OPEN_STATUSES:
            groups[need.category, need.subcategory, need.person, need.person_name].append(need)
    found = [_strand(document, case, group, helps, outcomes, links) for group in groups.values()]
    loose_help = [row for row in helps if ("need_intervention", row.id) not in links.linked]
    loose_outcomes = [row for row in outcomes if ("need_outcome", row.id) not in links.linked]
    for intervention in loose_help:
        found.append(_strand(document, case, [], [intervention], loose_outcomes, links))
    for outcome in loose_outcomes:
        if ("intervention_outcome", outcome.id) not in links.linked:
            found.append(_strand(document, case, [], [], [outcome], links))
    return found


def _strand(
    document: str,
    case: Case | None,
    needs: Sequence[Need],
    helps: Sequence[Intervention],
    outcomes: Sequence[Outcome],
    links: _Links,
) -> Strand:
    """The strand of one group of needs; without needs, of the help or the outcome that stands alone."""
    for_needs = links.after("need_intervention", needs)
    given = [row for row in helps if row.id in for_needs] if needs else list(helps)
    ends = links.after("need_outcome", needs) | links.after("intervention_outcome", given)
    came = [row for row in outcomes if row.id in ends] if needs or helps else list(outcomes)
    rows: list[Any] = [*needs, *given]
    ends_of: list[Any] = [*given, *came]
    basis = [links.basis[a.id, b.id] for a in rows for b in ends_of if (a.id, b.id) in links.basis]
    return Strand(
        document=document,
        case=case,
        needs=tuple(needs),
        help=tuple(given),
        outcomes=tuple(came),
        basis=tuple(dict.fromkeys(basis)),
        missing=tuple(_missing(case, needs, given, came)),
    )


def _missing(
    case: Case | None, needs: Sequence[Need], helps: Sequence[Intervention], outcomes: Sequence[Outcome]
) -> Iterable[Missing]:
    if not needs:
        yield "need"
        return
    expected = EXPECTED.get(case.genre, ()) if case else ()
    if "help" in expected and not helps:
        yield "help"
    if "outcome" in expected:
        if not outcomes:
            yield "outcome"
        elif all(outcome.status == "unknown" for outcome in outcomes):
            yield "result"


def _by_document(rows: Iterable[Need] | Iterable[Intervention] | Iterable[Outcome]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.document].append(row)
    return found
