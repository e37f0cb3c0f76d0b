"""What a sentence, a comment or scores say of a change: met, partly met, not met, or not known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records.outcome import OutcomeStatus
from ..text.phrases import Token
from ..vocab import Vocabulary
from .outcome_scores import Change, judge_change
from .outcome_signals import Signals, read_signals

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
# "The debt goal is partly met: a plan is agreed", "that target was not reached".
_STATED = re.compile(
    r"\b(?:is|was|are|were|been|marked|goal|target|outcome|score[ds]?|(?P<denied>(?:was|is|were|are)n['’]t)) "
    r"(?:that |this |it |goal |as )?"
    r"(?P<how>not (?:yet |been |fully )?|partly |partially |mostly |part |fully |un)?(?:met|achieved|reached)\b"
    r"(?! (?:with|up|by a|her|him|them|for)\b)",
    re.IGNORECASE,
)
_ATTENDANCE_GOAL = 90  # per cent: the line of persistent absence, where no other goal is printed


def tell_status(
    text: str, tokens: Sequence[Token], change: Change | None, *, told: bool = False, vocabulary: Vocabulary
) -> OutcomeStatus | None:
    """The status that words and scores give; None where they tell of no change.

    A verdict speaks first, then a score against its goal or its normal range, then the words: statuses they name, troubles
    that are denied, lessened or still there. `told`: the words stand where changes are told, so that a state of things that
    nothing speaks against is one that was reached.
    """
    verdict = _VERDICT.search(text)
    if verdict and (verdict["how"] or verdict.start() > 0 or len(text.split()) <= 3):
        how = (verdict["how"] or "").strip().lower()
        if how in ("not", "un", "never"):
            return "not_met"
        return "partly_met" if how.startswith(("part", "most")) or verdict["part"] else "met"
    stated = _STATED.search(text)
    if stated:
        how = (stated["how"] or "").lower()
        return (
            "not_met"
            if (stated["denied"] or how.startswith(("not", "un")))
            else "partly_met"
            if how.startswith(("part", "most"))
            else "met"
        )
    if _UNKNOWN.search(text):
        return "unknown"
    said = read_signals(tokens, vocabulary=vocabulary)
    if said.aside:
        return None
    if change is not None:
        judged = _by_scores(change, said)
        if judged is not None:
            return judged
    return said.status(told=told)


def _by_scores(change: Change, words: Signals) -> OutcomeStatus | None:
    """What scores say, with the words about them; None where the words alone decide."""
    judged = judge_change(change)
    said = words.said
    if judged is None or change.target is not None:
        return judged or _attendance(change, said)
    if change.normal and judged == "partly_met" and "not_met" not in said:
        return "met"
    if judged == "not_met":
        return "not_met" if words.only_directions or "not_met" in said else None
    if words.blamed and not words.praised:
        return "not_met"
    if "not_met" in said and not words.only_directions:
        return None
    if change.mostly_gone or _attendance(change, said) == "met":
        return "met"
    return "met" if "met" in said and not words.hedged else "partly_met"


def is_verdict(text: str) -> bool:
    """Whether the words are a verdict and nothing else: "Partly met.", "Not known." """
    return len(text.split()) <= 3 and bool(_VERDICT.search(text) or _UNKNOWN.search(text))


def has_verdict(text: str) -> bool:
    """Whether the words end on a verdict: "boiler mended 20 December, met"."""
    return bool(_VERDICT.search(text) or _UNKNOWN.search(text))


def weigh_scores(
    said: OutcomeStatus | None, change: Change, *, commented: bool, verdict: bool = False
) -> OutcomeStatus:
    """The status of a row of scores with what its comment says.

    A score that did not rise is not met, whatever the comment claims. One that rose is met or partly met as the comment has
    it or the scale's normal range, and moved (partly met) where there is any comment at all.
    """
    judged = judge_change(change)
    if verdict and said is not None:
        return said
    if change.target is not None and judged is not None and said is None:
        return judged
    if judged == "not_met":
        return "not_met"
    if change.normal and judged == "partly_met" and commented and said != "not_met":
        return "met"
    if said == "not_met":
        return "partly_met" if judged == "partly_met" else "not_met"
    if said is not None:
        return said
    return "partly_met" if commented and judged == "partly_met" else "unknown"


def _attendance(change: Change, said: frozenset[OutcomeStatus]) -> OutcomeStatus | None:
    """ "Attendance back to 96%" is above the line of persistent absence, "finished the term on 54%" below it."""
    if change.scale != "attendance %" or change.end is None or isinstance(change.end, str):
        return None
    if change.end >= _ATTENDANCE_GOAL:
        return None if "not_met" in said else "met"
    return "partly_met" if "partly_met" in said else "not_met"
