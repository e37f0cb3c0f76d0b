"""A need followed through the papers of one case: from the assessment to the reviews and the closure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ..records.case import Case
from ..records.ids import content_id
from ..records.link import Link
from ..records.need import Need

_OVER = frozenset({"negated", "historical"})


def follow_needs(cases: Sequence[Case], needs: Sequence[Need], *, dates: Mapping[str, date | None]) -> Iterator[Link]:
    """Links of kind need_need, from the first statement of a need in a paper to the first of the same need in the next paper
    of the case that states it. `dates` are the papers' own, by document.

    The same need is the same person with the same entry of the framework; of what has no place there, nothing is followed.
    """
    papers: dict[str, list[Case]] = {}
    for case in cases:
        if case.joined is not None:
            papers.setdefault(case.joined, []).append(case)
    for joined in sorted(papers):
        found: dict[tuple[str, str, str | None], list[Need]] = {}
        for case in in_order(papers[joined], dates=dates):
            seen: set[tuple[str, str, str | None]] = set()
            for need in needs:
                key = (need.category, need.subcategory or "", need.person)
                if need.document == case.document and need.subcategory and need.status not in _OVER and key not in seen:
                    seen.add(key)
                    found.setdefault(key, []).append(need)
        for chain in found.values():
            for one, other in pairwise(chain):
                yield Link(
                    id=content_id("link", "need_need", one.id, other.id), kind="need_need", from_=one.id, to=other.id,
                    basis="the same need of the same person in a later paper of the case", confidence=0.7,
                )  # fmt: skip


def in_order(cases: Sequence[Case], *, dates: Mapping[str, date | None]) -> list[Case]:
    """Papers of a case in order of time: the day of what each is for, else the paper's own date."""
    return sorted(cases, key=lambda case: (case.day or dates.get(case.document) or date.max, case.document))
