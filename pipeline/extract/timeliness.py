"""Whether a case was on time: working days to the assessment, gaps between reviews, the wait before closure, dates in order.

Limits are the authority's (vocab/practice), unless the paper prints its own: "assessment finished within 15 working days".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..records.case import Breach, DatedEvent, Timeliness
from ..records.document import Document
from ..records.need import Need
from ..records.span import Evidence
from ..text.number_words import parse_word_number
from ..text.sentences import split_sentences
from ..text.working_days import count_working_days
from ..vocab.practice import Practice
from .case_dates import CaseEvents

_COUNT = r"(?P<count>\d{1,3}|[a-z]+)"
_WORKING_DAYS = re.compile(rf"\b(?:with)?in {_COUNT} working days\b", re.IGNORECASE)
_EVERY = re.compile(
    rf"\b(?:every|at least every|within|not more than|no more than) {_COUNT}[- ](?P<unit>weeks?|months?)\b",
    re.IGNORECASE,
)
_IS_ASSESSMENT = re.compile(r"\b(?:assess\w*|EHA)\b", re.IGNORECASE)
_IS_REVIEW = re.compile(r"\b(?:review\w*|meetings?|TAFs?|TACs?|team around)\b", re.IGNORECASE)
_IS_RULE = re.compile(r"\b(?:standards?|must|should|at least every|required|within)\b", re.IGNORECASE)
_IS_CLAIM = re.compile(
    r"\b(?:have|has|had|were|was) (?:been )?(?:held|done|completed|reviewed|kept|met)\b", re.IGNORECASE
)
_DAYS = {"week": 7, "month": 31}


def judge_timeliness(
    document: Document, events: CaseEvents, needs: Sequence[Need], *, practice: Practice
) -> Timeliness:
    """The dates of the case, the working days to its assessment, and every limit that was not kept."""
    practice = printed_limits(document, practice)
    referral, assessment = events.referral, events.assessment
    days = count_working_days(referral.date, assessment.date) if referral and assessment else None
    breaches = [
        *_late_assessment(referral, assessment, days, practice),
        *_review_gaps(events, practice),
        *_wait_before_closure(events, practice),
        *_date_order(events),
        *_single_need(events, needs, practice),
    ]
    named = {"referral": referral, "assessment": assessment, "plan": events.plan, "closure": events.closure}
    evidence: dict[str, tuple[Evidence, ...]] = {
        n: (event.evidence,) for n, event in named.items() if event is not None
    }
    if events.reviews:
        evidence["reviews"] = tuple(event.evidence for event in events.reviews)
    return Timeliness(
        referral_date=referral.date if referral else None,
        assessment_date=assessment.date if assessment else None,
        working_days=days,
        plan_date=events.plan.date if events.plan else None,
        review_dates=tuple(event.date for event in events.reviews),
        breaches=tuple(breaches),
        evidence=evidence,
    )


def printed_limits(document: Document, practice: Practice) -> Practice:
    """The authority's limits, with those that the paper itself prints as its standard in their place."""
    limits: dict[str, int] = {}
    for span in split_sentences(document.text):
        sentence = document.text[span.start : span.end]
        if not _IS_RULE.search(sentence):
            continue
        days = _WORKING_DAYS.search(sentence)
        if days and _IS_ASSESSMENT.search(sentence) and not _IS_CLAIM.search(sentence):
            count = _count(days["count"])
            if count:
                limits.setdefault("assessment_working_days", count)
        every = _EVERY.search(sentence)
        if every and _IS_REVIEW.search(sentence) and not _IS_CLAIM.search(sentence):
            count = _count(every["count"])
            if count:
                gap = count * _DAYS[every["unit"].rstrip("s").lower()]
                limits |= {"review_days": gap, "first_review_days": gap, "closure_days": gap}
    return practice.model_copy(update=limits) if limits else practice


def _count(words: str) -> int | None:
    number = int(words) if words.isdigit() else parse_word_number(words)
    return int(number) if number is not None and 0 < number <= 366 else None


def _late_assessment(
    referral: DatedEvent | None, assessment: DatedEvent | None, days: int | None, practice: Practice
) -> Iterator[Breach]:
    limit = practice.assessment_working_days
    if referral and assessment and days is not None and limit is not None and days > limit:
        yield Breach(kind="assessment_late", days=days, limit=limit, evidence=(referral.evidence, assessment.evidence))


def _review_gaps(events: CaseEvents, practice: Practice) -> Iterator[Breach]:
    """From the assessment or plan to the first review, and from each review to the next, in calendar days."""
    start = max(
        (event for event in (events.assessment, events.plan) if event is not None),
        key=lambda event: event.date,
        default=None,
    )
    held = [event for event in events.reviews if events.closure is None or event.date <= events.closure.date]
    chain = [*([start] if start and (not held or held[0].date >= start.date) else []), *held]
    for index, (one, two) in enumerate(pairwise(chain)):
        first = index == 0 and chain[0] is start
        limit = practice.first_review_limit if first else practice.review_days
        gap = (two.date - one.date).days
        if limit is not None and gap > limit:
            yield Breach(kind="review_gap", days=gap, limit=limit, evidence=(one.evidence, two.evidence))


def _wait_before_closure(events: CaseEvents, practice: Practice) -> Iterator[Breach]:
    """From the last review held to closure."""
    held = [event for event in events.reviews if events.closure is not None and event.date <= events.closure.date]
    if not held or events.closure is None or practice.closure_days is None or len(held) < len(events.reviews):
        return
    gap = (events.closure.date - held[-1].date).days
    if gap > practice.closure_days:
        evidence = (held[-1].evidence, events.closure.evidence)
        yield Breach(kind="gap_before_closure", days=gap, limit=practice.closure_days, evidence=evidence)


def _date_order(events: CaseEvents) -> Iterator[Breach]:
    """Each pair of dates that stand in the wrong order."""
    order = [event for event in (events.referral, events.assessment) if event is not None]
    for one, two in pairwise(order):
        if two.date < one.date:
            yield _wrong_way(one, two)
    start = events.assessment or events.referral
    for review in events.reviews:
        if start is not None and review.date < start.date:
            yield _wrong_way(start, review)
        if events.closure is not None and review.date > events.closure.date:
            yield _wrong_way(review, events.closure)
    latest = max((event for event in order), key=lambda event: event.date, default=None)
    if events.closure is not None and latest is not None and events.closure.date < latest.date:
        yield _wrong_way(latest, events.closure)


def _wrong_way(one: DatedEvent, two: DatedEvent) -> Breach:
    evidence: tuple[Evidence, ...] = (one.evidence, two.evidence)
    return Breach(kind="date_order", days=None, limit=None, evidence=evidence)


def _single_need(events: CaseEvents, needs: Sequence[Need], practice: Practice) -> Iterator[Breach]:
    """Fewer needs of the framework than multi-agency help asks for, once an assessment has been made."""
    counted = {
        (need.subcategory, need.person)
        for need in needs
        if need.category != "other" and need.status in ("current", "suspected") and need.person != "other"
    }
    if events.assessment is not None and needs and len({need for need, _ in counted}) < practice.priority_needs:
        evidence = tuple(need.evidence for need in needs if (need.subcategory, need.person) in counted)
        yield Breach(kind="single_need", days=None, limit=practice.priority_needs, evidence=evidence)
