"""Decisions made good in the rows: what was corrected is replaced, what was rejected leaves, what was added comes in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Final

from ..records.codec import from_row, to_row
from ..records.run import DocumentRow, Run
from .decisions import METHOD_ADDED, settled
from .events import fingerprint
from .fields import TABLES
from .state import ItemState, State

METHOD_CORRECTED: Final = "review:corrected"


def apply_decisions(run: Run, state: State) -> tuple[Run, dict[str, Any]]:
    """The run as decided, and what was done: counts, corrections by field, and decisions that no longer fit a row.

    A corrected row has method ``review:corrected``, an added one ``review:added``; both have confidence 1. A decision on a row
    that was read differently when it was made is not applied: it is told as stale. Series and clusters are left as they are.
    """
    told: dict[str, Any] = {"tables": {}, "corrected_fields": {}, "stale": []}
    order = {row.id: at for at, row in enumerate(run.documents)}
    parts: dict[str, Any] = {}
    fields: Counter[str] = Counter()
    for name, subject in TABLES.items():
        states = state.items(name)
        statuses: Counter[str] = Counter()
        rows = []
        for record in getattr(run, name):
            standing = states.pop(record.id, None)
            kept = record
            if standing is not None and standing.latest is not None:
                if standing.latest.basis != fingerprint(to_row(record)):
                    told["stale"].append({"table": name, "id": record.id, "event": standing.latest.sequence})
                else:
                    statuses[standing.status] += 1
                    fields.update(f"{name}.{field}" for field in standing.changes)
                    kept = _decided(subject.record, to_row(record), standing)
            if kept is not None:
                rows.append(kept)
        for item, standing in sorted(states.items()):
            if standing.latest is None:
                continue
            row = standing.row(None)
            if row is None or row.get("document") not in order:
                told["stale"].append({"table": name, "id": item, "event": standing.latest.sequence})
            elif standing.status != "rejected":
                statuses["added"] += 1
                rows.append(from_row(subject.record, settled(row) | {"method": METHOD_ADDED}))
        if name not in ("cases", "findings"):
            rows.sort(key=lambda row: (order[row.document], row.start if name == "figures" else row.evidence.start))
        parts[name] = tuple(rows)
        told["tables"][name] = dict(sorted(statuses.items()))
    told["corrected_fields"] = dict(sorted(fields.items()))
    return _consistent(replace(run, **parts)), told


def _decided(record: type, row: dict[str, Any], standing: ItemState) -> Any:
    """The row as decided; None for one that was rejected."""
    if standing.status == "rejected":
        return None
    changed = settled(standing.row(row) or row)
    if standing.changes and "method" in changed:
        changed |= {"method": METHOD_CORRECTED, "confidence": 1.0}
    return from_row(record, changed)


def _consistent(run: Run) -> Run:
    """Links only between rows that are there, and the documents' counts as they are now."""
    there = {row.id for name in TABLES for row in getattr(run, name)}
    links = tuple(link for link in run.links if link.from_ in there and link.to in there)
    findings = tuple(
        replace(finding, subjects=tuple(key for key in finding.subjects if key in there)) for finding in run.findings
    )
    return replace(run, links=links, findings=findings, documents=tuple(_counted(run)))


def _counted(run: Run) -> list[DocumentRow]:
    figures = Counter(row.document for row in run.figures)
    needs = Counter(row.document for row in run.needs)
    findings = Counter(key for row in run.findings for key in row.documents[:1])
    return [
        replace(row, figures=figures[row.id], needs=needs[row.id], findings=findings[row.id])
        if row.figures is not None
        else row
        for row in run.documents
    ]
