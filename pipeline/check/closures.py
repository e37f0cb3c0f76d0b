"""Closures against what they record: all needs met, with a goal that was not; a goal ticked that is denied elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records.case import Case
from ..records.document import CASE_GENRES
from ..records.outcome import Outcome
from ..records.span import Evidence, Span
from ..records.table import cell_grid
from .catalogue import HELD, Doubt, Subject, Verdict, check, doubt
from .statements import Statement
from .wording import ticked
from .words import telling

_PAPER = (
    "# Early Help closure summary\n\nDate of referral: 1 March 2023\nDate of closure: 2 May "
    "2023\n\nOutcomes: {outcome}\n\n"
    "Reason for closure: Needs met\n"
)
_GOALS = (
    "# Early Help closure summary\n\nGoal 1 attending college: [x] Achieved [ ] Not "
    "achieved\n\nImpact: {impact}\n\nReason for closure: Needs met\n"
)
_ALL_MET = re.compile(
    r"\b(?:all|every|each)\b(?: of)?(?: the| their| our| his| her)?(?: \w+){0,2}? (?:goals?|needs?|outcomes?"
    r"|targets?|objectives?)\b[^.;]{0,40}?\b(?:met|achieved|reached|completed|resolved)\b",
    re.IGNORECASE,
)
_MET_ALL = re.compile(
    r"\b(?:met|achieved|reached|completed) (?:all|every|each)\b[^.;]{0,30}?\b(?:goals?|needs?|targets?|outcomes?|objectives?)\b"
    r"|\beverything\b[^.;]{0,30}\b(?:achieved|done|met)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\bclos(?:ed|ing|ure)\b|\bgoals?\b|\bplan\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:goals?|needs?|outcomes?|actions?|targets?|plan)\b[^.;]{0,50}?\b(?:not (?:yet )?(?:been )?(?:achieved"
    r"|met|reached|started|done|completed)|unmet|missed)\b"
    r"|:\s*(?:not (?:yet )?(?:met|achieved|reached)|unmet)\W*$"
    r"|\bone (?:was not|wasn[’']t|has not been) (?:reached|met|achieved)\b|\bstill (?:has|have) no\b"
    r"|\bnot (?:yet )?(?:been )?started\b|\bno change\b[^.;]{0,30}\b(?:goal|need)",
    re.IGNORECASE,
)
_SHORTFALL = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d)?)\s?%[^.;]{0,60}?\bagainst (?:an? |the )?(?:expected|target|goal|planned)(?: "
    r"of)? (?P<target>\d{1,3}(?:\.\d)?)\s?%",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:except|apart from|bar|but for|other than|all but|most|nearly|partly|not all)\b", re.IGNORECASE
)
_EMPTY = re.compile(
    r"^\W*(?:n/?a|none(?: known| reported| identified)?|not applicable|-|–|see \w+(?: \w+){0,2})\W*$", re.IGNORECASE
)
_PLAINLY = re.compile(
    r"\b(?:not (?:yet )?(?:been )?(?:achieved|met|reached|started)|unmet|no change|goal missed)\b|^\W*(?:no|not met"
    r"|not achieved|red)\W*$|\bno\W*$",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:remains?|remained|still|continues? to be|is not|are not|isn't|has not|no longer)\b", re.IGNORECASE
)
# Opposites that goals and impact are told in.
_OPPOSITES = (
    ({"eet"}, {"neet"}),
    ({"attend", "colleg", "school", "train", "work", "job"}, {"neet"}),
    ({"home", "hous", "tenancy"}, {"homeless", "evict"}),
)
_MOST_QUOTED = 3


@check(
    "CLO001",
    severity="error",
    title="Closed as needs met with a goal that was not met",
    holds=_PAPER.format(outcome="Attendance goal achieved."),
    fails=_PAPER.format(outcome="Attendance goal not achieved."),
)
def check_reason_against_outcomes(subject: Subject) -> Iterator[Verdict]:
    """A closure whose reason is that needs were met, or words that every goal was met, against goals that the paper says were
    not; in reports, against the sentences that follow.

    Boxes that say N/A or "none known" are no goals. An error where a goal is plainly called not met, else a query. A step down
    to one agency, which leaves something to do, is not doubted unless all goals are said to be met.
    """
    if subject.document.genre not in CASE_GENRES:
        yield from _in_reports(subject)
        return
    claims = [s for s in subject.statements if _says_all_met(s.text)]
    for case in subject.extraction.cases:
        if case.genre != "closure_summary":
            continue
        reason = case.reason_evidence if case.reason == "outcomes_met_closed" else None
        places = [Span(start=s.start, end=s.end) for s in claims] or (
            [Span(start=reason.start, end=reason.end)] if reason else []
        )
        if places:
            yield from _against(subject, case, places)


@check(
    "CLO002",
    severity="query",
    title="A goal is marked achieved and the text says otherwise",
    holds=_GOALS.format(impact="He started college in May."),
    fails=_GOALS.format(impact="He is still not attending college."),
)
def check_marked_goals(subject: Subject) -> Iterator[Verdict]:
    """Compares goals that are ticked or marked achieved with sentences that say "remains", "still", "not" about the same thing.

    The sentence must share a telling word with the goal, or its opposite (EET and NEET), and speak of now.
    """
    if subject.document.genre not in CASE_GENRES:
        return
    for words, place in _achieved_goals(subject):
        denial = next((s for s in subject.statements if _contradicts(words, s, place)), None)
        if denial is None:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(place)}: marked achieved, while the text says "
            f'"{" ".join(denial.text.split())[:120]}". Look at both.',
            place,
            denial,
        )


def _says_all_met(text: str) -> bool:
    """Whether the words, or the box that is ticked, say that every goal was met."""
    words = ticked(text)
    return (
        bool(_ALL_MET.search(words) or _MET_ALL.search(words))
        and not _SPARED.search(words)
        and (words != text or bool(_CLOSED.search(words)) or bool(_MET_ALL.search(words)))
    )


def _against(subject: Subject, case: Case, places: list[Span]) -> Iterator[Verdict]:
    said = any(_says_all_met(subject.document.text[p.start : p.end]) for p in places)
    unmet = [o for o in subject.extraction.outcomes if o.status == "not_met" and not _EMPTY.match(o.evidence.quote)]
    denied = [
        s
        for s in subject.statements
        if _DENIES.search(ticked(s.text)) and not any(p.start <= s.start < p.end for p in places)
    ]
    quotes = [*(o.evidence for o in unmet), *(subject.evidence(s.start, s.end) for s in denied)]
    quotes = [quote for quote in dict.fromkeys(quotes) if not any(p.start <= quote.start < p.end for p in places)]
    if not quotes:
        yield HELD
        return
    plainly = any(_PLAINLY.search(quote.quote) for quote in quotes)
    if not plainly and not said:
        quotes = quotes[:1]
    yield _contradiction(subject, case, places, quotes, unmet, severity="error" if plainly else "query")


def _contradiction(
    subject: Subject, case: Case, places: list[Span], quotes: list[Evidence], unmet: list[Outcome], *, severity: str
) -> Doubt:
    shown = "; ".join(f'"{" ".join(quote.quote.split())[:90]}"' for quote in quotes[:_MOST_QUOTED])
    found = doubt(
        subject,
        f"{subject.where(places[0])}: closed with needs met, while the paper says {shown}. Look at the reason "
        f"and at what was not met.",
        *places,
        severity=severity,  # type: ignore[arg-type]
    )
    ids = (case.id, *(outcome.id for outcome in unmet))
    return Doubt(message=found.message, evidence=(*found.evidence, *quotes), subjects=ids, severity=found.severity)


def _in_reports(subject: Subject) -> Iterator[Verdict]:
    """ "SF-0437 was closed with every outcome met. Its summary ... says that the debt plan had not been started."""
    for statement in subject.statements:
        match = _ALL_MET.search(statement.text)
        if match is None or "clos" not in statement.lower or _SPARED.search(statement.text[: match.end()]):
            continue
        contrary = [s for s in subject.after(statement, 2) if _is_contrary(s.text)]
        if _is_contrary(statement.text[match.end() :]):
            contrary.insert(0, statement)
        if not contrary:
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: said to be closed with every outcome met, but "
            f'"{" ".join(contrary[0].text.split())[:160]}". Look at both.',
            statement,
            *contrary,
        )


