"""The words before a period that say how it is meant: "at the end of", "since", "by", "the year to"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from .calendar_units import add_months, financial_year
from .period_mentions import PeriodContext, PeriodMention, changed, fiscal_start

_RELATIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "year_end",
        re.compile(
            r"\b(?:the\s+)?(?:financial\s+|full\s+)?year\s+(?:ending|ended|to|"
            r"up\s+to)\s+(?:on\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "months_to",
        re.compile(
            r"\b(?:the\s+|a\s+)?(?:rolling\s+)?(?P<count>\d{1,2}|three|six|nine|twelve|"
            r"eighteen)[\s-]months?(?:\s+period)?\s+(?:ending|ended|to|up\s+to|"
            r"to\s+the)\s+(?:on\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "quarter_end",
        re.compile(
            r"\b(?:the\s+)?quarter\s+(?:ending|ended|to)\s+(?:on\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?$", re.IGNORECASE
        ),
    ),
    (
        "running",
        re.compile(
            r"(?:\b(?P<lead>[a-z]+),?\s+|^)(?:up\s+)?to\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$", re.IGNORECASE
        ),
    ),
    ("by_end", re.compile(r"\bby\s+(?:the\s+)?(?:end|close)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)),
    ("since_end", re.compile(r"\bsince\s+(?:the\s+)?end\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)),
    (
        "end",
        re.compile(
            r"\b(?:(?:as\s+)?(?:at|of|on|from|to)\s+)?(?:the\s+)?(?:end|close)[\s-](?:of[\s-])?(?:the\s+)?$|"
            r"\b(?:as\s+)?at\s+(?:the\s+)?year[\s-]end\s*\(?$",
            re.IGNORECASE,
        ),
    ),
    (
        "begin",
        re.compile(r"\b(?:(?:at|from|since|by)\s+)?(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$", re.IGNORECASE),
    ),
    (
        "at",
        re.compile(
            r"\b(?:(?:as\s+(?:at|of|on))|at|on)(?:\s+the)?\s+(?:(?:mon|tues|wednes|thurs|fri|satur|"
            r"sun)day,?\s+)?$",
            re.IGNORECASE,
        ),
    ),
    ("since", re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?(?:start\s+of\s+)?$", re.IGNORECASE)),
    ("by", re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)),
    (
        "from",
        re.compile(r"\b(?:with\s+effect\s+)?from\s+(?:the\s+)?$|\bfrom\s+early\s+$", re.IGNORECASE),
    ),
    (
        "around",
        re.compile(
            r"\b(?:published|dated|issued|updated|printed|received|signed|adopted|agreed|approved)\s+(?:on|in)?\s*$|"
            r"\b(?-i:Index\s+of\s+(?:[A-Z]\w+\s+)+|IMD\s+|(?:Act|Regulations?|Order|Framework|Guidance|Code|"
            r"Rules)\s+)$|"
            r"\b(?:before|prior\s+to|ahead\s+of|after|following)\s+(?:the\s+)?(?:(?:end|start)\s+of\s+)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "until",
        re.compile(
            r"\b(?:up\s+)?(?:until|till)\s+(?:the\s+)?(?:end\s+of\s+)?$|"
            r"\bup\s+to\s+(?:the\s+)?(?:end\s+of\s+)?$",
            re.IGNORECASE,
        ),
    ),
    (
        "during",
        re.compile(
            r"\b(?:in|during|throughout|over|for|within|across|between|of|through|early|late|mid|w/c|"
            r"week\s+commencing)(?:\s+the)?(?:\s+whole)?(?:\s+month)?(?:\s+of)?[\s-]+$",
            re.IGNORECASE,
        ),
    ),
)
# "spending to the end of December" runs from the start of the year; "moved to April" does not.
_NOT_RUNNING = re.compile(
    r"moved|move|moving|postponed|back|due|compared|prior|extended|deferred|delayed|brought|carried|"
    r"forward|rise|fall|rose|fell|by|relative|close|next|adjourned|up|put|subject|according|and|than|"
    r"was|is|were",
    re.IGNORECASE,
)
_ONWARDS = re.compile(
    r"^\s*(?:onwards?|to\s+date|to\s+present|and\s+(?:after|beyond|later))\b|^\s*[-–]\s*(?:present|date)\b",
    re.IGNORECASE,
)
_WORD_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}


def with_relation(text: str, mention: PeriodMention, context: PeriodContext) -> PeriodMention:
    """Read the words before a period: "at the end of", "since", "by", "the year to"."""
    low = max(0, mention.start - 50)
    before = text[low : mention.start]
    onwards = _ONWARDS.match(text[mention.end : mention.end + 16])
    for name, pattern in _RELATIONS:
        match = pattern.search(before)
        if match is None or (name == "running" and _NOT_RUNNING.fullmatch(match["lead"] or "")):
            continue
        start = low + (match.end("lead") + 1 if name == "running" and match["lead"] else match.start())
        return _related(text, replace(mention, start=start), name, match, onwards)
    if onwards and mention.period.start:
        return changed(text, replace(mention, end=mention.end + onwards.end()), mention.period.start, None, "since")
    return mention


def _related(
    text: str, mention: PeriodMention, name: str, match: re.Match[str], onwards: re.Match[str] | None
) -> PeriodMention:
    first, last = mention.period.start, mention.period.end
    if last is None or first is None:
        return changed(text, mention, first, last, mention.relation)
    moment = mention.grain in ("day", "month", "quarter", "year", "half_year")
    if name == "year_end":
        return replace(
            changed(text, mention, add_months(last + timedelta(days=1), -12), last, "during"),
            grain="year",
            fiscal=last.month == 3,
        )
    if name == "months_to":
        count = _WORD_COUNTS.get(match["count"].lower()) or int(match["count"])
        return replace(
            changed(text, mention, add_months(last + timedelta(days=1), -count), last, "during"),
            grain="year" if count == 12 else "years",
        )
    if name == "around":
        return changed(text, mention, first, last, "around")
    if name == "running":
        whole = mention.grain in ("year", "years", "half_year")
        return changed(text, mention, first if whole else financial_year(fiscal_start(last))[0], last, "during")
    if name == "quarter_end":
        return replace(
            changed(text, mention, add_months(last + timedelta(days=1), -3), last, "during"), grain="quarter"
        )
    if name == "since_end":
        return changed(text, mention, last, None, "since")
    if name == "begin":
        since = re.match(r"since|from", match.group(0), re.IGNORECASE)
        return changed(text, mention, first, None if since else first, "since" if since else "at")
    if name == "since":
        return changed(text, mention, first, None, "since")
    if name == "from":
        if mention.grain == "years":
            return changed(text, mention, first, last, "during")
        return changed(
            text,
            mention,
            first,
            last if not onwards and mention.grain in ("year", "quarter", "half_year") else None,
            "from",
        )
    if name == "until":
        return changed(text, mention, None if mention.grain != "years" else first, last, "until")
    if name in ("by", "by_end") and moment:
        return changed(text, mention, last, last, "by")
    if name in ("end", "at") and moment and not (name == "at" and mention.grain in ("year", "quarter", "half_year")):
        return changed(text, mention, last, last, "at")
    return changed(text, mention, first, last, "at" if mention.grain == "day" else "during")
