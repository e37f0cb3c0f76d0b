"""Bare numbers that count nothing, told by their grammar: "one of", "the two columns", names that hold a number."""

from __future__ import annotations

import re

from ..text.numbers import NumberMention
from .figure_meaning import Description
from .figure_nouns import EMPTY_NOUNS, NOUN
from .figure_passages import Passage
from .figure_sentence import ParsedSentence

# Parts of the paper itself: "the two columns differ", "the four recommendations below".
_PAPER_PARTS = {
    "column",
    "row",
    "table",
    "chart",
    "figure",
    "section",
    "paragraph",
    "bullet",
    "heading",
    "appendix",
    "page",
    "footnote",
    "graph",
    "box",
    "sentence",
    "word",
    "line",
    "question",
    "recommendation",
}
# Nouns in the singular that have an amount: "caseload 14", "population 900".
_MEASURED = frozenset((
    "population", "caseload", "workload", "attendance", "absence", "roll", "turnover", "budget", "cohort", "sample",
    "spend", "spending", "cost", "capacity", "headcount", "fte", "wte", "demand", "waiting", "wait", "uptake", "take-up",
    "membership", "income", "grant", "variance", "outturn", "size", "price", "fee", "age", "sdq", "nil", "plus", "minus",
))  # fmt: skip
_LABEL_NUMBER = re.compile(r"\d{1,2}(?:\.\d)?|\d{5,}|\d{1,2}\s?(?:-|–|to)\s?\d{1,2}")
# "1. Develop our culture", "14.1 The recommendations": numbering the reader did not take off.
_MARKER = re.compile(
    r"^\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+[A-Z]|^\d{1,2}\.\d{1,2}\s+[A-Z]|^\d{1,2}\s+(?:The|We|It|This|"
    r"In|On|As|To|A|An|That)\s"
)
_MEAN_BEFORE = re.compile(
    r"\b(?:average|mean|median|total|overall|longest|shortest|typical)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_FRONTED_WHOLE = re.compile(r"\b(?:of|among)\s+(?:the|those|these|all|our)?\s*\d[\d,]*\s[^,;]*$", re.IGNORECASE)
_BESIDE = 100  # characters between counts of one list
_LARGE = 100  # a bare number from here on is hardly a label
_DEFINITE = re.compile(r"\b(?:the|these|those|both|following|above|other)\s+$", re.IGNORECASE)
_ONE_COUNTS = re.compile(
    r"\b(?:only|just|at least|more than|fewer than|less than|least|exactly|over|under|a total of|and|or|,)\s+$",
    re.IGNORECASE,
)
_ONE_NEVER_AFTER = re.compile(
    r"^(?:\s+(?:of|another|such|or more of|who|that|which|by one|way|reason|is|was|can|could|would|"
    r"should|has|had|may|might|will|to|for|in|with|off|stop|day\b(?!\s+(?:a|per|each|every))|hand|"
    r"point|thing|place|side|time|size|aspect|where|the|and)\b|-|['’]s|[.,;:)])",
    re.IGNORECASE,
)
_ONE_NEVER_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|the|which|some|as|another|a|first|last|next|single|day|number|"
    r"phase|stage|part|year|level|tier|is|was|are|were|on|be)\s+$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?:^|[\s(])(?:[A-Z][\w’'-]+)\s+$")
_SENTENCE_START = re.compile(r"(?:^|[.:;•–—(]\s*|\bthat\s+)[\"'“‘]?(?:[A-Z][\w’'-]+)\s+$")
_TITLE_WORD = re.compile(
    r"\b(?:In|At|On|Of|By|For|From|Over|Under|About|Around|Approximately|Only|Just|Some|Nearly|"
    r"Almost|The|These|Those|There|All|And|Or|To|With|Between|Since|Until|After|Total|Number|Count|"
    r"Average|Up|Down|Currently|Roughly|Overall|Further|Another|Additional|More|Fewer|Less|Than|"
    r"Least|Most|Plus)\s+$"
)


