"""Stretches of a text whose numbers count nothing: references, identifiers, ages, levels, times, telephone numbers.

Each rule is a reason and a pattern over the words around a number, with a phrase it is for. Dates and periods are found by
`dates` and `periods`. Pure; every pattern is linear.
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


# "4.1", "17(1)(b)", "3a"; and lists of them: "4.1, 4.2 and 4.5", "2-5"
_REF = r"\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?(?:\([a-z0-9]{1,4}\)){0,3}"
_REFS = rf"{_REF}(?:\s?(?:,|-|–|/|&|to|and|or)\s?{_REF}){{0,6}}(?![\d,]*\d)"
_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|"
    r"nineteen|twenty)"
)
_COUNT = rf"(?:\d{{1,3}}|{_WORD})"
_AGE = rf"(?:\d{{1,3}}(?:\.\d)?|{_WORD})"
_AGE_UNIT = r"(?:\s?(?:weeks?|months?|days?|years?|yrs?|mths?)\b)?"
_TO = r"\s?(?:-|–|/|,|to|and|or|until|up to)\s?"
_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d"
_AM = r"(?:am|pm|a\.m\.?|p\.m\.?)(?!\w)"
_FREE = r"(?<![\w.,£/])"  # begins a number of its own
_YOUNG = (
    r"(?:children|child|young\s+(?:people|person)|babies|baby|pupils|those|adults|people|youths?|"
    r"girls|boys|siblings|sons?|"
    r"daughters?|brothers?|sisters?|parents|mothers|fathers)"
)
_COUNTED = r"(?:famil|child|people|plans|cases|contacts|referrals|days|hours|weeks|months|working|per\b|%)"

# Things that bear a number: it names them and does not count them.
_ALWAYS_NUMBERED = (
    r"paragraphs?|paras?\.?|pages?|pp\.|sections?|sub-?sections?|clauses?|chapters?|appendi(?:x|ces)|"
    r"appx\.?|annex(?:es)?|schedules?|"
    r"tables?|figs?\.|charts?|graphs?|footnotes?|agenda items?|items?|versions?|ver\.|regulations?|"
    r"reg\.|articles?|key stages?|"
    r"tiers?|levels?|bands?|year groups?|quartiles?|deciles?|quintiles?|recommendations?|kpis?|"
    r"minutes? no\.?|slides?|tabs?|standing orders?|worksheets?|"
    r"operation [a-z]+"
)
# These bear a number where they stand in the singular: "phase 2", "priority 1", "minute 47".
_SINGULAR_NUMBERED = (
    r"minute|resolution|volume|vol\.|revision|edition|step|stage|phase|category|priority|objective|"
    r"domain|theme|strand|workstream|"
    r"pillar|criterion|indicator|cohort|wave|module|scenario|case study|circular|rec\.|finding|standard|report|issue|"
    r"observation|query|lesson|risk|measure|milestone|output|deliverable"
)
_LOOSELY_NUMBERED = (
    r"action|question|paper|number|draft|form|grade|room|floor|suite|zone|ward|route|plot|round|case|box|note|rule|code"
)
# These only with a capital letter: "Child 2", "Group 4", "Figure 3", "Part 5".
_TITLE_NUMBERED = (
    r"Part|Figure|Child|Parent|Sibling|Family|Group|Goal|Standard|Outcome|Task|Unit|Type|Class|Model|"
    r"Option|Test|Set|Line|Row|Column|"
    r"Day|Week|Session|Visit|Review|Meeting|Quarter|Lot|Block|Policy|Procedure|Order|Directive|"
    r"Project|Paper|Recommendation"
)
_WORDS_OF_AN_ACT = r"(?:[A-Z][\w’']+\s+|and\s+|of\s+|\([^)]{1,30}\)\s+)"
_ACT = r"(?:Act|Regulations|Order|Bill|Convention|Directive|Code)"

_RULES: tuple[tuple[str, str, int], ...] = (
    ("address", r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}", 0),
    # 01632 960114, +44 20 7946 0000, (020) 7946 0377
    (
        "telephone",
        r"(?<![\w.,£])(?:\+44\s?\(?0?\)?\s?|\(?0)\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b|"
        r"(?<![\w.,£])0\d{9,10}\b",
        0,
    ),
    # telephone: 4216, ext 334, ring 101
    (
        "telephone",
        r"\b(?:tel(?:ephone)?|phone|mobile|fax|ext(?:ension)?)\b[.:]?(?:\s+(?:us|on|no|"
        r"number)\b[.:]?){0,2}\s*\d[\d\s-]{1,14}\d"
        r"|\b(?:call(?:ing|ed)?|dial(?:ling|led)?|ring(?:ing)?|rang)\s+(?:us\s+on\s+|on\s+)?(?:999|101|"
        r"111|119|\d{5,})\b|\bcalls?\s+to\s+(?:999|101|111|112|119)\b",
        re.IGNORECASE,
    ),
    ("postcode", r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", 0),
    # 14 Tansy Close, 3 Lockkeeper's Row
    (
        "address",
        r"(?<![\w.,£])\d{1,4}[a-z]?,?\s+(?:[A-Z][\w’']+\s+){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|"
        r"Way|Row|Court|Crescent|Terrace|"
        r"Grove|Gardens|Place|Walk|Square|Hill|Mews|Rise|View|House|Park|Green)\b(?!\s+(?:famil|Famil|"
        r"children|plans|Centre|Hub|School))",
        0,
    ),
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
    # at eight that evening, after six o'clock, at nine in the morning
    (
        "time",
        rf"\b(?:at|by|after|before|until|till|from|past)\s+{_COUNT}\s+(?:o['’]clock|(?:that|this|the same|"
        rf"every|each)\s+(?:evening|morning|night|afternoon)"
        r"|in\s+the\s+(?:morning|evening|afternoon)|at\s+night)|\b(?:one|two|three|four|five|six|seven|"
        r"eight|nine|ten|eleven|twelve)\s+o['’]clock",
        re.IGNORECASE,
    ),
    # bedtime is 8, up at 6
    (
        "time",
        rf"\b(?:(?:bed\s?times?|tea\s?time)\s+(?:is|was|at|of|by)|(?:wakes?|gets?\s+up|asleep)\s+(?:at|by)"
        rf"|(?:up|asleep|awake)\s+(?:till|until))\s+{_COUNT}\b(?!\s*(?:%|[a-z]+s\b))",
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
        rf"\bhalf\s+past\s+{_COUNT}\b|\bhalf\s+(?:[1-9]|1[0-2])\b(?!\s?(?:m|bn|k|million|%|,\d))|"
        rf"\bquarter\s+(?:past|to)\s+(?:1[0-2]|[1-9]|{_WORD})\b|\b24/7\b"
        r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours)\b",
        re.IGNORECASE,
    ),
    # section 17(1) of the Children Act 1989; s.47; Regulation 4
    (
        "legislation",
        rf"\b(?:[Ss]ections?|[Ss]s?\.|[Pp]art|[Ss]chedule|[Rr]egulations?|[Aa]rticles?|[Cc]lause)\s?{_REFS}"
        rf"(?:\s+(?:of|to)\s+(?:the\s+)?{_WORDS_OF_AN_ACT}{{0,8}}{_ACT}(?:\s+(?:19|20)\d\d)?)?",
        0,
    ),
    (
        "legislation",
        rf"\b{_WORDS_OF_AN_ACT}{{1,8}}{_ACT},?\s+(?:19|20)\d\d\b|\bS\.?I\.?\s?\d{{4}}/\d{{1,5}}\b|"
        rf"(?<!['’])\bs\.?\s?(?:11|17|20|31|37|47|117|151|175)\b",
        0,
    ),
    # Keeping Children Safe in Education 2023, Working Together to Safeguard Children (2018)
    (
        "document",
        r"\b(?:Working Together|Keeping Children Safe|Safeguard Children|Guidance|Framework|Code of "
        r"Practice|Strategy|Plan|Programme)(?:\s+(?:to|in|of|for|and|[A-Z]\w+)){0,5},?\s+\(?(?:19|"
        r"20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?\)?",
        0,
    ),
    (
        "reference",
        rf"\b(?:{_ALWAYS_NUMBERED})[ \t]{{1,2}}(?:no\.?\s|number\s|ref\s)?(?:{_REFS}|"
        rf"{_WORD}\b(?![- ]?(?:of|per|to)\b))",
        re.IGNORECASE,
    ),
    (
        "reference",
        rf"\b(?:{_SINGULAR_NUMBERED})[ \t]{{1,2}}(?:{_REF}(?![,.]?\d|\s?(?:%|per\s?cent|out of))|"
        rf"{_WORD}\b(?!\s+(?:per|to)))",
        re.IGNORECASE,
    ),
    (
        "reference",
        rf"\b(?:{_LOOSELY_NUMBERED})[ \t]{{1,2}}{_REF}(?![,.]?\d|\s?(?:%|per\s?cent|out of|of\s+(?:the|"
        rf"our|these)))(?!\s{_COUNTED})",
        re.IGNORECASE,
    ),
    (
        "reference",
        rf"\b(?:{_TITLE_NUMBERED})[ \t]{{1,2}}(?:\d{{1,3}}[a-z]?(?![,.]?\d|\s?(?:%|per\s?cent|out of|"
        rf"of\b))|[A-Z]\b)(?!\s{_COUNTED})",
        0,
    ),
    # Ref: 2231, minute no. 47, UPRN: 100000, #12
    (
        "reference",
        r"\b(?:ref(?:erence)?|nos?|number|id|urn|upn|uprn|nhs|order|invoice|account|charity|company|"
        r"registration|minute|decision|motion)\b\.?\s?(?:no\.?|number|ref\.?)?"
        r"\s?[:#]\s?[A-Z]{0,5}[-/]?\d[\w/-]*|#\d+\b|\bno\.\s?\d+\b",
        re.IGNORECASE,
    ),
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
    # a girl of 14, a boy of six
    (
        "age",
        rf"\b(?:girl|boy|child|son|daughter|man|woman|lad|teenager|baby|brother|sister|pupil|student|"
        rf"mother|father|mum|dad|person|twins?)\s+of\s+{_AGE}\b"
        r"(?!\s?(?:%|the\b|those\b|famil|child))",
        re.IGNORECASE,
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
    # the 6 to 8 week review of a baby
    ("age", rf"{_FREE}{_AGE}\s?(?:-|–|to)\s?{_AGE}[\s-](?:week|month|year)\s+reviews?\b", re.IGNORECASE),
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
    # voted 41 to 9 in favour; carried by 7 votes to 3; lost 12-5
    (
        "vote",
        rf"\b(?:vote[ds]?|voting|carried|lost|division|ballot|"
        rf"majority)\b[^.;\n]{{0,60}}?\b{_COUNT}\s?(?:votes?\s?)?(?:-|–|to|against|"
        rf"for)\s?{_COUNT}\b(?!\s?%)(?:\s+votes?)?",
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
        rf"\b{_COUNT}\s+(?:votes?|members?|councillors?)?\s?(?:were\s+)?(?:for|in "
        rf"favour)\b[^.;\n\d]{{0,30}}?\b{_COUNT}\s+(?:votes?\s+)?against\b(?:[^.;\n\d]{{0,12}}\b{_COUNT}\s"
        rf"+abst\w+)?",
        re.IGNORECASE,
    ),
    (
        "vote",
        rf"\b(?:for|in favour|against|abstentions?|abstained)\s?[:–]\s?\d{{1,3}}\b|\b{_COUNT}\s+(?:votes?|"
        rf"abstentions?)\b",
        re.IGNORECASE,
    ),
    # the 29 bus, on the 47
    (
        "route",
        r"\bthe\s+(?:no\.?\s?|number\s)?\d{1,3}[A-Z]?\s+(?:bus|tram|train|coach)\b|\b(?:bus|"
        r"route)\s+\d{1,3}\b|\b(?:on|by|takes?|took|catch(?:es)?)\s+the\s+\d{1,3}(?=\s*[.,;]|$)",
        re.IGNORECASE,
    ),
    # standards 1 to 5
    (
        "reference",
        r"\b(?:standards|domains|principles|criteria|objectives|priorities|questions|findings|"
        r"actions)\s+\d{1,2}\s?(?:to|-|–|and)\s?\d{1,2}\b",
        re.IGNORECASE,
    ),
    # 7 of 2023/24: the number of a paper in its year
    (
        "reference",
        r"(?:^|:\s?|\b(?:note|report|paper|number|no)\.?\s)\d{1,3}\s+of\s+(?:19|"
        r"20)\d\d(?:\s?[/–-]\s?\d\d)(?!\d)",
        0,
    ),
    ("version", r"\b(?:v|ver|version|rev|release)\.?\s?\d+(?:\.\d+)*\b|(?<![\d.])\d+(?:\.\d+){2,}\b", re.IGNORECASE),
    # KEH-20417, CF/22/041, EH1, PI/EH/2223/Q3, B2b, 22A/17
    (
        "identifier",
        r"(?<![\w£€$])(?=[\w/.-]*\d)(?=[\w/.-]*[A-Za-z])(?:[A-Za-z]+[-/_.]?\d[\w/_-]*|"
        r"[A-Z]{1,6}(?:[-/][A-Z0-9]{1,6}){1,5}|\d{1,6}[-/]?[A-Z]{1,6}[-/]?\d[\w/-]*)(?![\w%])",
        0,
    ),
    # NHS number, ten digits and more, NINO, UPN
    (
        "identifier",
        r"(?<![\w.,£])\d{3}[\s-]\d{3}[\s-]\d{4}\b|(?<![\w.,£])\d{10,}\b|"
        r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b|\b[A-Z]\d{12}\b",
        0,
    ),
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
    ("unticked", r"(?:[☐□▢]|\[\s?\])\s[^☐☒☑□▢✓✔\[\]\n]{1,90}", 0),
    # sessions 4 to 9, weeks 1-6
    (
        "reference",
        r"\b(?:sessions|weeks|visits|days|reviews|modules|lessons)\s+\d{1,2}\s?(?:to|-|–)\s?\d{1,2}\b",
        re.IGNORECASE,
    ),
    ("name", r"\b\d[\s-]?bed\b", re.IGNORECASE),
    # a soft start at 8.40
    ("time", r"\b(?:at|from|until|till|by)\s+(?:[6-9]|1\d|2[0-3])\.[0-5][05]\b(?!\s*(?:%|per\b|\d))", re.IGNORECASE),
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
    # the experiences and progress of children ..... 16
    ("contents", r"(?:\t|\.{3,}|…|(?:\. ){3,})\s*\d{1,3}\s*$", re.MULTILINE),
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
