"""Where a document is not right, or a person should look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Evidence

Severity = Literal["error", "query", "not_run"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """`message` says what, where and what to look at, with the recomputation written out."""

    id: str
    code: str
    severity: Severity
    title: str
    message: str
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckCount:
    """How often a check found something to test in a document, and how often it held."""

    code: str
    document: str | None
    checked: int
    held: int
