"""The words of a decision, who owns it, and by when it is due."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from ..text.dates import find_dates

_NAME = r"(?:[A-Z0-9][\w'’-]*|of|and|for|the)(?:\s+(?:[A-Z0-9][\w'’-]*|of|and|for|the)){0,9}"
_ASKED = re.compile(
    r"\b(?:[Aa]sks?|[Rr]equests?|[Rr]equires?|[Ii]nstructs?|[Aa]uthori[sz]es?|[Dd]elegates?(?: authority)? to"
    r"|[Ii]nvites?)\s+(?:that\s+)?(?:the\s+)?"
    rf"(?P<owner>{_NAME})"
)
_BE_ASKED = re.compile(rf"\bthe\s+(?P<owner>{_NAME})\s+be\s+(?:asked|requested|authori[sz]ed|invited|instructed)\b")
_LABELLED = re.compile(
    r"[\s.;,(–-]*\b(?:owner|lead|lead officer|responsible|action by"
    r"|by whom)\s*:\s*(?P<owner>[^.;:()]{2,60}?)\s*(?=[.;)]|\bdue\b|\bby\b|$)",
    re.IGNORECASE,
)
_DUE_LABEL = re.compile(
    r"[\s.;,(–-]*\b(?:due|deadline|by when|target date)\s*:\s*(?P<due>[^.;()]{4,40})", re.IGNORECASE
)
_TRAILING = re.compile(r"\s*(?::|\s[–-])\s*(?P<owner>[A-Za-z][A-Za-z'’ ]{2,60}?),?\s+by\s+(?P<due>[^.;:]{4,30})\.?\s*$")
_TITLES = re.compile(
    r"\b(?:Director|Head|Officer|Manager|Lead|Member|Chief|Executive|Chair|Board|Committee|Cabinet|Team|Group|Leader"
    r"|Secretary|Clerk|Programme)\b"
)
_BY = re.compile(r"\b(?:by|before|no later than|on|until|in|at)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE)
_AIM = re.compile(r"\b(?:plan|target|aim|goal|forecast|trajectory|expected)\s+of\b[^.;]{0,20}$", re.IGNORECASE)
_TAIL = re.compile(r"(?:\s+(?:of|and|for|the|to))+$")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemParts:
    """A decision's own words without the owner and date that are noted behind them."""

    text: str
    owner: str | None
    due: datetime.date | None


def part_item(words: str, document_date: datetime.date | None) -> ItemParts:
    """ "Managers to sign off each closure: locality managers, by 31 July 2023." parted into words, owner and date."""
    trailing = _TRAILING.search(words)
    if trailing and find_dates(trailing["due"]):
        text = words[: trailing.start()].rstrip()
        return ItemParts(text=text, owner=trailing["owner"].strip(), due=due_date(trailing["due"], document_date))
    labelled, dated = _LABELLED.search(words), _DUE_LABEL.search(words)
    if labelled or dated:
        cut = min(match.start() for match in (labelled, dated) if match)
        text = words[:cut].rstrip()
        return ItemParts(
            text=text,
            owner=labelled["owner"].strip() if labelled else owner_of(text),
            due=due_date(dated["due"], document_date) if dated else due_date(text, document_date),
        )
    return ItemParts(text=words, owner=owner_of(words), due=due_date(words, document_date))


def owner_of(text: str) -> str | None:
    """The officer or body that is asked or empowered: "asks the Head of Early Help to report" -> "Head of Early Help"."""
    for pattern in (_ASKED, _BE_ASKED):
        match = pattern.search(text)
        if match:
            owner = _TAIL.sub("", match["owner"]).strip()
            words = [word for word in owner.split() if word[:1].isupper()]
            if len(words) >= 2 and _TITLES.search(owner):
                return owner
    return None


def due_date(text: str, document_date: datetime.date | None) -> datetime.date | None:
    """The day by which something is due; a month alone ("in September 2023") is due at its end.

    A date before the paper's own is no due date, nor is that of a target the words report ("a plan of 40 by July 2024").
    """
    found = None
    for mention in find_dates(text):
        if mention.year is None:
            continue
        before = text[: mention.start]
        alone = len(text.strip()) <= mention.end - mention.start + 12
        if not alone and (not _BY.search(before) or _AIM.search(_BY.sub("", before).rstrip() + " ")):
            continue
        last = calendar.monthrange(mention.year, mention.month)[1]
        day = datetime.date(mention.year, mention.month, mention.day or last)
        if document_date is None or day >= document_date:
            found = day
    return found
