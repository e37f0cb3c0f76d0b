"""Which period a number belongs to: its own, its sentence's, or the one said in a lead-in, an earlier sentence or a heading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from ..records.figure import Period
from ..text.calendar_units import add_months
from ..text.period_mentions import PeriodMention
from .figure_movement import Movement
from .figure_passages import Passage

_LONGEST_SPOKEN_OF = 800  # days; "2021-2024" is a strategy and not what figures are about
_CLAUSE_BREAK = re.compile(
    r";|,\s+(?:and|but|while|whereas|although|though|that|which(?!\s+(?:is|was|makes|gives|represents)\s+(?:[£\d]|$))|who|where|when|because|so)\b|\.\s"
)
_NEW_CLAUSE = re.compile(r",\s+(?:the|our|a|an|all|each|every|we|it|they)\s", re.IGNORECASE)


_AND = re.compile(r"\s*(?:and|&|to|,|→|compared\s+with|against)\s*", re.IGNORECASE)
_OPENED = re.compile(r"\s*[\w ]{0,24}[(,]\s*", re.IGNORECASE)
_NEAR = 160  # characters before a period that tell whose it is
_THOSE = re.compile(
    r"\b(?:of|as|than|to|with|from|against)\s+(?:those|that|the\s+(?:figure|number|level)s?)\s*$", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"\b(?:since|when|after|before|until|because|once)\s+(?:(?:the|a|an|its|our|their|it|they|we|he|"
    r"she|that|[A-Z])\b.*?|"
    r"[a-z]+\s+)\b(?:was|were|had|has|have|began|opened|started|came|became|left|moved|closed|ended|took)\b",
    re.DOTALL,
)
_SENTENCE_BREAK = re.compile(r";|\.\s")
_CONDITION = re.compile(r"\s*(?:If|Should|Unless|Until(?!\s+(?:\d|the\s+end|[A-Z]))|When)\b")


def assign_periods(passage: Passage, movements: list[Movement], tenses: list[str | None]) -> list[PeriodMention | None]:
    """The period stated for each number in the passage's own words; None where it must be inherited.

    `tenses` are those of the numbers' clauses: what is so now does not take a period of the past from the clause before.
    """
    numbers = passage.numbers
    part = {m.baseline: m for m in movements if m.baseline is not None}
    _part_ranges(passage, movements)
    assigned: list[PeriodMention | None] = []
    for index in range(len(numbers)):
        movement = part.get(index)
        if movement is not None:
            assigned.append(movement.baseline_period)
            continue
        taken = [m.baseline_period for m in movements if m.baseline_period is not None]
        own = [
            p
            for p in passage.periods
            if p not in taken or not any(m.baseline is not None and m.baseline_period is p for m in movements)
        ]
        if any(index in (m.result, m.amount, *m.amounts) for m in movements):
            mine = [m.baseline_period for m in movements if index in (m.result, m.amount, *m.amounts)]
            own = [p for p in own if p not in mine or p.relation == "since"]
        settled = next((m.result_period for m in movements if index in (m.result, m.amount) and m.result_period), None)
        found = settled or _nearest(passage, index, own)
        assigned.append(None if found is not None and _of_other_clause(passage, index, found, tenses[index]) else found)
    for movement in movements:
        _share_within(movement, assigned)
    if _pair_respectively(passage, assigned):
        for movement in movements:
            if movement.baseline is not None and movement.baseline_period is None:
                movement.baseline_period = assigned[movement.baseline]
            for amount in (movement.amount, *movement.amounts):
                if amount is not None and movement.result is not None:
                    assigned[amount] = assigned[movement.result]
    return assigned


def _pair_respectively(passage: Passage, assigned: list[PeriodMention | None]) -> bool:
    """ "71 and 78 per cent in June and November 2023 respectively": one period each, in their order. Whether it was done."""
    word = re.search(r"\brespectively\b", passage.text)
    if word is None:
        return False
    start = max((m.end() for m in _SENTENCE_BREAK.finditer(passage.text, 0, word.start())), default=0)
    periods = [p for p in passage.periods if start <= p.start and p.end <= word.start() and p.settled]
    periods = [p for p in periods if not p.vague and p.relation != "around"]
    places = [i for i, number in enumerate(passage.numbers) if start <= number.start < word.start()]
    kinds = [passage.numbers[i].kind for i in places]
    if len(periods) < 2 or len(places) < len(periods):
        return False
    last = places[-len(periods) :]
    ordered = passage.numbers[last[-1]].end <= periods[0].start or periods[-1].end <= passage.numbers[last[0]].start
    if ordered and len(set(kinds[-len(periods) :])) <= 2:
        for index, period in zip(last, periods, strict=True):
            assigned[index] = period
        for index in places[: -len(periods)]:
            assigned[index] = None
        return True
    return False


def _part_ranges(passage: Passage, movements: list[Movement]) -> None:
    """ "61 -> 55 from 2022 to 2023": the baseline takes the first end of the range, the result the last."""
    for movement in movements:
        if movement.result is None or movement.baseline is None:
            continue
        places = sorted((movement.result, movement.baseline))
        start, end = passage.numbers[places[0]].start, passage.numbers[places[1]].end
        after = [p for p in passage.periods if p.start >= end and p.settled and not p.vague]
        pair = len(after) == 2 and _AND.fullmatch(passage.text[after[0].end : after[1].start]) is not None
        if pair and _OPENED.fullmatch(passage.text[passage.numbers[places[1]].tail : after[0].start]):
            if movement.result == places[0]:
                after.reverse()
            movement.baseline_period, movement.result_period = after  # "41 → 58 (2022 and 2023)"
            continue
        near = [p for p in passage.periods if p.parts is not None and (p.end <= start or p.start >= end)]
        if near and not re.match(r"from\b", near[0].period.text, re.IGNORECASE) and movement.result < movement.baseline:
            continue  # "1,412, up from 1,377 in April to June 2023"
        inside = [p for p in passage.periods if start <= p.start and p.end <= end]
        if len(near) != 1 or inside or near[0].parts is None:
            continue
        first, last = near[0].parts
        movement.baseline_period = replace(near[0], period=first, parts=None)
        movement.result_period = replace(near[0], period=last, parts=None)


def _of_other_clause(passage: Passage, index: int, period: PeriodMention, tense: str | None) -> bool:
    """ "On this motion in July the Council voted, and 27 organisations have signed it": July is when it voted."""
    start = passage.numbers[index].start
    if period.end > start:
        return False
    between = passage.text[period.end : start]
    return _CONDITION.match(passage.text) is not None or (
        tense in ("present", "perfect")
        and (_CLAUSE_BREAK.search(between) is not None or _NEW_CLAUSE.search(between.rstrip()[1:]) is not None)
    )


def _share_within(movement: Movement, assigned: list[PeriodMention | None]) -> None:
    """Result and amount of one change have one period."""
    together = [i for i in (movement.result, movement.amount, *movement.amounts) if i is not None]
    known = next((assigned[i] for i in together if assigned[i] is not None), None)
    for index in together:
        if movement.result is not None and index != movement.result and assigned[movement.result] is not None:
            assigned[index] = assigned[movement.result]
        assigned[index] = assigned[index] or known


def _nearest(passage: Passage, index: int, periods: list[PeriodMention]) -> PeriodMention | None:
    """The period that follows before the next number, else the one before it, else the one that opens the sentence, else
    the only one of its clause."""
    text, numbers = passage.text, passage.numbers
    number = numbers[index]
    periods = [
        period
        for period in periods
        if period.relation != "around"
        and not (period.start >= number.end and _of_another(text, number.end, period.start))
    ]
    next_start = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
    previous_end = numbers[index - 1].end if index else 0
    for period in periods:
        if number.end <= period.start < next_start and not _CLAUSE_BREAK.search(text[number.end : period.start]):
            return period
    before = [p for p in periods if p.end <= number.start and not _SENTENCE_BREAK.search(text[p.end : number.start])]
    due = [p for p in before if p.relation == "by" and _CLAUSE_BREAK.search(text[p.end : number.start])]
    held = [p for p in before if p.start >= previous_end and p not in due]
    if held:
        return held[-1]
    fronted = [p for p in before if p.start < numbers[0].start]
    if fronted and not _CONDITION.match(text):
        return fronted[-1]
    general = [p for p in periods if p.relation != "by"]
    if len(general) == 1:
        first, last = sorted((general[0].start, number.start))
        if not _CLAUSE_BREAK.search(text[first:last]):
            return general[0]
    if before:
        return None
    after = next((p for p in (general or periods) if p.start >= number.end), None)
    if after is None or _CLAUSE_BREAK.search(text[number.end : after.start]):
        return None
    return None if after.relation == "by" and re.search(r"[,;]", text[number.end : after.start]) else after


def _of_another(text: str, start: int, end: int) -> bool:
    """ "half of those in November", "has hardly changed since it was reformed in 2021": a time of something else."""
    between = text[start:end][-_NEAR:]
    return _THOSE.search(between) is not None or _SUBORDINATE.search(between) is not None


def inherited_period(
    passage: Passage, *, tense: str | None, continuing: bool, share: bool
) -> tuple[Period | None, str]:
    """The period of words around the passage, and where it was found.

    A statement in the present ("Midwives hold clinics in three buildings") is about now and inherits none; `continuing`
    says that it goes on with what a lead-in or a heading spoke of all the same (shares, money, list items). Only a `share`
    goes on with what an earlier paragraph said.
    """
    if passage.lead_in is not None and (period := main_period(passage.lead_in)) is not None:
        return period, "lead-in"
    if tense in ("present", "future", "modal", "perfect") and not continuing:
        return None, ""
    earlier = passage.previous
    while earlier is not None:
        if (period := main_period(earlier)) is not None:
            return period, "earlier sentence"
        earlier = earlier.previous
    if passage.lead_in is not None:
        before = passage.lead_in.previous
        while before is not None:
            if (period := main_period(before)) is not None:
                return period, "earlier sentence"
            before = before.previous
    if passage.titled is not None:
        return passage.titled.period, "heading"
    if passage.context.document is not None:
        return passage.context.document.period, "document"
    if passage.carried is not None and share:
        return passage.carried.period, "earlier paragraph"
    return None, ""


def main_period(passage: Passage) -> Period | None:
    """The period a passage speaks of: its first that is no baseline."""
    for mention in passage.periods:
        start, end = mention.period.start, mention.period.end
        reference = passage.context.reference
        if reference is not None and start is not None and start > reference:
            continue  # "a commitment to 2026": what is to come is not what is reported
        if mention in passage.compared:
            continue
        if not mention.settled or mention.relation in ("previous", "by", "until", "around"):
            continue
        if mention.grain == "day" and not passage.numbers:
            continue  # the day of an event; only figures have a day that others share
        if mention.grain != "years":
            return mention.period
        if mention.relation == "during" and start and end and (end - start).days < _LONGEST_SPOKEN_OF:
            return mention.period
    return None


def cumulative(passage: Passage, mention: PeriodMention, tense: str | None) -> Period:
    """ "By the end of October we had claimed for 251" runs from the start of the year that is spoken of, else from a start
    that is not said.
    """
    by = mention.period.end
    if mention.relation != "by" or tense not in ("past", "perfect") or by is None:
        return mention.period
    known = passage.context.document
    candidates = [m for p in _chain(passage) for m in p.periods if m.grain == "year"] + ([known] if known else [])
    for candidate in candidates:
        start, end = candidate.period.start, candidate.period.end
        if start and end and start < by and (by <= end if candidate.grain == "year" else by == end):
            return replace(mention.period, start=start)
    return mention.period


def whole_year(passage: Passage, mention: PeriodMention, *, forecast: bool, money: bool) -> Period | None:
    """ "An overspend of £27,000 is expected at the end of the year": money that flows is the year's, not the day's."""
    end = mention.period.end
    if mention.relation not in ("by", "at") or mention.grain != "year" or end is None:
        return None
    if not (forecast and (not money or _FLOW.search(passage.text))):
        return None
    return replace(mention.period, start=add_months(end + timedelta(days=1), -12))


_FLOW = re.compile(
    r"\b(?:over|under)[\s-]?spen[dt]\w*|\bspen[dt]\w*|\bcosts?\b|\bpressure|\bvariance|\boutturn|"
    r"\bincome\b|\bsav(?:e|ing)s?\b",
    re.IGNORECASE,
)


def _chain(passage: Passage) -> list[Passage]:
    chain = [passage]
    while chain[-1].previous is not None:
        chain.append(chain[-1].previous)
    return chain
