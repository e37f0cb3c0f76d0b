"""Who owns a decision, and by when it is due, as its words say."""

from __future__ import annotations

import calendar
import datetime
import re

from ..text.dates import find_dates

_OFFICER = re.compile(
    r"\b(?:asks?|requests?|requires?|instructs?|authori[sz]es?|delegates?(?: authority)? to|invites?)\s+(?:that\s+)?(?:the\s+)?"
    r"(?P<owner>(?:[A-Z0-9][\w'’-]*|of|and|for|the|to)(?:\s+(?:[A-Z0-9][\w'’-]*|of|and|for|the)){0,9})",
)
_BRACKETED = re.compile(
    r"\((?:lead|owner|action(?: by)?|by)?\s*:?\s*(?P<owner>[A-Z][^()]{2,60})\)\s*\.?$", re.IGNORECASE
)
_BY = re.compile(r"\b(?:by|before|no later than|on|until|in|at)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)
_TAIL = re.compile(r"(?:\s+(?:of|and|for|the|to))+$")


def owner_of(text: str) -> str | None:
    """The officer or body that is asked or empowered: "asks the Head of Early Help to report" -> "Head of Early Help"."""
    match = _OFFICER.search(text)
    if match:
        owner = _TAIL.sub("", match["owner"]).strip()
        words = [word for word in owner.split() if word[:1].isupper()]
        if len(words) >= 2 and re.search(
            r"\b(?:Director|Head|Officer|Manager|Lead|Member|Chief|Executive|Chair|Board|Committee|Cabinet|Team|Group)\b",
            owner,
        ):
            return owner
    bracketed = _BRACKETED.search(text)
    if bracketed and not find_dates(bracketed["owner"]):
        return bracketed["owner"].strip()
    return None


def due_date(text: str, document_date: datetime.date | None) -> datetime.date | None:
    """The day by which something is due; a month alone ("in September 2023") is due at its end.

    A date in the past of the document is no due date.
    """
    found = None
    for mention in find_dates(text):
        if mention.year is None:
            continue
        before = text[: mention.start]
        alone = (
            text.strip()[: mention.end - mention.start] == text[mention.start : mention.end].strip() or len(text) < 30
        )
        if not alone and not _BY.search(before):
            continue
        last = calendar.monthrange(mention.year, mention.month)[1]
        day = datetime.date(mention.year, mention.month, mention.day or last)
        if document_date is None or day >= document_date:
            found = day
    return found
