"""Numbers made from others: averages, amounts per head and per month, products, and means that whole scores cannot give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..records.figure import Figure, Period
from .bases import is_share
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement, pattern
from .tolerance import Interval, exactly, last_digit, plain, result, stated
from .wording import is_meant
from .words import telling

_DAYS_A_MONTH = Decimal("30.4375")
_AVERAGED = ("count", "currency", "ratio", "duration", "rate")
_HEDGE = (
    r"(?:about |around |nearly |almost |approximately |roughly |just (?:over|under) |over |under |some |more than "
    r"|fewer than |less than |at least )?"
)


@check(
    "AVG001",
    severity="error",
    title="An average does not follow from its total and its number",
    holds="On the same day 47 family workers held 611 cases between them, an average of 13 each.",
    fails="On the same day 47 family workers held 611 cases between them, an average of 17 each.",
)
def check_averages(subject: Subject) -> Iterator[Verdict]:
    """Recomputes "an average of 13 each", "£250 a family", "187 per month" from the total and the number in the sentence, or
    from the number that the last word names ("for each case") in the sentences before.

    Months come from the total's period. Silent where more than one total or number could be meant.
    """
    for statement in subject.statements:
        for match in _AVERAGE.finditer(statement.skeleton):
            average = statement.token(match, "a") or statement.token(match, "a2") or statement.token(match, "a3")
            if average is None or average.unit_kind not in _AVERAGED or average.role == "target":
                continue
            each = (match["each"] or match["each2"] or match["each3"] or "").lower()
            if each in _TIMES:
                yield from _per_time(subject, statement, average, each)
            else:
                yield from _per_head(subject, statement, average, each)


@check(
    "AVG003",
    severity="error",
    title="An average lies outside its numbers",
    holds="Timeliness was 78% in April, 81% in May and 77% in June, an average of 79% for the quarter.",
    fails="Timeliness was 78% in April, 81% in May and 77% in June, an average of 84% for the quarter.",
)
def check_averages_within(subject: Subject) -> Iterator[Verdict]:
    """An average of numbers that the sentence lists, weighted or not, lies between the least and the greatest of them; of scores
    in brackets, it is their plain mean."""
    for statement in subject.statements:
        match = _MEAN_OF_LIST.search(statement.skeleton) or _BRACKETED.search(statement.skeleton)
        mean = statement.token(match, "m") if match is not None else None
        if match is None or mean is None or mean.qualifier is not None:
            continue
        parts = [f for f in statement.tokens_in(match.group(0)) if f.id != mean.id and f.unit_kind == mean.unit_kind]
        listed = match.re is _BRACKETED
        if len(parts) < 3 - listed or len(parts) + 1 < len(statement.tokens_in(match.group(0))) - listed:
            continue
        least, greatest = min(f.value for f in parts), max(f.value for f in parts)
        plain_mean = sum((f.value for f in parts), Decimal(0)) / len(parts)
        slack = last_digit(mean)
        if abs(mean.value - plain_mean) <= slack if listed else least - slack <= mean.value <= greatest + slack:
            yield HELD
            continue
        numbers = ", ".join(plain(f.value) for f in parts)
        yield doubt(
            subject,
            f"{subject.where(statement)}: {mean.text} cannot be the average of {numbers}, whose mean "
            f"is {plain(plain_mean)}. Look at the average and at "
            "each number.",
            mean,
            *parts,
        )


_MEAN_OF_LIST = pattern(
    r"<>[^.;]*<>[^.;]*<>[^⟦⟧.;]{0,60}?,? (?:or )?(?:an|the) (?:overall )?(?:average|mean) (?:is |was |being "
    r")?(?:of )?<m>(?! (?:each|a|per|for each)\b)"
)
_BRACKETED = pattern(
    r"\b(?:average|mean) of [^⟦⟧().;]{0,40}(?:<>[^⟦⟧().;]{0,30})?\([^()]*<>[^()]*<>[^()]*\) (?:is|was|comes to) <m>"
)


@check(
    "PRD001",
    severity="error",
    title="An amount is not the number times the price",
    holds="In the quarter we claimed for 138 families, worth £110,400 at £800 a family.",
    fails="In the quarter we claimed for 138 families, worth £101,400 at £800 a family.",
)
def check_products(subject: Subject) -> Iterator[Verdict]:
    """Recomputes "worth £110,400 at £800 a family": one amount, one price and one number in the sentence (or the number in the
    sentence before)."""
    for statement in subject.statements:
        match = _PRICE.search(statement.skeleton)
        price = statement.token(match, "u") if match is not None else None
        if price is None or price.unit_kind != "currency":
            continue
        amounts = [f for f in statement.figures if f.unit_kind == "currency" and f.id != price.id and f.change is None]
        counts = _numbers(statement.figures)
        if not counts:
            counts = [f for s in subject.before(statement, 1) for f in _numbers(s.figures)]
        if len(amounts) != 1 or not counts:
            continue
        if any((stated(count) * stated(price)).meets(stated(amounts[0])) for count in counts):
            yield HELD
        elif len(counts) == 1 and price.value < amounts[0].value:
            computed = counts[0].value * price.value
            yield doubt(
                subject,
                f"{subject.where(statement)}: {plain(counts[0].value)} x {price.text} = £{plain(computed)}, "
                f"stated {amounts[0].text}. "
                "Look at the number, the price and the amount.",
                amounts[0],
                counts[0],
                price,
            )


@check(
    "GRM001",
    severity="query",
    title="No whole scores can give this mean",
    holds="Fourteen children gave a score, in whole marks only, and the mean was 4.36 out of 5.",
    fails="Fourteen children gave a score, in whole marks only, and the mean was 4.32 out of 5.",
)
def check_possible_means(subject: Subject) -> Iterator[Verdict]:
    """Tests whether any sum of whole scores, divided by their number, gives the mean as printed (the GRIM test: Brown and
    Heathers 2017).

    Needs words that the scores are whole, or a score out of 5 or 10, and one number of scores in the sentence.
    """
    for statement in subject.statements:
        match = _MEAN.search(statement.skeleton)
        mean = (
            (statement.token(match, "a") or statement.token(match, "b"))
            if match is not None
            else _score_of_scale(statement)
        )
        if mean is None or mean.value == mean.value.to_integral_value() or mean.qualifier is not None:
            continue
        near = (*subject.before(statement, 1), statement, *subject.after(statement, 1))
        if not any(_WHOLE_SCORES.search(s.text) for s in near) and mean.denominator not in (4, 5, 10):
            continue
        numbers = [
            f for f in _numbers(statement.figures) if f.id != mean.id and f.denominator in _SCALES and f.value >= 2
        ]
        numbers = [f for f in numbers if f.value != mean.denominator and not _OUT_OF.search(statement.until(f))]
        if len(numbers) != 1 or numbers[0].value >= 1 / last_digit(mean):
            continue
        yield _mean(subject, statement, mean, numbers[0])


_PER = (
    r"(?:(?: [a-z][\w-]*){{0,3}}? (?:for (?:each|every)|per|each|every|apiece|to each)\b|(?: [a-z][\w-]*)? "
    r"an?\b) ?(?P<{name}>[a-z][\w-]+)?"
)
_AVERAGE = pattern(
    rf"\b(?:average|mean) (?:[a-z]+ ){{0,4}}?(?:of|is|was|at|to) {_HEDGE}<a>(?:{_PER.format(name='each')})?"
    rf"|\b(?:(?:this|that|which|it) (?:is|was|means|equates to|works out at|comes to)|equates? to|work(?:s|ing"
    rf"|ed) out at) {_HEDGE}<a2>{_PER.format(name='each2')}"
    rf"|[,(] ?(?:or )?{_HEDGE}<a3>{_PER.format(name='each3')}"
)
_TIMES = {
    "month": _DAYS_A_MONTH,
    "week": Decimal(7),
    "quarter": _DAYS_A_MONTH * 3,
    "day": Decimal(1),
    "year": Decimal("365.25"),
}
_PRICE = pattern(r"\bat (?:a (?:rate|price|cost) of )?<u>(?: \w+)? (?:a|an|per|each|for each|for every|apiece)\b")
_MEAN = pattern(r"\b(?:average|mean)(?: [a-z]+){0,3}? (?:of|was|is|at|stood at) <a>|<b> (?:on average|was the mean)")
_MEAN_WORD = re.compile(r"\b(?:average|mean)\b", re.IGNORECASE)


def _score_of_scale(statement: Statement) -> Figure | None:
    """The one score "out of 5" or "out of 10" of a sentence that says mean or average."""
    scores = [f for f in statement.figures if f.denominator in (4, 5, 10) and f.value != f.value.to_integral_value()]
    return scores[0] if len(scores) == 1 and _MEAN_WORD.search(statement.text) else None


_WHOLE_SCORES = re.compile(
    r"\bwhole (?:numbers?|marks?|scores?|points?)\b|\bscored? (?:each )?(?:from )?(?:\w+|\d) to (?:\w+|\d+)\b"
    r"|\b(?:from|between) (?:0|1|one|zero|nought) (?:to|and) (?:4|5|7|10|four|five|seven|ten)\b"
    r"|\bout of (?:5|10|five|ten)\b",
    re.IGNORECASE,
)


_SCALES = (None, Decimal(4), Decimal(5), Decimal(10))  # a number of raters may have taken the scale for its whole
_OUT_OF = re.compile(r"\bout of (?:\w+|\d+)$", re.IGNORECASE)


def _numbers(figures: Sequence[Figure]) -> list[Figure]:
    """Counts that can be a number of things."""
    return [
        f
        for f in figures
        if f.unit_kind == "count"
        and f.qualifier is None
        and f.low is None
        and f.role in ("reported", "baseline", "forecast")
        and not is_share(f)
    ]


def _per_time(subject: Subject, statement: Statement, average: Figure, each: str) -> Iterator[Verdict]:
    """A total of the sentence (or the one before) spread over its period."""
    for source in (statement, *reversed(subject.before(statement, 1))):
        totals = [
            f
            for f in source.figures
            if (
                f.unit_kind == average.unit_kind
                or (average.unit_kind == "rate" and f.unit_kind in ("count", "currency"))
            )
            and f.id != average.id
            and f.role == "reported"
            and f.qualifier is None
            and f.period is not None
            and f.start < average.start
            and f.value > average.value
        ]
        spans = [
            (f, parts) for f in totals if (parts := _parts(f.period, each)) is not None and parts.low > Decimal("1.5")
        ]
        if not spans:
            continue
        if any((stated(total) / parts).meets(result(average)) for total, parts in spans):
            yield HELD
        elif len(spans) == 1 and (source is statement or len(statement.figures) == 1):
            total, parts = spans[0]
            count = ((parts.low + parts.high) / 2).quantize(Decimal(1))
            yield doubt(
                subject,
                f"{subject.where(statement)}: {plain(total.value)} in {plain(count)} {each}s "
                f"is {plain(total.value / count)} a {each}, stated "
                f"{average.text}. Look at the total, its period and the average.",
                average,
                total,
                severity=None if source is statement else "query",
            )
        return


def _parts(period: Period | None, each: str) -> Interval | None:
    """How many months (weeks ...) a period has, give or take what calendars do."""
    if period is None or period.start is None or period.end is None:
        return None
    days = Decimal((period.end - period.start).days + 1)
    number = days / _TIMES[each]
    if each in ("month", "quarter", "year"):
        return (
            exactly(number.quantize(Decimal(1)))
            if abs(number - number.quantize(Decimal(1))) < Decimal("0.15")
            else None
        )
    return Interval(number * Decimal("0.97"), number * Decimal("1.03"))


def _per_head(subject: Subject, statement: Statement, average: Figure, each: str) -> Iterator[Verdict]:
    if is_meant(statement.text):
        return
    if average.unit_kind == "rate" and average.denominator is not None:
        return
    kinds = ("count", "currency", "duration") if average.unit_kind in ("duration", "rate") else ("count", "currency")
    inside = [
        f
        for f in statement.figures
        if f.id != average.id and f.unit_kind in kinds and f.role != "target" and not is_share(f)
    ]
    earlier = [
        f
        for s in subject.before(statement, 2)
        for f in s.figures
        if f.unit_kind in ("count", "currency") and f.role != "target"
    ]
    pairs = _pairs(inside, inside, average)
    if any(_fits(total, number, average) for total, number in pairs):
        yield HELD
        return
    if len(inside) == 2 and len(pairs) == 1 and (each or _SHARED.search(statement.text)):
        yield _not_that_average(subject, statement, average, *pairs[0])
        return
    if any(
        _fits(total, number, average) for total, number in _pairs([*earlier, *inside], [*earlier, *inside], average)
    ):
        yield HELD
        return
    named = [f for f in (inside or []) + earlier if each and _is_unit(f, each)] or _named_anywhere(
        subject, average, each
    )
    totals = [f for f in inside if f not in named and f.unit_kind in _total_kinds(average)]
    if any(_fits(total, number, average) for total in totals for number in named):
        yield HELD
    elif len({f.value for f in named}) == 1 and len(totals) == 1 and totals[0].value > average.value:
        yield _not_that_average(subject, statement, average, totals[0], named[0])


_SHARED = re.compile(r"\b(?:each|apiece|between them|for every|among them|on average)\b", re.IGNORECASE)


def _total_kinds(average: Figure) -> tuple[str, ...]:
    return ("currency",) if average.unit_kind == "currency" else ("count", "duration")


def _pairs(totals: Sequence[Figure], numbers: Sequence[Figure], average: Figure) -> list[tuple[Figure, Figure]]:
    """Totals with the numbers they may be divided by: money by a count, a count by a smaller one."""
    return [
        (total, number)
        for total in totals
        for number in numbers
        if total.id != number.id
        and total.unit_kind in _total_kinds(average)
        and number.unit_kind == "count"
        and number.value > 1
        and (total.unit_kind != "count" or total.value > number.value)
        and (total.unit_kind != "duration" or _is_amount_of(total, average))
    ]


def _is_amount_of(total: Figure, average: Figure) -> bool:
    """Whether a stretch of time is in the unit of the average, and more: 8,710 hours and "65 hours each"."""
    return total.value > average.value and bool(
        telling(total.unit or "") & telling(f"{average.unit or ''} {average.text}")
    )


def _fits(total: Figure, number: Figure, average: Figure) -> bool:
    return stated(number).low > 0 and (stated(total) / stated(number)).meets(result(average))


def _is_unit(figure: Figure, each: str) -> bool:
    return figure.unit_kind == "count" and bool(telling(figure.unit or "") & telling(each))


def _named_anywhere(subject: Subject, average: Figure, each: str) -> list[Figure]:
    """Counts of the named unit in the section of the average, where it has only one."""
    if not each:
        return []
    return [
        f
        for f in subject.extraction.figures
        if f.origin != "table"
        and f.locator.section == average.locator.section
        and f.start < average.start
        and _is_unit(f, each)
    ]


def _not_that_average(
    subject: Subject, statement: Statement, average: Figure, total: Figure, number: Figure
) -> Verdict:
    return doubt(
        subject,
        f"{subject.where(statement)}: {plain(total.value)} / {plain(number.value)} "
        f"= {plain(total.value / number.value)}, stated "
        f"{average.text}. Look at the total, the number and the average.",
        average,
        total,
        number,
    )


def _mean(subject: Subject, statement: Statement, mean: Figure, number: Figure) -> Verdict:
    half = last_digit(mean) / 2
    low, high = (mean.value - half) * number.value, (mean.value + half) * number.value
    if low.to_integral_value(ROUND_CEILING) <= high:
        return HELD
    below = (mean.value * number.value).to_integral_value(ROUND_FLOOR)
    return doubt(
        subject,
        f"{subject.where(statement)}: {mean.text} x {plain(number.value)} = {plain(mean.value * number.value)}, "
        f"no whole number; "
        f"{plain(below)} / {plain(number.value)} = {plain(below / number.value)} and {plain(below + 1)} "
        f"/ {plain(number.value)} = "
        f"{plain((below + 1) / number.value)}. Look at the mean and at the number of scores.",
        mean,
        number,
    )
