"""One thing told with two numbers: prose against tables, prose against prose, and slips of magnitude."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from ..records.figure import Figure, Period
from ..text.dates import find_dates
from .bases import is_comparable
from .catalogue import HELD, Subject, Verdict, check, doubt
from .periods import same_time
from .statements import Statement
from .tolerance import Interval, exactly, plain, slip, stated
from .wording import is_aim, is_corrected
from .words import REPORT_WORDS, telling, word_set


@check(
    "SAM002",
    severity="error",
    title="The text gives two numbers for one thing",
    holds="On 31 March 2023 there were 164 families waiting.\n\nOf the 164 families waiting on 31 March 2023, 60 had "
    "been offered a group.",
    fails="On 31 March 2023 there were 164 families waiting.\n\nOf the 146 families waiting on 31 March 2023, 60 had "
    "been offered a group.",
)
def check_text_against_text(subject: Subject) -> Iterator[Verdict]:
    """Compares counts, amounts and percentages of two sentences that speak of the same thing at the same time.

    Two numbers that look like one mistyped (digits swapped or one digit changed) need a telling word in common, others the
    same unit and all telling words of the shorter phrase; those are a query. Silent where the words speak of a correction,
    another group, another place or a part.
    """
    for one, other in _pairs(list(_mentions(subject))):
        if one.statement.index == other.statement.index or _of_one_list(one, other) or not _same_thing(one, other):
            continue
        if one.interval.meets(other.interval) or (
            is_corrected(subject.near(one.statement))
            or is_corrected(subject.near(other.statement))
            or _gap_is_told(one, other)
        ):
            yield HELD
        else:
            yield _two_mentions(subject, one, other)


@check(
    "SAM003",
    severity="query",
    title="Two dates are given for one event",
    holds="The Mill Lane hub opened on 4 May 2022.\n\nThe hub at Mill Lane, which opened on 4 May 2022, is full.",
    fails="The Mill Lane hub opened on 4 May 2022.\n\nThe hub at Mill Lane, which opened on 14 May 2022, is full.",
)
def check_dates_of_events(subject: Subject) -> Iterator[Verdict]:
    """Compares dates of two sentences that say of the same thing that it opened, began, ended or was approved on a day: with the
    same verb, a telling word in common, and no place or group that only one of them names.

    Only dates that look like one mistyped are doubted: the same year and the same day or month, or the same day and month.
    """
    events = [event for statement in subject.statements for event in _events(statement)]
    for one, other in combinations(events, 2):
        if one.statement.index == other.statement.index or one.verb != other.verb or not one.words & other.words:
            continue
        if one.proper and other.proper and not one.proper & other.proper:
            continue
        if one.day == other.day:
            yield HELD
            continue
        alike = sum((one.day.year == other.day.year, one.day.month == other.day.month, one.day.day == other.day.day))
        if alike < 2:
            continue
        yield doubt(
            subject,
            f"{subject.where(other.statement)}: {one.verb} on {other.day:%d %B %Y} here, on {one.day:%d %B %Y} at "
            f"{subject.place(one.statement.start, one.statement.end)}. Look which day it was.",
            other.statement,
            one.statement,
        )


_HAPPENED = re.compile(
    r"\b(?P<verb>opened|launched|started|began|closed|ended|finished|agreed|approved|adopted|published|inspected"
    r"|signed|appointed|established|moved)\b(?: [a-z]+){0,2} on (?:the )?(?:\w+day )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class _Event:
    """Something that happened on a day: its verb, telling words of its sentence, and names."""

    statement: Statement
    verb: str
    day: date
    words: frozenset[str]
    proper: frozenset[str]


def _events(statement: Statement) -> Iterator[_Event]:
    mentions = [(mention, mention.date) for mention in find_dates(statement.text) if mention.date is not None]
    if len(mentions) != 1:
        return
    mention, day = mentions[0]
    before = statement.text[: mention.start]
    match = _HAPPENED.search(before)
    if match is not None and day is not None:
        words = telling(before[: match.start()]) - REPORT_WORDS
        names = frozenset(_PROPER.findall(before)) - _TIME_NAMES
        yield _Event(statement=statement, verb=match["verb"].lower(), day=day, words=words, proper=names)


@dataclass(frozen=True, kw_only=True)
class _Mention:
    """A number of prose and what it is a number of. `whole`: the 146 of "60 of the 146 families"."""

    statement: Statement
    figure: Figure
    value: Decimal
    interval: Interval
    whole: bool

    @cached_property
    def stretch(self) -> str:
        """The words between the neighbouring figures."""
        before = [f.end for f in self.statement.figures if f.end <= self.figure.start]
        after = [f.start for f in self.statement.figures if f.start >= self.figure.end]
        start, end = max(before, default=self.statement.start), min(after, default=self.statement.end)
        return self.statement.text[start - self.statement.start : end - self.statement.start]

    @cached_property
    def words(self) -> frozenset[str]:
        """Telling words of the stretch, the measure and the unit."""
        return telling(
            f"{self.stretch} {self.figure.measure or ''} {self.figure.unit if self.figure.unit_kind == 'count' else ''}"
        )

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Telling words less those of every report."""
        return self.words - REPORT_WORDS


