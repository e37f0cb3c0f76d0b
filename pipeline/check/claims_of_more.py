""" "54 more were stepped up than stepped down" against the document's own counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records.figure import Figure
from ..records.span import Span
from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import Statement
from .tolerance import plain
from .words import telling

_EXAMPLE = (
    "## Stepping down\n\nIn 2022/23, 96 families stepped down.\n\n## Stepping up\n\nIn 2022/23, 71 families "
    "stepped up.\n\n"
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


_MORE_THAN = re.compile(
    r"(?P<amount>\d[\d,]*)\s+(?P<word>more|fewer|less)\s+(?P<one>[^.;]{3,120}?)\s+than\s+(?P<other>[^.;,]{3,100})",
    re.IGNORECASE,
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
    r",|\(|\b(?:which|where|because|as|so|while|this|although)\b|\b(?:highlight|show|suggest|indicat|reflect"
    r"|demonstrat|mean|mak|giv)\w*ing\b",
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
        f'{subject.where(claim.statement)}: stated {claimed} ("{claim.sides[0]}") than "{claim.sides[1]}"; the '
        f"document's own figures are "
        f"{plain(one.value)} and {plain(other.value)}: {plain(one.value)} - {plain(other.value)} "
        f"= {plain(one.value - other.value)}. "
        "Look at which is the larger.",
        claim.statement,
        one.place,
        other.place,
        severity=severity,  # type: ignore[arg-type]
    )
