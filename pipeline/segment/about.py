"""What a document says of itself: title, date, the body that issued it, the place, the case reference."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..records.document import CASE_GENRES, Document
from ..text.dates import find_dates

_NAME = r"[A-Z][A-Za-z'’]+(?:[ -](?:[A-Z][A-Za-z'’]+|of|and|upon|on|the|in|under|St\.?)){0,5}?"
_AREAS = "London Borough|Royal Borough|City|County|Borough|Metropolitan Borough"
_KINDS = "Metropolitan|London|Royal|County|City|District|Borough|Unitary|Town|and|&"
_COUNCIL = re.compile(
    rf"\b(?:(?P<area>(?:{_AREAS}) of) (?P<place_after>{_NAME}(?: (?:and|&) [A-Z][a-z]+)?)(?![A-Za-z'’])"
    rf"|(?P<place>{_NAME}) (?P<kind>(?:(?:{_KINDS}) ){{0,3}}Council"
    r"|MBC|CC|Children['’]s (?:Services )?Trust|Safeguarding (?:Children )?Partnership))\b"
)
# Words that a sentence puts before a name: "Inspection of Plymouth City Council", "The Council", "Report of the County Council".
_NOT_A_PLACE = {
    "the", "county", "city", "borough", "district", "town", "local", "full", "report", "from", "at", "by", "to", "for", "of",
    "and", "in", "that", "when", "inspection", "this", "our", "your", "each", "parish", "cabinet", "member", "members",
}  # fmt: skip
_REFERENCE = re.compile(r"^[A-Z0-9][A-Z0-9/\-. ]{2,24}$", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b[A-Z]{1,6}(?:[-/][A-Z]{1,4})*[-/]?\d{2,}(?:[-/]\d+)*\b")
# A unique pupil number, a national insurance number, the outward half of a postcode.
_OTHER_IDENTIFIER = re.compile(r"^(?:[A-Z]\d{12}|[A-Z]{2}\d{6}|[A-Z]{1,2}\d{1,2})$")
_CASE_DATE_LABELS = {
    "closure_summary": ("closure_date", "form_date"),
    "assessment": ("assessment_date", "form_date"),
    "plan": ("plan_date", "form_date"),
    "review": ("review_date", "form_date"),
}
_LONGEST_DATE_LINE = 140  # characters
_OPENING = 1200  # characters in which a report prints its date
_BIRTH = re.compile(r"\b(?:born|birth|d\.?o\.?b\.?)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|be|been|this|we|it)\b")
_MEETING = re.compile(r"\b(?:meeting|date|committee|board|panel|cabinet)\b", re.IGNORECASE)


def describe(document: Document) -> Document:
    """The document with title, date, organisation, geography and reference where it states them."""
    organisation, place = _organisation(document)
    return replace(
        document,
        title=_title(document) or document.title,
        date=_date(document),
        organisation=organisation,
        geography=place,
        reference=_reference(document),
    )


def _title(document: Document) -> str | None:
    """The first heading of the highest level among the opening blocks, else the first short block."""
    opening = [block for block in document.blocks[:8] if block.start < document.body_end]
    headings = [block for block in opening[:4] if block.kind == "heading"]
    if headings:
        top = min(block.level or 9 for block in headings)
        chosen = next(block for block in headings if (block.level or 9) == top)
    else:
        chosen = next((block for block in opening if block.end - block.content <= 140), None)  # type: ignore[assignment]
    return " ".join(document.text[chosen.content : chosen.end].split()) if chosen else None


def _date(document: Document) -> datetime.date | None:
    """The date in the field that dates this genre, else the first full date of the opening, a meeting's for choice."""
    for name in _CASE_DATE_LABELS.get(document.genre, ()):
        for field in document.fields:
            if field.name == name:
                dates = [m.date for m in find_dates(document.text[field.value.start : field.value.end]) if m.date]
                if dates:
                    return max(dates)
    opening = list(_opening_dates(document))
    if document.genre in CASE_GENRES and opening:
        return max(date for date, _ in opening)
    meeting = next((date for date, near_meeting in opening if near_meeting), None)
    if meeting or opening:
        return meeting or opening[0][0]
    furniture = document.text[document.body_end :]
    return next((mention.date for mention in find_dates(furniture) if mention.date), None)


def _opening_dates(document: Document) -> Iterator[tuple[datetime.date, bool]]:
    """Full dates in the opening's short blocks and form cells, and whether a meeting is named beside them."""
    for block in document.blocks:
        if block.start > _OPENING or block.start >= document.body_end:
            return
        text = document.text[block.start : block.end]
        if block.kind != "table" and (len(text) > _LONGEST_DATE_LINE or block.number or _is_sentence(text)):
            continue  # a date in a sentence is what the sentence is about
        for mention in find_dates(text):
            if mention.date is not None and not _BIRTH.search(text[max(0, mention.start - 30) : mention.start]):
                yield mention.date, bool(_MEETING.search(text[max(0, mention.start - 80) : mention.end + 20]))


def _is_sentence(text: str) -> bool:
    """Ends as a sentence does, tells something, and is not the line that says when a meeting was held."""
    told = _VERB.search(text) is not None and re.search(r"\b(?:meeting|held)\b", text, re.IGNORECASE) is None
    return told and text.rstrip().endswith(".")


def _organisation(document: Document) -> tuple[str | None, str | None]:
    """The council, trust or partnership named most, the opening and the furniture counting more; and its place."""
    named: Counter[tuple[str, str]] = Counter()
    opening = document.text[:_OPENING]
    for stretch, worth in (
        (opening, 3),
        (document.text[document.body_end :], 3),
        (document.text[: document.body_end], 1),
    ):
        for match in _COUNCIL.finditer(stretch):
            place = _bare_place(match.group("place") or match.group("place_after"))
            kind = match.group("kind") or match.group("area")
            if place:
                name = f"{place} {kind}" if match.group("kind") else f"{kind} {place}"
                named[(name, place)] += worth
    if not named:
        return None, None
    (name, place), _ = min(named.items(), key=lambda item: (-item[1], item[0]))
    return name, place


def _bare_place(words: str) -> str:
    """The name without the words of the sentence before it; empty if none is left."""
    parts = re.split(r"\b(?:the|in|on)\b", words)[-1].split()
    while parts and parts[0].lower() in _NOT_A_PLACE:
        parts.pop(0)
    return " ".join(parts)


def _reference(document: Document) -> str | None:
    """The case reference of a case paper, as entered; else the one identifier that its opening or its furniture prints."""
    if document.genre not in CASE_GENRES:
        return None
    for field in document.fields:
        value = document.text[field.value.start : field.value.end].strip().rstrip(".,;")
        if field.name == "case_reference" and _REFERENCE.match(value) and any(c.isdigit() for c in value):
            return value
    printed = Counter(
        match.group(0)
        for stretch in (document.text[: _OPENING // 2], document.text[document.body_end :])
        for match in _IDENTIFIER.finditer(stretch)
        if not _OTHER_IDENTIFIER.match(match.group(0))
    )
    return printed.most_common(1)[0][0] if printed else None
