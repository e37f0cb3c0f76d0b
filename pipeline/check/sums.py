"""Sums in prose: parts against the whole, totals that are drawn, what remains, and lists against what leads into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import is_additive, same_kind, total_of
from .statements import Statement, pattern
from .tolerance import added, plain, stated
from .wording import is_explained

_Claim = Literal["all", "of these", "loose", "listed"]


_CLOSE = Decimal("0.15")  # of the whole: a near miss, as parts that really are others lie anywhere
_REACH: dict[_Claim, Decimal] = {"all": _CLOSE * 3, "of these": _CLOSE, "loose": _CLOSE, "listed": _CLOSE / 3}


_REASONS = (
    "## Closures\n\n250 plans were closed, for these reasons:\n\n- needs met: 160\n- stepped up: 40\n- moved "
    "away: {moved}\n"
)


@check(
    "SUM005",
    severity="error",
    title="Parts stated in the text do not add up to the whole",
    holds="By May 2023 we held 315 plans. Of these 205 had a lead in the council and 110 a lead in a school.",
    fails="By May 2023 we held 315 plans. Of these 205 had a lead in the council and 130 a lead in a school.",
)
def check_stated_parts(subject: Subject) -> Iterator[Verdict]:
    """Adds the counts that follow "of these", "of which", "made up of", "split between" or a colon, or come before "in all", and
    compares them with the whole.

    Parts that may overlap ("of the 219, 188 ... and 131 ...") or leave a remainder are no contradiction: without words that
    claim a whole, only a near miss is doubted (within 15%), as an error where parts "of these" exceed the whole.
    """
    for statement in subject.statements:
        found = _whole_and_parts(subject, statement)
        if found is None:
            continue
        whole, parts, claim = found
        gap = whole.value - total_of(parts)
        if added(parts).meets(stated(whole)):
            yield HELD
        elif (
            abs(gap) <= abs(whole.value) * _REACH[claim]
            and not is_explained(subject, statement.start, statement.end, gap=gap, parts=len(parts))
        ):  # fmt: skip
            yield _mismatch(
                subject,
                statement,
                parts,
                whole,
                severity="error" if claim == "all" or (claim == "of these" and gap < 0) else "query",
            )


@check(
    "SUM007",
    severity="error",
    title="A list's counts do not add up to the number that leads into it",
    holds=_REASONS.format(moved=50),
    fails=_REASONS.format(moved=70),
)
def check_list_sums(subject: Subject) -> Iterator[Verdict]:
    """Adds a list whose items each state one count, under a sentence that states one count and ends with a colon.

    An error where the sentence claims a whole ("for these reasons:", "by team:"), else a query on a near miss.
    """
    for bullets in subject.lists:
        if not bullets.lead_in.text.rstrip().endswith(":"):
            continue
        wholes = [f for f in bullets.lead_in.figures if is_additive(f) and f.value > len(bullets.items)]
        counts = [
            [f for s in item for f in s.figures if f.unit_kind in ("count", "currency")] for item in bullets.items
        ]
        if len(wholes) != 1 or len(counts) < 2 or any(len(found) != 1 for found in counts):
            continue
        whole, parts = wholes[0], [found[0] for found in counts]
        if not all(
            is_additive(part) and part.unit_kind == whole.unit_kind and part.value <= whole.value for part in parts
        ):
            continue
        gap = whole.value - total_of(parts)
        first, last = bullets.lead_in.start, bullets.items[-1][-1].end
        if added(parts).meets(stated(whole)):
            yield HELD
        elif is_explained(subject, first, last, gap=gap, parts=len(parts)):
            continue
        elif _CLAIMS_WHOLE.search(bullets.lead_in.text) or abs(gap) <= whole.value * _CLOSE:
            severity = "error" if _CLAIMS_WHOLE.search(bullets.lead_in.text) else "query"
            yield _mismatch(subject, bullets.lead_in, parts, whole, severity=severity)


_INTRODUCES = re.compile(
    r"\b(?:of these|of those|of which|of whom|of this total|of the total|comprising|comprised|made up of"
    r"|consisting of|consists of"
    r"|split (?:between|into|as)|broken down (?:as|into|by)|divided (?:between|into))\b",
    re.IGNORECASE,
)


_CLAIMS_WHOLE = re.compile(
    r"\b(?:comprising|comprised|made up of|consisting of|consists of|split|broken down|breakdown|divided|as "
    r"follows|reasons?|by \w+\s*:"
    r"|these \w+\s*:|either|remaining|the rest)\b|:\s*$",
    re.IGNORECASE,
)


_DRAWS_TOTAL = pattern(
    r"<>[^.;]*<>[^⟦⟧.;]{0,60}\b(?:which (?:comes|came|adds up|amounts) to|comes? to|adds? up to|totalling"
    r"|totaling|total of|a total of|in all,?|altogether|giving"
    r"|making(?: a total of)?|(?:which )?makes|amounting to|a combined(?: total of)?|together)[^⟦⟧.;]{0,25}<t>"
    r"|<>[^.;]*<>[^⟦⟧.;]{0,60}, <t2> (?:[a-z]+ )?(?:in all|in total|altogether|together|overall)\b"
)


_TOTAL_ALONE = pattern(
    r"^\W*(?:this (?:is |makes |gives )?|the |a |our )?(?:grand |overall |combined )?(?:in "
    r")?total\b[^⟦⟧.;]{0,40}<t>[^⟦⟧]*$"
)
_COLON_PARTS = pattern(r"<w>[^⟦⟧.;:]{0,70}:\s[^:]*<>")


def _whole_and_parts(subject: Subject, statement: Statement) -> tuple[Figure, list[Figure], _Claim] | None:
    """The whole, its parts, and how firmly the words tie them."""
    alone = _TOTAL_ALONE.match(statement.skeleton)
    previous = subject.before(statement, 1)
    if alone is not None and previous:
        total, parts = statement.token(alone, "t"), [f for f in previous[0].figures if is_additive(f)]
        if (
            total is not None
            and is_additive(total)
            and len(parts) >= 3
            and len(parts) == len(previous[0].figures)
            and same_kind([*parts, total])
        ):
            return total, parts, "all"
    drawn = _DRAWS_TOTAL.search(statement.skeleton)
    if drawn is not None:
        total = statement.token(drawn, "t") or statement.token(drawn, "t2")
        parts = [f for f in statement.figures if total is not None and f.start < total.start and is_additive(f)]
        if total is not None and is_additive(total) and len(parts) >= 2 and same_kind([*parts, total]):
            return _best_suffix(parts, total)
    colon = _COLON_PARTS.search(statement.skeleton)
    if colon is not None:
        whole = statement.token(colon, "w")
        parts = [f for f in statement.figures if whole is not None and f.start > whole.start]
        if whole is not None and _are_parts(whole, parts):
            return whole, parts, "all"
    match = _INTRODUCES.search(statement.text)
    if match is None:
        return _opened_list(statement)
    at = statement.start + match.start()
    before = [f for f in statement.figures if f.start < at and is_additive(f)]
    if not before and match.start() <= 25:
        previous = subject.before(statement, 1)
        before = [f for s in previous for f in s.figures if is_additive(f)]
    parts = [f for f in statement.figures if f.start > at]
    if not before or not _are_parts(before[-1], parts):
        return None
    return before[-1], parts, "all" if _CLAIMS_WHOLE.search(match.group(0)) else "of these"


_OPENS_LIST = pattern(r"^\W*(?:out )?of (?:the |our |all |these |its )?<w>")


def _opened_list(statement: Statement) -> tuple[Figure, list[Figure], _Claim] | None:
    """ "Of the 512 plans that ended, 301 ..., 118 ..., 44 ... and 39 ...": three or more parts, the last after "and"."""
    opening = _OPENS_LIST.match(statement.skeleton)
    whole = statement.token(opening, "w") if opening is not None else None
    if whole is None:
        return None
    parts = [f for f in statement.figures if f.start > whole.start and f.unit_kind == whole.unit_kind]
    if len(parts) < 3 or not _are_parts(whole, parts) or not _LAST_PART.search(statement.skeleton):
        return None
    return whole, parts, "listed"


_LAST_PART = re.compile(r"\band (?:the (?:other|remaining|last) )?⟦\d+⟧[^⟦⟧]*$", re.IGNORECASE)


def _best_suffix(parts: list[Figure], total: Figure) -> tuple[Figure, list[Figure], _Claim]:
    """The parts that give the total, counting back from it; all of them where none do."""
    for first in range(len(parts) - 2, -1, -1):
        if added(parts[first:]).meets(stated(total)):
            return total, parts[first:], "all"
    return total, parts, "all" if all(part.value <= total.value for part in parts) else "loose"


def _are_parts(whole: Figure, parts: Sequence[Figure]) -> bool:
    return (
        is_additive(whole)
        and len(parts) >= 2
        and all(is_additive(part) and part.value <= whole.value and part.role == "reported" for part in parts)
        and same_kind([whole, *parts])
    )


def _mismatch(
    subject: Subject, statement: Statement, parts: Sequence[Figure], whole: Figure, *, severity: str
) -> Verdict:
    return doubt(
        subject,
        f"{subject.where(statement)}: {' + '.join(plain(part.value) for part in parts)} "
        f"= {plain(total_of(parts))}, stated "
        f"{plain(whole.value)}, a difference of {plain(whole.value - total_of(parts))}. Look at the whole and at "
        f"each part.",
        whole,
        *parts,
        severity=severity,  # type: ignore[arg-type]
    )
