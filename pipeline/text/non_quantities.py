"""Stretches of a text whose numbers count nothing: references, identifiers, ages, levels, times, telephone numbers.

Each rule is a reason and a pattern over the words around a number, with a phrase it is for. Dates and periods are found by
`dates` and `periods`. Pure; every pattern is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .age_rules import AGE_RULES
from .dates import MONTH_PATTERN
from .number_words import SMALL_COUNT
from .reference_rules import REFERENCE_RULES
from .time_rules import TIME_RULES


@dataclass(frozen=True, kw_only=True, slots=True)
class NonQuantity:
    """Characters whose numbers are not figures, and the rule that says so."""

    start: int
    end: int
    reason: str


_RULES: tuple[tuple[str, str, int], ...] = (
    *AGE_RULES,
    *TIME_RULES,
    *REFERENCE_RULES,
    ("address", r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}", 0),
    # 01632 960114, +44 20 7946 0000, (020) 7946 0377
    (
        "telephone",
        r"(?<![\w.,£])(?:\+44\s?\(?0?\)?\s?|\(?0)\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b|"
        r"(?<![\w.,£])0\d{9,10}\b",
        0,
    ),
    # 999 in an emergency; 101 if it can wait
    (
        "telephone",
        r"(?<![\w.,£])(?:999|112|101|111)\s+(?:in\s+(?:an\s+)?emergenc|if\s+(?:it|you|there|someone)\b)",
        re.IGNORECASE,
    ),
    # telephone: 4216, ext 334, ring 101
    (
        "telephone",
        r"\b(?:tel(?:ephone)?|phone|mobile|fax|ext(?:ension)?)\b[.:]?(?:\s+(?:us|on|no|"
        r"number)\b[.:]?){0,2}\s*\d[\d\s-]{0,14}\d"
        r"|\b(?:call(?:ing|ed)?|dial(?:ling|led)?|ring(?:ing)?|rang)\s+(?:us\s+on\s+|on\s+)?(?:999|101|"
        r"111|119|\d{5,})\b|\bcalls?\s+to\s+(?:999|101|111|112|119)\b",
        re.IGNORECASE,
    ),
    ("postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", 0),
    # 14 Tansy Close, 3 Lockkeeper's Row
    (
        "address",
        r"(?<![\w.,£])\d{1,4}[a-z]?,?\s+(?:[A-Z][\w’']+\s+){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|"
        r"Way|Row|Court|Crescent|Terrace|Parade|Quay|Wharf|Yard|Gate|Bank|"
        r"Grove|Gardens|Place|Walk|Square|Hill|Mews|Rise|View|House|Park|Green)\b(?!\s+(?:famil|Famil|"
        r"children|plans|Centre|Hub|School))",
        0,
    ),
    # voted 41 to 9 in favour; carried by 7 votes to 3; lost 12-5
    (
        "vote",
        rf"\b(?:vote[ds]?|voting|carried|lost|division|ballot|"
        rf"majority)\b[^.;\n]{{0,60}}?\b{SMALL_COUNT}\s?(?:votes?\s?)?(?:-|–|to|against|"
        rf"for)\s?{SMALL_COUNT}\b(?!\s?%)(?:\s+votes?)?",
        re.IGNORECASE,
    ),
    # by 6 votes to 0; 2 voting for and 5 against
    (
        "vote",
        rf"\b{SMALL_COUNT}\s+votes?\s+to\s+(?:\d{{1,3}}|{SMALL_COUNT})\b|\b{SMALL_COUNT}\s+(?:members?\s+|councillors?\s+)?voting\s+"
        rf"(?:for|against|in\s+favour)\b(?:[^.;\n\d]{{0,20}}?\b{SMALL_COUNT}\s+(?:voting\s+)?(?:against|for)\b)?",
        re.IGNORECASE,
    ),
    # for 24, against 19, abstentions 2
    (
        "vote",
        r"\bfor\s+\d+,?\s+(?:and\s+)?against\s+\d+(?:,?\s+(?:and\s+)?(?:abstentions?|abstaining)\s+\d+)?",
        re.IGNORECASE,
    ),
    # 4 votes for, 7 against and 1 abstention
    (
        "vote",
        rf"\b{SMALL_COUNT}\s+(?:votes?|members?|councillors?)?\s?(?:were\s+)?(?:for|in "
        rf"favour)\b[^.;\n\d]{{0,30}}?\b{SMALL_COUNT}\s+(?:votes?\s+)?against\b(?:[^.;\n\d]{{0,12}}\b{SMALL_COUNT}\s"
        rf"+abst\w+)?",
        re.IGNORECASE,
    ),
    (
        "vote",
        rf"\b(?:for|in favour|against|abstentions?|abstained)\s?[:–]\s?\d{{1,3}}\b|\b{SMALL_COUNT}\s+(?:votes?|"
        rf"abstentions?)\b",
        re.IGNORECASE,
    ),
    # on 1, 8 and 15 March
    (
        "date",
        rf"(?<![\d.,£/-])\d{{1,2}}(?:st|nd|rd|th)?(?:\s?,\s?\d{{1,2}}(?:st|nd|rd|"
        rf"th)?){{0,6}}(?=(?:\s?,\s?\d{{1,2}}(?:st|nd|rd|"
        rf"th)?)?\s?(?:,|and|&|or)\s?\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH_PATTERN})",
        re.IGNORECASE,
    ),
    ("name", r"\b(?:true|absolute|net)\s+zero\b|\bzero[\s-](?:tolerance|hours?\b|carbon)", re.IGNORECASE),
    ("file size", r"\b\d+(?:\.\d+)?\s?(?:[KMG]B|kb|mb|bytes|dpi)\b", 0),
    ("scale", r"[£€$]\s?0{3}s?\b|\b(?:in|figures in)\s+[£€$]?0{3}s\b", 0),
    # scores out of 10, where 10 is managing well; on a scale of 1 to 5
    (
        "scale",
        r"\bscores?\s+(?:are\s+|is\s+)?out\s+of\s+\d{1,3}\b|\bscale\s+(?:of|from)\s+\d{1,3}(?:\s?(?:to|-|"
        r"–)\s?\d{1,3})?\b|\bwhere\s+\d{1,3}\s+(?:is|means|equals|=)\b"
        r"|\(\s*[01]\s?(?:to|-|–)\s?(?:[3-9]|10)\s*\)",
        re.IGNORECASE,
    ),
    # a total from 0 to 40; a mark out of five; shares that add to a hundred
    (
        "scale",
        rf"\b(?:totals?|scores?|marks?|ratings?|range|ranges|runs?)\s+(?:\w+\s+){{0,2}}from\s+(?:0|1|zero|one|nought)\s+to\s+\d{{1,3}}\b"
        rf"|\b(?:marks?|ratings?|stars?|scores?)\s+out\s+of\s+(?:\d{{1,3}}|{SMALL_COUNT})\b|\badds?\s+(?:up\s+)?to\s+(?:100|a\s+hundred)\b",
        re.IGNORECASE,
    ),
    ("scale", rf"\b(?:\d{{1,2}}|{SMALL_COUNT})-point\s+(?:\w+\s+)?scale\b", re.IGNORECASE),
    ("unticked", r"(?:[☐□▢]|\[\s?\])\s[^☐☒☑□▢✓✔\[\]\n]{1,90}", 0),
    ("name", r"\b\d[\s-]?bed\b", re.IGNORECASE),
    ("one to one", r"\b(?:1|one|2|two)\s?(?::|-to-|\sto\s|-)\s?(?:1|one)\b(?!\s?(?:ratio|split|[%\d]))", re.IGNORECASE),
    # the first 1,001 days, Progress 8, the third sector, the Big Five
    (
        "name",
        r"\b(?:first|critical)\s+1,?\d{3}\s+(?:critical\s+)?days\b|\b(?:progress|attainment)\s+8\b|"
        r"\bcovid(?:[\s-]?19)?\b|\b(?:3rd|third)\s+(?:sector|part(?:y|ies))\b",
        re.IGNORECASE,
    ),
    ("name", r"\b(?:Fast|Top|Big|Magic)\s+(?:Five|Four|Six|Ten|Three)\b", 0),
    ("rate base", r"\b(?:per|every|each)\s+(?:10,?000|100,?000|1,?000|100)\b(?!\s?%)", re.IGNORECASE),
    ("name", r"\btwo\s+halves\b", re.IGNORECASE),
    ("half term", r"\bhalf[\s-]?(?:term|day|year|time)\w*\b", re.IGNORECASE),
    ("ordinal", r"\b\d{1,3}(?:st|nd|rd|th)\b", 0),
    ("decade", r"\b(?:19|20)\d0['’]?s\b", 0),
)
_PATTERNS = tuple((reason, re.compile(pattern, flags)) for reason, pattern, flags in _RULES)


def find_non_quantities(text: str) -> list[NonQuantity]:
    """All stretches of `text` whose numbers are not figures, in order of their start; they may overlap."""
    found = [
        NonQuantity(start=match.start(), end=match.end(), reason=reason)
        for reason, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda item: (item.start, item.end))
