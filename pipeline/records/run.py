"""What a run did: one row a document, and everything that was extracted from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Final

from ..errors import DocumentStatus
from .case import Case
from .cluster import Cluster
from .decision import Decision
from .document import Genre, Note
from .figure import Figure
from .finding import CheckCount, Finding
from .link import Link
from .need import Need
from .outcome import Intervention, Outcome
from .personal import PersonalData
from .series import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentRow:
    """One row of documents.jsonl, read or not."""

    id: str
    path: str
    status: DocumentStatus
    error: str | None  # what went wrong and where; no text of the case
    remedy: str | None  # what to do about it
    sha256: str | None
    size: int | None
    media_type: str | None
    genre: Genre | None
    genre_confidence: float | None
    title: str | None
    date: datetime.date | None
    organisation: str | None
    geography: str | None
    reference: str | None
    pages: int | None
    words: int | None
    tables: int | None
    figures: int | None
    needs: int | None
    findings: int | None
    duplicate_of: str | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """Everything taken from one document."""

    figures: tuple[Figure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    needs: tuple[Need, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    cases: tuple[Case, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[CheckCount, ...] = ()
    personal: tuple[PersonalData, ...] | None = None  # None where nobody looked for it


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A whole run: its rows in output order, and what run.json says of it. The subject of every export."""

    documents: tuple[DocumentRow, ...]
    figures: tuple[Figure, ...]
    decisions: tuple[Decision, ...]
    needs: tuple[Need, ...]
    interventions: tuple[Intervention, ...]
    outcomes: tuple[Outcome, ...]
    cases: tuple[Case, ...]
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    clusters: tuple[Cluster, ...]
    series: tuple[Series, ...]
    manifest: dict[str, Any]


# The tables of the published output contract, in its order: the file's stem and the record of its rows.
OUTPUT_TABLES: Final[dict[str, type]] = {
    "documents": DocumentRow,
    "figures": Figure,
    "decisions": Decision,
    "needs": Need,
    "interventions": Intervention,
    "outcomes": Outcome,
    "cases": Case,
    "links": Link,
    "findings": Finding,
    "clusters": Cluster,
    "series": Series,
    "personal_data": PersonalData,
}
