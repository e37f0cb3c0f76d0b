"""Role, geography and speaker of a number, from the words around it."""

from __future__ import annotations

import re

from ..records.figure import Role
from ..text.numbers import NumberMention
from ..vocab.measures import Measures
from .figure_passages import Passage

_BEFORE, _AFTER = 48, 40  # characters that can give a number its role
_CLAUSE_START = re.compile(r".*[;:(]|.*,\s(?=\S)|.*\b(?:and|but|while|whereas|although|though)\s", re.DOTALL)
_OUGHT = re.compile(
    r"\b(?:should|must|shall|ought to|is required to|are required to|required to be|need to be|has to be|have to be|is to be|are to be|will be reviewed|may be made only)\b",
    re.IGNORECASE,
)
_SPEAKER_VERB = r"(?:said|says|wrote|writes|commented|comments|noted|notes|found|finds|observed|observes|described|describes|reported|reports|stated|states|judged|concluded|remarked|recorded|told\s+\w+)"
_SPEAKER = re.compile(
    rf"(?P<who>Ofsted|(?:HM\s+)?[Ii]nspectors?|(?:the\s+)?(?:peer\s+(?:review|challenge)|LGA|Local\s+Government\s+Association|CQC|Care\s+Quality\s+Commission|Department\s+for\s+Education|DfE|auditors?|external\s+auditors?|Office\s+for\s+Standards\s+in\s+Education|[A-Z][\w’'-]+(?:\s+(?:of|for|and|the|[A-Z][\w’'-]+)){{0,5}}))[^.\"“”]{{0,120}}?\b{_SPEAKER_VERB}\b[^\"“”‘.]{{0,40}}?[:,]?\s*(?:that\s*)?:?\s*$"
)
_NAMES = {
    "inspectors": "Ofsted",
    "inspector": "Ofsted",
    "hm inspectors": "Ofsted",
    "office for standards in education": "Ofsted",
    "dfe": "Department for Education",
    "cqc": "Care Quality Commission",
    "lga": "Local Government Association",
}


def read_role(
    passage: Passage, index: int, measures: Measures, *, tense: str | None, other_kinds: set[str]
) -> tuple[Role, str]:
    """The role of a number and the word that gave it. Nearest words win; a change's baseline is settled by the caller."""
    number, text = passage.numbers[index], passage.text
    previous_end = passage.numbers[index - 1].end if index else 0
    next_start = passage.numbers[index + 1].start if index + 1 < len(passage.numbers) else len(text)
    before = text[max(previous_end, number.start - _BEFORE) : number.start]
    clause = _CLAUSE_START.match(before)
    near_before = before[clause.end() :] if clause else before
    after = text[number.tail : min(next_start, number.tail + _AFTER)]
    after = re.split(r"[;:.()]|,\s|\b(?:above|below|short of|against|under|over)\b", after)[0]
    if number.kind == "duration" and (standard := _standard_duration(passage, number, tense, other_kinds)):
        return "standard", standard
    for role, pattern in measures.roles.patterns:
        match = pattern.search(near_before) or (pattern.search(before) if role == "target" and not clause else None)
        if match is None and role in ("target", "standard"):
            match = pattern.match(after.strip()) or re.match(
                rf"(?:\w+\s+){{0,2}}{pattern.pattern}", after.strip(), re.IGNORECASE
            )
        if match is not None and not (role == "target" and _compared_to_target(near_before, match)):
            if (
                role == "forecast"
                and tense in ("past", "perfect")
                and not re.search(r"forecast|project|estimat|expect", match.group(0), re.IGNORECASE)
            ):
                continue
            return role, match.group(0)
    if tense == "future" and number.kind in ("percent", "currency", None, "rate"):
        return "forecast", "will"
    if number.kind == "duration" and _OUGHT.search(text):
        return "standard", "should"
    return "reported", ""


def _compared_to_target(before: str, match: re.Match[str]) -> bool:
    """ "80% of target", "below target by 3": the number is no target itself."""
    rest = before[match.end() :]
    return bool(re.match(r"\s*(?:by|was\s+(?:not\s+)?(?:met|missed|exceeded))\b", rest))


def _standard_duration(passage: Passage, number: NumberMention, tense: str | None, other_kinds: set[str]) -> str:
    """A time limit that is part of another figure's definition: "81% were finished within 20 working days"."""
    before = passage.text[max(0, number.start - 24) : number.start]
    after = passage.text[number.tail : number.tail + 16]
    if _OUGHT.search(passage.text[: number.start]) or re.match(
        r"\s+(?:target|standard|limit|timescale|deadline)\b", after
    ):
        return "time limit"
    within = re.search(
        r"\b(?:within|inside|in under|under|less than|more than|over|at least|for)\s+(?:the\s+|a\s+|full\s+)*$",
        before,
        re.IGNORECASE,
    )
    if within and other_kinds & {"percent", "count", "rate", "ratio"} and not re.search(r"\bfor\s+", within.group(0)):
        return within.group(0).strip() + " in the definition of another figure"
    return ""


