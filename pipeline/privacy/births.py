"""Dates of birth: dates beside a word for birth, in a box that asks for one, or after a child's name in the child's own box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..text.dates import DateMention, find_dates
from .labelled import Labelled
from .mention import Mention
from .words import WordBook

_BIRTH_BEFORE = re.compile(
    r"(?:\bd\.?\s?\.?o\.?\s?\.?b\b\.?(?:[’']?s)?|\bdates? of births?\b|\bborn\b|\bbirth ?dates?\b|\bbirthday\b|\bb\.)"
    r"(?:\s*(?:/\s*age|\(age\)|\(s\)|on|is|was|the|:|=|-|–|,|\())*\s*$",
    re.IGNORECASE,
)
_BIRTH_AFTER = re.compile(r"^\s*[,(]?\s*(?:\(?d\.?o\.?b\b\.?\)?|\(?date of birth\b|\(born\))", re.IGNORECASE)
_CHAINED = re.compile(r"^\s*(?:,|;|and|&|/|\+)\s*(?:[\w’' -]{1,40}?[\s,(:]*)?$")
_AFTER_NAME = re.compile(r"(?<![\w’'-])([A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)?)(?:\s\([^)\n]{1,20}\))?[\s,(:–-]{1,4}$")
_NOT_BIRTH = re.compile(
    r"\b(?:on|by|from|since|until|till|dated|signed|seen|started|ended|moved|left|died|completed|closed|opened|referred|visit(?:ed)?|"
    r"reviewed?|due|in|of|after|before|to|consent|agreed|met|date|today|at)\s*[:(]?\s*$",
    re.IGNORECASE,
)


def find_births(text: str, labelled: Sequence[Labelled], book: WordBook, known: Sequence[str] = ()) -> list[Mention]:
    """Dates of birth in `text`. A date that is known to be one is one wherever it stands, in whatever form.

    `known` are ISO dates of birth from other documents of the case.
    """
    dates = [mention for mention in find_dates(text) if mention.date is not None]
    found = {mention.start: _made(text, mention, basis) for mention, basis in _born(text, dates, labelled, book)}
    values = {*known, *(mention.value for mention in found.values())}
    for mention in dates:
        if mention.start not in found and str(mention.date) in values:
            found[mention.start] = _made(text, mention, "a date that stands elsewhere as a date of birth")
    return [found[start] for start in sorted(found)]


def _born(
    text: str, dates: Sequence[DateMention], labelled: Sequence[Labelled], book: WordBook
) -> Iterator[tuple[DateMention, str]]:
    boxes = [item for item in labelled if "date_of_birth" in item.kinds]
    people = [item for item in labelled if item.role in ("child", "parent", "relative", "person")]
    last: DateMention | None = None
    for mention in dates:
        before = text[max(0, mention.start - 40) : mention.start].rsplit("\n", 1)[-1].rsplit("\t", 1)[-1]
        basis = None
        if _BIRTH_BEFORE.search(before):
            basis = "beside a word for birth"
        elif _BIRTH_AFTER.match(text[mention.end : mention.end + 30]):
            basis = "before a word for birth"
        elif last is not None and _CHAINED.match(text[last.end : mention.start]) and not _NOT_BIRTH.search(before):
            basis = "in a list of dates of birth"
        else:
            box = next((item for item in boxes if item.start <= mention.start < item.end), None)
            person = next((item for item in people if item.start <= mention.start < item.end), None)
            if box is not None and not _NOT_BIRTH.search(before):
                basis = f"the label {box.label}"
            elif person is not None:
                # "Noah Birkett, 12/01/2017 (main child)": nothing but a name stands before the date.
                name = _AFTER_NAME.search(before)
                words = [word.lower() for word in name.group(1).split()] if name and not name.group(1).isupper() else []
                if any(book.is_first(word) or not book.is_ordinary(word) for word in words):
                    basis = f"after a name under the label {person.label}"
        last = mention if basis else None
        if basis:
            yield mention, basis


def _made(text: str, mention: DateMention, basis: str) -> Mention:
    end = mention.end
    while text[end - 1] in " ,.;":
        end -= 1
    return Mention(kind="date_of_birth", start=mention.start, end=end, value=str(mention.date), basis=basis)
