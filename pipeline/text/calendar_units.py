"""Units of the calendar as they are printed: days, months, quarters, half years, financial and academic years. Pure.

A UK financial year runs from 1 April to 31 March, "2020/21" and "2020-21" alike; an academic year from 1 September to
31 August. Quarters are quarters of the financial year. A unit without a year ("December", "Q3") waits for its context.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .dates import MONTH_PATTERN, MONTHS, find_dates

Grain = Literal["day", "month", "term", "quarter", "half_year", "year", "years"]

_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"{_YEAR}\s?[/–−‐‑-]\s?(?:{_YEAR}|\d\d)(?!\d|[/–−‐‑-]\d)|(?<![\d/.,£-])\d\d/\d\d(?![\d/]|\.\d|\s?%)"
_QN = r"(?:[1-4](?!\d|,\d|\.\d|%)|one\b|two\b|three\b|four\b)"
_ORDINAL = r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)"
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3,
            "fourth": 4, "final": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10, "eleven": 11}  # fmt: skip
_OF_YEARS = (
    rf"(?:[,\s]*(?:of\s+|in\s+|for\s+|\()?(?:the\s+)?(?:FY\s?|financial\s+year\s+)?(?P<years>{_YEARS}|"
    rf"{_YEAR}(?![\d/])))?"
)

_QUARTERS = re.compile(
    rf"\b(?:(?P<before>{_YEARS})[,\s]+)?(?:(?:q|qtr|quarters?)\s?\.?(?P<first>{_QN})(?:\s?(?:-|–|to|"
    rf"and|&)\s?(?:q|qtr|quarter)?\s?(?P<last>{_QN}))?"
    rf"|(?:the\s+)?(?P<ordinal>{_ORDINAL})\s+quarter\b|(?:the\s+)?(?P<span>first|"
    rf"last)\s+(?P<count>two|three)\s+quarters\b){_OF_YEARS}",
    re.IGNORECASE,
)
_HALVES = re.compile(
    rf"\b(?:H(?P<h>[12])\b|(?:the\s+)?(?P<ordinal>first|second)\s+half\s+of|(?:the\s+)?(?P<span>first|"
    rf"last)\s+(?P<months>three|four|five|six|seven|eight|nine|ten|eleven|[3-9]|1[01])\s+months\s+of)"
    rf"(?:[,\s]*(?:of\s+)?(?:the\s+)?(?:FY\s?|(?:financial|calendar)\s+)?(?P<years>{_YEARS}|"
    rf"{_YEAR}(?![\d/])|(?:year|financial year)\b))?",
    re.IGNORECASE,
)
_MULTI = re.compile(
    rf"\b(?:(?P<kind>academic|school|financial|fiscal|calendar)\s+years?\s+|"
    rf"FY\s?)?(?P<years>{_YEARS})(?:\s+(?P<after>academic|school|financial|fiscal)\s+year)?",
    re.IGNORECASE,
)
_ONE_YEAR = re.compile(
    rf"(?<![\w,.£$/–-])(?:(?P<kind>calendar|academic|"
    rf"financial)\s+year\s+(?:of\s+)?)?(?P<year>{_YEAR})(?![\d%]|,\d|\.\d|[/–−‐‑-]\d|"
    rf"\s?per\s?cent)(?:\s+calendar\s+year)?",
    re.IGNORECASE,
)
_MID_YEAR = re.compile(rf"\bmid[\s-](?:year[\s-])?(?P<year>{_YEAR})\b", re.IGNORECASE)
_TERM = re.compile(
    rf"\b(?:the\s+)?(?P<term>autumn|spring|summer|"
    rf"winter)(?P<word>\s+term)?(?:\s+(?:of\s+)?(?P<years>{_YEARS}|{_YEAR}))?\b",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"\b(?P<month>{MONTH_PATTERN})(?:['’]s)?", re.IGNORECASE)
# "2045 children" counts children; "in 2021 54 more children" names a year.
_COUNTED = re.compile(
    r"\s+(?:(?:open|new|closed|completed|active|different|individual|vulnerable|"
    r"young)\s+)?(?:children|families|people|households|contacts|referrals|assessments|plans|cases|"
    r"pupils|parents|visits|sessions|calls|"
    r"residents|episodes|adults|schools|staff|workers|forms|enquiries|attendances|respondents|hours|"
    r"days|weeks|[A-Z]\w+(?:\s[A-Z]\w+){0,3}(?<![us])s\b)",
)
_YEAR_WORD_BEFORE = re.compile(
    r"\b(?:in|since|during|throughout|by|until|till|before|after|from|year|early|mid|late|spring|"
    r"summer|autumn|winter|than|and|with|to|for|of|the|end)[\s-]+$",
    re.IGNORECASE,
)
_STRONG_YEAR_WORD = re.compile(
    r"\b(?:in|since|during|throughout|until|before|after|year|early|mid|late)[\s-]+$", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarUnit:
    """A unit of the calendar at `start:end` of a text. `first` and `last` are None while its year is unknown; then
    `month` (with `day`), `quarter` or the number of months counted says what to settle. Terms have no dates at all.
    """

    start: int
    end: int
    grain: Grain
    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None
    quarters: tuple[int, int] | None = None
    fiscal: bool = False  # a financial year or a part of one
    academic: bool = False


def financial_year(start_year: int) -> tuple[date, date]:
    """1 April to 31 March."""
    return date(start_year, 4, 1), date(start_year + 1, 3, 31)


def financial_quarters(start_year: int, first: int, last: int) -> tuple[date, date]:
    """Quarter `first` to quarter `last` of the financial year that begins in April of `start_year`."""
    start = add_months(date(start_year, 4, 1), 3 * (first - 1))
    return start, add_months(date(start_year, 4, 1), 3 * last) - timedelta(days=1)


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def find_calendar_units(text: str) -> list[CalendarUnit]:
    """All units of `text`, in order, none overlapping; the more exact reading wins."""
    kept: list[CalendarUnit] = []
    taken = bytearray(len(text) + 1)
    for group in (
        _quarters(text),
        _halves(text),
        _mid_years(text),
        _dates(text),
        _multi_years(text),
        _terms(text),
        _months(text),
        _years(text),
    ):
        for unit in group:
            if not any(taken[unit.start : unit.end]):
                kept.append(unit)
                taken[unit.start : unit.end] = b"\1" * (unit.end - unit.start)
    return sorted(kept, key=lambda unit: unit.start)


def _years_of(printed: str) -> tuple[int, int] | None:
    """Start and end year of "2021/22", "2021-2024", "21/22"; None where they do not follow one another."""
    parts = re.split(r"\s?[/–−‐‑-]\s?", printed)
    first = int(parts[0]) + (0 if len(parts[0]) == 4 else 2000)
    last = int(parts[1])
    if len(parts[1]) == 2:
        last += first // 100 * 100
        if last < first:
            last += 100
    if len(parts[0]) == 2 and (last != first + 1 or first > 2049):
        return None
    return (first, last) if first < last <= first + 30 else None


def _start_year(printed: str) -> tuple[int, bool] | None:
    """The year a quarter or half belongs to, and whether it was printed as a financial year."""
    if re.fullmatch(r"\d{4}", printed):
        return int(printed), False
    years = _years_of(printed)
    return (years[0], True) if years and years[1] == years[0] + 1 else None


def _quarters(text: str) -> Iterator[CalendarUnit]:
    for match in _QUARTERS.finditer(text):
        printed = match["before"] or match["years"]
        if match["ordinal"] and match["ordinal"].lower() == "last" and not printed:
            continue  # "last quarter" is told from the document's date
        if (
            match["ordinal"]
            and match["ordinal"].lower() == "final"
            and not printed
            and not re.search(r"final\s+quarter", match[0], re.I)
        ):
            continue
        if match["span"]:
            count = _NUMBERS[match["count"].lower()]
            first, last = (1, count) if match["span"].lower() == "first" else (5 - count, 4)
        else:
            first = _NUMBERS[(match["first"] or match["ordinal"]).lower()]
            last = _NUMBERS[match["last"].lower()] if match["last"] else first
        if last < first:
            continue
        year = _start_year(printed) if printed else None
        days = financial_quarters(year[0], first, last) if year else (None, None)
        yield CalendarUnit(
            start=match.start(),
            end=match.end() if year or not match["years"] else match.start("years"),
            grain="quarter",
            first=days[0],
            last=days[1],
            quarters=(first, last),
            fiscal=True,
        )


def _halves(text: str) -> Iterator[CalendarUnit]:
    for match in _HALVES.finditer(text):
        printed = match["years"]
        counted = match["months"] or "six"
        months = _NUMBERS.get(counted.lower()) or int(counted)
        late = (
            match["h"] == "2" or (match["ordinal"] or "").lower() == "second" or (match["span"] or "").lower() == "last"
        )
        year = _start_year(printed) if printed and printed[0].isdigit() else None
        if printed is None and not match["h"]:
            continue
        if year is None:
            quarters = (
                ((3, 4) if late else (1, 2))
                if months == 6
                else (1, months // 3)
                if months in (3, 9) and not late
                else None
            )
            if quarters is not None:
                yield CalendarUnit(
                    start=match.start(), end=match.end(), grain="half_year", quarters=quarters, fiscal=True
                )
            continue
        begin = date(year[0], 4, 1) if year[1] else date(year[0], 1, 1)
        first = add_months(begin, 12 - months) if late else begin
        last = (add_months(begin, 12) if late else add_months(begin, months)) - timedelta(days=1)
        yield CalendarUnit(
            start=match.start(), end=match.end(), grain="half_year", first=first, last=last, fiscal=year[1]
        )


def _mid_years(text: str) -> Iterator[CalendarUnit]:
    """ "mid-2021": population estimates stand for 30 June."""
    for match in _MID_YEAR.finditer(text):
        day = date(int(match["year"]), 6, 30)
        yield CalendarUnit(start=match.start(), end=match.end(), grain="day", first=day, last=day, month=6, day=30)


def _dates(text: str) -> Iterator[CalendarUnit]:
    for mention in find_dates(text):
        if mention.day is None:
            assert mention.year is not None
            first, last = month_days(mention.year, mention.month)
            yield CalendarUnit(
                start=mention.start, end=mention.end, grain="month", first=first, last=last, month=mention.month
            )
        else:
            day = mention.date
            yield CalendarUnit(
                start=mention.start,
                end=mention.end,
                grain="day",
                first=day,
                last=day,
                month=mention.month,
                day=mention.day,
            )


def _multi_years(text: str) -> Iterator[CalendarUnit]:
    for match in _MULTI.finditer(text):
        years = _years_of(match["years"])
        if years is None:
            continue
        academic = (match["kind"] or match["after"] or "").lower() in ("academic", "school")
        if years[1] == years[0] + 1 and academic:
            first, last = date(years[0], 9, 1), date(years[1], 8, 31)
        elif years[1] == years[0] + 1:
            first, last = financial_year(years[0])
        else:
            first, last = date(years[0], 1, 1), date(years[1], 12, 31)
        yield CalendarUnit(
            start=match.start(), end=match.end(), grain="year" if years[1] == years[0] + 1 else "years",
            first=first, last=last, fiscal=not academic and years[1] == years[0] + 1, academic=academic,
        )  # fmt: skip


def _terms(text: str) -> Iterator[CalendarUnit]:
    """School terms and seasons; of a season no day is settled."""
    for match in _TERM.finditer(text):
        if match["word"] or match["years"]:
            first, last = _term_days(match["term"].lower(), match["years"]) if match["word"] else (None, None)
            yield CalendarUnit(start=match.start(), end=match.end(), grain="term", first=first, last=last)


def _term_days(term: str, printed: str | None) -> tuple[date | None, date | None]:
    """What the calendar settles of a school term: the autumn term runs from September to December, the spring term begins in
    January; Easter parts spring from summer, and the end of summer is the school's own.
    """
    years = _years_of(printed) if printed and not printed.isdigit() else None
    if printed is None or (years is None and not printed.isdigit()):
        return None, None
    if term == "autumn":
        year = years[0] if years else int(printed)
        return date(year, 9, 1), date(year, 12, 31)
    return (date(years[1] if years else int(printed), 1, 1), None) if term == "spring" else (None, None)


def _months(text: str) -> Iterator[CalendarUnit]:
    for match in _MONTH_ALONE.finditer(text):
        name = match["month"].rstrip(".")
        if not name[0].isupper():
            continue
        if name in ("May", "March") and re.match(r"\s+(?:I|we|you|they|not|be|have|Hare)\b", text[match.end() :]):
            continue
        if (
            name == "May"
            and text[: match.start()].rstrip()[-1:] in ("", ".", "\n")
            and re.match(r"\s+[a-z]", text[match.end() :])
        ):
            continue  # a sentence that begins with the verb
        if re.match(r"\s+(?:Street|Road|Lane|Avenue|Close|House|[A-Z][a-z]+\s+Street)\b", text[match.end() :]):
            continue
        stop = match.end("month") - match["month"].endswith(".") if match.end() == match.end("month") else match.end()
        yield CalendarUnit(start=match.start(), end=stop, grain="month", month=MONTHS[name.lower()])


def _years(text: str) -> Iterator[CalendarUnit]:
    for match in _ONE_YEAR.finditer(text):
        year = int(match["year"])
        before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 60]
        if not match["kind"] and (
            not 1960 <= year <= 2049 or (_COUNTED.match(after) and not _STRONG_YEAR_WORD.search(before))
        ):
            continue
        kind = (match["kind"] or "").lower()
        if kind == "financial":
            first, last = financial_year(year)
        elif kind == "academic":
            first, last = date(year, 9, 1), date(year + 1, 8, 31)
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
        yield CalendarUnit(
            start=match.start(), end=match.end(), grain="year", first=first, last=last, fiscal=kind == "financial"
        )
