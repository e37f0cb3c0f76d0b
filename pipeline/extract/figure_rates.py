"""Numbers for each week, worker or family: "61 calls a day", "15.8 each", "1.9 children a family"."""

from __future__ import annotations

import re

from .figure_passages import Passage

_TIME = r"(?:hour|day|night|week|fortnight|month|quarter|term|year|annum|session|shift|weekday|weekend|evening|morning)"
_WHO = (
    r"(?:head|person|child|family|household|worker|practitioner|officer|post|claim|case|plan|school|pupil|parent|team|meeting|"
    r"visit|place|class|hub|centre|member|adviser|manager|group|event|contact|referral|employee|mentor|volunteer|site|ward|bed)"
)
# Words of the noun that is counted; none that begins another phrase or clause.
_NOUN = (
    r"(?:\s+(?!(?:in|within|for|over|during|from|to|and|or|but|than|who|which|that|were|was|is|are|had|has|have|at|on|by|with|"
    r"after|before|since|when|per|each|every|a|an|the)\b)[\w’'-]+)"
)
_ENDS = (
    r"(?=\s*(?:[.,;:)!?–—]|$|(?:on|in|by|and|or|at|to|with|against|compared|this|last|from|over|up|"
    r"down|which|for|when|while|but|except|across|unless|than|as|if)\b))"
)
_EACH = re.compile(
    rf"{_NOUN}{{0,5}}?\s+(?P<each>(?:a|an|per|each|every)\s+(?:single\s+)?{_TIME}(?!\s+(?:earlier|ago|before|later|previously|on\b))|(?:per|for\s+each|for\s+every)\s+[a-z-]+|"
    rf"(?:each|every)\s+{_WHO}|(?:a|an)\s+{_WHO}{_ENDS}|(?:each|apiece){_ENDS})(?![\w-])",
    re.IGNORECASE,
)
_PER_ONE = re.compile(
    rf"(?:{_NOUN}{{1,4}}?)\s+(?P<each>(?:at|in|with|for|to|on)\s+(?:each|every)\s+[a-z-]+)", re.IGNORECASE
)
_EVERY_ONE = re.compile(r"\b(?P<each>(?:each|every)\s+[a-z-]+)\s+(?:[a-z-]+\s+){1,4}$", re.IGNORECASE)
_NOT_A_BASE = re.compile(
    r"(?:per\s?-?cent|percent|per\s+se|per\s+capita\s+\w+)\b|for\s+(?:each|every)\s+of\b", re.IGNORECASE
)


def per_what(passage: Passage, index: int) -> str | None:
    """For each what the number is: "a week", "per family", "each". None where it is for the whole, or is money or a length of time."""
    number = passage.numbers[index]
    if number.kind is not None or number.form not in ("digits", "words", "range"):
        return None
    text, end = passage.text, number.tail
    mean = "." in text[number.start : number.end]
    match = _EACH.match(text, end) or (_PER_ONE.match(text, end) if mean else None)
    if match is None and mean:
        start = passage.numbers[index - 1].tail if index else 0
        match = _EVERY_ONE.search(text[start : number.start])
    if match is None or _NOT_A_BASE.match(match["each"]):
        return None
    return " ".join(match["each"].split()).lower()
