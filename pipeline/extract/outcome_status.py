"""What a sentence, a comment or scores say of a change: met, partly met, not met, or not known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records.outcome import OutcomeStatus
from ..text.phrases import Token
from ..vocab import Vocabulary
from .outcome_scores import Change, judge_change

# "93.1% for the summer term. MET", "No change in the rowing - not met": a verdict at the end of a note.
_VERDICT = re.compile(
    r"(?:^|[.;,:–-]\s*|\s)(?P<how>fully |mostly |partly |partially |part |not |never |un)?(?:met"
    r"|achieved)(?: yet)?(?P<part> in part|ish)?\W*$",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:^|[.;,:–-]\s*|\bso )(?:not (?:yet )?(?:known|clear)|unknown|unclear|can['’]?t say|too early to (?:say|tell))\W*$",
    re.IGNORECASE,
)
_ATTENDANCE_GOAL = 90  # per cent: the line of persistent absence, where no other goal is printed


def tell_status(
    text: str, tokens: Sequence[Token], change: Change | None, *, vocabulary: Vocabulary
) -> OutcomeStatus | None:
    """The status that words and scores give; None where they tell of no change.

    A verdict speaks first, then a score against its goal or its normal range, then the words. What is said not to have
    changed counts before what grew better; what grew better "but still" is partly met.
    """
    verdict = _VERDICT.search(text)
    if verdict and (verdict["how"] or verdict.start() > 0 or len(text.split()) <= 3):
        how = (verdict["how"] or "").strip().lower()
        if how in ("not", "un", "never"):
            return "not_met"
        return "partly_met" if how.startswith(("part", "most")) or verdict["part"] else "met"
    if _UNKNOWN.search(text):
        return "unknown"
    judged = judge_change(change) if change is not None else None
    if change is not None and change.target is not None and judged is not None:
        return judged
    hits = vocabulary.outcomes.sentence_statuses(tokens)
    hits = [hit for hit in hits if not any(hit.words < other.words for other in hits)]
    said = {hit.payload for hit in hits}
    if change is not None and change.normal and judged == "partly_met" and "not_met" not in said:
        return "met"
    if judged is None and change is not None and change.scale == "attendance %" and not said - {"unknown"}:
        return _attendance(change)
    if "not_met" in said and ("met" in said or "partly_met" in said or judged == "partly_met"):
        last_good = max((hit.first for hit in hits if hit.payload in ("met", "partly_met")), default=-1)
        worse = any(hit.payload == "not_met" and hit.first > last_good and len(hit.words) >= 2 for hit in hits)
        return "not_met" if worse and judged is None else "partly_met"
    for status in ("not_met", "unknown"):
        if status in said:
            return status
    if "partly_met" in said and "met" in said:
        firm = max(len(hit.words) for hit in hits if hit.payload == "met")
        soft = max(len(hit.words) for hit in hits if hit.payload == "partly_met")
        return "met" if firm >= soft else "partly_met"
    for status in ("met", "partly_met"):
        if status in said:
            return status
    return judged


def is_verdict(text: str) -> bool:
    """Whether the words are a verdict and nothing else: "Partly met.", "Not known." """
    return len(text.split()) <= 3 and bool(_VERDICT.search(text) or _UNKNOWN.search(text))


def has_verdict(text: str) -> bool:
    """Whether the words end on a verdict: "boiler mended 20 December, met"."""
    return bool(_VERDICT.search(text) or _UNKNOWN.search(text))


def weigh_scores(said: OutcomeStatus | None, change: Change, *, commented: bool) -> OutcomeStatus:
    """The status of a row of scores with what its comment says.

    A score that did not rise is not met, unless the comment claims that it did: then nobody knows. One that rose is met or
    partly met as the comment has it, and moved (partly met) where there is any comment at all.
    """
    judged = judge_change(change)
    if change.target is not None and judged is not None and said is None:
        return judged
    if judged == "not_met":
        return "unknown" if said in ("met", "partly_met") else "not_met"
    if said == "not_met":
        return "partly_met" if judged == "partly_met" else "not_met"
    if said is not None:
        return said
    return "partly_met" if commented and judged == "partly_met" else "unknown"


def _attendance(change: Change) -> OutcomeStatus | None:
    """ "Attendance back to 96%" is above the line of persistent absence, "finished the term on 54%" below it."""
    if change.end is None or isinstance(change.end, str):
        return None
    return "met" if change.end >= _ATTENDANCE_GOAL else "not_met"
