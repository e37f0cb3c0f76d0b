"""Several numbers of one kind that share a sentence: shares by source, "43% from schools, 18% self-referral".

The words between the numbers carry the members; a parser loses its way in such gapped lists, so they are read by their
punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ..text.calendar_units import find_calendar_units
from ..text.numbers import NumberMention
from ..vocab.measures import Measures

_MEMBER = r"(?P<member>[^,;:()§#]{2,70}?)"
_JOIN = r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*[,;]?\s*(?:with|while|followed by|then|plus|or)\s+)"
_BRACKET_STARTS = re.compile(
    rf"^|{_JOIN}|:\s*|\b(?:were|was|are|is|being|often|common|include[ds]?|including|from|by)\s+|[)]\s*", re.IGNORECASE
)
_BRACKET = re.compile(rf"{_MEMBER}\s*\($", re.IGNORECASE)
_GAPPED = re.compile(
    rf"^{_JOIN}{_MEMBER}\s+(?:at\s+|made\s+|with\s+|for\s+|in\s+|of\s+)?(?:just\s+|around\s+|about\s+|approximately\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^\s*(?:of\s+\w+\s+|were\s+|was\s+|are\s+|is\s+|comes?\s+|goes\s+|came\s+|made\s+|coming\s+)?(?:(?P<link>from|by|"
    rf"for|via|through|led\s+by|in|around|near|across|at|on|to|being)\s+)?(?:the\s+|our\s+)?{_MEMBER}(?=\s*(?:[,;.]|$|"
    rf"\s+and\s*$))",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:among|amongst)\s+(?:the\s+|"
    r"our\s+)?(?P<member>[a-z][a-z ’'-]{1,40}?),?\s+(?:it\s+was\s+)?$",
    re.IGNORECASE,
)
_NAME_BETWEEN = re.compile(r"\s+(?P<name>[A-Z][\w’'&.-]*(?:\s[A-Z&][\w’'&.-]*){0,4})\s*[(,:–-]?\s*")
_LINKED = re.compile(
    r"^(?:\W*\))?\s*(?P<link>from|by|for|with|about|on|to|"
    r"because\s+of)\s+(?P<member>[^,;:()§#]{2,60}?)(?=\s*(?:[,;.]|$|\s+and\s*$))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:years?|months?|quarters?|terms?|weeks?)\b.*\b(?:before|after|earlier|later|ago)\b|"
    r"^(?:year|month|quarter)\b",
    re.IGNORECASE,
)
_LONGEST_MEMBER = 8  # words
_VERBAL = re.compile(
    r"\b(?:were|was|are|is|had|have|has|said|says|reported|would|will|which|who|that|compared|"
    r"against|than|versus|up|down|from|including|average|target)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A number of a series: its index, the member it counts, and the word that tied them ("from", "by", "")."""

    index: int
    name: str
    link: str


def find_series(
    text: str, numbers: list[NumberMention], taken: set[int], subject: str | None, measures: Measures
) -> list[Member]:
    """The members of the longest run of numbers of one kind; empty if there is no such run of two or more. `subject` is that
    of the first number's clause.
    """
    again = _shares_in_brackets(text, numbers)
    passed_over = again | _wholes_of_shares(text, numbers)
    runs: list[list[int]] = []
    for index, number in enumerate(numbers):
        if index in taken | passed_over or number.kind == "duration" or (number.kind is None and not number.plain):
            continue
        between = range(runs[-1][-1] + 1, index) if runs else range(0)
        if runs and all(i in passed_over for i in between) and numbers[runs[-1][-1]].kind == number.kind:
            runs[-1].append(index)
        else:
            runs.append([index])
    runs = [run for run in runs if len(run) >= 2]
    if not runs:
        return []
    run = max(runs, key=len)
    if len(run) >= 3 and ":" in text[numbers[run[0]].tail : numbers[run[1]].start]:
        run = run[1:]  # "36 halls and schools: 14 in Hexley Vale, nine in ..."
    run = [index for index in run if index not in again]
    gaps = [text[(numbers[i - 1].tail if i else 0) : numbers[i].start] for i in run] + [
        _after_last(text, numbers, run[-1], again)
    ]
    members = (
        _among(run, gaps)
        or _bracketed(run, gaps)
        or _sharing_link(run, gaps)
        or _following(run, gaps, numbers)
        or _preceding(run, gaps, numbers, subject, measures)
    )
    if any(_TIME.search(member.name) for member in members):
        return []  # "89% in the year before and 92% in the year after"
    of_counts = {member.index + 1: member for member in members if member.index + 1 in again}
    return sorted(
        [*members, *(Member(i, m.name, m.link) for i, m in of_counts.items())], key=lambda member: member.index
    )


