"""Two groups that between them are everybody: accepted and turned down, full time and part time, those who have and have not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..records.figure import Figure
from .catalogue import HELD, Subject, Verdict, check, doubt
from .grid import is_additive, total_of
from .statements import Statement
from .tolerance import added, plain, stated

# Words of which the second denies the first. A group that is neither ("still with the panel") must not be named beside them.
_PAIRS = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"accepted|approved|granted", r"turned down|refused|rejected|declined|not accepted"),
        (r"finished|completed|graduated|stayed", r"dropped out|left early|did not (?:finish|complete)|withdrew|not finish\w*"),
        (r"full[- ]time", r"part[- ]time"),
        (r"boys|sons|males?|men|fathers", r"girls|daughters|females?|women|mothers"),
        (r"in time|on time|within (?:the )?(?:time|limit|timescale)\w*", r"late|overdue|not (?:in|on) time"),
        (r"filled|in post", r"vacant|unfilled|empty"),
        (r"opened|open", r"closed"),
        (r"paid", r"unpaid|not paid"),
        (r"met|achieved", r"not met|unmet|missed|not achieved"),
        (r"upheld", r"not upheld"),
        (r"attended|came|took part", r"did not (?:attend|come|take part)|stayed away|sent apologies"),
        (r"yes|agreed|for", r"no|disagreed|against"),
        (r"urban", r"rural"),
        (r"primary", r"secondary"),
    )
)  # fmt: skip
_HAVE_NOT = re.compile(r"^\s*(?:[a-z]+ )?(?:have|has|did|had|were|are|do) not\b", re.IGNORECASE)
_FLATLY_NOT = re.compile(r"^\s*(?:[a-z]+ )?(?:have|has|did|had|were|are|do) not\s*(?:[.;,)]|$)", re.IGNORECASE)
_THIRD = re.compile(
    r"\b(?:other|others|rest|remaining|unknown|not known|still|also|both|some|neither|pending|waiting|prefer not"
    r"|not say|partly|in part|or|further)\b",
    re.IGNORECASE,
)


@check(
    "SUM009",
    severity="error",
    title="Two groups that are everybody do not make up the whole",
    holds="We had 420 referrals. We accepted 341, and 79 were turned down.",
    fails="We had 420 referrals. We accepted 351, and 79 were turned down.",
)
def check_complements(subject: Subject) -> Iterator[Verdict]:
    """Adds two counts of one sentence whose words deny one another ("accepted", "turned down"; "full time", "part time"; "have",
    "have not") and compares them with the whole in the sentence, or with the only count of the one before.

    Silent where a third group is named (others, both, still, unknown).
    """
    for statement in subject.statements:
        found = _groups(subject, statement)
        if found is None:
            continue
        whole, parts = found
        if added(parts).meets(stated(whole)):
            yield HELD
            continue
        yield doubt(
            subject,
            f"{subject.where(statement)}: {' + '.join(plain(part.value) for part in parts)} "
            f"= {plain(total_of(parts))}, stated "
            f"{plain(whole.value)}. Look at the whole and at both parts.",
            whole,
            *parts,
        )


def _groups(subject: Subject, statement: Statement) -> tuple[Figure, list[Figure]] | None:
    if _THIRD.search(statement.text):
        return None
    counts = [f for f in statement.figures if f.unit_kind == "count"]
    if len(counts) != len(statement.figures) or not all(
        f.qualifier is None and f.low is None and f.role == "reported" for f in counts
    ):
        return None
    if len(counts) == 2 and counts[0].denominator is not None and counts[1].denominator is None:
        return _have_and_have_not(statement, counts[0], counts[1])
    whole, parts = (
        (counts[0], counts[1:])
        if len(counts) == 3 and counts[0].value > max(f.value for f in counts[1:])
        else (None, counts)
    )
    if len(parts) != 2 or not all(is_additive(f) for f in parts) or not _deny(statement, *parts):
        return None
    if whole is None:
        previous = subject.before(statement, 1)
        earlier = [f for s in previous for f in s.figures if f.unit_kind == "count"]
        if len(earlier) != 1 or earlier[0].value < max(f.value for f in parts) or earlier[0].denominator is not None:
            return None
        whole = earlier[0]
    total = parts[0].value + parts[1].value
    if not is_additive(whole) or whole.value * 2 < total or total * 2 < whole.value:
        return None
    return whole, parts


def _have_and_have_not(statement: Statement, part: Figure, rest: Figure) -> tuple[Figure, list[Figure]] | None:
    """ "Thirty-one of the 44 schools have signed and 15 have not."""
    after = statement.text[rest.end - statement.start :]
    if part.denominator is None or not _HAVE_NOT.match(after):
        return None
    return replace(part, value=part.denominator, denominator=None), [replace(part, denominator=None), rest]


def _deny(statement: Statement, one: Figure, other: Figure) -> bool:
    """Whether the words of the second deny those of the first."""
    first, second = _words(statement, one), _words(statement, other)
    if _FLATLY_NOT.match(statement.text[other.end - statement.start :]):
        return True
    return any(
        (a.search(first) and b.search(second) and not b.search(first))
        or (b.search(first) and a.search(second) and not a.search(first))
        for a, b in _PAIRS
    )


def _words(statement: Statement, figure: Figure) -> str:
    """The clause of a figure: back to the last comma, "and" or figure, on to the next."""
    following = min((f.start for f in statement.figures if f.start > figure.start), default=statement.end)
    after = re.split(r"[,;.]| and ", statement.text[figure.end - statement.start : following - statement.start])[0]
    earlier = max((f.end for f in statement.figures if f.end <= figure.start), default=statement.start)
    before = re.split(r"[,;.]| and ", statement.text[earlier - statement.start : figure.start - statement.start])[-1]
    return f"{before} {after}"
