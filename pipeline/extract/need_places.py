"""Where in a case paper words are a need: what is told as gained is an outcome, what goes well is only ever denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..records.need import NeedStatus, Person
from ..text.phrases import Token
from ..vocab import Vocabulary
from ..vocab.zones import ZoneName
from .assertions import Reading
from .statements import CasePaper, Statement

READ_ZONES: frozenset[ZoneName] = frozenset(
    {"needs", "later", "history", "clear", "mixed", "people", "strengths", "change", "voice", "ending", "worker"}
)
_OPEN: frozenset[ZoneName] = frozenset({"needs", "later", "history", "clear", "mixed"})
_SENTENCE = 25  # characters
_ENOUGH = 8  # sentences of a paper from which their zones tell something
_STARVED = 0.15  # share of sentences in open zones below which the headings have misled
_NARRATIVE = 6  # sentences under one label from which it heads a narrative
_NEW = re.compile(
    r"^\W*(?:new (?:since|today|this time|concern|issue|worr|need|information|at this)|also came up|since the last"
    r"|came up|found (?:out )?(?:since|later|after)|picked up (?:as|since|later))"
    r"|\b(?:came up|came to light|emerged|(?:has|have) since (?:disclosed|told|come)|new concern|new worry)\b",
    re.IGNORECASE,
)
_RECENT = re.compile(
    r"\b(?:since|for (?:the (?:last|past) )?(?:\w+ ){1,2}(?:days?|weeks?|months?|terms?)|so far|this term|any ?more|now|again)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = frozenset(
    {"i", "i'm", "im", "i've", "me", "my", "we", "we're", "we've", "us", "our", '"', "“", "”", "‘"}
)


def rezoned(paper: CasePaper) -> list[Statement]:
    """The statements, with narrative that stands under a label of names, dates or consent read as narrative.

    Where hardly any of a paper's sentences stand where needs are told, its headings have misled (a letter under the name of the
    service, a side column beside the text): then what is told under help and arrangements is narrative too.
    """
    told = [s for s in paper.statements if s.kind == "sentence" and s.end - s.start >= _SENTENCE]
    open_share = sum(s.zone in _OPEN for s in told) / max(1, len(told))
    closed: set[ZoneName] = {"admin", "people"}
    if len(told) >= _ENOUGH and open_share < _STARVED:
        closed |= {"help", "plan", "what_if"}
    lengths: dict[int, int] = {}
    for statement in told:
        lengths[statement.passage] = lengths.get(statement.passage, 0) + 1
    # A paragraph of prose is a passage by itself: under the same label its neighbours count with it.
    labels: dict[tuple[str, int], int] = {}
    for statement in told:
        if statement.label_span is not None and statement.field_name != "household":
            key = (statement.label, statement.label_span.start)
            labels[key] = labels.get(key, 0) + 1
    found = []
    for statement in paper.statements:
        key = (statement.label, statement.label_span.start if statement.label_span else -1)
        long = max(lengths.get(statement.passage, 0), labels.get(key, 0)) >= _NARRATIVE
        if statement.kind == "sentence" and statement.zone in closed and long:
            statement = replace(statement, zone="mixed")
        found.append(statement)
    return found


def opens_later_needs(text: str) -> bool:
    """Whether the words begin what came to light after the assessment: "New since last time:"."""
    return bool(_NEW.search(text))


def zone_of(statement: Statement, tokens: Sequence[Token]) -> ZoneName:
    """The zone a statement is read in. What a family is told to have said, in the worker's words, is narrative."""
    if statement.zone == "voice" and not any(token.norm in _FIRST_PERSON for token in tokens):
        return "mixed"
    return statement.zone


def is_need(
    zone: ZoneName, text: str, statement: Statement, reading: Reading, person: Person, tokens: Sequence[Token],
    *, topic: bool, stated: bool, vocabulary: Vocabulary,
) -> bool:  # fmt: skip
    """Whether words with that reading state a need in that zone. `stated`: a need of the category was stated before."""
    status = reading.status
    if zone == "strengths":
        return status == "negated"
    if zone == "voice":
        if topic:
            return False
        return status in ("historical", "suspected") or (
            status == "current" and reading.assertion.course != "improving"
        )
    if zone in ("ending", "worker"):
        if topic or statement.field_name == "reason_for_closure":
            return False
        return status in ("historical", "suspected") or (status == "current" and (person == "other" or not stated))
    if zone in ("change", "mixed"):
        return _held(zone, status, reading, text, tokens, topic, vocabulary)
    return True


def _held(
    zone: ZoneName, status: NeedStatus | None, reading: Reading, text: str, tokens: Sequence[Token], topic: bool,
    vocabulary: Vocabulary,
) -> bool:  # fmt: skip
    """Whether a need told among changes is still there, and no gain."""
    if status == "negated":
        return not _RECENT.search(text)  # "no self harm for five weeks" is what came of the help
    if status == "resolved" and "before_plan" not in reading.meanings:
        return False
    changes = {hit.payload for hit in vocabulary.outcomes.sentence_statuses(tokens)}
    course = reading.assertion.course
    held = "unchanged" in reading.meanings or course == "worsening" or "not_met" in changes
    if zone == "mixed":
        return held or status != "current" or course != "improving"
    if status not in ("current", "suspected") or (topic and not held):
        return False
    return held or not ("met" in changes or course == "improving")
