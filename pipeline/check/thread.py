"""Where the golden thread of a closed case breaks, what a claim on it would lack, and cases that drift."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.need import Need
from .catalogue import HELD, Doubt, Subject, Verdict, check

_CLOSURE = (
    "# Early Help closure summary\n\nPresenting needs: {needs}\n\nIntervention: Attendance officer visited weekly to support school "
    "attendance.\n\nOutcomes: {outcome}\n\nReason for closure: Needs met\n"
)
_POOR = "Poor school attendance at 71%."
_ROSE = "School attendance improved from 71% to 93%."
_THREE = "Poor school attendance at 71%. Family has rent arrears. Mum's depression."
_CHANGES = (
    "School attendance improved from 71% to 93% and was maintained. The rent arrears have been cleared. Mum's depression has "
    "lifted and she is back at work."
)
_CLAIM = "\nA Supporting Families claim will be made for this family.\n"
_REVIEWS = (
    "# Family plan review\n\nDate of referral: 1 March 2023\nDate assessment completed: 20 March 2023\nDate of review: {days}\n\n"
    "Progress: School attendance improved.\n"
)
_NEEDS_OF_CLAIM = 3  # needs a family has to have had, Supporting Families framework 2022-25
_CLAIMED = re.compile(
    r"\b(?:claim\w*|payment by results|successful family outcome|PbR)\b[^.\n]{0,80}\b(?:supporting families|outcome|family|SFP?)\b"
    r"|\bsupporting families\b[^.\n]{0,80}\b(?:claim\w*|outcome|payment)\b",
    re.IGNORECASE,
)


@check(
    "THR002",
    severity="query",
    title="A need was helped with and its outcome is never stated",
    holds=_CLOSURE.format(needs=_POOR, outcome=_ROSE),
    fails=_CLOSURE.format(needs=_POOR, outcome="The rent arrears have been cleared."),
)
def check_outcome_stated(subject: Subject) -> Iterator[Verdict]:
    """A current need of a closed case to which help is linked and no outcome; outcomes not explicit at closure are what
    auditors of early help find most often."""
    if not _closes(subject) or not subject.extraction.outcomes:
        return
    helped = {link.from_ for link in subject.links if link.kind == "need_intervention"}
    ended = {link.from_ for link in subject.links if link.kind == "need_outcome"}
    told = {_kind(need) for need in _current(subject) if need.id in ended}
    for need in _current(subject):
        if need.id in helped and _kind(need) in told:
            yield HELD
        elif need.id in helped:
            yield Doubt(
                message=f"{need.locator.cite or 'The need'}: help was given for this need ({_words(need)}) and the paper does "
                "not say what came of it. Look for its outcome.",
                evidence=(need.evidence,),
                subjects=(need.id,),
            )


@check(
    "THR003",
    severity="query",
    title="An outcome without a need",
    holds=_CLOSURE.format(needs=_POOR, outcome=_ROSE),
    fails=_CLOSURE.format(needs=_POOR, outcome=f"{_ROSE} The rent arrears have been cleared."),
)
def check_outcome_has_need(subject: Subject) -> Iterator[Verdict]:
    """An outcome of a closed case to which no need of the paper is linked: was the need never written down?"""
    if not _closes(subject) or not any(_current(subject)):
        return
    linked = {link.to for link in subject.links if link.kind == "need_outcome"}
    for outcome in subject.extraction.outcomes:
        if outcome.category == "other" or outcome.id in linked:
            yield HELD
        else:
            yield Doubt(
                message=f"{outcome.locator.cite or 'The outcome'}: an outcome for {outcome.category.replace('_', ' ')}, of which "
                "the paper states no current need. Look for the need it answers.",
                evidence=(outcome.evidence,),
                subjects=(outcome.id,),
            )


@check(
    "THR004",
    severity="query",
    title="A claim under Supporting Families is not borne out by the paper",
    holds=_CLOSURE.format(needs=_THREE, outcome=_CHANGES) + _CLAIM,
    fails=_CLOSURE.format(needs=_POOR, outcome=_ROSE) + _CLAIM,
)
def check_family_claim(subject: Subject) -> Iterator[Verdict]:
    """Where a closed case is said to be claimed as a successful family outcome: three or more needs of the framework, and for
    each of them an outcome that was met (Supporting Families framework 2022-25). That it lasted is for CLM002 and a person.
    """
    spoken = next((s for s in subject.statements if _CLAIMED.search(s.text)), None)
    if spoken is None or not _closes(subject):
        return
    met = {outcome.id for outcome in subject.extraction.outcomes if outcome.status == "met"}
    ends = {link.from_ for link in subject.links if link.kind == "need_outcome" and link.to in met}
    needs = [need for need in _current(subject) if need.category != "other"]
    headlines = {need.category for need in needs}
    unmet = sorted(headlines - {need.category for need in needs if need.id in ends})
    lacks = []
    if len({_kind(need) for need in needs}) < _NEEDS_OF_CLAIM:
        lacks.append(
            f"{len({_kind(need) for need in needs})} of the {_NEEDS_OF_CLAIM} needs that a claim asks for are stated"
        )
    if unmet:
        lacks.append("no outcome that was met is stated for " + ", ".join(word.replace("_", " ") for word in unmet))
    if not lacks:
        yield HELD
        return
    yield Doubt(
        message=f"{subject.where(spoken)}: a claim is spoken of, but {'; '.join(lacks)}. Look at needs and outcomes.",
        evidence=(subject.evidence(spoken.start, spoken.end),),
        subjects=tuple(case.id for case in subject.extraction.cases),
    )


@check(
    "TIM003",
    severity="query",
    title="The case drifts",
    holds=_REVIEWS.format(days="28 April 2023"),
    fails=_REVIEWS.format(days="28 April 2023; 2 June 2023; 10 July 2023; 14 August 2023"),
)
def check_drift(subject: Subject) -> Iterator[Verdict]:
    """A case that is open for longer, or has had more reviews, than the practice standard sees without consultation: a year,
    three reviews where nothing else is set."""
    practice = subject.vocabulary.practice
    for case in subject.extraction.cases:
        times = case.timeliness
        start = times.referral_date or times.assessment_date
        last = case.closure_date or max(times.review_dates, default=None)
        if start is None or last is None:
            continue
        held = [day for day in times.review_dates if case.closure_date is None or day <= case.closure_date]
        days = (last - start).days
        why = []
        if days > practice.drift_days:
            why.append(f"open for {days} days; beyond {practice.drift_days} it is consulted on")
        if len(held) >= practice.drift_reviews:
            why.append(f"{len(held)} reviews; from {practice.drift_reviews} on it is consulted on")
        if not why:
            yield HELD
            continue
        proof = [item for items in (times.evidence or {}).values() for item in items]
        yield Doubt(
            message=f"{'; '.join(why).capitalize()}. Look at whether it was.",
            evidence=tuple(proof),
            subjects=(case.id,),
        )


def _closes(subject: Subject) -> bool:
    return any(case.genre == "closure_summary" for case in subject.extraction.cases)


def _current(subject: Subject) -> list[Need]:
    return [need for need in subject.extraction.needs if need.status == "current"]


def _kind(need: Need) -> tuple[str, str | None, str]:
    return need.category, need.subcategory, need.person


def _words(need: Need) -> str:
    return need.category.replace("_", " ")
