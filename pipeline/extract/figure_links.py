"""How figures of one text lean on one another: changes between them, measures said once for several, restatements."""

from __future__ import annotations

import re

from .figure_antecedents import Antecedents, pool_of
from .figure_draft import FigureDraft
from .figure_meaning import Description
from .figure_movement import Movement
from .figure_passages import Passage
from .figure_sentence import ParsedSentence

_COUNTED = ("count", "percent", "ratio", "percentage_points")
_MEAN = re.compile(
    r"\b(?P<word>average|mean|median|maximum|minimum|longest|shortest)\s+(?:of\s+|was\s+|is\s+)?$", re.IGNORECASE
)
_EACH = re.compile(
    r"^(?:\s+[\w-]+){0,2}?\s+(?P<each>(?:per|a|an|each|every)\s+(?:month|week|year|day|quarter|"
    r"worker|family|child|person|head|session|hour|team))\b",
    re.IGNORECASE,
)
_ONLY_A_MEAN = re.compile(
    r"\b(?:average|mean|median|maximum|minimum|limit|longest|shortest|typical|usual|the|a|an|one|"
    r"figure|time)\b",
    re.IGNORECASE,
)
_WORTH = re.compile(r"\bworth\s+(?:about\s+|around\s+|nearly\s+|some\s+|over\s+)?$", re.IGNORECASE)
_OF_WHICH = re.compile(r",\s+of\s+which\b")
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
        if follower.unit_kind == "ratio" and main.unit_kind == "count" and passage.numbers[index].form == "digits":
            follower.unit_kind = "count"  # "43.6 whole-time equivalents, up 6.8"
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
