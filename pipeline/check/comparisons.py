"""Comparisons in words ("54 more were stepped up than stepped down") against the document's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..records.document import evidence_at, locate
from ..records.figure import Figure
from ..text.sentences import split_sentences
from .catalogue import HELD, Doubt, Subject, Verdict, check
from .tolerance import plain

_MORE_THAN = re.compile(
    r"(?P<amount>\d[\d,]*)\s+(?P<word>more|fewer|less)\s+(?P<one>[^.;]{3,120}?)\s+than\s+(?P<other>[^.;,]{3,100})",
    re.IGNORECASE,
)
_MORE_X_THAN_Y = re.compile(
    r"(?<!\d )\b(?P<word>more|fewer)\s+(?P<one>[^.;,\d]{3,80}?)\s+than\s+(?P<other>[^.;,\d]{3,80})", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")
_EXAMPLE = (
    "## Stepping down\n\nOver the year 96 families stepped down.\n\n## Stepping up\n\nOver the year 71 families stepped up.\n\n"
    "## Summary\n\nThere were 25 more families stepping {larger} than stepping {smaller}.\n"
)
_DULL = {
    "the", "a", "an", "of", "to", "in", "were", "was", "are", "is", "be", "been", "have", "has", "had", "by", "for", "and",
    "from", "there", "children", "child", "families", "family", "cases", "young", "people", "that", "those", "who", "how",
    "being", "with", "on", "at", "number", "total", "plan", "plans",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Claim:
    start: int
    end: int
    more: bool
    amount: Decimal | None
    one: frozenset[str]  # words that only the first side has
    other: frozenset[str]
    quote: tuple[int, int]


@check(
    "CMP001",
    severity="error",
    title="A comparison in words is not what the figures say",
    holds=_EXAMPLE.format(larger="down", smaller="up"),
    fails=_EXAMPLE.format(larger="up", smaller="down"),
)
def check_more_than(subject: Subject) -> Iterator[Verdict]:
    """Finds "N more X than Y" and the document's own counts of X and of Y, by the words in which the two sides differ.

    An error where the amount is the difference of the two but the wrong way round; a query where neither the direction nor
    the amount fits. Silent where a side has no figure, or several that differ.
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
        elif fits_amount or not fits_direction:
            yield _doubt(
                subject, claim, one, other, severity="error" if fits_amount and claim.amount is not None else "query"
            )
        else:
            yield _doubt(subject, claim, one, other, severity="query")


def _claims(subject: Subject) -> Iterator[_Claim]:
    text = subject.document.text
    for block in subject.document.blocks:
        if block.kind not in ("paragraph", "list_item", "quote") or block.start >= subject.document.body_end:
            continue
        if " than " not in text[block.start : block.end]:
            continue
        for sentence in split_sentences(text, block.content, block.end):
            for pattern in (_MORE_THAN, _MORE_X_THAN_Y):
                match = pattern.search(text, sentence.start, sentence.end)
                if match is not None:
                    claim = _claim(match, (sentence.start, sentence.end))
                    if claim is not None:
                        yield claim
                    break


def _claim(match: re.Match[str], sentence: tuple[int, int]) -> _Claim | None:
    one, other = _words(match.group("one")), _words(match.group("other"))
    only_one, only_other = one - other, other - one
    if not only_one or not only_other or len(only_other) > 4:
        return None
    amount = match.groupdict().get("amount")
    return _Claim(
        start=match.start(),
        end=match.end(),
        more=match.group("word").lower() == "more",
        amount=Decimal(amount.replace(",", "")) if amount else None,
        one=frozenset(only_one),
        other=frozenset(only_other),
        quote=sentence,
    )


def _sides(subject: Subject, claim: _Claim) -> tuple[Figure, Figure] | None:
    """The one count that each side of the claim is about; None where a side has none or several that differ.

    Where there are several, a pair whose difference is the stated amount settles it.
    """
    ones = [f for f in _candidates(subject, claim) if _is_about(subject, f, claim.one, claim.other)]
    others = [f for f in _candidates(subject, claim) if _is_about(subject, f, claim.other, claim.one)]
    if claim.amount is not None:
        fitting = [(a, b) for a in ones for b in others if abs(a.value - b.value) == claim.amount]
        if len({(a.value, b.value) for a, b in fitting}) == 1:
            return fitting[0]
    if len({f.value for f in ones}) == 1 and len({f.value for f in others}) == 1:
        return ones[0], others[0]
    return None


def _candidates(subject: Subject, claim: _Claim) -> list[Figure]:
    return [
        figure
        for figure in subject.extraction.figures
        if figure.unit_kind == "count"
        and figure.role == "reported"
        and not figure.breakdown
        and not (claim.quote[0] <= figure.start < claim.quote[1])
    ]


def _is_about(subject: Subject, figure: Figure, words: frozenset[str], against: frozenset[str]) -> bool:
    """Whether the figure's measure, its sentence or the heading above it has the words of one side and not of the other."""
    section = figure.locator.section or ""
    for context in (figure.measure or "", figure.evidence.quote, section):
        found = _words(context)
        if words <= found and not (against & found):
            return True
    return False


def _words(text: str) -> set[str]:
    """The telling words, cut to their stems so that "stepped" and "Step Ups" meet."""
    return {_stem(word) for word in _WORD.findall(text.lower().replace("-", " ")) if word not in _DULL}


def _stem(word: str) -> str:
    for ending in ("ping", "ped", "ing", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)] + ("p" if ending in ("ping", "ped") else "")
    return word


def _doubt(subject: Subject, claim: _Claim, one: Figure, other: Figure, *, severity: str) -> Doubt:
    start, end = claim.quote
    word = "more" if claim.more else "fewer"
    stated = f"{plain(claim.amount)} {word}" if claim.amount is not None else word
    place = locate(subject.document, start, end).cite
    return Doubt(
        message=f"{place or 'The sentence'}: stated {stated} of {_said(claim.one)} than of {_said(claim.other)}; "
        f"the document's own figures are {plain(one.value)} ({_said(claim.one)}) and {plain(other.value)} "
        f"({_said(claim.other)}): "
        f"{plain(one.value)} - {plain(other.value)} = {plain(one.value - other.value)}. Look at which is the larger.",
        evidence=tuple(dict.fromkeys((evidence_at(subject.document, start, end), one.evidence, other.evidence))),
        subjects=(one.id, other.id),
        severity=severity,  # type: ignore[arg-type]
    )


def _said(words: frozenset[str]) -> str:
    return " ".join(sorted(words))
