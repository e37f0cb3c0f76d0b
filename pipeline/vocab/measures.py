"""How figures are spoken of: roles, change, dimensions, comparators, table columns, and the measures reports repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from ..records.figure import Role
from .load import Entry, load_toml


def cue_pattern(cues: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many cues: whole words, `*` for any ending, the longest first, case aside."""
    alternatives = sorted((_cue(cue) for cue in cues), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])", re.IGNORECASE)


def _cue(cue: str) -> str:
    return re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['’]")


class RoleWords(Entry):
    """Words that give a number its role."""

    target: tuple[str, ...]
    standard: tuple[str, ...]
    forecast: tuple[str, ...]
    baseline: tuple[str, ...]

    @cached_property
    def patterns(self) -> tuple[tuple[Role, re.Pattern[str]], ...]:
        """Role and pattern, the most telling first."""
        return (
            ("target", cue_pattern(self.target)),
            ("standard", cue_pattern(self.standard)),
            ("forecast", cue_pattern(self.forecast)),
            ("baseline", cue_pattern(self.baseline)),
        )


class ChangeWords(Entry):
    """Words of change; `better` and `worse` need the measure to tell up from down."""

    increase: tuple[str, ...]
    decrease: tuple[str, ...]
    no_change: tuple[str, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]


class Dimension(Entry):
    """A way figures are broken down. `words` name it, `members` give it away."""

    name: str
    words: tuple[str, ...]
    members: tuple[str, ...] = ()


class Comparator(Entry):
    """A body that figures are compared with."""

    name: str
    cues: tuple[str, ...]


class TableWords(Entry):
    """Words of row and column headers, lower case."""

    totals: tuple[str, ...]
    no_figures: tuple[str, ...]
    target: tuple[str, ...]
    baseline: tuple[str, ...]
    forecast: tuple[str, ...]
    standard: tuple[str, ...]
    change: tuple[str, ...]
    percent: tuple[str, ...]
    count: tuple[str, ...]
    suppressed: tuple[str, ...]


class Measure(Entry):
    """A measure that reports repeat, and which way is better."""

    id: str
    name: str
    cues: tuple[str, ...]
    good: Literal["high", "low"] | None = None


class Measures(Entry):
    """The whole vocabulary."""

    roles: RoleWords
    change: ChangeWords
    dimension: tuple[Dimension, ...]
    comparator: tuple[Comparator, ...]
    tables: TableWords
    measure: tuple[Measure, ...]

    @cached_property
    def _measure_patterns(self) -> tuple[tuple[Measure, re.Pattern[str]], ...]:
        return tuple((measure, cue_pattern(measure.cues)) for measure in self.measure)

    @cached_property
    def _dimension_words(self) -> dict[str, str]:
        return {word: dimension.name for dimension in self.dimension for word in dimension.words}

    @cached_property
    def _member_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((d.name, cue_pattern(d.members)) for d in self.dimension if d.members)

    @cached_property
    def comparator_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Name and pattern of the bodies compared with."""
        return tuple((comparator.name, cue_pattern(comparator.cues)) for comparator in self.comparator)

    def canonical(self, phrase: str) -> Measure | None:
        """The measure that a phrase names, or None."""
        return next((measure for measure, pattern in self._measure_patterns if pattern.search(phrase)), None)

    def dimension_named(self, word: str) -> str | None:
        """The dimension that a header or caption word names, in the paper's own word: "Localities" -> "locality"."""
        word = " ".join(word.lower().split())
        return singular_of(word) if word in self._dimension_words else None

    def dimension_of_member(self, member: str) -> str | None:
        """The dimension that one member gives away: "partner agencies" -> lead, "GPs" -> source."""
        return next((name for name, pattern in self._member_patterns if pattern.match(member.strip())), None)

    def dimension_of(self, members: Iterable[str]) -> str | None:
        """The dimension most of these members belong to, if half of them or more give it away."""
        members = list(members)
        best, votes = None, 0
        for name, pattern in self._member_patterns:
            count = sum(1 for member in members if pattern.match(member.strip()))
            if count > votes:
                best, votes = name, count
        return best if members and votes * 2 >= len(members) else None


def singular_of(word: str) -> str:
    """ "localities" -> "locality", "hubs" -> "hub"."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def load_measures() -> Measures:
    """The measure vocabulary of the package. Raises ConfigurationError."""
    return load_toml(Measures, "measures.toml")
