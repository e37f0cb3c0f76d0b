"""What a count or share is part of: "43% of the 604 parents", "of these, 29 once had help from us"."""

from __future__ import annotations

import re
from decimal import Decimal

from .figure_antecedents import Antecedents
from .figure_draft import FigureDraft
from .figure_meaning import Description
from .figure_passages import Passage

_OF_THESE = re.compile(
    r"(?:Of|Among|Out\s+of)\s+(?:these|those|them)(?:\s+(?P<what>[a-z]+(?:\s[a-z]+)?))?,", re.IGNORECASE
)
_OF_WHICH = re.compile(r",\s+(?:of|out\s+of)\s+(?:which|whom)\b[^.;]*$", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:^|[,;.:(]\s*)(?:of|out of|among)\s+(?:the\s+|those\s+|our\s+|all\s+)?$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:were|was|are|is|had|have|has)\b")


def is_denominator(passage: Passage, index: int, description: Description) -> bool:
    """ "5 nights out of 7": the 7 counts nothing by itself."""
    number = passage.numbers[index]
    if index == 0 or number.kind is not None:
        return False
    between = passage.text[passage.numbers[index - 1].end : number.start]
    bare = description.unit is None or not re.match(r"\s+[a-z]", passage.text[number.end : number.end + 3])
    return bare and bool(re.search(r"^(?:\s+\w+){0,3}\s+out of\s+(?:a possible\s+|the\s+)?$", between))


def set_denominators(passage: Passage, drafts: dict[int, FigureDraft], antecedents: Antecedents) -> None:
    """ "43% of the 604 parents", "nine of December's 31 late reviews", "Of 118 parents, 9 were fathers"."""
    for index, draft in drafts.items():
        number = passage.numbers[index]
        if draft.denominator is not None or draft.unit_kind not in ("count", "percent"):
            continue
        if index + 1 < len(passage.numbers):
            other = passage.numbers[index + 1]
            between = passage.text[number.tail : other.start]
            if (
                other.kind is None
                and (number.kind == "percent" or other.value >= number.value)
                and _out_of(between, number.kind == "percent")
            ):
                draft.denominator = other.value
        if draft.denominator is None and number.kind is None:
            draft.denominator = _whole_before(passage, index, antecedents)


def _whole_before(passage: Passage, index: int, antecedents: Antecedents) -> Decimal | None:
    """ "Of the 118 children in care for long, 79 have ...", "19 members, and 12 of them came"."""
    number = passage.numbers[index]
    of_these = _OF_THESE.match(passage.text)
    if of_these and number.start > of_these.end() and number.form in ("digits", "words"):
        counted = antecedents.counted_before(passage, (of_these["what"] or "").strip())
        return counted.value if counted is not None else None
    of_which = _OF_WHICH.search(passage.text[: number.start])
    if of_which:
        earlier = [n for n in passage.numbers[:index] if n.kind is None and n.end <= of_which.start()]
        if earlier and earlier[-1].value >= number.value:
            return earlier[-1].value
    if re.match(r"\s+of\s+(?:them|these|those|whom|which)\b", passage.text[number.end :]):
        earlier = [n for n in passage.numbers[:index] if n.kind is None and n.value >= number.value]
        if earlier:
            return earlier[-1].value
        known = antecedents.of(passage, "counted") if index == 0 else None
        return known.value if known is not None and known.unit_kind == "count" and known.value >= number.value else None
    if index == 0:
        return None
    whole = passage.numbers[index - 1]
    lead = passage.text[max(0, whole.start - 14) : whole.start]
    between = passage.text[whole.end : number.start]
    follows = _FINITE.search(between) is None or re.search(r",\s+(?:just\s+|only\s+|some\s+)?$", between) is not None
    if whole.kind is None and whole.value >= number.value and _OF_ALL.search(lead) and follows:
        return whole.value
    return None


def _out_of(between: str, percent: bool) -> bool:
    article = r"(?:the\s+|these\s+|those\s+|all\s+|our\s+|a\s+total\s+of\s+)*"
    if re.search(rf"\bout of\s+{article}$", between):
        return True
    if percent:
        return re.fullmatch(rf"\s+of\s+{article}", between) is not None
    return re.fullmatch(r"\s+of\s+(?:the\s+)?(?:\w+['’]s|their|our|its)\s+", between) is not None
