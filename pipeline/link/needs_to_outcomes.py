"""The golden thread: which help answered which need, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records.ids import content_id
from ..records.link import Link, LinkKind
from ..records.need import Need
from ..records.outcome import Intervention, Outcome
from ..records.run import Extraction

_WORD = re.compile(r"[a-z]{4,}")
_STOP = frozenset(
    {
        "with", "from", "that", "this", "have", "been", "were", "will", "would", "what", "when", "they", "them",
        "their", "there", "then", "than", "over", "about", "into", "some", "most", "more", "still", "week", "weeks",
        "month", "months", "year", "years", "since", "until", "after", "before", "during", "session", "sessions",
        "support", "help", "family", "work", "worker", "school", "says", "said", "told", "asked", "start", "started",
        "first", "last", "also", "very", "does", "did", "each", "every", "june", "july", "april", "march", "august",
        "september", "october",
    }
)  # fmt: skip
# What a service is for, where help and need share no word. Services are kinds, not names.
_PURPOSE: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(categories.split()))
    for pattern, categories in (
        (r"camhs|talking therap|counsell|iapt|mental health|elsa|wellbeing|mentor|bereavement|perinatal|\bgp\b|mood", "health"),
        (r"attendance|breakfast club|ewo|timetable|phased|tutor|ehcp|sendiass|reader|\bsen\b|learning|lesson", "education"),
        (r"parenting|triple p|solihull|incredible|boundar|bedtime|routine|nvr|charge|calm parents", "family_relationships"),
        (r"arguing|mediation|young carer|friendship", "family_relationships"),
        (r"housing|tenancy|landlord|rehous|repairs|clutter|fire service", "housing"),
        (r"debt|benefit|citizens advice|welfare rights|budget|foodbank|\bdla\b|\bpip\b|money", "financial"),
        (r"jobcentre|work coach|careers|college|apprentic|employ|refresher", "financial"),
        (r"speech|language|portage|toilet|nursery|health visitor|midwi|baby|jabs|play", "early_years"),
        (r"drug|alcohol|substance|ydap|turning|drink|recovery|cannabis", "substance_use"),
        (r"idva|domestic|freedom|refuge|marac|non.?mol", "domestic_abuse"),
        (r"missing|return (?:home )?interview|exploitation|online|bully|friendship|gcp|safety|cleaning", "abuse_exploitation"),
        (r"\byjs\b|youth justice|probation|police|referral order", "crime"),
        (r"home-?start|stay and play|befriend|sleep|bereavement|prisoners|group|club", "other"),
    )
)  # fmt: skip


def link_case(extraction: Extraction) -> Iterator[Link]:
    """Links of one case document: need to help, need to outcome, help to outcome, each with its basis in words."""
    needs = [need for need in extraction.needs if need.status in ("current", "suspected")]
    helped: list[tuple[Need, Intervention]] = []
    changed: list[tuple[Need, Outcome]] = []
    for need in needs:
        for outcome in extraction.outcomes:
            basis = _need_outcome(need, outcome)
            if basis is not None:
                changed.append((need, outcome))
                yield _link("need_outcome", need.id, outcome.id, basis)
        for intervention in extraction.interventions:
            basis = _need_intervention(need, intervention)
            if basis is not None:
                helped.append((need, intervention))
                yield _link("need_intervention", need.id, intervention.id, basis)
    yield from _through_needs(helped, changed)


def _through_needs(
    helped: Sequence[tuple[Need, Intervention]], changed: Sequence[tuple[Need, Outcome]]
) -> Iterator[Link]:
    """Help and outcome that answer one need belong together."""
    seen: set[tuple[str, str]] = set()
    for need, intervention in helped:
        for other, outcome in changed:
            pair = (intervention.id, outcome.id)
            if other.id == need.id and pair not in seen:
                seen.add(pair)
                yield _link("intervention_outcome", intervention.id, outcome.id, f"both answer the need {need.id}")


def _need_outcome(need: Need, outcome: Outcome) -> str | None:
    if _one_row(need, outcome):
        return "they stand in one row of a table"
    if need.category != outcome.category:
        return None
    shared = _shared(need.evidence.quote, outcome.evidence.quote)
    if need.category == "other" and not shared:
        return None
    words = f" and the words {', '.join(shared)}" if shared else ""
    return f"the category {need.category}{words}"


def _need_intervention(need: Need, intervention: Intervention) -> str | None:
    if _one_row(need, intervention):
        return "they stand in one row of a table"
    quote = intervention.evidence.quote
    shared = _shared(need.evidence.quote, quote)
    purposes = frozenset[str]().union(*(categories for pattern, categories in _PURPOSE if pattern.search(quote)))
    if need.category in purposes and (need.category != "other" or shared):
        return f"help of that kind is for {need.category}" + (f"; shared words {', '.join(shared)}" if shared else "")
    if len(shared) >= 2:
        return f"shared words {', '.join(shared)}"
    return None


def _one_row(one: Need, other: Outcome | Intervention) -> bool:
    """Whether both stand in the same row of a table: a plan or progress table ties them itself."""
    return (
        one.locator.table is not None
        and one.locator.table == other.locator.table
        and one.locator.row == other.locator.row
    )


def _shared(one: str, other: str) -> list[str]:
    first = {_stem(word) for word in _WORD.findall(one.lower())} - _STOP
    return sorted({_stem(word) for word in _WORD.findall(other.lower())} & first)[:4]


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _link(kind: LinkKind, from_: str, to: str, basis: str) -> Link:
    return Link(id=content_id("link", kind, from_, to), kind=kind, from_=from_, to=to, basis=basis, confidence=0.7)
