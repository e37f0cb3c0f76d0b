"""What a share is a share of: the count a percentage or fraction stands for, and the whole that the words name.

"75 of 1,150 (6.5%)", "3,180 families, of whom 1,240 had a baby, or 39%", "Of the 169 complaints, 122 (72%) ...",
"66.9% (79 of 118)". A base is `named` where the words leave no doubt; others are only tried for agreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records.figure import Figure
from .catalogue import Subject
from .statements import Statement, pattern
from .tolerance import Interval, result

_HEDGE = (
    r"(?:about |around |nearly |almost |approximately |roughly |some |just (?:over|under) |over |under |more than "
    r"|less than )?"
)
_COUNT_SHARE = pattern(
    rf"<c>[^⟦⟧.;]{{0,70}}?(?:[(\[]\s*|,? or |,? – |, which is |, that is |, this is |, or |, equal to |, "
    rf"equivalent to |, an? (?:[a-z]+ )?(?:rate|share|proportion|success rate) of |,? giving (?:an? )?(?:[a-z]+ "
    rf")?(?:rate|share|proportion) of "
    rf"| \(?represent(?:s|ing) | equat(?:es|ing) to | account(?:s|ing) for |: ){_HEDGE}<p>"
)
_FROM_SHARE = pattern(
    r"<c>[^⟦⟧.;:]{0,40} (?:from|of|out of) (?:the |all |our )?<w>[^⟦⟧.;]{0,60}?(?:[(\[]\s*|,? or |, which is |,? "
    r"an? (?:[a-z]+ )?(?:rate|share|proportion) of "
    r"|,? giving (?:an? )?(?:[a-z]+ )?(?:rate|share|proportion) of )<p>"
)
_IS_SHARE_OF = pattern(
    rf"<c>[^⟦⟧.;]{{0,50}}? (?:is|are|was|were|makes? up|represents?|accounts? for) {_HEDGE}<p> of "
    r"(?:(?:the |our |all |its |this )?[^⟦⟧.;]{0,40}?\bof )?(?:the |all |our )?<w>"
)
_SHARE_WHOLE_COUNT = pattern(r"<p> of (?:the |all |our |these )?<w>[^⟦⟧.;()]{0,40}\(<c>\)")
_SHARE_COLON = pattern(r"<p> of [^⟦⟧.;:]{3,60}: <c>")
_SHARE_APPOSED = pattern(rf"<c>[^⟦⟧.;:,]{{0,40}}, {_HEDGE}<p>(?=[,.;)])")
_SHARE_COUNT = pattern(rf"<p>[^⟦⟧.;:]{{0,60}}?(?:[(\[]\s*|,? or |, which is |, that is ){_HEDGE}<c>")
_OF_WHOLE = pattern(
    r"<c>[^⟦⟧.;:]{0,60}?\b(?:(?:out )?of|(?:responses|replies|returns|answers) from) (?:the |all |our |these "
    r"|those |its |a total of )?<w>"
)
_WHOSE = pattern(r"<w>[^.;⟦⟧]{0,90}?\b(?:of whom|of which|of these|of those|of them|including)\b")
_OPENING = pattern(r"^\W*(?:[A-Z][\w ]{0,30}, )?(?:out )?(?:of|among|from) (?:the |these |those |all |our |its )?<w>")
_THESE = re.compile(r"\b(?:of|among) (?:these|those|them|whom|which)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Share:
    """A percentage or fraction, the count that it stands for, and what that may be a share of."""

    statement: Statement
    share: Figure
    count: Figure
    named: tuple[Decimal, Figure] | None  # the base that the words name, and the figure that states it
    others: tuple[Figure, ...]  # counts near by that might be the base


def shares(subject: Subject) -> Iterator[Share]:
    """Every share in prose that stands beside the count it was made from."""
    for statement in subject.statements:
        if not any(map(is_share, statement.figures)):
            continue
        seen: set[str] = set()
        for form in (
            _IS_SHARE_OF,
            _SHARE_WHOLE_COUNT,
            _FROM_SHARE,
            _COUNT_SHARE,
            _SHARE_APPOSED,
            _SHARE_COUNT,
            _SHARE_COLON,
        ):
            for match in form.finditer(statement.skeleton):
                share, count = statement.token(match, "p"), statement.token(match, "c")
                if share is None or count is None or share.id in seen or not is_share(share) or not is_count(count):
                    continue
                if is_change_size(statement, share):
                    continue
                seen.add(share.id)
                whole = statement.token(match, "w") if form in (_IS_SHARE_OF, _SHARE_WHOLE_COUNT, _FROM_SHARE) else None
                if whole is not None and not _can_be_whole(whole, count):
                    continue
                yield Share(
                    statement=statement,
                    share=share,
                    count=count,
                    named=(whole.value, whole) if whole is not None else _named(subject, statement, count, share),
                    others=_others(subject, statement, count),
                )


def shares_of_sentence_before(subject: Subject) -> Iterator[Share]:
    """Shares alone in a sentence that points back: "Of 1,310 contacts, 524 were assessed. That is a rate of 40%."."""
    for statement in subject.statements:
        match = _POINTS_BACK.match(statement.skeleton)
        previous = subject.before(statement, 1)
        if match is None or len(statement.figures) != 1 or not previous:
            continue
        share = statement.figures[0]
        counts = [f for f in previous[0].figures if f.unit_kind in ("count", "currency") and f.qualifier is None]
        if not is_share(share) or any(is_share(f) for f in previous[0].figures):
            continue
        parts = [
            f
            for f in counts
            if f.denominator is not None and all(w.value == f.denominator for w in counts if w is not f)
        ]
        if len(parts) == 1 and len(counts) <= 2 and parts[0].denominator is not None:
            yield Share(
                statement=statement, share=share, count=parts[0], named=(parts[0].denominator, parts[0]), others=()
            )
        elif (
            len(counts) == 2
            and counts[0].unit_kind == counts[1].unit_kind
            and all(f.denominator is None for f in counts)
        ):
            part, whole = sorted(counts, key=lambda f: f.value)
            yield Share(statement=statement, share=share, count=part, named=(whole.value, whole), others=())


_POINTS_BACK = pattern(
    r"^\W*(?:that|this|it|which) (?:is|was|gives|gave|means|represents|equates to|makes)(?: [a-z]+){0,4}? "
    r"(?:(?:rate|share|proportion|percentage|ratio) of )?<p>\s*\.?$"
)


def is_share(figure: Figure) -> bool:
    """A percentage, or a fraction in words or as "one in seven"."""
    if figure.unit_kind == "percent":
        return figure.role in ("reported", "baseline")
    return (
        figure.unit_kind == "ratio"
        and figure.denominator is not None
        and 0 < figure.value < figure.denominator
        and not figure.text[:1].isdigit()
    )


def is_count(figure: Figure) -> bool:
    """A count or an amount of money that is stated as such."""
    return figure.unit_kind in ("count", "currency", "ratio") and figure.role != "target" and not is_share(figure)


_CHANGE = re.compile(
    r"\b(?:(?<!made )(?<!make )(?<!makes )up|down|by|(?:rise|fall|increase|decrease|drop|reduction|growth"
    r"|improvement|change|rose|fell"
    r"|increased|decreased|reduced|grew) of"
    r"|rose|fell|increased|decreased|reduced|grew)\s*[(,]?\s*(?:about |around |nearly |almost |over |some |more "
    r"than )?$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"^\s*(?:more|fewer|less|higher|lower|up|down|above|below|increase|decrease|rise|fall|drop|reduction|growth"
    r"|ahead|behind|too much|over\b)",
    re.IGNORECASE,
)


def is_change_size(statement: Statement, share: Figure) -> bool:
    """Whether a percentage is the size of a change: "a rise of 9%", "up by 35 (2.5%)", "26,000 (3.1%) more"."""
    before = statement.text[: share.start - statement.start]
    after = statement.text[share.end - statement.start :].lstrip(" )")
    if share.change is not None and share.change.amount == share.value:
        return True
    if _CHANGE.search(before) or _CHANGE_AFTER.match(after):
        return True
    opening = before.rstrip()
    if opening.endswith("("):
        without = re.sub(r"\S+(?: \w+)?\s*$", "", opening[:-1].rstrip())
        return _CHANGE.search(without) is not None or bool(
            re.search(r"\b(?:more|fewer|less|higher|lower)\s*$", opening[:-1].rstrip())
        )
    return False


def _named(subject: Subject, statement: Statement, count: Figure, share: Figure) -> tuple[Decimal, Figure] | None:
    if count.denominator is not None:
        return count.denominator, count
    for match in _OF_WHOLE.finditer(statement.skeleton):
        whole = statement.token(match, "w")
        if statement.token(match, "c") in (count, share) and whole is not None and _can_be_whole(whole, count):
            return whole.value, whole
    before = [
        w
        for match in _WHOSE.finditer(statement.skeleton)
        if (w := statement.token(match, "w")) is not None and w.start < count.start
    ]
    for whole in reversed(before):
        if _can_be_whole(whole, count):
            return whole.value, whole
    opening = _OPENING.match(statement.skeleton)
    if opening is not None:
        whole_figure = statement.token(opening, "w")
        if whole_figure is not None and whole_figure is not count and _can_be_whole(whole_figure, count):
            return whole_figure.denominator or whole_figure.value, whole_figure
    of_them = re.match(r"\s*(?:[a-z]+ )?of (?:them|these|those)\b", statement.text[count.end - statement.start :])
    inside = [f for f in statement.figures if f.start < count.start and _can_be_whole(f, count)]
    if of_them and inside and "those" in of_them.group(0):
        return inside[-1].value, inside[-1]
    if of_them and len({f.value for f in inside}) == 1:
        return inside[0].value, inside[0]
    if of_them or _THESE.search(statement.text[: count.end - statement.start]):
        earlier = [f for s in subject.before(statement, 1) for f in s.figures if _can_be_whole(f, count)]
        if len({f.value for f in earlier}) == 1:
            return earlier[0].value, earlier[0]
    return None


def _can_be_whole(whole: Figure, count: Figure) -> bool:
    same = whole.unit_kind == count.unit_kind or {whole.unit_kind, count.unit_kind} <= {"count", "ratio"}
    return (
        same and whole.value >= count.value and whole.id != count.id and whole.qualifier is None and not is_share(whole)
    )


def _others(subject: Subject, statement: Statement, count: Figure) -> tuple[Figure, ...]:
    near = [*(f for s in subject.before(statement, 3) for f in s.figures), *statement.figures]
    return tuple(figure for figure in near if _can_be_whole(figure, count))


def is_comparable(figure: Figure) -> bool:
    """Whether a number states what is, exactly: no target, no hedge, no range."""
    return (
        figure.unit_kind in ("count", "percent", "currency")
        and figure.role in ("reported", "baseline")
        and figure.qualifier is None
        and figure.low is None
    )


def worded_range(statement: Statement, share: Figure) -> Interval:
    """The percentages that a share may stand for, by the words before it: 0 to 33.3 for "fewer than a third"."""
    if share.unit_kind == "percent" and share.qualifier is None:
        return result(share)
    size = share.value if share.unit_kind == "percent" else share.value / (share.denominator or 1) * Decimal(100)
    before = statement.text[: share.start - statement.start].rstrip().lower()
    zero = Decimal(0)
    if before.endswith(("just over", "slightly more than", "slightly over", "a little over")):
        return Interval(size, size + 10)
    if share.qualifier in ("over", "at_least"):
        return Interval(size, Decimal(100))
    if before.endswith(("less than", "fewer than", "below")) or (
        before.endswith(" under") and not before.endswith("just under")
    ):
        return Interval(zero, size)
    if share.qualifier in ("under", "at_most"):
        return Interval(size - 10, size + Decimal("0.5"))
    reach = Decimal(6) if share.qualifier is None else Decimal(10)
    return Interval(size - reach, size + reach)
