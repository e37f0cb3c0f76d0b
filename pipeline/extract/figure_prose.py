"""Figures of sentences, list items and form values: value from the text, meaning from the parse and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..records.figure import Change, Direction, UnitKind
from ..text.numbers import NumberMention
from ..vocab import Vocabulary
from .figure_change import ChangeWordPatterns, Movement, find_movements
from .figure_draft import FigureDraft
from .figure_guards import rejects
from .figure_passages import Passage
from .figure_periods import assign_periods, cumulative, inherited_period
from .figure_roles import Quotations, read_geography, read_role
from .figure_series import Member, dimension_of, find_series
from .figure_syntax import Description, ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABELLED = re.compile(
    r"^(?P<label>[^:]{2,110}?)\s*(?::|[-–—]|=)\s*(?:was |were |is |are |about |around |approximately |nearly |over |under )?$"
)
_SCORED = re.compile(r"\b(?:scor\w+|scale|rated?|rating|index|SDQ|RCADS|PHQ-?9|GAD-?7|star)\b", re.IGNORECASE)
_AVERAGED = re.compile(r"\b(?:average|mean|median|averag\w+)\b", re.IGNORECASE)


class ProseReader:
    """Reads the passages of one document in order; what one sentence says, the next may lean on."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.change_words = ChangeWordPatterns(vocabulary.measures)
        self.quotations = Quotations()
        self.last: dict[int, list[FigureDraft]] = {}  # by block
        self.recent: FigureDraft | None = None

    def read(self, passage: Passage, doc: Doc | None, lead_doc: Doc | None) -> Iterator[FigureDraft]:
        """The figures of one passage; `doc` is its parse, None where it holds no number."""
        self.quotations.follow(passage)
        if doc is None or not passage.numbers:
            return
        numbers = passage.numbers
        movements = find_movements(passage.text, numbers, passage.periods, self.change_words)
        parsed = ParsedSentence(doc, numbers, passage.periods, self.vocabulary.units)
        for movement in movements:
            _mask_change(parsed, passage, movement)
        descriptions = [parsed.describe(number) for number in numbers]
        moving = {i for m in movements for i in (m.result, m.baseline, m.amount, *m.amounts) if i is not None}
        refused = {i for i in range(len(numbers)) if rejects(passage, i, descriptions[i], moves=i in moving)}
        stray = {i for i in range(1, len(numbers)) if i not in moving and _is_denominator(passage, i, descriptions[i])}
        kept = [i for i in range(len(numbers)) if i not in refused and i not in stray]
        if not kept:
            return
        stated = assign_periods(passage, movements)
        drafts: dict[int, FigureDraft] = {}
        kinds = {_kind_of(passage, i, descriptions[i]) for i in kept}
        for index in kept:
            others = {_kind_of(passage, i, descriptions[i]) for i in kept if i != index}
            drafts[index] = self._draft(passage, index, descriptions[index], stated[index], others)
        self._fill_measures(passage, drafts, descriptions, movements)
        self._series(passage, drafts, descriptions, moving, lead_doc)
        self._denominators(passage, drafts, stray)
        _apply_changes(passage, drafts, movements, self.vocabulary)
        del kinds
        for index in kept:
            draft = drafts[index]
            speaker = self.quotations.speaker(passage, numbers[index].start)
            if speaker is not None:
                draft.attributed_to, draft.reasons["attributed to"] = speaker, f"quotation of {speaker}"
            yield draft
            self.last.setdefault(passage.block.id, []).append(draft)
            if draft.unit_kind in ("count", "percent") and draft.role != "standard":
                self.recent = draft

    def _draft(
        self, passage: Passage, index: int, description: Description, stated: object, others: set[UnitKind]
    ) -> FigureDraft:
        number = passage.numbers[index]
        kind = _kind_of(passage, index, description)
        role, role_words = read_role(
            passage, index, self.vocabulary.measures, tense=description.tense, other_kinds=set(others)
        )
        geography, place_words = read_geography(passage, index, self.vocabulary.measures)
        draft = FigureDraft(
            start=passage.start + number.start,
            end=passage.start + number.end,
            evidence=passage.evidence,
            value=number.value,
            low=number.low,
            high=number.high,
            unit_kind=kind,
            unit=_unit_of(number, kind, description, self.vocabulary),
            denominator=number.denominator,
            measure=description.measure,
            qualifier=number.qualifier,
            role=role,
            geography=geography,
            origin=passage.origin,
            method=f"{passage.origin}:{description.rule.replace(' ', '-')}",
        )
        draft.confidence = _confidence(number, description)
        if description.measure:
            draft.reasons["measure"] = f"{description.rule}: {description.measure}"
        if draft.unit:
            draft.reasons["unit"] = draft.unit
        if role_words:
            draft.reasons["role"] = role_words
        if place_words:
            draft.reasons["geography"] = place_words
        self._set_period(passage, draft, description, stated, kind)
        return draft

    def _set_period(
        self, passage: Passage, draft: FigureDraft, description: Description, stated: object, kind: UnitKind
    ) -> None:
        from ..text.period_mentions import PeriodMention

        if draft.role == "standard":
            return
        if isinstance(stated, PeriodMention):
            draft.period = cumulative(passage, stated, description.tense)
            draft.reasons["period"] = f"stated: {stated.period.text}"
            return
        continuing = kind in ("percent", "currency", "rate") or passage.origin == "list" and passage.lead_in is not None
        period, where = inherited_period(passage, tense=description.tense, continuing=continuing)
        if period is not None:
            draft.period = period
            draft.reasons["period"] = f"{where}: {period.text}"
            draft.confidence -= 0.03

    # --- what the number leaves out -------------------------------------------------------------------------------

    def _fill_measures(
        self,
        passage: Passage,
        drafts: dict[int, FigureDraft],
        descriptions: list[Description],
        movements: list[Movement],
    ) -> None:
        """Give baselines, amounts and elliptical numbers the measure and unit of what they go with."""
        for movement in movements:
            main = drafts.get(movement.result) if movement.result is not None else None
            if main is None and movement.earlier_result:
                main = self.recent
            followers = [
                i for i in (movement.baseline, movement.amount, *movement.amounts) if i is not None and i in drafts
            ]
            if (
                main is None
                and movement.result is None
                and movement.baseline is not None
                and movement.amount is not None
            ):
                main = drafts.get(movement.baseline)
            if (
                main is not None
                and movement.result is not None
                and _poor(descriptions[movement.result])
                and movement.baseline in drafts
            ):
                baseline = drafts[movement.baseline]
                if not _poor(descriptions[movement.baseline]):
                    main.measure, main.unit = baseline.measure, main.unit or baseline.unit
            for index in followers:
                follower = drafts[index]
                if main is None or follower is main:
                    continue
                follower.measure = main.measure or follower.measure
                if follower.unit_kind not in ("currency", "duration", "rate"):
                    follower.unit = (
                        main.unit if main.unit_kind not in ("currency", "duration", "rate") else follower.unit
                    )
                if (
                    follower.unit_kind == "count"
                    and main.unit_kind in ("rate", "percent", "ratio")
                    and passage.numbers[index].kind is None
                ):
                    follower.unit_kind = (
                        main.unit_kind
                        if main.unit_kind != "percent" or index != movement.amount
                        else "percentage_points"
                    )
                    follower.unit, follower.denominator = main.unit, main.denominator
                follower.reasons["measure"] = f"with {passage.document.text[main.start : main.end]}: {main.measure}"
        previous: FigureDraft | None = self._antecedent(passage)
        for index in sorted(drafts):
            draft, description = drafts[index], descriptions[index]
            if (
                description.elliptical
                and draft.unit is None
                and draft.unit_kind in ("count", "percent", "ratio")
                and previous is not None
            ):
                draft.unit = previous.unit
                draft.reasons["unit"] = f"as before: {previous.unit}"
                if draft.measure and previous.unit and previous.unit.lower() not in draft.measure.lower():
                    draft.measure = f"{previous.unit} {draft.measure}"
                else:
                    draft.measure = draft.measure or previous.measure
                draft.confidence -= 0.1
            if draft.measure is None and previous is not None and draft.unit_kind == previous.unit_kind:
                draft.measure = previous.measure
            if draft.unit_kind in ("count", "percent") and draft.unit:
                previous = draft

    def _antecedent(self, passage: Passage) -> FigureDraft | None:
        earlier = [
            d for d in self.last.get(passage.block.id, []) if d.unit_kind in ("count", "percent", "ratio") and d.unit
        ]
        if earlier:
            return earlier[-1]
        if passage.lead_in is not None:
            leading = [
                d for d in self.last.get(passage.lead_in.block.id, []) if d.unit_kind in ("count", "percent") and d.unit
            ]
            if leading:
                return leading[-1]
        return self.recent if passage.previous is not None or passage.lead_in is not None else self.recent

    def _series(
        self,
        passage: Passage,
        drafts: dict[int, FigureDraft],
        descriptions: list[Description],
        moving: set[int],
        lead_doc: Doc | None,
    ) -> None:
        """Members of gapped lists and of labelled list items become breakdowns."""
        members = find_series(passage.text, passage.numbers, passage.periods, moving)
        members = [member for member in members if member.index in drafts]
        if len(members) >= 2:
            self._apply_series(passage, drafts, descriptions, members)
            return
        if passage.lead_in is None or passage.origin not in ("list", "chart"):
            return
        first = min(drafts)
        label = _LABELLED.match(passage.text[: passage.numbers[first].start])
        if label is None:
            return
        self._apply_label(passage, drafts[first], label["label"].strip())

    def _apply_series(
        self, passage: Passage, drafts: dict[int, FigureDraft], descriptions: list[Description], members: list[Member]
    ) -> None:
        first = drafts[members[0].index]
        description = descriptions[members[0].index]
        names = [member.name for member in members]
        near = passage.text[: passage.numbers[members[0].index].start] if members[0].link != "subject" else ""
        before = passage.previous.text if passage.previous is not None else ""
        dimension = dimension_of(names, near or before, self.vocabulary.measures)
        unit = first.unit
        verb = f" {_past(description)}" if members[0].link == "subject" and description.verb else ""
        subject = description.subject or ""
        for member in members:
            draft = drafts[member.index]
            if draft.unit_kind in ("percent", "count") and unit:
                draft.unit = unit
            draft.breakdown = {dimension: member.name}
            if members[0].link == "subject" and unit:
                draft.measure = f"{unit}{verb} by {member.name}"
            else:
                whole = subject if member.link == "" else (subject or unit or "")
                draft.measure = f"{whole} {member.link} {member.name}".strip()
            draft.period = draft.period or first.period
            draft.reasons["breakdown"] = f"one of {len(members)}: {member.name}"
            draft.reasons["measure"] = draft.measure or ""

    def _apply_label(self, passage: Passage, draft: FigureDraft, label: str) -> None:
        """ "needs met: 918" beneath "1,312 plans were closed, for these reasons:"."""
        lead = passage.lead_in
        assert lead is not None
        whole = next(
            (
                d
                for d in reversed(self.last.get(lead.block.id, []))
                if d.end <= lead.end and d.unit_kind in ("count", "percent")
            ),
            None,
        )
        label = re.sub(r"^[•·*-]\s*", "", label)
        short = re.split(r",\s|\s\(", label)[0]
        dimension = dimension_of([label], lead.text, self.vocabulary.measures)
        draft.breakdown = {dimension: short}
        if whole is not None and draft.unit_kind in ("count", "percent"):
            draft.unit = whole.unit
            draft.measure = f"{whole.measure or whole.unit}, {label}"
        else:
            draft.measure = label
        draft.reasons["measure"] = f"lead-in and label: {draft.measure}"
        draft.reasons["breakdown"] = f"label: {short}"

    def _denominators(self, passage: Passage, drafts: dict[int, FigureDraft], stray: set[int]) -> None:
        """ "43% of the 604 parents", "1,446 children, out of a total of 1,824", "5 nights out of 7"."""
        for index, draft in drafts.items():
            number = passage.numbers[index]
            if index + 1 >= len(passage.numbers) or draft.denominator is not None:
                continue
            other = passage.numbers[index + 1]
            between = passage.text[number.tail : other.start]
            if other.kind is not None or other.value < number.value and number.kind is None:
                continue
            if (
                re.search(r"\bout of\s+(?:the\s+|a\s+|all\s+|total\s+|of\s+|our\s+|a total of\s+)*$", between)
                or (
                    number.kind == "percent"
                    and re.fullmatch(r"\s+of\s+(?:the\s+|these\s+|those\s+|all\s+|our\s+)*", between)
                )
                or (number.kind is None and re.fullmatch(r"\s+of\s+(?:the\s+)?(?:\w+['’]s|their|our|its)\s+", between))
            ):
                draft.denominator = other.value
        del stray


