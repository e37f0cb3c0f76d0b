"""The subject of a plain statement, read by its words: "the share of files graded good or better | was | 45.8%".

Between the beginning of a clause and the verb right before its number stands what the number measures. A parser takes
"graded" for the verb here; these words are more sure than it is.
"""

from __future__ import annotations

import re

from ..vocab import Vocabulary
from .figure_passages import Passage

_LONGEST = 14  # words of a subject
_ADVERBS = r"(?:(?:now|still|also|then|therefore|again|together|already|currently|only|just|not|\w+ly)\s+)*"
_HELPERS = (
    rf"(?:(?:has|have|had|will|would|should|could|may|might|must|is|are|was|were|be|been|being|"
    rf"expected|forecast|projected|"
    rf"estimated|predicted|likely|due|to|set|planned)\s+{_ADVERBS})*"
)
_VERBS = (
    r"(?:was|were|is|are|be|been|stood|stands|stand|remained|remains|averaged|averages|totalled|"
    r"totals|fell|falls|fallen|fall|rose|"
    r"rises|risen|rise|dropped|drops|increased|increase|increases|decreased|decreases|decrease|grew|"
    r"grown|grow|declined|"
    r"improved|improve|reduced|reduce|went|came|comes|come|cost|costs|ranged|ranges|amounted|amounts|"
    r"reached|doubled|halved|"
    r"trebled|numbered|equalled|moved|slipped|climbed|dipped|held)"
)
_BEFORE_NUMBER = (
    r"(?:(?:up|down|back|steady|level|to|at|by|from|of|between|in|on|over|under|about|around|"
    r"approximately|nearly|almost|some|"
    r"just|only|roughly|a|an|the|more|less|fewer|than|as|high|low|total|average|further|well|slightly)\s+)*"
)
_FOR_WHOM = re.compile(
    r"(?:For|Among|Across|Within)\s+(?:the\s+|our\s+|all\s+|those\s+)?(?P<who>[^,;:.]{3,70}),", re.IGNORECASE
)
_STATEMENT = re.compile(
    rf"^(?P<subject>\S.*?\S)\s+{_ADVERBS}{_HELPERS}{_ADVERBS}{_VERBS}\s+{_ADVERBS}{_BEFORE_NUMBER}[(\"“‘~+£-]?$",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE = re.compile(
    r"[;:]\s|[.!?]\s+(?=[A-Z])|,\s+(?:and|but|while|whereas|although|though|so|because)\s|\b(?:said|says|shows?|showed|"
    r"reported|reports|noted|notes|explained|found|means?|heard|told\s+\w+|replied|added|confirmed)\s+that\s",
    re.IGNORECASE,
)
_FRONTED = re.compile(
    r"^(?:in|at|on|for|during|by|of|among|as|between|from|since|after|before|over|across|within|with|when|where|if|"
    r"against|despite|although|because)\b[^,]*,\s*",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"^(?:in|at|on|for|during|by|of|among|as|between|from|since|after|before|over|across|within|with|when|where|if|"
    r"against|it|its|this|that|they|these|those|there|he|she|we|i|you|who|which|what|one|some|none|"
    r"all|most|many|each|both|"
    r"and|but|or|so|to|about|around|nearly)\b",
    re.IGNORECASE,
)
_CLAUSAL = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|would|said|says|which|because|while|until|can|could|did|"
    r"does|do)\b|[;:()\"“”]",
    re.IGNORECASE,
)
_DETERMINERS = re.compile(r"^(?:(?:the|a|an|our|its|their|his|her|your|my|overall|current)\s+)+", re.IGNORECASE)


def subject_before(passage: Passage, index: int) -> str | None:
    """The words of the clause before the verb of number `index`; None where the clause is not of that plain kind."""
    number = passage.numbers[index]
    start = max(passage.clause, passage.numbers[index - 1].end if index else 0)
    if index and passage.numbers[index - 1].end > _clause_start(passage, number.start):
        return None
    start = max(start, _clause_start(passage, number.start))
    clause = _without_periods(passage, start, number.start)
    clause = _FRONTED.sub("", clause, count=1).lstrip(" ,")
    match = _STATEMENT.match(clause + ("was " if number.form == "idiom" else ""))
    if match is None:
        return None
    words = _DETERMINERS.sub("", match["subject"].strip(" ,"))
    if not words or len(words.split()) > _LONGEST or _NO_SUBJECT.match(words) or _CLAUSAL.search(words):
        return None
    return words


def fronted_group(passage: Passage, vocabulary: Vocabulary) -> str | None:
    """ "For the children we supported, attendance averaged 84%": who the statement is about."""
    match = _FOR_WHOM.match(passage.text, passage.clause)
    if match is None:
        return None
    words = match["who"]
    for period in passage.periods:
        if period.start < match.end():
            return None
    words = re.sub(r"^\d[\d,]*\s+", "", words)
    counted = {word for cue in vocabulary.units.counted_words for word in cue.split()[-1:]}
    return words if any(word.lower() in counted for word in words.split()) and not re.search(r"\d", words) else None


def _clause_start(passage: Passage, end: int) -> int:
    return max((m.end() for m in _CLAUSE.finditer(passage.text, passage.clause, end)), default=passage.clause)


def _without_periods(passage: Passage, start: int, end: int) -> str:
    pieces, position = [], start
    for period in passage.periods:
        if period.start >= start and period.end <= end:
            pieces.append(passage.text[position : period.start])
            position = period.end
    pieces.append(passage.text[position:end])
    return re.sub(r"\s+", " ", " ".join(pieces)).lstrip(" ,")
