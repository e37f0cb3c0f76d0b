"""Dates of a case wherever they stand: in fields, in narrative, in tables of dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records.case import DatedEvent
from ..records.document import Document, evidence_at
from ..text.dates import DateMention, find_dates
from ..text.phrases import Hit, tokenize
from ..text.sentences import split_sentences
from ..vocab import Vocabulary
from ..vocab.case_dates import EventName
from .statements import CasePaper

_NOT_HELD = re.compile(r"\b(?:cancelled|canceled|did not take place|not held|postponed|re-?arranged)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|before|until|to do)\b", re.IGNORECASE)  # "Done since the last review" dates no review
# Boxes whose dates are of what they tell: a date beside the reason of a closure is not the closure's.
_TOLD_FIELDS = frozenset({"reason_for_closure", "outstanding_support", "intervention", "impact"})
_OPENING = 400  # characters in which a paper prints its own date
_OPENING_WORDS = 4  # of an event in a chronology: "TAF 1. Mum and Ian ..." is the first review
_SHORT_LINE = 16  # words up to which a line without a verb is read as labels and dates
_IS_SENTENCE = re.compile(r"\b(?:was|is|were|are|has|have|had|will|we|I|she|he|they|our|her|his|met)\b")
_OWN_LINE = (
    3  # words besides a date up to which a line is the date of the paper: a header, a letter's date, a signature
)
_ZONES_WITH_DATES = frozenset({"mixed", "needs", "admin", "help", "ending"})


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseEvents:
    """The dates of a case. `reviews` in order of date, each day once."""

    referral: DatedEvent | None
    assessment: DatedEvent | None
    plan: DatedEvent | None
    reviews: tuple[DatedEvent, ...]
    closure: DatedEvent | None


def find_case_dates(paper: CasePaper, *, vocabulary: Vocabulary) -> CaseEvents:
    """The dates of a case paper. What a form's box says goes before what the text tells."""
    document = paper.document
    by_field: dict[EventName, list[DatedEvent]] = {}
    for name, event in _in_fields(paper, vocabulary):
        by_field.setdefault(name, []).append(event)
    for name, event in _in_grids(paper, vocabulary):
        by_field.setdefault(name, []).append(event)
    in_text: dict[EventName, list[DatedEvent]] = {}
    for name, event in _in_sentences(paper, vocabulary):
        in_text.setdefault(name, []).append(event)

    def first(name: EventName) -> DatedEvent | None:
        events = by_field.get(name) or in_text.get(name) or []
        return events[0] if events else None

    reviews = by_field.get("review") or in_text.get("review") or []
    closure = first("closure") if document.genre == "closure_summary" else None
    if document.genre in ("assessment", "plan"):  # later dates are planned, not held
        made = [event.date for event in (first("assessment"), first("plan")) if event is not None]
        made += [document.date] if document.date else []
        reviews = [event for event in reviews if made and event.date <= max(made)]
    if closure is None and document.genre == "closure_summary":
        known = {event.date for events in (*by_field.values(), *in_text.values()) for event in events}
        closure = _own_date(document, known)
    return CaseEvents(
        referral=first("referral"), assessment=first("assessment"), plan=first("plan"), reviews=_days(reviews), closure=closure
    )  # fmt: skip


def _in_fields(paper: CasePaper, vocabulary: Vocabulary) -> Iterator[tuple[EventName, DatedEvent]]:
    text = paper.document.text
    for field, entry in paper.fields:
        mentions = list(_dates_in(text, field.value.start, field.value.end))
        title = text[field.label.start : field.label.end]
        if not mentions and entry.kind == "void":  # "Reviews - 15/4/24 and 22/5/24", read as a label without an entry
            mentions = list(_dates_in(text, field.label.start, field.label.end))
            title = text[field.label.start : mentions[0][0]] if mentions else title
        if not mentions or field.name in _TOLD_FIELDS or _SINCE.search(title):
            continue
        label = tokenize(text, field.label.start, field.label.start + len(title))
        named = vocabulary.case_dates.in_label(label)
        name = vocabulary.case_dates.of_field(field.name)
        if any(hit.payload == "next_review" for hit in named):
            name = "next_review"
        elif name is None and named and len(label) <= 9:
            name = max(named, key=lambda hit: (hit.last - hit.first, hit.last)).payload
        if name is None or not _is_dates(text[field.value.start : field.value.end], len(mentions)):
            continue
        for start, end, day in mentions if name == "review" else mentions[:1]:
            line = text[start : min(max(field.value.end, field.label.end), end + 40)].split("\n")[0]
            if not (name == "review" and _NOT_HELD.search(line)):
                yield name, DatedEvent(date=day, evidence=evidence_at(paper.document, start, end))


def _is_dates(value: str, dates: int) -> bool:
    """Whether an entry is made of dates, and not prose that holds one."""
    return len(value.split()) <= 10 + 7 * dates


def _in_grids(paper: CasePaper, vocabulary: Vocabulary) -> Iterator[tuple[EventName, DatedEvent]]:
    """Tables of dates: the words beside a date, else its column header, say what it dates."""
    text = paper.document.text
    for grid in paper.grids:
        for row in grid.rows:
            cells = grid.row_cells(row)
            beside = [
                text[c.span.start : c.span.end] for c in cells if not find_dates(text[c.span.start : c.span.end][:20])
            ]
            words = " ".join(" ".join(beside).split()[:_OPENING_WORDS])
            for cell in cells:
                mentions = list(_dates_in(text, cell.span.start, cell.span.end))
                planned = grid.roles[cell.column] == "due" and cell.column > 0
                if not mentions or cell.span.end - cell.span.start > 40 or planned:
                    continue
                named = vocabulary.case_dates.in_label(tokenize(words)) or vocabulary.case_dates.in_label(
                    tokenize(cell.header)
                )
                if named and not _NOT_HELD.search(words):
                    name = max(named, key=lambda hit: (hit.last - hit.first, hit.last)).payload
                    yield (
                        name,
                        DatedEvent(
                            date=mentions[0][2], evidence=evidence_at(paper.document, cell.span.start, cell.span.end)
                        ),
                    )


