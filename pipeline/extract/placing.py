"""The zone of a statement: told by the field's canonical name, the words of its label, and the headings above it."""

from __future__ import annotations

import re

from ..records.document import Document
from ..text.phrases import tokenize
from ..vocab import Vocabulary
from ..vocab.zones import ZoneName

# Zones that a heading lends to labels beneath it that only name a subject ("Housing").
_LENT: frozenset[ZoneName] = frozenset({"help", "plan", "history", "later", "clear", "what_if", "strengths", "voice"})
# Boxes that ask for a name, in a form; under a heading of needs or changes the same word is a subject.
_PROSE_FIELDS = frozenset({"school", "team", "child_name", "parent_name", "household", "gp", "health_visitor"})
_TELLING: frozenset[ZoneName] = _LENT | {"needs", "change"}
_LETTERHEAD = re.compile(r"\b(?:[Cc]ouncil|NHS|[Tt]rust|[Bb]orough|[Aa]cademy|[Pp]artnership|COUNCIL|TRUST)\b")
_PROSE_WORDS = 5  # words from which an entry under a label of names or dates is prose
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|hasn['’]?t|isn['’]?t|does|do|did|can['’]?t|cannot|won['’]?t|says?|said|lives?"
    r"|uses?|struggl\w+|\w+ing|\w+ed|no|not|used to)\b",
    re.IGNORECASE,
)


def zone_of(document: Document, label: str, field_name: str | None, start: int, vocabulary: Vocabulary) -> ZoneName:
    """The zone of what stands under `label` at `start`."""
    by_name = vocabulary.zones.fields.get(field_name) if field_name else None
    by_words = label_zone(label, vocabulary)
    heading = heading_zone(document, start, vocabulary)
    if by_name in ("people", "admin") and by_words in ("needs", "history", "later", "clear"):
        return by_words
    if field_name in _PROSE_FIELDS and heading in _TELLING:  # "School - late most days" under "What the worries were"
        return "mixed" if heading == "change" else heading
    if by_name is not None:
        return by_name
    if by_words is None and vocabulary.zones.names_subject(label):
        return heading if heading in _LENT else "mixed" if heading == "change" else "needs"
    return by_words or (heading if heading != "change" else "mixed") or "mixed"


def label_zone(label: str, vocabulary: Vocabulary) -> ZoneName | None:
    """The zone by the words of a label alone. A label that names a need ("Eviction or arrears") is one of subjects."""
    zone = vocabulary.zones.of_label(label)
    names_need = any(hit.payload.kind == "cue" for hit in vocabulary.needs.book.find(tokenize(label)))
    return None if zone in ("admin", "people") and names_need else zone


def heading_zone(document: Document, start: int, vocabulary: Vocabulary) -> ZoneName | None:
    """The zone that the nearest heading above opens; a heading of no known words leaves it to the one above."""
    above = [section for section in document.sections if section.start <= start < section.end and section.level > 1]
    for section in reversed(above):
        if _LETTERHEAD.search(section.title):
            continue  # "Family Support, Marlstone Borough Council" heads a letter and opens nothing
        name = vocabulary.headings.field_name(section.title)
        zone = vocabulary.zones.fields.get(name) if name else None
        if zone is None or zone == "admin":  # prose under "TAF review record" is no date
            zone = vocabulary.zones.of_label(section.title)
        if zone is not None and zone not in ("admin", "people"):
            return zone
    return None


def as_prose(zone: ZoneName, field_name: str | None, words: str) -> ZoneName:
    """The zone of an entry in a box for names, a school or a team: where it is prose it can tell of anything.

    "School: Ryan is in two days a week" tells of attendance; "School: Pellingham High" does not.
    """
    if zone not in ("admin", "people") or not (field_name is None or field_name in _PROSE_FIELDS):
        return zone
    if len(words.split()) >= _PROSE_WORDS and _VERB.search(words):
        return "mixed"
    return zone
