"""Figures of sentences, list items and form values: value from the text, meaning from the parse and the words around it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..records.figure import UnitKind
from ..text.period_mentions import PeriodMention
from ..vocab import Vocabulary
from .figure_change import find_movements
from .figure_change_words import ChangeWordPatterns
from .figure_draft import FigureDraft
from .figure_guards import rejects
from .figure_kinds import confidence_of, denominator_of, kind_of, unit_of
from .figure_links import (
    Antecedents,
    apply_changes,
    compare_with_last_sentence,
    fill_measures,
    mask_change,
    restate,
)
from .figure_meaning import Description, describe
from .figure_members import apply_members
from .figure_passages import Passage
from .figure_periods import assign_periods, cumulative, inherited_period, whole_year
from .figure_roles import Quotations, read_geography, read_role, reported_speaker
from .figure_sentence import ParsedSentence

if TYPE_CHECKING:
    from spacy.tokens import Doc


_MEAN = re.compile(
    r"\b(?:average|mean|median|longest|shortest|maximum|limit)\b[^.;,]{0,30}\b(?:was|is|had been|"
    r"were)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


_FORECAST = re.compile(r"\b(?:forecast|projected|predicted|anticipated|expected)\b", re.IGNORECASE)
_OF_THE = re.compile(r"\bof\s+(?:the|these|those)\s", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b", re.IGNORECASE)
_POINTS = re.compile(r":\s*$|:\s[a-z]")
_POINT_NOUNS = ("points", "things", "questions", "issues", "reasons", "areas", "themes", "actions", "matters", "ways", "steps",
                "recommendations", "priorities", "principles", "parts")  # fmt: skip


class ProseReader:
    """Reads the passages of one document in order; what one sentence says, the next may lean on."""

    def __init__(self, vocabulary: Vocabulary, table_members: dict[str, str]) -> None:
        """`table_members` maps the row headers of the document's tables to the dimension they are members of."""
        self.vocabulary = vocabulary
        self._table_members = table_members
        self._change_words = ChangeWordPatterns(vocabulary.measures)
        self._quotations = Quotations()
        self._antecedents = Antecedents()

    def read(self, passage: Passage, doc: Doc | None) -> list[FigureDraft]:
        """The figures of one passage; `doc` is its parse, None where it holds no number."""
        self._quotations.follow(passage)
        if doc is None or not passage.numbers:
            return []
        movements = find_movements(passage.text, passage.numbers, passage.periods, self._change_words)
        passage.compared = [m.baseline_period for m in movements if m.baseline_period is not None]
        parsed = ParsedSentence(doc, passage.numbers, passage.periods)
        for movement in movements:
            mask_change(parsed, passage, movement)
        descriptions = [describe(parsed, number, self.vocabulary.units) for number in passage.numbers]
        moving = {i for m in movements for i in (m.result, m.baseline, m.amount, *m.amounts) if i is not None}
        kept = [i for i in range(len(passage.numbers)) if not self._left_out(passage, i, descriptions[i], i in moving)]
        stated = assign_periods(passage, movements, [description.tense for description in descriptions])
        kinds = {i: kind_of(passage, i, descriptions[i]) for i in kept}
        self._share_length(passage, descriptions, kinds)
        drafts = {i: self._draft(passage, i, descriptions[i], kinds, stated[i]) for i in kept}
        fill_measures(passage, drafts, descriptions, movements, self._antecedents)
        apply_members(
            passage, drafts, descriptions, moving, self._antecedents, self._table_members, self.vocabulary.measures
        )
        _set_denominators(passage, drafts, self._antecedents)
        self._follow_back(passage, drafts)
        apply_changes(passage, drafts, movements, self.vocabulary, self._antecedents)
        restate(passage, drafts, movements)
        compare_with_last_sentence(passage, drafts, movements, self._antecedents)
        for index, draft in drafts.items():
            self._set_speaker(passage, passage.numbers[index].start, draft)
            self._antecedents.remember(passage, draft)
        return list(drafts.values())

    def _follow_back(self, passage: Passage, drafts: dict[int, FigureDraft]) -> None:
        """ "Forty-one of the 342 are unaccompanied", "agency staff cover six of them": the time of what they are part of."""
        for index, draft in drafts.items():
            if (
                draft.period is not None
                or draft.role != "reported"
                or draft.unit_kind not in ("count", "percent", "ratio")
            ):
                continue
            number = passage.numbers[index]
            whole = None
            if number.denominator is not None and _OF_THE.search(passage.text[number.start : number.tail]):
                whole = self._antecedents.of_value(passage, number.denominator)
            elif index == min(drafts) and _OF_THEM.match(passage.text[number.tail :]):
                whole = self._antecedents.last(passage)
            if whole is not None and whole.period is not None:
                draft.period = whole.period
                draft.reasons["period"] = f"of {passage.document.text[whole.start : whole.end]}: {whole.period.text}"

    def _share_length(self, passage: Passage, descriptions: list[Description], kinds: dict[int, UnitKind]) -> None:
        """ "At stage 2 the limit is 25 working days. The average was 58": a bare mean goes on with the lengths of time before."""
        last = self._antecedents.last(passage)
        for index, kind in kinds.items():
            number, own = passage.numbers[index], descriptions[index]
            mean = _MEAN.search(passage.text[: number.start])
            if kind == "count" and own.elliptical and mean and last is not None and last.unit_kind == "duration":
                kinds[index] = "duration"
                passage.numbers[index] = replace(number, kind="duration", unit=last.unit)

    def _left_out(self, passage: Passage, index: int, description: Description, moves: bool) -> bool:
        return rejects(passage, index, description, moves=moves) is not None or (
            not moves and _is_denominator(passage, index, description)
        )

    def _draft(
        self,
        passage: Passage,
        index: int,
        description: Description,
        kinds: dict[int, UnitKind],
        stated: PeriodMention | None,
    ) -> FigureDraft:
        number, kind = passage.numbers[index], kinds[index]
        others = {other for i, other in kinds.items() if i != index}
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
            unit=unit_of(passage, index, kind, description, self.vocabulary),
            denominator=denominator_of(passage, index, kind),
            measure=description.measure,
            qualifier=number.qualifier,
            role=role,
            geography=geography,
            origin=passage.origin,
            method=f"{passage.origin}:{description.rule.replace(' ', '-')}",
            confidence=confidence_of(passage, index, description),
        )
        words = {
            "measure": f"{description.rule}: {description.measure}" if description.measure else "",
            "unit": draft.unit or "",
            "role": role_words,
            "geography": place_words,
        }
        draft.reasons.update({name: said for name, said in words.items() if said})
        self._set_period(passage, draft, description, stated)
        return draft

    def _set_period(
        self, passage: Passage, draft: FigureDraft, description: Description, stated: PeriodMention | None
    ) -> None:
        if draft.role == "standard":
            return  # a rule holds at all times
        if stated is not None and stated.relation == "previous" and self._is_earlier(passage, draft, stated):
            draft.role, draft.reasons["role"] = "baseline", stated.period.text
        ahead = passage.context.reference
        if (
            stated is not None
            and draft.role == "reported"
            and stated.relation == "from"
            and stated.period.start
            and ahead
        ):
            if stated.period.start > ahead:
                return  # "four schools have asked for a worker from September"
        if stated is not None:
            money = any(n.kind == "currency" for n in passage.numbers)
            forecast = draft.role == "forecast" or (money and _FORECAST.search(passage.text) is not None)
            year = whole_year(passage, stated, forecast=forecast, money=money)
            draft.period = year or cumulative(passage, stated, description.tense)
            draft.reasons["period"] = f"stated: {stated.period.text}"
            return
        if draft.role == "target":
            return  # a target has the time that is said with it, or none
        in_list = passage.origin == "list" and passage.lead_in is not None
        continuing = draft.unit_kind in ("percent", "currency", "rate", "ratio") or in_list
        if _POINTS.search(passage.text) and draft.unit in _POINT_NOUNS:
            return  # "members asked for assurance on five points:"
        share = draft.unit_kind in ("percent", "ratio")
        period, where = inherited_period(passage, tense=description.tense, continuing=continuing, share=share)
        if period is not None:
            draft.period = period
            draft.reasons["period"] = f"{where}: {period.text}"
            draft.confidence -= 0.03

    def _is_earlier(self, passage: Passage, draft: FigureDraft, stated: PeriodMention) -> bool:
        """ "64 files were audited. The year before we audited 51": what the figure before is set against."""
        last = self._antecedents.last(passage)
        told = re.search(r"\b(?:before|earlier|ago|same)\b", stated.period.text, re.IGNORECASE)
        return bool(told) and last is not None and last.unit_kind == draft.unit_kind and last.role == "reported"

    def _set_speaker(self, passage: Passage, position: int, draft: FigureDraft) -> None:
        speaker = self._quotations.speaker(passage, position) or reported_speaker(passage, position)
        if speaker is not None:
            draft.attributed_to = speaker
            draft.reasons["attributed to"] = f"quotation of {speaker}"


