"""What a stated change does to the figures of its text: direction, amount and baseline, here or in the sentence before."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ..records.figure import Change, Direction
from ..vocab import Vocabulary
from .figure_antecedents import NEXT_SENTENCE, Antecedents
from .figure_draft import FigureDraft, plain_decimal
from .figure_movement import Movement
from .figure_passages import Passage

_GOES_ON = re.compile(
    r"\b(?:it|this|that|the\s+(?:figure|rate|proportion|percentage|number))\s+(?:was|is|stood at|had "
    r"been|has been)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SAYS_AGAIN = re.compile(
    r"[^,;.]{0,30},?\s*\(?(?:or|i\.e\.|that is|equivalent to|equal to)\s+(?:about\s+|around\s+|just\s+)?"
    r"|[^,;.()]{0,40}\(\s*(?:a\s+rate\s+of\s+|about\s+|around\s+)?"
)
_OF_WHAT = re.compile(r"\s*(?:of|in|for|among)\s", re.IGNORECASE)
_POINTING = re.compile(r"(?:[^;.:]{0,60},\s)?(?:That|This|It|that|this)\s+(?:is|was|represents|equates)\b")


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
        said_of = movement.result is None and movement.amount is not None and _POINTING.match(passage.text)
        if movement.earlier_result or said_of:
            recent = antecedents.recent.get("counted")
            result = (
                recent
                if recent is not None and recent.change is None and _comparable(recent, movement, drafts)
                else None
            )
        baseline = drafts.get(movement.baseline) if movement.baseline is not None else None
        amount = drafts.get(movement.amount) if movement.amount is not None else None
        direction = _direction(movement, result, baseline, amount, vocabulary)
        said_before = _baseline_said_before(passage, result, baseline, amount, direction, antecedents)
        known = antecedents.recent.get("counted") if said_of and result is None else None
        moved = known.change if known is not None and passage.start - known.end < NEXT_SENTENCE else None
        if baseline is not None:
            baseline.role = "baseline"
            baseline.reasons["role"] = movement.words or "baseline"
            if movement.baseline_period is None:
                baseline.period = None
                baseline.reasons.pop("period", None)
        if direction is None or (result is not None and result.role == "target" and baseline is None):
            continue
        period = movement.baseline_period
        by_idiom = (
            movement.amount is not None and passage.numbers[movement.amount].form == "idiom"
        )  # "doubled" is no amount
        change = Change(
            direction=direction,
            amount=plain_decimal(abs(amount.value)) if amount is not None and not by_idiom else None,
            baseline=baseline.value if baseline is not None else said_before.value if said_before is not None else None,
            baseline_period=period.period
            if period is not None and period.settled
            else said_before.period
            if said_before
            else None,
        )
        if moved is not None and moved.direction == direction and change.baseline is None:
            change = replace(
                change, baseline=moved.baseline, baseline_period=moved.baseline_period
            )  # "that is a rise of 3 points"
        for draft in (result, amount, *(drafts.get(i) for i in movement.amounts)):
            if draft is not None:
                own = draft is not result and draft is not amount and not by_idiom
                draft.change = replace(change, amount=plain_decimal(abs(draft.value))) if own else change
                draft.reasons["change"] = movement.words or "compared values"
                draft.role = "reported" if draft.role == "baseline" else draft.role


def _baseline_said_before(
    passage: Passage,
    result: FigureDraft | None,
    baseline: FigureDraft | None,
    amount: FigureDraft | None,
    direction: Direction | None,
    antecedents: Antecedents,
) -> FigureDraft | None:
    """ "The number was 22, which is 42 fewer than inspectors found": the 64 of an earlier sentence, told by arithmetic."""
    same = result is not None and amount is not None and baseline is None and direction in ("increase", "decrease")
    if not same or result is None or amount is None or result is amount:
        return None
    points = result.unit_kind == "percent" and amount.unit_kind == "percentage_points"
    if result.unit_kind != amount.unit_kind and not points:
        return None
    former = result.value - amount.value if direction == "increase" else result.value + amount.value
    found = [
        d
        for d in antecedents.near(passage)
        if d.value == former and d.unit_kind == result.unit_kind and d is not result
    ]
    return found[-1] if found else _in_row_with(result, former, antecedents.in_tables)


def _in_row_with(result: FigureDraft, former: Decimal, in_tables: list[FigureDraft]) -> FigureDraft | None:
    """The baseline in the table row that holds the result as well: "rose by 5.4 to 325.0" beside a row with 319.6 and 325.0."""
    rows = {_row(d) for d in in_tables if d.value == result.value and d.unit_kind == result.unit_kind}
    found = [d for d in in_tables if d.value == former and d.unit_kind == result.unit_kind and _row(d) in rows]
    return found[0] if len(found) == 1 else None


def _row(draft: FigureDraft) -> tuple[int | None, int | None]:
    return (draft.locator.table, draft.locator.row) if draft.locator is not None else (None, None)


def _comparable(recent: FigureDraft, movement: Movement, drafts: dict[int, FigureDraft]) -> bool:
    """Whether the figure of the sentence before can have moved from this baseline: it is of the same kind."""
    baseline = drafts.get(movement.baseline) if movement.baseline is not None else None
    return (
        baseline is not None and baseline.unit_kind == recent.unit_kind and baseline.start - recent.end < NEXT_SENTENCE
    )


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


def restate(passage: Passage, drafts: dict[int, FigureDraft], movements: list[Movement]) -> None:
    """ "£27,000, or 0.3% of its budget": the second says the first again."""
    amounts = {i for m in movements for i in (m.amount, *m.amounts) if i is not None}
    for index in sorted(drafts):
        if index - 1 not in drafts or index in amounts:
            continue
        between = passage.text[passage.numbers[index - 1].tail : passage.numbers[index].start]
        first, second = drafts[index - 1], drafts[index]
        if first.role == "baseline":  # "264, up from 201 in 2021-22, or about 1.4 for every complaint"
            moved = next((m.result for m in movements if m.baseline == index - 1 and m.result in drafts), None)
            first = drafts[moved] if moved is not None else first
        if first.unit_kind != second.unit_kind and _SAYS_AGAIN.fullmatch(between):
            second.role, second.period = first.role, first.period
            second.breakdown = second.breakdown or first.breakdown
            second.reasons["role"] = "says the number before again"
            share = second.unit_kind in ("percent", "ratio") and first.unit_kind in ("count", "currency", "ratio")
            if (
                share
                and between.rstrip().endswith("(")
                and not _OF_WHAT.match(passage.text[passage.numbers[index].end :])
            ):
                second.measure, second.unit = first.measure, first.unit if first.unit_kind == "count" else second.unit
                second.reasons["measure"] = f"as the number before: {first.measure}"


def compare_with_last_sentence(
    passage: Passage, drafts: dict[int, FigureDraft], movements: list[Movement], antecedents: Antecedents
) -> None:
    """ "In 2021/22 it was 53%. This year it was 58%"; "For 2020/21 it was 10.4%, so it has improved by 2.3 points"."""
    recent = antecedents.recent.get("counted")
    if recent is None or recent.start < passage.start - NEXT_SENTENCE:
        return
    amount = next(
        (drafts[m.amount] for m in movements if m.result is None and m.baseline is None and m.amount in drafts), None
    )
    last = [d for d in antecedents.near(passage) if d.evidence == recent.evidence]
    for index, draft in drafts.items():
        earlier = next((d for d in reversed(last) if d.unit_kind == draft.unit_kind), recent)
        if earlier.period is None or (earlier is not recent and index - 1 not in drafts and index + 1 not in drafts):
            continue
        if (
            draft.role == "baseline"
            or draft.unit_kind != earlier.unit_kind
            or draft.change is not None
            or draft.period is None
        ):
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
