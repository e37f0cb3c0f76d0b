"""One case document as a row: how it ended, who was involved, whether it is complete and on time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records.case import Case
from ..records.document import Document
from ..records.ids import content_id
from ..records.need import Need
from ..text.nlp import Nlp
from ..vocab import Vocabulary
from .case_dates import find_case_dates
from .closure_text import ClosingWords, Ending, find_closing_words, find_ending
from .completeness import judge_completeness
from .interventions import interventions_of
from .options import ExtractOptions
from .outcomes import outcomes_of
from .people import find_cast
from .services import services_listed
from .statements import CasePaper, lay_out
from .timeliness import judge_timeliness

_NOT_SERVICES = re.compile(r"\b(?:mum|dad|school|worker|practitioner|priya|see)\b", re.IGNORECASE)


def extract_case(
    document: Document, *, needs: Sequence[Need], vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions
) -> Case:
    """The case that a closure summary, assessment, plan or review is about."""
    paper = lay_out(document, vocabulary=vocabulary)
    cast = find_cast(document, vocabulary=vocabulary)
    events = find_case_dates(paper, vocabulary=vocabulary)
    closes = document.genre == "closure_summary"
    ending = find_ending(paper, vocabulary=vocabulary) if closes else Ending(reason=None, step="none", words=None)
    closing = find_closing_words(paper, ending) if closes else ClosingWords()
    interventions = list(interventions_of(paper, cast, vocabulary))
    outcomes = list(outcomes_of(paper, vocabulary, needs)) if closes or document.genre == "review" else []
    listed = services_listed(paper, vocabulary=vocabulary)
    services = listed if listed is not None else _services_told([row.service for row in interventions])
    children = [member.first_name for member in cast.with_role("child", "sibling")]
    parents = [member.first_name for member in cast.with_role("mother", "father", "parent")] + ["Mum", "Dad"]
    completeness, completeness_evidence = judge_completeness(
        paper, needs=needs, interventions=interventions, outcomes=outcomes, closing=closing, services=services,
        children=children, parents=parents, vocabulary=vocabulary,
    )  # fmt: skip
    return Case(
        id=content_id("case", document.id),
        document=document.id,
        genre=document.genre,
        reference=document.reference,
        people=tuple(dict.fromkeys(member.names[0] for member in cast.members)),
        step=ending.step,
        reason=ending.reason.code if ending.reason else None,
        reason_text=ending.words.quote if ending.words else None,
        reason_evidence=ending.words,
        closure_date=events.closure.date if events.closure else None,
        services_involved=tuple(services),
        outstanding_support=_outstanding(paper, closing) if closes else None,
        lead_professional=_box(paper, "lead_professional"),
        completeness=completeness,
        completeness_evidence=completeness_evidence,
        timeliness=judge_timeliness(document, events, needs, practice=vocabulary.practice),
        method="form" if paper.fields else "narrative",
        confidence=0.9 if ending.reason is not None or not closes else 0.5,
    )


def _services_told(named: Sequence[str | None]) -> list[str]:
    """Services named in the help told of, each once, where no box lists them."""
    return list(dict.fromkeys(name for name in named if name and not _NOT_SERVICES.fullmatch(name.lower())))


def _outstanding(paper: CasePaper, closing: ClosingWords) -> str | None:
    """What remains to be done, in the paper's words; an explicit nil is kept, an empty box is None."""
    text = paper.document.text
    boxes = [(field, entry) for field, entry in paper.fields if field.name == "outstanding_support"]
    filled = [
        (f, entry.words) for f, entry in boxes if entry.kind in ("words", "nil", "ticked") and entry.words is not None
    ]
    if filled:
        # The box that asks for it in most words: "Outstanding support" before a child's own "Outstanding".
        chosen = max(
            filled, key=lambda item: (len(text[item[0].label.start : item[0].label.end].split()), -item[0].label.start)
        )
        return text[chosen[1].start : chosen[1].end]
    if boxes:
        return None
    return closing.outstanding.quote if closing.outstanding else None


def _box(paper: CasePaper, name: str) -> str | None:
    for field, entry in paper.fields:
        if field.name == name and entry.words is not None:
            return paper.document.text[entry.words.start : entry.words.end]
    return None