def _is_denominator(passage: Passage, index: int, description: Description) -> bool:
    """ "5 nights out of 7": the 7 counts nothing by itself."""
    number = passage.numbers[index]
    if index == 0 or number.kind is not None:
        return False
    between = passage.text[passage.numbers[index - 1].end : number.start]
    bare = description.unit is None or not re.match(r"\s+[a-z]", passage.text[number.end : number.end + 3])
    return bare and bool(re.search(r"^(?:\s+\w+){0,3}\s+out of\s+(?:a possible\s+|the\s+)?$", between))


def _set_denominators(passage: Passage, drafts: dict[int, FigureDraft], antecedents: Antecedents) -> None:
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


_OF_ALL = re.compile(r"(?:^|[,;.:(]\s*)(?:of|out of|among)\s+(?:the\s+|those\s+|our\s+|all\s+)?$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:were|was|are|is|had|have|has)\b")


def _out_of(between: str, percent: bool) -> bool:
    article = r"(?:the\s+|these\s+|those\s+|all\s+|our\s+|a\s+total\s+of\s+)*"
    if re.search(rf"\bout of\s+{article}$", between):
        return True
    if percent:
        return re.fullmatch(rf"\s+of\s+{article}", between) is not None
    return re.fullmatch(r"\s+of\s+(?:the\s+)?(?:\w+['’]s|their|our|its)\s+", between) is not None
