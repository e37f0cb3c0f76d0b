"""Unit kind, unit, denominator and confidence of a number in prose."""

from __future__ import annotations

import re
from decimal import Decimal

from ..records.figure import UnitKind
from ..vocab import Vocabulary
from .figure_meaning import Description
from .figure_passages import Passage
from .figure_rates import per_what

_SCORED = re.compile(
    r"\b(?:scor\w+|scale|rated?|rating|index|SDQ|RCADS|PHQ-?9|GAD-?7|star)\b", re.IGNORECASE
)  # instruments of family work
_SCORE_VERB = re.compile(
    r"\b(?:score|scored|scores|rating|index)\s+(?:of|was|is|at|to|from|between)?\s*(?:\w+\s+)?$", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:limit|target|standard|average|maximum|minimum|guideline|expectation|mean|median|ceiling)\s+(?:of|is|was)\s+$"
)
_SCALES = (5, 7, 10, 100)  # out of which scores are given
_NEAR = 2  # numbers away that a bare number may take its rate from


_HEDGE = r"(?:(?:now|only|just|about|around|nearly|almost|still|over|under|roughly|as\s+(?:long|short|high|low)\s+as)\s+){0,2}"
_IS = r"(?:is|was|are|were|has\s+been|had\s+been|stood\s+at|stands\s+at|came\s+to|takes?|took|lasted|averaged)"
_ENDS_CLAUSE = re.compile(r"\s*(?:[.,;:)]|$|(?:where|if|when|for|in|on|at|by|and|but|while|against|last|this)\b)")
_SAME_LENGTH = re.compile(
    rf"\b(?:it|this|that|waits?|time|stay|length|duration|delay|median|mean|average|slowest|quickest|fastest|longest|shortest|"
    rf"limit|target|maximum|minimum|others?|latter)\s+(?:\w+\s+){{0,4}}?{_IS}\s+{_HEDGE}$|"
    rf"\b(?:slowest|quickest|fastest|longest|shortest|median|mean)\s+{_HEDGE}$",
    re.IGNORECASE,
)
_SAME_SHARE = re.compile(
    rf"\b(?:it|this|the\s+(?:figure|rate|share|proportion|percentage|target|average|ceiling|threshold|ambition))\s+"
    rf"{_IS}\s+{_HEDGE}$",
    re.IGNORECASE,
)
_EMPLOYED = re.compile(
    r"\s+(?:(?:full|whole)[\s-]time\s+equivalents?|fte|wte|posts?|were\s+vacant|are\s+vacant|vacanc\w+|vacant)\b",
    re.IGNORECASE,
)


_ESTABLISHMENT = re.compile(
    r"\b(?:establishment|headcount|complement|workforce)\s+(?:of|is|was|at)\s+(?:\w+\s+)?$", re.IGNORECASE
)


def kind_of(passage: Passage, index: int, description: Description) -> UnitKind:
    """The unit kind of a number: its own mark, else its neighbour's, else what its noun says."""
    number = passage.numbers[index]
    if number.form == "score" and number.denominator not in _SCALES and not _SCORED.search(passage.text):
        return "count"  # "62/75 plans"
    if per_what(passage, index) is not None:
        return "rate"
    if number.kind is not None:
        return number.kind
    before = passage.text[max(0, number.start - 60) : number.start]
    shared = _shared_kind(passage, index, description)
    if shared is not None:
        return shared
    if re.match(r"[\s-]*points?\b", passage.text[number.end : number.end + 12], re.IGNORECASE):
        if any(n.kind == "percent" for n in passage.numbers):
            return "percentage_points"
        if _SCORED.search(passage.text):
            return "ratio"
        if re.match(
            r"[\s-]*points?\s+(?:higher|lower|up|down|above|below|better|worse|ahead|behind|more|less|short)\b",
            passage.text[number.end :],
        ):
            return "percentage_points"  # of a share that the sentence only names
    others = (n for n in passage.numbers[:index] if n.form == "of")
    if number.form == "of" and description.unit is None and any(others):
        return "count"  # "14 out of 22 audits, compared with 10 out of 20"
    if number.form == "of" and (description.unit is None or _SCORED.search(before[-40:])):
        return (
            "ratio"
            if re.search(r"\bout\s+of\b", passage.text[number.start : number.end]) or _SCORED.search(before)
            else "count"
        )
    if number.form == "of" and re.search(
        r"\bout\s+of\s+(?:ten|10|five|5|100)\b", passage.text[number.start : number.end]
    ):
        return "ratio"
    decimal = "." in passage.text[number.start : number.end]
    counted = (
        description.rule in ("counted noun", "noun after of")
        or (description.rule == "fronted of" and not decimal)
        or _EMPLOYED.match(passage.text[number.end :])
        or _ESTABLISHMENT.search(before)
    )
    if not counted and (_SCORED.search(before) or "." in passage.text[number.start : number.end]):
        return "rate" if _rate_near(passage, index) is not None else "ratio"
    return "ratio" if _SCORE_VERB.search(before) and not counted else "count"


