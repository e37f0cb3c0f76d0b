"""Breakdowns in prose: gapped lists of shares, and labelled items beneath the sentence that announces them."""

from __future__ import annotations

import re

from ..vocab.measures import Measures
from .figure_antecedents import Antecedents
from .figure_draft import FigureDraft
from .figure_meaning import Description
from .figure_passages import Passage
from .figure_series import Member, dimension_of, find_pairs, find_series

_TIED = re.compile(
    r"\b(?P<tie>led by|made by|referred by|submitted by|(?:referrals?|contacts?|requests?|"
    r"notifications?|enquiries)\s+from)\s+(?:the\s+|a\s+|an\s+|"
    r"our\s+)?(?P<member>[A-Za-z][\w’' &-]{1,50}?)(?=$|,|\s+(?:that|who|which|in|at|were|"
    r"remained)\b)"
)
_WERE = re.compile(r"\s+(?:were|was|are|is)\s+(?P<member>[a-z]+(?:\s[a-z]+)?)(?=\s*(?:[,.;)]|$|and\b))", re.IGNORECASE)
_DOING = {"make": "source", "refer": "source", "submit": "source", "lead": "lead", "contribute": "source"}
_LABEL_WORDS = 12
_LABELLED = re.compile(
    r"^(?P<label>[^:]{2,110}?)\s*(?::|\s[-–—]|=)\s*(?:was |were |is |are |about |around |"
    r"approximately |nearly |over |under )?$"
)


def apply_members(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    descriptions: list[Description],
    moving: set[int],
    antecedents: Antecedents,
    table_members: dict[str, str],
    measures: Measures,
) -> None:
    """Write the members of a series, or the label of a list item, into the breakdown and the measure."""
    pairs = [m for m in find_pairs(passage.text, passage.numbers) if m.index in drafts]
    if pairs:
        _apply_pairs(passage, drafts, pairs, antecedents, measures)
        return
    members = [
        m
        for m in find_series(
            passage.text, passage.numbers, moving, descriptions[0].subject if descriptions else None, measures
        )
        if m.index in drafts
    ]
    if len(members) >= 2:
        _apply_series(passage, drafts, descriptions[members[0].index], members, antecedents, measures)
        return
    _apply_label_of(passage, drafts, descriptions, antecedents, measures)
    for index, draft in drafts.items():
        if draft.breakdown is None and draft.unit_kind in ("count", "percent", "currency", "ratio"):
            draft.breakdown = _member_named(passage, index, draft, descriptions[index], table_members, measures)
            if draft.breakdown is not None:
                draft.reasons["breakdown"] = f"named in the sentence: {next(iter(draft.breakdown.values()))}"


def _apply_label_of(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    descriptions: list[Description],
    antecedents: Antecedents,
    measures: Measures,
) -> None:
    """ "needs met: 918", "Requests for help: 1,412"."""
    if passage.origin == "form" and passage.label is not None:
        for index, draft in drafts.items():
            if draft.measure is None or (descriptions[index].elliptical and descriptions[index].verb is None):
                draft.measure = passage.label if draft.measure is None else f"{passage.label}, {draft.measure}"
                draft.reasons["measure"] = f"form label: {passage.label}"
        return
    if not drafts or passage.origin not in ("list", "chart", "prose"):
        return
    first = min(drafts)
    label = _LABELLED.match(passage.text[: passage.numbers[first].start])
    if label is None or drafts[first].role == "standard" or passage.clause:
        return
    if passage.lead_in is not None and passage.origin != "prose":
        _apply_label(passage, drafts[first], label["label"].strip(), antecedents, measures)
    else:
        _name_by_label(passage, drafts, descriptions, label["label"].strip())


def _member_named(
    passage: Passage,
    index: int,
    draft: FigureDraft,
    description: Description,
    table_members: dict[str, str],
    measures: Measures,
) -> dict[str, str] | None:
    """One member in the words of the number's clause: who leads or refers, or a row of one of the paper's tables."""
    tied = _TIED.search(draft.measure or "")
    if tied is not None and measures.dimension_of_member(tied["member"]) is not None:
        return {"lead" if tied["tie"].startswith("led") else "source": tied["member"].strip()}
    doer = _DOING.get(description.verb or "")
    if doer is not None and description.subject and measures.dimension_of_member(description.subject) is not None:
        return {doer: re.sub(r"^(?:the|our)\s+", "", description.subject, flags=re.IGNORECASE)}
    numbers = passage.numbers
    said = _WERE.match(passage.text[numbers[index].tail :]) if draft.unit_kind != "currency" else None
    dimension = measures.dimension_of_member(said["member"]) if said is not None else None
    if said is not None and dimension in ("gender", "ethnicity", "age"):
        return {dimension: said["member"]}
    start = numbers[index - 1].end if index else 0
    end = numbers[index + 1].start if index + 1 < len(numbers) else len(passage.text)
    clause = passage.text[start:end]
    named = [member for member in table_members if re.search(rf"(?<!\w){re.escape(member)}(?!\w)", clause)]
    lowered = [
        m
        for m in table_members
        if len(m.split()) > 1 and re.search(rf"(?<!\w){re.escape(m.lower())}(?!\w)", clause.lower())
    ]
    found = sorted({*named, *lowered}, key=len)
    return {table_members[found[-1]]: found[-1]} if found and all(member in found[-1] for member in found) else None


