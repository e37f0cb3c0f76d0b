"""What kind of document it is, by cues in its title, headings, text and labels."""

from __future__ import annotations

from dataclasses import replace

from ..records.document import CASE_GENRES, Document, Genre
from ..vocab import Vocabulary
from ..vocab.genres import GenreCues
from .options import SegmentOptions

_TITLE_BLOCKS = 6  # the title is among the first blocks
_TITLE_WORTH, _TEXT_WORTH, _FIELD_WORTH = 2.5, 1.0, 1.5
_LONGEST_CASE_PAPER = 30_000  # characters
_IDENTITY = (
    "child_name",
    "date_of_birth",
    "case_reference",
    "parent_name",
    "lead_professional",
    "address",
    "school",
    "referral_date",
)
_EVIDENCE_FOR_CERTAINTY = 6.0  # points at which the winner's lead alone decides the confidence


def tell_genre(document: Document, *, vocabulary: Vocabulary, options: SegmentOptions) -> Document:
    """The document with its genre and how sure we are (0-1: the winner's share of all points, less where points are few)."""
    scores = {cues.name: _score(document, cues) for cues in vocabulary.genres.genre}
    best: Genre = max(scores, key=lambda name: (scores[name], name))
    total = sum(scores.values())
    if total == 0:
        return replace(document, genre="other", genre_confidence=0.0)
    confidence = scores[best] / total * min(1.0, scores[best] / _EVIDENCE_FOR_CERTAINTY)
    confidence = round(min(1.0, confidence * 1.6), 3)
    if confidence < options.min_genre_confidence:
        return replace(document, genre="other", genre_confidence=round(1 - confidence, 3))
    return replace(document, genre=best, genre_confidence=confidence)


def _score(document: Document, cues: GenreCues) -> float:
    title = _title_text(document)
    body = document.text[: document.body_end]
    names = {field.name for field in document.fields}
    points = _TITLE_WORTH * min(3, sum(1 for pattern in cues.title_patterns if pattern.search(title)))
    points += _TEXT_WORTH * sum(1 for pattern in cues.text_patterns if pattern.search(body))
    about_fields = sum(1 for name in cues.fields if name in names)
    points += _FIELD_WORTH * about_fields
    if cues.name in CASE_GENRES and not _could_be_case(document, cues, title, about_fields):
        return 0.0
    return points * cues.weight


def _could_be_case(document: Document, cues: GenreCues, title: str, about_fields: int) -> bool:
    """A case paper says in its title what it is or has a form's fields, and is no book: reports *about* cases share its words."""
    named = any(pattern.search(title) for pattern in cues.title_patterns)
    identified = sum(1 for field in document.fields if field.name in _IDENTITY)
    short = len(document.text) <= _LONGEST_CASE_PAPER
    return (
        (short and named and about_fields + identified >= 1)
        or about_fields >= 3
        or (about_fields >= 1 and identified >= 2)
    )


def _title_text(document: Document) -> str:
    """The file's title and the short blocks it opens with, a line each."""
    lines = [document.title or ""]
    for block in document.blocks[:_TITLE_BLOCKS]:
        if block.end - block.start <= 160 and block.kind != "furniture":
            lines.append(document.text[block.content : block.end])
    return "\n".join(lines)