_TERM = re.compile(r"\b(?:autumn|spring|summer) term(?: of)? 20\d\d\b", re.IGNORECASE)


_MANY = 300  # numbers of one kind, size and month: beyond, only those with the same digits are compared


def _pairs(mentions: list[_Mention]) -> Iterator[tuple[_Mention, _Mention]]:
    """Pairs that may be of one thing at one time: of one kind, one order of magnitude and one month."""
    groups: dict[tuple[object, ...], list[_Mention]] = defaultdict(list)
    for mention in mentions:
        end = mention.figure.period.end if mention.figure.period is not None else None
        month = (end - timedelta(days=2)).month if end is not None else None
        groups[mention.figure.unit_kind, mention.value.adjusted(), month].append(mention)
    for group in groups.values():
        if len(group) <= _MANY:
            yield from combinations(group, 2)
            continue
        alike: dict[tuple[int, ...], list[_Mention]] = defaultdict(list)
        for mention in group:
            alike[tuple(sorted(mention.value.normalize().as_tuple().digits))].append(mention)
        for few in alike.values():
            yield from combinations(few[:_MANY], 2)


def _mentions(subject: Subject) -> Iterator[_Mention]:
    for statement in subject.statements:
        if statement.kind == "cell":
            continue
        for figure in statement.figures:
            if is_aim(statement.until(figure)):
                continue
            if (
                is_comparable(figure)
                and (figure.period is not None or _TERM.search(statement.text))
                and (figure.change is None or figure.change.amount != figure.value)
            ):
                yield _Mention(
                    statement=statement, figure=figure, value=figure.value, interval=stated(figure), whole=False
                )
            if figure.denominator is not None and figure.unit_kind == "count" and figure.denominator > 10:
                yield _Mention(
                    statement=statement,
                    figure=figure,
                    value=figure.denominator,
                    interval=exactly(figure.denominator),
                    whole=True,
                )


def _of_one_list(one: _Mention, other: _Mention) -> bool:
    """Whether both are items of one list, which names different things."""
    kinds = {one.statement.kind, other.statement.kind}
    return kinds == {"list_item"} and one.statement.section == other.statement.section


def _gap_is_told(one: _Mention, other: _Mention) -> bool:
    """Whether either sentence prints the difference: "Adding the 18 helped by the bus gives 1,864"."""
    gap = abs(one.value - other.value)
    return any(f.value == gap for m in (one, other) for f in m.statement.figures)


def _same_thing(one: _Mention, other: _Mention) -> bool:
    a, b = one.figure, other.figure
    if a.unit_kind != b.unit_kind or a.geography != b.geography:
        return False
    if not same_time(a.period, b.period) and not _so_far(a.period, b.period):
        return False
    if (a.denominator is None) == one.whole or (b.denominator is None) == other.whole or not _same_member(one, other):
        return False
    shared = one.own_words & other.own_words
    if _are_contrasted(one, other):
        return False
    kind = slip(one.value, other.value)
    if a.unit_kind == "percent":
        return kind == "swapped" and len(shared) >= 2 and _print_time(one, other)
    if kind == "swapped":
        long = min(one.value, other.value) >= 100
        return len(shared) >= (1 if long else 2) or (long and _print_time(one, other) and bool(one.words & other.words))
    if kind == "altered":
        return len(shared) >= 2 and len(shared) * 2 >= len(one.own_words | other.own_words)
    if one.interval.meets(other.interval):
        return bool(shared)
    return _is_retold(one, other) and len(shared) >= 2


