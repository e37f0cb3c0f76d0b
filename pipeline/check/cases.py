"""Case papers: on time, complete, and with a thread from need to help to outcome."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.case import Breach, Case
from ..records.span import Evidence
from .catalogue import HELD, Doubt, Subject, Verdict, check

_TITLE = "# Early Help closure summary\n\n"
_CLOSURE = _TITLE + "Date of referral: 1 March 2023\nDate assessment completed: {done}\nDate of closure: 2 May 2023\n\n"
_THREAD = (
    _TITLE
    + "Presenting needs: {needs}\n\nIntervention: Attendance officer visited weekly to support school attendance."
    "\n\nOutcomes: School attendance improved from 71% to 93%.\n\nReason for closure: Needs met\n"
)
_ON_TIME = _CLOSURE.format(done="20 March 2023") + "Reason for closure: Needs met\n"
_LATE = _CLOSURE.format(done="19 April 2023") + "Reason for closure: Needs met\n"
_WORDS = {
    "assessment_late": "The assessment took {days} working days; the limit is {limit}.",
    "review_gap": "{days} days passed without a review; the limit is {limit}.",
    "gap_before_closure": "{days} days passed between the last review and the closure; the limit is {limit}.",
    "date_order": "Two dates stand in an impossible order.",
    "single_need": "Fewer priority needs are evidenced ({days}) than multi-agency help asks for ({limit}).",
}


@check("TIM001", severity="query", title="The assessment was late", holds=_ON_TIME, fails=_LATE)
def check_assessment_late(subject: Subject) -> Iterator[Verdict]:
    """Working days after the referral, England's bank holidays left out, against the limit of the practice standard."""
    for case in subject.extraction.cases:
        if case.timeliness.working_days is not None:
            yield from _breaches(case, "assessment_late")


@check(
    "TIM002",
    severity="query",
    title="Too long between reviews",
    holds=_ON_TIME.replace("Date of closure", "Date of review: 28 April 2023\nDate of closure"),
    fails=_ON_TIME.replace("Date of closure: 2 May", "Date of review: 28 June 2023\nDate of closure: 2 July"),
)
def check_review_gap(subject: Subject) -> Iterator[Verdict]:
    """Days between assessment, reviews and closure against the limit of the practice standard."""
    for case in subject.extraction.cases:
        if case.timeliness.review_dates:
            yield from _breaches(case, "review_gap", "gap_before_closure")


@check(
    "DAT005",
    severity="error",
    title="The dates of a case stand in an impossible order",
    holds=_ON_TIME,
    fails=_CLOSURE.format(done="20 February 2023") + "Reason for closure: Needs met\n",
)
def check_date_order(subject: Subject) -> Iterator[Verdict]:
    """Referral before assessment, assessment before reviews, reviews before closure."""
    for case in subject.extraction.cases:
        timeliness = case.timeliness
        dates = (timeliness.referral_date, timeliness.assessment_date, case.closure_date)
        if sum(1 for date in dates if date) + len(timeliness.review_dates) >= 2:
            yield from _breaches(case, "date_order")


@check(
    "CPL001",
    severity="query",
    title="A field of the form is missing or empty",
    holds=_ON_TIME,
    fails=_ON_TIME + "\nOutstanding support:\n",
)
def check_completeness(subject: Subject) -> Iterator[Verdict]:
    """Each field that this kind of case paper should have. An explicit nil ("None") is an answer; "N/A" and an empty box not.

    Only fields whose label is printed and whose box is empty are doubted one by one here; those that are nowhere are listed
    in the case's row.
    """
    for case in subject.extraction.cases:
        for name, presence in case.completeness.items():
            if presence == "not_applicable":
                continue
            place = case.completeness_evidence.get(name)
            if presence == "present":
                yield HELD
            elif place is not None:
                yield Doubt(
                    message=f"{name.replace('_', ' ').capitalize()}: the box is empty or holds no answer.",
                    evidence=(place,),
                    subjects=(case.id,),
                )


@check(
    "THR001",
    severity="query",
    title="A need without help or outcome",
    holds=_THREAD.format(needs="Poor school attendance at 71%."),
    fails=_THREAD.format(needs="Poor school attendance at 71%. Family has rent arrears."),
)
def check_thread(subject: Subject) -> Iterator[Verdict]:
    """A current need of a closed case that no intervention and no outcome is linked to: where the golden thread breaks."""
    if not any(case.genre == "closure_summary" for case in subject.extraction.cases):
        return
    linked = {link.from_ for link in subject.links if link.kind in ("need_intervention", "need_outcome")}
    for need in subject.extraction.needs:
        if need.status != "current":
            continue
        if need.id in linked:
            yield HELD
        else:
            yield Doubt(
                message=f"{need.locator.cite or 'The need'}: nothing in the paper says what help this need "
                f"({need.category.replace('_', ' ')}) was given or what became of it.",
                evidence=(need.evidence,),
                subjects=(need.id,),
            )


def _breaches(case: Case, *kinds: str) -> Iterator[Verdict]:
    found = [breach for breach in case.timeliness.breaches if breach.kind in kinds]
    if not found:
        yield HELD
    for breach in found:
        yield _late(case, breach)


def _late(case: Case, breach: Breach) -> Doubt:
    evidence: tuple[Evidence, ...] = breach.evidence
    words = _WORDS[breach.kind].format(days=breach.days, limit=breach.limit)
    quotes = "; ".join(f'"{item.quote}"' for item in evidence[:3] if len(item.quote) <= 60)
    return Doubt(message=f"{words} Look at {quotes or 'the dates'}.", evidence=evidence, subjects=(case.id,))