def _is_contrary(text: str) -> bool:
    shortfall = _SHORTFALL.search(text)
    return _DENIES.search(text) is not None or (
        shortfall is not None and float(shortfall["value"]) < float(shortfall["target"])
    )


_ACHIEVED = re.compile(r"^\W*(?:achieved|met|fully met|yes|goal met|complete(?:d)?)\W*$", re.IGNORECASE)


def _achieved_goals(subject: Subject) -> Iterator[tuple[frozenset[str], Span]]:
    """Goals ticked as achieved on a line of a form, and rows of a table whose status is achieved."""
    text = subject.document.text
    for match in _GOAL_LINE.finditer(text, 0, subject.document.body_end):
        if _ACHIEVED.match(ticked(match["boxes"])):
            yield _topic(match["label"]), Span(start=match.start(), end=match.end())
    for table in subject.document.tables:
        for row in cell_grid(table):
            cells = [cell for cell in dict.fromkeys(row) if cell is not None and cell.end > cell.start]
            if len(cells) >= 2 and not table.is_form and any(_ACHIEVED.match(text[c.start : c.end]) for c in cells[1:]):
                yield _topic(text[cells[0].start : cells[0].end]), Span(start=cells[0].start, end=cells[-1].end)


_GOAL_LINE = re.compile(
    r"(?P<label>\b(?:goal|outcome)\b[^\n☒☐☑□✓✔\[\]]{2,80})[:?\t ]*(?P<boxes>(?:☒|☐|☑|□|✓|✔|\[[ xX✓]?\])[^\n]{0,80})",
    re.IGNORECASE,
)


def _topic(label: str) -> frozenset[str]:
    return telling(label) - telling("goal goals outcome outcomes achieved met target by christmas easter")


def _contradicts(words: frozenset[str], statement: Statement, place: Span) -> bool:
    if place.start <= statement.start < place.end or not _STILL.search(statement.text):
        return False
    said = telling(statement.text)
    if not words:
        return False
    opposite = any(goal & words and denial & said for goal, denial in _OPPOSITES)
    denied = re.search(r"\b(?:not|no|never|n't)\b", statement.text, re.IGNORECASE) is not None
    return opposite or (denied and len(words & said) >= max(1, len(words) - 1))
