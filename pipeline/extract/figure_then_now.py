"""Two states of one thing set side by side: "in 2018 there were six; today there are 23", "stood at 96 in May and is now 57".

`gap` is the words between two numbers as `words_before` shows them: periods as §, the earlier number as #.
"""

from __future__ import annotations

import re

from ..text.numbers import NumberMention
from .figure_movement import SMALL_WORDS

_THEN = re.compile(
    r"§|\b(?:when|originally|initially|previously|once|formerly|began|ago|earlier|before|having\s+been|had\s+(?:been|stood|claimed)|"
    r"used\s+to|at\s+(?:the\s+)?(?:start|outset|launch|first)|peaked|stood\s+at)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"[;,.:–—]\s*(?:and\s+|but\s+)?(?:(?:today|now|currently|at\s+present|these\s+days|this\s+(?:year|month|quarter|term)(?:['’]s)?|§(?:['’]s)?\s(?:total|figure|number|count|result)\s(?:of|is|was))\b"
    rf"[^;#]{{0,60}}?|[^;#]{{0,50}}?\b(?:is|are|has|have|stands?)\s+now\s+(?:at\s+)?)\s*{SMALL_WORDS}$"
    rf"|\b(?:is|are|stands?\s+at)\s+now\s+{SMALL_WORDS}$",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:having\s+been|which\s+(?:had\s+been|stood\s+at|was|were)|previously|formerly|once)\s+(?:at\s+)?"
    + SMALL_WORDS
    + "$",
    re.IGNORECASE,
)
_IS = re.compile(
    rf",\s+[^;#]{{0,60}}?\b(?:is|are|stands?\s+at|has\s+(?:come|gone|moved)\s+to)\s+(?:now\s+)?{SMALL_WORDS}$|^#[^;#]{{0,24}},\s+(?:is|are)\s+{SMALL_WORDS}$",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"[;,.]\s*(?:but\s+|and\s+)?(?:by\s+|in\s+|at\s+)?§,?\s+(?:the\s+(?:figure|number|total|rate|list|share|proportion)|it|this)\s+"
    rf"(?:was|is|stood\s+at|had\s+(?:been|reached)|reached)\s+{SMALL_WORDS}$",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?:[.,;:)]|$|(?:do|did|have|has|are|were|is|was|in|at|on|by|and|but|of\s+them)\b)")
_OTHER = re.compile(
    r"\b(?:target|ambition|goal|plan|standard|limit|aim|national|england|average|neighbours)\b", re.IGNORECASE
)
# "It had been 611 when the model began": of the figure in the sentence before.
_HAD_BEEN = re.compile(
    rf"^(?:It|This|That|The\s+(?:figure|number|rate|total|proportion|share))\s+(?:had\s+(?:been|stood\s+at)|used\s+to\s+be)\s+{SMALL_WORDS}$"
)
_SO = re.compile(
    r"[,;]\s+(?:so(?:\s+that)?|meaning(?:\s+that)?|which\s+means(?:\s+that)?|and\s+so|therefore)\b", re.IGNORECASE
)
_LEAVES = re.compile(
    rf"\b(?:leav(?:es|ing)|left|bring(?:s|ing)|brought|tak(?:es|ing)|took|makes|making)\s+(?:(?:it|them|us|the\s+[a-z]+)\s+)?(?:to\s+|at\s+|with\s+)?"
    rf"{SMALL_WORDS}$",
    re.IGNORECASE,
)
_SINCE_TO = re.compile(r"\b(?:since|then|later|subsequently|now)\s+\w+(?:\s+\w+)?\s+to\s+", re.IGNORECASE)
_SAID_AGAIN = re.compile(
    r"#(?:\s[\w’'-]+){0,3},?\s(?:or|i\.e\.|that\sis|which\sis|equivalent\sto|equal\sto)\s(?:about\s|around\s|roughly\s|nearly\s|almost\s|just\s(?:over|under)\s)?"
    r"|#[^#;,]{0,60}\((?:about\s|around\s|nearly\s|or\s|a\s\w+\sof\s)?"
)
_WHEN = re.compile(
    r"\b(?:improvement|rise|increase|fall|drop|decrease|reduction|change|deterioration)\s+(?:on|from)\s+§,?\s+when\s+"
    r"(?:(?:it|this|there|the\s+\w+)\s+(?:was|were|stood\s+at)\s+)?$",
    re.IGNORECASE,
)
_COMPARED_FIRST = re.compile(
    rf"^(?:As\s+)?(?:Compared|Set|In\s+comparison)\s+(?:with|to|against)\s+(?:the\s+)?{SMALL_WORDS}$|^Against\s+(?:the\s+)?{SMALL_WORDS}$"
)


def is_then_and_now(text: str, numbers: list[NumberMention], gaps: list[str], index: int) -> bool:
    """Whether number `index` is the present or later state of what the number before it was."""
    then, now = numbers[index - 1], numbers[index]
    gap = gaps[index]
    if then.kind != now.kind or {then.form, now.form} & {"idiom", "of"} or _OTHER.search(gap):
        return False
    if index == 1 and _COMPARED_FIRST.search(lead := gaps[0]) and gap.rstrip().endswith(","):
        return True
    next_word, own_word = re.match(r"\s+([a-z]+)", text[then.end :]), re.match(r"\s+([a-z]+)", text[now.end :])
    same = next_word is not None and own_word is not None and next_word[1] == own_word[1]
    if now.kind is None and not same and not _BARE.match(text, now.end):
        return False
    lead = gaps[index - 1]
    dated = _THEN.search(lead) is not None or "§" in gap[:40]
    if dated and (_NOW.search(gap) or _LATER.search(gap)):
        return True
    return _HAVING.search(lead) is not None and _IS.search(gap) is not None


def was_before(gap: str) -> bool:
    """ "It had been 611": the earlier state of the figure in the sentence before."""
    return _HAD_BEEN.search(gap) is not None


def follows_from(gap: str) -> bool:
    """ "there were 198, so step-downs have risen by 38": the amount is measured from the number before."""
    return _SO.search(gap) is not None


def leaves(gap: str) -> bool:
    """ "a drop of 14 places leaves 96": the result of the amount before."""
    return _LEAVES.search(gap) is not None and ";" not in gap


def went_on_to(gap: str) -> bool:
    """ "peaked at 140 in May and has since fallen to 88": the number before is the baseline."""
    return _SINCE_TO.search(gap) is not None and ";" not in gap


def says_amount_again(gap: str, following: str, number: NumberMention, previous: NumberMention) -> bool:
    """ "by 131 or 21 per cent", "85 more than a year earlier (8.1%)": the same change in another unit."""
    if _SAID_AGAIN.fullmatch(gap) is None or {number.kind, previous.kind} not in (
        {None, "percent"},
        {"currency", "percent"},
        {None, "ratio"},
    ):
        return False
    return "(" not in gap or following.startswith("#)")


def when_it_was(gap: str) -> bool:
    """ "44 were good, an improvement on 2021 when 31 were": the baseline stands behind the year."""
    return _WHEN.search(gap) is not None