def _is_denominator(passage: Passage, index: int, description: Description) -> bool:
    """ "5 nights out of 7": the 7 counts nothing by itself."""
    number, previous = passage.numbers[index], passage.numbers[index - 1]
    between = passage.text[previous.end : number.start]
    return (
        number.kind is None
        and bool(re.search(r"^(?:\s+\w+){0,3}\s+out of\s+(?:a possible\s+|the\s+)?$", between))
        and (description.unit is None or not re.match(r"\s+[a-z]", passage.text[number.end : number.end + 3]))
    )


def _kind_of(passage: Passage, index: int, description: Description) -> UnitKind:
    number = passage.numbers[index]
    if number.kind is not None:
        return number.kind
    text = passage.text[number.start : number.end]
    after = passage.text[number.end : number.end + 12]
    if re.match(r"[\s-]*points?\b", after, re.IGNORECASE):
        return "percentage_points" if any(n.kind == "percent" for n in passage.numbers) else "ratio"
    if number.form == "of" and (
        description.unit is None or _SCORED.search(passage.text[max(0, number.start - 40) : number.start])
    ):
        return "ratio"
    if number.form == "score":
        return "ratio"
    before = passage.text[max(0, number.start - 60) : number.start]
    counted = description.rule in ("counted noun", "noun after of")
    if not counted and (_SCORED.search(before) or "." in text):
        if _has_rate_neighbour(passage, index):
            return "rate"
        return "ratio"
    if (
        re.search(
            r"\b(?:score|scored|scores|rating|index)\s+(?:of|was|is|at|to|from|between)?\s*(?:\w+\s+)?$",
            before,
            re.IGNORECASE,
        )
        and not counted
    ):
        return "ratio"
    return "count"