def read_geography(passage: Passage, index: int, measures: Measures) -> tuple[str | None, str]:
    """The body a number is compared for: England, statistical neighbours, the region. Null for the document's own."""
    text, number = passage.text, passage.numbers[index]
    next_start = passage.numbers[index + 1].start if index + 1 < len(passage.numbers) else len(text)
    previous_end = passage.numbers[index - 1].end if index else 0
    after = re.split(r";|\.\s|,\s", text[number.end : next_start])[0][:60]
    before = text[max(previous_end, number.start - 70) : number.start]
    before = re.split(r";|\.\s|,\s", before)[-1]
    for name, pattern in measures.comparator_patterns:
        match = pattern.search(after)
        if (
            match
            and re.match(
                r"(?:\s*\w*){0,3}?\s*\b(?:for|in|across|by|among)\s+(?:the\s+|our\s+|all\s+)?$", after[: match.start()]
            )
            or (match and re.match(r"\s*\(?\s*$", after[: match.start()]))
        ):
            return name, match.group(0)  # type: ignore[union-attr]
        match = pattern.search(before)
        if match and re.search(
            r"\b(?:average|figure|rate|mean|median|level|neighbours?|is|was|at|of|in)\b",
            before[match.start() :],
            re.IGNORECASE,
        ):
            return name, match.group(0)
    return None, ""


class Quotations:
    """Who is quoted, followed through the document: within a sentence, in a quotation block, over several paragraphs."""

    def __init__(self) -> None:
        self._open: str | None = None
        self._mark = ""

    def speaker(self, passage: Passage, position: int) -> str | None:
        """Who says what stands at `position` of the passage, or None for the document's own voice."""
        text = passage.text
        if passage.block.kind == "quote" and passage.lead_in is not None:
            return speaker_named(passage.lead_in.text + " ", passage.lead_in)
        for opening, closing in (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'")):
            for match in re.finditer(rf"(?<!\w){re.escape(opening)}(?=\S)", text[:position]):
                end = _closing(text, match.end(), closing)
                if end is None or end >= position:
                    who = speaker_named(text[: match.start()], passage)
                    if who is not None:
                        return who
        if self._open is not None and not self._closed_before(passage, position):
            return self._open
        return None

    def follow(self, passage: Passage) -> None:
        """Note whether this passage opens or ends a quotation that runs over several passages."""
        text = passage.text.strip()
        if self._open is not None and re.search(rf"{re.escape(self._mark)}[.,]?$", text):
            self._open = None
            return
        opening = re.match(r"[‘'“\"]", text)
        lead = passage.lead_in or passage.previous
        if self._open is None and opening and _closing(text, 1, {"‘": "’", "“": "”"}.get(text[0], text[0])) is None:
            before = lead or None
            who = speaker_named(before.text + " ", before) if before is not None else None
            if who is not None:
                self._open, self._mark = who, {"‘": "’", "“": "”"}.get(text[0], text[0])

    def _closed_before(self, passage: Passage, position: int) -> bool:
        return False


def _closing(text: str, start: int, mark: str) -> int | None:
    for match in re.finditer(rf"{re.escape(mark)}(?!\w)", text[start:]):
        if (
            mark in ("’", "'")
            and re.match(r"\s+[a-z]", text[start + match.end() :])
            and text[start + match.start() - 1] == "s"
        ):
            continue  # the apostrophe of a plural possessive
        return start + match.start()
    return None


def speaker_named(before: str, passage: Passage) -> str | None:
    """The body or person that the words before a quotation name as its speaker."""
    match = _SPEAKER.search(before)
    if match is None:
        if re.search(rf"\b(?:it|they|He|She|letter|report)\b[^.]{{0,60}}\b{_SPEAKER_VERB}\b", before) and re.search(
            r"\bOfsted\b", before + (passage.previous.text if passage.previous else "")
        ):
            return "Ofsted"
        return "Ofsted" if re.search(rf"\bOfsted\b.*\b{_SPEAKER_VERB}\b", before) else None
    who = re.sub(r"^(?:the|The)\s+", "", match["who"]).strip()
    if re.search(r"\bOfsted\b", before[: match.end()]):
        return "Ofsted"
    return _NAMES.get(who.lower(), who)
