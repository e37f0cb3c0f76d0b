"""How figures of one text lean on one another: changes between them, measures said once for several, restatements."""

from __future__ import annotations

import re

from ..records.figure import Change, Direction
from ..vocab import Vocabulary
from .figure_change import Movement
from .figure_draft import FigureDraft
from .figure_meaning import Description
from .figure_passages import Passage
from .figure_sentence import ParsedSentence

_COUNTED = ("count", "percent", "ratio", "percentage_points")
_GOES_ON = re.compile(
    r"\b(?:it|this|that|the\s+(?:figure|rate|proportion|percentage|number))\s+(?:was|is|stood at|had "
    r"been|has been)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SAYS_AGAIN = re.compile(
    r"[^,;.]{0,30},?\s*\(?(?:or|i\.e\.|that is|equivalent to|equal to)\s+(?:about\s+|around\s+|just\s+)?"
)
_NEXT_SENTENCE = 400  # characters back that "it was" may reach


class Antecedents:
    """What a reader remembers of earlier figures, for the sentences that leave out what they count."""

    def __init__(self) -> None:
        self._by_block: dict[int, list[FigureDraft]] = {}
        self.recent: dict[str, FigureDraft] = {}

    def remember(self, passage: Passage, draft: FigureDraft) -> None:
        """Add a figure that is done."""
        self._by_block.setdefault(passage.block.id, []).append(draft)
        if draft.role not in ("standard", "baseline"):
            self.recent[pool_of(draft)] = draft

    def of(self, passage: Passage, pool: str) -> FigureDraft | None:
        """The last figure of the paragraph, else of the lead-in, else of the text, that could be gone on with."""
        lead = passage.lead_in
        for block in (passage.block, lead.block if lead is not None else None):
            earlier = [
                draft
                for draft in (self._by_block.get(block.id, []) if block is not None else [])
                if pool_of(draft) == pool and draft.role != "standard"
            ]
            if earlier:
                return earlier[-1]
        return self.recent.get(pool)

    def lead(self, passage: Passage) -> FigureDraft | None:
        """The last count or share of the sentence that announces a list."""
        lead = passage.lead_in
        if lead is None:
            return None
        drafts = self._by_block.get(lead.block.id, [])
        return next((d for d in reversed(drafts) if d.end <= lead.end and d.unit_kind in ("count", "percent")), None)


def pool_of(draft: FigureDraft) -> str:
    """Kinds that can stand for one another: a share goes on with the count it is a share of."""
    return {"currency": "money", "duration": "time", "rate": "rate"}.get(draft.unit_kind, "counted")


def mask_change(parsed: ParsedSentence, passage: Passage, movement: Movement) -> None:
    """Hide the words that tell the change from the measure: from "up from" to the end of the baseline."""
    numbers, text = passage.numbers, passage.text
    for index in (movement.baseline, movement.amount, *movement.amounts):
        if index is None or index == movement.result or (movement.result is None and index == movement.amount):
            continue
        previous = numbers[index - 1].end if index else 0
        gap = text[previous : numbers[index].start]
        if movement.result is not None and index < movement.result:
            lead = re.search(r"\b(?:from|by)\s+\S{0,12}\s*$", gap)
            start = previous + lead.start() if lead else numbers[index].start
        else:
            cut = max(gap.rfind(mark) for mark in ",(:;")
            if cut < 0:
                lead = re.search(
                    r"\b(?:up|down|compared|against|than|from|versus|vs|by|an?\s+(?:increase|rise|fall|reduction|"
                    r"improvement|decrease))\b",
                    gap,
                )
                cut = lead.start() if lead else len(gap)
            start = previous + cut
        parsed.mask(start, numbers[index].tail)


