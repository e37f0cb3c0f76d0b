"""Figures of sentences, list items and form values: value from the text, meaning from the parse and the words around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..records.figure import UnitKind
from ..text.period_mentions import PeriodMention
from ..vocab import Vocabulary
from .figure_antecedents import Antecedents
from .figure_change import find_movements
from .figure_change_words import ChangeWordPatterns
from .figure_draft import FigureDraft
from .figure_effects import apply_changes, compare_with_last_sentence, restate
from .figure_guards import rejects
from .figure_kinds import confidence_of, denominator_of, kind_of, unit_of
from .figure_links import fill_measures, mask_change
from .figure_meaning import Description, describe
from .figure_members import apply_members
from .figure_nouns import CHANGE_NOUNS, EMPTY_NOUNS
from .figure_passages import Passage
from .figure_periods import assign_periods, cumulative, inherited_period, whole_year
from .figure_roles import Quotations, read_geography, read_role, reported_speaker
from .figure_sentence import ParsedSentence
from .figure_subjects import fronted_group, subject_before
from .figure_wholes import is_denominator, set_denominators

if TYPE_CHECKING:
    from spacy.tokens import Doc


_MEAN = re.compile(
    r"\b(?:average|mean|median|longest|shortest|maximum|limit)\b[^.;,]{0,30}\b(?:was|is|had been|"
    r"were)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


_NOW = re.compile(r"\b(?:now|currently|at\s+present|today)\b", re.IGNORECASE)
_DEFINES = re.compile(
    r"[•·*-]?\s*[\"'“‘]?(?:green|amber|red|blue|rag)\b[\"'”’]?\s*(?::|=|[-–—]|is\b|means\b|shows\b)", re.IGNORECASE
)
_FORECAST = re.compile(r"\b(?:forecast|projected|predicted|anticipated|expected)\b", re.IGNORECASE)
_OF_THE = re.compile(r"\bof\s+(?:the|these|those)\s", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\bsince\s+(?:then|that|the\s+(?:visit|inspection|review))\b", re.IGNORECASE)
_A_PRICE = re.compile(
    r"\s+(?:a|an|per|each|every|for\s+each)\s+(?:year|month|week|day|hour|quarter|claim|family|child|"
    r"pupil|head|case|place|session|visit)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\(?(?P<code>[A-Z]{1,5}[-_ ]?\d{1,3}[a-z]?)(?=[):\s])")
_POINTS = re.compile(r":\s*$|:\s[a-z]")
_POINT_NOUNS = ("points", "things", "questions", "issues", "reasons", "areas", "themes", "actions", "matters", "ways", "steps",
                "recommendations", "priorities", "principles", "parts")  # fmt: skip


def _name_by_words(passage: Passage, index: int, first: int, description: Description, vocabulary: Vocabulary) -> None:
    """Where the parse gives no more than the words before the verb do, the words are the measure. `first` is the first
    number of the change that `index` is the result of: the verb stands before it.
    """
    if description.rule not in ("subject", "no noun", "currency", "duration"):
        return
    subject = subject_before(passage, first)
    if subject is None or subject.lower() in EMPTY_NOUNS | CHANGE_NOUNS:
        return
    group = fronted_group(passage, vocabulary)
    if group is not None and group.lower() not in subject.lower():
        subject = f"{subject}, {group}"
    parsed = set((description.measure or "").lower().split())
    if description.elliptical or not parsed - set(subject.lower().split()) or description.rule == "subject":
        description.measure, description.elliptical = subject, False


class ProseReader:
    """Reads the passages of one document in order; what one sentence says, the next may lean on."""

    def __init__(
        self, vocabulary: Vocabulary, table_members: dict[str, str], codes: dict[str, str], in_tables: list[FigureDraft]
    ) -> None:
        """`in_tables` are the figures of the document's tables, `table_members` maps the row headers of those tables to the
        dimension they are members of, `codes` those of indicators ("FH01") to their measures.
        """
        self.vocabulary = vocabulary
        self._table_members, self._codes = table_members, codes
        self._change_words = ChangeWordPatterns(vocabulary.measures)
        self._quotations = Quotations()
        self._antecedents = Antecedents(in_tables)

    def read(self, passage: Passage, doc: Doc | None) -> list[FigureDraft]:
        """The figures of one passage; `doc` is its parse, None where it holds no number."""
        self._quotations.follow(passage)
        if doc is None or not passage.numbers:
            return []
        movements = find_movements(passage.text, passage.numbers, passage.periods, self._change_words)
        passage.compared = [m.baseline_period for m in movements if m.baseline_period is not None]
        parsed = ParsedSentence(doc, passage.numbers, passage.periods)
        passage.clause = parsed.clause_start()
        parsed.mask(0, passage.clause)
        passage.periods = [p for p in passage.periods if p.start >= passage.clause]
        for movement in movements:
            mask_change(parsed, passage, movement)
        descriptions = [describe(parsed, number, self.vocabulary.units) for number in passage.numbers]
        for index in passage.said_again:
            descriptions[index] = replace(descriptions[index - 1])
        first_of = {m.result: min(m.places()) for m in movements if m.result is not None}
        for index, description in enumerate(descriptions):
            _name_by_words(passage, index, first_of.get(index, index), description, self.vocabulary)
        moving = {i for m in movements for i in (m.result, m.baseline, m.amount, *m.amounts) if i is not None}
        kept = [
            i
            for i in range(len(passage.numbers))
            if not self._left_out(passage, i, descriptions[i], parsed, i in moving)
        ]
        stated = assign_periods(passage, movements, [description.tense for description in descriptions])
        kinds = {i: kind_of(passage, i, descriptions[i]) for i in kept}
        self._share_length(passage, descriptions, kinds)
        drafts = {i: self._draft(passage, i, descriptions[i], kinds, stated[i]) for i in kept}
        fill_measures(passage, drafts, descriptions, movements, self._antecedents)
        apply_members(
            passage, drafts, descriptions, moving, self._antecedents, self._table_members, self.vocabulary.measures
        )
        self._name_by_code(passage, drafts)
        set_denominators(passage, drafts, descriptions, moving, self._antecedents)
        self._share_period_of_whole(passage, drafts)
        self._follow_back(passage, drafts)
        apply_changes(passage, drafts, movements, self.vocabulary, self._antecedents)
        restate(passage, drafts, movements)
        compare_with_last_sentence(passage, drafts, movements, self._antecedents)
        for index, draft in drafts.items():
            self._set_speaker(passage, passage.numbers[index].start, draft)
            self._antecedents.remember(passage, draft)
        self._antecedents.note_day(passage)
        return list(drafts.values())

    def _name_by_code(self, passage: Passage, drafts: dict[int, FigureDraft]) -> None:
        """ "FH01: December's 261 was 81 lower than November": the table says what FH01 is."""
        match = _CODE.match(passage.text)
        words = self._codes.get(match["code"]) if match is not None else None
        if words is None:
            return
        for draft in drafts.values():
            known = set(re.findall(r"\w+", (draft.measure or "").lower()))
            if draft.unit_kind != "duration" and not known & set(re.findall(r"\w{4,}", words.lower())):
                draft.measure = words
                draft.reasons["measure"] = f"the table's {match['code'] if match else ''}: {words}"

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

    def _share_period_of_whole(self, passage: Passage, drafts: dict[int, FigureDraft]) -> None:
        """A part has the time of its whole: "57 families were waiting on 6 September. Thirty-three of the families ..."."""
        for draft in drafts.values():
            inherited = not draft.reasons.get("period", "stated").startswith("stated")
            if draft.denominator is None or draft.role != "reported" or draft.unit_kind not in ("count", "percent"):
                continue
            if draft.period is not None and not inherited:
                continue
            here = [d for d in drafts.values() if d.value == draft.denominator and d is not draft]
            whole = here[-1] if here else self._antecedents.of_value(passage, draft.denominator)
            if whole is not None and whole.period is not None and whole.role == "reported":
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

    def _left_out(
        self, passage: Passage, index: int, description: Description, parsed: ParsedSentence, moves: bool
    ) -> bool:
        return rejects(passage, index, description, parsed, moves=moves) is not None or (
            not moves and is_denominator(passage, index, description)
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
        role, role_words = read_role(passage, index, self.vocabulary.measures, description, other_kinds=set(others))
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
            and stated.period.start > ahead
        ):
            return  # "four schools have asked for a worker from September"
        if stated is not None and draft.role == "target" and self._of_another(passage, draft, stated):
            return  # "14.6% on 30 September against a ceiling of 16%"
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
        after = passage.text[draft.end - passage.start :]
        if _SINCE_THEN.search(passage.text) or (draft.unit_kind == "currency" and _A_PRICE.match(after)):
            return  # what was paid for each is no amount of a time
        if _DEFINES.match(passage.text):
            return  # what "amber" means holds at all times
        share = draft.unit_kind in ("percent", "ratio")
        period, where = inherited_period(passage, tense=description.tense, continuing=continuing, share=share)
        past_moment = draft.role == "forecast" and period is not None and period.start == period.end
        if period is not None and not past_moment:
            draft.period = period
            draft.reasons["period"] = f"{where}: {period.text}"
            draft.confidence -= 0.03
        elif period is None and draft.role == "reported" and draft.unit_kind not in ("currency", "percentage_points"):
            self._set_snapshot(passage, draft, description)

    def _set_snapshot(self, passage: Passage, draft: FigureDraft, description: Description) -> None:
        """What is so now was counted on the day that the paper counted on, where it speaks of no stretch of time."""
        day = self._antecedents.snapshot
        if day is None or description.tense not in ("present", "perfect"):
            return
        if passage.context.document is None or _NOW.search(passage.text):
            draft.period = day
            draft.reasons["period"] = f"counted on: {day.text}"
            draft.confidence -= 0.05

    def _of_another(self, passage: Passage, draft: FigureDraft, stated: PeriodMention) -> bool:
        """Whether a period before the number belongs to a number that stands between."""
        place = draft.start - passage.start
        return any(stated.end <= n.start < place for n in passage.numbers) or any(
            n.end <= stated.start and stated.end <= place and n.start < place for n in passage.numbers
        )

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
