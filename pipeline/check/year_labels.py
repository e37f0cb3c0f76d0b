"""Labels of quarters and years against their months."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..records.span import Span
from ..text.calendar_units import financial_quarters, financial_year, month_days
from ..text.dates import MONTH_PATTERN, MONTHS
from .catalogue import HELD, Subject, Verdict, check, doubt


@check(
    "DAT004",
    severity="error",
    title="A label of a quarter or a year is not its months",
    holds="This report covers quarter 3 of 2022/23 (October to December 2022).",
    fails="This report covers quarter 3 of 2022/23 (July to September 2022).",
)
def check_labels(subject: Subject) -> Iterator[Verdict]:
    """Compares "quarter 3 of 2022/23" and "2022/23" with the months in brackets after it. Quarters are of the financial year,
    which begins in April; a year may also be the school year from September or a calendar year."""
    for start, text in subject.texts():
        for match in _LABEL.finditer(text):
            verdict = _label(subject, start, match)
            if verdict is not _UNSETTLED:
                yield verdict  # type: ignore[misc]
        for match in _MONTHS_TO.finditer(text):
            yield _months_to(subject, start, match)
        for match in _YEAR_ENDING.finditer(text):
            verdict = _year_ending(subject, start, match)
            if verdict is not _UNSETTLED:
                yield verdict  # type: ignore[misc]
        for match in _YEARS.finditer(text):
            first, second = int(match["first"]), int(match["second"])
            if (first + 1) % 100 == second % 100:
                yield HELD
            elif 0 < second <= 12 < first % 100:
                continue  # a month ("2023/07"), or a file's number
            elif second % 100 < first % 100 and len(match["second"]) == 2 and first % 100 != 99:
                yield doubt(
                    subject,
                    f'{subject.place(start, start + len(text))}: "{match.group(0)}" runs backwards. Look at the years.',
                    Span(start=start + match.start(), end=start + match.end()),
                    severity="query",
                )


_LABEL = re.compile(
    r"\b(?:(?:quarter|qtr|q)\s?\.?(?P<quarter>[1-4]|one|two|three|four)|(?P<ordinal>first|second|third|fourth"
    r"|final|last) quarter)\b"
    r"(?:,? (?:of |in |for )?(?:the )?(?:financial year |year )?(?P<years>20\d\d\s?[/–-]\s?\d\d))?\s?"
    rf"(?:\(|, | - | – |: )(?:i\.?e\.? |that is,? |from "
    rf")?(?P<first>{MONTH_PATTERN})\s?(?P<firstyear>20\d\d)?\s?(?:to|–|-"
    rf"|until)\s?(?P<last>{MONTH_PATTERN})\s?(?P<lastyear>20\d\d)?"
    rf"|\b(?:financial year |year )?(?P<year>20\d\d\s?[/–-]\s?\d\d)\s?\((?:i\.?e\.? |that is,? |from "
    rf")?(?:1(?:st)? )?(?P<yfirst>{MONTH_PATTERN})\s?(?P<yfirstyear>20\d\d)\s?(?:to|–|-)\s?(?:3[01](?:st)? "
    rf")?(?P<ylast>{MONTH_PATTERN})\s?(?P<ylastyear>20\d\d)\)",
    re.IGNORECASE,
)


_YEARS = re.compile(r"(?<![\d/-])(?P<first>20\d\d)[/–-](?P<second>\d\d)(?![\d/-])")


_QUARTERS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4,
}  # fmt: skip


_UNSETTLED = object()


def _label(subject: Subject, start: int, match: re.Match[str]) -> Verdict | object:
    if match["year"] is not None:
        return _year_label(subject, start, match)
    quarter = _QUARTERS[(match["quarter"] or match["ordinal"]).lower()]
    first, last = _month(match["first"]), _month(match["last"])
    if (last - first) % 12 != 2:
        return _UNSETTLED
    expected = (3 * quarter + 1) % 12 or 12
    calendar_quarter = 3 * quarter - 2
    if match["years"] is None and first == calendar_quarter:
        return _UNSETTLED  # quarters of the calendar year
    year = int(match["years"][:4]) if match["years"] else None
    printed = int(match["lastyear"] or match["firstyear"] or 0)
    right_year = year is None or not printed or printed == year + (1 if quarter == 4 else 0)
    if first == expected and right_year:
        return HELD
    days = financial_quarters(year, quarter, quarter) if year else None
    of_year = f" of {match['years']}" if match["years"] else ""
    said = " ".join(match.group(0).split())
    place = subject.place(start + match.start(), start + match.end())
    months = f"{calendar.month_name[expected]} to {calendar.month_name[(expected + 1) % 12 + 1]}" + (
        f" {days[1].year}" if days else ""
    )
    return doubt(
        subject,
        f'{place}: quarter {quarter}{of_year} is {months}, the text says "{said}". Look at the quarter and at '
        f"the months.",
        subject.sentence_at(Span(start=start + match.start(), end=start + match.end())),
    )


def _year_label(subject: Subject, start: int, match: re.Match[str]) -> Verdict | object:
    first, last = _month(match["yfirst"]), _month(match["ylast"])
    year = int(match["year"][:4])
    begins, ends = date(int(match["yfirstyear"]), first, 1), month_days(int(match["ylastyear"]), last)[1]
    if not timedelta(days=350) < ends - begins < timedelta(days=380):
        return _UNSETTLED
    if (begins.year == year and begins.month in (4, 8, 9)) or (begins, ends) == financial_year(year):
        return HELD
    if first not in (4, 8, 9):
        return _UNSETTLED
    return doubt(
        subject,
        f"{subject.place(start + match.start(), start + match.end())}: {match['year']} does not begin "
        f"in {calendar.month_name[first]} "
        f"{begins.year}. Look at the year and at the months.",
        subject.sentence_at(Span(start=start + match.start(), end=start + match.end())),
    )


_MONTHS_TO = re.compile(
    r"\b(?:quarter|qtr|q)\s?(?P<quarter>[1-4]|one|two|three|four)(?: of| in|,)? "
    r"(?P<years>20\d\d\s?[/–-]\s?\d\d),? \(?(?:which is |that is )?(?:the )?(?:three months|"
    rf"quarter) (?:to|ending|ended)(?: on)? (?:3[01](?:st)? )?(?P<month>{MONTH_PATTERN}) (?P<year>20\d\d)",
    re.IGNORECASE,
)


def _months_to(subject: Subject, start: int, match: re.Match[str]) -> Verdict:
    """ "Quarter 1 of 2023/24, the three months to 30 June 2023"."""
    first_year, quarter = int(match["years"][:4]), _QUARTERS[match["quarter"].lower()]
    ends = financial_quarters(first_year, quarter, quarter)[1]
    if (ends.month, ends.year) == (_month(match["month"]), int(match["year"])):
        return HELD
    place = subject.place(start + match.start(), start + match.end())
    return doubt(
        subject,
        f"{place}: quarter {quarter} of {match['years']} ends in {ends:%B %Y}, "
        f"stated {match['month']} {match['year']}. Look at the quarter and at the month.",
        subject.sentence_at(Span(start=start + match.start(), end=start + match.end())),
    )


_YEAR_ENDING = re.compile(
    rf"\byear (?:to|ending|ended|that ended)(?: on| in)?(?: the)? (?:3[01](?:st)? )?(?P<month>{MONTH_PATTERN}) "
    rf"(?P<year>20\d\d),? \(?(?P<label>20\d\d\s?[/–-]\s?\d\d)\)"
    rf"|\b(?P<label2>20\d\d\s?[/–-]\s?\d\d)[,(] ?(?:which is |that is )?(?:the year )?(?:to|ending|ended|that "
    rf"ended|which ended)(?: on| in)? (?:3[01](?:st)? )?(?P<month2>{MONTH_PATTERN}) (?P<year2>20\d\d)",
    re.IGNORECASE,
)


def _year_ending(subject: Subject, start: int, match: re.Match[str]) -> Verdict | object:
    """ "The year to 31 March 2023 (2022/23)": the label's second year is that of a March."""
    month, year = _month(match["month"] or match["month2"]), int(match["year"] or match["year2"])
    label = match["label"] or match["label2"]
    if month not in (3, 7, 8):
        return _UNSETTLED
    if int(label[:4]) + 1 == year:
        return HELD
    place = subject.place(start + match.start(), start + match.end())
    return doubt(
        subject,
        f"{place}: the year that ends in {calendar.month_name[month]} {year} is {year - 1}/{year % 100:02d}, "
        f"stated {label}. Look at the year.",
        subject.sentence_at(Span(start=start + match.start(), end=start + match.end())),
    )


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]
