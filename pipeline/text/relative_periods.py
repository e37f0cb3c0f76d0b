"""Periods told from another period or from the document's date: "the year before", "last quarter", "the last twelve months"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from .calendar_units import Grain, add_months, financial_quarters, financial_year, month_days
from .period_mentions import PeriodContext, PeriodMention, Relation, changed, fiscal_start, mention_of

_COUNT = r"(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
_UNIT = r"(?P<unit>day|week|month|quarter|year|financial year|academic year)s?"
_NUMBERS = {
    word: n
    for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
} | {"twelve": 12, "eighteen": 18}
_PREPOSITION = r"(?:(?:in|over|during|for|within|throughout|across|than|on|from|at)\s+)?"
_RELATIVE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "same_last_year",
            rf"\b{_PREPOSITION}(?:the\s+)?(?:same|this|equivalent|corresponding)\s+(?:time|period|point|"
            rf"quarter|month|stage|week|half)(?:\s+in)?(?:\s+of)?\s+(?:the\s+)?(?:last|previous|prior|"
            rf"preceding)\s+(?:financial\s+|academic\s+)?year\b|\ba\s+year\s+(?:earlier|ago|before)\b|"
            rf"\b(?:twelve|12)\s+months\s+(?:earlier|ago|before|previously)\b|"
            rf"\bin\s+the\s+same\s+period\s+(?:the\s+year\s+before|a\s+year\s+earlier)\b",
        ),
        (
            "year_to_date",
            rf"\b{_PREPOSITION}(?:the\s+)?(?:financial\s+)?year[\s-]+to[\s-]+date\b|\bYTD\b|"
            rf"\bso\s+far\s+this\s+(?:financial\s+)?year\b|\b(?:this|"
            rf"the)\s+(?:financial\s+)?year\s+so\s+far\b",
        ),
        (
            "last_n",
            rf"\b{_PREPOSITION}(?:the\s+)?(?:last|past|previous|preceding|prior|"
            rf"most\s+recent)\s+(?:full\s+)?{_COUNT}\s+{_UNIT}\b",
        ),
        (
            "same_in_year",
            rf"\b{_PREPOSITION}the\s+same\s+(?:period|months?|quarter|time|point|weeks?|half|term)\s+(?:of|in)\s+"
            r"(?P<year>(?:19|20)\d\d)(?P<fiscal>\s?[/–-]\s?\d\d)?\b",
        ),
        (
            "same",
            r"\b(?:in|over|during|for|at|on)\s+(?:the|that|this)\s+same\s+(?:month|quarter|year|period|week|"
            r"half|time)\b"
            r"(?!\s+(?:of|in|last|the\s+(?:previous|year)|a\s+year))|\b(?:in|during|over)\s+that\s+(?:month|"
            r"quarter|year|period)\b",
        ),
        (
            "unknown",
            rf"\b{_PREPOSITION}(?:the\s+)?(?:last|latest|most\s+recent(?:ly)?)\s+published(?:\s+(?:year|"
            rf"figures?|data|statistics))?\b",
        ),
        ("past_year", rf"\b{_PREPOSITION}(?:the|this)\s+past\s+(?:calendar\s+)?year\b"),
        (
            "next_n",
            rf"\b{_PREPOSITION}(?:the\s+|our\s+|its\s+)?(?:next|coming|following|"
            rf"forthcoming)\s+{_COUNT}\s+{_UNIT}\b",
        ),
        ("rolling_year", rf"\b{_PREPOSITION}(?:a\s+|the\s+)?rolling\s+(?:12|twelve)[\s-]months?\b(?!\s+(?:to|end))"),
        (
            "previous",
            rf"\b{_PREPOSITION}(?:the\s+)?(?:previous|prior|preceding)\s+(?P<unit>financial\s+year|"
            rf"academic\s+year|calendar\s+year|year|quarter|month|week|period)\b(?:['’]s)?|"
            rf"\b{_PREPOSITION}the\s+(?P<unit2>year|quarter|month|week)\s+(?:before|earlier|previously)\b|"
            rf"\ba\s+(?P<unit3>quarter|month|week)\s+(?:before|earlier|ago)\b",
        ),
        (
            "last",
            rf"\b{_PREPOSITION}last\s+(?P<unit>financial\s+year|academic\s+year|calendar\s+year|school\s+year|"
            rf"year|quarter|month|week|term|autumn|spring|summer|winter)\b(?:['’]s)?",
        ),
        (
            "this",
            rf"\b{_PREPOSITION}(?:this|the\s+current|current)\s+(?P<unit>financial\s+year|academic\s+year|"
            rf"calendar\s+year|school\s+year|year|quarter|month|week|term|reporting\s+period|"
            rf"period)\b(?!['’]?s?\s+(?:strategy|report))(?:['’]s)?",
        ),
        (
            "next",
            rf"\b{_PREPOSITION}(?:next|the\s+coming|the\s+following|coming)\s+(?P<unit>financial\s+year|"
            rf"academic\s+year|year|quarter|month|term)\b",
        ),
        (
            "end_of_vague",
            r"\b(?:at|by|as\s+at|before)\s+(?:the\s+)?(?:end|close)\s+of\s+(?:the|this|"
            r"each)\s+(?P<unit>financial\s+year|year|quarter|month|period)\b|\b(?:at|by)\s+(?P<unit2>year|"
            r"quarter|month)[\s-]end\b",
        ),
        (
            "vague",
            r"\b(?:in|over|during|for|throughout|across|through|of)\s+the\s+(?:(?P<whole>full|whole|"
            r"entire|reporting)\s+)?(?P<unit>financial\s+year|calendar\s+year|academic\s+year|year|quarter|"
            r"month|period)\b(?!['’]s\b|\s+(?:of|before|to|end|in|on|group|one|two|"
            r"\d))(?:\s+as\s+a\s+whole)?|\b(?P<half>half[\s-]year)\b",
        ),
        (
            "now",
            r"\b(?:currently|at\s+present|presently|at\s+the\s+(?:present|current)\s+time|"
            r"at\s+the\s+time\s+of\s+writing|at\s+this\s+time)\b",
        ),
    )
)


def find_relative_periods(text: str, stated: list[PeriodMention], context: PeriodContext) -> list[PeriodMention]:
    """Periods that are told from the document's date or from the period that is spoken of."""
    found: list[PeriodMention] = []
    told, relative = bytearray(len(text) + 1), bytearray(len(text) + 1)
    for mention in stated:
        told[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for name, pattern in _RELATIVE:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(relative[start:end]) or (name != "same_in_year" and any(told[start:end])):
                continue
            related = _relative_mention(text, name, match, stated, context)
            if related is not None:
                found.append(related)
                relative[start:end] = b"\1" * (end - start)
    return found


def _relative_mention(
    text: str, name: str, match: re.Match[str], stated: list[PeriodMention], context: PeriodContext
) -> PeriodMention | None:
    groups = match.groupdict()
    unit = (groups.get("unit") or groups.get("unit2") or groups.get("unit3") or "").lower()
    unit = re.sub(r"\s+", " ", unit)
    before = [m for m in stated if m.end <= match.start() and m.relation not in ("previous", "by") and m.settled]
    spoken = before[-1] if before else context.near or context.document
    base = mention_of(text, match.start(), match.end(), None, None, "years")
    found = _days(name, groups, unit, spoken, context)
    if found is None:
        return None
    first, last, grain, relation = found
    vague = name in ("vague", "now", "this", "end_of_vague")
    return replace(changed(text, base, first, last, relation), grain=grain, vague=vague)


_Found = tuple[date | None, date | None, Grain, Relation]


def _days(
    name: str, groups: dict[str, str | None], unit: str, spoken: PeriodMention | None, context: PeriodContext
) -> _Found | None:
    reference = context.reference
    if name == "same_last_year":
        return (*_shifted(spoken, -12), spoken.grain if spoken else "year", "previous")
    if name == "year_to_date":
        return _year_to_date(spoken, context)
    if name in ("last_n", "next_n", "rolling_year", "past_year"):
        months, days = _length(groups, unit) if name in ("last_n", "next_n") else (12, 0)
        if reference is None:
            return None, None, "years", "during"
        if name == "next_n":
            return reference + timedelta(days=1), add_months(reference, months) + timedelta(days=days), "years", "from"
        return add_months(reference, -months) - timedelta(days=days - 1), reference, "years", "during"
    if name == "same":
        return (spoken.period.start, spoken.period.end, spoken.grain, "during") if spoken is not None else None
    if name == "unknown":
        return None, None, "years", "during"
    if name == "same_in_year":
        return _in_year(spoken, int(groups["year"] or 0), fiscal=groups["fiscal"] is not None)
    if name == "now":
        return reference, reference, "day", "at"
    if name == "previous":
        if "year" in unit or unit == "period":
            current = _of_grain("year", spoken, context) if unit != "period" else spoken
            return (*_shifted(current if spoken is None else spoken, -12), "year", "previous")
        back = {"quarter": 3, "month": 1}.get(unit)
        if back is None:
            return None, None, "years", "previous"
        return (*_shifted(spoken, -back), "quarter" if back == 3 else "month", "previous")
    return _named_unit(name, groups, unit, spoken, context)


def _in_year(spoken: PeriodMention | None, year: int, *, fiscal: bool) -> _Found:
    """ "in April to December 2023, compared with the same months of 2022"."""
    if spoken is None or spoken.period.start is None:
        return None, None, "years", "previous"
    own = fiscal_start(spoken.period.start) if fiscal else spoken.period.start.year
    return (*_shifted(spoken, 12 * (year - own)), spoken.grain, "previous")


def _named_unit(
    name: str, groups: dict[str, str | None], unit: str, spoken: PeriodMention | None, context: PeriodContext
) -> _Found | None:
    """ "last year", "this quarter", "next month", "the year", "at the end of the quarter"."""
    if groups.get("half"):
        known = next((m for m in (spoken, context.document) if m is not None and _half_a_year(m)), None)
        return (
            (known.period.start, known.period.end, "half_year", "during") if known else (None, None, "term", "during")
        )
    if unit in ("term", "autumn", "spring", "summer", "winter"):
        return None, None, "term", "during"
    grain: Grain = (
        "year" if "year" in unit else "quarter" if unit == "quarter" else "month" if unit == "month" else "years"
    )
    if grain == "years" and unit != "week":
        current = context.document or spoken
        return (current.period.start, current.period.end, current.grain, "during") if current else None
    first, last = _current(grain, unit, spoken if name in ("vague", "end_of_vague") else None, context)
    if first is None or last is None:
        return None, None, grain, "during"
    step = {"year": 12, "quarter": 3, "month": 1}.get(grain, 0)
    if name == "last":
        return (
            add_months(first, -step),
            add_months(last + timedelta(days=1), -step) - timedelta(days=1),
            grain,
            "previous",
        )
    if name == "next":
        return add_months(first, step), add_months(last + timedelta(days=1), step) - timedelta(days=1), grain, "during"
    if name == "end_of_vague":
        return last, last, grain, "at"
    return first, last, grain, "during"


def _half_a_year(mention: PeriodMention) -> bool:
    first, last = mention.period.start, mention.period.end
    return first is not None and last is not None and 175 <= (last - first).days <= 190


def _current(
    grain: Grain, unit: str, spoken: PeriodMention | None, context: PeriodContext
) -> tuple[date | None, date | None]:
    known = _of_grain(grain, spoken, context)
    if known is not None and "calendar" not in unit and "academic" not in unit and "school" not in unit:
        return known.period.start, known.period.end
    reference = context.reference
    if reference is None:
        return None, None
    if "calendar" in unit:
        return date(reference.year, 1, 1), date(reference.year, 12, 31)
    if "academic" in unit or "school" in unit:
        start = reference.year if reference.month >= 9 else reference.year - 1
        return date(start, 9, 1), date(start + 1, 8, 31)
    if grain == "year":
        return financial_year(fiscal_start(reference))
    if grain == "quarter":
        start = fiscal_start(reference)
        quarter = (reference.month - 4) % 12 // 3 + 1
        return financial_quarters(start, quarter, quarter)
    return month_days(reference.year, reference.month)


def _of_grain(grain: Grain, spoken: PeriodMention | None, context: PeriodContext) -> PeriodMention | None:
    """The period of that grain that a reader has in mind."""
    for known in (spoken, context.document, context.latest.get(grain)):
        if known is not None and _is_of(grain, known) and known.period.start and known.period.end:
            if grain == "year" and not known.fiscal and known is context.latest.get(grain):
                continue  # "the year" of a council is the financial year, unless the paper is about a calendar year
            return known
    return None


def _is_of(grain: Grain, known: PeriodMention) -> bool:
    """Whether a period is one of that grain, by name or, "March 2023 to February 2024", by its length."""
    first, last = known.period.start, known.period.end
    if known.grain == grain or first is None or last is None:
        return known.grain == grain
    return grain == "year" and known.grain != "day" and 363 <= (last - first).days <= 366


def _shifted(mention: PeriodMention | None, months: int) -> tuple[date | None, date | None]:
    if mention is None:
        return None, None
    first, last = mention.period.start, mention.period.end
    if first is not None and first == last and (last + timedelta(days=1)).day == 1:
        moved = add_months(last + timedelta(days=1), months) - timedelta(days=1)
        return moved, moved
    return (
        add_months(first, months) if first else None,
        add_months(last + timedelta(days=1), months) - timedelta(days=1) if last else None,
    )


def _length(groups: dict[str, str | None], unit: str) -> tuple[int, int]:
    """Months and days of "three years"."""
    printed = (groups.get("count") or "1").lower()
    count = min(_NUMBERS.get(printed) or int(printed), 600)
    if unit.endswith("year"):
        return 12 * count, 0
    if unit == "quarter":
        return 3 * count, 0
    if unit == "month":
        return count, 0
    return 0, count * (7 if unit == "week" else 1)


def _year_to_date(spoken: PeriodMention | None, context: PeriodContext) -> _Found:
    end = (spoken.period.end if spoken else None) or context.reference
    if end is None:
        return None, None, "years", "during"
    return financial_year(fiscal_start(end))[0], end, "years", "during"
