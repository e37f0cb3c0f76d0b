"""What is said to remain, against the whole and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import is_additive, total_of
from .periods import same_days
from .statements import Statement, pattern
from .tolerance import added, exactly, plain, result, stated
from .words import telling


@check(
    "SUM006",
    severity="error",
    title="What is said to remain is not the whole less its parts",
    holds="Of the 169 complaints, 122 were answered in time and a further 31 within the longer limit. The remaining 16 "
    "were late.",
    fails="Of the 169 complaints, 122 were answered in time and a further 31 within the longer limit. The remaining 26 "
    "were late.",
)
def check_remainders(subject: Subject) -> Iterator[Verdict]:
    """Finds "the remaining 26", "the other 26" and "which leaves 26", and the whole and the parts in the same or the sentence
    before.

    A doubt needs a whole that the words name ("of the 169 complaints", "of the year's referrals", a part with its
    percentage); it is dropped where any whole near by, less its parts, gives the number.
    """
    for statement in subject.statements:
        for match in _REMAINDER.finditer(statement.skeleton):
            rest = next(
                (
                    f
                    for name in ("r", "r2", "r3", "r4", "r5", "r6", "r7")
                    if (f := statement.token(match, name)) is not None
                ),
                None,
            )
            if rest is None or not is_additive(rest):
                continue
            yield from _remainder(subject, statement, rest)


_REMAINDER = pattern(
    r"\b(?:the |a )?(?:remaining|remainder of|remainder,? (?:of )?|other|rest,?) (?:about |around )?<r>"
    r"|\b(?:which |this |that )?(?:leaves|leaving|left) (?:a further |some |about |us |another )?<r2>(?! (?:the"
    r"|our|their|school|care|early|to another))"
    r"|\b(?:the (?:rest|others|remainder|balance)) \(<r3>"
    r"|\b(?:the )?<r5> (?:others?|remaining)\b|<r6> (?:more )?(?:[a-z]+ )?(?:to go|still to|to find)\b"
    r"|<r7> remain(?:s|ed)?\b"
    r"|<r4>(?: [a-z]+)? (?:is|are|was|were|remains?|remained) (?:left|remaining|outstanding|still to|unspent"
    r"|unclaimed)\b"
)


_OF_UNITS = re.compile(
    r"^\W*of (?:the|all|our) (?:year|month|quarter|period|council|borough"
    r"|county)['’]?s?\s+(?P<unit>[a-z][\w -]{2,30}?),",
    re.IGNORECASE,
)


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
                f"{subject.where(statement)}: {part.text} is {share.text} of the whole, so the whole is "
                f"{plain(whole.low.quantize(Decimal(1)))} to {plain(whole.high.quantize(Decimal(1)))} and "
                f"{plain(left.low.quantize(Decimal(1)))} to {plain(left.high.quantize(Decimal(1)))} remain, "
                f"stated {rest.text}. "
                "Look at all three numbers.",
                rest,
                part,
                share,
                *(
                    f
                    for f in subject.extraction.figures
                    if f.origin != "table" and whole.low <= f.value <= whole.high and f.unit_kind == rest.unit_kind
                ),
            )
        return
    named = _named_whole(subject, statement, rest)
    if named is None:
        return
    whole_figure, parts = named
    left_over = stated(whole_figure) - added(parts)
    if left_over.meets(stated(rest)):
        yield HELD
        return
    if _any_whole_gives(subject, parts, rest):
        yield HELD
        return
    yield doubt(
        subject,
        f"{subject.where(statement)}: {plain(whole_figure.value)} "
        f"- {' - '.join(plain(part.value) for part in parts)} = "
        f"{plain(whole_figure.value - total_of(parts))}, stated {rest.text}. Look at the whole, the parts and "
        f"what remains.",
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
    return (stated(whole) - added([f for f in counts if f.id != whole.id and f.value < whole.value])).meets(
        stated(rest)
    )


def _denominator_gives(figures: Sequence[Figure], rest: Figure) -> bool:
    return any(f.denominator is not None and f.denominator - f.value == rest.value for f in figures)


def _implied_whole(statement: Statement, rest: Figure) -> tuple[Figure, Figure] | None:
    """ "The 182 claims are 46.7% of what may be claimed, which leaves 218": a part with its percentage."""
    counts = [f for f in statement.figures if f.start < rest.start and is_additive(f) and f.unit_kind == rest.unit_kind]
    percents = [
        f
        for f in statement.figures
        if f.start < rest.start and f.unit_kind == "percent" and f.change is None and f.value > 0
    ]
    return (counts[0], percents[0]) if len(counts) == len(percents) == 1 and _IS_SHARE.search(statement.text) else None


_IS_SHARE = re.compile(
    r"\b(?:are|is|was|were|or|represents?|makes? up)\b[^.;]{0,12}\d[\d.]*\s?(?:%|per ?cent)", re.IGNORECASE
)


_OPENS_WHOLE = pattern(r"(?:^\W*|, |\b)(?:of|out of|from) (?:the |these |those |all |our |its )?<w>")


def _named_whole(subject: Subject, statement: Statement, rest: Figure) -> tuple[Figure, list[Figure]] | None:
    """The whole that the words name, and every count between it and the rest."""
    stretch = (*subject.before(statement, 2), statement)
    for candidate in reversed(stretch):
        opening = _OPENS_WHOLE.search(candidate.skeleton)
        if opening is not None:
            whole = candidate.token(opening, "w")
            parts = _counts_between(stretch, whole, rest)
            if (
                whole is not None
                and whole.id != rest.id
                and parts
                and whole.denominator is None
                and whole.value > rest.value
            ):
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
        found = [f for s in stretch for f in s.figures if f.start < rest.start and f.unit_kind == rest.unit_kind]
        if len(found) == 2 and found[0].value < found[1].value and _PART_OF_WHOLE.search(_between(subject, *found)):
            found.reverse()
        if len(found) == 1 and found[0].denominator is not None and stretch[0] is statement:
            return _as_whole(found[0]), [found[0]]
        if (
            len(found) == 2
            and all(map(is_additive, found))
            and all(f.denominator is None for f in found)
            and found[0].value > found[1].value > 0
        ):
            return (found[0], [found[1]]) if found[0].value > rest.value and found[1].change is None else None
    return None


_PART_OF_WHOLE = re.compile(r"^[^.;]{0,25}\bof (?:the |its |our )?$", re.IGNORECASE)


def _between(subject: Subject, one: Figure, other: Figure) -> str:
    return subject.document.text[one.end : other.start]


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
        if whole.start < f.start < rest.start
        and is_additive(f)
        and f.unit_kind == rest.unit_kind
        and f.role == "reported"
        and f.value < whole.value
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
