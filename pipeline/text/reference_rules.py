"""What bears a number as a name: parts of papers, laws, documents, codes, buses. Rules for `non_quantities`."""

from __future__ import annotations

import re

from .number_words import NUMBER_WORD

# "4.1", "17(1)(b)", "3a"; and lists of them: "4.1, 4.2 and 4.5", "2-5"
_REF = r"\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?(?:\([a-z0-9]{1,4}\)){0,3}"
_REFS = rf"{_REF}(?:\s?(?:,|-|–|/|&|to|and|or)\s?{_REF}){{0,6}}(?![\d,]*\d)"
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
    r"action|question|paper|number|draft|form|grade|room|floor|suite|zone|ward|route|plot|round|case|"
    r"box|note|rule|code|"
    r"check|stall|period|desk|platform|bay|locker|motion|map|figure"
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

REFERENCE_RULES: tuple[tuple[str, str, int], ...] = (
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
        rf"{NUMBER_WORD}\b(?![- ]?(?:of|per|to)\b))",
        re.IGNORECASE,
    ),
    (
        "reference",
        rf"\b(?:{_SINGULAR_NUMBERED})[ \t]{{1,2}}(?:{_REF}(?![,.]?\d|\s?(?:%|per\s?cent|out of))|"
        rf"{NUMBER_WORD}\b(?!\s+(?:per|to)))",
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
    # the 29 bus, on the 47
    (
        "route",
        r"\bthe\s+(?:no\.?\s?|number\s)?\d{1,3}[A-Z]?\s+(?:bus|tram|train|coach)\b|\b(?:bus|"
        r"route)\s+\d{1,3}\b|\b(?:on|by|takes?|took|catch(?:es)?)\s+the\s+\d{1,3}(?=\s*[.,;](?!\d)|$)"
        r"|\b(?:bus|tram|train)\b[^.;\n]{0,60}\bthe\s+\d{1,3}[A-Z]?(?=\s*[.;)]|$)",
        re.IGNORECASE,
    ),
    # in Room 101 of the Teachers' Centre; on Floor 3 of the annexe
    ("reference", r"\b(?:Room|Suite|Floor|Studio|Hall|Bay|Desk|Gate)\s\d{1,4}(?:\.\d{1,3})?[A-Z]?\b", 0),
    # weeks 28 and 29; headings 2, 4 and 7; teams 1-3: nouns in the plural that are told apart by numbers
    (
        "reference",
        r"\b(?:weeks|days|headings|lots|lines|rows|columns|teams|rooms|grades|forms|questions|cases|wards|periods|options|"
        r"groups|zones|units|sites|parts|boxes|codes|rules|steps|stages|phases|cohorts|goals|tasks|panels|schedules|"
        r"workstreams|strands|themes|pillars|outcomes|recommendations|indicators|measures|targets|modules|waves|junctions)"
        r"[ \t](?:\d{1,3}[a-z]?(?:,\s|\s?[-–]\s?|\s(?:and|to|or|&)\s)){1,6}\d{1,3}[a-z]?\b"
        r"(?![.,]?\d|\s?%|\s(?:(?!were\b|was\b|are\b|is\b|in\b|on\b|of\b|and\b|to\b|for\b|at\b|have\b|had\b|has\b|will\b|"
        r"but\b|which\b|that\b|from\b|with\b|because\b|cannot\b|can\b|do\b|did\b|by\b)[a-z]))",
        re.IGNORECASE,
    ),
    # St Anne's 11-16 Academy, the Bridge 3-19 School
    (
        "name",
        r"\b\d{1,2}\s?[-–]\s?\d{1,2}\s+(?:Academy|School|College|Service|Centre|Partnership|Team|Campus|Federation|Hub)\b",
        0,
    ),
    # the 3 Bridges Centre, The 5 Ways Hub: a name in capitals whose last word is in the singular
    (
        "name",
        r"\b[Tt]he\s\d{1,2}\s(?:[A-Z][a-z’']+\s){1,3}(?:Centre|Hub|School|Academy|College|Trust|Club|House|Hall|Surgery|"
        r"Nursery|Project|Partnership|Estate|Inn|Bus)\b",
        0,
    ),
    # standards 1 to 5
    (
        "reference",
        r"\b(?:standards|domains|principles|criteria|objectives|priorities|questions|findings|"
        r"actions)\s+\d{1,2}\s?(?:to|-|–|and)\s?\d{1,2}\b",
        re.IGNORECASE,
    ),
    # EIA 2023/07, FR 23-24/31, BN 2024/02
    (
        "reference",
        r"\b(?!FY|H[12]|Q[1-4])[A-Z]{2,5}\s(?:(?:19|20)\d\d[-/](?:0\d|\d{3,4})|\d\d-\d\d/\d{1,4}|"
        r"\d{1,4}/(?:19|20)\d\d)\b",
        0,
    ),
    # report EH07, run 3
    ("reference", r",\s+(?:run|issue|copy|sheet)\s+\d{1,3}(?=\s*(?:[.,;)]|$))", re.IGNORECASE),
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
        r"(?<![\w£€$])(?=[\w/.-]{0,40}\d)(?=[\w/.-]{0,40}[A-Za-z])(?:[A-Za-z]+[-/_.]?\d[\w/_-]*|"
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
    # sessions 4 to 9, weeks 1-6
    (
        "reference",
        r"\b(?:sessions|weeks|visits|days|reviews|modules|lessons)\s+\d{1,2}\s?(?:to|-|–)\s?\d{1,2}\b",
        re.IGNORECASE,
    ),
    # the experiences and progress of children ..... 16
    ("contents", r"(?:\t|(?<!\.)\.{3,}|…|(?<!\. )(?:\. ){3,})\s{0,9}\d{1,3}\s*$", re.MULTILINE),
)
