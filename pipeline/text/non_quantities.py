"""Stretches of a text whose numbers count nothing: references, identifiers, ages, levels, times, telephone numbers.

General rules over the words around a number; dates and periods are found by `dates` and `periods`. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class NonQuantity:
    """Characters whose numbers are not figures, and the rule that says so."""

    start: int
    end: int
    reason: str


_N = r"\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?"
_LIST = rf"{_N}(?:\([a-z0-9]{{1,4}}\)){{0,3}}(?:\s?(?:,|-|–|/|&|to|and|or)\s?{_N}(?:\([a-z0-9]{{1,4}}\)){{0,3}}){{0,6}}(?![\d,]*\d)"
_WORD_N = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
_AGE_N = rf"(?:\d{{1,3}}(?:\.\d)?|{_WORD_N})"
_UPPER = r"(?:[A-Z]{1,2}|[IVX]{1,4})"

# What an author numbers: the number names the thing and does not count it.
_NUMBERED = (
    r"paragraphs?|paras?\.?|pages?|pp?\.|sections?|ss?\.|sub-?sections?|clauses?|chapters?|parts?|appendi(?:x|ces)|appx\.?|annex(?:es)?|schedules?|tables?|figures?|figs?\.|charts?|graphs?"
    r"|diagrams?|box(?:es)?|footnotes?|notes?|items?|minutes?|resolutions?|recommendations?|recs?\.?|actions?|questions?|slides?|papers?|volumes?|vol\.?|issues?|numbers?|nos?\.?"
    r"|versions?|ver\.?|v\.?|revisions?|rev\.?|drafts?|editions?|reports? (?:no|number)|forms?|steps?|stages?|phases?|tiers?|levels?|bands?|grades?|categor(?:y|ies)|priorit(?:y|ies)|objectives?"
    r"|outcomes?|standards?|domains?|themes?|strands?|workstreams?|pillars?|criteri(?:on|a)|indicators?|kpis?|tasks?|goals?|rooms?|units?|floors?|suites?|zones?|wards?|routes?|blocks?|plots?"
    r"|groups?|cohorts?|waves?|rounds?|lots?|days?|weeks?|sessions?|visits?|reviews?|meetings?|quarters?|child|sibling|parent|case|family|cases? (?:no|number|study)|case stud(?:y|ies)|examples?|scenarios?"
    r"|regulations?|regs?\.?|articles?|rules?|directives?|orders?|codes?|policy|procedure|protocol|circular|key stages?|ks|years?|yrs?\.?|year groups?|classes?|set|sets|quartiles?|deciles?|quintiles?|type|types|class|option|options|module|modules|unit|test|model|lines?|rows?|columns?|no"
)
_ALWAYS_NUMBERED = (
    r"paragraphs?|paras?\.?|pages?|pp\.|sections?|sub-?sections?|clauses?|chapters?|appendi(?:x|ces)|appx\.?|annex(?:es)?|schedules?|tables?|figs?\.|charts?|graphs?|footnotes?"
    r"|agenda items?|items?|versions?|ver\.|regulations?|reg\.|articles?|key stages?|tiers?|levels?|bands?|year groups?|quartiles?|deciles?|quintiles?|recommendations?|kpis?"
)

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, flags))
    for reason, pattern, flags in (
        ("address", r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}", 0),
        (
            "telephone",
            r"(?<![\w.,£])(?:\+44\s?\(?0?\)?\s?|\(?0)\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b|(?<![\w.,£])0\d{9,10}\b"
            r"|\b(?:tel(?:ephone)?|phone|mobile|fax|call|ring|dial|ext(?:ension)?)\b[.:]?(?:\s+(?:us|on|no|number)\b[.:]?)?\s*\d[\d\s-]{1,14}\d|\b(?:call|dial|ring)(?:ing|ed)?\s+(?:999|101|111|119)\b",
            re.IGNORECASE,
        ),
        ("postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", 0),
        (
            "time",
            r"(?<![\d.,£/])(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[-–]\s?(?:[01]?\d|2[0-3])[:.][0-5]\d)?\s?(?:am|pm|a\.m\.?|p\.m\.?|hrs?|hours|noon)(?!\w)|(?<![\d.,£/])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
            r"|(?<![\d.,£/])(?:1[0-2]|0?[1-9])(?:\s?(?:-|–|to|until)\s?(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?)?\s?(?:am|pm|a\.m\.?|p\.m\.?|o['’]clock)(?!\w)|\bhalf\s+(?:past\s+)?(?:\d{1,2}|"
            + _WORD_N
            + r")(?!\s?(?:m|bn|k|million|%))\b|\b(?:\d{1,2}|quarter)\s+(?:past|to)\s+(?:1[0-2]|[1-9])(?=[\s,.;)]*(?:$|[.,;)]|and\b|every\b|each\b|when\b))|\b24/7\b|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours)\b",
            re.IGNORECASE,
        ),
        (
            "legislation",
            rf"\b(?:section|sections|s\.?|ss\.?|s\.\s|part|schedule|regulation|regulations|article|articles|clause|para)\s?{_LIST}(?:\s+(?:and|or)\s+{_N})?(?:\s+(?:of|to)\s+(?:the\s+)?(?:[A-Z][\w’']+\s+|and\s+|\([^)]{{1,30}}\)\s+){{0,8}}(?:Act|Regulations|Order|Convention|Code)(?:\s+(?:19|20)\d\d)?)?"
            r"|\b(?:[A-Z][\w’']+\s+|and\s+|\([A-Z][^)]{1,30}\)\s+){1,8}(?:Act|Regulations|Order|Bill|Convention|Directive)\s+(?:19|20)\d\d\b|\bS\.?I\.?\s?\d{4}/\d{1,5}\b|\bs\.?\s?(?:17|20|31|37|47|117|175|11|10)\b",
            0,
        ),
        ("reference", rf"\b(?:{_ALWAYS_NUMBERED})[ \t]{{1,2}}(?:no\.?\s|number\s|ref\s)?(?:{_LIST}|{_WORD_N}\b(?![- ]?(?:of|per|to)\b))", re.IGNORECASE),
        (
            "year group",
            r"\b(?:year|years|yr|yrs|y)\.?\s?(?:\d{1,2})(?:\s?(?:,|-|–|/|&|to|and|or)\s?(?:(?:year|yr|y)\s?)?\d{1,2}){0,4}(?![\d,%/]|\.\d)(?!\s?(?:years?|months?|weeks?|per\s?cent))"
            r"|\bks\s?[1-5](?:\s?(?:,|-|–|/|&|and|to)\s?(?:ks\s?)?[1-5])*\b|\b(?:gcse|a[- ]level|btec|nvq)s?\s+(?:grades?\s+)?\d(?:\s?[-–]\s?\d)?\b",
            re.IGNORECASE,
        ),
        (
            "age",
            rf"\b(?:ages?|aged|age\s?range|age\s?groups?|children\s+(?:from\s+)?birth)\s*(?::|\(|of\b|between\b|from\b|over\b|under\b|up\s+to\b|below\b|at\b|was\b|is\b|bands?\b|groups?\b)*\s*{_AGE_N}(?:\s?(?:weeks?|months?|days?|years?|yrs?|mths?)\b)?(?:\+|\s?(?:-|–|/|to|and|or|until|up to|,)\s?{_AGE_N}(?:\s?(?:weeks?|months?|days?|years?|yrs?|mths?)\b)?){{0,4}}\s?\+?"
            rf"|(?<![\w.,£]){_AGE_N}(?:\s?(?:-|–|to|and|or|/)\s?{_AGE_N})?\s?-?\s?(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|y|yr)['’]?s?[\s-]?(?:of[\s-]age|olds?)\b"
            rf"|\b(?:under|over)[\s-]?{_AGE_N}[\s-]?['’]?s\b|\b(?:under|over)-{_AGE_N}s?\b|(?<![\w.,£]){_AGE_N}\s?(?:-|–|to)\s?{_AGE_N}['’]?s\b"
            rf"|\b(?:0|birth|pre-?birth)\s?(?:-|–|to)\s?(?:[2-9]|1\d|2[0-9])\b(?:\s?(?:years?|yrs?))?(?:\s?\(?\s?up\s+to\s+\d\d\b)?|\b(?:children|child|young\s+people|young\s+person|babies|pupils|those|adults|people|youths?|girls|boys|siblings|sons?|daughters?|brothers?|sisters?|parents|mothers|fathers)\s+(?:aged\s+)?(?:(?:of|at|who\s+(?:are|were)|is|was|are|were)\s+)?(?:just\s+)?(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?{_AGE_N}\b(?!\s?(?:%|per|weeks?|months?|days|hours|working|families|children|plans))"
            rf"|\bup\s+to\s+(?:the\s+age\s+of\s+)?(?:18|19|20|21|25)(?!\s?(?:%|per\b|\d|[a-z-]*\s?(?:days?|weeks?|months?|hours?|famil|child|people|plans?|cases?)))\b(?=[\s,]*(?:years?|if\b|where\b|for\b|with\b|when\b|who\b|[,).;]))|\b(?:turn(?:s|ed|ing)?|reach(?:es|ed|ing)?|until)\s+(?:the\s+age\s+of\s+)?(?:5|11|16|18|19|21|25)\b(?!\s?(?:%|per\b|[a-z]+\s(?:days|weeks)|\d|,\d))|(?<![\w.,£])(?:16|18|19|65)\+(?=\s|[).,;]|$)|\b(?:their|his|her)\s+\d{{1,2}}th\s+birthday\b",
            re.IGNORECASE,
        ),
        (
            "vote",
            rf"\b(?:vote[ds]?|voting|carried|lost|division|ballot|majority of)\b[^.;\n]{{0,80}}?(?:\d+|{_WORD_N})\s?(?:votes?\s?)?(?:-|–|to|against|for|in favour)[^.;\n]{{0,60}}"
            rf"|\b(?:\d+|{_WORD_N})\s+(?:votes?|members?|councillors?)?\s?(?:for|in favour)\b(?:\s+(?:the\s+motion|and))?[,\s]+(?:and\s+)?(?:\d+|{_WORD_N})\s+(?:votes?\s+)?(?:against|abst)[^.;\n]{{0,40}}|\b(?:for|in favour|against|abstentions?|abstained)\s?[:\-–]\s?\d{{1,3}}\b|\b(?:\d+|{_WORD_N})\s+(?:votes?|abstentions?)\b",
            re.IGNORECASE,
        ),
        ("version", r"\b(?:v|ver|version|rev|release)\.?\s?\d+(?:\.\d+)*\b|(?<![\d.])\d+(?:\.\d+){2,}\b", re.IGNORECASE),
        (
            "reference",
            r"\b(?:ref(?:erence)?|no|nos|number|id|urn|upn|uprn|nhs|cf|case|order|invoice|account|charity|company|registration|minute|decision|motion|plan)\b\.?\s?(?:no\.?|number|ref\.?)?\s?[:#]\s?[A-Z]{0,5}[-/]?\d[\w/-]*|#\d+\b|\bno\.\s?\d+\b",
            re.IGNORECASE,
        ),
        # "KEH-20417", "CF/22/041", "EH1", "PI/EH/2223/Q3", "B2b", "COVID-19": letters and digits in one token
        ("identifier", r"(?<![\w£€$])(?=[\w/.-]*\d)(?=[\w/.-]*[A-Za-z])(?:[A-Za-z]+[-/_.]?\d[\w/_-]*|[A-Z]{1,6}(?:[-/][A-Z0-9]{1,6}){1,5}|\d{1,6}[-/]?[A-Z]{1,6}[-/]?\d[\w/-]*)(?![\w%])", 0),
        ("identifier", r"(?<![\w.,£])\d{3}[\s-]\d{3}[\s-]\d{4}\b|(?<![\w.,£])\d{10,}\b|\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b|\b[A-Z]\d{12}\b", 0),
        ("file size", r"\b\d+(?:\.\d+)?\s?(?:[KMG]B|kb|mb|bytes|dpi)\b", 0),
        ("one to one", r"\b(?:1|one|2|two)\s?(?::|-to-|\sto\s|-)\s?(?:1|one)\b(?!\s?(?:ratio|split|[%\d]))", re.IGNORECASE),
        ("name", r"\b(?:first|critical)\s+1,?\d{3}\s+(?:critical\s+)?days\b|\b(?:progress|attainment)\s+8\b|\b(?:fast|top|big|magic)\s+(?:five|four|six|ten|three)\b(?=\s+[A-Z])|\bcovid(?:[\s-]?19)?\b|\b3rd\s+sector\b", re.IGNORECASE),
        ("rate base", r"\b(?:per|every|each)\s+(?:10,?000|100,?000|1,?000|100)\b(?!\s?%)", re.IGNORECASE),
        ("half term", r"\bhalf[\s-]?(?:term|day|year|time)\w*\b", re.IGNORECASE),
        ("ordinal", r"\b\d{1,3}(?:st|nd|rd|th)\b", 0),
        ("decade", r"\b(?:19|20)\d0['’]?s\b", 0),
    )
)  # fmt: skip
_MAY_NUMBER = re.compile(
    rf"\b(?P<word>{_NUMBERED})[ \t]{{1,2}}(?P<number>{_LIST}|{_UPPER}\b|{_WORD_N}\b)(?P<after>.{{0,20}})", re.IGNORECASE
)


def find_non_quantities(text: str) -> list[NonQuantity]:
    """All stretches of `text` whose numbers are not figures, in order of their start; they may overlap."""
    found = [
        NonQuantity(start=match.start(), end=match.end(), reason=reason)
        for reason, pattern in _RULES
        for match in pattern.finditer(text)
    ]
    found.extend(_numbered_things(text))
    return sorted(found, key=lambda item: (item.start, item.end))


def _numbered_things(text: str) -> list[NonQuantity]:
    """ "Phase 2", "Priority 1", "Child 3": a noun in the singular or a title, then its number, then no counted noun."""
    found = []
    for match in _MAY_NUMBER.finditer(text):
        word, after = match["word"], match["after"]
        if word.rstrip(".").lower().endswith("s") and not word[0].isupper():
            continue  # "sessions 12" is a label, not a name
        if re.match(
            r"\s?(?:%|per\s?cent|out of|of\b|in\b\s\d|\s(?:famil|child|people|plans?\b|cases?\b))", after, re.IGNORECASE
        ):
            continue
        if re.search(r"\d,\d{3}|\d\.\d", match["number"]) and not re.match(
            r"(?i)para|page|section|item|version|v|table|figure|append|annex|paper|minute|recomm|action|standard|step",
            word,
        ):
            continue
        if word.lower() in ("no", "nos") and not word.endswith("."):
            continue
        if (
            word.lower()
            in (
                "lines",
                "rows",
                "line",
                "set",
                "sets",
                "class",
                "type",
                "types",
                "model",
                "unit",
                "units",
                "orders",
                "order",
                "numbers",
                "number",
                "parts",
                "part",
                "group",
                "groups",
                "day",
                "days",
                "case",
                "family",
                "child",
                "parent",
                "review",
                "visit",
                "visits",
                "session",
                "issue",
                "issues",
                "option",
                "test",
                "lot",
                "lots",
                "policy",
                "procedure",
                "outcome",
                "standard",
                "goal",
                "task",
                "meeting",
                "year",
                "years",
                "week",
                "quarter",
            )
            and not word[0].isupper()
        ):
            continue
        found.append(NonQuantity(start=match.start(), end=match.end("number"), reason="reference"))
    return found
