"""The words between two numbers that tell how the one moved to the other. Earlier numbers are #, periods §."""

from __future__ import annotations

import re

from ..text.numbers import NumberMention
from .figure_change_words import ChangeWordPatterns
from .figure_movement import PERIOD_SIGN, SMALL_WORDS, Movement

# 187 a year earlier; 41 last March
EARLIER = re.compile(
    r"\s*(?:[\w’'-]+\s+){0,3}?(?:(?:an?|one|two|three|five|ten|six|twelve)\s+(?:year|month|quarter|week|term)s?\s+(?:earlier|before|ago|"
    r"previously)|previously|earlier|(?:last|the\s+previous|the\s+preceding)\s+\w+|at\s+(?:the\s+)?(?:start|outset|launch))\b",
    re.IGNORECASE,
)
# A verb that moves a thing without saying which way.
MOVES = re.compile(
    r"\b(?:went|gone|goes|going|mov(?:e[ds]?|ing)|chang(?:e[ds]?|ing)|came|come|comes|taking|taken)\b[^;#]{0,40}$",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"^#[^#;,(]{0,50}\((?:about\s|around\s|nearly\s|or\s)?$")
RESPECTIVELY = re.compile(r"\brespectively,\s")
FROM = re.compile(rf"\bfrom\s+{SMALL_WORDS}$", re.IGNORECASE)
TO = re.compile(rf"\b(?:to|at|and (?:now )?stands? at|reaching|reached|now)\s+{SMALL_WORDS}$", re.IGNORECASE)
ONLY_TO = re.compile(rf"\bto\s+{SMALL_WORDS}$", re.IGNORECASE)
COMPARED = re.compile(
    rf"\b(?:compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|as\s+against|against|versus|vs\.?|"
    rf"than|set\s+against|as\s+opposed\s+to)\s+(?:(?:the|a|spending|figures?|levels?|totals?|"
    rf"performance|rates?|outturns?|numbers?|results?)\s+(?:of\s+)?)?{SMALL_WORDS}$",
    re.IGNORECASE,
)
WAS = re.compile(
    rf"(?:[,;(–—-]\s*|\band\s+|\bbut\s+)(?:it\s+|this\s+|which\s+|that\s+)?(?:was|were|had\s+been|"
    rf"previously|formerly|originally)\s+(?:at\s+)?{SMALL_WORDS}$",
    re.IGNORECASE,
)
ON = re.compile(
    rf"\b(?:on|over|above|below|down on|up on)\s+(?:the\s+|last\s+year['’]s\s+|§(?:['’]s)?\s+|our\s+)?{SMALL_WORDS}$",
    re.IGNORECASE,
)
ARROW = re.compile(r"#\s*(?:→|➔|➜|⟶|⇒|[-–=]{1,2}>)\s*")
SIGNED = re.compile(r"#[^#;]{0,40}[(,]\s*(?:a change of\s+)?")
IS = re.compile(r"#\s*(?:was|is|were|are)\s+(?:about\s+|around\s+|nearly\s+|almost\s+|just\s+)?", re.IGNORECASE)
SIGNED_BRACKET = re.compile(r"#[^#;(]{0,60}\(\s*")
ON_EARLIER = re.compile(
    r"#\s*(?:percentage\s+points?\s+)?(?:on|since|from|than|compared|over|against|vs)\b", re.IGNORECASE
)
WHEN_IT_WAS = re.compile(
    r"\bwhen\s+(?:it|this|that|there|the\s+(?:figure|number|rate))\s+(?:was|were|stood\s+at|"
    r"had\s+been)\s+$",
    re.IGNORECASE,
)
BRACKET = re.compile(rf"\(\s*(?:{PERIOD_SIGN}\s*[:–-]?\s*|from\s+|was\s+|previously\s+|baseline\s+)$", re.IGNORECASE)
TARGET_BETWEEN = re.compile(r"\b(?:target|ambition|goal|plan|standard|limit|aim|trajectory)\b", re.IGNORECASE)
# 56% against the 61 planned; 83% against 79% for statistical neighbours
NOT_EARLIER = re.compile(
    r"#\s+(?:planned|expected|hoped|intended|targeted|available|budgeted)\b|"
    r"#(?:\s+\w+)?\s+(?:that|who|which)\s+(?!(?:were|was|had|have|did)\b)\w+(?![^#;]*\b(?:last|previous|before|earlier|ago)\b)|"
    r"#(?:\s+\w+)?\s+(?:for|in|across)\s+(?:our\s+|the\s+)?(?!§)(?:[A-Z]|statistical|stat|similar|"
    r"national|other|region)"
)
APPOSED = re.compile(r"(?:,|\(|[–—:;-])\s*(?:(?:up|down|an?|which|this|representing|it)\b[^,;:]*)?$")
RANGES_FROM = re.compile(r"\b(?:rang|var)\w+\s+from\s+")

# ", which is 682 more", "a difference of 21 points lower"
WHICH_IS = re.compile(
    r"[,(–—-]\s*(?:which\s+is|that\s+is|this\s+is|or|being|making\s+it)?\s*(?:about\s+|some\s+|"
    r"nearly\s+)?$",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(
    r"#\s*(?:(?:percentage\s+)?points?\s+|[a-z]+\s+)?(?P<word>more|fewer|less|higher|lower|better|"
    r"worse|up|down)\b(?!\s+than)",
    re.IGNORECASE,
)
WAS_SHARE = re.compile(
    r"#(?:\s\w+){0,2},?\s+(?:was|is|came\s+to|equals|amounts\s+to|amounted\s+to)\s+(?:about\s+|"
    r"around\s+|nearly\s+)?",
    re.IGNORECASE,
)
THAN_BRACKET = re.compile(r"\bthan\b[^;#(]{0,60}\(\s*$", re.IGNORECASE)


def compares_only(movement: Movement, text: str, numbers: list[NumberMention]) -> bool:
    """ "83%, against 59% where all were met": two figures set side by side, not one figure at two times."""
    if not movement.neutral or movement.earlier_result or movement.baseline is None:
        return False
    if movement.baseline_period is not None or EARLIER.match(text, numbers[movement.baseline].tail):
        return False
    return movement.polarity is None and movement.words not in ("was", "moved", "then and now")


def differs(gap: str, following: str, words: ChangeWordPatterns) -> str:
    """The direction that a number behind a pair tells of their difference: ", which is 21 points lower"; "" for none."""
    if WHICH_IS.search(gap) is None:
        return ""
    match = DIFFERENCE.match(following)
    found = words.last(match["word"]) if match is not None else None
    return found[0] if found is not None else ""


def comparable_kind(number: NumberMention) -> str | None:
    """Its kind; "14 out of 22 audits" and "10 out of 20" are of one."""
    return None if number.form == "of" else number.kind
