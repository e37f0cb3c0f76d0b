"""Several papers against one another: a report against a later one, and a number quoted from a report against that report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, Literal

from ..records.figure import Figure
from ..records.finding import CheckCount, Finding
from ..records.ids import content_id
from ..records.run import DocumentRow
from ..registry import Registry
from .bases import is_comparable
from .catalogue import HELD, Doubt, Verdict
from .options import CheckOptions, selected
from .tolerance import plain, slip, stated
from .wording import is_corrected
from .words import REPORT_WORDS, telling


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One document of several: what is known of it, and its figures."""

    row: DocumentRow
    figures: tuple[Figure, ...]

    @property
    def name(self) -> str:
        """What people call it: its title and date, else its id."""
        title = f'"{self.row.title}"' if self.row.title else f"the paper {self.row.id}"
        return f"{title} ({_long(self.row.date)})" if self.row.date is not None else title


@dataclass(frozen=True, kw_only=True)
class AcrossCheck:
    """A check of pairs of papers. Its examples hold two papers each, parted by `PARTING`."""

    code: str
    severity: Literal["error", "query"]
    title: str
    description: str
    holds: str
    fails: str
    quoted: bool  # whether it takes the numbers that one paper quotes from another


PARTING: Final = "\n\n=====\n\n"
ACROSS: Final[Registry[AcrossCheck]] = Registry("check of several documents")
_REPORT = "# Marlow Council: Early Help report\n\n12 May 2023\n\n## Demand\n\nIn 2022/23 the service received 1,248 requests for help."
_LATER = "# Marlow Council: Early Help update\n\n14 May 2024\n\n## Demand\n\nIn 2022/23 the service received {value} requests for help."
_QUOTES = (
    "# Marlow Council: scrutiny minutes\n\n20 June 2023\n\n## Early Help\n\nThe annual report said that in 2022/23 the service received "
    "{value} requests for help."
)

for _check in (
    AcrossCheck(
        code="XDC001",
        severity="query",
        title="A later report gives another number for the same thing and time",
        description="Compares the numbers that two papers of one authority give for the same measure, group, place and time, where "
        "the measures have nearly all their words in common. A later number is called a revision: named as one where its sentence "
        "says that it was corrected or revised, else unexplained. Silent for hedged numbers and targets, and for numbers so far "
        "apart that they measure something else.",
        holds=_REPORT + PARTING + _LATER.format(value="1,248"),
        fails=_REPORT + PARTING + _LATER.format(value="1,284"),
        quoted=False,
    ),
    AcrossCheck(
        code="XDC002",
        severity="error",
        title="A report is quoted with another number than it gives",
        description='Compares a number that a sentence takes from a report ("the annual report said that ...") with the number that '
        "a paper of the same authority and of an earlier or the same date gives for the measure and time.",
        holds=_REPORT + PARTING + _QUOTES.format(value="1,248"),
        fails=_REPORT + PARTING + _QUOTES.format(value="1,428"),
        quoted=True,
    ),
):
    ACROSS.register(_check.code)(_check)


def check_documents(papers: Sequence[Paper], *, options: CheckOptions) -> tuple[list[Finding], list[CheckCount]]:
    """Findings of the selected checks of several documents, by document and place, and how often each pair agreed.

    Of fewer than two papers there is nothing to compare, and the counts say so.
    """
    wanted = [check for code, check in ACROSS.items() if selected(code, options)]
    pairs = [(pair, _quotes(pair[1])) for pair in _pairs(papers)] if wanted else []
    findings: list[Finding] = []
    counts = []
    for check in wanted:
        tested = held = 0
        for pair, quoted in pairs:
            if quoted != check.quoted:
                continue
            tested += 1
            verdict = _compare(check, *pair)
            if verdict is None:
                held += 1
            else:
                findings.append(_finding(check, verdict, *pair))
        counts.append(CheckCount(code=check.code, document=None, checked=tested, held=held))
    return sorted(findings, key=lambda f: (f.documents, f.evidence[0].start, f.code, f.id)), counts


@dataclass(frozen=True, kw_only=True)
class _Said:
    """A number of one paper and the telling words of what it measures."""

    paper: Paper
    figure: Figure
    words: frozenset[str]


_FAR = 4  # one number is at most so many thirds of the other; further apart they measure different things
_ALIKE = 2  # telling words in common at least