def _apply_pairs(
    passage: Passage, drafts: dict[int, FigureDraft], pairs: list[Member], antecedents: Antecedents, measures: Measures
) -> None:
    dimension = dimension_of([pair.name for pair in pairs], "", measures)
    whole = antecedents.of(passage, "counted")
    for pair in pairs:
        draft = drafts[pair.index]
        draft.unit = whole.unit if whole is not None else None
        draft.breakdown = {dimension: pair.name}
        draft.measure = f"{draft.unit or draft.measure or ''}, {pair.name}".strip(", ")
        draft.reasons["breakdown"] = f"named beside the number: {pair.name}"


def _apply_series(
    passage: Passage,
    drafts: dict[int, FigureDraft],
    description: Description,
    members: list[Member],
    antecedents: Antecedents,
    measures: Measures,
) -> None:
    first = drafts[members[0].index]
    members_start = passage.numbers[members[0].index].start
    before = passage.text[:members_start]
    if members[0].link == "subject":
        before = ""
    earlier = passage.previous.text if passage.previous is not None else ""
    dimension = dimension_of([member.name for member in members], before or earlier, measures)
    whole = _whole(description, first, members[0], before)
    lead = passage.text[passage.numbers[members[0].index - 1].tail : members_start] if members[0].index else ""
    if members[0].index - 1 in drafts and re.search(r":|,\s+of\s+wh(?:ich|om)\b", lead):
        whole = drafts[members[0].index - 1].measure or whole
    elif members[0].link == "among" and description.measure is not None:
        last = antecedents.of(passage, "counted")
        whole = (last.measure if last is not None else None) or ""
    for member in members:
        draft = drafts[member.index]
        if draft.unit_kind in ("percent", "count"):
            draft.unit = first.unit
        draft.breakdown = {dimension: member.name}
        draft.geography = None
        if member.link == "subject" or (members[0].link == "subject" and first.unit):
            draft.measure = f"{first.unit} {_participle(description)} by {member.name}"
        else:
            draft.measure = " ".join(part for part in (whole, member.link, member.name) if part)
        draft.period = draft.period or first.period
        draft.reasons["breakdown"] = f"one of {len(members)}: {member.name}"
        draft.reasons["measure"] = f"said once for {len(members)}: {whole or first.unit}"


def _whole(description: Description, first: FigureDraft, member: Member, before: str) -> str:
    """What the series breaks down: the subject of its sentence, without the first member."""
    subject = description.subject or first.unit or ""
    if not subject or member.name.lower() in subject.lower():
        subject = re.split(r"\b(?:were|was|are|is|had|have|has)\b", before)[0].strip(" ,:")
    return "" if member.name.lower() in subject.lower() else subject


def _participle(description: Description) -> str:
    word = description.verb_text or ""
    return word if word.endswith(("ed", "de", "ed", "ld", "id", "en")) else "made" if word in ("", "make") else word


def _name_by_label(
    passage: Passage, drafts: dict[int, FigureDraft], descriptions: list[Description], label: str
) -> None:
    """ "Requests for help: 1,412, up by 35 (2.5%) from 1,377": the label is the measure of what names none of its own."""
    label = re.sub(r"^[•·*-]\s*", "", label)
    if len(label.split()) > _LABEL_WORDS:
        return
    for index, draft in drafts.items():
        own = descriptions[index]
        if own.verb is not None and not (own.elliptical or own.rule == "subject"):
            continue  # "Timeliness: 84% of assessments were completed": the sentence says what it measures
        if own.rule == "counted noun" and draft.unit_kind == "count" and index != min(drafts):
            continue
        if own.rule in ("counted noun", "noun after of") and own.measure:
            draft.measure = f"{label}, {own.measure}" if own.measure.lower() not in label.lower() else label
        elif draft.unit_kind != "duration" or index == min(drafts):
            draft.measure = label
        draft.reasons["measure"] = f"label: {label}"


def _apply_label(
    passage: Passage, draft: FigureDraft, label: str, antecedents: Antecedents, measures: Measures
) -> None:
    """ "needs met: 918" beneath "1,312 plans were closed, for these reasons:"."""
    lead = passage.lead_in
    assert lead is not None
    whole = antecedents.lead(passage)
    label = re.sub(r"^[•·*-]\s*", "", label)
    member = re.sub(r"\s+at\s+(?:level|tier)\s+\w+$", "", re.split(r",\s|\s\(", label)[0], flags=re.IGNORECASE)
    draft.breakdown = {dimension_of([label], lead.text, measures): member}
    if whole is not None and draft.unit_kind in ("count", "percent"):
        draft.unit = whole.unit
        draft.measure = f"{whole.measure or whole.unit}, {label}"
    else:
        announced = " ".join(re.sub(r"[:;–—-]+\s*$", "", lead.text).split()[-_LABEL_WORDS:])
        draft.measure = f"{announced}, {label}"
    draft.reasons["measure"] = f"lead-in and label: {draft.measure}"
    draft.reasons["breakdown"] = f"label: {member}"
