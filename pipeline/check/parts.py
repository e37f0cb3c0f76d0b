"""Parts against their wholes: those who, all who answered, x of y."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..records.document import CASE_GENRES
from ..records.figure import Figure
from ..text.numbers import find_numbers
from .bases import is_share
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import is_additive, same_kind
from .statements import Statement, pattern
from .tolerance import plain
from .words import telling


@check(
    "SCP001",
    severity="error",
    title="A part is larger than its whole",
    holds="The panel has 19 members, and 12 of them came to the meeting. Nine of those who came would rather meet in "
    "the evening.",
    fails="The panel has 19 members, and 12 of them came to the meeting. Fourteen of those who came would rather meet "
    "in the evening.",
)
def check_parts_within_wholes(subject: Subject) -> Iterator[Verdict]:
    """A part must not exceed what it is said to be part of: "14 of those who came" where 12 came, "all 30 families said"
    where 19 were spoken to, "of the 40 plans, 52 ...".

    "Those who came" are the count whose sentence near by has that verb; plain "of these" the largest count of the sentence
    before.
    """
    for statement in subject.statements:
        yield from _parts_of_those(subject, statement)
        yield from _parts_of_named(subject, statement)
        yield from _all_of_respondents(subject, statement)
        yield from _all_who_answered(subject, statement)


_OF_THOSE_WHO = re.compile(
    r"\b(?P<n>[\w,-]+) of (?:those|the \w+|them|these)(?: \w+)? (?:who|that|which) (?:had |have |were |was "
    r")?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)


_OF_THOSE = re.compile(
    r"\b(?P<n>[\w,-]+) of (?:these|those|them)\b(?! who| that| which)|^\W*of (?:these|those|them),? (?P<n2>[\w,-]+) ",
    re.IGNORECASE,
)


_OF_NAMED = pattern(r"(?:^\W*|, )(?:of|out of) (?:the |these |those |all )?<w>[^⟦⟧.;:]{0,60}, <n>")


_MORE_OF = pattern(r"<n> of (?:the|our|its|all|these|those|their) <w>")


_ALL = pattern(
    r"\b(?:all|each|every one) (?:of )?(?:the |these |those )?<n>[^⟦⟧.;]{0,40}?\b(?:said|told|felt|reported"
    r"|would|agreed|thought|rated|answered|recommend\w*)\b"
)


_ANSWERED = pattern(
    r"\b(?:spoke (?:to|with)|spoken to|replied|responded|answered|returned|took part|responses? from|replies "
    r"from|heard from|interviewed|reached)[^⟦⟧.;]{0,30}<m>"
)


_WHO_ANSWERED = pattern(
    r"<n> [a-z]+(?: [a-z]+)? who (?:replied|responded|answered|took part|completed|filled|returned|gave)"
)


_ANSWERED_BY = pattern(r"\b(?:answered|completed|returned|filled in|replies|responses|replied to) (?:by|from) <m>")


_ANSWERED_BEFORE = pattern(
    r"<m>[^⟦⟧.;]{0,40}\b(?:replied|responded|answered|returned|took part|were (?:spoken to|interviewed|reached)"
    r"|gave (?:their )?views|could be reached)\b"
)


def _parts_of_those(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    for match in _OF_THOSE_WHO.finditer(statement.text):
        part, verb = _number(match["n"]), next(iter(telling(match["verb"])), None)
        if part is None or verb is None:
            continue
        wholes = [
            w
            for s in (*subject.before(statement, 3), statement)
            for w in _counts_with_verb(s, verb, statement.start + match.start())
        ]
        if wholes:
            those = max(wholes, key=lambda f: f.value)
            yield _within(subject, statement, match["n"], part, replace(those, denominator=None))
    for match in _OF_THOSE.finditer(statement.text) if subject.document.genre not in CASE_GENRES else ():
        part = _number(match["n"] or match["n2"])
        nearest = next((s for s in reversed(subject.before(statement, 2)) if any(map(is_additive, s.figures))), None)
        earlier = [f for f in statement.figures if f.end <= statement.start + match.start() and is_additive(f)]
        wholes = earlier or ([f for f in nearest.figures if is_additive(f)] if nearest else [])
        if part is not None and wholes and all(f.unit_kind == "count" for f in wholes):
            yield _within(
                subject, statement, match["n"] or match["n2"], part, max(wholes, key=lambda f: f.denominator or f.value)
            )


def _number(word: str) -> Decimal | None:
    """The count before "of those"; None where the word is no whole number."""
    mentions = find_numbers(word)
    plain_number = len(mentions) == 1 and mentions[0].plain and (mentions[0].start, mentions[0].end) == (0, len(word))
    return mentions[0].value if plain_number else None


def _counts_with_verb(statement: Statement, verb: str, before: int) -> Iterator[Figure]:
    """Counts that the verb follows: "12 of them came"."""
    for figure in statement.figures:
        if figure.start >= before or figure.unit_kind != "count" or figure.qualifier is not None:
            continue
        following = next((f.start for f in statement.figures if f.start > figure.start), statement.end)
        words = statement.text[figure.end - statement.start : following - statement.start]
        if verb in telling(words.split(",")[0]):
            yield figure


def _parts_of_named(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    for match in _OF_NAMED.finditer(statement.skeleton):
        whole, part = statement.token(match, "w"), statement.token(match, "n")
        if (
            whole is not None
            and part is not None
            and is_additive(part)
            and is_additive(whole)
            and same_kind([whole, part])
        ):
            yield _within(subject, statement, part.text, part.value, whole)
    for match in _MORE_OF.finditer(statement.skeleton):
        whole, part = statement.token(match, "w"), statement.token(match, "n")
        if whole is not None and part is not None and is_additive(part) and is_additive(whole) and whole.value > 1:
            yield _within(subject, statement, part.text, part.value, whole)
    for figure in statement.figures:
        if (
            figure.denominator is not None
            and figure.unit_kind == "count"
            and not is_share(figure)
            and figure.qualifier is None
        ):
            if figure.value > figure.denominator > 1:
                yield doubt(
                    subject,
                    f"{subject.where(statement)}: {figure.text}: {plain(figure.value)} cannot be part of "
                    f"{plain(figure.denominator)}. Look at both numbers.",
                    figure,
                )
            else:
                yield HELD


def _all_of_respondents(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    for match in _ALL.finditer(statement.skeleton):
        everyone = statement.token(match, "n")
        if everyone is None or not is_additive(everyone):
            continue
        for other in (*subject.before(statement, 3), *subject.after(statement, 2), statement):
            hit = _ANSWERED.search(other.skeleton) or _ANSWERED_BEFORE.search(other.skeleton)
            reached = other.token(hit, "m") if hit is not None else None
            if reached is None or reached.id == everyone.id or not is_additive(reached):
                continue
            if reached.value < everyone.value and any(
                f.value == everyone.value and f.id != everyone.id for f in other.figures
            ):
                yield _within(subject, statement, everyone.text, everyone.value, reached)
                return
        yield HELD


def _all_who_answered(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    """ "All of the 96 parents who answered" where the survey was answered by 84."""
    match = _WHO_ANSWERED.search(statement.skeleton)
    everyone = statement.token(match, "n") if match is not None else None
    if everyone is None or not is_additive(everyone):
        return
    for other in (*subject.before(statement, 3), *subject.after(statement, 3)):
        hit = _ANSWERED_BY.search(other.skeleton)
        reached = other.token(hit, "m") if hit is not None else None
        if reached is not None and is_additive(reached):
            yield _within(subject, statement, everyone.text, everyone.value, reached)
            return


def _within(subject: Subject, statement: Statement, said: str, part: Decimal, whole: Figure) -> Verdict:
    limit = whole.denominator or whole.value  # "of these" may be the whole or the part of "12 of the 19"
    if part <= limit:
        return HELD
    return doubt(
        subject,
        f"{subject.where(statement)}: {said} are said to be part of {plain(limit)}, and {plain(part)} is more. "
        f"Look at both numbers "
        "and at who is meant.",
        statement,
        whole,
    )
