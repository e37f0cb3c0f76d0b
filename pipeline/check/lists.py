"""Lists against the number that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .catalogue import HELD, Subject, Verdict, check, doubt
from .statements import BulletList, Statement

_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
} | {str(number): number for number in range(2, 21)}
# Things that are announced by number and then listed.
_LISTED = (
    r"(?:areas?|points?|priorit(?:y|ies)|reasons?|themes?|actions?|recommendations?|questions?|objectives?|aims?"
    r"|strands?|ways?|things?|steps?|factors?"
    r"|outcomes?|principles?|pillars?|workstreams?|work streams?|risks?|options?|findings?|changes|issues?"
    r"|measures?|criteria|elements?|parts?|stages?|phases?"
    r"|conditions?|projects?|groups?|categor(?:y|ies)|examples?|types?|kinds?|pilots?|sites?|hubs?|centres?"
    r"|teams?|localities|districts?|services?|programmes?"
    r"|goals?|needs?|challenges?|strengths?|concerns?|messages?|lessons?|topics?|matters?|requests?|decisions?"
    r"|proposals?|commitments?|pledges?|offers?|roles?"
    r"|posts?|partners?|agencies|organisations?|schools?|courses?|groups|levels?|tests?|rules?|tasks?|targets?"
    r"|indicators?|promises?|visits?|meetings?|sessions?|dates?|calls?|sources?|headings?|sections?|items?"
    r"|barriers?|drivers?|enablers?|benefits?|improvements?|developments?|suggestions?|requirements?|standards?"
    r"|values?|functions?|duties|streams?|tiers?)"
)
_ANNOUNCES = re.compile(
    rf"(?<![\w.,£-])(?P<n>{'|'.join(_NUMBERS)})\s+(?:[a-z][\w-]*\s+){{0,3}}?(?P<noun>{_LISTED})\b(?!['’]"
    rf"|\s+(?:of the|years?|months?|weeks?))",
    re.IGNORECASE,
)
# People, who are named rather than listed beneath.
_PEOPLE = (
    r"(?:children|siblings|brothers|sisters|sons|daughters|adults|members|grandchildren|pupils|parents|volunteers"
    r"|workers|wards|towns|villages|estates|boroughs|hospitals|colleges|nurseries|academies)"
)
_NAMED = re.compile(
    rf"(?<![\w.,£-])(?P<n>{'|'.join(_NUMBERS)})\s+(?:[a-z][\w-]*\s+){{0,3}}?(?P<noun>{_LISTED}|{_PEOPLE})\b(?!['’])",
    re.IGNORECASE,
)
# "The two pilot areas, Ashby, Brook and Carr," and "his two sisters, Jade, Ruby and Eve": names in apposition.
_APPOSED = re.compile(
    rf"\b(?i:the|our|his|her|their|its) (?P<said>(?P<n>(?i:{'|'.join(word for word in _NUMBERS if word.isalpha())})) "
    rf"(?:[a-z][\w-]* ){{0,3}}?(?i:{_LISTED}|{_PEOPLE})), "
    r"(?P<names>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}(?:, [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}){0,8} and "
    r"[A-Z][\w’'-]*)(?=[ ,.;]|$)"
)
# "The four now open are Wintercombe, Lode and Ash Cross": the names after the verb.
_ARE = re.compile(
    rf"(?:^|[.;] )(?:the|our) (?P<said>(?P<n>{'|'.join(word for word in _NUMBERS if word.isalpha() and word != 'one')})"
    r"(?: [a-z-]+){0,5}) (?:are|were|will be) (?P<names>[^.;:\d]{5,160}?)(?=[.;]|$)",
    re.IGNORECASE,
)
_LISTED_NOUN = re.compile(rf"\b{_LISTED}\b", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"\b(?:of (?:the|these|those|our|its|their)|at least|more than|over|up to|some|several|including"
    r"|include[sd]?|such as|among|between|another|further|first|last|next"
    r"|other|top|under|level|tier|phase|stage|option|section|table|year|part)\s+$",
    re.IGNORECASE,
)
# Another number before the list: "four aims, of which two are new:".
_OTHER_NUMBER = re.compile(
    rf"\b(?:{'|'.join(word for word in _NUMBERS if word.isalpha() and word != 'one')})\b|\bof (?:which|these"
    rf"|them)\b|\b\d{{1,2}}\b(?! [A-Z][a-z]+ 20)",
    re.IGNORECASE,
)
_SHORT = 5  # words of a lead-in such as "We will:" that go on from the sentence before
_SPLIT = re.compile(r";\s*|,\s*")


@check(
    "LST001",
    severity="error",
    title="A list does not have as many items as announced",
    holds="The service has three priorities for the year:\n\n- fathers\n- early years\n- attendance\n",
    fails="The service has three priorities for the year:\n\n- fathers\n- early years\n- attendance\n- housing\n",
)
def check_list_counts(subject: Subject) -> Iterator[Verdict]:
    """Counts the items under "three priorities ...:" and the parts of "three areas: a, b and c" in one sentence, which is a
    query, as an item may hold a comma.

    Silent where the words say that these are some of them ("including", "at least", "of the five"), where a list goes on
    after a break, and where the sentence announces two numbers.
    """
    for bullets in subject.lists:
        announced = _announced(bullets.lead_in)
        if announced is None and len(bullets.lead_in.text.split()) <= _SHORT:
            announced = next(
                (found for s in subject.before(bullets.lead_in, 1) if (found := _announced(s)) is not None), None
            )
        if announced is None or not bullets.lead_in.text.rstrip().endswith(":"):
            continue
        number, words = announced
        if number == len(bullets.items) or _goes_on(subject, bullets, number):
            yield HELD
        else:
            yield doubt(
                subject,
                f'{subject.where(bullets.lead_in)}: "{words}" are announced, {len(bullets.items)} are listed. '
                f"Look whether one is missing, "
                "was added later or is part of another.",
                bullets.lead_in,
                *(item[0] for item in bullets.items),
            )
    leading = {bullets.lead_in.index for bullets in subject.lists}
    for statement in subject.statements:
        if statement.index not in leading and ":" in statement.text:
            head, _, tail = statement.text.partition(":")
            yield from _inline(subject, statement, head, tail)
        for apposed in _APPOSED.finditer(statement.text):
            if not _NOT_ALL.search(statement.text[: apposed.start("n")].removesuffix("the ")):
                yield _named(subject, statement, apposed["n"], apposed["said"], apposed["names"].count(",") + 2)
        for told in _ARE.finditer(statement.text):
            tail = re.split(r", (?:the (?:last|first)|all|both|each|with)\b", told["names"])[0]
            parts = _parts(tail)
            named = _LISTED_NOUN.search(told["said"]) or all(
                p[:1].isupper() for p in re.split(r", | and ", tail.strip(" ."))
            )
            if parts is not None and named and abs(parts - _NUMBERS[told["n"].lower()]) <= 2:
                yield _named(subject, statement, told["n"], told["said"], parts)
        for bracket in _BRACKETS.finditer(statement.text):
            yield from _inline(subject, statement, statement.text[: bracket.start()], bracket["inside"])


def _announced(statement: Statement) -> tuple[int, str] | None:
    found = [
        match
        for match in _ANNOUNCES.finditer(statement.text)
        if not _NOT_ALL.search(statement.text[: match.start()]) and match.group("n").lower() != "one"
    ]
    if len(found) != 1 or _OTHER_NUMBER.search(statement.text[found[0].end() :]):
        return None
    return _NUMBERS[found[0]["n"].lower()], " ".join(found[0].group(0).split())


def _goes_on(subject: Subject, bullets: BulletList, number: int) -> bool:
    """Whether items after a short break make up the number, or each item's sentences were taken for one."""
    last = bullets.items[-1][-1].index
    more = {s.block for s in subject.statements[last + 1 : last + 1 + 2 * number] if s.kind == "list_item"}
    return number > len(bullets.items) and len(bullets.items) + len(more) >= number and bool(more)


