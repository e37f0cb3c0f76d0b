"""Reviewed documents as gold: what people decided, in the form of annotations/, to score the extraction against.

A part of a document becomes gold only where every row of it was decided on: a row that nobody looked at is neither right nor wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from ..records.codec import to_row
from ..records.document import CASE_GENRES
from ..records.run import Run
from .state import State

_FIGURE: Final = (
    "text", "value", "low", "high", "unit_kind", "unit", "denominator", "measure", "breakdown", "period", "change", "qualifier",
    "role", "geography", "organisation", "attributed_to", "origin",
)  # fmt: skip
_NEED: Final = ("category", "subcategory", "person", "person_name", "status", "raised_by", "stage")
_INTERVENTION: Final = ("service", "action", "person", "start_date", "end_date", "planned")
_OUTCOME: Final = ("category", "status", "scale", "from", "to", "sustained")
_CASE: Final = (
    "genre", "reference", "step", "reason", "reason_text", "closure_date", "services_involved", "outstanding_support",
    "completeness", "timeliness",
)  # fmt: skip
_CASE_TABLES: Final = ("cases", "needs", "interventions", "outcomes")


def gold_documents(extracted: Run, reviewed: Run, state: State) -> dict[str, dict[str, Any]]:
    """Gold by the stem of the document's file, of documents with a part that was decided on wholly.

    `extracted` is the run as it was, `reviewed` the same with the decisions made good.
    """
    found = {}
    for document in extracted.documents:
        if document.duplicate_of is not None or document.genre is None:
            continue
        rows = {name: _of(reviewed, name, document.id) for name in ("figures", *_CASE_TABLES)}
        whole = {name: _is_whole(extracted, state, name, document.id) for name in rows}
        figures = (
            [_figure(row) for row in rows["figures"]]
            if whole["figures"] and _any(state, "figures", document.id)
            else None
        )
        case = None
        if document.genre in CASE_GENRES and rows["cases"] and all(whole[name] for name in _CASE_TABLES):
            case = _some(rows["cases"][0], _CASE)
        if figures is None and case is None:
            continue
        stem = PurePosixPath(document.path).stem
        found[stem] = {
            "id": stem,
            "figures": figures,
            "findings": None,
            "decisions": None,
            "case": case,
            "needs": [_quoted(row, _NEED) for row in rows["needs"]] if case else None,
            "interventions": [_quoted(row, _INTERVENTION) for row in rows["interventions"]] if case else None,
            "outcomes": [_quoted(row, _OUTCOME) for row in rows["outcomes"]] if case else None,
        }
    return found


def _of(run: Run, table: str, document: str) -> list[dict[str, Any]]:
    return [to_row(row) for row in getattr(run, table) if row.document == document]


def _is_whole(run: Run, state: State, table: str, document: str) -> bool:
    """Whether every row that was extracted was decided on."""
    return all(state.item(table, row.id).latest is not None for row in getattr(run, table) if row.document == document)


def _any(state: State, table: str, document: str) -> bool:
    """Whether anybody decided on a row of the document: one without rows that nobody opened is no gold."""
    return any(item.latest is not None and item.latest.document == document for item in state.items(table).values())


def _figure(row: Mapping[str, Any]) -> dict[str, Any]:
    quote, at = row["evidence"]["quote"], row["start"] - row["evidence"]["start"]
    return {
        "quote": quote,
        "nth": quote[: max(at, 0)].count(row["text"]) + 1,
        **_some(row, _FIGURE),
        "row_header": row["locator"]["row_header"],
        "column_header": row["locator"]["column_header"],
    }


def _quoted(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {"quote": row["evidence"]["quote"], **_some(row, names)}


def _some(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}