def _in_sentences(paper: CasePaper, vocabulary: Vocabulary) -> Iterator[tuple[EventName, DatedEvent]]:
    """Dates in running text. A sentence that begins "We wrote a plan and looked at it again on ..." dates by its nearest verb.

    A date without a year takes the year of the nearest full date before it that makes it no earlier.
    """
    document = paper.document
    text = document.text
    year_known: datetime.date | None = None
    spans = [(s.start, s.end) for s in paper.statements if s.kind == "sentence" and s.zone in _ZONES_WITH_DATES]
    spans = sorted({*spans, *_dated_titles(paper)}) or [
        (s.start, s.end) for s in split_sentences(text, 0, document.body_end)
    ]
    for start, end in spans:
        tokens = tokenize(text, start, end)
        named = vocabulary.case_dates.in_sentence(tokens)
        if len(tokens) <= 2 * _SHORT_LINE and find_dates(text[start:end]) and not _IS_SENTENCE.search(text[start:end]):
            named = [*named, *vocabulary.case_dates.in_label(tokens)]
        last: EventName | None = None
        for mention in find_dates(text[start:end]):
            day = _full(mention, year_known)
            if day is None:
                continue
            year_known = day
            position = start + mention.start
            name = _nearest(named, [token.start for token in tokens], position) or last
            last = name
            if name is not None:
                yield name, DatedEvent(date=day, evidence=evidence_at(document, position, start + mention.end))


def _dated_titles(paper: CasePaper) -> Iterator[tuple[int, int]]:
    """Short lines with a date that are neither prose nor a box: "Referral received 09/01/2024"."""
    document = paper.document
    taken = [(s.start, s.end) for s in paper.statements]
    taken += [(field.label.start, max(field.label.end, field.value.end)) for field, _ in paper.fields]
    taken += [(table.start, table.end) for table in document.tables]
    for block in document.blocks:
        free = not any(low < block.end and block.content < high for low, high in taken)
        if free and block.start < document.body_end and find_dates(document.text[block.content : block.end]):
            yield block.content, block.end


def _nearest(named: Sequence[Hit[EventName]], starts: Sequence[int], position: int) -> EventName | None:
    """The event whose words end nearest before the date, at most nine words away."""
    index = sum(1 for start in starts if start < position)
    before = [hit for hit in named if hit.last <= index and index - hit.last <= 9]
    return max(before, key=lambda hit: (hit.last, hit.last - hit.first)).payload if before else None


def _dates_in(text: str, start: int, end: int) -> Iterator[tuple[int, int, datetime.date]]:
    """Full dates of a box; a day and month in a list take the year of their neighbours ("16 Feb, 22 March and 3 May 2024")."""
    mentions = find_dates(text[start:end])
    years = [mention.year for mention in mentions if mention.year is not None]
    for index, mention in enumerate(mentions):
        year = mention.year
        if year is None and years and mention.day is not None:
            later = [m.year for m in mentions[index:] if m.year is not None]
            year = later[0] if later else years[-1]
        if year is not None and mention.day is not None:
            try:
                day = datetime.date(year, mention.month, mention.day)
            except ValueError:
                continue
            yield start + mention.start, start + mention.end, day


def _full(mention: DateMention, known: datetime.date | None) -> datetime.date | None:
    if mention.date is not None or mention.day is None or known is None:
        return mention.date
    for year in (known.year, known.year + 1):
        try:
            day = datetime.date(year, mention.month, mention.day)
        except ValueError:
            continue
        if day >= known:
            return day
    return None


def _own_date(document: Document, known: set[datetime.date]) -> DatedEvent | None:
    """The paper's own date with its words: the date it states, else the last full date of its opening lines that is of
    nothing else (`known`)."""
    found: DatedEvent | None = None
    for mention in find_dates(document.text[: document.body_end]):
        if mention.date is None or (document.date is None and mention.start > _OPENING):
            continue
        if document.date is None and not _is_own_line(document.text, mention):
            continue
        event = DatedEvent(date=mention.date, evidence=evidence_at(document, mention.start, mention.end))
        if mention.date == document.date and mention.date not in known:
            return event
        if document.date is None and mention.date not in known and (found is None or mention.date > found.date):
            found = event
    return found


def _is_own_line(text: str, mention: DateMention) -> bool:
    """Whether a date stands in a line of its own, or behind an e-mail's "Date:"."""
    low = text.rfind("\n", 0, mention.start) + 1
    high = text.find("\n", mention.end)
    line = text[low : high if high >= 0 else len(text)]
    rest = len(line.split()) - len(text[mention.start : mention.end].split())
    signed = re.search(r"\b(?:written|completed|prepared|signed|sent) by\b[^.\n]*$", text[low : mention.start], re.I)
    return (
        rest <= _OWN_LINE
        or signed is not None
        or bool(re.search(r"\b(?:date|sent)d?:?\s*(?:\w+day,? )?$", text[low : mention.start], re.I))
    )


def _days(events: Sequence[DatedEvent]) -> tuple[DatedEvent, ...]:
    by_day: dict[datetime.date, DatedEvent] = {}
    for event in events:
        by_day.setdefault(event.date, event)
    return tuple(by_day[day] for day in sorted(by_day))
