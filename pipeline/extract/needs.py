"""Needs: what a family came with, whose need it is, and whether it is there, was there, is denied or only suspected."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ..records.document import Document
from ..records.need import Assertion, Need, NeedStatus, Stage
from ..text.dates import find_dates
from ..text.nlp import Nlp
from ..text.phrases import Hit, Token, tokenize
from ..vocab import Vocabulary
from ..vocab.assertion import AssertionRule
from ..vocab.needs import NeedKind
from .assertions import Clauses, Reading, find_rules, part_clauses, read_assertion, tag_times
from .case_dates import find_case_dates
from .grids import opens_with_verdict
from .need_mentions import NeedWords, find_need_words
from .need_owner import STRENGTHS, Whose, speaker_of, whose_need
from .need_places import READ_ZONES, is_need, opens_later_needs, rezoned, zone_of
from .need_rows import FoundNeed, NeedRow, doubted, echoed, merged, need_of_row
from .options import ExtractOptions
from .people import Cast, find_cast
from .person_mentions import Context, Mention, find_mentions
from .statements import CasePaper, Statement, lay_out

_NAMED = 3  # strength of a person named in the clause
_SECONDARY_SCHOOL = 11  # years
_GROWN_UP = 25  # years from which a date is no child's date of birth
_OPEN_QUESTION = re.compile(r"^[^.!]{3,60}\?$")
_PRESENT = frozenset({"is", "are", "has", "have", "gets", "does", "can", "can't", "cannot", "still", "now"})
_PAST = frozenset({"was", "were", "had", "did", "used", "got"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    """A statement taken apart."""

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    clauses: Clauses
    rules: Sequence[Hit[AssertionRule]]


def extract_needs(document: Document, *, vocabulary: Vocabulary, nlp: Nlp, options: ExtractOptions) -> Iterator[Need]:
    """The needs of a case paper, in reading order: one row a need, a person and a statement."""
    paper = lay_out(document, vocabulary=vocabulary)
    cast = find_cast(document, vocabulary=vocabulary)
    reference = _reference_date(paper, vocabulary)
    years = _age_of_child(paper, reference)
    cast = replace(cast, youth=years is not None and years >= _SECONDARY_SCHOOL, years=years)
    context, passage, later, zone_now = Context(), -1, False, None
    presenting: set[str] = set()
    stated: set[str] = set()
    rows: list[NeedRow] = []
    gained, passage_of_gain = False, -1
    for statement in rezoned(paper):
        text = document.text[statement.start : statement.end]
        if statement.passage != passage:
            passage, later, zone_now = statement.passage, False, None
            context = Context()
        if statement.zone == "mixed" and _OPEN_QUESTION.match(text):
            zone_now = vocabulary.zones.of_label(text) or zone_now
        if zone_now is not None:
            statement = replace(statement, zone=zone_now)
        sentence = _take_apart(document, statement, cast, vocabulary, context, reference)
        later = later or opens_later_needs(text)
        gained = (gained and statement.passage == passage_of_gain) or opens_with_verdict(text)
        passage_of_gain = statement.passage if gained else -1
        if statement.zone in READ_ZONES:
            needs = _needs_in(document, statement, sentence, cast, vocabulary, context, frozenset(stated))
            if gained:  # "Met. Last panic attack was in September."
                needs = [found for found in needs if found.reading.status != "current"]
            echo = (
                not needs
                and rows
                and rows[-1].statement.passage == passage
                and vocabulary.assertion.is_echo(sentence.tokens)
            )
            if echo:
                needs = [echoed(row.found) for row in rows if row.statement == rows[-1].statement]
            for found in needs:
                stage: Stage = "identified_later" if later or statement.zone == "later" else "presenting"
                if statement.zone == "change" and found.kind.id not in presenting and presenting:
                    stage = "identified_later"
                if stage == "presenting":
                    presenting.add(found.kind.id)
                stated.add(found.kind.category)
                raised_by = None if statement.kind == "answer" else _raised_by(sentence, found, vocabulary)
                words = rows[-1].words if echo else _words(statement, found, sentence)
                rows.append(NeedRow(statement, found, stage, raised_by, words))
        context = context.after(sentence.mentions)
    for index, row in enumerate(rows):
        yield need_of_row(document, doubted(row, rows[index + 1 :]), options)


def _words(statement: Statement, found: FoundNeed, sentence: _Sentence) -> str:
    if statement.kind == "answer":
        return statement.label
    return " ".join(sentence.tokens[i].text for i in sorted(found.words.words))


def _reference_date(paper: CasePaper, vocabulary: Vocabulary) -> datetime.date | None:
    """The day against which "a year ago" is counted: the referral, else the first date of the case, else the document's."""
    dates = find_case_dates(paper, vocabulary=vocabulary)
    known = [event.date for event in (dates.referral, dates.assessment, dates.closure) if event is not None]
    return known[0] if known else paper.document.date