def _shares_in_brackets(text: str, numbers: list[NumberMention]) -> set[int]:
    """Shares that say the count before them again: "19 (33%) with school attendance"."""
    return {
        index
        for index in range(1, len(numbers))
        if numbers[index].kind == "percent"
        and numbers[index - 1].kind is None
        and re.fullmatch(
            r"(?:\s+of\s+(?:the|these)\s+\w+)?\s*\(\s*", text[numbers[index - 1].tail : numbers[index].start]
        )
        and text.startswith(")", numbers[index].end)
    }


def _wholes_of_shares(text: str, numbers: list[NumberMention]) -> set[int]:
    """What a share before it is of: the 940 of "61% of the 940 families"."""
    return {
        index
        for index in range(1, len(numbers))
        if numbers[index].kind is None
        and numbers[index - 1].kind == "percent"
        and re.fullmatch(r"\s+of\s+(?:the|these|all|our)?\s*", text[numbers[index - 1].tail : numbers[index].start])
    }


def _sharing_link(run: list[int], gaps: list[str]) -> list[Member]:
    """ "33 asked for help with parenting, 19 with attendance and five with money": the first says what the others leave out."""
    rest = [_LINKED.match(gap) for gap in gaps[2:]]
    link = rest[0]["link"] if rest and rest[0] is not None else None
    if link is None or any(match is None or match["link"] != link for match in rest):
        return []
    first = re.match(
        rf"(?:\W*\))?\s*[^,;]{{0,60}}\b{link}\s+(?P<member>[^,;]{{2,50}}?)\s*(?:[,;]|\band\b)\s*(?:and\s+)?$", gaps[1]
    )
    names = [first["member"], *(match["member"] for match in rest if match is not None)] if first is not None else []
    if len(names) < 2 or any(
        _VERBAL.search(name) or re.match(r"\d", name) or len(name.split()) > _LONGEST_MEMBER for name in names
    ):
        return []
    return [Member(index, _tidy(name), link) for index, name in zip(run, names, strict=True)]


def _after_last(text: str, numbers: list[NumberMention], last: int, again: set[int]) -> str:
    """The words behind the last number of a run, its share in brackets passed over."""
    start = numbers[last + 1].tail if last + 1 in again else numbers[last].tail
    following = next((n.start for i, n in enumerate(numbers) if i > last and i not in again), len(text))
    return text[start:following]


def find_pairs(text: str, numbers: list[NumberMention]) -> list[Member]:
    """ "1,459 Norland Council 65% vs 786 Partnership 35%": a count and a share with their member between them."""
    members = []
    for index, (first, second) in enumerate(pairwise(numbers)):
        label = _NAME_BETWEEN.fullmatch(text[first.end : second.start])
        if first.kind is None and second.kind == "percent" and label is not None:
            members += [Member(index, label["name"], "pair"), Member(index + 1, label["name"], "pair")]
    return members if len(members) >= 4 else []


def _among(run: list[int], gaps: list[str]) -> list[Member]:
    """ "Among mums 70% said yes, among dads 64%"."""
    found = [_AMONG.search(gap) for gap in gaps[: len(run)]]
    members = [Member(index, _tidy(match["member"]), "among") for index, match in zip(run, found, strict=True) if match]
    return members if len(members) >= 2 else []


def _bracketed(run: list[int], gaps: list[str]) -> list[Member]:
    """ "parental mental health (46%), parenting (41%) and attendance (38%)"."""
    members = []
    for index, gap, after in zip(run, gaps, gaps[1:], strict=False):
        match = next(reversed(list(_BRACKET_STARTS.finditer(gap))), None) if gap.endswith("(") else None
        match = _BRACKET.match(gap, match.end()) if match is not None else None
        if match is None or not after.lstrip().startswith(")"):
            return []
        if find_calendar_units(match["member"]):
            return []  # "were opened in November (92)": a time, not a member
        members.append(Member(index, _tidy(match["member"]), ""))
    return members


def _following(run: list[int], gaps: list[str], numbers: list[NumberMention]) -> list[Member]:
    """ "43% from schools, 18% self-referral, 15% from the Police and 11% from health professionals".

    A whole may stand before its parts: "£1.35m, of which £0.9m comes from grant and £0.45m from the precept".
    """
    members: list[Member] = []
    linked = 0
    for index, after in zip(run, gaps[1:], strict=False):
        match = _AFTER.match(re.sub(r"\s+(?:and|to)\s*$", " and", after))
        name = _tidy(re.sub(r"\s+(?:and|to)$", "", match["member"])) if match is not None else ""
        if (
            match is None
            or not name
            or re.match(r"\d", name)
            or len(name.split()) > _LONGEST_MEMBER
            or _VERBAL.search(name)
        ):
            members, linked = [], 0
            continue
        linked += bool(match["link"])
        members.append(Member(index, name, (match["link"] or "").lower()))
    count = len(members)
    shares = numbers[run[0]].kind == "percent"
    enough = linked * 2 >= count if shares else linked == count
    enough = enough or (count > 2 and linked * 2 >= count and gaps[0].rstrip().endswith(":"))
    return members if count >= 2 and enough and (count > 2 or linked == count) else []