def fill_measures(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    descriptions: list[Description],
    movements: list[Movement],
    antecedents: Antecedents,
) -> None:
    """Give baselines, amounts and elliptical numbers the measure and unit of what they go with."""
    tied = {i for movement in movements for i in _share_measure(passage, drafts, descriptions, movement, antecedents)}
    pools = {pool: antecedents.of(passage, pool) for pool in ("counted", "money", "time", "rate")}
    for index in sorted(drafts):
        draft, description = drafts[index], descriptions[index]
        previous = pools[pool_of(draft)]
        if draft.unit_kind == "rate" and description.elliptical:
            previous = (
                pools["counted"]
                if any(d.unit_kind == "count" for d in drafts.values())
                else previous or pools["counted"]
            )
        if index not in tied and previous is not None and (description.elliptical or draft.measure is None):
            _lean_on(draft, description, previous)
        if draft.unit or draft.measure:
            pools[pool_of(draft)] = draft


def _share_measure(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    descriptions: list[Description],
    movement: Movement,
    antecedents: Antecedents,
) -> list[int]:
    """One measure for all numbers of a change, from the one that names it best."""
    main = drafts.get(movement.result) if movement.result is not None else None
    if main is None and movement.earlier_result:
        main = antecedents.recent.get("counted")
    if main is None and movement.result is None and movement.baseline is not None and movement.amount is not None:
        main = drafts.get(movement.baseline)
    if main is not None and movement.result is not None and movement.baseline in drafts:
        own, other = descriptions[movement.result], descriptions[movement.baseline]
        if (own.elliptical or own.measure is None) and not other.elliptical and other.measure:
            main.measure, main.unit = drafts[movement.baseline].measure, main.unit or drafts[movement.baseline].unit
    shared: list[int] = []
    for index in (movement.baseline, movement.amount, *movement.amounts):
        follower = drafts.get(index) if index is not None else None
        if follower is None or main is None or follower is main:
            continue
        assert index is not None
        shared.append(index)
        follower.measure = main.measure or follower.measure
        if follower.unit_kind in _COUNTED and main.unit_kind in _COUNTED:
            follower.unit = main.unit
        if (
            follower.unit_kind == "count"
            and main.unit_kind in ("rate", "percent")
            and passage.numbers[index].kind is None
        ):
            points = main.unit_kind == "percent" and index == movement.amount
            follower.unit_kind = "percentage_points" if points else main.unit_kind
            follower.unit, follower.denominator = main.unit, main.denominator
        follower.reasons["measure"] = f"with {passage.document.text[main.start : main.end]}: {main.measure}"
    result = movement.result
    if result is not None and result in drafts and descriptions[result].measure and not descriptions[result].elliptical:
        shared.append(result)
    return shared


def _lean_on(draft: FigureDraft, description: Description, previous: FigureDraft) -> None:
    """Take what the sentence leaves out from what was said before."""
    own = draft.measure
    draft.confidence -= 0.1
    if draft.unit is None and draft.unit_kind in _COUNTED and previous.unit_kind in _COUNTED:
        draft.unit = previous.unit
        draft.reasons["unit"] = f"as before: {draft.unit}"
    says_more = own is not None and len(own.split()) > 1
    if own is None or description.rule == "subject":
        draft.measure = f"{previous.measure}, {own}" if says_more and previous.measure else previous.measure or own
    elif draft.unit_kind in _COUNTED and previous.unit and previous.unit.lower() not in own.lower():
        draft.measure = f"{previous.unit} {own}"
    else:
        return
    draft.reasons["measure"] = f"as before: {previous.measure}"


