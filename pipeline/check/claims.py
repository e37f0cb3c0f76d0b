"""Claims of timeliness against dates: "completed on time", "every six weeks", "six months after closure"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..records.case import Breach, Case
from ..records.span import Span
from ..records.table import cell_grid
from ..text.calendar_units import add_months, month_days
from ..text.dates import DateMention, find_dates
from ..text.number_words import UNITS
from .catalogue import HELD, Doubt, Subject, Verdict, check, doubt
from .statements import Statement
from .wording import ticked

_CASE = (
    "# Early Help closure summary\n\nDate of referral: 6 December 2023\nDate assessment completed: {done}\nDate "
    "of closure: 10 May 2024\n\n"
    "Comments: The assessment was done on time and shared with both parents.\n"
)
_GRANT = (
    "# Supporting Families claims\n\n1 October 2023\n\nA claim may be made only when change has lasted for six "
    "months after the plan is closed. "
    "The claim sent on {sent} included 34 families whose plans closed in February 2023.\n"
)


@check(
    "CLM001",
    severity="error",
    title="Work is said to be on time and the dates say it was late",
    holds=_CASE.format(done="4 January 2024"),
    fails=_CASE.format(done="12 January 2024"),
)
def check_timeliness_claims(subject: Subject) -> Iterator[Verdict]:
    """Compares "done on time", "within 20 working days" and "reviewed every six weeks as required" in a case paper with the
    case's own dates, by the limits of the practice standard or those that the claim prints.

    Silent for negated claims and where the dates are not known.
    """
    for case in subject.extraction.cases:
        for statement, topic in _claims_on_time(subject):
            breaches = [breach for breach in case.timeliness.breaches if breach.kind in _KINDS[topic]]
            if topic == "assessment" and case.timeliness.working_days is None:
                continue
            if topic == "review" and len(case.timeliness.review_dates) < 1:
                continue
            yield _late(subject, case, statement, breaches[0]) if breaches else HELD


@check(
    "CLM002",
    severity="error",
    title="A claim is made before change has lasted as long as it must",
    holds=_GRANT.format(sent="29 September 2023"),
    fails=_GRANT.format(sent="30 June 2023"),
)
def check_sustained_claims(subject: Subject) -> Iterator[Verdict]:
    """Where a paper says that change must last some months after closure, or that a claim comes that long after it, adds those
    months to each closing date and compares the date of the claim, in one sentence or in one row of a table.

    A plan closed "in February" may have closed on its first day. Rows marked rejected or withdrawn are left out.
    """
    rule = _rule(subject)
    if rule is None:
        return
    for closed, claimed, parts in _claim_dates(subject):
        due = add_months(closed, rule.months)
        if claimed >= due:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(parts[0])}: closed on {_long(closed)}, {rule.months} months end on {_long(due)}, "
            f"the claim is dated "
            f"{_long(claimed)}. Look at both dates.",
            *parts,
            Span(start=rule.statement.start, end=rule.statement.end),
        )


# ---- on time

_KINDS = {"assessment": ("assessment_late",), "review": ("review_gap", "gap_before_closure")}
_LIMIT = rf"(?:\d+|{'|'.join(UNITS)}|twenty|thirty)(?:-| )?(?:working |calendar )?(?:days?|weeks?)"
_IN_TIME = (
    rf"(?:on time|in time|on schedule|within (?:the )?(?:required |statutory |agreed |local |our )?(?:time ?scales?"
    rf"|time ?limits?|target|standard)|in time ?scale|within (?:the |our |its )?(?:own )?(?:limit of )?{_LIMIT})"
)
_ASSESSED = re.compile(
    rf"\b(?:EHA|FHA|assessment|early help assessment)s?\b[^.;]{{0,70}}?\b{_IN_TIME}\b"
    rf"|\b{_IN_TIME}\b[^.;]{{0,40}}?\b(?:assessment|EHA|FHA)\b",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    rf"\b(?:reviews?|reviewed|TAFs?|TAF meetings|meetings)\b[^.;]{{0,60}}?\b(?:every {_LIMIT}|{_IN_TIME}|(?:at "
    rf"least )?(?:six|eight|\d{{1,2}})[- ]weekly)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|n't|never|late|delayed|missed|overdue|should|must|will|would|to be|aim|need|outside|beyond|ought"
    r"|next|plan(?:ned)?)\b",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"\b(?:standards?|polic(?:y|ies)|procedures?|limit is|target is|expect(?:s|ed|ation)|at least every|promise"
    r"|guidance)\b",
    re.IGNORECASE,
)
_TICKED = re.compile(r"\[[xX✓]\]\s*yes\b|[☒☑✓✔]\s*yes\b|^\W*(?:yes|y)\b", re.IGNORECASE)


def _claims_on_time(subject: Subject) -> Iterator[tuple[Span, str]]:
    for statement in subject.statements:
        for form, topic in ((_ASSESSED, "assessment"), (_REVIEWED, "review")):
            match = form.search(statement.text)
            if match is None or _STANDARD.search(statement.text):
                continue
            question, mark, answer = statement.text.partition("?")
            if mark:
                if (
                    form.search(question)
                    and re.match(r"\W*yes\b", ticked(answer), re.IGNORECASE)
                    and ticked(answer) != answer
                ):
                    yield Span(start=statement.start, end=statement.end), topic
                continue
            if not _NOT.search(match.group(0)) and not _NOT.search(statement.text[: match.start()][-30:]):
                yield Span(start=statement.start, end=statement.end), topic
    text = subject.document.text
    for field in subject.document.fields:
        label, value = text[field.label.start : field.label.end], text[field.value.start : field.value.end]
        chosen = [o for o in field.options if o.checked]
        yes = (
            len(chosen) == 1
            and re.match(r"\W*yes\b", text[chosen[0].label.start : chosen[0].label.end], re.IGNORECASE) is not None
            if field.options
            else _TICKED.search(value) is not None
        )
        for form, topic in ((_ASSESSED, "assessment"), (_REVIEWED, "review")):
            if yes and form.search(label):
                yield Span(start=field.label.start, end=max(field.value.end, field.label.end)), topic


def _late(subject: Subject, case: Case, claim: Span, breach: Breach) -> Verdict:
    unit = "working days" if breach.kind == "assessment_late" else "days"
    dates = " and ".join(f'"{item.quote}"' for item in breach.evidence[:2])
    found = doubt(
        subject,
        f"{subject.where(claim)}: said to be on time; {dates or 'the dates'} are {breach.days} {unit} apart, the "
        f"limit is {breach.limit}. "
        "Look at the claim and at the dates.",
        claim,
    )
    return Doubt(message=found.message, evidence=(*found.evidence, *breach.evidence), subjects=(case.id,))


# ---- lasting change

_RULE = re.compile(
    r"\b(?:last(?:ed|s)?|sustain(?:ed)?|held|hold|maintained|kept|full|at least"
    r"|after)\b[^.;]{0,50}?\b(?P<n>\d{1,2}|three|six|nine|twelve)[ -]months?\b[^.;]{0,40}?\b(?:after|since"
    r"|following|from)\b[^.;]{0,30}?\b(?:clos(?:ed|ure|ing|es?)|ended|end)\b"
    r"|\b(?P<n2>\d{1,2}|three|six|nine|twelve)[ -]months?\b[^.;]{0,25}?\b(?:after|since"
    r"|following)\b[^.;]{0,30}?\b(?:clos(?:ed|ure|ing|es?))\b",
    re.IGNORECASE,
)
_CLAIM_WORD = re.compile(r"\bclaim(?:s|ed|ing)?\b", re.IGNORECASE)
_CLAIM_DATE = re.compile(
    r"\bclaim\w*\b[^.;]{0,40}?\b(?:sent|submitted|made|to go in|went in|goes in|put in|lodged|on)\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_CLOSE_DATE = re.compile(r"\b(?:clos(?:ed|ure|ing)|ended)\b[^.;]{0,20}$", re.IGNORECASE)
_CLAIM_HEAD = re.compile(r"\bclaim(?:ed)?\b|\bsubmitted\b|\bsent\b", re.IGNORECASE)
_CLOSE_HEAD = re.compile(r"\bclos(?:ed|ure|ing)\b|\bplan ended\b", re.IGNORECASE)
_REJECTED = re.compile(
    r"\b(?:reject|withdr|taken out|not (?:valid|claimed|passed|eligible)|failed|removed|ineligible|too early)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class _Rule:
    months: int
    statement: Statement


def _rule(subject: Subject) -> _Rule | None:
    for statement in subject.statements:
        match = _RULE.search(statement.text)
        if match is not None and any(
            _CLAIM_WORD.search(s.text) for s in (statement, *subject.before(statement, 2), *subject.after(statement, 2))
        ):
            word = (match["n"] or match["n2"]).lower()
            return _Rule(months=int(word) if word.isdigit() else UNITS[word], statement=statement)
    return None


def _claim_dates(subject: Subject) -> Iterator[tuple[date, date, list[Span]]]:
    """Closing date, date of the claim, and where they stand."""
    closed_case = next((case.closure_date for case in subject.extraction.cases if case.closure_date), None)
    for statement in subject.statements:
        if not _CLAIM_WORD.search(statement.text):
            continue
        mentions = find_dates(statement.text)
        claimed = [m.date for m in mentions if m.date is not None and _CLAIM_DATE.search(statement.text[: m.start])]
        closed = [
            day for m in mentions if _CLOSE_DATE.search(statement.text[: m.start]) and (day := _earliest(m)) is not None
        ]
        span = Span(start=statement.start, end=statement.end)
        if len(claimed) == 1 and len(closed) == 1:
            yield closed[0], claimed[0], [span]
        elif len(claimed) == 1 and not closed and closed_case is not None and _RULE.search(statement.text):
            yield closed_case, claimed[0], [span, *_closing_words(subject)]
    yield from _rows_of_claims(subject)


def _closing_words(subject: Subject) -> Iterator[Span]:
    for case in subject.extraction.cases:
        for evidence in (case.timeliness.evidence or {}).get("closure", ()):
            yield Span(start=evidence.start, end=evidence.end)


def _earliest(mention: DateMention) -> date | None:
    if mention.year is None:
        return None
    return mention.date or month_days(mention.year, mention.month)[0]


def _rows_of_claims(subject: Subject) -> Iterator[tuple[date, date, list[Span]]]:
    text = subject.document.text
    for table in subject.document.tables:
        grid = cell_grid(table)
        head = max(table.header_rows or 0, 1)
        names = [
            " ".join(text[c.start : c.end] for c in column[:head] if c is not None)
            for column in zip(*grid, strict=True)
        ]
        closes = [index for index, name in enumerate(names) if _CLOSE_HEAD.search(name)]
        claims = [
            index
            for index, name in enumerate(names)
            if _CLAIM_HEAD.search(name)
            and index not in closes
            and any(c is not None and find_dates(text[c.start : c.end]) for c in (row[index] for row in grid[head:]))
        ]
        if len(closes) != 1 or not claims:
            continue
        for row in grid[head:]:
            words = " ".join(text[cell.start : cell.end] for cell in row if cell is not None)
            closed, claimed = row[closes[0]], row[claims[0]]
            if closed is None or claimed is None or _REJECTED.search(words):
                continue
            dates = [
                [m.date for m in find_dates(text[cell.start : cell.end]) if m.date is not None]
                for cell in (closed, claimed)
            ]
            if len(dates[0]) == 1 and len(dates[1]) == 1 and dates[0][0] is not None and dates[1][0] is not None:
                first = row[0]
                spans = [
                    Span(start=cell.start, end=cell.end)
                    for cell in (closed, claimed, *([first] if first is not None else []))
                ]
                yield dates[0][0], dates[1][0], spans


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