def _age_of_child(paper: CasePaper, reference: datetime.date | None) -> int | None:
    """Years of age of the child of the paper. Notes about a child of secondary school age tell of it where nobody is named."""
    text = paper.document.text
    for field, _ in paper.fields:
        if field.name in ("date_of_birth", "child_name"):
            born = next((m.date for m in find_dates(text[field.value.start : field.value.end]) if m.date), None)
            if born is not None and reference is not None:
                years = reference.year - born.year - ((reference.month, reference.day) < (born.month, born.day))
                return years if 0 <= years <= _GROWN_UP else None
    return None


def _take_apart(
    document: Document, statement: Statement, cast: Cast, vocabulary: Vocabulary, context: Context,
    reference: datetime.date | None
) -> _Sentence:  # fmt: skip
    tokens = tokenize(document.text, statement.start, statement.end, mend=vocabulary.needs.speller.mend)
    tokens = tag_times(document.text, tokens, reference)
    tokens, mentions = find_mentions(tokens, cast=cast, vocabulary=vocabulary, context=context)
    clauses = part_clauses(tokens, vocabulary=vocabulary)
    return _Sentence(tokens=tokens, mentions=mentions, clauses=clauses, rules=find_rules(tokens, vocabulary=vocabulary))


def _needs_in(
    document: Document, statement: Statement, sentence: _Sentence, cast: Cast, vocabulary: Vocabulary, context: Context,
    stated: frozenset[str],
) -> list[FoundNeed]:  # fmt: skip
    if not sentence.tokens:
        return []
    if statement.kind == "answer":
        return _answered(document, statement, cast, vocabulary)
    bare = (
        statement.kind == "tick"
        or statement.zone == "clear"
        or (statement.kind == "cell" and statement.zone == "needs")
    )
    words = find_need_words(sentence.tokens, sentence.rules, sentence.clauses, vocabulary=vocabulary, bare=bare)
    found = []
    subject = _subject(statement, cast, vocabulary)
    clear = statement.zone == "clear"
    for one in words:
        others = [other.words for other in words if other is not one]
        beside = {kind.category for other in words if other is not one for kind in other.kinds}
        kind, whose, strength = _owner(one, sentence, cast, context, subject, beside)
        kind, whose = _done_to_child(kind, whose, one, sentence, vocabulary)
        kind = _of_age(kind, whose, sentence, cast, vocabulary)
        reading = read_assertion(
            one.words, sentence.rules, sentence.clauses, sentence.tokens, others=others, lasting=kind.lasting,
            past=statement.zone == "history" and not _is_present(one, sentence),
        )  # fmt: skip
        if one.sign and reading.status == "current":
            reading = replace(reading, status="suspected", assertion=replace(reading.assertion, certainty="suspected"))
        if (one.settled or (clear and whose.role != "other")) and reading.status == "current":
            reading = replace(reading, status="negated", assertion=replace(reading.assertion, existence="negated"))
        if reading.status is not None:
            found.append(FoundNeed(kind=kind, words=one, whose=whose, reading=reading, strength=strength))
    text, zone = document.text[statement.start : statement.end], zone_of(statement, sentence.tokens)
    return merged(
        [
            one
            for one in found
            if is_need(
                zone, text, statement, one.reading, one.whose.role, sentence.tokens,
                topic=one.words.topic, stated=one.kind.category in stated, vocabulary=vocabulary,
            )
        ]
    )  # fmt: skip


def _done_to_child(
    kind: NeedKind, whose: Whose, words: NeedWords, sentence: _Sentence, vocabulary: Vocabulary
) -> tuple[NeedKind, Whose]:
    """The need and its person, where what the words tell is done to a child: "he grabbed Ellie by the hair" is abuse."""
    other = vocabulary.needs.kind(kind.of_child) if kind.of_child else None
    done_to = [
        m
        for m in sentence.mentions
        if words.first < m.first < words.last and m.role in ("child", "sibling") and not m.possessive
    ]
    if other is None or not done_to or done_to[-1].role is None:
        return kind, whose
    return other, Whose(role=done_to[-1].role, name=done_to[-1].name, basis="named in the words")


def _of_age(kind: NeedKind, whose: Whose, sentence: _Sentence, cast: Cast, vocabulary: Vocabulary) -> NeedKind:
    """The need that the words state of a child of that age: a four-year-old's speech is early years, a ten-year-old's is not.

    Only where the child is the one whose age the paper tells: named, or the only one there is.
    """
    children = cast.with_role("child", "sibling")
    if kind.until is None or cast.years is None or cast.years <= kind.until or whose.role != "child" or not children:
        return kind
    printed = any(token.norm == children[0].first_name.lower() for token in sentence.tokens)
    if whose.name not in (None, children[0].first_name) or (len(children) > 1 and not printed):
        return kind
    return vocabulary.needs.kind(kind.beyond or "") or kind