_BRACKETS = re.compile(r"\((?P<inside>[A-Z][^()\d]{4,160})\)")


def _inline(subject: Subject, statement: Statement, head: str, tail: str) -> Iterator[Verdict]:
    match = next(reversed(list(_NAMED.finditer(head))), None)
    if match is None or len(head) - match.end() > 40 or _NOT_ALL.search(head[: match.start()]) or not tail.strip():
        return
    number = _NUMBERS[match["n"].lower()]
    parts = _parts(tail)
    if parts is None or number == 1:
        return
    if abs(parts - number) <= 2:
        yield _named(subject, statement, match["n"], match.group(0), parts)


def _named(subject: Subject, statement: Statement, number: str, said: str, parts: int) -> Verdict:
    if parts == _NUMBERS[number.lower()]:
        return HELD
    return doubt(
        subject,
        f'{subject.where(statement)}: "{" ".join(said.split())}" are announced, {parts} seem to be named. Look whether one '
        "is missing or was added later.",
        statement,
        severity="query",
    )


_TWO_NAMES = re.compile(r"^\W*[A-Z][\w’'-]+ and [A-Z][\w’'-]+$")


def _parts(tail: str) -> int | None:
    """How many things a run of words names: commas and the last "and". None where that cannot be told."""
    tail = re.sub(r"\s?\([^()]*\)", "", tail).strip().rstrip(".").split(". ")[0]
    if "(" in tail or ":" in tail or re.search(r"\b(?:which|who|because|but|so that|where|when)\b", tail):
        return None
    if ";" in tail:
        return len([part for part in tail.split(";") if part.strip()])
    pieces = [part for part in _SPLIT.split(tail) if part.strip()]
    if _TWO_NAMES.match(tail):
        return 2
    last = pieces[-1]
    joins = len(re.findall(r"\b(?:and|or)\b|&", last))
    if any(re.search(r"\band\b|&", piece) for piece in pieces[:-1]) or joins != 1 or len(pieces) < 2:
        return None
    return len(pieces) + (0 if re.match(r"\s*(?:and|or)\b", last) else 1)
