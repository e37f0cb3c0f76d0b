"""Ages against dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..records.span import Span
from ..text.dates import DateMention, find_dates
from ..text.numbers import find_numbers
from .catalogue import HELD, Subject, Verdict, check, doubt

_TITLE = "# Early Help assessment\n\nDate of assessment: 4 March 2024\n\n"
_BORN = re.compile(
    r"\b(?:born(?:\s+on|\s+in)?|d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth\s?day"
    r"|birthdate)\b[\s:,/()–-]*(?:age[\s:)]*)?(?:on\s|in\s)?$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?|age\s+of)\s*:?\s*(?P<aged>\d{1,2}|[a-z]+(?:-[a-z]+)?)\b(?!\s*(?:to|-|–)\s*\d|\s+(?:or|and|in"
    r"|group|range)\b)(?:\s*(?P<agedunit>months?|weeks?))?"
    r"|\b(?P<old>\d{1,2}|[a-z]+(?:-[a-z]+)?)[\s-](?P<oldunit>years?|months?|weeks?|yr)[\s-]old\b"
    r"|\((?P<bracket>\d{1,2})(?:\s*(?P<bracketunit>years?|yrs?|months?|mths?|weeks?))?\)"
    r"|,\s(?P<comma>\d{1,2})(?:\s(?P<commaunit>months?|years?))?,",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:turn(?:ed|s)|will (?:be|turn)|became|becomes)\s+(?P<age>\d{1,2}|[a-z]+)\s+(?:on|in)\s+", re.IGNORECASE
)
_IS = re.compile(
    r"^[,)]?\s*(?:and )?(?:is|was)(?: now| then)? (?P<age>\d{1,2}|[a-z]+)\b(?! (?:of|in a|per|weeks|months|the|a"
    r"|an|very|doing|at|on)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’-]{2,}\b")
_OLDEST = 25  # years: ages of children and young people, whose papers these are
_DAYS_OF_SLACK = 62  # a paper is dated up to two months after the visit it speaks of


@check(
    "AGE001",
    severity="error",
    title="An age does not follow from the date of birth",
    holds=_TITLE + "Ruby Skelton, a 8 year old girl, born 11 June 2015, lives with her mum.\n",
    fails=_TITLE + "Ruby Skelton, a 9 year old girl, born 11 June 2015, lives with her mum.\n",
)
def check_ages(subject: Subject) -> Iterator[Verdict]:
    """Works out ages from dates of birth in the same sentence, cell or field, for the same name elsewhere, and for "turned 18 in
    May 2022".

    An age may be that of any day between the first and the last date of the case, or of two months before the document's date;
    it is doubted where it fits none of them. Silent where the document has no date, and for adults.
    """
    births = list(_births(subject))
    window = _window(subject)
    for stretch in _stretches(subject):
        born = [birth for birth in births if stretch.start <= birth.span.start < stretch.end]
        if window is not None:
            for part, birth in _parts(subject, stretch, born):
                yield from _ages_beside(subject, part, birth, window)
        if not born:
            yield from _ages_by_name(subject, stretch, births, window)
        yield from _turned(subject, stretch, births)
    if window is not None:
        yield from _age_fields(subject, births, window)


@dataclass(frozen=True, kw_only=True)
class _Birth:
    """A date of birth: first and last day that it may be (a month may be all that is printed), and the names beside it."""

    first: date
    last: date
    span: Span
    names: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class _Window:
    first: date
    last: date


def _window(subject: Subject) -> _Window | None:
    """The days on which an age may have been told."""
    dates = [subject.document.date] if subject.document.date else []
    for case in subject.extraction.cases:
        timeliness = case.timeliness
        dates += [
            d
            for d in (
                timeliness.referral_date,
                timeliness.assessment_date,
                timeliness.plan_date,
                case.closure_date,
                *timeliness.review_dates,
            )
            if d
        ]
    if not dates:
        return None
    first, last = min(dates), max(dates)
    if first == last:
        first = date.fromordinal(first.toordinal() - _DAYS_OF_SLACK)
    return _Window(first=first, last=last)


def _stretches(subject: Subject) -> Iterator[Span]:
    """Sentences and cells; fields of a form are cells or lines."""
    seen = set()
    for statement in subject.statements:
        seen.add(statement.start)
        yield Span(start=statement.start, end=statement.end)
    for table in subject.document.tables:
        for cell in table.cells:
            if cell.start not in seen and cell.end > cell.start:
                yield Span(start=cell.start, end=cell.end)


def _births(subject: Subject) -> Iterator[_Birth]:
    text = subject.document.text
    labelled = [
        (field, _names_above(subject, index))
        for index, field in enumerate(subject.document.fields)
        if _BORN.search(text[field.label.start : field.label.end].strip(" :?") + " ")
    ]
    for stretch in _stretches(subject):
        piece = text[stretch.start : stretch.end]
        for mention in find_dates(piece):
            start = stretch.start + mention.start
            above = next((names for field, names in labelled if field.value.start <= start < field.value.end), None)
            if above is None and not _BORN.search(piece[: mention.start]):
                continue
            ends = _ends(mention)
            if ends is not None:
                names = frozenset(_NAME.findall(piece[: mention.start])) or above or frozenset()
                yield _Birth(
                    first=ends[0], last=ends[1], span=Span(start=start, end=stretch.start + mention.end), names=names
                )


def _names_above(subject: Subject, index: int) -> frozenset[str]:
    """The names in the field of the same group before a date of birth: "Child: Ruby Skelton"."""
    fields, text = subject.document.fields, subject.document.text
    for field in reversed(fields[max(0, index - 2) : index]):
        if field.group == fields[index].group and (
            names := frozenset(_NAME.findall(text[field.value.start : field.value.end]))
        ):
            return names
    return frozenset()


def _ends(mention: DateMention) -> tuple[date, date] | None:
    if mention.year is None:
        return None
    if mention.date is not None:
        return mention.date, mention.date
    last = 28 if mention.month == 2 else 30
    return date(mention.year, mention.month, 1), date(mention.year, mention.month, last)


def _parts(subject: Subject, stretch: Span, births: list[_Birth]) -> Iterator[tuple[Span, _Birth]]:
    """A sentence that names several children, parted so that each part holds one date of birth."""
    text = subject.document.text
    starts = [stretch.start, *(birth.span.end for birth in births[:-1])]
    ends = [*(birth.span.end for birth in births[:-1]), stretch.end]
    first_age = _AGE.search(text, stretch.start, stretch.end)
    if (
        births and first_age is not None and first_age.start() > births[0].span.start
    ):  # "born 3 May 2016, aged 7; Joe, born ..."
        names = [_NAME.search(text, birth.span.end, stretch.end) for birth in births[:-1]]
        cuts = [
            name.start() if name is not None else birth.span.end for name, birth in zip(names, births[:-1], strict=True)
        ]
        starts, ends = [stretch.start, *cuts], [*cuts, stretch.end]
    for start, end, birth in zip(starts, ends, births, strict=False):
        yield Span(start=start, end=end), birth


def _ages_beside(subject: Subject, stretch: Span, birth: _Birth, window: _Window) -> Iterator[Verdict]:
    text = subject.document.text[stretch.start : stretch.end]
    is_now = _IS.match(text[birth.span.end - stretch.start :]) if birth.span.end < stretch.end else None
    if is_now is not None and (told := _told_number(is_now["age"], None)) is not None:
        yield _judge(subject, stretch, told, is_now.group(0).strip(" ,"), birth, window)
        return
    for match in _AGE.finditer(text):
        told = _told(match)
        if told is None or stretch.start + match.start() <= birth.span.start < stretch.start + match.end():
            continue
        if "at the age of" in text[max(0, match.start() - 8) : match.end()].lower():
            continue
        yield _judge(subject, stretch, told, match.group(0).strip(" ,"), birth, window)
        return


def _ages_by_name(subject: Subject, stretch: Span, births: list[_Birth], window: _Window | None) -> Iterator[Verdict]:
    """ "Callum Redfearn, aged 10" where his date of birth stands elsewhere beside his name."""
    text = subject.document.text[stretch.start : stretch.end]
    for match in _AGE.finditer(text):
        if match["bracket"] or match["comma"] or window is None:
            continue
        told = _told(match)
        names = frozenset(_NAME.findall(text[max(0, match.start() - 40) : match.start()]))
        theirs = [
            birth for birth in births if len(birth.names & names) >= 2 or (len(births) == 1 and birth.names & names)
        ]
        if told is not None and len(theirs) == 1:
            yield _judge(subject, stretch, told, match.group(0).strip(" ,"), theirs[0], window)
            return


def _age_fields(subject: Subject, births: list[_Birth], window: _Window) -> Iterator[Verdict]:
    """A field labelled age beside one labelled date of birth, and the age of the only child with a date of birth."""
    text = subject.document.text
    fields = subject.document.fields
    for block in subject.document.blocks:
        match = _AGE_LINE.match(text[block.content : block.end])
        born = [b for b in births if abs(b.span.start - block.start) < _NEAR]
        if (
            match is not None
            and len(born) == 1
            and not any(f.value.start < block.end and block.start < f.value.end for f in fields)
        ):
            told = _told_number(match["age"], match["unit"])
            if told is not None:
                yield _judge(subject, Span(start=block.start, end=block.end), told, match.group(0), born[0], window)
    for index, field in enumerate(fields):
        label = text[field.label.start : field.label.end].strip(" :?").lower()
        value = text[field.value.start : field.value.end].strip()
        if not re.match(r"(?:current )?age\b(?! group| range| band)", label) or not value[:2].strip().isdigit():
            continue
        near = fields[max(0, index - 3) : index + 4]
        born = [
            b
            for b in births
            if any(f.value.start <= b.span.start < f.value.end and f.group == field.group for f in near)
        ]
        told = _told_number(value.split()[0], value.split()[1] if len(value.split()) > 1 else None)
        if len(born) == 1 and told is not None:
            yield _judge(subject, Span(start=field.value.start, end=field.value.end), told, value, born[0], window)
    if len(births) == 1 and subject.extraction.cases:
        yield from _only_child(subject, births[0], window)


_AGE_LINE = re.compile(
    r"^(?:current )?age(?: at \w+)?\s*:?\s*(?P<age>\d{1,2})(?: (?P<unit>years?|months?))?\s*$", re.IGNORECASE
)
_NEAR = 200  # characters between a line with an age and one with a date of birth


def _only_child(subject: Subject, birth: _Birth, window: _Window) -> Iterator[Verdict]:
    """ "A 9 year old girl" in a paper with one date of birth."""
    for statement in subject.statements:
        if statement.start <= birth.span.start < statement.end:
            continue
        match = re.search(
            r"\b(?P<old>\d{1,2})[\s-](?P<oldunit>years?)[\s-]old (?:girl|boy|child|son|daughter)\b",
            statement.text,
            re.IGNORECASE,
        )
        before = statement.text[: match.start()].lower() if match is not None else ""
        if match is None or re.search(r"\b(?:brother|sister|sibling|friend|cousin|was|had|another|half)\b", before):
            continue
        told = _told_number(match["old"], match["oldunit"])
        if told is not None:
            yield _judge(subject, Span(start=statement.start, end=statement.end), told, match.group(0), birth, window)
        return


def _told(match: re.Match[str]) -> tuple[int, str] | None:
    for name, unit in (("aged", "agedunit"), ("old", "oldunit"), ("bracket", "bracketunit"), ("comma", "commaunit")):
        if match[name]:
            return _told_number(match[name], match[unit])
    return None


def _told_number(number: str, unit: str | None) -> tuple[int, str] | None:
    mentions = find_numbers(number)
    if len(mentions) != 1 or not mentions[0].plain or mentions[0].value > 130:
        return None
    name = "years" if not unit else unit.lower()[:2]
    return int(mentions[0].value), {"mo": "months", "mt": "months", "we": "weeks"}.get(name, "years")


def _judge(
    subject: Subject, stretch: Span, told: tuple[int, str], said: str, birth: _Birth, window: _Window
) -> Verdict:
    number, unit = told
    youngest, oldest = _age(birth.last, window.first, unit), _age(birth.first, window.last, unit)
    if unit == "years" and (oldest > _OLDEST or number > _OLDEST):
        return HELD
    if youngest <= number <= oldest:
        return HELD
    ages = f"{youngest}" if youngest == oldest else f"{youngest} to {oldest}"
    return doubt(
        subject,
        f'{subject.where(stretch)}: "{said}", but who was '
        f"born {subject.document.text[birth.span.start : birth.span.end]} was {ages} {unit} old "
        "at the time of this paper. Look at the date of birth and at the age.",
        stretch,
        birth.span,
    )


def _age(born: date, on: date, unit: str) -> int:
    if unit == "weeks":
        return max(0, (on - born).days // 7)
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    return max(0, months if unit == "months" else months // 12)


def _turned(subject: Subject, stretch: Span, births: list[_Birth]) -> Iterator[Verdict]:
    text = subject.document.text[stretch.start : stretch.end]
    for match in _TURNED.finditer(text):
        told = _told_number(match["age"], None)
        mention = next((m for m in find_dates(text) if abs(m.start - match.end()) <= 4), None)
        names = frozenset(_NAME.findall(text[: match.start()]))
        theirs = [birth for birth in births if birth.names & names]
        ends = _ends(mention) if mention is not None else None
        if told is None or ends is None or len(theirs) != 1:
            continue
        birth = theirs[0]
        if (
            ends[0].replace(day=1) <= _birthday(birth.last, told[0])
            and _birthday(birth.first, told[0]).replace(day=1) <= ends[1]
        ):
            yield HELD
            continue
        right = _birthday(birth.first, told[0])
        yield doubt(
            subject,
            f"{subject.where(stretch)}: who was born {subject.document.text[birth.span.start : birth.span.end]} "
            f"turned {told[0]} in "
            f"{right:%B %Y}, stated {text[mention.start : mention.end] if mention else ''}. Look at both dates.",
            stretch,
            subject.sentence_at(birth.span),
        )


def _birthday(born: date, age: int) -> date:
    return date(born.year + age, born.month, min(born.day, 28))