_COMPASS = re.compile(
    r"\b(?:north|south|east|west|central|inner|outer|first|second|third|primary|secondary|junior|infant)(?:ern)?\b",
    re.IGNORECASE,
)


_PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")


_TIME_NAMES = word_set(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday "
    "Friday Saturday Sunday "
    "Early Help Council Board Committee Family Families Hub Hubs Service Team Plan Plans Quarter Councillor"
)


def _are_contrasted(one: _Mention, other: _Mention) -> bool:
    """Whether the words beside the two numbers name different members of one kind: schools and health, north and south, two
    places."""
    stretches = (one.stretch, other.stretch)
    compass = [frozenset(word.lower() for word in _COMPASS.findall(text)) for text in stretches]
    places = [frozenset(_PROPER.findall(text)) - _TIME_NAMES for text in stretches]
    sources = [frozenset(word.lower() for word in _MEMBERS.findall(text)) for text in stretches]
    units = [telling(m.figure.unit or "") & _UNITS for m in (one, other)]
    return any(a and b and not a & b for a, b in (compass, places, sources, units))


_UNITS = telling(
    "referrals contacts assessments plans reviews closures visits calls boys girls mothers fathers schools "
    "workers posts volunteers complaints courses"
)


_MEMBERS = re.compile(
    r"\b(?:from|by|among|for|of|with) (?:the )?(schools?|colleges?|health|police|parents?|carers|mothers|fathers"
    r"|midwi\w+|nurser\w+|housing|hospitals?|boys|girls"
    r"|males?|females?|men|women|babies|toddlers|pupils|staff|volunteers)\b",
    re.IGNORECASE,
)


def _is_retold(one: _Mention, other: _Mention) -> bool:
    """Whether two sentences far apart say nearly the same, and both print the time."""
    common, all_words = one.words & other.words, one.words | other.words
    apart = one.statement.section != other.statement.section or abs(one.statement.block - other.statement.block) > _FAR
    return _print_time(one, other) and apart and len(common) >= _ALIKE and len(common) * 4 >= len(all_words) * 3


def _print_time(*mentions: _Mention) -> bool:
    """Whether each sentence prints its time itself."""
    return all(m.figure.period is not None and m.figure.period.text in m.statement.text for m in mentions)


_FAR = 5  # blocks: nearer ones mostly contrast groups of one list


_ALIKE = 4  # telling words in common


def _same_member(one: _Mention, other: _Mention) -> bool:
    """Whether two numbers are of the same member; one may tell it in words where the other has it as a breakdown."""
    a, b = (frozenset((m.figure.breakdown or {}).values()) for m in (one, other))
    if a == b:
        return True
    if a and b:
        return False
    return telling(" ".join(a | b)) <= (other.words if a else one.words)


_TO_DATE = re.compile(r"^\W*(?:to|by|until|up to|as at|at)\b", re.IGNORECASE)


def _so_far(one: Period | None, other: Period | None) -> bool:
    """Whether both run up to the same day: "to 30 April 2024" and "by the end of April 2024"."""
    return (
        one is not None
        and other is not None
        and one.end is not None
        and one.end == other.end
        and all(_TO_DATE.search(period.text) for period in (one, other))
    )


def _two_mentions(subject: Subject, one: _Mention, other: _Mention) -> Verdict:
    mistyped = slip(one.value, other.value) is not None
    when = one.figure.period.text if one.figure.period else ""
    return doubt(
        subject,
        f"{subject.where(other.statement)}: {plain(other.value)} here, {plain(one.value)} at "
        f"{subject.place(one.statement.start, one.statement.end)} for what seems the same thing "
        f"({when.strip(' .,')}). "
        f"{'One looks like the other mistyped. ' if mistyped else ''}Look at both sentences.",
        other.figure,
        one.figure,
        severity="error" if mistyped else "query",
    )


def _near(subject: Subject, statement: Statement) -> str:
    return " ".join(s.text for s in (*subject.before(statement, 1), statement, *subject.after(statement, 1)))