def _pairs(papers: Sequence[Paper]) -> Iterator[tuple[_Said, _Said]]:
    """Numbers of two papers that speak of one thing at one time, the earlier paper's first; each place of the later once."""
    groups: dict[tuple[object, ...], list[_Said]] = defaultdict(list)
    for paper in papers:
        if paper.row.organisation is None or paper.row.date is None:
            continue
        for figure in paper.figures:
            key = _key(paper, figure)
            if key is not None:
                words = telling(f"{figure.measure or ''} {figure.unit or ''}")
                groups[key].append(_Said(paper=paper, figure=figure, words=words))
    for group in groups.values():
        seen: set[tuple[str, str]] = set()
        for one, other in combinations(group, 2):
            if one.paper.row.id == other.paper.row.id or not _same_measure(one, other):
                continue
            first, second = _in_order(one, other)
            key = (first.paper.row.id, second.figure.id)
            agreeing = stated(first.figure).meets(stated(second.figure))
            if key not in seen and not (not agreeing and _agrees_elsewhere(first, second, group)):
                seen.add(key)
                yield first, second


def _key(paper: Paper, figure: Figure) -> tuple[object, ...] | None:
    """What must be the same: authority, kind, time, group and place; None for a number that cannot be compared."""
    period = figure.period
    moved = figure.change is not None and figure.change.amount == figure.value
    if period is None or period.start is None or period.end is None or moved or not is_comparable(figure):
        return None
    if figure.denominator is not None or not figure.measure:
        return None
    members = tuple(sorted(member.lower() for member in (figure.breakdown or {}).values()))
    authority = (paper.row.organisation or "").lower()
    return authority, figure.unit_kind, period.start, period.end, members, (figure.geography or "").lower()


def _same_measure(one: _Said, other: _Said) -> bool:
    common, union = one.words & other.words, one.words | other.words
    a, b = sorted((abs(one.figure.value), abs(other.figure.value)))
    return (
        len(common) >= _ALIKE
        and bool(common - REPORT_WORDS)
        and len(common) * 4 >= len(union) * 3
        and b * 3 <= a * _FAR
    )


def _agrees_elsewhere(first: _Said, second: _Said, group: Iterable[_Said]) -> bool:
    """Whether another number of the first paper, for the same measure, is the second's."""
    return any(
        said.paper.row.id == first.paper.row.id
        and _same_measure(said, second)
        and stated(said.figure).meets(stated(second.figure))
        for said in group
    )


def _in_order(one: _Said, other: _Said) -> tuple[_Said, _Said]:
    """The paper that was quoted or came first, then the other."""
    if _quotes(one) != _quotes(other):
        return (other, one) if _quotes(one) else (one, other)
    return (one, other) if (one.paper.row.date or date.max) <= (other.paper.row.date or date.max) else (other, one)


_FROM_A_REPORT = re.compile(
    r"\b(?:report|paper|scorecard|dashboard|review|return|briefing|annex|summary)\b[^.;]{0,40}?\b(?:said|says|stated|states|gave|gives"
    r"|showed|shows|put|recorded|noted|had given)\b|\b(?:as )?(?:reported|stated|set out|given|published|quoted) in (?:the|our|its)\b"
    r"|\baccording to (?:the|our|its) [^.;]{0,40}?\b(?:report|paper|scorecard|dashboard|review|return|briefing|annex)\b",
    re.IGNORECASE,
)


def _quotes(said: _Said) -> bool:
    return _FROM_A_REPORT.search(said.figure.evidence.quote) is not None


def _compare(check: AcrossCheck, first: _Said, second: _Said) -> Verdict:
    one, other = first.figure, second.figure
    if stated(one).meets(stated(other)):
        return HELD
    when = one.period.text.strip(" .,") if one.period is not None else ""
    numbers = f"{plain(other.value)} here, {plain(one.value)} in {first.paper.name}"
    place = f"{second.paper.name}, {other.locator.cite}" if other.locator.cite else second.paper.name
    if check.quoted:
        message = f"{place}: {numbers}, which is quoted for {one.measure} ({when}). Look at the report that is quoted."
    elif is_corrected(other.evidence.quote):
        message = (
            f"{place}: revision of {one.measure} ({when}), named as such: {numbers}. Look whether the reason is given."
        )
    else:
        hint = " One looks like the other mistyped." if slip(one.value, other.value) is not None else ""
        message = (
            f"{place}: revision of {one.measure} ({when}), not explained: {numbers}.{hint} Look which is right, and whether "
            "the later paper says why."
        )
    return Doubt(
        message=message[:1].upper() + message[1:], evidence=(other.evidence, one.evidence), subjects=(other.id, one.id)
    )


def _finding(check: AcrossCheck, verdict: Doubt, first: _Said, second: _Said) -> Finding:
    places = tuple((item.document, item.start, item.end) for item in verdict.evidence)
    return Finding(
        id=content_id("fnd", "across", check.code, places, verdict.message),
        code=check.code,
        severity=check.severity,
        title=check.title,
        message=verdict.message,
        documents=(second.paper.row.id, first.paper.row.id),
        evidence=verdict.evidence,
        subjects=verdict.subjects,
    )


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
