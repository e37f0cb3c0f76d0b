"""A run counted for people: needs by category, checks by what they found, and what is missing from the tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, get_args

from ..records.finding import Severity
from ..records.need import NeedStatus
from ..records.run import DocumentRow, Run
from .readable import labels_of, words

STATUSES: Final[tuple[NeedStatus, ...]] = get_args(NeedStatus)
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedCount:
    """Needs of one category by status."""

    category: str
    label: str
    by_status: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckRow:
    """One check: what it tested in the whole run and what it found."""

    code: str
    title: str | None
    checked: int
    held: int
    by_severity: dict[str, int]

    @property
    def found(self) -> int:
        return sum(self.by_severity.values())


def need_counts(run: Run) -> list[NeedCount]:
    """Categories with needs, most first."""
    found: dict[str, Counter[str]] = {}
    labels = labels_of(run)
    for need in run.needs:
        found.setdefault(need.category, Counter())[need.status] += 1
    ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    return [
        NeedCount(
            category=category, label=words(category, labels), by_status={status: counter[status] for status in STATUSES}
        )
        for category, counter in ordered
    ]


def check_rows(run: Run) -> list[CheckRow]:
    """Every check that ran, those that found most first: also those that found nothing, since clean is not unchecked."""
    counts: dict[str, Any] = run.manifest.get("checks", {})
    titles = {finding.code: finding.title for finding in run.findings}
    severities = Counter((finding.code, finding.severity) for finding in run.findings)
    rows = [
        CheckRow(
            code=code,
            title=titles.get(code) or counts.get(code, {}).get("title"),
            checked=counts.get(code, {}).get("checked", 0),
            held=counts.get(code, {}).get("held", 0),
            by_severity={severity: severities[code, severity] for severity in SEVERITIES},
        )
        for code in {*counts, *titles}
    ]
    return sorted(rows, key=lambda row: (-row.found, row.code))


@dataclass(frozen=True, kw_only=True, slots=True)
class Exceptional:
    """Something of a document that is not in the tables, and what to do about it."""

    document: str
    status: str
    page: int | None
    what: str
    remedy: str | None


def exceptions(run: Run) -> list[Exceptional]:
    """Documents that were not read wholly, a row a reason, and documents that repeat another."""
    return [row for document in run.documents for row in _exceptions(document)]


def _exceptions(row: DocumentRow) -> list[Exceptional]:
    def made(what: str, page: int | None = None) -> Exceptional:
        return Exceptional(document=row.id, status=row.status, page=page, what=what, remedy=row.remedy)

    found: list[Exceptional] = []
    if row.status != "done":
        found = [made(note.message, note.page) for note in row.notes] or [made(row.error or words(row.status))]
    if row.duplicate_of:
        found.append(made("The same file was read under another name; it is counted once."))
    return found
