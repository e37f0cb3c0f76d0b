"""The words about a number that say how exact it is: "nearly 600" is under, "20 or more" at least. Pure."""

from __future__ import annotations

import re

from ..records.figure import Qualifier

_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (
        "at_most",
        r"(?:no|not|nor|none|never|nobody|without)\b(?:\s+\w+){0,3}\s+(?:more|longer|greater|higher|"
        r"later|over|above)(?:\s+than)?"
        r"|at (?:the )?most|up to|(?:a )?maximum(?: of)?|max\.?|not exceed(?:ing)?|(?:limit|ceiling|cap) "
        r"(?:of|is|was)|no later than|≤|<=",
    ),
    (
        "at_least",
        r"(?:no|not|none|never)\s+(?:less|fewer|lower|under|below)(?:\s+than)?|at (?:the )?(?:very "
        r")?least|(?:a )?minimum(?: of)?|min\.?|≥|>=",
    ),
    (
        "over",
        r"more than|over|above|in excess of|greater than|higher than|longer than|upwards of|exceed(?:s|"
        r"ed|ing)?|beyond|later than"
        r"|older than|surpass(?:es|ed|ing)|topp(?:ed|ing)|(?<![-=–])>",
    ),
    (
        "under",
        r"less than|fewer than|under|below|nearly|almost|lower than|shorter than|just short of|short of|"
        r"not quite|approaching|<",
    ),
    (
        "approx",
        r"about|around|close to|approximately|approx\.?|roughly|circa|ca?\.|some|in the region of|of the "
        r"order of|or thereabouts|an estimated"
        r"|estimated(?: at)?|broadly|~|≈|c",
    ),
)
_BEFORE_PATTERNS = tuple(
    (
        qualifier,
        re.compile(rf"(?:(?<![\w’'])|(?<=[(\s]))(?:{words})\s{{0,2}}(?:a |an |just |only )?$", re.IGNORECASE),
    )
    for qualifier, words in _BEFORE
)
_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(
            r"^(?:\+(?!\d)|\s*plus\b|(?:\s+(?!(?:was|were|are|is|had|been|rated|judged|"
            r"graded)\b)[\w-]+){0,2}\s+(?:or|and)\s+(?:more|over|above|higher|greater|better|"
            r"longer)\b(?!\s+(?:\w+\s+)?than)|(?:\s+[\w-]+){0,2},?\s+(?:at least|minimum)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "at_most",
        re.compile(
            r"^(?:(?:\s+(?!(?:was|were|are|is|had|been|rated|judged|graded)\b)[\w-]+){0,2}\s+(?:or|"
            r"and)\s+(?:less|fewer|under|below|lower|sooner|shorter)\b|(?:\s+[\w-]+){0,2},?\s+(?:at most|"
            r"maximum)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "approx",
        re.compile(
            r"^(?:\s+or\s+so\b|\s+(?:approximately|approx)\b|(?:\s+[\w-]+)?\s+or\s+thereabouts\b)", re.IGNORECASE
        ),
    ),
)
_WITHIN = re.compile(r"\b(?:within|inside)\s+(?:the\s+|a\s+|an\s+)?(?:first\s+|further\s+)?$", re.IGNORECASE)
# "delivered over ten weeks" says how long, not how much more.
_DURING = re.compile(
    r"\b(?:deliver\w*|spread|run|runs|ran|running|phas\w+|taken|held|course|programme|sessions?|"
    r"average[ds]?|takes place|took place|planned|rolled out)\s+(?:out\s+)?over\s+(?:a |the )?$",
    re.IGNORECASE,
)
# "the themes sit under five headings", "in place over two phases": where or when, not how many.
_PLACED = re.compile(
    r"\b(?:sits?|sat|falls?|fell|comes?|came|group\w*|organis\w+|list\w*|place|arranged|structur\w+|"
    r"present\w*|work\w*|set out|heading\w*)\s+"
    r"(?:under|over|above|below)\s+(?:the\s+)?$|\b(?:went|gone|go|goes|going|moved|rose|risen|grew|"
    r"came|back)\s+up\s+to\s+(?:a\s+)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:[\d%]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"\w+ty)(?:-\w+)?)\s*(?:\w+\s+)?(?:more|less|fewer|higher|lower|greater)\s+than\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def read_qualifier(before: str, after: str, *, duration: bool) -> Qualifier | None:
    """The qualifier of a number between `before` and `after` (a few words of each), or None.

    "within 20 working days" is at most; "delivered over ten weeks" has none; "400 more than 2,100" has none.
    """
    before = before[-60:]
    if duration and _WITHIN.search(before):
        return "at_most"
    if duration and after.startswith("-") and re.search(r"\bover\s+an?\s+$", before, re.IGNORECASE):
        return None  # "over a six-month period"
    if not _COMPARED.search(before) and not _PLACED.search(before) and not (duration and _DURING.search(before)):
        for qualifier, pattern in _BEFORE_PATTERNS:
            if pattern.search(before):
                return qualifier
    for qualifier, pattern in _AFTER:
        if pattern.match(after):
            return qualifier
    return None
