"""Role, geography and speaker of a number, from the words around it."""

from __future__ import annotations

import re

from ..records.figure import Role
from ..text.numbers import NumberMention
from ..vocab.measures import Measures
from .figure_meaning import Description
from .figure_passages import Passage

_BEFORE, _AFTER = 48, 40  # characters that can give a number its role
_CLAUSE_START = re.compile(r".*[;:(]|.*,\s(?=\S)|.*\b(?:and|but|while|whereas|although|though)\s", re.DOTALL)
_OUGHT = re.compile(
    r"\b(?:should|must|shall|ought to|is required to|are required to|required to be|need to be|has "
    r"to be|have to be|is to be|are to be|will be reviewed|may be made only)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\b(?:is|are|was|were|being)\s+(?:now\s+)?(?:expected|forecast|projected|predicted|anticipated)\b", re.IGNORECASE
)
# "Raise the share of plans to 62 per cent": what a paper says it will do is a target.
_COMMAND = re.compile(
    r"^(?:to\s+)?(?:raise|increase|reduce|cut|lift|bring|halve|double|improve|achieve|reach|deliver|"
    r"get|keep|maintain|lower|decrease|grow)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\basks?\s+(?:us|each\s+\w+|every\s+\w+|councils?|the\s+(?:county|council|borough|city|"
    r"authority|service))\s+to\b",
    re.IGNORECASE,
)
_SPEAKER_VERB = (
    r"(?:said|says|wrote|writes|commented|comments|noted|notes|found|finds|observed|observes|"
    r"described|describes|reported|reports|stated|states|judged|concluded|remarked|recorded|"
    r"told\s+\w+)"
)
_SPEAKER = re.compile(
    rf"(?P<who>Ofsted|(?:HM\s+)?[Ii]nspectors?|(?:the\s+)?(?:peer\s+(?:review|challenge)|LGA|"
    rf"Local\s+Government\s+Association|CQC|Care\s+Quality\s+Commission|Department\s+for\s+Education|"
    rf"DfE|auditors?|external\s+auditors?|Office\s+for\s+Standards\s+in\s+Education|"
    rf"[A-Z][\w’'-]+(?:\s+(?:of|for|and|the|"
    rf"[A-Z][\w’'-]+)){{0,5}}))[^.\"“”]{{0,120}}?\b{_SPEAKER_VERB}\b[^\"“”‘.]{{0,40}}?[:,]?\s*(?:that\s"
    rf"*)?:?\s*$"
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


# "Our ceiling for this indicator is 10%", "The forecast at the end of May is an overspend of £64,000".
_NAMED_ROLES: dict[str, Role] = {
    "target": "target", "ceiling": "target", "aim": "target", "goal": "target", "ambition": "target",
    "forecast": "forecast", "projection": "forecast",
    "limit": "standard", "threshold": "standard", "tolerance": "standard",
}  # fmt: skip


def read_role(
    passage: Passage, index: int, measures: Measures, description: Description, *, other_kinds: set[str]
) -> tuple[Role, str]:
    """The role of a number and the word that gave it. Nearest words win; a change's baseline is settled by the caller."""
    number, text, tense = passage.numbers[index], passage.text, description.tense
    previous_end = passage.numbers[index - 1].end if index else 0
    next_start = passage.numbers[index + 1].start if index + 1 < len(passage.numbers) else len(text)
    before = text[max(previous_end, number.start - _BEFORE) : number.start]
    clause = _CLAUSE_START.match(before)
    near_before = before[clause.end() :] if clause else before
    after = text[number.tail : min(next_start, number.tail + _AFTER)]
    after = re.split(r"[;:.()]|,\s|\b(?:above|below|short of|against|under|over)\b", after)[0]
    if _COMMAND.match(text) and re.search(
        r"\b(?:to|by|at|below|above|under|over|of)\s+(?:at least\s+|no more than\s+)?$", before, re.IGNORECASE
    ):
        return "target", text.split()[0]
    if number.kind == "duration" and (standard := _standard_duration(passage, number, tense, other_kinds)):
        return "standard", standard
    if _ASKED.search(text[: number.start]) and number.kind is None:
        return "target", "asked"
    for role, pattern in measures.roles.patterns:
        match = pattern.search(near_before) or (pattern.search(before) if role == "target" and not clause else None)
        if match is None and role in ("target", "standard") and not re.match(r"\s*of\b", after):
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
    named = _NAMED_ROLES.get(description.subject_head or "")
    if named is not None and description.verb in ("be", "stand", "remain") and not previous_end:
        return named, description.subject_head or ""
    expected = _EXPECTED.search(re.split(r"[;:.]|,\s+(?:and|but|which)\b", text[number.tail : next_start])[0])
    if expected:
        return "forecast", expected.group(0).strip()
    if tense == "future" and number.kind in ("percent", "currency", "rate", "percentage_points"):
        return "forecast", "will"
    if tense == "modal" and number.kind == "currency" and re.search(r"\bwould\b", text):
        return "forecast", "would"
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
    if tense in ("present", "modal", "future") and re.search(r"\bwithin\s+(?:the\s+|a\s+)?$", before, re.IGNORECASE):
        return "within"
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
        if match and re.fullmatch(
            r"(?:\s*[\w’']+){0,3}?\s*\b(?:for|in|across|by|among)\s+(?:the\s+|our\s+|all\s+)?|\s*\(?\s*",
            after[: match.start()],
        ):
            return name, match.group(0)
        match = pattern.search(before)
        if match and _COMPARED_FIGURE.search(before[match.start() :]):
            return name, match.group(0)
    place = _PLACE_AFTER.match(after) if re.search(r"\b(?:against|with|to|than|and)\s+$", before) else None
    place = place or _PLACE_BEFORE.search(before)
    return (place["place"], place.group(0).strip()) if place else (None, "")


_COMPARED_FIGURE = re.compile(
    r"\b(?:average|figure|rate|mean|median|level|neighbours?|is|was|at|of|in)\b", re.IGNORECASE
)
_PLACE = r"(?P<place>(?:[A-Z][\w’'-]+)(?:\s+(?:and|of|upon)?\s?[A-Z][\w’'-]+){0,3})"
_PLACE_AFTER = re.compile(rf"\s*(?:for|in)\s+(?:the\s+)?{_PLACE}\s*[.,;)]?\s*$")
_PLACE_BEFORE = re.compile(
    rf"\b(?:figure|rate|average)\s+(?:for|in|across)\s+{_PLACE}\s+(?:was|is|stood at|of)\s+(?:\w+\s+)?$"
)


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


_REVIEWERS = re.compile(
    r"\b(?P<who>Ofsted|(?:the\s+)?[Pp]eer\s+(?:[Rr]eview|[Cc]hallenge)(?:\s+team|ers)?|"
    r"(?:HM\s+)?[Ii]nspectors?|CQC|Care Quality Commission|LGA|Local Government Association|"
    r"Department for Education|DfE|Office for Standards in Education|[Ee]xternal auditors?)\b"
)
_REPORTED = re.compile(
    rf"\b(?:they|it|inspectors|reviewers|the\s+(?:letter|report|team|"
    rf"review))\b[^.;]{{0,40}}?\b{_SPEAKER_VERB}\s+that\b",
    re.IGNORECASE,
)


def reported_speaker(passage: Passage, position: int) -> str | None:
    """ "They found that 32 had a chronology", after a sentence on the peer review: outside reviewers are quoted without marks."""
    before = passage.text[:position]
    if not _REPORTED.search(before) and not re.search(
        rf"{_REVIEWERS.pattern}[^.;]{{0,60}}\b{_SPEAKER_VERB}\s+that\b", before
    ):
        return None
    return _reviewer(before) or (_reviewer(passage.previous.text) if passage.previous is not None else None)


def _reviewer(text: str) -> str | None:
    found = list(_REVIEWERS.finditer(text))
    if not found:
        return None
    who = re.sub(r"^(?:the)\s+", "", found[-1]["who"], flags=re.IGNORECASE)
    return _NAMES.get(who.lower(), re.sub(r"(?i)^(peer (?:review|challenge)).*", lambda m: m[1].lower(), who))


def speaker_named(before: str, passage: Passage) -> str | None:
    """The body or person that the words before a quotation name as its speaker."""
    speaks = re.search(rf"\b(?:{_SPEAKER_VERB}|quoted|described|letter|report)\b", before) is not None
    reviewer = _reviewer(before) or (
        _reviewer(passage.previous.text)
        if passage.previous is not None and re.search(r"\b(?:it|they|letter|report|[Ii]nspectors)\b", before)
        else None
    )
    if reviewer is not None and speaks:
        return reviewer
    match = _SPEAKER.search(before)
    return re.sub(r"^(?:the|The)\s+", "", match["who"]).strip() if match is not None else None
