"""Sums in prose: parts against the whole, totals that are drawn, what remains, and lists against what leads into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from ..records.figure import Figure
from ..text.numbers import find_numbers
from .bases import is_share
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import is_additive, total_of
from .periods import same_days
from .statements import Statement, pattern
from .tolerance import Interval, exactly, plain, result, stated
from .wording import is_explained
from .words import telling

_Claim = Literal["all", "of these", "loose"]
_CLOSE = Decimal("0.15")  # of the whole: a near miss, as parts that really are others lie anywhere
_REASONS = "## Closures\n\n250 plans were closed, for these reasons:\n\n- needs met: 160\n- stepped up: 40\n- moved away: {moved}\n"


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
        added = _sum(parts)
        gap = whole.value - total_of(parts)
        if added.meets(stated(whole)):
            yield HELD
        elif claim == "loose" and gap > 0:
            continue
        elif (
            abs(gap) <= abs(whole.value) * (_CLOSE * 3 if claim == "all" else _CLOSE)
            and not is_explained(subject, statement.start, statement.end, gap=gap, parts=len(parts))
        ):  # fmt: skip
            yield _mismatch(subject, statement, parts, whole, severity="error" if claim == "all" or (claim == "of these" and gap < 0) else "query")


@check(
    "SUM006",
    severity="error",
    title="What is said to remain is not the whole less its parts",
    holds="Of the 169 complaints, 122 were answered in time and a further 31 within the longer limit. The remaining 16 were late.",
    fails="Of the 169 complaints, 122 were answered in time and a further 31 within the longer limit. The remaining 26 were late.",
)
def check_remainders(subject: Subject) -> Iterator[Verdict]:
    """Finds "the remaining 26", "the other 26" and "which leaves 26", and the whole and the parts in the same or the sentence
    before.

    A doubt needs a whole that the words name ("of the 169 complaints", "of the year's referrals", a part with its
    percentage); it is dropped where any whole near by, less its parts, gives the number.
    """
    for statement in subject.statements:
        for match in _REMAINDER.finditer(statement.skeleton):
            rest = next((f for name in ("r", "r2", "r3", "r4", "r5", "r6") if (f := statement.token(match, name)) is not None), None)
            if rest is None or not is_additive(rest):
                continue
            yield from _remainder(subject, statement, rest)


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
        counts = [[f for s in item for f in s.figures if f.unit_kind in ("count", "currency")] for item in bullets.items]
        if len(wholes) != 1 or len(counts) < 2 or any(len(found) != 1 for found in counts):
            continue
        whole, parts = wholes[0], [found[0] for found in counts]
        if not all(is_additive(part) and part.unit_kind == whole.unit_kind and part.value <= whole.value for part in parts):
            continue
        gap = whole.value - total_of(parts)
        first, last = bullets.lead_in.start, bullets.items[-1][-1].end
        if _sum(parts).meets(stated(whole)):
            yield HELD
        elif is_explained(subject, first, last, gap=gap, parts=len(parts)):
            continue
        elif _CLAIMS_WHOLE.search(bullets.lead_in.text) or abs(gap) <= whole.value * _CLOSE:
            severity = "error" if _CLAIMS_WHOLE.search(bullets.lead_in.text) else "query"
            yield _mismatch(subject, bullets.lead_in, parts, whole, severity=severity)


@check(
    "SCP001",
    severity="error",
    title="A part is larger than its whole",
    holds="The panel has 19 members, and 12 of them came to the meeting. Nine of those who came would rather meet in the evening.",
    fails="The panel has 19 members, and 12 of them came to the meeting. Fourteen of those who came would rather meet in the evening.",
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


_INTRODUCES = re.compile(
    r"\b(?:of these|of those|of which|of whom|of this total|of the total|comprising|comprised|made up of|consisting of|consists of"
    r"|split (?:between|into|as)|broken down (?:as|into|by)|divided (?:between|into))\b",
    re.IGNORECASE,
)
_CLAIMS_WHOLE = re.compile(
    r"\b(?:comprising|comprised|made up of|consisting of|consists of|split|broken down|breakdown|divided|as follows|reasons?|by \w+\s*:"
    r"|these \w+\s*:|either|remaining|the rest)\b|:\s*$",
    re.IGNORECASE,
)
_DRAWS_TOTAL = pattern(
    r"<>[^.;]*<>[^⟦⟧.;]{0,60}\b(?:which (?:comes|came|adds up|amounts) to|comes? to|adds? up to|totalling|totaling|total of|a total of|in all,?|altogether|giving"
    r"|making(?: a total of)?|(?:which )?makes|amounting to|a combined(?: total of)?|together)[^⟦⟧.;]{0,25}<t>"
    r"|<>[^.;]*<>[^⟦⟧.;]{0,60}, <t2> (?:[a-z]+ )?(?:in all|in total|altogether|together|overall)\b"
)
_OF_WHOLE = pattern(r"^\W*(?:out )?of (?:the |these |those |all |our )?<w>[^⟦⟧.;:]{0,70}, <>")
_COLON_PARTS = pattern(r"<w>[^⟦⟧.;:]{0,70}:\s[^:]*<>")


def _whole_and_parts(subject: Subject, statement: Statement) -> tuple[Figure, list[Figure], _Claim] | None:
    """The whole, its parts, and how firmly the words tie them."""
    drawn = _DRAWS_TOTAL.search(statement.skeleton)
    if drawn is not None:
        total = statement.token(drawn, "t") or statement.token(drawn, "t2")
        parts = [f for f in statement.figures if total is not None and f.start < total.start and is_additive(f)]
        if total is not None and is_additive(total) and len(parts) >= 2 and _same_kind([*parts, total]):
            return _best_suffix(parts, total)
    colon = _COLON_PARTS.search(statement.skeleton)
    if colon is not None:
        whole = statement.token(colon, "w")
        parts = [f for f in statement.figures if whole is not None and f.start > whole.start]
        if whole is not None and _are_parts(whole, parts):
            return whole, parts, "all"
    opening = _OF_WHOLE.match(statement.skeleton)
    if opening is not None:
        whole = statement.token(opening, "w")
        parts = [f for f in statement.figures if whole is not None and f.start > whole.start]
        if whole is not None and len(parts) == 2 and _are_parts(whole, parts):
            return whole, parts, "loose"
    match = _INTRODUCES.search(statement.text)
    if match is None:
        return None
    at = statement.start + match.start()
    before = [f for f in statement.figures if f.start < at and is_additive(f)]
    if not before and match.start() <= 25:
        previous = subject.before(statement, 1)
        before = [f for s in previous for f in s.figures if is_additive(f)]
    parts = [f for f in statement.figures if f.start > at]
    if not before or not _are_parts(before[-1], parts):
        return None
    return before[-1], parts, "all" if _CLAIMS_WHOLE.search(match.group(0)) else "of these"


def _best_suffix(parts: list[Figure], total: Figure) -> tuple[Figure, list[Figure], _Claim]:
    """The parts that give the total, counting back from it; all of them where none do."""
    for first in range(len(parts) - 2, -1, -1):
        if _sum(parts[first:]).meets(stated(total)):
            return total, parts[first:], "all"
    return total, parts, "all" if all(part.value <= total.value for part in parts) else "loose"


def _are_parts(whole: Figure, parts: Sequence[Figure]) -> bool:
    return (
        is_additive(whole)
        and len(parts) >= 2
        and all(is_additive(part) and part.value <= whole.value and part.role == "reported" for part in parts)
        and _same_kind([whole, *parts])
    )


def _same_kind(figures: Sequence[Figure]) -> bool:
    return len({figure.unit_kind for figure in figures}) == 1


def _sum(parts: Sequence[Figure]) -> Interval:
    added = exactly(0)
    for part in parts:
        added += stated(part)
    return added


def _mismatch(subject: Subject, statement: Statement, parts: Sequence[Figure], whole: Figure, *, severity: str) -> Verdict:
    place = subject.place(statement.start, statement.end)
    return doubt(
        subject,
        f"{place[0].upper()}{place[1:]}: {' + '.join(plain(part.value) for part in parts)} = {plain(total_of(parts))}, stated "
        f"{plain(whole.value)}, a difference of {plain(whole.value - total_of(parts))}. Look at the whole and at each part.",
        whole,
        *parts,
        severity=severity,  # type: ignore[arg-type]
    )


_REMAINDER = pattern(
    r"\b(?:the |a )?(?:remaining|remainder of|remainder,? (?:of )?|other|rest,?) (?:about |around )?<r>"
    r"|\b(?:which |this |that )?(?:leaves|leaving|left) (?:a further |some |about |us |another )?<r2>(?! (?:the|our|their|school|care|early|to another))"
    r"|\b(?:the (?:rest|others|remainder|balance)) \(<r3>"
    r"|\b(?:the )?<r5> (?:others?|remaining)\b|<r6> (?:more )?(?:[a-z]+ )?(?:to go|still to|to find)\b"
    r"|<r4>(?: [a-z]+)? (?:is|are|was|were|remains?|remained) (?:left|remaining|outstanding|still to|unspent|unclaimed)\b"
)
_OF_UNITS = re.compile(r"^\W*of (?:the|all|our) (?:year|month|quarter|period|council|borough|county)['’]?s?\s+(?P<unit>[a-z][\w -]{2,30}?),", re.IGNORECASE)


def _remainder(subject: Subject, statement: Statement, rest: Figure) -> Iterator[Verdict]:
    before = [f for s in subject.before(statement, 3) for f in s.figures]
    earlier = [*before, *(f for f in statement.figures if f.start < rest.start)]
    counts = [f for f in earlier if is_additive(f) and f.unit_kind == rest.unit_kind and f.role != "target"]
    implied = _implied_whole(statement, rest)
    if any(_gives(counts, first, rest) for first in range(len(counts))) or _denominator_gives(earlier, rest):
        yield HELD
        return
    if implied is not None:
        part, share = implied
        whole = stated(part) / (result(share) / exactly(100))
        left = whole - stated(part)
        if left.meets(stated(rest)):
            yield HELD
        else:
            yield doubt(
                subject,
                f"{_where(subject, statement)}: {part.text} is {share.text} of the whole, so the whole is "
                f"{plain(whole.low.quantize(Decimal(1)))} to {plain(whole.high.quantize(Decimal(1)))} and "
                f"{plain(left.low.quantize(Decimal(1)))} to {plain(left.high.quantize(Decimal(1)))} remain, stated {rest.text}. "
                "Look at all three numbers.",
                rest,
                part,
                share,
                *(f for f in subject.extraction.figures if f.origin != "table" and whole.low <= f.value <= whole.high and f.unit_kind == rest.unit_kind),
            )
        return
    named = _named_whole(subject, statement, rest)
    if named is None:
        return
    whole_figure, parts = named
    left_over = stated(whole_figure) - _sum(parts)
    if left_over.meets(stated(rest)):
        yield HELD
        return
    if _any_whole_gives(subject, parts, rest):
        yield HELD
        return
    yield doubt(
        subject,
        f"{_where(subject, statement)}: {plain(whole_figure.value)} - {' - '.join(plain(part.value) for part in parts)} = "
        f"{plain(whole_figure.value - total_of(parts))}, stated {rest.text}. Look at the whole, the parts and what remains.",
        rest,
        whole_figure,
        *parts,
    )


def _gives(counts: Sequence[Figure], first: int, rest: Figure) -> bool:
    """Whether a count less the next one, two or more after it gives the rest."""
    whole = counts[first]
    left = stated(whole)
    for part in counts[first + 1 :]:
        left = left - stated(part)
        if left.meets(stated(rest)):
            return True
    return (stated(whole) - _sum([f for f in counts if f.id != whole.id and f.value < whole.value])).meets(stated(rest))


def _denominator_gives(figures: Sequence[Figure], rest: Figure) -> bool:
    return any(f.denominator is not None and f.denominator - f.value == rest.value for f in figures)


def _implied_whole(statement: Statement, rest: Figure) -> tuple[Figure, Figure] | None:
    """ "The 182 claims are 46.7% of what may be claimed, which leaves 218": a part with its percentage."""
    counts = [f for f in statement.figures if f.start < rest.start and is_additive(f) and f.unit_kind == rest.unit_kind]
    percents = [f for f in statement.figures if f.start < rest.start and f.unit_kind == "percent" and f.change is None and f.value > 0]
    return (counts[0], percents[0]) if len(counts) == len(percents) == 1 and _IS_SHARE.search(statement.text) else None


_IS_SHARE = re.compile(r"\b(?:are|is|was|were|or|represents?|makes? up)\b[^.;]{0,12}\d[\d.]*\s?(?:%|per ?cent)", re.IGNORECASE)
_OPENS_WHOLE = pattern(r"(?:^\W*|, |\b)(?:of|out of|from) (?:the |these |those |all |our |its )?<w>")


def _named_whole(subject: Subject, statement: Statement, rest: Figure) -> tuple[Figure, list[Figure]] | None:
    """The whole that the words name, and every count between it and the rest."""
    stretch = (*subject.before(statement, 2), statement)
    for candidate in reversed(stretch):
        opening = _OPENS_WHOLE.search(candidate.skeleton)
        if opening is not None:
            whole = candidate.token(opening, "w")
            parts = _counts_between(stretch, whole, rest)
            if whole is not None and whole.id != rest.id and parts and whole.denominator is None and whole.value > rest.value:
                return whole, parts
        of_units = _OF_UNITS.match(candidate.text)
        if of_units is not None and candidate is not statement:
            parts = [f for f in candidate.figures if is_additive(f)]
            wholes = _totals_of(subject, of_units["unit"], parts)
            if len({f.value for f in wholes}) == 1:
                return wholes[0], parts
        if candidate.figures and candidate is not statement and _THOSE.search(candidate.text):
            return None
    return _only_two(subject, statement, rest)


def _only_two(subject: Subject, statement: Statement, rest: Figure) -> tuple[Figure, list[Figure]] | None:
    """The whole and the part where only two numbers of the kind stand before what remains, the larger first."""
    for stretch in ((statement,), (*subject.before(statement, 1), statement)):
        found = [f for s in stretch for f in s.figures if f.start < rest.start and f.unit_kind == rest.unit_kind and f.role != "target"]
        if len(found) == 1 and found[0].denominator is not None and stretch[0] is statement:
            return _as_whole(found[0]), [found[0]]
        if len(found) == 2 and all(map(is_additive, found)) and all(f.denominator is None for f in found) and found[0].value > found[1].value > 0:
            return (found[0], [found[1]]) if found[0].value > rest.value and found[1].change is None else None
    return None


def _as_whole(figure: Figure) -> Figure:
    """The 350 of "214 of the 350 families"."""
    return replace(figure, value=figure.denominator or figure.value, denominator=None)


_THOSE = re.compile(r"\b(?:of|among) (?:these|those|them)\b", re.IGNORECASE)


def _counts_between(stretch: Sequence[Statement], whole: Figure | None, rest: Figure) -> list[Figure]:
    if whole is None or not is_additive(whole) or whole.unit_kind != rest.unit_kind:
        return []
    return [
        f
        for s in stretch
        for f in s.figures
        if whole.start < f.start < rest.start and is_additive(f) and f.unit_kind == rest.unit_kind and f.role == "reported" and f.value < whole.value
    ]


def _totals_of(subject: Subject, unit: str, parts: Sequence[Figure]) -> list[Figure]:
    """Counts of that unit, not broken down, larger than the parts: "the year's referrals"."""
    words = telling(unit)
    return [
        figure
        for figure in subject.extraction.figures
        if parts
        and is_additive(figure)
        and not figure.breakdown
        and figure.role == "reported"
        and figure.unit is not None
        and words <= telling(figure.unit)
        and figure.value > total_of(parts)
        and same_days(parts[0], figure)
    ]


def _any_whole_gives(subject: Subject, parts: Sequence[Figure], rest: Figure) -> bool:
    wanted = rest.value + total_of(parts)
    return any(f.value == wanted and is_additive(f) for f in subject.extraction.figures)


_OF_THOSE_WHO = re.compile(
    r"\b(?P<n>[\w,-]+) of (?:those|the \w+|them|these)(?: \w+)? (?:who|that|which) (?:had |have |were |was )?(?P<verb>[a-z]+)", re.IGNORECASE
)
_OF_THOSE = re.compile(
    r"\b(?P<n>[\w,-]+) of (?:these|those|them)\b(?! who| that| which)|^\W*of (?:these|those|them),? (?P<n2>[\w,-]+) ", re.IGNORECASE
)
_OF_NAMED = pattern(r"(?:^\W*|, )(?:of|out of) (?:the |these |those |all )?<w>[^⟦⟧.;:]{0,60}, <n>")
_MORE_OF = pattern(r"<n> of (?:the|our|its|all|these|those|their) <w>")
_ALL = pattern(r"\b(?:all|each|every one) (?:of )?(?:the |these |those )?<n>[^⟦⟧.;]{0,40}?\b(?:said|told|felt|reported|would|agreed|thought|rated|answered|recommend\w*)\b")
_ANSWERED = pattern(r"\b(?:spoke (?:to|with)|spoken to|replied|responded|answered|returned|took part|responses? from|replies from|heard from|interviewed|reached)[^⟦⟧.;]{0,30}<m>")
_WHO_ANSWERED = pattern(r"<n> [a-z]+(?: [a-z]+)? who (?:replied|responded|answered|took part|completed|filled|returned|gave)")
_ANSWERED_BY = pattern(r"\b(?:answered|completed|returned|filled in|replies|responses|replied to) (?:by|from) <m>")
_ANSWERED_BEFORE = pattern(r"<m>[^⟦⟧.;]{0,40}\b(?:replied|responded|answered|returned|took part|were (?:spoken to|interviewed|reached)|gave (?:their )?views|could be reached)\b")


def _parts_of_those(subject: Subject, statement: Statement) -> Iterator[Verdict]:
    for match in _OF_THOSE_WHO.finditer(statement.text):
        part, verb = _number(match["n"]), next(iter(telling(match["verb"])), None)
        if part is None or verb is None:
            continue
        wholes = [w for s in (*subject.before(statement, 3), statement) for w in _counts_with_verb(s, verb, statement.start + match.start())]
        if wholes:
            yield _within(subject, statement, match["n"], part, max(wholes, key=lambda f: f.value))
    for match in _OF_THOSE.finditer(statement.text):
        part = _number(match["n"] or match["n2"])
        nearest = next((s for s in reversed(subject.before(statement, 2)) if any(map(is_additive, s.figures))), None)
        earlier = [f for f in statement.figures if f.end <= statement.start + match.start() and is_additive(f)]
        wholes = earlier or ([f for f in nearest.figures if is_additive(f)] if nearest else [])
        if part is not None and wholes and all(f.unit_kind == "count" for f in wholes):
            yield _within(subject, statement, match["n"] or match["n2"], part, max(wholes, key=lambda f: f.denominator or f.value))


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
        if whole is not None and part is not None and is_additive(part) and is_additive(whole) and _same_kind([whole, part]):
            yield _within(subject, statement, part.text, part.value, whole)
    for match in _MORE_OF.finditer(statement.skeleton):
        whole, part = statement.token(match, "w"), statement.token(match, "n")
        if whole is not None and part is not None and is_additive(part) and is_additive(whole) and whole.value > 1:
            yield _within(subject, statement, part.text, part.value, whole)
    for figure in statement.figures:
        if figure.denominator is not None and figure.unit_kind == "count" and not is_share(figure) and figure.qualifier is None:
            if figure.value > figure.denominator > 1:
                yield doubt(
                    subject,
                    f"{_where(subject, statement)}: {figure.text}: {plain(figure.value)} cannot be part of "
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
            if reached.value < everyone.value and any(f.value == everyone.value and f.id != everyone.id for f in other.figures):
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
        f"{_where(subject, statement)}: {said} are said to be part of {plain(limit)}, and {plain(part)} is more. Look at both numbers "
        "and at who is meant.",
        statement,
        whole,
    )


def _where(subject: Subject, statement: Statement) -> str:
    place = subject.place(statement.start, statement.end)
    return place[0].upper() + place[1:]