def _shared_kind(passage: Passage, index: int, description: Description) -> UnitKind | None:
    """ "from 12 to 15%", "16 working days, inside our limit of 20": a bare number has its neighbour's kind."""
    numbers, text = passage.numbers, passage.text
    number = numbers[index]
    if index + 1 < len(numbers) and numbers[index + 1].kind in ("percent", "duration", "currency"):
        between = text[number.end : numbers[index + 1].start]
        either = numbers[index + 1].value - number.value == 1  # "by 66 or 15%" says the same again
        paired = re.fullmatch(r"\s+(?:to|and)\s+" if not either else r"\s+(?:to|and|or)\s+", between)
        if paired and (
            re.search(r"\b(?:from|between)\s+$", text[: number.start]) or numbers[index + 1].kind == "percent"
        ):
            return numbers[index + 1].kind  # "71 and 78 per cent"
    if not index or description.rule in ("counted noun", "noun after of"):
        return None
    if (same := _kind_of_same_measure(passage, index)) is not None:
        return same
    earlier = numbers[index - 1]
    between = text[earlier.tail : number.start]
    if earlier.kind not in ("duration", "percent") or re.search(r"[;.]", between):
        return None
    if _BOUND.search(between):
        return earlier.kind
    moved = re.search(
        r"\b(?:extended|reduced|cut|shortened|lengthened|increased|rose|risen|fell|fallen)\s+to\s+$", between
    )
    gapped = re.search(r"^\s*(?:,\s*)?(?:and|or)\b|,\s*(?:and|or)\s+$", between) and not re.search(
        r"\b(?:from|to|by)\s+$", between
    )
    ends = re.match(r"\s*(?:[.,;)]|$|(?:where|if|when|for|in)\b)", text[number.end :])
    return earlier.kind if (gapped or moved) and ends and earlier.kind == "duration" else None


def _kind_of_same_measure(passage: Passage, index: int) -> UnitKind | None:
    """ "The median wait is 19 days; in the east it is 26", "the quickest took nine days while the slowest took 44"."""
    numbers, text = passage.numbers, passage.text
    number = numbers[index]
    earlier = next((n for n in reversed(numbers[:index]) if n.kind in ("duration", "percent")), None)
    if earlier is None or number.form not in ("digits", "words") or not _ENDS_CLAUSE.match(text, number.end):
        return None
    between = text[earlier.tail : number.start]
    pattern = _SAME_LENGTH if earlier.kind == "duration" else _SAME_SHARE
    return earlier.kind if pattern.search(between) and ". " not in between else None


def unit_of(
    passage: Passage, index: int, kind: UnitKind, description: Description, vocabulary: Vocabulary
) -> str | None:
    """The unit: printed with the number, its neighbour's, or the noun that is counted."""
    number = passage.numbers[index]
    each = per_what(passage, index)
    if each is not None:
        counted = number.unit or description.unit
        return f"{counted} {each}" if counted is not None else each
    if number.unit is not None:
        return number.unit
    if kind == "currency":
        return "GBP"
    if kind in ("duration", "rate"):
        near = (n.unit for n in passage.numbers[max(0, index - _NEAR) : index + _NEAR + 1] if n.kind == kind and n.unit)
        return next(near, None)
    return vocabulary.units.expand(description.unit) if description.unit is not None else None


def denominator_of(passage: Passage, index: int, kind: UnitKind) -> Decimal | None:
    """Of a rate, a ratio or an "x of y"; a bare rate has its neighbour's base."""
    own = passage.numbers[index].denominator
    return _rate_near(passage, index) if own is None and kind == "rate" else own


def _rate_near(passage: Passage, index: int) -> Decimal | None:
    """ "195.1 per 10,000 children against 182.4": the second is a rate as well."""
    near = passage.numbers[max(0, index - _NEAR) : index + _NEAR + 1]
    return next((number.denominator for number in near if number.kind == "rate"), None)


def confidence_of(passage: Passage, index: int, description: Description) -> float:
    """How sure the row is before its context is read: marked numbers surest, elliptical bare numbers least."""
    number = passage.numbers[index]
    confidence = 0.95 if number.kind in ("percent", "currency", "percentage_points", "rate") else 0.9
    if description.elliptical and number.kind is None:
        confidence -= 0.2
    if number.form == "words":
        confidence -= 0.05
    if number.form in ("idiom", "fraction"):
        confidence -= 0.1
    return confidence
