"""How figures of one text lean on one another: changes between them, measures said once for several, restatements."""

from __future__ import annotations

import re

from ..records.figure import Change, Direction
from ..vocab import Vocabulary
from .figure_antecedents import NEXT_SENTENCE, Antecedents, pool_of
from .figure_draft import FigureDraft
from .figure_meaning import Description
from .figure_movement import Movement
from .figure_passages import Passage
from .figure_sentence import ParsedSentence

_COUNTED = ("count", "percent", "ratio", "percentage_points")
_GOES_ON = re.compile(
    r"\b(?:it|this|that|the\s+(?:figure|rate|proportion|percentage|number))\s+(?:was|is|stood at|had "
    r"been|has been)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?P<word>average|mean|median|maximum|minimum|longest|shortest)\s+(?:of\s+|was\s+|is\s+)?$", re.IGNORECASE
)
_EACH = re.compile(
    r"^(?:\s+[\w-]+){0,2}?\s+(?P<each>(?:per|a|an|each|every)\s+(?:month|week|year|day|quarter|"
    r"worker|family|child|person|head|session|hour|team))\b",
    re.IGNORECASE,
)
_SAYS_AGAIN = re.compile(
    r"[^,;.]{0,30},?\s*\(?(?:or|i\.e\.|that is|equivalent to|equal to)\s+(?:about\s+|around\s+|just\s+)?"
    r"|[^,;.()]{0,40}\(\s*(?:a\s+rate\s+of\s+|about\s+|around\s+)?"
)
_OF_WHAT = re.compile(r"\s*(?:of|in|for|among)\s", re.IGNORECASE)
_ONLY_A_MEAN = re.compile(
    r"\b(?:average|mean|median|maximum|minimum|limit|longest|shortest|typical|usual|the|a|an|one|"
    r"figure|time)\b",
    re.IGNORECASE,
)
_WORTH = re.compile(r"\bworth\s+(?:about\s+|around\s+|nearly\s+|some\s+|over\s+)?$", re.IGNORECASE)
_OF_WHICH = re.compile(r",\s+of\s+which\b")
_POINTING = re.compile(r"(?:That|This|It)\s+(?:is|was|represents|equates)\b")
_THIS_IS = re.compile(r"\bthis\s+(?:is|was|gives|gave|equates\s+to|represents|means)\b", re.IGNORECASE)
_SAYS_LITTLE = re.compile(
    r"\b(?:national|england|regional|overall|average|figure|rate|target|total|same|the|for|year|period)\b",
    re.IGNORECASE,
)
_FEW_WORDS, _HEADING_WORDS = 2, 5
_GENERIC_HEADING = re.compile(
    r"\b(?:background|introduction|summary|purpose|minutes|headlines?|conclusions?|overview|context|"
    r"recommendations?|appendix|annex|table|"
    r"report|agenda|item|committee|board|panel|forum|partnership|commission|commentary|trust|"
    r"scrutiny|council|cabinet|performance|position|update|progress|"
    r"outcomes|priorities|finance|what|how|why|who|where|our|the numbers)\b",
    re.IGNORECASE,
)


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
    for movement in movements:
        _borrow_from_baseline(drafts, descriptions, movement)
    following = {i for m in movements for i in _followers(m, drafts, antecedents)}
    pools = {pool: antecedents.of(passage, pool) for pool in ("counted", "money", "time", "rate")}
    for index in sorted(drafts):
        draft, description = drafts[index], descriptions[index]
        previous = pools[pool_of(draft)]
        if draft.unit_kind == "rate" and description.elliptical:
            here = any(other.unit_kind == "count" for other in drafts.values())
            previous = pools["counted"] if here or previous is None else previous
            if _THIS_IS.search(passage.text[: passage.numbers[index].start]):
                previous = antecedents.of(passage, "counted") or previous
        if draft.geography is not None and previous is not None and description.rule != "counted noun":
            draft.measure, draft.unit = previous.measure, previous.unit if pool_of(draft) == "counted" else draft.unit
            draft.reasons["measure"] = f"compared with {previous.measure}"
            continue
        bare = draft.measure is None or not _ONLY_A_MEAN.sub("", draft.measure).strip()
        leans = (description.elliptical and draft.unit_kind != "duration") or bare
        if index not in following and previous is not None and leans:
            _lean_on(draft, description, previous)
        _add_whole(passage, index, draft, drafts)
        if draft.unit_kind == "currency" and _WORTH.search(passage.text[: passage.numbers[index].start]):
            counted = pools["counted"]
            if counted is not None and counted.measure and (description.elliptical or draft.measure is None):
                draft.measure = f"worth of {counted.measure}"
                draft.reasons["measure"] = f"worth of what was counted before: {counted.measure}"
        _add_manner(passage, index, draft)
        _add_context(passage, draft)
        if (draft.unit or draft.measure) and draft.geography is None:
            pools[pool_of(draft)] = draft
    for movement in movements:
        _share_measure(passage, drafts, movement, antecedents)


def _add_whole(passage: Passage, index: int, draft: FigureDraft, drafts: dict[int, FigureDraft]) -> None:
    """ "£2.4m, of which £1.5m was revenue": the part is named with the whole."""
    if index - 1 not in drafts or draft.unit_kind != "currency" or draft.measure is None:
        return
    whole = drafts[index - 1].measure
    gap = passage.text[passage.numbers[index - 1].tail : passage.numbers[index].start]
    if whole and _OF_WHICH.search(gap) and whole.lower() not in draft.measure.lower():
        draft.measure = f"{whole}, {draft.measure}"


