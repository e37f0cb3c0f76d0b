"""Breakdowns in prose: gapped lists of shares, and labelled items beneath the sentence that announces them."""

from __future__ import annotations

import re

from ..vocab.measures import Measures
from .figure_draft import FigureDraft
from .figure_links import Antecedents
from .figure_meaning import Description
from .figure_passages import Passage
from .figure_series import Member, dimension_of, find_pairs, find_series

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
    measures: Measures,
) -> None:
    """Write the members of a series, or the label of a list item, into the breakdown and the measure."""
    pairs = [m for m in find_pairs(passage.text, passage.numbers) if m.index in drafts]
    if pairs:
        _apply_pairs(passage, drafts, pairs, antecedents, measures)
        return
    members = [m for m in find_series(passage.text, passage.numbers, moving) if m.index in drafts]
    if len(members) >= 2:
        _apply_series(passage, drafts, descriptions[members[0].index], members, measures)
    elif passage.lead_in is not None and passage.origin in ("list", "chart") and drafts:
        first = min(drafts)
        label = _LABELLED.match(passage.text[: passage.numbers[first].start])
        if label is not None:
            _apply_label(passage, drafts[first], label["label"].strip(), antecedents, measures)


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
    measures: Measures,
) -> None:
    first = drafts[members[0].index]
    before = passage.text[: passage.numbers[members[0].index].start]
    if members[0].link == "subject":
        before = ""
    earlier = passage.previous.text if passage.previous is not None else ""
    dimension = dimension_of([member.name for member in members], before or earlier, measures)
    whole = _whole(description, first, members[0], before)
    for member in members:
        draft = drafts[member.index]
        if draft.unit_kind in ("percent", "count"):
            draft.unit = first.unit
        draft.breakdown = {dimension: member.name}
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
        draft.measure = label
    draft.reasons["measure"] = f"lead-in and label: {draft.measure}"
    draft.reasons["breakdown"] = f"label: {member}"
