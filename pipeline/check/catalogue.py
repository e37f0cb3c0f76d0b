"""What a check is: one function with a code, a severity, a title and two tiny examples.

A check yields one verdict for each thing it tested: `HELD`, or a `Doubt`. So a clean document can be told from one in which
there was nothing to test. The examples are short texts, read and extracted like any document: `holds` must give no finding
of the code, `fails` must give one. Tests, `goldenthread explain CODE` and the catalogue in the docs are made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ..records.document import Document
from ..records.finding import Severity
from ..records.link import Link
from ..records.run import Extraction
from ..records.span import Evidence
from ..registry import Registry
from ..vocab import Vocabulary

HELD: Final = None


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the checks of one document look at."""

    document: Document
    extraction: Extraction
    links: tuple[Link, ...]
    vocabulary: Vocabulary


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something that is not right. `message` says what, where and what to look at, with the recomputation written out."""

    message: str
    evidence: tuple[Evidence, ...]
    subjects: tuple[str, ...] = ()
    severity: Literal["error", "query"] | None = None  # None for the check's own


Verdict = Doubt | None
CheckFunction = Callable[[Subject], Iterator[Verdict]]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A registered check."""

    code: str
    severity: Severity
    title: str
    holds: str
    fails: str
    function: CheckFunction

    @property
    def description(self) -> str:
        """What it tests and when it stays silent: the function's docstring."""
        return " ".join((self.function.__doc__ or "").split())


CHECKS: Final[Registry[Check]] = Registry("check")


def check(
    code: str, *, severity: Literal["error", "query"], title: str, holds: str, fails: str
) -> Callable[[CheckFunction], CheckFunction]:
    """Decorator that registers a check under its code."""

    def add(function: CheckFunction) -> CheckFunction:
        CHECKS.register(code)(
            Check(code=code, severity=severity, title=title, holds=holds, fails=fails, function=function)
        )
        return function

    return add