def _is_present(words: NeedWords, sentence: _Sentence) -> bool:
    """Whether the clause speaks in the present: "Nan has COPD" is no history wherever it stands."""
    low, high = sentence.clauses.bounds(words.first)
    return any(token.norm in _PRESENT for token in sentence.tokens[low:high]) and not any(
        token.norm in _PAST for token in sentence.tokens[low:high]
    )


def _answered(document: Document, statement: Statement, cast: Cast, vocabulary: Vocabulary) -> list[FoundNeed]:
    """ "Domestic abuse: None." and "Substance misuse: [x] Yes": the label names the need, the answer its status."""
    if statement.zone not in ("needs", "history", "later", "mixed") or statement.label_span is None:
        return []
    span = statement.label_span
    tokens = tokenize(document.text, span.start, span.end, mend=vocabulary.needs.speller.mend)
    tokens, mentions = find_mentions(tokens, cast=cast, vocabulary=vocabulary, context=Context())
    sentence = _Sentence(
        tokens=tokens, mentions=mentions, clauses=part_clauses(tokens, vocabulary=vocabulary), rules=()
    )
    words = find_need_words(tokens, (), sentence.clauses, vocabulary=vocabulary, bare=True)
    if not words or len(words) > 3:
        return []
    status: NeedStatus = "current" if statement.yes else "negated"
    found = []
    subject = _subject(statement, cast, vocabulary)
    for one in words:
        kind, whose, strength = _owner(one, sentence, cast, Context(), subject)
        reading = Reading(
            assertion=Assertion(existence="affirmed" if statement.yes else "negated"),
            status=status,
            meanings=frozenset(),
            because=("the box",),
        )
        found.append(FoundNeed(kind=kind, words=one, whose=whose, reading=reading, strength=strength))
    return merged(found)


def _subject(statement: Statement, cast: Cast, vocabulary: Vocabulary) -> Mention | None:
    """The person whom a label, heading or repeated block of the form is about."""
    if not statement.subject:
        return None
    tokens = tokenize(statement.subject)
    _, mentions = find_mentions(tokens, cast=cast, vocabulary=vocabulary, context=Context())
    named = [mention for mention in mentions if not mention.pronoun and mention.role not in (None, "family")]
    return named[-1] if named else None


def _owner(
    words: NeedWords, sentence: _Sentence, cast: Cast, context: Context, subject: Mention | None,
    beside: Collection[str] = (),
) -> tuple[NeedKind, Whose, int]:  # fmt: skip
    """The need among those the words can mean that fits the person best, and that person.

    Where several fit alike, the category of the needs `beside` it in the sentence decides: rent arrears among debts.
    """
    best: tuple[tuple[int, bool, bool, int], NeedKind, Whose] | None = None
    for order, (kind, span) in enumerate(zip(words.kinds, words.spans, strict=True)):
        clause = sentence.clauses.bounds(span[0])
        whose = whose_need(
            kind, span, clause, sentence.mentions, sentence.tokens,
            context=context, cast=cast, subject=subject,
        )  # fmt: skip
        strength = STRENGTHS.get(whose.basis, 0)
        other = kind.category != words.kinds[0].category and kind.category not in beside
        if order and other and strength < _NAMED:
            continue  # words of another category count only where they fit whom the clause is about
        young = cast.youth and strength <= 1 and kind.who[0] == "child"
        rank = (max(strength, 1) if cast.youth else strength, young, kind.category in beside, -order)
        if best is None or rank > best[0]:
            best = (rank, kind, whose)
    assert best is not None
    return best[1], best[2], best[0][0]


def _raised_by(sentence: _Sentence, found: FoundNeed, vocabulary: Vocabulary) -> str | None:
    """Who is reported as saying so: "School say he is anxious" -> school; "mum told me" -> mother."""
    tokens = sentence.tokens
    says = vocabulary.agencies.saying.find(tokens)
    best: tuple[int, str] | None = None
    for hit in vocabulary.agencies.speakers.find(tokens):
        if any(0 <= verb.first - hit.last <= 3 for verb in says) and hit.first <= found.words.last:
            best = max(best or (-1, ""), (hit.first, hit.payload))
    person = speaker_of(tokens, sentence.mentions, found.words.last)
    if person is not None and person.role is not None and (best is None or person.first > best[0]):
        return str(person.role)
    return best[1] if best else None