def rejects(
    passage: Passage, index: int, description: Description, parsed: ParsedSentence, *, moves: bool
) -> str | None:
    """Why a bare number is no figure, or None. `moves` says that it is part of a stated change."""
    number = passage.numbers[index]
    if number.kind is not None and number.kind != "duration":
        return None
    text = passage.text
    before, after = text[max(0, number.start - 40) : number.start], text[number.end : number.end + 40]
    if _MARKER.match(text) and number.start <= 1 and number.kind is None:
        return "a list marker"
    if re.fullmatch(r"[\W\d]*", text.replace(text[number.start : number.end], "")) and passage.origin not in (
        "form",
        "chart",
    ):
        return "a number alone"
    if _is_one(text, number) and (not moves or _ONE_NEVER_AFTER.match(after)):
        return _reject_one(passage, index, before, after)
    if number.kind == "duration":
        return _reject_duration(number, before, after, text)
    if description.unit is not None and _DEFINITE.search(before):
        last = description.unit.lower().split()[-1]
        if last.rstrip("s") in _PAPER_PARTS or last in _PAPER_PARTS:
            return "a part of the paper"
    if not moves and _is_label(parsed, number):
        return "the number of a thing"
    if moves or number.form in ("of", "in", "range"):
        return None
    if _in_name(text, number, before, after, description) or _names_one_thing(parsed, number):
        return "a name that holds a number"
    alone = len(passage.numbers) < 3 and ":" not in before and number.value < _LARGE
    of_them = re.match(r"\s+of\s+(?:those|these|them|whom|which)\b", after) is not None
    if description.unit is None and description.verb is None and passage.origin == "prose" and alone and not of_them:
        return "nothing counted"
    if (
        re.match(
            r"-(?!\s)(?:way|step|point|fold|stop|wheel|tier|part|storey|bed|bedroom|page|strand|phase|stage|"
            r"level|sided|pronged)\b",
            after,
        )
        and passage.origin == "prose"
    ):
        return None if re.match(r"-(?:step|point|stage|bed|bedroom)", after) else "a compound adjective"
    return None