def _borrow_from_baseline(drafts: dict[int, FigureDraft], descriptions: list[Description], movement: Movement) -> None:
    """ "fell from 104 families to 61": the result takes what only the baseline says."""
    result, baseline = movement.result, movement.baseline
    if result is None or baseline is None or result not in drafts or baseline not in drafts:
        return
    own, other = descriptions[result], descriptions[baseline]
    if (own.elliptical or own.measure is None) and not other.elliptical and other.measure:
        drafts[result].measure = drafts[baseline].measure
        drafts[result].unit = drafts[result].unit or drafts[baseline].unit
        own.elliptical = False


def _main(movement: Movement, drafts: dict[int, FigureDraft], antecedents: Antecedents) -> FigureDraft | None:
    """The figure whose measure the others of a change share."""
    if movement.result is not None:
        return drafts.get(movement.result)
    if movement.earlier_result:
        return antecedents.recent.get("counted")
    return drafts.get(movement.baseline) if movement.baseline is not None and movement.amount is not None else None


def _followers(movement: Movement, drafts: dict[int, FigureDraft], antecedents: Antecedents) -> list[int]:
    main = _main(movement, drafts, antecedents)
    places = (movement.baseline, movement.amount, *movement.amounts)
    return [i for i in places if i is not None and i in drafts and main is not None and drafts[i] is not main]


def _share_measure(
    passage: Passage, drafts: dict[int, FigureDraft], movement: Movement, antecedents: Antecedents
) -> None:
    """One measure for all numbers of a change."""
    main = _main(movement, drafts, antecedents)
    for index in _followers(movement, drafts, antecedents):
        assert main is not None
        follower = drafts[index]
        follower.measure = main.measure or follower.measure
        if follower.unit_kind in _COUNTED and main.unit_kind in _COUNTED:
            follower.unit = main.unit
        bare = follower.unit_kind == "count" and passage.numbers[index].kind is None
        if bare and main.unit_kind in ("rate", "percent"):
            points = main.unit_kind == "percent" and index == movement.amount
            follower.unit_kind = "percentage_points" if points else main.unit_kind
            follower.unit, follower.denominator = main.unit, main.denominator
        if (
            index in (movement.amount, *movement.amounts)
            and movement.direction in ("increase", "decrease")
            and follower.measure
        ):
            noun = "rise" if movement.direction == "increase" else "fall"
            follower.measure = f"{noun} in {follower.measure}"
        follower.reasons["measure"] = f"with {passage.document.text[main.start : main.end]}: {main.measure}"


def _add_context(passage: Passage, draft: FigureDraft) -> None:
    """A measure of a word or two takes the heading it stands under: "grant" under "Supporting Families"."""
    heading = passage.heading
    if heading is None or draft.measure is None or len(draft.measure.split()) > _FEW_WORDS or passage.origin == "form":
        return
    words = re.sub(r"^(?:\d+(?:\.\d+)*|[A-Z])[.)]?\s+", "", heading).strip()
    generic = (
        _GENERIC_HEADING.search(words) or re.search(r"\d|\?", words) or not 1 <= len(words.split()) <= _HEADING_WORDS
    )
    if generic or words.lower() in draft.measure.lower():
        return
    within = draft.measure.lower() in words.lower()  # "reserve" under "Early help reserve"
    draft.measure = words if within else f"{draft.measure}, {words}"


def _add_manner(passage: Passage, index: int, draft: FigureDraft) -> None:
    """ "an average of 187 per month": the mean and the "per month" belong to the measure."""
    number = passage.numbers[index]
    if draft.measure is None:
        return
    mean = _MEAN.search(passage.text[: number.start])
    if mean and draft.geography is None and mean["word"].lower() not in draft.measure.lower():
        draft.measure = f"{mean['word'].lower()} {draft.measure}"
    if draft.unit_kind == "rate" and "rate" not in draft.measure.lower():
        draft.measure = f"{draft.measure}, rate {' '.join(passage.text[number.end : number.tail].split())}".rstrip()
    each = _EACH.match(passage.text[number.tail :])
    if each and draft.unit_kind != "rate" and each["each"].lower() not in draft.measure.lower():
        draft.measure = f"{draft.measure} {each['each'].lower()}"


def _lean_on(draft: FigureDraft, description: Description, previous: FigureDraft) -> None:
    """Take what the sentence leaves out from what was said before."""
    own = draft.measure
    draft.confidence -= 0.1
    if draft.unit is None and draft.unit_kind in _COUNTED and previous.unit_kind in _COUNTED:
        draft.unit = previous.unit
        draft.reasons["unit"] = f"as before: {draft.unit}"
    own_words = own is not None and own.lower() not in (previous.measure or "").lower()
    says_more = own is not None and own_words and len(_SAYS_LITTLE.sub("", own).split()) > 1
    if draft.unit_kind == "rate" and previous.measure:
        draft.measure = previous.measure
    elif own is None or description.rule == "subject":
        draft.measure = f"{previous.measure}, {own}" if says_more and previous.measure else previous.measure or own
    elif (
        draft.unit_kind in _COUNTED
        and previous.unit
        and not re.search(rf"\b{re.escape(previous.unit)}\b(?!['’])", own, re.IGNORECASE)
    ):
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
        if baseline is not None:
            baseline.role = "baseline"
            baseline.reasons["role"] = movement.words or "baseline"
            if movement.baseline_period is None:
                baseline.period = None
                baseline.reasons.pop("period", None)
        if direction is None or (direction == "no_change" and result is not None and result.role == "target"):
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
    earlier = antecedents.recent.get("counted")
    if earlier is None or earlier.start < passage.start - NEXT_SENTENCE or earlier.period is None:
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
