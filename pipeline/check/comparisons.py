"""Comparisons in words ("54 more were stepped up than stepped down", "more than half: 45%") against the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records.figure import Figure
from ..records.span import Span
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement, pattern
from .tolerance import plain, stated
from .words import telling

_EXAMPLE = (
    "## Stepping down\n\nIn 2022/23, 96 families stepped down.\n\n## Stepping up\n\nIn 2022/23, 71 families stepped up.\n\n"
    "## Summary\n\nThere were 25 more families stepping {larger} than stepping {smaller}.\n"
)


@check(
    "CMP001",
    severity="error",
    title="A comparison in words is not what the figures say",
    holds=_EXAMPLE.format(larger="down", smaller="up"),
    fails=_EXAMPLE.format(larger="up", smaller="down"),
)
def check_more_than(subject: Subject) -> Iterator[Verdict]:
    """Finds "N more X than Y" and the document's own counts of X and of Y, by the words in which the two sides differ.

    A count stands under X where its sentence, its measure or, for a number that stands alone, its heading has the words of X
    and not those of Y. An error where the amount is the difference of the two but the wrong way round; a query where neither
    fits. Silent where a side has no count, or several that differ.
    """
    for claim in _claims(subject):
        pair = _sides(subject, claim)
        if pair is None:
            continue
        one, other = pair
        difference = one.value - other.value
        fits_direction = difference > 0 if claim.more else difference < 0
        fits_amount = claim.amount is None or abs(difference) == claim.amount
        if fits_direction and fits_amount:
            yield HELD
        else:
            certain = fits_amount and claim.amount is not None
            yield _against_figures(subject, claim, one, other, severity="error" if certain else "query")


@check(
    "CMP002",
    severity="error",
    title="A comparison is contradicted by the numbers beside it",
    holds="More complaints were upheld in full than in part: 63 were upheld in full and 58 in part.",
    fails="More complaints were upheld in full than in part: 58 were upheld in full and 63 in part.",
)
def check_compared_numbers(subject: Subject) -> Iterator[Verdict]:
    """Compares the two numbers of one sentence that says "more X than Y: 58 ..., 63 ...", "58, fewer than the 45 of last year"
    or "58 exceeded 63".

    Which number belongs to which side is told by the words beside it; where they do not tell, by the order, and then a doubt
    is a query.
    """
    for statement in subject.statements:
        for match in _MORE_COLON.finditer(statement.skeleton):
            yield from _mapped(subject, statement, match)
        for match in _OUTNUMBERS.finditer(statement.skeleton):
            yield from _mapped(subject, statement, match)
        for match in _TWICE_COLON.finditer(statement.skeleton):
            yield from _times(subject, statement, match)
        for form, sign in ((_EACH_SIDE, 0), (_THAN_NUMBER, 0), (_EXCEEDS, 1), (_FALLS_SHORT, -1)):
            for match in form.finditer(statement.skeleton):
                one, other = statement.token(match, "a"), statement.token(match, "b")
                way = sign or _way(match["d"])
                if one is None or other is None or not _comparable(one, other):
                    continue
                yield _ordered(subject, statement, one, other, way, match.groupdict().get("d") or match.group(0)[-40:])


@check(
    "CMP003",
    severity="error",
    title="A fraction in words is not the percentage beside it",
    holds="More than half of all plans led by partners were good or better (56%).",
    fails="More than half of all plans led by partners were good or better (45%).",
)
def check_fractions(subject: Subject) -> Iterator[Verdict]:
    """Compares "more than half", "a third", "two thirds", "the majority" with the percentage in brackets or after the colon.

    A fraction without a hedge, or with "about", may be six percentage points off; "nearly" and "just under" ten below;
    "more than" and "less than" must be on the right side, rounding apart.
    """
    for statement in subject.statements:
        for match in _FRACTION.finditer(statement.text):
            percent = _percent_after(statement, match)
            if percent is None:
                continue
            low, high = _bounds((match["q"] or "").lower(), match["f"].lower())
            value = stated(percent)
            if value.high >= low and value.low <= high:
                yield HELD
            else:
                yield doubt(
                    subject,
                    f'{_place(subject, statement)}: "{_said(match)}" and {percent.text} contradict each other ({plain(percent.value)}% is not between '
                    f"{plain(low)}% and {plain(high)}%). Look at the words and at the percentage.",
                    percent,
                )


# ---- N more X than Y, elsewhere in the document

_MORE_THAN = re.compile(
    r"(?P<amount>\d[\d,]*)\s+(?P<word>more|fewer|less)\s+(?P<one>[^.;]{3,120}?)\s+than\s+(?P<other>[^.;,]{3,100})", re.IGNORECASE
)
_MORE_X_THAN_Y = re.compile(
    r"(?<!\d )\b(?P<word>more|fewer)\s+(?P<one>[^.;,\d]{3,80}?)\s+than\s+(?P<other>[^.;,:\d]{3,80})", re.IGNORECASE
)
_UNTELLING = frozenset(
    telling("children child families family cases young people plan plans person service services early help")
)
_LONGEST_CLAIM = 4  # telling words by which a side may differ from the other


@dataclass(frozen=True, kw_only=True)
class _Claim:
    statement: Statement
    more: bool
    amount: Decimal | None
    one: frozenset[str]  # words that only the first side has
    other: frozenset[str]
    topic: frozenset[str]  # words of both
    sides: tuple[str, str]


_AFTERTHOUGHT = re.compile(
    r",|\(|\b(?:which|where|because|as|so|while|this|although)\b|\b(?:highlight|show|suggest|indicat|reflect|demonstrat|mean|mak|giv)\w*ing\b",
    re.IGNORECASE,
)


def _claims(subject: Subject) -> Iterator[_Claim]:
    for statement in subject.statements:
        if " than " not in statement.text:
            continue
        for form in (_MORE_THAN, _MORE_X_THAN_Y):
            match = form.search(statement.text)
            claim = _claim(statement, match) if match is not None else None
            if claim is not None:
                yield claim
                break


def _claim(statement: Statement, match: re.Match[str]) -> _Claim | None:
    sides = (match["one"], _AFTERTHOUGHT.split(match["other"])[0])
    one, other = map(_sorting_words, sides)
    only_one, only_other = one - other, other - one
    if not 0 < len(only_one) <= _LONGEST_CLAIM or not 0 < len(only_other) <= _LONGEST_CLAIM:
        return None
    amount = match.groupdict().get("amount")
    return _Claim(
        statement=statement,
        more=match["word"].lower() == "more",
        amount=Decimal(amount.replace(",", "")) if amount else None,
        one=only_one,
        other=only_other,
        topic=one & other,
        sides=sides,
    )


@dataclass(frozen=True, kw_only=True)
class _Count:
    """A count of the document that a side may speak of, with the texts that say what it counts, the nearest first."""

    value: Decimal
    place: Figure | Span
    contexts: tuple[str, ...]


def _sides(subject: Subject, claim: _Claim) -> tuple[_Count, _Count] | None:
    """The one count that each side of the claim is about; None where a side has none or several that differ.

    Where there are several, a pair whose difference is the stated amount settles it.
    """
    counts = [*_stated_counts(subject, claim), *_lone_counts(subject)]
    ones = [count for count in counts if _is_about(count, claim.topic, claim.one, claim.other)]
    others = [count for count in counts if _is_about(count, claim.topic, claim.other, claim.one)]
    if claim.amount is not None:
        fitting = [(a, b) for a in ones for b in others if abs(a.value - b.value) == claim.amount]
        if len({(a.value, b.value) for a, b in fitting}) == 1:
            return fitting[0]
    if len({count.value for count in ones}) == 1 and len({count.value for count in others}) == 1:
        return ones[0], others[0]
    return None


def _stated_counts(subject: Subject, claim: _Claim) -> Iterator[_Count]:
    for figure in subject.extraction.figures:
        inside = claim.statement.start <= figure.start < claim.statement.end
        if figure.unit_kind == "count" and figure.role == "reported" and not figure.breakdown and not inside:
            contexts = (figure.measure or "", figure.evidence.quote, figure.locator.section or "")
            yield _Count(value=figure.value, place=figure, contexts=contexts)


def _lone_counts(subject: Subject) -> Iterator[_Count]:
    """Numbers that stand alone on a line, as in the tiles of a dashboard; the heading says what they count."""
    known = {figure.start for figure in subject.extraction.figures}
    for block in subject.document.blocks:
        text = subject.document.text[block.content : block.end].strip()
        if block.kind not in ("paragraph", "chart") or block.content in known or not _LONE.match(text):
            continue
        section = next((s.title for s in reversed(subject.document.sections) if s.start <= block.start < s.end), "")
        yield _Count(
            value=Decimal(text.replace(",", "")), place=Span(start=block.content, end=block.end), contexts=(section,)
        )


_LONE = re.compile(r"^\d{1,3}(?:,\d{3})*$|^\d{1,6}$")


def _is_about(count: _Count, topic: frozenset[str], words: frozenset[str], against: frozenset[str]) -> bool:
    """Whether a text of the count has the words of one side, none of the other, and a word of both if there is one."""
    found = map(_sorting_words, count.contexts)
    return any(words <= said and not against & said and (not topic or topic & said) for said in found)


_KEEP = re.compile(r"\b(?:ups?|downs?|out)\b", re.IGNORECASE)


def _sorting_words(text: str) -> frozenset[str]:
    """Telling words with the small ones that part "stepped up" from "stepped down"; "Step Ups" gives step and up."""
    kept = {word.lower().rstrip("s") for word in _KEEP.findall(text)}
    return (telling(text) - _UNTELLING - {"ups"}) | kept


def _against_figures(subject: Subject, claim: _Claim, one: _Count, other: _Count, *, severity: str) -> Verdict:
    word = "more" if claim.more else "fewer"
    claimed = f"{plain(claim.amount)} {word}" if claim.amount is not None else word
    return doubt(
        subject,
        f'{_place(subject, claim.statement)}: stated {claimed} ("{claim.sides[0]}") than "{claim.sides[1]}"; the document\'s own figures are '
        f"{plain(one.value)} and {plain(other.value)}: {plain(one.value)} - {plain(other.value)} = {plain(one.value - other.value)}. "
        "Look at which is the larger.",
        claim.statement,
        one.place,
        other.place,
        severity=severity,  # type: ignore[arg-type]
    )


# ---- two numbers of one sentence

_MORE_COLON = pattern(
    r"(?:^|[^⟦⟧\d] )\b(?P<d>more|fewer|less|higher|lower|larger|smaller|greater|most) (?P<one>[^⟦⟧.;:]{2,110}?) than (?P<other>[^⟦⟧.;:(]{2,110}?)(?::| –| -|,? \(|, with|, at)(?P<rest>[^.;]*⟦[^.;]*⟦\d+⟧[^.;]*)"
)
_THAN_NUMBER = pattern(
    r"<a>[^⟦⟧.;:]{0,80}?\b(?P<d>more|fewer|less|higher|lower|greater|larger|smaller|heavier|lighter|longer|shorter|bigger|above|below)(?: [a-z]+)?(?: than)? (?:the|that of|in|for|last year'?s|a|our|its|England'?s)\b[^⟦⟧.;:]{0,50}?<b>"
)
_EACH_SIDE = pattern(r"\b(?P<d>more|fewer|less|higher|lower) [^⟦⟧.;:]{3,70}?[(,] ?<a>\)?,? than [^⟦⟧.;:]{2,70}?[(,] ?<b>")
_OUTNUMBERS = pattern(
    r"\b(?P<one>[a-z][\w-]+) (?P<d>outnumber(?:ed|s)?|exceed(?:ed|s)?) (?P<other>[a-z][\w-]+)(?P<rest>(?::|,| by)[^.;]*⟦[^.;]*⟦\d+⟧[^.;]*)"
)
_TWICE_COLON = pattern(r"\b(?P<m>twice|three times|four times) as (?:likely|many|often|much|high)[^⟦⟧.;:]{0,60}: <a>[^⟦⟧.;]{0,60}?(?:and|against|compared with)[^⟦⟧.;]{0,20} <b>")
_EXCEEDS = pattern(r"<a>[^⟦⟧.;:]{0,60}?\b(?:exceed(?:s|ed|ing)|outnumber(?:s|ed|ing)|overt(?:ook|aken|akes)|surpass(?:es|ed)) [^⟦⟧.;:]{0,50}?<b>")
_FALLS_SHORT = pattern(r"<a>[^⟦⟧.;:]{0,60}?\b(?:falls? short of|fell short of|short of) [^⟦⟧.;:]{0,50}?<b>")
_PAST = re.compile(r"\b(?:ago|last|previous|before|earlier|then|prior)\b", re.IGNORECASE)


def _way(word: str) -> int:
    return -1 if word.lower() in ("fewer", "less", "lower", "smaller", "lighter", "shorter", "below") else 1


def _comparable(one: Figure, other: Figure) -> bool:
    return (
        one.unit_kind == other.unit_kind
        and one.denominator == other.denominator
        and (one.unit_kind != "duration" or one.unit == other.unit)
        and "target" not in (one.role, other.role)
        and other.role != "standard"
        and (one.change is None or one.change.amount != one.value)
    )


def _mapped(subject: Subject, statement: Statement, match: re.Match[str]) -> Iterator[Verdict]:
    if match["d"].lower() == "most" or _PAST.search(match["other"]):
        return
    found = [f for f in statement.tokens_in(match["rest"]) if f.unit_kind in ("count", "percent", "currency")]
    if len(found) < 2 or len({f.unit_kind for f in found[:2]}) != 1:
        return
    before = re.split(r"[.;:,]", statement.skeleton[: match.start("d")])[-1]
    one_words, other_words = telling(f"{before} {_contrasted(match['one'], match['other'])}"), telling(match["other"])
    only_one, only_other = one_words - other_words, other_words - one_words
    beside = [(figure, telling(_stretch(statement, figure))) for figure in found]
    ones = [figure for figure, words in beside if words & only_one and not words & only_other]
    others = [figure for figure, words in beside if words & only_other and not words & only_one]
    way = _way(match["d"])
    if len(ones) == 1 and len(others) == 1:
        yield _ordered(subject, statement, ones[0], others[0], way, match["d"])
    elif len(found) == 2 and len(ones) + len(others) == 1:
        one = ones[0] if ones else next(f for f in found if f is not others[0])
        other = others[0] if others else next(f for f in found if f is not ones[0])
        yield _ordered(subject, statement, one, other, way, match["d"])
    elif not ones and not others and len(found) == 2:
        verdict = _ordered(subject, statement, found[0], found[1], way, match["d"])
        yield HELD if verdict is HELD else doubt(subject, verdict.message, found[0], found[1], severity="query")


def _times(subject: Subject, statement: Statement, match: re.Match[str]) -> Iterator[Verdict]:
    """ "Twice as likely to come in the morning: 64 came then, and 32 in the afternoon"."""
    one, other = statement.token(match, "a"), statement.token(match, "b")
    if one is None or other is None or not _comparable(one, other) or other.value <= 0:
        return
    factor = {"twice": 2, "three times": 3, "four times": 4}[match["m"].lower()]
    ratio = one.value / other.value
    if abs(ratio / factor - 1) <= Decimal("0.15"):
        yield HELD
        return
    yield doubt(
        subject,
        f'{_place(subject, statement)}: {one.text} / {other.text} = {plain(ratio)}, stated "{match["m"]} as". Look at both numbers and at the word.',
        one,
        other,
    )


def _contrasted(one: str, other: str) -> str:
    """The end of the first side that the second, if shorter, is set against: "upheld in full" and "in part" give "in full"."""
    ones, others = one.split(), other.split()
    return " ".join(ones[-len(others) :]) if len(others) < len(ones) and ones[-len(others)] == others[0] else one


def _stretch(statement: Statement, figure: Figure) -> str:
    """The words of a figure, up to the next one."""
    following = min((f.start for f in statement.figures if f.start > figure.start), default=statement.end)
    after = statement.text[figure.end - statement.start : following - statement.start]
    earlier = max((f.end for f in statement.figures if f.end <= figure.start), default=statement.start)
    before = statement.text[earlier - statement.start : figure.start - statement.start]
    cut = re.split(r"[,:(]| and ", before)[-1]
    return f"{cut} {re.split(r'[,)]| and ', after)[0]}"


def _ordered(subject: Subject, statement: Statement, one: Figure, other: Figure, way: int, word: str) -> Verdict:
    a, b = stated(one), stated(other)
    if (a.high > b.low) if way > 0 else (a.low < b.high):
        return HELD
    return doubt(
        subject,
        f'{_place(subject, statement)}: {one.text} is said to be "{word.strip()}" than {other.text}; {plain(one.value)} - {plain(other.value)} = '
        f"{plain(one.value - other.value)}. Look at both numbers and at the word.",
        one,
        other,
    )


# ---- fractions in words

_SHARES_IN = r"(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten)"
_DIGITS_OF = {word: value for value, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1)}
_SIZES = {
    "half": 50, "a third": "33.3", "one third": "33.3", "two thirds": "66.7", "a quarter": 25, "one quarter": 25, "three quarters": 75,
    "a fifth": 20, "one fifth": 20, "two fifths": 40, "three fifths": 60, "four fifths": 80, "a tenth": 10, "one tenth": 10,
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?:(?P<q>more than|well over|over|just over|slightly more than|nearly|almost|just under|slightly under|less than|fewer than|under|about|around|roughly|at least|exactly|some)\s)?"
    r"(?P<f>half|(?:a|one)[ -](?:third|quarter|fifth|tenth)|two[ -]thirds|three[ -]quarters|(?:two|three|four)[ -]fifths|the majority|a majority|most (?=of )|a minority|all (?=of |but )|(?:nearly|almost) all|hardly any|" + _SHARES_IN + r")\b"
    r"(?! (?:a |an |day|term|year|way|hour|price|the (?:battle|time))|-)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?P<between>[^.;%\d]{0,110}?)(?P<join>\(|: [^.;%\d]{0,70}?| – |, or |, at )\s?(?:about |around |some |an? |just )?$")
_NEAR, _UNDER = Decimal(6), Decimal(10)


def _percent_after(statement: Statement, match: re.Match[str]) -> Figure | None:
    """The percentage that the fraction is explained by: the first one, in brackets, after a colon or in apposition."""
    colon: list[tuple[int, Figure]] = []
    said = telling(statement.text[: match.end()] + " " + statement.text[match.end() :].split(":")[0])
    for figure in statement.figures:
        if figure.unit_kind != "percent" or figure.start - statement.start < match.end() or figure.change is not None:
            continue
        between = statement.text[match.end() : figure.start - statement.start]
        if _JOINED.match(between):
            if ":" not in between:
                return figure if not _several_in_brackets(statement, figure) else None
            colon.append((len(said & telling(_stretch(statement, figure))), figure))
        elif colon and ":" in between and "." not in between:
            colon.append((len(said & telling(_stretch(statement, figure))), figure))
    return max(colon, key=lambda pair: (pair[0], -pair[1].start))[1] if colon else None


def _several_in_brackets(statement: Statement, figure: Figure) -> bool:
    """Whether the brackets hold other figures after this one: "(46% primary, 54% secondary)"."""
    bracket = statement.text[figure.end - statement.start :].split(")")[0]
    return "%" in bracket or "per cent" in bracket


def _bounds(qualifier: str, fraction: str) -> tuple[Decimal, Decimal]:
    name = " ".join(fraction.replace("-", " ").split())
    hundred, zero = Decimal(100), Decimal(0)
    if name.endswith("all"):
        return (Decimal(85), hundred) if " " in name or qualifier in ("nearly", "almost") else (Decimal(99), hundred)
    if name == "hardly any":
        return zero, Decimal(12)
    if name in ("the majority", "a majority", "most"):
        return Decimal(50), hundred
    if name == "a minority":
        return zero, Decimal(50)
    words = name.split()
    size = Decimal(_SIZES[name]) if name in _SIZES else Decimal(100) * _DIGITS_OF[words[0]] / _DIGITS_OF[words[-1]]
    if qualifier in ("more than", "well over", "over", "at least"):
        return size, hundred
    if qualifier in ("just over", "slightly more than"):
        return size, size + _UNDER
    if qualifier in ("nearly", "almost", "just under", "slightly under"):
        return size - _UNDER, size + Decimal("0.5")
    if qualifier in ("less than", "fewer than", "under"):
        return zero, size
    return size - _NEAR, size + _NEAR


def _said(match: re.Match[str]) -> str:
    return " ".join(filter(None, (match["q"], match["f"].strip())))


def _place(subject: Subject, statement: Statement) -> str:
    place = subject.place(statement.start, statement.end)
    return place[0].upper() + place[1:]