def _is_label(parsed: ParsedSentence, number: NumberMention) -> bool:
    """ "Team 2", "lot 3", "cost centre 40217", "codes 1 to 4": a noun in the singular that is told apart by a number."""
    printed = parsed.doc.text[number.start : number.end]
    if number.form not in ("digits", "range") or not re.fullmatch(
        r"\d{1,2}(?:\.\d)?|\d{5,}|\d{1,2}\s?(?:-|–|to)\s?\d{1,2}", printed
    ):
        return False
    tokens = parsed.tokens(number.start, number.end)
    if not tokens or tokens[0].i == 0:
        return False
    noun = parsed.doc[tokens[0].i - 1]
    following = parsed.doc[tokens[-1].i + 1] if tokens[-1].i + 1 < len(parsed.doc) else None
    if noun.pos_ not in NOUN or (noun.text.isupper() != ("." in printed) and "." in printed):
        return False
    word = noun.lemma_.lower()
    if word in EMPTY_NOUNS | _MEASURED or noun.i in parsed.number_tokens | parsed.period_tokens | parsed.masked:
        return False
    if noun.tag_ in ("NNS", "NNPS") and number.form != "range":
        return False
    if _MEAN_BEFORE.search(parsed.doc.text[: noun.idx]):
        return False  # "the median stay is 14 weeks and the median plan 19"
    if (
        following is not None
        and following.pos_ in ("VERB", "AUX")
        and _FRONTED_WHOLE.search(parsed.doc.text[: number.start])
    ):
        return False  # "of the 24 parents in her group 17 would recommend it"
    counted = following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ") and following.text[:1] not in "(["
    return not counted and not (following is not None and following.lower_ in ("per", "out", "%"))


def _names_one_thing(parsed: ParsedSentence, number: NumberMention) -> bool:
    """ "the Thrive 25 programme": a capital word, a number, and a noun in the singular, which no number but one counts."""
    tokens = parsed.tokens(number.start, number.end)
    if number.form != "digits" or not tokens or tokens[0].i < 2 or tokens[-1].i + 1 >= len(parsed.doc):
        return False
    before, following = parsed.doc[tokens[0].i - 1], parsed.doc[tokens[-1].i + 1]
    article = parsed.doc[tokens[0].i - 2]
    return (
        before.pos_ == "PROPN"
        and before.text[:1].isupper()
        and article.pos_ in ("DET", "PROPN")
        and following.tag_ == "NN"
        and following.text.islower()
        and following.lemma_.lower() not in _MEASURED
        and following.lower_ not in ("staff", "per")
    )


def _is_one(text: str, number: NumberMention) -> bool:
    return number.form == "words" and text[number.start : number.end].lower() == "one"


def _reject_one(passage: Passage, index: int, before: str, after: str) -> str | None:
    """ "one" is a figure beside other counts ("two advisers, one worker and three officers") or with "only", not as a pronoun."""
    number = passage.numbers[index]
    if number.qualifier == "over" and number.kind is None:
        return "more than one is several"
    if number.kind == "duration":
        if re.match(r"\s+\w+\s+(?:a|per|each|every)\b", after) or number.qualifier in (
            "at_least",
            "over",
            "at_most",
            "under",
        ):
            return None
        return "one as an article"
    others = [
        n
        for n in passage.numbers
        if n is not number and n.kind is None and n.form in ("words", "digits", "range", "of")
    ]
    beside = any(abs(n.start - number.end) < _BESIDE or abs(number.start - n.end) < _BESIDE for n in others)
    if (
        beside
        and re.search(r"(?:^|[,;]|\band)\s*$", before)
        and re.match(r"\s+(?:was|were|had|has|have|passed|is|are)\b", after)
    ):
        return None  # "Eighteen passed, one was taken out"
    if _ONE_NEVER_AFTER.match(after) or _ONE_NEVER_BEFORE.search(before):
        return "one as a pronoun"
    if beside and re.search(r"(?:,|\band|\bor|\bplus|\bis|\bare|\bof|\bhas|\bhave|^)\s*$", before.rstrip() + " "):
        return None
    only = re.search(r"\b(?:only|just|exactly)\s+$", before, re.IGNORECASE)
    if only or number.qualifier in ("over", "at_least", "under", "at_most"):
        return None
    return "one as an article"


def _reject_duration(number: NumberMention, before: str, after: str, text: str) -> str | None:
    """ "three-year strategy" and "the first three weeks" are names of stretches of time; "two years later" tells when."""
    tail = text[number.tail : number.tail + 24]
    if re.match(r"\s+(?:earlier|ago|before|previously|prior|running|in\s+a\s+row|in\s+succession)\b", tail):
        return "tells when"
    if re.search(r"\b(?:in|over|during|for)\s+the\s+$", before, re.IGNORECASE) and re.match(
        r"\s+(?:before|to|since|following|after|leading|prior|up|ending|ended)\b", tail
    ):
        return "a stretch of time"
    if re.search(
        r"\b(?:re-?\w+|repeat\w*|return\w*|came?\s+back|coming\s+back)\b[^.;,\d]{0,30}\b(?:within|inside|"
        r"in)\s+(?:a\s+|the\s+)?$",
        text[: number.start],
        re.IGNORECASE,
    ) and (number.unit or "").startswith(("months", "years")):
        return "part of a measure's name"  # "re-referrals within 12 months"
    if re.search(r"\b(?:last|next|past|previous|coming|following)\s+(?:few\s+)?$", before, re.IGNORECASE):
        return "a stretch of time"
    return None


def _in_name(text: str, number: NumberMention, before: str, after: str, description: Description) -> bool:
    """ "Connect 4", "Three Rivers", "Agenda 2030": a capital word beside a bare number that counts nothing."""
    if number.form == "words" and text[number.start].isupper() and number.start > 0:
        inside = not re.search(r"(?:[.:;!?•–—]|^)\s*[\"'“‘(]?$", text[: number.start])
        return inside and bool(re.match(r"\s+[A-Z]", after)) and not text[number.start : number.end].isupper()
    if number.form != "digits" or number.value >= 1000 or "," in text[number.start : number.end]:
        return False
    if not _NAME_BEFORE.search(before) or _TITLE_WORD.search(before) or _SENTENCE_START.search(text[: number.start]):
        return False
    return description.unit is None or not re.match(r"\s+[a-z]", after)