def apply_changes(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    movements: list[Movement],
    vocabulary: Vocabulary,
    antecedents: Antecedents,
) -> None:
    """Write each movement into its figures: change on result and amount, role on the baseline."""
    for movement in movements:
        result = drafts.get(movement.result) if movement.result is not None else None
        if movement.earlier_result:
            recent = antecedents.recent.get("counted")
            result = recent if recent is not None and recent.change is None else None
        baseline = drafts.get(movement.baseline) if movement.baseline is not None else None
        amount = drafts.get(movement.amount) if movement.amount is not None else None
        direction = _direction(movement, result, baseline, amount, vocabulary)
        if baseline is not None:
            baseline.role = "baseline"
            baseline.reasons["role"] = movement.words or "baseline"
            if movement.baseline_period is None:
                baseline.period = None
                baseline.reasons.pop("period", None)
        if direction is None:
            continue
        period = movement.baseline_period
        change = Change(
            direction=direction,
            amount=abs(amount.value) if amount is not None else None,
            baseline=baseline.value if baseline is not None else None,
            baseline_period=period.period if period is not None and period.settled else None,
        )
        for draft in (result, amount, *(drafts.get(i) for i in movement.amounts)):
            if draft is not None:
                draft.change = change
                draft.reasons["change"] = movement.words or "compared values"
                draft.role = "reported" if draft.role == "baseline" else draft.role


def _direction(
    movement: Movement,
    result: FigureDraft | None,
    baseline: FigureDraft | None,
    amount: FigureDraft | None,
    vocabulary: Vocabulary,
) -> Direction | None:
    """What the words say; where they only compare or judge, what the values or the measure's polarity say."""
    if movement.direction is not None and not movement.neutral:
        return movement.direction
    if result is not None and baseline is not None and result.unit_kind == baseline.unit_kind:
        return _by_value(result, baseline)
    if movement.polarity is None:
        return None
    known = result or amount
    measure = vocabulary.measures.canonical(known.measure or "") if known is not None else None
    low_is_good = measure is not None and measure.good == "low"
    return "decrease" if (movement.polarity == "better") == low_is_good else "increase"


def _by_value(later: FigureDraft, former: FigureDraft) -> Direction:
    if later.value == former.value:
        return "no_change"
    return "increase" if later.value > former.value else "decrease"


def restate(passage: Passage, drafts: dict[int, FigureDraft]) -> None:
    """ "£27,000, or 0.3% of its budget": the second says the first again."""
    for index in sorted(drafts):
        if index - 1 not in drafts:
            continue
        between = passage.text[passage.numbers[index - 1].tail : passage.numbers[index].start]
        first, second = drafts[index - 1], drafts[index]
        if first.unit_kind != second.unit_kind and _SAYS_AGAIN.fullmatch(between):
            second.role, second.period = first.role, first.period
            second.breakdown = second.breakdown or first.breakdown
            second.reasons["role"] = "says the number before again"


def compare_with_last_sentence(
    passage: Passage, drafts: dict[int, FigureDraft], movements: list[Movement], antecedents: Antecedents
) -> None:
    """ "In 2021/22 it was 53%. This year it was 58%"; "For 2020/21 it was 10.4%, so it has improved by 2.3 points"."""
    earlier = antecedents.recent.get("counted")
    if earlier is None or earlier.start < passage.start - _NEXT_SENTENCE or earlier.period is None:
        return
    amount = next(
        (drafts[m.amount] for m in movements if m.result is None and m.baseline is None and m.amount in drafts), None
    )
    for index, draft in drafts.items():
        if draft.unit_kind != earlier.unit_kind or draft.change is not None or draft.period is None:
            continue
        starts = draft.period.start, earlier.period.start
        if (
            not all(starts)
            or starts[0] == starts[1]
            or not _GOES_ON.search(passage.text[: passage.numbers[index].start])
        ):
            continue
        later, former = (draft, earlier) if starts[0] > starts[1] else (earlier, draft)  # type: ignore[operator]
        if later.change is not None or (later is earlier and amount is None):
            continue
        stated = amount.change.direction if amount is not None and amount.change is not None else None
        change = Change(
            direction=stated or _by_value(later, former),
            amount=abs(amount.value) if amount is not None else None,
            baseline=former.value,
            baseline_period=former.period,
        )
        later.change, former.role = change, "baseline"
        later.reasons["change"] = former.reasons["role"] = "the sentence before"
        if amount is not None:
            amount.change, amount.period, amount.measure = change, later.period, later.measure
        return
