"""Calendar dates as councils print them: "14th March 2022", "14/03/22", "Mar-22", "w/c 6 June 2022".

Day comes before month. A two-digit year is 2000-2069 or 1970-1999. Nothing is guessed: a month without a year has
no year, and what is not a date of the calendar (31/02) is not found.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number], *(["Sept"] if number == 9 else []))
}
WEEKDAYS = (
    {name.lower(): number for number, name in enumerate(calendar.day_name)}
    | {name.lower(): number for number, name in enumerate(calendar.day_abbr)}
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)
MONTH_PATTERN = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b[,.]?"

# What may stand behind "March 23" where the 23 is a year: no noun that it could count.
_NOT_COUNTING = (
    r"(?!\s+(?!(?:and|or|to|at|on|in|of|by|for|from|with|the|a|an|was|were|is|are|had|has|have|when|that|which|while|but|"
    r"than|as|compared|against|until|we|it|there|this|our|its|onwards?|inclusive)\b)[a-z])"
)
_DAY_MONTH_YEAR = re.compile(
    rf"\b(?:(?P<weekday>{_WEEKDAY})\s+)?(?:the\s+)?(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s\-]+"
    rf"(?P<month>{MONTH_PATTERN})[,\s\-]*(?:(?P<year>(?:19|20)\d\d)\b|(?<!,)(?<!,\s)['’]?(?P<short>\d\d)\b(?![/:.,]\d|%|\s+(?:{MONTH_PATTERN})\b)"
    rf"{_NOT_COUNTING})?",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR = re.compile(
    rf"\b(?P<month>{MONTH_PATTERN})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_NUMERIC = re.compile(
    rf"(?<![\d/.\-])(?:(?P<weekday>{_WEEKDAY})\s+)?(?P<day>\d{{1,2}})\s?(?P<sep>[/.\-])\s?(?P<month>\d"
    rf"{{1,2}})\s?(?P=sep)\s?"
    r"(?P<year>(?:19|20)?\d\d)(?![\d/]|\.\d)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d\-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d\-])")
_MONTH_YEAR = re.compile(
    rf"\b(?P<month>{MONTH_PATTERN})(?:,?\s+|\s?[-–/]\s?)(?:(?P<year>(?:19|20)\d\d)\b|"
    rf"(?<!,)(?<!,\s)['’]?(?P<short>\d\d)\b(?!\d*[/%,]|\.\d){_NOT_COUNTING})",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DateMention:
    """A date in a text. `day` is None for a month and year, `year` is None where none is printed.

    `date` is the calendar date where day, month and year are all printed. `weekday` counts from Monday = 0.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    weekday: int | None = None

    @property
    def date(self) -> date | None:
        if self.year is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def find_dates(text: str) -> list[DateMention]:
    """All dates in `text`, in order, longest first where they overlap."""
    found = sorted(_candidates(text), key=lambda mention: (mention.start, -mention.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def parse_date(text: str) -> date | None:
    """The calendar date that `text` is about, if it states exactly one in full: "Thurs 14th March 2022" -> 2022-03-14."""
    dates = {mention.date for mention in find_dates(text) if mention.date is not None}
    return dates.pop() if len(dates) == 1 else None


def _candidates(text: str) -> Iterator[DateMention]:
    for pattern in (_ISO, _NUMERIC, _DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _MONTH_YEAR):
        for match in pattern.finditer(text):
            mention = _mention(match)
            if mention is not None:
                yield mention


def _mention(match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    year = _full_year(groups.get("year") or groups.get("short"))
    month_text = groups["month"].rstrip(".").lower()
    month = int(month_text) if month_text.isdigit() else MONTHS[month_text]
    day = int(groups["day"]) if groups.get("day") else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year or 2024, month)[1]):
        return None
    if month_text in ("may", "mar", "sun", "sat") and match.group(0)[:1].islower() and day is None:
        return None  # "may 20": the verb
    weekday = groups.get("weekday")
    end = match.end()
    if groups.get("year") is None and groups.get("short") is None:
        end = match.start() + len(match.group(0).rstrip(" ,.-\n\t"))
    return DateMention(
        start=match.start(),
        end=end,
        year=year,
        month=month,
        day=day,
        weekday=WEEKDAYS[weekday.rstrip(",.").lower()] if weekday else None,
    )


def _full_year(digits: str | None) -> int | None:
    if digits is None:
        return None
    year = int(digits)
    if year >= 100:
        return year
    return 2000 + year if year < 70 else 1900 + year
