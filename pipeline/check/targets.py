"""Targets: claims that they were met or missed, and colours against values, targets and the printed key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .polarity import better_direction, limit_direction
from .statements import Statement, pattern
from .tolerance import half_unit, plain


@check(
    "TGT001",
    severity="error",
    title="A target is said to be met or missed and is not",
    holds="In the year 79 of 118 children (66.9%) stayed with the same carer. We have therefore missed our target of "
    "70%.",
    fails="In the year 79 of 118 children (66.9%) stayed with the same carer. We have therefore achieved our target of "
    "70%.",
)
def check_target_claims(subject: Subject) -> Iterator[Verdict]:
    """Compares value and target where the words say met, missed, above, below, within or over.

    The target stands in the sentence, in the one before, or in the table row that prints the value. Whether high or low is
    good is told by the words (a ceiling, a limit), the measure or the scale; where nothing tells, high is taken for good and a
    doubt is a query. Silent for plans and conditions.
    """
    for statement in subject.statements:
        for claim in _claims(statement):
            found = _value_and_target(subject, statement, claim)
            if found is not None:
                yield _judge(subject, statement, claim, *found)


_THING = (
    r"(?:target|aim|ceiling|limit|standard|threshold|ambition|goal|benchmark|maximum|minimum|expectation|guide figure"
    r"|tolerance|budget)"
)


_MET = pattern(
    rf"\b(?P<verb>met|meets|meeting|achieved|achieves|achieving|exceeded|exceeds|exceeding|hit|hits|reached"
    rf"|reaches|surpassed|beat|beats|beaten|missed|misses|missing"
    rf"|above|over|ahead of|better than|at or above|within|inside|under|below|short of|behind|worse than|outside"
    rf"|on)\b (?:[a-z']+ ){{0,4}}?(?:<t0> )?(?:{_THING}|it\b(?=[.,;]|$))(?: (?:of|is|was|which is|for "
    rf"[a-z ]{{1,30}} of)? ?(?:about )?<t>)?"
)


_PRONOUN_VERBS = {"above", "below", "ahead of", "short of", "behind", "met", "exceeded", "missed", "within", "beat"}


_BRACKET = pattern(
    r"<v>[^⟦⟧.;]{0,20}\((?:the |our )?(?:target|limit|standard|ceiling)(?: of|:| is| was)? ?<t>[,;:]? "
    r"(?P<verb>achieved|met|missed|not met|not achieved|exceeded|hit|not reached)\)"
)


_TARGET_MET = re.compile(
    rf"\b{_THING}\b[^.;]{{0,40}}?\b(?:was|is|were|(?:has|had|have)(?: [a-z]+)? been)"
    r"(?: [a-z]+ly| therefore| now| again)? (?P<verb>met|achieved|exceeded|hit"
    rf"|reached|missed|not (?:met|achieved|reached))\b",
    re.IGNORECASE,
)


_SATISFIED = {
    "met", "meets", "meeting", "achieved", "achieves", "achieving", "hit", "hits", "reached", "reaches", "beat", "beats",
    "beaten", "better than", "surpassed", "on",
}  # fmt: skip


_MISSED = {
    "missed",
    "misses",
    "missing",
    "short of",
    "behind",
    "worse than",
    "outside",
    "not met",
    "not achieved",
    "not reached",
}


_ABOVE = {"above", "over", "ahead of", "exceeded", "exceeds", "exceeding", "at or above"}


_NOT_CLAIMED = re.compile(
    r"\b(?:will|would|could|should|may|might|must|aims?|aiming|plans?|hopes?|expects?|expected|likely|intend\w*"
    r"|if|unless|until|whether|in order|forecast|to be|on (?:course|track)|wants?|"
    r"help(?:s|ed)? (?:us )?to|need(?:s|ed)? to|towards?|how|toward|against|set|agreed|revised?)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)


_DENIED = re.compile(r"\b(?:not|never|no longer|failed to|n't|yet to|without|neither)\b[^.;,]{0,25}$", re.IGNORECASE)


_PART_MET = re.compile(r"\b(?:all|most|both|some|several|of (?:the|our|its)|\w+ of)\s+(?:\w+ ){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class _Claim:
    """`way`: 1 said to be above the target, -1 below, 0 only met or missed (`met`)."""

    word: str
    way: int
    met: bool
    target: Figure | None
    start: int
    end: int


def _claims(statement: Statement) -> Iterator[_Claim]:
    for match in _MET.finditer(statement.skeleton):
        before = statement.skeleton[: match.start()]
        if _NOT_CLAIMED.search(before) or _PART_MET.search(before):
            continue
        if "budget" in match.group(0).lower() and match["verb"].lower() not in (
            "under",
            "over",
            "within",
            "above",
            "below",
            "exceeded",
        ):
            continue
        if match.group(0).lower().endswith(" it") and match["verb"].lower() not in _PRONOUN_VERBS:
            continue
        yield from _claim(match, statement.token(match, "t") or statement.token(match, "t0"), before)
    for bracket in _BRACKET.finditer(statement.skeleton):
        yield from _claim(bracket, statement.token(bracket, "t"), "")
    for other in _TARGET_MET.finditer(statement.skeleton):
        before = statement.skeleton[: other.start()]
        claimed = statement.skeleton[: other.end("verb")] if not other.group(0).lower().startswith("aim") else before
        if not _NOT_CLAIMED.search(claimed) and not _PART_MET.search(before):
            yield from _claim(other, None, "")


def _claim(match: re.Match[str], target: Figure | None, before: str) -> Iterator[_Claim]:
    word = match["verb"].lower()
    denied = _DENIED.search(before) is not None
    thing = match.group(0).lower()
    pronoun = thing.endswith(" it")
    ceiling = limit_direction(before if pronoun else thing) == "down"
    if word in _ABOVE:
        yield _Claim(word=word, way=-1 if denied else 1, met=False, target=target, start=match.start(), end=match.end())
    elif word in ("within", "inside", "under", "below"):
        if word in ("within", "inside") and not ceiling and "tolerance" not in thing:
            return
        yield _Claim(word=word, way=1 if denied else -1, met=False, target=target, start=match.start(), end=match.end())
    elif word in _SATISFIED or word in _MISSED:
        yield _Claim(
            word=word, way=0, met=(word in _SATISFIED) != denied, target=target, start=match.start(), end=match.end()
        )


def _value_and_target(subject: Subject, statement: Statement, claim: _Claim) -> tuple[Figure, Figure] | None:
    own = [f for f in statement.figures if _is_value(f) and f is not claim.target]
    before = subject.before(statement, 2)
    target = claim.target or next((f for f in statement.figures if f.role in ("target", "standard")), None)
    if target is not None and target.change is not None and target.change.amount == target.value:
        return None
    if target is None:
        earlier = [f for s in before for f in s.figures if f.role == "target"]
        target = earlier[-1] if len({f.value for f in earlier}) == 1 else None
    values = [f for f in own if target is None or (f.unit_kind == target.unit_kind and f.id != target.id)]
    if not values and not own:
        nearest = next((s for s in reversed(before) if any(map(_is_value, s.figures))), None)
        values = [
            f
            for f in (nearest.figures if nearest else ())
            if _is_value(f) and (target is None or f.unit_kind == target.unit_kind)
        ]
    values = [f for f in values if f.role == "reported"]
    if not values:
        return None
    if target is not None:
        return (values[0], target) if len(values) == 1 or values[0].start < (claim.target or target).start else None
    in_table = [t for f in values[:1] for t in _table_targets(subject, f)]
    return (values[0], in_table[0]) if len({t.value for t in in_table}) == 1 else None


def _is_value(figure: Figure) -> bool:
    changed = figure.change is not None and figure.change.amount == figure.value
    return (
        figure.unit_kind in ("percent", "count", "currency", "duration", "rate")
        and not changed
        and figure.role in ("reported", "baseline")
    )


def _table_targets(subject: Subject, value: Figure) -> Iterator[Figure]:
    """The targets of table rows that print the value for its time."""
    for grid in subject.grids:
        for (row, _), figure in grid.figures.items():
            if figure.value == value.value and figure.unit_kind == value.unit_kind and figure.role == "reported":
                yield from (f for (r, _), f in grid.figures.items() if r == row and f.role == "target")


def _judge(subject: Subject, statement: Statement, claim: _Claim, value: Figure, target: Figure) -> Verdict:
    difference = value.value - target.value
    slack = half_unit(value)
    thing = statement.skeleton[claim.start : claim.end]
    if thing.lower().endswith(" it"):
        thing = statement.skeleton[: claim.end]
    known = limit_direction(f"{thing} {target.text}") or better_direction(
        subject.vocabulary, value.measure or "", target.measure or "", value.evidence.quote
    )
    if claim.way:
        # "At 519 days, below the target of 487": performance is below it. Only a ceiling, or a measure of which high is good,
        # leaves no second reading.
        wrong = difference * claim.way < 0 and (
            known == "up" or limit_direction(thing) is not None or value.unit_kind == "percent"
        )
        certain = known is not None or limit_direction(thing) is not None
        if known == "down" and limit_direction(thing) is None:
            return HELD
    else:
        good = difference if (known or "up") == "up" else -difference
        wrong = good < -slack if claim.met else good > slack
        certain = known is not None or value.unit_kind == "percent"
    if not wrong:
        return HELD
    direction = "" if claim.way else (" (low is good)" if known == "down" else " (high is good)")
    return doubt(
        subject,
        f'{subject.where(statement)}: {value.text} is said to be "{claim.word}" '
        f"against {target.text}{direction}; {plain(value.value)} - "
        f"{plain(target.value)} = {plain(difference)}. Look at the value, the target and the word.",
        statement,
        value,
        target,
        severity=None if certain else "query",
    )
