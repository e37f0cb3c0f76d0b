"""Times of day, with a mark ("9am", "14:30") and without ("bedtime is 8"). Rules for `non_quantities`."""

from __future__ import annotations

import re

from .number_words import NUMBER_WORD, SMALL_COUNT

_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d"
_AM = r"(?:am|pm|a\.m\.?|p\.m\.?)(?!\w)"

TIME_RULES: tuple[tuple[str, str, int], ...] = (
    # 10.30 am, 14:30, 9.00-11.00 am
    (
        "time",
        rf"(?<![\d.,£/]){_CLOCK}(?:\s?[-–]\s?{_CLOCK})?\s?(?:{_AM}|hrs?\b|hours\b|noon\b)|"
        rf"(?<![\d.,£/])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])",
        re.IGNORECASE,
    ),
    # open from 9 to 5; Monday to Friday, 9 to 5
    (
        "time",
        r"\b(?:open(?:s|ed|ing)?(?:\s+hours)?|hours|weekdays?|daily|(?:mon|tues|wednes|thurs|fri|satur|"
        r"sun)days?)\b[,:]?\s+(?:from\s+|between\s+)?"
        r"(?:[6-9]|1[0-2])\s?(?:to|-|–|and|until)\s?(?:[1-9]|1[0-2])\b(?!\s*(?:famil|child|people|weeks|"
        r"months|days|sessions))",
        re.IGNORECASE,
    ),
    # between 10 and 12 on Fridays; on Saturday 16 September 2023 from 11 to 3
    (
        "time",
        r"\b(?:from|between)\s+(?:[1-9]|1[0-2])\s+(?:to|until|and)\s+(?:[1-9]|1[0-2])\s+(?:on|every|each)\s+"
        r"(?:\w+\s+)?(?:weekdays?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|days?|mornings?|afternoons?)\b"
        r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b(?:\s+\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+(?:\s+\d{4})?)?,?\s+"
        r"(?:from|between)\s+(?:[1-9]|1[0-2])\s+(?:to|until|and)\s+(?:[1-9]|1[0-2])\b(?![,.]?\d|\s?%)",
        re.IGNORECASE,
    ),
    # the doors close at 4
    (
        "time",
        r"\b(?:opens?|closes?|closed|starts?|started|begins?|began|ends?|ended|finish(?:es|ed)?|meets?|met)\s+(?:again\s+)?at\s+"
        r"(?:[1-9]|1[0-2])(?=\s*(?:[.;,)]|$|(?:on|every|each|and|in\s+the)\b))",
        re.IGNORECASE,
    ),
    # at eight that evening, after six o'clock, at nine in the morning
    (
        "time",
        rf"\b(?:at|by|after|before|until|till|from|past)\s+{SMALL_COUNT}\s+(?:o['’]clock|(?:that|this|the same|"
        rf"every|each)\s+(?:evening|morning|night|afternoon)"
        r"|in\s+the\s+(?:morning|evening|afternoon)|at\s+night)|\b(?:one|two|three|four|five|six|seven|"
        r"eight|nine|ten|eleven|twelve)\s+o['’]clock",
        re.IGNORECASE,
    ),
    # bedtime is 8, up at 6
    (
        "time",
        rf"\b(?:(?:bed\s?times?|tea\s?time)\s+(?:is|was|at|of|by)|(?:wakes?|gets?\s+up|asleep)\s+(?:at|by)"
        rf"|(?:up|asleep|awake)\s+(?:till|until))\s+{SMALL_COUNT}\b(?!\s*(?:%|[a-z]+s\b))",
        re.IGNORECASE,
    ),
    # on till 10 or 11
    (
        "time",
        r"\b(?:till|until|'til)\s+(?:[1-9]|1[0-2])(?:\s?(?:or|-|–)\s?(?:[1-9]|1[0-2]))?"
        r"\b(?!\s*(?:%|[.:/-]?\d|[a-z]+s\b|of\b|st\b|nd\b|rd\b|th\b|january|february|march|april|may|june|july|august|"
        r"sept|octo|nove|dece))",
        re.IGNORECASE,
    ),
    # 2pm, 9-5pm, 6 o'clock
    (
        "time",
        rf"(?<![\d.,£/])(?:1[0-2]|0?[1-9])(?:\s?(?:-|–|to|until)\s?(?:1[0-2]|"
        rf"0?[1-9])(?:[.:][0-5]\d)?)?\s?(?:{_AM}|o['’]clock\b)",
        re.IGNORECASE,
    ),
    # half past 8, half 8, quarter to nine at the end of a clause, 24/7, 0900 hrs
    (
        "time",
        rf"\bhalf\s+past\s+{SMALL_COUNT}\b|\bhalf\s+(?:[1-9]|1[0-2])\b(?!\s?(?:m|bn|k|million|%|,\d))|"
        rf"\bquarter\s+(?:past|to)\s+(?:1[0-2]|[1-9]|{NUMBER_WORD})\b|\b24/7\b"
        r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours)\b",
        re.IGNORECASE,
    ),
    # a soft start at 8.40
    ("time", r"\b(?:at|from|until|till|by)\s+(?:[6-9]|1\d|2[0-3])\.[0-5][05]\b(?!\s*(?:%|per\b|\d))", re.IGNORECASE),
)
