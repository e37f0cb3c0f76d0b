"""Cases told in several papers: their events in order of time, and each need followed from the first paper to the last."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.case import Case
from ..records.need import Need
from ..records.outcome import Outcome
from ..records.run import Run


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened on a day, and the papers that state it."""

    date: datetime.date
    what: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowedNeed:
    """One need of one person through the papers that state it, in order of time, and the outcomes linked to it.

    `document` is the last paper that states it; `over` where that paper was not the last of the case: nothing more is said.
    """

    journey: Journey
    needs: tuple[Need, ...]
    outcomes: tuple[Outcome, ...]
    over: bool

    @property
    def document(self) -> str:
        """The last paper that states the need."""
        return self.needs[-1].document


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """One case of two or more papers, in order of time."""

    id: str
    cases: tuple[Case, ...]
    events: tuple[Event, ...]

    @property
    def reference(self) -> str | None:
        """The reference that its first paper with one prints."""
        return next((case.reference for case in self.cases if case.reference), None)


def journeys(run: Run) -> list[Journey]:
    """The cases of two or more papers, in the order of their first paper in the run."""
    printed = {row.id: row.date for row in run.documents}
    papers: dict[str, list[Case]] = defaultdict(list)
    for case in run.cases:
        if case.joined is not None:
            papers[case.joined].append(case)
    found = []
    for key, cases in papers.items():
        ordered = sorted(
            cases, key=lambda case: (case.day or printed.get(case.document) or datetime.date.max, case.document)
        )
        found.append(Journey(id=key, cases=tuple(ordered), events=tuple(_events(ordered))))
    return found


def followed_needs(run: Run) -> list[FollowedNeed]:
    """Each need of every journey that two papers state, or that only an earlier paper states."""
    outcomes = {row.id: row for row in run.outcomes}
    needs = {row.id: row for row in run.needs}
    later = {link.from_: link.to for link in run.links if link.kind == "need_need"}
    ends: dict[str, list[str]] = defaultdict(list)
    for link in run.links:
        if link.kind == "need_outcome":
            ends[link.from_].append(link.to)
    found = []
    for journey in journeys(run):
        last = journey.cases[-1].document
        place = {case.document: index for index, case in enumerate(journey.cases)}
        starts = [key for key in later if key not in set(later.values()) and needs[key].document in place]
        for key in sorted(starts, key=lambda key: (place[needs[key].document], needs[key].evidence.start)):
            chain = [needs[key]]
            while chain[-1].id in later:
                chain.append(needs[later[chain[-1].id]])
            came = [outcomes[end] for need in chain for end in ends[need.id] if end in outcomes]
            found.append(
                FollowedNeed(
                    journey=journey, needs=tuple(chain), outcomes=tuple(dict.fromkeys(came)), over=chain[-1].document != last
                )
            )  # fmt: skip
    return found


def _events(cases: list[Case]) -> Iterator[Event]:
    """Days on which something happened; papers that give one thing different days stand as two events."""
    found: dict[tuple[datetime.date, str], list[Case]] = defaultdict(list)
    for case in cases:
        times = case.timeliness
        dated = [
            ("Referral", times.referral_date), ("Assessment completed", times.assessment_date), ("Plan agreed", times.plan_date),
            *(("Review", day) for day in times.review_dates), ("Closed", case.closure_date),
        ]  # fmt: skip
        for what, day in dated:
            if day is not None:
                found[day, what].append(case)
    for day, what in sorted(found):
        yield Event(date=day, what=what, cases=tuple(found[day, what]))
