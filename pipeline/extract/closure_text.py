"""How a case ended, in the paper's own words: reason, outstanding support, what family and worker thought."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..records.case import Step
from ..records.document import Field, evidence_at
from ..records.span import Evidence, Span
from ..text.phrases import Token, tokenize
from ..text.sentences import split_sentences
from ..vocab import Vocabulary
from ..vocab.closure_reasons import ClosureReason
from .entries import Entry
from .statements import CasePaper, Statement

_CLOSING = re.compile(
    r"\b(?:(?:needs|goals|plan)\b[^.;]{0,60}\bclosing"
    r"|(?:I am|I['’]m|we are|we['’]re|is being|are) (?:now )?clos(?:ing|ed)"
    r"|(?:case|plan|early help|support|episode|involvement) (?:is |was |has been |will )?(?:now )?(?:clos|end)\w*"
    r"|closed (?:because|as|to|with|due)|(?:to )?close as|reason (?:for|we)|stepp(?:ed|ing) (?:down|up)|transferr\w+ to)\b",
    re.IGNORECASE,
)
_OUTSTANDING = re.compile(
    r"\b(?:outstanding|left over|(?:to be |will be |being )(?:picked|taken|followed) (?:up|on|over)|pass(?:es|ed)? to|handed (?:over|on)"
    r"|stays? with|still to (?:do|happen)|remaining|will (?:continue|carry on|keep|stay)|carr(?:y"
    r"|ies) on|to continue|going forward|nothing (?:else|more|left|further)|ongoing support|further support"
    r"|step(?:ped)? down to)\b",
    re.IGNORECASE,
)
_FAMILY_SAID = re.compile(
    r"\b(?:you (?:wrote|said|told|both said)|(?:mum|dad|parents|the family|family|both parents|they) (?:said|say|says"
    r"|told|thought|think|felt|feel|wrote|thanked|is|are|was|were) )",
    re.IGNORECASE,
)
_WORKER_SAID = re.compile(
    r"\b(?:for my part|looking back|on reflection|I wish|I would have|I should have|I think|I feel|we could (?:have"
    r"|of)|should (?:have|of)|could (?:have|of)|I learn\w+|what I would do|my reflection|I was (?:struck|pleased)"
    r"|I have learn\w+)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"^\W*other\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosingWords:
    """The words of the end of a case, as evidence; None where the paper has none."""

    reason: Evidence | None = None
    outstanding: Evidence | None = None
    family: Evidence | None = None
    worker: Evidence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """Canonical reason, step, and the words that give them."""

    reason: ClosureReason | None
    step: Step
    words: Evidence | None


def find_ending(paper: CasePaper, *, vocabulary: Vocabulary) -> Ending:
    """The reason of a closure: the ticked box, else what the box says, else the sentence of the text that says it."""
    box = _reason_box(paper)
    if box is not None:
        field, entry = box
        ending = _ticked_reason(paper, entry, vocabulary) or _written_reason(paper, entry.words, vocabulary)
        if ending is not None:
            return ending
        if entry.words is not None and entry.kind in ("words", "nil"):
            return Ending(
                reason=None, step="none", words=evidence_at(paper.document, entry.words.start, entry.words.end)
            )
        if field.value.end > field.value.start and entry.kind in ("void", "prompt", "unticked"):
            return _told_reason(paper, vocabulary)
    return _told_reason(paper, vocabulary)


def find_closing_words(paper: CasePaper, ending: Ending) -> ClosingWords:
    """What is told outside boxes about the end of the case."""
    document = paper.document
    found: dict[str, Evidence] = {}
    for statement in paper.statements:
        if statement.zone not in ("mixed", "ending", "change", "voice", "needs"):
            continue
        text = document.text[statement.start : statement.end]
        free = statement.field_name is None
        for name, pattern in (("outstanding", _OUTSTANDING), ("family", _FAMILY_SAID), ("worker", _WORKER_SAID)):
            if free and name not in found and pattern.search(text) and statement.zone in ("mixed", "ending", "voice"):
                found[name] = evidence_at(document, statement.start, statement.end)
    return ClosingWords(
        reason=ending.words,
        outstanding=found.get("outstanding"),
        family=found.get("family"),
        worker=found.get("worker"),
    )


def _reason_box(paper: CasePaper) -> tuple[Field, Entry] | None:
    boxes = [(field, entry) for field, entry in paper.fields if field.name == "reason_for_closure"]
    boxes.sort(key=lambda item: (item[1].kind not in ("ticked", "words", "nil"), item[0].label.start))
    return boxes[0] if boxes else None


def _ticked_reason(paper: CasePaper, entry: Entry, vocabulary: Vocabulary) -> Ending | None:
    text = paper.document.text
    ticked = [tick for tick in entry.ticks if tick.checked]
    for tick in ticked:
        label = tick.label
        words = text[label.start : label.end]
        reason = vocabulary.closure_reasons.of_option(_tokens(text, label.start, label.end))
        if reason is not None and not _OTHER.match(words):
            return Ending(reason=reason, step=reason.step, words=evidence_at(paper.document, label.start, label.end))
    return None


def _written_reason(paper: CasePaper, words: Span | None, vocabulary: Vocabulary) -> Ending | None:
    """The reason in running words: of the reasons that its sentences give the first in rank; the whole box is its text."""
    if words is None:
        return None
    text = paper.document.text
    found = [
        (reason.rank, span.start, reason, span)
        for span in split_sentences(text, words.start, words.end)
        if (reason := vocabulary.closure_reasons.of_text(_tokens(text, span.start, span.end))) is not None
    ]
    if not found:
        return None
    _, _, reason, span = min(found, key=lambda item: item[:2])
    beside_ticks = any(
        tick.checked for field, entry in paper.fields if field.name == "reason_for_closure" for tick in entry.ticks
    )
    line = Span(start=words.start, end=words.start + len(text[words.start : words.end].split("\n")[0].rstrip()))
    whole = span if beside_ticks or span.start >= line.end else line
    return Ending(reason=reason, step=reason.step, words=evidence_at(paper.document, whole.start, whole.end))


def _told_reason(paper: CasePaper, vocabulary: Vocabulary) -> Ending:
    """The sentence of the narrative that tells why the case closes: under a heading that asks for it, in the passage on the
    ending, or wherever closing is spoken of. Of several reasons in one place the first in rank counts."""
    text = paper.document.text
    places: tuple[list[Statement], ...] = ([], [], [])
    for statement in paper.statements:
        words = text[statement.start : statement.end]
        asked = statement.field_name or vocabulary.case_fields.name_of(statement.label)
        if asked == "reason_for_closure":
            places[0].append(statement)
        elif statement.zone == "ending" and asked is None and statement.kind == "sentence":
            places[1].append(statement)
        if statement.zone in ("mixed", "ending") and _CLOSING.search(words):
            places[2].append(statement)
    for place in places:
        found = [
            (reason.rank, statement.start, reason, statement)
            for statement in place
            if (reason := vocabulary.closure_reasons.of_text(_tokens(text, statement.start, statement.end))) is not None
        ]
        if found:
            _, _, reason, statement = min(found, key=lambda item: item[:2])
            proof = evidence_at(paper.document, statement.start, statement.end)
            return Ending(reason=reason, step=reason.step, words=proof)
    return Ending(reason=None, step=_ticked_step(paper, vocabulary), words=None)


def _ticked_step(paper: CasePaper, vocabulary: Vocabulary) -> Step:
    """The step that a box of its own names where no reason is given: "Step: [x] Down"."""
    text = paper.document.text
    for field, entry in paper.fields:
        ticked = [text[t.label.start : t.label.end] for t in entry.ticks if t.checked]
        words = ticked[0] if ticked else text[entry.words.start : entry.words.end] if entry.words is not None else ""
        if field.name == "step" and words:
            reason = vocabulary.closure_reasons.of_option(tokenize(f"step {words}"))
            return reason.step if reason is not None else "none"
    return "none"


def _tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of a sentence, names inside it tagged: "moved to Leeds", "returned to Poland"."""
    tokens = tokenize(text, start, end)
    return [
        replace(token, tags=token.tags | {"proper"})
        if index and token.kind == "word" and token.text[:1].isupper()
        else token
        for index, token in enumerate(tokens)
    ]
