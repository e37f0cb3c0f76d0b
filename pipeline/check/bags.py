"""Sentences whose few numbers can only belong together in one way: a change and its two ends, a total with its number and its
average, a stock and its flows.

Where a sentence (with the one before) holds exactly the numbers of one relation and the words name it, word order does not
matter: "On average each of the 14 workers held 17 cases, 238 in all" and "14 workers held 238 cases, an average of 17".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..records.figure import Figure
from .bases import is_share
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement
from .tolerance import Interval, exactly, plain, result, stated
from .wording import is_meant
from .words import telling

_PLAUSIBLE = Decimal(
    "0.6"
)  # how far a mistyped number lies from the right one, as a share; further off, numbers are unrelated


@check(
    "AVG002",
    severity="error",
    title="A total, a number and an amount for each do not fit together",
    holds="On average each of the 14 workers held 17 cases, 238 in all.",
    fails="On average each of the 14 workers held 21 cases, 238 in all.",
)
def check_three_with_average(subject: Subject) -> Iterator[Verdict]:
    """Multiplies number and amount in a sentence that says average, each or per and holds exactly three numbers that can be a
    total, a number and an amount: three counts, or two amounts of money and a count.

    Numbers that miss the product by more than six tenths have another meaning and are left alone.
    """
    for statement in subject.statements:
        if not _EACH.search(statement.text) or _NO_PRODUCT.search(statement.text) or is_meant(statement.text):
            continue
        three = _three(statement)
        if three is None:
            continue
        total, number, each = three
        if _multiplies(total, number, each):
            yield HELD
            continue
        product = number.value * each.value
        if product <= 0 or abs(total.value / product - 1) > _PLAUSIBLE:
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {plain(number.value)} x {each.text} = {plain(product)}, "
            f"stated {total.text}. Look at all three numbers.",
            total,
            number,
            each,
        )


@check(
    "CHG008",
    severity="error",
    title="A change and its two ends do not fit together",
    holds="A year ago there were 212 volunteers. There are now 186, a loss of 26.",
    fails="A year ago there were 212 volunteers. There are now 186, a loss of 36.",
)
def check_three_with_change(subject: Subject) -> Iterator[Verdict]:
    """Compares the amount of a change ("a loss of 26", "a 20% rise", "by a quarter") with the only two other numbers of its
    kind in the sentence, or the only one there and the only one in the sentence before.
    """
    for statement in subject.statements:
        amounts = [f for f in statement.figures if _is_amount(statement, f)]
        if len(amounts) != 1:
            continue
        amount = amounts[0]
        ends = _two_ends(subject, statement, amount)
        if ends is None:
            continue
        if _is_difference(amount, *ends):
            yield HELD
            continue
        one, other = ends
        difference = abs(one.value - other.value)
        share = (
            f" ({plain(difference / min(one.value, other.value) * 100)}%)" if min(one.value, other.value) > 0 else ""
        )
        yield doubt(
            subject,
            f"{subject.where(statement)}: {one.text} and {other.text} differ by {plain(difference)}{share}, "
            f"stated {amount.text}. Look at all three "
            "numbers.",
            amount,
            one,
            other,
        )


@check(
    "SUM008",
    severity="error",
    title="A stock, what came in and what went out do not fit together",
    holds="There were 96 families on the list on 1 April. Over the summer, 41 joined it and 52 left, so that 85 were "
    "waiting on 30 June.",
    fails="There were 96 families on the list on 1 April. Over the summer, 41 joined it and 52 left, so that 95 were "
    "waiting on 30 June.",
)
def check_stock_and_flow(subject: Subject) -> Iterator[Verdict]:
    """Adds what came in and subtracts what went out ("41 joined and 52 left") where the sentence and its neighbours state exactly
    two other counts, the number before and the number after, or that their difference."""
    for statement in subject.statements:
        flow = _flow(statement)
        if flow is None:
            continue
        came, left = flow
        for near in (
            (statement,),
            (*subject.before(statement, 1), statement),
            (*subject.before(statement, 1), statement, *subject.after(statement, 1)),
        ):
            stocks = [
                f
                for s in near
                for f in s.figures
                if _plain_count(f) and f.id not in (came.id, left.id) and f.value > max(came.value, left.value) / 4
            ]
            stocks = [f for f in stocks if f.value > abs(came.value - left.value)]
            if len({f.value for f in stocks}) == 2:
                break
        else:
            continue
        before, after = stocks[0], next(f for f in stocks if f.value != stocks[0].value)
        net = came.value - left.value
        if abs(after.value - before.value) == abs(net):
            yield HELD
            continue
        if abs(after.value - before.value) > max(came.value, left.value):
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {plain(before.value)} + {plain(came.value)} - {plain(left.value)} "
            f"= {plain(before.value + net)}, stated "
            f"{plain(after.value)}. Look at all four numbers.",
            after,
            before,
            came,
            left,
        )


_EACH = re.compile(
    r"\b(?:average|averaging|each|apiece|a head|for every|per (?!cent\b|\d|hundred|thousand)[a-z]+)\b|\b(?:a|an) "
    r"(?:family|child|place|school|group|worker|session|visit|hub|case|parent|day|month|week)\b[^.;]{0,12}$",
    re.IGNORECASE,
)
_NO_PRODUCT = re.compile(
    r"\b(?:scored?|scores|rating|out of|between|range[sd]?|longest|shortest|rolling|respectively|or more|at "
    r"least|up to|compared|against|rather "
    r"than|whereas|while|but|part-time)\b",
    re.IGNORECASE,
)


def _three(statement: Statement) -> tuple[Figure, Figure, Figure] | None:
    """Total, number and amount for each; None where the figures are not exactly these."""
    figures = [f for f in statement.figures if f.unit_kind not in ("duration",) or f.role != "standard"]
    if len(figures) != 3 or any(
        f.qualifier or f.low is not None or f.denominator is not None or f.change is not None for f in figures
    ):
        return None
    if any(
        f.unit_kind not in ("count", "currency", "ratio", "rate") or f.role in ("target", "standard") for f in figures
    ):
        return None
    money = sorted((f for f in figures if f.unit_kind == "currency"), key=lambda f: f.value)
    counts = [f for f in figures if f.unit_kind != "currency"]
    if len(money) == 2 and len(counts) == 1:
        return money[1], counts[0], money[0]
    if len(money) == 0:
        ordered = sorted(counts, key=lambda f: f.value)
        return (ordered[2], ordered[1], ordered[0]) if ordered[0].value > 1 else None
    return None


def _multiplies(total: Figure, number: Figure, each: Figure) -> bool:
    if min(stated(number).low, stated(each).low) <= 0:
        return False
    return (stated(total) / stated(number)).meets(result(each)) or (stated(total) / result(each)).meets(stated(number))


_WORD = (
    r"(?:increase|rise|growth|improvement|uplift|gain|jump|fall|drop|reduction|decrease|decline|dip|loss|saving"
    r"|cut|more"
    r"|fewer|less|higher|lower|up|down|rose|risen|fell|fallen"
    r"|grew|grown|increased|decreased|reduced|dropped|declined)"
)
_AMOUNT_BEFORE = re.compile(
    rf"\b(?:{_WORD}(?: (?:of|by|again by|in value of|was|is|being|comes to))?|by) (?:about |around |nearly |almost |over |some |just "
    rf"(?:over|under) )?$",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(
    r"^(?: [a-z]+)? (?:more|fewer|less|higher|lower)\b(?! than (?:once|one|half|two))|^ (?:increase|rise|growth"
    r"|uplift|gain|fall|drop|reduction|decrease|decline|loss|saving|cut)\b",
    re.IGNORECASE,
)
_TO_OR_FROM = re.compile(r"\b(?:to|from|than|at|against|with|were|are)\s+(?:the |a |about )?$", re.IGNORECASE)
_CHANGED = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
_NO_CHANGE = re.compile(
    r"\b(?:than (?:in |the )?(?:other|England|national|expected|planned|target|any other)|target|would|could|if"
    r"|forecast|expected|a further|another|but|although|while)\b",
    re.IGNORECASE,
)


def _is_amount(statement: Statement, figure: Figure) -> bool:
    """Whether the words around a number make it the size of a change."""
    before = statement.text[: figure.start - statement.start]
    after = statement.text[figure.end - statement.start :]
    if figure.unit_kind not in ("count", "currency", "percent", "percentage_points", "ratio") or (
        figure.unit_kind == "ratio" and not is_share(figure)
    ):
        return False
    if _AMOUNT_AFTER.match(after):
        return True
    return bool(_AMOUNT_BEFORE.search(before)) and not _TO_OR_FROM.search(before)


def _two_ends(subject: Subject, statement: Statement, amount: Figure) -> tuple[Figure, Figure] | None:
    if _NO_CHANGE.search(statement.text) or not _CHANGED.search(statement.text):
        return None
    own = [f for f in statement.figures if f.id != amount.id]
    if any(not _is_end(f) for f in own):
        return None
    if len(own) == 2 and _same_kind(own[0], own[1], amount):
        return own[0], own[1]
    previous = subject.before(statement, 1)
    if len(own) == 1 and previous and (_NET.search(statement.until(amount)) or _speaks_on(previous[0], statement)):
        earlier = [f for f in previous[0].figures if f.unit_kind == own[0].unit_kind]
        if (
            len(earlier) == 1
            and len(previous[0].figures) == 1
            and _is_end(earlier[0])
            and _same_kind(earlier[0], own[0], amount)
        ):
            return earlier[0], own[0]
    return None


_PAST = re.compile(
    r"\b(?:ago|last|previous|before|then|earlier|in \w+ 20\d\d|in \d{4}/\d\d|was|were|had)\b", re.IGNORECASE
)
_NOW = re.compile(
    r"\b(?:now|this year|today|currently|since then|by then|a year later|has|have|is|are|there are)\b", re.IGNORECASE
)


_NET = re.compile(
    r"\bnet (?:rise|fall|increase|decrease|change|growth|gain|loss|reduction) (?:of|was|is)\b[^.;]*$", re.I
)


def _speaks_on(previous: Statement, statement: Statement) -> bool:
    """Whether a sentence goes on about the number of the one before: then and now, and nothing that names another thing."""
    shared = telling(previous.text) & telling(statement.text)
    return bool(_PAST.search(previous.text) and _NOW.search(statement.text)) and (
        bool(shared)
        or re.match(r"\W*(?:there|it|this|now|the (?:number|figure|total))\b", statement.text, re.IGNORECASE)
        is not None
    )


def _is_end(figure: Figure) -> bool:
    return (
        figure.qualifier is None
        and figure.low is None
        and figure.denominator is None
        and figure.role in ("reported", "baseline", "forecast")
    )


def _same_kind(one: Figure, other: Figure, amount: Figure) -> bool:
    if one.unit_kind != other.unit_kind or one.unit_kind not in (
        "count",
        "currency",
        "percent",
        "rate",
        "duration",
        "ratio",
    ):
        return False
    if one.unit_kind == "duration" and one.unit != other.unit:
        return False
    return amount.unit_kind in (one.unit_kind, "percent", "ratio") or (
        amount.unit_kind == "percentage_points" and one.unit_kind == "percent"
    )


def _is_difference(amount: Figure, one: Figure, other: Figure) -> bool:
    difference = stated(one) - stated(other)
    size = Interval(
        max(Decimal(0), min(abs(difference.low), abs(difference.high))), max(abs(difference.low), abs(difference.high))
    )
    if amount.unit_kind in (one.unit_kind, "percentage_points") and size.meets(stated(amount)):
        return True
    if amount.unit_kind not in ("percent", "ratio"):
        return False
    share = amount.value / (amount.denominator or 1) * 100 if amount.unit_kind == "ratio" else amount.value
    wanted = Interval(share - 4, share + 4) if amount.unit_kind == "ratio" else result(amount)
    return any((size / stated(base) * exactly(100)).meets(wanted) for base in (one, other) if stated(base).low > 0)


_CAME = r"(?:joined|came (?:in|into|on)|started|opened|entered|were added|arrived|began|were opened|new \w+|admitted)"
_LEFT = r"(?:left|closed|ended|were closed|came off|moved out|ceased|were removed|departed|finished|dropped off)"
_FLOW = re.compile(
    rf"⟦(?P<a>\d+)⟧[^⟦⟧.;]{{0,40}}?\b(?P<one>{_CAME}|{_LEFT})\b[^⟦⟧.;]{{0,50}}?\band "
    rf"⟦(?P<b>\d+)⟧[^⟦⟧.;]{{0,40}}?\b(?P<two>{_CAME}|{_LEFT})\b",
    re.IGNORECASE,
)


def _flow(statement: Statement) -> tuple[Figure, Figure] | None:
    match = _FLOW.search(statement.skeleton)
    if match is None:
        return None
    one, other = statement.figures[int(match["a"])], statement.figures[int(match["b"])]
    first_in, second_in = (re.fullmatch(_CAME, match[name], re.IGNORECASE) is not None for name in ("one", "two"))
    if first_in == second_in or not (_plain_count(one) and _plain_count(other)):
        return None
    return (one, other) if first_in else (other, one)


def _plain_count(figure: Figure) -> bool:
    return (
        figure.unit_kind == "count" and figure.qualifier is None and figure.low is None and figure.denominator is None
    )