def _preceding(
    run: list[int], gaps: list[str], numbers: list[NumberMention], subject: str | None, measures: Measures
) -> list[Member]:
    """ "The Police made 34% of contacts, schools 27%, health services 18% and all other sources 9%"."""
    pair = numbers[run[0]].kind != "percent" and len(run) < 3
    members: list[Member] = []
    for position, (index, gap) in enumerate(zip(run, gaps, strict=False)):
        if position == 0:
            continue
        inner = gap
        if position == 1:
            cut = re.match(r"^(?:\s+of\s+[^,;]*?|\s+[a-z][^,;]*?)?(?=\s*[,;]|\s+and\s)", inner)
            inner = inner[cut.end() :] if cut else inner
        match = _GAPPED.match(inner)
        if match is None or _VERBAL.search(match["member"]) or len(match["member"].split()) > 8:
            return []
        members.append(Member(index, _tidy(match["member"]), ""))
    first = _first_member(gaps[0])
    if first is None or _VERBAL.search(first) or re.search(r"\b(?:remain\w*|became|featured)\b", first):
        first = (
            _tidy(subject)
            if subject and len(subject.split()) <= _LONGEST_MEMBER and not re.search(r"\d", subject)
            else None
        )
    if first and subject and first.lower().startswith(_tidy(subject).lower() + " "):
        first = _tidy(subject)
    first = re.sub(r"(?<=\w)\s+\w+ed$", "", first) if first else first  # "Domestic abuse featured in 29%"
    if pair and first and members:
        known = [measures.dimension_of_member(name) for name in (first, members[0].name)]
        if known[0] is None or known[0] != known[1]:
            return []  # two counts in a row are parts of one thing only where both are known to be
    return [Member(run[0], first, "subject"), *members] if first and members else []


def _first_member(gap: str) -> str | None:
    """The subject before the first number: "The Police made " -> Police; "with schools at " -> schools."""
    match = re.search(
        r"(?:^|[,;:.]\s*|\bwith\s+|\bthat\s+)(?:the\s+|"
        r"our\s+)?(?P<member>[A-Za-z][\w’'&/ -]{1,60}?)\s+(?:\w+ly\s+)?(?:therefore\s+|together\s+|"
        r"now\s+)?(?:made|make|led|lead|completed|account(?:s|ed)?\s+for|accounting\s+for|were|was|at|"
        r"had|have|received|contributed|held|with|recorded|provided|submitted|saw|took|cost|spent|closed|"
        r"referred)\s+(?:up\s+)?(?:just\s+|around\s+|about\s+)?$",
        gap,
        re.IGNORECASE,
    )
    return _tidy(match["member"]) if match else None


def _tidy(name: str) -> str:
    name = re.sub(
        r"^(?:(?:and|the|our|by|from|for|with|of|then|than|in|at|a|an|followed\s+by)\s+)+",
        "",
        name.strip(),
        flags=re.IGNORECASE,
    )
    name = re.sub(r"^(?:figure|rate|proportion|percentage)\s+(?:for|in|of)\s+", "", name, flags=re.IGNORECASE)
    name = re.sub(r"\s+(?:had|have|has|were|was|are|is)$", "", name)
    return re.sub(r"\s+(?:it|this|they|together|alone)$", "", name, flags=re.IGNORECASE).strip(" ,.-–—:")


def dimension_of(members: list[str], nearby: str, measures: Measures) -> str:
    """The name of the dimension: "by X" and "reasons" nearby, what the members tell, else any word nearby that names one."""
    words = re.findall(r"(?:main\s+)?[A-Za-z]+", nearby)
    named = [name for word in reversed(words) if (name := measures.dimension_named(word)) is not None]
    by = re.search(r"\bby\s+([a-z]+(?:\s[a-z]+)?)\s*:?$", nearby.strip(), re.IGNORECASE)
    if by and (name := measures.dimension_named(by[1])) is not None:
        return name
    if named and named[0].endswith(("reason", "need", "judgement", "grade")):
        return named[0]
    return measures.dimension_of(members) or (named[0] if named else "category")
