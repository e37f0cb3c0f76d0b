"""What kind of document it is, by cues in its title, headings, text and labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..records.document import CASE_GENRES, Document, Genre
from ..vocab import Vocabulary
from ..vocab.genres import GenreCues
from .options import SegmentOptions

_TITLE_BLOCKS = 6  # the title is among the first blocks
_NAME_WORTH, _TITLE_WORTH, _TEXT_WORTH, _FIELD_WORTH = 3.0, 1.5, 1.0, 1.5
_LONGEST_CASE_PAPER = 30_000  # characters
_LONGEST_LETTER = 12_000  # characters of a case paper without a form
_MAIL_HEAD = 800  # characters in which an e-mail's subject stands
_SUBJECT = re.compile(r"\bsubject:[ \t]*([^\n]{1,160})", re.IGNORECASE)
_FAMILIAR = 6  # different words of family work from which a letter without a form is one about a family
# Words for one person or a relative in a hundred words. Of 74 case papers of 20 services all have more than 0.85, and all but six
# more than 1.6; of 82 reports, minutes and inspections none has more than 1.4 and all but one less than 0.8.
_ONE_FAMILY = re.compile(
    r"\b(?:he|she|his|her|hers|him|mum|mummy|dad|daddy|mother|father|nan|gran|grandma|grandmother|stepdad|stepmum|brother|sister|son|"
    r"daughter)\b",
    re.IGNORECASE,
)
_TELLS_OF_ONE_FAMILY = 1.6
_MORE_THAN_A_QUOTATION = 8
_NUMBERED = 6  # this many numbered paragraphs make a numbered paper
_IDENTITY = (
    "child_name", "date_of_birth", "case_reference", "parent_name", "lead_professional", "address", "school", "referral_date",
)  # fmt: skip
_EVIDENCE_FOR_CERTAINTY = 6.0  # points at which the winner's lead alone decides the confidence


def tell_genre(document: Document, *, vocabulary: Vocabulary, options: SegmentOptions) -> Document:
    """The document with its genre and how sure we are (0-1: the winner's share of all points, less where points are few)."""
    opening = _Opening.of(document)
    scores = {cues.name: _score(document, cues, opening, vocabulary=vocabulary) for cues in vocabulary.genres.genre}
    best: Genre = max(scores, key=lambda name: (scores[name], name))
    total = sum(scores.values())
    if total == 0:
        guessed = _guess_case_paper(document, vocabulary=vocabulary)
        return replace(
            document, genre=guessed or "other", genre_confidence=options.min_genre_confidence if guessed else 0.0
        )
    confidence = scores[best] / total * min(1.0, scores[best] / _EVIDENCE_FOR_CERTAINTY)
    confidence = round(min(1.0, confidence * 1.6), 3)
    if confidence < options.min_genre_confidence and not (best in CASE_GENRES and _tells_of_one_family(document)):
        return replace(document, genre="other", genre_confidence=round(1 - confidence, 3))
    return replace(document, genre=best, genre_confidence=confidence)


@dataclass(frozen=True)
class _Opening:
    """What a document calls itself: the name in its highest heading, and the short lines it opens with."""

    name: str
    lines: str

    @classmethod
    def of(cls, document: Document) -> _Opening:
        short = [
            block
            for block in document.blocks[:_TITLE_BLOCKS]
            if block.end - block.start <= 160 and block.kind != "furniture"
        ]
        headings = [block for block in short if block.kind == "heading"] or short[:1]
        top = min((block.level or 1 for block in headings), default=1)
        names = [document.text[block.content : block.end] for block in headings if (block.level or 1) == top]
        lines = [document.text[block.content : block.end] for block in short]
        subject = _SUBJECT.search(document.text[:_MAIL_HEAD])
        if subject:
            lines.append(subject.group(1))
        return cls(name="\n".join(names[:2]), lines="\n".join([document.title or "", *lines]))


def _score(document: Document, cues: GenreCues, opening: _Opening, *, vocabulary: Vocabulary) -> float:
    body = document.text[: document.body_end]
    fields = {field.name for field in document.fields}
    named = any(pattern.search(opening.name) for pattern in cues.title_patterns)
    titled = sum(1 for pattern in cues.title_patterns if pattern.search(opening.lines))
    told = sum(1 for pattern in cues.text_patterns if pattern.search(body))
    filled = sum(1 for name in cues.fields if name in fields)
    familiar = sum(1 for pattern in vocabulary.genres.family_patterns if pattern.search(body))
    if cues.name in CASE_GENRES and not _could_be_case(
        document, titled=titled, told=told, filled=filled, familiar=familiar
    ):
        return 0.0
    points = _NAME_WORTH * named + _TITLE_WORTH * min(3, titled) + _TEXT_WORTH * told + _FIELD_WORTH * filled
    if cues.numbered_paragraphs and _is_numbered(document):
        points += cues.numbered_paragraphs
    return points * cues.weight


def _could_be_case(document: Document, *, titled: int, told: int, filled: int, familiar: int) -> bool:
    """A case paper says what it is and has a form's fields, or is a letter that tells the story; reports *about* cases share
    its words, but they are longer and identify nobody."""
    identified = sum(1 for field in document.fields if field.name in _IDENTITY)
    if len(document.text) > _LONGEST_CASE_PAPER:
        return filled >= 3 and identified >= 2
    letter = len(document.text) <= _LONGEST_LETTER and (
        (told >= 3 and identified >= 1) or (titled + told >= 2 and familiar >= _FAMILIAR)
    )
    if titled + told + filled >= 1 and _tells_of_one_family(document):
        return True
    return (titled >= 1 and filled + identified >= 1) or filled >= 3 or (filled >= 1 and identified >= 2) or letter


def _guess_case_paper(document: Document, *, vocabulary: Vocabulary) -> Genre | None:
    """The kind of a paper that does not say what it is but tells of one family; None for any other."""
    if not _tells_of_one_family(document):
        return None
    body = document.text[: document.body_end]
    hints = {
        cues.name: sum(1 for pattern in cues.hint_patterns if pattern.search(body))
        for cues in vocabulary.genres.genre
        if cues.name in CASE_GENRES
    }
    return max(hints, key=lambda name: (hints[name], name == "assessment", name))


def _tells_of_one_family(document: Document) -> bool:
    body = document.text[: document.body_end]
    if len(body) > _LONGEST_CASE_PAPER:
        return False
    found = len(_ONE_FAMILY.findall(body))  # a report that quotes one parent has a few
    return found >= _MORE_THAN_A_QUOTATION and 100 * found >= _TELLS_OF_ONE_FAMILY * len(body.split())


def _is_numbered(document: Document) -> bool:
    numbers = [block for block in document.blocks if block.number and block.kind == "paragraph"]
    return len(numbers) >= _NUMBERED