def _has_rate_neighbour(passage: Passage, index: int) -> bool:
    """ "195.1 per 10,000 children against 182.4": the second is a rate as well."""
    return any(n.kind == "rate" for i, n in enumerate(passage.numbers) if abs(i - index) <= 2)


def _unit_of(number: NumberMention, kind: UnitKind, description: Description, vocabulary: Vocabulary) -> str | None:
    if number.unit is not None:
        return number.unit
    if kind == "currency":
        return "GBP"
    if description.unit is None:
        return None
    return vocabulary.units.expand(description.unit)


def _confidence(number: NumberMention, description: Description) -> float:
    base = 0.95 if number.kind in ("percent", "currency", "percentage_points", "rate") else 0.9
    if description.elliptical and number.kind is None:
        base -= 0.2
    if number.form == "words":
        base -= 0.05
    if number.form in ("idiom", "fraction"):
        base -= 0.1
    return base


def _poor(description: Description) -> bool:
    return description.measure is None or description.elliptical


def _past(description: Description) -> str:
    return {
        "make": "made",
        "lead": "led",
        "complete": "completed",
        "receive": "received",
        "record": "recorded",
        "contribute": "contributed",
        "close": "closed",
    }.get(description.verb or "", "made")


def _mask_change(parsed: ParsedSentence, passage: Passage, movement: Movement) -> None:
    """Hide the words that tell the change from the measure: from "up from" to the end of the baseline's period."""
    numbers, text = passage.numbers, passage.text
    for index in (movement.baseline, movement.amount, *movement.amounts):
        if index is None or index == movement.result:
            continue
        if movement.result is not None and index < movement.result:
            previous = numbers[index - 1].end if index else 0
            lead = re.search(r"\b(?:from|by)\s+\S{0,12}\s*$", text[previous : numbers[index].start])
            start = previous + lead.start() if lead else numbers[index].start
        else:
            previous = numbers[index - 1].end if index else 0
            gap = text[previous : numbers[index].start]
            cut = max(gap.rfind(","), gap.rfind("("), gap.rfind(":"), gap.rfind(";"))
            if cut < 0:
                lead = re.search(
                    r"\b(?:up|down|compared|against|than|from|versus|vs|by|an?\s+(?:increase|rise|fall|reduction|improvement|decrease))\b",
                    gap,
                )
                cut = lead.start() if lead else len(gap)
            start = previous + cut
        end = numbers[index].tail
        if movement.result is None and index == movement.amount:
            continue
        parsed.mask_change(start, end)


