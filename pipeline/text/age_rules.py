"""Ages, age ranges and year groups: numbers that say who and count nothing. Rules for `non_quantities`."""

from __future__ import annotations

import re

from .number_words import NUMBER_WORD

_AGE = rf"(?:\d{{1,3}}(?:\.\d)?|{NUMBER_WORD})"
_AGE_UNIT = r"(?:\s?(?:weeks?|months?|days?|years?|yrs?|mths?)\b)?"
_TO = r"\s?(?:-|–|/|,|to|and|or|until|up to)\s?"
_FREE = r"(?<![\w.,£/])"  # begins a number of its own
_YOUNG = (
    r"(?:children|child|young\s+(?:people|person)|babies|baby|pupils|those|adults|people|youths?|"
    r"girls|boys|siblings|sons?|"
    r"daughters?|brothers?|sisters?|parents|mothers|fathers)"
)

AGE_RULES: tuple[tuple[str, str, int], ...] = (
    # Year 7, Years 10 and 11, Y6, KS2, grade 5 at GCSE
    (
        "year group",
        r"\b(?:years?|yrs?|y)\.?\s?\d{1,2}(?:\s?(?:-|–|/|&|to|and|or|"
        r",(?=\s?\d{1,2}(?:,|\s+(?:and|or|to)\b)))\s?(?:(?:year|yr|y)\s?)?\d{1,2}){0,4}(?!\d|,\d|%|/|"
        r"\.\d)(?!\s?(?:years?|months?|weeks?|per\s?cent|%))"
        r"|\bks\s?[1-5](?:\s?(?:,|-|–|/|&|and|to)\s?(?:ks\s?)?[1-5])*\b|\b(?:gcse|a[- ]level|btec|"
        r"nvq)s?\s+(?:grades?\s+)?\d(?:\s?[-–]\s?\d)?\b",
        re.IGNORECASE,
    ),
    # aged 5, ages 0-12, aged from 3 weeks to 17 years, age 16+, before the age of 11
    (
        "age",
        rf"\b(?:ages?|aged|age\s?range|age\s?groups?|age\s?bands?)\s*(?::|\()?\s*(?:(?:of|between|from|"
        rf"over|under|up\s+to|below|at|was|is)\s+)*{_AGE}{_AGE_UNIT}"
        rf"(?:{_TO}{_AGE}\b{_AGE_UNIT}){{0,4}}\s?\+?",
        re.IGNORECASE,
    ),
    # 11-15 year olds, three-year-old, 2 years of age, 6 months old
    (
        "age",
        rf"{_FREE}{_AGE}(?:-?\s?(?:-|–|to|and|or|/)\s?{_AGE})?\s?-?\s?(?:years?|yrs?|months?|mths?|weeks?|"
        rf"wks?|days?|y)['’]?s?[\s-]?(?:of[\s-]age|olds?)\b",
        re.IGNORECASE,
    ),
    # under-5s, over 18s, the 0-4s
    (
        "age",
        rf"\b(?:under|over)[\s-]?{_AGE}[\s-]?['’]?s\b|\b(?:under|over)-{_AGE}s?\b|{_FREE}{_AGE}\s?(?:-|–|"
        rf"to)\s?{_AGE}['’]?s\b",
        re.IGNORECASE,
    ),
    # 0-19, birth to 5, 0-25 years
    (
        "age",
        r"\b(?:0|birth|pre-?birth)\s?(?:-|–|to)\s?(?:[2-9]|1\d|2[0-9])\b(?!\s?(?:%|days|weeks|"
        r"months))(?:\s?(?:years?|yrs?))?(?:\s?\(?\s?up\s+to\s+\d\d\b)?",
        re.IGNORECASE,
    ),
    # children under two, a baby under one, young people over the age of 16
    (
        "age",
        rf"\b{_YOUNG}\s+(?:(?:of|at|who\s+(?:are|were)|is|was|are|were)\s+)?(?:just\s+)?(?:under|over|"
        rf"below|above)\s+(?:the\s+age\s+of\s+)?{_AGE}\b"
        r"(?!\s?(?:%|per|weeks?|months?|days|hours|working|families|children|plans))",
        re.IGNORECASE,
    ),
    # residents under 18, anyone over 16
    (
        "age",
        r"\b(?!(?:just|well|is|was|were|are|be|been|at|to|fell|of|in|by|from|for|with|slightly|now|still|"
        r"kept|stayed|remained)\b)[a-z]+\s+(?:aged\s+)?"
        r"(?:under|over)\s+(?:5|11|13|16|18|19|21|25|65)(?=\s*(?:[,.;:)]|$|(?:or|who|in|living|with|were|"
        r"are|and)\b(?!\s+\d)))",
        re.IGNORECASE,
    ),
    # 31 of whom were under 20
    (
        "age",
        rf"\bwhom?\s+(?:is|was|are|were)\s+(?:still\s+)?(?:under|over)\s+(?:the\s+age\s+of\s+)?{_AGE}(?=\s*(?:[,.;:)]|$|(?:and|when|at|or)\b))",
        re.IGNORECASE,
    ),
    # a girl of 14, a boy of six
    (
        "age",
        rf"\b(?:girl|boy|child|son|daughter|man|woman|lad|teenager|baby|brother|sister|pupil|student|"
        rf"mother|father|mum|dad|person|twins?)\s+of\s+{_AGE}\b"
        r"(?!\s?(?:%|the\b|those\b|famil|child))",
        re.IGNORECASE,
    ),
    # my eldest, who is 14, stopped going in; I was 19 with a newborn; she was 15 when
    (
        "age",
        rf"(?:\b(?:I|[Hh]e|[Ss]he)\s+(?:was|is|am)\s+(?:only\s+|just\s+|then\s+|now\s+|nearly\s+|almost\s+|still\s+)?|"
        rf"\b(?:eldest|youngest|oldest|daughter|son|child|girl|boy|brother|sister|mother|father|mum|dad|twin|[A-Z][a-z]+),\s"
        rf"who\s+(?:is|was|has\s+just\s+turned|turned)\s+(?:only\s+|just\s+|now\s+|nearly\s+|almost\s+)?|"
        rf"\b(?:my|our|his|her|their|the)\s+(?:eldest|youngest|oldest|daughter|son|brother|sister|mum|dad)\s+(?:is|was)\s+"
        rf"(?:only\s+|just\s+|now\s+)?){_AGE}(?=\s*(?:[,.;:)!]|$|[-–—]|(?:and|when|with|but|at|then|now|or|so|years?)\b))",
        0,
    ),
    # the 16-19 bursary, our 0-5 offer
    (
        "age",
        r"\b\d{1,2}\s?[-–]\s?\d{1,2}\s+(?:bursar(?:y|ies)|offer|provision|service|programme|pathway|age|"
        r"population|workforce|funding|education|curriculum|strategy|team)\b",
        re.IGNORECASE,
    ),
    # the two-year check, the 6 to 8 week review of a baby
    (
        "age",
        rf"{_FREE}{_AGE}(?:\s?(?:-|–|to|and|or)\s?{_AGE})?[\s-](?:years?|months?|weeks?|"
        rf"days?)[\s-](?:health\s+|development(?:al)?\s+)?checks?\b"
        rf"|\bthe\s+{_AGE}-(?:year|month)\s+and\s+the\s+{_AGE}-(?:year|month)\b",
        re.IGNORECASE,
    ),
    # the 6 to 8 week review of a baby, the 12 month review
    (
        "age",
        rf"{_FREE}(?:{_AGE}\s?(?:-|–|to)\s?)?{_AGE}[\s-](?:week|month|year)[\s-](?:old\s+)?(?:reviews?|"
        rf"contacts?|developmental|assessments?\s+of)\b",
        re.IGNORECASE,
    ),
    # breastfeeding at 6 to 8 weeks, children seen by 15 months
    (
        "age",
        rf"\b(?:breast-?feeding|breastfed|immunis\w+|vaccinat\w+|seen|weighed|prevalence|walking|talking|reviewed)\s+(?:at|by)\s+(?:the\s+age\s+of\s+)?"
        rf"(?:{_AGE}\s?(?:-|–|to)\s?)?{_AGE}\s(?:weeks|months)\b(?!\s+(?:ago|earlier|later|after))",
        re.IGNORECASE,
    ),
    # up to 25 where a young person has SEND; turned 18; 16+
    (
        "age",
        r"\bup\s+to\s+(?:the\s+age\s+of\s+)?(?:18|19|20|21|25)(?![\d,.]*\d|"
        r"\s?%)(?=\s*(?:years?\b(?!\s+of\s+(?!age))|if\b|where\b|for\s+(?:those|young|children|a\b|"
        r"anyone)|with\s+(?:SEND|a\b|special)|when\b|who\b|[,).;]))"
        r"|\b(?:turn(?:s|ed|ing)?)\s+(?:the\s+age\s+of\s+)?\d{1,2}\b(?!\s?(?:%|per\b|[a-z]+s\b|,\d|\d))|"
        r"(?<![\w.,£])(?:16|18|19|65)\+(?=\s|[).,;]|$)",
        re.IGNORECASE,
    ),
)