def _apply_changes(
    passage: Passage, drafts: dict[int, FigureDraft], movements: list[Movement], vocabulary: Vocabulary
) -> None:
    for movement in movements:
        result = drafts.get(movement.result) if movement.result is not None else None
        baseline = drafts.get(movement.baseline) if movement.baseline is not None else None
        amount = drafts.get(movement.amount) if movement.amount is not None else None
        direction = _direction(movement, result, baseline, amount, vocabulary)
        if baseline is not None:
            baseline.role = "baseline"
            baseline.reasons["role"] = movement.words or "baseline"
            if movement.baseline_period is None and baseline.period is not None:
                baseline.period = None
                baseline.reasons.pop("period", None)
        if direction is None:
            continue
        change = Change(
            direction=direction,
            amount=abs(amount.value) if amount is not None else None,
            baseline=baseline.value if baseline is not None else None,
            baseline_period=movement.baseline_period.period
            if movement.baseline_period is not None and movement.baseline_period.settled
            else None,
        )
        for draft in (result, amount, *[drafts.get(i) for i in movement.amounts]):
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
    if movement.direction is not None and not movement.neutral:
        return movement.direction
    if result is not None and baseline is not None and result.unit_kind == baseline.unit_kind:
        if (
            movement.neutral
            and movement.baseline_period is None
            and movement.polarity is None
            and not re.search(r"was|previously|§", movement.words or "was")
        ):
            return None
        if result.value == baseline.value:
            return "no_change"
        return "increase" if result.value > baseline.value else "decrease"
    if movement.polarity is not None:
        measure = vocabulary.measures.canonical((result or amount).measure or "") if (result or amount) else None  # type: ignore[union-attr]
        low_is_good = measure is not None and measure.good == "low"
        return "decrease" if (movement.polarity == "better") == low_is_good else "increase"
    return None
